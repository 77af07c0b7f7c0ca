/*
 * Variable lengths: gives a home to arrays of variable length and names of
 * variably modified type in whose scope an await lies (no label may stand
 * there: C11 6.8.6.1). Third step of lower/, between literal and cleanup.
 *
 * Needs:  core loops, declarations as written.
 * Leaves: bounds in temporaries; such an array as memory from the task's frame
 *         stack, given back by a defer; such pointers as void *; their names
 *         printed through a cast (vla_names, when the places are known).
 *
 *     int a[n]; await f(); a[1]   =>   t1 = n; m = acc_push(...);
 *                                      defer acc_pop(m);
 *                                      ... (*(int (*)[t1])m)[1]
 */
#include "lower/lower.h"

#include "base/diag.h"
#include "grammar/tokens.h"

/* A bound that was evaluated, so that a typedef's is evaluated once. */
typedef struct Bound {
    Node *length;
    Sym *value;
} Bound;

typedef struct Name {
    Sym *sym;              /* printed as a cast of ... */
    Sym *memory;           /* ... this: the array's memory, or itself */
    Type *type;            /* with bounds replaced */
} Name;

static Vec(Bound) bounds;
static Vec(Name) names;
static Node *out;          /* the block being rebuilt */

static void add(Node *stmt)
{
    out->flags |= stmt->flags & NF_HAS_AWAIT;
    ast_add(out, stmt);
}

static Sym *bound_of(Node *length)
{
    for (size_t i = 0; i < bounds.n; i++)
        if (bounds.at[i].length == length)
            return bounds.at[i].value;
    Bound b = {length, make_declared(out, ty_size, true)};
    Node *value = make_text("(size_t)(@)", 1, length);
    value->type = ty_size;
    value->flags |= length->flags & NF_HAS_AWAIT;
    Node *s = make_store(b.value, value);
    s->at = length->first;
    add(s);
    vec_push(&bounds, b);
    return b.value;
}

/* The same type with every variable bound a temporary. */
static Type *fixed(Type *t)
{
    if (!t->variably_modified)
        return t;
    Type *copy = arena_copy(ast_arena, t, sizeof *t);
    copy->alias = NULL;
    copy->typeof_node = NULL;
    if (t->kind == TY_ARRAY && t->length == -2 && t->length_node)
        copy->length_node = make_ident(bound_of(t->length_node));
    if (t->base)
        copy->base = fixed(t->base);
    return copy;
}

static void name_as_cast(Sym *s, Sym *memory, Type *t)
{
    Name n = {s, memory, t};
    vec_push(&names, n);
}

static void array(Sym *s)
{
    if (lower_now->is_generator)
        diag_error(s->pos, "an array of variable length cannot stay across a "
                           "'yield' or 'await' of a generator");
    Type *t = fixed(s->type);
    StrBuf size = {0};
    Node *product = make_text("", 0);
    Type *e = t;
    for (; e->kind == TY_ARRAY && e->variably_modified; e = e->base) {
        if (e->length == -2) {
            strbuf_puts(&size, "@ * ");
            ast_add(product, e->length_node);
        } else {
            strbuf_printf(&size, "%lldu * ", e->length);
        }
    }
    StrBuf text = {0};
    strbuf_printf(&text, "acc_push_array(__acc_c, %ssizeof(", size.s);
    type_declare(&text, e, "");
    strbuf_puts(&text, "))");
    product->text = make_string(&text);
    product->type = ty_void_ptr;
    strbuf_free(&size);
    Sym *memory = make_declared(out, ty_void_ptr, true);
    add(make_store(memory, product));
    Node *thrown = ast_node(ND_THROW, 0, 0, 0);
    thrown->op = TK_TIMEOUT; /* the status is set */
    thrown->flags = NF_HAS_AWAIT;
    Node *check = ast_node(ND_IF, 0, 0, 3,
                           make_text("acc_unlikely(__acc_c->status)", 0), thrown,
                           NULL);
    check->flags = NF_HAS_AWAIT;
    add(check);
    add(ast_node(ND_DEFER, 0, 0, 1,
                 make_text("acc_pop(__acc_c, @);", 1, make_ident(memory))));
    s->is_automatic = false; /* not a local of its own any more */
    name_as_cast(s, memory, t);
}

