/* SPDX-License-Identifier: Apache-2.0 */
/*
 *     sum over words w of log[(L q(w) + (1 - L) sum over v of t(w | v) / (n + 1/2)) / q(w)]
 *
 * w: words of one side of the bead, v: the n words of the other, q: shares (terms.c), t: the
 * translations, L = 0.6: how often a word of a true translation is explained by nothing (measured
 * in ALIGNMENT of novels: .3 to .6 give the same). The whole side is one bag, so that beads of any
 * shape compare.
 */
#include "align/lexical.h"

#include "align/matches.h"
#include "base/approx.h"
#include "base/error.h"

#include <math.h>

enum { RING = 8 }; /* sentences of a bead's side, at most */

static const float BACKGROUND = 0.6F;

typedef struct filler {
    bihe_lexical *out;
    const bihe_terms *words;
    const bihe_allocator *allocator;
    bihe_matches matches;
    float *en[RING];   /* of the last rows: by English use of the window, sum of t(use | row) */
    size_t base[RING]; /* the use that en[r][0] stands for */
    float *zh;         /* by use of the row's sentence and column: sum of t(use | column) */
    size_t zh_uses;
} filler;

static double nothing_of(size_t uses)
{
    return (double)uses * log((double)BACKGROUND);
}

/* log[(L q + (1 - L) sum / n) / q]; an unmatched word has the constant log L. */
static float log_ratio(float sum, float share, float n)
{
    return bihe_approx_log(BACKGROUND + (1 - BACKGROUND) * sum / (n * share));
}

/* The uses of the English sentences of the row's cells. */
static void window_of(const filler *f, size_t i, size_t *begin, size_t *end)
{
    const bihe_corridor *c = f->out->corridor;
    const uint32_t *first = f->words->side[1].first;
    const size_t from = c->from[i] > 0 ? c->from[i] : 1;
    *begin = first[from - 1];
    *end = c->to[i] > from ? first[c->to[i] - 1] : *begin;
}

/* Sums of t both ways between sentence i - 1 and the English uses of its row. */
static void match_row(filler *f, size_t i)
{
    const bihe_corridor *c = f->out->corridor;
    const bihe_term_side *en = &f->words->side[1];
    const bihe_link *links = f->words->links;
    const size_t width = c->to[i] - c->from[i];
    size_t begin, end;
    window_of(f, i, &begin, &end);
    float *sums = f->en[i % RING];
    f->base[i % RING] = begin;
    for (size_t k = 0; k < f->zh_uses * width; k++)
        f->zh[k] = 0;
    size_t j = c->from[i] > 0 ? c->from[i] : 1;
    for (size_t u = begin; u < end; u++) {
        while (u >= en->first[j])
            j++;
        float sum = 0;
        const bihe_match *items = f->matches.items;
        for (uint32_t n = f->matches.head[en->uses[u].word]; n != 0; n = items[n].next) {
            const bihe_link *link = &links[items[n].link];
            sum += link->given[1];
            f->zh[items[n].use * width + (j - c->from[i])] += link->given[0];
        }
        sums[u - begin] = sum;
    }
}

/* Fills given[1] of a row: each English sentence by the last 1, 2, ... Chinese sentences. */
static void explain_en(const filler *f, size_t i)
{
    const bihe_lexical *out = f->out;
    const bihe_corridor *c = out->corridor;
    const bihe_term_side *zh = &f->words->side[0], *en = &f->words->side[1];
    const size_t most = (size_t)out->most[0];
    for (size_t j = c->from[i] > 0 ? c->from[i] : 1; j < c->to[i]; j++) {
        float *to = out->given[1] + bihe_corridor_cell(c, i, j) * most;
        for (size_t a = 1; a <= most; a++)
            to[a - 1] = 0;
        for (size_t u = en->first[j - 1]; u < en->first[j]; u++) {
            const float share = en->words[en->uses[u].word].share;
            float sum = 0;
            for (size_t a = 1; a <= most && a <= i; a++) {
                const size_t row = i - a + 1;
                /* earlier rows of the corridor may end before this column */
                if (j < c->to[row]) sum += f->en[row % RING][u - f->base[row % RING]];
                const float n = (float)(zh->first[i] - zh->first[i - a]) + 0.5F;
                to[a - 1] += sum > 0 ? log_ratio(sum, share, n) : bihe_approx_log(BACKGROUND);
            }
        }
    }
}

