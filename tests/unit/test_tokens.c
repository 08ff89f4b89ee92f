/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of sentences in both languages, with the model's lexicon and without one. */
#include "unit/unit.h"

#include "model/connectors.h"
#include "model/lexicon.h"
#include "model/tokens.h"

#include <stdio.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

typedef struct fixture {
    bihe_allocator allocator;
    bihe_lexicon *lexicon;
    bihe_token_list list;
} fixture;

static int open_lexicon(void **state)
{
    static fixture f;
    bihe_error err;
    f.allocator = bihe_allocator_default();
    bihe_token_list_init(&f.list, &f.allocator);
    *state = &f;
    return bihe_lexicon_open(&f.lexicon, BIHE_TEST_MODELS "/lexicon.bin", &f.allocator, &err) !=
           BIHE_OK;
}

static int close_lexicon(void **state)
{
    fixture *f = *state;
    bihe_token_list_clear(&f->list);
    bihe_lexicon_free(f->lexicon);
    return 0;
}

/* Fails unless the tokens of `text`, with a space between, are `expected`; a number has # before
 * it, a mark has a '. */
static void expect(fixture *f, const bihe_lexicon *lexicon, int side, const char *text,
                   const char *expected)
{
    bihe_buffer got;
    bihe_error err;
    bihe_buffer_init(&got, &f->allocator);
    assert_int_equal(bihe_tokenize(&f->list, lexicon, bihe_view_of(text), side, &err), BIHE_OK);
    for (size_t i = 0; i < f->list.count; i++) {
        const bihe_token *token = &f->list.items[i];
        if (i > 0) bihe_buffer_append_byte(&got, ' ');
        if (token->kind == BIHE_TOKEN_NUMBER) bihe_buffer_append_byte(&got, '#');
        if (token->kind == BIHE_TOKEN_MARK) bihe_buffer_append_byte(&got, '\'');
        bihe_buffer_append_view(&got, bihe_token_text(&f->list, token));
    }
    assert_view(bihe_buffer_view(&got), expected);
    bihe_buffer_clear(&got);
}

static void zh(void **state, const char *text, const char *expected)
{
    fixture *f = *state;
    expect(f, f->lexicon, 0, text, expected);
}

static void en(void **state, const char *text, const char *expected)
{
    fixture *f = *state;
    expect(f, f->lexicon, 1, text, expected);
}

static void chinese_is_cut_into_words(void **state)
{
    zh(state, "我们明天去图书馆。", "我们 明天 去 图书馆 '.");
    zh(state, "服务器的工作负载", "服务器 的 工作 负载");
    zh(state, "", "");
}

static void traditional_is_as_simplified(void **state)
{
    zh(state, "我們明天去圖書館。", "我们 明天 去 图书馆 '.");
}

static void full_width_is_as_half_width(void **state)
{
    zh(state, "使用ＡＢＣ，共１２３个！", "使用 abc ', 共 #123 个 '!");
}

static void english_is_by_lemma(void **state)
{
    en(state, "The cities were running quickly", "the city be run quick");
    en(state, "She stopped making boxes", "she stop make box");
}

static void forms_that_are_words_of_their_own_stay(void **state)
{
    en(state, "news during this evening", "news during this evening");
    en(state, "process status analysis", "process status analysis");
}

static void contractions_are_two_words(void **state)
{
    en(state, "I don't, we can't, they won't", "i do not ', we can not ', they will not");
    en(state,
       "it's Tom's; I\xE2\x80\x99"
       "ve",
       "it tom '; i have");
}

static void numbers_are_digits(void **state)
{
    en(state, "1,000 and 1,23 and 3.14 or 007", "#1000 and #1 ', #23 and #3.14 or #7");
    en(state, "twenty-one, two hundred and five, a thousand", "#21 ', #205 ', #1000");
    en(state, "one of two, the nineteenth, 21st, 1990s", "one of two ', the #19 ', #21 ', #1990");
    zh(state, "二十一人，两百零五，一千", "#21 人 ', #205 ', #1000");
    zh(state, "一百五十，一百五，一九八四年，二〇〇八", "#150 ', #150 ', #1984 年 ', #2008");
    zh(state, "千万别说三四个人，十分好", "千万 别 说 三 四 个人 ', 十分 好");
}

