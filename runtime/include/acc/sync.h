/*
 * Synchronisation between the tasks of one loop, after asyncio: fair (first
 * come, first served), and exact under cancellation: a cancelled waiter passes
 * its wake-up on. The objects are embedded by value and need no destruction when
 * nobody waits; waiting allocates nothing.
 */
#ifndef ACC_SYNC_H
#define ACC_SYNC_H

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

/* A task in a queue of waiters; in the frame of what it awaits. */
typedef struct acc_waiter {
    struct acc_waiter *prev, *next;
    acc_task *task;
    unsigned state;          /* pending, woken or cancelled */
} acc_waiter;

typedef struct acc_waiters {
    acc_waiter *first, *last;
} acc_waiters;

/* ---- lock --------------------------------------------------------------- */

typedef struct acc_lock {
    acc_waiters waiters;
    int locked;
} acc_lock;
#define ACC_LOCK_INIT { { 0, 0 }, 0 }

void acc_lock_init(acc_lock *l);
ACC_ASYNC(void) acc_lock_acquire(acc_lock *l);
int acc_lock_release(acc_lock *l); /* 0; -EPERM when it is not locked */
int acc_lock_locked(const acc_lock *l);

struct __acc_frame_acc_lock_acquire {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_lock *lock;
};
void __acc_lock_acquire_start(acc_context *c,
                              struct __acc_frame_acc_lock_acquire *f,
                              acc_lock *l);
static ACC_ALWAYS_INLINE void __acc_start_acc_lock_acquire(
    acc_context *c, struct __acc_frame_acc_lock_acquire *f, acc_lock *l)
{
    if (acc_likely(!l->locked && !l->waiters.first)) {
        l->locked = 1;
        __ACC_ASSUME(c->status == 0);
        return;
    }
    __acc_lock_acquire_start(c, f, l);
}
void __acc_call_acc_lock_acquire(acc_context *c, acc_lock *l);

/* ---- event -------------------------------------------------------------- */

typedef struct acc_event {
    acc_waiters waiters;
    int set;
} acc_event;
#define ACC_EVENT_INIT { { 0, 0 }, 0 }

void acc_event_init(acc_event *e);
ACC_ASYNC(void) acc_event_wait(acc_event *e);
void acc_event_set(acc_event *e);
void acc_event_clear(acc_event *e);
int acc_event_is_set(const acc_event *e);

struct __acc_frame_acc_event_wait {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_event *event;
};
void __acc_event_wait_start(acc_context *c,
                            struct __acc_frame_acc_event_wait *f, acc_event *e);
static ACC_ALWAYS_INLINE void __acc_start_acc_event_wait(
    acc_context *c, struct __acc_frame_acc_event_wait *f, acc_event *e)
{
    if (e->set) {
        __ACC_ASSUME(c->status == 0);
        return;
    }
    __acc_event_wait_start(c, f, e);
}
void __acc_call_acc_event_wait(acc_context *c, acc_event *e);

/* ---- condition ---------------------------------------------------------- */

typedef struct acc_condition {
    acc_waiters waiters;
    acc_lock *lock;
} acc_condition;
#define ACC_CONDITION_INIT(lock) { { 0, 0 }, (lock) }

void acc_condition_init(acc_condition *k, acc_lock *l);
/* With the lock held (else EPERM): gives it back, waits for a notification,
 * takes it again, also when cancelled. May wake for nothing: ask in a loop. */
ACC_ASYNC(void) acc_condition_wait(acc_condition *k);
/* With the lock held: wakes n waiters, or all. 0 or -EPERM. */
int acc_condition_notify(acc_condition *k, size_t n);
int acc_condition_notify_all(acc_condition *k);

struct __acc_frame_acc_condition_wait {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_condition *condition;
    int error;
};
void __acc_start_acc_condition_wait(acc_context *c,
                                    struct __acc_frame_acc_condition_wait *f,
                                    acc_condition *k);
void __acc_call_acc_condition_wait(acc_context *c, acc_condition *k);

/* ---- semaphore ---------------------------------------------------------- */

