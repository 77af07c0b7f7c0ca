/*
 * Types: sizes, layout, conversions, comparison, and the two ways to print
 * them. Types are made by hand here; test_sema.c makes them from source.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grammar/tokens.h"
#include "sema/sym.h"

static int setup(void **state)
{
    (void)state;
    type_init(NULL);
    return 0;
}

static const char *declared(const Type *t, const char *name)
{
    static StrBuf out;
    strbuf_clear(&out);
    type_declare(&out, t, name);
    return out.s;
}

static Type *function(Type *result, unsigned n, ...)
{
    static Param params[8][4];
    static unsigned next;
    Type *f = type_function(result);
    va_list ap;
    f->param = params[next++ % 8];
    f->params = n;
    va_start(ap, n);
    for (unsigned i = 0; i < n; i++)
        f->param[i] = (Param){.type = va_arg(ap, Type *)};
    va_end(ap);
    return f;
}

static Type *record(int keyword, const char *name, Member *members, unsigned n)
{
    Tag *tag = calloc(1, sizeof *tag);
    tag->keyword = keyword;
    tag->name = name ? intern_z(name) : NULL;
    tag->member = members;
    tag->members = n;
    type_layout(tag, 0, 0);
    return type_of_tag(tag);
}

/* ---- printing -------------------------------------------------------- */

static void test_declarators_are_written_around_the_name(void **state)
{
    (void)state;
    Type *fp = type_pointer(function(ty_int, 2, ty_char_ptr, ty_double));
    assert_string_equal(declared(ty_int, "x"), "int x");
    assert_string_equal(declared(ty_char_ptr, "s"), "char *s");
    assert_string_equal(declared(type_array(ty_int, 3, NULL), "a"), "int a[3]");
    assert_string_equal(declared(type_array(ty_int, -1, NULL), "a"), "int a[]");
    assert_string_equal(declared(fp, "f"), "int (*f)(char *, double)");
    assert_string_equal(declared(type_array(fp, 4, NULL), "f"),
                        "int (*f[4])(char *, double)");
    assert_string_equal(declared(type_pointer(type_array(ty_int, 2, NULL)), "p"),
                        "int (*p)[2]");
    assert_string_equal(declared(function(fp, 0), "g"),
                        "int (*g(void))(char *, double)");
    assert_string_equal(declared(ty_ullong, ""), "unsigned long long");
    assert_string_equal(declared(fp, ""), "int (*)(char *, double)");
}

static void test_qualifiers_stand_where_they_belong(void **state)
{
    (void)state;
    Type *constant = type_qualified(ty_char, Q_CONST);
    assert_string_equal(declared(type_pointer(constant), "s"), "const char *s");
    assert_string_equal(
        declared(type_qualified(type_pointer(ty_char), Q_CONST), "s"),
        "char *const s");
    assert_string_equal(
        declared(type_qualified(type_array(ty_int, 2, NULL), Q_CONST), "a"),
        "const int a[2]");
    assert_string_equal(declared(type_qualified(ty_int, Q_VOLATILE | Q_ATOMIC),
                                 "v"), "volatile _Atomic int v");
}

static void test_handles_are_c_pointers_in_emitted_code(void **state)
{
    (void)state;
    Type *t = type_handle(HANDLE_TASK, ty_int);
    assert_string_equal(declared(t, "t"), "acc_task *t");
    assert_string_equal(type_text(t), "task(int)");
    assert_string_equal(declared(type_pointer(t), "ts"), "acc_task **ts");
    assert_string_equal(declared(type_qualified(t, Q_CONST), "t"),
                        "acc_task *const t");
    assert_string_equal(type_text(type_untyped(HANDLE_FUTURE)), "acc_future *");
    assert_string_equal(type_text(type_handle(HANDLE_COROUTINE, ty_char_ptr)),
                        "coroutine(char *)");
}

static void test_async_functions_are_constructors_in_emitted_code(void **state)
{
    (void)state;
    Type *f = function(ty_int, 1, ty_long);
    f->is_async = true;
    assert_string_equal(declared(f, "f"), "acc_coroutine *f(long)");
    assert_string_equal(declared(type_pointer(f), "f"),
                        "acc_coroutine *(*f)(long)");
    assert_string_equal(type_text(f), "async int (long)");
    Type *g = function(ty_int, 0);
    g->is_generator = true;
    assert_string_equal(declared(g, "g"), "acc_generator *g(void)");
    assert_string_equal(type_text(g), "generator(int) (void)");
}

