/* compiler/base: arenas, interned strings, sets, buffers, places, messages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bitset.h"
#include "base/diag.h"
#include "base/format.h"
#include "base/intern.h"
#include "base/strbuf.h"

static void arena_memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    Arena a = {0};
    for (size_t size = 0; size < 5000; size += 7) {
        char *p = arena_alloc(&a, size);
        assert_int_equal((uintptr_t)p % _Alignof(long long), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
    arena_reset(&a);
    assert_null(a.blocks);
    assert_string_equal(arena_printf(&a, "%s %d", "x", 12), "x 12");
    arena_reset(&a);
}

static void arena_serves_requests_larger_than_a_block(void **state) {
    (void)state;
    Arena a = {0};
    char *small = arena_copy(&a, "abc", 4);
    char *large = arena_alloc(&a, 5 << 20);
    large[(5 << 20) - 1] = 1;
    assert_string_equal(small, "abc");
    arena_reset(&a);
}

static void interned_strings_are_compared_by_pointer(void **state) {
    (void)state;
    char name[32];
    Str *first[3000];
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "name_%d", i);
        first[i] = intern(name, strlen(name));
    }
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "name_%d", i);
        assert_ptr_equal(first[i], intern_z(name));
        assert_string_equal(first[i]->s, name);
    }
    assert_ptr_not_equal(intern("ab", 2), intern("abc", 3));
    assert_int_equal(intern("a\0b", 3)->len, 3);
    assert_ptr_equal(intern("", 0), intern_z(""));
}

static void sets_grow_and_merge(void **state) {
    (void)state;
    Bitset s = {0}, t = {0};
    assert_false(bitset_has(&s, 1000));
    assert_true(bitset_next(&s, 0) == SIZE_MAX);
    bitset_add(&s, 3);
    bitset_add(&s, 64);
    bitset_add(&t, 700);
    assert_true(bitset_merge(&s, &t));
    assert_false(bitset_merge(&s, &t));
    assert_int_equal(bitset_next(&s, 0), 3);
    assert_int_equal(bitset_next(&s, 4), 64);
    assert_int_equal(bitset_next(&s, 65), 700);
    assert_true(bitset_next(&s, 701) == SIZE_MAX);
    bitset_subtract(&s, &t);
    assert_false(bitset_has(&s, 700));
    bitset_copy(&t, &s);
    bitset_remove(&s, 3);
    assert_true(bitset_has(&t, 3));
    assert_false(bitset_has(&s, 3));
    assert_false(bitset_has(&t, 700));
    bitset_free(&s);
    bitset_free(&t);
}

static void buffers_keep_a_nul_at_the_end(void **state) {
    (void)state;
    StrBuf b = {0};
    for (int i = 0; i < 1000; i++) {
        strbuf_putc(&b, 'x');
        assert_int_equal(strlen(b.s), b.n);
    }
    strbuf_clear(&b);
    assert_string_equal(b.s, "");
    strbuf_printf(&b, "%0*d", 500, 7);
    assert_int_equal(b.n, 500);
    strbuf_put(&b, NULL, 0);
    strbuf_puts(&b, "end");
    assert_string_equal(b.s + 500, "end");
    strbuf_free(&b);
    strbuf_put(&b, "", 0);
    assert_string_equal(b.s, "");
    strbuf_free(&b);
}

/* ---- places and messages ---- */

static char text[] = "int first;\n\tint \xC3\xA9\xC3\xA9, second = 12;\nlast";

static unsigned main_file(void) {
    unsigned file = source_file("place.ac");
    unit_files.at[file].text = text;
    unit_files.at[file].size = sizeof text - 1;
    return file;
}

static Pos token(const char *spelling, unsigned line, unsigned col) {
    Token t = {.str = intern_z(spelling), .line = line,
               .file = (unsigned short)main_file(), .col = (unsigned short)col};
    if (!unit_tokens.n)
        vec_push(&unit_tokens, t); /* 0 is no place */
    vec_push(&unit_tokens, t);
    return (Pos)unit_tokens.n - 1;
}

static size_t format(char *to, size_t room, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    size_t n = format_text(to, room, fmt, args);
    va_end(args);
    return n;
}

/* Each in rooms that are too small and large enough. */
#define FORMATS_AS_VSNPRINTF(...)                                           \
    for (size_t room = 0; room < 64; room++) {                              \
        char is[64] = "untouched", should[64] = "untouched";                \
        assert_int_equal(format(is, room, __VA_ARGS__),                     \
                         snprintf(should, room, __VA_ARGS__));              \
        assert_memory_equal(is, should, sizeof is);                         \
    }

static void text_is_formatted_as_by_vsnprintf(void **state) {
    (void)state;
    FORMATS_AS_VSNPRINTF("plain");
    FORMATS_AS_VSNPRINTF("%s%s|%s", "ab", "", "cde");
    FORMATS_AS_VSNPRINTF("%u %u %u", 0u, 10u, 4294967295u);
    FORMATS_AS_VSNPRINTF("%d %d %d", 0, 2147483647, -2147483647 - 1);
    FORMATS_AS_VSNPRINTF("(%c)%c", 'x', 'y');
    FORMATS_AS_VSNPRINTF("%.*s|%.*s|%.*s", 2, "abc", 0, "abc", 5, "abc");
    FORMATS_AS_VSNPRINTF("%*s|%*s|%*s", 4, "ab", 1, "ab", 0, "");
    FORMATS_AS_VSNPRINTF("%s %08lX 100%% %s", "a", 48879ul, "b");
    FORMATS_AS_VSNPRINTF("%u%%%5d|%llu", 7u, 12, 1ull << 60);
}

