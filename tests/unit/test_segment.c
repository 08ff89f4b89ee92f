/* SPDX-License-Identifier: Apache-2.0 */
/* Each case is a text with its boundaries marked by `|`; where the text has no white space at a
 * boundary the mark is the only thing between the sentences, `| ` where it has. */
#include "unit/unit.h"

#include "align/joint.h"
#include "align/segment.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct fixture {
    bihe_allocator allocator;
    bihe_rules *rules[2];
    bihe_cues *cues;
    bihe_matcher *matcher;
} fixture;

enum { ZH, EN };

static int setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL) return -1;
    bihe_error err;
    f->allocator = bihe_allocator_default();
    static const char *const PATHS[2] = {BIHE_TEST_MODELS "/segment-zh.yaml",
                                         BIHE_TEST_MODELS "/segment-en.yaml"};
    for (int i = 0; i < 2; i++) {
        if (bihe_rules_load(&f->rules[i], PATHS[i], &f->allocator, &err) != BIHE_OK) {
            print_error("%s:%zu:%zu: %s\n", err.file, err.line, err.column, err.message);
            return -1;
        }
    }
    if (bihe_matcher_new(&f->matcher, &f->allocator, &err) != BIHE_OK) return -1;
    if (bihe_cues_open(&f->cues, BIHE_TEST_MODELS "/segment.bin", &f->allocator, &err) != BIHE_OK)
        return -1;
    f->rules[ZH]->cues = f->rules[EN]->cues = f->cues;
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    bihe_rules_free(f->rules[0]);
    bihe_rules_free(f->rules[1]);
    bihe_matcher_free(f->matcher);
    bihe_cues_free(f->cues);
    free(f);
    return 0;
}

static bihe_cut_list segment(const fixture *f, int side, bihe_view text)
{
    bihe_cut_list cuts = {.items = NULL};
    bihe_error err;
    assert_int_equal(
        bihe_segment_passage(f->rules[side], f->matcher, text, &cuts, &f->allocator, &err),
        BIHE_OK);
    return cuts;
}

/* Segments the case without its marks, puts marks where it was cut, and compares. */
static void check(const fixture *f, int side, const char *marked)
{
    bihe_buffer text, found;
    bihe_buffer_init(&text, &f->allocator);
    bihe_buffer_init(&found, &f->allocator);
    for (const char *c = marked; *c != '\0'; c++) {
        if (*c != '|') bihe_buffer_append_byte(&text, *c);
    }
    const bihe_view view = bihe_buffer_view(&text);
    bihe_cut_list cuts = segment(f, side, view);
    size_t end = 0;
    for (size_t i = 0; i < cuts.count; i++) {
        if (i > 0) bihe_buffer_append_byte(&found, '|');
        bihe_buffer_append_view(&found, bihe_view_slice(view, end, cuts.items[i].end));
        assert_true(cuts.items[i].margin > 0);
        end = cuts.items[i].end;
    }
    assert_view(bihe_buffer_view(&found), marked);
    bihe_cut_list_clear(&cuts, &f->allocator);
    bihe_buffer_clear(&text);
    bihe_buffer_clear(&found);
}

static void check_all(void **state, int side, const char *const *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(*state, side, cases[i]);
}

#define CHECK(side, ...)                                                                           \
    do {                                                                                           \
        static const char *const cases_[] = {__VA_ARGS__};                                         \
        check_all(state, side, cases_, sizeof cases_ / sizeof cases_[0]);                          \
    } while (0)

static void plain_english(void **state)
{
    CHECK(EN, "The ferry left at dawn.| Nobody waved.", "Did it rain?| It poured!| We stayed in.",
          "One sentence only", "Really?!| You are joking.", "He shrugged...| Then he left.",
          "He shrugged... then he left.");
}

