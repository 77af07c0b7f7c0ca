/*
 * The dialect's rules: where await, throw, yield and the scopes are legal,
 * what can be awaited, how handles convert, what is dropped unawaited.
 * generic.c has the predeclared generic functions.
 */
#include <stdlib.h>
#include <string.h>

#include "sema/check.h"

/* ---- handles --------------------------------------------------------- */

Type *awaited_type(const Type *t)
{
    return type_is_awaitable(t) ? t->base : NULL;
}

/* `to` is the C pointer that a handle of this kind is. */
static bool is_struct_of(const Type *t, HandleKind kind)
{
    static const char *const name[] = {
        [HANDLE_COROUTINE] = "acc_frame", [HANDLE_TASK] = "acc_task",
        [HANDLE_FUTURE] = "acc_future", [HANDLE_AWAITABLE] = "acc_awaitable",
        [HANDLE_QUEUE] = "acc_queue", [HANDLE_GENERATOR] = "acc_generator",
        [HANDLE_ASYNC_GENERATOR] = "acc_generator"};
    return t->kind == TY_POINTER && type_is_tag_named(t->base, name[kind]);
}

static bool same_value(const Type *a, const Type *b)
{
    return type_compatible(type_unqualified(a->base), type_unqualified(b->base));
}

static void wrap_awaitable(Node **slot, Type *to, HandleKind kind)
{
    Node *e = *slot;
    Node *w = ast_node(ND_TO_AWAITABLE, e->first, e->end, 1, e);
    w->at = e->at;
    w->op = (unsigned short)kind; /* ACC_KIND_* are in the same order */
    w->type = type_unqualified(to);
    w->flags |= NF_DIALECT;
    propagate(w);
    *slot = w;
}

bool convert_handle(Node **slot, Type *to)
{
    Type *from = type_decay((*slot)->type);
    if (to->kind != TY_HANDLE)
        return (to->kind == TY_POINTER && to->base->kind == TY_VOID)
               || to->kind == TY_BOOL || is_struct_of(to, from->handle);
    if (is_null_constant(*slot))
        return true;
    if (from->kind == TY_POINTER)
        return from->base->kind == TY_VOID || is_struct_of(from, to->handle);
    if (from->kind != TY_HANDLE)
        return false;
    if (to->handle == from->handle)
        return to->untyped || (!from->untyped && same_value(to, from));
    if (to->handle != HANDLE_AWAITABLE || from->handle > HANDLE_FUTURE)
        return false;
    if (!to->untyped && !same_value(to, from))
        return false;
    wrap_awaitable(slot, to, from->handle);
    return true;
}

/* What calling a function of this type gives. */
void check_call_result(Node *n, Type *f)
{
    if (f->is_generator)
        n->type = type_handle(f->is_async ? HANDLE_ASYNC_GENERATOR
                                          : HANDLE_GENERATOR, f->base);
    else if (f->is_async)
        n->type = type_handle(HANDLE_COROUTINE, f->base);
    else
        n->type = type_unqualified(f->base);
    if (n->type->kind == TY_HANDLE)
        n->flags |= NF_DIALECT;
}

/* ---- where the dialect may stand ------------------------------------- */

/* Is this an async function, and a place of it that is evaluated? word: as
 * the user wrote it. */
bool require_async(Pos at, const char *word)
{
    if (!cur) {
        diag_error(at, await_barrier ? "'%s' cannot stand in %s"
                                     : "'%s' outside of a function",
                   word, await_barrier);
        return false;
    }
    if (!cur->is_async) {
        report_plain_function(at, word);
        return false;
    }
    if (await_barrier) {
        diag_error(at, "'%s' cannot stand in %s%s", word, await_barrier,
                   unevaluated ? ", which is not evaluated" : "");
        return false;
    }
    return true;
}

/* The word as it stands in the source, for messages. */
static const char *word_at(Pos at, const char *usual)
{
    return at && unit_tokens.at[at].str ? unit_tokens.at[at].str->s : usual;
}

/* ---- await ----------------------------------------------------------- */

