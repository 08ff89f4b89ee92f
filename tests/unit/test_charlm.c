/* SPDX-License-Identifier: Apache-2.0 */
/* The character model: what training makes of a small text, and files that are no models. */
#include "chars.h"

#include "base/file.h"
#include "model/charlm_file.h"

#include <math.h>

static bihe_charlm *train_and_open(const chars_files *files)
{
    bihe_charlm *lm = NULL;
    bihe_error err;
    assert_int_equal(chars_train(files, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_charlm_open(&lm, files->model, NULL, &err), BIHE_OK);
    return lm;
}

static int cost_of(const bihe_charlm *lm, const char *text)
{
    const bihe_view view = bihe_view_of(text);
    unsigned before = BIHE_TOKEN_NONE, last = BIHE_TOKEN_START;
    int cost = 0;
    for (size_t pos = 0; pos < view.len;) {
        const bihe_charlm_context context = bihe_charlm_after(lm, before, last);
        const unsigned token = bihe_charlm_token(lm, bihe_utf8_next(view, &pos), NULL);
        cost += bihe_charlm_cost(lm, &context, token);
        before = last;
        last = token;
    }
    return cost;
}

static void prefers_what_it_has_seen(void **state)
{
    bihe_charlm *lm = train_and_open(*state);
    assert_true(cost_of(lm, "公司宣布停止") < cost_of(lm, "公可宣布停止"));
    assert_true(cost_of(lm, "我们在") < cost_of(lm, "在们我"));
    bihe_charlm_close(lm);
}

/* Every distribution must sum to 1, within what costs of 1/16 nat can tell. */
static void probabilities_sum_to_one(void **state)
{
    bihe_charlm *lm = train_and_open(*state);
    const char *const contexts[] = {"我们", "公司", "不要", "树船"};
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        size_t pos = 0;
        const bihe_view view = bihe_view_of(contexts[i]);
        const unsigned before = bihe_charlm_token(lm, bihe_utf8_next(view, &pos), NULL);
        const unsigned last = bihe_charlm_token(lm, bihe_utf8_next(view, &pos), NULL);
        const bihe_charlm_context context = bihe_charlm_after(lm, before, last);
        const unsigned end = bihe_charlm_tokens(lm);
        double sum = 0;
        for (unsigned token = BIHE_TOKEN_END; token < end; token++)
            sum += exp(-(double)bihe_charlm_cost(lm, &context, token) / BIHE_CHARLM_UNIT);
        assert_true(sum > 0.95 && sum < 1.05);
    }
    bihe_charlm_close(lm);
}

static void knows_both_scripts(void **state)
{
    bihe_charlm *lm = train_and_open(*state);
    bihe_script script;
    const unsigned token = bihe_charlm_token(lm, 0x8F66 /* 车 */, &script);
    assert_int_not_equal(token, BIHE_TOKEN_NONE);
    assert_int_equal(script, BIHE_SCRIPT_SIMPLIFIED);
    assert_int_equal(bihe_charlm_token(lm, 0x8ECA /* 車 */, &script), token);
    assert_int_equal(script, BIHE_SCRIPT_TRADITIONAL);
    /* 后 is written in both: 皇后 has no other form */
    (void)bihe_charlm_token(lm, 0x540E, &script);
    assert_int_equal(script, BIHE_SCRIPT_BOTH);
    bihe_charlm_close(lm);
}

static void has_classes(void **state)
{
    bihe_charlm *lm = train_and_open(*state);
    assert_int_equal(bihe_charlm_token(lm, 'G', NULL), BIHE_TOKEN_LATIN);
    assert_int_equal(bihe_charlm_token(lm, 0xE9, NULL), BIHE_TOKEN_LATIN);
    assert_int_equal(bihe_charlm_token(lm, '7', NULL), BIHE_TOKEN_DIGIT);
    assert_int_equal(bihe_charlm_token(lm, 0x9F98, NULL), BIHE_TOKEN_NONE);
    assert_int_equal(bihe_charlm_token(lm, 0x20000, NULL), BIHE_TOKEN_NONE);
    assert_int_equal(bihe_charlm_token(lm, -1, NULL), BIHE_TOKEN_NONE);
    bihe_charlm_close(lm);
}

