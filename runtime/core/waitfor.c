/*
 * wait_for, after CPython >= 3.12: await the thing inside a timeout block, in
 * the same task. When the time is up already, asyncio has another way: what is
 * not finished is cancelled and waited for; a coroutine becomes a task, so its
 * body never begins.
 */
#include "acc/future.h"
#include "acc/task.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

enum { AWAITING = 2, CANCELLING };

typedef struct WaitFor {
    ACC_FRAME_HEADER
    acc_awaitable *target;
    acc_duration duration;
    size_t size;               /* of the value */
    union {
        acc_timeout timeout;   /* in time */
        struct {
            acc_node node;     /* waits at the target, then wakes */
            acc_task *waiter;
        } due;
    } u;
} WaitFor;

#define RESULT_OFFSET ((sizeof(WaitFor) + 15) / 16 * 16)

static void wait_for_resume(acc_context *c, acc_frame *frame);
static void wait_for_cancel(acc_context *c, acc_frame *frame);
static void wait_for_drop(acc_frame *frame);

static const acc_point wait_for_points[] = {
    {0, 0}, {0, 0},
    [AWAITING] = {0, ACC_WAITS_HANDLE(offsetof(WaitFor, target))},
};

static const acc_descriptor wait_for_descriptor = {
    .resume = wait_for_resume,
    .cancel = wait_for_cancel,
    .drop = wait_for_drop,
    .size = RESULT_OFFSET,
    .align = 16,
    .result_offset = RESULT_OFFSET,
    .result_size = 1, /* in truth f->size, which differs from one to the next */
    .name = "wait_for",
    .file = "acc/abi.h",
    .points = AWAITING + 1,
    .point = wait_for_points,
};

static void *handle_of(const WaitFor *f)
{
    return acc__handle_of(f->target);
}

static int is_task(const WaitFor *f)
{
    return acc__kind_of(f->target) == ACC_KIND_TASK;
}

static void store(acc_context *c, WaitFor *f, const void *value)
{
    if (f->size > 0)
        memcpy((char *)f + RESULT_OFFSET, value, f->size);
    acc_await_end(c);
}

/* ---- in time ------------------------------------------------------------ */

static void finish_in_time(acc_context *c, WaitFor *f, const void *value)
{
    if (!c->status)
        store(c, f, value);
    acc_timeout_exit(c, &f->u.timeout);
}

static void start_in_time(acc_context *c, WaitFor *f)
{
    acc_timeout_begin(c, &f->u.timeout, f->duration);
    void *value = acc_await_any(c, &f->target, f->target);
    if (c->status < 0) {
        acc_timeout_leave(c);
        acc_leave(c, f, &wait_for_descriptor, AWAITING);
    } else {
        finish_in_time(c, f, value);
    }
}

/* ---- due already -------------------------------------------------------- */

static int target_done(const WaitFor *f)
{
    return is_task(f) ? acc_task_done(handle_of(f))
                      : acc_future_done(handle_of(f));
}

/* The target has finished: take its value; a cancellation means that the time
 * was up. */
static void take(acc_context *c, WaitFor *f, int cancelled_here)
{
    void *value = acc_await_any(c, &f->target, f->target);
    if (!c->status)
        store(c, f, value);
    else if (cancelled_here && c->status == ACC_CANCELLED)
        acc__fail_as(c, ETIMEDOUT);
}

static void due_wake(acc_context *c, acc_node *n)
{
    acc_task *waiter = acc__container(n, WaitFor, u.due.node)->u.due.waiter;
    (void)c;
    if (waiter)
        acc_wake(waiter);
}

