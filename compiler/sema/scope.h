/*
 * Names and scopes: what an identifier, a tag or a label means at this point
 * of the unit. One table for the unit; leaving a scope restores what its
 * declarations had hidden, so every operation costs the same at any depth.
 */
#ifndef ACC_SEMA_SCOPE_H
#define ACC_SEMA_SCOPE_H

#include "sema/sym.h"

typedef enum ScopeKind {
    SCOPE_FILE, SCOPE_PROTOTYPE, SCOPE_FUNCTION, SCOPE_BLOCK
} ScopeKind;

void scope_init(void);
void scope_enter(ScopeKind kind, Node *block);
void scope_leave(void);
ScopeKind scope_kind(void);
unsigned scope_depth(void);          /* 0: file scope */
Node *scope_block(void);             /* the block of the innermost scope */

Sym *scope_new(SymKind kind, Str *name, Type *type, Pos pos); /* not bound */
void scope_bind(Sym *s);             /* in the innermost scope */
void scope_bind_file(Sym *s);        /* at file scope, while inside of none */
Sym *scope_find(Str *name);          /* identifiers and typedef names, or null */
Sym *scope_find_here(Str *name);     /* only in the innermost scope */
Sym *scope_find_file(Str *name);     /* the file scope's, hidden or not */
Sym *scope_find_tag(Str *name);
Sym *scope_find_tag_here(Str *name);
/* The visible identifier most like this one, or null. */
Sym *scope_nearest(Str *name);

/* Labels belong to a function (`function`) or, after __label__, to a block. */
Sym *scope_find_label(Str *name, Sym *function);
void scope_bind_label(Sym *s, bool local);
void scope_leave_labels(size_t mark);
size_t scope_label_mark(void);
Sym *scope_label_at(size_t i);       /* labels of functions, since a mark */

/* Notes that token `tok` names s. */
static inline void scope_resolve(Pos tok, Sym *s)
{
    if (tok)
        sema_token_sym[tok] = s;
}

#endif
