/*
 * gather, after CPython's asyncio.gather: waits for all arms; the first error
 * is the outcome at once and the other arms go on; cancelling it cancels the
 * arms. An arm that collects its error (`try(...)`) counts as a success.
 *
 * One engine serves three forms: `await gather(...)`, with its arms in the
 * awaiter's frame; a gather kept as a future; gather_all over an array.
 *
 * While an arm's task is awaited by nobody else, its list of waiters is f->node,
 * the same for all arms: the end of the task counts the arm (acc__gather_count),
 * and the one that decides the outcome puts f->node into the ready queue, where
 * asyncio would have the arm's callback. Nobody can see that the others were
 * counted before theirs would have run. Where that is not so (a future; a task
 * with other waiters, before or later) all arms have entries of their own:
 * each arm's node waits at its target and is queued when that finishes. Once
 * the outcome is there, arms still waiting are taken out of their targets' lists;
 * those already queued run before f->node, so the arms may go when that has run.
 */
#include "acc/future.h"
#include "acc/task.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

/* acc_arm.flags beside ACC_ARM_COLLECT */
enum {
    ARM_OWN = 0x100,      /* gather has the handle: of a task made here, or of
                             gather_all */
    ARM_QUEUED = 0x200,   /* the node is in the target's list or queued */
};

/* acc_gather.error until the outcome is there */
#define PENDING (-1)
/* acc_gather.flags */
enum {
    CANCEL_REQUESTED = 1,
    SEPARATELY = 2,       /* arms have entries of their own */
};
/* in acc_gather.missing, beside the number: an arm has failed, and f->node is in
 * the ready queue */
#define DECIDED 0x80000000u

/* ---- one arm ------------------------------------------------------------ */

static inline unsigned kind_of(const struct acc_arm *a)
{
    return acc__kind_of(a->target);
}

static void *handle_of(const struct acc_arm *a)
{
    return acc__handle_of(a->target);
}

/* The task or the future of an arm, once it has begun; else null. One with
 * neither had a null handle: it has failed with ENOMEM. */
static inline acc_task *task_of(const struct acc_arm *a)
{
    return kind_of(a) == ACC_KIND_TASK ? handle_of(a) : NULL;
}

static inline acc_future *future_of(const struct acc_arm *a)
{
    return kind_of(a) == ACC_KIND_FUTURE ? handle_of(a) : NULL;
}

static int arm_done(const struct acc_arm *a)
{
    if (task_of(a))
        return task_of(a)->state == ACC__FINISHED;
    return future_of(a) ? future_of(a)->state == ACC__DONE : 1;
}

static int arm_error(const struct acc_arm *a)
{
    if (task_of(a))
        return task_of(a)->u.error;
    return future_of(a) ? future_of(a)->error : ENOMEM;
}

static const acc__trace *arm_trace(const struct acc_arm *a)
{
    if (task_of(a))
        return acc__task_trace(task_of(a));
    return future_of(a) ? future_of(a)->trace : NULL;
}

static void arm_retrieved(struct acc_arm *a)
{
    if (task_of(a))
        task_of(a)->retrieved = 1;
    else if (future_of(a))
        future_of(a)->retrieved = 1;
}

/* Gives back what gather holds of the arm's task or future; and the handle of a
 * borrowed task, if it was joined. */
