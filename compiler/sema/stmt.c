/*
 * Statements: scopes of blocks and loops, labels and jumps, switch, return.
 * The dialect's own statements are async.c's.
 */
#include <stdlib.h>
#include <string.h>

#include "base/spell.h"
#include "sema/check.h"

/* ---- jumps ----------------------------------------------------------- */

/* A region that must not be jumped into: a defer, the rest of a block after
 * one or after an array of variable length, a timeout or taskgroup block. A defer's own is not to be left. */
typedef struct Region Region;
struct Region {
    Region *outer;
    Node *node;
    bool after;         /* what follows the defer, not the defer itself */
    unsigned depth;
};

static Region *region;

/* A goto, and where each label stands. */
typedef struct Jump {
    Node *node;
    Region *region;
} Jump;

static Vec(Jump) gotos;

static void enter_region(Node *n, bool after)
{
    Region *r = arena_alloc(ast_arena, sizeof *r);
    r->outer = region;
    r->node = n;
    r->after = after;
    r->depth = region ? region->depth + 1 : 1;
    region = r;
}

static const char *region_name(const Region *r)
{
    switch (r->node->kind) {
    case ND_DEFER:
        return r->after ? "past a 'defer'" : "into a 'defer'";
    case ND_TIMEOUT:
        return "into a 'timeout' block";
    case ND_DECLARATION:
        return "past the declaration of an array of variable length";
    default:
        return "into a 'taskgroup' block";
    }
}

/* From a jump in `from` to a place in `to`. */
static void check_jump(Pos at, const char *what, Region *from, Region *to)
{
    Region *left = from, *entered = to, *f = from, *t = to;
    while (f != t) { /* up to what they have in common */
        if (t && (!f || t->depth > f->depth)) {
            entered = t;
            t = t->outer;
        } else if (f && (!t || f->depth > t->depth)) {
            f = f->outer;
        } else {
            entered = t;
            f = f->outer;
            t = t->outer;
        }
    }
    if (to != t) {
        diag_error(at, "%s jumps %s", what, region_name(entered));
        if (entered->node->kind == ND_DECLARATION)
            diag_note(entered->node->first, "the declaration is here");
        else
            diag_note(entered->node->at, "the '%s' is here",
                      entered->node->kind == ND_DEFER     ? "defer"
                      : entered->node->kind == ND_TIMEOUT ? "timeout"
                                                          : "taskgroup");
        return;
    }
    for (; left != t; left = left->outer)
        if (left->node->kind == ND_DEFER && !left->after) {
            diag_error(at, "%s jumps out of a 'defer'", what);
            return;
        }
}

void check_region(Node *n, Node *inside)
{
    Region *was = region;
    enter_region(n, false);
    check_stmt(inside);
    region = was;
}

/* ---- labels ---------------------------------------------------------- */

static Sym *label_symbol(Str *name, Pos pos)
{
    Sym *s = scope_find_label(name, cur->sym);
    if (!s) {
        s = scope_new(SYM_LABEL, name, NULL, pos);
        s->function = cur->sym;
        s->is_local = true;
        scope_bind_label(s, false);
    }
    return s;
}

void use_label(Node *n)
{
    Sym *s = label_symbol(n->name, n->at);
    n->sym = s;
    s->is_used = true;
    if (n->kind == ND_LABEL_ADDRESS)
        s->address_taken = true;
    scope_resolve(n->at, s);
}

static void define_label(Node *n)
{
    Sym *s = label_symbol(n->name, n->at);
    n->sym = s;
    scope_resolve(n->at, s);
    if (s->is_defined) {
        complain(n->at, "label '%s' is defined twice", n->name->s);
        if (is_strict())
            diag_note(s->defined_at, "'%s' is defined here", n->name->s);
        return;
    }
    s->is_defined = true;
    s->defined_at = s->pos = n->at;
    s->node = n;
    s->block = scope_block();
    s->region = region;
}

