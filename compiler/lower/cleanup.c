/*
 * Cleanup: makes the ways out of a block explicit where something must run on
 * each of them. Fourth step of lower/, between vla and spill; also for
 * plain functions that hold a defer.
 *
 * Needs:  core loops.
 * Leaves: no defer, timeout or taskgroup; no cleanup attribute in a block that
 *         awaits. What follows a defer in its block, and the body of a timeout
 *         or group, is a *region*: every exit from it notes which way it goes,
 *         runs the exit action, and then goes there:
 *
 *     defer D;           int exit;
 *     B; return e;  =>   try { B; ret = e; exit = -1; goto end; exit = 0; }
 *                        catch everything { exit = the error, positive }
 *                        end: D;
 *                        if (exit > 0) rethrow exit;
 *                        if (exit == -1) return ret;
 *
 * It is noted where it is known, so that no await inside has to keep it.
 */
#include "lower/lower.h"

#include "base/diag.h"
#include "grammar/tokens.h"

typedef struct Region {
    Node *block;           /* what replaces it, being filled */
    Sym *exit, *value;     /* exit: 0 at the end, an error, or -1 - a way */
    Str *end;              /* label before the exit action */
    Vec(Node *) ways;      /* the exits: what to do */
    Vec(Node *) notes;     /* statements that only set or declare `exit` */
    bool exit_read;
    bool used_end;
    bool falls;            /* the body's end can be reached */
    bool fails;            /* an error may come out of it */
} Region;

static unsigned numbers;

/* ---- builders ---------------------------------------------------------- */


/* test: of the exit, which stands before it */
static Node *when_exit(Region *r, const char *test, Node *then)
{
    r->exit_read = true;
    Node *cond = make_text(arena_printf(ast_arena, "@ %s", test), 1,
                           make_ident(r->exit));
    Node *n = ast_node(ND_IF, 0, 0, 3, cond, then, NULL);
    n->flags |= then->flags & NF_HAS_AWAIT;
    return n;
}

static Node *rethrow(Sym *error)
{
    Node *n = ast_node(ND_THROW, 0, 0, 0);
    n->sym = error;
    n->flags = NF_HAS_AWAIT;
    return n;
}

static const char *way_text(unsigned number)
{
    return arena_printf(ast_arena, "-%u", number + 1);
}

/* Adds exit = value; */
static void note_exit(Region *r, Node *block, const char *value)
{
    Node *n = make_store(r->exit, make_text(value, 0));
    vec_push(&r->notes, n);
    ast_add(block, n);
}

/* try { body } with a handler for everything, cancellation too. */
static Node *catch_all(Node *body, Sym *error, Node *handler)
{
    Node *clause = ast_node(ND_CATCH, 0, 0, 2, NULL, handler);
    clause->op = TK_CATCH; /* everything */
    Node *t = ast_node(ND_TRY, 0, 0, 2, body, clause);
    t->sym = error;
    t->flags = NF_HAS_AWAIT;
    t->at = body->at;
    return t;
}

static void add(Node *block, Node *stmt)
{
    block->flags |= stmt->flags & NF_HAS_AWAIT;
    ast_add(block, stmt);
}

/* ---- the exits of a region ------------------------------------------------ */

static bool has_label(const Node *n, const Str *name)
{
    if (!n)
        return false;
    while (n->repl)
        n = n->repl;
    if (n->kind == ND_LABEL && n->name == name)
        return true;
    if (n->kind == ND_FUNCTION)
        return false;
    for (unsigned i = 0; i < n->n; i++)
        if (has_label(n->kid[i], name))
            return true;
    return false;
}

static bool same_way(const Node *a, const Node *b)
{
    return a->kind == b->kind && a->kind != ND_RETURN && a->name == b->name;
}

