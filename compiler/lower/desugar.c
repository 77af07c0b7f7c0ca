/*
 * Desugar: turns the dialect's conveniences and the loops that would hide an
 * await into core forms. First step of lower/, before literal.
 *
 * Needs:  the typed tree of a function.
 * Leaves: calls of the predeclared functions as calls of the runtime, each
 *         declaration with one declarator, no await in a loop's clause, types
 *         declared in an async function moved in front of it. Left for spill:
 *         await, and under it direct calls and gather.
 *
 *     while (await f()) S   =>   for (;;) { if (!(await f())) break; S }
 *     future_new(int)       =>   acc_future_new(sizeof(int))
 */
#include "lower/lower.h"

#include <string.h>

#include "base/diag.h"
#include "grammar/tokens.h"

/* ---- expressions --------------------------------------------------- */

static Type *awaited(Node *n)
{
    Type *t = n->type;
    if (t->kind == TY_HANDLE)
        return t->base;
    bug("awaitable without a handle type: %s", type_text(t));
}

static const char *size_text(Type *t)
{
    if (t->kind == TY_VOID)
        return "0";
    return arena_printf(ast_arena, "sizeof(%s)", type_string(t));
}

static unsigned kind_of(Type *t)
{
    switch (t->handle) {
    case HANDLE_COROUTINE: return 0;
    case HANDLE_TASK: return 1;
    case HANDLE_FUTURE: return 2;
    default: return 3;
    }
}

const char *const kind_names[] = {"ACC_KIND_COROUTINE", "ACC_KIND_TASK",
                                  "ACC_KIND_FUTURE"};

/* The handle as an acc_awaitable *. */
static Node *as_awaitable(Node *n)
{
    unsigned k = kind_of(n->type);
    if (k == 3)
        return n;
    Node *t = make_text(arena_printf(ast_arena, "acc_awaitable_of(@, %s)",
                                     kind_names[k]), 1, n);
    t->type = n->type;
    return t;
}

/* `(*(T *)CALL)`, or the call alone for void. */
static Node *value_at(Type *t, const char *call, Node *operand)
{
    const char *text =
        t->kind == TY_VOID
            ? arena_printf(ast_arena, "(void)%s", call)
            : arena_printf(ast_arena, "(*(%s)%s)",
                           type_string(type_pointer(t)), call);
    return make_text(text, 1, operand);
}

Node *wait_for_object(Node *call, Node *handle)
{
    return make_text(arena_printf(ast_arena, "acc_wait_for(@, @, %s)",
                                  size_text(awaited(handle))),
                     2, as_awaitable(handle), call->kid[2]);
}

/* A function that copies the item from its address. */
static Node *queue_call(const char *name, Node *queue, Node *item)
{
    Type *t = type_unqualified(queue->type->base);
    return make_text(arena_printf(ast_arena, "%s(@, (%s){@})", name,
                                  type_string(type_array(t, 1, NULL))),
                     2, queue, item);
}

static Node *rewrite_gather_future(Node *n);

/* `(*(T *)acc_run(c, (T[1]){0}, size, err))`; a runner stands before c. */
static Node *rewrite_run(const char *function, Node *runner, Node *c, Node *err)
{
    Type *v = awaited(c);
    const char *to = "NULL", *size = "0", *text;
    Node *operands[3];
    unsigned n = 0;
    if (v->kind != TY_VOID) {
        to = arena_printf(ast_arena, "(%s){0}",
                          type_string(type_array(v, 1, NULL)));
        size = size_text(v);
    }
    if (runner)
        operands[n++] = runner;
    operands[n++] = c;
    if (err)
        operands[n++] = err;
    text = arena_printf(ast_arena, "%s(%s@, %s, %s, %s)", function,
                        runner ? "@, " : "", to, size, err ? "@" : "NULL");
    text = v->kind == TY_VOID
        ? arena_printf(ast_arena, "(void)%s", text)
        : arena_printf(ast_arena, "(*(%s)%s)", type_string(type_pointer(v)),
                       text);
    return n == 1 ? make_text(text, 1, operands[0])
        : n == 2 ? make_text(text, 2, operands[0], operands[1])
        : make_text(text, 3, operands[0], operands[1], operands[2]);
}

/* create_task(f(x)), f being known here: `__acc_task_f(c, x)`; or null. Only where
 * there is a loop: generators run without one too. */
