/*
 * Task groups, after CPython's asyncio.TaskGroup: the end of the block waits for
 * all children; the first error cancels the others and, if it is a child's, the
 * parent too, so that the block's body ends. What is thrown at the end is the
 * error that came first; the others are noted in its trace.
 *
 * A child is known to its group by a small record that waits for its end and
 * holds a reference on it until the block ends, where values are stored.
 */
#include "acc/task.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

typedef struct __acc_frame_acc_taskgroup_join Join;

typedef struct acc_taskgroup_child {
    acc_node node;                     /* waits at the task */
    struct acc_taskgroup_child *next;
    acc_taskgroup *group;
    acc_task *task;
    void *to;                          /* where the value goes, or null */
    size_t size;
    int finished;
} Child;

void acc_taskgroup_enter(acc_context *c, acc_taskgroup *g)
{
    memset(g, 0, sizeof *g);
    g->parent = c->task;
    g->level = c->task->shield;
}

/* ---- children ----------------------------------------------------------- */

static void abort_children(acc_taskgroup *g)
{
    g->aborting = 1;
    for (Child *k = g->first; k; k = k->next)
        if (!k->finished)
            acc__task_cancel(k->task, 0);
}

static void first_error(acc_taskgroup *g, int error, const acc__trace *trace)
{
    if (g->error != 0)
        return;
    g->error = error;
    acc__trace_free(g->trace); /* of a cancellation, which counts less */
    g->trace = acc__trace_clone(trace);
}

/* A child has failed, or could not be made: the others and the body are
 * cancelled. */
static void child_failed(acc_taskgroup *g, int error, const acc__trace *trace)
{
    first_error(g, error, trace);
    if (!g->aborting && !g->parent_cancelled) {
        abort_children(g);
        g->parent_cancelled = 1;
        acc__task_cancel(g->parent, g->level);
    }
}

/* CPython: TaskGroup._on_task_done. */
static void child_finished(acc_context *c, acc_node *n)
{
    Child *k = acc__container(n, Child, node);
    acc_taskgroup *g = k->group;
    int error = k->task->u.error;
    (void)c;
    k->finished = 1;
    k->task->retrieved = 1;
    if (--g->unfinished == 0 && g->joining) {
        g->joining = NULL;
        acc_wake(g->parent);
    }
    if (error == 0 || error == ACC_CANCELLED)
        return;
    child_failed(g, error, acc__task_trace(k->task));
}

typedef acc_task *Create(acc_coroutine *o, const char *name);

/* Null when out of memory, or when the group accepts no more: then the object
 * is closed. */
static Child *child_new(acc_taskgroup *g, acc_coroutine *o, const char *name,
                        Create *create)
{
    Child *k = o && !g->aborting ? acc__alloc(sizeof *k) : NULL;
    if (!k) {
        acc_coroutine_close(o);
        return NULL;
    }
    k->task = create(o, name); /* the handle is the record's */
    if (!k->task) {
        acc__free(k, sizeof *k);
        return NULL;
    }
    k->node.run = child_finished;
    k->next = NULL;
    k->group = g;
    k->to = NULL;
    k->size = 0;
    k->finished = 0;
    if (g->last)
        g->last->next = k;
    else
        g->first = k;
    g->last = k;
    g->unfinished++;
    if (k->task->state == ACC__FINISHED)
        acc__ready(acc_current, &k->node);
    else
        acc__task_watch(acc_current, k->task, &k->node);
    return k;
}

acc_task *acc_taskgroup_create_task(acc_taskgroup *g, acc_coroutine *o,
                                    const char *name)
{
    Child *k = child_new(g, o, name, acc_create_task);
    return k ? acc_task_retain(k->task) : NULL;
}

acc_task *acc_taskgroup_create_eager_task(acc_taskgroup *g, acc_coroutine *o,
                                          const char *name)
{
    Child *k = child_new(g, o, name, acc_create_eager_task);
    return k ? acc_task_retain(k->task) : NULL;
}

static void spawn(acc_taskgroup *g, acc_coroutine *o, const char *name,
                  void *to, size_t size, Create *create)
{
    Child *k = child_new(g, o, name, create);
    if (k) {
        k->to = to;
        k->size = size;
    } else if (!g->aborting) {
        child_failed(g, ENOMEM, NULL);
    }
}

void acc_taskgroup_spawn(acc_taskgroup *g, acc_coroutine *o, const char *name)
{
    spawn(g, o, name, NULL, 0, acc_create_task);
}

void acc_taskgroup_spawn_into(acc_taskgroup *g, acc_coroutine *o,
                              const char *name, void *to, size_t size)
{
    spawn(g, o, name, to, size, acc_create_task);
}

void acc_taskgroup_spawn_eager(acc_taskgroup *g, acc_coroutine *o,
                               const char *name)
{
    spawn(g, o, name, NULL, 0, acc_create_eager_task);
}

