/*
 * Barrier, after CPython's asyncio.Barrier: a state machine under a condition.
 * Tasks fill it; the last one lets it drain; only when all have left it fills
 * again. Reset and abort break the wait of those inside.
 */
#include "core/waiter.h"

#include <errno.h>

typedef struct __acc_frame_acc_barrier_wait Wait;
typedef struct __acc_frame_acc_barrier_abort Abort;
typedef struct __acc_frame_acc_barrier_reset Reset;

/* acc_barrier.state */
enum { FILLING, DRAINING, RESETTING, BROKEN };

void acc_barrier_init(acc_barrier *b, size_t parties)
{
    *b = (acc_barrier)ACC_BARRIER_INIT(parties);
}

size_t acc_barrier_waiting(const acc_barrier *b)
{
    return b->state == FILLING ? b->count : 0;
}

int acc_barrier_broken(const acc_barrier *b)
{
    return b->state == BROKEN;
}

/* ---- wait --------------------------------------------------------------- */

/* Where acc_barrier_wait is suspended. */
enum { ACQUIRING = 2, BLOCKED, INSIDE };

static void barrier_wait_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor barrier_wait_descriptor = {
    .resume = barrier_wait_resume,
    ACC_FRAME_LAYOUT(Wait),
    .result_offset = offsetof(Wait, __acc_result),
    .result_size = sizeof(int),
    .name = "acc_barrier_wait",
    .file = "acc/sync.h",
};

/* Waits on the condition; 1: suspended. */
static int wait_on_condition(acc_context *c, Wait *f, unsigned state)
{
    __acc_start_acc_condition_wait(c, &f->in.wait, &f->barrier->condition);
    if (c->status >= 0)
        return 0;
    acc_leave(c, f, &barrier_wait_descriptor, state);
    return 1;
}

/* Leaves the barrier with c->status; the last one makes it new. */
static void leave(Wait *f)
{
    acc_barrier *b = f->barrier;
    if (--b->count == 0) {
        if (b->state == RESETTING || b->state == DRAINING)
            b->state = FILLING;
        acc_condition_notify_all(&b->condition);
    }
    acc_lock_release(&b->lock);
}

/* Inside, with the lock: until the state is no longer filling. */
static void stay(acc_context *c, Wait *f)
{
    acc_barrier *b = f->barrier;
    while (!c->status && b->state == FILLING)
        if (wait_on_condition(c, f, INSIDE))
            return;
    if (!c->status && (b->state == BROKEN || b->state == RESETTING))
        acc__fail(c, ACC_BROKEN_BARRIER);
    leave(f);
}

/* With the lock: until the barrier is ready for us; then in. */
static void enter(acc_context *c, Wait *f)
{
    acc_barrier *b = f->barrier;
    while (!c->status && (b->state == DRAINING || b->state == RESETTING))
        if (wait_on_condition(c, f, BLOCKED))
            return;
    if (!c->status && b->state == BROKEN)
        acc__fail(c, ACC_BROKEN_BARRIER);
    if (c->status) {
        acc_lock_release(&b->lock);
        return;
    }
    f->__acc_result = (int)b->count++;
    if (b->count == b->parties) {
        b->state = DRAINING;
        acc_condition_notify_all(&b->condition);
        leave(f);
    } else {
        stay(c, f);
    }
}

int __acc_start_acc_barrier_wait(acc_context *c, Wait *f, acc_barrier *b)
{
    f->barrier = b;
    b->condition.lock = &b->lock;
    __acc_start_acc_lock_acquire(c, &f->in.acquire, &b->lock);
    if (c->status < 0)
        acc_leave(c, f, &barrier_wait_descriptor, ACQUIRING);
    else
        enter(c, f);
    return f->__acc_result;
}

static void barrier_wait_resume(acc_context *c, acc_frame *frame)
{
    Wait *f = (Wait *)(void *)frame;
    switch (f->__acc_state) {
    case ACC_STATE_ENTRY:
        __acc_start_acc_barrier_wait(c, f, f->barrier);
        break;
    case ACQUIRING:
        if (!c->status)
            enter(c, f);
        break;
    case BLOCKED: enter(c, f); break;
    default: stay(c, f); break;
    }
}

int __acc_call_acc_barrier_wait(acc_context *c, acc_barrier *b)
{
    Wait *f = acc_push(c, ACC_FRAME_SIZE(Wait));
    if (!f)
        return 0;
    int index = __acc_start_acc_barrier_wait(c, f, b);
    if (c->status >= 0)
        acc_pop(c, f);
    return index;
}

acc_coroutine *acc_barrier_wait(acc_barrier *b)
{
    Wait *f = acc_frame_new(&barrier_wait_descriptor);
    if (f)
        f->barrier = b;
    return (acc_coroutine *)(void *)f;
}

/* ---- abort and reset ---------------------------------------------------- */

static void abort_resume(acc_context *c, acc_frame *frame);
static void reset_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor abort_descriptor = {
    .resume = abort_resume,
    ACC_FRAME_LAYOUT(Abort),
    .name = "acc_barrier_abort",
    .file = "acc/sync.h",
};

static const acc_descriptor reset_descriptor = {
    .resume = reset_resume,
    ACC_FRAME_LAYOUT(Reset),
    .name = "acc_barrier_reset",
    .file = "acc/sync.h",
};

static void become(acc_barrier *b, int state)
{
    b->state = state;
    acc_condition_notify_all(&b->condition);
    acc_lock_release(&b->lock);
}

static void reset(acc_barrier *b)
{
    become(b, b->count > 0 ? RESETTING : FILLING);
}

void __acc_start_acc_barrier_abort(acc_context *c, Abort *f, acc_barrier *b)
{
    f->barrier = b;
    b->condition.lock = &b->lock;
    __acc_start_acc_lock_acquire(c, &f->acquire, &b->lock);
    if (c->status < 0)
        acc_leave(c, f, &abort_descriptor, 2);
    else
        become(b, BROKEN);
}

static void abort_resume(acc_context *c, acc_frame *frame)
{
    Abort *f = (Abort *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        __acc_start_acc_barrier_abort(c, f, f->barrier);
    else if (!c->status)
        become(f->barrier, BROKEN);
}

ACC__NATIVE(acc_barrier_abort, abort_descriptor, acc_barrier, barrier)

void __acc_start_acc_barrier_reset(acc_context *c, Reset *f, acc_barrier *b)
{
    f->barrier = b;
    b->condition.lock = &b->lock;
    __acc_start_acc_lock_acquire(c, &f->acquire, &b->lock);
    if (c->status < 0)
        acc_leave(c, f, &reset_descriptor, 2);
    else
        reset(b);
}

static void reset_resume(acc_context *c, acc_frame *frame)
{
    Reset *f = (Reset *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        __acc_start_acc_barrier_reset(c, f, f->barrier);
    else if (!c->status)
        reset(f->barrier);
}

ACC__NATIVE(acc_barrier_reset, reset_descriptor, acc_barrier, barrier)