static void report_label(const Sym *s)
{
    Speller speller = spell_begin(s->name->s, s->name->len);
    for (size_t i = cur->labels; i < scope_label_mark(); i++) {
        const Sym *l = scope_label_at(i);
        if (l && l->function == cur->sym && l->is_defined)
            spell_try(&speller, l->name->s, l->name->len);
    }
    if (!speller.best) {
        complain(s->pos, "label '%s' is not defined", s->name->s);
        return;
    }
    diag_replace(s->pos, s->pos + 1, "%s", speller.best);
    complain(s->pos, "label '%s' is not defined; did you mean '%s'?",
             s->name->s, speller.best);
}

/* At a function's end: every goto has its label, and may go there. */
static void check_gotos(size_t first)
{
    for (size_t i = cur->labels; i < scope_label_mark(); i++) {
        Sym *s = scope_label_at(i);
        if (s && s->function == cur->sym && !s->is_defined
            && !s->name->in_error)
            report_label(s);
    }
    for (size_t i = first; i < gotos.n; i++) {
        Sym *s = gotos.at[i].node->sym;
        if (s->is_defined && s->function == cur->sym)
            check_jump(gotos.at[i].node->first, "this goto",
                       gotos.at[i].region, s->region);
    }
    gotos.n = first;
}

/* ---- switch ---------------------------------------------------------- */

typedef struct Case {
    long long low, high;
    Pos pos;
} Case;

struct Switch {
    Switch *outer;
    Type *type;         /* promoted */
    Node *otherwise;    /* default */
    Region *region;
    Vec(Case) cases;
};

static int compare_cases(const void *a, const void *b)
{
    const Case *x = a, *y = b;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return x->pos < y->pos ? -1 : x->pos > y->pos;
}

static void check_switch(Node *n)
{
    Type *t = check_value(n->kid[0]);
    Switch s = {.outer = cur->innermost_switch, .region = region};
    if (t->kind != TY_ERROR && !type_is_integer(t))
        complain(whole(n->kid[0]), "'switch' over a value of type '%s'%s",
                 type_text(t), await_hint(n->kid[0]));
    s.type = type_is_integer(t) ? type_promote(t) : ty_error;
    cur->innermost_switch = &s;
    cur->breakables++;
    check_stmt(n->kid[1]);
    cur->breakables--;
    cur->innermost_switch = s.outer;
    if (is_strict() && s.cases.n > 1) {
        qsort(s.cases.at, s.cases.n, sizeof *s.cases.at, compare_cases);
        long long high = s.cases.at[0].high;
        for (size_t i = 1; i < s.cases.n; i++) {
            const Case *c = &s.cases.at[i];
            if (c->low <= high) {
                diag_error(c->pos, "duplicate case %lld", c->low);
                if (c->low == s.cases.at[i - 1].low)
                    diag_note(s.cases.at[i - 1].pos, "the other one is here");
            }
            if (c->high > high)
                high = c->high;
        }
    }
    vec_free(&s.cases);
}

static void check_case(Node *n)
{
    Switch *s = cur->innermost_switch;
    long long low, high;
    const char *barrier = await_barrier;
    await_barrier = "a 'case' value";
    for (unsigned i = 0; i < 2; i++)
        if (n->kid[i])
            check_value(n->kid[i]);
    await_barrier = barrier;
    if (!s) {
        complain(n->first, "'case' outside of a 'switch'");
        return;
    }
    check_jump(n->first, "this 'case'", s->region, region);
    if (!check_constant(n->kid[0], &low)) {
        if (n->kid[0]->type->kind != TY_ERROR)
            complain(whole(n->kid[0]), "a 'case' value must be an integer "
                     "constant");
        return;
    }
    high = low = wrap(low, s->type);
    if (n->kid[1] && check_constant(n->kid[1], &high))
        high = wrap(high, s->type);
    if (s->type->kind != TY_ERROR) {
        Case c = {low, high, n->kid[0]->first};
        vec_push(&s->cases, c);
    }
}

static void check_default(Node *n)
{
    Switch *s = cur->innermost_switch;
    if (!s) {
        complain(n->first, "'default' outside of a 'switch'");
        return;
    }
    check_jump(n->first, "this 'default'", s->region, region);
    if (s->otherwise) {
        complain(n->first, "a second 'default' in this 'switch'");
        if (is_strict())
            diag_note(s->otherwise->first, "the other one is here");
    }
    s->otherwise = n;
}

/* ---- leaving --------------------------------------------------------- */

