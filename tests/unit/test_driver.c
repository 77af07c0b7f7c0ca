/* The driver: running $CC, reading, writing, dependencies. */
#define _DEFAULT_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/source.h"
#include "driver/driver.h"

static char folder[] = "/tmp/acc_driver_XXXXXX";
static char was[4096];

static int enter_folder(void **state) {
    (void)state;
    return !getcwd(was, sizeof was) || !mkdtemp(folder) || chdir(folder)
           || mkdir("sub", 0777);
}

static int leave_folder(void **state) {
    (void)state;
    static const char *const files[] = {
        "in.c", "sub/in.c", "sub/beside.h", "beside.h", "out.c", "link.c",
        "out.d", "cc"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(files[i]);
    return rmdir("sub") || chdir(was) || rmdir(folder);
}

static void write_file(const char *name, const char *text) {
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void assert_content(const char *name, const char *wanted) {
    StrBuf text = {0};
    assert_true(driver_read(name, &text));
    assert_string_equal(text.s, wanted);
    strbuf_free(&text);
}

/* Standard error goes to nowhere while messages are provoked. */
static int quiet(void) {
    fflush(stderr);
    int saved = dup(2);
    assert_non_null(freopen("/dev/null", "w", stderr));
    return saved;
}

static void loud(int saved) {
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
}

static bool preprocess(const char *name, StrBuf *out) {
    Options o = {.input = name};
    StrBuf original = {0};
    *out = (StrBuf){0};
    bool ok = driver_read(name, &original)
              && driver_preprocess(&o, &original, out, NULL);
    strbuf_free(&original);
    return ok;
}

static void a_missing_file_is_an_error(void **state) {
    (void)state;
    StrBuf text = {0};
    unsigned before = diag_errors;
    int saved = quiet();
    assert_false(driver_read("no_such_file", &text));
    assert_false(driver_read(".", &text));
    loud(saved);
    assert_int_equal(diag_errors, before + 2);
    strbuf_free(&text);
}

static void macros_and_markers_come_with_the_text(void **state) {
    (void)state;
    StrBuf out;
    write_file("in.c", "#define HERE __ACC__\nint a = HERE;\n");
    assert_true(preprocess("in.c", &out));
    assert_non_null(strstr(out.s, "#define HERE __ACC__"));
    assert_non_null(strstr(out.s, "\"in.c\""));
    assert_null(strstr(out.s, "= HERE"));
    strbuf_free(&out);
}

static void the_compiler_may_be_several_words(void **state) {
    (void)state;
    StrBuf out;
    const char *cc = getenv("CC");
    char *saved = cc ? strdup(cc) : NULL;
    write_file("cc", "#!/bin/sh\necho \"$@\"\n");
    chmod("cc", 0755);
    write_file("in.c", "");
    setenv("CC", "  ./cc -x 'two words'  \"and more\" ", 1);
    assert_true(preprocess("in.c", &out));
    assert_memory_equal(out.s, "-x two words and more -E -dD", 28);
    strbuf_free(&out);
    write_file("cc", "#!/bin/sh\nexit 3\n");
    int err = quiet();
    unsigned before = diag_errors;
    assert_false(preprocess("in.c", &out));
    strbuf_free(&out);
    setenv("CC", "./no_such_compiler", 1);
    assert_false(preprocess("in.c", &out));
    loud(err);
    strbuf_free(&out);
    assert_int_equal(diag_errors, before + 2);
    if (saved)
        setenv("CC", saved, 1);
    else
        unsetenv("CC");
    free(saved);
}

static void line_directives_are_hidden_from_the_preprocessor(void **state) {
    (void)state;
    StrBuf out;
    write_file("sub/beside.h", "int beside_the_input;\n");
    write_file("beside.h", "int not_this_one;\n");
    write_file("sub/in.c", "int a;\n  #  line 77 \"other\"\n"
                           "#include \"beside.h\"\n# 5\nint b = __LINE__;\n");
    assert_true(preprocess("sub/in.c", &out));
    assert_non_null(strstr(out.s, "#pragma acc line 77 \"other\""));
    assert_non_null(strstr(out.s, "#pragma acc at 5"));
    assert_non_null(strstr(out.s, "int b = 5;"));
    assert_non_null(strstr(out.s, "beside_the_input"));
    assert_null(strstr(out.s, "not_this_one"));
    assert_non_null(strstr(out.s, "\"sub/in.c\""));
    strbuf_free(&out);
}

static void much_text_goes_through_the_pipes(void **state) {
    (void)state;
    StrBuf text = {0}, out;
    strbuf_puts(&text, "#line 1\n");
    for (int i = 0; i < 40000; i++)
        strbuf_printf(&text, "int much_text_%d;\n", i);
    write_file("in.c", text.s);
    assert_true(preprocess("in.c", &out));
    assert_non_null(strstr(out.s, "int much_text_39999;"));
    strbuf_free(&text);
    strbuf_free(&out);
}

static void writing_replaces_the_whole_file(void **state) {
    (void)state;
    struct stat st;
    write_file("out.c", "old text that is longer than the new\n");
    chmod("out.c", 0640);
    assert_true(driver_write("out.c", "new\n", 4));
    assert_content("out.c", "new\n");
    assert_int_equal(stat("out.c", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
}

static void writing_goes_through_links(void **state) {
    (void)state;
    struct stat st;
    write_file("out.c", "old\n");
    assert_int_equal(symlink("out.c", "link.c"), 0);
    assert_true(driver_write("link.c", "new\n", 4));
    assert_content("out.c", "new\n");
    assert_int_equal(lstat("link.c", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void what_cannot_be_written_is_an_error(void **state) {
    (void)state;
    int saved = quiet();
    unsigned before = diag_errors;
    assert_false(driver_write("no/such/folder/out.c", "x", 1));
    assert_int_equal(diag_errors, before + 1);
    if (access("/dev/full", W_OK) == 0)
        assert_false(driver_write("/dev/full", "x", 1));
    loud(saved);
}

static void add_file(const char *name, bool system, bool main) {
    Marker m = {.before_token = 1, .line = 1, .enter = !main};
    m.file = (unsigned short)source_file(name);
    unit_files.at[m.file].is_system = system;
    unit_files.at[m.file].is_main = main;
    vec_push(&unit_markers, m);
}

static void dependencies_are_a_rule_for_make(void **state) {
    (void)state;
    unit_files.n = unit_markers.n = 0;
    add_file("in.c", false, true);
    add_file("<built-in>", false, false);
    add_file("a b$.h", false, false);
    add_file("/sys/x.h", true, false);
    add_file("a b$.h", false, false);
    Options o = {.input = "in.c", .output = "out.c", .deps = true};
    assert_true(driver_write_deps(&o));
    assert_content("out.d", "out.c: in.c \\\n  a\\ b$$.h \\\n  /sys/x.h\n");
    o.deps_user = o.deps_phony = true;
    driver_quote(&o.deps_target, "tar get");
    assert_true(driver_write_deps(&o));
    assert_content("out.d", "tar\\ get: in.c \\\n  a\\ b$$.h\n\na\\ b$$.h:\n");
    strbuf_free(&o.deps_target);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_file_is_an_error),
        cmocka_unit_test(macros_and_markers_come_with_the_text),
        cmocka_unit_test(the_compiler_may_be_several_words),
        cmocka_unit_test(line_directives_are_hidden_from_the_preprocessor),
        cmocka_unit_test(much_text_goes_through_the_pipes),
        cmocka_unit_test(writing_replaces_the_whole_file),
        cmocka_unit_test(writing_goes_through_links),
        cmocka_unit_test(what_cannot_be_written_is_an_error),
        cmocka_unit_test(dependencies_are_a_rule_for_make),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
