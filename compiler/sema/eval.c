/*
 * Integer constant expressions: folds one node whose kids are folded, so that
 * a tree costs time linear in its size.
 *
 * What GNU C folds beyond the standard is folded too: the bounds of arrays in
 * system headers rely on it.
 */
#include <stdlib.h>
#include <string.h>

#include "sema/check.h"

/* The value as an object of integer type t holds it. */
long long wrap(long long value, const Type *t)
{
    unsigned bits;
    if (t->kind == TY_BOOL)
        return value != 0;
    if (!type_is_integer(t))
        return value;
    bits = type_bits(t);
    if (bits == 0 || bits >= 64)
        return value;
    unsigned long long u = (unsigned long long)value & ((1ULL << bits) - 1);
    if (!type_is_unsigned(t) && u >> (bits - 1))
        u |= ~0ULL << bits;
    return (long long)u;
}

static bool is_constant(const Node *n)
{
    return n && (n->flags & NF_CONSTANT);
}

static void set(Node *n, long long value)
{
    if (n->type && type_bits(n->type) > 64 && type_is_integer(n->type))
        return; /* values have 64 bits here */
    n->flags |= NF_CONSTANT;
    n->value = n->type ? wrap(value, n->type) : value;
}

static long long shift_right(long long a, unsigned by, bool is_unsigned)
{
    if (is_unsigned)
        return (long long)((unsigned long long)a >> by);
    return a < 0 ? ~(~a >> by) : a >> by;
}

/* Operands in their common type; false: no value (division by zero). */
static bool binary(int op, long long a, long long b, const Type *t,
                   long long *value)
{
    unsigned long long x = (unsigned long long)a, y = (unsigned long long)b;
    bool u = type_is_unsigned(t);
    switch (op) {
    case '+': *value = (long long)(x + y); return true;
    case '-': *value = (long long)(x - y); return true;
    case '*': *value = (long long)(x * y); return true;
    case '/':
    case '%':
        if (b == 0)
            return false;
        if (u)
            *value = (long long)(op == '/' ? x / y : x % y);
        else if (b == -1)
            *value = op == '/' ? (long long)(0 - x) : 0;
        else
            *value = op == '/' ? a / b : a % b;
        return true;
    case '&': *value = a & b; return true;
    case '|': *value = a | b; return true;
    case '^': *value = a ^ b; return true;
    case TK_SHL:
        if (b < 0 || b > 63)
            return false;
        *value = (long long)(x << y);
        return true;
    case TK_SHR:
        if (b < 0 || b > 63)
            return false;
        *value = shift_right(a, (unsigned)b, u);
        return true;
    case '<': *value = u ? x < y : a < b; return true;
    case '>': *value = u ? x > y : a > b; return true;
    case TK_LE: *value = u ? x <= y : a <= b; return true;
    case TK_GE: *value = u ? x >= y : a >= b; return true;
    case TK_EQ: *value = a == b; return true;
    case TK_NE: *value = a != b; return true;
    default:
        return false;
    }
}

static void fold_binary(Node *n)
{
    Node *l = n->kid[0], *r = n->kid[1];
    long long value;
    if (n->op == TK_ANDAND || n->op == TK_OROR) {
        bool ends = n->op == TK_OROR; /* the left value that decides */
        if (is_constant(l) && (l->value != 0) == ends)
            set(n, ends);
        else if (is_constant(l) && is_constant(r))
            set(n, r->value != 0);
        return;
    }
    if (!is_constant(l) || !is_constant(r) || !l->type || !r->type
        || !type_is_integer(l->type) || !type_is_integer(r->type))
        return;
    Type *t = n->op == TK_SHL || n->op == TK_SHR ? type_promote(l->type)
                                                 : type_usual(l->type, r->type);
    long long a = wrap(l->value, t);
    long long b = n->op == TK_SHL || n->op == TK_SHR ? r->value
                                                     : wrap(r->value, t);
    if (binary(n->op, a, b, t, &value))
        set(n, value);
}

