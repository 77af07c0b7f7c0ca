/*
 * Sema on real source: each case is a few lines of preprocessed text that are
 * scanned, parsed and checked; then the tree is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "front/parse.h"
#include "sema/sema.h"

/* Declarations that every case may use. */
static const char prelude[] =
    "typedef struct acc_frame acc_coroutine; typedef struct acc_task acc_task;\n"
    "typedef struct acc_future acc_future; typedef long acc_duration;\n"
    "_Async int f(int n); _Async void quiet(void); _Async long wide(void);\n";

static Node *unit;

static void check(const char *text)
{
    static StrBuf source;
    strbuf_clear(&source);
    strbuf_puts(&source, "# 1 \"x.ac\"\n");
    strbuf_puts(&source, prelude);
    strbuf_puts(&source, "\n");
    strbuf_puts(&source, text);
    diag_errors = 0;
    unit_tokens.n = 0;
    unit_files.n = 0;
    scan_unit(source.s, source.n);
    unit = parse_unit();
    type_init(NULL);
    sema_unit(unit);
    assert_int_equal(diag_errors, 0);
}

static Node *find_kind(Node *n, NodeKind kind)
{
    if (!n || n->kind == kind)
        return n;
    for (unsigned i = 0; i < n->n; i++) {
        Node *found = find_kind(n->kid[i], kind);
        if (found)
            return found;
    }
    return NULL;
}

static Sym *symbol(const char *name)
{
    Str *s = intern_z(name);
    for (size_t i = unit_tokens.n; i-- > 1;)
        if (unit_tokens.at[i].str == s && sema_token_sym[i])
            return sema_token_sym[i];
    fail_msg("no symbol '%s'", name);
    return NULL;
}

static const char *type_of(const char *name)
{
    return type_text(symbol(name)->type);
}

/* The value of variable x's initialiser; which must be constant. */
static long long constant(const char *expression)
{
    static StrBuf text;
    strbuf_clear(&text);
    strbuf_printf(&text, "long long x = %s;", expression);
    check(text.s);
    Node *init = symbol("x")->declared->kid[2];
    assert_true(init->flags & NF_CONSTANT);
    return init->value;
}

/* The type of an expression inside of an async function. */
static const char *expression(const char *text)
{
    static StrBuf source;
    strbuf_clear(&source);
    strbuf_printf(&source,
                  "struct bits { unsigned low : 3; unsigned full : 32; long l; "
                  "int a[4]; };"
                  "_Async int g(char c, short s, unsigned u, long l, float h,"
                  " double d, int *p, const int *cp, void *v, struct bits b,"
                  " _Task(int) t, _Future(void) w, _Coroutine(char *) k)"
                  "{ __auto_type result = (%s); return 0; }", text);
    check(source.s);
    return type_of("result");
}

/* ---- declarations ---------------------------------------------------- */

static void test_declarators(void **state)
{
    (void)state;
    check("int *a[3], (*b)[3], *(*c)(int, char), (*d[2])(void);"
          "unsigned long int long e; const char *const f1 = 0;"
          "int (*ret(char))(long);");
    assert_string_equal(type_of("a"), "int *[3]");
    assert_string_equal(type_of("b"), "int (*)[3]");
    assert_string_equal(type_of("c"), "int *(*)(int, char)");
    assert_string_equal(type_of("d"), "int (*[2])(void)");
    assert_string_equal(type_of("e"), "unsigned long long");
    assert_string_equal(type_of("f1"), "const char *const");
    assert_string_equal(type_of("ret"), "int (*(char))(long)");
}

static void test_initialisers_complete_arrays(void **state)
{
    (void)state;
    check("struct p { int x, y; };"
          "int a[] = {1, 2, [7] = 3, 4}; char s[] = \"ab\" \"c\\n\";"
          "struct p ps[] = {1, 2, 3, 4, [5].y = 2, 7};"
          "int m[][2] = {1, 2, 3}, r[] = {[0 ... 9] = 1, 2};"
          "struct { char n[4]; int v; } t[] = {\"ab\", 1, {\"e\"}, \"f\", 3};");
    assert_int_equal(symbol("a")->type->length, 9);
    assert_int_equal(symbol("s")->type->length, 5);
    assert_int_equal(symbol("ps")->type->length, 7);
    assert_int_equal(symbol("m")->type->length, 2);
    assert_int_equal(symbol("r")->type->length, 11);
    assert_int_equal(symbol("t")->type->length, 3);
}

static void test_redeclarations_are_one_symbol(void **state)
{
    (void)state;
    check("extern int a[]; int h(void) { return a[1]; } int a[4];"
          "int k(); int k(int x);");
    assert_int_equal(symbol("a")->type->length, 4);
    assert_string_equal(type_of("k"), "int (int)");
    assert_ptr_equal(symbol("a"), unit->kid[unit->n - 3]->kid[1]->sym);
}

