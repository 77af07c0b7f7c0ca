/*
 * Warnings about the flow of control of an async function: an end without a
 * return, a cancellation that is swallowed, a mutex held over an await, a local
 * whose address a task keeps for longer than it lives.
 *
 * Needs:  a checked body.
 * Leaves: the tree as it was.
 *
 * All of it follows the tree, not a graph: gotos make a label reachable, loops
 * are walked once. What is in doubt is not reported.
 */
#include <string.h>

#include "sema/check.h"

enum { CODE_CANCELLED = 0x10001 };

static bool is_false(const Node *n)
{
    return n && (n->flags & NF_CONSTANT) && n->value == 0;
}

static bool is_true(const Node *n)
{
    return !n || ((n->flags & NF_CONSTANT) && n->value != 0);
}

/* ---- what ends ------------------------------------------------------- */

static bool has_label(const Node *n)
{
    if (n->kind == ND_LABEL || n->kind == ND_CASE || n->kind == ND_DEFAULT)
        return true;
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i] && has_label(n->kid[i]))
            return true;
    return false;
}

/* A `break` or `continue` of the statement whose body this is. */
static bool has_jump(const Node *n, NodeKind jump)
{
    if (n->kind == jump)
        return true;
    switch (n->kind) {
    case ND_WHILE: case ND_DO: case ND_FOR: case ND_FOR_EACH: case ND_FUNCTION:
        return false;
    case ND_SWITCH:
        if (jump == ND_BREAK)
            return false;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i] && has_jump(n->kid[i], jump))
            return true;
    return false;
}

static bool has_break(const Node *body)
{
    return has_jump(body, ND_BREAK);
}

static bool has_default(const Node *n)
{
    if (n->kind == ND_DEFAULT)
        return true;
    if (n->kind == ND_SWITCH || n->kind == ND_FUNCTION)
        return false;
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i] && has_default(n->kid[i]))
            return true;
    return false;
}

static bool is_call_of(const Node *n, const char *name)
{
    const Node *f = n->kind == ND_CALL ? ast_strip(n->kid[0]) : NULL;
    return f && f->kind == ND_IDENT && strcmp(f->name->s, name) == 0;
}

/* Does control come out of the expression? */
static bool returns(const Node *n)
{
    n = ast_strip((Node *)n);
    switch (n->kind) {
    case ND_CALL: {
        const Type *f = n->kid[0]->type;
        if (f && f->kind == TY_POINTER)
            f = f->base;
        return !(f && f->kind == TY_FUNCTION && f->is_noreturn)
               && !is_call_of(n, "__builtin_unreachable")
               && !is_call_of(n, "__builtin_trap");
    }
    case ND_COMMA:
        return returns(n->kid[0]) && returns(n->kid[1]);
    case ND_CAST:
        return returns(n->kid[1]);
    case ND_COND: /* assert(0) */
        if (!is_true(n->kid[0]) && !is_false(n->kid[0]))
            return true;
        n = is_true(n->kid[0]) ? n->kid[1] : n->kid[2];
        return !n || returns(n);
    case ND_STMT_EXPR:
        return stmt_falls(n->kid[0]);
    default:
        return true;
    }
}

bool stmt_falls(const Node *n)
{
    switch (n->kind) {
    case ND_RETURN: case ND_THROW: case ND_GOTO: case ND_GOTO_COMPUTED:
    case ND_BREAK: case ND_CONTINUE:
        return false;
    case ND_EXPR_STMT:
        return returns(n->kid[0]);
    case ND_BLOCK: {
        bool here = true;
        for (unsigned i = 0; i < n->n; i++)
            here = (here || has_label(n->kid[i])) && stmt_falls(n->kid[i]);
        return here;
    }
    case ND_LABEL: case ND_CASE: case ND_DEFAULT:
        return stmt_falls(n->kid[n->n - 1]);
    case ND_IF:
        if (is_true(n->kid[0]))
            return stmt_falls(n->kid[1]);
        if (is_false(n->kid[0]))
            return !n->kid[2] || stmt_falls(n->kid[2]);
        return !n->kid[2] || stmt_falls(n->kid[1]) || stmt_falls(n->kid[2]);
    case ND_WHILE:
        return !is_true(n->kid[0]) || has_break(n->kid[1]);
    case ND_DO:
        return has_break(n->kid[0])
               || (!is_true(n->kid[1])
                   && (stmt_falls(n->kid[0]) || has_jump(n->kid[0], ND_CONTINUE)));
    case ND_FOR:
        return !is_true(n->kid[1]) || has_break(n->kid[3]);
    case ND_SWITCH:
        return !has_default(n->kid[1]) || has_break(n->kid[1])
               || stmt_falls(n->kid[1]);
    case ND_TIMEOUT:
        return stmt_falls(n->kid[2]);
    case ND_TASKGROUP:
        return stmt_falls(n->kid[1]);
    case ND_TRY:
        for (unsigned i = 0; i < n->n; i++)
            if (stmt_falls(i ? n->kid[i]->kid[n->kid[i]->n - 1] : n->kid[0]))
                return true;
        return false;
    default:
        return true;
    }
}

