/* compiler/front/names: keywords by language, scopes, and mentions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "front/names.h"
#include "grammar/tokens.h"

static int fresh(void **state)
{
    (void)state;
    lang_c23 = 0;
    lang_gnu = 1;
    names_init();
    return 0;
}

static void c23_words_are_keywords_only_in_c23(void **state)
{
    (void)state;
    assert_int_equal(intern_z("bool")->keyword, 0);
    assert_int_equal(intern_z("_Bool")->keyword, TK_BOOL);
    lang_c23 = 1;
    names_init();
    assert_int_equal(intern_z("bool")->keyword, TK_BOOL);
    assert_int_equal(intern_z("nullptr")->keyword, TK_NULLPTR);
    lang_c23 = 0;
    names_init();
    assert_int_equal(intern_z("bool")->keyword, 0);
}

static void strict_c_has_no_asm_and_typeof(void **state)
{
    (void)state;
    assert_int_equal(intern_z("asm")->keyword, TK_ASM);
    lang_gnu = 0;
    names_init();
    assert_int_equal(intern_z("asm")->keyword, 0);
    assert_int_equal(intern_z("typeof")->keyword, 0);
    assert_int_equal(intern_z("__asm__")->keyword, TK_ASM);
    lang_c23 = 1;
    names_init();
    assert_int_equal(intern_z("typeof")->keyword, TK_TYPEOF);
}

static void words_are_contextual_and_reserved_spellings_are_not(void **state)
{
    (void)state;
    assert_int_equal(intern_z("await")->word, WORD_CONTEXTUAL);
    assert_int_equal(intern_z("await")->keyword, TK_AWAIT);
    assert_int_equal(intern_z("_Await")->word, WORD_NONE);
    assert_int_equal(intern_z("_Await")->keyword, TK_AWAIT);
    assert_int_equal(intern_z("gather")->word, WORD_BUILTIN);
    assert_int_equal(intern_z("acc_gather")->word, WORD_BUILTIN);
    assert_int_equal(intern_z("gathered")->word, WORD_NONE);
}

static void predeclared_types_are_types_until_redeclared(void **state)
{
    (void)state;
    Str *s = intern_z("_Float32");
    assert_true(names_is_type(s));
    assert_int_equal(names_lookup(s)->kind, NAME_PREDECLARED);
    names_declare_variable(s, 1);
    assert_false(names_is_type(s));
}

static void leaving_a_scope_undoes_its_declarations(void **state)
{
    (void)state;
    Str *s = intern_z("leaving_s"), *t = intern_z("leaving_t");
    names_declare_variable(s, 5);
    Scope outer = names_save();
    names_declare_variable(s, 7);
    names_declare_variable(t, 8);
    Scope inner = names_save();
    names_declare_variable(t, 9);
    assert_int_equal(names_lookup(t)->at, 9);
    names_restore(inner);
    assert_int_equal(names_lookup(t)->at, 8);
    assert_int_equal(names_lookup(s)->at, 7);
    names_restore(outer);
    assert_null(names_lookup(t));
    assert_int_equal(names_lookup(s)->at, 5);
}

static void a_second_declaration_in_a_scope_keeps_the_first_place(void **state)
{
    (void)state;
    Str *s = intern_z("twice");
    names_declare_variable(s, 5);
    names_declare_variable(s, 6);
    assert_int_equal(names_lookup(s)->at, 5);
}

static void the_file_scope_survives_an_error(void **state)
{
    (void)state;
    Str *s = intern_z("file_s"), *t = intern_z("file_t");
    names_declare_variable(s, 5);
    names_save();
    names_save();
    names_declare_variable(t, 6);
    names_file_scope();
    assert_non_null(names_lookup(s));
    assert_null(names_lookup(t));
}

static void a_mention_spreads_only_to_what_begins_before_it(void **state)
{
    (void)state;
    Str *before = intern_z("mention_before"), *after = intern_z("mention_after");
    names_mention(10);
    names_spread_mention(before, 9);
    names_spread_mention(after, 11);
    assert_true(before->mentions_dialect);
    assert_false(after->mentions_dialect);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup(name, fresh)
        TEST(c23_words_are_keywords_only_in_c23),
        TEST(strict_c_has_no_asm_and_typeof),
        TEST(words_are_contextual_and_reserved_spellings_are_not),
        TEST(predeclared_types_are_types_until_redeclared),
        TEST(leaving_a_scope_undoes_its_declarations),
        TEST(a_second_declaration_in_a_scope_keeps_the_first_place),
        TEST(the_file_scope_survives_an_error),
        TEST(a_mention_spreads_only_to_what_begins_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
