/*
 * gather, after CPython's asyncio.gather: waits for all arms; the first error
 * is the outcome at once and the other arms go on; cancelling it cancels the
 * arms. An arm that collects its error (`try(...)`) counts as a success.
 *
 * One engine serves three forms: `await gather(...)`, with its arms in the
 * awaiter's frame; a gather kept as a future; gather_all over an array.
 *
 * Each arm's node waits at its target and is an entry of the ready queue of its
 * own when that finishes. Once the outcome is there, the arms still waiting are
 * taken out of their targets' lists; those already queued run before f->node,
 * so the arms may go when that has run.
 */
#include "acc/future.h"
#include "acc/task.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

/* acc_arm.flags beside ACC_ARM_COLLECT */
enum {
    ARM_OWN = 0x100,      /* the task was made here */
    ARM_WAITING = 0x200,  /* the node is in the target's list or queued */
};

/* acc_gather.error until the outcome is there */
#define PENDING (-1)
/* in acc_gather.missing, beside the number */
#define CANCEL_REQUESTED 0x80000000u

/* ---- one arm ------------------------------------------------------------ */

static unsigned kind_of(const struct acc_arm *a)
{
    return acc__kind_of(a->target);
}

static void *handle_of(const struct acc_arm *a)
{
    return acc__handle_of(a->target);
}

/* The future of an arm that has one, else null. An arm with neither task nor
 * future had a null handle: it has failed with ENOMEM. */
static acc_future *future_of(const struct acc_arm *a)
{
    return kind_of(a) == ACC_KIND_FUTURE ? handle_of(a) : NULL;
}

static int arm_done(const struct acc_arm *a)
{
    if (a->task)
        return a->task->state == ACC__FINISHED;
    return future_of(a) ? future_of(a)->state == ACC__DONE : 1;
}

static int arm_error(const struct acc_arm *a)
{
    if (a->task)
        return a->task->u.error;
    return future_of(a) ? future_of(a)->error : ENOMEM;
}

static const acc__trace *arm_trace(const struct acc_arm *a)
{
    if (a->task)
        return acc__task_trace(a->task);
    return future_of(a) ? future_of(a)->trace : NULL;
}

static acc_node **arm_waiters(struct acc_arm *a)
{
    return a->task ? acc__task_waiters(a->task) : &future_of(a)->waiters;
}

static void arm_watch(struct acc_arm *a)
{
    if (a->task)
        acc__task_watch(acc_current, a->task, &a->node);
    else
        acc__future_watch(acc_current, future_of(a), &a->node);
}

static void arm_retrieved(struct acc_arm *a)
{
    if (a->task)
        a->task->retrieved = 1;
    else if (future_of(a))
        future_of(a)->retrieved = 1;
}

/* Gives back the reference that gather holds of the arm's task or future; and
 * the handle of a borrowed task, if it was joined. */
static void arm_release(struct acc_arm *a, int joined)
{
    acc_future *u = future_of(a);
    arm_retrieved(a);
    if (a->task) {
        if (joined && !(a->flags & ARM_OWN))
            a->task->refs--; /* not the last one */
        acc__task_unref(a->task);
    } else if (u) {
        if (u->once) {
            if (joined)
                u->taken = 1;
            acc_future_release(u);
        }
        acc_future_release(u);
    }
}

void *acc_arm_value(struct acc_arm *a)
{
    if (a->error)
        return NULL;
    if (a->task) {
        acc_frame *f = acc__task_frame(a->task);
        return f->__acc_desc->result_size ? acc_result(f) : NULL;
    }
    return future_of(a)->size ? acc__future_value(future_of(a)) : NULL;
}

/* ---- the engine --------------------------------------------------------- */

/* Arms that still wait for an unfinished target withdraw. */
static void withdraw(struct acc_gather *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct acc_arm *a = &f->arm[i];
        if ((a->flags & ARM_WAITING) && !arm_done(a)) {
            acc__waiters_remove(arm_waiters(a), &a->node);
            a->flags &= ~(unsigned)ARM_WAITING;
        }
    }
}

