/*
 * What sema/ offers to main.c: one entry for the unit. After it every
 * expression of a parsed body has its type, every name its symbol.
 */
#ifndef ACC_SEMA_SEMA_H
#define ACC_SEMA_SEMA_H

#include "sema/sym.h"

enum {
    BI_NONE,
#define B(id, short_name, long_name) id,
#include "sema/builtins.def"
#undef B
    BI_COUNT
};

/* Checks the unit; errors go to diag. */
void sema_unit(Node *unit);

/* The definitions of async functions in source order, after sema_unit. */
typedef Vec(Sym *) SymVec;
extern SymVec sema_async_functions;
/* `async int main` of this unit, or null. */
extern Sym *sema_async_main;
/* The host's ETIMEDOUT, what TimeoutError stands for; set before sema_unit
 * where it is not 110. */
extern int sema_etimedout;

/* What #pragma pack says there; 0: nothing. */
unsigned pragma_pack_at(Pos pos);

/* The value of an integer constant expression; false: it is none. */
bool sema_constant(Node *e, long long *value);

/* Can control reach the end of the checked statement, when it reaches its
 * beginning? */
bool stmt_falls(const Node *n);

/* Is it known that the duration of this checked wait_for is more than 0? */
bool wait_for_has_time(const Node *n);

/* The expression that a checked ND_GENERIC or ND_CHOOSE_EXPR stands for, or
 * null after an error. */
Node *sema_chosen(const Node *n);
/* The member that a checked ND_MEMBER names; it is a bit-field when bits >= 0.
 * Null: an error was reported. (The node's type is then already promoted.) */
Member *sema_member(const Node *n);

#endif
