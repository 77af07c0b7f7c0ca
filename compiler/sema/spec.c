/*
 * Declaration specifiers: words, typedef names, struct, union, enum, typeof,
 * handle types and attributes become one type and a storage class.
 * First half of declarations; decl.c puts declarators around the type.
 */
#include "sema/spec.h"

#include <string.h>

/* ---- attributes ------------------------------------------------------ */

static bool is_attribute(const Str *s, const char *name, size_t len)
{
    if (s->len == len + 4 && s->s[0] == '_' && s->s[1] == '_')
        return memcmp(s->s + 2, name, len) == 0;
    return s->len == len && memcmp(s->s, name, len) == 0;
}

static unsigned operand_value(Node *e, unsigned otherwise)
{
    long long value;
    if (!e)
        return otherwise;
    if (e->kind == ND_TYPE_NAME)
        return type_align(check_type_name(e));
    return check_constant(e, &value) && value > 0 ? (unsigned)value : 0;
}

/* One node has several operands' attributes as kids, or one operand. */
void collect_attributes(Node *n, Attributes *a)
{
    unsigned flags;
    Node *operand = NULL;
    if (!n)
        return;
    flags = n->flags;
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i]->kind == ND_ATTRIBUTES) {
            collect_attributes(n->kid[i], a);
            flags &= ~n->kid[i]->flags;
        } else {
            operand = n->kid[i];
        }
    if (flags & NF_PACKED)
        a->packed = true;
    if (flags & NF_TRANSPARENT_UNION)
        a->transparent = true;
    if (flags & NF_ALIGNED) {
        unsigned align = operand_value(operand, type_model.aligned_attribute);
        if (align > a->align)
            a->align = align;
    }
    if ((flags & NF_MODE) && n->name)
        a->mode = n->name;
    if ((flags & NF_VECTOR_SIZE) && operand)
        a->vector_size = operand_value(operand, 0);
    if ((flags & NF_CLEANUP) && operand) {
        a->cleanup = operand;
        check_expr(operand);
    }
    for (Pos i = n->first; i < n->end && !a->is_noreturn; i++)
        if (unit_tokens.at[i].str
            && is_attribute(unit_tokens.at[i].str, "noreturn", 8))
            a->is_noreturn = true;
}

static Type *integer_of_size(unsigned size, bool is_unsigned)
{
    static const TypeKind by_preference[] = {
        TY_INT, TY_SCHAR, TY_SHORT, TY_LONG, TY_LLONG, TY_INT128};
    for (size_t i = 0; i < sizeof by_preference / sizeof *by_preference; i++) {
        Type *t = type_basic(by_preference[i]);
        if (type_size(t) == size)
            return is_unsigned ? type_basic((TypeKind)(t->kind + 1)) : t;
    }
    return ty_error;
}