static void test_records(void **state)
{
    (void)state;
    check("struct s { char c; union { short i; long l; }; int b : 3, : 0; };"
          "struct s v; char size[sizeof(struct s)];");
    assert_int_equal(symbol("size")->type->length, 24);
    assert_int_equal(type_size(symbol("v")->type), 24);
}

static void test_pragma_pack(void **state)
{
    (void)state;
    check("#pragma pack(push, 1)\nstruct t { char c; int i; } a;\n"
          "#pragma pack(pop)\nstruct u { char c; int i; } b;\n");
    assert_int_equal(type_size(symbol("a")->type), 5);
    assert_int_equal(type_size(symbol("b")->type), 8);
}

static void test_enumerations(void **state)
{
    (void)state;
    check("enum e { A, B = 5, C } x; enum n { N = -1 } y;"
          "enum w { W = 0x100000000 } z;");
    assert_int_equal(symbol("C")->value, 6);
    assert_ptr_equal(symbol("x")->type->tag->base, ty_uint);
    assert_ptr_equal(symbol("y")->type->tag->base, ty_int);
    assert_ptr_equal(symbol("z")->type->tag->base, ty_ulong);
}

/* ---- expressions ----------------------------------------------------- */

static void test_constants(void **state)
{
    (void)state;
    assert_int_equal(constant("1 + 2 * 3"), 7);
    assert_int_equal(constant("-1 < 1u"), 0);
    assert_int_equal(constant("(unsigned char)300"), 44);
    assert_int_equal(constant("sizeof(int[3]) + _Alignof(double)"), 20);
    assert_int_equal(constant("1 ? 2 : 1 / 0"), 2);
    assert_int_equal(constant("'\\x41' + L'b'"), 0x41 + 'b');
    assert_int_equal(constant("(int)1.9 << 3"), 8);
    assert_int_equal(constant("_Generic(1.0f, float: 3, default: 4)"), 3);
    assert_int_equal(constant("__builtin_types_compatible_p(int, const int)"), 1);
    assert_int_equal(constant("(long)&((struct { char c; int i; } *)0)->i"), 4);
    assert_int_equal(constant("0 && x"), 0);
}

static void test_types_of_operators(void **state)
{
    (void)state;
    assert_string_equal(expression("c + s"), "int");
    assert_string_equal(expression("u + l"), "long");
    assert_string_equal(expression("c ? h : d"), "double");
    assert_string_equal(expression("s << l"), "int");
    assert_string_equal(expression("p - cp"), "long");
    assert_string_equal(expression("c ? p : cp"), "const int *");
    assert_string_equal(expression("c ? v : cp"), "const void *");
    assert_string_equal(expression("c ? 0 : p"), "int *");
    assert_string_equal(expression("c ?: l"), "long");
    assert_string_equal(expression("!d"), "int");
    assert_string_equal(expression("(c, b)"), "struct bits");
    assert_string_equal(expression("b.a"), "int *");
    assert_string_equal(expression("&b.a"), "int (*)[4]");
    assert_string_equal(expression("({ int q = 1; q + 1L; })"), "long");
    assert_string_equal(expression("\"abc\""), "char *");
    assert_string_equal(expression("g"),
                        "async int (*)(char, short, unsigned int, long, float, "
                        "double, int *, const int *, void *, struct bits, "
                        "task(int), future(void), coroutine(char *))");
}

static void test_bit_fields_are_promoted(void **state)
{
    (void)state;
    assert_string_equal(expression("b.low"), "int");
    assert_string_equal(expression("b.full"), "unsigned int");
    Node *m = find_kind(unit->kid[unit->n - 1], ND_MEMBER);
    assert_int_equal(sema_member(m)->bits, 32);
}

/* ---- the dialect ----------------------------------------------------- */

static void test_calls_give_coroutines_and_await_their_values(void **state)
{
    (void)state;
    assert_string_equal(expression("f(1)"), "coroutine(int)");
    assert_string_equal(expression("_Await f(1)"), "int");
    assert_string_equal(expression("_Await t"), "int");
    assert_string_equal(expression("_Await k"), "char *");
    assert_string_equal(expression("_Await f(1) + _Await wide()"), "long");
    assert_string_equal(expression("create_task(wide())"), "task(long)");
    assert_string_equal(expression("future_new(struct bits)"),
                        "future(struct bits)");
    assert_string_equal(expression("wait_for(k, l * (acc_duration)1)"),
                        "coroutine(char *)");
    assert_string_equal(expression("shield(t)"), "future(int)");
    assert_string_equal(expression("task_result(t)"), "int");
    assert_string_equal(expression("run(f(1))"), "int");
    assert_string_equal(expression("gather(w, quiet())"), "future(void)");
}

