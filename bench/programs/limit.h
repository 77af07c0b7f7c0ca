/*
 * The limit: what a patient programmer writes by hand in place of acc and its
 * runtime. Tasks, a FIFO of ready ones run in passes, timers, and the
 * primitives that the workloads need, with the guarantees that acc's have:
 *
 *   - every wait can be cancelled, a task that has not begun too; a cancelled
 *     waiter of a queue or lock passes its turn on
 *   - errors travel to whoever awaits; a gather throws the first at once
 *   - resuming costs the same at any depth of awaits
 *   - timers fire by deadline, then in order of creation; a due timer only
 *     makes its task ready; no clock is read while no timer is armed
 *   - no malloc in the steady state, no allocation in any wait; a timer is set and
 *     cancelled in constant time
 *
 * Left out: traces of errors, names and inspection of tasks, task-local values,
 * more than one waiter for a task, callbacks in the ready queue, I/O and
 * threads, the bound on nested starts, out-of-memory as an error, the clock read
 * at the beginning of a wait_for that ends without suspending.
 */
#ifndef BENCH_LIMIT_H
#define BENCH_LIMIT_H

#include <errno.h>
#include <stddef.h>
#include "protocol.h"

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define CONTAINER(p, T, member) ((T *)(void *)((char *)(p) - offsetof(T, member)))
#define MSEC 1000000LL
#define SEC 1000000000LL

enum { SUSPENDED = -1, CANCELLED = 4095 }; /* other statuses are errno codes */

typedef struct Task Task;
typedef struct Frame Frame;
typedef struct Wait Wait;
typedef struct Done Done;

/* What a suspended function has. resume begins (state 0) or goes on; the
 * task's status says what became of the wait. It leaves t->status SUSPENDED, 0
 * or an error. */
struct Frame {
    void (*resume)(Task *t, Frame *f);
    Frame *parent;
    int state;
};

/* The frame of a function with a value. */
typedef struct Valued {
    Frame frame;
    long value;
} Valued;

/* A wait begins with this. Withdrawn, it gives 1 when the task is to get the
 * cancellation now, 0 when it will come with the end of what it waits for. */
struct Wait {
    int (*withdraw)(Wait *w);
};

/* Who wants to know that a task has finished. */
struct Done {
    void (*notify)(Done *d, Task *child);
};

struct Task {
    Task *next;              /* in the ready queue */
    Frame *leaf;             /* innermost suspended frame */
    Wait *wait;              /* null while it runs or is ready */
    Done *done;              /* may be null */
    int status;
    unsigned short pending;  /* CANCELLED, to be delivered */
    unsigned char finished;
    unsigned char blocks;    /* its size, in blocks of 16 bytes */
    /* The root frame follows. */
};

#define ROOT(t) ((Frame *)(void *)((t) + 1))

/* ---- memory: blocks by size ---- */

static void *free_blocks[64];
static char *slab, *slab_end;

static __attribute__((noinline)) void *block_new(unsigned blocks)
{
    size_t size = blocks * 16;
    if ((size_t)(slab_end - slab) < size) {
        slab = (char *)malloc(65536);
        if (!slab)
            abort();
        slab_end = slab + 65536;
    }
    void *p = slab;
    slab += size;
    return p;
}

static inline unsigned blocks_of(size_t size)
{
    return (unsigned)((size + 15) / 16);
}

static inline void *take(unsigned blocks)
{
    void *p = free_blocks[blocks];
    if (UNLIKELY(!p))
        return block_new(blocks);
    free_blocks[blocks] = *(void **)p;
    return p;
}

static inline void give(void *p, unsigned blocks)
{
    *(void **)p = free_blocks[blocks];
    free_blocks[blocks] = p;
}

/* ---- the ready queue ---- */

static Task *ready_head, **ready_tail = &ready_head;

static inline void make_ready(Task *t)
{
    t->next = NULL;
    *ready_tail = t;
    ready_tail = &t->next;
}

static inline void wake(Task *t)
{
    t->wait = NULL;
    make_ready(t);
}

static inline void suspend(Task *t, Frame *f)
{
    t->leaf = f;
    t->status = SUSPENDED;
}

static inline void yield(Task *t, Frame *f)
{
    suspend(t, f);
    make_ready(t);
}

