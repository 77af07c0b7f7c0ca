/*
 * The forms of await: each becomes an ND_AWAIT_POINT and what prepares and
 * follows it. Part of spill, which calls spill_await for every await it meets.
 *
 * Needs:  an await whose operands may hold further awaits.
 * Leaves: its point, with operands that hold none; the value in a temporary.
 *
 *     await f(x)                 start, call or pointer, as f is known
 *     await gather(...)          one point; values and bindings after it
 *     await wait_for(f(x), d)    a timeout block around the direct call
 *     await acc_queue_get(q)     an item in memory that the point fills
 *     await e                    an object, a task, a future, whatever it is
 */
#include "lower/spill.h"

#include "base/diag.h"
#include "grammar/tokens.h"
#include "sema/scope.h"

static bool contains_call(Node *n)
{
    n = now(n);
    if (n->kind == ND_CALL || n->kind == ND_TEMPLATE || n->kind == ND_STMT_EXPR)
        return true;
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i] && contains_call(n->kid[i]))
            return true;
    return false;
}

Point *await_add_point(PointKind kind, Node *at, Type *type)
{
    Point *p = arena_alloc(ast_arena, sizeof *p);
    p->kind = kind;
    p->type = type;
    p->pos = at->at ? at->at : at->first;
    p->node = ast_node(ND_AWAIT_POINT, 0, 0, 0);
    p->node->at = p->pos;
    p->node->value = lower_now->points.n;
    p->node->type = type;
    vec_push(&lower_now->points, p);
    spill_cross_temps();
    return p;
}

/* Does a header publish its frame, as the runtime's do? */
static bool is_published(const Sym *callee)
{
    const Sym *tag = scope_find_tag(intern_z(
        arena_printf(ast_arena, "__acc_frame_%s", callee->name->s)));
    return callee->published || (tag && tag->tag->complete);
}

/* Does its header say that it suspends whenever it is called (1), and that the
 * caller is the leaf then (2)? */
static long long always_suspends(const Sym *callee)
{
    const Sym *mark = scope_find(intern_z(
        arena_printf(ast_arena, "__acc_suspends_%s", callee->name->s)));
    return mark && mark->kind == SYM_ENUMERATOR ? mark->value : 0;
}

/* Is it embedded: its frame type is complete here? */
static bool can_embed(const Sym *callee)
{
    if (is_published(callee))
        return true;
    return callee->defined_at && callee->defined_at < lower_now->sym->defined_at
        && callee->lowering && !callee->is_weak && !callee->type->variadic;
}

static Point *direct_call(Node *await, Node *call)
{
    Node *callee = ast_strip(call->kid[0]);
    NodeVec v = {0};
    Sym *s = callee->kind == ND_IDENT && callee->sym
                     && callee->sym->kind == SYM_FUNCTION ? callee->sym : NULL;
    for (unsigned i = s ? 1 : 0; i < call->n; i++)
        vec_push(&v, call->kid[i]);
    spill_operands(&v, 0);
    vec_free(&v);
    Point *p;
    if (!s) {
        /* the mark "next frame on my stack" must meet no other call */
        for (unsigned i = 0; i < call->n; i++)
            if (i == 0 || contains_call(call->kid[i]))
                spill_keep(call->kid[i]);
        p = await_add_point(POINT_POINTER, await, await->type);
    } else {
        bool embed = can_embed(s);
        p = await_add_point(embed ? POINT_START : POINT_CALL, await, await->type);
        p->callee = s;
        p->suspends = always_suspends(s) > 0;
        p->is_leaf = always_suspends(s) == 2;
        Func *f = lower_func(s);
        if (f && embed)
            f->needs_start = true;
        else if (f)
            f->needs_call = true;
    }
    ast_add(p->node, NULL);
    for (unsigned i = s ? 1 : 0; i < call->n; i++)
        ast_add(p->node, call->kid[i]);
    return p;
}

static Node *store_text(Node *left, const char *text)
{
    return make_stmt(make_assign(left, make_text(text, 0)));
}

/* `*(T *)acc_arm_value(&ARM)`; null for void. */
static const char *arm_value(Type *t, const char *arm)
{
    if (t->kind == TY_VOID)
        return NULL;
    return arena_printf(ast_arena, "*(%s)acc_arm_value(&%s)",
                        type_string(type_pointer(t)), arm);
}

/* One member of the struct of values; an arm that failed has zero there. */
static void add_field(StrBuf *b, unsigned i, Type *t, const char *arm,
                      const char *value, bool collect)
{
    strbuf_printf(b, "%s._%u = ", b->n ? ", " : "", i);
    if (collect)
        strbuf_printf(b, "%s.error ? (%s){0} : ", arm,
                      type_string(type_unqualified(t)));
    strbuf_puts(b, value);
}

/* gather directly under await: the arms' handles first, all of them, then one
 * await point; what arms bind is stored after it. */
