/*
 * What spill.c and await.c share: statements and temporaries of the body that
 * is being built anew.
 */
#ifndef ACC_LOWER_SPILL_H
#define ACC_LOWER_SPILL_H

#include "lower/lower.h"

/* ---- spill.c ---- */

/* Appends a statement. What is made for a statement of the source counts as on
 * its line. */
void spill_put(Node *stmt);
/* A temporary of the statement at hand. in_memory: somebody keeps its address
 * over an await. */
Local *spill_temp(Type *t);
Local *spill_new_temp(Type *t, bool in_memory);
/* An await comes: temporaries in use must survive it. */
void spill_cross_temps(void);
/* Fixes a value now; fixes the place that an lvalue names now. */
void spill_keep(Node *n);
void spill_keep_place(Node *n);
/* Evaluates all but the last operand that holds an await into temporaries;
 * the first `places` are lvalues. */
void spill_operands(NodeVec *v, size_t places);
/* Puts what must happen first; n then holds no await and is to be evaluated
 * right after. want: somebody uses the value. */
Node *spill_expr(Node *n, bool want);
void spill_stmt(Node *n);
/* Statements put in between go to a run of their own. */
void spill_begin_run(NodeVec *v, NodeVec **saved);
Node *spill_end_run(NodeVec *v, NodeVec *saved);
Node *spill_if(Node *cond, Node *then, Node *els, Node *at);
/* The statements that give `n` to the temporary (null: for its effects). */
Node *spill_value_into(Local *l, Node *n, const char *form);

/* ---- await.c ---- */

Point *await_add_point(PointKind kind, Node *at, Type *type);
/* The await point of `await E`; the target is set by the caller. Not for what
 * awaits_more. */
Point *await_point(Node *n);
/* Is its value not that of one await point? */
bool awaits_more(Node *n);
/* Any await: gives what stands for its value. */
Node *spill_await(Node *n, bool want);

#endif
