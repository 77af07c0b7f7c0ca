/*
 * C types: making, comparing and converting them, and the layout of records.
 * Everything in sema/ stands on this file; it knows no names and no scopes.
 *
 * Needs:  type_init, with what the host's preprocessor said of its data model.
 * Leaves: types of one arena that live as long as the compiler. A type that
 *         was handed out is never changed, but for arrays that an initialiser
 *         completes before anybody else saw them, and for tags.
 */
#include "sema/sym.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "grammar/tokens.h"

const DataModel type_model_default = {
    .char_bits = 8, .short_size = 2, .int_size = 4, .long_size = 8,
    .llong_size = 8, .pointer_size = 8, .float_size = 4, .double_size = 8,
    .ldouble_size = 16, .va_list_size = 24, .max_align = 16,
    .aligned_attribute = 16, .va_list_array = true, .size_type = TY_ULONG,
    .ptrdiff_type = TY_LONG, .wchar_type = TY_INT, .wint_type = TY_UINT,
    .char16_type = TY_USHORT, .char32_type = TY_UINT, .int64_type = TY_LONG,
    .intmax_type = TY_LONG,
};

DataModel type_model;

Type *ty_error, *ty_void, *ty_bool, *ty_char, *ty_int, *ty_uint, *ty_long,
    *ty_ulong, *ty_llong, *ty_ullong, *ty_double, *ty_ldouble, *ty_float,
    *ty_va_list, *ty_size, *ty_ptrdiff, *ty_wchar, *ty_char_ptr, *ty_void_ptr,
    *ty_schar, *ty_uchar, *ty_short, *ty_ushort, *ty_int128, *ty_uint128,
    *ty_nullptr, *ty_duration;

static Arena arena;
static Type basic[TY_HANDLE];

/* ---- the data model -------------------------------------------------- */

/* `long unsigned int` and the like, words in any order, to a kind. */
static TypeKind integer_words(const char *s)
{
    bool is_unsigned = strstr(s, "unsigned") != NULL;
    const char *l = strstr(s, "long");
    if (l && strstr(l + 4, "long"))
        return is_unsigned ? TY_ULLONG : TY_LLONG;
    if (l)
        return is_unsigned ? TY_ULONG : TY_LONG;
    if (strstr(s, "short"))
        return is_unsigned ? TY_USHORT : TY_SHORT;
    if (strstr(s, "char"))
        return is_unsigned ? TY_UCHAR : TY_SCHAR;
    return is_unsigned ? TY_UINT : TY_INT;
}

void type_model_macro(DataModel *m, const char *name, const char *value)
{
    static const struct {
        const char *name;
        size_t field;
    } size[] = {
        {"__SIZEOF_SHORT__", offsetof(DataModel, short_size)},
        {"__SIZEOF_INT__", offsetof(DataModel, int_size)},
        {"__SIZEOF_LONG__", offsetof(DataModel, long_size)},
        {"__SIZEOF_LONG_LONG__", offsetof(DataModel, llong_size)},
        {"__SIZEOF_POINTER__", offsetof(DataModel, pointer_size)},
        {"__SIZEOF_FLOAT__", offsetof(DataModel, float_size)},
        {"__SIZEOF_DOUBLE__", offsetof(DataModel, double_size)},
        {"__SIZEOF_LONG_DOUBLE__", offsetof(DataModel, ldouble_size)},
        {"__BIGGEST_ALIGNMENT__", offsetof(DataModel, aligned_attribute)},
    }, kind[] = {
        {"__SIZE_TYPE__", offsetof(DataModel, size_type)},
        {"__PTRDIFF_TYPE__", offsetof(DataModel, ptrdiff_type)},
        {"__WCHAR_TYPE__", offsetof(DataModel, wchar_type)},
        {"__WINT_TYPE__", offsetof(DataModel, wint_type)},
        {"__CHAR16_TYPE__", offsetof(DataModel, char16_type)},
        {"__CHAR32_TYPE__", offsetof(DataModel, char32_type)},
        {"__INT64_TYPE__", offsetof(DataModel, int64_type)},
        {"__INTMAX_TYPE__", offsetof(DataModel, intmax_type)},
    };
    if (name[0] != '_' || name[1] != '_')
        return;
    for (size_t i = 0; i < sizeof size / sizeof *size; i++)
        if (strcmp(name, size[i].name) == 0) {
            unsigned n = (unsigned)strtoul(value, NULL, 10);
            memcpy((char *)m + size[i].field, &n, sizeof n);
            return;
        }
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
        if (strcmp(name, kind[i].name) == 0) {
            TypeKind k = integer_words(value);
            memcpy((char *)m + kind[i].field, &k, sizeof k);
            return;
        }
    if (strcmp(name, "__CHAR_UNSIGNED__") == 0)
        m->char_unsigned = true;
    else if (strcmp(name, "__i386__") == 0) {
        m->wide_align_4 = true;
        m->max_align = 4;
        m->va_list_size = 4;
        m->va_list_array = false;
    } else if (strcmp(name, "__aarch64__") == 0) {
        m->va_list_size = 32;
        m->va_list_array = false;
    } else if (strcmp(name, "__arm__") == 0 || strcmp(name, "__riscv") == 0
               || strcmp(name, "_WIN32") == 0) {
        m->va_list_size = m->pointer_size;
        m->va_list_array = false;
    }
}