static Node *await_gather(Node *await, Node *call, bool want)
{
    unsigned n = call->n - 1;
    Type *value = await->type;
    if (value->kind != TY_VOID)
        declare_gather_type(value);
    NodeVec handles = {0};
    struct Arm {
        Node *error, *target, *handle;
        bool collect;
    } *arm = arena_alloc(ast_arena, (n + 1) * sizeof *arm);
    size_t last = 0;
    bool any = false;
    for (unsigned i = 0; i < n; i++) {
        gather_arm(call->kid[i + 1], &arm[i].error, &arm[i].target,
                   &arm[i].handle, &arm[i].collect);
        if (has_await(call->kid[i + 1]))
            last = i, any = true;
    }
    for (unsigned i = 0; i < n; i++) {
        Node *parts[3] = {arm[i].error, arm[i].target, arm[i].handle};
        for (int k = 0; k < 3; k++) {
            if (!parts[k])
                continue;
            if (has_await(parts[k]))
                spill_expr(parts[k], true);
            if (k < 2)
                spill_keep_place(parts[k]); /* evaluated once, before the await */
            else if (any && i < last)
                spill_keep(parts[k]);
        }
        vec_push(&handles, arm[i].handle);
    }
    Point *p = await_add_point(POINT_GATHER, await, value);
    p->arms = n;
    p->arm_flags = arena_alloc(ast_arena, (n + 1) * sizeof *p->arm_flags);
    p->arm_kinds = arena_alloc(ast_arena, (n + 1) * sizeof *p->arm_kinds);
    p->child_name = arena_printf(ast_arena, "gather_%u",
                                 (unsigned)lower_now->points.n);
    Local *result = NULL;
    if (want && value->kind != TY_VOID)
        result = spill_temp(value);
    ast_add(p->node, NULL);
    NodeVec after = {0};
    StrBuf fields = {0};
    for (unsigned i = 0; i < n; i++) {
        Node *h = arm[i].handle;
        ast_add(p->node, h);
        p->arm_flags[i] = arm[i].collect;
        p->arm_kinds[i] = h->type->handle;
        const char *a = arena_printf(ast_arena, "__acc_f->%s.arm[%u]",
                                     p->child_name, i);
        const char *value = arm_value(h->type->base, a);
        if (value && result)
            add_field(&fields, i, h->type->base, a, value, arm[i].collect);
        if (arm[i].target) {
            Node *store = store_text(arm[i].target, value);
            if (arm[i].collect)
                store = make_text(
                    arena_printf(ast_arena, "if (!%s.error)\n    @", a), 1, store);
            vec_push(&after, store);
        }
        if (arm[i].error)
            vec_push(&after, store_text(arm[i].error,
                                        arena_printf(ast_arena, "%s.error", a)));
    }
    spill_put(p->node);
    if (result)
        spill_put(store_text(make_ident(result->sym),
                             arena_printf(ast_arena, "(%s){%s}",
                                          type_string(value), fields.s)));
    for (size_t i = 0; i < after.n; i++)
        spill_put(after.at[i]);
    spill_put(make_text(arena_printf(ast_arena,
                               "acc_gather_end(__acc_c, &__acc_f->%s.gather);",
                               p->child_name), 0));
    strbuf_free(&fields);
    vec_free(&after);
    vec_free(&handles);
    return result ? make_ident(result->sym) : make_text("(void)0", 0);
}

/* `await acc_queue_put(q, v)`, `await acc_queue_get(q)`: the item lies in a
 * temporary whose address the runtime has while it waits. */
static Node *await_queue(Node *await, Node *call)
{
    bool put_it = call->builtin == BI_QUEUE_PUT;
    Node *queue = call->kid[1];
    Type *t = queue->type->base;
    NodeVec v = {0};
    for (unsigned i = 1; i < call->n; i++)
        vec_push(&v, call->kid[i]);
    spill_operands(&v, 0);
    vec_free(&v);
    if (put_it)
        spill_keep(queue);
    Local *item = spill_new_temp(t, true);
    if (put_it)
        spill_put(make_store(item->sym, call->kid[2]));
    Point *p = await_add_point(POINT_START, await, ty_void);
    p->callee = runtime_function(put_it ? "acc_queue_put_from"
                                        : "acc_queue_get_into");
    ast_add(p->node, NULL);
    ast_add(p->node, queue);
    Node *address = make_text("&@", 1, make_ident(item->sym));
    address->type = type_pointer(item->sym->type);
    ast_add(p->node, address);
    spill_put(p->node);
    return put_it ? make_text("(void)0", 0) : make_ident(item->sym);
}

static Node *await_of(Node *await, Node *operand)
{
    Node *a = make_copy(await);
    a->kid[0] = operand;
    return a;
}

