/*
 * The predeclared generic functions of docs/language.md: gather, run,
 * create_task and the rest. Each takes and gives what its T says, so each has
 * its own rule here.
 */
#include <string.h>

#include "sema/check.h"

static const char *builtin_name(const Node *n)
{
    return ast_strip(n->kid[0])->name->s;
}

bool is_dialect_builtin(const Node *ident, unsigned *id)
{
    static struct {
        Str *short_name, *long_name;
    } names[BI_COUNT];
    if (!names[BI_RUN].short_name) {
#define B(id, s, l) \
        names[id].short_name = intern_z(s); \
        names[id].long_name = intern_z(l);
#include "sema/builtins.def"
#undef B
    }
    for (unsigned i = 1; i < BI_COUNT; i++)
        if (ident->name == names[i].short_name
            || ident->name == names[i].long_name) {
            if (ident->at && (unit_tokens.at[ident->at].flags & TF_SYSTEM))
                return false;
            if (ident->name != names[i].long_name && scope_find(ident->name))
                return false;
            *id = i;
            return true;
        }
    return false;
}

/* ---- arguments ------------------------------------------------------- */

/* Reports when there are not `least` to `most` arguments. */
static bool takes(Node *n, unsigned least, unsigned most, const char *form)
{
    unsigned given = n->n - 1;
    if (given >= least && given <= most)
        return true;
    diag_error(given > most ? whole(n->kid[most + 1]) : n->end - 1,
               "'%s' is called as '%s'", builtin_name(n), form);
    return false;
}

/* A call of the runtime's own function by its long name, as plain C would
 * write it: `acc_future_new(sizeof x)`. */
static bool is_plain_call(const Node *n, unsigned id)
{
    static const unsigned char most[BI_COUNT] = {
        [BI_RUN] = 2, [BI_WAIT_FOR] = 2, [BI_SHIELD] = 1, [BI_GATHER_ALL] = 3,
        [BI_FUTURE_SET_RESULT] = 2};
    const Node *f = ast_strip(n->kid[0]);
    const Sym *s = scope_find(f->name);
    if (!s || s->kind != SYM_FUNCTION || strncmp(f->name->s, "acc_", 4) != 0)
        return false;
    if (id == BI_FUTURE_NEW)
        return n->n == 2 && n->kid[1]->kind != ND_TYPE_ARGUMENT;
    return most[id] && n->n - 1 > most[id];
}

bool is_dialect_call(const Node *n, unsigned *id)
{
    const Node *f = ast_strip(n->kid[0]);
    return f->kind == ND_IDENT && is_dialect_builtin(f, id)
           && !is_plain_call(n, *id);
}

static void check_all_arguments(Node *n, unsigned from)
{
    for (unsigned i = from; i < n->n; i++)
        check_value(n->kid[i]);
}

static void pass(Node *n, unsigned i, Type *to)
{
    char what[80];
    bool was = report_always;
    snprintf(what, sizeof what, "argument %u of '%s'", i, builtin_name(n));
    report_always = true;
    convert_assign(&n->kid[i], to, what);
    report_always = was;
}

static void pass_duration(Node *n, unsigned i)
{
    check_value(n->kid[i]);
    check_duration(n->kid[i]);
    pass(n, i, ty_duration);
}

static void report_kind(Node *n, Node *arg, const Type *t, const char *wanted)
{
    const Type *f = t->kind == TY_POINTER && t->base->kind == TY_FUNCTION
                        ? t->base : NULL;
    if (t->kind == TY_ERROR)
        return;
    if (f && f->is_async && ast_strip(arg)->kind == ND_IDENT)
        diag_error(whole(arg), "'%s' takes %s, not the async function '%s' "
                   "itself; call it: '%s(...)'", builtin_name(n), wanted,
                   ast_strip(arg)->name->s, ast_strip(arg)->name->s);
    else if (arg->kind == ND_AWAIT && awaited_type(arg->kid[0]->type)) {
        diag_remove(arg->first);
        diag_error(whole(arg), "'%s' takes %s, not '%s'; leave out the "
                   "'await'", builtin_name(n), wanted, type_text(t));
    } else {
        diag_error(whole(arg), "'%s' takes %s, not '%s'", builtin_name(n),
                   wanted, type_text(t));
    }
}

