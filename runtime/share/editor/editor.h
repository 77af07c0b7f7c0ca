/*
 * For language servers such as clangd, which know C but not the dialect: with
 * `-x c -include editor.h` a .ac file is C that means nearly the same, so
 * that completion, navigation and most checks work. No compiler includes this.
 *
 * The idea: whatever can be awaited has the type of its value. `async`, `await`
 * and `throw` vanish; task(T) is T. What remains wrong or unseen is listed in
 * docs/editors.md.
 */
#ifndef ACC_EDITOR_H
#define ACC_EDITOR_H

#define __ACC_EDITOR__ 1
#define __ACC__ 1

#if defined __clang__
#pragma clang diagnostic ignored "-Wint-conversion"
#pragma clang diagnostic ignored "-Wincompatible-pointer-types"
#pragma clang diagnostic ignored "-Wreturn-type"
#pragma clang diagnostic ignored "-Wunused-value"
#pragma clang diagnostic ignored "-Wuninitialized"
#pragma clang diagnostic ignored "-Wunknown-pragmas"
#pragma clang diagnostic ignored "-Wdangling-else"
#pragma clang diagnostic ignored "-Wempty-body"
#pragma clang diagnostic ignored "-Wpre-c2x-compat"
#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#endif

/* ---- handles: task(T) is T ---- */

/* T; void * for void, which converts to all handles. */
#define ACC_EDITOR_VALUE(...)                                     \
    __typeof__(*_Generic((__typeof__(__VA_ARGS__) (*)(void))0,    \
        void (*)(void): (void **)0,                               \
        default: (__typeof__(__VA_ARGS__) *)0))
/* E; null if it has no value. */
#define ACC_EDITOR_OF(...)                                        \
    _Generic((__typeof__(__VA_ARGS__) (*)(void))0,                \
        void (*)(void): ((__VA_ARGS__), (void *)0),               \
        default: (__VA_ARGS__))
#define _Async
#define _Coroutine(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define _Task(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define _Future(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define _Generator(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#include <acc/acc.h>

/* A handle as the runtime's functions want it. */
#define ACC_EDITOR_HANDLE(e, type) ((void)(e), (type)0)

#define coroutine(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define task(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define future(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define awaitable(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define generator(...) ACC_EDITOR_VALUE(__VA_ARGS__)
#define queue(...) __typeof__(__typeof__(__VA_ARGS__) *)
#define acc_queue(...) __typeof__(__typeof__(__VA_ARGS__) *)

/* ---- words ---- */

#define async
#define await
#define _Await
#define throw
#define _Throw
#define defer
#define _Defer
#define yield
#define _Yield
#define auto __auto_type

/* `try {` is `do {`, closed by the first catch; after that `while (0);` is a
 * statement of its own. `try (E)` finds `do` to be a macro with arguments. */
#define try do
#define _Try do
#define do(...) (((void)((__VA_ARGS__), 0)), acc_editor_error())
#define catch(...) while (0); for (__VA_ARGS__; acc_editor_error();)
#define _Catch(...) catch(__VA_ARGS__)
int acc_editor_error(void);
void *acc_editor_pointer(void);

/* timeout (d) { } and timeout (d, h) { }, taskgroup (g) { } */
#define ACC_EDITOR_TIMEOUT(duration, name, ...)                       \
    for (acc_timeout acc_editor_timeout, *name = &acc_editor_timeout; \
         (void)(name), (acc_duration)(duration);)
#define timeout(...) \
    ACC_EDITOR_TIMEOUT(__VA_ARGS__, acc_editor_handle, )
#define _Timeout(...) timeout(__VA_ARGS__)
#define taskgroup(name)                                     \
    for (acc_taskgroup *name = (acc_taskgroup *)0;          \
         (void)name, acc_editor_error();)
#define _Taskgroup(name) taskgroup(name)

/* ---- predeclared functions ---- */

#define TimeoutError ETIMEDOUT
#define CancelledError ACC_CANCELLED

#define ACC_EDITOR_FOURTH(a, b, c, n, ...) n
#define ACC_EDITOR_NINTH(a, b, c, d, e, f, g, h, n, ...) n

/* create_task([group,] c [, name]) */
#define ACC_EDITOR_TASK_1(c) ACC_EDITOR_OF(c)
#define ACC_EDITOR_TASK_2(a, b)                              \
    _Generic((__typeof__((0, a)) (*)(void))0,                \
        acc_taskgroup *(*)(void): ACC_EDITOR_OF((0, b)),     \
        default: ACC_EDITOR_OF(a))
#define ACC_EDITOR_TASK_3(group, c, name) ACC_EDITOR_OF(c)
#define create_task(...)                                                 \
    ACC_EDITOR_FOURTH(__VA_ARGS__, ACC_EDITOR_TASK_3, ACC_EDITOR_TASK_2, \
                      ACC_EDITOR_TASK_1, )(__VA_ARGS__)