static inline int task_cancel(Task *t)
{
    if (t->finished)
        return 0;
    if (!t->wait) {
        t->pending = CANCELLED;
    } else if (t->wait->withdraw(t->wait)) {
        t->pending = CANCELLED;
        wake(t);
    }
    return 1;
}

static inline void task_free(Task *t)
{
    give(t, t->blocks);
}

static inline void detached_notify(Done *d, Task *t)
{
    (void)d;
    task_free(t);
}

static Done detached = {detached_notify};

static inline void task_detach(Task *t)
{
    t->done = &detached;
}

/* ---- a step ---- */

/* The frame that has finished: what resumes its parent finds it here. And the
 * outermost frame of a chain that has just suspended, for callers that do not
 * know their callee's frame. */
static Frame *left;

static __attribute__((noinline)) void deliver(Task *t)
{
    if (t->wait && t->wait->withdraw(t->wait))
        wake(t);
}

static inline void task_step(Task *t)
{
    Frame *f = t->leaf;
    t->status = t->pending;
    t->pending = 0;
    do {
        f->resume(t, f);
        if (t->status == SUSPENDED) {
            if (UNLIKELY(t->pending))
                deliver(t); /* cancelled itself */
            return;
        }
        left = f;
        f = f->parent;
    } while (f);
    t->finished = 1;
    if (t->done)
        t->done->notify(t->done, t);
}

/*
 * ---- timers: a hierarchical wheel ----
 *
 * A tick is 2^20 ns. A timer stands in the level whose six bits are the highest
 * in which its tick differs from the current one, in the slot that these bits
 * say; when the current tick gets there, it goes to a lower level. Those of the
 * current tick are in `due`, by deadline, then by age.
 */

enum { TIMER_WAKE, TIMER_TIMEOUT, TIMER_CALL };
enum { TICK = 20, LEVELS = 8, SLOTS = 64 };

typedef struct Timer {
    struct Timer *prev, *next; /* in the ring of its slot */
    long long when;
    void *owner;               /* the task, or of TIMER_CALL the function */
    unsigned age;
    int kind;
} Timer;

typedef struct Timeout {
    Timer timer;
    int fired;
} Timeout;

static Timer slots[LEVELS * SLOTS]; /* anchors */
static Timer due = {&due, &due, 0, NULL, 0, 0};
static unsigned long long occupied[LEVELS];
static long long tick;
static long timer_count;
static unsigned timer_age;
static int virtual_clock;
static long long virtual_now;

static inline long long now(void)
{
    return UNLIKELY(virtual_clock) ? virtual_now : bench_now();
}

static inline int later(const Timer *a, const Timer *b)
{
    return a->when != b->when ? a->when > b->when : (int)(a->age - b->age) > 0;
}

static inline void timer_link(Timer *after, Timer *t)
{
    t->prev = after;
    t->next = after->next;
    after->next->prev = t;
    after->next = t;
}

static inline void timer_place(Timer *t)
{
    unsigned long long at = (unsigned long long)(t->when >> TICK);
    if (UNLIKELY((long long)at <= tick)) {
        Timer *after = due.prev;
        while (after != &due && later(after, t))
            after = after->prev;
        timer_link(after, t);
        return;
    }
    int differ = 63 - __builtin_clzll(at ^ (unsigned long long)tick);
    int level = differ / 6, slot = (int)(at >> level * 6) & 63;
    if (level >= LEVELS) {
        level = LEVELS - 1; /* in some centuries: looked at again before */
        slot = SLOTS - 1;
    }
    occupied[level] |= 1ULL << slot;
    timer_link(slots[level * SLOTS + slot].prev, t);
}

static inline void timer_add(Timer *t, int kind, void *owner, long long when)
{
    t->kind = kind;
    t->owner = owner;
    t->when = when;
    t->age = timer_age++;
    timer_count++;
    timer_place(t);
}

static inline void timer_remove(Timer *t)
{
    Timer *prev = t->prev;
    prev->next = t->next;
    t->next->prev = prev;
    timer_count--;
    if (prev->next == prev && prev != &due) { /* the slot is empty */
        size_t i = (size_t)(prev - slots);
        occupied[i / SLOTS] &= ~(1ULL << i % SLOTS);
    }
}