static void test_tags_print_under_their_new_name(void **state)
{
    (void)state;
    static Member m[1];
    m[0] = (Member){.name = intern_z("x"), .type = ty_int, .bits = -1};
    Type *s = record(TK_STRUCT, "point", m, 1);
    assert_string_equal(declared(s, "p"), "struct point p");
    s->tag->emit_name = intern_z("point_2");
    assert_string_equal(declared(type_pointer(s), "p"), "struct point_2 *p");
    assert_string_equal(type_text(s), "struct point");
    Type *u = record(TK_UNION, NULL, m, 1);
    assert_string_equal(declared(u, "u"), "union { int x; } u");
    assert_string_equal(type_text(u), "union (unnamed)");
}

static void test_typedef_names_are_kept(void **state)
{
    (void)state;
    Sym s = {.kind = SYM_TYPEDEF, .name = intern_z("number"), .type = ty_int};
    Type *t = type_copy(ty_int);
    t->alias = &s;
    assert_string_equal(declared(t, "n"), "number n");
    assert_string_equal(declared(type_qualified(t, Q_CONST), "n"),
                        "const number n");
    assert_string_equal(declared(type_array(t, 2, NULL), "n"), "number n[2]");
    s.is_local = true; /* not visible where emitted code stands */
    assert_string_equal(declared(t, "n"), "int n");
    assert_string_equal(type_text(t), "number");
}

/* ---- sizes ----------------------------------------------------------- */

static void test_basic_sizes_follow_the_data_model(void **state)
{
    (void)state;
    assert_int_equal(type_size(ty_long), 8);
    assert_int_equal(type_size(ty_ldouble), 16);
    assert_int_equal(type_size(type_array(ty_short, 5, NULL)), 10);
    assert_int_equal(type_size(type_complex(ty_float)), 8);
    assert_int_equal(type_size(type_handle(HANDLE_TASK, ty_void)), 8);
    assert_int_equal(type_size(type_array(ty_int, -2, NULL)), 0);

    DataModel m = type_model_default;
    type_model_macro(&m, "__SIZEOF_LONG__", "4");
    type_model_macro(&m, "__SIZEOF_POINTER__", "4");
    type_model_macro(&m, "__SIZE_TYPE__", "unsigned int");
    type_model_macro(&m, "__CHAR_UNSIGNED__", "1");
    type_model_macro(&m, "__STDC__", "1");
    type_init(&m);
    assert_int_equal(type_size(ty_long), 4);
    assert_int_equal(type_size(ty_void_ptr), 4);
    assert_ptr_equal(ty_size, ty_uint);
    assert_true(type_is_unsigned(ty_char));
}

static void test_members_are_laid_out_as_gcc_does(void **state)
{
    (void)state;
    struct in { char c; int i; short s; double d; };
    static Member m[4];
    Type *type[4] = {ty_char, ty_int, ty_short, ty_double};
    for (int i = 0; i < 4; i++)
        m[i] = (Member){.name = intern_z("m"), .type = type[i], .bits = -1};
    Type *s = record(TK_STRUCT, "s", m, 4);
    assert_int_equal(type_size(s), sizeof(struct in));
    assert_int_equal(type_align(s), _Alignof(struct in));
    assert_int_equal(m[2].offset, offsetof(struct in, s));
    assert_int_equal(m[3].offset, offsetof(struct in, d));
    Type *u = record(TK_UNION, "u", m, 4);
    assert_int_equal(type_size(u), 8);
    s->tag->packed = true;
    type_layout(s->tag, 0, 0);
    assert_int_equal(type_size(s), 15);
    s->tag->packed = false;
    type_layout(s->tag, 2, 0);
    assert_int_equal(type_size(s), 16);
    assert_int_equal(m[1].offset, 2);
    type_layout(s->tag, 0, 64);
    assert_int_equal(type_size(s), 64);
}

static void test_bit_fields_stay_in_units_of_their_type(void **state)
{
    (void)state;
    struct in { char c; int a : 20; int b : 13; unsigned char d : 4; };
    static Member m[4];
    m[0] = (Member){.name = intern_z("c"), .type = ty_char, .bits = -1};
    m[1] = (Member){.name = intern_z("a"), .type = ty_int, .bits = 20};
    m[2] = (Member){.name = intern_z("b"), .type = ty_int, .bits = 13};
    m[3] = (Member){.name = intern_z("d"), .type = ty_uchar, .bits = 4};
    Type *s = record(TK_STRUCT, "s", m, 4);
    assert_int_equal(type_size(s), sizeof(struct in));
    assert_int_equal(type_align(s), _Alignof(struct in));
}

/* ---- conversions ----------------------------------------------------- */

