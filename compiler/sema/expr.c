/*
 * Expressions: the type of every node, which nodes are lvalues, what is
 * constant, whose address is taken.
 *
 * Node.type is the type before lvalue conversion: an array stays an array, a
 * const object const. check_value gives what it converts to. A bit-field has
 * its promoted type from the start; sema_member tells that it is one.
 */
#include <string.h>

#include "base/spell.h"
#include "front/align.h"
#include "front/foreign.h"
#include "sema/check.h"

void propagate(Node *n)
{
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            n->flags |= n->kid[i]->flags & NF_PROPAGATED;
}

/* ---- addresses ------------------------------------------------------- */

void take_address(Node *n)
{
    while (!unevaluated) {
        n = ast_strip(n);
        switch (n->kind) {
        case ND_IDENT:
            if (n->sym)
                n->sym->address_taken = true;
            return;
        case ND_MEMBER:
            if (n->op != '.')
                return;
            n = n->kid[0];
            break;
        case ND_SUBSCRIPT: {
            Type *t = n->kid[0]->type;
            Node *array = t && t->kind == TY_ARRAY ? n->kid[0] : n->kid[1];
            if (!array->type || (array->type->kind != TY_ARRAY
                                 && array->type->kind != TY_VECTOR))
                return;
            n = array;
            break;
        }
        case ND_UNARY:
            if (n->op != TK_REAL && n->op != TK_IMAG)
                return;
            n = n->kid[0];
            break;
        case ND_GENERIC:
        case ND_CHOOSE_EXPR:
            n = sema_chosen(n);
            if (!n)
                return;
            break;
        case ND_COND: /* a struct's array member: (c ? s : t).a */
        case ND_ASSIGN:
        case ND_COMMA:
        default:
            return;
        }
    }
}

/* Lvalue conversion of an expression that has its type. */
static Type *to_value(Node *n)
{
    if (n->type->kind == TY_ARRAY
        || (n->type->kind == TY_VA_LIST && type_model.va_list_array))
        take_address(n);
    return type_decay(n->type);
}

Type *check_value(Node *n)
{
    check_expr(n);
    return to_value(n);
}

/* The token came out of a macro that the user did not write. */
static bool is_of_system_macro(Pos pos)
{
    const Invocation *i;
    if (unit_tokens.at[pos].flags & TF_SYSTEM)
        return true;
    i = align_invocation(pos);
    return i && i->macro && i->macro->system;
}

void check_unevaluated(Node *n, const char *where, Pos operator)
{
    const char *barrier = await_barrier;
    bool was = unevaluated;
    /* assert(await f()): <assert.h>'s sizeof is none of the user's business */
    if (!is_of_system_macro(operator))
        await_barrier = where;
    unevaluated = true;
    check_expr(n);
    await_barrier = barrier;
    unevaluated = was;
}

void check_condition(Node *n)
{
    Type *t = check_value(n);
    check_dropped(n); /* `if (f())`: a coroutine that nobody can await */
    if (t->kind == TY_ERROR || type_is_scalar(t))
        return;
    complain(whole(n), "a condition cannot have type '%s'", type_text(t));
}

bool is_written_to(const Node *n)
{
    const Node *object = ast_strip((Node *)n);
    while (object->n > 0 && object->kind != ND_IDENT)
        object = ast_strip(object->kid[0]);
    if (object->kind == ND_IDENT && object->sym)
        object->sym->is_written = true;
    return (n->flags & NF_LVALUE) && n->type->kind != TY_ARRAY
           && n->type->kind != TY_FUNCTION && !type_has_const_member(n->type);
}

/* ---- names ----------------------------------------------------------- */

static bool is_function_name(const char *s)
{
    return strcmp(s, "__func__") == 0 || strcmp(s, "__FUNCTION__") == 0
           || strcmp(s, "__PRETTY_FUNCTION__") == 0;
}

/* An async function's name that is called directly under an await: set by
 * whoever checks the call, looked at when the name is reached. */
static Node *direct_callee;
static Node *callee_now; /* the name in front of the call being checked */

/* The async function s, named at n, is called but not awaited there. */
static void use_constructor(Node *n, Sym *s)
{
    s->needs_constructor = true;
    if (s->type->variadic)
        diag_error(n->at, "'%s' takes variable arguments: it can only be "
                          "awaited where it is called", s->name->s);
}

static void use_symbol(Node *n, Sym *s)
{
    n->sym = s;
    scope_resolve(n->at, s);
    if (!unevaluated)
        s->is_used = true;
    if (s->is_automatic && cur && s->function && s->function != cur->sym
        && !unevaluated)
        s->address_taken = true; /* a nested function reaches out */
    if (s->kind == SYM_FUNCTION && s->is_async && n != direct_callee
        && !unevaluated) {
        use_constructor(n, s);
        s->is_value |= n != callee_now;
    }
    if (s->kind == SYM_FUNCTION && type_mentions_dialect(s->type))
        n->flags |= NF_DIALECT;
}

