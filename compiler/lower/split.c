/*
 * Split: turns the body into numbered states, as plain C. Last step of lower/.
 *
 * Needs:  places of locals, layout, kept scopes, numbered points.
 * Leaves: no await point, throw or try in the tree. Structure is kept: an await
 *         is a call, a test of the status, and a label to come back to. Each
 *         kept scope ends with a block that saves and restores its locals:
 *
 *     v = g_start(c, &f->g_1, i);
 *     if (acc_unlikely(c->status)) {
 *         state = 2; goto leave_1;
 *     resume_2:
 *         v = f->g_1.result;
 *     }
 *     ...
 *     if (0) {
 *     leave_1:   f->i = i; goto leave_0;
 *     restore_1: i = f->i; switch (state) ...
 *     }
 */
#include "lower/lower.h"

#include <limits.h>

#include "base/diag.h"
#include "grammar/tokens.h"

enum { SPLIT_BODY_ABOVE = 32 }; /* awaits: then the body is compiled once */

static Func *f_now;

/* What a scope's restore block leads to. */
typedef struct Targets {
    Vec(SaveScope *) scopes;
    Vec(Point *) points;
} Targets;

static const char *name_of(const Local *l)
{
    return l->sym->emit ? l->sym->emit : l->sym->name->s;
}

static const char *slot_of(const Local *l)
{
    return arena_printf(ast_arena, "__acc_f->%s", l->item->name);
}

static const char *zero_of(Type *t)
{
    switch (t->kind) {
    case TY_RECORD: case TY_VECTOR: case TY_ARRAY: case TY_VA_LIST:
        return arena_printf(ast_arena, "(%s){0}",
                            type_string(type_unqualified(t)));
    default:
        return "0";
    }
}

static const char *return_nothing(void)
{
    if (f_now->result->kind == TY_VOID)
        return "return;";
    return arena_printf(ast_arena, "return %s;", zero_of(f_now->result));
}

/* ---- the blocks of a kept scope ---------------------------------------- */

/* "" where the slot always holds it while this scope is suspended. */
static const char *when(const SaveScope *s, const Local *l)
{
    const Item *it = l->item;
    if (!it->shared || (l->first <= s->first && l->last >= s->last))
        return "";
    if (l->first == l->last)
        return arena_printf(ast_arena, "if (__acc_state == %u) ", l->first);
    if (l->last >= s->last)
        return arena_printf(ast_arena, "if (__acc_state >= %u) ", l->first);
    if (l->first <= s->first)
        return arena_printf(ast_arena, "if (__acc_state <= %u) ", l->last);
    return arena_printf(ast_arena, "if (__acc_state >= %u && __acc_state <= %u) ",
                        l->first, l->last);
}

/* May gcc not see that what is saved was assigned? */
static bool looks_unset(const SaveScope *s)
{
    for (size_t i = 0; i < s->locals.n; i++)
        if (s->locals.at[i]->saved && (s->label_order != UINT_MAX
                                       || *when(s, s->locals.at[i])))
            return true;
    return false;
}

/* Is the frame known to be one that has left before? */
static bool knows_resumed(void)
{
    return f_now->awaits > 0 && !f_now->one_copy;
}

/* The frame of a call, from here on. */
static const char *need_text(void)
{
    return arena_printf(ast_arena, "__ACC_NEED(__acc_c, __acc_own, __acc_f, "
                        "struct __acc_frame_%s);", f_now->sym->name->s);
}

static void put_saves(StrBuf *b, const SaveScope *s)
{
    bool needs = false;
    for (unsigned i = s->first < 2 ? 2 : s->first; i <= s->last; i++)
        needs |= frame_elsewhere(f_now->points.at[i - 2]);
    if (needs && has_late_frame(f_now))
        strbuf_printf(b, "    %s\n", need_text());
    bool quiet = looks_unset(s);
    if (quiet)
        strbuf_puts(b, "    ACC_MAYBE_UNSET_BEGIN\n");
    for (size_t i = 0; i < s->locals.n; i++) {
        const Local *l = s->locals.at[i];
        if (l->saved)
            strbuf_printf(b, "    %s%s__acc_f->%s = %s;\n",
                          l->constant && knows_resumed()
                              ? "if (!__acc_resumed) " : "",
                          when(s, l), l->item->name, name_of(l));
    }
    if (quiet)
        strbuf_puts(b, "    ACC_MAYBE_UNSET_END\n");
}

