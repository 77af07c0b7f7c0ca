/*
 * Futures. The value lies behind the header. Whoever waits is in the list of
 * waiters, which goes whole to the ready queue when the future is done: each
 * callback and each awaiter is an entry of its own, in the order in which they
 * came (CPython: Future.__schedule_callbacks).
 */
#include "acc/future.h"
#include "core/core.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

acc_future *acc_future_new(size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    acc_future *f = acc__alloc(ACC__FUTURE_HEADER + size);
    if (f) {
        memset(f, 0, sizeof *f);
        f->refs = 1;
        f->size = size;
        f->loop = acc_current ? acc_current->id : 0;
    }
    return f;
}

acc_future *acc_future_retain(acc_future *f)
{
    ACC__CHECK_FUTURE(f, "acc_future_retain");
    if (f)
        f->refs++;
    return f;
}

static ACC_COLD void report(acc_future *f)
{
    acc__print("error of a future was never retrieved: ");
    acc__print_error(f->error);
    acc__print("\n");
    acc__trace_print(f->trace);
}

void acc_future_release(acc_future *f)
{
    ACC__CHECK_FUTURE(f, "acc_future_release");
    if (!f)
        return;
    if (--f->refs > 0) {
        if (acc_unlikely(f->waiters && f->state != ACC__DONE))
            acc__future_abandoned(f);
        return;
    }
    if (f->error && !f->retrieved && f->error != ACC_CANCELLED)
        report(f);
    if (f->dispose)
        f->dispose(f);
    acc__trace_free(f->trace);
    acc__free(f, ACC__FUTURE_HEADER + f->size);
}

void acc__future_bind(acc_context *c, acc_future *f)
{
    if (f->waiters && acc__loop_by_id(f->loop, "awaiting a future"))
        acc__panic("a future is awaited in two loops");
    f->loop = c->id;
}

/* Where those who wait for it are, if anybody knows; else the present loop. */
static ACC_COLD acc_context *home_of(acc_context *c, const acc_future *f)
{
    struct acc_loop *loop = acc__loop_by_id(f->loop, "setting a future");
    if (loop)
        return &loop->context;
    if (!c && f->waiters)
        acc__panic("a future with waiters was set where no loop runs");
    return c;
}

void acc__future_finish(acc_context *c, acc_future *f, int error)
{
    if (acc_unlikely(!c || c->id != f->loop))
        c = home_of(c, f);
    f->error = error;
    f->state = ACC__DONE;
    if (error)
        acc__waiters_fail(f->waiters);
    acc__waiters_wake(&f->waiters, c);
}

/* A null future is one that failed for want of memory. */

int acc_future_set_result(acc_future *f, const void *value, size_t size)
{
    if (!f)
        return -ENOMEM;
    if (f->state == ACC__DONE)
        return -EALREADY;
    if (size > 0)
        memcpy(acc__future_value(f), value, size < f->size ? size : f->size);
    acc__future_finish(acc_current, f, 0);
    return 0;
}

int acc_future_set_error(acc_future *f, int error)
{
    if (!f)
        return -ENOMEM;
    if (f->state == ACC__DONE)
        return -EALREADY;
    if (error < 0 && error != INT_MIN)
        error = -error;
    else if (error <= 0)
        error = EINVAL;
    acc__future_finish(acc_current, f, error);
    return 0;
}

int acc_future_cancel(acc_future *f)
{
    if (!f)
        return 0;
    if (f->state == ACC__DONE) {
        f->retrieved = 1; /* see acc_task_cancel */
        return 0;
    }
    if (f->cancel) {
        int answer = f->cancel(f);
        if (answer != 0)
            return answer > 0;
    }
    acc__future_finish(acc_current, f, ACC_CANCELLED);
    return 1;
}

int acc_future_done(const acc_future *f)
{
    return !f || f->state == ACC__DONE;
}

int acc_future_cancelled(const acc_future *f)
{
    return f && f->state == ACC__DONE && f->error == ACC_CANCELLED;
}

int acc_future_error(acc_future *f)
{
    ACC__CHECK_FUTURE(f, "acc_future_error");
    if (!f)
        return ENOMEM;
    if (f->state == ACC__DONE)
        f->retrieved = 1;
    return f->error;
}

void *acc_future_result(acc_future *f)
{
    if (!f)
        acc__panic("future_result: null future");
    if (f->state != ACC__DONE)
        acc__panic("future_result: the future is not done");
    if (f->error)
        acc__panic("future_result: the future failed with error %d", f->error);
    return acc__future_value(f);
}