/* ---- swallowed cancellation ------------------------------------------ */

static bool names_cancellation(const Node *clause)
{
    for (unsigned i = 1; i + 1 < clause->n; i++)
        if (clause->kid[i] && (clause->kid[i]->flags & NF_CONSTANT)
            && clause->kid[i]->value == CODE_CANCELLED)
            return true;
    return false;
}

static bool calls_uncancel(const Node *n)
{
    if (is_call_of(n, "acc_task_uncancel") || is_call_of(n, "task_uncancel"))
        return true;
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i] && calls_uncancel(n->kid[i]))
            return true;
    return false;
}

/* `await t;` or `x = await t;`, alone, of a handle: it is what was cancelled,
 * as a rule. */
static bool awaits_a_handle(const Node *block)
{
    const Node *n = block;
    if (n->kind == ND_BLOCK)
        n = n->n == 1 ? n->kid[0] : NULL;
    if (!n || n->kind != ND_EXPR_STMT)
        return false;
    n = ast_strip(n->kid[0]);
    if (n->kind == ND_CAST)
        n = ast_strip(n->kid[1]);
    if (n->kind == ND_ASSIGN)
        n = ast_strip(n->kid[1]);
    return n->kind == ND_AWAIT && ast_strip(n->kid[0])->kind != ND_CALL;
}

static void check_swallowed(const Node *try)
{
    if (awaits_a_handle(try->kid[0]))
        return;
    for (unsigned i = 1; i < try->n; i++) {
        const Node *clause = try->kid[i];
        const Node *block = clause->kid[clause->n - 1];
        if (names_cancellation(clause) && stmt_falls(block)
            && !calls_uncancel(block))
            diag_warning(clause->first, "swallowed-cancel", "the cancellation "
                         "ends here; pass it on with 'throw;', or take it back "
                         "with 'acc_task_uncancel'");
    }
}

/* ---- locals that escape ---------------------------------------------- */

/* The local variable whose address the argument is or holds, or null. */
static const Sym *local_behind(const Node *n)
{
    bool address = false;
    for (;;) {
        n = ast_strip((Node *)n);
        bool array = n->type && n->type->kind == TY_ARRAY;
        if (n->kind == ND_CAST) {
            n = n->kid[1];
        } else if (n->kind == ND_UNARY && n->op == '&' && !address) {
            address = true;
            n = n->kid[0];
        } else if (n->kind == ND_MEMBER && n->op == '.') {
            n = n->kid[0];
        } else if (n->kind == ND_SUBSCRIPT && address && n->kid[0]->type
                   && n->kid[0]->type->kind == TY_ARRAY) {
            n = n->kid[0];
        } else if (n->kind == ND_BINARY && !address && n->kid[0]->type
                   && n->kid[0]->type->kind == TY_ARRAY) {
            n = n->kid[0];
        } else {
            break;
        }
        address |= array;
    }
    if (n->kind != ND_IDENT || !n->sym || !n->sym->is_automatic
        || n->sym->kind == SYM_FUNCTION)
        return NULL;
    return address || n->sym->type->kind == TY_ARRAY ? n->sym : NULL;
}

static bool is_task_group(const Type *t)
{
    return t && t->kind == TY_POINTER
           && type_is_tag_named(t->base, "acc_taskgroup");
}

/* What stands in the outermost block of main is there until the end. */
static bool lasts(const Sym *s)
{
    return strcmp(cur->sym->name->s, "main") == 0 && s->block == cur->sym->body;
}

/* A create_task as a statement: its task goes on when this function has ended,
 * or until the end of the group's block. */
