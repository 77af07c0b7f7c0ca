/*
 * Timers of a loop: which are armed, which are due.
 *
 * Most programs arm timers in the order in which they fall due (one timeout
 * value for all requests, say): such a timer goes to the end of a sorted list,
 * in constant time, and leaves it in constant time. Whatever would have to go
 * elsewhere than to the end lies in a heap. The first timer is the first of
 * the two. Timers with equal deadlines are due in the order of their creation.
 *
 * A pass moves what is due to a list of its own, behind everything that was
 * ready, as asyncio's _run_once does; a timer may be stopped even there.
 */
#include "core/core.h"
#include "core/heap.h"

enum { IDLE, IN_LIST, IN_HEAP, IS_DUE };

static acc_timer_node *next_of(acc_timer_node *n)
{
    return acc__heap_next(n);
}

static void append(acc_timer_node **first, acc_timer_node **last,
                   acc_timer_node *n)
{
    n->node.next = NULL;
    n->prev = *last;
    if (*last)
        (*last)->node.next = &n->node;
    else
        *first = n;
    *last = n;
}

static void unlink(acc_timer_node **first, acc_timer_node **last,
                   acc_timer_node *n)
{
    acc_timer_node *next = next_of(n);
    if (n->prev)
        n->prev->node.next = n->node.next;
    else
        *first = next;
    if (next)
        next->prev = n->prev;
    else
        *last = n->prev;
}

void acc__timer_insert(struct acc_loop *loop, acc_timer_node *n,
                       acc_duration when)
{
    n->when = when;
    acc__attend(loop);
    if (!loop->list_last || acc__timer_before(loop->list_last, n)) {
        n->state = IN_LIST;
        append(&loop->list, &loop->list_last, n);
    } else {
        n->state = IN_HEAP;
        loop->heap = acc__heap_insert(loop->heap, n);
    }
}

void acc__timer_start(struct acc_loop *loop, acc_timer_node *n,
                      acc_duration when)
{
    n->serial = loop->timer_serial++;
    acc__timer_insert(loop, n, when);
}

void acc__timer_stop(struct acc_loop *loop, acc_timer_node *n)
{
    switch (n->state) {
    case IN_LIST: unlink(&loop->list, &loop->list_last, n); break;
    case IN_HEAP: loop->heap = acc__heap_remove(loop->heap, n); break;
    case IS_DUE: unlink(&loop->due, &loop->due_last, n); break;
    default: break;
    }
    n->state = IDLE;
}

static acc_timer_node *first(struct acc_loop *loop)
{
    acc_timer_node *a = loop->list, *b = loop->heap;
    if (!a)
        return b;
    return b && acc__timer_before(b, a) ? b : a;
}

acc_duration acc__timer_next(struct acc_loop *loop)
{
    acc_timer_node *n = first(loop);
    return n ? n->when : ACC_FOREVER;
}

void acc__timer_collect(struct acc_loop *loop, acc_duration now)
{
    acc_timer_node *n;
    while ((n = first(loop)) != NULL && n->when <= now) {
        acc__timer_stop(loop, n);
        n->state = IS_DUE;
        append(&loop->due, &loop->due_last, n);
    }
}

acc_timer_node *acc__timer_take_due(struct acc_loop *loop)
{
    acc_timer_node *n = loop->due;
    if (n)
        acc__timer_stop(loop, n);
    return n;
}

acc_timer_node *acc__timer_take_any(struct acc_loop *loop)
{
    acc_timer_node *n = loop->due ? loop->due : first(loop);
    if (n)
        acc__timer_stop(loop, n);
    return n;
}
