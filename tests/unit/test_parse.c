/* compiler/front and grammar/: tokens, trees, which bodies are parsed, syntax
 * errors. Trees are compared as text: (kind:name kids...), without what the
 * case is not about. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/strbuf.h"
#include "front/parse.h"
#include "grammar/tokens.h"

static StrBuf text;     /* of the tree or tokens last asked for */
static char *messages;  /* of the last parse */

static int fresh(void **state)
{
    (void)state;
    lang_c23 = 0;
    lang_gnu = 1;
    parse_every_body = false;
    return 0;
}

static void scan(const char *source)
{
    unit_tokens.n = unit_files.n = unit_markers.n = unit_directives.n = 0;
    diag_errors = 0;
    scan_unit(source, strlen(source));
}

/* Parses with standard error in `messages`. */
static Node *parse(const char *source)
{
    FILE *f = tmpfile();
    int old = dup(2);
    fflush(stderr);
    dup2(fileno(f), 2);
    scan(source);
    Node *unit = parse_unit();
    fflush(stderr);
    dup2(old, 2);
    close(old);
    long size = ftell(f);
    fseek(f, 0, SEEK_END);
    size = ftell(f);
    rewind(f);
    free(messages);
    messages = calloc(1, (size_t)size + 1);
    assert_int_equal(fread(messages, 1, (size_t)size, f), size);
    fclose(f);
    return unit;
}

static void put(const Node *n)
{
    if (!n) {
        strbuf_puts(&text, "-");
        return;
    }
    bool is_leaf = n->n == 0;
    if (n->kind == ND_IDENT || n->kind == ND_NUMBER || n->kind == ND_D_NAME ||
        n->kind == ND_SPEC_WORD || n->kind == ND_SPEC_TYPEDEF ||
        n->kind == ND_STRING || n->kind == ND_CHAR) {
        strbuf_puts(&text, n->kind == ND_SPEC_TYPEDEF ? "type:" : "");
        strbuf_puts(&text, n->name->s);
        return;
    }
    strbuf_puts(&text, is_leaf ? "" : "(");
    strbuf_puts(&text, ast_kind_name[n->kind]);
    if (n->name)
        strbuf_printf(&text, ":%s", n->name->s);
    if (n->kind == ND_BINARY || n->kind == ND_UNARY || n->kind == ND_ASSIGN)
        strbuf_printf(&text, ":%s", unit_tokens.at[n->at].str->s);
    for (unsigned i = 0; i < n->n; i++) {
        strbuf_putc(&text, ' ');
        put(n->kid[i]);
    }
    strbuf_puts(&text, is_leaf ? "" : ")");
}

static const char *tree(const Node *n)
{
    strbuf_clear(&text);
    put(n);
    return text.s;
}

/* The last external declaration of a source without errors. */
static Node *last(const char *source)
{
    Node *unit = parse(source);
    assert_string_equal(messages, "");
    assert_true(unit->n > 0);
    return unit->kid[unit->n - 1];
}

/* The statements of an async function's body, as text. */
static const char *body(const char *before, const char *statements)
{
    StrBuf source = {0};
    strbuf_printf(&source, "%s\nasync int f(void) {%s}", before, statements);
    Node *f = last(source.s);
    strbuf_free(&source);
    assert_int_equal(f->kind, ND_FUNCTION);
    tree(f->kid[2]);
    /* without "(block " and ")" */
    size_t skip = strlen("(block ");
    memmove(text.s, text.s + skip, text.n - skip);
    text.s[text.n - skip - 1] = '\0';
    return text.s;
}

/* ---- tokens ---- */

/* What the preprocessor prints is scanned while it runs: in whatever parts it
 * comes, the tokens are the same, and mistakes wait for the end. */