/* Looks at an arm that has finished; is the outcome there now? CPython:
 * gather's _done_callback. */
static int arm_finished(struct acc_gather *f, struct acc_arm *a)
{
    f->missing--;
    arm_retrieved(a);
    a->error = arm_error(a);
    if (f->error != PENDING)
        return 0; /* settled before */
    if (a->error && !(a->flags & ACC_ARM_COLLECT)) {
        f->error = a->error;
        f->failed = a;
        withdraw(f);
        return 1;
    }
    if ((f->missing & ~CANCEL_REQUESTED) > 0)
        return 0;
    f->error = f->missing & CANCEL_REQUESTED ? ACC_CANCELLED : 0;
    return 1;
}

static void arm_run(acc_context *c, acc_node *n)
{
    struct acc_arm *a = acc__container(n, struct acc_arm, node);
    struct acc_gather *f = a->gather;
    a->flags &= ~(unsigned)ARM_WAITING;
    if (!arm_finished(f, a))
        return;
    if (f->waiter)
        acc__task_wake(c, f->waiter);
    else
        f->node.run(c, &f->node); /* the future is set here and now */
}

/* Gives 1 if the outcome is there already. */
static int begin(struct acc_gather *f, struct acc_arm *arm, size_t n)
{
    f->missing = (unsigned)n;
    f->arm = arm;
    f->n = n;
    f->error = n ? PENDING : 0;
    f->failed = NULL;
    for (size_t i = 0; i < n; i++) {
        struct acc_arm *a = &arm[i];
        a->flags &= ACC_ARM_COLLECT;
        a->error = 0;
        a->gather = f;
        a->node.run = arm_run;
        a->task = NULL;
        switch (kind_of(a)) {
        case ACC_KIND_COROUTINE:
            a->task = acc_create_task(handle_of(a), NULL);
            a->flags |= ARM_OWN;
            break;
        case ACC_KIND_TASK:
            a->task = acc_task_retain(handle_of(a));
            break;
        default: acc_future_retain(handle_of(a)); break;
        }
        if (!arm_done(a)) {
            arm_watch(a);
            a->flags |= ARM_WAITING;
        }
    }
    /* What had finished before is looked at when all arms are known. */
    for (size_t i = 0; i < n; i++)
        if (!(arm[i].flags & ARM_WAITING) && arm_done(&arm[i]))
            arm_finished(f, &arm[i]);
    return f->error != PENDING;
}

static int cancel(struct acc_gather *f)
{
    int any = 0;
    if (f->error != PENDING)
        return 0;
    for (size_t i = 0; i < f->n; i++) {
        struct acc_arm *a = &f->arm[i];
        if (a->task)
            any |= acc__task_cancel(a->task, 0);
        else if (future_of(a))
            any |= acc_future_cancel(future_of(a));
    }
    if (any)
        f->missing |= CANCEL_REQUESTED;
    return any;
}

static void release_arms(struct acc_gather *f, int joined)
{
    for (size_t i = 0; i < f->n; i++)
        arm_release(&f->arm[i], joined);
}

/* The outcome is an error: it is under way in c, with its trace and a remark
 * for each other arm that has failed. */
static void fail(acc_context *c, struct acc_gather *f)
{
    acc__fail_from(c, f->error, f->failed ? arm_trace(f->failed) : NULL);
    for (size_t i = 0; i < f->n; i++) {
        const struct acc_arm *a = &f->arm[i];
        if (a != f->failed && a->error && a->error != ACC_CANCELLED
            && !(a->flags & ACC_ARM_COLLECT))
            acc__trace_note(c, f->error, a->error);
    }
}

/* ---- await gather(...) -------------------------------------------------- */

