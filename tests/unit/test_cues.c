/* SPDX-License-Identifier: Apache-2.0 */
/* What is learned for segmentation: the file of cues, the document's notes, training. */
#include "unit/unit.h"

#include "align/features.h"
#include "align/notes.h"
#include "align/segment.h"
#include "base/file.h"
#include "bihe/train.h"
#include "model/cues.h"
#include "model/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const bihe_cue_entry ENTRIES[] = {
    {{"the", 3}, {40, -9, 12}},
    {{"approx", 6}, {-4, 25, 3}},
    {{"\xE6\x88\x91\xE4\xBB\xAC", 6}, {20, -30, 0}},
};

/* A file of the entries above with two weights; to be cleared. */
static bihe_buffer make_file(void)
{
    const bihe_allocator a = bihe_allocator_default();
    int16_t weights[BIHE_CUES_WEIGHTS] = {512, -128};
    bihe_buffer bytes;
    bihe_error err;
    bihe_buffer_init(&bytes, &a);
    assert_int_equal(bihe_cues_append(&bytes, ENTRIES, 3, weights, &err), BIHE_OK);
    return bytes;
}

static void cues_are_found(void **state)
{
    (void)state;
    bihe_buffer bytes = make_file();
    bihe_cues *cues;
    bihe_error err;
    assert_int_equal(bihe_cues_view(&cues, bihe_buffer_view(&bytes), "x", &bytes.allocator, &err),
                     BIHE_OK);
    for (size_t i = 0; i < 3; i++) {
        bihe_cue cue;
        assert_true(bihe_cues_find(cues, ENTRIES[i].key, &cue));
        assert_int_equal(cue.start, ENTRIES[i].cue.start);
        assert_int_equal(cue.stop, ENTRIES[i].cue.stop);
        assert_int_equal(cue.seen, ENTRIES[i].cue.seen);
    }
    bihe_cue cue;
    assert_false(bihe_cues_find(cues, BIHE_VIEW("then"), &cue));
    assert_true(bihe_cues_weight(cues, 0) == 2.0);
    assert_true(bihe_cues_weight(cues, 1) == -0.5);
    assert_true(bihe_cues_weight(cues, BIHE_CUES_WEIGHTS - 1) == 0);
    bihe_cues_free(cues);
    bihe_buffer_clear(&bytes);
}

static void damaged_cues_are_refused(void **state)
{
    (void)state;
    bihe_buffer bytes = make_file();
    bihe_cues *cues;
    bihe_error err;
    for (size_t i = 0; i < bytes.len; i += 7) {
        bytes.ptr[i] ^= 0x10;
        assert_int_equal(
            bihe_cues_view(&cues, bihe_buffer_view(&bytes), "x", &bytes.allocator, &err),
            /* the four zeros after the version are not looked at */
            i >= 12 && i < 16 ? BIHE_OK : BIHE_ERROR_MODEL);
        bihe_cues_free(cues);
        bytes.ptr[i] ^= 0x10;
    }
    for (size_t len = 0; len < bytes.len; len += 13) {
        const bihe_view part = {bytes.ptr, len};
        assert_int_equal(bihe_cues_view(&cues, part, "x", &bytes.allocator, &err),
                         BIHE_ERROR_MODEL);
    }
    assert_int_equal(bihe_cues_open(&cues, "/nowhere/segment.bin", &bytes.allocator, &err),
                     BIHE_ERROR_MODEL);
    assert_string_equal(err.file, "/nowhere/segment.bin");
    bihe_buffer_clear(&bytes);
}

static unsigned noted(const bihe_notes *notes, const char *word)
{
    const bihe_folded folded = bihe_word_fold(bihe_view_of(word));
    return bihe_notes_find(notes, &folded);
}

static void notes_tell_how_words_are_written(void **state)
{
    (void)state;
    bihe_notes notes = {.allocator = bihe_allocator_default()};
    assert_int_equal(noted(&notes, "tea"), 0);
    assert_true(bihe_notes_add(&notes, BIHE_VIEW("Tea is hot. We drink tea in Rome, resp. Oslo.")));
    assert_int_equal(noted(&notes, "Tea"), BIHE_NOTED_SMALL | BIHE_NOTED_BARE);
    assert_int_equal(noted(&notes, "rome"), BIHE_NOTED_NAME | BIHE_NOTED_BARE);
    assert_int_equal(noted(&notes, "resp"), BIHE_NOTED_SMALL);
    assert_int_equal(noted(&notes, "We"), BIHE_NOTED_BARE);
    assert_int_equal(noted(&notes, "Oslo"), 0);
    assert_int_equal(noted(&notes, "milk"), 0);
    bihe_notes_clear(&notes);
}