static void parts_give_the_tokens_of_the_whole(void **state)
{
    (void)state;
    StrBuf all = {0};
    strbuf_puts(&all, "# 1 \"in.c\"\n");
    for (int i = 0; i < 6000; i++) {
        strbuf_printf(&all, "int a%d = %d; char *s%d = \"/* \\\" %d\";\n", i, i,
                      i, i);
        if (i % 500 == 0)
            strbuf_printf(&all, "#define M%d(x) x\n# %d \"in.c\" 2\n", i, i);
        if (i == 2000 || i == 4000)
            strbuf_puts(&all, i == 2000 ? "x /* c" : "x = R\"q(a");
        if (i == 3500 || i == 5500)
            strbuf_puts(&all, i == 3500 ? "\n*/ y\n" : "\n)q\" y\n");
    }
    int stderr_was = dup(2), nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, 2);
    for (size_t step = 997; step < 100000; step = step * 3 + 1) {
        /* one more each time, for nothing is reported twice in a row */
        strbuf_puts(&all, "char *open = \"...\n");
        unit_tokens.n = unit_files.n = unit_markers.n = unit_directives.n = 0;
        diag_errors = 0;
        StrBuf part = {0};
        scan_begin(100);
        for (size_t i = 0; i < all.n; i += step) {
            strbuf_put(&part, all.s + i, i + step < all.n ? step : all.n - i);
            scan_part(&part, false);
            assert_int_equal(diag_errors, 0);
        }
        assert_string_equal(part.s, all.s);
        scan_part(&part, true);
        strbuf_free(&part);
        assert_true(diag_errors > 0);
        TokenVec parts = {0};
        vec_reserve(&parts, unit_tokens.n);
        memcpy(parts.at, unit_tokens.at, unit_tokens.n * sizeof parts.at[0]);
        parts.n = unit_tokens.n;
        size_t directives = unit_directives.n, markers = unit_markers.n;

        scan(all.s);
        assert_int_equal(unit_tokens.n, parts.n);
        assert_int_equal(unit_directives.n, directives);
        assert_int_equal(unit_markers.n, markers);
        for (size_t i = 1; i < parts.n; i++) {
            const Token *a = &unit_tokens.at[i], *b = &parts.at[i];
            if (a->str != b->str || a->line != b->line || a->col != b->col
                || a->flags != b->flags || a->kind != b->kind)
                fail_msg("token %zu, '%s', differs", i, a->str->s);
        }
        vec_free(&parts);
    }
    dup2(stderr_was, 2);
    close(stderr_was);
    close(nothing);
    strbuf_free(&all);
}

static void tokens_know_their_place(void **state)
{
    (void)state;
    scan("# 1 \"a.c\"\n"
         "int x;\n"
         "# 7 \"/usr/include/b.h\" 1 3\n"
         "\n  y\n"
         "# 3 \"a.c\" 2\n"
         "z\n");
    const Token *t = unit_tokens.at;
    assert_int_equal(unit_tokens.n, 6);
    assert_string_equal(unit_files.at[t[2].file].name, "a.c");
    assert_int_equal(t[2].line, 1);
    assert_int_equal(t[2].col, 5);
    assert_int_equal(t[2].flags, TF_SPACE | TF_MAIN);
    assert_string_equal(unit_files.at[t[4].file].name, "/usr/include/b.h");
    assert_int_equal(t[4].line, 8);
    assert_int_equal(t[4].col, 3);
    assert_int_equal(t[4].flags, TF_SPACE | TF_LINE_START | TF_SYSTEM);
    assert_int_equal(t[5].line, 3);
    assert_int_equal(t[5].flags, TF_SPACE | TF_LINE_START | TF_MAIN);
    assert_int_equal(unit_markers.n, 3);
    assert_true(unit_markers.at[1].enter && unit_markers.at[1].system);
    assert_true(unit_markers.at[2].leave && !unit_markers.at[2].system);
    assert_int_equal(unit_markers.at[2].before_token, 5);
}

