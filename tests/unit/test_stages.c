/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the aligner by themselves: fast logarithms, the table of words against its formula,
 * rows of costs against beads, what a text teaches about its own words, the names of weights, and
 * their training. */
#include "unit/unit.h"

#include "align/cost_row.h"
#include "align/selftrain.h"
#include "align/stages.h"
#include "base/approx.h"
#include "bihe/train.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void approximations_are_close(void **state)
{
    (void)state;
    for (float x = 1e-6F; x < 1e6F; x *= 1.013F)
        assert_true(fabs((double)bihe_approx_log(x) - log((double)x)) < 2e-5);
    for (float x = -86; x < 86; x += 0.0371F)
        assert_true(fabs((double)bihe_approx_exp(x) / exp((double)x) - 1) < 2e-5);
    assert_true(bihe_approx_exp(-INFINITY) >= 0 && bihe_approx_exp(-INFINITY) < 1e-30F);
}

/* Four sentences each; words of the same letters translate each other. */
static const char *const zh_texts[] = {"rex zan ulm", "zan rex", "pol ulm", "tib"};
static const char *const en_texts[] = {"roo zip", "zip roo out", "pip", "tab"};

typedef struct texts {
    bihe_sentence sentences[2][4];
    bihe_align_side sides[2];
    bihe_model model;
    bihe_align_sources sources;
    bihe_allocator allocator;
    bihe_terms terms;
} texts;

static void set_up(texts *t)
{
    bihe_error err;
    t->allocator = bihe_allocator_default();
    t->model = (bihe_model){.lang = {"zh", "en"}};
    assert_int_equal(bihe_config_align(NULL, &t->model.align, "model.yaml", &err), BIHE_OK);
    bihe_align_weights_default(&t->model.weights, &t->model.align);
    for (size_t i = 0; i < 4; i++) {
        t->sentences[0][i] = (bihe_sentence){.text = bihe_view_of(zh_texts[i])};
        t->sentences[1][i] = (bihe_sentence){.text = bihe_view_of(en_texts[i])};
    }
    for (int s = 0; s < 2; s++)
        t->sides[s] = (bihe_align_side){t->sentences[s], 4};
    t->sources = (bihe_align_sources){&t->model, NULL};
    assert_int_equal(bihe_terms_init(&t->terms, &t->sources, t->sides, &t->allocator, &err),
                     BIHE_OK);
}

static uint32_t use_of(const texts *t, int side, size_t sentence, size_t k)
{
    const bihe_term_side *s = &t->terms.side[side];
    return s->uses[s->first[sentence] + k].word;
}

/* The pair of two words among what the text taught; BIHE_NO_WORD: none. */
static uint32_t own_pair(const bihe_selftrain *self, uint32_t zh, uint32_t en)
{
    for (uint32_t n = self->links.row[zh]; n < self->links.row[zh + 1]; n++)
        if (self->links.items[n].word == en) return self->links.items[n].own;
    return BIHE_NO_WORD;
}

