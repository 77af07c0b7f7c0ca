/*
 * The host compiler's builtin functions: what a call of one gives. Arguments
 * are not judged, that is the C compiler's business; an unknown builtin gives
 * int, so a new compiler version needs no new acc.
 */
#include <string.h>

#include "sema/check.h"

typedef struct Builtin {
    const char *name;
    char result; /* see result_type */
} Builtin;

/* After the prefix __builtin_. */
static const Builtin builtins[] = {
    {"va_start", 'v'}, {"va_end", 'v'}, {"va_copy", 'v'},
    {"va_arg_pack", 'i'}, {"va_arg_pack_len", 'i'}, {"alloca", 'p'},
    {"alloca_with_align", 'p'}, {"alloca_with_align_and_max", 'p'},
    {"expect", 'l'}, {"expect_with_probability", 'l'}, {"unreachable", 'v'},
    {"trap", 'v'}, {"abort", 'v'}, {"exit", 'v'}, {"constant_p", 'i'},
    {"prefetch", 'v'}, {"assume_aligned", 'p'}, {"speculation_safe_value", '1'},
    {"object_size", 'z'}, {"dynamic_object_size", 'z'},
    {"frame_address", 'p'}, {"return_address", 'p'},
    {"extract_return_addr", 'p'}, {"frob_return_address", 'p'},
    {"apply_args", 'p'}, {"apply", 'p'}, {"dwarf_cfa", 'p'},
    {"thread_pointer", 'p'}, {"setjmp", 'i'}, {"longjmp", 'v'},
    {"classify_type", 'i'}, {"has_attribute", 'i'}, {"choose_expr", 'i'},
    {"FILE", 'c'}, {"FUNCTION", 'c'}, {"LINE", 'i'}, {"COLUMN", 'i'},
    {"memcpy", 'p'}, {"memmove", 'p'}, {"memset", 'p'}, {"mempcpy", 'p'},
    {"memchr", 'p'}, {"memcmp", 'i'}, {"strcmp", 'i'}, {"strncmp", 'i'},
    {"strcasecmp", 'i'}, {"strncasecmp", 'i'}, {"strlen", 'z'},
    {"strnlen", 'z'}, {"strcpy", 'c'}, {"strncpy", 'c'}, {"stpcpy", 'c'},
    {"stpncpy", 'c'}, {"strcat", 'c'}, {"strncat", 'c'}, {"strchr", 'c'},
    {"strrchr", 'c'}, {"strstr", 'c'}, {"strpbrk", 'c'}, {"strdup", 'c'},
    {"strndup", 'c'}, {"index", 'c'}, {"rindex", 'c'}, {"strspn", 'z'},
    {"strcspn", 'z'}, {"memcpy_inline", 'v'}, {"bcopy", 'v'}, {"bzero", 'v'},
    {"__memcpy_chk", 'p'}, {"__memmove_chk", 'p'}, {"__memset_chk", 'p'},
    {"__mempcpy_chk", 'p'}, {"__strcpy_chk", 'c'}, {"__strncpy_chk", 'c'},
    {"__stpcpy_chk", 'c'}, {"__stpncpy_chk", 'c'}, {"__strcat_chk", 'c'},
    {"__strncat_chk", 'c'}, {"__sprintf_chk", 'i'}, {"__snprintf_chk", 'i'},
    {"__vsprintf_chk", 'i'}, {"__vsnprintf_chk", 'i'},
    {"malloc", 'p'}, {"calloc", 'p'}, {"realloc", 'p'}, {"free", 'v'},
    {"aligned_alloc", 'p'}, {"printf", 'i'}, {"fprintf", 'i'},
    {"sprintf", 'i'}, {"snprintf", 'i'}, {"vprintf", 'i'}, {"puts", 'i'},
    {"putchar", 'i'}, {"abs", 'i'}, {"labs", 'l'}, {"llabs", 'L'},
    {"huge_val", 'd'}, {"huge_valf", 'f'}, {"huge_vall", 'D'}, {"inf", 'd'},
    {"inff", 'f'}, {"infl", 'D'}, {"nan", 'd'}, {"nanf", 'f'}, {"nanl", 'D'},
    {"nans", 'd'}, {"nansf", 'f'}, {"nansl", 'D'}, {"signbit", 'i'},
    {"signbitf", 'i'}, {"signbitl", 'i'}, {"isinf_sign", 'i'},
    {"huge_valf128", 'q'}, {"inff128", 'q'}, {"nanf128", 'q'},
    {"nansf128", 'q'}, {"fabsf128", 'q'}, {"copysignf128", 'q'},
    {"bswap16", 'h'}, {"bswap32", 'u'}, {"bswap64", 'U'}, {"bswap128", 'W'},
    {"ffs", 'i'}, {"clz", 'i'}, {"ctz", 'i'}, {"popcount", 'i'},
    {"rotateleft32", 'u'}, {"rotateleft64", 'U'}, {"rotateright32", 'u'},
    {"rotateright64", 'U'}, {"bitreverse32", 'u'}, {"bitreverse64", 'U'},
    {"add_overflow", 'b'}, {"sub_overflow", 'b'}, {"mul_overflow", 'b'},
    {"sadd_overflow", 'b'}, {"saddl_overflow", 'b'}, {"saddll_overflow", 'b'},
    {"ssub_overflow", 'b'}, {"ssubl_overflow", 'b'}, {"ssubll_overflow", 'b'},
    {"smul_overflow", 'b'}, {"smull_overflow", 'b'}, {"smulll_overflow", 'b'},
    {"uadd_overflow", 'b'}, {"uaddl_overflow", 'b'}, {"uaddll_overflow", 'b'},
    {"usub_overflow", 'b'}, {"usubl_overflow", 'b'}, {"usubll_overflow", 'b'},
    {"umul_overflow", 'b'}, {"umull_overflow", 'b'}, {"umulll_overflow", 'b'},
    {"add_overflow_p", 'b'}, {"sub_overflow_p", 'b'}, {"mul_overflow_p", 'b'},
    {"shuffle", '1'}, {"shufflevector", '1'}, {"complex", 'C'},
    {"is_constant_evaluated", 'b'}, {"cpu_init", 'i'}, {"cpu_supports", 'i'},
    {"cpu_is", 'i'}, {"clear_padding", 'v'}, {"unwind_init", 'v'},
    {"eh_return", 'v'}, {"init_dwarf_reg_size_table", 'v'},
    {"assume", 'v'}, {"debugtrap", 'v'}, {"readcyclecounter", 'U'},
    {"is_aligned", 'b'}, {"align_up", '1'}, {"align_down", '1'},
    {"elementwise_abs", '1'}, {"elementwise_max", '1'},
    {"elementwise_min", '1'}, {"nontemporal_load", '*'},
    {"nontemporal_store", 'v'}, {"launder", '1'}, {"addressof", '1'},
};