Type *check_identifier(Node *n)
{
    Sym *s = scope_find(n->name);
    if (s) {
        use_symbol(n, s);
        if (s->kind == SYM_TYPEDEF) {
            complain(n->at, "unexpected type name '%s'", n->name->s);
            return n->type = ty_error;
        }
        if (s->kind == SYM_VARIABLE || s->kind == SYM_PARAMETER)
            n->flags |= NF_LVALUE;
        if (s->type->kind == TY_HANDLE)
            n->flags |= NF_DIALECT;
        return n->type = s->type;
    }
    if (cur && is_function_name(n->name->s)) {
        n->flags |= NF_LVALUE;
        return n->type = type_array(type_qualified(ty_char, Q_CONST),
                                    (long long)cur->sym->name->len + 1, NULL);
    }
    if (is_builtin_name(n->name)) {
        Type *f = type_function(ty_int);
        f->no_prototype = true;
        return n->type = f;
    }
    Type *t = dialect_name(n);
    if (t)
        return n->type = t;
    report_undeclared(n, false);
    return n->type = ty_error;
}

Sym *callee_symbol(const Node *call)
{
    if (call->kind != ND_CALL)
        return NULL;
    Node *f = ast_strip(call->kid[0]);
    return f->kind == ND_IDENT ? f->sym : NULL;
}

/* ---- operators ------------------------------------------------------- */

static Type *invalid_operands(Node *n, Type *l, Type *r)
{
    if (l->kind == TY_ERROR || r->kind == TY_ERROR || !is_strict())
        return ty_error;
    const char *hint = await_hint(n->kid[n->kind == ND_COND && n->kid[1]]);
    if (!*hint)
        hint = await_hint(n->kid[n->n - 1]);
    diag_error(at_operator(n), "the operands have types '%s' and '%s'%s",
               type_text(l), type_text(r), hint);
    return ty_error;
}

static bool is_pointer(const Type *t)
{
    return t->kind == TY_POINTER || t->kind == TY_NULLPTR;
}

/* The integer vector that comparing vectors of type t gives. */
static Type *comparison_vector(Type *t)
{
    static const TypeKind kinds[] = {TY_SCHAR, TY_SHORT, TY_INT, TY_LONG,
                                     TY_LLONG};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (type_size(type_basic(kinds[i])) == type_size(t->base))
            return type_vector(type_basic(kinds[i]), t->vector_size);
    return t;
}

static Type *add_type(Node *n, Type *l, Type *r)
{
    bool l_object = is_pointer(l) && l->base, r_object = is_pointer(r) && r->base;
    if (l_object && type_is_integer(r))
        return l;
    if (n->op == '+' && r_object && type_is_integer(l))
        return r;
    if (n->op == '-' && l_object && r_object)
        return ty_ptrdiff;
    return invalid_operands(n, l, r);
}

static Type *compare_type(Node *n, Type *l, Type *r)
{
    bool l_word = is_pointer(l) || l->kind == TY_HANDLE,
         r_word = is_pointer(r) || r->kind == TY_HANDLE;
    bool good = (type_is_arithmetic(l) && type_is_arithmetic(r))
                || (l_word && r_word)
                || (l_word && type_is_integer(r))
                || (type_is_integer(l) && r_word);
    return good ? ty_int : invalid_operands(n, l, r);
}

/* The type of n, a binary operator whose operands are checked. */
static Type *binary_type(Node *n)
{
    Type *l = to_value(n->kid[0]), *r = to_value(n->kid[1]);
    bool vectors = l->kind == TY_VECTOR || r->kind == TY_VECTOR;
    if (l->kind == TY_ERROR || r->kind == TY_ERROR)
        switch (n->op) {
        case TK_ANDAND: case TK_OROR: case '<': case '>': case TK_LE:
        case TK_GE: case TK_EQ: case TK_NE:
            return ty_int;
        default:
            return ty_error;
        }
    switch (n->op) {
    case TK_ANDAND: case TK_OROR:
        check_dropped(n->kid[0]);
        check_dropped(n->kid[1]);
        if (vectors)
            return comparison_vector(l->kind == TY_VECTOR ? l : r);
        return type_is_scalar(l) && type_is_scalar(r)
                   ? ty_int : invalid_operands(n, l, r);
    case '<': case '>': case TK_LE: case TK_GE: case TK_EQ: case TK_NE:
        if (vectors)
            return comparison_vector(l->kind == TY_VECTOR ? l : r);
        return compare_type(n, l, r);
    case '+': case '-':
        if (type_is_arithmetic(l) && type_is_arithmetic(r))
            return type_usual(l, r);
        if (vectors)
            return type_usual(l, r);
        return add_type(n, l, r);
    case '*': case '/':
        if (vectors || (type_is_arithmetic(l) && type_is_arithmetic(r)))
            return type_usual(l, r);
        return invalid_operands(n, l, r);
    case TK_SHL: case TK_SHR:
        if (vectors)
            return l->kind == TY_VECTOR ? l : r;
        if (type_is_integer(l) && type_is_integer(r))
            return type_promote(l);
        return invalid_operands(n, l, r);
    default: /* % & ^ | */
        if (vectors || (type_is_integer(l) && type_is_integer(r)))
            return type_usual(l, r);
        return invalid_operands(n, l, r);
    }
}