static void a_bead_does_not_vouch_for_itself(void **state)
{
    (void)state;
    texts t;
    bihe_selftrain self;
    bihe_error err;
    set_up(&t);
    bihe_bead beads[4];
    for (size_t k = 0; k < 4; k++)
        beads[k] = (bihe_bead){{k, k}, {1, 1}, 0};
    const bihe_bead_list list = {beads, 4, 4};
    assert_int_equal(bihe_selftrain_run(&self, &t.terms, &list, &t.allocator, &err), BIHE_OK);
    /* rex and roo meet in two beads: each speaks for the other */
    const uint32_t pair[2] = {use_of(&t, 0, 0, 0), use_of(&t, 1, 0, 0)};
    const uint32_t own = own_pair(&self, pair[0], pair[1]);
    assert_int_not_equal(own, BIHE_NO_WORD);
    float inside[2], outside[2];
    const bihe_own_place *places = self.places + self.pairs[own].first;
    assert_int_equal(self.pairs[own + 1].first - self.pairs[own].first, 2);
    bihe_own_query query = {.pair = own, .near = places, .near_count = 2};
    uint32_t uses[2] = {0, 0};
    bihe_own_rest rest = bihe_selftrain_rest(&self, &query);
    bihe_selftrain_given(&self, &rest, uses, inside);
    for (int s = 0; s < 2; s++) {
        query.bead[s] = s == 0 ? 2 : 3;
        uses[s] = t.terms.side[s].first[query.bead[s]];
    }
    rest = bihe_selftrain_rest(&self, &query);
    bihe_selftrain_given(&self, &rest, uses, outside);
    for (int s = 0; s < 2; s++) {
        assert_true(inside[s] > 0 && inside[s] < outside[s]);
        assert_true(outside[s] < 1);
    }
    /* tib and tab meet in one bead only, which has nothing to say of itself */
    assert_int_equal(own_pair(&self, use_of(&t, 0, 3, 0), use_of(&t, 1, 3, 0)), BIHE_NO_WORD);
    bihe_selftrain_clear(&self);
    bihe_terms_clear(&t.terms);
}

/* log[(.6 q + .4 sum of t / (n + 1/2)) / q] over the words of a side, as lexical.c has it. */
static double ratio_of_bead(const texts *t, int side, const size_t first[2], const size_t end[2])
{
    const bihe_term_side *own = &t->terms.side[side], *other = &t->terms.side[1 - side];
    const uint32_t from = other->first[first[1 - side]], to = other->first[end[1 - side]];
    double sum = 0;
    for (uint32_t u = own->first[first[side]]; u < own->first[end[side]]; u++) {
        const uint32_t word = own->uses[u].word;
        double given = 0;
        for (uint32_t v = from; v < to; v++) {
            const uint32_t zh = side == 0 ? word : other->uses[v].word;
            const uint32_t en = side == 0 ? other->uses[v].word : word;
            for (uint32_t n = t->terms.links.row[zh]; n < t->terms.links.row[zh + 1]; n++)
                if (t->terms.links.items[n].word == en)
                    given += (double)t->terms.links.items[n].given[side];
        }
        const double q = (double)own->words[word].share;
        sum += log(0.6 + 0.4 * given / ((to - from + 0.5) * q));
    }
    return sum;
}

static void check_row(const texts *t, const bihe_lexical *lexical, size_t i)
{
    for (uint8_t a = 1; a <= 3 && a <= i; a++) {
        for (uint8_t b = 1; b <= 2; b++) {
            for (size_t j = b; j <= 4; j++) {
                const size_t first[2] = {i - a, j - b}, end[2] = {i, j};
                const uint8_t shape[2] = {a, b};
                for (int s = 0; s < 2; s++)
                    assert_true(fabs(bihe_lexical_bead(lexical, s, shape, i, j) -
                                     ratio_of_bead(t, s, first, end)) < 1e-3);
            }
        }
    }
}

static void the_table_of_words_is_its_formula(void **state)
{
    (void)state;
    texts t;
    bihe_corridor corridor;
    bihe_lexical lexical;
    bihe_error err;
    const size_t count[2] = {4, 4};
    const int most[2] = {3, 2};
    set_up(&t);
    t.sentences[1][2].text = BIHE_VIEW("pol rex"); /* written alike */
    bihe_terms_clear(&t.terms);
    assert_int_equal(bihe_terms_init(&t.terms, &t.sources, t.sides, &t.allocator, &err), BIHE_OK);
    assert_int_equal(bihe_corridor_init(&corridor, count, &t.allocator, &err), BIHE_OK);
    for (size_t i = 0; i < corridor.rows; i++)
        corridor.to[i] = corridor.columns;
    bihe_corridor_finish(&corridor);
    assert_int_equal(bihe_lexical_init(&lexical, &t.terms, &corridor, most, &t.allocator, &err),
                     BIHE_OK);
    for (size_t i = 1; i <= 4; i++) {
        assert_int_equal(bihe_lexical_row(&lexical, i, &err), BIHE_OK);
        check_row(&t, &lexical, i);
    }
    bihe_lexical_clear(&lexical);
    bihe_corridor_clear(&corridor, &t.allocator);
    bihe_terms_clear(&t.terms);
}

