/*
 * Awaiting handles: a task, a future, a coroutine object, or whichever of the
 * three an awaitable is. What has finished is taken at once. For the others the
 * await's frame is a native leaf, and the awaiting task's own node waits in the
 * target's list, which goes to the ready queue as it is: as in asyncio the
 * awaiter's wake-up is the completion callback.
 *
 * c->consumed, which acc_await_end releases, is the handle with its kind in the
 * low bits; kind 3 is a frame on the frame stack.
 */
#include "acc/future.h"
#include "core/core.h"

#include <errno.h>

enum { ON_STACK = 3 };

static void await_resume(acc_context *c, acc_frame *f);
static void await_cancel(acc_context *c, acc_frame *f);

static const acc_descriptor await_descriptor = {
    .resume = await_resume,
    .cancel = await_cancel,
    .size = sizeof(struct acc_await),
    .align = _Alignof(struct acc_await),
    .name = "await",
    .file = "acc/abi.h",
};

static void *consumed(void *handle, unsigned kind)
{
    return (void *)((uintptr_t)handle | kind);
}

/* Null for void. */
static void *value_of(acc_frame *f)
{
    return f->__acc_desc->result_size ? acc_result(f) : NULL;
}

/* The target has finished: its value, or its error in c->status and the handle
 * given back. */
static inline void *take_task(acc_context *c, acc_task *t)
{
    if (acc_unlikely(t->u.error)) {
        acc__fail_from(c, t->u.error, acc__task_trace(t));
        acc__task_joined(t);
        return NULL;
    }
    c->consumed = consumed(t, ACC_KIND_TASK);
    return value_of(acc__task_frame(t));
}

static void *take_future(acc_context *c, acc_future *u)
{
    u->retrieved = 1;
    if (acc_unlikely(u->error)) {
        acc__fail_from(c, u->error, u->trace);
        if (u->once)
            acc_future_release(u);
        return NULL;
    }
    u->taken = u->once;
    c->consumed = u->once ? consumed(u, ACC_KIND_FUTURE) : NULL;
    return u->size ? acc__future_value(u) : NULL;
}

int acc__await_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    const struct acc_await *f = (const struct acc_await *)(const void *)leaf;
    if (leaf->__acc_desc != &await_descriptor)
        return 0;
    if (f->kind == ACC_KIND_TASK)
        each(f->target, 0, arg);
    else
        acc__future_targets(f->target, each, arg);
    return 1;
}

static inline void *suspend(acc_context *c, struct acc_await *f, void *target,
                     unsigned kind)
{
    f->kind = kind;
    f->target = target;
    f->waiter = c->task;
    if (kind == ACC_KIND_TASK)
        acc__task_watch(c, target, &c->task->node);
    else
        acc__future_watch(c, target, &c->task->node);
    acc_suspend(c, f, &await_descriptor);
    return NULL;
}

void *acc_await_task(acc_context *c, struct acc_await *f, acc_task *t)
{
    if (acc_unlikely(!t)) {
        acc__fail(c, ENOMEM);
        return NULL;
    }
    if (t->state == ACC__FINISHED)
        return take_task(c, t);
    if (acc_unlikely(t == c->task)) {
        acc__fail(c, EDEADLK); /* a task cannot await itself */
        return NULL;
    }
    if (acc_unlikely(!acc__is_task(t)))
        acc__panic("a task handle was awaited or joined a second time");
    return suspend(c, f, t, ACC_KIND_TASK);
}

void *acc_await_future(acc_context *c, struct acc_await *f, acc_future *u)
{
    if (acc_unlikely(!u)) {
        acc__fail(c, ENOMEM);
        return NULL;
    }
    if (u->state == ACC__DONE)
        return take_future(c, u);
    u->refs++; /* the waiting task's own; given back in resume */
    return suspend(c, f, u, ACC_KIND_FUTURE);
}