/* Two sorted lists, linked by next, become one. */
static inline Timer *merge(Timer *a, Timer *b)
{
    Timer *head, **tail = &head;
    while (a && b) {
        Timer **first = later(a, b) ? &b : &a;
        *tail = *first;
        tail = &(*first)->next;
        *first = *tail;
    }
    *tail = a ? a : b;
    return head;
}

/* All of a slot are now due: sorts them, ascending runs at a time. */
static void slot_is_due(Timer *slot)
{
    Timer *bins[32] = {NULL}, *rest = slot->next, *all = NULL;
    slot->prev->next = NULL;
    while (rest) {
        Timer *run = rest, *last = rest;
        while (last->next && !later(last, last->next))
            last = last->next;
        rest = last->next;
        last->next = NULL;
        int i = 0;
        for (; i < 31 && bins[i]; i++) {
            run = merge(bins[i], run);
            bins[i] = NULL;
        }
        bins[i] = merge(bins[i], run);
    }
    for (int i = 0; i < 32; i++)
        all = merge(bins[i], all);
    slot->prev = slot->next = slot;
    for (Timer *t = all, *next, *after = due.prev; t; t = next) {
        next = t->next;
        while (after != &due && later(after, t))
            after = after->prev;
        timer_link(after, t);
        after = due.prev;
    }
}

/* The next slot in which something is, its first tick at *first; or null. */
static inline Timer *next_slot(long long *first)
{
    for (int level = 0; level < LEVELS; level++) {
        unsigned long long current = (unsigned long long)tick >> level * 6;
        unsigned long long above = occupied[level] & (~1ULL << (current & 63));
        if (above) {
            unsigned slot = (unsigned)__builtin_ctzll(above);
            *first = (long long)(((current & ~63ULL) | slot) << level * 6);
            return &slots[(unsigned)level * SLOTS + slot];
        }
    }
    return NULL;
}

static void tick_until(long long last)
{
    long long first;
    Timer *slot;
    while ((slot = next_slot(&first)) && first <= last) {
        size_t i = (size_t)(slot - slots);
        occupied[i / SLOTS] &= ~(1ULL << i % SLOTS);
        tick = first;
        if (i < SLOTS) {
            slot_is_due(slot);
            continue;
        }
        Timer *t = slot->next, *next;
        slot->prev->next = NULL;
        slot->prev = slot->next = slot;
        for (; t; t = next) {
            next = t->next;
            timer_place(t);
        }
    }
    if (tick < last)
        tick = last;
}

static __attribute__((noinline)) void expire(void)
{
    long long time = now();
    if (time >> TICK != tick)
        tick_until(time >> TICK);
    while (due.next != &due && due.next->when <= time) {
        Timer *t = due.next;
        timer_remove(t);
        switch (t->kind) {
        case TIMER_WAKE:
            wake((Task *)t->owner);
            break;
        case TIMER_TIMEOUT:
            CONTAINER(t, Timeout, timer)->fired = 1;
            task_cancel((Task *)t->owner);
            break;
        default:
            ((void (*)(Timer *))t->owner)(t);
        }
    }
}

/* Until the first is due, or its slot's time has come. */
static inline void wait_for_timer(void)
{
    long long when = due.next->when;
    if (due.next == &due) {
        if (!next_slot(&when))
            abort(); /* a deadlock */
        when <<= TICK;
    }
    if (virtual_clock) {
        if (when > virtual_now)
            virtual_now = when;
        return;
    }
    struct timespec t = {when / SEC, when % SEC};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
        ;
}

/* ---- the loop ---- */

static inline void loop_run(const Task *main_task)
{
    const char *clock = getenv("ACC_CLOCK");
    virtual_clock = clock && !strcmp(clock, "virtual");
    for (int i = 0; i < LEVELS * SLOTS; i++)
        slots[i].prev = slots[i].next = &slots[i];
    while (!main_task->finished) {
        if (timer_count > 0) {
            if (!ready_head)
                wait_for_timer();
            expire();
        }
        if (!ready_head)
            continue;
        /* A pass: what is ready now. */
        Task **end = ready_tail, *t;
        int more;
        do {
            t = ready_head;
            more = &t->next != end;
            ready_head = t->next;
            if (!ready_head)
                ready_tail = &ready_head;
            task_step(t);
        } while (more);
    }
}

/* ---- tasks ---- */

