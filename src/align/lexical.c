/* SPDX-License-Identifier: Apache-2.0 */
/*
 *     sum over words w of log[(L q(w) + (1 - L) sum over v of t(w | v) / (n + 1/2)) / q(w)]
 *
 * w: words of one side of the bead, v: the n words of the other, q: shares (terms.c), t: the
 * translations, L = 0.6: how often a word of a true translation is explained by nothing (measured
 * in ALIGNMENT of novels: .3 to .6 give the same). The whole side is one bag, so that beads of any
 * shape compare. It is worked out as
 *
 *     (number of words) log L + log of the product of 1 + sum of gain(w) t(w | v) / (n + 1/2)
 *
 * with gain(w) = (1 - L) / (L q(w)).
 */
#include "align/lexical.h"

#include "base/approx.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

enum {
    RING = BIHE_LEXICAL_RING,
    LANES = 4,   /* products that are worked out side by side */
    FACTORS = 3, /* and one more that a float holds: each is below 10^9 */
};

static const float BACKGROUND = 0.6F;

static float nothing_of(size_t uses)
{
    return (float)uses * bihe_approx_log(BACKGROUND);
}

/* The uses of the English sentences of the row's cells. */
static void window_of(const bihe_lexical *f, size_t i, size_t *begin, size_t *end)
{
    const bihe_corridor *c = f->corridor;
    const uint32_t *first = f->words->side[1].first;
    const size_t from = c->from[i] > 0 ? c->from[i] : 1;
    *begin = first[from - 1];
    *end = c->to[i] > from ? first[c->to[i] - 1] : *begin;
}

/* Sums of t both ways between sentence i - 1 and the English uses of its row. */
static bihe_status match_row(bihe_lexical *f, size_t i, bihe_error *err)
{
    const bihe_corridor *c = f->corridor;
    const bihe_term_side *zh = &f->words->side[0], *en = &f->words->side[1];
    size_t begin, end;
    window_of(f, i, &begin, &end);
    const bihe_status status = bihe_matches_load(&f->matches, i - 1, begin, end, err);
    if (status != BIHE_OK) return status;
    float *sums = f->en[i % RING], *column = f->zh;
    f->base[i % RING] = begin;
    f->zh_uses = zh->first[i] - zh->first[i - 1];
    memset(f->zh, 0, f->zh_uses * (c->to[i] - c->from[i]) * sizeof *f->zh);
    size_t j = c->from[i];
    for (size_t u = begin; u < end; u++) {
        uint32_t n = bihe_matches_of(&f->matches, u);
        float sum = 0;
        if (n != 0) {
            while (u >= en->first[j])
                j++;
            column = f->zh + (j - c->from[i]) * f->zh_uses;
        }
        for (; n != 0; n = f->matches.items[n].next) {
            const bihe_match *m = &f->matches.items[n];
            sum += m->given[1];
            column[m->use - zh->first[i - 1]] += m->given[0] * f->gain[0][zh->uses[m->use].word];
        }
        sums[u - begin] = sum * f->gain[1][en->uses[u].word];
    }
    return BIHE_OK;
}

/* What other sentences say of a sentence's words. */
typedef struct view {
    const float *sums[RING]; /* the nearest one first: by use, sum of gain t */
    float share[RING];       /* 1 / (n + 1/2) of the nearest, the nearest two, ... */
    size_t most, uses;
} view;

/* The log of a growing product. */
typedef struct logarithm {
    double product;
    float sum;
} logarithm;

static void multiply(logarithm *l, const float factor[LANES])
{
    for (int k = 0; k < LANES; k++)
        l->product *= (double)factor[k];
    if (l->product < 1e100) return;
    l->sum += bihe_approx_log_wide(l->product);
    l->product = 1;
}

