/*
 * Spill: moves every await out of the expression that contains it.
 * Fifth step of lower/, between cleanup and scopes.
 *
 * Needs:  core forms; await may stand anywhere an expression may, but not in
 *         the clauses of loops.
 * Leaves: each await as an ND_AWAIT_POINT statement of its own; operands still
 *         evaluated once and left to right around it; && || ?: with an await
 *         as `if`; statement expressions with an await dissolved.
 *
 *     x = f() + await g();   =>   t1 = f(); t2 = await g(); x = t1 + t2;
 *
 * The body is built anew, statement by statement; expressions are rewritten in
 * place (Node.repl), so what holds no await keeps its tokens.
 */
#include "lower/spill.h"

#include "base/diag.h"
#include "grammar/tokens.h"

static NodeVec *out;        /* where statements go now */
static Node *block_now;     /* the block whose statements these are */
static NodeVec *decls_now;  /* the temporaries declared where it begins */
static unsigned try_depth;  /* handlers around us in this function */
static unsigned expression_now; /* number of the full expression */

static Node *sub(Node *n);

static Pos pos_now;         /* of the statement of the source at hand */

void spill_put(Node *stmt)
{
    if (!stmt->at && stmt->first >= stmt->end && stmt->kind != ND_DECLARATION)
        stmt->at = pos_now;
    vec_push(out, stmt);
}

/* Temporaries of the statement at hand, and those of earlier statements of the
 * block that no await crossed: they are used again. */
typedef struct Temps {
    Vec(Local *) busy, free;
    struct Temps *outer;   /* of the block around */
} Temps;

static Temps *temps_now;

static Local *reuse(Type *t, bool in_memory)
{
    for (size_t i = temps_now->free.n; i-- > 0;) {
        Local *l = temps_now->free.at[i];
        if (l->sym->address_taken != in_memory
            || !type_same(l->sym->type, type_unqualified(type_decay(t))))
            continue;
        temps_now->free.at[i] = temps_now->free.at[--temps_now->free.n];
        return l;
    }
    return NULL;
}

/* The statement is complete. */
static void release_temps(void)
{
    for (size_t i = 0; i < temps_now->busy.n; i++)
        if (!temps_now->busy.at[i]->crossed
            || temps_now->busy.at[i]->sym->address_taken)
            vec_push(&temps_now->free, temps_now->busy.at[i]);
    temps_now->busy.n = 0;
}

void spill_cross_temps(void)
{
    for (Temps *s = temps_now; s; s = s->outer)
        for (size_t i = 0; i < s->busy.n; i++)
            s->busy.at[i]->crossed = true;
}

Local *spill_new_temp(Type *t, bool in_memory)
{
    Local *l = reuse(t, in_memory);
    if (l) {
        vec_push(&temps_now->busy, l);
        return l;
    }
    l = make_temp(t);
    l->sym->address_taken = in_memory;
    vec_push(&temps_now->busy, l);
    Node *d = ast_node(ND_DECLARATION, 0, 0, 0);
    d->sym = l->sym;
    l->sym->block = block_now;
    vec_push(decls_now, d);
    return l;
}

Local *spill_temp(Type *t)
{
    return spill_new_temp(t, false);
}

/* The error of a try, not used again: split drops it where nothing can fail. */
static Local *error_temp(void)
{
    Local *l = make_temp(ty_int);
    Node *d = ast_node(ND_DECLARATION, 0, 0, 0);
    d->sym = l->sym;
    l->sym->block = block_now;
    vec_push(decls_now, d);
    return l;
}

static void replace(Node *n, Node *by)
{
    if (!by->type)
        by->type = n->type;
    now(n)->repl = by;
}

/* What is left of an expression whose value nobody wants. */
static bool is_effectless(const Node *n)
{
    return n->kind == ND_IDENT || (n->kind == ND_TEMPLATE && !n->n);
}

static void put_effect(Node *n)
{
    if (!is_effectless(now(n)))
        spill_put(make_stmt(n));
}

/* Fills a block: statements and temporaries go there until it is closed. */
typedef struct Open {
    Node *block, *outer_block;
    NodeVec *outer_decls, *outer_out;
    NodeVec decls, stmts;
    Temps temps;
} Open;

