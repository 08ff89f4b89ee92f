/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/unit.h"

#include "text/fold.h"
#include "text/pattern.h"
#include "text/yaml.h"

static void iteration_survives_bad_bytes(void **state)
{
    (void)state;
    const bihe_view text = BIHE_VIEW("a\xE4\xB8\xAD\xFF\xF0\x9F\x98\x80\xE4\xB8");
    const int32_t forward[] = {'a', 0x4E2D, 0xFFFD, 0x1F600, 0xFFFD, 0xFFFD};
    size_t pos = 0, n = 0;
    while (pos < text.len)
        assert_int_equal(bihe_utf8_next(text, &pos), forward[n++]);
    assert_int_equal(n, 6);
    while (pos > 0)
        assert_int_equal(bihe_utf8_prev(text, &pos), forward[--n]);
    assert_int_equal(n, 0);
    assert_int_equal(bihe_utf8_valid_prefix(text), 4);
}

static void trim_knows_chinese_space(void **state)
{
    (void)state;
    assert_view(bihe_utf8_trim(BIHE_VIEW("\xE3\x80\x80 \xE4\xB8\xAD \n\xEF\xBB\xBF")), "中");
    assert_view(bihe_utf8_trim(BIHE_VIEW("  ")), "");
}

static void nfc_composes(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer b;
    bihe_error err;
    bihe_buffer_init(&b, &a);
    assert_int_equal(bihe_utf8_append_nfc(&b, BIHE_VIEW("cafe\xCC\x81 中"), &err), BIHE_OK);
    assert_view(bihe_buffer_view(&b), "café 中");
    bihe_buffer_clear(&b);
}

static void letters_are_counted_by_script(void **state)
{
    (void)state;
    bihe_script_counts counts = {0, 0, 0};
    bihe_script_count(BIHE_VIEW("中文 ABc é ж 12。"), &counts);
    assert_int_equal(counts.han, 2);
    assert_int_equal(counts.latin, 4);
    assert_int_equal(counts.other, 1);
}

static bihe_status parse(const char *text, bihe_arena *arena, const bihe_yaml **node,
                         bihe_error *err)
{
    return bihe_yaml_parse(node, bihe_view_of(text), "x.md", 2, arena, err);
}

static void yaml_keeps_types(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena arena;
    bihe_arena_init(&arena, &a);
    const bihe_yaml *node;
    bihe_error err;
    assert_int_equal(parse("a: 1\nb: -2.5e1\nc: '3'\nd: true\ne: ~\nf: 2018-06-13 22:00:56\n"
                           "g: [x, y]\nh: &k {z: w}\ni: *k\n",
                           &arena, &node, &err),
                     BIHE_OK);
    assert_int_equal(node->count, 9);
    assert_int_equal(bihe_yaml_get(node, "a")->kind, BIHE_YAML_INT);
    assert_true(bihe_yaml_get(node, "b")->number == -25.0);
    assert_int_equal(bihe_yaml_get(node, "c")->kind, BIHE_YAML_TEXT);
    assert_int_equal(bihe_yaml_get(node, "d")->kind, BIHE_YAML_BOOL);
    assert_int_equal(bihe_yaml_get(node, "e")->kind, BIHE_YAML_NULL);
    assert_view(bihe_yaml_get(node, "f")->text, "2018-06-13 22:00:56");
    assert_int_equal(bihe_yaml_get(node, "g")->count, 2);
    assert_view(bihe_yaml_get(bihe_yaml_get(node, "i"), "z")->text, "w");
    assert_int_equal(bihe_yaml_get(node, "b")->line, 3);
    bihe_arena_clear(&arena);
}

static void lenient_yaml_keeps_the_last_value(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena arena;
    bihe_arena_init(&arena, &a);
    const bihe_yaml *node, *repeated;
    bihe_error err;
    bihe_yaml_input input = {BIHE_VIEW("a: 1\nb: 2\na: 3\nb: {c: 4, c: 5}\nd: 6\n"), "x.md", 2};
    assert_int_equal(bihe_yaml_parse_lenient(&node, &input, &repeated, &arena, &err), BIHE_OK);
    assert_int_equal(node->count, 3);
    assert_view(bihe_yaml_get(node, "a")->text, "3");
    assert_view(bihe_yaml_get(bihe_yaml_get(node, "b"), "c")->text, "5");
    assert_view(bihe_yaml_get(node, "d")->text, "6");
    assert_view(repeated->text, "c");
    assert_int_equal(repeated->line, 5);
    input.text = BIHE_VIEW("a: 1\n");
    assert_int_equal(bihe_yaml_parse_lenient(&node, &input, &repeated, &arena, &err), BIHE_OK);
    assert_null(repeated);
    bihe_arena_clear(&arena);
}