static void directives_and_pragmas_are_told_apart(void **state)
{
    (void)state;
    scan("# 1 \"a.c\"\n"
         "#define A 1\n"
         "a\n"
         "#undef A\n"
         "#pragma pack(1)\n"
         "#pragma acc line 100 \"b.y\"\n"
         "c\n"
         "#pragma acc system_header\n"
         "d # e\n");
    assert_int_equal(unit_directives.n, 2);
    assert_int_equal(unit_directives.at[1].before_token, 2);
    assert_int_equal(unit_directives.at[1].line, 3);
    assert_memory_equal(unit_directives.at[1].text, "#undef A", 8);
    const Token *t = unit_tokens.at;
    assert_int_equal(unit_tokens.n, 7);
    assert_int_equal(t[2].kind, TK_PRAGMA);
    assert_string_equal(t[2].str->s, "#pragma pack(1)");
    assert_int_equal(source_shown_line(3), 100);
    assert_string_equal(source_shown_name(3), "b.y");
    assert_false(t[3].flags & TF_SYSTEM);
    assert_true(t[4].flags & TF_SYSTEM);
    assert_int_equal(t[5].kind, '#');
}

static void literals_of_every_form_are_one_token(void **state)
{
    (void)state;
    static const char *const literals[] = {
        "0", "1.", ".5", "1e+3", "0x1.8p-3f", "0b1010ull", "1.0w", "3.0i",
        "0x1p+4L", "1e3dd", "'a'", "'\\''", "L'ab'", "u8'x'", "\"a\\\"b\"",
        "u8\"x\"", "L\"\"", "R\"x(a)\" \n )x\"", "$a", "\\u00e9t", "gr\xc3\xb6",
    };
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        scan(literals[i]);
        assert_int_equal(unit_tokens.n, 2);
        assert_string_equal(unit_tokens.at[1].str->s, literals[i]);
    }
    parse("int x = 1'000");
    assert_int_equal(diag_errors, 1); /* 1 and an open ' */
    lang_c23 = 1;
    scan("1'000'0.5");
    assert_int_equal(unit_tokens.n, 2);
}

static void any_bytes_can_be_scanned(void **state)
{
    (void)state;
    char bytes[512];
    for (int i = 0; i < 512; i++)
        bytes[i] = (char)(i * 7);
    bytes[511] = '\0';
    parse(bytes);
    parse("\"abc");
    assert_non_null(strstr(messages, "this string is not terminated"));
    parse("int x = 'a");
    assert_non_null(strstr(messages, "constant is not terminated"));
    parse("int @ x;");
    assert_non_null(strstr(messages, "stray '@' in program"));
    parse("");
    assert_string_equal(messages, "");
}

/* ---- trees ---- */

static void operators_bind_as_in_c(void **state)
{
    (void)state;
    assert_string_equal(
        body("", "a = b + c * d << 1 & 2;"),
        "(expression-statement (assign:= a (binary:& (binary:<< (binary:+ b "
        "(binary:* c d)) 1) 2)))");
    assert_string_equal(body("", "a ? b : c ?: d, e;"),
                        "(expression-statement (comma (conditional a b "
                        "(conditional c - d)) e))");
    assert_string_equal(
        body("", "-*a++ + !b.c->d[1](2);"),
        "(expression-statement (binary:+ (unary:- (unary:* (postfix a))) "
        "(unary:! (call (subscript (member:d (member:c b)) 1) 2))))");
}

static void await_binds_like_a_unary_operator(void **state)
{
    (void)state;
    assert_string_equal(
        body("", "x = await f() + await g->h(1)[2];"),
        "(expression-statement (assign:= x (binary:+ (await (call f)) "
        "(await (subscript (call (member:h g) 1) 2)))))");
    assert_string_equal(
        body("typedef int T;", "(T)await (T)x;"),
        "(expression-statement (cast (type-name (specifiers type:T) "
        "declarator-abstract) (await (cast (type-name (specifiers type:T) "
        "declarator-abstract) x))))");
}

static void a_name_is_what_its_scope_says(void **state)
{
    (void)state;
    assert_string_equal(
        body("typedef int T;", "T * x; { int T; T * x; } (T)-1;"),
        "(declaration (specifiers type:T) (declared (declarator-pointer - x) "
        "- -)) (block (declaration (specifiers int) (declared T - -)) "
        "(expression-statement (binary:* T x))) (expression-statement (cast "
        "(type-name (specifiers type:T) declarator-abstract) (unary:- 1)))");
    assert_string_equal(
        tree(last("typedef int T; struct s { unsigned T : 3; const T : 2; };")),
        "(declaration (specifiers (record:s - (field-declaration (specifiers "
        "unsigned) (field T 3 -)) (field-declaration (specifiers const type:T) "
        "(field declarator-abstract 2 -)))))");
    assert_string_equal(tree(last("typedef int T; void f(int (T));")),
                        "(declaration (specifiers void) (declared "
                        "(declarator-function f (parameter (specifiers int) "
                        "(declarator-function declarator-abstract (parameter "
                        "(specifiers type:T) declarator-abstract -)) -)) - -))");
}