/* The number that `text`, a sentence of `side`, starts with, as digits; fails where it is none. */
static void expect_number(fixture *f, int side, const char *text, const char *digits)
{
    bihe_error err;
    assert_int_equal(bihe_tokenize(&f->list, f->lexicon, bihe_view_of(text), side, &err), BIHE_OK);
    const bihe_view got = bihe_token_text(&f->list, &f->list.items[0]);
    if (f->list.items[0].kind != BIHE_TOKEN_NUMBER || !bihe_view_is(got, digits))
        fail_msg("%s is %.*s, not %s", text, (int)got.len, got.ptr, digits);
}

/* What ICU's rule-based number format writes in words is read back. */
static void numbers_are_those_of_icu(void **state)
{
    static const char *const locales[] = {"zh", "en"}, *const ends[] = {"本书。", " books."};
    for (int side = 0; side < 2; side++) {
        UErrorCode code = U_ZERO_ERROR;
        UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, locales[side], NULL, &code);
        assert_true(U_SUCCESS(code));
        for (int64_t n = 11; n < 30000000; n += n < 2100 ? 1 : n / 7 + 1) {
            UChar words[256];
            char text[1024], digits[32];
            int32_t len = 0;
            unum_formatInt64(format, n, words, 200, NULL, &code);
            u_strToUTF8(text, sizeof text - 16, &len, words, -1, &code);
            assert_true(U_SUCCESS(code));
            memcpy(text + len, ends[side], strlen(ends[side]) + 1);
            (void)snprintf(digits, sizeof digits, "%lld", (long long)n);
            expect_number(*state, side, text, digits);
        }
        unum_close(format);
    }
}

static void large_numbers_are_the_same(void **state)
{
    zh(state, "3万元，1.5亿人，三千万，1.25 万",
       "#30000 元 ', #150000000 人 ', #30000000 ', #12500");
    en(state, "30,000 and 150 million, 1.5 billion", "#30000 and #150000000 ', #1500000000");
    en(state, "thirty million two hundred thousand", "#30200000");
}

static void percentages_are_the_same(void **state)
{
    zh(state, "5%，５％，百分之五，百分之二十五，百分之12.5",
       "#5% ', #5% ', #5% ', #25% ', #12.5%");
    en(state, "5%, 5 percent, five per cent, 12.5 %", "#5% ', #5% ', #5% ', #12.5%");
}

static void months_are_the_same(void **state)
{
    zh(state, "2017年5月3日，十二月，三月，五个月",
       "#2017 年 #5月 #3 日 ', #12月 ', #3月 ', 五 个 月");
    en(state, "May 3, 2017, in December, 4 March", "#5月 #3 ', #2017 ', in #12月 ', #4 #3月");
    en(state, "May I march? Jan said so.", "may i march '? jan say so '.");
    en(state, "Jan. 5", "#1月 '. #5");
}

static void marks_have_one_name(void **state)
{
    zh(state, "“好”、（是）……——《书》；？！", "'`` 好 ''' ', '( 是 ') '.. '-- '<< 书 '; '? '!");
    en(state, "\"Good\", (yes)... -- he said; what?! ",
       "'`` good ''' ', '( yes ') '.. '-- he say '; what '? '!");
    en(state, "'Is it?' she asked. . . .", "'`` be it '? ''' she ask '..");
    zh(state, "「他说：『好』。」", "'`` 他 说 ': '`` 好 ''' '. '''");
}

static void places_are_characters(void **state)
{
    fixture *f = *state;
    bihe_error err;
    assert_int_equal(bihe_tokenize(&f->list, f->lexicon, BIHE_VIEW("去图书馆 Don't"), 0, &err),
                     BIHE_OK);
    assert_int_equal(f->list.count, 4);
    const bihe_token *t = f->list.items;
    assert_int_equal(t[1].start, 1);
    assert_int_equal(t[1].end, 4);
    assert_int_equal(t[2].start, 5);
    assert_int_equal(t[2].end, 7);
    assert_int_equal(t[3].end, 10);
    assert_false(t[1].capital);
    assert_true(t[2].capital);
    assert_false(t[3].capital);
}