static void test_inspection_is_constant(void **state)
{
    (void)state;
    check("_Static_assert(iscoroutinefunction(f), \"\");"
          "_Static_assert(!iscoroutine(f), \"\");"
          "_Static_assert(iscoroutine(f(1)) && isawaitable(f(1)), \"\");"
          "_Static_assert(!isawaitable(3), \"\");");
}

static void test_gather_of_equal_types_has_all(void **state)
{
    (void)state;
    assert_string_equal(expression("(_Await gather(f(1), t)).all"), "int *");
    assert_string_equal(expression("(_Await gather(f(1), t))._1"), "int");
    assert_string_equal(expression("(_Await gather(f(1), w, k))._2"), "char *");
    Node *call = find_kind(unit->kid[unit->n - 1], ND_CALL);
    assert_int_equal(call->builtin, BI_GATHER);
    Type *value = call->type->base;
    assert_null(type_member(value, intern_z("_1"))); /* void has none */
    assert_null(type_member(value, intern_z("all")));
    assert_int_equal(type_size(value), 16);
}

static void test_gather_arms_bind_results(void **state)
{
    (void)state;
    check("_Async int g(void) { int a, rc; long b;"
          " _Await gather(a = f(1), rc = try(b = wide()), quiet());"
          " return a + b + rc; }");
}

static void test_handles_become_awaitables_where_wanted(void **state)
{
    (void)state;
    check("_Async void any(awaitable(int) a);"
          "_Async void g(_Task(int) t) { _Await any(t); _Await any(f(2)); }");
    Node *w = find_kind(unit->kid[unit->n - 1], ND_TO_AWAITABLE);
    assert_non_null(w);
    assert_int_equal(w->op, HANDLE_TASK);
    assert_string_equal(type_text(w->type), "awaitable(int)");
}

static void test_async_through_typedefs_and_pointers(void **state)
{
    (void)state;
    check("typedef int plain(int); typedef _Async int fn(int);"
          "fn a; _Async plain b; fn *p; _Async int (*table[2])(int) = {f, a};");
    assert_string_equal(type_of("p"), "fn *");
    assert_true(symbol("a")->is_async);
    assert_true(symbol("b")->is_async);
    assert_true(symbol("p")->type->base->is_async);
    assert_string_equal(type_of("table"), "async int (*[2])(int)");
}

static void test_flags_are_handed_up(void **state)
{
    (void)state;
    check("_Async int g(int n) { if (n) { n = _Await f(n); } n++; return n; }");
    Node *body = unit->kid[unit->n - 1]->kid[2];
    assert_true(body->flags & NF_HAS_AWAIT);
    assert_true(body->kid[0]->flags & NF_HAS_AWAIT);
    assert_false(body->kid[1]->flags & NF_HAS_AWAIT);
    assert_false(body->kid[2]->flags & (NF_HAS_AWAIT | NF_DIALECT));
    assert_int_equal(sema_async_functions.n, 1);
}

/* ---- symbols --------------------------------------------------------- */

static void test_address_taken_is_exact(void **state)
{
    (void)state;
    check("void sink(void *); struct s { int m, a[3]; };"
          "_Async int g(int read, int amp) {"
          " int plain[3] = {0}, decayed[3], elem[3], counted[2];"
          " struct s whole = {0}, member = {0}, array = {0}, inner = {0};"
          " read++; sink(&amp); plain[read] = plain[0]; sink(decayed);"
          " sink(&elem[1]); read += sizeof counted + whole.m + inner.a[1];"
          " sink(&member.m); sink(array.a); return read; }");
    const char *taken[] = {"amp", "decayed", "elem", "member", "array"};
    const char *not[] = {"read", "plain", "whole", "inner", "counted"};
    for (int i = 0; i < 5; i++) {
        assert_true(symbol(taken[i])->address_taken);
        assert_false(symbol(not[i])->address_taken);
    }
}

static void test_constructor_is_needed_unless_awaited_directly(void **state)
{
    (void)state;
    check("static _Async int direct(void); static _Async int timed(void);"
          "static _Async int stored(void); static _Async int named(void);"
          "_Async void g(void) { _Await direct();"
          " _Await wait_for(timed(), (acc_duration)5); "
          " create_task(stored()); (void)&named; }");
    assert_false(symbol("direct")->needs_constructor);
    assert_true(symbol("stored")->needs_constructor);
    assert_true(symbol("named")->needs_constructor);
    assert_true(symbol("g")->needs_constructor); /* exported */
}