void type_init(const DataModel *m)
{
    type_model = m ? *m : type_model_default;
    for (int i = 0; i < TY_HANDLE; i++)
        basic[i] = (Type){.kind = (TypeKind)i};
    ty_error = &basic[TY_ERROR];
    ty_void = &basic[TY_VOID];
    ty_bool = &basic[TY_BOOL];
    ty_char = &basic[TY_CHAR];
    ty_schar = &basic[TY_SCHAR];
    ty_uchar = &basic[TY_UCHAR];
    ty_short = &basic[TY_SHORT];
    ty_ushort = &basic[TY_USHORT];
    ty_int = &basic[TY_INT];
    ty_uint = &basic[TY_UINT];
    ty_long = &basic[TY_LONG];
    ty_ulong = &basic[TY_ULONG];
    ty_llong = &basic[TY_LLONG];
    ty_ullong = &basic[TY_ULLONG];
    ty_int128 = &basic[TY_INT128];
    ty_uint128 = &basic[TY_UINT128];
    ty_float = &basic[TY_FLOAT];
    ty_double = &basic[TY_DOUBLE];
    ty_ldouble = &basic[TY_LDOUBLE];
    ty_nullptr = &basic[TY_NULLPTR];
    ty_va_list = &basic[TY_VA_LIST];
    ty_size = &basic[type_model.size_type];
    ty_ptrdiff = &basic[type_model.ptrdiff_type];
    ty_wchar = &basic[type_model.wchar_type];
    ty_char_ptr = type_pointer(ty_char);
    ty_void_ptr = type_pointer(ty_void);
    ty_duration = &basic[type_model.int64_type];
}

/* ---- making ---------------------------------------------------------- */

Type *type_new(TypeKind kind)
{
    Type *t = arena_alloc(&arena, sizeof *t);
    t->kind = kind;
    return t;
}

Type *type_copy(const Type *t)
{
    return arena_copy(&arena, t, sizeof *t);
}

Type *type_basic(TypeKind kind)
{
    if (kind >= TY_HANDLE)
        bug("not a basic type: %d", kind);
    return &basic[kind];
}

Type *type_floatn(Str *word)
{
    Type *t = type_new(TY_FLOATN);
    t->word = word;
    return t;
}

Type *type_bitint(unsigned bits, bool is_unsigned)
{
    Type *t = type_new(TY_BITINT);
    t->bits = bits;
    t->is_unsigned = is_unsigned;
    return t;
}

Type *type_complex(Type *base)
{
    Type *t = type_new(TY_COMPLEX);
    t->base = base;
    return t;
}

Type *type_vector(Type *base, unsigned bytes)
{
    Type *t = type_new(TY_VECTOR);
    t->base = base;
    t->vector_size = bytes;
    return t;
}