/* T of an argument that must be a handle of this kind; ty_error: it is not. */
static Type *value_of(Node *n, unsigned i, HandleKind kind, const char *wanted)
{
    Type *t = check_value(n->kid[i]);
    if (t->kind == TY_HANDLE && t->handle == kind)
        return t->base;
    report_kind(n, n->kid[i], t, wanted);
    return ty_error;
}

static Type *handle_of(HandleKind kind, Type *value)
{
    return value->kind == TY_ERROR ? ty_error : type_handle(kind, value);
}

/* ---- arms ------------------------------------------------------------ */

/* `left = arm`: will the value fit? */
static void check_binding(Node *a, Type *value)
{
    Node *left = a->kid[0];
    Type *lt = check_expr(left);
    Node result = {.kind = ND_EMPTY, .type = value, .first = left->first,
                   .end = left->end, .at = left->at};
    Node *p = &result;
    bool was = report_always;
    if (lt->kind == TY_ERROR || value->kind == TY_ERROR)
        return;
    if (!is_written_to(left)) {
        diag_error(whole(left), "the result of an arm cannot be stored here");
        return;
    }
    if (value->kind == TY_VOID) {
        diag_error(at_operator(a), "this arm gives no value to store");
        return;
    }
    report_always = true;
    if (lt->kind == TY_HANDLE && value->kind != TY_HANDLE)
        diag_error(at_operator(a), "an arm 'x = ...' stores the awaited result, of type "
                   "'%s'; for an assignment of the handle write '(x = ...)'",
                   type_text(value));
    else
        convert_assign(&p, type_unqualified(lt), "the result of an arm");
    report_always = was;
}

/* The handle type of one arm: `a`, `x = a`, `try(...)`, `rc = try(...)`. */
static Type *check_arm(Node *n, Node *a, bool may_bind)
{
    Type *t;
    if (a->kind == ND_TRY_EXPR) {
        a->type = t = check_arm(n, a->kid[0], may_bind);
        a->flags |= NF_DIALECT;
        propagate(a);
        return t;
    }
    if (a->kind == ND_ASSIGN && a->op == '=') {
        a->type = t = check_arm(n, a->kid[1], may_bind);
        Type *value = a->kid[1]->kind == ND_TRY_EXPR ? ty_int : awaited_type(t);
        if (!may_bind) {
            diag_error(at_operator(a), "an arm can store its result only directly "
                       "under 'await'");
            check_expr(a->kid[0]);
        } else {
            check_binding(a, value ? value : ty_error);
        }
        a->flags |= NF_DIALECT;
        propagate(a);
        return t;
    }
    t = check_value(a);
    if (awaited_type(t))
        return t;
    report_kind(n, a, t, "awaitables");
    return ty_error;
}

/* ---- gather ---------------------------------------------------------- */

static Tag *new_record(int keyword, unsigned members)
{
    Tag *tag = arena_alloc(ast_arena, sizeof *tag);
    tag->keyword = keyword;
    tag->function = cur ? cur->sym : NULL;
    tag->members = members;
    tag->member = arena_alloc(ast_arena, (members + 1) * sizeof *tag->member);
    for (unsigned i = 0; i < members; i++)
        tag->member[i].bits = -1;
    return tag;
}

/* struct { T _0; U _1; ... }, and with equal types
 * struct { union { struct { T _0, _1; }; T all[2]; }; } */
static Type *gather_type(Type **value, unsigned n)
{
    unsigned members = 0;
    bool equal = n > 0;
    for (unsigned i = 0; i < n; i++) {
        members += value[i]->kind != TY_VOID;
        equal &= value[i]->kind != TY_VOID && type_same(value[i], value[0]);
    }
    if (members == 0)
        return ty_void;
    Tag *s = new_record(TK_STRUCT, members);
    members = 0;
    for (unsigned i = 0; i < n; i++) {
        if (value[i]->kind == TY_VOID)
            continue;
        char *name = arena_printf(ast_arena, "_%u", i);
        s->member[members].name = intern_z(name);
        s->member[members++].type = value[i];
    }
    type_layout(s, 0, 0);
    if (!equal)
        return type_of_tag(s);
    Tag *u = new_record(TK_UNION, 2);
    u->member[0].type = type_of_tag(s);
    u->member[1].name = intern_z("all");
    u->member[1].type = type_array(value[0], n, NULL);
    type_layout(u, 0, 0);
    Tag *outer = new_record(TK_STRUCT, 1);
    outer->member[0].type = type_of_tag(u);
    type_layout(outer, 0, 0);
    return type_of_tag(outer);
}