static inline void arm_release(acc_context *c, struct acc_arm *a, int joined)
{
    acc_task *t = task_of(a);
    acc_future *u = future_of(a);
    if (t) {
        acc__task_give_back(c, t, joined && !(a->flags & ARM_OWN) ? 2 : 1);
    } else if (u) {
        u->retrieved = 1;
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
    if (task_of(a)) {
        acc_frame *f = acc__task_frame(task_of(a));
        return f->__acc_desc->result_size ? acc_result(f) : NULL;
    }
    return future_of(a)->size ? acc__future_value(future_of(a)) : NULL;
}

/* ---- the engine --------------------------------------------------------- */

/* Does the end of the arm's task count it? */
static int is_counted(const struct acc_gather *f, const struct acc_arm *a)
{
    acc_task *t = task_of(a);
    return t && t->state != ACC__FINISHED
        && *acc__task_waiters(t) == &f->node;
}

/* Arms that still wait for an unfinished target withdraw. */
static void withdraw(struct acc_gather *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct acc_arm *a = &f->arm[i];
        if (is_counted(f, a)) {
            *acc__task_waiters(task_of(a)) = NULL;
        } else if ((a->flags & ARM_QUEUED) && !arm_done(a)) {
            acc__waiters_remove(task_of(a) ? acc__task_waiters(task_of(a))
                                           : &future_of(a)->waiters, &a->node);
            a->flags &= ~(unsigned)ARM_QUEUED;
        }
    }
}

/* What CPython does in gather's _done_callback once an arm decides. */
static void succeed(struct acc_gather *f)
{
    f->error = f->flags & CANCEL_REQUESTED ? ACC_CANCELLED : 0;
}

static void fail_by(struct acc_gather *f, const struct acc_arm *a)
{
    f->error = arm_error(a);
    f->failed = a;
    withdraw(f);
}

/* Looks at an arm that has finished; is the outcome there now? */
static int arm_finished(struct acc_gather *f, struct acc_arm *a)
{
    f->missing--;
    arm_retrieved(a);
    a->error = arm_error(a);
    if (f->error != PENDING)
        return 0; /* settled before */
    if (a->error && !(a->flags & ACC_ARM_COLLECT))
        fail_by(f, a);
    else if (f->missing == 0)
        succeed(f);
    return f->error != PENDING;
}

static void kept_settled(acc_context *c, struct acc_gather *f);

/* The outcome is there: the awaiter is woken, or the future set here and now. */
static void settled(acc_context *c, struct acc_gather *f)
{
    if (f->waiter)
        acc__task_wake(c, f->waiter);
    else
        kept_settled(c, f);
}

static void arm_run(acc_context *c, acc_node *n)
{
    struct acc_arm *a = acc__container(n, struct acc_arm, node);
    struct acc_gather *f = a->gather;
    a->flags &= ~(unsigned)ARM_QUEUED;
    if (arm_finished(f, a))
        settled(c, f);
}

/* f->node, in the place of the arm that has decided. */
void acc__gather_decided(acc_context *c, acc_node *n)
{
    struct acc_gather *f = acc__container(n, struct acc_gather, node);
    if (!f->failed) {
        succeed(f);
    } else {
        f->missing &= ~DECIDED;
        for (size_t i = 0; i < f->n; i++) {
            struct acc_arm *a = &f->arm[i];
            if (arm_done(a)) {
                arm_retrieved(a);
                a->error = arm_error(a);
            }
        }
        fail_by(f, f->failed);
    }
    settled(c, f);
}

void acc__gather_failed(acc_context *c, acc_node *n, const acc_task *t, int error)
{
    struct acc_gather *f = acc__container(n, struct acc_gather, node);
    struct acc_arm *a = f->arm;
    if (!(f->missing & DECIDED)) {
        while (task_of(a) != t)
            a++;
        if (!(a->flags & ACC_ARM_COLLECT)) {
            f->failed = a;
            f->missing |= DECIDED;
            acc__ready(c, n);
        } else {
            a->error = error;
            arm_retrieved(a);
        }
    }
    acc__gather_count(c, n);
}

static void watch_separately(struct acc_gather *f, struct acc_arm *a)
{
    a->flags |= ARM_QUEUED;
    a->gather = f;
    a->node.run = arm_run;
}

void acc__gather_separate(acc_node *n)
{
    struct acc_gather *f = acc__container(n, struct acc_gather, node);
    f->flags |= SEPARATELY;
    for (size_t i = 0; i < f->n; i++) {
        struct acc_arm *a = &f->arm[i];
        if (is_counted(f, a)) {
            watch_separately(f, a);
            a->node.next = &a->node;
            *acc__task_waiters(task_of(a)) = &a->node;
        }
    }
}

