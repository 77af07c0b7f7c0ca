/*
 * Lowering: takes every async function of the unit apart, pass by pass, and
 * rewrites the dialect's expressions in plain functions.
 * After sema/, before emit/.
 *
 * Needs:  a typed tree without errors.
 * Leaves: nothing asynchronous in any tree; for each async function a Func
 *         (sym->lowering) with its frame, its points and its body.
 *
 * Also home of the builders for made nodes, which all passes use.
 */
#include "lower/lower.h"

#include <stdarg.h>
#include <string.h>

#include "base/diag.h"
#include "dump.h"
#include "grammar/tokens.h"
#include "sema/scope.h"

bool lower_every_constructor;
Func *lower_now;
Type *lower_result;
bool lower_is_async;

Node *now(Node *n)
{
    while (n && n->repl)
        n = n->repl;
    return n;
}

bool has_await(const Node *n)
{
    return n && (n->flags & NF_HAS_AWAIT);
}

Node *make_ident(Sym *s)
{
    Node *n = ast_node(ND_IDENT, 0, 0, 0);
    n->name = s->name;
    n->sym = s;
    n->type = s->type;
    n->flags = NF_LVALUE;
    return n;
}

Node *make_assign(Node *left, Node *right)
{
    Node *n = ast_node(ND_ASSIGN, 0, 0, 2, left, right);
    n->op = '=';
    n->type = left->type;
    n->at = right->at ? right->at : right->first;
    n->flags = (left->flags | right->flags) & NF_HAS_AWAIT;
    return n;
}

const char *assign_text(const Type *t, const char *to, const char *from)
{
    if (t->kind != TY_RECORD || !t->tag->has_const)
        return arena_printf(ast_arena, "%s = %s", to, from);
    return arena_printf(ast_arena, "acc_copy(%s&%s, (%s[1]){%s}, sizeof %s)",
                        t->quals & Q_VOLATILE ? "(void *)" : "", to,
                        type_string(type_unqualified((Type *)t)), from, to);
}

Node *make_stmt(Node *expr)
{
    Node *n = ast_node(ND_EXPR_STMT, 0, 0, 1, expr);
    n->at = expr->at;
    n->flags = expr->flags & NF_HAS_AWAIT;
    return n;
}

Node *make_store(Sym *s, Node *value)
{
    return make_stmt(make_assign(make_ident(s), value));
}

const char *make_string(StrBuf *b)
{
    const char *s = arena_copy(ast_arena, b->s, b->n + 1);
    strbuf_free(b);
    return s;
}

const char *type_string(const Type *t)
{
    StrBuf b = {0};
    type_declare(&b, t, "");
    return make_string(&b);
}

Node *make_block(bool braces)
{
    Node *n = ast_node(ND_BLOCK, 0, 0, 0);
    n->op = !braces;
    return n;
}

Node *make_copy(Node *n)
{
    Node *c = arena_copy(ast_arena, n, sizeof *n);
    c->kid = arena_copy(ast_arena, n->kid, n->n * sizeof *n->kid);
    c->repl = NULL;
    return c;
}

Node *make_text(const char *text, unsigned n, ...)
{
    Node *t = ast_node(ND_TEMPLATE, 0, 0, 0);
    t->text = text;
    va_list ap;
    va_start(ap, n);
    for (unsigned i = 0; i < n; i++)
        ast_add(t, va_arg(ap, Node *));
    va_end(ap);
    return t;
}

Node *make_textf(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(ast_arena, fmt, ap);
    va_end(ap);
    return make_text(text, 0);
}

Local *local_of(const Sym *s)
{
    if (!s || !s->is_automatic)
        return NULL;
    return s->lowering;
}

Local *make_local(Sym *s)
{
    Local *l = arena_alloc(ast_arena, sizeof *l);
    l->sym = s;
    l->index = lower_now->locals.n;
    s->lowering = l;
    vec_push(&lower_now->locals, l);
    return l;
}

