/*
 * Timers of a loop: the structures, and what is inlined of their use. timer.c
 * says how it works.
 */
#ifndef ACC_CORE_TIMER_H
#define ACC_CORE_TIMER_H

#include "acc/abi.h"
#include "core/list.h"

#include <limits.h>

/* Bits of a digit of the wheel's. On 64-bit machines 3 take 2.4 KB in each loop,
 * 2 take 1.5 KB, 1 takes 1 KB; more bits, fewer moves of a timer on its way. */
#ifndef ACC_TIMER_DIGIT
#define ACC_TIMER_DIGIT 3
#endif

#define ACC__TIMER_LEVELS ((64 + ACC_TIMER_DIGIT - 1) / ACC_TIMER_DIGIT)
#define ACC__TIMER_SLOTS ((1 << ACC_TIMER_DIGIT) - 1) /* of a level */

typedef struct __acc_timer_link acc__timer_link;

/* A list of timers is a ring; this is its end. */
typedef struct acc__timers {
    acc_duration next;            /* none is due before; exact after a wait */
    acc_duration latest;          /* `list` takes those from here on, */
    acc_duration limit;           /* ... but before this */
    acc__timer_link list;         /* sorted */
    acc__timer_link due;          /* sorted, to be run */
    acc_duration last;            /* every timer in `slot` is due later */
    acc__timer_link past;         /* armed for `last` or before */
    const acc__timer_link *taken; /* the slot that one came to last, or `past` */
    uint64_t levels;              /* with any timer; some may be empty again */
    acc__timer_link slot[ACC__TIMER_LEVELS * ACC__TIMER_SLOTS];
} acc__timers;

/* What happens when a timer is due, and, with loop->closing set, to one that is
 * left when the loop closes. (A pointer to this, as those to functions leave no
 * bit for a mark: acc_timer_node.what.) */
typedef struct acc__timer_kind {
    void (*due)(acc_context *c, acc_timer_node *n);
} acc__timer_kind;

#define ACC__TIMER_TASK 1u        /* the mark: a task, which is woken */

static inline void acc__timer_ring(acc__timer_link *end)
{
    end->next = end->prev = end;
}

static inline void acc__timer_append(acc__timer_link *end, acc_timer_node *n)
{
    acc__timer_link *last = end->prev;
    n->link.next = end;
    last->next = &n->link;
    n->link.prev = last;
    end->prev = &n->link;
}

static inline int acc__timer_is_armed(const acc_timer_node *n)
{
    return n->link.next != NULL;
}

static inline void acc__timer_idle(acc_timer_node *n)
{
    n->link.next = NULL;
}

/* Wherever it is, if it is armed. */
static inline void acc__timer_stop(acc_timer_node *n)
{
    if (acc__timer_is_armed(n)) {
        n->link.prev->next = n->link.next;
        n->link.next->prev = n->link.prev;
        acc__timer_idle(n);
    }
}

/* The task that n, made by acc__timer_start_task or _never, wakes. */
static inline acc_task *acc__timer_task(const acc_timer_node *n)
{
    return (acc_task *)(n->what - ACC__TIMER_TASK);
}

/* A sleep without end: there is a task, but no timer. */
static inline void acc__timer_never(acc_timer_node *n, acc_task *t)
{
    acc__timer_idle(n);
    n->what = (uintptr_t)t + ACC__TIMER_TASK;
}

void acc__timers_init(acc__timers *t);
/* n, armed for n->when, finds its place elsewhere than at the end of `list`.
 * now: the time, or less. */
void acc__timer_place(acc__timers *t, acc_timer_node *n, acc_duration now);
/* Is any timer armed? */
int acc__timers_any_placed(acc__timers *t);
static inline int acc__timers_any(acc__timers *t)
{
    return acc_likely(t->list.next != &t->list) || acc__timers_any_placed(t);
}
/* When the first timer is due, or a little before; sets t->next. FOREVER: none
 * ever is. */
acc_duration acc__timer_next(acc__timers *t);
/* Those that are due go to t->due, in order: are there any? Sets t->next. */
int acc__timer_collect(acc__timers *t, acc_duration now);
/* Takes the first that is due; null: none is. */
acc_timer_node *acc__timer_take_due(acc__timers *t);
/* Takes one, whichever. */
acc_timer_node *acc__timer_take_any(acc__timers *t);

#endif