Type *type_of_tag(Tag *tag)
{
    Type *t = type_new(tag->keyword == TK_ENUM ? TY_ENUM : TY_RECORD);
    t->tag = tag;
    return t;
}

Type *type_untyped(HandleKind kind)
{
    Type *t = type_handle(kind, ty_void);
    t->untyped = true;
    return t;
}

Type *type_pointer(Type *base)
{
    Type *t = type_new(TY_POINTER);
    t->base = base;
    t->variably_modified = base->variably_modified;
    return t;
}

Type *type_array(Type *base, long long length, Node *length_node)
{
    Type *t = type_new(TY_ARRAY);
    t->base = base;
    t->length = length;
    t->length_node = length_node;
    t->variably_modified = length == -2 || base->variably_modified;
    return t;
}

Type *type_function(Type *result)
{
    Type *t = type_new(TY_FUNCTION);
    t->base = result;
    return t;
}

Type *type_handle(HandleKind kind, Type *base)
{
    Type *t = type_new(TY_HANDLE);
    t->handle = kind;
    t->base = base;
    return t;
}

Type *type_qualified(Type *t, unsigned quals)
{
    if ((t->quals | quals) == t->quals || t->kind == TY_ERROR)
        return t;
    Type *q = type_copy(t);
    if (t->kind == TY_ARRAY) { /* 6.7.3p9: the element is qualified */
        q->base = type_qualified(t->base, quals);
        q->alias = NULL;
        return q;
    }
    q->quals |= quals;
    return q;
}

Type *type_unqualified(Type *t)
{
    if (t->quals == 0)
        return t;
    Type *u = type_copy(t);
    u->quals = 0;
    /* A typedef that brought qualifiers with it cannot name this one. */
    while (u->alias && u->alias->type->quals)
        u->alias = u->alias->type->alias;
    return u;
}

/* ---- asking ---------------------------------------------------------- */

bool type_is_integer(const Type *t)
{
    return (t->kind >= TY_BOOL && t->kind <= TY_BITINT) || t->kind == TY_ENUM;
}

bool type_is_floating(const Type *t)
{
    return (t->kind >= TY_FLOAT && t->kind <= TY_FLOATN)
           || (t->kind == TY_COMPLEX && type_is_floating(t->base));
}

bool type_is_arithmetic(const Type *t)
{
    return type_is_integer(t) || type_is_floating(t) || t->kind == TY_COMPLEX;
}

bool type_is_scalar(const Type *t)
{
    return type_is_arithmetic(t) || t->kind == TY_POINTER
           || t->kind == TY_NULLPTR || t->kind == TY_HANDLE;
}

/* An enum's integer type, before it is complete too. */
static Type *enum_base(const Type *t)
{
    return t->tag->base ? t->tag->base : ty_uint;
}

bool type_is_unsigned(const Type *t)
{
    switch (t->kind) {
    case TY_BOOL: case TY_UCHAR: case TY_USHORT: case TY_UINT: case TY_ULONG:
    case TY_ULLONG: case TY_UINT128:
        return true;
    case TY_CHAR:
        return type_model.char_unsigned;
    case TY_BITINT:
        return t->is_unsigned;
    case TY_ENUM:
        return type_is_unsigned(enum_base(t));
    default:
        return false;
    }
}

unsigned type_bits(const Type *t)
{
    if (t->kind == TY_BITINT)
        return t->bits;
    if (t->kind == TY_BOOL)
        return 1;
    return (unsigned)type_size(t) * type_model.char_bits;
}

bool type_is_awaitable(const Type *t)
{
    return t->kind == TY_HANDLE && t->handle <= HANDLE_AWAITABLE;
}

bool type_is_duration(const Type *t)
{
    for (const Sym *s = t->alias; s; s = s->type->alias)
        if (strcmp(s->name->s, "acc_duration") == 0)
            return true;
    return false;
}

bool type_is_tag_named(const Type *t, const char *name)
{
    return t->kind == TY_RECORD && t->tag->name
           && strcmp(t->tag->name->s, name) == 0;
}