/* An arm that is no task for which nobody else waits. */
static ACC_NOINLINE void begin_specially(acc_context *c, struct acc_gather *f,
                                         struct acc_arm *a)
{
    acc__task_check(task_of(a), "gather");
    if (arm_done(a))
        return;
    if (!(f->flags & SEPARATELY))
        acc__gather_separate(&f->node);
    watch_separately(f, a);
    if (task_of(a))
        acc__task_watch(c, task_of(a), &a->node);
    else
        acc__future_watch(c, future_of(a), &a->node);
}

/* The handle of an arm that is not gather_all's becomes one of gather's. */
static inline void take_over(struct acc_arm *a)
{
    a->flags &= ACC_ARM_COLLECT;
    switch (kind_of(a)) {
    case ACC_KIND_COROUTINE:
        a->target = acc_awaitable_of(acc_create_task(handle_of(a), NULL),
                                     ACC_KIND_TASK);
        a->flags |= ARM_OWN;
        break;
    case ACC_KIND_TASK: acc_task_retain(handle_of(a)); break;
    default: acc_future_retain(handle_of(a)); break;
    }
}

/* Unfinished tasks of this loop, by __acc_task_word: these bits, where the mask
 * has them. */
static uint32_t unfinished_word(const acc_context *c, uint32_t *mask)
{
    acc_task all = { .loop = (unsigned short)-1 };
    acc_task one = { .loop = c->id, .state = ACC__QUEUED };
    _Static_assert(ACC__QUEUED == 4 && ACC__WAITING == 7 && ACC__FINISHED > 7,
                   "states of unfinished tasks");
    all.state = (unsigned char)~3u;
    *mask = __acc_task_word(&all);
    return __acc_task_word(&one);
}

/* gather_all's arms are of this kind, also if the handle is null. */
static inline acc_task *all_task(const struct acc_arm *a)
{
    return (acc_task *)((uintptr_t)a->target - ACC_KIND_TASK);
}

/* The loop of gather_all while its tasks are unfinished and nobody else waits for
 * them; how many it has seen to. */
static size_t begin_plainly(acc_context *c, struct acc_gather *f)
{
    uint32_t mask, word = unfinished_word(c, &mask);
    struct acc_arm *a = f->arm, *end = a + f->n;
    for (; a != end; a++) {
        acc_task *t = all_task(a);
        a->flags = ARM_OWN;
        a->error = 0;
        if (acc_unlikely(!t || ((__acc_task_word(t) ^ word) & mask) != 0
                         || t->w.attached != 0))
            break;
        t->w.waiters = &f->node;
    }
    return (size_t)(a - f->arm);
}

/* Gives 1 if the outcome is there already. f->arm, n and waiter are set; `all`:
 * by gather_all. */
static ACC_ALWAYS_INLINE int begin(acc_context *c, struct acc_gather *f, int all)
{
    size_t n = f->n;
    f->missing = (unsigned)n;
    f->error = n > 0 ? PENDING : 0;
    f->failed = NULL;
    f->flags = 0;
    f->node.next = &f->node;
    f->node.run = acc__gather_decided;
    size_t i = all ? begin_plainly(c, f) : 0;
    if (acc_likely(i == n))
        return n == 0;
    for (; i < n; i++) {
        struct acc_arm *a = &f->arm[i];
        a->error = 0;
        if (all)
            a->flags = ARM_OWN;
        else
            take_over(a);
        acc_task *t = task_of(a);
        if (acc_likely(t && t->w.attached == 0 && acc__is_unfinished(t)
                       && t->loop == c->id && !(f->flags & SEPARATELY)))
            t->w.waiters = &f->node;
        else
            begin_specially(c, f, a);
    }
    /* What had finished before is looked at when all arms are known. */
    for (i = 0; i < n; i++)
        if (arm_done(&f->arm[i]))
            arm_finished(f, &f->arm[i]);
    return f->error != PENDING;
}

