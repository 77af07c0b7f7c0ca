/*
 * acc_join and acc_wait: waiting for tasks without taking their errors.
 */
#include "acc/task.h"
#include "core/core.h"

#include <errno.h>

/* ---- acc_join ----------------------------------------------------------- */

typedef struct __acc_frame_acc_join Join;

static void join_resume(acc_context *c, acc_frame *frame);

/* The task goes on; the caller keeps the handle. */
static void join_cancel(acc_context *c, acc_frame *frame)
{
    Join *f = (Join *)(void *)frame;
    (void)c;
    if (f->target->state == ACC__FINISHED) {
        acc__task_cancel_late(f->waiter);
        return;
    }
    acc__waiters_remove(acc__task_waiters(f->target), &f->waiter->node);
    acc_wake_error(f->waiter, ACC_CANCELLED);
}

static const acc_descriptor join_descriptor = {
    .resume = join_resume,
    .cancel = join_cancel,
    ACC_FRAME_LAYOUT(Join),
    .result_offset = offsetof(Join, __acc_result),
    .result_size = sizeof(int),
    .name = "acc_join",
    .file = "acc/task.h",
};

static int join_finish(Join *f)
{
    f->__acc_result = f->target->u.error;
    acc__task_joined(f->target);
    return f->__acc_result;
}

int __acc_start_acc_join(acc_context *c, Join *f, acc_task *t)
{
    if (!t)
        return f->__acc_result = ENOMEM;
    if (t == c->task) {
        acc__fail(c, EDEADLK);
        return 0;
    }
    f->target = t;
    if (t->state == ACC__FINISHED)
        return join_finish(f);
    if (!acc__is_task(t))
        acc__panic("a task handle was awaited or joined a second time");
    f->waiter = c->task;
    acc__task_watch(c, t, &c->task->node);
    acc_suspend(c, f, &join_descriptor);
    return 0;
}

