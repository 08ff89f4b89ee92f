/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts from blocks built by hand: which text goes to which side, and in which sections. */
#include "unit/unit.h"

#include "bihe/document.h"
#include "post/split.h"

enum { MAX_BLOCKS = 16 };

static bihe_arena arena;
static bihe_block blocks[MAX_BLOCKS];
static bihe_span spans[MAX_BLOCKS];
static bihe_post post;

static int set_up(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena_init(&arena, &a);
    post = (bihe_post){.blocks = blocks};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bihe_arena_clear(&arena);
    return 0;
}

static void add(bihe_block_kind kind, const char *text)
{
    const size_t i = post.block_count++;
    spans[i] = (bihe_span){0, 1000 * i};
    blocks[i] = (bihe_block){.kind = kind,
                             .quoted = kind == BIHE_BLOCK_QUOTE,
                             .text = bihe_view_of(text),
                             .spans = &spans[i],
                             .span_count = 1,
                             .line = {i + 1, i + 1}};
}

static bihe_sides split(bihe_layout wanted, bool by_line)
{
    bihe_sides sides;
    bihe_error err;
    assert_int_equal(bihe_split(&sides, &post, wanted, by_line, &arena, &err), BIHE_OK);
    return sides;
}

static void scripts_decide(void **state)
{
    (void)state;
    assert_int_equal(bihe_side_of(BIHE_VIEW("我们昨天去了海边。")), BIHE_ZH);
    assert_int_equal(bihe_side_of(BIHE_VIEW("We went to the sea.")), BIHE_EN);
    assert_int_equal(bihe_side_of(BIHE_VIEW("在 Kubernetes 里用 kubectl apply 部署应用")), BIHE_ZH);
    assert_int_equal(bihe_side_of(BIHE_VIEW("The word 茶 means tea in many languages")), BIHE_EN);
    assert_int_equal(bihe_side_of(BIHE_VIEW("12:30 -- 100%")), -1);
}

static void two_lines_of_one_paragraph(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边。\nWe went to the sea yesterday.");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_HALVES);
    assert_int_equal(s.section_count, 1);
    assert_view(s.passages[BIHE_ZH][0].text, "我们昨天去了海边。");
    assert_view(s.passages[BIHE_EN][0].text, "We went to the sea yesterday.");
    /* offsets lead back into the source */
    assert_int_equal(s.passages[BIHE_EN][0].spans[0].source, strlen("我们昨天去了海边。\n"));
}

static void reverse_order_and_soft_breaks(void **state)
{
    (void)state;
    add(BIHE_BLOCK_HEADING, "At the sea");
    add(BIHE_BLOCK_PARAGRAPH, "We went to the sea\nyesterday, all of us.");
    add(BIHE_BLOCK_HEADING, "在海边");
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天\n一起去了海边，用\nGPS 找到了路。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_HALVES);
    assert_view(s.passages[BIHE_EN][1].text, "We went to the sea yesterday, all of us.");
    assert_view(s.passages[BIHE_ZH][1].text, "我们昨天一起去了海边，用 GPS 找到了路。");
    assert_int_equal(s.passages[BIHE_ZH][0].kind, BIHE_BLOCK_HEADING);
}

static void names_stay_in_the_chinese_half(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，看到了很多贝壳和一只海鸥。");
    add(BIHE_BLOCK_PARAGRAPH, "Docker");
    add(BIHE_BLOCK_PARAGRAPH, "今天我们在家里写了很多很多程序，一直写到晚上。");
    add(BIHE_BLOCK_PARAGRAPH, "We went to the sea yesterday and saw many shells and a gull.");
    add(BIHE_BLOCK_PARAGRAPH, "Docker");
    add(BIHE_BLOCK_PARAGRAPH, "Today we stayed at home and wrote programs until the evening.");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_HALVES);
    assert_int_equal(s.count[BIHE_ZH], 3);
    assert_view(s.passages[BIHE_ZH][1].text, "Docker");
}