/* Fills given[0] of a row: its Chinese sentence by the last 1, 2, ... English sentences. */
static void explain_zh(const filler *f, size_t i)
{
    const bihe_lexical *out = f->out;
    const bihe_corridor *c = out->corridor;
    const bihe_term_side *zh = &f->words->side[0], *en = &f->words->side[1];
    const size_t most = (size_t)out->most[1], width = c->to[i] - c->from[i];
    for (size_t j = c->from[i] > 0 ? c->from[i] : 1; j < c->to[i]; j++) {
        float *to = out->given[0] + bihe_corridor_cell(c, i, j) * most;
        for (size_t b = 1; b <= most; b++)
            to[b - 1] = 0;
        for (size_t u = 0; u < f->zh_uses; u++) {
            const float share = zh->words[zh->uses[zh->first[i - 1] + u].word].share;
            float sum = 0;
            for (size_t b = 1; b <= most && b <= j; b++) {
                if (j - b + 1 >= c->from[i]) sum += f->zh[u * width + (j - b + 1 - c->from[i])];
                const float n = (float)(en->first[j] - en->first[j - b]) + 0.5F;
                to[b - 1] += sum > 0 ? log_ratio(sum, share, n) : bihe_approx_log(BACKGROUND);
            }
        }
    }
}

/* The most uses that the English sentences of one row have, and of one Chinese sentence times the
 * columns. */
static void largest(const filler *f, size_t *uses, size_t *cells)
{
    const bihe_corridor *c = f->out->corridor;
    *uses = *cells = 1;
    for (size_t i = 1; i < c->rows; i++) {
        size_t begin, end;
        window_of(f, i, &begin, &end);
        const size_t n = f->words->side[0].first[i] - f->words->side[0].first[i - 1];
        if (end - begin > *uses) *uses = end - begin;
        if (n * (c->to[i] - c->from[i]) > *cells) *cells = n * (c->to[i] - c->from[i]);
    }
}

static bihe_status fill(filler *f, bihe_error *err)
{
    const bihe_corridor *c = f->out->corridor;
    size_t uses, cells;
    largest(f, &uses, &cells);
    bihe_status status = bihe_matches_init(&f->matches, f->words, f->allocator, err);
    float *ring = bihe_mem_new(f->allocator, uses, RING * sizeof *ring);
    f->zh = bihe_mem_new(f->allocator, cells, sizeof *f->zh);
    if (status == BIHE_OK && (ring == NULL || f->zh == NULL)) status = bihe_fail_memory(err);
    for (size_t r = 0; r < RING && ring != NULL; r++)
        f->en[r] = ring + r * uses;
    for (size_t i = 1; i < c->rows && status == BIHE_OK; i++) {
        const uint32_t *first = f->words->side[0].first;
        f->zh_uses = first[i] - first[i - 1];
        status = bihe_matches_load(&f->matches, i - 1, err);
        if (status != BIHE_OK) break;
        match_row(f, i);
        explain_en(f, i);
        explain_zh(f, i);
    }
    bihe_mem_free(f->allocator, ring);
    bihe_mem_free(f->allocator, f->zh);
    bihe_matches_clear(&f->matches);
    return status;
}

bihe_status bihe_lexical_init(bihe_lexical *lexical, const bihe_terms *words,
                              const bihe_corridor *corridor, const int most[2],
                              const bihe_allocator *allocator, bihe_error *err)
{
    *lexical = (bihe_lexical){.corridor = corridor, .most = {most[0], most[1]}};
    const size_t cells = corridor->offset[corridor->rows];
    bool done = true;
    for (int s = 0; s < 2 && done; s++) {
        lexical->given[s] =
            bihe_mem_new0(allocator, cells, (size_t)most[1 - s] * sizeof *lexical->given[s]);
        lexical->nothing[s] =
            bihe_mem_new(allocator, words->side[s].count, sizeof *lexical->nothing[s]);
        done = lexical->given[s] != NULL && lexical->nothing[s] != NULL;
        const uint32_t *first = words->side[s].first;
        for (size_t i = 0; i < words->side[s].count && done; i++)
            lexical->nothing[s][i] = (float)nothing_of(first[i + 1] - first[i]);
    }
    filler f = {.out = lexical, .words = words, .allocator = allocator};
    const bihe_status status = done ? fill(&f, err) : bihe_fail_memory(err);
    if (status != BIHE_OK) bihe_lexical_clear(lexical, allocator);
    return status;
}

void bihe_lexical_clear(bihe_lexical *lexical, const bihe_allocator *allocator)
{
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, lexical->given[s]);
        bihe_mem_free(allocator, lexical->nothing[s]);
        lexical->given[s] = lexical->nothing[s] = NULL;
    }
}

double bihe_lexical_bead(const bihe_lexical *lexical, int side, const uint8_t count[2], size_t end0,
                         size_t end1)
{
    const bihe_corridor *c = lexical->corridor;
    const size_t most = (size_t)lexical->most[1 - side], others = count[1 - side];
    const size_t end = side == 0 ? end0 : end1;
    double sum = 0;
    for (size_t k = end - count[side] + 1; k <= end; k++) {
        const size_t i = side == 0 ? k : end0, j = side == 0 ? end1 : k;
        if (bihe_corridor_has(c, i, j))
            sum += (double)lexical->given[side][bihe_corridor_cell(c, i, j) * most + others - 1];
        else
            sum += (double)lexical->nothing[side][k - 1];
    }
    return sum;
}
