/* Declaration specifiers and attributes, worked out: spec.c for decl.c. */
#ifndef ACC_SEMA_SPEC_H
#define ACC_SEMA_SPEC_H

#include "sema/check.h"

typedef struct Attributes {
    bool packed, transparent, is_noreturn;
    unsigned align;         /* aligned(n), or 0 */
    unsigned vector_size;   /* or 0 */
    Str *mode;              /* or null */
    Node *cleanup;          /* ND_IDENT of the function, or null */
} Attributes;

typedef struct Specs {
    Type *type;
    Storage storage;
    bool is_inline, is_thread, is_constexpr, is_async;
    bool infer;             /* auto, __auto_type without a type */
    bool tag_only;          /* `struct s` and the like: may stand alone */
    Node *async;            /* the word, to point at */
    Attributes attributes;
} Specs;

/* `alone`: no declarator follows, so `struct s;` declares a new tag. */
Specs check_specs(Node *n, bool alone);
/* Adds what ND_ATTRIBUTES n says; n may be null. */
void collect_attributes(Node *n, Attributes *a);
/* The type that vector_size, mode and aligned make of t. */
Type *apply_attributes(Type *t, const Attributes *a);
unsigned qualifier_of(const Node *word);

/* decl.c, for the members of records. */
typedef struct Declared {
    Type *type;
    Node *name;             /* ND_D_NAME, or null: abstract */
    Type *function;         /* the type of the outermost ND_D_FUNCTION */
} Declared;
Declared check_declarator(Node *d, Type *base, const Specs *specs);

#endif