static void open_block(Open *o, Node *block)
{
    *o = (Open){block, block_now, decls_now, out, .temps.outer = temps_now};
    temps_now = &o->temps;
    block_now = block;
    decls_now = &o->decls;
    out = &o->stmts;
}

static void close_block(Open *o)
{
    for (size_t i = 0; i < o->decls.n; i++)
        ast_add(o->block, o->decls.at[i]);
    for (size_t i = 0; i < o->stmts.n; i++)
        ast_add(o->block, o->stmts.at[i]);
    vec_free(&o->decls);
    vec_free(&o->stmts);
    vec_free(&o->temps.busy);
    vec_free(&o->temps.free);
    temps_now = o->temps.outer;
    block_now = o->outer_block;
    decls_now = o->outer_decls;
    out = o->outer_out;
}

static Node *copy_now(Node *n)
{
    return make_copy(now(n));
}

/* ---- operands ------------------------------------------------------- */

/* Notes the variables that a full expression writes: their values are taken
 * where they stand in it. */
static void note_written(const Node *n)
{
    n = now((Node *)n);
    bool writes = n->kind == ND_ASSIGN || n->kind == ND_POSTFIX
               || (n->kind == ND_UNARY && (n->op == TK_INC || n->op == TK_DEC));
    if (writes) {
        const Node *left = ast_strip(n->kid[0]);
        if (left->kind == ND_IDENT && left->sym)
            left->sym->written_in = expression_now;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            note_written(n->kid[i]);
}

static bool is_local_read(const Node *n)
{
    const Sym *s = n->sym;
    return s && s->is_automatic && !s->address_taken
        && s->written_in != expression_now
        && !(s->type->quals & (Q_VOLATILE | Q_ATOMIC))
        && s->type->kind != TY_ARRAY;
}

/* Does evaluating it now or after the next await give the same? */
static bool is_stable(Node *n)
{
    n = now(n);
    switch (n->kind) {
    case ND_NUMBER: case ND_CHAR: case ND_STRING: case ND_LABEL_ADDRESS:
    case ND_SIZEOF_TYPE: case ND_OFFSETOF: case ND_TYPES_COMPATIBLE:
        return true;
    case ND_IDENT:
        if (n->flags & NF_CONSTANT)
            return true;
        if (!n->sym)
            return true; /* __func__ and the like */
        if (n->sym->kind == SYM_FUNCTION || n->sym->kind == SYM_ENUMERATOR)
            return true;
        if (n->type && n->sym->type->kind == TY_ARRAY)
            return true; /* its address */
        return is_local_read(n);
    case ND_PAREN: case ND_EXTENSION:
        return is_stable(n->kid[0]);
    case ND_CAST:
        return is_stable(n->kid[1]);
    case ND_UNARY:
        if (n->op == '&')
            return now(n->kid[0])->kind == ND_IDENT;
        return (n->op == '-' || n->op == '+' || n->op == '~' || n->op == '!')
            && is_stable(n->kid[0]);
    default:
        return n->flags & NF_CONSTANT;
    }
}

/* Its value, taken now. */
void spill_keep(Node *n)
{
    if (is_stable(n))
        return;
    Type *t = type_decay(n->type);
    if (t->kind == TY_VOID) {
        spill_put(make_stmt(copy_now(n)));
        replace(n, make_text("(void)0", 0));
        return;
    }
    Local *l = spill_temp(t);
    spill_put(make_store(l->sym, copy_now(n)));
    replace(n, make_ident(l->sym));
}

/* The place it names, fixed now: its pointers and subscripts are taken. */
void spill_keep_place(Node *n)
{
    n = now(n);
    switch (n->kind) {
    case ND_PAREN: case ND_EXTENSION:
        spill_keep_place(n->kid[0]);
        return;
    case ND_MEMBER:
        if (n->op == TK_ARROW)
            spill_keep(n->kid[0]);
        else
            spill_keep_place(n->kid[0]);
        return;
    case ND_SUBSCRIPT: {
        Node *array = n->kid[0];
        if (array->type->kind == TY_ARRAY || array->type->kind == TY_VECTOR)
            spill_keep_place(array);
        else
            spill_keep(array);
        spill_keep(n->kid[1]);
        return;
    }
    case ND_UNARY:
        if (n->op == '*')
            spill_keep(n->kid[0]);
        else
            spill_keep_place(n->kid[0]);
        return;
    default:
        return;
    }
}

/* Appends the expressions that an operator evaluates, in order. */
static void operands(Node *n, NodeVec *v)
{
    switch (n->kind) {
    case ND_CAST:
        vec_push(v, n->kid[1]);
        return;
    case ND_COMPOUND_LITERAL:
        operands(n->kid[1], v);
        return;
    case ND_INIT_LIST:
        for (unsigned i = 0; i < n->n; i++) {
            Node *item = n->kid[i];
            if (item->kind == ND_DESIGNATED)
                item = item->kid[item->n - 1];
            if (item->kind == ND_INIT_LIST)
                operands(item, v);
            else
                vec_push(v, item);
        }
        return;
    case ND_VA_ARG: case ND_CONVERT_VECTOR:
        vec_push(v, n->kid[0]);
        return;
    case ND_SIZEOF_EXPR: case ND_SIZEOF_TYPE: case ND_OFFSETOF:
    case ND_TYPES_COMPATIBLE: case ND_TYPE_ARGUMENT:
        return;
    default:
        for (unsigned i = 0; i < n->n; i++)
            if (n->kid[i] && n->kid[i]->kind != ND_TYPE_ARGUMENT)
                vec_push(v, n->kid[i]);
    }
}

void spill_operands(NodeVec *v, size_t places)
{
    size_t last = 0;
    bool any = false;
    for (size_t i = 0; i < v->n; i++)
        if (has_await(v->at[i]))
            last = i, any = true;
    if (!any)
        return;
    for (size_t i = 0; i <= last; i++) {
        Node *n = v->at[i];
        if (has_await(n))
            spill_expr(n, true);
        if (i == last)
            break;
        if (i < places)
            spill_keep_place(n);
        else
            spill_keep(n);
    }
}

static bool is_place(Node *n)
{
    return n->kind == ND_ASSIGN || n->kind == ND_POSTFIX
        || (n->kind == ND_UNARY
            && (n->op == '&' || n->op == TK_INC || n->op == TK_DEC));
}

static Node *generic(Node *n)
{
    NodeVec v = {0};
    operands(n, &v);
    spill_operands(&v, is_place(n) ? 1 : 0);
    vec_free(&v);
    return n;
}

/* ---- operators that choose ------------------------------------------ */

void spill_begin_run(NodeVec *v, NodeVec **saved)
{
    *v = (NodeVec){0};
    *saved = out;
    out = v;
}

Node *spill_end_run(NodeVec *v, NodeVec *saved)
{
    out = saved;
    Node *run = make_block(false);
    for (size_t i = 0; i < v->n; i++)
        ast_add(run, v->at[i]);
    run->flags |= NF_HAS_AWAIT;
    vec_free(v);
    return run;
}

Node *spill_if(Node *cond, Node *then, Node *els, Node *at)
{
    Node *n = ast_node(ND_IF, 0, 0, 3, cond, then, els);
    n->at = at->at;
    n->flags = NF_HAS_AWAIT;
    return n;
}

Node *spill_value_into(Local *l, Node *n, const char *form)
{
    NodeVec v, *saved;
    spill_begin_run(&v, &saved);
    if (has_await(n))
        spill_expr(n, l != NULL);
    if (l)
        spill_put(make_store(l->sym, form ? make_text(form, 1, n) : n));
    else
        put_effect(n);
    return spill_end_run(&v, saved);
}

static Node *spill_logical(Node *n, bool want)
{
    Node *a = n->kid[0], *b = n->kid[1];
    if (has_await(a))
        spill_expr(a, true);
    if (!has_await(b))
        return n;
    bool and = n->op == TK_ANDAND;
    Local *l = want ? spill_temp(ty_int) : NULL;
    if (l)
        spill_put(make_store(l->sym, make_text(and ? "0" : "1", 0)));
    Node *cond = make_text(and ? "@" : "!(@)", 1, a);
    spill_put(spill_if(cond, spill_value_into(l, b, "!!(@)"), NULL, n));
    return l ? make_ident(l->sym) : make_text("(void)0", 0);
}

static Node *spill_cond(Node *n, bool want)
{
    Node *c = n->kid[0], *a = n->kid[1], *b = n->kid[2];
    if (has_await(c))
        spill_expr(c, true);
    if (!has_await(a) && !has_await(b))
        return n;
    Local *l = want && n->type->kind != TY_VOID ? spill_temp(n->type) : NULL;
    if (!a) { /* c ?: b */
        spill_keep(c);
        a = c;
    }
    Node *then = spill_value_into(l, a, NULL);
    spill_put(spill_if(make_text("@", 1, c), then, spill_value_into(l, b, NULL), n));
    return l ? make_ident(l->sym) : make_text("(void)0", 0);
}

/* ---- assignment ------------------------------------------------------ */

/* May an await give its value straight to this variable? Not if somebody can
 * see the variable while the awaited function runs. */
static bool is_private(const Node *left)
{
    return left->kind == ND_IDENT && left->sym && left->sym->is_automatic
        && !left->sym->address_taken && !try_depth
        && !(left->sym->type->quals & (Q_VOLATILE | Q_ATOMIC));
}

static Node *spill_assign(Node *n)
{
    Node *left = n->kid[0], *right = n->kid[1];
    Node *r = ast_strip(right);
    if (n->op == '=' && now(r)->kind == ND_AWAIT && is_private(ast_strip(left))
        && !awaits_more(now(r))) {
        Point *p = await_point(now(r));
        p->node->kid[0] = make_ident(ast_strip(left)->sym);
        spill_put(p->node);
        return make_ident(ast_strip(left)->sym);
    }
    return generic(n);
}

/* ---- try(E) ---------------------------------------------------------- */

static Node *spill_try_expr(Node *n)
{
    Local *result = spill_temp(ty_int), *error = error_temp();
    Node *body = make_block(true), *e = n->kid[0];
    Open b;
    open_block(&b, body);
    try_depth++;
    if (has_await(e))
        spill_expr(e, false);
    put_effect(e);
    spill_put(make_store(result->sym, make_text("0", 0)));
    try_depth--;
    close_block(&b);
    body->flags |= NF_HAS_AWAIT;
    /* no codes: every error but cancellation */
    Node *handler = make_block(true);
    ast_add(handler, make_store(result->sym, make_ident(error->sym)));
    Node *clause = ast_node(ND_CATCH, 0, 0, 2, NULL, handler);
    Node *t = ast_node(ND_TRY, 0, 0, 2, body, clause);
    t->at = n->at;
    t->sym = error->sym;
    t->flags = NF_HAS_AWAIT;
    spill_put(t);
    return make_ident(result->sym);
}

/* ---- statement expressions ------------------------------------------- */

static Node *spill_stmt_expr(Node *n, bool want)
{
    Node *block = n->kid[0];
    Local *l = want && n->type->kind != TY_VOID ? spill_temp(n->type) : NULL;
    if (l && block->n) {
        /* the last expression statement gives the value */
        Node *last = block->kid[block->n - 1];
        while (last->kind == ND_LABEL)
            last = last->kid[0];
        if (last->kind == ND_EXPR_STMT) {
            Node *value = last->kid[0];
            Node *assign = make_assign(make_ident(l->sym), value);
            assign->flags |= value->flags & NF_HAS_AWAIT;
            Node *s = make_stmt(assign);
            s->at = last->at;
            s->flags |= value->flags & NF_HAS_AWAIT;
            last->repl = s;
        }
    }
    spill_stmt(block);
    return l ? make_ident(l->sym) : make_text("(void)0", 0);
}

/* ---- any expression --------------------------------------------------- */

/* Emits what must happen first; n then holds no await and is to be evaluated
 * right after. want: somebody uses the value. */
Node *spill_expr(Node *n, bool want)
{
    Node *e = now(n);
    if (!has_await(e))
        return e;
    Node *by = e;
    switch (e->kind) {
    case ND_AWAIT:
        by = spill_await(e, want);
        break;
    case ND_PAREN: case ND_EXTENSION:
        spill_expr(e->kid[0], want);
        if (!want)
            by = now(e->kid[0]);
        break;
    case ND_BINARY:
        by = e->op == TK_ANDAND || e->op == TK_OROR ? spill_logical(e, want)
                                                    : generic(e);
        break;
    case ND_COND:
        by = spill_cond(e, want);
        break;
    case ND_COMMA: {
        Node *a = e->kid[0];
        if (has_await(a) || has_await(e->kid[1])) {
            if (has_await(a))
                spill_expr(a, false);
            put_effect(a);
            if (has_await(e->kid[1]))
                spill_expr(e->kid[1], want);
            by = now(e->kid[1]);
        }
        break;
    }
    case ND_ASSIGN:
        by = spill_assign(e);
        break;
    case ND_CAST:
        if (e->type->kind == TY_VOID) {
            spill_expr(e->kid[1], false);
            by = make_text("(void)0", 0);
        } else {
            by = generic(e);
        }
        break;
    case ND_TRY_EXPR:
        by = spill_try_expr(e);
        break;
    case ND_STMT_EXPR:
        by = spill_stmt_expr(e, want);
        break;
    case ND_SIZEOF_EXPR: /* of assert(): only the type counts */
        by = make_text(arena_printf(ast_arena, "sizeof(%s)",
                                    type_string(e->kid[0]->type)), 0);
        break;
    case ND_GENERIC: case ND_CHOOSE_EXPR: {
        Node *arm = chosen_arm(e);
        if (arm == e)
            bug("no arm chosen");
        spill_expr(arm, want);
        by = now(arm);
        break;
    }
    default:
        by = generic(e);
    }
    if (by != e) {
        if (!by->type)
            by->type = e->type;
        e->repl = by;
    } else {
        Node *plain = make_copy(e);
        plain->flags &= ~NF_HAS_AWAIT;
        e->repl = plain;
    }
    return now(n);
}

/* ---- statements ------------------------------------------------------- */

static void begin_expression(Node *n)
{
    expression_now++;
    if (n && has_await(n))
        note_written(n);
}

static Node *full_expr(Node *n, bool want)
{
    begin_expression(n);
    return spill_expr(n, want);
}

/* One statement as a branch or body: a run of what it became. */
static Node *sub(Node *n)
{
    if (!n)
        return NULL;
    NodeVec v, *saved;
    spill_begin_run(&v, &saved);
    spill_stmt(n);
    out = saved;
    Node *s;
    if (v.n == 1) {
        s = v.at[0];
    } else {
        s = make_block(false);
        for (size_t i = 0; i < v.n; i++) {
            ast_add(s, v.at[i]);
            s->flags |= v.at[i]->flags & NF_HAS_AWAIT;
        }
        s->at = n->at;
        s->first = s->end = 0;
    }
    vec_free(&v);
    return s;
}

static Node *block(Node *n)
{
    Node *b = make_copy(n);
    b->kid = NULL;
    b->n = 0;
    Open o;
    open_block(&o, b);
    for (unsigned i = 0; i < n->n; i++) {
        spill_stmt(n->kid[i]);
        release_temps();
    }
    close_block(&o);
    return b;
}

/* A declaration with one declarator from one that may have several. */
static Node *single(Node *decl, Node *declared)
{
    Node *d = ast_node(ND_DECLARATION, 0, 0, 2, decl->kid[0], declared);
    d->at = declared->first;
    d->flags = declared->flags & (NF_HAS_AWAIT | NF_DIALECT);
    return d;
}

static void spill_declared(Node *decl, Node *declared)
{
    Node *d = single(decl, declared);
    d->sym = ast_declared(declared->kid[0])->sym;
    begin_expression(ast_kid(declared, 2));
    Node *init = ast_kid(declared, 2);
    if (!init || !has_await(init)) {
        spill_put(d);
        return;
    }
    Node *r = now(ast_strip(init));
    if (r->kind == ND_AWAIT && !awaits_more(r)
        && d->sym->type->kind != TY_ARRAY) {
        Point *p = await_point(r);
        Node *bare = make_copy(declared);
        bare->n = 2;
        p->node->kid[0] = single(decl, bare);
        p->node->kid[0]->sym = d->sym;
        spill_put(p->node);
        return;
    }
    if (init->kind == ND_INIT_LIST) {
        generic(init);
    } else {
        spill_expr(init, true);
    }
    d->flags &= ~NF_HAS_AWAIT;
    spill_put(d);
}

/* catch (int e) { ... }: e begins with the error. */
static Node *catch_block(Sym *error, Node *param, Node *body)
{
    Node *b = make_copy(body);
    b->kid = NULL;
    b->n = 0;
    Open o;
    open_block(&o, b);
    if (param) {
        Node *d = ast_node(ND_DECLARATION, 0, 0, 0);
        d->sym = ast_declared(param->kid[1])->sym;
        d->at = param->at;
        spill_put(d);
        spill_put(make_store(d->sym, make_ident(error)));
        spill_put(make_text("(void)@;", 1, make_ident(d->sym)));
    }
    for (unsigned i = 0; i < body->n; i++)
        spill_stmt(body->kid[i]);
    close_block(&o);
    return b;
}

void spill_stmt(Node *n)
{
    n = now(n);
    if (n->first < n->end)
        pos_now = n->first;
    Node *c;
    switch (n->kind) {
    case ND_BLOCK:
        if (n->op) { /* a run */
            for (unsigned i = 0; i < n->n; i++)
                spill_stmt(n->kid[i]);
            return;
        }
        spill_put(block(n));
        return;
    case ND_DECLARATION:
        if (!n->n) {
            spill_put(n);
            return;
        }
        for (unsigned i = 1; i < n->n; i++)
            spill_declared(n, n->kid[i]);
        if (n->n == 1 && !(n->kid[0]->type && n->kid[0]->type->tag
                           && n->kid[0]->type->tag->emit_name))
            spill_put(n); /* a type alone has moved in front of the function */
        return;
    case ND_EXPR_STMT: {
        if (!has_await(n)) {
            spill_put(n);
            return;
        }
        Node *e = n->kid[0];
        full_expr(e, false);
        if (is_effectless(now(e)))
            return;
        c = make_copy(n);
        c->flags &= ~NF_HAS_AWAIT;
        spill_put(c);
        return;
    }
    case ND_RETURN: case ND_GOTO_COMPUTED:
        if (has_await(ast_kid(n, 0)))
            full_expr(n->kid[0], true);
        c = make_copy(n);
        c->flags &= ~NF_HAS_AWAIT;
        spill_put(c);
        return;
    case ND_THROW: {
        if (has_await(ast_kid(n, 0)))
            full_expr(n->kid[0], true);
        Point *p = await_add_point(POINT_THROW, n, ty_void);
        c = make_copy(n);
        c->value = p->node->value;
        c->flags |= NF_HAS_AWAIT;
        p->node = c;
        spill_put(c);
        return;
    }
    case ND_YIELD: {
        Node *value = ast_kid(n, 0);
        begin_expression(value);
        if (has_await(value))
            spill_expr(value, true);
        Point *p = await_add_point(POINT_YIELD, n, ty_void);
        ast_add(p->node, NULL);
        if (value)
            ast_add(p->node, value);
        spill_put(p->node);
        return;
    }
    case ND_IF: case ND_SWITCH:
        if (has_await(n->kid[0]))
            full_expr(n->kid[0], true);
        c = make_copy(n);
        for (unsigned i = 1; i < n->n; i++)
            c->kid[i] = sub(n->kid[i]);
        spill_put(c);
        return;
    case ND_WHILE:
        c = make_copy(n);
        c->kid[1] = sub(n->kid[1]);
        spill_put(c);
        return;
    case ND_DO:
        c = make_copy(n);
        c->kid[0] = sub(n->kid[0]);
        spill_put(c);
        return;
    case ND_FOR:
        c = make_copy(n);
        c->kid[3] = sub(n->kid[3]);
        spill_put(c);
        return;
    case ND_LABEL: case ND_DEFAULT: case ND_CASE:
        c = make_copy(n);
        c->kid[n->n - 1] = sub(n->kid[n->n - 1]);
        spill_put(c);
        return;
    case ND_TRY:
        c = make_copy(n);
        if (!c->sym) /* the error, while a clause runs */
            c->sym = error_temp()->sym;
        try_depth++;
        c->kid[0] = sub(n->kid[0]);
        try_depth--;
        for (unsigned i = 1; i < n->n; i++) {
            Node *clause = make_copy(n->kid[i]);
            clause->kid[clause->n - 1] =
                catch_block(c->sym, clause->kid[0],
                            clause->kid[clause->n - 1]);
            c->kid[i] = clause;
        }
        c->flags |= NF_HAS_AWAIT;
        spill_put(c);
        return;
    default:
        if (has_await(n))
            bug("statement '%s' still holds an await", ast_kind_name[n->kind]);
        spill_put(n);
    }
}

void spill(Func *f)
{
    NodeVec v = {0};
    out = &v;
    block_now = NULL;
    try_depth = 0;
    f->body = block(f->body);
    vec_free(&v);
}
