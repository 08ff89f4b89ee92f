/* SPDX-License-Identifier: Apache-2.0 */
/* The scorer of alignments, and the parameters of a model. */
#include "unit/unit.h"

#include "align/aligner.h"
#include "model/config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void scores_are_those_of_sennrich_and_volk(void **state)
{
    (void)state;
    char gold[] = "/tmp/bihe-gold-XXXXXX", test[] = "/tmp/bihe-test-XXXXXX";
    assert_int_equal(close(mkstemp(gold)), 0);
    assert_int_equal(close(mkstemp(test)), 0);
    write_text(gold, "[0]:[0]\n[1]:[1,2]\n\n[2]:[]\n[3, 4]:[3]\n[5]:[4]\n");
    write_text(test, "[0]:[0]:0.98\n[1]:[1]\n[]:[2]\n[2]:[]\n[3,4]:[3]\n[5]:[5]\n[]:[4]\n");
    bihe_eval_counts counts = {0};
    bihe_error err;
    assert_int_equal(bihe_eval_files(gold, test, NULL, &counts, &err), BIHE_OK);
    /* strict: 0-0, 2-, 34-3; lax: also 1-1 */
    assert_int_equal(counts.tried, 7);
    assert_int_equal(counts.tried_strict, 3);
    assert_int_equal(counts.tried_lax, 4);
    assert_int_equal(counts.gold, 4);
    assert_int_equal(counts.gold_strict, 2);
    assert_int_equal(counts.gold_lax, 3);
    const bihe_eval_scores scores = bihe_eval(&counts);
    assert_near(scores.precision_strict, 3 / 7.0, 1e-12);
    assert_near(scores.recall_strict, 0.5, 1e-12);
    assert_near(scores.f_strict, 6 / 13.0, 1e-12);
    assert_near(scores.f_lax, 2 * (4 / 7.0) * 0.75 / (4 / 7.0 + 0.75), 1e-12);

    write_text(test, "[0]:[0]\n[1:[1]\n");
    assert_int_equal(bihe_eval_files(gold, test, NULL, &counts, &err), BIHE_ERROR_INPUT);
    assert_string_equal(err.file, test);
    assert_int_equal(err.line, 2);
    write_text(test, "[0]\n");
    assert_int_equal(bihe_eval_files(gold, test, NULL, &counts, &err), BIHE_ERROR_INPUT);
    assert_int_equal(err.line, 1);
    write_text(test, "[0]:[99999999999999999999]\n");
    assert_int_equal(bihe_eval_files(gold, test, NULL, &counts, &err), BIHE_ERROR_INPUT);
    assert_int_equal(unlink(test), 0);
    assert_int_equal(bihe_eval_files(gold, test, NULL, &counts, &err), BIHE_ERROR_IO);
    assert_int_equal(unlink(gold), 0);
}

static void an_empty_alignment_scores_zero(void **state)
{
    (void)state;
    const bihe_eval_counts none = {0};
    assert_near(bihe_eval(&none).f_strict, 0, 0);
    assert_near(bihe_eval(&none).f_lax, 0, 0);
}

static void parameters_are_checked(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    const char *const bad[] = {"ratio: none", "ratio: 0", "omission: 1", "ration: 3.4", "- 1"};
    bihe_arena arena;
    bihe_arena_init(&arena, &a);
    bihe_align_parameters p;
    bihe_error err;
    const bihe_yaml *tree;
    assert_int_equal(bihe_yaml_parse(&tree, BIHE_VIEW("ratio: 0.25\nmerge_penalty: -2\n"), "m.yaml",
                                     1, &arena, &err),
                     BIHE_OK);
    assert_int_equal(bihe_config_align(tree, &p, "m.yaml", &err), BIHE_OK);
    assert_near(p.ratio, 0.25, 0);
    assert_near(p.merge_penalty, -2, 0);
    assert_true(p.variance > 0);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        assert_int_equal(bihe_yaml_parse(&tree, bihe_view_of(bad[k]), "m.yaml", 5, &arena, &err),
                         BIHE_OK);
        assert_int_equal(bihe_config_align(tree, &p, "m.yaml", &err), BIHE_ERROR_MODEL);
        assert_string_equal(err.file, "m.yaml");
        assert_int_equal(err.line, 5);
    }
    bihe_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_those_of_sennrich_and_volk),
        cmocka_unit_test(an_empty_alignment_scores_zero),
        cmocka_unit_test(parameters_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
