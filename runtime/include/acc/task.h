/*
 * Tasks and coroutine objects: inspecting, cancelling, waiting for several.
 * LANGUAGE: a task handle is joined once (await, acc_join, ...), or detached.
 */
#ifndef ACC_TASK_H
#define ACC_TASK_H

#ifdef __ACC__
#pragma acc system_header
#endif
#if defined __GNUC__
#pragma GCC system_header
#endif

#include "acc/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- coroutine objects -------------------------------------------------- */

enum {
    ACC_COROUTINE_CREATED,   /* the body has not begun */
    ACC_COROUTINE_RUNNING,
    ACC_COROUTINE_SUSPENDED,
    ACC_COROUTINE_CLOSED     /* finished or closed */
};

int acc_coroutine_state(const acc_coroutine *o);
const char *acc_coroutine_name(const acc_coroutine *o);
const char *acc_coroutine_file(const acc_coroutine *o);
/* Of the await at which it is suspended, or of the definition. */
unsigned acc_coroutine_line(const acc_coroutine *o);

/* Disposes of an object that is not going to be awaited. 0, or -EBUSY when it
 * is being awaited. Null: nothing. */
int acc_coroutine_close(acc_coroutine *o);

/* Keeps the shell of the object for inspection after it has been used up. */
acc_coroutine *acc_coroutine_retain(acc_coroutine *o);
void acc_coroutine_release(acc_coroutine *o);

/* ---- tasks -------------------------------------------------------------- */

/* A null task (out of memory when it was made) answers as one that has failed
 * with ENOMEM. */

/* The task that runs now; borrowed; null in callbacks and outside of a loop. */
acc_task *acc_current_task(void);

/* Unfinished tasks of this loop in order of creation, borrowed: stores the
 * first `size` of them, gives how many there are. */
size_t acc_all_tasks(acc_task **list, size_t size);

/* Throws ACC_CANCELLED at the await where the task is suspended, or at its next
 * one that suspends. 1; 0 when it has finished already. Null: 0. */
int acc_task_cancel(acc_task *t);
/* Requests not taken back yet; taking one back gives the number that is left. */
int acc_task_cancelling(const acc_task *t);
int acc_task_uncancel(acc_task *t);

int acc_task_done(const acc_task *t);
int acc_task_cancelled(const acc_task *t);
/* The error of a finished task; 0 while it runs and when it has a value. An
 * error that was asked for counts as retrieved. */
int acc_task_error(acc_task *t);

/* The root coroutine of a task, for inspection; borrowed. */
acc_coroutine *acc_task_coroutine(acc_task *t);

/* Valid until the name is set or the task freed. */
const char *acc_task_name(acc_task *t);
int acc_task_set_name(acc_task *t, const char *name); /* copied; 0, -ENOMEM */

/* Gives the handle back unjoined. Null: nothing. */
void acc_task_detach(acc_task *t);
/* One handle more, to be joined or released like any other. */
acc_task *acc_task_retain(acc_task *t);
void acc_task_release(acc_task *t);

/* fn(t, arg) is called on the pass after the task has finished; on the next
 * pass if it has. t is borrowed. 0 or -ENOMEM. */
int acc_task_add_callback(acc_task *t, void (*fn)(acc_task *, void *),
                          void *arg);
int acc_task_add_callback_from(const char *place, acc_task *t,
                               void (*fn)(acc_task *, void *), void *arg);
#define acc_task_add_callback(t, fn, arg) \
    acc_task_add_callback_from(ACC_PLACE(fn), t, fn, arg)
/* Takes back all callbacks fn(t, arg) while t is unfinished; how many. */
int acc_task_remove_callback(acc_task *t, void (*fn)(acc_task *, void *),
                             void *arg);

/* Where the task is suspended, outermost frame first; for a failed one, its
 * trace. To standard error. */
void acc_task_print_stack(acc_task *t);
/* Who awaits whom, for all unfinished tasks. To standard error. */
void acc_print_call_graph(void);

/* ---- acc_join ----------------------------------------------------------- */

/* Waits for t, releases it, gives 0 or its error, ACC_CANCELLED included.
 * Throws only ACC_CANCELLED, when the caller itself is cancelled; t goes on and
 * the handle is still the caller's. A null task: ENOMEM is its error. */
ACC_ASYNC(int) acc_join(acc_task *t);

struct __acc_frame_acc_join {
    ACC_FRAME_HEADER
    int __acc_result;
    acc_task *target, *waiter;
};
int __acc_start_acc_join(acc_context *c, struct __acc_frame_acc_join *f,
                         acc_task *t);
int __acc_call_acc_join(acc_context *c, acc_task *t);

/* ---- acc_wait ----------------------------------------------------------- */

/* When acc_wait is satisfied: one has finished; one has failed (a cancelled one
 * has not), or all have finished; all have finished. */
enum { ACC_FIRST_COMPLETED, ACC_FIRST_ERROR, ACC_ALL };

/* Waits for n tasks, which it borrows; gives how many have finished. The timeout
 * is no error. ACC_FOREVER: none. Throws EINVAL for another mode. */
ACC_ASYNC(size_t) acc_wait(acc_task **ts, size_t n, int mode,
                           acc_duration timeout);

struct __acc_frame_acc_wait {
    ACC_FRAME_HEADER
    int mode;
    size_t __acc_result;
    acc_task **tasks;
    size_t n, missing;
    struct acc_wait_arm *arm;
    acc_task *waiter;
    acc_timer_node timer;
};
size_t __acc_start_acc_wait(acc_context *c, struct __acc_frame_acc_wait *f,
                            acc_task **ts, size_t n, int mode,
                            acc_duration timeout);
size_t __acc_call_acc_wait(acc_context *c, acc_task **ts, size_t n, int mode,
                           acc_duration timeout);

/* ---- acc_as_completed --------------------------------------------------- */

/* Gives n tasks, which it borrows, in the order in which they finish:
 * `async for (acc_task *t : acc_as_completed(ts, n))`. Null when out of memory. */
#ifdef __ACC__
_Async _Generator(acc_task *) acc_as_completed(acc_task **ts, size_t n);
#else
acc_generator *acc_as_completed(acc_task **ts, size_t n);
#endif

#ifdef __cplusplus
}
#endif

#endif