static void lines_are_found_without_their_newline(void **state) {
    (void)state;
    unsigned file = main_file();
    size_t n;
    assert_memory_equal(source_line(file, 1, &n), "int first;", 10);
    assert_int_equal(n, 10);
    assert_memory_equal(source_line(file, 3, &n), "last", 4);
    assert_int_equal(n, 4);
    assert_null(source_line(file, 4, &n));
    assert_null(source_line(file, 0, &n));
    assert_null(source_line(source_file("no/such/file"), 1, &n));
    assert_int_equal(source_file("place.ac"), file);
}

static void a_line_directive_moves_the_lines_behind_it(void **state) {
    (void)state;
    unsigned file = source_file("shifted.ac");
    const char *name;
    source_set_line(file, 10, 100, "other.y");
    source_set_line(file, 20, 7, NULL);
    assert_int_equal(source_shown(file, 10, &name), 10);
    assert_string_equal(name, "shifted.ac");
    assert_int_equal(source_shown(file, 11, &name), 100);
    assert_string_equal(name, "other.y");
    assert_int_equal(source_shown(file, 20, &name), 109);
    assert_int_equal(source_shown(file, 21, &name), 7);
    assert_string_equal(name, "other.y");
    assert_int_equal(source_shown(main_file(), 21, &name), 21);
    assert_string_equal(name, "place.ac");
}

static int saved_stderr;
static FILE *captured;

static void capture(void) {
    fflush(stderr);
    saved_stderr = dup(2);
    captured = tmpfile();
    assert_non_null(captured);
    dup2(fileno(captured), 2);
}

/* What was printed since capture(). */
static const char *printed(void) {
    static char buffer[4096];
    fflush(stderr);
    dup2(saved_stderr, 2);
    close(saved_stderr);
    rewind(captured);
    size_t n = fread(buffer, 1, sizeof buffer - 1, captured);
    buffer[n] = '\0';
    fclose(captured);
    return buffer;
}

static void an_error_shows_the_token_underlined(void **state) {
    (void)state;
    diag_set_color(false);
    unsigned before = diag_errors;
    capture();
    diag_error(token("second", 2, 12), "no '%s' here", "second");
    assert_string_equal(printed(),
                        "place.ac:2:12: error: no 'second' here\n"
                        "    2 |         int \xC3\xA9\xC3\xA9, second = 12;\n"
                        "      |                 ^~~~~~\n");
    assert_int_equal(diag_errors, before + 1);
}

static void the_same_error_is_shown_once(void **state) {
    (void)state;
    unsigned before = diag_errors;
    Pos pos = token("int", 1, 1);
    capture();
    diag_error(pos, "twice");
    diag_error(pos, "twice");
    diag_note(pos, "its note");
    const char *s = printed();
    assert_int_equal(diag_errors, before + 1);
    assert_null(strstr(strstr(s, "twice") + 1, "twice"));
    assert_null(strstr(s, "its note"));
}

static void a_token_without_a_column_has_no_caret(void **state) {
    (void)state;
    capture();
    diag_error(token("last", 3, 0), "somewhere");
    assert_string_equal(printed(), "place.ac:3: error: somewhere\n"
                                   "    3 | last\n");
}

static void warnings_obey_their_options(void **state) {
    (void)state;
    Pos pos = token("int", 1, 1);
    unsigned errors = diag_errors;
    capture();
    assert_false(diag_warning(pos, "async-no-await", "off by default"));
    assert_true(diag_option("async-no-await"));
    assert_true(diag_warning(pos, "async-no-await", "now on"));
    assert_int_equal(diag_errors, errors);
    assert_true(diag_option("error=async-no-await"));
    assert_true(diag_warning(pos, "async-no-await", "now an error"));
    assert_int_equal(diag_errors, errors + 1);
    assert_true(diag_option("no-async-no-await"));
    assert_false(diag_warning(pos, "async-no-await", "off again"));
    assert_true(diag_warning(pos, "duration", "an error from the start"));
    assert_int_equal(diag_errors, errors + 2);
    assert_true(diag_option("no-error=duration"));
    assert_true(diag_warning(pos, "duration", "only a warning"));
    assert_true(diag_option("no-duration"));
    assert_false(diag_warning(pos, "duration", "nothing"));
    assert_true(diag_option("large-frame=100"));
    assert_int_equal(diag_large_frame, 100);
    assert_false(diag_option("large-frame=x"));
    assert_false(diag_option("blocking=3"));
    assert_false(diag_option("no-such-warning"));
    const char *s = printed();
    assert_non_null(strstr(s, "warning: now on [-Wasync-no-await]"));
    assert_non_null(strstr(s, "error: now an error [-Werror=async-no-await]"));
    assert_null(strstr(s, "off"));
}

static void system_headers_are_not_warned_about(void **state) {
    (void)state;
    Pos pos = token("int", 1, 1);
    unit_tokens.at[pos].flags = TF_SYSTEM;
    assert_false(diag_warning(pos, "blocking", "in a system header"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_memory_is_zeroed_and_aligned),
        cmocka_unit_test(arena_serves_requests_larger_than_a_block),
        cmocka_unit_test(interned_strings_are_compared_by_pointer),
        cmocka_unit_test(sets_grow_and_merge),
        cmocka_unit_test(buffers_keep_a_nul_at_the_end),
        cmocka_unit_test(text_is_formatted_as_by_vsnprintf),
        cmocka_unit_test(lines_are_found_without_their_newline),
        cmocka_unit_test(a_line_directive_moves_the_lines_behind_it),
        cmocka_unit_test(an_error_shows_the_token_underlined),
        cmocka_unit_test(the_same_error_is_shown_once),
        cmocka_unit_test(a_token_without_a_column_has_no_caret),
        cmocka_unit_test(warnings_obey_their_options),
        cmocka_unit_test(system_headers_are_not_warned_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