static void bad_yaml_names_line_and_column(void **state)
{
    (void)state;
    static const char bomb[] = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                               "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\n"
                               "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena arena;
    bihe_arena_init(&arena, &a);
    const bihe_yaml *node;
    bihe_error err;
    assert_int_equal(parse("a: b\nc: [d\n", &arena, &node, &err), BIHE_ERROR_INPUT);
    assert_string_equal(err.file, "x.md");
    assert_in_range(err.line, 3, 4);
    assert_int_equal(parse(bomb, &arena, &node, &err), BIHE_ERROR_INPUT);
    assert_int_equal(parse("a: &x [*x]", &arena, &node, &err), BIHE_ERROR_INPUT);
    assert_int_equal(parse("a: 1\na: 2", &arena, &node, &err), BIHE_ERROR_INPUT);
    assert_int_equal(parse("a: *nowhere", &arena, &node, &err), BIHE_ERROR_INPUT);
    char deep[201];
    memset(deep, '[', 200);
    deep[200] = '\0';
    assert_int_equal(parse(deep, &arena, &node, &err), BIHE_ERROR_INPUT);
    assert_int_equal(parse("", &arena, &node, &err), BIHE_OK);
    assert_null(node);
    bihe_arena_clear(&arena);
}

static void patterns_match_and_give_up(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_pattern *p;
    bihe_matcher *m;
    bihe_error err;
    size_t from, to;
    assert_int_equal(bihe_matcher_new(&m, &a, &err), BIHE_OK);
    assert_int_equal(bihe_pattern_new(&p, BIHE_VIEW("\\p{Han}+。"), false, &a, &err), BIHE_OK);
    assert_true(bihe_pattern_find(p, m, BIHE_VIEW("ab中文。"), 0, &from, &to));
    assert_int_equal(from, 2);
    assert_int_equal(to, 11);
    bihe_pattern_free(p);
    assert_int_equal(bihe_pattern_new(&p, BIHE_VIEW("a("), false, &a, &err), BIHE_ERROR_INPUT);
    assert_int_equal(bihe_pattern_new(&p, BIHE_VIEW("(a+)+$"), false, &a, &err), BIHE_OK);
    char hard[64];
    memset(hard, 'a', 63);
    hard[62] = 'b';
    assert_false(bihe_pattern_find(p, m, (bihe_view){hard, 63}, 0, &from, &to));
    assert_true(bihe_matcher_gave_up(m) > 0);
    bihe_pattern_free(p);
    bihe_matcher_free(m);
}

static void assert_folded(const char *text, const char *expected)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer out;
    bihe_error err;
    bihe_buffer_init(&out, &a);
    assert_int_equal(bihe_fold_append(&out, bihe_view_of(text), &err), BIHE_OK);
    assert_view(bihe_buffer_view(&out), expected);
    bihe_buffer_clear(&out);
}

static void folding_leaves_what_counts(void **state)
{
    (void)state;
    assert_folded("", "");
    assert_folded("Hello, World!", "helloworld");
    assert_folded("ＨＥＬＬＯ　Ｗｏｒｌｄ！", "helloworld");
    assert_folded("“你好”，世界……", "你好世界");
    assert_folded("「你好」\u3000世\u200B界。", "你好世界");
    assert_folded("Ma\u00DFe \uFB01t Ｅ\u0301t\u00C9", "massefit\u00E9t\u00E9");
    assert_folded("3.5 % of 35 and 1,000: C++ is not C#.", "3.5%of35and1,000c++isnotc#");
    assert_folded("３．５", "3.5");
    assert_folded("3. 5 3.", "353");
    assert_folded("3..5 a.5", "35a5");
    assert_folded("\uFDFA",
                  "\u0635\u0644\u0649\u0627\u0644\u0644\u0647\u0639\u0644\u064A\u0647\u0648\u0633"
                  "\u0644\u0645");
    assert_folded("……", "");
}

/* Long enough that the first guess of the folded length is too small. */
static void folding_may_grow_a_text(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text, out;
    bihe_error err;
    bihe_buffer_init(&text, &a);
    bihe_buffer_init(&out, &a);
    for (int i = 0; i < 100; i++)
        bihe_buffer_append_text(&text, "\uFDFA");
    assert_int_equal(bihe_fold_append(&out, bihe_buffer_view(&text), &err), BIHE_OK);
    assert_int_equal(bihe_utf8_count(bihe_buffer_view(&out)), 1500);
    bihe_buffer_clear(&text);
    bihe_buffer_clear(&out);
}

static void search_ignores_case(void **state)
{
    (void)state;
    const bihe_view text = BIHE_VIEW("Im Stra\u00DFenbau: \u00C9cole, 学校 and SCHOOL");
    size_t end;
    assert_int_equal(bihe_fold_find(text, 0, BIHE_VIEW("\u00E9COLE"), &end), 16);
    assert_int_equal(end, 22);
    assert_int_equal(bihe_fold_find(text, 0, BIHE_VIEW("校"), &end), 27);
    assert_int_equal(bihe_fold_find(text, 28, BIHE_VIEW("校"), &end), text.len);
    assert_int_equal(bihe_fold_find(text, 0, BIHE_VIEW("schools"), &end), text.len);
    assert_int_equal(bihe_fold_find(text, 0, BIHE_VIEW("school"), &end), 35);
    assert_int_equal(end, text.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iteration_survives_bad_bytes),
        cmocka_unit_test(trim_knows_chinese_space),
        cmocka_unit_test(nfc_composes),
        cmocka_unit_test(letters_are_counted_by_script),
        cmocka_unit_test(folding_leaves_what_counts),
        cmocka_unit_test(folding_may_grow_a_text),
        cmocka_unit_test(search_ignores_case),
        cmocka_unit_test(yaml_keeps_types),
        cmocka_unit_test(bad_yaml_names_line_and_column),
        cmocka_unit_test(lenient_yaml_keeps_the_last_value),
        cmocka_unit_test(patterns_match_and_give_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