static void plain_chinese(void **state)
{
    CHECK(ZH, "渡船一早就开走了。|没有人挥手。", "下雨了吗？|下得很大！|我们没有出门。",
          "只有一句话", "先量尺寸；再裁布料；最后缝合。|就这么简单。",
          "通知如下：明天停水。|请提前储水。", "他想了想……也许不去了。");
}

static void glued_english_is_cut(void **state)
{
    CHECK(EN, "The bridge was closed yesterday.|The mayor gave no reason.",
          "Who signed it?|Nobody would say.", "It opened in 1974.|In 1980 it burned down.",
          "The tool is called backup.exe.|Run it twice a week.",
          "She called it \"a small miracle.\"|12. Asks the board to report by May.",
          "having seen the plan;|having heard the engineers;|having visited the site.",
          "The vote is at 7 p.m.|Visitors may watch.");
}

static void inner_dots_are_not(void **state)
{
    CHECK(EN, "Paragraph A8-0189/2018 was left out.", "Version 2.14.3 fixes it; v2.0 did not.",
          "They wrote it in Node.js and ASP.NET last spring.",
          "Send it to Ann.Lee@example.org today.",
          "Read https://example.org/a.b/Index.html?q=1.5 first.| It is short.",
          "Copy notes.Draft.txt to the desk.", "W.B. Yeats and E.E. Cummings met once.",
          "It costs $2,450.75 a year.");
}

static void abbreviations(void **state)
{
    CHECK(EN, "Dr. Hale met Mrs. Ono at St. Anne's.| They had tea.",
          "She lives in the U.S. and works in the U.K. office.",
          "He moved to the U.S.| She stayed.", "Bring fruit, e.g. pears, or nuts, i.e. walnuts.",
          "See Fig. 4 and p. 12 of vol. 3.", "Did he agree?| No.| He laughed.",
          "Baker v. Stone was heard on Feb. 9.",
          "He was named after Martin Hale Jr.| His aunt chose it.", "Hill & Co. bought the mill.",
          "Captain J. R. Moss sailed alone.");
}

static void lists(void **state)
{
    CHECK(EN, "1. Wash the rice.| 2. Boil the water.", "1) Wash the rice| 2) Boil the water",
          "(a) Owners pay half.| (b) Tenants pay the rest.", "Do this: 1) Sit down.| 2) Breathe.",
          "• Pears| • Plums", "II. The council agrees.| III. The council thanks the mayor.");
    CHECK(ZH, "1、洗米。|2、烧水。", "（一）统一思想。|（二）落实责任。",
          "(1)先坐下。|(2)再深呼吸。", "“这不安全。”|31. 要求重新检查。");
}

static void quotes(void **state)
{
    CHECK(EN, "\"Is it far?\" asked Tom.| \"Not very.\"", "“It is late,” he said.| “Go home.”",
          "He wrote \"no.\"| She wrote \"yes.\"", "(It was late.)| We left.",
          "It was late (we had talked. A lot!) and cold.", "It works [really!].| Try it.",
          "\"Come in!\".| That is all he said.", "The \"Stop!\" signs are new.| They glow.");
    CHECK(ZH, "“远吗？”他问道。|我摇摇头。", "“不远。”他说，“跟我来。”",
          "她写下了“快跑！”两个字。|然后不见了。", "她说:\"我后天到.\"|可是她没有来.",
          "“都完了。”|“不，才开始。”", "「遠嗎？」她問。|「不遠。」",
          "他累了（为什么呢？）就先走了。", "（天很晚了。）|我们走了。",
          "大家都在看《跑吧！兄弟》。|我没看。");
}

static void footnotes_stay_left(void **state)
{
    CHECK(EN, "It was built in 1802.[3]| It fell in 1911.[4][5]| Nobody rebuilt it.");
    CHECK(ZH, "该桥建于1802年。[3]|1911年倒塌。[4]");
}