/* Chains a + b + c ... lean to the left and may be thousands long. */
static void check_chain(Node *n)
{
    Vec(Node *) chain = {0};
    Node *left = n;
    while ((left->kind == ND_BINARY || left->kind == ND_COMMA) && !left->type) {
        vec_push(&chain, left);
        left = left->kid[0];
    }
    check_expr(left);
    while (chain.n) {
        Node *op = chain.at[--chain.n];
        if (op->kind == ND_COMMA) {
            check_dropped(op->kid[0]);
            check_expr(op->kid[1]);
            op->type = to_value(op->kid[1]);
        } else {
            check_expr(op->kid[1]);
            op->type = binary_type(op);
        }
        propagate(op);
        fold(op);
    }
    vec_free(&chain);
}

static Type *deref(Node *n, Type *t)
{
    if (t->kind == TY_POINTER) {
        n->flags |= NF_LVALUE;
        return t->base;
    }
    if (t->kind == TY_HANDLE && t->untyped) {
        n->flags |= NF_LVALUE;
        return handle_pointee(t);
    }
    if (t->kind == TY_HANDLE)
        diag_error(at_operator(n), "a value of type '%s' cannot be dereferenced; "
                   "await it to get its value", type_text(t));
    else if (t->kind != TY_ERROR)
        complain(at_operator(n), "a value of type '%s' cannot be dereferenced",
                 type_text(t));
    return ty_error;
}

static void check_increment(Node *n, Node *e)
{
    Type *t = check_expr(e);
    n->type = type_unqualified(t);
    if (t->kind == TY_ERROR)
        return;
    bool modifiable = is_written_to(e);
    if (modifiable
        && (type_is_arithmetic(t) || is_pointer(t) || t->kind == TY_VECTOR))
        return;
    n->type = ty_error;
    if (!modifiable)
        complain(at_operator(n), "this expression cannot be changed");
    else
        complain(at_operator(n), "a value of type '%s' cannot be counted up or down",
                 type_text(t));
}

static Type *address_type(Node *n, Node *e)
{
    Type *t = check_expr(e);
    if (t->kind == TY_ERROR)
        return t;
    Node *s = ast_strip(e);
    if (s->kind == ND_UNARY && s->op == '*' && s->type->kind != TY_FUNCTION)
        return type_decay(s->kid[0]->type);
    if (t->kind != TY_FUNCTION && !(e->flags & NF_LVALUE)) {
        complain(at_operator(n), "the address of a value that is in no object");
        return ty_error;
    }
    if (s->kind == ND_MEMBER) {
        Member *m = sema_member(s);
        if (m && m->bits >= 0) {
            complain(at_operator(n), "a bit-field has no address");
            return ty_error;
        }
    }
    if (s->kind == ND_IDENT && s->sym && s->sym->storage == ST_REGISTER)
        complain(n->at, "the 'register' variable '%s' has no address",
                 s->name->s);
    take_address(e);
    return type_pointer(t);
}

static Type *unary_type(Node *n)
{
    Node *e = n->kid[0];
    Type *t;
    switch (n->op) {
    case '&':
        return address_type(n, e);
    case '*':
        return deref(n, check_value(e));
    case TK_INC: case TK_DEC:
        check_increment(n, e);
        return n->type;
    case '!':
        t = check_value(e);
        check_dropped(e);
        if (t->kind == TY_VECTOR)
            return comparison_vector(t);
        if (t->kind != TY_ERROR && !type_is_scalar(t))
            complain(at_operator(n), "'!' of a value of type '%s'", type_text(t));
        return ty_int;
    case TK_REAL: case TK_IMAG:
        t = check_expr(e);
        n->flags |= e->flags & NF_LVALUE;
        return t->kind == TY_COMPLEX ? type_qualified(t->base, t->quals) : t;
    default: /* + - ~ */
        t = check_value(e);
        if (t->kind == TY_VECTOR || t->kind == TY_ERROR
            || t->kind == TY_COMPLEX)
            return t;
        if (n->op == '~' ? !type_is_integer(t) : !type_is_arithmetic(t)) {
            complain(at_operator(n), "'%c' of a value of type '%s'%s", n->op,
                     type_text(t), await_hint(e));
            return ty_error;
        }
        return type_promote(t);
    }
}

/* 6.5.15p6 */
static Type *conditional_pointer(Type *a, Type *b)
{
    unsigned quals;
    Type *x = a->base, *y = b->base;
    if (!x || !y)
        return x ? a : b;
    quals = x->quals | y->quals;
    if (x->kind == TY_VOID || y->kind == TY_VOID)
        return type_pointer(type_qualified(ty_void, quals));
    x = type_unqualified(x);
    y = type_unqualified(y);
    if (!type_compatible(x, y))
        return type_pointer(type_qualified(ty_void, quals));
    Type *both = type_composite(x, y);
    if (both == x && a->base->quals == quals)
        return a;
    return type_pointer(type_qualified(both, quals));
}