static void check_return(Node *n)
{
    Node *e = ast_kid(n, 0);
    Type *want = cur->result;
    if (e)
        check_value(e);
    if (cur->defer) {
        diag_error(n->first, "'return' inside of a 'defer'");
        return;
    }
    if (cur->is_generator) {
        if (e)
            diag_error(whole(e), "a generator gives its values by 'yield'; "
                       "'return' takes none");
        return;
    }
    if (!e) {
        if (want->kind != TY_VOID && want->kind != TY_ERROR)
            complain(n->first, "'%s' must return a value of type '%s'",
                     cur->sym->name->s, type_text(want));
        return;
    }
    if (want->kind == TY_VOID) {
        if (e->type->kind != TY_VOID && e->type->kind != TY_ERROR)
            complain(whole(e), "'%s' returns nothing, but a value of type "
                     "'%s' is given", cur->sym->name->s, type_text(e->type));
        else if (e->type->kind == TY_VOID)
            check_dropped(e);
        return;
    }
    convert_assign(&n->kid[0], want, "return");
}

static void check_leave(Node *n, bool inside, const char *word)
{
    if (inside)
        return;
    if (cur->defer)
        diag_error(n->first, "'%s' would leave a 'defer'", word);
    else
        complain(n->first, "'%s' outside of a loop%s", word,
                 n->kind == ND_BREAK ? " or 'switch'" : "");
}

/* ---- statements ------------------------------------------------------ */

static void check_loop_body(Node *body)
{
    cur->loops++;
    cur->breakables++;
    check_stmt(body);
    cur->loops--;
    cur->breakables--;
}

static void check_for(Node *n)
{
    scope_enter(SCOPE_BLOCK, n);
    if (n->kid[0]) {
        if (n->kid[0]->kind == ND_DECLARATION) {
            check_declaration(n->kid[0]);
        } else {
            check_expr(n->kid[0]);
            check_dropped(n->kid[0]);
        }
    }
    if (n->kid[1])
        check_condition(n->kid[1]);
    if (n->kid[2]) {
        check_expr(n->kid[2]);
        check_dropped(n->kid[2]);
    }
    check_loop_body(n->kid[3]);
    scope_leave();
}

/* The constraint of an operand is the string literal before its `(`. */
static bool is_memory_operand(const Node *operand)
{
    Pos i = operand->first > 2 ? operand->first - 2 : 0; /* before the ( */
    for (; i > 0 && unit_tokens.at[i].kind == TK_STRING; i--)
        if (strpbrk(unit_tokens.at[i].str->s, "moVgXp<>QTUZA"))
            return true;
    return false;
}

static void check_asm(Node *n)
{
    for (unsigned i = 0; i < n->n; i++) {
        Node *e = n->kid[i];
        if (e->kind == ND_LABEL_ADDRESS) {
            if (cur)
                check_expr(e);
            continue;
        }
        check_value(e);
        if (is_memory_operand(e))
            take_address(e);
    }
}

static void check_local_labels(Node *n)
{
    for (unsigned i = 0; i < n->n; i++) {
        Node *k = n->kid[i];
        Sym *s = scope_new(SYM_LABEL, k->name, NULL, k->at);
        s->function = cur->sym;
        s->is_local = true;
        s->block = scope_block();
        k->sym = s;
        k->type = ty_void;
        scope_resolve(k->at, s);
        scope_bind_label(s, true);
    }
}

static bool is_variable_array(const Node *n)
{
    if (n->kind != ND_DECLARATION || !is_strict())
        return false;
    for (unsigned i = 1; i < n->n; i++)
        if (n->kid[i] && n->kid[i]->flags & NF_VLA_TYPE)
            return true;
    return false;
}

void check_block(Node *n, bool own_scope)
{
    Region *was = region;
    if (own_scope)
        scope_enter(SCOPE_BLOCK, n);
    for (unsigned i = 0; i < n->n; i++) {
        Node *k = n->kid[i];
        if (!k)
            continue;
        check_stmt(k);
        while (k && (k->kind == ND_LABEL || k->kind == ND_CASE
                     || k->kind == ND_DEFAULT))
            k = k->n ? k->kid[k->n - 1] : NULL;
        if (k && (k->kind == ND_DEFER || is_variable_array(k)))
            enter_region(k, true);
    }
    if (own_scope)
        scope_leave();
    region = was;
    propagate(n);
}

