/*
 * Lock, event, condition and semaphore, after CPython's asyncio.locks, whose
 * order of wake-ups they keep: a release hands nothing over, it wakes the first
 * waiter, which takes the thing in its own step; who comes in between waits its
 * turn.
 */
#include "core/waiter.h"

#include <errno.h>

static int all_cancelled(const acc_waiters *q)
{
    const acc_waiter *w = q->first;
    while (w && w->state == ACC__WAITER_CANCELLED)
        w = w->next;
    return !w;
}

static acc_waiter *first_pending(const acc_waiters *q)
{
    acc_waiter *w = q->first;
    while (w && w->state != ACC__WAITER_PENDING)
        w = w->next;
    return w;
}

/* ---- lock --------------------------------------------------------------- */

typedef struct __acc_frame_acc_lock_acquire Acquire;

void acc_lock_init(acc_lock *l)
{
    *l = (acc_lock)ACC_LOCK_INIT;
}

int acc_lock_locked(const acc_lock *l)
{
    return l->locked;
}

static int lock_try(acc_lock *l)
{
    if (l->locked || !all_cancelled(&l->waiters))
        return 0;
    l->locked = 1;
    return 1;
}

static void lock_wake_first(acc_lock *l)
{
    acc_waiter *w = l->waiters.first;
    if (w && w->state == ACC__WAITER_PENDING)
        acc__waiter_wake(acc_current, w);
}

/* A waiter goes on: it has the lock, or was cancelled and sees to it that the
 * next one runs. */
static void lock_resumed(acc_lock *l, acc_waiter *w, int status)
{
    acc__waiter_unlink(&l->waiters, w);
    if (!status)
        l->locked = 1;
    else if (!l->locked)
        lock_wake_first(l);
}

int acc_lock_release(acc_lock *l)
{
    if (!l->locked)
        return -EPERM;
    l->locked = 0;
    lock_wake_first(l);
    return 0;
}

static void acquire_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor acquire_descriptor = {
    .resume = acquire_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(Acquire),
    .name = "acc_lock_acquire",
    .file = "acc/sync.h",
};

void __acc_lock_acquire_start(acc_context *c, Acquire *f, acc_lock *l)
{
    if (lock_try(l))
        return;
    f->lock = l;
    acc__waiter_add(c, &l->waiters, &f->waiter);
    acc_suspend(c, f, &acquire_descriptor);
}

static void acquire_resume(acc_context *c, acc_frame *frame)
{
    Acquire *f = (Acquire *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_lock_acquire_start(c, f, f->lock);
        return;
    }
    lock_resumed(f->lock, &f->waiter, c->status);
    acc__leaf_done(c, frame);
}

ACC__NATIVE(acc_lock_acquire, acquire_descriptor, acc_lock, lock)

/* ---- event -------------------------------------------------------------- */

typedef struct __acc_frame_acc_event_wait EventWait;

void acc_event_init(acc_event *e)
{
    *e = (acc_event)ACC_EVENT_INIT;
}

int acc_event_is_set(const acc_event *e)
{
    return e->set;
}

void acc_event_clear(acc_event *e)
{
    e->set = 0;
}

void acc_event_set(acc_event *e)
{
    if (e->set)
        return;
    e->set = 1;
    for (acc_waiter *w = e->waiters.first; w; w = w->next)
        if (w->state == ACC__WAITER_PENDING)
            acc__waiter_wake(acc_current, w);
}

static void event_wait_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor event_wait_descriptor = {
    .resume = event_wait_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(EventWait),
    .name = "acc_event_wait",
    .file = "acc/sync.h",
};

void __acc_event_wait_start(acc_context *c, EventWait *f, acc_event *e)
{
    if (e->set)
        return;
    f->event = e;
    acc__waiter_add(c, &e->waiters, &f->waiter);
    acc_suspend(c, f, &event_wait_descriptor);
}

static void event_wait_resume(acc_context *c, acc_frame *frame)
{
    EventWait *f = (EventWait *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_event_wait_start(c, f, f->event);
        return;
    }
    acc__waiter_unlink(&f->event->waiters, &f->waiter);
    acc__leaf_done(c, frame);
}

ACC__NATIVE(acc_event_wait, event_wait_descriptor, acc_event, event)

/* ---- condition ---------------------------------------------------------- */

typedef struct __acc_frame_acc_condition_wait ConditionWait;

enum { NOTIFICATION = 2, LOCK };

void acc_condition_init(acc_condition *k, acc_lock *l)
{
    *k = (acc_condition)ACC_CONDITION_INIT(l);
}

static void notify(acc_condition *k, size_t n)
{
    for (acc_waiter *w = k->waiters.first; w && n > 0; w = w->next) {
        if (w->state == ACC__WAITER_PENDING) {
            n--;
            acc__waiter_wake(acc_current, w);
        }
    }
}

