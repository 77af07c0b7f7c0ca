/*
 * Conversion as if by assignment (6.5.16.1): of what is assigned, passed,
 * returned or initialised with. Handles are async.c's matter.
 *
 * acc must not refuse what the C compiler takes: where compilers only warn
 * (signedness, qualifiers), nothing is said here.
 */
#include "sema/check.h"

bool is_null_constant(const Node *n)
{
    while (n->kind == ND_PAREN || n->kind == ND_EXTENSION)
        n = n->kid[0];
    if (n->type && n->type->kind == TY_NULLPTR)
        return true;
    if (n->kind == ND_CAST && n->type && n->type->kind == TY_POINTER
        && n->type->base->kind == TY_VOID && !n->type->base->quals)
        n = n->kid[1];
    return n->type && type_is_integer(n->type) && (n->flags & NF_CONSTANT)
           && n->value == 0;
}

/* Behind a complaint about a value of type t. */
const char *await_hint(const Type *t)
{
    return awaited_type(t) && !t->untyped && t->base->kind != TY_VOID
               ? "; did you mean 'await'?" : "";
}

bool report_always;

#define mismatch(...) \
    do { if (report_always || is_strict()) diag_error(__VA_ARGS__); } while (0)

/* Different at the end of all pointers, beyond signedness and qualifiers. */
static bool clearly_different(const Type *a, const Type *b)
{
    unsigned depth = 0;
    while (a->kind == TY_POINTER && b->kind == TY_POINTER) {
        a = a->base;
        b = b->base;
        depth++;
    }
    if (a->kind == TY_VOID || b->kind == TY_VOID)
        return false;
    if (a->kind == TY_ARRAY || b->kind == TY_ARRAY || a->kind == TY_VA_LIST
        || b->kind == TY_VA_LIST || a->kind == TY_ERROR || b->kind == TY_ERROR)
        return false;
    if (a->kind == TY_FUNCTION && b->kind == TY_FUNCTION)
        return a->is_async != b->is_async
               || (type_mentions_dialect(a) && !type_compatible(a, b));
    if (a->kind == TY_HANDLE && b->kind == TY_HANDLE) {
        if (depth && a->handle == b->handle && (a->untyped || b->untyped))
            return false;
        return a->handle != b->handle || !type_compatible(
            type_unqualified((Type *)a), type_unqualified((Type *)b));
    }
    if (type_is_integer(a) && type_is_integer(b))
        return type_size(a) != type_size(b);
    if (a->kind == TY_RECORD && b->kind == TY_RECORD)
        return a->tag != b->tag && !a->tag->transparent && !b->tag->transparent;
    return a->kind != b->kind && a->kind != TY_BITINT && b->kind != TY_BITINT;
}

/* f as a pointer to the C constructor `acc_coroutine *(*)(...)`. */
static bool constructor_as_plain(const Type *to, const Type *from)
{
    if (to->kind != TY_POINTER || from->kind != TY_POINTER
        || to->base->kind != TY_FUNCTION || from->base->kind != TY_FUNCTION)
        return false;
    const Type *t = to->base, *f = from->base;
    return f->is_async && !t->is_async && t->base->kind == TY_HANDLE
           && t->base->untyped && t->base->handle == HANDLE_COROUTINE;
}

static bool transparent_accepts(const Type *to, Type *from, const Node *e)
{
    if (to->kind != TY_RECORD)
        return false;
    if (!to->tag->transparent && !(to->alias && to->tag->keyword == TK_UNION))
        return false;
    for (unsigned i = 0; i < to->tag->members; i++) {
        Type *m = type_unqualified(to->tag->member[i].type);
        if (type_compatible(m, from)
            || (m->kind == TY_POINTER
                && (is_null_constant(e)
                    || (from->kind == TY_POINTER
                        && !clearly_different(m, from)))))
            return true;
    }
    return false;
}

bool convert_assign(Node **slot, Type *to, const char *what)
{
    Node *e = *slot;
    Type *from = type_decay(e->type);
    if (to->kind == TY_ERROR || from->kind == TY_ERROR)
        return true;
    if (to->kind == TY_HANDLE || from->kind == TY_HANDLE) {
        if (convert_handle(slot, to))
            return true;
        Type *value = awaited_type(from);
        if (value && type_compatible(type_unqualified(value),
                                     type_unqualified(to)))
            diag_error(e->first, "%s: '%s' where '%s' is wanted; did you mean "
                       "'await'?", what, type_text(from),
                       type_text(type_unqualified(to)));
        else
            diag_error(e->first, "%s: '%s' where '%s' is wanted", what,
                       type_text(from), type_text(type_unqualified(to)));
        return false;
    }
    bool good;
    if (to->kind == TY_BOOL)
        good = type_is_scalar(from);
    else if (type_is_arithmetic(to))
        good = type_is_arithmetic(from);
    else if (to->kind == TY_POINTER && from->kind == TY_POINTER)
        good = !clearly_different(to, from) || constructor_as_plain(to, from);
    else if (to->kind == TY_POINTER || to->kind == TY_NULLPTR)
        good = is_null_constant(e) || from->kind == TY_NULLPTR
               || from->kind == TY_VA_LIST;
    else if (to->kind == TY_RECORD)
        good = type_compatible(type_unqualified(to), from)
               || transparent_accepts(to, from, e);
    else if (to->kind == TY_VOID)
        good = false;
    else
        good = true; /* vectors and the rest: the C compiler judges */
    if (good)
        return true;
    if (from->kind == TY_VOID)
        mismatch(e->first, "%s: there is no value, the type is 'void'", what);
    else
        mismatch(e->first, "%s: '%s' where '%s' is wanted", what,
                 type_text(from), type_text(type_unqualified(to)));
    return false;
}