static Type *apply_mode(Type *t, const Str *mode)
{
    char m[16] = "";
    const char *s = mode->s;
    size_t len = mode->len;
    if (len > 4 && s[0] == '_' && s[1] == '_')
        s += 2, len -= 4;
    if (len < sizeof m)
        memcpy(m, s, len);
    bool is_unsigned = type_is_unsigned(t);
    static const struct {
        const char *name;
        unsigned size;
    } sizes[] = {{"QI", 1}, {"HI", 2}, {"SI", 4}, {"DI", 8}, {"TI", 16},
                 {"byte", 1}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (strcmp(m, sizes[i].name) == 0)
            return integer_of_size(sizes[i].size, is_unsigned);
    if (strcmp(m, "word") == 0 || strcmp(m, "pointer") == 0
        || strcmp(m, "unwind_word") == 0)
        return integer_of_size(type_model.pointer_size, is_unsigned);
    if (strcmp(m, "SF") == 0)
        return ty_float;
    if (strcmp(m, "DF") == 0)
        return ty_double;
    if (strcmp(m, "XF") == 0)
        return ty_ldouble;
    if (strcmp(m, "TF") == 0)
        return type_floatn(intern_z("__float128"));
    if (strcmp(m, "SC") == 0)
        return type_complex(ty_float);
    if (strcmp(m, "DC") == 0)
        return type_complex(ty_double);
    if (strcmp(m, "XC") == 0)
        return type_complex(ty_ldouble);
    if (strcmp(m, "TC") == 0)
        return type_complex(type_floatn(intern_z("__float128")));
    return t;
}

Type *apply_attributes(Type *t, const Attributes *a)
{
    if (a->mode)
        t = type_qualified(apply_mode(t, a->mode), t->quals);
    if (a->vector_size && type_is_arithmetic(t))
        t = type_qualified(type_vector(type_unqualified(t), a->vector_size),
                           t->quals);
    if (a->align && a->align != t->align) {
        t = type_copy(t);
        t->align = a->align;
    }
    return t;
}

/* ---- records --------------------------------------------------------- */

typedef Vec(Member) MemberVec;

static void check_width(const Node *f, const Member *m)
{
    const Node *width = f->kid[1];
    long long bits;
    if (m->type->kind == TY_ERROR || width->type->kind == TY_ERROR)
        return;
    if (!type_is_integer(m->type))
        complain(m->pos, "a bit-field has an integer type, not '%s'",
                 type_text(m->type));
    else if (check_constant((Node *)width, &bits)
             && (bits < 0 || (!bits && m->name)
                 || (m->type->kind != TY_BITINT
                     && bits > 8 * (long long)type_size(m->type))))
        complain(whole(width), "%lld is no width for a bit-field of type '%s'",
                 bits, type_text(m->type));
}

/* Its name is new, and what stands before it has an end. */
static void check_new_member(const Member *m, const MemberVec *before)
{
    if (!is_strict())
        return;
    for (size_t i = 0; i < before->n && m->name; i++)
        if (before->at[i].name == m->name) {
            diag_error(m->pos, "redefinition of member '%s'", m->name->s);
            diag_note(before->at[i].pos, "'%s' is declared here", m->name->s);
        }
    const Member *last = before->n ? &before->at[before->n - 1] : NULL;
    if (last && last->type->kind == TY_ARRAY && last->type->length == -1)
        diag_error(last->pos, "an array without a size can only be the last "
                   "member");
}

static void check_field(Node *f, const Specs *specs, MemberVec *members)
{
    Member m = {.bits = -1, .pos = f->at};
    Attributes a = specs->attributes;
    Declared d = {.type = specs->type};
    long long bits;
    if (ast_kid(f, 0))
        d = check_declarator(f->kid[0], specs->type, specs);
    if (ast_kid(f, 2))
        collect_attributes(f->kid[2], &a);
    m.align = a.align;
    a.align = 0; /* the member's, not its type's */
    m.type = apply_attributes(d.type, &a);
    m.name = d.name ? d.name->name : NULL;
    if (d.name)
        m.pos = d.name->at;
    m.packed = a.packed;
    if (m.type->kind == TY_FUNCTION) {
        complain(m.pos, "member '%s' is declared as a function",
                 m.name ? m.name->s : "");
        m.type = ty_error;
    }
    if (ast_kid(f, 1)) {
        m.bits = check_constant(f->kid[1], &bits) && bits >= 0 ? (int)bits : 1;
        check_width(f, &m);
        propagate(f);
    } else if (m.type->kind == TY_RECORD && !type_is_complete(m.type)
               && is_strict() && is_missed(m.type)) {
        complain(m.pos, "member '%s' has incomplete type '%s'",
                 m.name ? m.name->s : "", type_text(m.type));
    }
    check_new_member(&m, members);
    f->type = m.type;
    vec_push(members, m);
}

static void check_field_declaration(Node *n, MemberVec *members)
{
    Specs specs = check_specs(n->kid[0], n->n == 1);
    for (unsigned i = 1; i < n->n; i++)
        if (n->kid[i])
            check_field(n->kid[i], &specs, members);
    /* struct { ... }; as a member, and -fms-extensions' `struct s;` */
    if (n->n == 1 && specs.type->kind == TY_RECORD) {
        Member m = {.bits = -1, .type = specs.type, .pos = n->first,
                    .align = specs.attributes.align};
        vec_push(members, m);
    }
    propagate(n);
}

static Sym *new_tag(Node *n, int keyword)
{
    Tag *tag = arena_alloc(ast_arena, sizeof *tag);
    tag->name = n->name;
    tag->keyword = keyword;
    tag->node = n;
    tag->function = cur ? cur->sym : NULL;
    Sym *s = scope_new(SYM_TAG, n->name, NULL, n->at);
    s->tag = tag;
    s->type = type_of_tag(tag);
    s->node = n;
    s->is_local = scope_depth() > 0;
    s->function = tag->function;
    s->block = scope_block();
    if (n->name) {
        tag->sym = s;
        scope_bind(s);
    }
    return s;
}

/* The tag that `struct name`, with or without a body, stands for here. */
static Sym *find_tag(Node *n, int keyword, bool defines)
{
    Sym *s = NULL;
    if (n->name)
        s = defines ? scope_find_tag_here(n->name) : scope_find_tag(n->name);
    if (s && s->tag->keyword != keyword) {
        complain(n->at, "'%s' is not the kind of tag it was declared as",
                 n->name->s);
        s = NULL;
    }
    if (s && (n->flags & NF_BODY) && s->tag->complete) {
        complain(n->at, "redefinition of '%s'", n->name->s);
        if (is_strict())
            diag_note(s->pos, "'%s' is declared here", n->name->s);
        s = NULL;
    }
    if (!s)
        s = new_tag(n, keyword);
    if (n->name)
        scope_resolve(n->at, s);
    n->sym = s->tag->sym;
    return s;
}

static Type *check_record(Node *n, bool alone)
{
    Sym *s = find_tag(n, n->op, (n->flags & NF_BODY) || alone);
    Tag *tag = s->tag;
    Attributes a = {0};
    collect_attributes(ast_kid(n, 0), &a);
    if (n->flags & NF_BODY) {
        MemberVec members = {0};
        tag->node = n;
        for (unsigned i = 1; i < n->n; i++) {
            Node *k = n->kid[i];
            if (k && k->kind == ND_FIELD_DECL)
                check_field_declaration(k, &members);
            else if (k && k->kind == ND_STATIC_ASSERT)
                check_declaration(k);
        }
        tag->packed = a.packed;
        tag->transparent = a.transparent;
        if (members.n)
            tag->member = arena_copy(ast_arena, members.at,
                                     members.n * sizeof *members.at);
        tag->members = (unsigned)members.n;
        vec_free(&members);
        type_layout(tag, pragma_pack_at(n->end ? n->end - 1 : n->at), a.align);
    }
    propagate(n);
    return type_of_tag(tag);
}

/* ---- enumerations ---------------------------------------------------- */

/* The integer type gcc gives an enumeration with these extreme values. */
static Type *enum_type(long long least, unsigned long long most, bool small)
{
    static const TypeKind wide[] = {TY_INT, TY_LONG, TY_LLONG};
    static const TypeKind narrow[] = {TY_SCHAR, TY_SHORT, TY_INT, TY_LONG,
                                      TY_LLONG};
    const TypeKind *kind = small ? narrow : wide;
    size_t n = small ? 5 : 3;
    for (size_t i = 0; i < n; i++) {
        Type *t = type_basic(kind[i]);
        unsigned bits = (unsigned)type_size(t) * 8;
        unsigned long long top = bits >= 64 ? ~0ULL >> 1
                                            : (1ULL << (bits - 1)) - 1;
        if (least >= 0 && (top * 2 + 1 >= most))
            return type_basic((TypeKind)(t->kind + 1));
        if (least < 0 && most <= top && least >= -(long long)top - 1)
            return t;
    }
    return least < 0 ? ty_llong : ty_ullong;
}

static Type *check_enum(Node *n)
{
    Sym *s = find_tag(n, TK_ENUM, (n->flags & NF_BODY) != 0);
    Tag *tag = s->tag;
    Attributes a = {0};
    collect_attributes(ast_kid(n, 0), &a);
    if (ast_kid(n, 1)) {
        Node *b = n->kid[1];
        tag->base = type_unqualified(
            b->kind == ND_SPECS ? check_specs(b, false).type
                                : check_type_name(b));
        tag->complete = true;
        tag->size = type_size(tag->base);
    }
    if (n->flags & NF_BODY) {
        bool has_base = tag->base != NULL, small = a.packed;
        long long next = 0, least = 0;
        unsigned long long most = 0;
        Type *own = type_of_tag(tag), *last = ty_int;
        bool fits = true;
        tag->node = n;
        small |= type_model.short_enums;
        for (unsigned i = 2; i < n->n; i++) {
            Node *e = n->kid[i];
            if (!e || e->kind != ND_ENUMERATOR)
                continue;
            bool is_unsigned = type_is_unsigned(last) && next < 0;
            if (ast_kid(e, 0)) {
                last = check_value(e->kid[0]);
                if (!check_constant(e->kid[0], &next)
                    && last->kind != TY_ERROR)
                    complain(e->kid[0]->at, "the value of enumerator '%s' is "
                             "not an integer constant", e->name->s);
                is_unsigned = type_is_unsigned(last) && next < 0;
            }
            Sym *here = scope_find_here(e->name);
            if (here && is_strict()) {
                diag_error(e->at, "redefinition of '%s'", e->name->s);
                diag_note(here->pos, "'%s' is declared here", e->name->s);
            }
            Sym *c = scope_new(SYM_ENUMERATOR, e->name,
                               has_base ? own : ty_int, e->at);
            c->value = next;
            c->node = e;
            c->is_local = scope_depth() > 0;
            c->function = cur ? cur->sym : NULL;
            c->block = scope_block();
            c->tag = tag;
            if (is_unsigned) {
                most = (unsigned long long)next > most
                           ? (unsigned long long)next : most;
            } else if (next < least) {
                least = next;
            } else if (next >= 0 && (unsigned long long)next > most) {
                most = (unsigned long long)next;
            }
            /* within the list it has the type of its value */
            if (!has_base && (is_unsigned || next != wrap(next, ty_int))) {
                fits = false;
                c->type = is_unsigned || type_size(last) >= 8 ? last : ty_long;
            }
            e->sym = c;
            e->value = next;
            propagate(e);
            scope_bind(c);
            scope_resolve(e->at, c);
            next = (long long)((unsigned long long)next + 1);
        }
        if (!has_base)
            tag->base = enum_type(least, most, small);
        for (unsigned i = 2; i < n->n && !has_base && !fits; i++)
            if (n->kid[i] && n->kid[i]->sym)
                n->kid[i]->sym->type = own;
        tag->size = type_size(tag->base);
        tag->complete = true;
        if (a.align)
            tag->align = a.align;
    }
    propagate(n);
    return type_of_tag(tag);
}

/* ---- the words ------------------------------------------------------- */

unsigned qualifier_of(const Node *word)
{
    switch (word->op) {
    case TK_CONST:
        return Q_CONST;
    case TK_VOLATILE:
        return Q_VOLATILE;
    case TK_RESTRICT:
        return Q_RESTRICT;
    case TK_ATOMIC:
        return Q_ATOMIC;
    default:
        return 0;
    }
}

/* How often each word of a basic type was written. */
typedef struct Words {
    unsigned void_, bool_, char_, short_, int_, long_, signed_, unsigned_,
        float_, double_, complex_, int128_, va_list_;
    Str *floatn;
    unsigned bitint;
    bool any;
} Words;

static Type *basic_type(const Words *w)
{
    bool u = w->unsigned_ > 0;
    Type *t;
    if (w->floatn)
        t = type_floatn(w->floatn);
    else if (w->bitint)
        t = type_bitint(w->bitint, u);
    else if (w->void_)
        t = ty_void;
    else if (w->bool_)
        t = ty_bool;
    else if (w->va_list_)
        t = ty_va_list;
    else if (w->float_)
        t = ty_float;
    else if (w->double_)
        t = w->long_ ? ty_ldouble : ty_double;
    else if (w->int128_)
        t = u ? ty_uint128 : ty_int128;
    else if (w->char_)
        t = u ? ty_uchar : w->signed_ ? ty_schar : ty_char;
    else if (w->short_)
        t = u ? ty_ushort : ty_short;
    else if (w->long_ >= 2)
        t = u ? ty_ullong : ty_llong;
    else if (w->long_)
        t = u ? ty_ulong : ty_long;
    else if (w->complex_ && !w->int_ && !u && !w->signed_)
        t = ty_double;
    else
        t = u ? ty_uint : ty_int;
    return w->complex_ ? type_complex(t) : t;
}

/* Do the words make no type together (6.7.2p2)? */
static bool is_no_type(const Words *w)
{
    unsigned real = w->float_ + (w->floatn != NULL),
             unsigned_or = w->signed_ + w->unsigned_,
             base = w->void_ + w->bool_ + w->char_ + w->double_ + w->int128_
                    + w->va_list_ + (w->bitint != 0) + real;
    return base + w->int_ > 1 || w->long_ > 2 || w->short_ + unsigned_or > 2
           || w->short_ > 1 || unsigned_or > 1 || (w->short_ && w->long_)
           || (unsigned_or && (w->void_ || w->bool_ || real || w->double_
                               || w->va_list_))
           || (w->short_ && base) || (w->long_ && base > w->double_)
           || (w->long_ > 1 && base);
}

static void set_storage(const Node *word, Specs *s, Storage storage)
{
    if (s->storage != ST_NONE && s->storage != ST_AUTO)
        complain(word->at, "'%s' behind another storage class",
                 word->name->s);
    s->storage = storage;
}

/* A word of storage, of a function, or of a basic type. */
static void take_word(Node *k, Specs *s, Words *w)
{
    bool had = w->any;
    w->any = true;
    switch (k->op) {
    case TK_VOID: w->void_++; return;
    case TK_BOOL: w->bool_++; return;
    case TK_CHAR_TYPE: w->char_++; return;
    case TK_SHORT: w->short_++; return;
    case TK_INT: w->int_++; return;
    case TK_LONG: w->long_++; return;
    case TK_SIGNED: w->signed_++; return;
    case TK_UNSIGNED: w->unsigned_++; return;
    case TK_FLOAT: w->float_++; return;
    case TK_DOUBLE: w->double_++; return;
    case TK_COMPLEX: w->complex_++; return;
    case TK_INT128: w->int128_++; return;
    case TK_VA_LIST: w->va_list_++; return;
    case TK_INT128_T: w->int128_++; return;
    case TK_UINT128_T: w->int128_++, w->unsigned_++; return;
    case TK_FLOATN: w->floatn = k->name; return;
    }
    w->any = had;
    switch (k->op) {
    case TK_TYPEDEF: set_storage(k, s, ST_TYPEDEF); break;
    case TK_EXTERN: set_storage(k, s, ST_EXTERN); break;
    case TK_STATIC: set_storage(k, s, ST_STATIC); break;
    case TK_REGISTER: set_storage(k, s, ST_REGISTER); break;
    case TK_AUTO: s->storage = ST_AUTO; break;
    case TK_AUTO_TYPE: s->infer = true; break;
    case TK_INLINE: s->is_inline = true; break;
    case TK_NORETURN: s->attributes.is_noreturn = true; break;
    case TK_THREAD_LOCAL: s->is_thread = true; break;
    case TK_CONSTEXPR: s->is_constexpr = true; break;
    case TK_ASYNC:
        s->is_async = true;
        s->async = k;
        break;
    default:
        break;
    }
}

static Type *typedef_type(Node *k)
{
    Sym *s = scope_find(k->name);
    if (!s || s->kind != SYM_TYPEDEF) {
        /* the compiler's own: no declaration is read for it */
        if (strcmp(k->name->s, "__builtin_va_list") == 0
            || strcmp(k->name->s, "__gnuc_va_list") == 0)
            return ty_va_list;
        if (!k->name->in_error)
            complain(k->at, "unknown type name '%s'", k->name->s);
        return ty_error;
    }
    k->sym = s;
    s->is_used = true;
    scope_resolve(k->at, s);
    return s->named ? s->named : s->type;
}

static Type *typeof_type(Node *k)
{
    Node *operand = k->kid[0];
    Type *t;
    if (operand->kind == ND_TYPE_NAME) {
        t = check_type_name(operand);
    } else {
        check_unevaluated(operand, "the operand of 'typeof'", k->first);
        t = operand->type;
    }
    if (k->op == TK_TYPEOF_UNQUAL)
        t = type_unqualified(t);
    t = type_copy(t);
    t->typeof_node = k;
    return t;
}

static Type *handle_type(Node *k)
{
    static const struct {
        int op;
        HandleKind kind;
    } kinds[] = {
        {TK_COROUTINE, HANDLE_COROUTINE}, {TK_TASK, HANDLE_TASK},
        {TK_FUTURE, HANDLE_FUTURE}, {TK_AWAITABLE, HANDLE_AWAITABLE},
        {TK_QUEUE, HANDLE_QUEUE}, {TK_GENERATOR, HANDLE_GENERATOR},
    };
    Type *t = check_type_name(k->kid[0]);
    k->flags |= NF_DIALECT;
    if (t->kind == TY_FUNCTION || t->kind == TY_ARRAY) {
        diag_error(whole(k->kid[0]), "a handle cannot stand for a value of "
                   "type '%s'; use a pointer or a struct", type_text(t));
        t = ty_error;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].op == k->op)
            return type_handle(kinds[i].kind, t);
    bug("handle type %d", k->op);
}