static void declarators_nest_as_written(void **state)
{
    (void)state;
    assert_string_equal(
        tree(last("int *(*x[2])(int, ...);")),
        "(declaration (specifiers int) (declared (declarator-pointer - "
        "(declarator-function (declarator-paren - (declarator-pointer - "
        "(declarator-array x - 2))) (parameter (specifiers int) "
        "declarator-abstract -))) - -))");
}

static void old_style_definitions_keep_their_declarations(void **state)
{
    (void)state;
    Node *f = last("static f(a, b) int *b; char a; { }");
    assert_int_equal(f->kind, ND_FUNCTION);
    assert_int_equal(f->n, 5);
    assert_true(f->kid[1]->flags & NF_KNR);
    assert_int_equal(f->kid[3]->kind, ND_DECLARATION);
    assert_string_equal(tree(f->kid[0]), "(specifiers static)");
    assert_string_equal(tree(last("implicit(a) { }")->kid[0]), "specifiers");
}

static void labels_own_the_statement_behind_them(void **state)
{
    (void)state;
    assert_string_equal(
        body("", "a: b: c(); d: int x; switch (x) { case 1: default: e: }"),
        "(label:a (label:b (expression-statement (call c)))) (label:d empty) "
        "(declaration (specifiers int) (declared x - -)) (switch x (block "
        "(case 1 - (default:default (label:e empty)))))");
}

static void attributes_record_what_changes_types(void **state)
{
    (void)state;
    Node *d = last("struct __attribute__((packed, aligned(8))) s { int a; } "
                   "__attribute__((aligned(16))) x __attribute__((unused));");
    Node *record = d->kid[0]->kid[0];
    assert_string_equal(tree(record),
                        "(record:s (attributes (attributes 8) (attributes 16)) "
                        "(field-declaration (specifiers int) (field a - -)))");
    assert_int_equal(record->kid[0]->flags, NF_PACKED | NF_ALIGNED);
    assert_int_equal(record->kid[0]->kid[0]->flags, NF_PACKED | NF_ALIGNED);
    assert_string_equal(
        tree(last("typedef int t __attribute__((mode(DI)));")->kid[1]->kid[1]),
        "attributes:DI");
    d = last("void g(int *); [[gnu::vector_size(16)]] int v;");
    assert_string_equal(tree(d->kid[0]->kid[0]), "(attributes 16)");
    assert_int_equal(d->kid[0]->kid[0]->flags, NF_VECTOR_SIZE);
}

static void spans_cover_the_tokens_exactly(void **state)
{
    (void)state;
    Node *d = last("int a, *b = c + 1;");
    assert_int_equal(d->first, 1);
    assert_int_equal(d->end, 11);
    assert_int_equal(d->kid[1]->first, 2);
    assert_int_equal(d->kid[1]->end, 3);
    assert_int_equal(d->kid[2]->first, 4);
    assert_int_equal(d->kid[2]->end, 10);
    assert_int_equal(d->kid[2]->at, 5);
    assert_int_equal(d->kid[2]->kid[2]->at, 8);
    d = last("__extension__ typedef struct { int x; } s;");
    assert_int_equal(d->first, 1);
    assert_int_equal(d->kid[0]->first, 1);
}

/* ---- the dialect ---- */

