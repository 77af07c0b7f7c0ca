/*
 * Coroutines written by hand, for tests of the runtime without the compiler.
 *
 * A body is a function over one all-purpose frame; awaits are macros in the
 * manner of protothreads, one a line. Each leaves its value in f->got and the
 * error, if any, in c->status; CHECK passes the error on, CATCH takes it.
 *
 *     BODY(example)
 *     {
 *         BEGIN;
 *         SLEEP(1 * ACC_SEC); CHECK;
 *         f->result = 7;
 *         END;
 *     }
 *     ... run_co(example, 0) ...
 */
#ifndef ACC_TESTS_UNIT_CO_H
#define ACC_TESTS_UNIT_CO_H

#include "acc/acc.h"
#include "acc/generator.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct co co;
struct co {
    ACC_FRAME_HEADER
    unsigned line;
    void (*body)(acc_context *c, co *f);
    long arg, result, got, i;
    int error;
    void *value, *p;
    acc_task *t[4];
    acc_future *u;
    acc_timeout timeout;
    acc_taskgroup group;
    struct acc_arm arm[4];
    union {
        acc_awaitable *await;
        struct acc_gather gather;
        struct __acc_frame_acc_sleep sleep;
        struct __acc_frame_acc_join join;
        struct __acc_frame_acc_wait wait;
        struct __acc_frame_acc_taskgroup_join group;
        struct __acc_frame_acc_lock_acquire acquire;
        struct __acc_frame_acc_event_wait event;
        struct __acc_frame_acc_semaphore_acquire semaphore;
        struct __acc_frame_acc_condition_wait condition;
        struct __acc_frame_acc_barrier_wait barrier;
        struct __acc_frame_acc_barrier_reset reset;
        struct __acc_frame_acc_barrier_abort abort;
        struct __acc_frame_acc_queue_put_from put;
        struct __acc_frame_acc_queue_get_into get;
        struct __acc_frame_acc_queue_join drain;
        struct __acc_frame_acc_async_generator_next next;
        struct __acc_frame_acc_async_generator_close close;
    } in;
};

static void co_resume(acc_context *c, acc_frame *frame)
{
    co *f = (co *)(void *)frame;
    f->body(c, f);
}

static const acc_point co_points[] = {
    { 1, 0 }, { 1, 0 }, { 2, 0 }, { 2, ACC_WAITS_HANDLE(offsetof(co, in.await)) },
    { 2, __ACC_WAITS_TIMER(offsetof(co, in.sleep)) },
};
static const acc_descriptor co_descriptor = {
    .resume = co_resume,
    .size = sizeof(co),
    .align = _Alignof(co),
    .result_offset = offsetof(co, result),
    .result_size = sizeof(long),
    .name = "co",
    .file = "co.h",
    .line = 1,
    .points = 5,
    .point = co_points,
};

typedef void co_body(acc_context *c, co *f);

/* The constructor; it does not know of CALL, the await of a call through a
 * pointer to it. */
ACC_UNUSED static acc_coroutine *co_new(co_body *body, long arg)
{
    co *f = acc_frame_new(&co_descriptor);
    if (f) {
        f->line = 0;
        f->body = body;
        f->arg = arg;
        f->result = 0;
        f->p = NULL;
    }
    return (acc_coroutine *)(void *)f;
}

ACC_UNUSED static acc_task *task(co_body *body, long arg)
{
    return acc_create_task(co_new(body, arg), NULL);
}

#define BODY(name) static void name(acc_context *c, co *f)
#define BEGIN switch (f->line) { case 0:
#define END } (void)c

#define CO_AWAIT(start, resumed) CO_AWAIT_IN(2, start, resumed)
#define CO_AWAIT_IN(state, start, resumed) \
    start; \
    if (c->status < 0) { \
        f->line = __LINE__; \
        acc_leave(c, f, &co_descriptor, state); \
        return; \
    case __LINE__: \
        if (!c->status) { resumed; } \
    }
#define CO_VALUE(start) \
    CO_AWAIT(f->value = start, f->value = acc_await_value(c)) \
    CO_TAKE
#define CO_HANDLE(start) \
    CO_AWAIT_IN(3, f->value = start, \
                f->value = acc_await_handle_value(c, f->in.await)) \
    CO_TAKE