static inline Task *task_new(void (*resume)(Task *, Frame *), size_t frame_size)
{
    unsigned blocks = blocks_of(sizeof(Task) + frame_size);
    Task *t = (Task *)take(blocks);
    t->leaf = ROOT(t);
    t->wait = NULL;
    t->done = NULL;
    t->status = 0;
    t->pending = 0;
    t->finished = 0;
    t->blocks = (unsigned char)blocks;
    ROOT(t)->resume = resume;
    ROOT(t)->parent = NULL;
    ROOT(t)->state = 0;
    make_ready(t);
    return t;
}

/* A task for the function f, whose frame is a `struct f`. */
#define TASK(f) task_new(f, sizeof(struct f))
#define FRAME(f, task) ((struct f *)(void *)ROOT(task))

typedef struct Join {
    Wait wait;
    Done done;
    Task *owner, *child;
} Join;

static inline void join_notify(Done *d, Task *child)
{
    (void)child;
    wake(CONTAINER(d, Join, done)->owner);
}

static inline int join_withdraw(Wait *w)
{
    task_cancel(CONTAINER(w, Join, wait)->child);
    return 0;
}

/* 1 when there is nothing to wait for. */
static inline int join_start(Task *t, Frame *f, Join *j, Task *child)
{
    j->child = child;
    if (child->finished)
        return 1;
    j->owner = t;
    j->done.notify = join_notify;
    child->done = &j->done;
    j->wait.withdraw = join_withdraw;
    t->wait = &j->wait;
    suspend(t, f);
    return 0;
}

/* The value; or the error in t->status. */
static inline long join_end(Task *t, Join *j)
{
    Task *child = j->child;
    t->status = child->status;
    long value = ((Valued *)(void *)ROOT(child))->value;
    task_free(child);
    return value;
}

typedef struct Gather {
    Wait wait;
    Done done;
    Task *owner, **tasks;
    long *results;
    long n, left;
    int error;
} Gather;

static inline void gather_notify(Done *d, Task *child)
{
    Gather *g = CONTAINER(d, Gather, done);
    g->left--;
    if (UNLIKELY(child->status) && !g->error) {
        g->error = child->status;
        if (g->owner->wait)
            wake(g->owner);
    } else if (g->left == 0 && !g->error) {
        wake(g->owner);
    }
}

static inline int gather_withdraw(Wait *w)
{
    Gather *g = CONTAINER(w, Gather, wait);
    for (long i = 0; i < g->n; i++)
        task_cancel(g->tasks[i]);
    return 0;
}

static inline int gather_start(Task *t, Frame *f, Gather *g, Task **tasks,
                               long n, long *results)
{
    g->owner = t;
    g->tasks = tasks;
    g->results = results;
    g->n = n;
    g->left = 0;
    g->error = 0;
    g->done.notify = gather_notify;
    for (long i = 0; i < n; i++)
        if (!tasks[i]->finished) {
            tasks[i]->done = &g->done;
            g->left++;
        } else if (tasks[i]->status && !g->error) {
            g->error = tasks[i]->status;
        }
    if (g->left == 0 || g->error)
        return 1;
    g->wait.withdraw = gather_withdraw;
    t->wait = &g->wait;
    suspend(t, f);
    return 0;
}

static inline void gather_end(Task *t, Gather *g)
{
    t->status = g->error;
    for (long i = 0; i < g->n; i++) {
        Task *child = g->tasks[i];
        if (UNLIKELY(!child->finished)) {
            task_detach(child);
            continue;
        }
        g->results[i] = ((Valued *)(void *)ROOT(child))->value;
        task_free(child);
    }
}

/* ---- sleep, timeout ---- */

typedef struct Sleep {
    Wait wait;
    Timer timer;
} Sleep;

static inline int sleep_withdraw(Wait *w)
{
    timer_remove(&CONTAINER(w, Sleep, wait)->timer);
    return 1;
}

static inline void sleep_start(Task *t, Frame *f, Sleep *s, long long duration)
{
    timer_add(&s->timer, TIMER_WAKE, t, now() + duration);
    s->wait.withdraw = sleep_withdraw;
    t->wait = &s->wait;
    suspend(t, f);
}

/* When the body has suspended; and when it has ended. */
static inline void timeout_arm(Task *t, Timeout *o, long long duration)
{
    o->fired = 0;
    timer_add(&o->timer, TIMER_TIMEOUT, t, now() + duration);
}