static void put_restores(StrBuf *b, const SaveScope *s)
{
    for (size_t i = 0; i < s->locals.n; i++) {
        const Local *l = s->locals.at[i];
        bool entry = l->is_param && l->item && !l->in_frame;
        if (!l->saved && !entry)
            continue;
        const char *cond = when(s, l);
        strbuf_printf(b, "    %s%s;\n", cond,
                      assign_text(l->item->type, name_of(l), slot_of(l)));
        if (*cond && !l->is_param)
            strbuf_printf(b, "    else %s = %s;\n", name_of(l),
                          zero_of(l->sym->type));
    }
}

/* The innermost scope around whose errors a handler takes, or null. */
static const SaveScope *handler_of(const SaveScope *s)
{
    while (s && !s->handler)
        s = s->parent ? s->parent->target : NULL;
    return s;
}

/* May a resumed await fail with no handler around? */
static bool may_fail_resumed(void)
{
    for (size_t i = 0; i < f_now->awaits; i++)
        if (!handler_of(f_now->points.at[i]->scope->target))
            return true;
    return false;
}

static void put_dispatch(StrBuf *b, const SaveScope *s, const Targets *t)
{
    bool entry = !s->parent && f_now->needs_entry;
    size_t direct = t->points.n + entry;
    for (size_t i = 0; i < t->scopes.n; i++) {
        const SaveScope *c = t->scopes.at[i];
        if (i + 1 == t->scopes.n && !direct)
            strbuf_puts(b, "    ");
        else if (c->first == c->last)
            strbuf_printf(b, "    if (__acc_state == %u)\n        ", c->first);
        else
            strbuf_printf(b, "    if (__acc_state >= %u && __acc_state <= %u)\n"
                             "        ", c->first, c->last);
        strbuf_printf(b, "goto __acc_restore_%u;\n", c->number);
    }
    if (!direct)
        return;
    if (t->points.n) {
        const SaveScope *h = handler_of(s);
        strbuf_puts(b, "    if (acc_unlikely(__acc_c->status))\n        ");
        if (h)
            strbuf_printf(b, "goto __acc_catch_%u;\n", h->catch_number);
        else
            strbuf_puts(b, "goto __acc_fail;\n");
    }
    if (direct == 1) {
        if (entry)
            strbuf_puts(b, "    goto __acc_begin;\n");
        else
            strbuf_printf(b, "    goto __acc_resume_%u;\n",
                          t->points.at[0]->state);
        return;
    }
    strbuf_puts(b, "    switch (__acc_state) {\n");
    if (entry)
        strbuf_puts(b, "    case 1: goto __acc_begin;\n");
    for (size_t i = 0; i < t->points.n; i++) {
        unsigned st = t->points.at[i]->state;
        if (i + 1 == t->points.n)
            strbuf_printf(b, "    default: goto __acc_resume_%u;\n", st);
        else
            strbuf_printf(b, "    case %u: goto __acc_resume_%u;\n", st, st);
    }
    strbuf_puts(b, "    }\n");
}

/* Is there a throw in it, or in a scope inside, whose handler may rethrow? */
static bool any_throw(const SaveScope *s)
{
    for (size_t i = f_now->awaits; i < f_now->points.n; i++) {
        const SaveScope *t = f_now->points.at[i]->scope->target;
        while (t && t != s)
            t = t->parent ? t->parent->target : NULL;
        if (t)
            return true;
    }
    return false;
}