/* The call that stands directly under the await being checked. */
static Node *awaited_call;

static void check_gather(Node *n)
{
    bool direct = n == awaited_call, good = true;
    Type **value = arena_alloc(ast_arena, n->n * sizeof *value);
    awaited_call = NULL;
    for (unsigned i = 1; i < n->n; i++) {
        Type *t = check_arm(n, n->kid[i], direct);
        value[i - 1] = awaited_type(t);
        if (n->kid[i]->flags & NF_HAS_AWAIT && value[i - 1])
            diag_warning(whole(n->kid[i]), "gather-await", "the await in this "
                         "arm is done before the arms begin: they wait for it");
        good &= value[i - 1] != NULL;
        if (value[i - 1])
            value[i - 1] = type_unqualified(value[i - 1]);
    }
    n->type = good ? type_handle(HANDLE_FUTURE, gather_type(value, n->n - 1))
                   : ty_error;
}

static void check_gather_all(Node *n)
{
    n->type = type_handle(HANDLE_COROUTINE, ty_void);
    check_all_arguments(n, 1);
    if (!takes(n, 3, 3, "gather_all(tasks, n, results)"))
        return;
    Type *t = type_decay(n->kid[1]->type), *r = type_decay(n->kid[3]->type);
    if (t->kind != TY_POINTER || t->base->kind != TY_HANDLE
        || t->base->handle != HANDLE_TASK) {
        report_kind(n, n->kid[1], t, "an array of tasks");
        return;
    }
    pass(n, 2, ty_size);
    Type *value = t->base->base;
    if (is_null_constant(n->kid[3]) || r->kind == TY_ERROR || t->base->untyped)
        return;
    if (value->kind == TY_VOID)
        diag_error(whole(n->kid[3]), "tasks of 'void' give no results: pass "
                   "NULL");
    else if (!(r->kind == TY_POINTER && (r->base->kind == TY_VOID
                                         || type_compatible(r->base, value))))
        diag_error(whole(n->kid[3]), "the results of '%s' are stored through "
                   "'%s', not '%s'", type_text(t->base),
                   type_text(type_pointer(value)), type_text(r));
}

/* ---- the others ------------------------------------------------------ */

static void check_run(Node *n)
{
    n->type = ty_error;
    if (!takes(n, 1, 2, "run(coroutine)' or 'run(coroutine, &error)")) {
        check_all_arguments(n, 1);
        return;
    }
    n->type = type_unqualified(value_of(n, 1, HANDLE_COROUTINE, "a coroutine"));
    if (cur && cur->is_async && !unevaluated && n->type->kind != TY_ERROR) {
        if (n->n == 2)
            diag_replace(n->first, n->first + 1, "await");
        diag_warning(whole(n), "blocking", "'run' in an async function, whose "
                     "loop runs already; write 'await'");
    }
    if (n->n > 2) {
        check_value(n->kid[2]);
        pass(n, 2, type_pointer(ty_int));
    }
}

/* runner_run(runner, c [, &err]) as run; acc_runner_run(runner, c, to, size) as
 * in C, but `to` has the type of the result. */
