/*
 * Control flow: builds the graph of basic blocks over the tree, with the uses
 * and definitions of locals as events. Used by live.
 *
 * Needs:  every await an ND_AWAIT_POINT; scopes found.
 * Leaves: the tree as it was.
 *
 * An await ends its block; its successors are what follows and, inside a try
 * block, the handler. Over-approximation is harmless: an address-taken local
 * is never asked about.
 */
#include "lower/cfg.h"

#include "base/diag.h"
#include "grammar/tokens.h"

typedef struct Label {
    Str *name;
    Sym *sym;
    unsigned block;
} Label;

static Cfg *g;
static Func *f_now;
static unsigned cur;               /* block that events go to */
static unsigned break_to, continue_to, switch_head;
static bool switch_default;
static unsigned handler;           /* 0: none */
static Sym *error_now;             /* of the catch clause we are in */
static Vec(Label) labels;
static Vec(struct Jump { unsigned from; Str *name; Sym *sym; bool all; }) jumps;

static unsigned new_block(void)
{
    Block b = {0};
    vec_push(&g->blocks, b);
    return g->blocks.n - 1;
}

static void edge(unsigned from, unsigned to)
{
    unsigned i = g->edges.n;
    Edge e = {to, 0};
    vec_push(&g->edges, e);
    Block *b = &g->blocks.at[from];
    if (b->first_edge)
        g->edges.at[b->last_edge].next = i;
    else
        b->first_edge = i;
    b->last_edge = i;
}

static void begin(unsigned block) { cur = block; }

/* Falls through into a new block. */
static unsigned fall(void)
{
    unsigned b = new_block();
    edge(cur, b);
    cur = b;
    return b;
}

static void event(EventKind kind, const Sym *s)
{
    Local *l = local_of(s);
    if (!l)
        return;
    unsigned i = g->events.n;
    Event e = {kind, l->index, 0};
    vec_push(&g->events, e);
    Block *b = &g->blocks.at[cur];
    if (b->first_event)
        g->events.at[b->last_event].next = i;
    else
        b->first_event = i;
    b->last_event = i;
}

static bool names_local(const Node *n)
{
    while (n->n && n->kind != ND_IDENT)
        n = n->kid[n->kind == ND_CAST];
    return n->kind == ND_IDENT && local_of(n->sym);
}

