/*
 * C types, complete: made by sema/decl.c from what was written and by
 * sema/expr.c for every expression. Types are compared by type_same and
 * type_compatible, never by pointer.
 */
#ifndef ACC_SEMA_TYPE_H
#define ACC_SEMA_TYPE_H

#include "base/intern.h"
#include "base/strbuf.h"
#include "front/ast.h"

typedef enum TypeKind {
    TY_ERROR,      /* after a reported error: compatible with everything */
    TY_VOID, TY_BOOL, TY_CHAR, TY_SCHAR, TY_UCHAR, TY_SHORT, TY_USHORT,
    TY_INT, TY_UINT, TY_LONG, TY_ULONG, TY_LLONG, TY_ULLONG, TY_INT128,
    TY_UINT128, TY_BITINT,
    TY_FLOAT, TY_DOUBLE, TY_LDOUBLE,
    TY_FLOATN,     /* _Float16, _Float32x, __float128, _Decimal64 ...: word */
    TY_COMPLEX,    /* of base */
    TY_VECTOR,     /* of base; size in bytes */
    TY_POINTER, TY_ARRAY, TY_FUNCTION, TY_RECORD, TY_ENUM,
    TY_NULLPTR, TY_VA_LIST,      /* __builtin_va_list */
    TY_HANDLE      /* coroutine(T) ...: handle, base = T */
} TypeKind;

typedef enum HandleKind {
    HANDLE_COROUTINE, HANDLE_TASK, HANDLE_FUTURE, HANDLE_AWAITABLE,
    HANDLE_QUEUE, HANDLE_GENERATOR, HANDLE_ASYNC_GENERATOR
} HandleKind;

enum { Q_CONST = 1, Q_VOLATILE = 2, Q_RESTRICT = 4, Q_ATOMIC = 8 };

typedef struct Type Type;
typedef struct Member {
    Str *name;              /* null: anonymous record, or unnamed bit-field */
    Type *type;
    int bits;               /* width of a bit-field, else -1 */
    unsigned long long offset; /* bytes; of the storage unit for bit-fields */
    unsigned align;         /* forced alignment, or 0 */
    bool packed;            /* it has the attribute itself */
    Pos pos;
} Member;

typedef struct Param {
    Str *name;              /* or null */
    Type *type;             /* adjusted: arrays and functions are pointers */
    Type *written;          /* before adjustment */
    Pos pos;
    struct Sym *sym;        /* of a definition's or prototype's parameter */
    Node *node;             /* ND_PARAM */
} Param;

/* A struct, union or enum: shared by all types that name it. */
typedef struct Tag {
    Str *name;              /* or null */
    int keyword;            /* TK_STRUCT, TK_UNION, TK_ENUM */
    bool complete;
    bool packed, transparent;
    Member *member; unsigned members;
    Type *base;             /* enum: its integer type */
    unsigned long long size; unsigned align;
    struct Sym *sym;        /* null for a tag without name */
    Node *node;             /* the ND_SPEC_* with the body */
    unsigned missed;        /* how often sema said that there is none */
    bool mentions_dialect;  /* a member's type does */
    bool has_const;         /* a member is const, at any depth */
    struct Sym *function;   /* the function in which it is defined, or null */
    Str *emit_name;         /* lower/: printed instead of name */
} Tag;

struct Type {
    TypeKind kind;
    HandleKind handle;
    unsigned quals;         /* Q_* */
    unsigned bits;          /* TY_BITINT; is_unsigned too */
    unsigned params;        /* TY_FUNCTION */
    unsigned vector_size;   /* TY_VECTOR: bytes */
    unsigned align;         /* forced by aligned/_Alignas on a typedef, or 0 */
    bool is_unsigned;
    bool untyped;           /* acc_task * and friends: a handle without T */
    bool variably_modified; /* a VLA or pointer to one, anywhere inside */
    /* TY_FUNCTION */
    bool variadic, no_prototype;
    bool is_async;          /* base is T; a call gives coroutine(T) */
    bool is_noreturn;
    bool is_generator;      /* base is T; a call gives generator(T) */
    Type *base;             /* element, pointee, result, T of a handle */
    /* typedef through which it was written, for printing; or null */
    struct Sym *alias;
    Str *word;              /* TY_FLOATN: as spelled */
    /* TY_ARRAY */
    long long length;       /* >= 0, or -1: incomplete, -2: variable */
    Node *length_node;      /* as written, or null */
    Param *param;           /* TY_FUNCTION */
    Tag *tag;               /* TY_RECORD, TY_ENUM */
    Node *typeof_node;      /* ND_SPEC_TYPEOF it was written with, or null */
};