static void report_not_awaitable(Node *e, const Type *t)
{
    Node *s = ast_strip(e);
    const Type *f = t->kind == TY_POINTER && t->base->kind == TY_FUNCTION
                        ? t->base : NULL;
    if (f && f->is_async && s->kind == ND_IDENT)
        diag_error(whole(e), "'%s' is an async function; call it to get "
                   "something to await: '%s(...)'", s->name->s, s->name->s);
    else if (f && f->is_async)
        diag_error(whole(e), "an async function must be called before it can "
                   "be awaited");
    else if (t->kind == TY_HANDLE && t->handle >= HANDLE_GENERATOR)
        diag_error(whole(e), "a generator is not awaited; iterate it: '%sfor "
                   "(%s x : ...)'", t->handle == HANDLE_GENERATOR ? ""
                                                                   : "async ",
                   type_text(t->base));
    else if (callee_symbol(s) && t->kind != TY_HANDLE) {
        Sym *callee = callee_symbol(s);
        if (callee->is_plain_reported)
            return;
        callee->is_plain_reported = true;
        diag_error(whole(e), "'%s' is not async: its result of type '%s' "
                   "cannot be awaited", callee->name->s, type_text(t));
        if (!callee->from_system && callee->pos)
            diag_note(callee->pos, "'%s' is declared here", callee->name->s);
    } else
        diag_error(whole(e), "a value of type '%s' cannot be awaited",
                   type_text(t));
}

void check_await(Node *n)
{
    Node *e = n->kid[0];
    bool legal = require_async(n->first, word_at(n->first, "await"));
    n->flags |= NF_HAS_AWAIT | NF_DIALECT;
    check_awaited(e);
    Type *t = type_decay(e->type);
    n->type = ty_error;
    if (t->kind == TY_ERROR && !diag_errors) /* wrong outside of here */
        diag_error(whole(e), "the type of what is awaited is not known");
    if (t->kind == TY_ERROR || !legal)
        return;
    Type *value = awaited_type(t);
    if (!value) {
        report_not_awaitable(e, t);
        return;
    }
    n->type = type_unqualified(value);
    if (value->kind == TY_RECORD && !type_is_complete(value)) {
        if (is_missed(value))
            complain(whole(e), "the awaited value has incomplete type '%s'",
                     type_text(value));
        n->type = ty_error;
    }
}

void check_try_expr(Node *n)
{
    require_async(n->first, word_at(n->first, "try"));
    n->flags |= NF_DIALECT;
    n->type = ty_int;
    check_value(n->kid[0]);
    check_dropped(n->kid[0]);
}

/* ---- dropped values -------------------------------------------------- */

void check_dropped(Node *n)
{
    for (;;) {
        n = ast_strip(n);
        if (n->kind == ND_CAST && n->type && n->type->kind == TY_VOID) {
            n = n->kid[1];
        } else if (n->kind == ND_COMMA) {
            n = n->kid[1];
        } else if (n->kind == ND_COND) {
            if (n->kid[1])
                check_dropped(n->kid[1]);
            n = n->kid[2];
        } else {
            break;
        }
    }
    if (unevaluated || n->kind != ND_CALL || !n->type
        || n->type->kind != TY_HANDLE || n->type->handle != HANDLE_COROUTINE)
        return;
    Node *f = ast_strip(n->kid[0]);
    if (f->kind != ND_IDENT || (f->sym && f->sym->kind != SYM_FUNCTION)) {
        diag_error(whole(n), "this coroutine is never awaited");
        return;
    }
    if (f->sym && !f->sym->is_async)
        return; /* a plain function hands out a coroutine it may keep */
    if (cur && cur->is_async) {
        diag_insert(n->first, "await ");
        diag_error(whole(n), "coroutine '%s' is never awaited; did you mean "
                   "'await %s(...)'?", f->name->s, f->name->s);
    } else {
        diag_insert(n->first, "run(");
        diag_append(n->end - 1, ")");
        diag_error(whole(n), "coroutine '%s' is never awaited; in a plain "
                   "function 'run(%s(...))' runs it", f->name->s, f->name->s);
    }
}

