/*
 * Conversion as if by assignment (6.5.16.1): of what is assigned, passed,
 * returned or initialised with. Handles are async.c's matter.
 *
 * acc must not refuse what the C compiler takes: what compilers warn about is a
 * warning here, too, of the same name; of signedness and qualifiers, which they
 * still see in the output, nothing is said.
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

const char *await_hint(const Node *e)
{
    const Type *t = type_decay(e->type);
    if (!awaited_type(t) || t->untyped || t->base->kind == TY_VOID || !cur)
        return "";
    if (!cur->is_async) {
        if (t->handle != HANDLE_COROUTINE)
            return "";
        diag_insert(e->first, "run(");
        diag_append(e->end - 1, ")");
        return "; in a plain function 'run(...)' gives its value";
    }
    bool operand = e->kind == ND_BINARY || e->kind == ND_COND
                   || e->kind == ND_ASSIGN;
    diag_insert(e->first, operand ? "await (" : "await ");
    if (operand)
        diag_append(e->end - 1, ")");
    return "; did you mean 'await'?";
}

bool report_always, report_calls;

/* What compilers make of a mismatch. */
typedef enum Verdict { GOOD, POINTERS, INTEGER, WRONG } Verdict;

/* Of two pointers: different at the end of all pointers, beyond signedness and
 * qualifiers? */
static Verdict judge_pointers(const Type *a, const Type *b)
{
    unsigned depth = 0;
    while (a->kind == TY_POINTER && b->kind == TY_POINTER) {
        a = a->base;
        b = b->base;
        depth++;
    }
    if (a->kind == TY_VOID || b->kind == TY_VOID)
        return GOOD;
    if (a->kind == TY_ARRAY || b->kind == TY_ARRAY || a->kind == TY_VA_LIST
        || b->kind == TY_VA_LIST || a->kind == TY_ERROR || b->kind == TY_ERROR)
        return GOOD;
    if (a->kind == TY_FUNCTION && b->kind == TY_FUNCTION)
        return a->is_async != b->is_async
                       || (type_mentions_dialect(a) && !type_compatible(a, b))
                   ? WRONG : GOOD;
    if (a->kind == TY_HANDLE && b->kind == TY_HANDLE) {
        if (depth && a->handle == b->handle && (a->untyped || b->untyped))
            return GOOD;
        return a->handle != b->handle || !type_compatible(
                   type_unqualified((Type *)a), type_unqualified((Type *)b))
                   ? WRONG : GOOD;
    }
    if (a->kind == TY_HANDLE || b->kind == TY_HANDLE)
        return WRONG;
    if (type_is_integer(a) && type_is_integer(b))
        return type_size(a) != type_size(b) ? POINTERS : GOOD;
    if (a->kind == TY_RECORD && b->kind == TY_RECORD)
        return a->tag != b->tag && !a->tag->transparent && !b->tag->transparent
                   ? POINTERS : GOOD;
    return a->kind != b->kind && a->kind != TY_BITINT && b->kind != TY_BITINT
               ? POINTERS : GOOD;
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
                        && judge_pointers(m, from) == GOOD))))
            return true;
    }
    return false;
}

/* The value of e, of type `from`, where `to` is wanted; no handles. */
static Verdict judge(const Node *e, Type *to, Type *from)
{
    bool good;
    if (to->kind == TY_BOOL) {
        good = type_is_scalar(from);
    } else if (type_is_arithmetic(to)) {
        if (from->kind == TY_POINTER && type_is_integer(to))
            return INTEGER;
        good = type_is_arithmetic(from);
    } else if (to->kind == TY_POINTER && from->kind == TY_POINTER) {
        return constructor_as_plain(to, from) ? GOOD : judge_pointers(to, from);
    } else if (to->kind == TY_POINTER || to->kind == TY_NULLPTR) {
        if (to->kind == TY_POINTER && type_is_integer(from)
            && !is_null_constant(e))
            return INTEGER;
        good = is_null_constant(e) || from->kind == TY_NULLPTR
               || from->kind == TY_VA_LIST;
    } else if (to->kind == TY_RECORD) {
        good = type_compatible(type_unqualified(to), from)
               || transparent_accepts(to, from, e);
    } else {
        good = to->kind != TY_VOID; /* vectors: the C compiler judges */
    }
    return good ? GOOD : WRONG;
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
        bool fits = value && type_compatible(type_unqualified(value),
                                             type_unqualified(to));
        diag_error(whole(e), "%s: '%s' where '%s' is wanted%s", what,
                   type_text(from), type_text(type_unqualified(to)),
                   fits ? await_hint(e) : "");
        return false;
    }
    if (to->kind == TY_RECORD && !to->tag->complete)
        return false; /* said where the object is declared */
    Verdict v = judge(e, to, from);
    if (v == GOOD || !(report_always || report_calls || is_strict()))
        return v == GOOD;
    if (from->kind == TY_VOID) {
        diag_error(whole(e), "%s: there is no value, the type is 'void'", what);
        return false;
    }
    const char *from_text = type_text(from);
    const char *to_text = type_text(type_unqualified(to));
    if (v == WRONG || report_always) {
        diag_error(whole(e), "%s: '%s' where '%s' is wanted", what, from_text,
                   to_text);
        return false;
    }
    diag_warning(whole(e), v == POINTERS ? "incompatible-pointer-types"
                                         : "int-conversion",
                 "%s: '%s' where '%s' is wanted", what, from_text, to_text);
    return true;
}