bool type_is_complete(const Type *t)
{
    switch (t->kind) {
    case TY_VOID:
    case TY_FUNCTION:
        return false;
    case TY_ARRAY:
        return t->length != -1 && type_is_complete(t->base);
    case TY_RECORD:
        return t->tag->complete;
    default:
        return true;
    }
}

bool type_mentions_dialect(const Type *t)
{
    for (;;) {
        switch (t->kind) {
        case TY_HANDLE:
            return true;
        case TY_POINTER: case TY_ARRAY: case TY_COMPLEX: case TY_VECTOR:
            t = t->base;
            continue;
        case TY_FUNCTION:
            if (t->is_async || t->is_generator)
                return true;
            for (unsigned i = 0; i < t->params; i++)
                if (type_mentions_dialect(t->param[i].type))
                    return true;
            t = t->base;
            continue;
        case TY_RECORD:
            return t->tag->mentions_dialect;
        default:
            return false;
        }
    }
}

bool type_has_const_member(const Type *t)
{
    while (t->kind == TY_ARRAY)
        t = t->base;
    return (t->quals & Q_CONST) || (t->kind == TY_RECORD && t->tag->has_const);
}

/* ---- size and alignment ---------------------------------------------- */

/* _Float32x has the size of double; the rest say it in their names. */
static unsigned floatn_size(const Str *word)
{
    const char *s = word->s;
    if (strstr(s, "32x"))
        return type_model.double_size;
    if (strstr(s, "64x"))
        return type_model.ldouble_size;
    if (strcmp(s, "__ibm128") == 0 || strcmp(s, "__float80") == 0)
        return 16;
    while (*s && (*s < '1' || *s > '9'))
        s++;
    return *s ? (unsigned)strtoul(s, NULL, 10) / 8 : 2; /* __fp16, __bf16 */
}

static unsigned long long bitint_size(const Type *t)
{
    unsigned bytes = (t->bits + 7) / 8, size = 1;
    while (size < bytes && size < type_model.llong_size)
        size *= 2;
    return (bytes + size - 1) / size * size;
}

unsigned long long type_size(const Type *t)
{
    switch (t->kind) {
    case TY_ERROR:
        return 0;
    case TY_VOID: case TY_FUNCTION: /* GNU C: arithmetic on them counts bytes */
    case TY_BOOL: case TY_CHAR: case TY_SCHAR: case TY_UCHAR:
        return 1;
    case TY_SHORT: case TY_USHORT:
        return type_model.short_size;
    case TY_INT: case TY_UINT:
        return type_model.int_size;
    case TY_LONG: case TY_ULONG:
        return type_model.long_size;
    case TY_LLONG: case TY_ULLONG:
        return type_model.llong_size;
    case TY_INT128: case TY_UINT128:
        return 16;
    case TY_BITINT:
        return bitint_size(t);
    case TY_FLOAT:
        return type_model.float_size;
    case TY_DOUBLE:
        return type_model.double_size;
    case TY_LDOUBLE:
        return type_model.ldouble_size;
    case TY_FLOATN:
        return floatn_size(t->word);
    case TY_COMPLEX:
        return 2 * type_size(t->base);
    case TY_VECTOR:
        return t->vector_size;
    case TY_POINTER: case TY_NULLPTR: case TY_HANDLE:
        return type_model.pointer_size;
    case TY_ARRAY:
        return t->length < 0 ? 0
                             : (unsigned long long)t->length
                                   * type_size(t->base);
    case TY_RECORD:
        return t->tag->complete ? t->tag->size : 0;
    case TY_ENUM:
        return type_size(enum_base(t));
    case TY_VA_LIST:
        return type_model.va_list_size;
    }
    return 0;
}

unsigned type_align(const Type *t)
{
    unsigned size;
    if (t->align)
        return t->align;
    switch (t->kind) {
    case TY_ERROR: case TY_VOID: case TY_FUNCTION:
        return 1;
    case TY_ARRAY: case TY_COMPLEX:
        return type_align(t->base);
    case TY_RECORD:
        return t->tag->align ? t->tag->align : 1;
    case TY_ENUM:
        return t->tag->align ? t->tag->align : type_align(enum_base(t));
    case TY_VECTOR:
        return t->vector_size ? t->vector_size : 1;
    case TY_VA_LIST:
        return type_model.pointer_size;
    case TY_LDOUBLE:
        return type_model.ldouble_size == 12 ? 4 : type_model.ldouble_size;
    case TY_INT128: case TY_UINT128: case TY_FLOATN:
        return (unsigned)type_size(t);
    case TY_BITINT:
        size = (unsigned)type_size(t);
        return size > type_model.llong_size ? type_model.llong_size : size;
    default:
        return (unsigned)type_size(t);
    }
}