int acc_condition_notify(acc_condition *k, size_t n)
{
    if (!k->lock->locked)
        return -EPERM;
    notify(k, n);
    return 0;
}

int acc_condition_notify_all(acc_condition *k)
{
    return acc_condition_notify(k, SIZE_MAX);
}

static void condition_wait_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor condition_wait_descriptor = {
    .resume = condition_wait_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(ConditionWait),
    .name = "acc_condition_wait",
    .file = "acc/sync.h",
};

void __acc_start_acc_condition_wait(acc_context *c, ConditionWait *f,
                                    acc_condition *k)
{
    if (acc_lock_release(k->lock) < 0) {
        acc__fail(c, EPERM);
        return;
    }
    f->condition = k;
    acc__waiter_add(c, &k->waiters, &f->waiter);
    acc_suspend(c, f, &condition_wait_descriptor);
    f->__acc_state = NOTIFICATION;
}

/* The lock is taken again even if the wait was cancelled, however often; then
 * somebody else is notified in its place. */
static void condition_lock(acc_context *c, ConditionWait *f)
{
    acc_lock *l = f->condition->lock;
    if (!lock_try(l)) {
        acc__waiter_add(c, &l->waiters, &f->waiter);
        acc_suspend(c, f, &condition_wait_descriptor);
        f->__acc_state = LOCK;
    } else if (f->error) {
        notify(f->condition, 1);
        acc__fail(c, f->error);
    }
}

static void condition_wait_resume(acc_context *c, acc_frame *frame)
{
    ConditionWait *f = (ConditionWait *)(void *)frame;
    int status = c->status;
    switch (f->__acc_state) {
    case ACC_STATE_ENTRY:
        __acc_start_acc_condition_wait(c, f, f->condition);
        break;
    case NOTIFICATION:
        acc__waiter_unlink(&f->condition->waiters, &f->waiter);
        f->error = status;
        c->status = 0;
        condition_lock(c, f);
        break;
    default:
        lock_resumed(f->condition->lock, &f->waiter, status);
        if (status) {
            f->error = status;
            c->status = 0;
            condition_lock(c, f);
        } else if (f->error) {
            notify(f->condition, 1);
            acc__fail(c, f->error);
        }
        break;
    }
}

ACC__NATIVE(acc_condition_wait, condition_wait_descriptor, acc_condition,
            condition)

/* ---- semaphore ---------------------------------------------------------- */

typedef struct __acc_frame_acc_semaphore_acquire SemaphoreAcquire;

void acc_semaphore_init(acc_semaphore *s, size_t n)
{
    *s = (acc_semaphore)ACC_SEMAPHORE_INIT(n);
}

void acc_bounded_semaphore_init(acc_semaphore *s, size_t n)
{
    *s = (acc_semaphore)ACC_BOUNDED_SEMAPHORE_INIT(n);
}

int acc_semaphore_locked(const acc_semaphore *s)
{
    return s->value == 0 || !all_cancelled(&s->waiters);
}

static int semaphore_wake_next(acc_semaphore *s)
{
    acc_waiter *w = first_pending(&s->waiters);
    if (!w)
        return 0;
    s->value--;
    acc__waiter_wake(acc_current, w);
    return 1;
}

int acc_semaphore_release(acc_semaphore *s)
{
    if (s->value >= s->bound)
        return -EINVAL;
    s->value++;
    semaphore_wake_next(s);
    return 0;
}

static void semaphore_acquire_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor semaphore_acquire_descriptor = {
    .resume = semaphore_acquire_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(SemaphoreAcquire),
    .name = "acc_semaphore_acquire",
    .file = "acc/sync.h",
};

void __acc_semaphore_acquire_start(acc_context *c, SemaphoreAcquire *f,
                                       acc_semaphore *s)
{
    if (!acc_semaphore_locked(s)) {
        s->value--;
        return;
    }
    f->semaphore = s;
    acc__waiter_add(c, &s->waiters, &f->waiter);
    acc_suspend(c, f, &semaphore_acquire_descriptor);
}

static void semaphore_acquire_resume(acc_context *c, acc_frame *frame)
{
    SemaphoreAcquire *f = (SemaphoreAcquire *)(void *)frame;
    acc_semaphore *s = f->semaphore;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_semaphore_acquire_start(c, f, s);
        return;
    }
    acc__waiter_unlink(&s->waiters, &f->waiter);
    if (c->status && f->waiter.state == ACC__WAITER_WOKEN)
        s->value++; /* woken, but cancelled in the same pass */
    while (s->value > 0 && semaphore_wake_next(s))
        ;
    acc__leaf_done(c, frame);
}

ACC__NATIVE(acc_semaphore_acquire, semaphore_acquire_descriptor, acc_semaphore,
            semaphore)
