/*
 * What the files of sema/ offer each other. Every check_* function types the
 * nodes below the one it is given and sets NF_HAS_AWAIT and NF_DIALECT on it.
 */
#ifndef ACC_SEMA_CHECK_H
#define ACC_SEMA_CHECK_H

#include <stdio.h>

#include "base/diag.h"
#include "grammar/tokens.h"
#include "sema/scope.h"
#include "sema/sema.h"

enum { NF_PROPAGATED = NF_HAS_AWAIT | NF_DIALECT };

/* The function whose body is being checked. */
typedef struct Function Function;
typedef struct Switch Switch;
struct Function {
    Function *outer;        /* of a nested function; else null */
    Sym *sym;
    Type *type;
    Type *result;           /* T */
    Type *yields;           /* T of what may be a generator, or null */
    bool is_async, is_generator;
    unsigned indices;       /* locals numbered so far */
    unsigned loops;         /* statements around that break/continue leave */
    unsigned breakables;
    unsigned catches;
    Node *defer;            /* innermost defer around, or null */
    Switch *innermost_switch;
    size_t labels;          /* scope_label_mark at its beginning */
};

extern Function *cur;       /* null at file scope */
extern unsigned strict_operands; /* > 0: of the dialect, in a plain function */

/* Where an await cannot stand although the function is async: a text such as
 * "the operand of 'sizeof'", or null. Such places are not evaluated when
 * `unevaluated` is set too. */
extern const char *await_barrier;
extern bool unevaluated;

/* Mistakes in plain C are reported only in what is lowered: elsewhere the C
 * compiler reads what the user wrote and says it better. */
static inline bool is_strict(void)
{
    return cur && (cur->is_async || cur->yields || strict_operands);
}
#define complain(...) \
    do { if (is_strict()) diag_error(__VA_ARGS__); else diag_forget(); } while (0)

/* Is an incomplete type worth a message? Not if its declaration was passed over
 * after a syntax error; not again and again. */
static inline bool is_missed(const Type *t)
{
    enum { OFTEN = 5 };
    while (t->kind == TY_ARRAY)
        t = t->base;
    return t->kind != TY_RECORD
           || !((t->tag->name && t->tag->name->in_error)
                || t->tag->missed++ >= OFTEN);
}

/* Where to point at an expression, all of which is underlined: its beginning,
 * or its operator. For the message that comes next. */
static inline Pos whole(const Node *n)
{
    return diag_span(n->first, n->first, n->end);
}

static inline Pos at_operator(const Node *n)
{
    return diag_span(n->at, n->first, n->end);
}

/* ---- decl.c ---- */
Type *check_type_name(Node *n);
void check_external(Node *n);           /* an external declaration */
void check_declaration(Node *n);
void check_function(Node *n);
Type *check_parameter(Node *n, Sym **sym); /* ND_PARAM: declares it */
/* Specifiers and declarator of a for-each variable: declares it. */
Sym *check_loop_variable(Node *specs, Node *declarator, Type *inferred);
Sym *declare_local(Node *name, Type *type, Node *block); /* h, g of blocks */
void declare_automatic(Sym *s);         /* function, block, index */
/* The struct behind an untyped handle. */
Type *handle_pointee(const Type *t);

/* ---- expr.c ---- */
Type *check_expr(Node *n);              /* the type before conversion */
Type *check_value(Node *n);             /* after lvalue conversion, decay */
void check_condition(Node *n);          /* a controlling expression */
/* operator: the token of the sizeof, typeof ... around it. */
void check_unevaluated(Node *n, const char *where, Pos operator);
/* A constant is wanted; false (silently or reported) when it is none. */
bool check_constant(Node *n, long long *value);
void take_address(Node *n);             /* sets Sym.address_taken */
void propagate(Node *n);                /* flags of the kids to n */
bool is_written_to(const Node *n);      /* may it be? Sets Sym.is_written */
Sym *callee_symbol(const Node *call);   /* called by name, or null */
Type *check_identifier(Node *n);
/* A call directly under an await: its callee needs no constructor for it. */
void check_direct_call(Node *call);
void check_constructed(Node *call);     /* ... but this one does */
extern Node *kept_statement;            /* its value is a ({ })'s */

/* ---- convert.c ---- */
/* The expression *slot (checked already) is converted as if by assignment to
 * `to`; may put a node around it. what: "initializing", "passing ...". */
bool convert_assign(Node **slot, Type *to, const char *what);
/* Mismatches in plain bodies too; and all of them as errors, because the value
 * goes through memory of the runtime's, where no compiler would see them. */
extern bool report_calls, report_always;
bool is_null_constant(const Node *n);
/* "; did you mean 'await'?" if e is an awaitable with a value, which is then
 * offered as the repair of the next message; or "". */
const char *await_hint(const Node *e);

/* ---- literal.c ---- */
void check_number(Node *n);
void check_character(Node *n);
void check_string(Node *n);

/* ---- eval.c ---- */
void fold(Node *n);                     /* kids are folded already */
long long wrap(long long value, const Type *t);

/* ---- init.c ---- */
/* Checks an initialiser against `type`; gives the completed type. */
Type *check_initializer(Node **slot, Type *type);

/* ---- stmt.c ---- */
void check_block(Node *n, bool own_scope);
void check_body(Node *n);               /* of a function, parameters bound */
void check_stmt(Node *n);
void check_region(Node *n, Node *inside); /* no jump into it, see stmt.c */
void use_label(Node *n);                /* goto, &&: resolves n->name at n->at */

/* ---- builtin.c ---- */
/* The result type of a call of the compiler's builtin, kids checked; null:
 * not one. */
Type *builtin_call(Node *n, const Str *name);
bool is_builtin_name(const Str *name);

/* ---- async.c ---- */
/* May `word` stand here? Reports otherwise. */
bool require_async(Pos at, const char *word);
void check_await(Node *n);
void check_try_expr(Node *n);
void check_call_result(Node *n, Type *function);
/* A duration parameter: a bare constant other than 0 is an error. */
void check_duration(Node *arg);
void check_error_code(Node **slot, const char *what);
void check_blocking(Node *call);        /* sleep() and the like */
/* An expression whose value is dropped. */
void check_dropped(Node *n);
/* Does the handle *slot convert to `to` (perhaps wrapped)? Silent. */
bool convert_handle(Node **slot, Type *to);
Type *awaited_type(const Type *t);      /* T of an awaitable, or null */
void check_try(Node *n);
void check_throw(Node *n);
void check_timeout(Node *n);
void check_taskgroup(Node *n);
void check_yield(Node *n);
void check_for_each(Node *n);
void check_defer(Node *n);
Type *dialect_name(Node *n);            /* TimeoutError, task_cancel ... */

/* ---- undeclared.c ---- */
void report_undeclared(Node *n, bool called);
/* A word of the dialect in a function that is not async: said once in each. */
void report_plain_function(Pos at, const char *word);

/* ---- consume.c ---- */
void check_consumed(Node *body);        /* of a function, checked */

/* ---- flow.c ---- */
void check_flow(Node *body);            /* of an async function, checked */

/* ---- generic.c ---- */
bool is_dialect_builtin(const Node *ident, unsigned *id);
bool is_dialect_call(const Node *call, unsigned *id);
void check_dialect_call(Node *n, unsigned id);
extern Node *dropped_value;             /* all of an expression statement */
/* The operand of an await. */
void check_awaited(Node *e);

#endif