/* ---- records --------------------------------------------------------- */

/* What a member of this type asks for: i386 aligns 8 bytes to 4 in records. */
static unsigned member_align(const Type *t)
{
    const Type *e = t;
    unsigned align = type_align(t);
    while (e->kind == TY_ARRAY && !e->align)
        e = e->base;
    if (type_model.wide_align_4 && align == 8 && !e->align
        && e->kind != TY_RECORD && e->kind != TY_VECTOR)
        return 4;
    return align;
}

static unsigned long long round_up(unsigned long long n, unsigned to)
{
    return to ? (n + to - 1) / to * to : n;
}

void type_layout(Tag *tag, unsigned pack, unsigned align)
{
    unsigned long long bit = 0, size = 0; /* struct: next free bit */
    unsigned most = 1, natural, unit;
    bool is_union = tag->keyword == TK_UNION;

    for (unsigned i = 0; i < tag->members; i++) {
        Member *m = &tag->member[i];
        const Type *t = m->type;
        natural = tag->packed ? 1 : member_align(t);
        if (m->packed)
            natural = 1;
        if (m->align > natural)
            natural = m->align;
        if (pack && natural > pack)
            natural = pack;
        if (is_union)
            bit = 0;
        if (m->bits >= 0) {
            unit = (unsigned)type_size(t) * 8;
            if (m->bits == 0) {
                bit = round_up(bit, member_align(t) * 8);
                m->offset = bit / 8;
                if (bit > size)
                    size = bit;
                continue;
            }
            /* System V: it stays within one unit of its declared type */
            if (m->align)
                bit = round_up(bit, m->align * 8);
            else if (!tag->packed && !m->packed && !pack && unit
                     && bit / unit != (bit + (unsigned)m->bits - 1) / unit)
                bit = round_up(bit, natural * 8);
            m->offset = unit ? bit / unit * (unit / 8) : bit / 8;
            bit += (unsigned)m->bits;
            if (m->name && natural > most)
                most = natural;
        } else {
            bit = round_up(bit, natural * 8);
            m->offset = bit / 8;
            bit += type_size(t) * 8;
            if (natural > most)
                most = natural;
        }
        if (bit > size)
            size = bit;
    }
    if (align > most)
        most = align;
    tag->align = most;
    tag->size = round_up((size + 7) / 8, most);
    tag->complete = true;
    for (unsigned i = 0; i < tag->members; i++) {
        tag->mentions_dialect |= type_mentions_dialect(tag->member[i].type);
        tag->has_const |= type_has_const_member(tag->member[i].type);
    }
}

Member *type_member(const Type *record, const Str *name)
{
    Tag *tag = record->kind == TY_RECORD ? record->tag : NULL;
    for (unsigned i = 0; tag && i < tag->members; i++) {
        Member *m = &tag->member[i];
        if (m->name == name)
            return m;
        if (!m->name && m->bits < 0) {
            Member *inner = type_member(m->type, name);
            if (inner)
                return inner;
        }
    }
    return NULL;
}

/* ---- conversions ----------------------------------------------------- */

Type *type_decay(Type *t)
{
    if (t->kind == TY_ARRAY)
        return type_pointer(t->base);
    if (t->kind == TY_FUNCTION)
        return type_pointer(t);
    return type_unqualified(t);
}

/* 6.3.1.1p4; ranks only matter among each other */
static unsigned integer_rank(const Type *t)
{
    switch (t->kind) {
    case TY_BOOL:
        return 1;
    case TY_CHAR: case TY_SCHAR: case TY_UCHAR:
        return 2;
    case TY_SHORT: case TY_USHORT:
        return 3;
    case TY_INT: case TY_UINT:
        return 4;
    case TY_LONG: case TY_ULONG:
        return 5;
    case TY_LLONG: case TY_ULLONG:
        return 6;
    case TY_INT128: case TY_UINT128:
        return 7;
    default:
        return 0;
    }
}

