/*
 * The structures of the core and what its files offer one another. The
 * public face is include/acc; nothing here may be relied on outside runtime/.
 *
 * A loop (struct acc_loop) begins with the context that emitted code sees. A
 * coroutine object is an acc_task header with the root frame right behind it;
 * create_task turns the object into a task in place.
 */
#ifndef ACC_CORE_CORE_H
#define ACC_CORE_CORE_H

#include "acc/abi.h"
#include "core/list.h"
#include "core/timer.h"
#include "loop/backend.h"

#include <limits.h>

#ifdef ACC_SINGLE_THREAD
#define ACC__ATOMIC(type) type
#else
#include <stdatomic.h>
#define ACC__ATOMIC(type) _Atomic(type)
#endif

/* acc_task.state, as abi.h has it. */
enum acc__state {
    ACC__FREE = __ACC_TASK_FREE,
    ACC__NEW = __ACC_TASK_NEW,
    ACC__ACTIVE = __ACC_TASK_ACTIVE,
    ACC__CLOSED = __ACC_TASK_CLOSED,
    ACC__QUEUED = __ACC_TASK_QUEUED,
    ACC__WOKEN = __ACC_TASK_WOKEN,
    ACC__NESTING = __ACC_TASK_NESTING,
    ACC__WAITING = __ACC_TASK_WAITING,
    ACC__FINISHED = __ACC_TASK_FINISHED
};

#define ACC__COUNT_MAX 2047u /* of cancelling and shield */

/* acc_task.w: null or a list of waiters; or one of these pointers, marked in
 * the two low bits. Then the list is in what is pointed to. */
#define ACC__ATTACHED 1u      /* something is */
#define ACC__HAS_STACK 2u     /* an acc__segment, else an acc__extra */

/* Rare attributes of a task. */
typedef struct acc__extra {
    acc_node *waiters;
    char *name;                   /* set by hand, or null */
    size_t name_size;             /* of its block */
    uint64_t order;               /* of creation, among named tasks */
    int wake;                     /* error of acc_wake_error */
    struct acc__trace *trace;     /* of the error, or parked; or null */
    struct acc__locals *locals;   /* task-local values, or null */
} acc__extra;

/* ---- error traces (trace.c) --------------------------------------------- */

#define ACC__TRACE_DEPTH 32

/* A place the error came through, or (place null) a remark about `state`. */
typedef struct acc__trace_entry {
    const acc_descriptor *place;
    unsigned state;
} acc__trace_entry;

/* The way of one error, innermost place first. Past ACC__TRACE_DEPTH the
 * places in the middle are lost; `count` counts all. A kept copy has room for
 * its entries only. */
typedef struct acc__trace {
    int error;
    unsigned count;
    const acc_task *task;         /* that it is travelling through */
    unsigned noted;               /* `count` when a handler noted its function */
    acc__trace_entry entry[ACC__TRACE_DEPTH];
} acc__trace;

/* An error comes from the runtime: c->status is set, an empty trace begun. */
void acc__fail(acc_context *c, int error);
/* The error arrives from elsewhere: its trace goes on in the running task. */
void acc__fail_from(acc_context *c, int error, const acc__trace *from);
/* The error under way becomes another; the trace stays. */
void acc__fail_as(acc_context *c, int error);
/* A remark in the running trace, if it is that of `error`: "also: ..." */
void acc__trace_note(acc_context *c, int error, int other);
/* A copy of the running trace if it is of this error and task, else null. */
acc__trace *acc__trace_copy(acc_context *c, const acc_task *t, int error);
acc__trace *acc__trace_clone(const acc__trace *trace);
void acc__trace_free(acc__trace *trace);
void acc__trace_print(const acc__trace *trace);

/* ---- the loop ----------------------------------------------------------- */

/* Segment of a frame stack; frames follow the header. A suspended task that has
 * frames there is attached to the topmost one. */
typedef struct acc__segment {
    acc_node *waiters;
    acc__extra *extra;            /* of the task, or null */
    struct acc__segment *prev;    /* of the same task, or next free one */
    char *sp;                     /* saved when not the current one */
    char *end;
    size_t size;                  /* of the block */
} acc__segment;