static void without_a_lexicon_words_are_letters(void **state)
{
    fixture *f = *state;
    expect(f, NULL, 0, "我們的3D模型。", "我 們 的 #3 d 模 型 '.");
    expect(f, NULL, 1, "Straßen GINGEN twenty-one it's", "straßen gingen twenty one it's");
}

static void damaged_text_is_no_harm(void **state)
{
    fixture *f = *state;
    expect(f, f->lexicon, 0, "\xE4\xBD\xA0\xFF\xE5\xA5", "你");
}

static void long_runs_are_cut(void **state)
{
    fixture *f = *state;
    bihe_buffer text;
    bihe_error err;
    bihe_buffer_init(&text, &f->allocator);
    for (int i = 0; i < 70000; i++)
        bihe_buffer_append_text(&text, "\xE6\x88\x91\xE4\xBB\xAC");
    assert_int_equal(bihe_tokenize(&f->list, f->lexicon, bihe_buffer_view(&text), 0, &err),
                     BIHE_OK);
    assert_int_equal(f->list.count, 70000);
    assert_int_equal(f->list.items[69999].end, 140000);
    bihe_buffer_clear(&text);
}

static bihe_connector connector(fixture *f, int side, const char *text)
{
    bihe_error err;
    assert_int_equal(bihe_tokenize(&f->list, f->lexicon, bihe_view_of(text), side, &err), BIHE_OK);
    return bihe_connector_of(side, bihe_token_text(&f->list, &f->list.items[0]));
}

static void connectors_say_the_same_in_both(void **state)
{
    static const char *const pairs[][2] = {
        {"但是他没有来。", "But he did not come."},
        {"可他没有来。", "However, he did not come."},
        {"所以我们走了。", "So we left."},
        {"因為下雨，我們沒有去。", "Because it rained we did not go."},
        {"如果下雨，我们就不去。", "If it rains we won't go."},
        {"虽然下雨，我们还是去了。", "Although it rained we went."},
        {"后来我们走了。", "Later we left."},
        {"而且天黑了。", "Moreover, it was dark."},
        {"否则我们就走了。", "Otherwise we would have left."},
        {"最后我们走了。", "Eventually we left."},
        {"首先我们要走。", "First we must leave."},
        {"也许他会来。", "Perhaps he will come."},
    };
    fixture *f = *state;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        const bihe_connector zh = connector(f, 0, pairs[k][0]);
        assert_int_not_equal(zh, BIHE_CONNECTOR_NONE);
        assert_int_equal(zh, connector(f, 1, pairs[k][1]));
    }
    assert_int_equal(connector(f, 0, "他没有来。"), BIHE_CONNECTOR_NONE);
    assert_int_equal(connector(f, 1, "Butter is dear."), BIHE_CONNECTOR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_is_cut_into_words),
        cmocka_unit_test(traditional_is_as_simplified),
        cmocka_unit_test(full_width_is_as_half_width),
        cmocka_unit_test(english_is_by_lemma),
        cmocka_unit_test(forms_that_are_words_of_their_own_stay),
        cmocka_unit_test(contractions_are_two_words),
        cmocka_unit_test(numbers_are_digits),
        cmocka_unit_test(numbers_are_those_of_icu),
        cmocka_unit_test(large_numbers_are_the_same),
        cmocka_unit_test(percentages_are_the_same),
        cmocka_unit_test(months_are_the_same),
        cmocka_unit_test(marks_have_one_name),
        cmocka_unit_test(places_are_characters),
        cmocka_unit_test(without_a_lexicon_words_are_letters),
        cmocka_unit_test(damaged_text_is_no_harm),
        cmocka_unit_test(long_runs_are_cut),
        cmocka_unit_test(connectors_say_the_same_in_both),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