static uint32_t node_of(const bihe_charlm *lm, const char *word)
{
    const bihe_view view = bihe_view_of(word);
    uint32_t node = 0;
    for (size_t pos = 0; pos < view.len;) {
        node = bihe_charlm_word_next(lm, node,
                                     bihe_charlm_token(lm, bihe_utf8_next(view, &pos), NULL));
        if (node == 0) break;
    }
    return node;
}

static void knows_words(void **state)
{
    bihe_charlm *lm = train_and_open(*state);
    assert_true(bihe_charlm_word_cost(lm, node_of(lm, "自行车")) >= 0);
    assert_int_equal(bihe_charlm_word_cost(lm, node_of(lm, "自行")), -1);
    assert_true(bihe_charlm_word_goes_on(lm, node_of(lm, "自行")));
    assert_false(bihe_charlm_word_goes_on(lm, node_of(lm, "自行车")));
    assert_int_equal(node_of(lm, "行自"), 0);
    /* a frequent word costs less than a rare one, and any single token is a word */
    assert_true(bihe_charlm_word_cost(lm, node_of(lm, "我们")) <
                bihe_charlm_word_cost(lm, node_of(lm, "停电")));
    assert_true(bihe_charlm_word_cost(lm, node_of(lm, "柳")) >= 0);
    assert_in_range(bihe_charlm_word_class(lm, node_of(lm, "我们")), 1, BIHE_WORD_CLASSES - 1);
    /* Traditional words are the Simplified ones */
    assert_int_equal(node_of(lm, "圖書館"), node_of(lm, "图书馆"));
    bihe_charlm_close(lm);
}

static void read_model(const char *path, bihe_buffer *out)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_error err;
    bihe_buffer_init(out, &a);
    assert_int_equal(bihe_file_read(path, 1 << 24, out, &err), BIHE_OK);
}

static void same_text_same_bytes(void **state)
{
    const chars_files *files = *state;
    bihe_buffer first, second;
    bihe_train_chars_report report;
    bihe_error err;
    assert_int_equal(chars_train(files, &report, &err), BIHE_OK);
    read_model(files->model, &first);
    assert_int_equal(chars_train(files, NULL, &err), BIHE_OK);
    read_model(files->model, &second);
    assert_true(bihe_view_equal(bihe_buffer_view(&first), bihe_buffer_view(&second)));
    assert_int_equal(report.bytes, first.len);
    assert_true(report.tokens > 100 && report.trigrams > 100 && report.words > 100);
    bihe_buffer_clear(&first);
    bihe_buffer_clear(&second);
}

static void takes_the_chinese_field(void **state)
{
    chars_files *files = *state;
    bihe_buffer plain, table;
    bihe_error err;
    assert_int_equal(chars_train(files, NULL, &err), BIHE_OK);
    read_model(files->model, &plain);
    FILE *f = fopen(files->text, "wb");
    assert_non_null(f);
    for (size_t i = 0; i < sizeof chars_sentences / sizeof *chars_sentences; i++)
        (void)fprintf(f, "Some English words.\t%s\tsource\r\n", chars_sentences[i]);
    (void)fprintf(f, "A line without any Chinese\n");
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chars_train(files, NULL, &err), BIHE_OK);
    read_model(files->model, &table);
    assert_true(bihe_view_equal(bihe_buffer_view(&plain), bihe_buffer_view(&table)));
    chars_write(files->text, chars_sentences, sizeof chars_sentences / sizeof *chars_sentences);
    bihe_buffer_clear(&plain);
    bihe_buffer_clear(&table);
}

static void names_a_malformed_word(void **state)
{
    const chars_files *files = *state;
    const char *const lines[] = {"公司 12", "没有数"};
    bihe_error err;
    chars_write(files->words, lines, 2);
    assert_int_equal(chars_train(files, NULL, &err), BIHE_ERROR_INPUT);
    assert_string_equal(err.file, files->words);
    assert_int_equal(err.line, 2);
    chars_write(files->words, chars_words, sizeof chars_words / sizeof *chars_words);
}