static void join_resume(acc_context *c, acc_frame *frame)
{
    Join *f = (Join *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        __acc_start_acc_join(c, f, f->target);
    else {
        c->task->state = ACC__QUEUED; /* the target has not told the task */
        if (!c->status)
            join_finish(f);
    }
}

int __acc_call_acc_join(acc_context *c, acc_task *t)
{
    Join *f = acc_push(c, ACC_FRAME_SIZE(Join));
    if (!f)
        return 0;
    int error = __acc_start_acc_join(c, f, t);
    if (c->status >= 0)
        acc_pop(c, f);
    return error;
}

acc_coroutine *acc_join(acc_task *t)
{
    Join *f = acc_frame_new(&join_descriptor);
    if (f)
        f->target = t;
    return (acc_coroutine *)(void *)f;
}

/* ---- acc_wait ----------------------------------------------------------- */

/* CPython: asyncio.tasks._wait. Each task has an entry of the ready queue of its
 * own, also one that had finished before; the waiter is one pass behind. */

typedef struct __acc_frame_acc_wait Wait;

struct acc_wait_arm {
    acc_node node;
    Wait *wait;
    acc_task *task;      /* null once its entry has run */
    acc_task *held;      /* the same, with a reference: its owner may join it */
};

static void wait_resume(acc_context *c, acc_frame *frame);
static void wait_cancel(acc_context *c, acc_frame *frame);

static const acc_descriptor wait_descriptor = {
    .resume = wait_resume,
    .cancel = wait_cancel,
    ACC_FRAME_LAYOUT(Wait),
    .result_offset = offsetof(Wait, __acc_result),
    .result_size = sizeof(size_t),
    .name = "acc_wait",
    .file = "acc/task.h",
};

/* The waiter is to go on: arms and timer withdraw. Entries that are queued
 * already run before the waiter does and find nothing to do. */
static void withdraw(Wait *f)
{
    f->missing = 0;
    acc__timer_stop(&f->timer);
    for (size_t i = 0; i < f->n; i++) {
        struct acc_wait_arm *a = &f->arm[i];
        if (a->task && a->task->state != ACC__FINISHED) {
            acc__waiters_remove(acc__task_waiters(a->task), &a->node);
            a->task = NULL;
        }
    }
}

static void satisfied(acc_context *c, Wait *f)
{
    withdraw(f);
    acc__task_wake(c, f->waiter);
}

static void arm_run(acc_context *c, acc_node *n)
{
    struct acc_wait_arm *a = acc__container(n, struct acc_wait_arm, node);
    Wait *f = a->wait;
    int error = a->task->u.error;
    a->task = NULL;
    if (f->missing == 0)
        return; /* satisfied before */
    f->missing--;
    if (f->missing == 0 || f->mode == ACC_FIRST_COMPLETED
        || (f->mode == ACC_FIRST_ERROR && error && error != ACC_CANCELLED))
        satisfied(c, f);
}

static void time_is_up(acc_context *c, acc_timer_node *n)
{
    if (!acc__loop(c)->closing)
        satisfied(c, acc__container(n, Wait, timer));
}

static const acc__timer_kind wait_timer = { time_is_up };

static void wait_cancel(acc_context *c, acc_frame *frame)
{
    Wait *f = (Wait *)(void *)frame;
    (void)c;
    if (f->missing == 0) {
        acc__task_cancel_late(f->waiter);
        return;
    }
    withdraw(f);
    acc_wake_error(f->waiter, ACC_CANCELLED);
}

/* How many have finished; lets go of all of them. */
static size_t let_go(Wait *f)
{
    size_t done = 0;
    for (size_t i = 0; i < f->n; i++) {
        acc_task *t = f->arm[i].held;
        done += (size_t)acc_task_done(t);
        if (t)
            acc__task_unref(t);
    }
    acc__free(f->arm, f->n * sizeof *f->arm);
    return done;
}

size_t __acc_start_acc_wait(acc_context *c, Wait *f, acc_task **ts, size_t n,
                            int mode, acc_duration timeout)
{
    size_t missing = 0;
    if (acc_unlikely((unsigned)mode > ACC_ALL)) {
        acc__fail(c, EINVAL);
        return 0;
    }
    for (size_t i = 0; i < n; i++)
        missing += ts[i] != NULL;
    if (missing == 0)
        return f->__acc_result = n;
    f->arm = n < SIZE_MAX / 2 / sizeof *f->arm
        ? acc__alloc(n * sizeof *f->arm) : NULL;
    if (!f->arm) {
        acc__fail(c, ENOMEM);
        return 0;
    }
    f->mode = mode;
    f->tasks = ts;
    f->n = n;
    f->missing = missing;
    f->waiter = c->task;
    acc__timer_idle(&f->timer);
    if (timeout != ACC_FOREVER)
        acc__timer_start(acc__loop(c), &f->timer,
                         acc__deadline(acc__loop(c), timeout), &wait_timer);
    for (size_t i = 0; i < n; i++) {
        struct acc_wait_arm *a = &f->arm[i];
        *a = (struct acc_wait_arm){ { NULL, arm_run }, f, ts[i],
                                    acc_task_retain(ts[i]) };
        if (!a->task)
            continue;
        if (a->task->state == ACC__FINISHED)
            acc__ready(c, &a->node);
        else
            acc__task_watch(c, a->task, &a->node);
    }
    acc_suspend(c, f, &wait_descriptor);
    return 0;
}

static void wait_resume(acc_context *c, acc_frame *frame)
{
    Wait *f = (Wait *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_start_acc_wait(c, f, f->tasks, f->n, f->mode, f->timer.when);
        return;
    }
    f->__acc_result = let_go(f);
}

size_t __acc_call_acc_wait(acc_context *c, acc_task **ts, size_t n, int mode,
                           acc_duration timeout)
{
    Wait *f = acc_push(c, ACC_FRAME_SIZE(Wait));
    if (!f)
        return 0;
    size_t done = __acc_start_acc_wait(c, f, ts, n, mode, timeout);
    if (c->status >= 0)
        acc_pop(c, f);
    return done;
}

acc_coroutine *acc_wait(acc_task **ts, size_t n, int mode, acc_duration timeout)
{
    Wait *f = acc_frame_new(&wait_descriptor);
    if (f) {
        f->tasks = ts;
        f->n = n;
        f->mode = mode;
        f->timer.when = timeout;
    }
    return (acc_coroutine *)(void *)f;
}

int acc__wait_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    if (leaf->__acc_desc == &join_descriptor) {
        each(((const Join *)(const void *)leaf)->target, 1, arg);
        return 1;
    }
    const Wait *f = (const Wait *)(const void *)leaf;
    if (leaf->__acc_desc != &wait_descriptor)
        return 0;
    for (size_t i = 0; i < f->n; i++)
        if (f->arm[i].task)
            each(f->arm[i].task, 1, arg);
    return 1;
}