static Type *conditional_handle(Node *n, Type *a, Type *b)
{
    if (a->kind == TY_HANDLE && b->kind == TY_HANDLE) {
        if (type_compatible(a, b))
            return a;
        if (a->handle == b->handle && (a->untyped || b->untyped))
            return a->untyped ? a : b;
        diag_error(at_operator(n), "the two values have types '%s' and '%s'",
                   type_text(a), type_text(b));
        return ty_error;
    }
    Type *h = a->kind == TY_HANDLE ? a : b, *o = h == a ? b : a;
    Node *other = h == a ? n->kid[2] : n->kid[1] ? n->kid[1] : n->kid[0];
    if (is_null_constant(other))
        return h;
    if (o->kind == TY_POINTER && o->base->kind == TY_VOID)
        return o;
    return invalid_operands(n, a, b);
}

static void check_conditional(Node *n)
{
    /* a ? b : c ? d : ... leans to the right; depth is the user's */
    Node *then = n->kid[1];
    check_condition(n->kid[0]);
    Type *a = then ? check_value(then) : to_value(n->kid[0]);
    Type *b = check_value(n->kid[2]);
    if (a->kind == TY_ERROR || b->kind == TY_ERROR)
        n->type = a->kind == TY_ERROR ? b : a;
    else if (type_is_arithmetic(a) && type_is_arithmetic(b))
        n->type = type_usual(a, b);
    else if (a->kind == TY_VECTOR || b->kind == TY_VECTOR)
        n->type = a->kind == TY_VECTOR ? a : b;
    else if (a->kind == TY_VOID || b->kind == TY_VOID)
        n->type = ty_void;
    else if (a->kind == TY_RECORD && type_compatible(a, b))
        n->type = a;
    else if (a->kind == TY_HANDLE || b->kind == TY_HANDLE)
        n->type = conditional_handle(n, a, b);
    else if (is_pointer(a) && is_pointer(b)) {
        if (then && is_null_constant(then))
            n->type = b;
        else if (is_null_constant(n->kid[2]))
            n->type = a;
        else
            n->type = conditional_pointer(a, b);
    } else if (is_pointer(a) && type_is_integer(b))
        n->type = a;
    else if (type_is_integer(a) && is_pointer(b))
        n->type = b;
    else if (a->kind == TY_VA_LIST && b->kind == TY_VA_LIST)
        n->type = a;
    else
        n->type = invalid_operands(n, a, b);
}

static void check_subscript(Node *n)
{
    Node *l = n->kid[0], *r = n->kid[1];
    Type *lt = check_expr(l), *rt = check_expr(r);
    Node *array = type_is_integer(lt) && !type_is_integer(rt) ? r : l;
    Node *index = array == l ? r : l;
    Type *t = array->type;
    Type *it = to_value(index);
    n->flags |= NF_LVALUE;
    if (t->kind == TY_VECTOR) {
        n->flags = (n->flags & ~(unsigned)NF_LVALUE) | (array->flags & NF_LVALUE);
        n->type = type_qualified(t->base, t->quals);
        return;
    }
    /* x[i] of an array object is a plain access: no address escapes */
    if (t->kind == TY_ARRAY || t->kind == TY_POINTER)
        n->type = t->base;
    else if (t->kind == TY_HANDLE && t->untyped)
        n->type = handle_pointee(t);
    else {
        if (t->kind != TY_ERROR)
            complain(at_operator(n), "a value of type '%s' cannot be subscripted",
                     type_text(t));
        n->type = ty_error;
    }
    if (it->kind != TY_ERROR && !type_is_integer(it)
        && n->type->kind != TY_ERROR)
        complain(whole(index), "a subscript cannot have type '%s'%s",
                 type_text(it), await_hint(index));
}

static void suggest_member(const Tag *tag, Speller *speller)
{
    for (unsigned i = 0; i < tag->members; i++) {
        const Member *m = &tag->member[i];
        if (m->name)
            spell_try(speller, m->name->s, m->name->len);
        else if (m->type->kind == TY_RECORD)
            suggest_member(m->type->tag, speller);
    }
}

static void report_member(Node *n, Type *t)
{
    if (n->name->in_error)
        return;
    if (!t->tag->complete) {
        if (is_missed(t))
            complain(n->at, "'%s' is incomplete: its members are not known",
                     type_text(type_unqualified(t)));
        return;
    }
    Speller speller = spell_begin(n->name->s, n->name->len);
    suggest_member(t->tag, &speller);
    const char *near = speller.best;
    if (near && is_strict()) {
        diag_replace(n->at, n->at + 1, "%s", near);
        diag_error(n->at, "'%s' has no member '%s'; did you mean '%s'?",
                   type_text(type_unqualified(t)), n->name->s, near);
    }
    else
        complain(n->at, "'%s' has no member '%s'",
                 type_text(type_unqualified(t)), n->name->s);
}