/* log of the product of 1 + sum[u] share, with more[u] added to sum[u] first. */
static float log_product(float *restrict sum, const float *restrict more, size_t uses, float share)
{
    logarithm log = {1, 0};
    float factor[LANES] = {1, 1, 1, 1};
    size_t u = 0;
    for (; u + LANES <= uses; u += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            sum[u + k] += more[u + k];
            factor[k] *= 1 + sum[u + k] * share;
        }
        if (u % (FACTORS * LANES) != (FACTORS - 1) * LANES) continue;
        multiply(&log, factor);
        for (int k = 0; k < LANES; k++)
            factor[k] = 1;
    }
    for (size_t k = 0; u < uses; u++, k++) {
        sum[u] += more[u];
        factor[k] *= 1 + sum[u] * share;
    }
    multiply(&log, factor);
    return log.sum + bihe_approx_log_wide(log.product);
}

/* to[k stride] = log ratio of the sentence given the nearest k + 1 sentences. */
static void explain(const bihe_lexical *f, const view *v, float *to)
{
    memset(f->sum, 0, v->uses * sizeof *f->sum);
    for (size_t k = 0; k < v->most; k++)
        to[k * f->stride] =
            nothing_of(v->uses) + log_product(f->sum, v->sums[k], v->uses, v->share[k]);
}

/* Fills given[1] of a row: each English sentence by the last 1, 2, ... Chinese sentences. */
static void explain_en(const bihe_lexical *f, size_t i)
{
    const bihe_corridor *c = f->corridor;
    const bihe_term_side *zh = &f->words->side[0], *en = &f->words->side[1];
    view v = {.most = (size_t)f->most[0]};
    float *row = f->given[1] + i % RING * v.most * f->stride;
    for (size_t a = 1; a <= v.most; a++)
        v.share[a - 1] = 1 / ((float)(zh->first[i] - zh->first[a < i ? i - a : 0]) + 0.5F);
    for (size_t j = c->from[i] > 0 ? c->from[i] : 1; j < c->to[i]; j++) {
        v.uses = en->first[j] - en->first[j - 1];
        for (size_t k = 0; k < v.most; k++) {
            /* earlier rows of the corridor may end before this column */
            const bool met = k < i && j < c->to[i - k];
            v.sums[k] = met ? f->en[(i - k) % RING] + (en->first[j - 1] - f->base[(i - k) % RING])
                            : f->zero;
        }
        explain(f, &v, row + (j - c->from[i]));
    }
}

/* Fills given[0] of a row: its Chinese sentence by the last 1, 2, ... English sentences. */
static void explain_zh(const bihe_lexical *f, size_t i)
{
    const bihe_corridor *c = f->corridor;
    const uint32_t *first = f->words->side[1].first;
    view v = {.most = (size_t)f->most[1], .uses = f->zh_uses};
    float *row = f->given[0] + i % RING * v.most * f->stride;
    for (size_t j = c->from[i] > 0 ? c->from[i] : 1; j < c->to[i]; j++) {
        for (size_t k = 0; k < v.most; k++) {
            v.sums[k] = j >= c->from[i] + k ? f->zh + (j - k - c->from[i]) * v.uses : f->zero;
            v.share[k] = 1 / ((float)(first[j] - first[k < j ? j - k - 1 : 0]) + 0.5F);
        }
        explain(f, &v, row + (j - c->from[i]));
    }
}

/* Sizes: uses of the English sentences of one row, of one Chinese sentence times the columns, of
 * one sentence, each at most. */
typedef struct sizes {
    size_t uses, cells, sentence;
} sizes;

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static sizes largest(const bihe_lexical *f)
{
    const bihe_corridor *c = f->corridor;
    sizes most = {1, 1, 1};
    for (size_t i = 1; i < c->rows; i++) {
        size_t begin, end;
        window_of(f, i, &begin, &end);
        const size_t n = f->words->side[0].first[i] - f->words->side[0].first[i - 1];
        most.uses = larger(most.uses, end - begin);
        most.cells = larger(most.cells, n * (c->to[i] - c->from[i]));
    }
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &f->words->side[s];
        for (size_t i = 0; i < side->count; i++)
            most.sentence = larger(most.sentence, side->first[i + 1] - side->first[i]);
    }
    return most;
}