/* `n` leaves the region: it becomes { exit = k; goto end; }. */
static void leave(Region *r, Node *n)
{
    Node *way = make_copy(n);
    way->flags &= ~NF_HAS_AWAIT;
    Node *run = make_block(true);
    run->at = n->at ? n->at : n->first;
    if (n->kind == ND_RETURN && ast_kid(n, 0)) {
        Node *e = n->kid[0];
        if (e->type->kind == TY_VOID) {
            Node *s = make_stmt(e);
            s->flags |= e->flags & NF_HAS_AWAIT;
            add(run, s);
            way = ast_node(ND_RETURN, 0, 0, 1, NULL);
        } else {
            if (!r->value)
                r->value = make_declared(r->block, lower_result, false);
            Node *a = make_assign(make_ident(r->value), e);
            a->flags |= e->flags & NF_HAS_AWAIT;
            Node *s = make_stmt(a);
            s->flags |= a->flags & NF_HAS_AWAIT;
            add(run, s);
            way = ast_node(ND_RETURN, 0, 0, 1, make_ident(r->value));
        }
    } else if (n->kind == ND_RETURN) {
        way = ast_node(ND_RETURN, 0, 0, 1, NULL);
    }
    unsigned number = 0;
    while (number < r->ways.n && !same_way(r->ways.at[number], way)
           && !(way->kind == ND_RETURN
                && r->ways.at[number]->kind == ND_RETURN))
        number++;
    if (number == r->ways.n)
        vec_push(&r->ways, way);
    note_exit(r, run, way_text(number));
    Node *go = ast_node(ND_GOTO, 0, 0, 0);
    go->name = r->end;
    add(run, go);
    r->used_end = true;
    n->repl = run;
}