/* The record whose member n names, or null. */
static Type *member_record(const Node *n)
{
    Type *t = n->kid[0]->type;
    if (!t)
        return NULL;
    if (n->op == TK_ARROW) {
        if (t->kind == TY_ARRAY || t->kind == TY_POINTER)
            t = t->base;
        else if (t->kind == TY_HANDLE && t->untyped)
            t = handle_pointee(t);
        else
            return NULL;
    }
    return t->kind == TY_RECORD ? t : NULL;
}

Member *sema_member(const Node *n)
{
    Type *t = n->kind == ND_MEMBER ? member_record(n) : NULL;
    return t ? type_member(t, n->name) : NULL;
}

/* A member of an awaitable: of its value, surely. */
static void report_unawaited_member(Node *n, const Type *t)
{
    const Type *value = awaited_type(t);
    const char *operator = value->kind == TY_POINTER ? "->" : ".";
    if (is_strict()) {
        diag_insert(n->kid[0]->first, "(await ");
        diag_append(n->kid[0]->end - 1, ")");
        if (strcmp(operator, unit_tokens.at[n->at - 1].str->s) != 0)
            diag_replace(n->at - 1, n->at, "%s", operator);
        diag_error(n->at, "a value of type '%s' has no members; did you mean "
                   "'(await ...)%s%s'?", type_text(t), operator, n->name->s);
    } else {
        diag_error(n->at, "a value of type '%s' has no members", type_text(t));
    }
}

static void check_member(Node *n)
{
    Node *e = n->kid[0];
    Type *t = n->op == TK_ARROW ? check_value(e) : check_expr(e);
    if (n->op == TK_ARROW || (e->flags & NF_LVALUE))
        n->flags |= NF_LVALUE;
    n->type = ty_error;
    if (t->kind == TY_ERROR)
        return;
    Type *r = member_record(n);
    if (!r) {
        if (t->kind == TY_HANDLE && foreign_member(e->first, n->at))
            return;
        if (awaited_type(t) && !t->untyped)
            report_unawaited_member(n, t);
        else if (n->op == '.' && is_pointer(t) && t->base
                 && t->base->kind == TY_RECORD) {
            diag_replace(n->at - 1, n->at, "->");
            complain(n->at, "'%s' is a pointer; did you mean '->'?",
                     type_text(t));
        } else if (n->op == TK_ARROW && t->kind == TY_RECORD) {
            diag_replace(n->at - 1, n->at, ".");
            complain(n->at, "'%s' is not a pointer; did you mean '.'?",
                     type_text(t));
        } else
            complain(at_operator(n), "a value of type '%s' has no members",
                     type_text(t));
        return;
    }
    Member *m = type_member(r, n->name);
    if (!m) {
        report_member(n, r);
        return;
    }
    n->type = type_qualified(m->type, r->quals & (Q_CONST | Q_VOLATILE));
    if (m->bits >= 0 && type_is_integer(m->type)
        && m->type->kind != TY_BITINT) {
        unsigned int_bits = type_model.int_size * 8;
        unsigned bits = (unsigned)m->bits;
        unsigned quals = n->type->quals;
        if (bits < int_bits
            || (bits == int_bits && !type_is_unsigned(m->type)))
            n->type = type_qualified(ty_int, quals);
        else if (bits == int_bits)
            n->type = type_qualified(ty_uint, quals);
    }
}

/* ---- calls ----------------------------------------------------------- */

static void check_argument_count(Node *n, const Type *f, const Sym *s)
{
    unsigned given = n->n - 1;
    if (f->no_prototype || given == f->params
        || (f->variadic && given > f->params))
        return;
    if (!is_strict() && !f->is_async)
        return;
    Pos at = given > f->params ? n->kid[f->params + 1]->first
                               : n->end ? n->end - 1 : n->at;
    if (s) {
        diag_error(at, "'%s' takes %s%u argument%s, not %u", s->name->s,
                   f->variadic ? "at least " : "", f->params,
                   f->params == 1 ? "" : "s", given);
        if (s->pos && !s->from_system)
            diag_note(s->pos, "'%s' is declared here", s->name->s);
    } else {
        diag_error(at, "this function takes %s%u argument%s, not %u",
                   f->variadic ? "at least " : "", f->params,
                   f->params == 1 ? "" : "s", given);
    }
}

static void check_arguments(Node *n, Type *f)
{
    const Sym *s = callee_symbol(n);
    for (unsigned i = 1; i < n->n; i++) {
        Node *a = n->kid[i];
        if (a->kind == ND_TYPE_ARGUMENT) {
            check_type_name(a->kid[0]);
            a->type = ty_error;
            complain(whole(a), "a type name where an argument is wanted");
            continue;
        }
        check_value(a);
        if (f && !f->no_prototype && i <= f->params) {
            char what[160];
            snprintf(what, sizeof what, s ? "argument %u of '%s'"
                                          : "argument %u of this call%s",
                     i, s ? s->name->s : "");
            if (type_is_duration(f->param[i - 1].type))
                check_duration(a);
            bool was = report_calls;
            report_calls |= f->is_async;
            convert_assign(&n->kid[i], f->param[i - 1].type, what);
            report_calls = was;
        } else if (f && s && s->from_system) {
            check_dropped(a); /* printf("%d", f()) */
        } else if (f && n->kid[i]->type->kind == TY_VOID) {
            complain(whole(a), "an argument has type 'void'");
        }
    }
    if (f)
        check_argument_count(n, f, s);
}