/* `v = await wait_for(f(x), d)`: what it is, a timeout block around a direct
 * call; but when the time is up already, the body must not begin.
 *
 *     t = x;  if (d > 0) timeout (d) { v = await f(t); }
 *             else v = await acc_wait_for(f(t), d);                          */
static Node *await_wait_for(Node *await, Node *wait, bool want)
{
    Node *call = ast_strip(wait->kid[1]), *duration = wait->kid[2];
    NodeVec v = {0};
    for (unsigned i = 0; i < call->n; i++)
        vec_push(&v, call->kid[i]);
    vec_push(&v, duration);
    spill_operands(&v, 0);
    Node *direct = make_copy(call);
    for (size_t i = 0; i < v.n; i++) {
        spill_keep(v.at[i]);
        if (i < call->n)
            direct->kid[i] = now(v.at[i]);
    }
    duration = now(duration);
    vec_free(&v);
    Local *l = want && await->type->kind != TY_VOID ? spill_temp(await->type) : NULL;

    Node *inner = await_of(await, direct);
    Node *body = make_block(true), *s = inner;
    if (l) {
        s = make_assign(make_ident(l->sym), inner);
        s->flags |= NF_HAS_AWAIT;
    }
    s = make_stmt(s);
    s->flags |= NF_HAS_AWAIT;
    body->flags |= NF_HAS_AWAIT;
    body->at = await->at;
    ast_add(body, s);
    Node *timeout = ast_node(ND_TIMEOUT, 0, 0, 3, duration, NULL, body);
    timeout->at = await->at;
    NodeVec in_time, *saved;
    spill_begin_run(&in_time, &saved);
    spill_stmt(timeout_region(timeout));
    Node *then = spill_end_run(&in_time, saved);

    if (wait_for_has_time(wait)) {
        spill_put(then);
        return l ? make_ident(l->sym) : make_text("(void)0", 0);
    }
    Node *object = wait_for_object(wait, make_copy(call));
    object->type = wait->type;
    Node *due = spill_value_into(l, await_of(await, object), NULL);
    spill_put(spill_if(make_text("(acc_duration)(@) > 0", 1, duration), then, due,
                await));
    return l ? make_ident(l->sym) : make_text("(void)0", 0);
}

/* The await point of `await E`; the target is set by the caller. Not for
 * what leaves its value elsewhere. */
Point *await_point(Node *n)
{
    Node *e = now(ast_strip(n->kid[0]));
    if (e->kind == ND_CALL && !e->builtin
        && ast_strip(e->kid[0])->type
        && (ast_strip(e->kid[0])->type->kind == TY_FUNCTION
            || type_decay(ast_strip(e->kid[0])->type)->kind == TY_POINTER)
        && e->type->kind == TY_HANDLE && e->type->handle == HANDLE_COROUTINE) {
        Type *ft = type_decay(ast_strip(e->kid[0])->type)->base;
        if (ft->kind == TY_FUNCTION && ft->is_async)
            return direct_call(n, e);
    }
    if (has_await(n->kid[0]))
        spill_expr(n->kid[0], true);
    static const PointKind by_handle[] = {
        [HANDLE_COROUTINE] = POINT_OBJECT, [HANDLE_TASK] = POINT_TASK,
        [HANDLE_FUTURE] = POINT_FUTURE, [HANDLE_AWAITABLE] = POINT_ANY,
    };
    Type *t = n->kid[0]->type;
    if (t->kind != TY_HANDLE || t->handle > HANDLE_AWAITABLE)
        bug("await of a '%s'", type_text(t));
    Point *p = await_add_point(by_handle[t->handle], n, n->type);
    p->is_leaf = p->kind == POINT_TASK || p->kind == POINT_FUTURE;
    ast_add(p->node, NULL);
    ast_add(p->node, n->kid[0]);
    return p;
}

static bool awaits_gather(Node *n)
{
    Node *e = now(ast_strip(n->kid[0]));
    return e->kind == ND_CALL && e->builtin == BI_GATHER;
}

/* Its value is not that of one await point. */
bool awaits_more(Node *n)
{
    Node *e = now(ast_strip(n->kid[0]));
    return awaits_gather(n) || is_queue_wait(e) || is_wait_for_call(e);
}

Node *spill_await(Node *n, bool want)
{
    if (awaits_gather(n))
        return await_gather(n, now(ast_strip(n->kid[0])), want);
    if (is_queue_wait(now(ast_strip(n->kid[0]))))
        return await_queue(n, now(ast_strip(n->kid[0])));
    if (is_wait_for_call(now(ast_strip(n->kid[0]))))
        return await_wait_for(n, now(ast_strip(n->kid[0])), want);
    Point *p = await_point(n);
    Local *l = NULL;
    if (want && n->type->kind != TY_VOID) {
        l = spill_temp(n->type);
        p->node->kid[0] = make_ident(l->sym);
    }
    spill_put(p->node);
    return l ? make_ident(l->sym) : make_text("(void)0", 0);
}
