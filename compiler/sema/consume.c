/*
 * A coroutine object is used up by the first await, create_task, gather,
 * wait_for, shield or run of it. A second one in straight-line code is
 * reported here; what depends on branches is the runtime's to report.
 *
 * Needs:  a checked body.
 * Leaves: the tree as it was.
 *
 *     coroutine(int) c = f();  await c;  await c;     the second is an error
 */
#include "sema/check.h"

typedef struct Used {
    Sym *sym;           /* null: assigned a new one since */
    Pos pos;
} Used;

static Vec(Used) used;

static void walk(Node *n);

/* The local variable whose coroutine this operand is, or null. */
static Sym *coroutine_variable(Node *n)
{
    n = ast_strip(n);
    if (n->kind == ND_TO_AWAITABLE)
        n = ast_strip(n->kid[0]);
    Sym *s = n->kind == ND_IDENT ? n->sym : NULL;
    return s && s->is_automatic && !s->address_taken && s->type
                   && s->type->kind == TY_HANDLE
                   && s->type->handle == HANDLE_COROUTINE
               ? s : NULL;
}

static void use_up(Node *n)
{
    Sym *s = coroutine_variable(n);
    Pos pos = n->first;
    if (!s)
        return;
    for (size_t i = 0; i < used.n; i++)
        if (used.at[i].sym == s) {
            diag_error(pos, "coroutine '%s' was used up before; it runs only "
                       "once", s->name->s);
            diag_note(used.at[i].pos, "'%s' is used up here", s->name->s);
            used.at[i].sym = NULL;
            return;
        }
    Used u = {s, pos};
    vec_push(&used, u);
}

static void renew(Node *left)
{
    Sym *s = coroutine_variable(left);
    for (size_t i = 0; s && i < used.n; i++)
        if (used.at[i].sym == s)
            used.at[i].sym = NULL;
}

/* An arm of gather: `x = arm` and try(arm) around it. */
static Node *arm_of(Node *n)
{
    while (n->kind == ND_TRY_EXPR || (n->kind == ND_ASSIGN && n->op == '='))
        n = n->kid[n->n - 1];
    return n;
}

static void walk_call(Node *n)
{
    for (unsigned i = 0; i < n->n; i++)
        walk(n->kid[i]);
    switch (n->builtin) {
    case BI_GATHER: case BI_CREATE_TASK: case BI_CREATE_EAGER_TASK:
        for (unsigned i = 1; i < n->n; i++)
            use_up(arm_of(n->kid[i]));
        break;
    case BI_RUN: case BI_WAIT_FOR: case BI_SHIELD:
        if (n->n > 1)
            use_up(n->kid[1]);
        break;
    case BI_RUNNER_RUN:
        if (n->n > 2)
            use_up(n->kid[2]);
        break;
    default:
        break;
    }
}

/* What may not happen, or more than once: seen with what was used up before,
 * forgotten afterwards. */
static void walk_branch(Node *n)
{
    size_t before = used.n;
    walk(n);
    used.n = before;
}

static void walk_chain(Node *n)
{
    Vec(Node *) chain = {0};
    for (; n->kind == ND_BINARY || n->kind == ND_COMMA; n = n->kid[0])
        vec_push(&chain, n);
    walk(n);
    while (chain.n) {
        n = chain.at[--chain.n];
        if (n->op == TK_ANDAND || n->op == TK_OROR)
            walk_branch(n->kid[1]);
        else
            walk(n->kid[1]);
    }
    vec_free(&chain);
}

static void walk(Node *n)
{
    if (!n || !(n->flags & NF_DIALECT))
        return;
    switch (n->kind) {
    case ND_AWAIT:
        walk(n->kid[0]);
        use_up(n->kid[0]);
        break;
    case ND_CALL:
        walk_call(n);
        break;
    case ND_ASSIGN:
        walk(n->kid[1]);
        if (ast_strip(n->kid[0])->kind == ND_IDENT)
            renew(n->kid[0]);
        else
            walk(n->kid[0]);
        break;
    case ND_BINARY: case ND_COMMA:
        walk_chain(n);
        break;
    case ND_COND: case ND_IF: case ND_SWITCH:
        walk(n->kid[0]);
        for (unsigned i = 1; i < n->n; i++)
            if (n->kid[i])
                walk_branch(n->kid[i]);
        break;
    case ND_WHILE: case ND_DO: case ND_FOR: case ND_FOR_EACH: case ND_DEFER:
    case ND_TRY: case ND_TRY_EXPR: /* may be left before its end */
        for (unsigned i = 0; i < n->n; i++)
            if (n->kid[i])
                walk_branch(n->kid[i]);
        break;
    case ND_LABEL: case ND_CASE: case ND_DEFAULT: {
        /* control may come from elsewhere: nothing is known */
        for (size_t i = 0; i < used.n; i++)
            used.at[i].sym = NULL;
        walk(n->n ? n->kid[n->n - 1] : NULL);
        break;
    }
    case ND_GENERIC: case ND_CHOOSE_EXPR:
        walk(sema_chosen(n));
        break;
    case ND_SIZEOF_EXPR: case ND_SIZEOF_TYPE: case ND_FUNCTION:
        break;
    default:
        for (unsigned i = 0; i < n->n; i++)
            walk(n->kid[i]);
    }
}

void check_consumed(Node *body)
{
    used.n = 0;
    walk(body);
}