static void check_call(Node *n)
{
    Node *callee = ast_strip(n->kid[0]);
    unsigned id;
    if (is_dialect_call(n, &id)) {
        n->builtin = id;
        callee->type = n->kid[0]->type = ty_error;
        strict_operands++;
        check_dialect_call(n, id);
        strict_operands--;
        if (n->type->kind == TY_ERROR && !diag_errors)
            diag_error(whole(n), "the type of this call is not known");
        n->flags |= NF_DIALECT;
        return;
    }
    if (callee->kind == ND_IDENT && is_builtin_name(callee->name)) {
        Sym *s = scope_find(callee->name);
        if (!s) {
            for (unsigned i = 1; i < n->n; i++)
                if (n->kid[i]->kind == ND_TYPE_ARGUMENT)
                    n->kid[i]->type = check_type_name(n->kid[i]->kid[0]);
                else
                    check_value(n->kid[i]);
            check_expr(n->kid[0]);
            n->type = builtin_call(n, callee->name);
            return;
        }
    }
    if (callee->kind == ND_IDENT && !scope_find(callee->name)
        && !is_function_name(callee->name->s)) {
        Type *known = dialect_name(callee);
        if (!known) {
            report_undeclared(callee, true);
            n->kid[0]->type = callee->type = ty_error;
            check_arguments(n, NULL);
            /* before C99 it was declared by its use */
            n->type = is_strict() ? ty_error : ty_int;
            return;
        }
    }
    callee_now = ast_strip(n->kid[0]);
    Type *t = check_value(n->kid[0]);
    callee_now = NULL;
    Type *f = t->kind == TY_POINTER && t->base->kind == TY_FUNCTION ? t->base
                                                                   : NULL;
    check_arguments(n, f);
    if (!f) {
        if (t->kind != TY_ERROR)
            complain(at_operator(n), "a value of type '%s' cannot be called",
                     type_text(t));
        n->type = ty_error;
        return;
    }
    check_call_result(n, f);
    check_blocking(n);
}

void check_direct_call(Node *call)
{
    Node *was = direct_callee;
    if (call->kind == ND_CALL)
        direct_callee = ast_strip(call->kid[0]);
    check_expr(call);
    direct_callee = was;
}

void check_constructed(Node *call)
{
    Sym *s = callee_symbol(call);
    if (s && s->kind == SYM_FUNCTION && s->is_async && !unevaluated)
        use_constructor(ast_strip(call->kid[0]), s);
}

/* ---- assignment ------------------------------------------------------ */

static void check_assign(Node *n)
{
    Node *l = n->kid[0];
    Type *lt = check_expr(l);
    check_value(n->kid[1]);
    n->type = type_unqualified(lt);
    if (lt->kind == TY_ERROR)
        return;
    if (lt->kind != TY_FUNCTION && lt->kind != TY_ARRAY
        && !(l->flags & NF_LVALUE)) {
        complain(at_operator(n), "the left side of this assignment is not an object");
        return;
    }
    if (!is_written_to(l)) {
        Node *s = ast_strip(l);
        if (s->kind == ND_IDENT && (lt->quals & Q_CONST))
            complain(n->at, "'%s' is 'const' and cannot be assigned to",
                     s->name->s);
        else
            complain(at_operator(n), "the left side of this assignment cannot be "
                     "changed");
        return;
    }
    if (n->op == '=') {
        convert_assign(&n->kid[1], n->type, "assignment");
        return;
    }
    Type *rt = type_decay(n->kid[1]->type);
    bool only_integers = n->op != TK_ADD_ASSIGN && n->op != TK_SUB_ASSIGN
                         && n->op != TK_MUL_ASSIGN && n->op != TK_DIV_ASSIGN;
    bool good = lt->kind == TY_VECTOR || rt->kind == TY_VECTOR
                || rt->kind == TY_ERROR
                || (only_integers
                        ? type_is_integer(lt) && type_is_integer(rt)
                        : type_is_arithmetic(lt) && type_is_arithmetic(rt))
                || ((n->op == TK_ADD_ASSIGN || n->op == TK_SUB_ASSIGN)
                    && lt->kind == TY_POINTER && type_is_integer(rt));
    if (!good)
        invalid_operands(n, n->type, rt);
}

/* ---- the rest -------------------------------------------------------- */

Node *sema_chosen(const Node *n)
{
    if (n->kind == ND_GENERIC)
        return n->op && n->op < n->n ? n->kid[n->op]->kid[1] : NULL;
    return n->op && n->op < n->n ? n->kid[n->op] : NULL;
}

/* Takes over what the chosen expression is. */
static void become(Node *n, Node *chosen)
{
    n->type = chosen->type;
    n->flags |= chosen->flags & (NF_LVALUE | NF_PROPAGATED);
}