static void alternating_paragraphs_make_sections(void **state)
{
    (void)state;
    add(BIHE_BLOCK_QUOTE, "We went to the sea yesterday, and it was very cold there.");
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，那里很冷，风也很大。");
    add(BIHE_BLOCK_QUOTE, "Today we stay at home and read the books that we bought.");
    add(BIHE_BLOCK_PARAGRAPH, "今天我们待在家里，读我们买的书。");
    add(BIHE_BLOCK_QUOTE, "Tomorrow we shall see what the weather is like.");
    add(BIHE_BLOCK_PARAGRAPH, "明天我们再看看天气怎么样。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_ALTERNATING);
    assert_int_equal(s.section_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(s.sections[i].first[0], i);
        assert_int_equal(s.sections[i].count[0], 1);
        assert_int_equal(s.sections[i].count[1], 1);
    }
}

static void a_title_before_the_first_pair(void **state)
{
    (void)state;
    add(BIHE_BLOCK_HEADING, "海边");
    add(BIHE_BLOCK_PARAGRAPH, "We went to the sea yesterday, and it was very cold there.");
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，那里很冷，风也很大。");
    add(BIHE_BLOCK_PARAGRAPH, "Today.");
    add(BIHE_BLOCK_PARAGRAPH, "今天。");
    add(BIHE_BLOCK_PARAGRAPH, "Tomorrow we shall see what the weather is like at the sea.");
    add(BIHE_BLOCK_PARAGRAPH, "明天我们再看看海边的天气怎么样。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_ALTERNATING);
    assert_int_equal(s.section_count, 4);
    assert_int_equal(s.sections[0].count[BIHE_EN], 0);
    assert_int_equal(s.sections[2].first[BIHE_ZH], 2);
}

static void line_by_line(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，那里很冷。\nWe went to the sea, it was cold.\n"
                              "今天我们待在家里读书。\nToday we stay at home and read.\n"
                              "明天我们再看看天气怎么样。\nTomorrow we shall see.");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_ALTERNATING);
    assert_int_equal(s.section_count, 3);
}

static void one_language(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "We went to the sea yesterday.");
    add(BIHE_BLOCK_PARAGRAPH, "12.5");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_SINGLE);
    assert_int_equal(s.only_side, BIHE_EN);
    assert_int_equal(s.count[BIHE_EN], 2);
    post.block_count = 0;
    const bihe_sides none = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(none.layout, BIHE_LAYOUT_SINGLE);
    assert_int_equal(none.only_side, -1);
}

static void no_letters_and_nothing_but_notes(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "12.5");
    const bihe_sides digits = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(digits.layout, BIHE_LAYOUT_SINGLE);
    assert_int_equal(digits.only_side, -1);
    post.block_count = 0;
    add(BIHE_BLOCK_PARAGRAPH, "译者注：全文略。");
    const bihe_sides note = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(note.layout, BIHE_LAYOUT_SINGLE);
    assert_int_equal(note.only_side, BIHE_ZH);
    assert_int_equal(note.count[BIHE_ZH], 1);
}

static void comments_are_remarks_or_a_half(void **state)
{
    (void)state;
    add(BIHE_BLOCK_COMMENT, "more");
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，那里很冷。\nWe went to the sea, it was cold.");
    bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.count[BIHE_EN], 1);
    post.block_count = 0;
    add(BIHE_BLOCK_COMMENT, "We went to the sea, it was cold.");
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，那里很冷。");
    add(BIHE_BLOCK_COMMENT, "Today we stay at home and read.");
    add(BIHE_BLOCK_PARAGRAPH, "今天我们待在家里读书。");
    s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.count[BIHE_EN], 2);
    assert_int_equal(s.section_count, 2);
}

static void hard_breaks_and_presegmented_lines_divide(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天\v去了海边\n那里很冷");
    add(BIHE_BLOCK_PARAGRAPH, "We went\vto the sea\nit was cold");
    bihe_sides s = split(BIHE_LAYOUT_HALVES, false);
    assert_int_equal(s.count[BIHE_ZH], 2);
    assert_int_equal(s.count[BIHE_EN], 2);
    assert_view(s.passages[BIHE_EN][1].text, "to the sea it was cold");
    s = split(BIHE_LAYOUT_HALVES, true);
    assert_int_equal(s.count[BIHE_ZH], 3);
    assert_int_equal(s.count[BIHE_EN], 3);
}

static void a_wanted_layout_is_kept(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "我们昨天去了海边，那里很冷。");
    add(BIHE_BLOCK_PARAGRAPH, "We went to the sea, it was cold.");
    add(BIHE_BLOCK_PARAGRAPH, "今天我们待在家里读书。");
    add(BIHE_BLOCK_PARAGRAPH, "Today we stay at home and read.");
    const bihe_sides s = split(BIHE_LAYOUT_HALVES, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_HALVES);
    assert_int_equal(s.section_count, 1);
}

