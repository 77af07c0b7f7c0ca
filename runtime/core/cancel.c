/*
 * Cancellation, after CPython's Task.cancel: a task that is suspended has what
 * it waits for cancelled, and is resumed with ACC_CANCELLED when that has
 * happened; one that is about to run carries a mark and gets the error instead
 * of what woke it. Also the two things built on it: timeout blocks
 * (asyncio.timeout) and the shield around a defer that awaits.
 *
 * Shields nest. A mark remembers how many shields were up around the thing that
 * asked: acc_task_cancel is outside of all, a timeout block outside of those
 * entered after it. A mark is delivered when no more shields than that are up.
 */
#include "acc/future.h"
#include "acc/task.h"
#include "acc/time.h"
#include "core/core.h"

#include <errno.h>

/* What the leaf of t waits for is cancelled; or, if that is a task, it is given
 * and cancelled by the caller. */
static acc_task *cancel_leaf(acc_task *t)
{
    acc_frame *leaf = t->u.leaf;
    acc_awaitable *awaited = acc__await_handle(leaf);
    if (acc__is_sleeping(leaf))
        acc__sleep_cancel(acc__context_of(t), leaf);
    else if (!awaited)
        leaf->__acc_desc->cancel(acc__context_of(t), leaf);
    else if (acc__kind_of(awaited) == ACC_KIND_TASK)
        return acc__handle_of(awaited);
    else if (!acc_future_cancel(acc__handle_of(awaited)))
        acc__task_cancel_late(t);
    return NULL;
}

/* Timeout blocks that have only noted that they have begun look at what is about
 * to change: the counts of the running task. */
static void timeouts_leave(void)
{
    if (acc_current)
        acc_timeout_leave(acc_current);
}

/* One task of a chain in which each awaits the next: gives the next, which is
 * to be cancelled instead, or null when this one has been dealt with. */
static acc_task *cancel_one(acc_task *t, unsigned level)
{
    if (t->cancelling < ACC__COUNT_MAX)
        t->cancelling++;
    if (t->state != ACC__WAITING || t->shield > level) {
        acc__task_mark(t, level);
        return NULL;
    }
    acc_task *target = cancel_leaf(t);
    if (target && target->state == ACC__FINISHED) {
        acc__task_cancel_late(t);
        return NULL;
    }
    return target;
}

int acc__task_cancel(acc_task *t, unsigned level)
{
    if (!t || t->state == ACC__FINISHED)
        return 0;
    timeouts_leave();
    /* A loop, for such chains may be long. Tasks that await one another in a
     * circle are noticed as Brent does. */
    acc_task *mark = t;
    for (size_t steps = 1, bound = 2; (t = cancel_one(t, level)) != NULL
             && t != mark; steps++) {
        level = 0;
        if (steps == bound) {
            mark = t;
            bound *= 2;
        }
    }
    return 1;
}

void acc__task_cancel_leaf(acc_task *t)
{
    acc__task_delivered(t);
    acc_task *target = cancel_leaf(t);
    if (target && !acc__task_cancel(target, 0))
        acc__task_cancel_late(t);
}

/* As in CPython, whoever cancels something that has failed is not told of the
 * error any more. */
int acc_task_cancel(acc_task *t)
{
    ACC__CHECK_TASK(t, "acc_task_cancel");
    if (t && t->state == ACC__FINISHED)
        t->retrieved = 1;
    return acc__task_cancel(t, 0);
}

int acc_task_cancelling(const acc_task *t)
{
    return t ? t->cancelling : 0;
}

int acc_task_uncancel(acc_task *t)
{
    ACC__CHECK_TASK(t, "acc_task_uncancel");
    if (!t)
        return 0;
    timeouts_leave();
    if (t->cancelling > 0 && --t->cancelling == 0)
        t->marks = 0;
    return t->cancelling;
}

/* ---- defers ------------------------------------------------------------- */

void acc_defer_enter(acc_context *c)
{
    acc_timeout_leave(c);
    if (c->task->shield < ACC__COUNT_MAX)
        c->task->shield++;
}

void acc_defer_exit(acc_context *c)
{
    if (c->task->shield < ACC__COUNT_MAX) /* else nobody knows how many */
        c->task->shield--;
}

/* ---- timeout blocks ----------------------------------------------------- */

enum {
    ENTERED = __ACC_TIMEOUT_ENTERED,
    EXPIRING = __ACC_TIMEOUT_EXPIRING,
    EXPIRED = __ACC_TIMEOUT_EXPIRED,
    LEFT = __ACC_TIMEOUT_LEFT
};

enum { COUNT_BITS = 11 }; /* of acc_timeout.counts: cancelling, then shields */