/* falls: control reaches the place and must pass by. */
static Node *scope_blocks(const SaveScope *s, const Targets *t, bool falls)
{
    StrBuf b = {0};
    const char *f = f_now->sym->name->s;
    bool suspends = s->first <= s->last && s->last >= 2;
    bool leaves = suspends || any_throw(s) || (!s->parent && f_now->points.n);
    strbuf_puts(&b, falls ? "if (0) {\n" : "{\n");
    if (leaves)
        strbuf_printf(&b, "__acc_leave_%u:\n", s->number);
    if (s->parent) {
        if (s->handler)
            strbuf_printf(&b, "%s    goto __acc_catch_%u;\n",
                          suspends ? "    if (__acc_c->status > 0)\n    " : "",
                          s->catch_number);
        else if (suspends && has_late_frame(f_now))
            strbuf_printf(&b, "    if (__acc_c->status > 0)\n"
                              "        goto __acc_leave_%u;\n",
                          s->parent->target->number); /* it may have no frame */
        put_saves(&b, s);
        if (suspends || !s->handler)
            strbuf_printf(&b, "    goto __acc_leave_%u;\n",
                          s->parent->target->number);
    } else if (leaves) {
        const char *ret = return_nothing();
        if (suspends) {
            strbuf_printf(&b, "    if (__acc_c->status > 0) {\n%s"
                              "        acc_trace(__acc_c, &__acc_desc_%s, "
                              "__acc_state);\n        %s\n    }\n",
                          may_fail_resumed() ? "    __acc_fail:\n" : "", f, ret);
            put_saves(&b, s);
            if (f_now->has_timeout)
                strbuf_puts(&b, "    acc_timeout_leave(__acc_c);\n");
            if (f_now->is_generator)
                strbuf_printf(&b, "    if (!__acc_c->status) {\n"
                                  "        acc_yield(__acc_f, &__acc_desc_%s, "
                                  "__acc_state);\n        return 1;\n    }\n", f);
            strbuf_printf(&b, "    %s(__acc_c, __acc_f, %s&__acc_desc_%s,"
                              " __acc_state);\n    %s\n",
                          f_now->leaf_only ? "__acc_leave_leaf" : "acc_leave",
                          knows_resumed() ? "__acc_resumed ? NULL : " : "", f,
                          ret);
        } else {
            strbuf_printf(&b, "    acc_trace(__acc_c, &__acc_desc_%s, "
                              "__acc_state);\n    %s\n", f, ret);
        }
    }
    if (suspends || (!s->parent && f_now->needs_entry)) {
        strbuf_printf(&b, "__acc_restore_%u:\n", s->number);
        put_restores(&b, s);
        put_dispatch(&b, s, t);
    }
    strbuf_puts(&b, "}");
    return make_text(make_string(&b), 0);
}

/* ---- declarations -------------------------------------------------------- */

/* Is it {0}, {} or ""? */
static bool is_zero_list(const Node *init)
{
    if (init->kind == ND_INIT_LIST) {
        if (!init->n)
            return true;
        const Node *e = init->kid[0];
        return init->n == 1 && (e->flags & NF_CONSTANT) && e->value == 0
            && e->kind == ND_NUMBER;
    }
    return false;
}

/* The declaration of a local that lives in the frame: its initialisation. */
static Node *initialise(const Local *l, Node *init)
{
    const char *slot = slot_of(l);
    Type *t = l->item->type;
    if (!init)
        return ast_node(ND_BLOCK, 0, 0, 0); /* nothing */
    bool braces = init->kind == ND_INIT_LIST;
    if (t->kind == TY_ARRAY || (braces && t->kind == TY_RECORD)) {
        if (is_zero_list(init))
            return make_textf("acc_zero(&%s, sizeof %s);", slot, slot);
    }
    if (t->kind == TY_ARRAY)
        return make_text(
            arena_printf(ast_arena, "acc_copy(&%s, (%s)%s, sizeof %s);", slot,
                         type_string(t), braces ? "@" : "{@}", slot), 1, init);
    const char *value = "@";
    if (braces)
        value = arena_printf(ast_arena, "(%s)@", type_string(type_unqualified(t)));
    return make_text(arena_printf(ast_arena, "%s;", assign_text(t, slot, value)),
                     1, init);
}

static void rewrite_declaration(Node *n)
{
    Local *l = n->sym ? local_of(n->sym) : NULL;
    if (!l)
        return;
    Node *init = n->n > 1 && n->kid[1]->n > 2 ? n->kid[1]->kid[2] : NULL;
    if (l->in_frame) {
        Node *by = initialise(l, init);
        if (by->kind == ND_BLOCK)
            by->op = 1;
        by->at = n->at;
        n->repl = by;
    } else if (l->saved && !init) {
        n->value = 1; /* may be unassigned when it is saved */
    }
}

/* ---- points -------------------------------------------------------------- */

/* The left side of the target, and the statement that assigns `value` to it. */
static Node *assign_target(Node *target, Node *value)
{
    Local *l = local_of(target->sym);
    if (target->kind == ND_DECLARATION) {
        if (l && l->in_frame)
            return make_text(
                arena_printf(ast_arena, "%s;",
                             assign_text(l->item->type, slot_of(l), "@")), 1,
                value);
        Node *declared = make_copy(target->kid[1]);
        declared->n = 2;
        ast_add(declared, value);
        Node *d = make_copy(target);
        d->kid[1] = declared;
        return d;
    }
    return make_stmt(make_assign(make_ident(target->sym), value));
}