static Node *task_of_call(Node *e)
{
    e = ast_strip(e);
    if (!lower_now || lower_now->is_generator || e->kind != ND_CALL || e->builtin
        || e->repl)
        return NULL;
    Sym *s = ast_strip(e->kid[0])->sym;
    Func *f = s && s->kind == SYM_FUNCTION && s->storage == ST_STATIC
            ? lower_func(s) : NULL;
    if (!f || f->is_generator || lower_every_constructor
        || s->defined_at > lower_now->sym->defined_at)
        return NULL;
    for (unsigned i = 0; i < s->type->params; i++)
        if (s->type->param[i].type->variably_modified)
            return NULL;
    f->needs_task = true;
    StrBuf text = {0};
    strbuf_printf(&text, "__acc_task_%s(__acc_c", s->name->s);
    for (unsigned i = 1; i < e->n; i++)
        strbuf_puts(&text, ", @");
    strbuf_putc(&text, ')');
    Node *call = make_text(arena_printf(ast_arena, "%s", text.s), 0);
    strbuf_free(&text);
    for (unsigned i = 1; i < e->n; i++)
        ast_add(call, e->kid[i]);
    return call;
}

static Node *rewrite_builtin(Node *n)
{
    Node *a = ast_kid(n, 1), *b = ast_kid(n, 2), *c = ast_kid(n, 3);
    Type *t = n->type;
    switch (n->builtin) {
    case BI_RUN:
        return rewrite_run("acc_run", NULL, a, b);
    case BI_RUNNER_RUN:
        return n->n == 5
            ? make_text("acc_runner_run(@, @, @, @)", 4, a, b, c, ast_kid(n, 4))
            : rewrite_run("acc_runner_run_value", a, b, c);
    case BI_CREATE_TASK:
        if (a->type->kind == TY_HANDLE) {
            Node *direct = b ? NULL : task_of_call(a);
            return direct ? direct
                 : b ? make_text("acc_create_task(@, @)", 2, a, b)
                     : make_text("acc_create_task(@, NULL)", 1, a);
        }
        return c ? make_text("acc_taskgroup_create_task(@, @, @)", 3, a, b, c)
                 : make_text("acc_taskgroup_create_task(@, @, NULL)", 2, a, b);
    case BI_CREATE_EAGER_TASK:
        if (a->type->kind == TY_HANDLE)
            return b ? make_text("acc_create_eager_task(@, @)", 2, a, b)
                     : make_text("acc_create_eager_task(@, NULL)", 1, a);
        return c ? make_text("acc_taskgroup_create_eager_task(@, @, @)", 3, a, b,
                             c)
                 : make_text("acc_taskgroup_create_eager_task(@, @, NULL)", 2,
                             a, b);
    case BI_GATHER:
        return rewrite_gather_future(n);
    case BI_GATHER_ALL: {
        /* the element type says how far apart the results are */
        Type *r = type_decay(c->type);
        const char *size = r->kind == TY_POINTER && r->base->kind != TY_VOID
                               ? size_text(r->base) : "0";
        return make_text(arena_printf(ast_arena, "acc_gather_all(@, @, @, %s)",
                                      size), 3, a, b, c);
    }
    case BI_WAIT_FOR:
        return wait_for_object(n, a);
    case BI_SHIELD:
        return make_text(arena_printf(ast_arena, "acc_shield(@, %s)",
                                      size_text(awaited(a))),
                         1, as_awaitable(a));
    case BI_ISCOROUTINE:
    case BI_ISCOROUTINEFUNCTION:
    case BI_ISAWAITABLE:
        /* a variable stays used */
        if (a->kind == ND_IDENT && a->sym && a->sym->kind != SYM_FUNCTION)
            return make_text(n->value ? "(sizeof(@) != 0)" : "(sizeof(@) == 0)",
                             1, a);
        return make_text(n->value ? "1" : "0", 0);
    case BI_FUTURE_NEW:
        return make_text(arena_printf(ast_arena, "acc_future_new(%s)",
                                      size_text(t->base)), 0);
    case BI_FUTURE_SET_RESULT: {
        Type *v = awaited(a);
        if (v->kind == TY_VOID)
            return make_text("acc_future_set_result(@, NULL, 0)", 1, a);
        return make_text(
            arena_printf(ast_arena, "acc_future_set_result(@, (%s){@}, %s)",
                         type_string(type_array(type_unqualified(v), 1, NULL)),
                         size_text(v)), 2, a, b);
    }
    case BI_FUTURE_SET_ERROR:
        return make_text("acc_future_set_error(@, @)", 2, a, b);
    case BI_FUTURE_RESULT:
        return value_at(awaited(a), "acc_future_result(@)", a);
    case BI_TASK_RESULT:
        return value_at(awaited(a), "acc_task_result(@)", a);
    case BI_QUEUE_NEW:
        return make_text(arena_printf(
            ast_arena, "acc_queue_create(%s, @, ACC_QUEUE_FIFO, NULL)",
            size_text(t->base)), 1, b);
    case BI_QUEUE_NEW_LIFO:
        return make_text(arena_printf(
            ast_arena, "acc_queue_create(%s, @, ACC_QUEUE_LIFO, NULL)",
            size_text(t->base)), 1, b);
    case BI_QUEUE_NEW_PRIORITY:
        return make_text(arena_printf(
            ast_arena, "acc_queue_create(%s, @, ACC_QUEUE_PRIORITY, @)",
            size_text(t->base)), 2, b, c);
    case BI_QUEUE_PUT:
        return queue_call("acc_queue_put_copy", a, b);
    case BI_QUEUE_PUT_NOWAIT:
        return queue_call("acc_queue_put_nowait_from", a, b);
    case BI_QUEUE_GET:
        return make_text("acc_queue_get(@)", 1, a);
    case BI_QUEUE_GET_NOWAIT:
        return make_text("acc_queue_get_nowait(@, @)", 2, a, b);
    }
    bug("predeclared function %u is not lowered", n->builtin);
}

