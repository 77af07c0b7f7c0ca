/*
 * Scopes: finds the blocks that hold await points and what they declare, and
 * numbers the points. Sixth step of lower/, between spill and live.
 *
 * Needs:  every await an ND_AWAIT_POINT, every throw an ND_THROW.
 * Leaves: Func.scopes (the function's own first), each Local with its scope,
 *         each Point with its state: awaits from 2 in tree order, so that the
 *         states of a scope are a range; throws after them.
 */
#include "lower/lower.h"

#include <limits.h>

#include "base/diag.h"
#include "grammar/tokens.h"

static Func *f_now;
static SaveScope *scope_now;
static unsigned order;
static unsigned state;
static Vec(Point *) awaits, throws;
static Vec(Node *) idle; /* tries in which nothing can fail */

/* Sets NF_HAS_AWAIT on the statements that hold a point, and on no others. A
 * try in which nothing can fail becomes its body. */
static bool mark(Node *n)
{
    n = now(n);
    if (!n)
        return false;
    if (n->kind == ND_AWAIT_POINT || n->kind == ND_THROW)
        return true;
    switch (n->kind) {
    case ND_BLOCK: case ND_IF: case ND_SWITCH: case ND_WHILE: case ND_DO:
    case ND_FOR: case ND_LABEL: case ND_CASE: case ND_DEFAULT: case ND_TRY:
    case ND_CATCH:
        break;
    default:
        return false;
    }
    bool any = false;
    if (n->kind == ND_TRY && !mark(n->kid[0])) {
        vec_push(&idle, n);
        n->repl = now(n->kid[0]);
        return false;
    }
    for (unsigned i = 0; i < n->n; i++)
        any |= mark(n->kid[i]);
    n->flags &= ~(unsigned)NF_HAS_AWAIT;
    if (any)
        n->flags |= NF_HAS_AWAIT;
    return any;
}

static SaveScope *open_scope(Node *block)
{
    SaveScope *s = arena_alloc(ast_arena, sizeof *s);
    s->parent = scope_now;
    s->block = block;
    s->number = f_now->scopes.n;
    s->first = state + 1;
    s->first_order = order;
    s->label_order = UINT_MAX;
    block->value = s->number;
    vec_push(&f_now->scopes, s);
    scope_now = s;
    return s;
}

static void close_scope(void)
{
    scope_now->last = state;
    scope_now->last_order = order;
    scope_now = scope_now->parent;
}

static void declare(Node *n, bool in_scope)
{
    Sym *s = n->sym;
    if (!s || s->kind != SYM_VARIABLE || !s->is_automatic)
        return;
    Local *l = s->lowering ? s->lowering : make_local(s);
    l->declared = order++;
    l->node = n;
    if (in_scope) {
        l->scope = scope_now;
        vec_push(&scope_now->locals, l);
    }
}

static void visit(Node *n, bool in_scope)
{
    n = now(n);
    if (!n)
        return;
    switch (n->kind) {
    case ND_BLOCK: {
        bool own = !n->op && has_await(n);
        if (own)
            open_scope(n);
        for (unsigned i = 0; i < n->n; i++)
            visit(n->kid[i], n->op ? in_scope : own);
        if (own)
            close_scope();
        return;
    }
    case ND_DECLARATION:
        declare(n, in_scope);
        return;
    case ND_AWAIT_POINT: {
        Point *p = f_now->points.at[n->value];
        if (n->kid[0] && n->kid[0]->kind == ND_DECLARATION)
            visit(n->kid[0], in_scope);
        p->scope = scope_now;
        p->order = order++;
        p->state = ++state;
        vec_push(&awaits, p);
        return;
    }
    case ND_THROW: {
        Point *p = f_now->points.at[n->value];
        p->scope = scope_now;
        p->order = order++;
        vec_push(&throws, p);
        return;
    }
    case ND_LABEL: case ND_CASE: case ND_DEFAULT:
        for (SaveScope *s = scope_now; n->kind == ND_LABEL && s; s = s->parent)
            if (s->label_order == UINT_MAX)
                s->label_order = order;
        visit(n->kid[n->n - 1], in_scope);
        return;
    case ND_TRY: {
        unsigned number = ++f_now->tries;
        n->value = number;
        Node *body = now(n->kid[0]);
        unsigned at = f_now->scopes.n;
        visit(body, false);
        f_now->scopes.at[at]->handler = n;
        f_now->scopes.at[at]->catch_number = number;
        for (unsigned i = 1; i < n->n; i++) {
            Node *clause = n->kid[i];
            visit(clause->kid[clause->n - 1], false);
        }
        return;
    }
    case ND_IF: case ND_SWITCH: case ND_WHILE: case ND_DO: case ND_FOR:
        for (unsigned i = 0; i < n->n; i++)
            if (n->kid[i])
                visit(n->kid[i], false);
        return;
    default:
        return;
    }
}

void scopes_find(Func *f)
{
    f_now = f;
    order = 1;
    state = 1;
    awaits.n = throws.n = idle.n = 0;
    scope_now = NULL;
    Node *body = f->body;
    mark(body);
    SaveScope *s = open_scope(body);
    s->first = 1;
    Type *t = f->sym->type;
    for (unsigned i = 0; i < t->params; i++)
        if (t->param[i].sym) {
            Local *l = make_local(t->param[i].sym);
            l->is_param = true;
            l->declared = 0;
            l->scope = s;
            vec_push(&s->locals, l);
        }
    for (unsigned i = 0; i < body->n; i++)
        visit(body->kid[i], true);
    close_scope();
    s->last = state;
    for (size_t i = 0; i < idle.n; i++) {
        Local *error = idle.at[i]->sym->lowering;
        if (!error || !error->node)
            continue;
        if (idle.at[i]->kid[1]->op == TK_CATCH) /* cleanup's: asked later */
            error->node->value = 1;
        else
            error->node->repl = make_block(false);
    }

    f->points.n = 0;
    f->awaits = awaits.n;
    for (size_t i = 0; i < awaits.n; i++)
        vec_push(&f->points, awaits.at[i]);
    for (size_t i = 0; i < throws.n; i++) {
        throws.at[i]->state = state + 1 + i;
        vec_push(&f->points, throws.at[i]);
    }
    for (size_t i = 0; i < f->points.n; i++)
        f->points.at[i]->node->value = i;
}