/* Association i is for no type that one before it is for. */
static void check_association(const Node *n, unsigned i)
{
    const Node *a = n->kid[i];
    for (unsigned k = 1; k < i && is_strict(); k++) {
        const Node *b = n->kid[k];
        if (a->kid[0] ? b->kid[0] && b->kid[0]->type->kind != TY_ERROR
                            && type_compatible(a->kid[0]->type, b->kid[0]->type)
                      : !b->kid[0]) {
            diag_error(a->first, "a second association for %s%s%s",
                       a->kid[0] ? "'" : "", a->kid[0]
                           ? type_text(a->kid[0]->type) : "'default'",
                       a->kid[0] ? "'" : "");
            return;
        }
    }
}

static void check_generic(Node *n)
{
    Node *control = n->kid[0];
    Type *t;
    unsigned chosen = 0, otherwise = 0;
    if (control->kind == ND_TYPE_ARGUMENT) {
        t = control->type = check_type_name(control->kid[0]);
    } else {
        check_unevaluated(control, "the controlling expression of '_Generic'",
                          n->first);
        t = type_decay(control->type);
    }
    for (unsigned i = 1; i < n->n; i++) {
        Node *a = n->kid[i];
        if (!a->kid[0])
            otherwise = i;
        else if (type_compatible(check_type_name(a->kid[0]), t) && !chosen)
            chosen = i;
        check_association(n, i);
    }
    if (t->kind == TY_ERROR)
        chosen = 0;
    else if (!chosen)
        chosen = otherwise;
    n->op = (unsigned short)chosen;
    for (unsigned i = 1; i < n->n; i++) {
        Node *a = n->kid[i];
        if (i == chosen)
            check_expr(a->kid[1]);
        else
            check_unevaluated(a->kid[1], "an arm of '_Generic' that is not "
                              "chosen", n->first);
        a->type = a->kid[1]->type;
    }
    n->type = ty_error;
    if (chosen)
        become(n, n->kid[chosen]->kid[1]);
    else if (t->kind != TY_ERROR)
        complain(at_operator(n), "no association of '_Generic' is for type '%s'",
                 type_text(t));
}

static void check_choose(Node *n)
{
    long long value = 0;
    bool known = check_constant(n->kid[0], &value);
    n->op = value ? 1 : 2;
    for (unsigned i = 1; i <= 2; i++)
        if (i == n->op)
            check_expr(n->kid[i]);
        else
            check_unevaluated(n->kid[i], "an operand that is not chosen",
                              n->first);
    if (!known)
        n->op = 0;
    n->type = ty_error;
    if (known)
        become(n, sema_chosen(n));
}

static void check_cast(Node *n)
{
    Type *to = check_type_name(n->kid[0]);
    Type *from = check_value(n->kid[1]);
    n->type = type_unqualified(to);
    if (to->kind == TY_ERROR || from->kind == TY_ERROR || to->kind == TY_VOID)
        return;
    if (to->kind == TY_HANDLE || from->kind == TY_HANDLE) {
        Type *h = to->kind == TY_HANDLE ? to : from, *o = h == to ? from : to;
        bool good = o->kind == TY_POINTER || o->kind == TY_NULLPTR
                    || type_is_integer(o)
                    || (o->kind == TY_HANDLE && o->handle == h->handle
                        && (o->untyped || h->untyped
                            || type_compatible(o->base, h->base)))
                    || (to->kind == TY_HANDLE
                        && convert_handle(&n->kid[1], to));
        if (!good)
            diag_error(at_operator(n), "a value of type '%s' cannot become '%s'",
                       type_text(from), type_text(n->type));
        n->flags |= NF_DIALECT;
        return;
    }
    if (to->kind == TY_RECORD || from->kind == TY_RECORD) {
        bool good = to->kind == TY_RECORD
                    && (to->tag->keyword == TK_UNION
                        || type_compatible(n->type, from));
        if (!good) {
            complain(at_operator(n), "a value of type '%s' cannot become '%s'",
                     type_text(from), type_text(n->type));
            n->type = ty_error;
        }
    } else if (to->kind == TY_ARRAY || to->kind == TY_FUNCTION) {
        complain(at_operator(n), "a value cannot become %s",
                 to->kind == TY_ARRAY ? "an array" : "a function");
        n->type = ty_error;
    }
}

static void check_compound_literal(Node *n)
{
    Type *t = check_type_name(n->kid[0]);
    const char *barrier = await_barrier;
    if (!cur)
        await_barrier = "the initialiser of a static object";
    n->type = check_initializer(&n->kid[1], t);
    await_barrier = barrier;
    n->flags |= NF_LVALUE;
}

Node *kept_statement;

/* The statement whose expression is the value: the last, behind labels. */
static Node *last_statement(Node *block)
{
    Node *s = block->n ? block->kid[block->n - 1] : NULL;
    while (s && (s->kind == ND_LABEL || s->kind == ND_CASE
                 || s->kind == ND_DEFAULT))
        s = s->n ? s->kid[s->n - 1] : NULL;
    return s && s->kind == ND_EXPR_STMT ? s : NULL;
}