/* Arms of a gather: `E`, `x = E`, `try(E)`, `rc = try(x = E)`. */
void gather_arm(Node *arm, Node **error, Node **target, Node **handle,
                bool *collect)
{
    *error = *target = NULL;
    *collect = false;
    Node *n = arm;
    if (n->kind == ND_ASSIGN && n->op == '='
        && ast_strip(n->kid[1])->kind == ND_TRY_EXPR) {
        *error = n->kid[0];
        n = ast_strip(n->kid[1]);
    }
    if (n->kind == ND_TRY_EXPR) {
        *collect = true;
        n = n->kid[0];
    }
    if (n->kind == ND_ASSIGN && n->op == '=') {
        *target = n->kid[0];
        n = n->kid[1];
    }
    *handle = n;
}

/* ---- gather as a value ------------------------------------------------ */

static void members_text(StrBuf *b, const Tag *tag, int indent)
{
    for (unsigned i = 0; i < tag->members; i++) {
        const Member *m = &tag->member[i];
        if (m->name) {
            strbuf_printf(b, "%*s", indent, "");
            type_declare(b, m->type, m->name->s);
            strbuf_puts(b, ";\n");
            continue;
        }
        strbuf_printf(b, "%*s%s {\n", indent, "",
                      m->type->tag->keyword == TK_UNION ? "union" : "struct");
        members_text(b, m->type->tag, indent + 4);
        strbuf_printf(b, "%*s};\n", indent, "");
    }
}

static unsigned gathers;

/* The struct of a gather's values gets a name and a definition. */
void declare_gather_type(Type *value)
{
    if (value->kind != TY_RECORD || value->tag->emit_name)
        return;
    value->tag->emit_name =
        intern_z(arena_printf(ast_arena, "__acc_gather_%u", ++gathers));
    StrBuf b = {0};
    strbuf_printf(&b, "struct %s {\n", value->tag->emit_name->s);
    members_text(&b, value->tag, 4);
    strbuf_puts(&b, "};\n");
    lower_put_before(b.s);
    strbuf_free(&b);
}

