/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The length model of Gale and Church (1993, section 3) with beads of more shapes, and IBM model 1
 * of the words (lexical.c). Characters are counted, not words: Chinese writes no spaces. This cost
 * finds the likely beads; of those the learned weights of all evidence (weigh.c) decide.
 *
 * What each kind is worth on the six development chapters of MAC, each aligned with weights learned
 * from the others (`bihe train align`): strict F1, where .003 is four beads of 1,300 and chance,
 * and the log probability of the true beads, which tells more:
 *
 *     all evidence                                 .952  -124
 *     without words                                .812  -369
 *       without the lexicon                        .895  -242
 *       without what the text teaches              .945  -150
 *       without both                               .857  -303
 *       without words written alike in both        .950  -129
 *       without names by their pinyin              .953  -126
 *       without places of words in the bead        .932  -178
 *       without function words                     .943  -131
 *       without marks as words                     .951  -127
 *     without shapes                               .938  -170
 *     without lengths                              .946  -132
 *     without clauses                              .941  -130
 *     without counts of marks                      .948  -130
 *     without quotations                           .952  -127
 *     without connectors                           .952  -124
 *     without lengths of sentences left alone      .950  -124
 *     lengths and shapes alone                     .584  -652
 *     the same evidence, weights by hand           .932
 *     the same, no lexicon: the text teaches all   .822
 *
 * Kinds of blocks and ends of passages are worth nothing there (each line is a sentence); see
 * passages.c.
 *
 * Tried and left out, because the log probability fell when it was learned from: Chinese words
 * given English ones (by 11), all words of the other side alike beside those near the same place
 * (by 3), words in the neighbouring beads that explain a word better (by 3), further knots in the
 * function of a word's ratio and a weight of its rarity (by 3 each), how sentences end (by 3), the
 * first and last words of a bead (by 1), the square of the length's delta and the tail of its
 * distribution (by 4), the documents' ratio of sentences (by 1), a class of rare words (by 2), the
 * same word classes as COMMON = .003 (by 8). Tried before: translations of the characters of longer
 * words, letting the text teach twice (by 1).
 */
#include "align/cost.h"

#include "align/lexical.h"

#include "base/error.h"
#include "text/utf8.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

static void add_shape(bihe_cost *cost, int n0, int n1, double prior)
{
    cost->shapes[cost->shape_count] = (bihe_shape){{(uint8_t)n0, (uint8_t)n1}};
    cost->prior[cost->shape_count++] = prior;
}

static void list_shapes(bihe_cost *cost, const bihe_options *options)
{
    const bihe_align_parameters *p = &cost->parameters;
    add_shape(cost, 1, 0, p->omission);
    add_shape(cost, 0, 1, p->omission);
    for (int sum = 2; sum <= options->max_bead_sum; sum++) {
        for (int n0 = 1; n0 < sum && n0 <= options->max_bead[0]; n0++) {
            if (sum - n0 > options->max_bead[1]) continue;
            add_shape(cost, n0, sum - n0, p->merge_penalty * (sum - 2));
        }
    }
}

/* Prefix sums, so that the length of any bead is one subtraction. */
static bihe_status sum_lengths(bihe_cost *cost, const bihe_align_side sides[2],
                               const bihe_allocator *allocator, bihe_error *err)
{
    for (int s = 0; s < 2; s++) {
        cost->count[s] = sides[s].count;
        double *sum = bihe_mem_new(allocator, sides[s].count + 1, sizeof *sum);
        if (sum == NULL) return bihe_fail_memory(err);
        cost->length[s] = sum;
        sum[0] = 0;
        for (size_t i = 0; i < sides[s].count; i++)
            sum[i + 1] = sum[i] + (double)bihe_utf8_count(sides[s].sentences[i].text);
    }
    return BIHE_OK;
}

/* log of P(|x| >= delta) for a standard normal x. */
static double log_tail(double delta)
{
    const double x = delta / sqrt(2);
    if (x < 5) return log(erfc(x));
    /* erfc underflows soon; its asymptotic series does not */
    return -x * x - log(x * sqrt(PI)) + log1p(-1 / (2 * x * x));
}

/* log_tail is asked for every bead of every cell: a table and a straight line between its entries
 * are off by less than 0.0005. */
static void tabulate_tail(bihe_cost *cost)
{
    for (int k = 0; k < BIHE_TAIL_STEPS * BIHE_TAIL_LIMIT + 2; k++)
        cost->tail[k] = log_tail((double)k / BIHE_TAIL_STEPS);
}