static void check_costs(bihe_cost_rows *rows, size_t i)
{
    float value[BIHE_SHAPE_LIMIT * 5];
    const bihe_cost *cost = rows->cost;
    bihe_error err;
    const size_t from = rows->corridor->from[i], width = rows->corridor->to[i] - from;
    assert_int_equal(bihe_cost_row(rows, i, value, &err), BIHE_OK);
    for (size_t k = 0; k < cost->shape_count; k++) {
        const bihe_columns columns = bihe_cost_columns(cost, rows->corridor, k, i);
        for (size_t j = columns.from; j < columns.to; j++) {
            const double bead = bihe_cost_bead(cost, k, i, j);
            assert_true(fabs((double)value[k * width + j - from] - bead) < 2e-3);
        }
    }
}

/* Words, lengths, ends of passages, kinds and doubtful ends of sentences, in a corridor whose rows
 * begin and end at different columns. */
static void a_row_costs_what_its_beads_cost(void **state)
{
    (void)state;
    static const size_t from[5] = {0, 0, 1, 1, 2}, to[5] = {2, 4, 4, 5, 5};
    const bihe_options options = {.max_bead = {3, 4}, .max_bead_sum = 6};
    const size_t count[2] = {4, 4};
    texts t;
    bihe_corridor corridor;
    bihe_cost cost;
    bihe_cost_rows rows;
    bihe_lexical lexical;
    bihe_error err;
    set_up(&t);
    t.sentences[0][1].kind = t.sentences[1][3].kind = 1;
    t.sentences[1][0].margin = -1;
    t.sentences[0][2].margin = 0.5;
    t.sentences[0][3].passage = t.sentences[1][2].passage = t.sentences[1][3].passage = 1;
    assert_int_equal(bihe_corridor_init(&corridor, count, &t.allocator, &err), BIHE_OK);
    memcpy(corridor.from, from, sizeof from);
    memcpy(corridor.to, to, sizeof to);
    bihe_corridor_finish(&corridor);
    assert_int_equal(bihe_cost_init(&cost, &t.model, &options, t.sides, &t.allocator, &err),
                     BIHE_OK);
    assert_int_equal(
        bihe_lexical_init(&lexical, &t.terms, &corridor, options.max_bead, &t.allocator, &err),
        BIHE_OK);
    cost.lexical = &lexical;
    assert_int_equal(bihe_cost_rows_init(&rows, &cost, &corridor, &t.allocator, &err), BIHE_OK);
    for (size_t i = 0; i < corridor.rows; i++)
        check_costs(&rows, i);
    bihe_cost_rows_clear(&rows);
    bihe_lexical_clear(&lexical);
    bihe_cost_clear(&cost, &t.allocator);
    bihe_corridor_clear(&corridor, &t.allocator);
    bihe_terms_clear(&t.terms);
}

