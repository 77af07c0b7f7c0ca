/*
 * Queues of waiting tasks, on which locks, events and queues of items are
 * built. A waiter plays the part of the future on which an asyncio primitive
 * waits: pending, then woken or cancelled, each of which resumes the task on the
 * next pass. It stays linked until somebody unlinks it, as asyncio's deques do.
 */
#ifndef ACC_CORE_WAITER_H
#define ACC_CORE_WAITER_H

#include "acc/sync.h"
#include "core/core.h"

enum { ACC__WAITER_PENDING, ACC__WAITER_WOKEN, ACC__WAITER_CANCELLED };

/* How every frame that waits in such a queue begins. */
typedef struct acc__waiting {
    ACC_FRAME_HEADER
    acc_waiter waiter;
} acc__waiting;

static inline void acc__waiter_add(acc_context *c, acc_waiters *q, acc_waiter *w)
{
    w->task = c->task;
    w->state = ACC__WAITER_PENDING;
    w->next = NULL;
    w->prev = q->last;
    if (q->last)
        q->last->next = w;
    else
        q->first = w;
    q->last = w;
}

static inline void acc__waiter_unlink(acc_waiters *q, acc_waiter *w)
{
    if (w->prev)
        w->prev->next = w->next;
    else
        q->first = w->next;
    if (w->next)
        w->next->prev = w->prev;
    else
        q->last = w->prev;
}

/* A pending one, whose task is thus suspended. c: the running loop's, or null. */
static inline void acc__waiter_wake(acc_context *c, acc_waiter *w)
{
    acc_task *t = w->task;
    if (acc_unlikely(!c || c->id != t->loop))
        c = acc__context_elsewhere(t);
    w->state = ACC__WAITER_WOKEN;
    t->state = ACC__QUEUED;
    acc__ready(c, &t->node);
}

/* acc_descriptor.cancel of these frames; called only while pending. */
static inline void acc__waiting_cancel(acc_context *c, acc_frame *frame)
{
    acc__waiting *f = (acc__waiting *)(void *)frame;
    (void)c;
    f->waiter.state = ACC__WAITER_CANCELLED;
    acc_wake_error(f->waiter.task, ACC_CANCELLED);
}

/* The two other entries of a native awaitable with one pointer for argument:
 * with its frame on the frame stack, and the constructor. */
#define ACC__NATIVE(name, descriptor, Argument, member) \
    void __acc_call_##name(acc_context *c, Argument *argument) \
    { \
        struct __acc_frame_##name *f = \
            acc_push(c, ACC_FRAME_SIZE(struct __acc_frame_##name)); \
        if (!f) \
            return; \
        __acc_start_##name(c, f, argument); \
        if (c->status >= 0) \
            acc_pop(c, f); \
    } \
    acc_coroutine *name(Argument *argument) \
    { \
        struct __acc_frame_##name *f = \
            acc_frame_new(&descriptor); \
        if (f) \
            f->member = argument; \
        return (acc_coroutine *)(void *)f; \
    }

#endif
