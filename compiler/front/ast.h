/*
 * The tree: one node type for everything, with its kids in an array. Made by
 * build.h for the grammar, annotated by sema/, rewritten by lower/.
 *
 * A node covers the tokens [first, end) of unit_tokens, so what nobody
 * rewrites can be printed as it was written. Nodes live in an arena and are
 * never freed singly.
 */
#ifndef ACC_FRONT_AST_H
#define ACC_FRONT_AST_H

#include "base/arena.h"
#include "base/source.h"

typedef enum NodeKind {
#define N(kind, name, kids) kind,
#include "front/ast.def"
#undef N
    ND_COUNT
} NodeKind;

enum NodeFlag {
    NF_BODY = 1,        /* record or enum: { } is there */
    NF_VARIADIC = 2,    /* function declarator: ... */
    NF_KNR = 4,         /* function declarator without prototype: () or (a, b) */
    NF_STATIC = 8,      /* array declarator: [static n] */
    NF_STAR = 16,       /* array declarator: [*] */
    NF_ASYNC = 32,      /* for-each: async for */
    NF_PACKED = 64,     /* attributes: packed */
    NF_ALIGNED = 128,   /* attributes: aligned, kid 0 the operand if given */
    NF_MODE = 256,      /* attributes: mode(X), name is X */
    NF_VECTOR_SIZE = 512,   /* attributes: vector_size, kid 0 the operand */
    NF_CLEANUP = 1024,      /* attributes: cleanup(f), kid 0 ND_IDENT f */
    NF_TRANSPARENT_UNION = 2048,
    /* set by sema */
    NF_HAS_AWAIT = 1 << 16, /* an await, yield or other async construct inside */
    NF_LVALUE = 1 << 17,
    NF_CONSTANT = 1 << 18,  /* integer constant expression; value is set */
    NF_DIALECT = 1 << 19,   /* any construct of the dialect inside */
    NF_VLA_TYPE = 1 << 20,  /* its type is variably modified */
};

struct Type;
struct Sym;

typedef struct Node Node;
struct Node {
    unsigned char kind;      /* NodeKind */
    unsigned char builtin;   /* ND_CALL: BI_* of sema/builtins.def, or 0 */
    unsigned short op;       /* operator or keyword: a token kind or character */
    unsigned flags;          /* NF_* */
    Pos first, end;          /* tokens [first, end); 0, 0: made by acc */
    Pos at;                  /* where to point: the operator, the name */
    unsigned n;              /* number of kids */
    union {
        Str *name;
        const char *text;    /* ND_TEMPLATE, of lower/ */
    };
    struct Type *type;       /* expressions, type names, declarators: by sema */
    struct Sym *sym;         /* names: by sema */
    long long value;         /* NF_CONSTANT */
    Node *repl;              /* lower/: print this instead */
    Node **kid;
};

extern const char *const ast_kind_name[ND_COUNT];
extern Arena *ast_arena;     /* where nodes are made now */

Node *ast_node(NodeKind kind, Pos first, Pos end, unsigned n, ...); /* kids */
void ast_add(Node *parent, Node *kid);         /* kid may be null */
static inline Node *ast_kid(const Node *n, unsigned i)
{
    return i < n->n ? n->kid[i] : NULL;
}
/* Without parentheses and __extension__ around it. */
Node *ast_strip(Node *n);

/* The ND_D_NAME or ND_D_ABSTRACT in which a declarator ends. */
const Node *ast_declared(const Node *declarator);

/* What the parser hands on: the external declarations in order. */
Node *parse_unit(void);      /* of unit_tokens; front/parse.c */

#endif