/* The function that copies the values of all arms; null for void. */
static const char *collector(Node *gather, Type *value)
{
    if (value->kind == TY_VOID)
        return "NULL";
    StrBuf b = {0};
    const char *name = arena_printf(ast_arena, "__acc_collect_%u", ++gathers);
    strbuf_printf(&b, "static void %s(void *__acc_value, "
                      "struct acc_arm *__acc_arm)\n{\n    ", name);
    type_declare(&b, type_pointer(value), "__acc_v");
    strbuf_puts(&b, " = __acc_value;\n");
    for (unsigned i = 1; i < gather->n; i++) {
        Node *error, *target, *handle;
        bool collect;
        gather_arm(gather->kid[i], &error, &target, &handle, &collect);
        Type *t = awaited(handle);
        if (t->kind != TY_VOID)
            strbuf_printf(&b, "    if (!__acc_arm[%u].error)\n"
                              "        __acc_v->_%u = *(%s)acc_arm_value("
                              "&__acc_arm[%u]);\n",
                          i - 1, i - 1, type_string(type_pointer(t)), i - 1);
    }
    strbuf_puts(&b, "}\n");
    lower_put_before(b.s);
    strbuf_free(&b);
    return name;
}

/* gather that is not awaited on the spot: a future that collects the values
 * by a function made for its type. */
static Node *rewrite_gather_future(Node *n)
{
    Type *value = n->type->base;
    unsigned arms = n->n - 1;
    declare_gather_type(value);
    const char *collect = collector(n, value);
    Node *t = make_text("", 0);
    StrBuf b = {0};
    strbuf_printf(&b, "acc_gather_future(%s",
                  arms ? "(struct acc_arm[]){" : "NULL");
    for (unsigned i = 0; i < arms; i++) {
        Node *error, *target, *handle;
        bool collected;
        gather_arm(n->kid[i + 1], &error, &target, &handle, &collected);
        if (error || target)
            diag_error(n->kid[i + 1]->at, "an arm of 'gather' can store its "
                       "result only where the gather is awaited on the spot");
        strbuf_printf(&b, "%s{.target = @, .flags = %s}", i ? ", " : "",
                      collected ? "ACC_ARM_COLLECT" : "0");
        ast_add(t, as_awaitable(handle));
    }
    strbuf_printf(&b, "%s, %u, %s, %s)", arms ? "}" : "", arms,
                  size_text(value), collect);
    t->text = make_string(&b);
    return t;
}

static bool is_gather(const Node *n)
{
    return n->kind == ND_CALL && n->builtin == BI_GATHER;
}

bool is_queue_wait(const Node *n)
{
    return n->kind == ND_CALL
        && (n->builtin == BI_QUEUE_PUT || n->builtin == BI_QUEUE_GET);
}

/* A call of an async function, by name or through a pointer. */
static bool is_async_call(const Node *n)
{
    if (n->kind != ND_CALL || n->builtin || n->type->kind != TY_HANDLE
        || n->type->handle != HANDLE_COROUTINE)
        return false;
    Type *f = ast_strip(n->kid[0])->type;
    f = f ? type_decay(f) : NULL;
    return f && f->kind == TY_POINTER && f->base->kind == TY_FUNCTION
        && f->base->is_async;
}

bool is_wait_for_call(const Node *n)
{
    return n->kind == ND_CALL && n->builtin == BI_WAIT_FOR
        && is_async_call(ast_strip(n->kid[1]));
}

/* A call whose coroutine object an await uses up at once is spill's. */
static bool is_direct_call(const Node *n)
{
    return n->kind == ND_CALL
        && (!n->builtin || is_queue_wait(n) || is_wait_for_call(n));
}

static void set(Node *n, Node *by)
{
    by->type = n->type;
    by->at = n->at;
    by->flags |= n->flags & (NF_HAS_AWAIT | NF_DIALECT);
    n->repl = by;
}

/* create_task as a statement leaves no handle. */
static Node *spawn(Node *n)
{
    Node *a = ast_kid(n, 1), *b = ast_kid(n, 2), *c = ast_kid(n, 3);
    Node *none = make_text("NULL", 0);
    bool eager = n->builtin == BI_CREATE_EAGER_TASK;
    Node *direct = b || eager ? NULL : task_of_call(a);
    if (direct)
        return make_text("__acc_let_go(@)", 1, direct);
    if (a->type->kind == TY_HANDLE)
        return make_text(eager ? "acc_task_detach(acc_create_eager_task(@, @))"
                               : "acc_spawn(@, @)", 2, a, b ? b : none);
    c = c ? c : none;
    if (b->kind != ND_ASSIGN)
        return make_text(eager ? "acc_taskgroup_spawn_eager(@, @, @)"
                               : "acc_taskgroup_spawn(@, @, @)", 3, a, b, c);
    Node *left = b->kid[0];
    Node *address = ast_node(ND_UNARY, 0, 0, 1, left);
    address->op = '&';
    address->type = type_pointer(left->type);
    address->flags = left->flags & NF_HAS_AWAIT;
    return make_text(arena_printf(ast_arena, "acc_taskgroup_%s(@, @, @, @, %s)",
                                  eager ? "spawn_eager_into" : "spawn_into",
                                  size_text(left->type)),
                     4, a, b->kid[1], c, address);
}