void check_body(Node *n)
{
    Region *was = region;
    size_t first_goto = gotos.n;
    region = NULL;
    check_block(n, false);
    check_gotos(first_goto);
    scope_leave_labels(cur->labels);
    region = was;
}

static void check_plain_stmt(Node *n)
{
    switch (n->kind) {
    case ND_BLOCK:
        check_block(n, true);
        break;
    case ND_EXPR_STMT: {
        dropped_value = ast_strip(n->kid[0]);
        Type *t = check_expr(n->kid[0]);
        if (n != kept_statement)
            check_dropped(n->kid[0]);
        n->type = t;
        break;
    }
    case ND_SWITCH: case ND_WHILE: case ND_DO:
        scope_enter(SCOPE_BLOCK, n); /* 6.8.5p5: an enum in the condition */
        if (n->kind == ND_SWITCH) {
            check_switch(n);
        } else if (n->kind == ND_WHILE) {
            check_condition(n->kid[0]);
            check_loop_body(n->kid[1]);
        } else {
            check_loop_body(n->kid[0]);
            check_condition(n->kid[1]);
        }
        scope_leave();
        break;
    case ND_FOR:
        check_for(n);
        break;
    case ND_FOR_EACH:
        check_for_each(n);
        break;
    case ND_GOTO: {
        use_label(n);
        Jump j = {n, region};
        vec_push(&gotos, j);
        break;
    }
    case ND_GOTO_COMPUTED: {
        const Type *t = check_value(n->kid[0]);
        if (t->kind != TY_POINTER && t->kind != TY_ERROR)
            complain(whole(n->kid[0]), "'goto *' needs a pointer, not '%s'",
                     type_text(t));
        break;
    }
    case ND_BREAK:
        check_leave(n, cur->breakables > 0, "break");
        break;
    case ND_CONTINUE:
        check_leave(n, cur->loops > 0, "continue");
        break;
    case ND_RETURN:
        check_return(n);
        break;
    case ND_LOCAL_LABELS:
        check_local_labels(n);
        break;
    case ND_DECLARATION: case ND_STATIC_ASSERT:
        check_declaration(n);
        break;
    case ND_FUNCTION:
        check_function(n);
        break;
    case ND_ASM:
        check_asm(n);
        break;
    case ND_TRY:
        check_try(n);
        break;
    case ND_THROW:
        check_throw(n);
        break;
    case ND_DEFER:
        check_defer(n);
        break;
    case ND_TIMEOUT:
        check_timeout(n);
        break;
    case ND_TASKGROUP:
        check_taskgroup(n);
        break;
    case ND_YIELD:
        check_yield(n);
        break;
    case ND_EMPTY: case ND_PRAGMA: case ND_ATTRIBUTE_STMT:
        break;
    default:
        bug("a statement of kind %s", ast_kind_name[n->kind]);
    }
}

/* Labels before a statement and `else if` may go on for thousands: the last
 * kid of those is reached in a loop, and flags are handed up afterwards. */
void check_stmt(Node *n)
{
    Vec(Node *) around = {0};
    Node *s = n;
    while (s) {
        Node *last = NULL;
        switch (s->kind) {
        case ND_LABEL:
            define_label(s);
            last = s->n ? s->kid[s->n - 1] : NULL;
            break;
        case ND_CASE:
            check_case(s);
            last = s->n > 2 ? s->kid[2] : NULL;
            break;
        case ND_DEFAULT:
            check_default(s);
            last = s->n ? s->kid[0] : NULL;
            break;
        case ND_IF:
            scope_enter(SCOPE_BLOCK, s);
            check_condition(s->kid[0]);
            check_stmt(s->kid[1]);
            last = s->kid[2];
            break;
        default:
            check_plain_stmt(s);
            propagate(s);
            s = NULL;
        }
        if (!s)
            break;
        vec_push(&around, s);
        s = last;
    }
    while (around.n) {
        s = around.at[--around.n];
        propagate(s);
        if (s->kind == ND_IF)
            scope_leave();
    }
    vec_free(&around);
}