static void check_runner_run(Node *n)
{
    n->type = ty_error;
    if (!takes(n, 2, 4, "runner_run(runner, coroutine [, int *error])")) {
        check_all_arguments(n, 1);
        return;
    }
    bool as_in_c = n->n == 5;
    check_value(n->kid[1]);
    Type *runner = type_decay(n->kid[1]->type);
    if (runner->kind != TY_ERROR
        && !(runner->kind == TY_POINTER
             && (runner->base->kind == TY_VOID
                 || type_is_tag_named(runner->base, "acc_runner"))))
        diag_error(n->kid[1]->first, "'%s' takes an 'acc_runner *', not '%s'",
                   builtin_name(n), type_text(runner));
    Type *given = check_value(n->kid[2]);
    Type *value = ty_error;
    if (given->kind == TY_HANDLE && given->handle == HANDLE_COROUTINE)
        value = type_unqualified(given->base);
    else if (!as_in_c || given->kind != TY_POINTER)
        report_kind(n, n->kid[2], given, "a coroutine");
    if (!as_in_c) {
        n->type = value;
        if (n->n > 3) {
            check_value(n->kid[3]);
            pass(n, 3, type_pointer(ty_int));
        }
        return;
    }
    n->type = ty_int;
    check_all_arguments(n, 3);
    Type *to = type_decay(n->kid[3]->type);
    if (to->kind == TY_POINTER && to->base->kind != TY_VOID
        && value->kind != TY_ERROR && !given->untyped
        && (value->kind == TY_VOID
            || !type_compatible(type_unqualified(to->base), value)))
        diag_error(n->kid[3]->first, "the result is stored as it is: its type "
                   "is '%s', not '%s'", type_text(value), type_text(to->base));
}

static bool is_group(const Type *t)
{
    return t->kind == TY_POINTER && type_is_tag_named(t->base, "acc_taskgroup");
}

/* The variable of which this is a part, or null. */
static Sym *variable_of(const Node *n)
{
    for (;;) {
        n = ast_strip((Node *)n);
        if ((n->kind == ND_MEMBER && n->op == '.')
            || (n->kind == ND_SUBSCRIPT && n->kid[0]->type
                && n->kid[0]->type->kind == TY_ARRAY))
            n = n->kid[0];
        else
            return n->kind == ND_IDENT ? n->sym : NULL;
    }
}

static bool is_bit_field(const Node *n)
{
    n = ast_strip((Node *)n);
    const Member *m = n->kind == ND_MEMBER ? sema_member((Node *)n) : NULL;
    return m && m->bits >= 0;
}

/* Is it there when the block of this group ends? */
static bool outlives_group(const Node *left, const Node *group)
{
    const Sym *s = variable_of(left), *g = ast_strip((Node *)group)->sym;
    return !s || !s->is_automatic || !g || !g->block
        || g->block->kind != ND_TASKGROUP || s->pos <= g->pos;
}

Node *dropped_value;

/* `create_task(g, n = f())`: the value of the task is copied to n when the
 * block ends, so the types must be the same. */
static Type *check_stored_result(Node *n, Node *a)
{
    Node *left = a->kid[0], *right = a->kid[1];
    bool is_statement = n == dropped_value;
    if (right->kind == ND_TRY_EXPR) {
        diag_error(whole(right), "'try' cannot stand here: a task group throws "
                   "the errors of its tasks at its end");
        check_expr(left);
        check_value(right->kid[0]);
        return ty_error;
    }
    unsigned before = diag_errors;
    Type *t = check_arm(n, a, true), *value = awaited_type(t);
    Type *lt = left->type;
    if (!value || value->kind == TY_ERROR || lt->kind == TY_ERROR
        || diag_errors > before)
        return t;
    take_address(left);
    if (is_bit_field(left))
        diag_error(whole(left), "a bit-field has no address at which the "
                   "result could be stored");
    else if (!type_compatible(type_unqualified(lt), type_unqualified(value)))
        diag_error(whole(left), "the result is stored as it is: its type is "
                   "'%s', not '%s'", type_text(value), type_text(lt));
    else if (!outlives_group(left, n->kid[1]))
        diag_error(whole(left), "the result is stored at the end of the "
                   "group's block, when '%s' is gone; declare it in front of "
                   "the block", variable_of(left)->name->s);
    else if (!is_statement)
        diag_error(at_operator(a), "a task whose result is stored leaves no handle; "
                   "write 'create_task(...);' as a statement");
    return t;
}