Local *make_temp(Type *t)
{
    Sym *s = arena_alloc(ast_arena, sizeof *s);
    s->kind = SYM_VARIABLE;
    s->name = intern_z(arena_printf(ast_arena, "__acc_t%u", ++lower_now->temps));
    s->type = type_unqualified(type_decay(t));
    s->is_local = s->is_automatic = true;
    s->function = lower_now->sym;
    Local *l = make_local(s);
    l->is_temp = true;
    return l;
}

Sym *runtime_function(const char *name)
{
    Type *t = type_function(ty_void);
    t->is_async = true;
    Sym *s = arena_alloc(ast_arena, sizeof *s);
    s->kind = SYM_FUNCTION;
    s->name = intern_z(name);
    s->type = t;
    s->is_async = s->published = true;
    return s;
}

Sym *make_declared(Node *block, Type *t, bool in_memory)
{
    Sym *s = make_temp(t)->sym;
    s->address_taken = in_memory;
    Node *d = ast_node(ND_DECLARATION, 0, 0, 0);
    d->sym = s;
    ast_add(block, d);
    /* in front: what leaves the block early saves it too */
    for (unsigned i = block->n; i-- > 1;)
        block->kid[i] = block->kid[i - 1];
    block->kid[0] = d;
    return s;
}

Node *chosen_arm(Node *n)
{
    Node *arm = sema_chosen(n);
    return arm ? arm : n;
}

/* Is it a call of one of the names, which are interned when first needed? */
static bool calls(const Node *n, const char *const *names, const Str **interned)
{
    if (n->kind != ND_CALL)
        return false;
    const Node *f = ast_strip(n->kid[0]);
    if (f->kind != ND_IDENT)
        return false;
    for (size_t i = 0; names[i]; i++) {
        if (!interned[i])
            interned[i] = intern_z(names[i]);
        if (f->name == interned[i])
            return true;
    }
    return false;
}

bool is_setjmp(const Node *n)
{
    static const char *const names[] = {
        "setjmp", "_setjmp", "__sigsetjmp", "sigsetjmp", "__builtin_setjmp", NULL
    };
    static const Str *interned[5];
    return calls(n, names, interned);
}

bool is_alloca(const Node *n)
{
    static const char *const names[] = {
        "alloca", "__builtin_alloca", "__builtin_alloca_with_align", NULL
    };
    static const Str *interned[3];
    return calls(n, names, interned);
}

bool can_fall(const Node *n)
{
    n = now((Node *)n);
    switch (n->kind) {
    case ND_RETURN: case ND_GOTO: case ND_BREAK: case ND_CONTINUE: case ND_THROW:
    case ND_GOTO_COMPUTED:
        return false;
    case ND_BLOCK:
        return !n->n || can_fall(n->kid[n->n - 1]);
    case ND_LABEL: case ND_CASE: case ND_DEFAULT:
        return can_fall(n->kid[n->n - 1]);
    case ND_IF:
        return !n->kid[2] || can_fall(n->kid[1]) || can_fall(n->kid[2]);
    }
    return true;
}

bool fits_word(const Type *t)
{
    return (type_is_integer(t) || t->kind == TY_POINTER || t->kind == TY_HANDLE)
        && type_size(t) <= type_size(ty_void_ptr);
}

Func *lower_func(const Sym *s)
{
    return s && s->kind == SYM_FUNCTION && (s->is_async || s->type->is_generator)
               ? s->lowering : NULL;
}

static Func *begin(Sym *s)
{
    Func *f = arena_alloc(ast_arena, sizeof *f);
    f->sym = s;
    f->node = s->declared;
    f->body = s->body;
    f->falls = stmt_falls(f->body);
    f->value = f->result = s->type->base;
    f->is_generator = s->type->is_generator;
    if (f->is_generator)
        f->result = ty_int;
    f->needs_constructor = (s->storage != ST_STATIC || s->needs_constructor
                            || lower_every_constructor)
                        && !s->type->variadic;
    f->needs_constructor |= f->is_generator;
    f->is_callable = f->needs_constructor && !f->is_generator
                  && s != sema_async_main
                  && (s->storage != ST_STATIC || s->is_value
                      || lower_every_constructor);
    f->needs_call = f->is_callable
                 || (s->storage != ST_STATIC && s != sema_async_main
                     && !f->is_generator);
    s->lowering = f;
    return f;
}