static const char *target_slot(Node *target)
{
    Local *l = local_of(target->sym);
    if (l && l->in_frame)
        return slot_of(l);
    return l ? name_of(l) : target->sym->name->s;
}

static const char *args_text(const Node *n, const char *head)
{
    StrBuf b = {0};
    strbuf_puts(&b, head);
    for (unsigned i = 1; i < n->n; i++)
        strbuf_puts(&b, ", @");
    strbuf_puts(&b, ")");
    return make_string(&b);
}

static Node *call_node(const Node *n, const char *text, unsigned from)
{
    Node *call = make_text(text, 0);
    for (unsigned i = from; i < n->n; i++)
        ast_add(call, n->kid[i]);
    return call;
}

/* `if (acc_unlikely(status)) { leave; resume: AGAIN }` */
static const char *leave_text(const Point *p, const char *again)
{
    if (p->suspends) /* no way around: what follows is reached by resuming */
        return arena_printf(ast_arena,
                            "__acc_state = %u;\ngoto __acc_leave_%u;\n"
                            "__acc_resume_%u:%s%s", p->state,
                            p->scope->target->number, p->state,
                            *again ? "\n" : ";", again);
    return arena_printf(ast_arena,
                        "if (acc_unlikely(__acc_c->status)) {\n"
                        "    __acc_state = %u;\n"
                        "    goto __acc_leave_%u;\n"
                        "__acc_resume_%u:%s%s\n"
                        "}", p->state, p->scope->target->number, p->state,
                        *again ? "\n    " : ";", again);
}

static Node *sequence(Node *a, const char *text)
{
    Node *run = make_block(false);
    ast_add(run, a);
    ast_add(run, make_text(text, 0));
    return run;
}

static Node *split_call(const Point *p, Node *n, const char *head,
                        const char *value)
{
    Node *call = call_node(n, args_text(n, head), 1);
    Node *target = n->kid[0];
    Node *first;
    const char *again = "";
    if (target) {
        first = assign_target(target, call);
        again = arena_printf(ast_arena, "%s;",
                             assign_text(p->type, target_slot(target), value));
    } else {
        first = make_text("@;", 1, call);
    }
    return sequence(first, leave_text(p, again));
}

/* Handles: the call gives a pointer to the value; `resumed` does after that. */
static Node *split_handle(const Point *p, Node *n, Node *call,
                          const char *resumed, const char *end)
{
    Node *target = n->kid[0];
    const char *again = arena_printf(ast_arena, "%s%s;",
                                     target ? "__acc_p = " : "(void)", resumed);
    Node *run = sequence(make_text(target ? "__acc_p = @;" : "(void)@;", 1, call),
                         leave_text(p, again));
    if (target) {
        f_now->uses_pointer = true;
        Node *value = make_text(
            arena_printf(ast_arena, "*(%s)__acc_p",
                         type_string(type_pointer(type_unqualified(p->type)))), 0);
        ast_add(run, assign_target(target, value));
    }
    ast_add(run, make_text(end, 0));
    return run;
}

/* `HEAD @(@, @)TAIL`: the call of a constructor through a pointer. */
static Node *pointer_call(const Node *n, const char *head, const char *tail)
{
    StrBuf b = {0};
    strbuf_printf(&b, "%s @(", head);
    for (unsigned i = 2; i < n->n; i++)
        strbuf_puts(&b, i > 2 ? ", @" : "@");
    strbuf_printf(&b, ")%s", tail);
    return call_node(n, make_string(&b), 1);
}

/* The constructor gives a word's value in its place; other values it stores
 * where c->result points. */