#define ACC__SEGMENTS 7           /* sizes 1 KiB to 64 KiB */

struct acc_loop {
    acc_context context;          /* first: a context is its loop */
    acc__segment *segment;        /* in use by the running task, or null */
    struct acc__pool *pool;       /* the thread's */

    unsigned io;                  /* operations in flight in the backend */
    unsigned watched;             /* it has handles of the program's */
    unsigned unpolled;            /* entries run since the last poll */
    int stop;
    /* More is to be seen to before the next pass than that something is ready:
     * I/O, other threads, the end (ACC__ATTEND), or, set besides or alone, only
     * whether timers are due (ACC__TIME). */
    ACC__ATOMIC(int) attention;
    int closing;                  /* callbacks are freed, not called */
    int debug;
    const void *thread;           /* the one that it runs in: &acc_current */
    struct acc_loop *next;        /* of those that are open in any thread */

    acc__timers timers;
    acc_node due_entry;           /* in the ready queue when some are due */

    acc__segment *free_segment[ACC__SEGMENTS], *free_big;
    acc__segment *chunk;          /* newest one of blocks of calls */
    acc__trace trace;             /* of the last error thrown */
    struct acc__locals *locals;   /* of the callback that runs, or null */

    const acc__backend *backend;
    void *backend_data;
    void *clock_data;             /* the virtual clock's, which wraps a backend */
    ACC__ATOMIC(acc_node *) remote; /* pushed by other threads, newest first */
    ACC__ATOMIC(unsigned) senders;  /* threads in acc_call_threadsafe */
};

static inline struct acc_loop *acc__loop(acc_context *c)
{
    return (struct acc_loop *)(void *)c;
}

enum { ACC__ATTEND = 1, ACC__TIME = 2 };

#ifdef ACC_SINGLE_THREAD
static inline void acc__attend(struct acc_loop *loop)
{
    loop->attention = ACC__ATTEND;
}
static inline void acc__attended(struct acc_loop *loop)
{
    loop->attention = 0;
}
static inline int acc__wants_attention(struct acc_loop *loop)
{
    return loop->attention;
}
static inline void acc__attend_time(struct acc_loop *loop)
{
    loop->attention |= ACC__TIME;
}
static inline void acc__attended_time(struct acc_loop *loop)
{
    loop->attention &= ~ACC__TIME;
}
#else
/* The next pass is not a plain one. From any thread. */
static inline void acc__attend(struct acc_loop *loop)
{
    atomic_store_explicit(&loop->attention, ACC__ATTEND, memory_order_release);
}
static inline void acc__attended(struct acc_loop *loop)
{
    atomic_exchange_explicit(&loop->attention, 0, memory_order_acq_rel);
}
static inline int acc__wants_attention(struct acc_loop *loop)
{
    return atomic_load_explicit(&loop->attention, memory_order_relaxed);
}
/* By the loop's own thread. */
static inline void acc__attend_time(struct acc_loop *loop)
{
    if (!acc__wants_attention(loop))
        atomic_fetch_or_explicit(&loop->attention, ACC__TIME,
                                 memory_order_relaxed);
}
static inline void acc__attended_time(struct acc_loop *loop)
{
    atomic_fetch_and_explicit(&loop->attention, ~ACC__TIME,
                              memory_order_relaxed);
}
#endif

static inline void acc__ready(acc_context *c, acc_node *n)
{
    *c->ready_tail = n;
    c->ready_tail = &n->next;
}

static inline int acc__is_ready(const acc_context *c)
{
    return c->ready_tail != &c->ready;
}

/* A new loop, not yet the one of this thread. */
struct acc_loop *acc__loop_open(void);
/* The loop becomes the one of this thread; it is no longer, `previous` (or
 * null) is. */