static void gather_resume(acc_context *c, acc_frame *frame)
{
    struct acc_gather *f = (struct acc_gather *)(void *)frame;
    if (!c->status && f->error)
        fail(c, f);
    if (c->status)
        release_arms(f, 0);
}

static void gather_cancel(acc_context *c, acc_frame *frame)
{
    struct acc_gather *f = (struct acc_gather *)(void *)frame;
    (void)c;
    if (!cancel(f))
        acc__task_cancel_late(f->waiter);
}

static const acc_descriptor gather_descriptor = {
    .resume = gather_resume,
    .cancel = gather_cancel,
    .size = sizeof(struct acc_gather),
    .align = _Alignof(struct acc_gather),
    .name = "gather",
    .file = "acc/abi.h",
};

void acc_gather_start(acc_context *c, struct acc_gather *f,
                      struct acc_arm *arm, size_t n)
{
    f->waiter = c->task;
    if (begin(f, arm, n))
        gather_resume(c, (acc_frame *)(void *)f);
    else
        acc_suspend(c, f, &gather_descriptor);
}

void acc_gather_end(acc_context *c, struct acc_gather *f)
{
    (void)c;
    release_arms(f, 1);
}

/* ---- a gather kept as a future ------------------------------------------ */

/* Beside the future, on which it holds a reference until the outcome is there.
 * The arms are kept until the future is consumed or dropped: borrowed tasks are
 * joined only if somebody had the value. */
typedef struct Kept {
    struct acc_gather gather;
    acc_future *future;      /* null: it is gone */
    void (*collect)(void *value, struct acc_arm *arm);
    int quiet;               /* no arm is queued any more */
    int joined;
    struct acc_arm arm[];
} Kept;

static size_t kept_size(size_t n)
{
    return sizeof(Kept) + n * sizeof(struct acc_arm);
}

static void kept_free_if_done(Kept *k)
{
    if (k->future || !k->quiet)
        return;
    release_arms(&k->gather, k->joined);
    acc__free(k, kept_size(k->gather.n));
}

static void kept_dispose(acc_future *u)
{
    Kept *k = u->owner;
    k->future = NULL;
    k->joined = u->taken;
    kept_free_if_done(k);
}

static void kept_quiet(acc_context *c, acc_node *n)
{
    Kept *k = acc__container(n, Kept, gather.node);
    (void)c;
    k->quiet = 1;
    kept_free_if_done(k);
}

/* The outcome. Arms that finished in this pass may still be queued; one pass
 * later none is. */
static void kept_settled(acc_context *c, acc_node *n)
{
    Kept *k = acc__container(n, Kept, gather.node);
    acc_future *u = k->future;
    u->cancel = NULL;
    if (k->gather.error) {
        if (k->gather.failed)
            u->trace = acc__trace_clone(arm_trace(k->gather.failed));
    } else if (k->collect) {
        k->collect(acc__future_value(u), k->arm);
    }
    acc__future_finish(c, u, k->gather.error);
    n->run = kept_quiet;
    acc__ready(c, n);
    acc_future_release(u);
}

static int kept_cancel(acc_future *u)
{
    Kept *k = u->owner;
    return cancel(&k->gather) ? 1 : -1;
}

static void drop_arms(const struct acc_arm *arm, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        acc_future *u = future_of(&arm[i]);
        if (kind_of(&arm[i]) == ACC_KIND_COROUTINE)
            acc_coroutine_close(handle_of(&arm[i]));
        else if (u && u->once)
            acc_future_release(u);
    }
}

acc_future *acc_gather_future(const struct acc_arm *arm, size_t n, size_t size,
                              void (*collect)(void *value, struct acc_arm *arm))
{
    acc_future *u = acc_future_new(size);
    Kept *k = u ? acc__alloc(kept_size(n)) : NULL;
    if (!k) {
        acc_future_release(u);
        drop_arms(arm, n);
        return NULL;
    }
    if (n > 0)
        memcpy(k->arm, arm, n * sizeof *arm);
    k->future = acc_future_retain(u);
    k->collect = collect;
    k->quiet = k->joined = 0;
    k->gather.waiter = NULL;
    k->gather.node.run = kept_settled;
    u->once = 1;
    u->owner = k;
    u->cancel = kept_cancel;
    u->dispose = kept_dispose;
    if (begin(&k->gather, k->arm, n))
        kept_settled(acc_current, &k->gather.node);
    return u;
}

