/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IBM model 1 (Brown et al. 1993, section 4.1) in both directions, with the prior of fast_align
 * (Dyer, Chahuneau and Smith 2013) over positions:
 *
 *     P(f_j | e) = p0 q(f_j) + (1 - p0) sum over i of delta(i, j) t(f_j | e_i)
 *     delta(i, j) ~ exp(-lambda |i / l - j / m|),   uniform for senses of a dictionary
 *
 * q, the words' own shares, stands for the empty word; c(e, f) / (c(e) + 0.3) takes from pairs seen
 * once. Each co-occurring pair of words has a number, so that the iterations look nothing up.
 */
#include "model/train_pairs.h"

#include "base/error.h"
#include "base/key_table.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ITERATIONS = 6, PRIOR_STEPS = 1024, MOST_WORDS = 128 };

static const double LAMBDA = 4, EMPTY = 0.1, EMPTY_GLOSS = 0.02, SMOOTHING = 0.3;
static const double UNSEEN = 0.1; /* times a word counts that only dictionaries have */

typedef struct model1 {
    const bihe_train_pairs *pairs;
    const bihe_allocator *allocator;
    bihe_key_table keys; /* Chinese word << 32 | English word, of each different pair */
    uint32_t *links;     /* number of the pair of words, pair by pair, English word by word */
    float *t[2];         /* t[0]: English given Chinese */
    double prior[PRIOR_STEPS + 1];
} model1;

/* --- numbering --------------------------------------------------------------------------- */

static bihe_status number_links(model1 *m, bihe_error *err)
{
    const bihe_train_pairs *p = m->pairs;
    size_t total = 0, at = 0;
    for (size_t k = 0; k < p->count; k++)
        total += (size_t)p->items[k].len[0] * p->items[k].len[1];
    m->links = bihe_mem_new(m->allocator, total, sizeof *m->links);
    bool done = m->links != NULL;
    for (size_t k = 0; k < p->count && done; k++) {
        const bihe_train_pair *pair = &p->items[k];
        const uint32_t *zh = p->text[0] + pair->from[0], *en = p->text[1] + pair->from[1];
        for (size_t j = 0; j < pair->len[1] && done; j++) {
            for (size_t i = 0; i < pair->len[0] && done; i++) {
                m->links[at] = bihe_key_table_add(&m->keys, (uint64_t)zh[i] << 32 | en[j]);
                done = m->links[at++] != BIHE_NO_KEY;
            }
        }
    }
    bihe_key_table_close(&m->keys);
    return done ? BIHE_OK : bihe_fail_memory(err);
}

/* --- iterations -------------------------------------------------------------------------- */

/* One direction: words of side `from` explain those of side 1 - from. */
typedef struct direction {
    model1 *m;
    int from;
    float *t;
    double *counts; /* expected, a pair of words */
    double *totals; /* a word of side `from` */
    double *shares; /* q, a word of the other side */
} direction;

static uint32_t source_of(const direction *d, size_t k)
{
    return d->from == 0 ? (uint32_t)(d->m->keys.keys[k] >> 32) : (uint32_t)d->m->keys.keys[k];
}

/* Expected counts of one pair, whose links start at `links`. */
static void expect_pair(const direction *d, const bihe_train_pair *pair, const uint32_t *links)
{
    const int s = d->from, o = 1 - s;
    const size_t l = pair->len[s], n = pair->len[o], width = pair->len[0];
    const double empty = pair->gloss ? EMPTY_GLOSS : EMPTY;
    const uint32_t *words = d->m->pairs->text[o] + pair->from[o];
    double part[MOST_WORDS];
    for (size_t j = 0; j < n; j++) {
        const double x = ((double)j + 0.5) / (double)n;
        double norm = 0, sum = 0;
        for (size_t i = 0; i < l; i++) {
            const uint32_t link = s == 0 ? links[j * width + i] : links[i * width + j];
            const double away = fabs(((double)i + 0.5) / (double)l - x);
            const double prior = pair->gloss ? 1 : d->m->prior[(int)(away * PRIOR_STEPS)];
            part[i] = prior * (double)d->t[link];
            norm += prior;
            sum += part[i];
        }
        const double scale = (1 - empty) / norm;
        const double weight =
            (double)pair->weight * scale / (empty * d->shares[words[j]] + scale * sum);
        for (size_t i = 0; i < l; i++) {
            const uint32_t link = s == 0 ? links[j * width + i] : links[i * width + j];
            d->counts[link] += part[i] * weight;
        }
    }
}

static void iterate(const direction *d)
{
    const model1 *m = d->m;
    const uint32_t *links = m->links;
    memset(d->counts, 0, m->keys.count * sizeof *d->counts);
    memset(d->totals, 0, m->pairs->words[d->from].count * sizeof *d->totals);
    for (size_t k = 0; k < m->pairs->count; k++) {
        const bihe_train_pair *pair = &m->pairs->items[k];
        expect_pair(d, pair, links);
        links += (size_t)pair->len[0] * pair->len[1];
    }
    for (size_t k = 0; k < m->keys.count; k++)
        d->totals[source_of(d, k)] += d->counts[k];
    for (size_t k = 0; k < m->keys.count; k++)
        d->t[k] = (float)(d->counts[k] / (d->totals[source_of(d, k)] + SMOOTHING));
}