void acc__loop_enter(struct acc_loop *loop);
void acc__loop_leave(acc_context *previous);
#ifndef ACC_SINGLE_THREAD
/* From any thread or signal handler: n->run is called on the loop. */
void acc__loop_send(struct acc_loop *loop, acc_node *n);
#endif
void acc__loop_close(struct acc_loop *loop);
/* What other threads have sent goes to the ready queue, all of it. */
void acc__loop_take_remote(struct acc_loop *loop);
/* The loop of this thread with that id, which `what` is about; null when it is
 * closed. Not returning when it is another thread's. */
struct acc_loop *acc__loop_by_id(unsigned id, const char *what);
ACC_COLD acc_context *acc__context_elsewhere(const acc_task *t);
ACC_COLD _Noreturn void acc__task_foreign(const acc_task *t);
void acc__loop_pass(struct acc_loop *loop);
/* Runs what is ready, and what that makes ready, until nothing is. */
void acc__loop_run_ready(struct acc_loop *loop);
void acc__loop_run(struct acc_loop *loop); /* passes until loop->stop */
acc_duration acc__loop_now(struct acc_loop *loop);

/* d from now; ACC_FOREVER where that is never. */
static inline acc_duration acc__deadline(struct acc_loop *loop, acc_duration d)
{
    acc_duration now = loop->context.now;
    if (acc_unlikely(now < 0))
        now = acc__loop_now(loop);
#if defined __GNUC__
    acc_duration when;
    if (acc_unlikely(__builtin_add_overflow(now, d, &when)))
        return d > 0 ? ACC_FOREVER : INT64_MIN;
    return when;
#else
    return d >= ACC_FOREVER - now ? ACC_FOREVER : now + d;
#endif
}

/* ---- blocks (pool.c) ---------------------------------------------------- */

/* A header with room for a frame of `size` bytes aligned to `align` behind it;
 * state, class and the frame are unset but for class. Null when out of memory. */
acc_task *acc__block_new(size_t size, size_t align);
void acc__block_free(acc_task *t);
/* The block becomes known to the loop of this thread, if it is not. */
void acc__block_adopt(acc_task *t);

/* Small objects: futures, callbacks, extras. The block's size is to be given
 * back. Null when out of memory. */
void *acc__alloc(size_t size);
void acc__free(void *p, size_t size);

/* No loop knows the block any more. */
void acc__block_disown(acc_task *t);

/* Calls each(t, arg) for every task and coroutine object of the loop, which is
 * this thread's, in no particular order. */
void acc__block_each(struct acc_loop *loop,
                     void (*each)(acc_task *t, void *arg), void *arg);

struct acc__pool *acc__pool_acquire(void);
void **acc__pool_blocks(struct acc__pool *pool); /* acc_context.blocks */
void acc__pool_release(struct acc__pool *pool);

/* What the header of an object in a block of this loop begins with, but for its
 * class; most of it a task's, so that one need only be counted and queued. */
static ACC_ALWAYS_INLINE void acc__header_init(const acc_context *c,
                                               acc_task *t)
{
    t->node.run = c->step;
    t->u.leaf = (acc_frame *)(void *)(t + 1);
    t->w.waiters = NULL;
    t->refs = 1;
    memcpy((char *)t + offsetof(acc_task, loop), &c->fresh, sizeof c->fresh);
    t->cancelling = 0;
    t->shield = 0;
    t->named = 0;
    t->retrieved = 0;
}

/* ---- tasks -------------------------------------------------------------- */

static inline acc_frame *acc__task_frame(acc_task *t)
{
    return (acc_frame *)(void *)(t + 1);
}

static inline acc_task *acc__task_of(const acc_frame *root)
{
    return (acc_task *)(void *)root - 1;
}

/* The list of waiters of an unfinished task. */
static inline acc_node **acc__task_waiters(acc_task *t)
{
    if (acc_likely(!(t->w.attached & ACC__ATTACHED)))
        return &t->w.waiters;
    void *p = (void *)(t->w.attached & ~(uintptr_t)3);
    return t->w.attached & ACC__HAS_STACK ? &((acc__segment *)p)->waiters
                                          : &((acc__extra *)p)->waiters;
}