void acc_taskgroup_spawn_eager_into(acc_taskgroup *g, acc_coroutine *o,
                                    const char *name, void *to, size_t size)
{
    spawn(g, o, name, to, size, acc_create_eager_task);
}

/* ---- the end of the block ----------------------------------------------- */

static void join_resume(acc_context *c, acc_frame *frame);

/* Cancelled while it waits for the children: CPython goes on waiting, having
 * cancelled them. */
static void join_cancel(acc_context *c, acc_frame *frame)
{
    Join *f = (Join *)(void *)frame;
    (void)c;
    f->group->joining = NULL;
    acc_wake_error(f->group->parent, ACC_CANCELLED);
}

static const acc_descriptor join_descriptor = {
    .resume = join_resume,
    .cancel = join_cancel,
    ACC_FRAME_LAYOUT(Join),
    .name = "taskgroup",
    .file = "acc/abi.h",
};

/* Values are stored if the block succeeded; errors after the first are noted. */
static void release_children(acc_context *c, acc_taskgroup *g)
{
    for (Child *k = g->first, *next; k; k = next) {
        int error = k->task->u.error;
        next = k->next;
        if (!c->status && error == 0 && k->to && k->size > 0)
            memcpy(k->to, acc_result(acc__task_frame(k->task)), k->size);
        acc__task_unref(k->task);
        acc__free(k, sizeof *k);
    }
    g->first = g->last = NULL;
    acc__trace_free(g->trace);
    g->trace = NULL;
}

static void note_errors(acc_context *c, acc_taskgroup *g)
{
    int seen = 0;
    for (Child *k = g->first; k; k = k->next) {
        int error = k->task->u.error;
        if (error == 0 || error == ACC_CANCELLED)
            continue;
        if (error == g->error && !seen)
            seen = 1; /* the one that is thrown, or as good as it */
        else
            acc__trace_note(c, g->error, error);
    }
}

/* All children have finished. CPython: the rest of TaskGroup.__aexit__. */
static void finish(acc_context *c, Join *f)
{
    acc_taskgroup *g = f->group;
    acc_task *parent = g->parent;
    c->status = 0;
    if (g->parent_cancelled && acc_task_uncancel(parent) == 0
        && f->error == ACC_CANCELLED)
        f->error = 0;
    if (g->error) {
        if (parent->cancelling > 0) {
            /* Cancelled from outside as well: that is delivered later. */
            acc_task_uncancel(parent);
            acc__task_cancel(parent, g->level);
        }
        acc__fail_from(c, g->error, g->trace);
        note_errors(c, g);
    } else if (f->error) {
        acc__fail_from(c, f->error, g->trace);
    }
    release_children(c, g);
}

static void wait_or_finish(acc_context *c, Join *f)
{
    if (f->group->unfinished == 0) {
        finish(c, f);
        return;
    }
    f->group->joining = f;
    acc_suspend(c, f, &join_descriptor);
}

void __acc_start_acc_taskgroup_join(acc_context *c, Join *f, acc_taskgroup *g,
                                    int error)
{
    f->group = g;
    f->error = error;
    c->status = 0;
    if (error) {
        const acc__trace *t = &acc__loop(c)->trace;
        const acc__trace *trace =
            t->error == error && t->task == c->task ? t : NULL;
        if (error == ACC_CANCELLED && !g->error)
            g->trace = acc__trace_clone(trace);
        else if (error != ACC_CANCELLED)
            first_error(g, error, trace);
        if (!g->aborting)
            abort_children(g);
    }
    wait_or_finish(c, f);
}

static void join_resume(acc_context *c, acc_frame *frame)
{
    Join *f = (Join *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_start_acc_taskgroup_join(c, f, f->group, f->error);
        return;
    }
    if (c->status) {
        if (!f->group->aborting) {
            f->error = ACC_CANCELLED;
            abort_children(f->group);
        }
        c->status = 0;
    }
    wait_or_finish(c, f);
}

void __acc_call_acc_taskgroup_join(acc_context *c, acc_taskgroup *g, int error)
{
    Join *f = acc_push(c, ACC_FRAME_SIZE(Join));
    if (!f)
        return;
    __acc_start_acc_taskgroup_join(c, f, g, error);
    if (c->status >= 0)
        acc_pop(c, f);
}

acc_coroutine *acc_taskgroup_join(acc_taskgroup *g, int error)
{
    Join *f = acc_frame_new(&join_descriptor);
    if (f) {
        f->group = g;
        f->error = error;
    }
    return (acc_coroutine *)(void *)f;
}

int acc__group_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    if (leaf->__acc_desc != &join_descriptor)
        return 0;
    const Join *f = (const Join *)(const void *)leaf;
    for (const Child *k = f->group->first; k; k = k->next)
        if (!k->finished)
            each(k->task, 0, arg);
    return 1;
}