static void check_create_task(Node *n)
{
    bool eager = n->builtin == BI_CREATE_EAGER_TASK;
    const char *form = eager ? "create_eager_task([group,] coroutine [, name])"
                             : "create_task([group,] coroutine [, name])";
    n->type = ty_error;
    if (!takes(n, 1, 3, form)) {
        check_all_arguments(n, 1);
        return;
    }
    unsigned i = 1;
    bool binds = n->kid[1]->kind == ND_ASSIGN;
    if (!binds && n->n > 2 && is_group(check_value(n->kid[1])))
        i = 2;
    Node *a = n->kid[i];
    Type *t;
    unsigned before = diag_errors;
    if (i == 2 && a->kind == ND_ASSIGN && a->op == '=') {
        t = check_stored_result(n, a);
    } else {
        t = check_value(a);
    }
    if (t->kind == TY_HANDLE && t->handle == HANDLE_COROUTINE)
        n->type = t->untyped ? type_untyped(HANDLE_TASK)
                             : handle_of(HANDLE_TASK, t->base);
    else if (t->kind == TY_POINTER && t->base->kind == TY_VOID)
        n->type = type_untyped(HANDLE_TASK);
    else if (diag_errors == before)
        report_kind(n, a, t, "a coroutine");
    if (i + 1 < n->n) {
        check_value(n->kid[i + 1]);
        pass(n, i + 1, type_pointer(type_qualified(ty_char, Q_CONST)));
    }
    for (unsigned j = i + 2; j < n->n; j++) {
        check_value(n->kid[j]);
        if (j == i + 2)
            diag_error(whole(n->kid[j]), "'%s' is called as '%s'",
                       builtin_name(n), form);
    }
}

bool wait_for_has_time(const Node *n)
{
    const Node *duration = ast_strip(n->kid[2]);
    return (duration->flags & NF_CONSTANT) && duration->value > 0;
}

static void check_wait_for(Node *n)
{
    bool direct = n == awaited_call;
    awaited_call = NULL;
    n->type = ty_error;
    if (!takes(n, 2, 2, "wait_for(awaitable, duration)")) {
        check_all_arguments(n, 1);
        return;
    }
    Node *call = ast_strip(n->kid[1]);
    if (direct)
        check_direct_call(call);
    Type *t = check_value(n->kid[1]);
    Type *value = awaited_type(t);
    if (type_is_duration(t) && awaited_type(check_value(n->kid[2]))) {
        diag_error(whole(n->kid[1]), "the arguments are swapped: 'wait_for("
                   "awaitable, duration)'");
        return;
    }
    if (!value)
        report_kind(n, n->kid[1], t, "an awaitable");
    pass_duration(n, 2);
    if (direct && call->kind == ND_CALL && !wait_for_has_time(n))
        check_constructed(call);
    n->type = handle_of(HANDLE_COROUTINE, value ? value : ty_error);
}

static void check_shield(Node *n)
{
    n->type = ty_error;
    if (!takes(n, 1, 1, "shield(awaitable)")) {
        check_all_arguments(n, 1);
        return;
    }
    Type *t = check_value(n->kid[1]), *value = awaited_type(t);
    if (!value)
        report_kind(n, n->kid[1], t, "an awaitable");
    n->type = handle_of(HANDLE_FUTURE, value ? value : ty_error);
}

static void check_inspection(Node *n, unsigned id)
{
    const char *barrier = await_barrier;
    bool was = unevaluated, yes = false;
    n->type = ty_int;
    n->flags |= NF_CONSTANT;
    if (!takes(n, 1, 1, id == BI_ISCOROUTINEFUNCTION
                            ? "iscoroutinefunction(f)"
                            : id == BI_ISCOROUTINE ? "iscoroutine(x)"
                                                   : "isawaitable(x)")) {
        check_all_arguments(n, 1);
        return;
    }
    await_barrier = "an operand whose type alone matters";
    unevaluated = true;
    Node *a = n->kid[1];
    Type *t = a->kind == ND_TYPE_ARGUMENT ? check_type_name(a->kid[0])
                                          : check_value(a);
    unevaluated = was;
    await_barrier = barrier;
    a->type = a->type ? a->type : t;
    switch (id) {
    case BI_ISCOROUTINE:
        yes = t->kind == TY_HANDLE && t->handle == HANDLE_COROUTINE;
        break;
    case BI_ISAWAITABLE:
        yes = type_is_awaitable(t);
        break;
    default:
        if (t->kind == TY_POINTER)
            t = t->base;
        yes = t->kind == TY_FUNCTION && t->is_async && !t->is_generator;
    }
    n->value = yes;
}

