/*
 * Symbols: what a declared name stands for. Made by sema; lower/ and emit/
 * read them and add how the name is printed.
 */
#ifndef ACC_SEMA_SYM_H
#define ACC_SEMA_SYM_H

#include "sema/type.h"

typedef enum SymKind {
    SYM_VARIABLE, SYM_PARAMETER, SYM_FUNCTION, SYM_TYPEDEF, SYM_ENUMERATOR,
    SYM_TAG, SYM_LABEL
} SymKind;

typedef enum Storage {
    ST_NONE,        /* automatic in a block, extern at file scope */
    ST_AUTO, ST_REGISTER, ST_STATIC, ST_EXTERN, ST_TYPEDEF, ST_THREAD
} Storage;

typedef struct Sym Sym;
struct Sym {
    SymKind kind;
    Storage storage;
    Str *name;
    Type *type;
    Sym *function;          /* function it is local to, or null */
    Node *node;             /* declarator ND_D_NAME, or the label... */
    Node *declared;         /* ND_DECLARED / ND_PARAM / ND_FUNCTION */
    Node *block;            /* ND_BLOCK, ND_FOR... that is its scope; or null */
    Node *body;             /* SYM_FUNCTION: ND_BLOCK of a parsed definition */
    Tag *tag;               /* SYM_TAG; an enumerator's enum */
    Type *named;            /* SYM_TYPEDEF: the type as written through it */
    long long value;        /* SYM_ENUMERATOR; a constexpr object */
    struct Region *region;  /* SYM_LABEL: sema/stmt.c's own */
    Pos pos;                /* of its (latest) declaration */
    Pos defined_at;         /* of its definition, or 0 */
    unsigned align;         /* forced alignment of the object, or 0 */
    bool is_inline, is_constexpr, is_thread;
    bool is_local;          /* declared in a block or as a parameter */
    bool is_automatic;      /* object with automatic storage duration */
    bool address_taken;     /* & of it or a part, or its array part decays */
    bool is_used;           /* mentioned in an evaluated place */
    bool is_written;        /* an object: by more than its initialiser, or in part */
    bool is_weak;           /* __attribute__((weak)) */
    bool has_cleanup;       /* __attribute__((cleanup)) */
    bool from_system;       /* declared in a system header only */
    bool is_defined;
    bool has_value;
    /* async functions */
    bool is_async;
    bool needs_constructor; /* its name is used other than in `await f()` */
    bool is_value;          /* its address is taken: used other than in a call */
    bool is_plain_reported; /* awaited or awaiting though plain: said once */
    bool published;         /* struct __acc_frame_f is complete in a header */
    /* lower/ */
    unsigned index;         /* dense number within the function */
    unsigned written_in;    /* number of the expression that last writes it */
    const char *emit;       /* printed instead of the name, or null */
    void *lowering;         /* the lowering's own record */
};

/* The symbol of each token that is a resolved name (identifier, typedef name,
 * tag, label), by token index; null elsewhere. */
extern Sym **sema_token_sym;

#endif