static void check_escaping(const Node *n)
{
    bool grouped = n->n > 2 && is_task_group(n->kid[1]->type);
    if (n->n < 2)
        return; /* reported */
    const Node *call = ast_strip(n->kid[grouped ? 2 : 1]);
    if (call->kind == ND_ASSIGN)
        call = ast_strip(call->kid[1]);
    if (call->kind != ND_CALL || call->builtin)
        return;
    const Sym *group = grouped ? ast_strip(n->kid[1])->sym : NULL;
    if (grouped && !(group && group->block
                     && group->block->kind == ND_TASKGROUP))
        return; /* handed to this function with what is in it */
    for (unsigned i = 1; i < call->n; i++) {
        const Sym *s = local_behind(call->kid[i]);
        if (!s || (grouped ? s->pos <= group->pos : lasts(s)))
            continue;
        if (grouped)
            diag_warning(whole(call->kid[i]), "escaping-local", "the task may "
                         "outlive '%s': the group waits when its block has "
                         "been left; declare it in front of the block",
                         s->name->s);
        else
            diag_warning(whole(call->kid[i]), "escaping-local", "the task may "
                         "outlive '%s'; keep its handle and await it, or use "
                         "a task group", s->name->s);
    }
}

/* ---- mutexes --------------------------------------------------------- */

static const Node *held; /* the call that locked one, or null */

static bool is_one_of(const Node *n, const char *const *names)
{
    for (; *names; names++)
        if (is_call_of(n, *names))
            return true;
    return false;
}

static void note_mutex(const Node *call)
{
    static const char *const locks[] = {
        "pthread_mutex_lock", "pthread_mutex_timedlock", "mtx_lock",
        "mtx_timedlock", "pthread_rwlock_rdlock", "pthread_rwlock_wrlock",
        "pthread_spin_lock", NULL};
    static const char *const unlocks[] = {
        "pthread_mutex_unlock", "mtx_unlock", "pthread_rwlock_unlock",
        "pthread_spin_unlock", NULL};
    if (is_one_of(call, locks))
        held = call;
    else if (is_one_of(call, unlocks))
        held = NULL;
}

static void note_await(const Node *n)
{
    if (!held)
        return;
    if (diag_warning(n->first, "lock-across-await", "a mutex is held over this "
                     "await: the thread, and with it every task, may block on "
                     "it; use an 'acc_lock'"))
        diag_note(held->first, "it is locked here");
    held = NULL;
}

/* ---- the walk -------------------------------------------------------- */

static void walk(const Node *n);

static void walk_kids(const Node *n, unsigned from)
{
    for (unsigned i = from; i < n->n; i++)
        if (n->kid[i])
            walk(n->kid[i]);
}

/* What is held afterwards is held whichever way was taken. */
static void walk_if(const Node *n)
{
    walk(n->kid[0]);
    const Node *before = held;
    walk(n->kid[1]);
    const Node *then = held;
    bool then_falls = stmt_falls(n->kid[1]), else_falls = true;
    held = before;
    if (n->kid[2]) {
        walk(n->kid[2]);
        else_falls = stmt_falls(n->kid[2]);
    }
    if (then_falls)
        held = else_falls && !held ? NULL : then;
}

static void walk(const Node *n)
{
    switch (n->kind) {
    case ND_FUNCTION: case ND_SIZEOF_EXPR: case ND_SIZEOF_TYPE: case ND_SPECS:
        return;
    case ND_BINARY: case ND_COMMA: { /* long chains */
        Vec(const Node *) chain = {0};
        for (; n->kind == ND_BINARY || n->kind == ND_COMMA; n = n->kid[0])
            vec_push(&chain, n);
        walk(n);
        while (chain.n)
            walk(chain.at[--chain.n]->kid[1]);
        vec_free(&chain);
        return;
    }
    case ND_CALL:
        walk_kids(n, 1);
        note_mutex(n);
        return;
    case ND_EXPR_STMT: {
        const Node *e = ast_strip(n->kid[0]);
        walk(n->kid[0]);
        if (e->kind == ND_CALL && (e->builtin == BI_CREATE_TASK
                                   || e->builtin == BI_CREATE_EAGER_TASK))
            check_escaping(e);
        return;
    }
    case ND_AWAIT:
        walk_kids(n, 0);
        note_await(n);
        return;
    case ND_IF:
        walk_if(n);
        return;
    case ND_DEFER: /* it runs later */
        return;
    case ND_FOR_EACH:
        if (n->flags & NF_ASYNC)
            note_await(n);
        walk_kids(n, 2);
        return;
    case ND_TASKGROUP:
        walk_kids(n, 1);
        note_await(n);
        return;
    case ND_TRY:
        check_swallowed(n);
        walk_kids(n, 0);
        return;
    default:
        walk_kids(n, 0);
    }
}

void check_flow(Node *body)
{
    const Type *t = cur->result;
    held = NULL;
    walk(body);
    if (t->kind != TY_VOID && t->kind != TY_ERROR && !cur->is_generator
        && strcmp(cur->sym->name->s, "main") != 0 && stmt_falls(body))
        diag_warning(body->end - 1, "missing-return", "the end of '%s' can be "
                     "reached, where no value of type '%s' is returned",
                     cur->sym->name->s, type_text(t));
}