typedef struct acc_semaphore {
    acc_waiters waiters;
    size_t value;
    size_t bound;            /* most that value may be */
} acc_semaphore;
#define ACC_SEMAPHORE_INIT(n) { { 0, 0 }, (n), (size_t)-1 }
#define ACC_BOUNDED_SEMAPHORE_INIT(n) { { 0, 0 }, (n), (n) }

void acc_semaphore_init(acc_semaphore *s, size_t n);
void acc_bounded_semaphore_init(acc_semaphore *s, size_t n);
ACC_ASYNC(void) acc_semaphore_acquire(acc_semaphore *s);
/* 0; -EINVAL when a bounded one would exceed its initial value. */
int acc_semaphore_release(acc_semaphore *s);
/* Would an acquire have to wait? */
int acc_semaphore_locked(const acc_semaphore *s);

struct __acc_frame_acc_semaphore_acquire {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_semaphore *semaphore;
};
void __acc_semaphore_acquire_start(
    acc_context *c, struct __acc_frame_acc_semaphore_acquire *f,
    acc_semaphore *s);
static ACC_ALWAYS_INLINE void __acc_start_acc_semaphore_acquire(
    acc_context *c, struct __acc_frame_acc_semaphore_acquire *f,
    acc_semaphore *s)
{
    if (acc_likely(s->value > 0 && !s->waiters.first)) {
        s->value--;
        __ACC_ASSUME(c->status == 0);
        return;
    }
    __acc_semaphore_acquire_start(c, f, s);
}
void __acc_call_acc_semaphore_acquire(acc_context *c, acc_semaphore *s);

/* ---- barrier ------------------------------------------------------------ */

typedef struct acc_barrier {
    acc_condition condition; /* its lock is set to the next when used */
    acc_lock lock;
    size_t parties, count;
    int state;
} acc_barrier;
#define ACC_BARRIER_INIT(n) \
    { ACC_CONDITION_INIT(0), ACC_LOCK_INIT, (n), 0, 0 }

void acc_barrier_init(acc_barrier *b, size_t parties);
/* Waits for `parties` tasks; each gets another number from 0 up. Throws
 * ACC_BROKEN_BARRIER when it is reset or aborted meanwhile. */
ACC_ASYNC(int) acc_barrier_wait(acc_barrier *b);
/* Break it for all; make it new (who waits gets ACC_BROKEN_BARRIER). */
ACC_ASYNC(void) acc_barrier_abort(acc_barrier *b);
ACC_ASYNC(void) acc_barrier_reset(acc_barrier *b);
size_t acc_barrier_waiting(const acc_barrier *b);
int acc_barrier_broken(const acc_barrier *b);

struct __acc_frame_acc_barrier_wait {
    ACC_FRAME_HEADER
    int __acc_result;
    acc_barrier *barrier;
    union {
        struct __acc_frame_acc_lock_acquire acquire;
        struct __acc_frame_acc_condition_wait wait;
    } in;
};
int __acc_start_acc_barrier_wait(acc_context *c,
                                 struct __acc_frame_acc_barrier_wait *f,
                                 acc_barrier *b);
int __acc_call_acc_barrier_wait(acc_context *c, acc_barrier *b);

struct __acc_frame_acc_barrier_abort {
    ACC_FRAME_HEADER
    acc_barrier *barrier;
    struct __acc_frame_acc_lock_acquire acquire;
};
void __acc_start_acc_barrier_abort(acc_context *c,
                                   struct __acc_frame_acc_barrier_abort *f,
                                   acc_barrier *b);
void __acc_call_acc_barrier_abort(acc_context *c, acc_barrier *b);

struct __acc_frame_acc_barrier_reset {
    ACC_FRAME_HEADER
    acc_barrier *barrier;
    struct __acc_frame_acc_lock_acquire acquire;
};
void __acc_start_acc_barrier_reset(acc_context *c,
                                   struct __acc_frame_acc_barrier_reset *f,
                                   acc_barrier *b);
void __acc_call_acc_barrier_reset(acc_context *c, acc_barrier *b);

#ifdef __cplusplus
}
#endif

#endif