double bihe_cost_tail(const bihe_cost *cost, double delta)
{
    if (delta >= BIHE_TAIL_LIMIT) return log_tail(delta);
    const double x = delta * BIHE_TAIL_STEPS;
    const int k = (int)x;
    return cost->tail[k] + (x - k) * (cost->tail[k + 1] - cost->tail[k]);
}

bihe_status bihe_cost_init(bihe_cost *cost, const bihe_model *model, const bihe_options *options,
                           const bihe_align_side sides[2], const bihe_allocator *allocator,
                           bihe_error *err)
{
    *cost = (bihe_cost){.parameters = model->align};
    list_shapes(cost, options);
    tabulate_tail(cost);
    bihe_status status = sum_lengths(cost, sides, allocator, err);
    if (status == BIHE_OK)
        status = bihe_passages_init(&cost->passages, sides, &model->align, options->presegmented,
                                    allocator, err);
    if (status == BIHE_OK)
        status = bihe_seams_init(&cost->seams, sides, model->align.merge_penalty, allocator, err);
    if (status == BIHE_OK) status = bihe_fence_init(&cost->fence, sides, allocator, err);
    if (status != BIHE_OK) bihe_cost_clear(cost, allocator);
    return status;
}

void bihe_cost_clear(bihe_cost *cost, const bihe_allocator *allocator)
{
    bihe_seams_clear(&cost->seams, allocator);
    bihe_fence_clear(&cost->fence, allocator);
    bihe_passages_clear(&cost->passages, allocator);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, cost->length[s]);
        cost->length[s] = NULL;
    }
}

/* delta = (l2 - c l1) / sqrt(s2 (c l1 + l2) / 2): Gale and Church divide by l1 s2 alone; the mean
 * of both sides makes the model the same when the sides are swapped (c' = 1 / c, s2' = s2 / c). */
double bihe_cost_length(const bihe_cost *cost, double l1, double l2)
{
    const bihe_align_parameters *p = &cost->parameters;
    const double expected = p->ratio * l1;
    const double scale = fmax(expected + l2, 1) / 2;
    return p->length_weight * bihe_cost_tail(cost, fabs(l2 - expected) / sqrt(p->variance * scale));
}

static double passage_term(const bihe_cost *cost, bihe_shape shape, size_t end0, size_t end1)
{
    const size_t start[2] = {end0 - shape.n[0], end1 - shape.n[1]}, end[2] = {end0, end1};
    return bihe_passages_term(&cost->passages, start, end);
}

static double lexical_term(const bihe_cost *cost, bihe_shape shape, size_t end0, size_t end1)
{
    if (cost->lexical == NULL) return 0;
    double sum = 0;
    for (int s = 0; s < 2; s++)
        sum += cost->parameters.word_weight[s] *
               bihe_lexical_bead(cost->lexical, s, shape.n, end0, end1);
    return sum;
}

static double seams_term(const bihe_cost *cost, bihe_shape shape, size_t end0, size_t end1)
{
    return bihe_seams_term(&cost->seams, 0, end0 - shape.n[0], end0) +
           bihe_seams_term(&cost->seams, 1, end1 - shape.n[1], end1);
}

static bool is_allowed(const bihe_cost *cost, bihe_shape shape, size_t end0, size_t end1)
{
    const size_t from[2] = {end0 - shape.n[0], end1 - shape.n[1]}, to[2] = {end0, end1};
    return bihe_fence_allows(&cost->fence, from, to);
}

double bihe_cost_bead(const bihe_cost *cost, size_t k, size_t end0, size_t end1)
{
    const bihe_shape shape = cost->shapes[k];
    if (!is_allowed(cost, shape, end0, end1)) return -INFINITY;
    const double seams = seams_term(cost, shape, end0, end1);
    if (k < BIHE_SHAPE_FIRST_PAIR) return cost->prior[k] + seams;
    const double l1 = cost->length[0][end0] - cost->length[0][end0 - shape.n[0]];
    const double l2 = cost->length[1][end1] - cost->length[1][end1 - shape.n[1]];
    return cost->prior[k] + seams + bihe_cost_length(cost, l1, l2) +
           passage_term(cost, shape, end0, end1) + lexical_term(cost, shape, end0, end1);
}

double bihe_cost_fixed(const bihe_cost *cost, size_t k, size_t end0, size_t end1)
{
    const bihe_shape shape = cost->shapes[k];
    const double seams = seams_term(cost, shape, end0, end1);
    return k < BIHE_SHAPE_FIRST_PAIR ? seams : seams + passage_term(cost, shape, end0, end1);
}