static void check_future_new(Node *n)
{
    n->type = ty_error;
    if (!takes(n, 1, 1, "future_new(T)")) {
        check_all_arguments(n, 1);
        return;
    }
    Node *a = n->kid[1];
    if (a->kind != ND_TYPE_ARGUMENT) {
        check_value(a);
        diag_error(whole(a), "'%s' takes a type: the value that the future "
                   "will have", builtin_name(n));
        return;
    }
    a->type = check_type_name(a->kid[0]);
    n->type = handle_of(HANDLE_FUTURE, a->type);
}

static void check_set_result(Node *n)
{
    n->type = ty_int;
    if (!takes(n, 1, 2, "future_set_result(future, value)")) {
        check_all_arguments(n, 1);
        return;
    }
    Type *value = value_of(n, 1, HANDLE_FUTURE, "a future");
    if (n->n > 2)
        check_value(n->kid[2]);
    if (value->kind == TY_ERROR)
        return;
    if (value->kind == TY_VOID && n->n > 2)
        diag_error(whole(n->kid[2]), "a '%s' has no value to set",
                   type_text(n->kid[1]->type));
    else if (value->kind != TY_VOID && n->n == 2)
        diag_error(n->end - 1, "the value of type '%s' is missing",
                   type_text(value));
    else if (n->n > 2)
        pass(n, 2, type_unqualified(value));
}

static void check_set_error(Node *n)
{
    n->type = ty_int;
    if (!takes(n, 2, 2, "future_set_error(future, error)")) {
        check_all_arguments(n, 1);
        return;
    }
    value_of(n, 1, HANDLE_FUTURE, "a future");
    check_error_code(&n->kid[2], "an error code");
}

static void check_result(Node *n, HandleKind kind)
{
    n->type = ty_error;
    if (!takes(n, 1, 1, kind == HANDLE_TASK ? "task_result(task)"
                                            : "future_result(future)")) {
        check_all_arguments(n, 1);
        return;
    }
    n->type = type_unqualified(value_of(n, 1, kind, kind == HANDLE_TASK
                                                        ? "a task"
                                                        : "a future"));
}

/* ---- queues ---------------------------------------------------------- */

static void check_queue_new(Node *n, bool ordered)
{
    n->type = ty_error;
    if (!takes(n, 2 + ordered, 2 + ordered,
               ordered ? "acc_queue_new_priority(T, max, compare)"
                       : "acc_queue_new(T, max)")) {
        check_all_arguments(n, 1);
        return;
    }
    Node *a = n->kid[1];
    check_all_arguments(n, 2);
    pass(n, 2, ty_size);
    if (a->kind != ND_TYPE_ARGUMENT) {
        check_value(a);
        diag_error(whole(a), "'%s' takes a type: that of the items",
                   builtin_name(n));
        return;
    }
    Type *t = a->type = check_type_name(a->kid[0]);
    if (t->kind == TY_ERROR)
        return;
    if (t->kind == TY_VOID || t->kind == TY_FUNCTION || t->kind == TY_ARRAY
        || !type_is_complete(t)) {
        diag_error(whole(a), "a queue cannot hold items of type '%s'",
                   type_text(t));
        return;
    }
    n->type = handle_of(HANDLE_QUEUE, t);
    Type *f = ordered ? type_decay(n->kid[3]->type) : ty_error;
    if (f->kind != TY_ERROR
        && !(f->kind == TY_POINTER && f->base->kind == TY_FUNCTION
             && !f->base->is_async))
        diag_error(whole(n->kid[3]), "the items are compared by an 'int (*)"
                   "(const void *, const void *)', not a '%s'", type_text(f));
}

