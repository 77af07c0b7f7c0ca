/*
 * The scheduler: one step of a task, one pass of the loop.
 *
 * A step resumes the innermost suspended frame and, as frames finish, their
 * parents one after the other, until the chain suspends again or the root has
 * finished. Its cost does not depend on how deep the chain is.
 *
 * A pass is asyncio's _run_once: look for I/O (only now and then while tasks
 * are ready), put timers that are due behind what is queued, run what was there
 * at that moment. What is queued meanwhile belongs to the next pass.
 */
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#include <string.h>

/* While tasks are ready, I/O is looked for each time this many entries have
 * run, or a pass has ended in which they have. */
#define POLL_INTERVAL 256

/* ---- a step ------------------------------------------------------------- */

/* f, which does not lie in its parent's frame, has finished. A frame of the
 * frame stack is popped; a coroutine object is released by the parent's
 * acc_await_end, or here if there is no value to wait for. */
static ACC_NOINLINE void separate_done(acc_context *c, acc_frame *f)
{
    c->consumed = NULL;
    if (acc__block_of(f)->state == __ACC_FRAME_STACKED)
        acc_pop(c, f->__acc_desc->align > 16 ? acc_push_base(f) : (void *)f);
    else if (c->status)
        acc__object_done(f);
    else
        c->consumed = f;
}

/* The end of t is told to those who wait for it. */
static inline void tell_waiters(acc_context *c, acc_task *t, acc_node **waiters,
                                int error)
{
    acc_node *last = *waiters;
    if (!last)
        return;
    if (acc_unlikely(last->run == acc__gather_decided)) {
        *waiters = NULL;
        if (error)
            acc__gather_failed(c, last, t, error);
        else
            acc__gather_count(c, last);
        return;
    }
    if (error)
        acc__waiters_fail(last);
    acc__waiters_wake(waiters, c);
}

/* What an error, or more than a list of waiters, makes of the end of a task. */
static ACC_NOINLINE int finish_specially(acc_context *c, acc_task *t, int error)
{
    if (t->marks && error == 0) {
        error = ACC_CANCELLED;
        acc__fail(c, error);
    }
    if (t->w.attached & ACC__HAS_STACK)
        acc__stack_drop(c, t);
    acc_node **waiters = acc__task_waiters(t);
    if (error && (error != ACC_CANCELLED || *waiters)) {
        acc__trace *trace = acc__trace_copy(c, t, error);
        acc__extra *extra = trace ? acc__task_extra(t) : NULL;
        if (extra)
            extra->trace = trace;
        else
            acc__trace_free(trace);
        waiters = acc__task_waiters(t);
    }
    tell_waiters(c, t, waiters, error);
    return error;
}

/* The root has finished with c->status. CPython: Task.__step, the part after
 * StopIteration; a cancellation that was never delivered wins over a value. */
static inline void task_finish(acc_context *c, acc_task *t)
{
    int error = c->status;
    t->state = ACC__FINISHED;
    acc__task_frame(t)->__acc_state = ACC_STATE_CLOSED;
    if (acc_unlikely(c->sp != NULL))
        acc__stack_drop(c, t);
    if (acc_unlikely(error != 0) || acc_unlikely(t->marks != 0)
        || acc_unlikely(t->w.attached & ACC__ATTACHED)) {
        error = finish_specially(c, t, error);
        c->status = 0;
    } else {
        tell_waiters(c, t, &t->w.waiters, 0);
    }
    t->u.error = error;
    c->tasks--;
    if (acc_unlikely(--t->refs == 0))
        acc__task_free(t);
}

/* The same out of line: what calls it needs few registers else. */
static ACC_NOINLINE void task_finish_apart(acc_context *c, acc_task *t)
{
    task_finish(c, t);
}

/* The chain has left. If the task was cancelled meanwhile, what it waits for is
 * cancelled now. CPython: the end of Task.__step_run_and_handle_result. */
static ACC_ALWAYS_INLINE void task_suspended(acc_context *c, acc_task *t)
{
    c->status = 0;
    if (acc_unlikely(c->sp != NULL))
        acc__stack_unload(c, t);
    if (acc_unlikely(t->state == ACC__WOKEN)) {
        t->state = ACC__QUEUED;
    } else {
        t->state = ACC__WAITING;
        if (acc_unlikely(t->marks)) {
            c->task = NULL;
            if (acc__task_deliverable(t))
                acc__task_cancel_leaf(t);
        }
#ifdef ACC_FAULTS
        c->task = NULL;
        if (acc__port_cancels())
            acc__task_cancel(t, 0);
#endif
    }
}