static Node *record_of(const Node *specs)
{
    for (unsigned i = 0; i < specs->n; i++)
        if (specs->kid[i] && (specs->kid[i]->kind == ND_SPEC_RECORD
                              || specs->kid[i]->kind == ND_SPEC_ENUM))
            return specs->kid[i];
    return NULL;
}

Specs check_specs(Node *n, bool alone)
{
    Specs s = {0};
    Words w = {0};
    unsigned quals = 0;
    for (unsigned i = 0; i < n->n; i++) {
        Node *k = n->kid[i];
        if (!k)
            continue;
        switch (k->kind) {
        case ND_SPEC_WORD: {
            unsigned q = qualifier_of(k);
            if (q)
                quals |= q;
            else
                take_word(k, &s, &w);
            break;
        }
        case ND_SPEC_TYPEDEF:
            s.type = typedef_type(k);
            break;
        case ND_SPEC_RECORD: {
            bool bare = alone && !(k->flags & NF_BODY);
            for (unsigned j = 0; j < n->n && bare; j++)
                bare = j == i || n->kid[j]->kind != ND_SPEC_WORD;
            s.type = check_record(k, bare);
            s.tag_only = true;
            break;
        }
        case ND_SPEC_ENUM:
            s.type = check_enum(k);
            s.tag_only = true;
            break;
        case ND_SPEC_TYPEOF:
            s.type = typeof_type(k);
            break;
        case ND_SPEC_ATOMIC:
            s.type = type_qualified(check_type_name(k->kid[0]), Q_ATOMIC);
            break;
        case ND_SPEC_ALIGNAS: {
            unsigned align = operand_value(ast_kid(k, 0), 0);
            if (align > s.attributes.align)
                s.attributes.align = align;
            break;
        }
        case ND_SPEC_HANDLE:
            s.type = handle_type(k);
            break;
        case ND_SPEC_BITINT: {
            long long bits;
            w.bitint = check_constant(k->kid[0], &bits) && bits > 0
                           ? (unsigned)bits : 1;
            w.any = true;
            break;
        }
        case ND_ATTRIBUTES:
            collect_attributes(k, &s.attributes);
            break;
        default:
            break;
        }
        propagate(k);
    }
    if (s.is_async && s.type && w.any && s.tag_only) {
        /* struct s { ... } async int f(void) */
        Node *record = record_of(n);
        diag_append(record->end - 1, ";");
        diag_error(record->end - 1, "expected ';' after '%s'",
                   unit_tokens.at[record->end - 1].str->s);
        s.type = NULL;
    } else if ((is_strict() || s.is_async)
               && ((s.type && w.any) || is_no_type(&w))) {
        diag_error(whole(n), "these words make no type together");
        s.type = ty_error;
    }
    if (!s.type) {
        if (!w.any && s.storage == ST_AUTO)
            s.infer = true;
        s.type = basic_type(&w);
    }
    s.type = type_qualified(s.type, quals);
    if (s.attributes.mode || s.attributes.vector_size)
        s.type = apply_attributes(s.type, &(Attributes){
            .mode = s.attributes.mode,
            .vector_size = s.attributes.vector_size});
    if (s.is_async)
        n->flags |= NF_DIALECT;
    n->type = s.type;
    propagate(n);
    return s;
}