#define acc_create_task(...) create_task(__VA_ARGS__)
#define create_eager_task(...) create_task(__VA_ARGS__)
#define acc_create_eager_task(...) create_task(__VA_ARGS__)

#define wait_for(a, duration) ((void)(acc_duration)(duration), (a))
#define acc_wait_for(a, duration) wait_for(a, duration)
#define shield(a) ACC_EDITOR_OF(a)
#define acc_shield(a) ACC_EDITOR_OF(a)
#define ACC_EDITOR_RUN_1(c) (c)
#define ACC_EDITOR_RUN_2(c, error) ((void)(*(error) = 0), (c))
#define acc_run(...)                                                    \
    ACC_EDITOR_FOURTH(__VA_ARGS__, , ACC_EDITOR_RUN_2, ACC_EDITOR_RUN_1, ) \
    (__VA_ARGS__)
#define run(...) acc_run(__VA_ARGS__)
#define acc_runner_run(r, ...) acc_run(__VA_ARGS__)
#define runner_run(r, ...) acc_run(__VA_ARGS__)

/* gather of up to eight arms */
#define ACC_EDITOR_ARM(n, e) ACC_EDITOR_VALUE(__typeof__((0, e))) _##n;
#define ACC_EDITOR_ARMS_1(a) ACC_EDITOR_ARM(0, a)
#define ACC_EDITOR_ARMS_2(a, b) ACC_EDITOR_ARMS_1(a) ACC_EDITOR_ARM(1, b)
#define ACC_EDITOR_ARMS_3(a, b, c) ACC_EDITOR_ARMS_2(a, b) ACC_EDITOR_ARM(2, c)
#define ACC_EDITOR_ARMS_4(a, b, c, d) \
    ACC_EDITOR_ARMS_3(a, b, c) ACC_EDITOR_ARM(3, d)
#define ACC_EDITOR_ARMS_5(a, b, c, d, e) \
    ACC_EDITOR_ARMS_4(a, b, c, d) ACC_EDITOR_ARM(4, e)
#define ACC_EDITOR_ARMS_6(a, b, c, d, e, f) \
    ACC_EDITOR_ARMS_5(a, b, c, d, e) ACC_EDITOR_ARM(5, f)
#define ACC_EDITOR_ARMS_7(a, b, c, d, e, f, g) \
    ACC_EDITOR_ARMS_6(a, b, c, d, e, f) ACC_EDITOR_ARM(6, g)
#define ACC_EDITOR_ARMS_8(a, b, c, d, e, f, g, h) \
    ACC_EDITOR_ARMS_7(a, b, c, d, e, f, g) ACC_EDITOR_ARM(7, h)
#define ACC_EDITOR_ALL(first, ...) \
    ACC_EDITOR_VALUE(__typeof__((0, first))) all[8];
#define ACC_EDITOR_ARMS(...)                                               \
    ACC_EDITOR_NINTH(__VA_ARGS__, ACC_EDITOR_ARMS_8, ACC_EDITOR_ARMS_7,    \
                     ACC_EDITOR_ARMS_6, ACC_EDITOR_ARMS_5,                 \
                     ACC_EDITOR_ARMS_4, ACC_EDITOR_ARMS_3,                 \
                     ACC_EDITOR_ARMS_2, ACC_EDITOR_ARMS_1, )(__VA_ARGS__)  \
    ACC_EDITOR_ALL(__VA_ARGS__, )
#define gather(...)                                    \
    (*(struct {                                         \
        __VA_OPT__(ACC_EDITOR_ARMS(__VA_ARGS__)) int end; \
    } *)acc_editor_pointer())
#define acc_gather(...) gather(__VA_ARGS__)
#define gather_all(ts, n, results) \
    ((void)(ts), (void)(size_t)(n), (void)(results))
#define acc_gather_all(ts, n, results) gather_all(ts, n, results)

#define future_new(...) \
    ACC_EDITOR_OF(*(__typeof__(__VA_ARGS__) *)acc_editor_pointer())
#define acc_future_new(...) future_new(__VA_ARGS__)
#define future_set_result(...) ((void)(__VA_ARGS__), 0)
#define acc_future_set_result(...) ((void)(__VA_ARGS__), 0)
#define future_set_error(f, e) ((void)(f), (void)(int)(e), 0)
#define acc_future_set_error(f, e) future_set_error(f, e)
#define future_result(f) (f)
#define acc_future_result(f) (f)
#define task_result(t) (t)
#define acc_task_result(t) (t)
#define iscoroutine(x) 1
#define acc_iscoroutine(x) 1
#define iscoroutinefunction(f) 1
#define acc_iscoroutinefunction(f) 1
#define isawaitable(x) 1
#define acc_isawaitable(x) 1