static void declaration(Node *n)
{
    for (unsigned i = 1; i < n->n; i++) {
        Node *d = n->kid[i];
        Sym *s = ast_declared(d->kid[0])->sym;
        if (!s->type->variably_modified) {
            Node *single = ast_node(ND_DECLARATION, 0, 0, 2, n->kid[0], d);
            single->at = d->first;
            single->flags = d->flags & (NF_HAS_AWAIT | NF_DIALECT);
            add(single);
        } else if (s->kind == SYM_TYPEDEF) {
            Type *t = fixed(s->type);
            name_as_cast(s, NULL, t);
        } else if (s->type->kind == TY_ARRAY) {
            array(s);
        } else {
            Type *t = fixed(s->type);
            s->type = ty_void_ptr;
            s->address_taken = true;
            name_as_cast(s, s, t);
            Node *decl = ast_node(ND_DECLARATION, 0, 0, 0);
            decl->sym = s;
            add(decl);
            Node *init = ast_kid(d, 2);
            if (init) {
                Node *stmt = make_store(s, init);
                stmt->at = d->first;
                add(stmt);
            }
        }
    }
}

static bool declares_variable_type(const Node *n)
{
    if (n->kind != ND_DECLARATION || n->n < 2)
        return false;
    for (unsigned i = 1; i < n->n; i++) {
        const Sym *s = ast_declared(n->kid[i]->kid[0])->sym;
        if (s && s->type->variably_modified
            && (s->is_automatic || s->kind == SYM_TYPEDEF))
            return true;
    }
    return false;
}

static void visit(Node *n);

static void visit_block(Node *n)
{
    unsigned i = 0;
    while (i < n->n && !declares_variable_type(now(n->kid[i])))
        visit(n->kid[i++]);
    if (i == n->n || !has_await(n))
        return;
    unsigned at = i;
    bool awaits = false;
    for (unsigned k = i; k < n->n; k++)
        awaits |= has_await(now(n->kid[k]));
    /* from here on a block of its own: the labels of n stay outside */
    Node *outer = out, *rest = make_block(true);
    rest->at = now(n->kid[i])->at;
    out = rest;
    if (awaits)
        declaration(now(n->kid[i++]));
    else
        add(n->kid[i++]);
    for (; i < n->n; i++)
        add(n->kid[i]);
    out = outer;
    n->kid[at] = rest;
    n->n = at + 1;
    visit_block(rest);
}

static void visit(Node *n)
{
    n = now(n);
    if (!n || n->kind == ND_FUNCTION || n->kind == ND_DECLARATION)
        return;
    if (n->kind == ND_BLOCK && !n->op) {
        visit_block(n);
        return;
    }
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            visit(n->kid[i]);
}

void vla(Func *f)
{
    bounds.n = names.n = 0;
    Type *t = f->sym->type;
    Node *first = make_block(false);
    out = first;
    for (unsigned i = 0; i < t->params; i++) {
        Sym *s = t->param[i].sym;
        if (!s || !s->type->variably_modified)
            continue;
        Type *whole = fixed(s->type), *element = s->type->base;
        while (element->kind == TY_ARRAY)
            element = element->base;
        s->type = type_pointer(type_qualified(ty_void,
                                              element->quals & Q_CONST));
        s->address_taken = true;
        name_as_cast(s, s, whole);
    }
    if (!f->has_array && !names.n)
        return;
    f->has_region = true; /* array() makes defers */
    visit(f->body);
    if (!first->n)
        return;
    Node *body = make_block(true);
    body->first = f->body->first, body->end = f->body->end;
    body->at = f->body->at;
    body->flags = f->body->flags;
    for (unsigned i = 0; i < first->n; i++)
        ast_add(body, first->kid[i]);
    for (unsigned i = 0; i < f->body->n; i++)
        ast_add(body, f->body->kid[i]);
    f->body = body;
}

/* The temporaries have their places: how the names are printed. */
void vla_names(Func *f)
{
    (void)f;
    for (size_t i = 0; i < names.n; i++) {
        Name *n = &names.at[i];
        if (!n->memory) {
            n->sym->emit =
                arena_printf(ast_arena, "__typeof__(%s)", type_string(n->type));
        } else {
            const char *memory =
                n->memory->emit ? n->memory->emit : n->memory->name->s;
            n->sym->emit = arena_printf(ast_arena, "(*(%s)%s%s)",
                                        type_string(type_pointer(n->type)),
                                        n->memory == n->sym ? "&" : "", memory);
        }
    }
}
