/* SPDX-License-Identifier: Apache-2.0 */
/* The lexicon: lookups, damaged files, training from a few lines, the model's own. */
#include "unit/unit.h"

#include "align/spelled.h"

#include "base/file.h"
#include "bihe/train.h"
#include "model/glossary.h"
#include "model/lexicon.h"
#include "model/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const bihe_lexicon_word ZH[] = {
    {{"\xE4\xB9\xA6", 3}, 0.01, 40},              /* 书 */
    {{"\xE4\xB9\xA6\xE5\xBA\x97", 6}, 0.001, 60}, /* 书店 */
    {{"\xE5\xBA\x97", 3}, 0.002, 0},              /* 店, not for cutting */
};
static const bihe_lexicon_word EN[] = {
    {{"book", 4}, 0.02, 120}, {{"shop", 4}, 0.01, 100}, {{"store", 5}, 0.005, 0}};
static const bihe_lexicon_entry ENTRIES[] = {
    {{0, 0}, {0.9F, 0.8F}}, {{1, 0}, {0.05F, 0.5F}}, {{1, 1}, {0, 0.3F}}, {{2, 2}, {1, 1}}};
static const bihe_lexicon_variant VARIANTS[] = {{0x66F8, 0x4E66}}; /* 書 书 */
static const bihe_lexicon_reading READINGS[] = {
    {0x4E66, "shu"}, {0x957F, "chang"}, {0x957F, "zhang"}};

/* A lexicon of the above; to be cleared. */
static bihe_buffer make_file(void)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_lexicon_parts parts = {
        .words = {ZH, EN},
        .count = {3, 3},
        .entries = ENTRIES,
        .entry_count = 4,
        .variants = VARIANTS,
        .variant_count = 1,
        .readings = READINGS,
        .reading_count = 3,
        .unknown_share = {1e-6, 1e-7},
        .unknown_cost = 99,
    };
    bihe_buffer bytes;
    bihe_error err;
    bihe_buffer_init(&bytes, &a);
    assert_int_equal(bihe_lexicon_append(&bytes, &parts, &err), BIHE_OK);
    return bytes;
}

static bool near(double a, double b)
{
    return fabs(a / b - 1) < 0.05;
}

static void what_was_written_is_found(void **state)
{
    (void)state;
    bihe_buffer bytes = make_file();
    bihe_lexicon *l;
    bihe_error err;
    bihe_translation found[2];
    assert_int_equal(bihe_lexicon_view(&l, bihe_buffer_view(&bytes), "x", &bytes.allocator, &err),
                     BIHE_OK);
    for (uint32_t k = 0; k < 3; k++) {
        assert_int_equal(bihe_lexicon_find(l, 0, ZH[k].text), k);
        assert_int_equal(bihe_lexicon_find(l, 1, EN[k].text), k);
        assert_true(bihe_view_equal(bihe_lexicon_text(l, 1, k), EN[k].text));
        assert_true(near(bihe_lexicon_share(l, 0, k), ZH[k].share));
        assert_int_equal(bihe_lexicon_form(l, EN[k].text), EN[k].code);
    }
    assert_int_equal(bihe_lexicon_find(l, 1, BIHE_VIEW("boo")), BIHE_NO_WORD);
    assert_int_equal(bihe_lexicon_find(l, 0, BIHE_VIEW("book")), BIHE_NO_WORD);
    assert_true(near(bihe_lexicon_share(l, 1, BIHE_NO_WORD), 1e-7));
    assert_int_equal(bihe_lexicon_translations(l, 1, found, 2), 2);
    assert_int_equal(found[1].word, 1);
    assert_true(found[1].given[0] == 0 && near((double)found[1].given[1], 0.3));
    assert_int_equal(bihe_lexicon_translations(l, 1, found, 0), 2);
    bihe_lexicon_free(l);
    bihe_buffer_clear(&bytes);
}