static inline void timeout_end(Task *t, Timeout *o)
{
    if (!o->fired)
        timer_remove(&o->timer);
    else if (t->status == CANCELLED && !t->pending)
        t->status = ETIMEDOUT;
}

/* ---- waiters of queues, locks, events ---- */

typedef struct Waiter {
    Wait wait;
    Task *task;
    struct Waiter *prev, *next; /* in the ring; next is null outside of it */
} Waiter;

static inline void ring_init(Waiter *ring)
{
    ring->prev = ring->next = ring;
}

static inline void waiter_unlink(Waiter *w)
{
    w->prev->next = w->next;
    w->next->prev = w->prev;
    w->next = NULL;
}

static inline int waiter_withdraw(Wait *w)
{
    waiter_unlink(CONTAINER(w, Waiter, wait));
    return 1;
}

static inline void waiter_start(Task *t, Frame *f, Waiter *ring, Waiter *w)
{
    w->task = t;
    w->prev = ring->prev;
    w->next = ring;
    ring->prev->next = w;
    ring->prev = w;
    w->wait.withdraw = waiter_withdraw;
    t->wait = &w->wait;
    suspend(t, f);
}

static inline void wake_first(Waiter *ring)
{
    Waiter *w = ring->next;
    if (w != ring) {
        waiter_unlink(w);
        wake(w->task);
    }
}

/* Queues of longs. */
typedef struct Queue {
    Waiter putters, getters;
    long room, first, count;
    long items[];
} Queue;

static inline Queue *queue_new(long room)
{
    Queue *q = (Queue *)malloc(sizeof *q + (size_t)room * sizeof *q->items);
    if (!q)
        abort();
    ring_init(&q->putters);
    ring_init(&q->getters);
    q->room = room;
    q->first = q->count = 0;
    return q;
}

/* 1 when done, 0 when it waits: then again when the task goes on, unless with
 * an error; then queue_put_failed. */
static inline int queue_put(Task *t, Frame *f, Queue *q, Waiter *w, long item)
{
    if (q->count == q->room) {
        waiter_start(t, f, &q->putters, w);
        return 0;
    }
    long at = q->first + q->count;
    q->items[at < q->room ? at : at - q->room] = item;
    q->count++;
    wake_first(&q->getters);
    return 1;
}

static inline int queue_get(Task *t, Frame *f, Queue *q, Waiter *w, long *item)
{
    if (q->count == 0) {
        waiter_start(t, f, &q->getters, w);
        return 0;
    }
    *item = q->items[q->first];
    q->first = q->first + 1 < q->room ? q->first + 1 : 0;
    q->count--;
    wake_first(&q->putters);
    return 1;
}

static inline void queue_put_failed(Queue *q)
{
    if (q->count < q->room)
        wake_first(&q->putters);
}

static inline void queue_get_failed(Queue *q)
{
    if (q->count > 0)
        wake_first(&q->getters);
}

/* A fair lock: who has been woken stands in the ring until it runs. */
typedef struct Lock {
    Waiter waiters;
    int locked;
} Lock;

static inline void lock_wake(Lock *l)
{
    Waiter *w = l->waiters.next;
    if (w != &l->waiters && w->task->wait)
        wake(w->task);
}

static inline int lock_acquire(Task *t, Frame *f, Lock *l, Waiter *w)
{
    if (l->locked || l->waiters.next != &l->waiters) {
        waiter_start(t, f, &l->waiters, w);
        return 0;
    }
    l->locked = 1;
    return 1;
}

/* When the task goes on. */
static inline void lock_acquired(Task *t, Lock *l, Waiter *w)
{
    if (w->next)
        waiter_unlink(w);
    if (!t->status)
        l->locked = 1;
    else if (!l->locked)
        lock_wake(l);
}

static inline void lock_release(Lock *l)
{
    l->locked = 0;
    lock_wake(l);
}

typedef struct Event {
    Waiter waiters;
    int is_set;
} Event;

static inline void event_set(Event *e)
{
    e->is_set = 1;
    while (e->waiters.next != &e->waiters)
        wake_first(&e->waiters);
}

/* ---- for w1.file ---- */

typedef struct Callee {
    Valued base;
    long x;
} Callee;

long other_file(Task *t, Callee *f, long x);

#endif
