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
 * acc_await_end, or here if there is no value to wait for. Gives the parent. */
static ACC_NOINLINE acc_frame *separate_done(acc_context *c, acc_frame *f)
{
    acc_frame *parent = f->__acc_parent;
    c->consumed = NULL;
    if (acc__stack_owns(c, f))
        acc_pop(c, f->__acc_desc->align > 16 ? acc_push_base(f) : (void *)f);
    else if (c->status)
        acc__object_done(f);
    else
        c->consumed = f;
    return parent;
}

/* The root has finished with c->status. CPython: Task.__step, the part after
 * StopIteration; a cancellation that was never delivered wins over a value. */
static void task_finish(acc_context *c, acc_task *t)
{
    int error = c->status;
    if (acc_unlikely(t->marks) && error == 0) {
        error = ACC_CANCELLED;
        acc__fail(c, error);
    }
    if (acc_unlikely(error)) {
        if (error != ACC_CANCELLED || t->waiters) {
            acc__trace *trace = acc__trace_copy(c, t, error);
            acc__extra *extra = trace ? acc__task_extra(t) : NULL;
            if (extra)
                extra->trace = trace;
            else
                acc__trace_free(trace);
        }
        c->status = 0;
    }
    t->u.error = error;
    t->state = ACC__FINISHED;
    acc__task_frame(t)->__acc_state = ACC_STATE_CLOSED;
    if (acc_unlikely(c->sp != acc__loop(c)->stack_bottom))
        acc__stack_reset(c);
    acc__waiters_wake(&t->waiters, &acc__loop(c)->ready);
    c->task = NULL;
    acc__loop(c)->tasks--;
    acc__task_unref(t);
}

/* The chain has left. If the task was cancelled meanwhile, what it waits for is
 * cancelled now. CPython: the end of Task.__step_run_and_handle_result. */
static inline void task_suspended(acc_context *c, acc_task *t)
{
    t->u.leaf = c->leaf;
    if (c->sp != acc__loop(c)->stack_bottom)
        acc__stack_unload(c, t);
    c->task = NULL;
    c->status = 0;
    if (t->state == ACC__RUNNING) {
        t->state = ACC__WAITING;
        if (acc_unlikely(acc__task_deliverable(t)))
            acc__task_cancel_leaf(t);
#ifdef ACC_FAULTS
        if (acc__port_cancels())
            acc__task_cancel(t, 0);
#endif
    }
}

/* Resumes frames from f outwards until the chain suspends or the root has
 * finished. */
static inline void run_chain(acc_context *c, acc_task *t, acc_frame *f)
{
    for (;;) {
        f->__acc_desc->resume(c, f);
        if (c->status == ACC_SUSPENDED) {
            f = c->next;
            if (acc_likely(!f)) {
                task_suspended(c, t);
                return;
            }
            c->next = NULL; /* a start that the C stack had no room for */
            c->status = 0;
            continue;
        }
        acc_frame *parent = f->__acc_parent;
        if (!parent) {
            task_finish(c, t);
            return;
        }
        c->child = f;
        if ((uintptr_t)f - (uintptr_t)parent >= parent->__acc_desc->size) {
            f = separate_done(c, f);
            continue;
        }
        f = parent;
    }
}

/* The rare ways to resume: with an error, with a cancellation to deliver, or
 * with frames on the frame stack. */
static ACC_NOINLINE void resume_slowly(acc_context *c, acc_task *t, int status)
{
    acc_frame *f = t->u.leaf;
    t->state = ACC__RUNNING;
    c->task = t;
    if (t->stack)
        acc__stack_load(c, t);
    if (acc__task_deliverable(t)) {
        acc__task_delivered(t);
        status = ACC_CANCELLED;
    }
    if (status) {
        acc__fail(c, status);
        if (f->__acc_state == ACC_STATE_ENTRY) {
            /* Cancelled before the first step: the body never runs. */
            if (f->__acc_desc->drop)
                f->__acc_desc->drop(f);
            task_finish(c, t);
            return;
        }
    }
    run_chain(c, t, f);
}

void acc__task_resume(acc_context *c, acc_task *t)
{
    if (acc_unlikely(t->marks || t->stack)) {
        resume_slowly(c, t, 0);
        return;
    }
    t->state = ACC__RUNNING;
    c->task = t;
    run_chain(c, t, t->u.leaf);
}