static void start_due(acc_context *c, WaitFor *f)
{
    if (f->target && acc__kind_of(f->target) == ACC_KIND_COROUTINE)
        f->target = acc_awaitable_of(acc_create_task(handle_of(f), NULL),
                                     ACC_KIND_TASK);
    if (!f->target) {
        acc__fail(c, ENOMEM);
        return;
    }
    if (target_done(f)) {
        take(c, f, 0);
        return;
    }
    f->u.due.waiter = c->task;
    f->u.due.node.run = due_wake;
    if (is_task(f)) {
        acc_task *t = handle_of(f);
        acc__task_watch(c, t, &f->u.due.node);
        acc__task_cancel(t, 0);
    } else {
        acc_future *u = handle_of(f);
        acc_future_retain(u);
        acc__future_watch(c, u, &f->u.due.node);
        acc_future_cancel(u);
    }
    acc_suspend(c, f, &wait_for_descriptor);
    f->__acc_state = CANCELLING;
}

/* Cancelled while it waits for the cancelled target: that goes on alone. The
 * handle of a task was handed over, so it is let go. If the target has finished,
 * its entry is ahead of the waiter's and finds that nobody waits. */
static void wait_for_cancel(acc_context *c, acc_frame *frame)
{
    WaitFor *f = (WaitFor *)(void *)frame;
    acc_task *waiter = f->u.due.waiter;
    (void)c;
    f->u.due.waiter = NULL;
    if (!target_done(f)) {
        acc_node **waiters = is_task(f)
            ? acc__task_waiters(handle_of(f))
            : &((acc_future *)handle_of(f))->waiters;
        acc__waiters_remove(waiters, &f->u.due.node);
    }
    acc_wake_error(waiter, ACC_CANCELLED);
}

static void finish_due(acc_context *c, WaitFor *f)
{
    int is_future = !is_task(f);
    acc_future *u = is_future ? handle_of(f) : NULL;
    if (!c->status)
        take(c, f, 1);
    else if (is_task(f))
        acc__task_joined(handle_of(f));
    else if (u->once)
        acc_future_release(u);
    if (is_future)
        acc_future_release(u);
}

/* ---- the coroutine ------------------------------------------------------ */

static void wait_for_resume(acc_context *c, acc_frame *frame)
{
    WaitFor *f = (WaitFor *)(void *)frame;
    switch (f->__acc_state) {
    case ACC_STATE_ENTRY:
        if (f->duration > 0)
            start_in_time(c, f);
        else
            start_due(c, f);
        break;
    case AWAITING:
        finish_in_time(c, f, c->status
                                 ? NULL : acc_await_handle_value(c, f->target));
        break;
    default: finish_due(c, f); break;
    }
}

/* What was handed over and is not going to be awaited. */
static void drop_target(acc_awaitable *a)
{
    void *handle = acc__handle_of(a);
    acc_future *u = handle;
    switch (acc__kind_of(a)) {
    case ACC_KIND_COROUTINE: acc_coroutine_close(handle); break;
    case ACC_KIND_TASK: acc_task_detach(handle); break;
    default:
        if (u->once)
            acc_future_release(u);
    }
}

static void wait_for_drop(acc_frame *frame)
{
    drop_target(((WaitFor *)(void *)frame)->target);
}

acc_coroutine *acc_wait_for(acc_awaitable *a, acc_duration d, size_t size)
{
    WaitFor *f = size > SIZE_MAX / 2 ? NULL
        : (WaitFor *)(void *)acc__object_new(&wait_for_descriptor,
                                             RESULT_OFFSET + size);
    if (!f) {
        drop_target(a);
        return NULL;
    }
    f->target = a;
    f->duration = d;
    f->size = size;
    return (acc_coroutine *)(void *)f;
}

/* Only when it was due already; else its point tells. */
int acc__wait_for_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    const WaitFor *f = (const WaitFor *)(const void *)leaf;
    if (leaf->__acc_desc != &wait_for_descriptor
        || leaf->__acc_state != CANCELLING)
        return 0;
    if (is_task(f))
        each(handle_of(f), 0, arg);
    else
        acc__future_targets(handle_of(f), each, arg);
    return 1;
}