static Type *to_unsigned(Type *t)
{
    switch (t->kind) {
    case TY_INT:
        return ty_uint;
    case TY_LONG:
        return ty_ulong;
    case TY_LLONG:
        return ty_ullong;
    case TY_INT128:
        return ty_uint128;
    default:
        return t;
    }
}

Type *type_promote(Type *t)
{
    t = type_unqualified(t);
    if (t->kind == TY_ENUM)
        return type_promote(enum_base(t));
    if (!type_is_integer(t) || t->kind == TY_BITINT || integer_rank(t) >= 4)
        return t;
    if (type_is_unsigned(t) && t->kind != TY_BOOL
        && type_size(t) == type_model.int_size)
        return ty_uint;
    return ty_int;
}

/* Floating types in order; equal formats keep the standard name first. */
static unsigned floating_rank(const Type *t)
{
    switch (t->kind) {
    case TY_FLOAT:
        return 32;
    case TY_DOUBLE:
        return 64;
    case TY_LDOUBLE:
        return 100;
    case TY_FLOATN:
        if (strcmp(t->word->s, "_Float32") == 0)
            return 33;
        if (strcmp(t->word->s, "_Float64") == 0)
            return 66;
        if (strcmp(t->word->s, "_Float32x") == 0)
            return 63; /* double before it, where both are one format */
        if (strcmp(t->word->s, "_Float64x") == 0)
            return 101;
        return type_size(t) >= 16 ? 128 : (unsigned)type_size(t) * 8 + 1;
    default:
        return 0;
    }
}

static Type *usual_integer(Type *a, Type *b)
{
    a = type_promote(a);
    b = type_promote(b);
    if (a->kind == b->kind && a->kind != TY_BITINT)
        return a;
    if (a->kind == TY_BITINT || b->kind == TY_BITINT) {
        /* a wider _BitInt wins; at equal width the standard type does */
        unsigned wa = type_bits(a), wb = type_bits(b);
        if (wa != wb)
            return wa > wb ? a : b;
        if (a->kind == TY_BITINT && b->kind == TY_BITINT)
            return a->is_unsigned ? a : b;
        Type *std = a->kind == TY_BITINT ? b : a;
        return type_is_unsigned(a) || type_is_unsigned(b) ? to_unsigned(std)
                                                          : std;
    }
    unsigned ra = integer_rank(a), rb = integer_rank(b);
    bool ua = type_is_unsigned(a), ub = type_is_unsigned(b);
    if (ua == ub)
        return ra >= rb ? a : b;
    Type *u = ua ? a : b, *s = ua ? b : a;
    if (integer_rank(u) >= integer_rank(s))
        return u;
    if (type_size(s) > type_size(u))
        return s;
    return to_unsigned(s);
}

Type *type_usual(Type *a, Type *b)
{
    if (a->kind == TY_ERROR || b->kind == TY_ERROR)
        return ty_error;
    a = type_unqualified(a);
    b = type_unqualified(b);
    if (a->kind == TY_VECTOR || b->kind == TY_VECTOR)
        return a->kind == TY_VECTOR ? a : b;
    if (a->kind == TY_COMPLEX || b->kind == TY_COMPLEX) {
        Type *part = type_usual(a->kind == TY_COMPLEX ? a->base : a,
                                b->kind == TY_COMPLEX ? b->base : b);
        return type_complex(part);
    }
    if (type_is_floating(a) || type_is_floating(b))
        return floating_rank(a) >= floating_rank(b) ? a : b;
    if (type_is_integer(a) && type_is_integer(b))
        return usual_integer(a, b);
    return ty_error;
}

/* ---- comparing ------------------------------------------------------- */

static bool equal(const Type *a, const Type *b, bool strict);

