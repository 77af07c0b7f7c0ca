/*
 * Intrusive containers of the core, all of nodes that live in frames, tasks
 * and timers: nothing here allocates and nothing can fail.
 *
 * acc__fifo     singly linked queue: what is ready to run
 * acc__waiters  circular list known by its last node: who waits for a thing.
 *               One pointer, so it costs a task or future eight bytes; appended
 *               at the end and handed whole to a fifo, in order.
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

/* Takes n out, if it is there: linear. */
static inline int acc__fifo_remove(acc__fifo *q, acc_node *n)
{
    acc_node **place = &q->head;
    while (*place && *place != n)
        place = &(*place)->next;
    if (!*place)
        return 0;
    *place = n->next;
    if (q->tail == &n->next)
        q->tail = place;
    return 1;
}

static inline void acc__waiters_add(acc_node **last, acc_node *n)
{
    acc_node *l = *last;
    if (l) {
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

/* Moves all waiters to the end of the queue, in order. */
static inline void acc__waiters_wake(acc_node **last, acc__fifo *q)
{
    acc_node *l = *last;
    if (l) {
        *q->tail = l->next;
        q->tail = &l->next;
        l->next = NULL;
        *last = NULL;
    }
}

#define acc__container(pointer, type, member) \
    ((type *)(void *)((char *)(pointer) - offsetof(type, member)))

#endif
