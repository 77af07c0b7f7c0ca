/*
 * shield, after CPython's asyncio.shield: a future that ends as the inner task
 * or future does, and whose cancellation goes no further. A coroutine becomes a
 * task at once; a task or future is borrowed.
 */
#include "acc/future.h"
#include "acc/task.h"
#include "core/core.h"

#include <string.h>

/* Between the two while the inner one is unfinished; holds a reference on
 * each. */
typedef struct Link {
    acc_node node;             /* waits at the inner one */
    acc_task *task;            /* the inner one: this, */
    acc_future *inner;         /* or this */
    acc_future *outer;         /* null: cancelled while the node was queued */
} Link;

static int is_done(const Link *l)
{
    return l->task ? l->task->state == ACC__FINISHED
                   : l->inner->state == ACC__DONE;
}

static acc_node **waiters(Link *l)
{
    return l->task ? acc__task_waiters(l->task) : &l->inner->waiters;
}

/* Gives back the inner one, from which the outer future took a reference. */
static void let_go(Link *l)
{
    if (l->task) {
        acc__task_unref(l->task);
        return;
    }
    if (l->inner->once)
        acc_future_release(l->inner);
    acc_future_release(l->inner);
}

/* The inner one has finished: the outer future ends in the same way. */
static void pass_on(acc_context *c, Link *l)
{
    acc_future *outer = l->outer;
    int error;
    const acc__trace *trace;
    const void *value;
    if (l->task) {
        l->task->retrieved = 1;
        error = l->task->u.error;
        trace = acc__task_trace(l->task);
        value = acc_result(acc__task_frame(l->task));
    } else {
        l->inner->retrieved = 1;
        l->inner->taken = l->inner->once;
        error = l->inner->error;
        trace = l->inner->trace;
        value = acc__future_value(l->inner);
    }
    if (!outer)
        return;
    if (error)
        outer->trace = acc__trace_clone(trace);
    else if (outer->size > 0)
        memcpy(acc__future_value(outer), value, outer->size);
    outer->cancel = NULL;
    acc__future_finish(c, outer, error);
    acc_future_release(outer);
}

static void inner_finished(acc_context *c, acc_node *n)
{
    Link *l = acc__container(n, Link, node);
    pass_on(c, l);
    let_go(l);
    acc__free(l, sizeof *l);
}

static int outer_cancelled(acc_future *outer)
{
    Link *l = outer->owner;
    outer->cancel = NULL;
    l->outer = NULL;
    if (!is_done(l)) {
        acc__waiters_remove(waiters(l), &l->node);
        let_go(l);
        acc__free(l, sizeof *l);
    }
    acc_future_release(outer);
    return 0;
}

acc_future *acc_shield(acc_awaitable *a, size_t size)
{
    void *handle = acc__handle_of(a);
    unsigned kind = acc__kind_of(a);
    acc_future *outer = handle ? acc_future_new(size) : NULL;
    Link *l = outer ? acc__alloc(sizeof *l) : NULL;
    if (!l)
        goto no_memory;
    l->task = NULL;
    l->inner = NULL;
    if (kind == ACC_KIND_COROUTINE) {
        l->task = acc_create_task(handle, NULL); /* the handle is the link's */
        if (!l->task) {
            kind = ACC_KIND_TASK; /* it consumed the object all the same */
            goto no_memory;
        }
    } else if (kind == ACC_KIND_TASK) {
        l->task = acc_task_retain(handle);
    } else {
        l->inner = acc_future_retain(handle);
    }
    outer->once = 1;
    l->outer = acc_future_retain(outer);
    if (is_done(l)) {
        inner_finished(acc_current, &l->node);
        return outer;
    }
    l->node.run = inner_finished;
    outer->owner = l;
    outer->cancel = outer_cancelled;
    if (l->task)
        acc__task_watch(acc_current, l->task, &l->node);
    else
        acc__future_watch(acc_current, l->inner, &l->node);
    return outer;

no_memory:
    acc__free(l, sizeof *l);
    acc_future_release(outer);
    if (kind == ACC_KIND_COROUTINE)
        acc_coroutine_close(handle);
    return NULL;
}

typedef struct Shielded {
    acc__awaited *each;
    void *arg;
} Shielded;

static void pass_shielded(acc_task *t, int shielded, void *arg)
{
    const Shielded *s = arg;
    (void)shielded;
    s->each(t, 1, s->arg);
}

int acc__shielded_by(const acc_future *outer, acc__awaited *each, void *arg)
{
    if (outer->cancel != outer_cancelled)
        return 0;
    const Link *l = outer->owner;
    Shielded s = { each, arg };
    if (l->task)
        each(l->task, 1, arg);
    else
        acc__future_targets(l->inner, pass_shielded, &s);
    return 1;
}