/* always: it is evaluated whenever the statement is. */
static void expr(Node *n, bool always)
{
    n = now(n);
    if (!n)
        return;
    switch (n->kind) {
    case ND_IDENT:
        event(EV_USE, n->sym);
        return;
    case ND_SIZEOF_EXPR:
        if (n->kid[0]->type && n->kid[0]->type->variably_modified)
            break;
        return;
    case ND_ASSIGN: {
        Node *left = now(ast_strip(n->kid[0]));
        if (left->kind != ND_IDENT)
            break;
        if (n->op != '=')
            event(EV_USE, left->sym);
        expr(n->kid[1], always);
        event(always ? EV_DEF : EV_MAYBE, left->sym);
        return;
    }
    case ND_BINARY:
        expr(n->kid[0], always);
        expr(n->kid[1], always && n->op != TK_ANDAND && n->op != TK_OROR);
        return;
    case ND_COND:
        expr(n->kid[0], always);
        expr(n->kid[1], false);
        expr(n->kid[2], false);
        return;
    case ND_GENERIC: case ND_CHOOSE_EXPR: {
        Node *arm = chosen_arm(n);
        if (arm != n) {
            expr(arm, always);
            return;
        }
        break;
    }
    case ND_TEMPLATE:
        if (n->value && always) { /* va_copy(ap, ...) */
            event(EV_DEF, ast_strip(n->kid[0])->sym);
            return;
        }
        always = false;
        break;
    case ND_STMT_EXPR:
        always = false;
        break;
    case ND_CALL:
        if (is_alloca(n) || (is_setjmp(n) && !names_local(n->kid[1])))
            g->blocks.at[cur].stack_call = n;
        else if (is_setjmp(n) && always && ast_strip(n->kid[1])->kind == ND_IDENT) {
            event(EV_DEF, ast_strip(n->kid[1])->sym);
            return;
        }
        break;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            expr(n->kid[i], always);
}

static void jump(Str *name, Sym *sym, bool all)
{
    struct Jump j = {cur, name, sym, all};
    vec_push(&jumps, j);
}

static bool asm_jumps(const Node *n)
{
    for (Pos t = n->first; t < n->end && t < n->first + 6; t++)
        if (unit_tokens.at[t].kind == TK_GOTO)
            return true;
    return false;
}

/* What asm is given it may write. */
static void maybe_written(Node *n)
{
    n = now(n);
    if (n->kind == ND_IDENT)
        event(EV_MAYBE, n->sym);
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            maybe_written(n->kid[i]);
}

static void stmt(Node *n);

static void point(Node *n)
{
    Point *p = f_now->points.at[n->value];
    for (unsigned i = 1; i < n->n; i++)
        expr(n->kid[i], true);
    g->blocks.at[cur].point = p;
    if (handler)
        edge(cur, handler);
    fall();
    Node *target = n->kid[0];
    if (target)
        event(EV_DEF, target->sym);
}

static void loop(Node *n, Node *cond, Node *step, Node *body, bool test_first)
{
    unsigned outer_break = break_to, outer_continue = continue_to;
    unsigned head = fall();
    unsigned after = new_block(), next = new_block();
    break_to = after;
    continue_to = next;
    if (test_first && cond) {
        expr(cond, true);
        edge(cur, after);
        fall();
    }
    stmt(body);
    edge(cur, next);
    begin(next);
    if (step)
        expr(step, true);
    if (!test_first && cond) {
        expr(cond, true);
        edge(cur, after);
    }
    edge(cur, head);
    begin(after);
    break_to = outer_break;
    continue_to = outer_continue;
    (void)n;
}

static void try_stmt(Node *n)
{
    unsigned outer = handler;
    unsigned catch = new_block(), after = new_block();
    handler = catch;
    fall();
    stmt(n->kid[0]);
    edge(cur, after);
    handler = outer;
    begin(catch);
    event(EV_DEF, n->sym);
    Sym *outer_error = error_now;
    error_now = n->sym;
    unsigned tests = cur;
    for (unsigned i = 1; i < n->n; i++) {
        Node *clause = n->kid[i];
        begin(tests);
        fall();
        event(EV_USE, n->sym);
        stmt(clause->kid[clause->n - 1]);
        edge(cur, after);
    }
    error_now = outer_error;
    /* no clause takes it: on to the next handler */
    begin(tests);
    fall();
    event(EV_USE, n->sym);
    if (handler)
        edge(cur, handler);
    begin(after);
}

static void stmt(Node *n)
{
    n = now(n);
    if (!n)
        return;
    switch (n->kind) {
    case ND_BLOCK:
        for (unsigned i = 0; i < n->n; i++)
            stmt(n->kid[i]);
        return;
    case ND_DECLARATION:
        if (n->n > 1 && ast_kid(n->kid[1], 2)) {
            expr(n->kid[1]->kid[2], true);
            event(EV_DEF, n->sym);
        } else {
            event(EV_DECLARE, n->sym);
        }
        return;
    case ND_AWAIT_POINT:
        point(n);
        return;
    case ND_THROW:
        expr(ast_kid(n, 0), true);
        if (!ast_kid(n, 0) && n->op != TK_TIMEOUT)
            event(EV_USE, n->sym ? n->sym : error_now);
        if (handler)
            edge(cur, handler);
        begin(new_block());
        return;
    case ND_RETURN:
        expr(ast_kid(n, 0), true);
        begin(new_block());
        return;
    case ND_IF: {
        expr(n->kid[0], true);
        unsigned head = cur, after = new_block();
        fall();
        stmt(n->kid[1]);
        edge(cur, after);
        if (n->kid[2]) {
            begin(head);
            fall();
            stmt(n->kid[2]);
            edge(cur, after);
        } else {
            edge(head, after);
        }
        begin(after);
        return;
    }
    case ND_SWITCH: {
        expr(n->kid[0], true);
        unsigned outer_break = break_to, outer_head = switch_head;
        bool outer_default = switch_default;
        switch_head = cur;
        switch_default = false;
        break_to = new_block();
        begin(new_block());
        stmt(n->kid[1]);
        edge(cur, break_to);
        if (!switch_default)
            edge(switch_head, break_to);
        begin(break_to);
        break_to = outer_break;
        switch_head = outer_head;
        switch_default = outer_default;
        return;
    }
    case ND_CASE: case ND_DEFAULT:
        fall();
        edge(switch_head, cur);
        switch_default |= n->kind == ND_DEFAULT;
        stmt(n->kid[n->n - 1]);
        return;
    case ND_LABEL: {
        fall();
        Label l = {n->name, n->sym, cur};
        vec_push(&labels, l);
        stmt(n->kid[n->n - 1]);
        return;
    }
    case ND_GOTO:
        jump(n->name, n->sym, false);
        begin(new_block());
        return;
    case ND_GOTO_COMPUTED:
        expr(n->kid[0], true);
        jump(NULL, NULL, true);
        begin(new_block());
        return;
    case ND_BREAK:
        edge(cur, break_to);
        begin(new_block());
        return;
    case ND_CONTINUE:
        edge(cur, continue_to);
        begin(new_block());
        return;
    case ND_WHILE:
        loop(n, n->kid[0], NULL, n->kid[1], true);
        return;
    case ND_DO:
        loop(n, n->kid[1], NULL, n->kid[0], false);
        return;
    case ND_FOR:
        if (n->kid[0] && n->kid[0]->kind == ND_DECLARATION)
            stmt(n->kid[0]);
        else
            expr(n->kid[0], true);
        loop(n, n->kid[1], n->kid[2], n->kid[3], true);
        return;
    case ND_TRY:
        try_stmt(n);
        return;
    case ND_ASM:
        maybe_written(n);
        expr(n, false);
        if (asm_jumps(n)) {
            jump(NULL, NULL, true);
            fall();
        }
        return;
    default:
        expr(n, true);
        return;
    }
}

void cfg_build(Func *f, Cfg *graph)
{
    g = graph;
    f_now = f;
    handler = break_to = continue_to = switch_head = 0;
    error_now = NULL;
    labels.n = jumps.n = 0;
    Event no_event = {0};
    Edge no_edge = {0};
    g->blocks.n = g->events.n = g->edges.n = 0;
    vec_push(&g->events, no_event);
    vec_push(&g->edges, no_edge);
    begin(new_block());
    stmt(f->body);
    for (size_t i = 0; i < labels.n; i++)
        if (labels.at[i].sym)
            labels.at[i].sym->index = i + 1;
    for (size_t i = 0; i < jumps.n; i++) {
        struct Jump j = jumps.at[i];
        if (j.sym && j.sym->index && j.sym->index <= labels.n
            && labels.at[j.sym->index - 1].sym == j.sym) {
            edge(j.from, labels.at[j.sym->index - 1].block);
            continue;
        }
        for (size_t k = 0; k < labels.n; k++)
            if (j.all || labels.at[k].name == j.name)
                edge(j.from, labels.at[k].block);
    }
}