#define acc_queue_new(T, max) ((void)(size_t)(max), (__typeof__(T) *)0)
#define acc_queue_new_lifo(T, max) acc_queue_new(T, max)
#define acc_queue_new_priority(T, max, compare) \
    ((void)(compare), acc_queue_new(T, max))
#define acc_queue_put(q, ...) ((void)(*(q) = (__VA_ARGS__)))
#define acc_queue_get(q) (*(q))
#define acc_queue_put_nowait(q, ...) ((void)(*(q) = (__VA_ARGS__)), 0)
#define acc_queue_get_nowait(q, p) ((void)(*(p) = *(q)), 0)

/* ---- the runtime's functions that take handles ---- */

#define ACC_EDITOR_T(t) (ACC_EDITOR_HANDLE(t, acc_task *))
#define ACC_EDITOR_F(f) (ACC_EDITOR_HANDLE(f, acc_future *))
#define ACC_EDITOR_C(c) (ACC_EDITOR_HANDLE(c, acc_coroutine *))
#define ACC_EDITOR_G(g) (ACC_EDITOR_HANDLE(g, acc_generator *))
#define acc_task_cancel(t) acc_task_cancel(ACC_EDITOR_T(t))
#define acc_task_cancelling(t) acc_task_cancelling(ACC_EDITOR_T(t))
#define acc_task_uncancel(t) acc_task_uncancel(ACC_EDITOR_T(t))
#define acc_task_done(t) acc_task_done(ACC_EDITOR_T(t))
#define acc_task_cancelled(t) acc_task_cancelled(ACC_EDITOR_T(t))
#define acc_task_error(t) acc_task_error(ACC_EDITOR_T(t))
#define acc_task_coroutine(t) acc_task_coroutine(ACC_EDITOR_T(t))
#define acc_task_name(t) acc_task_name(ACC_EDITOR_T(t))
#define acc_task_detach(t) acc_task_detach(ACC_EDITOR_T(t))
#define acc_task_release(t) acc_task_release(ACC_EDITOR_T(t))
#define acc_task_print_stack(t) acc_task_print_stack(ACC_EDITOR_T(t))
#define acc_task_set_name(t, name) acc_task_set_name(ACC_EDITOR_T(t), name)
#define acc_task_retain(t) (t)
#define acc_future_done(f) acc_future_done(ACC_EDITOR_F(f))
#define acc_future_cancelled(f) acc_future_cancelled(ACC_EDITOR_F(f))
#define acc_future_cancel(f) acc_future_cancel(ACC_EDITOR_F(f))
#define acc_future_error(f) acc_future_error(ACC_EDITOR_F(f))
#define acc_future_release(f) acc_future_release(ACC_EDITOR_F(f))
#define acc_future_retain(f) (f)
#define acc_coroutine_state(c) acc_coroutine_state(ACC_EDITOR_C(c))
#define acc_coroutine_name(c) acc_coroutine_name(ACC_EDITOR_C(c))
#define acc_coroutine_file(c) acc_coroutine_file(ACC_EDITOR_C(c))
#define acc_coroutine_line(c) acc_coroutine_line(ACC_EDITOR_C(c))
#define acc_coroutine_close(c) acc_coroutine_close(ACC_EDITOR_C(c))
#define acc_coroutine_release(c) acc_coroutine_release(ACC_EDITOR_C(c))
#define acc_coroutine_retain(c) (c)

#undef acc_task_add_callback
#define acc_task_add_callback(t, fn, arg) \
    acc_task_add_callback_from("", ACC_EDITOR_T(t), fn, arg)
#define acc_task_remove_callback(t, fn, arg) \
    acc_task_remove_callback(ACC_EDITOR_T(t), fn, arg)
#undef acc_future_add_callback
#define acc_future_add_callback(f, fn, arg) \
    acc_future_add_callback_from("", ACC_EDITOR_F(f), fn, arg)
#define acc_future_remove_callback(f, fn, arg) \
    acc_future_remove_callback(ACC_EDITOR_F(f), fn, arg)
#define acc_join(t) acc_join(ACC_EDITOR_T(t))
#define acc_wait(ts, n, mode, duration) \
    acc_wait((ACC_EDITOR_HANDLE(ts, acc_task **)), n, mode, duration)
#define acc_generator_next(g, p) acc_generator_next(ACC_EDITOR_G(g), p)
#define acc_generator_close(g) acc_generator_close(ACC_EDITOR_G(g))
#define acc_async_generator_next(g, p) \
    acc_async_generator_next(ACC_EDITOR_G(g), p)
#define acc_async_generator_close(g) acc_async_generator_close(ACC_EDITOR_G(g))

#endif