/* f has left. Is the step over? */
static ACC_ALWAYS_INLINE int step_is_over(acc_context *c, acc_task *t)
{
    if (acc_likely(c->status == __ACC_YIELDED)) {
        c->status = 0;
        if (acc_unlikely(c->sp != NULL))
            acc__stack_unload(c, t);
        return 1;
    }
    if (c->status == ACC_SUSPENDED) {
        task_suspended(c, t);
        return 1;
    }
    return 0;
}

/* A frame that does not lie in its parent's has finished. */
static inline void give_back(acc_context *c, acc_frame *f)
{
    const __acc_block *b = acc__block_of(f);
    if (acc_likely(b->state == __ACC_FRAME_BLOCK))
        __acc_block_give(c, f, b->size_class);
    else
        separate_done(c, f);
}

/* The leaf has left, but has not suspended the chain: goes on from there outwards
 * until it is suspended or the root has finished. */
static ACC_NOINLINE void run_outwards(acc_context *c, acc_task *t)
{
    acc_frame *f = t->u.leaf;
    for (;;) {
        if (acc_unlikely(c->status < 0)) {
            f = c->next; /* a start that the C stack had no room for */
            c->next = NULL;
            c->status = 0;
        } else {
            acc_frame *child = f;
            f = child->__acc_parent;
            if (!f) {
                task_finish_apart(c, t);
                return;
            }
            c->child = child;
            if ((uintptr_t)child - (uintptr_t)f >= f->__acc_desc->size)
                give_back(c, child);
        }
        f->__acc_desc->resume(c, f);
        if (c->status != 0 && step_is_over(c, t))
            return;
    }
}

/* One step of a task without marks. */
static ACC_ALWAYS_INLINE void step(acc_context *c, acc_task *t)
{
    c->task = t;
    t->u.leaf->__acc_desc->resume(c, t->u.leaf);
    if (!step_is_over(c, t)) {
        if (c->status == 0 && !t->u.leaf->__acc_parent)
            task_finish(c, t);
        else
            run_outwards(c, t);
    }
}

/* The rare ways to resume: with an error, or with a cancellation to deliver. */
static ACC_NOINLINE void resume_slowly(acc_context *c, acc_task *t, int status)
{
    acc_frame *f = t->u.leaf;
    t->state = ACC__QUEUED;
    c->task = t;
    if (acc__task_deliverable(t)) {
        acc__task_delivered(t);
        status = ACC_CANCELLED;
    }
    t->node.run = t->marks ? acc__task_run_slowly : acc__task_run;
    if (status)
        acc__fail(c, status);
    acc_awaitable *awaited = acc__await_handle(f);
    if (awaited)
        acc__await_failed(c, awaited);
    if (status) {
        if (f->__acc_state == ACC_STATE_ENTRY) {
            /* Cancelled before the first step: the body never runs. */
            if (f->__acc_desc->drop)
                f->__acc_desc->drop(f);
            task_finish(c, t);
            return;
        }
    }
    f->__acc_desc->resume(c, f);
    if (!step_is_over(c, t))
        run_outwards(c, t);
}

void acc__task_resume(acc_context *c, acc_task *t)
{
    if (acc_unlikely(t->marks)) {
        resume_slowly(c, t, 0);
    } else {
        t->state = ACC__QUEUED;
        step(c, t);
    }
}

/* The task's own entry in the ready queue: first step, or what it waited for
 * woke it. The loop knows this one by its address. */
void acc__task_run(acc_context *c, acc_node *n)
{
    step(c, acc__container(n, acc_task, node));
}

void acc__task_run_slowly(acc_context *c, acc_node *n)
{
    resume_slowly(c, acc__container(n, acc_task, node), 0);
}