/* The first t: even over the words met together. */
static void start(const direction *d)
{
    for (size_t k = 0; k < d->m->keys.count; k++)
        d->totals[source_of(d, k)]++;
    for (size_t k = 0; k < d->m->keys.count; k++)
        d->t[k] = (float)(1 / d->totals[source_of(d, k)]);
}

static void *learn(void *user)
{
    const direction *d = user;
    start(d);
    for (int n = 0; n < ITERATIONS; n++)
        iterate(d);
    return NULL;
}

/* All the memory of a direction, so that its thread needs none. */
static bihe_status prepare(model1 *m, int from, direction *d, bihe_error *err)
{
    const bihe_interner *words = m->pairs->words;
    const size_t others = words[1 - from].count;
    *d = (direction){.m = m, .from = from};
    d->t = m->t[from] = bihe_mem_new(m->allocator, m->keys.count, sizeof *d->t);
    d->counts = bihe_mem_new(m->allocator, m->keys.count, sizeof *d->counts);
    d->totals = bihe_mem_new0(m->allocator, words[from].count, sizeof *d->totals);
    d->shares = bihe_mem_new(m->allocator, others, sizeof *d->shares);
    if (d->t == NULL || d->counts == NULL || d->totals == NULL || d->shares == NULL)
        return bihe_fail_memory(err);
    double total = 0;
    for (size_t w = 0; w < others; w++)
        total += words[1 - from].counts[w] + UNSEEN;
    for (size_t w = 0; w < others; w++)
        d->shares[w] = (words[1 - from].counts[w] + UNSEEN) / total;
    return BIHE_OK;
}

static void release(const direction *d)
{
    const bihe_allocator *allocator = d->m->allocator;
    bihe_mem_free(allocator, d->counts);
    bihe_mem_free(allocator, d->totals);
    bihe_mem_free(allocator, d->shares);
}

/* Both directions, side by side where a second thread can be had. */
static bihe_status learn_both(model1 *m, bihe_error *err)
{
    direction d[2] = {{.m = m}, {.m = m}};
    bihe_status status = prepare(m, 0, &d[0], err);
    if (status == BIHE_OK) status = prepare(m, 1, &d[1], err);
    if (status == BIHE_OK) {
        pthread_t thread;
        const bool beside = pthread_create(&thread, NULL, learn, &d[0]) == 0;
        if (!beside) (void)learn(&d[0]);
        (void)learn(&d[1]);
        if (beside) (void)pthread_join(thread, NULL);
    }
    release(&d[0]);
    release(&d[1]);
    return status;
}

/* --- the result -------------------------------------------------------------------------- */

static int compare_entries(const void *left, const void *right)
{
    const bihe_lexicon_entry *a = left, *b = right;
    for (int s = 0; s < 2; s++) {
        if (a->word[s] != b->word[s]) return a->word[s] < b->word[s] ? -1 : 1;
    }
    return 0;
}

static bihe_status collect(const model1 *m, bihe_translation_list *out, bihe_error *err)
{
    size_t kept = 0;
    for (size_t k = 0; k < m->keys.count; k++)
        kept += m->t[0][k] >= BIHE_TRAIN_WORTH_KEEPING || m->t[1][k] >= BIHE_TRAIN_WORTH_KEEPING;
    out->items = bihe_mem_new(m->allocator, kept, sizeof *out->items);
    if (out->items == NULL) return bihe_fail_memory(err);
    for (size_t k = 0; k < m->keys.count; k++) {
        if (m->t[0][k] < BIHE_TRAIN_WORTH_KEEPING && m->t[1][k] < BIHE_TRAIN_WORTH_KEEPING)
            continue;
        out->items[out->count++] =
            (bihe_lexicon_entry){{(uint32_t)(m->keys.keys[k] >> 32), (uint32_t)m->keys.keys[k]},
                                 {m->t[1][k], m->t[0][k]}};
    }
    if (kept > 0) qsort(out->items, kept, sizeof *out->items, compare_entries);
    return BIHE_OK;
}

bihe_status bihe_train_translate(const bihe_train_pairs *pairs, bihe_translation_list *out,
                                 const bihe_allocator *allocator, bihe_error *err)
{
    model1 m = {.pairs = pairs, .allocator = allocator, .keys = {.allocator = allocator}};
    *out = (bihe_translation_list){NULL, 0};
    for (int k = 0; k <= PRIOR_STEPS; k++)
        m.prior[k] = exp(-LAMBDA * k / PRIOR_STEPS);
    bihe_status status = number_links(&m, err);
    if (status == BIHE_OK) status = learn_both(&m, err);
    if (status == BIHE_OK) status = collect(&m, out, err);
    bihe_key_table_clear(&m.keys);
    bihe_mem_free(allocator, m.links);
    bihe_mem_free(allocator, m.t[0]);
    bihe_mem_free(allocator, m.t[1]);
    return status;
}