/* ---- blocking calls -------------------------------------------------- */

/* A call of the C library that stops the whole loop while it waits. */
void check_blocking(Node *call)
{
    static const char *const names[] = {
        "accept", "accept4", "clock_nanosleep", "connect", "epoll_wait",
        "flock", "getaddrinfo", "gethostbyaddr", "gethostbyname",
        "getnameinfo", "nanosleep", "pause", "poll", "ppoll", "pselect",
        "pthread_cond_timedwait", "pthread_cond_wait", "pthread_join", "read",
        "readv", "recv", "recvfrom", "recvmsg", "select", "sem_wait",
        "sigwait", "sleep", "system", "thrd_join", "thrd_sleep", "usleep",
        "wait", "waitpid"};
    const Sym *s = callee_symbol(call);
    if (!is_strict() || unevaluated || !s || s->kind != SYM_FUNCTION
        || !s->from_system || s->is_async)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(s->name->s, names[i]) == 0) {
            const char *instead = strstr(s->name->s, "sleep")
                                      ? "acc_sleep" : "acc_to_thread";
            diag_warning(whole(call), "blocking", "'%s' blocks every task of "
                         "the loop; 'await %s(...)' does not", s->name->s,
                         instead);
        }
}

/* ---- durations ------------------------------------------------------- */

/* Only literals and operators: nothing in it says a unit. */
static bool is_bare(const Node *n)
{
    if (n->type && type_is_duration(n->type))
        return false;
    switch (n->kind) {
    case ND_NUMBER: case ND_CHAR:
        return true;
    case ND_IDENT:
        return n->sym && n->sym->kind == SYM_ENUMERATOR;
    case ND_PAREN: case ND_EXTENSION: case ND_UNARY:
        return is_bare(n->kid[0]);
    case ND_CAST:
        return is_bare(n->kid[1]);
    case ND_BINARY:
        return is_bare(n->kid[0]) && is_bare(n->kid[1]);
    case ND_COND:
        return n->kid[1] && is_bare(n->kid[0]) && is_bare(n->kid[1])
               && is_bare(n->kid[2]);
    default:
        return false;
    }
}

void check_duration(Node *arg)
{
    const long long forever = 0x7fffffffffffffff;
    const Node *e = ast_strip(arg);
    if (!arg->type || !type_is_arithmetic(arg->type) || !is_bare(arg))
        return;
    if ((arg->flags & NF_CONSTANT)
        && (arg->value == 0 || arg->value == forever))
        return;
    if (e->kind == ND_NUMBER && e->first && type_is_floating(e->type)
        && strtod(unit_tokens.at[e->first].str->s, NULL) == 0)
        return;
    if (e->kind == ND_NUMBER && e->first) {
        diag_append(e->end - 1, " * ACC_SEC");
        diag_warning(whole(arg), "duration", "a duration needs a unit: "
                     "'%s * ACC_SEC' or '%s * ACC_MSEC'",
                     unit_tokens.at[e->first].str->s,
                     unit_tokens.at[e->first].str->s);
    } else {
        diag_warning(whole(arg), "duration", "a duration needs a unit, such "
                     "as '* ACC_SEC' or '* ACC_MSEC'");
    }
}

/* ---- errors ---------------------------------------------------------- */

/* An error code, as thrown: an int, not a constant <= 0. */
void check_error_code(Node **slot, const char *what)
{
    Node *e = *slot;
    long long value;
    Type *t = check_value(e);
    if (t->kind == TY_ERROR)
        return;
    if (!type_is_integer(t)) {
        diag_error(whole(e), "%s is an 'int', not '%s'", what, type_text(t));
        return;
    }
    if (!check_constant(e, &value) || value > 0)
        return;
    if (value < 0 && e->kind == ND_UNARY && e->op == '-')
        diag_remove(e->first);
    diag_error(whole(e), "%s is positive, not %lld%s", what, value,
               value < 0 ? "; leave out the '-'" : "");
}