static void find_exits(Region *r, Node *n, Node *body, bool loop, bool breakable)
{
    n = now(n);
    if (!n)
        return;
    switch (n->kind) {
    case ND_RETURN:
        leave(r, n);
        return;
    case ND_BREAK:
        if (!breakable)
            leave(r, n);
        return;
    case ND_CONTINUE:
        if (!loop)
            leave(r, n);
        return;
    case ND_GOTO:
        if (n->name != r->end && !has_label(body, n->name))
            leave(r, n);
        return;
    case ND_WHILE: case ND_DO: case ND_FOR:
        loop = breakable = true;
        break;
    case ND_SWITCH:
        breakable = true;
        break;
    case ND_FUNCTION: case ND_TEMPLATE: case ND_EXPR_STMT: case ND_DECLARATION:
        if (!(n->flags & NF_HAS_AWAIT) || n->kind == ND_FUNCTION)
            return;
        break;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            find_exits(r, n->kid[i], body, loop, breakable);
}

static void begin_region(Region *r, Node *block)
{
    *r = (Region){.block = block};
    r->end = intern_z(arena_printf(ast_arena, "__acc_end_%u", ++numbers));
    r->exit = make_declared(block, ty_int, false);
    vec_push(&r->notes, block->kid[0]); /* its declaration */
}

/* Does it hold an await or a throw? (A throw is not marked as an await is.) */
static bool can_fail(const Node *n)
{
    while (n && n->repl)
        n = n->repl;
    if (!n || n->kind == ND_FUNCTION)
        return false;
    if (n->kind == ND_THROW || (n->flags & NF_HAS_AWAIT))
        return true;
    for (unsigned i = 0; i < n->n; i++)
        if (can_fail(n->kid[i]))
            return true;
    return false;
}

/* The region was not left by a return: what the value was does not matter, and
 * no await has to keep it. */
static void forget_value(const Region *r, Node *block)
{
    if (!r->value)
        return;
    Type *t = r->value->type;
    const char *zero = type_is_scalar(t) && t->kind != TY_VA_LIST ? "0"
        : arena_printf(ast_arena, "(%s){0}", type_string(type_unqualified(t)));
    ast_add(block, make_store(r->value, make_text(zero, 0)));
}

/* The body with its exits rewritten. handler: what takes an error, `error`, and
 * does not go on here; null: the exit has it. */
static void region_body(Region *r, Node *body, Sym *error, Node *handler)
{
    r->falls = can_fall(body) && stmt_falls(body);
    r->fails = can_fail(body);
    find_exits(r, body, body, false, false);
    Node *whole = make_block(r->fails);
    whole->at = body->at;
    add(whole, body);
    if (r->falls) {
        note_exit(r, whole, "0");
        forget_value(r, whole);
    }
    if (r->fails && handler) {
        whole = catch_all(whole, error, handler);
    } else if (r->fails) {
        handler = make_block(true);
        forget_value(r, handler);
        r->exit_read = true;
        whole = catch_all(whole, r->exit, handler);
    }
    add(r->block, whole);
    if (r->used_end) {
        Node *label = ast_node(ND_LABEL, 0, 0, 1, ast_node(ND_EMPTY, 0, 0, 0));
        label->name = r->end;
        add(r->block, label);
    }
}

static void end_region(Region *r, bool errors)
{
    if (errors && r->fails)
        add(r->block, when_exit(r, "> 0", rethrow(r->exit)));
    for (size_t i = 0; i < r->ways.n; i++)
        add(r->block, i + 1 == r->ways.n && !r->falls
                          ? r->ways.at[i]
                          : when_exit(r, arena_printf(ast_arena, "== %s",
                                                      way_text(i)),
                                      r->ways.at[i]));
    vec_free(&r->ways);
    for (size_t i = 0; i < r->notes.n && !r->exit_read; i++)
        r->notes.at[i]->repl = make_block(false); /* there is but one way */
    vec_free(&r->notes);
}

/* ---- defer ------------------------------------------------------------------ */

static Node *defer_region(Node *body, Node *action)
{
    Node *block = make_block(true);
    Region r;
    begin_region(&r, block);
    region_body(&r, body, NULL, NULL);
    if (!has_await(action)) {
        add(block, action);
    } else {
        /* shielded; its error counts only if there was none */
        Node *outer = make_block(true);
        outer->flags = NF_HAS_AWAIT;
        if (action->kind == ND_BLOCK && !action->op)
            outer = action;
        else
            ast_add(outer, action);
        r.fails = true;
        Sym *late = make_declared(block, ty_int, false);
        Node *handler = make_block(true), *first = make_block(true);
        ast_add(first, make_store(r.exit, make_ident(late)));
        ast_add(handler, when_exit(&r, "<= 0", first));
        add(block, make_text("acc_defer_enter(__acc_c);", 0));
        add(block, catch_all(outer, late, handler));
        add(block, make_text("acc_defer_exit(__acc_c);", 0));
    }
    end_region(&r, true);
    return block;
}

/* ---- timeout and taskgroup ---------------------------------------------------- */

/* A record of the runtime that lives in the frame. */
static Type *runtime_record(const char *name, unsigned size)
{
    Tag *tag = arena_alloc(ast_arena, sizeof *tag);
    tag->name = intern_z(name);
    tag->keyword = TK_STRUCT;
    tag->complete = true;
    tag->size = size;
    tag->align = 8;
    Type *t = arena_alloc(ast_arena, sizeof *t);
    t->kind = TY_RECORD;
    t->tag = tag;
    t->length = -1;
    return t;
}

/* h = &storage; */
static void bind_name(Node *block, Node *name, Sym *storage)
{
    if (!name || !name->sym)
        return;
    Node *d = ast_node(ND_DECLARATION, 0, 0, 0);
    d->sym = name->sym;
    ast_add(block, d);
    add(block, make_store(name->sym, make_text("&@", 1, make_ident(storage))));
    add(block, make_text("(void)@;", 1, make_ident(name->sym)));
}

Node *timeout_region(Node *n)
{
    Node *block = make_block(true);
    block->at = n->at;
    Sym *storage = make_declared(block, runtime_record("acc_timeout", 48), true);
    lower_now->has_timeout = true;
    bind_name(block, n->kid[1], storage);
    Node *enter = make_text("acc_timeout_begin(__acc_c, &@, @)", 2,
                            make_ident(storage), n->kid[0]);
    enter->flags |= n->kid[0]->flags & NF_HAS_AWAIT;
    enter->type = ty_void;
    Node *s = make_stmt(enter);
    s->at = n->at;
    s->flags |= enter->flags & NF_HAS_AWAIT;
    add(block, s);
    Region r;
    begin_region(&r, block);
    Sym *error = NULL;
    Node *failed = NULL;
    if (can_fail(n->kid[2])) {
        /* An error goes on from here, as it is or become another. */
        error = make_declared(block, ty_int, false);
        failed = make_block(true);
        add(failed, make_text("__acc_timeout_failed(__acc_c, &@, @);", 2,
                              make_ident(storage), make_ident(error)));
        Node *thrown = rethrow(NULL);
        thrown->op = TK_TIMEOUT; /* the status is set */
        thrown->at = n->at;
        add(failed, thrown);
    }
    region_body(&r, n->kid[2], error, failed);
    add(block, make_text("acc_timeout_exit(__acc_c, &@);", 1,
                         make_ident(storage)));
    end_region(&r, false);
    return block;
}

static Node *taskgroup_region(Node *n)
{
    Node *block = make_block(true);
    block->at = n->at;
    Sym *storage = make_declared(block, runtime_record("acc_taskgroup", 128), true);
    bind_name(block, n->kid[0], storage);
    add(block, make_text("acc_taskgroup_enter(__acc_c, &@);", 1,
                         make_ident(storage)));
    Region r;
    begin_region(&r, block);
    region_body(&r, n->kid[1], NULL, NULL);
    /* the children end first, whichever way it was left */
    Node *callee = make_ident(runtime_function("acc_taskgroup_join"));
    Node *error = r.fails ? make_text("@ > 0 ? @ : 0", 2, make_ident(r.exit),
                                      make_ident(r.exit))
                          : make_text("0", 0);
    error->type = ty_int;
    Node *group = make_text("&@", 1, make_ident(storage));
    group->type = type_pointer(storage->type);
    Node *call = ast_node(ND_CALL, 0, 0, 3, callee, group, error);
    call->type = type_handle(HANDLE_COROUTINE, ty_void);
    Node *await = ast_node(ND_AWAIT, 0, 0, 1, call);
    await->type = ty_void;
    await->flags = NF_HAS_AWAIT;
    await->at = n->at;
    Node *s = make_stmt(await);
    s->flags = NF_HAS_AWAIT;
    add(block, s);
    end_region(&r, false);
    return block;
}

/* ---- the walk ------------------------------------------------------------------- */

static void visit(Node *n);

static const Node *cleanup_attribute(const Node *decl)
{
    for (unsigned i = 0; i < decl->n; i++) {
        const Node *k = decl->kid[i];
        if (!k)
            continue;
        if (k->kind == ND_ATTRIBUTES && (k->flags & NF_CLEANUP))
            return k;
        if (k->kind == ND_SPECS || k->kind == ND_DECLARED) {
            const Node *found = cleanup_attribute(k);
            if (found)
                return found;
        }
    }
    return NULL;
}

/* The statements from `from` on, as a block of their own. */
static Node *rest_of(Node *block, unsigned from)
{
    Node *b = make_block(true);
    b->at = from < block->n ? block->kid[from]->at : block->at;
    for (unsigned i = from; i < block->n; i++)
        add(b, block->kid[i]);
    b->first = b->end = 0;
    visit(b);
    return b;
}

static void visit_block(Node *n)
{
    for (unsigned i = 0; i < n->n; i++) {
        Node *kid = now(n->kid[i]);
        if (kid->kind == ND_DEFER) {
            Node *action = kid->kid[0];
            visit(action);
            Node *region = defer_region(rest_of(n, i + 1), action);
            n->kid[i] = region;
            n->n = i + 1;
            n->flags |= region->flags & NF_HAS_AWAIT;
            return;
        }
        const Node *attribute =
            kid->kind == ND_DECLARATION && kid->n ? cleanup_attribute(kid) : NULL;
        if (attribute && lower_is_async) {
            Node *rest = rest_of(n, i + 1);
            if (!has_await(rest))
                continue;
            Sym *s = NULL;
            Node *d = kid->kid[1]->kid[0];
            while (d->n)
                d = d->kind == ND_D_ARRAY ? d->kid[0] : d->kid[d->n - 1];
            s = d->sym;
            Node *call = make_stmt(make_text(
                arena_printf(ast_arena, "%s(&@)", attribute->kid[0]->name->s), 1,
                make_ident(s)));
            ((Node *)attribute)->repl = make_text("", 0);
            n->kid[i + 1 < n->n ? i + 1 : i] = defer_region(rest, call);
            n->n = i + 2;
            return;
        }
        visit(kid);
    }
}

static void visit(Node *n)
{
    n = now(n);
    if (!n)
        return;
    switch (n->kind) {
    case ND_BLOCK:
        visit_block(n);
        return;
    case ND_TIMEOUT:
        visit(n->kid[2]);
        n->repl = timeout_region(n);
        return;
    case ND_TASKGROUP:
        visit(n->kid[1]);
        n->repl = taskgroup_region(n);
        return;
    case ND_DEFER: /* alone as a body: it runs at once */
        visit(n->kid[0]);
        n->repl = n->kid[0];
        return;
    case ND_FUNCTION:
        return;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            visit(n->kid[i]);
}

void cleanup(Func *f)
{
    if (f->has_region)
        visit(f->body);
}