static void check_statement_expression(Node *n)
{
    Node *was = kept_statement, *last = last_statement(n->kid[0]);
    kept_statement = last;
    if (!cur) {
        n->type = ty_error; /* at file scope: in typeof, say; nothing to do */
        kept_statement = was;
        return;
    }
    check_block(n->kid[0], true);
    kept_statement = was;
    n->type = last && last->kid[0]->type ? to_value(last->kid[0]) : ty_void;
}

static void check_sizeof(Node *n)
{
    Node *e = n->kid[0];
    n->type = ty_size;
    if (n->kind == ND_SIZEOF_TYPE)
        check_type_name(e);
    else
        check_unevaluated(e, n->op == TK_ALIGNOF ? "the operand of '_Alignof'"
                                                 : "the operand of 'sizeof'",
                          n->first);
    Type *t = e->type;
    if ((t->kind == TY_RECORD || (t->kind == TY_ARRAY && n->op == TK_SIZEOF))
        && !type_is_complete(t) && is_strict() && is_missed(t))
        complain(at_operator(n), "'%s' is incomplete: its %s is not known",
                 type_text(t), n->op == TK_SIZEOF ? "size" : "alignment");
    n->flags |= e->flags & NF_PROPAGATED;
}

static void check_offsetof(Node *n)
{
    Type *t = check_type_name(n->kid[0]);
    n->type = ty_size;
    for (unsigned i = 1; i < n->n; i++) {
        Node *d = n->kid[i];
        if (d->kind == ND_DESIGNATOR_INDEX) {
            check_value(d->kid[0]);
            t = t->kind == TY_ARRAY ? t->base : ty_error;
        } else {
            Member *m = type_member(t, d->name);
            if (!m && t->kind == TY_RECORD)
                report_member(d, t);
            else if (!m && t->kind != TY_ERROR)
                complain(d->at, "a value of type '%s' has no members",
                         type_text(t));
            t = m ? m->type : ty_error;
        }
        d->type = t;
    }
}

static void check_label_address(Node *n)
{
    n->type = ty_void_ptr;
    if (cur)
        use_label(n);
}

Type *check_expr(Node *n)
{
    if (n->type)
        return n->type;
    switch (n->kind) {
    case ND_IDENT:
        check_identifier(n);
        break;
    case ND_NUMBER:
        check_number(n);
        break;
    case ND_CHAR:
        check_character(n);
        break;
    case ND_STRING:
        check_string(n);
        break;
    case ND_PAREN: case ND_EXTENSION:
        n->type = check_expr(n->kid[0]);
        n->flags |= n->kid[0]->flags & NF_LVALUE;
        break;
    case ND_GENERIC:
        check_generic(n);
        fold(n);
        return n->type; /* the arms not chosen do not propagate */
    case ND_SUBSCRIPT:
        check_subscript(n);
        break;
    case ND_CALL:
        check_call(n);
        break;
    case ND_MEMBER:
        check_member(n);
        break;
    case ND_POSTFIX:
        check_increment(n, n->kid[0]);
        break;
    case ND_COMPOUND_LITERAL:
        check_compound_literal(n);
        break;
    case ND_UNARY:
        n->type = unary_type(n);
        break;
    case ND_SIZEOF_EXPR: case ND_SIZEOF_TYPE:
        check_sizeof(n);
        break;
    case ND_CAST:
        check_cast(n);
        break;
    case ND_BINARY: case ND_COMMA:
        check_chain(n);
        return n->type;
    case ND_COND:
        check_conditional(n);
        break;
    case ND_ASSIGN:
        check_assign(n);
        break;
    case ND_STMT_EXPR:
        check_statement_expression(n);
        break;
    case ND_LABEL_ADDRESS:
        check_label_address(n);
        break;
    case ND_VA_ARG:
        check_value(n->kid[0]);
        take_address(n->kid[0]);
        n->type = type_unqualified(check_type_name(n->kid[1]));
        break;
    case ND_OFFSETOF:
        check_offsetof(n);
        break;
    case ND_TYPES_COMPATIBLE:
        check_type_name(n->kid[0]);
        check_type_name(n->kid[1]);
        n->type = ty_int;
        break;
    case ND_CHOOSE_EXPR:
        check_choose(n);
        fold(n);
        return n->type;
    case ND_CONVERT_VECTOR:
        check_value(n->kid[0]);
        n->type = type_unqualified(check_type_name(n->kid[1]));
        break;
    case ND_TYPE_ARGUMENT:
        check_type_name(n->kid[0]);
        n->type = ty_error;
        break;
    case ND_AWAIT:
        check_await(n);
        break;
    case ND_TRY_EXPR:
        check_try_expr(n);
        break;
    case ND_INIT_LIST: /* outside of an initialiser: a syntax mishap */
        n->type = ty_error;
        break;
    default:
        bug("an expression of kind %s", ast_kind_name[n->kind]);
    }
    if (!n->type)
        bug("%s got no type", ast_kind_name[n->kind]);
    propagate(n);
    fold(n);
    return n->type;
}