void check_throw(Node *n)
{
    n->flags |= NF_DIALECT;
    require_async(n->first, word_at(n->first, "throw"));
    if (ast_kid(n, 0))
        check_error_code(&n->kid[0], "an error code");
    else if (cur->is_async && !cur->catches)
        diag_error(n->first, "'throw;' outside of a 'catch' has nothing to "
                   "throw again");
}

static void check_catch(Node *n)
{
    Node *block = n->kid[n->n - 1];
    scope_enter(SCOPE_BLOCK, n);
    if (n->kid[0]) {
        Sym *s;
        Type *t = check_parameter(n->kid[0], &s);
        if (t->kind != TY_INT && t->kind != TY_ERROR)
            diag_error(whole(n->kid[0]), "a 'catch' variable has type 'int', "
                       "not '%s'", type_text(t));
        if (s) {
            s->kind = SYM_VARIABLE;
            declare_automatic(s);
            s->block = n;
        }
    }
    for (unsigned i = 1; i + 1 < n->n; i++) {
        long long code;
        if (!n->kid[i])
            continue;
        Type *t = check_value(n->kid[i]);
        if (t->kind == TY_ERROR)
            continue;
        if (!check_constant(n->kid[i], &code))
            diag_error(whole(n->kid[i]), "a 'catch' takes constant error "
                       "codes; compare in 'catch (int e)' instead");
        else if (code <= 0)
            diag_error(whole(n->kid[i]), "an error code is positive, not %lld",
                       code);
    }
    cur->catches++;
    check_stmt(block);
    cur->catches--;
    scope_leave();
    propagate(n);
}

void check_try(Node *n)
{
    n->flags |= NF_DIALECT;
    require_async(n->first, word_at(n->first, "try"));
    check_stmt(n->kid[0]);
    for (unsigned i = 1; i < n->n; i++)
        if (n->kid[i])
            check_catch(n->kid[i]);
}

/* ---- scopes ---------------------------------------------------------- */

void check_defer(Node *n)
{
    Function saved = *cur;
    n->flags |= NF_DIALECT;
    cur->defer = n;
    cur->loops = cur->breakables = cur->catches = 0;
    cur->innermost_switch = NULL;
    check_region(n, n->kid[0]);
    cur->defer = saved.defer;
    cur->loops = saved.loops;
    cur->breakables = saved.breakables;
    cur->catches = saved.catches;
    cur->innermost_switch = saved.innermost_switch;
}

/* A pointer to the runtime's struct of that name. */
static Type *runtime_pointer(const char *name)
{
    Str *s = intern_z(name);
    Sym *known = scope_find_file(s);
    if (known && known->kind == SYM_TYPEDEF)
        return type_pointer(known->named ? known->named : known->type);
    Tag *tag = arena_alloc(ast_arena, sizeof *tag);
    tag->name = s;
    tag->keyword = TK_STRUCT;
    return type_pointer(type_of_tag(tag));
}

void check_timeout(Node *n)
{
    n->flags |= NF_DIALECT | NF_HAS_AWAIT;
    require_async(n->first, word_at(n->first, "timeout"));
    check_value(n->kid[0]);
    check_duration(n->kid[0]);
    convert_assign(&n->kid[0], ty_duration, "the time of 'timeout'");
    scope_enter(SCOPE_BLOCK, n);
    if (n->kid[1])
        declare_local(n->kid[1], runtime_pointer("acc_timeout"), n);
    check_region(n, n->kid[2]);
    scope_leave();
}

void check_taskgroup(Node *n)
{
    n->flags |= NF_DIALECT | NF_HAS_AWAIT;
    require_async(n->first, word_at(n->first, "taskgroup"));
    scope_enter(SCOPE_BLOCK, n);
    declare_local(n->kid[0], runtime_pointer("acc_taskgroup"), n);
    check_region(n, n->kid[1]);
    scope_leave();
}

/* ---- generators ------------------------------------------------------ */

