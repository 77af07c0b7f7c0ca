/*
 * What the passes of lower/ share while one async function is taken apart:
 * its locals, its await points, its scopes, its frame. Filled pass by pass
 * (lower.c gives the order); emit/function.c reads the result.
 */
#ifndef ACC_LOWER_LOWER_H
#define ACC_LOWER_LOWER_H

#include "base/bitset.h"
#include "base/diag.h"
#include "sema/sema.h"

typedef struct Local Local;
typedef struct Point Point;
typedef struct SaveScope SaveScope;
typedef struct Item Item;
typedef struct Func Func;

/* A parameter, an automatic variable or a temporary of the function. */
struct Local {
    Sym *sym;
    unsigned index;        /* in Func.locals */
    bool is_param, is_temp;
    bool crossed;          /* a temporary: some await may lie between its uses */
    bool in_frame;         /* lives there; otherwise a C local */
    bool saved;            /* a C local, stored on the way out */
    bool has_init;         /* its declaration assigns it */
    bool unsaveable;       /* refused to be a C local across awaits: const... */
    bool constant;         /* a parameter that nothing is assigned to */
    SaveScope *scope;      /* whose block declares it */
    Node *node;            /* its ND_DECLARATION, or null */
    unsigned declared;     /* place in tree order, see Point.order */
    unsigned first, last;  /* states at which it is kept (hull); 0: none */
    Item *item;            /* its slot, when saved or in_frame */
};

typedef enum PointKind {
    POINT_START,     /* f_start(c, &frame->child, args) */
    POINT_CALL,      /* f_call(c, args): frame from the frame stack */
    POINT_POINTER,   /* through a pointer */
    POINT_OBJECT, POINT_TASK, POINT_FUTURE, POINT_ANY, /* handles */
    POINT_GATHER,    /* gather directly under await */
    POINT_YIELD,     /* the operand becomes the generator's value */
    POINT_THROW      /* throw: leaves, never resumed */
} PointKind;

/* An await point. Its node is an ND_AWAIT_POINT: kid 0 the target (null, an
 * lvalue, or an ND_DECLARATION whose variable is assigned), then operands. */
struct Point {
    PointKind kind;
    Node *node;
    Type *type;            /* T */
    Sym *callee;           /* START, CALL */
    unsigned state;        /* number, from 2 */
    unsigned order;        /* place in tree order */
    SaveScope *scope;          /* innermost that encloses it */
    Item *child;           /* what it embeds in the frame, or null */
    Bitset live;           /* locals whose value is needed after it */
    Pos pos;               /* for the line table */
    unsigned arms;         /* GATHER */
    unsigned *arm_flags;   /* ACC_ARM_* of each */
    unsigned *arm_kinds;   /* ACC_KIND_* of each */
    const char *child_name; /* its member in the frame, or null */
    bool suspends;         /* always: the call never gives a value at once */
    bool is_leaf;          /* suspends without a frame of its own */
};

/* A block that holds await points. The locals of one scope are saved and
 * restored together; a scope that keeps nothing uses its parent's blocks. */
struct SaveScope {
    SaveScope *parent;
    Node *block;           /* ND_BLOCK */
    unsigned number;
    unsigned first, last;  /* states inside */
    unsigned first_order, last_order;
    Vec(Local *) locals;
    Node *handler;         /* ND_TRY whose block this is, or null */
    unsigned catch_number; /* of that ND_TRY */
    unsigned label_order;  /* of the first label inside: a goto may come back
                              to it; or UINT_MAX */
    bool kept;             /* has blocks of its own */
    SaveScope *target;         /* itself if kept, else nearest kept ancestor */
};

/* A member of the frame. */
struct Item {
    const char *name;      /* member name, unique in the frame */
    Type *type;            /* or null: text */
    const char *text;      /* declaration, when it has no C type here */
    unsigned first, last;  /* states in which it holds something */
    unsigned forced_align; /* by the declaration or a typedef, or 0 */
    unsigned long long size; /* bytes as far as known, to choose the layout */
    unsigned align;
    bool shared;           /* lies in a union: keep only within first..last */
};

/* The layout: structures side by side, unions on top of each other. */
typedef struct Layout Layout;
struct Layout {
    enum { LAYOUT_ITEM, LAYOUT_STRUCT, LAYOUT_UNION } kind;
    Item *item;
    Vec(Layout *) parts;
    unsigned long long size; unsigned align;
};

/* When the entry __acc_call_f has a frame, as abi.h has it. */
typedef enum CallFrame { FRAME_NEVER, FRAME_LATE, FRAME_AT_ONCE } CallFrame;