static Node *split_pointer(const Point *p, Node *n)
{
    Node *run = make_block(false), *target = n->kid[0];
    ast_add(run, make_text("__acc_c->place = (acc_function)@;", 1, n->kid[1]));
    if (p->type->kind == TY_VOID) {
        ast_add(run, sequence(
            make_text("@;", 1, pointer_call(n, "__acc_pointer_word(__acc_c,", ", 0)")),
            leave_text(p, "acc_await_end(__acc_c);")));
        return run;
    }
    const char *type = type_string(type_unqualified(p->type));
    if (fits_word(p->type)) {
        const char *tail = arena_printf(ast_arena, ", sizeof(%s))", type);
        if (!target) {
            ast_add(run, sequence(
                make_text("(void)@;", 1,
                          pointer_call(n, "__acc_pointer_word(__acc_c,", tail)),
                leave_text(p, "acc_await_end(__acc_c);")));
            return run;
        }
        const char *head = arena_printf(ast_arena, "(%s)__acc_pointer_word(__acc_c,",
                                        type);
        const char *value = arena_printf(
            ast_arena, "*(%s)acc_await_value(__acc_c)",
            type_string(type_pointer(type_unqualified(p->type))));
        const char *again = arena_printf(
            ast_arena, "%s; acc_await_end(__acc_c);",
            assign_text(p->type, target_slot(target), value));
        ast_add(run, sequence(assign_target(target, pointer_call(n, head, tail)),
                              leave_text(p, again)));
        return run;
    }
    f_now->uses_pointer = true;
    ast_add(run, make_textf("__acc_c->result = __acc_p = &(%s){0};", type));
    ast_add(run, split_handle(p, n, pointer_call(n, "__acc_pointer_stored(__acc_c,",
                                                 ", __acc_p)"),
                              "acc_await_value(__acc_c)",
                              "acc_await_end(__acc_c);"));
    return run;
}

static Node *split_gather(const Point *p, Node *n)
{
    Node *run = make_block(false);
    for (unsigned i = 0; i < p->arms; i++) {
        unsigned k = p->arm_kinds[i];
        const char *text =
            k < HANDLE_AWAITABLE
                ? arena_printf(ast_arena, "__acc_f->%s.arm[%u].target = "
                               "acc_awaitable_of(@, %s);", p->child_name, i,
                               kind_names[k])
                : arena_printf(ast_arena, "__acc_f->%s.arm[%u].target = @;",
                               p->child_name, i);
        ast_add(run, make_text(text, 1, n->kid[i + 1]));
        ast_add(run, make_textf("__acc_f->%s.arm[%u].flags = %s;", p->child_name,
                                i, p->arm_flags[i] ? "ACC_ARM_COLLECT" : "0"));
    }
    const char *call =
        p->arms ? arena_printf(ast_arena, "acc_gather_start(__acc_c, "
                               "&__acc_f->%s.gather, __acc_f->%s.arm, %u);",
                               p->child_name, p->child_name, p->arms)
                : arena_printf(ast_arena, "acc_gather_start(__acc_c, "
                               "&__acc_f->%s.gather, NULL, 0);", p->child_name);
    ast_add(run, make_text(call, 0));
    ast_add(run, make_text(leave_text(p, ""), 0));
    return run;
}

static Node *split_await(Point *p, Node *n);

static Node *split_point(Point *p, Node *n)
{
    if (frame_elsewhere(p) || !has_late_frame(f_now))
        return split_await(p, n);
    Node *run = make_block(false);
    ast_add(run, make_text(need_text(), 0));
    ast_add(run, split_await(p, n));
    return run;
}

static Node *split_await(Point *p, Node *n)
{
    static const char *const wait[] = {
        [POINT_TASK] = "acc_await_task", [POINT_FUTURE] = "acc_await_future",
        [POINT_ANY] = "acc_await_any",
    };
    switch (p->kind) {
    case POINT_START:
        return split_call(p, n,
                          arena_printf(ast_arena,
                                       "__acc_%s_%s(__acc_c, &__acc_f->%s",
                                       p->is_leaf && f_now->leaf_only
                                           ? "leaf" : "start",
                                       p->callee->name->s, p->child_name),
                          arena_printf(ast_arena, "__acc_f->%s.__acc_result",
                                       p->child_name));
    case POINT_CALL: {
        const char *value = arena_printf(
            ast_arena, "*(%s)acc_result(__acc_c->child)",
            type_string(type_pointer(type_unqualified(p->type))));
        return split_call(p, n, arena_printf(ast_arena, "__acc_call_%s(__acc_c",
                                             p->callee->name->s), value);
    }
    case POINT_POINTER:
        return split_pointer(p, n);
    case POINT_OBJECT:
        return split_handle(
            p, n, call_node(n, "acc_await_coroutine(__acc_c, @)", 1),
            "acc_await_value(__acc_c)", "acc_await_end(__acc_c);");
    case POINT_TASK: case POINT_FUTURE: case POINT_ANY:
        return split_handle(
            p, n, call_node(n, arena_printf(ast_arena, "%s(__acc_c, &__acc_f->%s,"
                                            " @)", wait[p->kind], p->child_name),
                            1),
            arena_printf(ast_arena, "acc_await_%s_value(__acc_c, __acc_f->%s)",
                         p->kind == POINT_TASK ? "task" : "handle",
                         p->child_name),
            p->kind == POINT_TASK ? "acc_await_release(__acc_c);"
                                  : "acc_await_end(__acc_c);");
    case POINT_GATHER:
        return split_gather(p, n);
    case POINT_YIELD: {
        Node *run = make_block(false);
        if (n->n > 1)
            ast_add(run, make_text("__acc_f->__acc_result = @;", 1, n->kid[1]));
        ast_add(run, make_textf("__acc_state = %u;\ngoto __acc_leave_%u;\n"
                                "__acc_resume_%u:;", p->state,
                                p->scope->target->number, p->state));
        return run;
    }
    case POINT_THROW:
        break;
    }
    bug("point of kind %d", p->kind);
}

