/*
 * front/align: tokens beside the text they were written in. Each test writes
 * files in a folder of its own and runs the real preprocessor, $CC or cc.
 */
#define _DEFAULT_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver/driver.h"
#include "front/align.h"
#include "front/parse.h"

static char folder[] = "/tmp/acc_align_XXXXXX";
static char was[4096];

static int enter_folder(void **state) {
    (void)state;
    return !getcwd(was, sizeof was) || !mkdtemp(folder) || chdir(folder);
}

static int leave_folder(void **state) {
    (void)state;
    static const char *const files[] = {"in.c", "a.h", "b.h", "x.inc"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(files[i]);
    return chdir(was) || rmdir(folder);
}

static void write_file(const char *name, const char *text) {
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Aligns `text` as file in.c, with an argument for the preprocessor. */
static void align_with(const char *text, const char *argument) {
    static StrBuf original; /* messages may still show it */
    StrBuf preprocessed = {0};
    Options o = {.input = "in.c"};
    unit_tokens.n = unit_files.n = unit_markers.n = unit_directives.n = 0;
    strbuf_free(&original);
    if (argument)
        vec_push(&o.cpp, argument);
    o.trigraphs = argument && strcmp(argument, "-std=c11") == 0;
    write_file("in.c", text);
    assert_true(driver_read("in.c", &original));
    unsigned file = source_file("in.c");
    unit_files.at[file].text = original.s;
    unit_files.at[file].size = original.n;
    unit_files.at[file].is_main = true;
    assert_true(driver_preprocess(&o, &original, &preprocessed, NULL));
    scan_unit(preprocessed.s, preprocessed.n);
    strbuf_free(&preprocessed);
    vec_free(&o.cpp);
    align_unit(o.trigraphs);
}

static void align(const char *text) {
    align_with(text, NULL);
}

/* The n-th token (from 1) of that spelling in the user's files. */
static Pos find(const char *spelling, int n) {
    for (Pos i = 1; i < unit_tokens.n; i++)
        if (!(unit_tokens.at[i].flags & TF_SYSTEM)
            && strcmp(unit_tokens.at[i].str->s, spelling) == 0 && --n == 0)
            return i;
    fail_msg("there is no token '%s'", spelling);
    return 0;
}

static void assert_place(Pos pos, unsigned line, unsigned col) {
    assert_int_equal(unit_tokens.at[pos].line, line);
    assert_int_equal(unit_tokens.at[pos].col, col);
    assert_int_not_equal(unit_tokens.at[pos].raw, 0);
}

static void assert_all_placed(void) {
    for (Pos i = 1; i < unit_tokens.n; i++)
        if (!(unit_tokens.at[i].flags & TF_SYSTEM) && !unit_tokens.at[i].raw)
            fail_msg("token '%s' of line %u has no place",
                     unit_tokens.at[i].str->s, unit_tokens.at[i].line);
    assert_true(unit_inclusions.at[0].exact);
}

static void plain_tokens_have_their_places(void **state) {
    (void)state;
    align("int  a;\n\t/* c\n */ long b ;// d\n");
    assert_all_placed();
    assert_place(find("a", 1), 1, 6);
    assert_place(find("long", 1), 3, 5);
    assert_place(find(";", 2), 3, 12);
}

static void spliced_tokens_are_recognised(void **state) {
    (void)state;
    align("int ab\\\ncd = 1;\n");
    assert_place(find("abcd", 1), 1, 5);
    align("in\\\nt x; char s[] = \"a\\\nb\"; int y; /\\\n* c *\\\n/ int z;\n");
    assert_all_placed();
    assert_place(find("y", 1), 3, 9);
    assert_place(find("z", 1), 5, 7);
}

static void trigraphs_count_only_in_strict_modes(void **state) {
    (void)state;
    const char *cc = getenv("CC");
    if (cc && strstr(cc, "tcc"))
        skip(); /* knows none */
    align_with("int a?\?(2?\?) = ?\?< 1 ?\?>, b; char q = '?\?/'';\n", "-std=c11");
    assert_all_placed();
    assert_place(find("b", 1), 1, 27);
}

/* Lines that are the same in both texts are not scanned again; these are the
 * same by their tokens, and part of an invocation all the same. */
static void arguments_on_lines_of_their_own_are_invoked(void **state) {
    (void)state;
    align("#define ID(x) x\n#define OPEN ID(\n#define PLUS ID\n"
          "int a = OPEN\n1 + 2\n), b = PLUS\n(4 - 3\n)\n;\n"
          "int c = 1; /* */ int d\n;\n");
    assert_all_placed();
    assert_true(unit_tokens.at[find("+", 1)].flags & TF_MACRO);
    assert_true(unit_tokens.at[find("-", 1)].flags & TF_MACRO);
    assert_place(find("-", 1), 6, 8);
    assert_false(unit_tokens.at[find(";", 1)].flags & TF_MACRO);
    assert_place(find("c", 1), 10, 5);
    assert_place(find("d", 1), 10, 22);
    assert_place(find(";", 3), 11, 1);
}

/* A run is the same tokens unfolded. */
static void a_run_unfolds_to_its_tokens(void **state) {
    (void)state;
    align("int a;\n  long bc = 1;\nint d;\n");
    const SourceFile *f = &unit_files.at[0];
    RawText raw;
    RawTwin twin = {.next = 1, .end = (Pos)unit_tokens.n};
    raw_scan_beside(&raw, f->text, f->size, false, twin);
    assert_int_equal(raw.tokens.n, 3);
    assert_int_equal(raw.tokens.at[1].kind, RAW_RUN);
    assert_int_equal(raw.tokens.at[1].col, 5);
    Pos bc = find("bc", 1);
    assert_place(bc, 2, 8);
    assert_int_equal(raw_unfold(&raw, 1), 4);
    assert_int_equal(raw_unfold(&raw, 1), 0);
    assert_int_equal(raw.tokens.n, 7);
    assert_int_equal(unit_tokens.at[bc].raw, 0);
    const RawToken *t = &raw.tokens.at[2];
    assert_int_equal(t->line, 2);
    assert_int_equal(t->col, 8);
    assert_int_equal(t->end - t->begin, 2);
    assert_true(raw.tokens.at[1].flags & RAW_LINE_START);
    assert_int_equal(raw.tokens.at[6].kind, RAW_RUN);
    raw_free(&raw);
}

static void an_invocation_gives_its_place_to_what_it_becomes(void **state) {
    (void)state;
    align("#define TWICE(x) ((x) + (x))\n"
          "#define ONE 1\n"
          "int a = TWICE(ONE), b = TWICE(\n  2), c;\n");
    assert_all_placed();
    Pos plus = find("+", 1);
    assert_place(plus, 3, 9);
    assert_true(unit_tokens.at[plus].flags & TF_MACRO);
    const Invocation *v = align_invocation(plus);
    assert_non_null(v);
    assert_string_equal(v->macro->name->s, "TWICE");
    assert_int_equal(v->finish - v->begin, strlen("TWICE(ONE)"));
    assert_place(find("+", 2), 3, 25);
    assert_place(find("c", 1), 4, 7);
    assert_false(unit_tokens.at[find("c", 1)].flags & TF_MACRO);
}

static void expansion_follows_the_standard(void **state) {
    (void)state;
    /* 6.10.3.5, example 3 and more: each line ends with a marked token. */
    align("#define x 3\n"
          "#define f(a) f(x * (a))\n"
          "#undef x\n"
          "#define x 2\n"
          "#define g f\n"
          "#define z z[0]\n"
          "#define h g(~\n"
          "#define m(a) a(w)\n"
          "#define w 0,1\n"
          "#define t(a) a\n"
          "#define p() int\n"
          "#define q(x) x\n"
          "#define r(x,y) x ## y\n"
          "#define str(x) # x\n"
          "f(y+1) + f(f(z)) % t(t(g)(0) + t)(1); line13;\n"
          "g(x+(3,4)-w) | h 5) & m\n(f)^m(m); line15;\n"
          "p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) }; line16;\n"
          "char c[2][6] = { str(hello), str() }; line17;\n"
          "#define debug(...) fprintf(stderr, __VA_ARGS__)\n"
          "#define gnu(a, ...) e(a, ## __VA_ARGS__)\n"
          "debug(\"X = %d\\n\", x); gnu(1); gnu(1, 2, 3); line20;\n"
          "#define CAT(a, b) CAT_(a, b)\n"
          "#define CAT_(a, b) a##b\n"
          "CAT(CAT(u, v), __LINE__) __COUNTER__; line23;\n"
          "#define obj obj_like(1)\n"
          "#define obj_like(n) n obj\n"
          "obj; line26;\n"
          "#define EMPTY\n"
          "EMPTY EMPTY line28; EMPTY\n"
          "#define self(a) a self\n"
          "self(1)(2); line30;\n");
    assert_all_placed();
    for (int line = 13; line <= 30; line++) {
        char name[16];
        snprintf(name, sizeof name, "line%d", line);
        for (Pos i = 1; i < unit_tokens.n; i++)
            if (strcmp(unit_tokens.at[i].str->s, name) == 0)
                assert_false(unit_tokens.at[i].flags & TF_MACRO);
    }
}

static void the_taken_branch_is_known(void **state) {
    (void)state;
    align("#if 1\nint a;\n#else\nint b;\n#endif\n"
          "#ifdef NO\nint c; // don't\n#elif defined __STDC__\nint d;\n#else\n"
          "int e;\n#endif\n"
          "#if 0\n#elif 1\n#define X int f;\n#endif\nX\n"
          "#if 1\n#if 0\nint g;\n#endif\nint h;\n#endif\n");
    assert_all_placed();
    const Inclusion *inc = &unit_inclusions.at[0];
    static const int wanted[] = {DIRECTIVE_TAKEN,  DIRECTIVE_ACTIVE,
                                 DIRECTIVE_ACTIVE, DIRECTIVE_ACTIVE,
                                 DIRECTIVE_TAKEN,  DIRECTIVE_ACTIVE,
                                 DIRECTIVE_ACTIVE, DIRECTIVE_ACTIVE,
                                 DIRECTIVE_TAKEN,  DIRECTIVE_ACTIVE,
                                 DIRECTIVE_ACTIVE, DIRECTIVE_TAKEN,
                                 DIRECTIVE_ACTIVE, DIRECTIVE_ACTIVE,
                                 DIRECTIVE_ACTIVE};
    assert_int_equal(inc->raw.directives.n, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < inc->raw.directives.n; i++)
        assert_int_equal(inc->state[i], wanted[i]);
}

static void headers_are_aligned_at_each_inclusion(void **state) {
    (void)state;
    write_file("a.h", "#ifndef A_H\n#define A_H\n#include \"b.h\"\n"
                      "  int in_a;\n#endif\n");
    write_file("b.h", "int in_b; /* c */ B_TAIL\n#define FROM_B 1\n");
    write_file("x.inc", "X(one)\nX(two)\n");
    align("#define B_TAIL\n"
          "#include \"a.h\"\n#include \"a.h\"\n"
          "int m = FROM_B;\n"
          "#define X(n) int n;\n"
          "#include \"x.inc\"\n"
          "#undef X\n#define X(n) int get_##n(void);\n"
          "#include \"x.inc\"\n"
          "int last;\n");
    assert_all_placed();
    assert_place(find("in_a", 1), 4, 7);
    assert_place(find("in_b", 1), 1, 5);
    assert_place(find("two", 1), 2, 1);
    assert_place(find("get_two", 1), 2, 1);
    assert_place(find("last", 1), 10, 5);
    assert_string_equal(
        unit_files.at[unit_inclusions.at[align_inclusion(find("in_b", 1))].file]
                .name + strlen(unit_files.at[unit_inclusions
                    .at[align_inclusion(find("in_b", 1))].file].name) - 3,
        "b.h");
    assert_int_equal(align_inclusion(find("last", 1)), 0);
    assert_int_not_equal(align_inclusion(find("one", 1)),
                         align_inclusion(find("get_one", 1)));
}

static void system_macros_keep_their_spelling(void **state) {
    (void)state;
    align("#include <errno.h>\n#include <assert.h>\n"
          "#define MINE 4\n"
          "int f(int a) { assert(a > 1); assert(a > MINE); errno = MINE;\n"
          "  return errno; }\n");
    assert_all_placed();
    const char *text;
    size_t n;
    int spelled = 0;
    for (size_t i = 0; i < unit_invocations.n; i++) {
        const Invocation *v = &unit_invocations.at[i];
        if (!align_macro_invocation(v->first, v->end, &text, &n))
            continue;
        assert_false(align_macro_invocation(v->first, v->end + 1, &text, &n));
        spelled++;
        if (spelled == 1)
            assert_memory_equal(text, "assert(a > 1)", n);
        else
            assert_memory_equal(text, "errno", n);
    }
    /* assert(a > MINE) needs MINE where it is printed: not spelled */
    assert_int_equal(spelled, 3);
}

static void macros_are_known_by_place(void **state) {
    (void)state;
    align("int a;\n#define M 1\nint b;\n#define M2 M\nint c;\n#undef M\nint d;\n");
    const Str *m = intern_z("M");
    assert_null(macro_at(m, find("a", 1)));
    assert_non_null(macro_at(m, find("b", 1)));
    assert_non_null(macro_at(m, find("c", 1)));
    assert_null(macro_at(m, find("d", 1)));
}

static void pushed_macros_come_back(void **state) {
    (void)state;
    align("#define M 1\n#pragma push_macro(\"M\")\n#undef M\n#define M 2\n"
          "int a = M;\n#pragma pop_macro(\"M\")\nint b = M;\n");
    assert_all_placed();
    assert_string_equal(unit_tokens.at[find("b", 1) + 2].str->s, "1");
}

static void line_directives_only_change_what_is_shown(void **state) {
    (void)state;
    align("int a;\n#line 100 \"other.y\"\nint b;\n# 7\nint c; int d;\n");
    assert_all_placed();
    assert_place(find("b", 1), 3, 5);
    assert_int_equal(source_shown_line(find("a", 1)), 1);
    assert_int_equal(source_shown_line(find("b", 1)), 100);
    assert_string_equal(source_shown_name(find("b", 1)), "other.y");
    assert_int_equal(source_shown_line(find("d", 1)), 7);
    assert_place(find("d", 1), 5, 12);
}

static void fall_through_comments_are_noticed(void **state) {
    (void)state;
    align("int f(int a) { switch (a) { case 1: a++; /* fall through */\n"
          "case 2: a++; // FALLTHRU\ncase 3: a++; /* no */ case 4:;\n"
          "/* Falls through. */ case 5:; /* else, fall-through - because */\n"
          "case 6: a = 0; /*-fallthrough*/ default: return a; } }\n");
    bool wanted[] = {false, true, true, false, true, true};
    for (int i = 0; i < 6; i++)
        assert_int_equal((unit_tokens.at[find("case", i + 1)].flags
                          & TF_FALLTHROUGH) != 0, wanted[i]);
    assert_true(unit_tokens.at[find("default", 1)].flags & TF_FALLTHROUGH);
}

static void what_cannot_be_followed_has_no_place(void **state) {
    (void)state;
    /* a directive inside of an invocation's arguments */
    align("#define ID(x) x\nint a;\nint b = ID(\n#if 1\n1\n#else\n2\n#endif\n);\n"
          "int c;\nint d;\n");
    assert_false(unit_inclusions.at[0].exact);
    assert_place(find("a", 1), 2, 5);
    assert_place(find("c", 1), 10, 5);
    assert_place(find("d", 1), 11, 5);
    assert_int_equal(unit_tokens.at[find("1", 1)].raw, 0);
}

static void pragmas_and_their_operator_are_tokens(void **state) {
    (void)state;
    align("#pragma omp one\nint a; _Pragma(\"omp two\") int b;\n"
          "#define P _Pragma(\"omp three\") int\nP c;\n");
    assert_all_placed();
    assert_place(find("b", 1), 2, 31);
    assert_place(find("c", 1), 4, 3);
}

#define TEST(f) cmocka_unit_test(f)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(plain_tokens_have_their_places),
        TEST(spliced_tokens_are_recognised),
        TEST(trigraphs_count_only_in_strict_modes),
        TEST(arguments_on_lines_of_their_own_are_invoked),
        TEST(a_run_unfolds_to_its_tokens),
        TEST(an_invocation_gives_its_place_to_what_it_becomes),
        TEST(expansion_follows_the_standard),
        TEST(the_taken_branch_is_known),
        TEST(headers_are_aligned_at_each_inclusion),
        TEST(system_macros_keep_their_spelling),
        TEST(macros_are_known_by_place),
        TEST(pushed_macros_come_back),
        TEST(line_directives_only_change_what_is_shown),
        TEST(fall_through_comments_are_noticed),
        TEST(what_cannot_be_followed_has_no_place),
        TEST(pragmas_and_their_operator_are_tokens),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