static void test_scopes_and_indices(void **state)
{
    (void)state;
    check("int x; _Async int g(int a) { int b = x; { int x = a; b += x; }"
          " for (int x = 0; x < 2; x++) b += x;"
          " return b + x; static int s; (void)s; }");
    Node *body = unit->kid[unit->n - 1]->kid[2];
    Sym *outer = unit->kid[unit->n - 2]->kid[1]->sym;
    Sym *a = symbol("a"), *b = symbol("b");
    assert_false(outer->is_local);
    assert_ptr_equal(a->block, body);
    assert_int_equal(a->index, 0);
    assert_int_equal(b->index, 1);
    Sym *in_block = body->kid[1]->kid[0]->kid[1]->sym;
    Sym *in_for = body->kid[2]->kid[0]->kid[1]->sym;
    assert_int_equal(in_block->index, 2);
    assert_int_equal(in_for->index, 3);
    assert_int_equal(in_for->block->kind, ND_FOR);
    assert_false(symbol("s")->is_automatic);
    assert_ptr_equal(find_kind(body->kid[3], ND_BINARY)->kid[1]->sym, outer);
}

static void test_every_name_has_its_symbol(void **state)
{
    (void)state;
    check("typedef int T; enum { K = 2 }; struct s { T m; }; void clean(int *);"
          "_Async int g(T n) { struct s v = {.m = n}; int a[K] = {[K - 1] = n};"
          " int q __attribute__((cleanup(clean))) = sizeof(a) + sizeof v;"
          " __typeof__(n) w = n; asm(\"\" : \"+r\"(w) : \"m\"(q));"
          " if (w) goto end; w = __builtin_offsetof(struct s, m);"
          "end: return v.m + q + a[0] + (T)w; }");
    static const char *const names[] = {"T", "K", "s", "clean", "n", "v", "a",
                                        "q", "w", "end"};
    for (size_t i = 1; i < unit_tokens.n; i++)
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            if (unit_tokens.at[i].str
                && strcmp(unit_tokens.at[i].str->s, names[j]) == 0)
                assert_non_null(sema_token_sym[i]);
    assert_true(symbol("q")->has_cleanup);
    assert_true(symbol("q")->address_taken);
    assert_false(symbol("w")->address_taken);
}

static void test_predeclared_errors(void **state)
{
    (void)state;
    check("_Async int g(void) { _Try { _Throw TimeoutError; }"
          " _Catch (CancelledError) { return 1; } _Catch (int e) { return e; }"
          " return 0; }");
    assert_string_equal(symbol("TimeoutError")->name->s, "ETIMEDOUT");
    assert_string_equal(symbol("CancelledError")->name->s, "ACC_CANCELLED");
    assert_int_equal(symbol("e")->block->kind, ND_CATCH);
    assert_true(symbol("e")->is_automatic);
}

/* ---- size ------------------------------------------------------------ */

static void test_deep_nesting(void **state)
{
    (void)state;
    StrBuf text = {0};
    strbuf_puts(&text, "_Async int g(int n) { int x = 0; x = ");
    for (int i = 0; i < 2000; i++)
        strbuf_puts(&text, "(n + ");
    strbuf_puts(&text, "1");
    for (int i = 0; i < 2000; i++)
        strbuf_puts(&text, ")");
    for (int i = 0; i < 20000; i++)
        strbuf_puts(&text, " + n");
    strbuf_puts(&text, ";");
    for (int i = 0; i < 500; i++)
        strbuf_puts(&text, "{ if (n) ");
    strbuf_puts(&text, "x = _Await f(n);");
    for (int i = 0; i < 500; i++)
        strbuf_puts(&text, "}");
    strbuf_puts(&text, "return x; }");
    check(text.s);
    strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarators),
        cmocka_unit_test(test_initialisers_complete_arrays),
        cmocka_unit_test(test_redeclarations_are_one_symbol),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_pragma_pack),
        cmocka_unit_test(test_enumerations),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_types_of_operators),
        cmocka_unit_test(test_bit_fields_are_promoted),
        cmocka_unit_test(test_calls_give_coroutines_and_await_their_values),
        cmocka_unit_test(test_inspection_is_constant),
        cmocka_unit_test(test_gather_of_equal_types_has_all),
        cmocka_unit_test(test_gather_arms_bind_results),
        cmocka_unit_test(test_handles_become_awaitables_where_wanted),
        cmocka_unit_test(test_async_through_typedefs_and_pointers),
        cmocka_unit_test(test_flags_are_handed_up),
        cmocka_unit_test(test_address_taken_is_exact),
        cmocka_unit_test(test_constructor_is_needed_unless_awaited_directly),
        cmocka_unit_test(test_scopes_and_indices),
        cmocka_unit_test(test_every_name_has_its_symbol),
        cmocka_unit_test(test_predeclared_errors),
        cmocka_unit_test(test_deep_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