struct Func {
    Sym *sym;
    Node *node;            /* ND_FUNCTION */
    Node *body;            /* ND_BLOCK */
    Type *value;           /* T */
    Type *result;          /* what the body returns: T; of a generator an int, 1
                              at a yield, 0 at its end */
    bool is_generator;
    bool falls;            /* the end of the source's body can be reached */
    Vec(Local *) locals;
    Vec(Point *) points;   /* awaits by state, then throws */
    unsigned awaits;       /* how many of them are awaits */
    Vec(SaveScope *) scopes;   /* [0]: the function's own */
    Vec(Item *) items;
    Layout *layout;
    Vec(Node *) types;     /* types to be declared before the function */
    unsigned temps, tries;
    Vec(Sym *) hidden;     /* typedef names that its locals hide */
    bool uses_func_name;   /* __func__ */
    bool has_timeout;      /* a timeout block: armed on the way out */
    bool leaf_only;        /* all its awaits are leaves */
    bool uses_pointer;     /* the void * temporary of handle awaits */
    bool has_literal;      /* what passes have to do: a compound literal, */
    bool has_array;        /* an array declarator, */
    bool has_region;       /* defer, timeout, group, attribute cleanup */
    bool one_copy;         /* the body cannot be compiled twice or inlined */
    CallFrame call_frame;
    bool is_callable;      /* its constructor may be called through a pointer */
    bool needs_task;       /* create_task of a direct call makes no object */
    bool needs_start, needs_call, needs_constructor, needs_entry;
};

/* Static functions too are called from elsewhere: the output is a header. */
extern bool lower_every_constructor;
extern Func *lower_now;    /* the function being lowered */
extern Type *lower_result; /* what it returns (T if it is async) */
extern bool lower_is_async;

typedef Vec(Node *) NodeVec;
/* Text that must stand before the external declaration being lowered; and what
 * was put for one (emit/ asks). */
void lower_put_before(const char *text);
void lower_print_before(StrBuf *out, const Node *external);
/* desugar.c: the struct of a gather's values gets a name and a definition. */
void declare_gather_type(Type *value);
/* desugar.c: loops in core form; also in plain functions. */
void loops(Node *n);
/* desugar.c: the parts of an arm of gather; null where absent. */
void gather_arm(Node *arm, Node **error, Node **target, Node **handle,
                bool *collect);
extern const char *const kind_names[]; /* ACC_KIND_* by kind */
/* desugar.c: a put into or get out of a queue, which spill lowers where it is
 * awaited on the spot. */
bool is_queue_wait(const Node *n);
/* desugar.c: wait_for of a call, whose coroutine needs no object of its own;
 * spill lowers it where it is awaited on the spot. */
bool is_wait_for_call(const Node *n);
/* desugar.c: wait_for as a call of the runtime. */
Node *wait_for_object(Node *call, Node *handle);
/* cleanup.c: an ND_TIMEOUT in core form. */
Node *timeout_region(Node *n);

/* lower.c: every parsed external declaration of the unit. */
void lower_unit(Node *unit);
/* Types inside of f are printed without the names that f hides. */
void lower_names(const Func *f, bool inside);
Func *lower_func(const Sym *s); /* of an async function defined here, or null */

/* Passes, in order; each takes the function as the one before left it. */
void desugar(Func *f);
void literal(Func *f);
void vla(Func *f);
void cleanup(Func *f);
void spill(Func *f);
void scopes_find(Func *f);
void live(Func *f);
void frame(Func *f);
void vla_names(Func *f);
void split(Func *f);

/* Builders for made nodes. */
Node *now(Node *n);                         /* follows repl */
Node *make_ident(Sym *s);
Node *make_assign(Node *left, Node *right); /* expression */
/* C text `to = from`; a copy where a const member forbids assignment. */
const char *assign_text(const Type *t, const char *to, const char *from);
Node *make_stmt(Node *expr);
Node *make_store(Sym *s, Node *value);      /* s = value; */
Node *make_block(bool braces);              /* op 1: a run without braces */
Node *make_copy(Node *n);                   /* shallow, of the same tokens */
/* C text with a '@' for each further node; it must last. */
Node *make_text(const char *text, unsigned n, ...);
Node *make_textf(const char *fmt, ...) PRINTF_(1, 2); /* no nodes: '@' literal never */
Local *make_local(Sym *s);
Local *make_temp(Type *t);
/* A temporary declared where a block begins that is being made. in_memory: it
 * is there for the whole block, and has an address. */
Sym *make_declared(Node *block, Type *t, bool in_memory);
Local *local_of(const Sym *s);              /* or null */
bool has_await(const Node *n);
/* An asynchronous function of the runtime with a published frame. */
Sym *runtime_function(const char *name);
const char *type_string(const Type *t); /* as a cast has it */
const char *make_string(StrBuf *b);     /* a lasting copy; frees the buffer */
/* Does the body of its entry see to the frame itself? */
static inline bool has_late_frame(const Func *f)
{
    return f->needs_call && f->call_frame == FRAME_LATE;
}
/* Has what is awaited there its frame elsewhere? */
static inline bool frame_elsewhere(const Point *p)
{
    return p->kind == POINT_CALL || p->kind == POINT_POINTER
        || p->kind == POINT_OBJECT;
}
/* Does its value fit what a constructor returns? */
bool fits_word(const Type *t);
/* A call of setjmp or one of its kind; of alloca. */
bool is_setjmp(const Node *n);
bool is_alloca(const Node *n);
/* May control come out at its end? Yes when in doubt. */
bool can_fall(const Node *n);
/* The chosen arm of _Generic or __builtin_choose_expr, else n. */
Node *chosen_arm(Node *n);
/* desugar.c: rewrites the dialect's calls inside an expression that stays. */
void desugar_plain(Node *n);

#endif