/* After a wake-up: the target has finished, whatever c->status says. */
static void await_resume(acc_context *c, acc_frame *frame)
{
    struct acc_await *f = (struct acc_await *)(void *)frame;
    int status = c->status;
    c->task->state = ACC__QUEUED; /* the target has not told the task */
    if (f->kind == ACC_KIND_TASK) {
        acc_task *t = f->target;
        if (acc_unlikely(status))
            acc__task_joined(t);
        else
            f->value = take_task(c, t);
        acc__leaf_done(c, frame);
        return;
    }
    acc_future *u = f->target;
    if (acc_likely(!status)) {
        f->value = take_future(c, u);
        /* acc_await_end gives back the waiting task's reference and, of one
         * that is consumed, the handle as well. */
        if (!c->status) {
            if (!u->once)
                c->consumed = consumed(u, ACC_KIND_FUTURE);
            else
                acc_future_release(u);
            return;
        }
    } else if (u->once) {
        u->retrieved = 1;
        acc_future_release(u);
    }
    acc_future_release(u);
}

/* Only for futures; acc__task_cancel sees to tasks. */
static void await_cancel(acc_context *c, acc_frame *frame)
{
    struct acc_await *f = (struct acc_await *)(void *)frame;
    (void)c;
    if (!acc_future_cancel(f->target))
        acc__task_cancel_late(f->waiter);
}

acc_task *acc__await_target(acc_frame *leaf)
{
    struct acc_await *f = (struct acc_await *)(void *)leaf;
    return leaf->__acc_desc == &await_descriptor && f->kind == ACC_KIND_TASK
        ? f->target : NULL;
}

/* Begins a frame that a constructor made. */
static void *begin(acc_context *c, acc_frame *o, void *done)
{
    const acc_descriptor *d = o->__acc_desc;
    if (acc_unlikely(acc_stack_low(c))) {
        acc_defer_start(c, o, d);
        return NULL;
    }
    d->resume(c, o);
    c->consumed = done;
    return d->result_size ? (char *)o + d->result_offset : NULL;
}

void *acc_await_coroutine(acc_context *c, acc_coroutine *o)
{
    if (acc_unlikely(!o)) {
        acc__fail(c, ENOMEM);
        return NULL;
    }
    acc_task *t = acc__task_of(o);
    if (acc_unlikely(t->state != ACC__NEW)) {
        acc__fail(c, EALREADY); /* used up */
        return NULL;
    }
    t->state = ACC__ACTIVE;
    void *value = begin(c, o, o);
    if (acc_unlikely(c->status > 0))
        acc__object_done(o);
    return value;
}

void *acc_call_begin(acc_context *c, acc_coroutine *fp)
{
    c->place = NULL;
    if (acc_unlikely(!fp)) {
        acc__fail(c, ENOMEM);
        return NULL;
    }
    if (acc_unlikely(!acc__stack_owns(c, fp)))
        return acc_await_coroutine(c, fp);
    void *value = begin(c, fp, consumed(fp, ON_STACK));
    if (acc_unlikely(c->status > 0))
        acc_pop(c, fp);
    return value;
}

void *acc_await_any(acc_context *c, struct acc_await *f, acc_awaitable *a)
{
    void *handle = (void *)((uintptr_t)a & ~(uintptr_t)3);
    switch ((uintptr_t)a & 3) {
    case ACC_KIND_TASK: return acc_await_task(c, f, handle);
    case ACC_KIND_FUTURE: return acc_await_future(c, f, handle);
    default: return acc_await_coroutine(c, handle);
    }
}

void *acc_await_value(acc_context *c)
{
    acc_frame *f = c->child;
    if (f->__acc_desc == &await_descriptor)
        return ((struct acc_await *)(void *)f)->value;
    return value_of(f);
}

static ACC_NOINLINE void release(acc_context *c)
{
    uintptr_t tagged = (uintptr_t)c->consumed;
    void *handle = (void *)(tagged & ~(uintptr_t)3);
    c->consumed = NULL;
    switch (tagged & 3) {
    case ACC_KIND_TASK: acc__task_joined(handle); break;
    case ACC_KIND_FUTURE: acc_future_release(handle); break;
    case ON_STACK: acc_pop(c, handle); break;
    default: acc__object_done(handle); break;
    }
}

void acc_await_release(acc_context *c)
{
    uintptr_t tagged = (uintptr_t)c->consumed;
    acc_task *t = (acc_task *)(tagged - ACC_KIND_TASK);
    if (acc_unlikely((tagged & 3) != ACC_KIND_TASK)) {
        release(c);
        return;
    }
    c->consumed = NULL;
    t->retrieved = 1;
    if (acc_likely(t->refs == 1 && !t->w.attached))
        acc__block_free(t);
    else
        acc__task_unref(t);
}