/* ---- gather_all --------------------------------------------------------- */

typedef struct GatherAll {
    ACC_FRAME_HEADER
    size_t n, size;          /* tasks; bytes of each result */
    char *results;           /* or null */
    struct acc_gather gather;
    struct acc_arm arm[];
} GatherAll;

/* Most results are a number or a pointer: no call for those. */
static inline void copy_result(GatherAll *f, size_t i)
{
    char *to = f->results + i * f->size;
    const void *from = acc_result(acc__task_frame(f->arm[i].task));
    if (f->size == 8)
        memcpy(to, from, 8);
    else if (f->size == 4)
        memcpy(to, from, 4);
    else
        memcpy(to, from, f->size);
}

static void all_finish(acc_context *c, GatherAll *f)
{
    if (c->status) {
        /* The tasks were handed over: they are let go. */
        for (size_t i = 0; i < f->n; i++)
            if (f->arm[i].task)
                acc__task_unref(f->arm[i].task);
        return;
    }
    if (f->results && f->size > 0)
        for (size_t i = 0; i < f->n; i++)
            copy_result(f, i);
    acc_gather_end(c, &f->gather);
}

static void all_resume(acc_context *c, acc_frame *frame);

static void all_drop(acc_frame *frame)
{
    GatherAll *f = (GatherAll *)(void *)frame;
    for (size_t i = 0; i < f->n; i++)
        acc_task_detach(handle_of(&f->arm[i]));
}

static const acc_descriptor all_descriptor = {
    .resume = all_resume,
    .drop = all_drop,
    .size = sizeof(GatherAll),
    .align = _Alignof(GatherAll),
    .name = "gather_all",
    .file = "acc/abi.h",
};

static void all_resume(acc_context *c, acc_frame *frame)
{
    GatherAll *f = (GatherAll *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        acc_gather_start(c, &f->gather, f->arm, f->n);
        if (c->status < 0) {
            acc_leave(c, f, &all_descriptor, 2);
            return;
        }
    }
    all_finish(c, f);
}

acc_coroutine *acc_gather_all(acc_task **ts, size_t n, void *results, size_t size)
{
    GatherAll *f = NULL;
    if (n < SIZE_MAX / 2 / sizeof(struct acc_arm))
        f = (GatherAll *)(void *)acc__object_new(
            &all_descriptor, sizeof *f + n * sizeof(struct acc_arm));
    if (!f)
        return NULL;
    f->n = n;
    f->size = size;
    f->results = results;
    for (size_t i = 0; i < n; i++) {
        f->arm[i].target = acc_awaitable_of(ts[i], ACC_KIND_TASK);
        f->arm[i].flags = 0;
    }
    return (acc_coroutine *)(void *)f;
}

/* ---- who awaits whom -------------------------------------------------------- */

static void arms_awaited(const struct acc_gather *f, acc__awaited *each,
                         void *arg)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct acc_arm *a = &f->arm[i];
        if (arm_done(a))
            continue;
        if (a->task)
            each(a->task, 0, arg);
        else
            acc__future_targets(future_of(a), each, arg);
    }
}

int acc__gather_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    if (leaf->__acc_desc != &gather_descriptor)
        return 0;
    arms_awaited((const struct acc_gather *)(const void *)leaf, each, arg);
    return 1;
}

int acc__gathered_by(const acc_future *u, acc__awaited *each, void *arg)
{
    if (u->cancel != kept_cancel)
        return 0;
    arms_awaited(&((const Kept *)u->owner)->gather, each, arg);
    return 1;
}