static void run(const char *name, void (*pass)(Func *), Func *f)
{
    diag_pass = name;
    pass(f);
    dump_function(name, f);
}

/* `T T;`: from there on the types that the lowering prints need another name,
 * declared before the function. */
static void find_hidden(Func *f)
{
    for (Pos i = f->node->first; i < f->node->end; i++) {
        const Sym *s = sema_token_sym[i];
        if (!s || !s->is_local || s->kind == SYM_TAG || s->kind == SYM_LABEL)
            continue;
        Sym *t = scope_find_file(s->name);
        if (!t || t->kind != SYM_TYPEDEF)
            continue;
        bool known = false;
        for (size_t k = 0; k < f->hidden.n; k++)
            known |= f->hidden.at[k] == t;
        if (known)
            continue;
        vec_push(&f->hidden, t);
        if (t->lowering)
            continue;
        t->lowering = arena_printf(ast_arena, "__acc_type_%s", t->name->s);
        lower_put_before(arena_printf(ast_arena, "typedef %s %s;\n", t->name->s,
                                      (char *)t->lowering));
    }
}

void lower_names(const Func *f, bool inside)
{
    for (size_t i = 0; i < f->hidden.n; i++)
        f->hidden.at[i]->emit = inside ? f->hidden.at[i]->lowering : NULL;
}

static void lower_async(Func *f)
{
    lower_now = f;
    find_hidden(f);
    lower_names(f, true);
    lower_result = f->is_generator ? ty_void : f->result;
    lower_is_async = true;
    run("desugar", desugar, f);
    run("literal", literal, f);
    run("vla", vla, f);
    run("cleanup", cleanup, f);
    run("spill", spill, f);
    run("cfg", scopes_find, f);
    run("live", live, f);
    run("frame", frame, f);
    vla_names(f);
    run("split", split, f);
    lower_names(f, false);
    lower_now = NULL;
}

/* File scope and plain functions keep their shape: only the dialect's calls
 * and types in them are rewritten. */
static void lower_plain(Node *n)
{
    if (!(n->flags & NF_DIALECT))
        return;
    desugar_plain(n);
    if (n->kind != ND_FUNCTION || n->kid[2]->kind != ND_BLOCK)
        return;
    Func *f = arena_alloc(ast_arena, sizeof *f);
    f->sym = n->sym;
    f->body = n->kid[2];
    lower_now = f;
    lower_result = n->sym->type->base;
    lower_is_async = false;
    f->has_region = true; /* perhaps */
    loops(f->body);
    cleanup(f);
    lower_now = NULL;
}

static const Node *external_now;
struct Before {
    const Node *external;
    const char *text;
};
static Vec(struct Before) before;

void lower_put_before(const char *text)
{
    struct Before b = {external_now, arena_printf(ast_arena, "%s", text)};
    vec_push(&before, b);
}

void lower_print_before(StrBuf *out, const Node *external)
{
    for (size_t i = 0; i < before.n; i++)
        if (before.at[i].external == external)
            strbuf_puts(out, before.at[i].text);
}

void lower_unit(Node *unit)
{
    for (size_t i = 0; i < sema_async_functions.n; i++)
        begin(sema_async_functions.at[i]);
    for (unsigned i = 0; i < unit->n; i++) {
        Node *n = unit->kid[i];
        Sym *s = n->kind == ND_FUNCTION ? n->sym : NULL;
        external_now = n;
        Func *f = lower_func(s);
        if (f && f->node == n)
            lower_async(f);
        else
            lower_plain(n);
    }
    diag_pass = "emit";
}