/* The task's own entry in the ready queue: first step, or a native awaitable
 * woke it. */
void acc__task_run(acc_context *c, acc_node *n)
{
    acc__task_resume(c, acc__container(n, acc_task, node));
}

/* The first step of t in the middle of another task's, or of a callback. */
void acc__task_run_nested(acc_context *c, acc_task *t)
{
    acc_context outer = *c;
    if (c->task && c->sp != acc__loop(c)->stack_bottom)
        acc__stack_unload(c, c->task);
    c->place = NULL;
    c->consumed = NULL;
    c->status = 0;
    acc__task_resume(c, t);
    c->task = outer.task;
    if (c->task && c->task->stack)
        acc__stack_load(c, c->task);
    c->status = outer.status;
    c->thrown = outer.thrown;
    c->child = outer.child;
    c->leaf = outer.leaf;
    c->next = outer.next;
    c->consumed = outer.consumed;
    c->place = outer.place;
}

static void run_cancelled(acc_context *c, acc_node *n)
{
    n->run = acc__task_run;
    resume_slowly(c, acc__container(n, acc_task, node), ACC_CANCELLED);
}

static void run_failed(acc_context *c, acc_node *n)
{
    acc_task *t = acc__container(n, acc_task, node);
    n->run = acc__task_run;
    resume_slowly(c, t, t->extra ? t->extra->wake : ENOMEM);
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
            || n->run == run_failed
        ? acc__container(n, acc_task, node) : NULL;
}

/* ---- a pass ------------------------------------------------------------- */

acc_duration acc__loop_now(struct acc_loop *loop)
{
    if (!loop->now_known) {
        loop->now = loop->backend->now(loop);
        loop->now_known = 1;
    }
    return loop->now;
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
        acc__fifo_push(&loop->ready, oldest);
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

/* What precedes a pass but for the plainest case: other threads, I/O, timers;
 * waits when nothing is ready. */
static ACC_NOINLINE void prepare(struct acc_loop *loop)
{
    acc_duration next = acc__timer_next(loop);
    take_remote(loop);
    loop->now_known = 0;
    if (!loop->ready.head) {
        wait(loop, next);
        take_remote(loop);
        next = acc__timer_next(loop);
    } else if ((loop->io | loop->watched) && loop->unpolled >= POLL_INTERVAL) {
        wait(loop, 0);
    }
    if (next != ACC_FOREVER)
        acc__timer_collect(loop, acc__loop_now(loop));
}

static inline int is_plain(struct acc_loop *loop)
{
    uintptr_t work = (uintptr_t)loop->list | (uintptr_t)loop->heap | loop->io
        | loop->watched;
#ifndef ACC_SINGLE_THREAD
    work |= (uintptr_t)atomic_load_explicit(&loop->remote, memory_order_relaxed);
#endif
    return loop->ready.head && work == 0;
}

static inline void run_entry(struct acc_loop *loop, acc_node *n, int debug)
{
    if (debug)
        acc__debug_run(loop, n);
    else
        n->run(&loop->context, n);
}

static ACC_NOINLINE void run_due(struct acc_loop *loop, int debug)
{
    acc_timer_node *timer;
    while ((timer = acc__timer_take_due(loop)) != NULL)
        run_entry(loop, &timer->node, debug);
}

static ACC_ALWAYS_INLINE void pass(struct acc_loop *loop, int debug)
{
    if (acc_likely(is_plain(loop)))
        loop->now_known = 0;
    else
        prepare(loop);

    acc_node *n = loop->ready.head;
    acc__fifo_init(&loop->ready);
    unsigned entries = 0;
    while (n) {
        acc_node *following = n->next;
        run_entry(loop, n, debug);
        entries++;
        n = following;
    }
    loop->unpolled += entries;
    if (acc_unlikely(loop->due != NULL))
        run_due(loop, debug);
}

void acc__loop_pass(struct acc_loop *loop)
{
    pass(loop, loop->debug);
}

void acc__loop_run(struct acc_loop *loop)
{
    if (acc_unlikely(loop->debug))
        while (!loop->stop)
            pass(loop, 1);
    while (!loop->stop)
        pass(loop, 0);
}
