/*
 * A pairing heap of timers, ordered by deadline, then by order of creation.
 * Intrusive: inserting and removing can neither fail nor allocate. Insertion
 * takes constant time, taking out the first or any other node logarithmic
 * time, amortised (Fredman, Sedgewick, Sleator, Tarjan 1986).
 *
 * Links: child is a node's first child, node.next its next sibling, prev its
 * previous sibling or, of a first child, the parent.
 */
#ifndef ACC_CORE_HEAP_H
#define ACC_CORE_HEAP_H

#include "acc/abi.h"

static inline acc_timer_node *acc__heap_next(const acc_timer_node *n)
{
    return (acc_timer_node *)(void *)n->node.next;
}

static inline int acc__timer_before(const acc_timer_node *a,
                                    const acc_timer_node *b)
{
    /* Serials wrap around; two timers with one deadline are never half the
     * range apart. */
    return a->when != b->when ? a->when < b->when
                              : (int)(a->serial - b->serial) < 0;
}

/* Two heaps become one; neither has siblings. */
static inline acc_timer_node *acc__heap_meld(acc_timer_node *a,
                                             acc_timer_node *b)
{
    if (acc__timer_before(b, a)) {
        acc_timer_node *swap = a;
        a = b;
        b = swap;
    }
    b->node.next = a->child ? &a->child->node : NULL;
    if (a->child)
        a->child->prev = b;
    b->prev = a;
    a->child = b;
    return a;
}

static inline acc_timer_node *acc__heap_insert(acc_timer_node *root,
                                               acc_timer_node *n)
{
    n->child = n->prev = NULL;
    n->node.next = NULL;
    return root ? acc__heap_meld(root, n) : n;
}

/* Melds the siblings that begin with n: in pairs from the left, then the
 * pairs from the right. */
static inline acc_timer_node *acc__heap_pair(acc_timer_node *n)
{
    acc_timer_node *pairs = NULL; /* linked by prev, last first */
    while (n) {
        acc_timer_node *a = n, *b = acc__heap_next(a);
        n = NULL;
        a->node.next = NULL;
        if (b) {
            n = acc__heap_next(b);
            b->node.next = NULL;
            a = acc__heap_meld(a, b);
        }
        a->prev = pairs;
        pairs = a;
    }
    acc_timer_node *root = pairs;
    if (root) {
        pairs = root->prev;
        while (pairs) {
            acc_timer_node *next = pairs->prev;
            root = acc__heap_meld(root, pairs);
            pairs = next;
        }
        root->prev = NULL;
    }
    return root;
}

static inline acc_timer_node *acc__heap_remove(acc_timer_node *root,
                                               acc_timer_node *n)
{
    acc_timer_node *rest = acc__heap_pair(n->child);
    if (n == root)
        return rest;
    acc_timer_node *next = acc__heap_next(n);
    if (n->prev->child == n)
        n->prev->child = next;
    else
        n->prev->node.next = n->node.next;
    if (next)
        next->prev = n->prev;
    return rest ? acc__heap_meld(root, rest) : root;
}

#endif
