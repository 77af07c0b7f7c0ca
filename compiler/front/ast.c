/*
 * Nodes: making them and adding kids. Used by build.c while parsing, and by
 * lower/ for the code it makes.
 *
 * A kid array made here has room for the next power of two, so adding one is
 * cheap and needs no field for the room.
 */
#include "front/ast.h"

#include <stdarg.h>
#include <string.h>

const char *const ast_kind_name[ND_COUNT] = {
#define N(kind, name, kids) name,
#include "front/ast.def"
#undef N
};

static Arena unit_arena;
Arena *ast_arena = &unit_arena;

static unsigned room_for(unsigned n)
{
    unsigned room = 1;
    while (room < n)
        room *= 2;
    return room;
}

Node *ast_node(NodeKind kind, Pos first, Pos end, unsigned n, ...)
{
    Node *node = arena_alloc(ast_arena, sizeof *node);
    node->kind = (unsigned char)kind;
    node->first = node->at = first;
    node->end = end;
    node->n = n;
    if (n == 0)
        return node;
    node->kid = arena_alloc(ast_arena, room_for(n) * sizeof *node->kid);
    va_list kids;
    va_start(kids, n);
    for (unsigned i = 0; i < n; i++)
        node->kid[i] = va_arg(kids, Node *);
    va_end(kids);
    return node;
}

void ast_add(Node *parent, Node *kid)
{
    unsigned n = parent->n;
    if (n == 0 || (n & (n - 1)) == 0) { /* full */
        Node **more = arena_alloc(ast_arena, room_for(n + 1) * sizeof *more);
        if (n > 0)
            memcpy(more, parent->kid, n * sizeof *more);
        parent->kid = more;
    }
    parent->kid[n] = kid;
    parent->n = n + 1;
}

Node *ast_strip(Node *n)
{
    while (n->kind == ND_PAREN || n->kind == ND_EXTENSION)
        n = n->kid[0];
    return n;
}

const Node *ast_declared(const Node *d)
{
    while (d->kind != ND_D_NAME && d->kind != ND_D_ABSTRACT)
        d = d->kind == ND_D_ARRAY || d->kind == ND_D_FUNCTION
                ? d->kid[0] : d->kid[d->n - 1];
    return d;
}