void desugar_plain(Node *n)
{
    if (!n || !(n->flags & NF_DIALECT) || n->kind == ND_SKIPPED_BODY)
        return;
    if (n->kind == ND_AWAIT) {
        Node *e = ast_strip(n->kid[0]);
        if (is_gather(e) || is_direct_call(e)) {
            for (unsigned i = 0; i < e->n; i++)
                desugar_plain(e->kid[i]);
            return;
        }
    }
    if (n->kind == ND_EXPR_STMT) {
        Node *e = ast_strip(n->kid[0]);
        if (e->kind == ND_CALL && (e->builtin == BI_CREATE_TASK
                                   || e->builtin == BI_CREATE_EAGER_TASK)) {
            for (unsigned i = 0; i < e->n; i++)
                desugar_plain(e->kid[i]);
            set(e, spawn(e));
            return;
        }
    }
    for (unsigned i = 0; i < n->n; i++)
        desugar_plain(n->kid[i]);
    if (n->kind == ND_EXPR_STMT) {
        Node *e = now(ast_strip(n->kid[0]));
        if (e->kind == ND_TEMPLATE && e->type && e->type->kind != TY_VOID)
            set(n->kid[0], make_text("(void)@", 1, e));
    }
    if (n->kind == ND_CALL && n->builtin)
        set(n, rewrite_builtin(n));
    else if (n->kind == ND_TO_AWAITABLE)
        set(n, make_text(arena_printf(ast_arena, "acc_awaitable_of(@, %s)",
                                      kind_names[n->op]), 1, n->kid[0]));
}

/* ---- statements of async functions --------------------------------- */

