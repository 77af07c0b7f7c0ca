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
    if (!awaited)
        leaf->__acc_desc->cancel(acc__context_of(t), leaf);
    else if (acc__kind_of(awaited) == ACC_KIND_TASK)
        return acc__handle_of(awaited);
    else if (!acc_future_cancel(acc__handle_of(awaited)))
        acc__task_cancel_late(t);
    return NULL;
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
    if (t->cancelling > 0 && --t->cancelling == 0)
        t->marks = 0;
    return t->cancelling;
}

/* ---- defers ------------------------------------------------------------- */

void acc_defer_enter(acc_context *c)
{
    if (c->task->shield < ACC__COUNT_MAX)
        c->task->shield++;
}

void acc_defer_exit(acc_context *c)
{
    if (c->task->shield < ACC__COUNT_MAX) /* else nobody knows how many */
        c->task->shield--;
}

/* ---- timeout blocks ----------------------------------------------------- */

enum { ENTERED, EXPIRING, EXPIRED, LEFT };

#define STATE_BITS 3u  /* state: one of the above, then the shield level */

static unsigned state_of(const acc_timeout *t)
{
    return t->state & STATE_BITS;
}

/* A block whose time is up when it is entered: asyncio puts the handler into
 * the ready queue. The entry is on its own since the block may be left before
 * it runs. */
typedef struct Soon {
    acc_node node;
    acc_timeout *timeout;      /* null: left meanwhile */
} Soon;

static void expire(acc_timeout *t)
{
    unsigned level = t->state / (STATE_BITS + 1);
    t->state |= EXPIRING;
    acc__task_cancel(t->task, level);
}

static void timer_expires(acc_context *c, acc_node *n)
{
    if (!acc__loop(c)->closing)
        expire(acc__container(n, acc_timeout, timer.node));
}

static void soon_expires(acc_context *c, acc_node *n)
{
    Soon *s = acc__container(n, Soon, node);
    if (s->timeout && !acc__loop(c)->closing) {
        s->timeout->timer.child = NULL;
        expire(s->timeout);
    }
    acc__free(s, sizeof *s);
}

/* Begun and not armed yet: in c->unarmed, linked by timer.prev. */
static int is_unarmed(const acc_timeout *t)
{
    return !t->timer.node.run;
}

/* timer.child holds the Soon while the timer itself is not armed. */
static Soon *soon_of(const acc_timeout *t)
{
    return t->timer.state == 0 ? (Soon *)(void *)t->timer.child : NULL;
}

static void disarm(acc_context *c, acc_timeout *t)
{
    Soon *s = soon_of(t);
    if (s)
        s->timeout = NULL;
    else if (t->timer.state)
        acc__timer_stop(acc__loop(c), &t->timer);
    t->timer.child = NULL;
}

static void arm(acc_context *c, acc_timeout *t, acc_duration d)
{
    struct acc_loop *loop = acc__loop(c);
    Soon *s;
    if (d == ACC_FOREVER) {
        t->deadline = ACC_FOREVER;
        return;
    }
    t->deadline = acc__deadline(loop, d);
    if (d <= 0 && (s = acc__alloc(sizeof *s)) != NULL) {
        s->node.run = soon_expires;
        s->timeout = t;
        t->timer.child = (acc_timer_node *)(void *)s;
        acc__ready(c, &s->node);
        return;
    }
    acc__timer_start(loop, &t->timer, t->deadline);
}

static inline void enter(acc_context *c, acc_timeout *t)
{
    t->state = ENTERED | c->task->shield * (STATE_BITS + 1);
    t->cancelling = c->task->cancelling;
}

/* What a timer needs besides; c->task is the one that entered the block. */
static void prepare(acc_context *c, acc_timeout *t)
{
    t->task = c->task;
    t->timer.node.run = timer_expires;
    t->timer.state = 0;
    t->timer.child = NULL;
}

void acc__timeout_enter(acc_context *c, acc_timeout *t, acc_duration d)
{
    enter(c, t);
    prepare(c, t);
    arm(c, t, d);
}

void acc_timeout_begin(acc_context *c, acc_timeout *t, acc_duration d)
{
    struct acc_loop *loop = acc__loop(c);
    if (acc_unlikely(d <= 0 || d == ACC_FOREVER)) {
        acc__timeout_enter(c, t, d);
        return;
    }
    enter(c, t);
    t->deadline = acc__deadline(loop, d);
    t->timer.serial = loop->timer_serial++; /* its place among equal ones */
    t->timer.node.run = NULL;
    t->timer.prev = (acc_timer_node *)(void *)c->unarmed;
    c->unarmed = t;
}

void acc_timeout_leave_slow(acc_context *c)
{
    acc_timeout *t = c->unarmed;
    c->unarmed = NULL;
    while (t) {
        acc_timeout *outer = (acc_timeout *)(void *)t->timer.prev;
        prepare(c, t);
        acc__timer_insert(acc__loop(c), &t->timer, t->deadline);
        t = outer;
    }
}

static ACC_NOINLINE void exit_armed(acc_context *c, acc_timeout *t)
{
    if (acc_likely(state_of(t) == ENTERED)) {
        disarm(c, t);
        t->state |= LEFT;
        return;
    }
    t->state = (t->state & ~STATE_BITS) | EXPIRED;
    if ((unsigned)acc_task_uncancel(t->task) <= t->cancelling
        && c->status == ACC_CANCELLED)
        acc__fail_as(c, ETIMEDOUT);
}

/* CPython: Timeout.__aexit__. */
void acc_timeout_exit(acc_context *c, acc_timeout *t)
{
    if (!is_unarmed(t)) {
        exit_armed(c, t);
        return;
    }
    c->unarmed = (acc_timeout *)(void *)t->timer.prev;
    t->state |= LEFT;
}

int acc_timeout_reschedule(acc_timeout *t, acc_duration d)
{
    if (!t || state_of(t) != ENTERED)
        return -EINVAL;
    acc_context *c = is_unarmed(t) ? acc_current : acc__context_of(t->task);
    acc_timeout_leave(c);
    disarm(c, t);
    arm(c, t, d);
    return 0;
}

acc_duration acc_timeout_when(const acc_timeout *t)
{
    return t ? t->deadline : ACC_FOREVER;
}

int acc_timeout_expired(const acc_timeout *t)
{
    return t && (state_of(t) == EXPIRING || state_of(t) == EXPIRED);
}