/* Functions of <math.h>; with f and l behind for the other types. */
static const char *const math[] = {
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil",
    "copysign", "cos", "cosh", "drem", "erf", "erfc", "exp", "exp10", "exp2",
    "expm1", "fabs", "fdim", "floor", "fma", "fmax", "fmin", "fmod", "frexp",
    "gamma", "hypot", "j0", "j1", "ldexp", "lgamma", "log", "log10", "log1p",
    "log2", "logb", "modf", "nearbyint", "nextafter", "nexttoward", "pow",
    "powi", "remainder", "remquo", "rint", "round", "roundeven", "scalb",
    "scalbln", "scalbn", "significand", "sin", "sinh", "sqrt", "tan", "tanh",
    "tgamma", "trunc", "y0", "y1", "cabs", "carg", "cimag", "creal",
};

static Type *first_argument(Node *n)
{
    return n->n > 1 && n->kid[1]->type ? type_decay(n->kid[1]->type) : ty_error;
}

/* The type behind the first argument, a pointer. */
static Type *first_pointee(Node *n)
{
    Type *t = first_argument(n);
    return t->kind == TY_POINTER ? type_unqualified(t->base) : ty_int;
}

static Type *result_type(Node *n, char result)
{
    switch (result) {
    case 'v': return ty_void;
    case 'b': return ty_bool;
    case 'h': return ty_ushort;
    case 'u': return ty_uint;
    case 'l': return ty_long;
    case 'L': return ty_llong;
    case 'U': return type_basic(type_model.long_size == 8 ? TY_ULONG
                                                          : TY_ULLONG);
    case 'W': return ty_uint128;
    case 'z': return ty_size;
    case 'p': return ty_void_ptr;
    case 'c': return ty_char_ptr;
    case 'f': return ty_float;
    case 'd': return ty_double;
    case 'D': return ty_ldouble;
    case 'q': return type_floatn(intern_z("_Float128"));
    case '1': return first_argument(n);
    case '*': return first_pointee(n);
    case 'C': return type_complex(first_argument(n));
    default: return ty_int;
    }
}

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* After __sync_, __atomic_ or __c11_atomic_. */
static char atomic_result(const char *s)
{
    static const char *const nothing[] = {
        "synchronize", "lock_release", "load", "store", "store_n", "exchange",
        "clear", "thread_fence", "signal_fence", "init"};
    static const char *const truth[] = {
        "bool_compare_and_swap", "compare_exchange", "compare_exchange_n",
        "test_and_set", "always_lock_free", "is_lock_free",
        "compare_exchange_strong", "compare_exchange_weak"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (strcmp(s, nothing[i]) == 0)
            return 'v';
    for (size_t i = 0; i < sizeof truth / sizeof *truth; i++)
        if (strcmp(s, truth[i]) == 0)
            return 'b';
    return '*';
}

/* A function that is declared without the prefix has the same type. */
static Type *declared_result(const char *name)
{
    Sym *s = scope_find(intern_z(name));
    return s && s->kind == SYM_FUNCTION && s->type->kind == TY_FUNCTION
                   && !s->is_async
               ? type_unqualified(s->type->base) : NULL;
}

static char math_result(const char *s)
{
    size_t len = strlen(s);
    for (size_t i = 0; i < sizeof math / sizeof *math; i++) {
        size_t n = strlen(math[i]);
        if (strncmp(s, math[i], n) != 0)
            continue;
        if (len == n)
            return 'd';
        if (len == n + 1 && (s[n] == 'f' || s[n] == 'l'))
            return s[n] == 'f' ? 'f' : 'D';
    }
    return 0;
}

bool is_builtin_name(const Str *name)
{
    const char *s = name->s;
    return s[0] == '_' && s[1] == '_'
           && (starts(s, "__builtin_") || starts(s, "__sync_")
               || starts(s, "__atomic_") || starts(s, "__c11_atomic_"));
}

Type *builtin_call(Node *n, const Str *name)
{
    const char *s = name->s;
    if (starts(s, "__c11_atomic_")) {
        s += strlen("__c11_atomic_");
        char r = strcmp(s, "load") == 0 || strcmp(s, "exchange") == 0
                     ? '*' : atomic_result(s);
        return result_type(n, r);
    }
    if (starts(s, "__atomic_"))
        return result_type(n, atomic_result(s + strlen("__atomic_")));
    if (starts(s, "__sync_"))
        return result_type(n, atomic_result(s + strlen("__sync_")));
    s += strlen("__builtin_");
    if (starts(s, "va_") && n->n > 1)
        take_address(n->kid[1]);
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (strcmp(s, builtins[i].name) == 0)
            return result_type(n, builtins[i].result);
    char m = math_result(s);
    if (m)
        return result_type(n, m);
    Type *t = declared_result(s);
    return t ? t : ty_int;
}