static void refuses_what_cannot_be(void **state)
{
    const chars_files *files = *state;
    const bihe_train_file missing = {"no/such/file", BIHE_TRAIN_TEXT};
    const bihe_train_chars_options tiny = {.max_bytes = 1000};
    bihe_error err;
    assert_int_equal(bihe_train_chars(files->model, &missing, 1, NULL, NULL, &err), BIHE_ERROR_IO);
    assert_int_equal(bihe_train_chars(files->model, &missing, 1, &tiny, NULL, &err),
                     BIHE_ERROR_OPTION);
}

static void write_bytes(const char *path, const char *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void assert_refused(const char *path)
{
    bihe_charlm *lm;
    bihe_error err;
    assert_int_equal(bihe_charlm_open(&lm, path, NULL, &err), BIHE_ERROR_MODEL);
    assert_string_equal(err.file, path);
}

static void refuses_damaged_files(void **state)
{
    const chars_files *files = *state;
    bihe_buffer model;
    bihe_error err;
    assert_int_equal(chars_train(files, NULL, &err), BIHE_OK);
    read_model(files->model, &model);
    const size_t cuts[] = {1, 8, 63, 64, 65, 1000, model.len / 2, model.len - 1};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        write_bytes(files->model, model.ptr, cuts[i]);
        assert_refused(files->model);
    }
    for (size_t at = 0; at < model.len; at += at < 64 ? 1 : 4099) {
        if (at >= 12 && at < 16) continue; /* not used */
        model.ptr[at] = (char)(model.ptr[at] ^ 0x10);
        write_bytes(files->model, model.ptr, model.len);
        assert_refused(files->model);
        model.ptr[at] = (char)(model.ptr[at] ^ 0x10);
    }
    bihe_buffer_clear(&model);
}

/* Files whose checksum fits but which would lead lookups astray. */
static void refuses_forged_files(void **state)
{
    const chars_files *files = *state;
    bihe_buffer model;
    bihe_error err;
    assert_int_equal(chars_train(files, NULL, &err), BIHE_OK);
    read_model(files->model, &model);
    unsigned char *const bytes = (unsigned char *)model.ptr;
    bihe_charlm_sizes sizes;
    memcpy(&sizes, bytes + 24, sizeof sizes); /* tests run on little-endian machines only */
    const bihe_charlm_layout layout = bihe_charlm_lay_out(&sizes);
    const bihe_charlm_section sections[] = {
        BIHE_CHARLM_BIGRAM_RUN,   BIHE_CHARLM_BIGRAM_NEXT, BIHE_CHARLM_TRIGRAM_BASE,
        BIHE_CHARLM_TRIGRAM_NEXT, BIHE_CHARLM_WORD_BASE,   BIHE_CHARLM_WORD_NEXT,
        BIHE_CHARLM_WORD_CLASS,
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        unsigned char *const at = bytes + layout.at[sections[i]];
        const unsigned char before[2] = {at[0], at[1]};
        at[0] = at[1] = 0xFF;
        const uint64_t sum =
            bihe_charlm_checksum(bytes + BIHE_CHARLM_CHECKED, model.len - BIHE_CHARLM_CHECKED);
        memcpy(bytes + 16, &sum, sizeof sum);
        write_bytes(files->model, model.ptr, model.len);
        assert_refused(files->model);
        at[0] = before[0];
        at[1] = before[1];
    }
    bihe_buffer_clear(&model);
}

static int setup(void **state)
{
    static chars_files files;
    chars_init(&files);
    *state = &files;
    return 0;
}

static int teardown(void **state)
{
    chars_clear(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(prefers_what_it_has_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(probabilities_sum_to_one, setup, teardown),
        cmocka_unit_test_setup_teardown(knows_both_scripts, setup, teardown),
        cmocka_unit_test_setup_teardown(has_classes, setup, teardown),
        cmocka_unit_test_setup_teardown(knows_words, setup, teardown),
        cmocka_unit_test_setup_teardown(same_text_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(takes_the_chinese_field, setup, teardown),
        cmocka_unit_test_setup_teardown(names_a_malformed_word, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_what_cannot_be, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_damaged_files, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_forged_files, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