/* Its rare attributes, or null. */
static inline acc__extra *acc__task_extra_or_null(const acc_task *t)
{
    if (acc_likely(!(t->w.attached & ACC__ATTACHED)))
        return NULL;
    void *p = (void *)(t->w.attached & ~(uintptr_t)3);
    return t->w.attached & ACC__HAS_STACK ? ((acc__segment *)p)->extra : p;
}

/* The trace of its error, or null. */
static inline const acc__trace *acc__task_trace(const acc_task *t)
{
    acc__extra *x = acc__task_extra_or_null(t);
    return acc_unlikely(x != NULL) ? x->trace : NULL;
}

/* The topmost segment of its frame stack, if it is suspended with frames. */
static inline acc__segment *acc__task_segment(const acc_task *t)
{
    return (t->w.attached & 3) == (ACC__ATTACHED | ACC__HAS_STACK)
        ? (acc__segment *)(t->w.attached & ~(uintptr_t)3) : NULL;
}

/* An awaitable's two parts. */
static inline void *acc__handle_of(const acc_awaitable *a)
{
    return (void *)((uintptr_t)a & ~(uintptr_t)3);
}

static inline unsigned acc__kind_of(const acc_awaitable *a)
{
    return (unsigned)((uintptr_t)a & 3);
}

static inline int acc__is_task(const acc_task *t)
{
    return t->state >= ACC__QUEUED;
}

static inline int acc__is_unfinished(const acc_task *t)
{
    return (unsigned)t->state - ACC__QUEUED < ACC__FINISHED - ACC__QUEUED;
}

/* acc_frame_new for a frame larger than its descriptor says. */
acc_coroutine *acc__object_new(const acc_descriptor *d, size_t size);

/* The object's body has finished (or never began): its block goes, unless
 * retained. */
void acc__object_done(acc_coroutine *o);
/* Disposes of an object that was not begun. */
void acc__object_drop(acc_coroutine *o);

void acc__task_run(acc_context *c, acc_node *n);
/* Of a task with marks, or whose target has failed. */
void acc__task_run_slowly(acc_context *c, acc_node *n);
void acc__task_run_nested(acc_context *c, acc_task *t);
/* Resumes a suspended task, with status 0 unless a cancellation is due. */
void acc__task_resume(acc_context *c, acc_task *t);
void acc__task_unref(acc_task *t);
/* The last reference is gone. */
void acc__task_free(acc_task *t);
/* Prints an error that nobody has seen. */
ACC_COLD void acc__task_report_error(acc_task *t);
/* Gives back a handle; the error, if any, has been or need not be seen. */
void acc__task_joined(acc_task *t);
/* The handle must not have been given back; `what` uses it. Null is one. */
void acc__task_check(const acc_task *t, const char *what);
int acc__task_cancel(acc_task *t, unsigned level);
/* Delivers marks to a task that has just been suspended. */
void acc__task_cancel_leaf(acc_task *t);
/* What a leaf waits for, as its point has it (acc_point.waits); 0 if the frame
 * itself knows. */
static inline unsigned acc__waits(const acc_frame *leaf)
{
    const acc_descriptor *d = leaf->__acc_desc;
    return leaf->__acc_state < d->points ? d->point[leaf->__acc_state].waits : 0;
}
/* Cancels the sleep of a leaf whose point says __ACC_WAITS_TIMER. */
void acc__sleep_cancel(acc_context *c, acc_frame *leaf);
static inline int acc__is_sleeping(const acc_frame *leaf)
{
    return (acc__waits(leaf) & 3) == __ACC_WAITS_TIMER(0);
}
/* The handle that this leaf awaits, or null if it is something else; the same
 * if it is a task. */
acc_awaitable *acc__await_handle(const acc_frame *leaf);
acc_task *acc__await_target(const acc_frame *leaf);
/* The target of the leaf has finished, with an error or while c->status is one:
 * takes the error unless there is one, gives the handle back. */