/* A block whose time is up when it is entered: asyncio puts the handler into
 * the ready queue. The entry is on its own since the block may be left before
 * it runs. */
typedef struct Soon {
    acc_node node;
    acc_timeout *timeout;      /* null: left meanwhile */
} Soon;

static void expire(acc_timeout *t)
{
    t->state = EXPIRING;
    acc__task_cancel(t->u.task, t->counts >> COUNT_BITS);
}

static void timer_expires(acc_context *c, acc_timer_node *n)
{
    if (!acc__loop(c)->closing)
        expire(acc__container(n, acc_timeout, timer));
}

static const acc__timer_kind timeout_timer = { timer_expires };

static void soon_expires(acc_context *c, acc_node *n)
{
    Soon *s = acc__container(n, Soon, node);
    if (s->timeout && !acc__loop(c)->closing)
        expire(s->timeout);
    acc__free(s, sizeof *s);
}

/* An idle timer's link to the Soon, if there is one. */
static void set_soon(acc_timeout *t, Soon *s)
{
    t->timer.link.prev = (struct __acc_timer_link *)(void *)s;
}

static void disarm(acc_timeout *t)
{
    if (acc__timer_is_armed(&t->timer)) {
        acc__timer_stop(&t->timer);
    } else {
        Soon *s = (Soon *)(void *)t->timer.link.prev;
        if (s)
            s->timeout = NULL;
    }
}

static void arm(acc_context *c, acc_timeout *t, acc_duration d)
{
    struct acc_loop *loop = acc__loop(c);
    Soon *s = NULL;
    acc__timer_idle(&t->timer);
    set_soon(t, NULL);
    t->timer.when = d;
    if (d == ACC_FOREVER)
        return;
    t->timer.when = acc__deadline(loop, d);
    if (d > 0 || !(s = acc__alloc(sizeof *s))) {
        acc__timer_start(loop, &t->timer, t->timer.when, &timeout_timer);
        return;
    }
    s->node.run = soon_expires;
    s->timeout = t;
    set_soon(t, s);
    acc__ready(c, &s->node);
}

/* What is to be known of the task, t->u.task, that entered the block. */
static inline void enter(acc_timeout *t)
{
    t->counts = t->u.task->cancelling
        | (unsigned)t->u.task->shield << COUNT_BITS;
}

void acc_timeout_begin_slow(acc_context *c, acc_timeout *t, acc_duration d)
{
    if (d <= 0 || d == ACC_FOREVER) {
        t->u.task = c->task;
        t->state = ENTERED;
        enter(t);
        arm(c, t, d);
    } else {
        acc_duration when = acc__deadline(acc__loop(c), d);
        __acc_timeout_note(c, t, when);
    }
}

static inline void arm_late(acc_context *c, acc_timeout *t)
{
    t->u.task = c->task;
    enter(t);
    acc__timer_insert(acc__loop(c), &t->timer, t->timer.when,
                      (uintptr_t)&timeout_timer);
}

static ACC_NOINLINE void arm_nested(acc_context *c, acc_timeout *inner)
{
    acc_timeout *t = NULL;
    while (inner) { /* the outermost first */
        acc_timeout *outer = inner->u.outer;
        inner->u.outer = t;
        t = inner;
        inner = outer;
    }
    while (t) {
        acc_timeout *next = t->u.outer;
        arm_late(c, t);
        t = next;
    }
}

void acc_timeout_leave_slow(acc_context *c)
{
    acc_timeout *t = c->unarmed;
    c->unarmed = NULL;
    if (acc_likely(!t->u.outer))
        arm_late(c, t);
    else
        arm_nested(c, t);
}

void acc_timeout_exit_slow(acc_context *c, acc_timeout *t)
{
    if (acc_likely(t->state == ENTERED)) {
        disarm(t);
        t->state = LEFT;
        return;
    }
    t->state = EXPIRED;
    if ((unsigned)acc_task_uncancel(t->u.task) <= (t->counts & ACC__COUNT_MAX)
        && c->status == ACC_CANCELLED)
        acc__fail_as(c, ETIMEDOUT);
}

void __acc_timeout_failed(acc_context *c, acc_timeout *t, int error)
{
    acc_rethrow(c, error);
    acc_timeout_exit(c, t);
}

int acc_timeout_reschedule(acc_timeout *t, acc_duration d)
{
    if (!t || t->state != ENTERED)
        return -EINVAL;
    timeouts_leave(); /* it may be there */
    disarm(t);
    arm(acc__context_of(t->u.task), t, d);
    return 0;
}

acc_duration acc_timeout_when(const acc_timeout *t)
{
    return t ? t->timer.when : ACC_FOREVER;
}

int acc_timeout_expired(const acc_timeout *t)
{
    return t && (t->state == EXPIRING || t->state == EXPIRED);
}