static void characters_are_looked_up(void **state)
{
    (void)state;
    bihe_buffer bytes = make_file();
    bihe_lexicon *l;
    bihe_error err;
    bihe_view readings[2];
    uint8_t cost[BIHE_LEXICON_LONGEST];
    assert_int_equal(bihe_lexicon_view(&l, bihe_buffer_view(&bytes), "x", &bytes.allocator, &err),
                     BIHE_OK);
    assert_int_equal(bihe_lexicon_prefixes(l, BIHE_VIEW("书店在"), cost), 2);
    assert_true(cost[0] == 40 && cost[1] == 60);
    assert_int_equal(bihe_lexicon_prefixes(l, BIHE_VIEW("店"), cost), 1);
    assert_int_equal(cost[0], 99);
    assert_int_equal(bihe_lexicon_simplified(l, 0x66F8), 0x4E66);
    assert_int_equal(bihe_lexicon_simplified(l, 'x'), 'x');
    assert_int_equal(bihe_lexicon_simplified(l, 0x20000), 0x20000);
    assert_int_equal(bihe_lexicon_readings(l, 0x957F, readings, 2), 2);
    assert_view(readings[0], "chang");
    assert_view(readings[1], "zhang");
    assert_int_equal(bihe_lexicon_readings(l, 0x4E67, readings, 2), 0);
    assert_int_equal(bihe_lexicon_readings(l, 0x20000, readings, 2), 0);
    bihe_spelling spellings[BIHE_SPELLED_MOST];
    assert_int_equal(bihe_spelled(l, BIHE_VIEW("书长"), spellings), 2);
    assert_view(((bihe_view){spellings[0].text, spellings[0].len}), "shuchang");
    assert_view(((bihe_view){spellings[1].text, spellings[1].len}), "shuzhang");
    assert_int_equal(bihe_spelled(l, BIHE_VIEW("长长长长"), spellings), 16);
    assert_view(((bihe_view){spellings[15].text, spellings[15].len}), "zhangzhangzhangzhang");
    static const char *const none[] = {"", "x", "书店", "长长长长长"};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        assert_int_equal(bihe_spelled(l, bihe_view_of(none[k]), spellings), 0);
    bihe_lexicon_free(l);
    bihe_buffer_clear(&bytes);
}

static void damaged_files_are_refused(void **state)
{
    (void)state;
    bihe_buffer bytes = make_file();
    bihe_lexicon *l;
    bihe_error err;
    for (size_t i = 0; i < bytes.len; i += i < 64 ? 1 : 37) {
        bytes.ptr[i] ^= 0x10;
        assert_int_equal(
            bihe_lexicon_view(&l, bihe_buffer_view(&bytes), "x", &bytes.allocator, &err),
            /* the four zeros after the version are not looked at */
            i >= 12 && i < 16 ? BIHE_OK : BIHE_ERROR_MODEL);
        bihe_lexicon_free(l);
        bytes.ptr[i] ^= 0x10;
    }
    for (size_t len = 0; len < bytes.len; len += 101)
        assert_int_equal(
            bihe_lexicon_view(&l, (bihe_view){bytes.ptr, len}, "x", &bytes.allocator, &err),
            BIHE_ERROR_MODEL);
    assert_int_equal(bihe_lexicon_open(&l, "/nowhere/lexicon.bin", &bytes.allocator, &err),
                     BIHE_ERROR_MODEL);
    assert_null(l);
    bihe_buffer_clear(&bytes);
}

/* --- training ------------------------------------------------------------------------------ */

static const char *const PAIRS = "The cat sleeps.\t猫睡觉。\tx\n"
                                 "The cat eats fish.\t猫吃鱼。\n"
                                 "The dog eats meat.\t狗吃肉。\n"
                                 "The dog sleeps.\t狗睡觉。\n"
                                 "A bird eats 20 fish.\t鸟吃二十条鱼。\n";
static const char *const DICTIONARY = "睡觉\t睡覺\tshui4 jiao4\tto go to bed; to sleep\n"
                                      "鸟\t鳥\tniao3\tbird; CL:隻|只[zhi1]\n"
                                      "云南\t雲南\tYun2 nan2\tYunnan, a province that lies in the "
                                      "far south and west of the land\n";
static const char *const WORDS = "sleep 50\nsleeps 5\neat 40\neats 4\nfish 30\n睡觉 10\n";

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* P(English | Chinese) of two words, 0 where the lexicon has no such pair. */
static double given_zh(const bihe_lexicon *l, const char *chinese, const char *english)
{
    bihe_translation found[64];
    const uint32_t from = bihe_lexicon_find(l, 0, bihe_view_of(chinese));
    const uint32_t to = bihe_lexicon_find(l, 1, bihe_view_of(english));
    if (from == BIHE_NO_WORD || to == BIHE_NO_WORD) return 0;
    const size_t n = bihe_lexicon_translations(l, from, found, 64);
    for (size_t k = 0; k < n && k < 64; k++)
        if (found[k].word == to) return (double)found[k].given[1];
    return 0;
}