void acc__await_failed(acc_context *c, acc_awaitable *wait);
/* The numbers of the thread's tasks are the context's while it has one. */
void acc__task_numbers_load(acc_context *c);
void acc__task_numbers_save(acc_context *c);
int acc__task_before(const acc_task *a, const acc_task *b);
acc__extra *acc__task_extra(acc_task *t);

/* The bit of `marks` for what comes from outside of `level` shields; all that
 * are deeper than the bits go share the last. */
static inline unsigned acc__mark_bit(unsigned level)
{
    return level < 7 ? level : 7;
}

/* Notes a cancellation to deliver. A task with marks is resumed by
 * acc__task_run_slowly. */
static inline void acc__task_mark(acc_task *t, unsigned level)
{
    t->marks |= (unsigned char)(1u << acc__mark_bit(level));
    if (t->node.run == acc__task_run)
        t->node.run = acc__task_run_slowly;
}

/* A native frame that was resumed as the leaf has finished; the last thing its
 * resume does. If it lies in its parent's frame, that goes on here and now. */
static ACC_ALWAYS_INLINE void acc__leaf_done(acc_context *c, acc_frame *f)
{
    acc_frame *parent = f->__acc_parent;
    if (!parent)
        return;
    const acc_descriptor *d = parent->__acc_desc;
    if (acc_likely((uintptr_t)f - (uintptr_t)parent < d->size)) {
        c->task->u.leaf = parent;
        c->child = f;
        d->resume(c, parent);
    }
}

/* A leaf finds that what it waited for is over and the wake-up queued: the
 * cancellation is delivered with it. */
static inline void acc__task_cancel_late(acc_task *t)
{
    acc__task_mark(t, t->shield);
}

/* The context of the loop that an unfinished task belongs to. */
static inline acc_context *acc__context_of(const acc_task *t)
{
    acc_context *c = acc_current;
    return acc_likely(c && c->id == t->loop)
        ? c : acc__context_elsewhere(t);
}

/* What they wait for has failed: tasks among them learn of it when they run. */
static inline void acc__waiters_fail(acc_node *last)
{
    acc_node *n = last;
    if (!n)
        return;
    do {
        if (n->run == acc__task_run)
            n->run = acc__task_run_slowly;
        n = n->next;
    } while (n != last);
}

/* n is told of the end of an unfinished task of this loop. */
static inline void acc__task_watch(acc_context *c, acc_task *t, acc_node *n)
{
    if (acc_unlikely(t->loop != c->id))
        acc__task_foreign(t);
    acc__waiters_add(acc__task_waiters(t), n);
}

/* Wakes a task from code that has the context. */
static inline void acc__task_wake(acc_context *c, acc_task *t)
{
    t->state = t->state == ACC__QUEUED ? ACC__WOKEN : ACC__QUEUED;
    acc__ready(c, &t->node);
}

static inline int acc__task_deliverable(const acc_task *t)
{
    return t->marks >> acc__mark_bit(t->shield) != 0;
}

static inline void acc__task_delivered(acc_task *t)
{
    t->marks &= (unsigned char)((1u << acc__mark_bit(t->shield)) - 1);
}

/* All unfinished tasks, or all finished ones, in order of creation, each
 * retained. *list is to be given to acc__free(list, n * sizeof *list). 0 or
 * -ENOMEM. */
int acc__tasks_list(struct acc_loop *loop, int finished, acc_task ***list,
                    size_t *n);

/* What lies neither in its parent's frame nor is a task's root, see abi.h. */
static inline const __acc_block *acc__block_of(const acc_frame *f)
{
    return (const __acc_block *)(const void *)f - 1;
}
/* The running task leaves, having used the frame stack (c->sp): it keeps what
 * is on it. */
void acc__stack_unload(acc_context *c, acc_task *t);
/* It has finished; whatever is left there is dropped. */
void acc__stack_drop(acc_context *c, acc_task *t);
void acc__stack_close(struct acc_loop *loop);
/* The blocks of calls (calls.c) go. */
void acc__calls_close(struct acc_loop *loop);

/* ---- who awaits whom (inspect.c) ----------------------------------------- */

/* Called for each unfinished task that is awaited; shielded: a cancellation does
 * not reach it. */
