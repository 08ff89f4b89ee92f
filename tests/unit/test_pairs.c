/* SPDX-License-Identifier: Apache-2.0 */
/* Names without their language, and patterns of names. */
#include "unit/unit.h"

#include "bihe/bihe.h"
#include "post/names.h"

#include <stdio.h>

static bihe_arena arena;

static int set_up(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena_init(&arena, &a);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bihe_arena_clear(&arena);
    return 0;
}

static void tags_name_languages(void **state)
{
    (void)state;
    static const char *const chinese[] = {"zh", "ZH", "zh-CN", "zh_Hans", "cn", "中文"};
    static const char *const english[] = {"en", "EN_us", "en-GB", "english"};
    static const char *const neither[] = {
        "", "e", "end", "zen", "de", "zh-", "zh-Hans-CN-x-long-tag"};
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
        assert_int_equal(bihe_name_language(bihe_view_of(chinese[i])), BIHE_ZH);
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        assert_int_equal(bihe_name_language(bihe_view_of(english[i])), BIHE_EN);
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
        assert_int_equal(bihe_name_language(bihe_view_of(neither[i])), -1);
}

static void expect_beside(const char *path, int side, const char *key)
{
    const bihe_name name = bihe_name_beside(bihe_view_of(path), &arena);
    assert_int_equal(name.side, side);
    assert_view(name.key, key);
}

static void names_lose_their_language(void **state)
{
    (void)state;
    expect_beside("a/trip.en.md", BIHE_EN, "a/trip.md");
    expect_beside("a/trip.zh-cn.markdown", BIHE_ZH, "a/trip.md");
    expect_beside("a/trip_zh_CN.MD", BIHE_ZH, "a/trip.md");
    expect_beside("a/en_trip.htm", BIHE_EN, "a/trip.html");
    expect_beside("zh.md", BIHE_ZH, ".md");
    expect_beside("chapter.zh", BIHE_ZH, "chapter");
    expect_beside("zh/trip.md", -1, "zh/trip.md");
    expect_beside("a/zen.md", -1, "a/zen.md");
    expect_beside("a/wooden.md", -1, "a/wooden.md");
}

static void expect_across(const char *path, size_t skip, int side, const char *key)
{
    const bihe_name name = bihe_name_across(bihe_view_of(path), skip, &arena);
    assert_int_equal(name.side, side);
    assert_view(name.key, key);
}

static void folders_lose_their_language(void **state)
{
    (void)state;
    expect_across("en/trip.md", 0, BIHE_EN, "trip.md");
    expect_across("site/zh-CN/blog/trip.md", 0, BIHE_ZH, "site/blog/trip.md");
    expect_across("posts_en/trip.md", 0, BIHE_EN, "posts/trip.md");
    expect_across("en/old/zh/trip.md", 0, BIHE_ZH, "en/old/trip.md");
    expect_across("zh/trip.zh.md", 0, BIHE_ZH, "trip.md");
    expect_across("zh/trip.en.md", 0, -1, "zh/trip.en.md");
    expect_across("zh/posts/trip.md", strlen("zh/posts/"), -1, "zh/posts/trip.md");
    expect_across("/en/news/2020/", 0, BIHE_EN, "/news/2020/");
}

static void paths_have_a_normal_form(void **state)
{
    (void)state;
    assert_view(bihe_name_normal(BIHE_VIEW("./a//b/./c.md"), &arena), "a/b/c.md");
    assert_view(bihe_name_normal(BIHE_VIEW("/a/b"), &arena), "/a/b");
    assert_view(bihe_name_normal(BIHE_VIEW("//a/"), &arena), "/a/");
}

static void expect_other(const char *text, const char *path, const char *other)
{
    bihe_name_pattern pattern;
    bihe_error err;
    assert_int_equal(bihe_name_pattern_parse(&pattern, text, &err), BIHE_OK);
    assert_view(bihe_name_other(&pattern, bihe_view_of(path), &arena), other);
}

static void patterns_give_the_other_path(void **state)
{
    (void)state;
    expect_other("*.md=*.en.md", "a/b.md", "a/b.en.md");
    expect_other("zh/**=en/**", "site/zh/a/b.md", "site/en/a/b.md");
    expect_other("zh/*=en/*", "site/zh/a/b.md", "");
    expect_other("zh/**=**", "site/zh/a/b.md", "site/a/b.md");
    expect_other("c*-*.md=e*-*.md", "c1-2-3.md", "e1-2-3.md");
    expect_other("*-cn-*.md=*-us-*.md", "x-cn-cn-y.md", "x-us-cn-y.md");
    expect_other("/zh/*=/en/*", "/a/zh/b", "");
    expect_other("/zh/*=/en/*", "/zh/b", "/en/b");
    expect_other("one.md=two.md", "a/one.md", "a/two.md");
    expect_other("one.md=two.md", "a/none.md", "");
    expect_other("a*a=b*b", "a", "");
}

static void bad_patterns_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "*", "=b", "a=", "a=a", "*=b", "*a*b*c*d*e*f*g*h*i=*b*b*b*b*b*b*b*b*b"};
    bihe_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(bihe_pairs_check(bad[i], &err), BIHE_ERROR_OPTION);
    assert_int_equal(bihe_pairs_check("*a=**", &err), BIHE_OK);
    assert_int_equal(bihe_pairs_check("permalink", &err), BIHE_OK);
}

static void many_files_pair_in_the_order_given(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    static char text[2 * COUNT][32];
    static const char *paths[2 * COUNT];
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(text[i], sizeof text[i], "no/such/%d.en.md", i);
        (void)snprintf(text[COUNT + i], sizeof text[i], "no/such/%d.zh.md", COUNT - 1 - i);
    }
    for (int i = 0; i < 2 * COUNT; i++)
        paths[i] = text[i];
    bihe_pairs *pairs;
    bihe_error err;
    const bihe_pairs_options options = {.max_bytes = 1000};
    assert_int_equal(bihe_pairs_find(&pairs, paths, 2 * COUNT, &options, &err), BIHE_OK);
    size_t count;
    const bihe_post_files *posts = bihe_pairs_posts(pairs, &count);
    assert_int_equal(count, COUNT);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(posts[i].en, text[i]);
        assert_string_equal(posts[i].zh, text[2 * COUNT - 1 - i]);
    }
    bihe_pairs_free(pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_name_languages),
        cmocka_unit_test_setup_teardown(names_lose_their_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_lose_their_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_have_a_normal_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(patterns_give_the_other_path, set_up, tear_down),
        cmocka_unit_test(bad_patterns_are_refused),
        cmocka_unit_test(many_files_pair_in_the_order_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