#define CO_TAKE \
    if (!c->status) { \
        f->got = f->value ? *(long *)f->value : 0; \
        acc_await_end(c); \
    }

#define CHECK \
    if (c->status) { \
        acc_trace(c, &co_descriptor, 2); \
        return; \
    }
#define CATCH f->error = acc_catch(c)
#define THROW(e) \
    do { \
        acc_throw(c, e, &co_descriptor, 2); \
        CHECK; \
    } while (0)

#define SLEEP(d) \
    CO_AWAIT_IN(4, __acc_start_acc_sleep(c, &f->in.sleep, d), (void)0)
#define AWAIT_TASK(x) \
    CO_AWAIT_IN(3, f->value = acc_await_task(c, &f->in.await, x), \
                f->value = acc_await_task_value(c, f->in.await)) \
    CO_TAKE
#define AWAIT_FUTURE(x) CO_HANDLE(acc_await_future(c, &f->in.await, x))
#define AWAIT_ANY(x) CO_HANDLE(acc_await_any(c, &f->in.await, x))
#define AWAIT_CO(x) CO_VALUE(acc_await_coroutine(c, x))
/* An object whose value is a T; AWAIT_CO takes those of `long`. */
#define AWAIT_AS(T, x) \
    CO_AWAIT(f->value = acc_await_coroutine(c, x), \
             f->value = acc_await_value(c)) \
    if (!c->status) { \
        f->got = f->value ? (long)*(T *)f->value : 0; \
        acc_await_end(c); \
    }
#define CALL(body, arg) \
    CO_VALUE((c->place = (acc_function)co_new, \
              __acc_pointer_stored(c, co_new(body, arg), NULL)))
#define JOIN(x) \
    CO_AWAIT(f->got = __acc_start_acc_join(c, &f->in.join, x), \
             f->got = f->in.join.__acc_result)
#define WAIT(ts, n, mode, d) \
    CO_AWAIT(f->got = (long)__acc_start_acc_wait(c, &f->in.wait, ts, n, mode, d), \
             f->got = (long)f->in.wait.__acc_result)
/* The end of the group's block; c->status is what leaves the block. */
#define END_GROUP \
    CO_AWAIT(__acc_start_acc_taskgroup_join(c, &f->in.group, &f->group, \
                                            acc_catch(c)), (void)0)
#define ARM(k, h, kind, fl) \
    (f->arm[k].target = acc_awaitable_of(h, kind), f->arm[k].flags = (fl))
#define GATHER(n) \
    CO_AWAIT(acc_gather_start(c, &f->in.gather, f->arm, n), (void)0) \
    if (!c->status) { \
        f->got = 0; \
        for (int arm_ = 0; arm_ < (n); arm_++) \
            if (acc_arm_value(&f->arm[arm_])) \
                f->got = f->got * 10 + *(long *)acc_arm_value(&f->arm[arm_]); \
        acc_gather_end(c, &f->in.gather); \
    }

/* Runs body(arg) on the virtual clock; gives its result, or -error. */
ACC_UNUSED static long run_co(co_body *body, long arg)
{
    long value = 0;
    int error;
    acc_loop_use_virtual(1);
    acc_run(co_new(body, arg), &value, sizeof value, &error);
    return error ? -error : value;
}

/* ---- what happened, in order ----------------------------------------------- */

static char happened[8192];

ACC_UNUSED static void forget(void)
{
    happened[0] = '\0';
}

ACC_UNUSED static void note(const char *format, ...)
{
    size_t n = strlen(happened);
    va_list args;
    va_start(args, format);
    vsnprintf(happened + n, sizeof happened - n, format, args);
    va_end(args);
}

/* ---- passes of the loop ------------------------------------------------------ */

/* A timeout block, of a function that suspends in it. */
ACC_UNUSED static void timeout_enter(acc_context *c, acc_timeout *t,
                                     acc_duration d)
{
    acc_timeout_begin(c, t, d);
    acc_timeout_leave(c);
}

static int passes, ticking;

ACC_UNUSED static void tick(void *arg)
{
    (void)arg;
    passes++;
    if (ticking)
        acc_call_soon(tick, NULL);
}

/* From here on `passes` counts the passes of the loop. (Virtual time stands
 * still meanwhile, since something is always ready.) */
ACC_UNUSED static void count_passes(void)
{
    passes = 0;
    ticking = 1;
    acc_call_soon(tick, NULL);
}

#endif