typedef void acc__awaited(acc_task *t, int shielded, void *arg);

/* Each knows some kinds of leaf, or of futures: 0 if this is none of them. */
int acc__await_targets(const acc_frame *leaf, acc__awaited *each, void *arg);
int acc__wait_targets(const acc_frame *leaf, acc__awaited *each, void *arg);
int acc__wait_for_targets(const acc_frame *leaf, acc__awaited *each, void *arg);
int acc__completed_targets(const acc_frame *leaf, acc__awaited *each, void *arg);
int acc__group_targets(const acc_frame *leaf, acc__awaited *each, void *arg);
int acc__gather_targets(const acc_frame *leaf, acc__awaited *each, void *arg);
int acc__gathered_by(const acc_future *f, acc__awaited *each, void *arg);
int acc__shielded_by(const acc_future *f, acc__awaited *each, void *arg);
/* Of a future of any kind. */
void acc__future_targets(const acc_future *f, acc__awaited *each, void *arg);

/* ---- ACC_DEBUG (debug.c) ------------------------------------------------- */

/* Runs an entry of the ready queue or a timer, and reports a slow one. */
void acc__debug_run(struct acc_loop *loop, acc_node *n);
/* Whose step the entry is; null: it is something else. */
acc_task *acc__step_task(const acc_node *n);
/* Where this callback was registered; null: it is something else. */
const char *acc__callback_place(const acc_node *n);

/* Some loop was opened with ACC_DEBUG=1: handles are checked more closely. */
extern int acc__debugging;
ACC_COLD void acc__debug_task(const acc_task *t, const char *what);
ACC_COLD void acc__debug_future(const acc_future *f, const char *what);

/* At the beginning of a call for a task or future: it must be one of a loop of
 * this thread, or of none. */
#define ACC__CHECK_TASK(t, what) \
    do { \
        if (acc_unlikely(acc__debugging)) \
            acc__debug_task(t, what); \
    } while (0)
#define ACC__CHECK_FUTURE(f, what) \
    do { \
        if (acc_unlikely(acc__debugging)) \
            acc__debug_future(f, what); \
    } while (0)

/* acc__block_free where the context is at hand. With ACC_DEBUG blocks are not
 * used again at once. */
static inline void acc__block_give(acc_context *c, acc_task *t)
{
    unsigned class = t->size_class;
    if (acc_unlikely(class >= c->free_classes)) {
        acc__block_free(t);
        return;
    }
    t->state = ACC__FREE;
    t->node.next = c->blocks[class];
    c->blocks[class] = t;
}

/* Gives back n handles; the error, if any, has been or need not be seen. */
static inline void acc__task_give_back(acc_context *c, acc_task *t, unsigned n)
{
    if (acc_likely(t->refs == n && t->w.attached == 0)) {
        acc__block_give(c, t);
    } else {
        t->refs -= n - 1;
        acc__task_joined(t);
    }
}

/* ---- futures ------------------------------------------------------------ */

/* A future that stands for something else is told when it is cancelled
 * (gather, shield), before anything is done: 1 if it dealt with it (the future
 * will finish later), 0 to let the future be cancelled, -1 if the answer is
 * that nothing was cancelled. */
typedef int acc__future_cancel_fn(acc_future *f);

enum { ACC__PENDING, ACC__DONE };

struct acc_future {
    acc_node *waiters;
    unsigned refs;
    unsigned char state;          /* pending or done */
    unsigned char retrieved;      /* somebody has seen the error */
    unsigned char once;           /* an await gives back a reference */
    unsigned char taken;          /* ... and has had the value */
    int error;
    unsigned loop;                /* id: where it was made, or those who wait
                                     are; 0: neither */
    acc__trace *trace;            /* of the error, or null */
    acc__future_cancel_fn *cancel; /* or null */
    void (*dispose)(acc_future *f); /* the last reference is gone; or null */
    void *owner;                  /* for these two */
    size_t size;                  /* of the value, which follows */
};

#define ACC__FUTURE_HEADER ((sizeof(acc_future) + 15) / 16 * 16)