void check_yield(Node *n)
{
    n->flags |= NF_DIALECT | NF_HAS_AWAIT;
    if (ast_kid(n, 0))
        check_value(n->kid[0]);
    if (!cur->yields) {
        diag_error(n->first, "'%s' in '%s', which is no generator: it would "
                   "have to return 'generator(T)'",
                   word_at(n->first, "yield"), cur->sym->name->s);
        return;
    }
    if (cur->defer)
        diag_error(n->first, "'%s' in a 'defer': nobody takes the value when "
                   "the generator is closed", word_at(n->first, "yield"));
    if (!ast_kid(n, 0)) {
        if (cur->yields->kind != TY_VOID)
            diag_error(n->first, "'yield' needs a value of type '%s'",
                       type_text(cur->yields));
        return;
    }
    bool was = report_always;
    report_always = true;
    convert_assign(&n->kid[0], cur->yields, "yield");
    report_always = was;
}

void check_for_each(Node *n)
{
    Node *e = n->kid[2];
    bool is_async = n->flags & NF_ASYNC;
    strict_operands++;
    Type *t = check_value(e), *item = ty_error;
    strict_operands--;
    n->flags |= NF_DIALECT;
    if (is_async) {
        n->flags |= NF_HAS_AWAIT;
        require_async(n->first, "async for");
    }
    if (t->kind == TY_HANDLE && t->handle == HANDLE_GENERATOR && !is_async)
        item = t->base;
    else if (t->kind == TY_HANDLE && t->handle == HANDLE_ASYNC_GENERATOR
             && is_async)
        item = t->base;
    else if (t->kind == TY_HANDLE && t->handle == HANDLE_ASYNC_GENERATOR)
        diag_error(n->first, "'%s' is iterated by 'async for'", type_text(t));
    else if (t->kind == TY_HANDLE && t->handle == HANDLE_GENERATOR)
        diag_error(n->first, "'%s' is iterated by 'for', without 'async'",
                   type_text(t));
    else if (t->kind != TY_ERROR)
        diag_error(whole(e), "a value of type '%s' cannot be iterated; it is "
                   "no generator", type_text(t));
    scope_enter(SCOPE_BLOCK, n);
    Sym *s = check_loop_variable(n->kid[0], n->kid[1], item);
    if (s && item->kind != TY_ERROR) {
        Node value = {.kind = ND_EMPTY, .type = item, .first = e->first,
                      .end = e->end, .at = e->at};
        Node *p = &value;
        bool was = report_always;
        report_always = true;
        convert_assign(&p, s->type, "iteration");
        report_always = was;
    }
    cur->loops++;
    cur->breakables++;
    check_stmt(n->kid[3]);
    cur->loops--;
    cur->breakables--;
    scope_leave();
}

/* ---- names ----------------------------------------------------------- */

int sema_etimedout = 110;

static Type *error_constant(Node *n, const char *name, long long value)
{
    Sym *s = scope_new(SYM_ENUMERATOR, intern_z(name), ty_int, 0);
    s->value = value;
    n->sym = s;
    n->flags |= NF_CONSTANT | NF_DIALECT;
    n->value = value;
    scope_resolve(n->at, s);
    return ty_int;
}

/* A name that the program did not declare but the dialect did. */
Type *dialect_name(Node *n)
{
    const char *s = n->name->s;
    if (unit_tokens.at[n->at].flags & TF_SYSTEM)
        return NULL;
    if (strcmp(s, "TimeoutError") == 0)
        return error_constant(n, "ETIMEDOUT", sema_etimedout);
    if (strcmp(s, "CancelledError") == 0)
        return error_constant(n, "ACC_CANCELLED", 0x10001);
    if (strncmp(s, "task_", 5) != 0 && strncmp(s, "future_", 7) != 0)
        return NULL;
    char *full = arena_printf(ast_arena, "acc_%s", s);
    Sym *f = scope_find_file(intern_z(full));
    if (!f || f->kind != SYM_FUNCTION)
        return NULL;
    n->sym = f;
    f->is_used = true;
    if (f->is_async)
        f->needs_constructor = true;
    n->flags |= NF_DIALECT;
    scope_resolve(n->at, f);
    return f->type;
}