static void chinese_with_latin(void **state)
{
    CHECK(ZH, "增长率为2.5%，低于去年。", "他用Node.js写了网站。|很快。",
          "运行backup.exe，再看NOTES.md。|完成。", "网址是http://example.org/a.html，请收藏。",
          "写信给a.b@example.org。|我会回复。", "新品发布了.|大家都想买.",
          "他走了!|你呢?|没有人回答.", "漏洞已经公开。|Please update soon.|谢谢。",
          "这是第一句．|这是第二句．", "产品v1.2.3修复了问题。");
}

static void quoted_words_and_bylines(void **state)
{
    CHECK(ZH, "“Bingo!”被收购了。|没人惊讶。", "她写了“抱歉……”三个字。|然后走了。",
          "（本报记者 赵六）|昨天下午，桥修好了。", "（昨天下午）桥修好了。",
          "作家约翰?史密斯(John Smith)到了。|大家鼓掌。",
          "我不知道为什么会选她去做这件事……|两年后她走了。", "他说得对……|……我们走吧。");
    CHECK(EN, "Ask Col. Hart about col. 3.| He knows.", "The method Text.Join returns nothing.",
          "The train leaves at 9 p.m. Monday.", "It leaves every day at 9 p.m.| Bring your ticket.",
          "Nobody knows her.|J.K. Moss does.", "It is plan B.| Nobody liked plan A.");
}

static void units_are_abbreviations_after_numbers(void **state)
{
    CHECK(EN, "Do come in.| Sit by the stove.", "The board is 12 in. wide.",
          "They shot from 300 yd. (270 m) away.", "Wait a sec.| Nobody answers.",
          "He ran 5 km.| Nobody timed him.", "At 6 a.m. Mr. Ito woke up.",
          "We were there by 6 a.m.| Mr. Ito came late.");
}

static void quotes_of_all_kinds(void **state)
{
    CHECK(EN, "She wrote ``it is over.''| Nobody knew why.",
          "He called it `a fine mess.'| We left.", "They read ''Look Out! '' aloud.",
          "Stop! he cried.| They stopped.", "\"Run!\" said Ann.| They ran.");
}

static void marks_with_spaces(void **state)
{
    CHECK(EN, "Is it true ? ? ?| Then we go .", "Wonderful! . . .| The door was open.",
          "They speak !Ora and !Xun there.| Few do.",
          "See the price list\n.|\nOther lists follow.");
}

static void footnote_numbers_stay_left(void **state)
{
    CHECK(EN, "It was shown in rats.12| The dose was high.",
          "It holds for adults (type 2).7 8| This is new.",
          "It was shown in rats.¹²| The dose was high.", "It was over in may.|12 people stayed.",
          "He left it at that.[3]| They agreed.");
}

static void words_left_out(void **state)
{
    CHECK(EN, "The act [...] applies.| It does.", "\"They came [...]| The town was quiet.\"",
          "P.S. Bring the book.", "4.1. Methods and terms.", "Table 3. Crops by year.");
}

/* What a document says elsewhere decides the same words differently. */
static void the_document_itself_is_asked(void **state)
{
    /* an abbreviation of its own */
    CHECK(EN, "They saw Zorb.| Hansen there.",
          "The zorb., a guild, met.| They saw Zorb. Hansen.| They left.");
    /* a word that it writes in small letters has its capital from a sentence's start */
    CHECK(EN, "They sold it to Acme Ltd. Forges were closed.",
          "They sold it to Acme Ltd.| Forges were closed.| All the forges were cold.");
}

static void lists_within_a_sentence(void **state)
{
    CHECK(EN, "Steps: 1. Open it; 2. Close it; 3. Leave.",
          "The rules are: (a) no noise; (b) no fire; and (c) no dogs.",
          "1. Open it| 2. Close it| 3. Leave");
    CHECK(ZH, "步骤：1.打开；2.关闭；3.离开。", "1.先洗手;|2.再吃饭;|3.最后睡觉。");
    const fixture *f = *state;
    bihe_cut_list cuts = segment(f, ZH, BIHE_VIEW("①打开；②关闭。"));
    assert_int_equal(cuts.count, 1);
    assert_int_equal(cuts.joint_count, 1); /* its items may be sentences of the other side */
    bihe_cut_list_clear(&cuts, &f->allocator);
}