static inline void *acc__future_value(acc_future *f)
{
    return (char *)f + ACC__FUTURE_HEADER;
}

void acc__future_finish(acc_context *c, acc_future *f, int error);
void acc__future_abandoned(acc_future *f); /* callback.c */
ACC_COLD void acc__future_bind(acc_context *c, acc_future *f);

/* n is told of the end of a pending future. */
static inline void acc__future_watch(acc_context *c, acc_future *f, acc_node *n)
{
    if (acc_unlikely(f->loop != c->id))
        acc__future_bind(c, f);
    acc__waiters_add(&f->waiters, n);
}

/* ---- gather -------------------------------------------------------------- */

/* n, of a gather, was the only waiter of a task that has finished, with an error
 * in the second case. The node goes to the ready queue when that decides. */
static inline void acc__gather_count(acc_context *c, acc_node *n)
{
    struct acc_gather *f = acc__container(n, struct acc_gather, node);
    if (--f->missing == 0)
        acc__ready(c, n);
}
void acc__gather_failed(acc_context *c, acc_node *n, const acc_task *t, int error);

/* ---- timers ------------------------------------------------------------- */

static ACC_ALWAYS_INLINE void acc__timer_insert(struct acc_loop *loop,
                                                acc_timer_node *n,
                                                acc_duration when,
                                                uintptr_t what)
{
    acc__timers *t = &loop->timers;
    n->when = when;
    n->what = what;
    if (when < t->next) {
        t->next = when;
        acc__attend_time(loop);
    }
    if (acc_likely((when >= t->latest) & (when < t->limit))) {
        t->latest = when;
        acc__timer_append(&t->list, n);
    } else {
        acc__timer_place(t, n, loop->context.now);
    }
}

/* Arms n, which is not armed. Timeout blocks begun before come before it. */
static inline void acc__timer_start(struct acc_loop *loop, acc_timer_node *n,
                                    acc_duration when,
                                    const acc__timer_kind *kind)
{
    acc_timeout_leave(&loop->context);
    acc__timer_insert(loop, n, when, (uintptr_t)kind);
}

/* The same; when it is due, the task, which is suspended then, is woken. */
static inline void acc__timer_start_task(struct acc_loop *loop,
                                         acc_timer_node *n, acc_duration when,
                                         acc_task *task)
{
    acc_timeout_leave(&loop->context);
    acc__timer_insert(loop, n, when, (uintptr_t)task + ACC__TIMER_TASK);
}

/* Runs an entry of the ready queue that is no task's step. */
void acc__run_entry(acc_context *c, acc_node *n);

/* ---- messages (text.c) -------------------------------------------------- */

/* Writes a diagnostic: %s string, %d int, %u unsigned, %z size_t, %n
 * duration in milliseconds. */
void acc__print(const char *format, ...);
/* The same as a broken contract: "acc: ...", then abort. */
_Noreturn void acc__panic(const char *format, ...);
/* "ETIMEDOUT (110): Connection timed out" */
void acc__print_error(int error);
/* Puts "Task-7" into buffer (at least 24 bytes) unless the task has a name. */
const char *acc__task_label(const acc_task *t, char *buffer);

/* ---- task-local values (local.c) ---------------------------------------- */

typedef struct acc__locals acc__locals;
static inline acc__locals *acc__locals_current(acc_context *c)
{
    if (!c->task)
        return acc__loop(c)->locals;
    acc__extra *x = acc__task_extra_or_null(c->task);
    return acc_unlikely(x != NULL) ? x->locals : NULL;
}
acc__locals *acc__locals_share(acc__locals *l);
void acc__locals_release(acc__locals *l);
/* What a thread of acc_to_thread sees; held by its caller, who changes a copy. */
extern ACC_THREAD_LOCAL const acc__locals *acc__thread_locals;
/* Callbacks run with the locals of the task that registered them. */
acc__locals *acc__locals_enter(acc_context *c, acc__locals *l);
acc__locals *acc__locals_leave(acc_context *c, acc__locals *previous);

#endif