static int cancel(struct acc_gather *f)
{
    int any = 0;
    if (f->error != PENDING)
        return 0;
    for (size_t i = 0; i < f->n; i++) {
        struct acc_arm *a = &f->arm[i];
        if (task_of(a))
            any |= acc__task_cancel(task_of(a), 0);
        else if (future_of(a))
            any |= acc_future_cancel(future_of(a));
    }
    if (any)
        f->flags |= CANCEL_REQUESTED;
    return any;
}

static void release_arms(acc_context *c, struct acc_gather *f, int joined)
{
    for (size_t i = 0; i < f->n; i++)
        arm_release(c, &f->arm[i], joined);
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
        release_arms(c, f, 0);
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
    ACC_FRAME_LAYOUT(struct acc_gather),
    .name = "gather",
    .file = "acc/abi.h",
};

static ACC_ALWAYS_INLINE void start(acc_context *c, struct acc_gather *f,
                                    struct acc_arm *arm, size_t n, int all)
{
    f->arm = arm;
    f->n = n;
    f->waiter = c->task;
    if (begin(c, f, all))
        gather_resume(c, (acc_frame *)(void *)f);
    else
        acc_suspend(c, f, &gather_descriptor);
}

void acc_gather_start(acc_context *c, struct acc_gather *f,
                      struct acc_arm *arm, size_t n)
{
    start(c, f, arm, n, 0);
}

void acc_gather_end(acc_context *c, struct acc_gather *f)
{
    release_arms(c, f, 1);
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
    release_arms(acc_current, &k->gather, k->joined);
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

/* Arms with entries of their own that finished in this pass may still be queued;
 * one pass later none is. */
static void kept_settled(acc_context *c, struct acc_gather *f)
{
    Kept *k = acc__container(f, Kept, gather);
    acc_future *u = k->future;
    u->cancel = NULL;
    if (f->error) {
        if (f->failed)
            u->trace = acc__trace_clone(arm_trace(f->failed));
    } else if (k->collect) {
        k->collect(acc__future_value(u), k->arm);
    }
    acc__future_finish(c, u, f->error);
    if (f->flags & SEPARATELY) {
        f->node.run = kept_quiet;
        acc__ready(c, &f->node);
    } else {
        k->quiet = 1;
    }
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
    k->gather.arm = k->arm;
    k->gather.n = n;
    u->once = 1;
    u->owner = k;
    u->cancel = kept_cancel;
    u->dispose = kept_dispose;
    if (begin(acc_current, &k->gather, 0))
        kept_settled(acc_current, &k->gather);
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

/* All have succeeded: copies their results, of `size` bytes, if that is not 0. */
static ACC_ALWAYS_INLINE void take_results(acc_context *c, GatherAll *f,
                                           size_t size)
{
    char *to = f->results;
    for (struct acc_arm *a = f->arm, *end = a + f->n; a != end; a++, to += size) {
        acc_task *t = all_task(a);
        if (size > 0)
            memcpy(to, acc_result(acc__task_frame(t)), size);
        acc__task_give_back(c, t, 1);
    }
}

/* Most results are a number or a pointer: no call for those. */
static void all_finish(acc_context *c, GatherAll *f)
{
    size_t size = f->results ? f->size : 0;
    if (size == 8)
        take_results(c, f, 8);
    else if (size == 4)
        take_results(c, f, 4);
    else
        take_results(c, f, size);
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
    ACC_FRAME_LAYOUT(GatherAll),
    .name = "gather_all",
    .file = "acc/abi.h",
};

static void all_resume(acc_context *c, acc_frame *frame)
{
    GatherAll *f = (GatherAll *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        start(c, &f->gather, f->arm, f->n, 1);
        if (c->status < 0) {
            acc_leave(c, f, &all_descriptor, 2);
            return;
        }
    }
    if (!c->status)
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
    for (size_t i = 0; i < n; i++)
        f->arm[i].target = (acc_awaitable *)((uintptr_t)ts[i] + ACC_KIND_TASK);
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
        if (task_of(a))
            each(task_of(a), 0, arg);
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