static void lines(void **state)
{
    CHECK(EN, "pears|\nplums|\nfigs, dates", "It was a long \nroad home.", "A title|\n\nA text.");
}

static void ranges_are_trimmed_and_complete(void **state)
{
    const bihe_view text = BIHE_VIEW("  One.   Two. \xE3\x80\x80");
    bihe_cut_list cuts = segment(*state, EN, text);
    assert_int_equal(cuts.count, 2);
    assert_view(bihe_view_slice(text, cuts.items[0].start, cuts.items[0].end), "One.");
    assert_view(bihe_view_slice(text, cuts.items[1].start, cuts.items[1].end), "Two.");
    const fixture *f = *state;
    bihe_cut_list_clear(&cuts, &f->allocator);
    cuts = segment(f, EN, BIHE_VIEW(" \n "));
    assert_int_equal(cuts.count, 0);
    bihe_cut_list_clear(&cuts, &f->allocator);
}

/* The one joint of the only cut in doubt, in a passage that begins with white space. */
static void doubtful_places_are_optional_joints(void **state)
{
    const fixture *f = *state;
    const bihe_view text = BIHE_VIEW("  Rain fell. She came to the U.S. Army bases closed.\n\n\n"
                                     "He wept… maybe not.");
    bihe_cut_list cuts = segment(f, EN, text);
    bihe_cut_list_link(&cuts);
    assert_int_equal(cuts.count, 3);
    assert_int_equal(cuts.items[0].joint_count, 0);
    assert_true(cuts.items[0].margin > BIHE_DOUBTFUL_MARGIN);
    assert_int_equal(cuts.items[1].joint_count, 1);
    const bihe_optional_joint *joint = cuts.items[1].joints;
    const bihe_view sentence = bihe_view_slice(text, cuts.items[1].start, cuts.items[1].end);
    assert_view(bihe_view_slice(sentence, 0, joint->end), "She came to the U.S.");
    assert_view(bihe_view_slice(sentence, joint->next, sentence.len), "Army bases closed.");
    assert_true(joint->margin <= 0 && joint->margin > -BIHE_DOUBTFUL_MARGIN);
    assert_true(cuts.items[2].margin == BIHE_CERTAIN_MARGIN);
    /* the first cut names the array of all */
    assert_ptr_equal(cuts.items[0].joints, cuts.joints);
    bihe_cut_list_clear(&cuts, &f->allocator);
}

static bihe_status load_text(const fixture *f, const char *yaml, bihe_rules **rules,
                             bihe_error *err)
{
    char path[] = "/tmp/bihe-rules-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    assert_true(fputs(yaml, file) >= 0);
    assert_int_equal(fclose(file), 0);
    const bihe_status status = bihe_rules_load(rules, path, &f->allocator, err);
    remove(path);
    return status;
}