static bihe_status make_tables(bihe_lexical *f, bihe_error *err)
{
    const size_t widest = bihe_corridor_widest(f->corridor);
    f->stride = widest;
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &f->words->side[s];
        const size_t rows = RING * (size_t)f->most[1 - s];
        f->given[s] = bihe_mem_new0(f->allocator, widest, rows * sizeof *f->given[s]);
        f->nothing[s] = bihe_mem_new(f->allocator, side->count, sizeof *f->nothing[s]);
        f->gain[s] = bihe_mem_new(f->allocator, side->word_count, sizeof *f->gain[s]);
        if (f->given[s] == NULL || f->nothing[s] == NULL || f->gain[s] == NULL)
            return bihe_fail_memory(err);
        for (size_t i = 0; i < side->count; i++)
            f->nothing[s][i] = nothing_of(side->first[i + 1] - side->first[i]);
        for (size_t w = 0; w < side->word_count; w++)
            f->gain[s][w] = (1 - BACKGROUND) / (BACKGROUND * side->words[w].share);
    }
    return BIHE_OK;
}

static bihe_status make_rows(bihe_lexical *f, bihe_error *err)
{
    const sizes most = largest(f);
    f->en[0] = bihe_mem_new(f->allocator, most.uses, RING * sizeof *f->en[0]);
    f->zh = bihe_mem_new(f->allocator, most.cells, sizeof *f->zh);
    f->zero = bihe_mem_new0(f->allocator, most.sentence, sizeof *f->zero);
    f->sum = bihe_mem_new(f->allocator, most.sentence, sizeof *f->sum);
    if (f->en[0] == NULL || f->zh == NULL || f->zero == NULL || f->sum == NULL)
        return bihe_fail_memory(err);
    for (size_t r = 1; r < RING; r++)
        f->en[r] = f->en[0] + r * most.uses;
    return bihe_matches_init(&f->matches, f->words, &f->words->links, f->allocator, err);
}

bihe_status bihe_lexical_init(bihe_lexical *lexical, const bihe_terms *words,
                              const bihe_corridor *corridor, const int most[2],
                              const bihe_allocator *allocator, bihe_error *err)
{
    *lexical = (bihe_lexical){
        .words = words, .corridor = corridor, .allocator = allocator, .most = {most[0], most[1]}};
    bihe_status status = make_tables(lexical, err);
    if (status == BIHE_OK) status = make_rows(lexical, err);
    if (status != BIHE_OK) bihe_lexical_clear(lexical);
    return status;
}

bihe_status bihe_lexical_row(bihe_lexical *lexical, size_t i, bihe_error *err)
{
    const bihe_status status = match_row(lexical, i, err);
    if (status != BIHE_OK) return status;
    explain_en(lexical, i);
    explain_zh(lexical, i);
    return BIHE_OK;
}

void bihe_lexical_clear(bihe_lexical *lexical)
{
    const bihe_allocator *allocator = lexical->allocator;
    if (allocator == NULL) return;
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, lexical->given[s]);
        bihe_mem_free(allocator, lexical->nothing[s]);
        bihe_mem_free(allocator, lexical->gain[s]);
    }
    bihe_mem_free(allocator, lexical->en[0]);
    bihe_mem_free(allocator, lexical->zh);
    bihe_mem_free(allocator, lexical->zero);
    bihe_mem_free(allocator, lexical->sum);
    if (lexical->matches.allocator != NULL) bihe_matches_clear(&lexical->matches);
    *lexical = (bihe_lexical){0};
}

double bihe_lexical_bead(const bihe_lexical *lexical, int side, const uint8_t count[2], size_t end0,
                         size_t end1)
{
    const bihe_corridor *c = lexical->corridor;
    const int others = count[1 - side];
    const size_t end = side == 0 ? end0 : end1;
    double sum = 0;
    for (size_t k = end - count[side] + 1; k <= end; k++) {
        const size_t i = side == 0 ? k : end0, j = side == 0 ? end1 : k;
        if (bihe_corridor_has(c, i, j))
            sum += (double)bihe_lexical_given(lexical, side, i, others)[j - c->from[i]];
        else
            sum += (double)lexical->nothing[side][k - 1];
    }
    return sum;
}
