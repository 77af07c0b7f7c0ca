/*
 * The control-flow graph of an async function: for analysis only, it does not
 * replace the tree. A basic block is a run of events on locals.
 */
#ifndef ACC_LOWER_CFG_H
#define ACC_LOWER_CFG_H

#include "lower/lower.h"

typedef enum EventKind {
    EV_USE, EV_DEF,
    EV_MAYBE,                 /* a definition on some ways only */
    EV_DECLARE                /* a declaration without a value */
} EventKind;

typedef struct Event {
    EventKind kind;
    unsigned local;           /* index in Func.locals */
    unsigned next;            /* in its block: index in Cfg.events, or 0 */
} Event;

typedef struct Edge {
    unsigned to;              /* index in Cfg.blocks */
    unsigned next;            /* of its block: index in Cfg.edges, or 0 */
} Edge;

typedef struct Block {
    unsigned first_event, last_event; /* lists, in order; 0: empty */
    unsigned first_edge, last_edge;   /* to the successors */
    Point *point;             /* the await that ends it, or null */
    Node *stack_call;         /* in it: alloca, or setjmp that no local's
                                 liveness can judge; no await may follow */
} Block;

/* Of one function; its memory serves the next, too. */
typedef struct Cfg {
    Vec(Block) blocks;        /* [0] is the entry */
    Vec(Event) events;        /* [0] is none */
    Vec(Edge) edges;          /* [0] is none */
} Cfg;

void cfg_build(Func *f, Cfg *g);

#endif
