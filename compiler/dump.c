/*
 * Dumps for --dump=PASS. Reads everything, changes nothing.
 *
 *   tokens   one line for each token of the user's files
 *   tree     what the parser made          typed    with types, after sema
 *   desugar spill cfg live frame split     each async function after that pass
 */
#include "dump.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"

static const char *chosen;

static const char *const names[] = {
    "tokens", "tree", "typed", "desugar", "literal", "vla", "cleanup", "spill",
    "cfg", "live", "frame", "split"
};

bool dump_choose(const char *pass) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], pass) == 0) {
            chosen = pass;
            return true;
        }
    return false;
}

static bool is_chosen(const char *pass) {
    return chosen && strcmp(chosen, pass) == 0;
}

/* ---- tokens ---- */

bool dump_tokens(const char *pass) {
    if (!is_chosen(pass))
        return false;
    for (Pos i = 1; i < unit_tokens.n; i++) {
        const Token *t = &unit_tokens.at[i];
        if (t->flags & TF_SYSTEM)
            continue;
        printf("%u %s:%u:%u%s%s%s %s\n", i, unit_files.at[t->file].name,
               t->line, t->col, t->flags & TF_MACRO ? " macro" : "",
               t->flags & TF_FALLTHROUGH ? " fallthrough" : "",
               t->raw ? "" : " unplaced", t->str->s);
    }
    return true;
}

/* ---- trees ---- */

static void put_op(unsigned op) {
    if (op > ' ' && op < 127)
        printf(" '%c'", op);
    else if (op)
        printf(" #%u", op);
}

/* The tokens of a leaf, shortened. */
static void put_spelling(const Node *n) {
    Pos end = n->end - n->first > 6 ? n->first + 6 : n->end;
    for (Pos p = n->first; p < end; p++)
        printf(" %s", unit_tokens.at[p].str->s);
    if (end < n->end)
        printf(" ...");
}

static void put_node(Node *n, int depth) {
    for (int i = 0; i < depth; i++)
        fputs("  ", stdout);
    if (!n) {
        puts("-");
        return;
    }
    while (n->repl)
        n = n->repl;
    printf("%s", ast_kind_name[n->kind]);
    put_op(n->op);
    if (n->kind == ND_TEMPLATE)
        printf(" %s", n->text);
    else if (n->name)
        printf(" %s", n->name->s);
    else if (!n->n && n->first)
        put_spelling(n);
    if (n->type)
        printf(" : %s", type_text(n->type));
    if (n->flags & NF_CONSTANT)
        printf(" = %lld", n->value);
    if (n->flags & NF_HAS_AWAIT)
        printf(" await");
    if (n->flags & NF_DIALECT)
        printf(" dialect");
    if (n->first)
        printf(" @%u", unit_tokens.at[n->first].line);
    putchar('\n');
    for (unsigned i = 0; i < n->n; i++)
        put_node(n->kid[i], depth + 1);
}

bool dump_tree(const char *pass, Node *unit) {
    if (!is_chosen(pass))
        return false;
    for (unsigned i = 0; i < unit->n; i++) {
        Node *n = unit->kid[i];
        if (!(unit_tokens.at[n->first].flags & TF_SYSTEM))
            put_node(n, 0);
    }
    return true;
}

/* ---- lowered functions ---- */

static void put_points(const Func *f) {
    static const char *const kinds[] = {
        [POINT_START] = "start",   [POINT_CALL] = "call",
        [POINT_POINTER] = "pointer", [POINT_OBJECT] = "object",
        [POINT_TASK] = "task",     [POINT_FUTURE] = "future",
        [POINT_ANY] = "awaitable", [POINT_GATHER] = "gather",
        [POINT_THROW] = "throw"};
    for (size_t i = 0; i < f->points.n; i++) {
        const Point *p = f->points.at[i];
        printf("state %u: %s", p->state,
               p->kind < sizeof kinds / sizeof kinds[0] && kinds[p->kind]
                   ? kinds[p->kind]
                   : "?");
        if (p->callee)
            printf(" %s", p->callee->name->s);
        if (p->pos)
            printf(" @%u", source_shown_line(p->pos));
        printf(" live:");
        for (size_t k = bitset_next(&p->live, 0); k < f->locals.n;
             k = bitset_next(&p->live, k + 1))
            printf(" %s", f->locals.at[k]->sym->name->s);
        putchar('\n');
    }
}

static void put_layout(const Layout *l, int depth) {
    if (!l)
        return;
    for (int i = 0; i < depth; i++)
        fputs("  ", stdout);
    if (l->kind == LAYOUT_ITEM) {
        const Item *item = l->item;
        printf("%s : %s  states %u to %u  size %llu\n", item->name,
               item->type ? type_text(item->type) : item->text, item->first,
               item->last, item->size);
        return;
    }
    printf("%s size %llu\n", l->kind == LAYOUT_STRUCT ? "struct" : "union",
           l->size);
    for (size_t i = 0; i < l->parts.n; i++)
        put_layout(l->parts.at[i], depth + 1);
}

bool dump_function(const char *pass, Func *f) {
    if (!is_chosen(pass))
        return false;
    printf("== %s after %s\n", f->sym->name->s, pass);
    if (strcmp(pass, "live") == 0)
        put_points(f);
    else if (strcmp(pass, "frame") == 0)
        put_layout(f->layout, 0);
    else
        put_node(f->body, 0);
    return true;
}