static bool functions_equal(const Type *a, const Type *b, bool strict)
{
    /* A generator function's type says T; a prototype's the handle. */
    if (a->is_generator != b->is_generator) {
        const Type *g = a->is_generator ? a : b, *p = g == a ? b : a;
        if (p->base->kind != TY_HANDLE || p->base->handle < HANDLE_GENERATOR
            || !equal(g->base, p->base->base, strict))
            return false;
    } else if (!equal(a->base, b->base, strict)) {
        return false;
    }
    if (a->is_async != b->is_async)
        return false;
    if (a->no_prototype || b->no_prototype)
        return !strict || a->no_prototype == b->no_prototype;
    if (a->params != b->params || a->variadic != b->variadic)
        return false;
    for (unsigned i = 0; i < a->params; i++) {
        Type x = *a->param[i].type, y = *b->param[i].type;
        x.quals = y.quals = 0;
        if (!equal(&x, &y, strict))
            return false;
    }
    return true;
}

static bool equal(const Type *a, const Type *b, bool strict)
{
    for (;;) {
        if (a == b || a->kind == TY_ERROR || b->kind == TY_ERROR)
            return true;
        if (a->quals != b->quals)
            return false;
        if (!strict && (a->kind == TY_ENUM) != (b->kind == TY_ENUM)) {
            if (a->kind == TY_ENUM)
                return type_is_integer(b) && enum_base(a)->kind == b->kind;
            return type_is_integer(a) && enum_base(b)->kind == a->kind;
        }
        if (a->kind != b->kind)
            return false;
        switch (a->kind) {
        case TY_BITINT:
            return a->bits == b->bits && a->is_unsigned == b->is_unsigned;
        case TY_FLOATN:
            return a->word == b->word;
        case TY_VECTOR:
            if (a->vector_size != b->vector_size)
                return false;
            break;
        case TY_COMPLEX:
        case TY_POINTER:
            break;
        case TY_ARRAY:
            if (a->length >= 0 && b->length >= 0 && a->length != b->length)
                return false;
            if (strict && a->length != b->length)
                return false;
            break;
        case TY_FUNCTION:
            return functions_equal(a, b, strict);
        case TY_RECORD:
        case TY_ENUM:
            return a->tag == b->tag;
        case TY_HANDLE:
            if (a->handle != b->handle || a->untyped != b->untyped)
                return false;
            break;
        default:
            return true;
        }
        a = a->base;
        b = b->base;
    }
}

bool type_compatible(const Type *a, const Type *b)
{
    return equal(a, b, false);
}

bool type_same(const Type *a, const Type *b)
{
    return equal(a, b, true);
}

Type *type_composite(Type *a, Type *b)
{
    Type *t;
    if (a == b || a->kind != b->kind)
        return a->kind == TY_ERROR ? b : a;
    switch (a->kind) {
    case TY_POINTER: {
        Type *base = type_composite(a->base, b->base);
        if (base == a->base)
            return a;
        t = type_copy(a);
        t->base = base;
        t->alias = NULL;
        return t;
    }
    case TY_ARRAY: {
        Type *base = type_composite(a->base, b->base);
        t = a->length != -1 || b->length == -1 ? a : b;
        if (base == t->base)
            return t;
        t = type_copy(t);
        t->base = base;
        return t;
    }
    case TY_FUNCTION:
        if (a->no_prototype)
            return b;
        if (b->no_prototype || a->params != b->params)
            return a;
        if (a->is_generator != b->is_generator)
            return a->is_generator ? a : b; /* whose body has yields */
        /* b is the later declaration: its parameters have the names that
         * its body uses, so it is the one to keep where they agree. */
        t = type_copy(b);
        t->base = type_composite(b->base, a->base);
        t->is_noreturn = a->is_noreturn || b->is_noreturn;
        for (unsigned i = 0; i < a->params; i++)
            if (type_composite(b->param[i].type, a->param[i].type)
                != b->param[i].type) {
                t->param = arena_copy(&arena, b->param,
                                      b->params * sizeof *b->param);
                for (; i < a->params; i++)
                    t->param[i].type = type_composite(b->param[i].type,
                                                      a->param[i].type);
            }
        return t;
    default:
        return a;
    }
}