/* The first step of t in the middle of another task's, or of a callback. */
void acc__task_run_nested(acc_context *c, acc_task *t)
{
    acc_timeout_leave(c);
    acc_context outer = *c;
    unsigned char state = c->task ? c->task->state : 0;
    if (c->task)
        c->task->state = ACC__NESTING;
    if (c->sp)
        acc__stack_unload(c, c->task);
    c->place = NULL;
    c->consumed = NULL;
    c->next = NULL;
    c->status = 0;
    acc__task_resume(c, t);
    c->task = outer.task;
    if (c->task)
        c->task->state = state;
    c->status = outer.status;
    c->thrown = outer.thrown;
    c->child = outer.child;
    c->next = outer.next;
    c->consumed = outer.consumed;
    c->place = outer.place;
}

static void run_cancelled(acc_context *c, acc_node *n)
{
    resume_slowly(c, acc__container(n, acc_task, node), ACC_CANCELLED);
}

static void run_failed(acc_context *c, acc_node *n)
{
    acc_task *t = acc__container(n, acc_task, node);
    acc__extra *x = acc__task_extra_or_null(t);
    resume_slowly(c, t, x ? x->wake : ENOMEM);
}

void acc_wake(acc_task *t)
{
    acc__task_wake(acc__context_of(t), t);
}

void acc_wake_error(acc_task *t, int error)
{
    if (error == ACC_CANCELLED) {
        t->node.run = run_cancelled;
    } else if (error) {
        acc__extra *extra = acc__task_extra(t);
        if (extra)
            extra->wake = error;
        t->node.run = run_failed;
    }
    acc_wake(t);
}

acc_task *acc__step_task(const acc_node *n)
{
    return n->run == acc__task_run || n->run == run_cancelled
            || n->run == run_failed || n->run == acc__task_run_slowly
        ? acc__container(n, acc_task, node) : NULL;
}

/* ---- a pass ------------------------------------------------------------- */

acc_duration acc__loop_now(struct acc_loop *loop)
{
    acc_context *c = &loop->context;
    if (c->now < 0) {
        c->now = loop->backend->now(loop);
        acc__attend_time(loop); /* the next pass forgets it */
    }
    return c->now;
}

#ifndef ACC_SINGLE_THREAD
/* Moves what other threads have sent to the end of the ready queue, oldest
 * first. */
static void take_remote(struct acc_loop *loop)
{
    if (!atomic_load_explicit(&loop->remote, memory_order_relaxed))
        return;
    acc_node *n = atomic_exchange_explicit(&loop->remote, NULL,
                                           memory_order_acquire);
    acc_node *oldest = NULL;
    while (n) {
        acc_node *next = n->next;
        n->next = oldest;
        oldest = n;
        n = next;
    }
    while (oldest) {
        acc_node *next = oldest->next;
        acc__ready(&loop->context, oldest);
        oldest = next;
    }
}

/* Until no thread is in the middle of waking this loop. */
static void await_senders(struct acc_loop *loop)
{
    while (atomic_load_explicit(&loop->senders, memory_order_acquire) > 0)
        ;
}

void acc__loop_take_remote(struct acc_loop *loop)
{
    await_senders(loop);
    take_remote(loop);
}
#else
#define take_remote(loop) ((void)0)

void acc__loop_take_remote(struct acc_loop *loop)
{
    (void)loop;
}
#endif

static ACC_COLD void report_deadlock(acc_task *t, void *arg)
{
    char label[24];
    (void)arg;
    if (t->state == ACC__WAITING)
        acc__print("acc: %s waits in %s\n", acc__task_label(t, label),
                   t->u.leaf->__acc_desc->name);
}

static void wait(struct acc_loop *loop, acc_duration until)
{
    loop->unpolled = 0;
    if (loop->backend->wait(loop, until) < 0) {
        acc__block_each(loop, report_deadlock, NULL);
        acc__panic("deadlock: every task waits and nothing can wake one");
    }
}

/* An entry that is no task's: a callback, or what stands between a task and
 * what it waited for. */
static inline void run_other(acc_context *c, acc_node *n, int debug)
{
    c->task = NULL;
    if (acc_unlikely(debug))
        acc__debug_run(acc__loop(c), n);
    else
        n->run(c, n);
    if (acc_unlikely(c->sp != NULL))
        acc__stack_unload(c, NULL);
}

void acc__run_entry(acc_context *c, acc_node *n)
{
    run_other(c, n, acc__loop(c)->debug);
}