static void dialect_statements_have_their_nodes(void **state)
{
    (void)state;
    assert_string_equal(
        body("", "try { a(); } catch (E1, E2) { throw; } catch (int e : C) { "
                 "throw e; } catch (int) { }"),
        "(try (block (expression-statement (call a))) (catch - E1 E2 (block "
        "(throw -))) (catch (parameter (specifiers int) e -) C (block (throw "
        "e))) (catch (parameter (specifiers int) declarator-abstract -) "
        "block))");
    assert_string_equal(
        body("", "defer a(); timeout (1) { } timeout (2, h) { h; } "
                 "taskgroup (g) { } rc = try(x = 1);"),
        "(defer (expression-statement (call a))) (timeout 1 - block) "
        "(timeout 2 h (block (expression-statement h))) (taskgroup g block) "
        "(expression-statement (assign:= rc (try-expression (assign:= x 1))))");
    assert_string_equal(
        body("", "for (int x : f()) x; async for (auto y : g()) y;"),
        "(for-each (specifiers int) x (call f) (expression-statement x)) "
        "(for-each (specifiers auto) y (call g) (expression-statement y))");
    assert_string_equal(body("", "yield 1; yield; future_new(int);"),
                        "(yield 1) (yield -) (expression-statement (call "
                        "future_new (type-argument (type-name (specifiers int) "
                        "declarator-abstract))))");
}

static void handles_are_type_specifiers(void **state)
{
    (void)state;
    assert_string_equal(
        tree(last("static task(int *) *t; ")),
        "(declaration (specifiers static (handle:task (type-name (specifiers "
        "int) (declarator-pointer - declarator-abstract)))) (declared "
        "(declarator-pointer - t) - -))");
    Node *d = last("typedef struct acc_queue acc_queue; acc_queue(int) q;");
    assert_int_equal(d->kid[0]->kid[0]->op, TK_QUEUE);
    d = last("typedef struct acc_queue acc_queue; acc_queue *q;");
    assert_int_equal(d->kid[0]->kid[0]->kind, ND_SPEC_TYPEDEF);
    d = last("_Future(void) f;");
    assert_int_equal(d->kid[0]->kid[0]->op, TK_FUTURE);
}

static void words_are_names_where_they_cannot_be_words(void **state)
{
    (void)state;
    assert_string_equal(
        tree(last("struct task { int await, async; } async, *task(int yield);")),
        "(declaration (specifiers (record:task - (field-declaration "
        "(specifiers int) (field await - -) (field async - -)))) (declared "
        "async - -) (declared (declarator-pointer - (declarator-function task "
        "(parameter (specifiers int) yield -))) - -))");
    assert_string_equal(body("", "int await = 1; await = await + 1; await++;"),
                        "(declaration (specifiers int) (declared await - 1)) "
                        "(expression-statement (assign:= await (binary:+ await "
                        "1))) (expression-statement (postfix await))");
    assert_string_equal(body("", "a.await->yield; goto try; try: throw: ;"),
                        "(expression-statement (member:yield (member:await "
                        "a))) goto:try (label:try (label:throw empty:;))");
}

static void a_declared_name_switches_its_word_off(void **state)
{
    (void)state;
    assert_string_equal(body("int await(int);", "await(1); _Await f();"),
                        "(expression-statement (call await 1)) "
                        "(expression-statement (await (call f)))");
    parse("async int f(int await) { return await g(); }");
    assert_non_null(strstr(messages, "expected ';' before 'g'"));
    assert_non_null(strstr(messages, "note: 'await' is declared here, so it is "
                                     "not the dialect's word; write "
                                     "'_Await'"));
}

static void system_headers_have_no_contextual_words(void **state)
{
    (void)state;
    parse("# 1 \"h.h\" 1 3\nint f(int async, int await); struct task; "
          "typedef struct task task; task t; _Async int g(void);\n");
    assert_string_equal(messages, "");
}

/* ---- bodies ---- */

static bool is_parsed(const char *source)
{
    Node *unit = parse(source);
    assert_string_equal(messages, "");
    for (unsigned i = unit->n; i-- > 0;)
        if (unit->kid[i]->kind == ND_FUNCTION)
            return unit->kid[i]->kid[2]->kind == ND_BLOCK;
    fail();
    return false;
}