/* ---- throw and try -------------------------------------------------------- */

static Sym *error_now; /* of the catch clause around */

static Node *split_throw(const Point *p, Node *n)
{
    unsigned leave = p->scope->target->number;
    const char *go = arena_printf(ast_arena, "__acc_state = %u;\n"
                                  "goto __acc_leave_%u;", p->state, leave);
    Node *run = make_block(false);
    if (ast_kid(n, 0))
        ast_add(run, make_text(
            arena_printf(ast_arena, "acc_throw(__acc_c, @, &__acc_desc_%s, %u);",
                         f_now->sym->name->s, p->state), 1, n->kid[0]));
    else if (n->op != TK_TIMEOUT) /* there the status is set */
        ast_add(run, make_text("acc_rethrow(__acc_c, @);", 1,
                               make_ident(n->sym ? n->sym : error_now)));
    ast_add(run, make_text(go, 0));
    return run;
}

static void visit(Node *n);

static Node *split_try(Node *n, const SaveScope *outer)
{
    Node *run = make_block(false);
    ast_add(run, n->kid[0]);
    StrBuf b = {0};
    strbuf_printf(&b, "if (0) {\n__acc_catch_%u:\n    ", (unsigned)n->value);
    if (n->kid[1]->op == TK_CATCH) /* a region, which passes it on */
        strbuf_printf(&b, "__acc_trace_caught(__acc_c, &__acc_desc_%s, "
                          "__acc_state);\n    ", f_now->sym->name->s);
    strbuf_puts(&b, "@ = acc_catch(__acc_c);\n    ");
    Node *t = make_text("", 1, make_ident(n->sym));
    for (unsigned i = 1; i < n->n; i++) {
        Node *clause = n->kid[i];
        if (clause->op == TK_CATCH) { /* everything */
            strbuf_puts(&b, "@\n}");
            ast_add(t, clause->kid[clause->n - 1]);
            break;
        }
        strbuf_puts(&b, "if (");
        bool any = clause->kid[0] || clause->n == 2;
        bool codes = clause->n > 2;
        for (unsigned k = 1; k + 1 < clause->n; k++) {
            strbuf_puts(&b, k > 1 ? " || @ == @" : "@ == @");
            ast_add(t, make_ident(n->sym));
            ast_add(t, clause->kid[k]);
        }
        if (any) {
            strbuf_puts(&b, codes ? " || " : "");
            strbuf_puts(&b, f_now->is_generator
                                ? "(@ != ACC_CANCELLED && @ != ACC_GENERATOR_EXIT)"
                                : "@ != ACC_CANCELLED");
            ast_add(t, make_ident(n->sym));
            if (f_now->is_generator)
                ast_add(t, make_ident(n->sym));
        }
        strbuf_puts(&b, ")\n    @\n    else ");
        ast_add(t, clause->kid[clause->n - 1]);
    }
    if (n->kid[n->n - 1]->op != TK_CATCH) {
        strbuf_printf(&b, "{\n        acc_rethrow(__acc_c, @);\n"
                          "        goto __acc_leave_%u;\n    }\n}",
                      outer->target->number);
        ast_add(t, make_ident(n->sym));
    }
    t->text = make_string(&b);
    ast_add(run, t);
    return run;
}