extern Type *ty_error, *ty_void, *ty_bool, *ty_char, *ty_int, *ty_uint,
    *ty_long, *ty_ulong, *ty_llong, *ty_ullong, *ty_double, *ty_ldouble,
    *ty_float, *ty_va_list, *ty_size, *ty_ptrdiff, *ty_wchar, *ty_char_ptr,
    *ty_void_ptr, *ty_schar, *ty_uchar, *ty_short, *ty_ushort, *ty_int128,
    *ty_uint128, *ty_nullptr, *ty_duration;

/* What the host's data types look like; the defaults are x86-64 Linux. */
typedef struct DataModel {
    unsigned char_bits, short_size, int_size, long_size, llong_size;
    unsigned pointer_size, float_size, double_size, ldouble_size;
    unsigned va_list_size;
    unsigned max_align;     /* of any type without an attribute */
    unsigned aligned_attribute; /* what a bare aligned attribute means */
    bool char_unsigned, short_enums;
    bool va_list_array;     /* __builtin_va_list is an array type */
    bool wide_align_4;      /* i386: 8-byte members are aligned to 4 */
    TypeKind size_type, ptrdiff_type, wchar_type, wint_type, char16_type,
        char32_type, int64_type, intmax_type;
} DataModel;

extern const DataModel type_model_default;
extern DataModel type_model;    /* set by type_init */

/* Takes one `#define name value` of `cc -E -dM`; others are ignored. */
void type_model_macro(DataModel *m, const char *name, const char *value);
/* Makes the basic types; null: the default model. Called before sema. */
void type_init(const DataModel *m);

Type *type_new(TypeKind kind);                   /* everything else zero */
Type *type_copy(const Type *t);
Type *type_basic(TypeKind kind);                 /* TY_VOID ... TY_VA_LIST */
Type *type_floatn(Str *word);
Type *type_bitint(unsigned bits, bool is_unsigned);
Type *type_complex(Type *base);
Type *type_vector(Type *base, unsigned bytes);
Type *type_of_tag(Tag *tag);
/* acc_task * and friends: a handle without T. */
Type *type_untyped(HandleKind kind);
Type *type_pointer(Type *base);
Type *type_array(Type *base, long long length, Node *length_node);
Type *type_function(Type *result);
Type *type_handle(HandleKind kind, Type *base);
Type *type_qualified(Type *t, unsigned quals);   /* adds */
Type *type_unqualified(Type *t);                 /* top level only */
Type *type_decay(Type *t);          /* lvalue conversion, array, function */
Type *type_promote(Type *t);
Type *type_usual(Type *a, Type *b); /* usual arithmetic conversions */
bool type_compatible(const Type *a, const Type *b); /* 6.2.7 */
bool type_same(const Type *a, const Type *b);
Type *type_composite(Type *a, Type *b);
bool type_is_integer(const Type *t);
bool type_is_arithmetic(const Type *t);
bool type_is_floating(const Type *t);
bool type_is_unsigned(const Type *t);   /* integer types */
bool type_is_scalar(const Type *t); /* handles too */
bool type_is_awaitable(const Type *t);  /* coroutine, task, future, awaitable */
bool type_is_duration(const Type *t);   /* written as acc_duration */
bool type_is_tag_named(const Type *t, const char *name);
unsigned type_bits(const Type *t);      /* width of an integer type */
bool type_is_complete(const Type *t);
bool type_mentions_dialect(const Type *t);
bool type_has_const_member(const Type *t); /* it or a member is const */
/* Bytes; 0 when unknown (incomplete, variable). */
unsigned long long type_size(const Type *t);
unsigned type_align(const Type *t);
/* Lays a struct or union out: fills offsets, size, align; sets complete. pack:
 * the #pragma pack in force, or 0; align: forced by an attribute, or 0. */
void type_layout(Tag *tag, unsigned pack, unsigned align);
/* The member, searched in anonymous members too; or null. */
Member *type_member(const Type *record, const Str *name);
/* Appends the C declaration of `name` with this type (name "" for a type
 * name). Handles print as what they are in C (acc_task *), an async function
 * as its constructor; typedef names are kept where they are visible at file
 * scope. Tags print by emit_name. For emitted code. */
void type_declare(StrBuf *out, const Type *t, const char *name);
/* The type as the user thinks of it, for messages: 'task(int)'. Valid until
 * the fourth call from now. */
const char *type_text(const Type *t);

#endif