static void plain_bodies_are_skipped(void **state)
{
    (void)state;
    assert_false(is_parsed("int f(void) { return 1; }"));
    assert_false(is_parsed("int f(void) { this is (not C; but [balanced; }"));
    assert_false(is_parsed("int f(int await) { return await * 2; }"));
    assert_false(is_parsed("int run(int); int f(void) { return run(1); }"));
    assert_false(is_parsed("int f(struct s *s) { return s->await; }"));
    assert_false(is_parsed("int f(void) { int yield = 1; return yield; }"));
    Node *f = last("int f(void) { return (1); } int x;");
    (void)f;
    f = parse("int f(void) { return (1); } int x;")->kid[0];
    assert_int_equal(f->kid[2]->first, 6);
    assert_int_equal(f->kid[2]->end, 13);
}

static void bodies_with_dialect_are_parsed(void **state)
{
    (void)state;
    assert_true(is_parsed("async int f(void) { return 1; }"));
    assert_true(is_parsed("int f(void) { defer g(); return 1; }"));
    assert_true(is_parsed("int f(void) { return run(g()); }"));
    assert_true(is_parsed("int f(void) { _Defer g(); }"));
    assert_true(is_parsed("generator(int) f(void) { yield 1; }"));
    assert_true(is_parsed("struct s { task(int) worker_m; }; "
                          "int f(struct s *p) { return p->worker_m != 0; }"));
    assert_true(is_parsed("async int coro_m(void); "
                          "int f(void) { return coro_m() != 0; }"));
    assert_true(is_parsed("typedef task(int) job_m; "
                          "int f(void) { job_m j; return 0; }"));
    assert_true(is_parsed("struct holder_m { future(int) x_m; }; "
                          "int f(void) { struct holder_m h; return 0; }"));
}

static void a_plain_body_that_does_not_parse_is_kept(void **state)
{
    (void)state;
    assert_false(is_parsed("int f(void) { int yield; MACRO {} yield 3 4; }"));
    parse("int f(void) { defer g(); return 1 }");
    assert_non_null(strstr(messages, "expected ';' before '}'"));
}

static void system_bodies_are_skipped(void **state)
{
    (void)state;
    assert_false(is_parsed("# 1 \"h.h\" 1 3\nint f(void) { defer g(); }\n"));
}

/* ---- errors ---- */

static void expect_error(const char *source, const char *message)
{
    Node *unit = parse(source);
    (void)unit;
    char want[300];
    snprintf(want, sizeof want, "error: %s\n", message);
    if (!strstr(messages, want))
        fail_msg("%s\ngave: %s\nnot: %s", source, messages, want);
    assert_int_equal(diag_errors, 1);
}

static void errors_say_what_was_wanted(void **state)
{
    (void)state;
    expect_error("int x = 5\nasync int f(void);", "expected ';' after '5'");
    expect_error("async int f(void) { return g(1 2); }",
                 "expected ')' before '2'");
    expect_error("async int f(void) { x = ; }",
                 "expected an expression before ';'");
    expect_error("async int f(void) { foo_t x; return 1; }",
                 "unknown type name 'foo_t'");
    expect_error("static foo_t x;", "unknown type name 'foo_t'");
    expect_error("struct s { foo_t x; int y; };", "unknown type name 'foo_t'");
    expect_error("int f(int x, foo_t y);", "unknown type name 'foo_t'");
    expect_error("async def f():\n  return 1\nint x;",
                 "'def' is Python; write 'async T name(parameters) { ... }'");
    expect_error("async f(int n) { return 1; }",
                 "'async' needs the type of the result before 'f'");
    expect_error("async int f(void) { co_await g(); }",
                 "'co_await' is C++; write 'await'");
    expect_error("async int f(void) { try { g(); } h(); }",
                 "a 'try' block needs a 'catch' behind it");
    expect_error("async int f(void) { try { } catch (...) { } }",
                 "'catch (...)' is C++; 'catch (int e)' takes every error");
    expect_error("await g();", "'await' can only stand in a function");
    expect_error("int f(void) { return 1; } }", "unexpected '}'");
    expect_error("int x[] = { 1 2 };", "expected ',' or '}' before '2'");
    expect_error("async int f(void) { if (1) {\n}\nint g(void);",
                 "expected '}' before 'int'");
    expect_error("async int f(void) { (",
                 "expected '}' before the end of the input");
}