/* ---- the walk --------------------------------------------------------------- */

static SaveScope *scope_now;
static Targets *targets;

static void visit_block(Node *n)
{
    SaveScope *outer = scope_now;
    SaveScope *own = NULL;
    if (!n->op && (size_t)n->value < f_now->scopes.n
        && f_now->scopes.at[n->value]->block == n)
        own = f_now->scopes.at[n->value];
    if (own)
        scope_now = own;
    bool falls = can_fall(n);
    for (unsigned i = 0; i < n->n; i++)
        visit(n->kid[i]);
    if (own && own->kept && own->parent)
        ast_add(n, scope_blocks(own, &targets[own->number], falls));
    scope_now = outer;
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
    case ND_DECLARATION:
        rewrite_declaration(n);
        return;
    case ND_AWAIT_POINT: {
        Point *p = f_now->points.at[n->value];
        n->repl = split_point(p, n);
        n->repl->at = p->pos;
        return;
    }
    case ND_THROW: {
        Point *p = f_now->points.at[n->value];
        n->repl = split_throw(p, n);
        n->repl->at = p->pos;
        return;
    }
    case ND_RETURN:
        if (f_now->is_generator)
            n->repl = make_text("return 0;", 0);
        return;
    case ND_TRY: {
        visit(n->kid[0]);
        Sym *outer = error_now;
        error_now = n->sym;
        for (unsigned i = 1; i < n->n; i++)
            visit(n->kid[i]->kid[n->kid[i]->n - 1]);
        error_now = outer;
        n->repl = split_try(n, scope_now);
        return;
    }
    case ND_IF: case ND_SWITCH: case ND_WHILE: case ND_DO: case ND_FOR:
    case ND_LABEL: case ND_CASE: case ND_DEFAULT:
        for (unsigned i = 0; i < n->n; i++)
            if (n->kid[i])
                visit(n->kid[i]);
        return;
    default:
        return;
    }
}

/* What comes before the first statement, and after the last. */
static void finish_body(Func *f, bool falls)
{
    Node *body = f->body;
    Node *b = make_block(true);
    b->first = body->first, b->end = body->end, b->at = body->at;
    if (f->uses_pointer)
        ast_add(b, make_text("void *__acc_p;", 0));
    if (knows_resumed())
        ast_add(b, make_text("const int __acc_resumed = __acc_state != 0;", 0));
    if (f->awaits || f->needs_entry)
        ast_add(b, make_text("if (__acc_state)\n    goto __acc_restore_0;", 0));
    for (size_t i = 0; i < f->locals.n; i++) {
        Local *l = f->locals.at[i];
        if (l->is_param && l->in_frame)
            ast_add(b, make_textf("%s;", assign_text(l->item->type, slot_of(l),
                                                     l->sym->name->s)));
    }
    if (f->needs_entry)
        ast_add(b, make_text("__acc_begin:;", 0));
    for (unsigned i = 0; i < body->n; i++)
        ast_add(b, body->kid[i]);
    if (f->points.n || f->needs_entry) {
        bool ends_zero = sema_async_main == f->sym || f->is_generator;
        if (falls && (f->result->kind == TY_VOID || ends_zero)) {
            ast_add(b, make_text(ends_zero ? "return 0;" : "return;", 0));
            falls = false;
        }
        ast_add(b, scope_blocks(f->scopes.at[0], &targets[0], falls));
    }
    f->body = b;
}

void split(Func *f)
{
    f_now = f;
    f->one_copy |= f->awaits > SPLIT_BODY_ABOVE;
    error_now = NULL;
    scope_now = NULL;
    targets = arena_alloc(ast_arena, f->scopes.n * sizeof *targets);
    f->leaf_only = f->awaits > 0;
    for (size_t i = 0; i < f->awaits; i++)
        f->leaf_only &= f->points.at[i]->is_leaf;
    for (size_t i = 1; i < f->scopes.n; i++) {
        SaveScope *s = f->scopes.at[i];
        if (s->kept && s->first <= s->last)
            vec_push(&targets[s->parent->target->number].scopes, s);
    }
    for (size_t i = 0; i < f->awaits; i++) {
        Point *p = f->points.at[i];
        vec_push(&targets[p->scope->target->number].points, p);
    }
    bool falls = f->falls && can_fall(f->body);
    visit(f->body);
    finish_body(f, falls);
}
