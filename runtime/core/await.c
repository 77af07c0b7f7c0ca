/*
 * Awaiting handles: a task, a future, a coroutine object, or whichever of the
 * three an awaitable is. What has finished is taken at once. For the others the
 * awaiting frame is the leaf, with the handle in a member that its point tells
 * of, and the task's own node waits in the target's list, which goes to the
 * ready queue as it is: as in asyncio the awaiter's wake-up is the completion
 * callback. If the target fails, its waiters are resumed in a slower way, which
 * takes the error (acc__await_failed).
 *
 * c->consumed, which acc_await_end releases, is the handle with its kind in the
 * low bits.
 */
#include "acc/future.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

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

/* The await's own reference, and the one that it consumes. */
static void let_future_go(acc_future *u)
{
    if (u->once) {
        u->retrieved = 1;
        acc_future_release(u);
    }
    acc_future_release(u);
}

static void *take_future(acc_context *c, acc_future *u)
{
    u->retrieved = 1;
    if (acc_unlikely(u->error)) {
        acc__fail_from(c, u->error, u->trace);
        let_future_go(u);
        return NULL;
    }
    u->taken = u->once;
    c->consumed = consumed(u, ACC_KIND_FUTURE);
    return u->size ? acc__future_value(u) : NULL;
}

static ACC_NOINLINE void *await_task_specially(acc_context *c,
                                               acc_awaitable **wait,
                                               acc_task *t)
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
    *wait = consumed(t, ACC_KIND_TASK);
    __acc_suspend_caller(c, c->task);
    acc__task_watch(c, t, &c->task->node);
    return NULL;
}

/* Mostly the task is one of this loop for which nobody else waits. */
void *acc_await_task(acc_context *c, acc_awaitable **wait, acc_task *t)
{
    acc_task *self = c->task;
    if (acc_unlikely(!t || !acc__is_unfinished(t) || t == self
                     || t->loop != c->id || t->w.attached != 0))
        return await_task_specially(c, wait, t);
    *wait = consumed(t, ACC_KIND_TASK);
    __acc_suspend_caller(c, self);
    self->node.next = &self->node;
    t->w.waiters = &self->node;
    return NULL;
}

void *acc_await_future(acc_context *c, acc_awaitable **wait, acc_future *u)
{
    if (acc_unlikely(!u)) {
        acc__fail(c, ENOMEM);
        return NULL;
    }
    u->refs++; /* the await's own */
    if (u->state == ACC__DONE)
        return take_future(c, u);
    *wait = consumed(u, ACC_KIND_FUTURE);
    acc__future_watch(c, u, &c->task->node);
    __acc_suspend_caller(c, c->task);
    return NULL;
}

void *acc_await_handle_value(acc_context *c, acc_awaitable *wait)
{
    void *handle = acc__handle_of(wait);
    c->task->state = ACC__QUEUED; /* the target has not told the task */
    switch (acc__kind_of(wait)) {
    case ACC_KIND_TASK: return take_task(c, handle);
    case ACC_KIND_FUTURE: return take_future(c, handle);
    default: return acc_await_value(c);
    }
}

void acc__await_failed(acc_context *c, acc_awaitable *wait)
{
    acc_task *t = acc__handle_of(wait);
    acc_future *u = acc__handle_of(wait);
    if (acc__kind_of(wait) == ACC_KIND_TASK) {
        if (c->status)
            acc__task_joined(t);
        else if (t->u.error)
            take_task(c, t);
    } else if (c->status) {
        let_future_go(u);
    } else if (u->error) {
        take_future(c, u);
    }
}

acc_awaitable *acc__await_handle(const acc_frame *leaf)
{
    unsigned waits = acc__waits(leaf);
    return (waits & 3) == ACC_WAITS_HANDLE(0)
        ? *(acc_awaitable *const *)(const void *)((const char *)leaf + waits - 1)
        : NULL;
}

acc_task *acc__await_target(const acc_frame *leaf)
{
    acc_awaitable *a = acc__await_handle(leaf);
    return acc__kind_of(a) == ACC_KIND_TASK ? acc__handle_of(a) : NULL;
}

int acc__await_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    acc_awaitable *a = acc__await_handle(leaf);
    if (!a)
        return 0;
    if (acc__kind_of(a) == ACC_KIND_TASK)
        each(acc__handle_of(a), 0, arg);
    else
        acc__future_targets(acc__handle_of(a), each, arg);
    return 1;
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
    const acc_descriptor *d = o->__acc_desc;
    if (acc_unlikely(__acc_stack_low(c))) {
        __acc_defer_start(c, o, d);
        return NULL;
    }
    d->resume(c, o);
    if (acc_unlikely(c->status)) {
        if (c->status > 0)
            acc__object_done(o);
        else
            c->child = o;
        return NULL;
    }
    c->consumed = o;
    return value_of(o);
}

acc_context *__acc_called_slow(acc_function self)
{
    acc_context *c = acc_current;
    if (!c || c->place != self)
        return NULL;
    c->place = NULL;
    return c;
}

void *__acc_pointer_stored_slow(acc_context *c, acc_coroutine *o)
{
    c->place = NULL;
    return acc_await_coroutine(c, o);
}

uintptr_t __acc_pointer_word_slow(acc_context *c, acc_coroutine *o, size_t size)
{
    union {
        uint8_t of_1;
        uint16_t of_2;
        uint32_t of_4;
        uintptr_t word;
    } v = { 0 };
    void *value = __acc_pointer_stored_slow(c, o);
    if (c->status)
        return 0;
    if (value)
        memcpy(&v, value, size);
    acc_await_end(c);
    return size == 1 ? v.of_1 : size == 2 ? v.of_2 : size == 4 ? v.of_4 : v.word;
}

void *acc_await_any(acc_context *c, acc_awaitable **wait, acc_awaitable *a)
{
    void *handle = acc__handle_of(a);
    *wait = a;
    switch (acc__kind_of(a)) {
    case ACC_KIND_TASK: return acc_await_task(c, wait, handle);
    case ACC_KIND_FUTURE: return acc_await_future(c, wait, handle);
    default: return acc_await_coroutine(c, handle);
    }
}

void *acc_await_value(acc_context *c)
{
    return value_of(c->child);
}

static ACC_NOINLINE void release(acc_context *c)
{
    uintptr_t tagged = (uintptr_t)c->consumed;
    void *handle = (void *)(tagged & ~(uintptr_t)3);
    c->consumed = NULL;
    switch (tagged & 3) {
    case ACC_KIND_TASK: acc__task_joined(handle); break;
    case ACC_KIND_FUTURE: let_future_go(handle); break;
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
    acc__task_give_back(c, t, 1);
}