/* (int)1.5: the value of a floating literal, signed or in parentheses. */
static bool floating_value(Node *n, double *value)
{
    n = ast_strip(n);
    if (n->kind == ND_UNARY && (n->op == '-' || n->op == '+')
        && floating_value(n->kid[0], value)) {
        if (n->op == '-')
            *value = -*value;
        return true;
    }
    if (n->kind != ND_NUMBER || !n->type || !type_is_floating(n->type)
        || n->type->kind == TY_COMPLEX || !n->first)
        return false;
    *value = strtod(unit_tokens.at[n->first].str->s, NULL);
    return true;
}

/* Bytes from the start of the object that lvalue n (of a constant address
 * expression on a null pointer, `&((T *)0)->m`) designates. */
static bool lvalue_offset(Node *n, long long *value)
{
    n = ast_strip(n);
    if (n->kind == ND_MEMBER) {
        Node *e = n->kid[0];
        Type *t = e->type;
        if (!t)
            return false;
        if (n->op == TK_ARROW) {
            if (!is_constant(e) || t->kind != TY_POINTER)
                return false;
            *value = e->value;
            t = t->base;
        } else if (!lvalue_offset(e, value)) {
            return false;
        }
        for (;;) { /* down through anonymous members */
            if (t->kind != TY_RECORD)
                return false;
            Tag *tag = t->tag;
            Member *m = NULL;
            for (unsigned i = 0; i < tag->members && !m; i++)
                if (tag->member[i].name == n->name
                    || (!tag->member[i].name
                        && type_member(tag->member[i].type, n->name)))
                    m = &tag->member[i];
            if (!m)
                return false;
            *value += (long long)m->offset;
            if (m->name == n->name)
                return true;
            t = m->type;
        }
    }
    if (n->kind == ND_UNARY && n->op == '*' && is_constant(n->kid[0])) {
        *value = n->kid[0]->value;
        return true;
    }
    if (n->kind == ND_SUBSCRIPT && is_constant(n->kid[1]) && n->kid[0]->type
        && n->kid[0]->type->kind == TY_ARRAY
        && lvalue_offset(n->kid[0], value)) {
        *value += n->kid[1]->value * (long long)type_size(n->type);
        return true;
    }
    return false;
}

static void fold_unary(Node *n)
{
    Node *e = n->kid[0];
    long long value;
    if (n->op == '&') {
        if (lvalue_offset(e, &value))
            set(n, value);
        return;
    }
    if (!is_constant(e))
        return;
    switch (n->op) {
    case '-': set(n, (long long)(0 - (unsigned long long)e->value)); break;
    case '+': set(n, e->value); break;
    case '~': set(n, ~e->value); break;
    case '!': set(n, e->value == 0); break;
    default: break;
    }
}

static void fold_cast(Node *n)
{
    Node *e = n->kid[1];
    double d;
    if (type_is_integer(n->type) && floating_value(e, &d)) {
        if (n->type->kind == TY_BOOL)
            set(n, d != 0);
        else if (d > -9.2e18 && d < 9.2e18)
            set(n, (long long)d);
        else if (d > 0 && d < 1.8e19)
            set(n, (long long)(unsigned long long)d);
        return;
    }
    if (is_constant(e)
        && (type_is_integer(n->type) || n->type->kind == TY_POINTER))
        set(n, e->value);
}

static void fold_offsetof(Node *n)
{
    Type *t = n->kid[0]->type;
    unsigned long long offset = 0;
    for (unsigned i = 1; i < n->n && t; i++) {
        Node *d = n->kid[i];
        if (d->kind == ND_DESIGNATOR_INDEX) {
            if (t->kind != TY_ARRAY || !is_constant(d->kid[0]))
                return;
            t = t->base;
            offset += (unsigned long long)d->kid[0]->value * type_size(t);
            continue;
        }
        for (bool found = false; !found;) {
            Member *m = NULL;
            if (t->kind != TY_RECORD)
                return;
            for (unsigned j = 0; j < t->tag->members && !m; j++)
                if (t->tag->member[j].name == d->name
                    || (!t->tag->member[j].name
                        && type_member(t->tag->member[j].type, d->name)))
                    m = &t->tag->member[j];
            if (!m)
                return;
            offset += m->offset;
            found = m->name == d->name;
            t = m->type;
        }
    }
    set(n, (long long)offset);
}