static void notes_are_bounded(void **state)
{
    (void)state;
    bihe_notes notes = {.allocator = bihe_allocator_default()};
    char word[16];
    for (unsigned i = 0; i < 200000; i++) {
        int len = 0;
        for (unsigned k = i + 1; k > 0; k /= 26)
            word[len++] = (char)('a' + k % 26);
        word[len] = ' ';
        assert_true(bihe_notes_add(&notes, (bihe_view){word, (size_t)len + 1}));
    }
    assert_true(notes.size <= 1U << 16);
    assert_true(notes.count < notes.size);
    assert_int_equal(noted(&notes, "qqqqqqq"), 0);
    bihe_notes_clear(&notes);
}

/* Lines in which "Fant." is an abbreviation and sentences begin with "Moreover". */
static void write_pairs(FILE *file)
{
    for (int i = 0; i < 200; i++) {
        assert_true(fprintf(file, "The fant. Book is %d pages long.\t这本书有%d页。\tx\n", i, i) >
                    0);
        assert_true(fprintf(file,
                            "It is %d years old. Moreover it is red.\t它有%d年了。它是红的。\tx\n",
                            i, i) > 0);
    }
}

static void training_learns_and_repeats_itself(void **state)
{
    (void)state;
    char pairs[] = "/tmp/bihe-pairs-XXXXXX", out[2][40];
    FILE *file = fdopen(mkstemp(pairs), "w");
    assert_non_null(file);
    write_pairs(file);
    assert_int_equal(fclose(file), 0);
    const char *const inputs[] = {pairs};
    bihe_train_segment_report report;
    bihe_error err;
    bihe_buffer bytes[2];
    const bihe_allocator a = bihe_allocator_default();
    for (int i = 0; i < 2; i++) {
        (void)snprintf(out[i], sizeof out[i], "%s.%d", pairs, i);
        assert_int_equal(
            bihe_train_segment(out[i], BIHE_TEST_MODELS, inputs, 1, NULL, &report, &err), BIHE_OK);
        bihe_buffer_init(&bytes[i], &a);
        assert_int_equal(bihe_file_read(out[i], 1 << 24, &bytes[i], &err), BIHE_OK);
    }
    assert_int_equal(report.pairs, 400);
    assert_int_equal(report.bytes, bytes[0].len);
    assert_int_equal(bytes[0].len, bytes[1].len);
    assert_memory_equal(bytes[0].ptr, bytes[1].ptr, bytes[0].len);
    assert_true(report.wrong[1] <= report.wrong[0]);
    bihe_cues *cues;
    assert_int_equal(bihe_cues_open(&cues, out[0], &a, &err), BIHE_OK);
    bihe_cue cue;
    assert_true(bihe_cues_find(cues, BIHE_VIEW("fant"), &cue));
    assert_true(cue.stop > 0);
    assert_true(bihe_cues_find(cues, BIHE_VIEW("moreover"), &cue));
    assert_true(cue.start > 0);
    bihe_cues_free(cues);
    for (int i = 0; i < 2; i++) {
        bihe_buffer_clear(&bytes[i]);
        assert_int_equal(unlink(out[i]), 0);
    }
    assert_int_equal(unlink(pairs), 0);
}

static void bad_pairs_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
    } CASES[] = {{"One.\t一。\nTwo.\n", 2}, {"One.\t\xFF\n", 1}};
    for (size_t i = 0; i < 2; i++) {
        char pairs[] = "/tmp/bihe-pairs-XXXXXX";
        FILE *file = fdopen(mkstemp(pairs), "w");
        assert_non_null(file);
        assert_true(fputs(CASES[i].text, file) >= 0);
        assert_int_equal(fclose(file), 0);
        const char *const inputs[] = {pairs};
        bihe_error err;
        assert_int_equal(
            bihe_train_segment("/tmp/bihe-never", BIHE_TEST_MODELS, inputs, 1, NULL, NULL, &err),
            BIHE_ERROR_INPUT);
        assert_int_equal(err.line, CASES[i].line);
        assert_string_equal(err.file, pairs);
        assert_int_equal(access("/tmp/bihe-never", F_OK), -1);
        assert_int_equal(unlink(pairs), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_are_found),
        cmocka_unit_test(damaged_cues_are_refused),
        cmocka_unit_test(notes_tell_how_words_are_written),
        cmocka_unit_test(notes_are_bounded),
        cmocka_unit_test(training_learns_and_repeats_itself),
        cmocka_unit_test(bad_pairs_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
