/* SPDX-License-Identifier: Apache-2.0 */
/* The model of one document: costs against the formula, counted by hand. */
#include "unit.h"

#include "align/locallm.h"

#include <math.h>
#include <stdlib.h>

enum { A = BIHE_TOKEN_FIRST, B, C, D };

static const unsigned text[] = {A, B, C, A, B, D, A, B, C, BIHE_TOKEN_NONE, C, A};

static int cost_of(double p)
{
    return (int)lround(-BIHE_CHARLM_UNIT * log(p));
}

static bihe_locallm *count(void)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_locallm *local = NULL;
    bihe_error err;
    assert_int_equal(bihe_locallm_new(&local, &a, &err), BIHE_OK);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        assert_true(bihe_locallm_count(local, text[i]));
    return local;
}

/* p(c | b) = n(b c) / (n(b) + 20) */
static void knows_pairs(void **state)
{
    (void)state;
    bihe_locallm *local = count();
    bihe_locallm_finish(local);
    assert_int_equal(bihe_locallm_pair_cost(local, A, B), cost_of(3.0 / 24));
    assert_int_equal(bihe_locallm_pair_cost(local, B, C), cost_of(2.0 / 23));
    assert_int_equal(bihe_locallm_pair_cost(local, C, A), cost_of(2.0 / 23));
    assert_int_equal(bihe_locallm_pair_cost(local, C, C), -1); /* a break is between them */
    assert_int_equal(bihe_locallm_pair_cost(local, A, BIHE_TOKEN_LATIN), -1);
    bihe_locallm_free(local);
}

/* share = 0.5 n / (n + 500) of n = 11; costs are rounded step by step */
static void mixes(void **state)
{
    (void)state;
    bihe_locallm *local = count();
    bihe_locallm_finish(local);
    const double share = 0.5 * 11 / 511;
    const struct {
        unsigned before, token, next;
        double p; /* of the document */
    } cases[] = {
        {A, B, C, (2 + 20 * 2.0 / 23) / 23}, {A, B, D, (1 + 20 * 1.0 / 23) / 23},
        {BIHE_TOKEN_NONE, B, C, 2.0 / 23},   {D, B, C, 2.0 / 23}, /* D B is not there */
        {C, A, B, (1 + 20 * 3.0 / 24) / 22}, {A, B, A, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int cost = 0; cost < 250; cost += 10) {
            const unsigned token = cases[i].token, next = cases[i].next;
            const int pair = bihe_locallm_pair_cost(local, token, next);
            const int mixed = bihe_locallm_mix(local, cases[i].before, token, next, cost, pair);
            const double p = (1 - share) * exp(-(double)cost / BIHE_CHARLM_UNIT);
            assert_true(abs(mixed - cost_of(p + share * cases[i].p)) <= 2);
        }
    bihe_locallm_free(local);
}

/* A document of which nothing is sure leaves the other model as it is. */
static void says_nothing_of_nothing(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_locallm *local = NULL;
    bihe_error err;
    assert_int_equal(bihe_locallm_new(&local, &a, &err), BIHE_OK);
    assert_true(bihe_locallm_count(local, BIHE_TOKEN_NONE));
    bihe_locallm_finish(local);
    const int pair = bihe_locallm_pair_cost(local, A, B);
    assert_int_equal(bihe_locallm_mix(local, A, B, C, 77, pair), 77);
    bihe_locallm_free(local);
}

static void counts_runs_once(void **state)
{
    (void)state;
    bihe_locallm *local = count();
    for (int i = 0; i < 3; i++)
        assert_true(bihe_locallm_count(local, BIHE_TOKEN_LATIN));
    bihe_locallm_finish(local);
    assert_int_equal(bihe_locallm_pair_cost(local, A, BIHE_TOKEN_LATIN), cost_of(1.0 / 24));
    assert_int_equal(bihe_locallm_pair_cost(local, BIHE_TOKEN_LATIN, BIHE_TOKEN_LATIN), -1);
    bihe_locallm_free(local);
}

static void notes_numbers(void **state)
{
    (void)state;
    bihe_locallm *local = count();
    assert_true(bihe_locallm_note_numbers(local, bihe_view_of("A8-0189/2018, 7/11, 10.25; 99")));
    assert_true(bihe_locallm_has_number(local, "89/20"));
    assert_true(bihe_locallm_has_number(local, "10.25"));
    assert_false(bihe_locallm_has_number(local, "89-20"));
    assert_false(bihe_locallm_has_number(local, " 7/11"));
    assert_false(bihe_locallm_has_number(local, "01892"));
    bihe_locallm_free(local);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_pairs),
        cmocka_unit_test(mixes),
        cmocka_unit_test(says_nothing_of_nothing),
        cmocka_unit_test(counts_runs_once),
        cmocka_unit_test(notes_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