static void bad_rules_are_named(void **state)
{
    static const struct {
        const char *yaml;
        size_t line;
        const char *message;
    } CASES[] = {
        {"rules:\n  - name: x\n    why: y\n    after: '('\n    cut: no\n", 2, "bad pattern"},
        {"rules:\n  - name: x\n    after: a\n    cut: no\n", 2, "needs 'why'"},
        {"rules:\n  - name: x\n    why: y\n    after: a\n", 2, "'cut' or 'weight'"},
        {"rules:\n  - name: x\n    why: y\n    after: a\n    at: [comma]\n    cut: no\n", 5,
         "unknown mark"},
        {"words:\n  - kind: verb\n    why: y\n    words: [a]\n", 2, "unknown kind"},
        {"words: 3\n", 1, "must be a list"},
        {"a: [\n", 2, ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        bihe_rules *rules;
        bihe_error err;
        assert_int_equal(load_text(*state, CASES[i].yaml, &rules, &err), BIHE_ERROR_MODEL);
        assert_null(rules);
        assert_int_equal(err.line, CASES[i].line);
        assert_non_null(strstr(err.message, CASES[i].message));
    }
    bihe_rules *rules;
    bihe_error err;
    const fixture *f = *state;
    assert_int_equal(bihe_rules_load(&rules, "/nowhere/rules.yaml", &f->allocator, &err),
                     BIHE_ERROR_MODEL);
}

static void rules_decide(void **state)
{
    static const char *const YAML = "words:\n"
                                    "  - {kind: title, why: a rank, words: [Kmdr]}\n"
                                    "rules:\n"
                                    "  - name: beep\n"
                                    "    why: the robot does not stop there\n"
                                    "    before: 'beep\\.'\n"
                                    "    cut: no\n"
                                    "  - name: whirr\n"
                                    "    why: but it does here\n"
                                    "    at: [dots]\n"
                                    "    before: 'whirr\\.\\.\\.'\n"
                                    "    after: '\\s[a-z]'\n"
                                    "    cut: yes\n";
    fixture own = *(const fixture *)*state;
    bihe_error err;
    assert_int_equal(load_text(&own, YAML, &own.rules[EN], &err), BIHE_OK);
    check(&own, EN, "It went beep. Kmdr. Rust heard it.| He ran.");
    check(&own, EN, "It went whirr...| then silence.");
    bihe_rules_free(own.rules[EN]);
}

static void list_marks_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t end;
        uint16_t value, second;
    } CASES[] = {
        {"12. x", 3, 12, 0}, {"1.) x", 3, 1, 0},   {"(b) x", 3, 2, 0},    {"iv) x", 3, 0, 4},
        {"i. x", 2, 9, 1},   {"XIV. x", 4, 0, 14}, {"十二、x", 9, 12, 0}, {"（三）x", 9, 3, 0},
        {"② x", 3, 2, 0},    {"• 3. x", 6, 0, 0},  {"3.5 x", 0, 0, 0},    {"1998. x", 0, 0, 0},
        {"ab. x", 0, 0, 0},  {"", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        bihe_item item;
        const bool found = bihe_item_at(bihe_view_of(CASES[i].text), 0, &item);
        assert_int_equal(found, CASES[i].end > 0);
        if (!found) continue;
        assert_int_equal(item.end, CASES[i].end);
        assert_int_equal(item.value, CASES[i].value);
        assert_int_equal(item.second, CASES[i].second);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_english),
        cmocka_unit_test(plain_chinese),
        cmocka_unit_test(glued_english_is_cut),
        cmocka_unit_test(inner_dots_are_not),
        cmocka_unit_test(abbreviations),
        cmocka_unit_test(lists),
        cmocka_unit_test(quotes),
        cmocka_unit_test(footnotes_stay_left),
        cmocka_unit_test(chinese_with_latin),
        cmocka_unit_test(quoted_words_and_bylines),
        cmocka_unit_test(units_are_abbreviations_after_numbers),
        cmocka_unit_test(quotes_of_all_kinds),
        cmocka_unit_test(marks_with_spaces),
        cmocka_unit_test(footnote_numbers_stay_left),
        cmocka_unit_test(words_left_out),
        cmocka_unit_test(the_document_itself_is_asked),
        cmocka_unit_test(lists_within_a_sentence),
        cmocka_unit_test(lines),
        cmocka_unit_test(ranges_are_trimmed_and_complete),
        cmocka_unit_test(doubtful_places_are_optional_joints),
        cmocka_unit_test(bad_rules_are_named),
        cmocka_unit_test(rules_decide),
        cmocka_unit_test(list_marks_are_read),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
