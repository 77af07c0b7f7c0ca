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
} Event;

typedef struct Block {
    Vec(Event) events;
    Vec(unsigned) next;       /* successors, indices in Cfg.blocks */
    Point *point;             /* the await that ends it, or null */
    Node *stack_call;         /* in it: alloca, or setjmp that no local's
                                 liveness can judge; no await may follow */
} Block;

typedef struct Cfg {
    Vec(Block) blocks;        /* [0] is the entry */
} Cfg;

void cfg_build(Func *f, Cfg *g);
void cfg_free(Cfg *g);

#endif