static void training_finds_what_translates_what(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    char dir[] = "lexicon-XXXXXX";
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    put("pairs.tsv", PAIRS);
    put("dict.tsv", DICTIONARY);
    put("words.txt", WORDS);
    const bihe_train_file files[] = {{"pairs.tsv", BIHE_TRAIN_TEXT},
                                     {"words.txt", BIHE_TRAIN_WORDS},
                                     {"dict.tsv", BIHE_TRAIN_DICTIONARY}};
    bihe_train_lexicon_report report;
    bihe_lexicon *l;
    bihe_error err;
    bihe_view reading;
    assert_int_equal(bihe_train_lexicon("out.bin", files, 3, NULL, &report, &err), BIHE_OK);
    assert_int_equal(report.pairs, 5);
    assert_int_equal(report.senses, 4);
    assert_int_equal(bihe_lexicon_open(&l, "out.bin", &a, &err), BIHE_OK);
    assert_true(given_zh(l, "睡觉", "sleep") > given_zh(l, "睡觉", "bed"));
    assert_true(given_zh(l, "鸟", "bird") > 0.5);
    assert_true(given_zh(l, "云南", "yunnan") > 0.5);
    assert_true(given_zh(l, "20", "20") > given_zh(l, "20", "fish"));
    assert_true(given_zh(l, "狗", "dog") > given_zh(l, "狗", "cat"));
    assert_int_equal(bihe_lexicon_simplified(l, 0x89BA), 0x89C9);
    assert_int_equal(bihe_lexicon_readings(l, 0x7761, &reading, 1), 1);
    assert_view(reading, "shui");
    bihe_lexicon_free(l);
    put("pairs.tsv", "no tab\n");
    assert_int_equal(bihe_train_lexicon("out.bin", files, 3, NULL, NULL, &err), BIHE_ERROR_INPUT);
    assert_string_equal(err.file, "pairs.tsv");
    assert_int_equal(err.line, 1);
    put("words.txt", "sleep 50\nsleep often\n");
    assert_int_equal(bihe_train_lexicon("out.bin", files, 3, NULL, NULL, &err), BIHE_ERROR_INPUT);
    assert_string_equal(err.file, "words.txt");
    assert_int_equal(err.line, 2);
    const bihe_train_lexicon_options small = {.max_bytes = 1000};
    assert_int_equal(bihe_train_lexicon("out.bin", files, 3, &small, NULL, &err),
                     BIHE_ERROR_OPTION);
    assert_int_equal(
        unlink("pairs.tsv") | unlink("dict.tsv") | unlink("words.txt") | unlink("out.bin"), 0);
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(rmdir(dir), 0);
}

/* --- glossaries ---------------------------------------------------------------------------- */

static void a_glossary_is_a_lexicon(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    const bihe_view terms[2][2] = {{BIHE_VIEW("陈清扬"), BIHE_VIEW("Chen Qingyang")},
                                   {BIHE_VIEW("满月"), BIHE_VIEW("the full moon")}};
    const bihe_view empty[2] = {BIHE_VIEW("……"), BIHE_VIEW("...")};
    bihe_glossary *g;
    bihe_error err;
    assert_int_equal(bihe_glossary_new(&g, NULL, &a, &err), BIHE_OK);
    assert_null(bihe_glossary_lexicon(g));
    for (int k = 0; k < 2; k++)
        assert_int_equal(bihe_glossary_add(g, terms[k], &err), BIHE_OK);
    assert_int_equal(bihe_glossary_add(g, empty, &err), BIHE_OK);
    assert_int_equal(
        bihe_glossary_add_sense(g, BIHE_VIEW("月"), BIHE_VIEW("moon (of a planet)"), 1, &err),
        BIHE_OK);
    assert_int_equal(bihe_glossary_add_sense(g, BIHE_VIEW("月"), BIHE_VIEW("CL:個[ge4]"), 1, &err),
                     BIHE_OK);
    assert_int_equal(bihe_glossary_finish(g, &err), BIHE_OK);
    assert_int_equal(bihe_glossary_entries(g), 3);
    const bihe_lexicon *l = bihe_glossary_lexicon(g);
    assert_true(given_zh(l, "月", "moon") > 0.5);
    assert_true(given_zh(l, "满", "full") > given_zh(l, "月", "full"));
    assert_true(given_zh(l, "扬", "qingyang") > 0.2);
    assert_true(given_zh(l, "满", "the") == 0);
    bool zh[16] = {false}, en[16] = {false};
    const bool *const seen[2] = {zh, en};
    assert_int_equal(bihe_glossary_met(g, seen), 0);
    zh[bihe_lexicon_find(l, 0, BIHE_VIEW("月"))] = true;
    en[bihe_lexicon_find(l, 1, BIHE_VIEW("moon"))] = true;
    assert_int_equal(bihe_glossary_met(g, seen), 1);
    bihe_glossary_free(g);
    bihe_glossary_free(NULL);
}

static void the_model_has_one(void **state)
{
    (void)state;
    bihe_model *model;
    bihe_error err;
    assert_int_equal(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err), BIHE_OK);
    assert_non_null(model->lexicon);
    assert_true(given_zh(model->lexicon, "服务器", "server") > 0.5);
    assert_true(given_zh(model->lexicon, "北京", "beijing") > 0.2);
    bihe_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_found),
        cmocka_unit_test(characters_are_looked_up),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(training_finds_what_translates_what),
        cmocka_unit_test(a_glossary_is_a_lexicon),
        cmocka_unit_test(the_model_has_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