/* The entry behind those that were ready when timers fell due. */
static void run_due(acc_context *c, acc_node *n)
{
    acc__timers *t = &acc__loop(c)->timers;
    acc_timer_node *timer;
    (void)n;
    while ((timer = acc__timer_take_due(t)) != NULL) {
        if (timer->what & ACC__TIMER_TASK)
            acc__task_wake(c, acc__timer_task(timer));
        else
            ((const acc__timer_kind *)timer->what)->due(c, timer);
    }
}

static ACC_NOINLINE void collect(struct acc_loop *loop, acc_duration now)
{
    if (acc__timer_collect(&loop->timers, now)) {
        loop->due_entry.run = run_due;
        acc__ready(&loop->context, &loop->due_entry);
    }
}

/* What is due now is made ready. Is any timer armed? */
static inline int look_at_timers(struct acc_loop *loop)
{
    acc__timers *timers = &loop->timers;
    if (timers->next == ACC_FOREVER || !acc__timers_any(timers)) {
        timers->next = ACC_FOREVER;
        return 0;
    }
    acc_duration now = acc__loop_now(loop);
    if (timers->next <= now)
        collect(loop, now);
    return 1;
}

/* What precedes a pass but for the plainest case: other threads, I/O, timers;
 * waits when nothing is ready. */
static void prepare(struct acc_loop *loop)
{
    loop->context.task = NULL;
    take_remote(loop);
    loop->context.now = -1;
    if (!acc__is_ready(&loop->context)) {
        wait(loop, acc__timer_next(&loop->timers));
        take_remote(loop);
    } else if ((loop->io | loop->watched) && loop->unpolled >= POLL_INTERVAL) {
        wait(loop, 0);
    }
    if (look_at_timers(loop))
        acc__attend_time(loop);
    if (loop->io | loop->watched | (unsigned)loop->debug)
        acc__attend(loop);
}

/* Runs what is ready now, not what becomes ready meanwhile; gives the number of
 * entries. */
static ACC_ALWAYS_INLINE unsigned run_ready(acc_context *c, int debug)
{
    acc_node *n = c->ready, **end = c->ready_tail, **at;
    unsigned entries = 0;
    c->ready_tail = &c->ready;
    do {
        acc_node *following = n->next; /* unset in the last one */
        at = &n->next;
        if (acc_likely(n->run == acc__task_run && !debug))
            step(c, acc__container(n, acc_task, node));
        else
            run_other(c, n, debug);
        entries++;
        n = following;
    } while (acc_unlikely(at != end)); /* laid out for passes of one entry */
    return entries;
}

static ACC_NOINLINE void attentive_pass(struct acc_loop *loop)
{
    /* What is asked for from here on is seen to here, or before the next. */
    acc__attended(loop);
    prepare(loop);
    if (acc__is_ready(&loop->context))
        loop->unpolled += run_ready(&loop->context, loop->debug);
}

void acc__loop_pass(struct acc_loop *loop)
{
    attentive_pass(loop);
    loop->context.task = NULL;
}

void acc__loop_run_ready(struct acc_loop *loop)
{
    while (acc__is_ready(&loop->context))
        run_ready(&loop->context, 0);
    loop->context.task = NULL;
}

/* What precedes a pass if there is only time to be looked at. */
static ACC_NOINLINE void look_at_time(struct acc_loop *loop)
{
    acc__timers *timers = &loop->timers;
    if (acc_unlikely(!acc__timers_any(timers))) {
        timers->next = ACC_FOREVER;
        loop->context.now = -1;
        acc__attended_time(loop);
        return;
    }
    acc_duration now = loop->backend->now(loop);
    loop->context.now = now;
    if (timers->next <= now)
        collect(loop, now);
}

/* Has the next pass no more to do than to run what is ready? */
static ACC_ALWAYS_INLINE int is_plain(struct acc_loop *loop)
{
    if (acc_unlikely(!acc__is_ready(&loop->context)))
        return 0;
    int wanted = acc__wants_attention(loop);
    if (acc_likely(!wanted))
        return 1;
    if (wanted != ACC__TIME)
        return 0;
    look_at_time(loop);
    return 1;
}

void acc__loop_run(struct acc_loop *loop)
{
    acc_context *c = &loop->context;
    for (;;) {
        if (acc_likely(is_plain(loop)))
            run_ready(c, 0);
        else if (loop->stop)
            break;
        else
            attentive_pass(loop);
    }
    c->task = NULL;
}