static void fold_builtin(Node *n)
{
    const Sym *s = n->kid[0]->sym;
    const char *name = n->kid[0]->name ? n->kid[0]->name->s : "";
    if (s || strncmp(name, "__builtin_", 10) != 0 || n->n < 2)
        return;
    name += 10;
    Node *a = n->kid[1];
    if (strcmp(name, "constant_p") == 0)
        set(n, is_constant(a) || ast_strip(a)->kind == ND_STRING
                   || ast_strip(a)->kind == ND_NUMBER);
    else if (!is_constant(a))
        return;
    else if (strcmp(name, "expect") == 0)
        set(n, a->value);
    else if (strcmp(name, "bswap16") == 0)
        set(n, (long long)__builtin_bswap16((unsigned short)a->value));
    else if (strcmp(name, "bswap32") == 0)
        set(n, (long long)__builtin_bswap32((unsigned)a->value));
    else if (strcmp(name, "bswap64") == 0)
        set(n, (long long)__builtin_bswap64((unsigned long long)a->value));
}

static void fold_generic_choice(Node *n)
{
    Node *e = sema_chosen(n);
    if (is_constant(e))
        set(n, e->value);
}

/* GNU C: of an object, which may be aligned more than its type. */
static unsigned align_of(const Node *operand)
{
    const Node *e = operand;
    unsigned align = 0;
    while (e->kind == ND_PAREN || e->kind == ND_EXTENSION)
        e = e->kid[0];
    if (e->kind == ND_IDENT && e->sym) {
        align = e->sym->align;
    } else if (e->kind == ND_MEMBER) {
        const Member *m = sema_member(e);
        align = m ? m->align : 0;
    }
    unsigned own = type_align(operand->type);
    return align > own ? align : own;
}

void fold(Node *n)
{
    if (n->flags & NF_CONSTANT || !n->type)
        return;
    switch (n->kind) {
    case ND_IDENT:
        if (n->sym && n->sym->kind == SYM_ENUMERATOR)
            set(n, n->sym->value);
        else if (n->sym && n->sym->is_constexpr && n->sym->is_defined
                 && n->sym->has_value)
            set(n, n->sym->value);
        break;
    case ND_PAREN: case ND_EXTENSION:
        if (is_constant(n->kid[0]))
            set(n, n->kid[0]->value);
        break;
    case ND_BINARY:
        fold_binary(n);
        break;
    case ND_UNARY:
        fold_unary(n);
        break;
    case ND_CAST:
        fold_cast(n);
        break;
    case ND_COND: {
        Node *c = n->kid[0], *e;
        if (!is_constant(c))
            break;
        e = c->value ? (n->kid[1] ? n->kid[1] : c) : n->kid[2];
        if (is_constant(e) && e->type && type_is_integer(n->type))
            set(n, e->value);
        break;
    }
    case ND_SIZEOF_EXPR: case ND_SIZEOF_TYPE: {
        const Type *t = n->kid[0]->type;
        if (!t || t->kind == TY_ERROR)
            break;
        if (n->op == TK_ALIGNOF)
            set(n, align_of(n->kid[0]));
        else if (t->kind == TY_VOID || t->kind == TY_FUNCTION
                 || (type_is_complete(t) && (type_size(t) > 0
                                             || t->kind == TY_RECORD
                                             || t->kind == TY_ARRAY)
                     && !t->variably_modified))
            set(n, (long long)type_size(t));
        else if (type_is_complete(t) && t->variably_modified
                 && t->kind == TY_POINTER)
            set(n, (long long)type_size(t));
        break;
    }
    case ND_OFFSETOF:
        fold_offsetof(n);
        break;
    case ND_TYPES_COMPATIBLE: {
        const Type *a = n->kid[0]->type, *b = n->kid[1]->type;
        if (!a || !b)
            break;
        Type x = *a, y = *b;
        x.quals = y.quals = 0;
        set(n, type_compatible(&x, &y));
        break;
    }
    case ND_GENERIC: case ND_CHOOSE_EXPR:
        fold_generic_choice(n);
        break;
    case ND_CALL:
        fold_builtin(n);
        break;
    default:
        break;
    }
}

bool check_constant(Node *n, long long *value)
{
    if (!n->type)
        check_value(n);
    if (!(n->flags & NF_CONSTANT) || !type_is_integer(n->type))
        return false;
    *value = n->value;
    return true;
}

bool sema_constant(Node *e, long long *value)
{
    return check_constant(e, value);
}