/* `continue` of the loop whose body this is becomes `goto label`. */
static bool retarget_continue(Node *n, Str *label)
{
    bool any = false;
    switch (n->kind) {
    case ND_CONTINUE: {
        Node *g = ast_node(ND_GOTO, 0, 0, 0);
        g->name = label;
        g->at = n->at;
        g->first = n->first, g->end = n->first; /* its line, no tokens */
        n->repl = g;
        return true;
    }
    case ND_WHILE: case ND_DO: case ND_FOR: case ND_FOR_EACH: case ND_FUNCTION:
        return false;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            any |= retarget_continue(n->kid[i], label);
    return any;
}

static Node *made(NodeKind kind, Node *from, unsigned kids, Node *a, Node *b,
                  Node *c, Node *d)
{
    Node *n = ast_node(kind, 0, 0, kids, a, b, c, d);
    n->at = from->at;
    n->flags = from->flags & (NF_HAS_AWAIT | NF_DIALECT);
    return n;
}

/* if (!(cond)) break; */
static Node *break_unless(Node *cond)
{
    Node *not = ast_node(ND_UNARY, 0, 0, 1,
                         ast_node(ND_PAREN, 0, 0, 1, cond));
    not->op = '!';
    not->type = ty_int;
    not->flags = cond->flags & NF_HAS_AWAIT;
    not->kid[0]->type = cond->type;
    not->kid[0]->flags = not->flags;
    Node *n = made(ND_IF, cond, 3, not, ast_node(ND_BREAK, 0, 0, 0), NULL, NULL);
    n->at = cond->first;
    return n;
}

static Node *label_here(Str *name)
{
    Node *n = ast_node(ND_LABEL, 0, 0, 1, ast_node(ND_EMPTY, 0, 0, 0));
    n->name = name;
    return n;
}

static Str *fresh_label(const char *what)
{
    return intern_z(arena_printf(ast_arena, "__acc_%s_%u", what,
                                 ++lower_now->tries));
}

/* `f(a, b)` of the runtime, awaited or not. */
static Node *runtime_call(const char *name, Type *result, bool async, Node *a,
                          Node *b)
{
    if (!async) {
        Node *n = make_text(arena_printf(ast_arena, b ? "%s(@, @)" : "%s(@)",
                                         name), b ? 2 : 1, a, b);
        n->type = result;
        return n;
    }
    Sym *s = runtime_function(name);
    s->type->base = result;
    Node *call = ast_node(ND_CALL, 0, 0, b ? 3 : 2, make_ident(s), a, b);
    call->type = type_handle(HANDLE_COROUTINE, result);
    Node *await = ast_node(ND_AWAIT, 0, 0, 1, call);
    await->type = result;
    await->flags = NF_HAS_AWAIT;
    return await;
}

/*     for (T x : g) S   =>   { defer close(g);
 *                              while (next(g, &v)) { T x = v; S } }           */
static Node *expand_for_each(Node *n)
{
    bool async = n->flags & NF_ASYNC;
    Node *source = n->kid[2];
    Type *item = source->type->base;
    Node *block = make_block(true);
    block->at = n->first;
    block->flags = n->flags & NF_HAS_AWAIT;
    Sym *g = make_declared(block, source->type, false);
    Sym *v = make_declared(block, item, true);
    Node *first = make_store(g, source);
    first->at = n->first;
    ast_add(block, first);
    Node *close = make_stmt(runtime_call(
        async ? "acc_async_generator_close" : "acc_generator_close", ty_void,
        async, make_ident(g), NULL));
    close->at = n->first;
    Node *defer = ast_node(ND_DEFER, 0, 0, 1, close);
    if (async)
        close->flags = defer->flags = NF_HAS_AWAIT;
    ast_add(block, defer);
    Node *address = make_text("&@", 1, make_ident(v));
    address->type = type_pointer(item);
    Node *cond = runtime_call(
        async ? "acc_async_generator_next" : "acc_generator_next", ty_int, async,
        make_ident(g), address);
    cond->at = n->first;
    Node *body = make_block(true);
    body->at = n->kid[3]->at;
    body->flags = n->kid[3]->flags & NF_HAS_AWAIT;
    ast_add(body, ast_node(ND_DECLARATION, 0, 0, 2, n->kid[0],
                           ast_node(ND_DECLARED, 0, 0, 3, n->kid[1], NULL,
                                    make_ident(v))));
    ast_add(body, n->kid[3]);
    Node *loop = ast_node(ND_WHILE, 0, 0, 2, cond, body);
    loop->at = n->first;
    loop->flags = (cond->flags | body->flags) & NF_HAS_AWAIT;
    ast_add(block, loop);
    loops(loop);
    return block;
}

void loops(Node *n)
{
    if (!n || n->kind == ND_FUNCTION
        || (n->first < n->end && !(n->flags & (NF_HAS_AWAIT | NF_DIALECT))))
        return;
    for (unsigned i = 0; i < n->n; i++)
        loops(n->kid[i]);
    Node *endless;
    switch (n->kind) {
    case ND_FOR_EACH:
        n->repl = expand_for_each(n);
        return;
    case ND_WHILE: {
        if (!has_await(n->kid[0]))
            return;
        Node *body = make_block(true);
        body->flags = n->flags & NF_HAS_AWAIT;
        ast_add(body, break_unless(n->kid[0]));
        ast_add(body, n->kid[1]);
        endless = made(ND_FOR, n, 4, NULL, NULL, NULL, body);
        endless->first = n->first;
        n->repl = endless;
        return;
    }
    case ND_DO: {
        if (!has_await(n->kid[1]))
            return;
        Str *label = fresh_label("continue");
        Node *body = make_block(true);
        body->flags = n->flags & NF_HAS_AWAIT;
        ast_add(body, n->kid[0]);
        if (retarget_continue(n->kid[0], label))
            ast_add(body, label_here(label));
        ast_add(body, break_unless(n->kid[1]));
        endless = made(ND_FOR, n, 4, NULL, NULL, NULL, body);
        endless->first = n->first;
        n->repl = endless;
        return;
    }
    case ND_FOR: {
        if (!has_await(n))
            return;
        Node *init = n->kid[0], *cond = n->kid[1], *step = n->kid[2];
        Node *loop = n;
        if (has_await(cond) || has_await(step)) {
            Node *body = make_block(true);
            body->flags = n->flags & NF_HAS_AWAIT;
            if (cond)
                ast_add(body, break_unless(cond));
            ast_add(body, n->kid[3]);
            if (step) {
                Str *label = fresh_label("continue");
                if (retarget_continue(n->kid[3], label))
                    ast_add(body, label_here(label));
                Node *s = make_stmt(step);
                s->flags = step->flags & NF_HAS_AWAIT;
                ast_add(body, s);
            }
            loop = made(ND_FOR, n, 4, NULL, NULL, NULL, body);
            loop->first = n->first;
        } else if (init && (init->kind == ND_DECLARATION || has_await(init))) {
            loop = make_copy(n);
            loop->kid[0] = NULL;
        }
        if (loop == n)
            return;
        if (!init) {
            n->repl = loop;
            return;
        }
        /* the loop's own scope */
        Node *b = make_block(true);
        b->flags = n->flags & NF_HAS_AWAIT;
        if (init->kind != ND_DECLARATION) {
            Node *s = make_stmt(init);
            s->flags = init->flags & NF_HAS_AWAIT;
            init = s;
        }
        ast_add(b, init);
        ast_add(b, loop);
        n->repl = b;
        return;
    }
    default:
        return;
    }
}

/* A record or enum defined inside the function moves in front of it, under a
 * tag of its own, for the frame may need it. */
static void hoist_type(Node *n, Type *t)
{
    Tag *tag = t->tag;
    n->type = t;
    if (tag->emit_name)
        return;
    tag->emit_name = intern_z(arena_printf(
        ast_arena, "__acc_%s_%s%u", lower_now->sym->name->s,
        tag->name ? tag->name->s : "type", (unsigned)lower_now->types.n + 1));
    if (tag->sym)
        tag->sym->emit = tag->emit_name->s;
    if (n->kind == ND_SPEC_ENUM)
        for (unsigned i = 0; i < n->n; i++)
            if (n->kid[i] && n->kid[i]->kind == ND_ENUMERATOR) {
                Sym *s = n->kid[i]->sym;
                s->emit = arena_printf(ast_arena, "%s_%s", tag->emit_name->s,
                                       s->name->s);
            }
    vec_push(&lower_now->types, n);
}

/* What the passes that follow look for, or rules out a second copy. */
static void note_contents(const Node *n)
{
    switch (n->kind) {
    case ND_COMPOUND_LITERAL:
        lower_now->has_literal = true;
        return;
    case ND_D_ARRAY:
        lower_now->has_array = true;
        return;
    case ND_DEFER: case ND_TIMEOUT: case ND_TASKGROUP: case ND_FOR_EACH:
        lower_now->has_region = true;
        return;
    case ND_ATTRIBUTES:
        lower_now->has_region |= (n->flags & NF_CLEANUP) != 0;
        return;
    case ND_LABEL_ADDRESS:
        lower_now->one_copy = true;
        return;
    case ND_CALL:
        lower_now->one_copy |= is_setjmp(n);
        return;
    }
}

/* Also notes what the body holds. */
static void hoist_types(Node *n)
{
    if (!n)
        return;
    for (unsigned i = 0; i < n->n; i++)
        hoist_types(n->kid[i]);
    note_contents(n);
    /* the entry began the list of arguments; the body gets a copy of it */
    if (lower_now->sym->type->variadic && n->kind == ND_CALL && n->n == 3
        && n->kid[0]->kind == ND_IDENT
        && !strcmp(n->kid[0]->name->s, "__builtin_va_start")) {
        n->repl = make_text("va_copy(@, *__acc_va)", 1, n->kid[1]);
        n->repl->value = 1; /* it writes its operand */
    }
    if (n->kind != ND_SPECS || !n->type || !n->type->tag)
        return;
    for (unsigned i = 0; i < n->n; i++) {
        Node *k = n->kid[i];
        if (k && (k->kind == ND_SPEC_RECORD || k->kind == ND_SPEC_ENUM)
            && (k->flags & NF_BODY))
            hoist_type(k, n->type);
    }
}

void desugar(Func *f)
{
    f->one_copy = f->sym->type->variadic; /* va_end is not inlined */
    for (unsigned i = 0; i < f->body->n; i++)
        hoist_types(f->body->kid[i]);
    desugar_plain(f->body);
    loops(f->body);
}