static void every_error_is_reported_once(void **state)
{
    (void)state;
    Node *unit = parse("async int f(int n) {\n"
                       "    int a = 1\n"
                       "    int b = 2;\n"
                       "    for (int i = 0; i < n i++) { a = 1; }\n"
                       "    if (a { b = 3; } else { b = 4; }\n"
                       "    while (a) { b = 3 }\n"
                       "    return a + ;\n"
                       "}\n"
                       "enum e { A B, C };\n"
                       "int ok(int x) { return x; }\n"
                       "foo_t y;\n"
                       "async int last(void) { return 1; }\n");
    assert_int_equal(diag_errors, 7);
    Node *f = unit->kid[unit->n - 1];
    assert_int_equal(f->kind, ND_FUNCTION);
    assert_string_equal(tree(f->kid[2]), "(block (return 1))");
}

static char *repeated(const char *before, const char *unit, size_t n,
                      const char *middle, const char *close, const char *after)
{
    StrBuf b = {0};
    strbuf_puts(&b, before);
    for (size_t i = 0; i < n; i++)
        strbuf_puts(&b, unit);
    strbuf_puts(&b, middle);
    for (size_t i = 0; i < n; i++)
        strbuf_puts(&b, close);
    strbuf_puts(&b, after);
    return b.s;
}

static void deep_nesting_parses_or_says_so(void **state)
{
    (void)state;
    static const char *const forms[][5] = {
        {"async int f(void) { return ", "(", "1", ")", "; }"},
        {"async int f(void) {", "{", ";", "}", "}"},
        {"async int f(void) {", "if (1) ", ";", "", "}"},
        {"int ", "*", "x", "", ";"},
        {"int ", "(", "x", ")", ";"},
        {"int x[] = ", "{", "1", "}", ";"},
        {"", "struct { ", "int a;", "};", ""},
        {"int x ", "__attribute__((aligned(sizeof(int ", "1", ")))) ", ";"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        for (size_t n = 20000; n <= 400000; n *= 20) {
            char *s = repeated(forms[i][0], forms[i][1], n, forms[i][2],
                               forms[i][3], forms[i][4]);
            parse(s);
            if (n == 20000 && i + 1 < sizeof forms / sizeof *forms)
                assert_string_equal(messages, "");
            else if (*messages)
                assert_true(diag_errors > 0);
            free(s);
        }
    /* functions inside of functions, too */
    char *s = repeated("async int f(void) {", "int g(void) { defer ;", 1000,
                       "", "}", "}");
    parse(s);
    assert_non_null(strstr(messages, "functions are nested too deeply"));
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup(name, fresh)
        TEST(tokens_know_their_place),
        TEST(directives_and_pragmas_are_told_apart),
        TEST(literals_of_every_form_are_one_token),
        TEST(any_bytes_can_be_scanned),
        TEST(parts_give_the_tokens_of_the_whole),
        TEST(operators_bind_as_in_c),
        TEST(await_binds_like_a_unary_operator),
        TEST(a_name_is_what_its_scope_says),
        TEST(declarators_nest_as_written),
        TEST(old_style_definitions_keep_their_declarations),
        TEST(labels_own_the_statement_behind_them),
        TEST(attributes_record_what_changes_types),
        TEST(spans_cover_the_tokens_exactly),
        TEST(dialect_statements_have_their_nodes),
        TEST(handles_are_type_specifiers),
        TEST(words_are_names_where_they_cannot_be_words),
        TEST(a_declared_name_switches_its_word_off),
        TEST(system_headers_have_no_contextual_words),
        TEST(plain_bodies_are_skipped),
        TEST(bodies_with_dialect_are_parsed),
        TEST(a_plain_body_that_does_not_parse_is_kept),
        TEST(system_bodies_are_skipped),
        TEST(errors_say_what_was_wanted),
        TEST(every_error_is_reported_once),
        TEST(deep_nesting_parses_or_says_so),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    strbuf_free(&text);
    free(messages);
    return failed;
}