static void test_promotion_and_usual_conversions(void **state)
{
    (void)state;
    assert_ptr_equal(type_promote(ty_char), ty_int);
    assert_ptr_equal(type_promote(ty_ushort), ty_int);
    assert_ptr_equal(type_promote(ty_uint), ty_uint);
    assert_ptr_equal(type_usual(ty_char, ty_short), ty_int);
    assert_ptr_equal(type_usual(ty_int, ty_uint), ty_uint);
    assert_ptr_equal(type_usual(ty_uint, ty_long), ty_long);
    assert_ptr_equal(type_usual(ty_llong, ty_ulong), ty_ullong);
    assert_ptr_equal(type_usual(ty_int, ty_float), ty_float);
    assert_ptr_equal(type_usual(ty_ldouble, ty_double), ty_ldouble);
    Type *c = type_usual(type_complex(ty_float), ty_double);
    assert_string_equal(type_text(c), "_Complex double");
    assert_ptr_equal(type_usual(ty_int, ty_void_ptr), ty_error);
}

static void test_decay(void **state)
{
    (void)state;
    assert_string_equal(type_text(type_decay(type_array(ty_int, 3, NULL))),
                        "int *");
    assert_string_equal(type_text(type_decay(function(ty_int, 0))),
                        "int (*)(void)");
    assert_int_equal(type_decay(type_qualified(ty_int, Q_CONST))->quals, 0);
}

static void test_compatibility(void **state)
{
    (void)state;
    Type *open = type_array(ty_int, -1, NULL), *three = type_array(ty_int, 3, NULL);
    assert_true(type_compatible(open, three));
    assert_false(type_same(open, three));
    assert_false(type_compatible(type_array(ty_int, 2, NULL), three));
    assert_false(type_compatible(ty_char, ty_schar));
    assert_false(type_compatible(ty_int, type_qualified(ty_int, Q_CONST)));
    assert_true(type_compatible(function(ty_int, 1, ty_int),
                                function(ty_int, 1, type_qualified(ty_int,
                                                                   Q_CONST))));
    Type *old = function(ty_int, 0);
    old->no_prototype = true;
    assert_true(type_compatible(old, function(ty_int, 1, ty_int)));
    Type *async = function(ty_int, 0);
    async->is_async = true;
    assert_false(type_compatible(async, function(ty_int, 0)));
    assert_false(type_compatible(type_handle(HANDLE_TASK, ty_int),
                                 type_handle(HANDLE_TASK, ty_long)));
    assert_false(type_compatible(type_handle(HANDLE_TASK, ty_int),
                                 type_handle(HANDLE_FUTURE, ty_int)));
    assert_true(type_compatible(ty_error, three));
    assert_ptr_equal(type_composite(open, three), three);
}

static void test_what_mentions_the_dialect(void **state)
{
    (void)state;
    static Member m[1];
    Type *task = type_handle(HANDLE_TASK, ty_int);
    m[0] = (Member){.name = intern_z("t"), .type = type_pointer(task), .bits = -1};
    Type *f = function(ty_int, 0);
    assert_false(type_mentions_dialect(type_pointer(f)));
    f->is_async = true;
    assert_true(type_mentions_dialect(type_pointer(f)));
    assert_true(type_mentions_dialect(function(ty_void, 1, task)));
    assert_true(type_mentions_dialect(
        type_array(record(TK_STRUCT, "s", m, 1), 2, NULL)));
}

static void test_members_of_anonymous_members_are_found(void **state)
{
    (void)state;
    static Member in[2], out[2];
    in[0] = (Member){.name = intern_z("a"), .type = ty_char, .bits = -1};
    in[1] = (Member){.name = intern_z("b"), .type = type_qualified(ty_int, Q_CONST),
                     .bits = -1};
    Type *inner = record(TK_STRUCT, NULL, in, 2);
    out[0] = (Member){.name = intern_z("x"), .type = ty_int, .bits = -1};
    out[1] = (Member){.type = inner, .bits = -1};
    Type *outer = record(TK_STRUCT, "outer", out, 2);
    assert_ptr_equal(type_member(outer, intern_z("b")), &in[1]);
    assert_null(type_member(outer, intern_z("c")));
    assert_true(type_has_const_member(outer));
    assert_true(type_has_const_member(type_array(outer, 2, NULL)));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, setup)
    const struct CMUnitTest tests[] = {
        TEST(test_declarators_are_written_around_the_name),
        TEST(test_qualifiers_stand_where_they_belong),
        TEST(test_handles_are_c_pointers_in_emitted_code),
        TEST(test_async_functions_are_constructors_in_emitted_code),
        TEST(test_tags_print_under_their_new_name),
        TEST(test_typedef_names_are_kept),
        TEST(test_basic_sizes_follow_the_data_model),
        TEST(test_members_are_laid_out_as_gcc_does),
        TEST(test_bit_fields_stay_in_units_of_their_type),
        TEST(test_promotion_and_usual_conversions),
        TEST(test_decay),
        TEST(test_compatibility),
        TEST(test_what_mentions_the_dialect),
        TEST(test_members_of_anonymous_members_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
