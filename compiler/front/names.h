/*
 * Which names are typedef names, variables or nothing, at this moment of the
 * parse; and which names have to do with the dialect. Only what the grammar
 * needs to be parsed: types and symbols are sema's.
 *
 * Declarations form one list, newest first; Str.binding points at the
 * innermost one of a name. A scope is the head of that list, so entering is
 * copying a pointer and leaving undoes what came since.
 */
#ifndef ACC_FRONT_NAMES_H
#define ACC_FRONT_NAMES_H

#include "front/ast.h"

/* The language of the preprocessed text; set by the driver before scanning. */
extern int lang_c23; /* bool, nullptr, typeof_unqual ... are keywords */
extern int lang_gnu; /* asm and typeof are keywords; 1 unless -std=c.. */

/* Str.word: what an identifier means to the dialect. */
enum { WORD_NONE, WORD_CONTEXTUAL, WORD_BUILTIN };

typedef enum NameKind { NAME_VARIABLE, NAME_TYPE, NAME_PREDECLARED } NameKind;

typedef struct Binding Binding;
struct Binding {
    Str *name;
    NameKind kind;
    unsigned short op;   /* NAME_PREDECLARED: TK_VA_LIST, TK_FLOATN ... */
    unsigned depth;      /* of the scope; 0 is the file */
    Pos at;              /* where it was declared */
    Binding *shadowed;   /* what the name meant before */
    Binding *older;      /* the list of all */
};

typedef struct Scope {
    Binding *newest;
    unsigned depth;
} Scope;

/* Keywords and predeclared names; forgets every declaration. */
void names_init(void);

Scope names_save(void);          /* enters a scope */
void names_restore(Scope outer); /* leaves it */
void names_file_scope(void);     /* leaves all: after an error */

/* What the declarator declares, a typedef name or not as the specs say. */
void names_declare(Node *specs, Node *declarator);
void names_declare_variable(Str *name, Pos at);
/* The parameters of a definition's declarator, for its body. */
void names_declare_parameters(Node *declarator);
/* The ND_D_NAME or ND_D_ABSTRACT inside a declarator. */
Node *names_declarator_name(Node *declarator);

static inline Binding *names_lookup(const Str *s)
{
    return s->binding;
}
static inline bool names_is_type(const Str *s)
{
    const Binding *b = s->binding;
    return b && b->kind != NAME_VARIABLE;
}

/* A token that has to do with the dialect: a handle type, `async`, or a name
 * whose type mentions one. What is declared with it gets mentions_dialect. */
void names_mention(Pos at);
bool names_mentioned_since(Pos first);
/* A member, tag or declared name that begins at `first`. */
void names_spread_mention(Str *name, Pos first);

#endif