static void weights_have_names_of_their_own(void **state)
{
    (void)state;
    static char names[BIHE_FEATURES][BIHE_FEATURE_NAME];
    const bihe_allocator a = bihe_allocator_default();
    for (int k = 0; k < BIHE_FEATURES; k++) {
        bihe_feature_name(k, names[k]);
        for (int n = 0; n < k; n++)
            assert_string_not_equal(names[k], names[n]);
    }
    bihe_arena arena;
    bihe_arena_init(&arena, &a);
    const bihe_yaml *map;
    bihe_align_weights weights;
    bihe_error err;
    assert_int_equal(bihe_yaml_parse(&map,
                                     BIHE_VIEW("shape.1-2: -0.5\nlength.tail: 2\n"
                                               "calibration.slope: 0.75\n"),
                                     "w.yaml", 1, &arena, &err),
                     BIHE_OK);
    assert_int_equal(bihe_align_weights_read(&weights, map, "w.yaml", &err), BIHE_OK);
    assert_true(weights.value[BIHE_F_SHAPE + BIHE_SHAPES_EN + 2] == -0.5F);
    assert_true(weights.value[BIHE_F_TAIL] == 2);
    assert_true(weights.slope == 0.75 && weights.offset == 0);
    static const char *const bad[] = {"shape.9-9: 1", "shape.1-2: much", "shape.1-2: -1e39", "- 1"};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        assert_int_equal(bihe_yaml_parse(&map, bihe_view_of(bad[k]), "w.yaml", 7, &arena, &err),
                         BIHE_OK);
        assert_int_equal(bihe_align_weights_read(&weights, map, "w.yaml", &err), BIHE_ERROR_MODEL);
        assert_string_equal(err.file, "w.yaml");
        assert_int_equal(err.line, 7);
    }
    bihe_arena_clear(&arena);
}

static void words_tell_what_paths_do_not(void **state)
{
    (void)state;
    const bihe_align_weights weights = {.slope = 1, .words = 0.6, .known = 4};
    const bihe_explained told = {4, 1}, silent = {0, 5}, none = {0, 0};
    const bihe_explained manual[] = {{9, 1}, {8, 2}, {9, 1}}, novel[] = {{4, 6}, {5, 5}, {3, 7}};
    const double shares[] = {bihe_explained_share(manual, 3), bihe_explained_share(novel, 3)};
    assert_true(shares[0] > shares[1] && shares[1] > 0.3 && shares[0] < 0.9);
    assert_true(fabs(bihe_explained_share(NULL, 0) - 0.5) < 1e-9);
    double score[2][3];
    for (int k = 0; k < 2; k++) {
        const bihe_explained beads[] = {told, silent, none};
        for (int n = 0; n < 3; n++) {
            const double odds = bihe_explained_odds(beads[n], shares[k], 0);
            score[k][n] = bihe_trust(&weights, 0.99, &odds);
        }
        assert_true(score[k][0] > score[k][1]);
        assert_true(score[k][2] > score[k][1] && score[k][2] < score[k][0] + 1e-3);
    }
    /* silence says more where most words are explained */
    assert_true(score[0][1] < score[1][1] && score[0][1] < 0.8);
    /* a sentence left alone has no words to ask */
    assert_true(fabs(bihe_trust(&weights, 0.99, NULL) - 0.99) < 1e-6);
    assert_true(bihe_trust(&weights, 0, NULL) > 0 && bihe_trust(&weights, 1, NULL) < 1);
}

/* What is read off the features is what the words are. */
static void explained_words_are_counted(void **state)
{
    (void)state;
    float features[BIHE_FEATURES] = {0};
    float *basis = &features[bihe_word_feature(1, BIHE_CLASS_CONTENT, 0)];
    const float ratios[] = {3, 2, -2.3026F, -2.3026F, -2.3026F};
    for (int k = 0; k < 5; k++) {
        basis[0] += ratios[k];
        basis[1] += fmaxf(ratios[k] + 0.5F, 0);
        basis[2] += fmaxf(ratios[k] - 0.5F, 0);
    }
    const bihe_explained e = bihe_explained_of(features);
    assert_true(fabs((double)e.yes - 2) < 1e-4);
    assert_true(fabs((double)e.no - 3) < 1e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(approximations_are_close),
        cmocka_unit_test(a_bead_does_not_vouch_for_itself),
        cmocka_unit_test(the_table_of_words_is_its_formula),
        cmocka_unit_test(a_row_costs_what_its_beads_cost),
        cmocka_unit_test(weights_have_names_of_their_own),
        cmocka_unit_test(words_tell_what_paths_do_not),
        cmocka_unit_test(explained_words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
