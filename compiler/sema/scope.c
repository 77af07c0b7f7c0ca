/*
 * See scope.h. Each name has three stacks of bindings (identifiers, tags,
 * labels); a scope is a mark in the list of bindings made so far.
 */
#include "sema/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/spell.h"

typedef struct Binding Binding;
struct Binding {
    Sym *sym;
    Binding *outer;
    unsigned depth;
};

typedef struct Name {
    Str *str;
    Binding *ordinary, *tag, *label;
} Name;

typedef struct Scope {
    ScopeKind kind;
    Node *block;
    size_t mark; /* bindings made before it */
} Scope;

typedef struct Undo {
    Name *name;
    Binding **stack;
} Undo;

static Arena arena;
static Name **table;             /* open addressing, by the interned pointer */
static size_t table_size, names;
static Vec(Scope) scopes;
static Vec(Undo) made;           /* bindings of all open scopes, in order */
static Vec(Undo) labels;         /* labels of the open functions */

/* ---- the table ------------------------------------------------------- */

static size_t slot_of(const Str *str)
{
    size_t i = str->hash & (table_size - 1);
    while (table[i] && table[i]->str != str)
        i = (i + 1) & (table_size - 1);
    return i;
}

static void grow(void)
{
    Name **old = table;
    size_t n = table_size;
    table_size = n ? n * 2 : 4096;
    table = xrealloc(NULL, table_size * sizeof *table);
    memset(table, 0, table_size * sizeof *table);
    for (size_t i = 0; i < n; i++)
        if (old[i])
            table[slot_of(old[i]->str)] = old[i];
    free(old);
}

static Name *name_of(Str *str)
{
    if ((names + 1) * 2 > table_size)
        grow();
    size_t i = slot_of(str);
    if (!table[i]) {
        table[i] = arena_alloc(&arena, sizeof **table);
        table[i]->str = str;
        names++;
    }
    return table[i];
}

static Name *name_if_known(const Str *str)
{
    return str && table_size ? table[slot_of(str)] : NULL;
}

/* ---- scopes ---------------------------------------------------------- */

void scope_init(void)
{
    arena_reset(&arena);
    free(table);
    table = NULL;
    table_size = names = 0;
    scopes.n = made.n = labels.n = 0;
    scope_enter(SCOPE_FILE, NULL);
}

void scope_enter(ScopeKind kind, Node *block)
{
    Scope s = {.kind = kind, .block = block, .mark = made.n};
    vec_push(&scopes, s);
}

void scope_leave(void)
{
    size_t mark = scopes.at[--scopes.n].mark;
    while (made.n > mark) {
        Binding **stack = made.at[--made.n].stack;
        *stack = (*stack)->outer;
    }
}

ScopeKind scope_kind(void)
{
    return scopes.at[scopes.n - 1].kind;
}

unsigned scope_depth(void)
{
    return (unsigned)scopes.n - 1;
}

Node *scope_block(void)
{
    return scopes.at[scopes.n - 1].block;
}

/* ---- symbols --------------------------------------------------------- */

Sym *scope_new(SymKind kind, Str *name, Type *type, Pos pos)
{
    Sym *s = arena_alloc(&arena, sizeof *s);
    s->kind = kind;
    s->name = name;
    s->type = type;
    s->pos = pos;
    s->from_system = pos && (unit_tokens.at[pos].flags & TF_SYSTEM);
    return s;
}

static void push(Binding **stack, Sym *s, unsigned depth)
{
    Binding *b = arena_alloc(&arena, sizeof *b);
    b->sym = s;
    b->outer = *stack;
    b->depth = depth;
    *stack = b;
}

void scope_bind(Sym *s)
{
    Name *n = name_of(s->name);
    Undo u = {n, s->kind == SYM_TAG ? &n->tag : &n->ordinary};
    push(u.stack, s, scope_depth());
    if (scopes.n > 1)
        vec_push(&made, u);
}

void scope_bind_file(Sym *s)
{
    Name *n = name_of(s->name);
    Binding **stack = s->kind == SYM_TAG ? &n->tag : &n->ordinary;
    while (*stack)
        stack = &(*stack)->outer;
    push(stack, s, 0);
}

static Sym *top(const Binding *b, bool here)
{
    return b && (!here || b->depth == scope_depth()) ? b->sym : NULL;
}

Sym *scope_find(Str *name)
{
    Name *n = name_if_known(name);
    return n ? top(n->ordinary, false) : NULL;
}

Sym *scope_find_here(Str *name)
{
    Name *n = name_if_known(name);
    return n ? top(n->ordinary, true) : NULL;
}

Sym *scope_find_file(Str *name)
{
    Name *n = name_if_known(name);
    Binding *b = n ? n->ordinary : NULL;
    while (b && b->outer)
        b = b->outer;
    return b && b->depth == 0 ? b->sym : NULL;
}

Sym *scope_find_tag(Str *name)
{
    Name *n = name_if_known(name);
    return n ? top(n->tag, false) : NULL;
}

Sym *scope_find_tag_here(Str *name)
{
    Name *n = name_if_known(name);
    return n ? top(n->tag, true) : NULL;
}

/* ---- labels ---------------------------------------------------------- */

Sym *scope_find_label(Str *name, Sym *function)
{
    Name *n = name_if_known(name);
    Binding *b = n ? n->label : NULL;
    /* One of an enclosing function is reached only through __label__. */
    return b && (b->sym->function == function || b->depth) ? b->sym : NULL;
}

void scope_bind_label(Sym *s, bool local)
{
    Name *n = name_of(s->name);
    Undo u = {n, &n->label};
    push(&n->label, s, local ? scope_depth() : 0);
    if (local)
        vec_push(&made, u);
    else
        vec_push(&labels, u);
}

size_t scope_label_mark(void)
{
    return labels.n;
}

Sym *scope_label_at(size_t i)
{
    return i < labels.n ? (*labels.at[i].stack)->sym : NULL;
}

void scope_leave_labels(size_t mark)
{
    while (labels.n > mark) {
        Binding **stack = labels.at[--labels.n].stack;
        *stack = (*stack)->outer;
    }
}

/* ---- spelling -------------------------------------------------------- */

Sym *scope_nearest(Str *name)
{
    unsigned best = ~0u;
    Sym *found = NULL;
    for (size_t i = 0; i < table_size; i++) {
        Name *n = table[i];
        Sym *s = n ? top(n->ordinary, false) : NULL;
        if (!s || n->str == name || n->str->len < 2 || !s->type
            || s->type->kind == TY_ERROR
            || strncmp(n->str->s, "__", 2) == 0)
            continue;
        unsigned d = spell_distance(name->s, name->len, n->str->s, n->str->len);
        if (d == ~0u)
            continue;
        /* equally near: what the user declared, then the first in the text */
        if (d < best || (d == best && (!found
                || (found->from_system && !s->from_system)
                || (found->from_system == s->from_system
                    && s->pos < found->pos)))) {
            best = d;
            found = s;
        }
    }
    return found;
}