static void check_queue_put(Node *n, bool waits)
{
    n->type = waits ? type_handle(HANDLE_COROUTINE, ty_void) : ty_int;
    if (!takes(n, 2, 2, waits ? "acc_queue_put(queue, item)"
                              : "acc_queue_put_nowait(queue, item)")) {
        check_all_arguments(n, 1);
        return;
    }
    Type *item = value_of(n, 1, HANDLE_QUEUE, "a queue(T)");
    check_value(n->kid[2]);
    if (item->kind == TY_ERROR)
        n->type = ty_error;
    else
        pass(n, 2, type_unqualified(item));
}

static void check_queue_get(Node *n)
{
    n->type = ty_error;
    if (!takes(n, 1, 1, "acc_queue_get(queue)")) {
        check_all_arguments(n, 1);
        return;
    }
    n->type = handle_of(HANDLE_COROUTINE,
                        value_of(n, 1, HANDLE_QUEUE, "a queue(T)"));
}

static void check_queue_get_nowait(Node *n)
{
    n->type = ty_int;
    if (!takes(n, 2, 2, "acc_queue_get_nowait(queue, &item)")) {
        check_all_arguments(n, 1);
        return;
    }
    check_all_arguments(n, 1);
    Type *q = n->kid[1]->type, *to = type_decay(n->kid[2]->type);
    if (q->kind == TY_POINTER && type_is_tag_named(q->base, "acc_queue")) {
        pass(n, 2, ty_void_ptr); /* as in C */
        return;
    }
    Type *item = value_of(n, 1, HANDLE_QUEUE, "a queue(T)");
    if (item->kind == TY_ERROR || to->kind == TY_ERROR)
        return;
    if (to->kind != TY_POINTER
        || !(to->base->kind == TY_VOID
             || type_compatible(type_unqualified(to->base),
                                type_unqualified(item))))
        diag_error(whole(n->kid[2]), "an item of '%s' is stored through '%s', "
                   "not '%s'", type_text(q), type_text(type_pointer(item)),
                   type_text(to));
}

void check_dialect_call(Node *n, unsigned id)
{
    switch (id) {
    case BI_RUN:
        check_run(n);
        break;
    case BI_RUNNER_RUN:
        check_runner_run(n);
        break;
    case BI_CREATE_TASK: case BI_CREATE_EAGER_TASK:
        check_create_task(n);
        break;
    case BI_GATHER:
        check_gather(n);
        break;
    case BI_GATHER_ALL:
        check_gather_all(n);
        break;
    case BI_WAIT_FOR:
        check_wait_for(n);
        break;
    case BI_SHIELD:
        check_shield(n);
        break;
    case BI_ISCOROUTINE: case BI_ISCOROUTINEFUNCTION: case BI_ISAWAITABLE:
        check_inspection(n, id);
        break;
    case BI_FUTURE_NEW:
        check_future_new(n);
        break;
    case BI_FUTURE_SET_RESULT:
        check_set_result(n);
        break;
    case BI_FUTURE_SET_ERROR:
        check_set_error(n);
        break;
    case BI_FUTURE_RESULT:
        check_result(n, HANDLE_FUTURE);
        break;
    case BI_TASK_RESULT:
        check_result(n, HANDLE_TASK);
        break;
    case BI_QUEUE_NEW: case BI_QUEUE_NEW_LIFO: case BI_QUEUE_NEW_PRIORITY:
        check_queue_new(n, id == BI_QUEUE_NEW_PRIORITY);
        break;
    case BI_QUEUE_PUT: case BI_QUEUE_PUT_NOWAIT:
        check_queue_put(n, id == BI_QUEUE_PUT);
        break;
    case BI_QUEUE_GET:
        check_queue_get(n);
        break;
    case BI_QUEUE_GET_NOWAIT:
        check_queue_get_nowait(n);
        break;
    default:
        bug("builtin %u", id);
    }
    if (await_barrier && !unevaluated && !cur && id != BI_ISCOROUTINE
        && id != BI_ISCOROUTINEFUNCTION && id != BI_ISAWAITABLE)
        diag_error(whole(n), "'%s' cannot stand in %s", builtin_name(n),
                   await_barrier);
}

void check_awaited(Node *e)
{
    Node *was = awaited_call, *s = ast_strip(e);
    awaited_call = s;
    if (s->kind == ND_CALL)
        check_direct_call(s);
    check_value(e);
    awaited_call = was;
}