static void wrapped_chinese_keeps_its_names(void **state)
{
    (void)state;
    add(BIHE_BLOCK_PARAGRAPH, "We use Kubernetes\nand Docker to run\nthe services.");
    add(BIHE_BLOCK_PARAGRAPH, "我们使用\nKubernetes 和 Docker\n来运行这些服务。");
    add(BIHE_BLOCK_PARAGRAPH,
        "This work was done together with the\nteams of SIG Node and others.");
    add(BIHE_BLOCK_PARAGRAPH, "这项工作是与\nSIG Node\n等社区团队密切合作完成的。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.count[BIHE_ZH], 2);
    assert_int_equal(s.count[BIHE_EN], 2);
    assert_view(s.passages[BIHE_ZH][0].text, "我们使用 Kubernetes 和 Docker 来运行这些服务。");
    assert_view(s.passages[BIHE_ZH][1].text, "这项工作是与 SIG Node 等社区团队密切合作完成的。");
}

static void bilingual_lines_are_pairs(void **state)
{
    (void)state;
    add(BIHE_BLOCK_HEADING, "天气 / Weather");
    add(BIHE_BLOCK_HEADING, "Feature Gates（特性门控）");
    add(BIHE_BLOCK_HEADING, "Planning | 规划");
    add(BIHE_BLOCK_PARAGRAPH, "今天天气很好，我们出门了。The weather is fine today, we go out.");
    add(BIHE_BLOCK_PARAGRAPH, "\"It rains,\" she said. “下雨了。”她说。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.section_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(s.sections[i].count[0], 1);
        assert_int_equal(s.sections[i].count[1], 1);
    }
    assert_view(s.passages[BIHE_ZH][1].text, "特性门控");
    assert_view(s.passages[BIHE_EN][3].text, "The weather is fine today, we go out.");
    assert_view(s.passages[BIHE_ZH][4].text, "“下雨了。”她说。");
}

static void chinese_with_names_is_no_pair(void **state)
{
    (void)state;
    add(BIHE_BLOCK_HEADING, "部署 Docker Swarm");
    add(BIHE_BLOCK_PARAGRAPH, "输入输出（I / O）由内核处理，参见 Linux 文档。");
    add(BIHE_BLOCK_PARAGRAPH, "我们今天试用了新版本（Release 1.25）。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_SINGLE);
    assert_int_equal(s.count[BIHE_ZH], 3);
    assert_view(s.passages[BIHE_ZH][0].text, "部署 Docker Swarm");
}

static void headings_in_a_row_are_pairs(void **state)
{
    (void)state;
    add(BIHE_BLOCK_HEADING, "旅行笔记");
    add(BIHE_BLOCK_HEADING, "Travel Notes");
    add(BIHE_BLOCK_PARAGRAPH, "我们坐火车去了北京，那里的秋天很美。");
    add(BIHE_BLOCK_PARAGRAPH, "We took the train to Beijing, where autumn is beautiful.");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.layout, BIHE_LAYOUT_HALVES);
    assert_int_equal(s.section_count, 2);
    assert_view(s.passages[BIHE_EN][0].text, "Travel Notes");
}

static void bylines_are_chinese(void **state)
{
    (void)state;
    add(BIHE_BLOCK_QUOTE, "原文：A new approach to kernel timers\n翻译：By somebody else");
    add(BIHE_BLOCK_QUOTE, "The kernel has an interface to ask for events in the future.");
    add(BIHE_BLOCK_PARAGRAPH, "内核有一个接口，可以要求在将来得到事件的通知。");
    const bihe_sides s = split(BIHE_LAYOUT_AUTO, false);
    assert_int_equal(s.count[BIHE_EN], 1);
    assert_int_equal(s.count[BIHE_ZH], 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_decide),
        cmocka_unit_test_setup_teardown(two_lines_of_one_paragraph, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reverse_order_and_soft_breaks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_stay_in_the_chinese_half, set_up, tear_down),
        cmocka_unit_test_setup_teardown(alternating_paragraphs_make_sections, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_title_before_the_first_pair, set_up, tear_down),
        cmocka_unit_test_setup_teardown(line_by_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_letters_and_nothing_but_notes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(comments_are_remarks_or_a_half, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hard_breaks_and_presegmented_lines_divide, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_wanted_layout_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrapped_chinese_keeps_its_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bilingual_lines_are_pairs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(chinese_with_names_is_no_pair, set_up, tear_down),
        cmocka_unit_test_setup_teardown(headings_in_a_row_are_pairs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bylines_are_chinese, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
