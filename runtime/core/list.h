/*
 * Intrusive containers of the core, all of nodes that live in frames, tasks
 * and timers: nothing here allocates and nothing can fail.
 *
 * acc__fifo     singly linked queue
 * acc__waiters  circular list known by its last node: who waits for a thing.
 *               One pointer, so it costs a task or future eight bytes; appended
 *               at the end and handed whole to a fifo, in order. A gather's
 *               node may be the list of several tasks, as long as it is alone.
 */
#ifndef ACC_CORE_LIST_H
#define ACC_CORE_LIST_H

#include "acc/abi.h"

typedef struct acc__fifo {
    acc_node *head;
    acc_node **tail; /* where the next node is linked */
} acc__fifo;

static inline void acc__fifo_init(acc__fifo *q)
{
    q->head = NULL;
    q->tail = &q->head;
}

static inline void acc__fifo_push(acc__fifo *q, acc_node *n)
{
    n->next = NULL;
    *q->tail = n;
    q->tail = &n->next;
}

/* Takes n out of the ready queue, if it is there: linear. */
static inline int acc__ready_remove(acc_context *c, acc_node *n)
{
    acc_node **place = &c->ready;
    while (place != c->ready_tail && *place != n)
        place = &(*place)->next;
    if (place == c->ready_tail)
        return 0;
    if (c->ready_tail == &n->next)
        c->ready_tail = place;
    else
        *place = n->next;
    return 1;
}

void acc__gather_decided(acc_context *c, acc_node *n);
/* n, the node of a gather, is to be the waiter of several tasks no more. */
void acc__gather_separate(acc_node *n);

static inline void acc__waiters_add(acc_node **last, acc_node *n)
{
    acc_node *l = *last;
    if (l) {
        if (acc_unlikely(l->run == acc__gather_decided)) {
            acc__gather_separate(l);
            l = *last;
        }
        n->next = l->next;
        l->next = n;
    } else {
        n->next = n;
    }
    *last = n;
}

/* Takes n out of the list it is in; linear in the number of waiters, which
 * is one but for things that are shared. */
static inline void acc__waiters_remove(acc_node **last, acc_node *n)
{
    acc_node *before = *last;
    while (before->next != n)
        before = before->next;
    if (before == n) {
        *last = NULL;
        return;
    }
    before->next = n->next;
    if (*last == n)
        *last = before;
}

/* Moves all waiters to the end of the ready queue, in order. */
static inline void acc__waiters_wake(acc_node **last, acc_context *c)
{
    acc_node *l = *last;
    if (l) {
        *c->ready_tail = l->next;
        c->ready_tail = &l->next;
        *last = NULL;
    }
}

#define acc__container(pointer, type, member) \
    ((type *)(void *)((char *)(pointer) - offsetof(type, member)))

#endif
