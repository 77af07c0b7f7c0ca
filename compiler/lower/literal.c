/*
 * Compound literals: gives those whose address may outlive an await a home in
 * their block, as C11 6.5.2.5p5 has them live there. Second step of lower/,
 * between desugar and vla.
 *
 * Needs:  core loops.
 * Leaves: in blocks that await, no compound literal of automatic storage whose
 *         address is taken, but for the value that fills the object.
 *
 *     p = (int[]){a, b};   =>   int t[2];   (the block's, in the frame)
 *                               p = *(acc_copy(&t, &(int[]){a, b}, ...), &t);
 */
#include "lower/lower.h"

#include "grammar/tokens.h"

static void visit(Node *n, Node *block, bool addressed);

static Node *address_of(Sym *s)
{
    Node *n = ast_node(ND_UNARY, 0, 0, 1, make_ident(s));
    n->op = '&';
    n->type = type_pointer(s->type);
    return n;
}

static void lift(Node *n, Node *block)
{
    Sym *s = make_declared(block, ty_int, true);
    s->type = type_unqualified(n->type); /* an array stays one */
    Node *by = make_text("(*(acc_copy(@, &@, sizeof *@), @))", 4, address_of(s),
                         make_copy(n), address_of(s), address_of(s));
    by->type = n->type;
    by->flags |= n->flags & (NF_HAS_AWAIT | NF_LVALUE);
    by->at = n->at;
    n->repl = by;
}

/* In front of what is being visited the block may grow. */
static void visit_block(Node *n)
{
    for (unsigned i = 0; i < n->n; i++) {
        unsigned before = n->n;
        visit(n->kid[i], n, false);
        i += n->n - before;
    }
}

static void visit(Node *n, Node *block, bool addressed)
{
    n = now(n);
    if (!n)
        return;
    switch (n->kind) {
    case ND_BLOCK:
        visit_block(n);
        return;
    case ND_FUNCTION: case ND_SIZEOF_EXPR: case ND_SIZEOF_TYPE:
    case ND_SPEC_TYPEOF:
        return;
    case ND_PAREN: case ND_EXTENSION:
        visit(n->kid[0], block, addressed);
        return;
    case ND_UNARY:
        visit(n->kid[0], block, n->op == '&');
        return;
    case ND_MEMBER: /* .array of a literal is a pointer into it */
        visit(n->kid[0], block,
              n->op == '.' && (addressed || n->type->kind == TY_ARRAY));
        return;
    case ND_COMPOUND_LITERAL:
        visit(n->kid[1], block, false);
        if ((addressed || n->type->kind == TY_ARRAY) && has_await(block))
            lift(n, block);
        return;
    }
    for (unsigned i = 0; i < n->n; i++)
        visit(n->kid[i], block, false);
}

void literal(Func *f)
{
    if (f->has_literal)
        visit_block(f->body);
}
