/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expectation maximisation as in Brown et al. (1993, section 4.1), both ways, started from the
 * lexicon:
 *
 *     count(v, w) += t(w | v) / n / (EMPTY q(w) + sum over v of t(w | v) / n)     in every bead
 *     t(w | v) = count(v, w) / (count(v) + SMOOTHING)
 *
 * The counts of the last round are kept by bead, so that any bead's can be taken out.
 */
#include "align/selftrain.h"

#include "base/error.h"
#include "base/key_table.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 4, MOST_SENTENCES = 4, MOST_WORDS = 400 };

static const float EMPTY = 0.3F, START = 0.01F, SMOOTHING = 0.5F;
static const float OTHERS_SMOOTHING = 1.5F; /* of what all other beads say */
static const float TRACE = 0.003F;          /* expected links below it are dropped */

/* The words of a bead: words[s] of side s from text[s][from[s]] on; its pairs of words start at
 * `links`, Chinese word by Chinese word. */
typedef struct lesson {
    uint32_t bead;
    uint32_t from[2], count[2];
    size_t links;
} lesson;

typedef struct learner {
    bihe_selftrain *out;
    bihe_terms *words;
    const bihe_allocator *allocator;
    lesson *lessons;
    size_t lesson_count;
    uint32_t *text[2]; /* words of all lessons */
    size_t text_count[2];
    uint32_t *links; /* pairs */
    size_t link_count;
    bihe_key_table pairs; /* Chinese word << 32 | English word */
    float *t[2];          /* by pair: P(word of side s | the other) */
    float *counts[2];     /* by pair */
    float *totals;        /* by word */
    float *part;          /* by link of one word */
} learner;

/* --- lessons --------------------------------------------------------------------------------- */

static bool is_lesson(const bihe_bead *bead)
{
    return bead->count[0] > 0 && bead->count[1] > 0 &&
           bead->count[0] + bead->count[1] <= MOST_SENTENCES;
}

/* The words of a bead's side that are no marks; their number. */
static uint32_t take_words(learner *l, const bihe_bead *bead, int side)
{
    const bihe_term_side *s = &l->words->side[side];
    uint32_t count = 0;
    const uint32_t end = s->first[bead->first[side] + bead->count[side]];
    for (uint32_t u = s->first[bead->first[side]]; u < end && count < MOST_WORDS; u++) {
        if (s->words[s->uses[u].word].class == BIHE_CLASS_MARK) continue;
        l->text[side][l->text_count[side]++] = s->uses[u].word;
        count++;
    }
    return count;
}

static bihe_status take_lessons(learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    l->lessons = bihe_mem_new(l->allocator, beads->count, sizeof *l->lessons);
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &l->words->side[s];
        l->text[s] = bihe_mem_new(l->allocator, side->first[side->count], sizeof *l->text[s]);
        l->out->bead[s] = bihe_mem_new0(l->allocator, side->count, sizeof *l->out->bead[s]);
        if (l->text[s] == NULL || l->out->bead[s] == NULL) return bihe_fail_memory(err);
    }
    if (l->lessons == NULL) return bihe_fail_memory(err);
    for (size_t b = 0; b < beads->count; b++) {
        const bihe_bead *bead = &beads->items[b];
        for (int s = 0; s < 2; s++) {
            for (size_t i = 0; i < bead->count[s]; i++)
                l->out->bead[s][bead->first[s] + i] = (uint32_t)b;
        }
        if (!is_lesson(bead)) continue;
        lesson *x = &l->lessons[l->lesson_count++];
        *x = (lesson){.bead = (uint32_t)b, .links = l->link_count};
        for (int s = 0; s < 2; s++) {
            x->from[s] = (uint32_t)l->text_count[s];
            x->count[s] = take_words(l, bead, s);
        }
        l->link_count += (size_t)x->count[0] * x->count[1];
    }
    return BIHE_OK;
}

/* --- pairs of words by number ---------------------------------------------------------------- */

static bihe_status number_links(learner *l, bihe_error *err)
{
    l->links = bihe_mem_new(l->allocator, l->link_count, sizeof *l->links);
    if (l->links == NULL) return bihe_fail_memory(err);
    for (size_t n = 0; n < l->lesson_count; n++) {
        const lesson *x = &l->lessons[n];
        uint32_t *link = l->links + x->links;
        for (uint32_t i = 0; i < x->count[0]; i++) {
            const uint64_t zh = (uint64_t)l->text[0][x->from[0] + i] << 32;
            for (uint32_t j = 0; j < x->count[1]; j++) {
                *link = bihe_key_table_add(&l->pairs, zh | l->text[1][x->from[1] + j]);
                if (*link++ == BIHE_NO_KEY) return bihe_fail_memory(err);
            }
        }
    }
    return BIHE_OK;
}

/* --- rounds ---------------------------------------------------------------------------------- */

static uint32_t word_of_pair(const learner *l, size_t pair, int side)
{
    return side == 0 ? (uint32_t)(l->pairs.keys[pair] >> 32) : (uint32_t)l->pairs.keys[pair];
}

/* Every pair starts with a little, those of the lexicon with what it says. */
static void start(learner *l)
{
    const bihe_terms *w = l->words;
    for (size_t p = 0; p < l->pairs.count; p++)
        l->t[0][p] = l->t[1][p] = START;
    for (size_t z = 0; z < w->side[0].word_count; z++) {
        for (uint32_t n = w->lexicon_row[z]; n < w->lexicon_row[z + 1]; n++) {
            const bihe_link *link = &w->lexicon_links[n];
            const uint32_t p = bihe_key_table_find(&l->pairs, (uint64_t)z << 32 | link->word);
            if (p == BIHE_NO_KEY) continue;
            l->t[0][p] += link->given[0];
            l->t[1][p] += link->given[1];
        }
    }
}

/* Adds the expected links of word `k` of side `side` of a lesson to counts[side]; part[] keeps
 * them. */
static void expect(learner *l, const lesson *x, int side, uint32_t k)
{
    const size_t n = x->count[1 - side];
    const size_t step = side == 0 ? 1 : x->count[1];
    const uint32_t *link = l->links + x->links + (side == 0 ? k * (size_t)x->count[1] : k);
    const bihe_term *words = l->words->side[side].words;
    const float *t = l->t[side];
    float sum = EMPTY * words[l->text[side][x->from[side] + k]].share * (float)n;
    for (size_t m = 0; m < n; m++) {
        l->part[m] = t[link[m * step]];
        sum += l->part[m];
    }
    for (size_t m = 0; m < n; m++) {
        l->part[m] /= sum;
        l->counts[side][link[m * step]] += l->part[m];
    }
}

static void round_of(learner *l, int side)
{
    const size_t others = l->words->side[1 - side].word_count;
    memset(l->counts[side], 0, l->pairs.count * sizeof *l->counts[side]);
    memset(l->totals, 0, others * sizeof *l->totals);
    for (size_t n = 0; n < l->lesson_count; n++) {
        for (uint32_t k = 0; k < l->lessons[n].count[side]; k++)
            expect(l, &l->lessons[n], side, k);
    }
    for (size_t p = 0; p < l->pairs.count; p++)
        l->totals[word_of_pair(l, p, 1 - side)] += l->counts[side][p];
    for (size_t p = 0; p < l->pairs.count; p++)
        l->t[side][p] = l->counts[side][p] / (l->totals[word_of_pair(l, p, 1 - side)] + SMOOTHING);
}

/* --- what is kept ---------------------------------------------------------------------------- */

/* A share on its way to its row: of pair `row`, or of word `row`. */
typedef struct entry {
    uint32_t row;
    bihe_own_share share;
} entry;

typedef struct entry_list {
    const bihe_allocator *allocator;
    entry *items;
    size_t count, capacity;
} entry_list;

static bool add_entry(entry_list *list, uint32_t row, uint32_t bead, int side, float count)
{
    if (list->count > 0) {
        entry *last = &list->items[list->count - 1];
        if (last->row == row && last->share.bead == bead) {
            last->share.count[side] += count;
            return true;
        }
    }
    void *items = list->items;
    if (!bihe_array_reserve(list->allocator, &items, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return false;
    list->items = items;
    entry *e = &list->items[list->count++];
    *e = (entry){row, {bead, {0, 0}}};
    e->share.count[side] = count;
    return true;
}

/* Lays entries out by row, those of one row and bead joined. Entries come in the order of beads,
 * and so they stay in each row. */
static bihe_status lay_out(const entry_list *list, size_t rows, uint32_t **row,
                           bihe_own_share **shares, bihe_error *err)
{
    if (list->count > UINT32_MAX - 1)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "the texts are too long to learn from");
    uint32_t *next = bihe_mem_new0(list->allocator, rows + 1, sizeof *next);
    bihe_own_share *sorted = bihe_mem_new(list->allocator, list->count, sizeof *sorted);
    *row = bihe_mem_new(list->allocator, rows + 1, sizeof **row);
    *shares = sorted;
    if (*row == NULL || sorted == NULL || next == NULL) {
        bihe_mem_free(list->allocator, next);
        return bihe_fail_memory(err);
    }
    for (size_t k = 0; k < list->count; k++)
        next[list->items[k].row + 1]++;
    for (size_t r = 0; r < rows; r++)
        next[r + 1] += next[r];
    for (size_t k = 0; k < list->count; k++)
        sorted[next[list->items[k].row]++] = list->items[k].share;
    /* next[r] is the end of row r now */
    uint32_t out = 0;
    for (size_t r = 0, from = 0; r < rows; from = next[r++]) {
        (*row)[r] = out;
        for (size_t k = from; k < next[r]; k++) {
            if (out > (*row)[r] && sorted[out - 1].bead == sorted[k].bead) {
                for (int s = 0; s < 2; s++)
                    sorted[out - 1].count[s] += sorted[k].count[s];
                continue;
            }
            sorted[out++] = sorted[k];
        }
    }
    (*row)[rows] = out;
    bihe_mem_free(list->allocator, next);
    return BIHE_OK;
}

/* The expected links of the last round, by pair and bead and by explaining word and bead. */
static bihe_status collect(learner *l, entry_list *pairs, entry_list words[2], bihe_error *err)
{
    for (size_t n = 0; n < l->lesson_count; n++) {
        const lesson *x = &l->lessons[n];
        for (int s = 0; s < 2; s++) {
            for (uint32_t k = 0; k < x->count[s]; k++) {
                expect(l, x, s, k);
                const size_t step = s == 0 ? 1 : x->count[1];
                const uint32_t *link = l->links + x->links + (s == 0 ? k * x->count[1] : k);
                for (size_t m = 0; m < x->count[1 - s]; m++) {
                    if (l->part[m] < TRACE) continue;
                    const uint32_t other = l->text[1 - s][x->from[1 - s] + m];
                    if (!add_entry(pairs, link[m * step], x->bead, s, l->part[m]) ||
                        !add_entry(&words[1 - s], other, x->bead, s, l->part[m]))
                        return bihe_fail_memory(err);
                }
            }
        }
    }
    return BIHE_OK;
}

static bihe_status keep(learner *l, bihe_error *err)
{
    bihe_selftrain *out = l->out;
    entry_list pairs = {.allocator = l->allocator};
    entry_list words[2] = {{.allocator = l->allocator}, {.allocator = l->allocator}};
    bihe_status status = collect(l, &pairs, words, err);
    if (status == BIHE_OK)
        status = lay_out(&pairs, l->pairs.count, &out->pair_row, &out->pair_shares, err);
    for (int s = 0; s < 2 && status == BIHE_OK; s++) {
        const size_t count = l->words->side[s].word_count;
        status = lay_out(&words[s], count, &out->word_row[s], &out->word_shares[s], err);
        out->word_total[s] = bihe_mem_new0(l->allocator, count, sizeof *out->word_total[s]);
        if (status == BIHE_OK && out->word_total[s] == NULL) status = bihe_fail_memory(err);
        for (size_t w = 0; w < count && status == BIHE_OK; w++) {
            for (uint32_t k = out->word_row[s][w]; k < out->word_row[s][w + 1]; k++)
                out->word_total[s][w] += out->word_shares[s][k].count[1 - s];
        }
    }
    bihe_mem_free(l->allocator, pairs.items);
    bihe_mem_free(l->allocator, words[0].items);
    bihe_mem_free(l->allocator, words[1].items);
    return status;
}

static bihe_status total_pairs(learner *l, bihe_error *err)
{
    bihe_selftrain *out = l->out;
    out->pair_total = bihe_mem_new0(l->allocator, l->pairs.count, sizeof *out->pair_total);
    if (out->pair_total == NULL) return bihe_fail_memory(err);
    for (size_t p = 0; p < l->pairs.count; p++) {
        for (int s = 0; s < 2; s++) {
            for (uint32_t k = out->pair_row[p]; k < out->pair_row[p + 1]; k++)
                out->pair_total[p][s] += out->pair_shares[k].count[s];
        }
    }
    return BIHE_OK;
}

/* --- links ----------------------------------------------------------------------------------- */

/* Only pairs of two beads or more can speak for a bead that is not theirs. */
static bool is_telling(const bihe_selftrain *self, size_t pair)
{
    return self->pair_row[pair + 1] - self->pair_row[pair] >= 2;
}

/* Marks the lexicon's links whose pairs were learned too, and counts the links of each word. */
static void cover(learner *l, uint32_t *own, bool *covered, uint32_t *counts)
{
    const bihe_terms *w = l->words;
    const bihe_selftrain *self = l->out;
    for (size_t z = 0; z < w->side[0].word_count; z++) {
        counts[z] = w->lexicon_row[z + 1] - w->lexicon_row[z];
        for (uint32_t n = w->lexicon_row[z]; n < w->lexicon_row[z + 1]; n++) {
            const uint64_t key = (uint64_t)z << 32 | w->lexicon_links[n].word;
            own[n] = bihe_key_table_find(&l->pairs, key);
            if (own[n] != BIHE_NO_WORD && !is_telling(self, own[n])) own[n] = BIHE_NO_WORD;
            if (own[n] != BIHE_NO_WORD) covered[own[n]] = true;
        }
    }
    for (size_t p = 0; p < l->pairs.count; p++)
        counts[word_of_pair(l, p, 0)] += is_telling(self, p) && !covered[p];
}

/* Lays out the lexicon's links and behind them, word by word, those that only the text teaches. */
static void merge(const learner *l, const uint32_t *own, const bool *covered, uint32_t *next,
                  bihe_link *links)
{
    bihe_terms *w = l->words;
    uint32_t at = 0;
    for (size_t z = 0; z < w->side[0].word_count; z++) {
        const uint32_t count = next[z];
        w->row[z] = next[z] = at;
        at += count;
        for (uint32_t n = w->lexicon_row[z]; n < w->lexicon_row[z + 1]; n++) {
            links[next[z]] = w->lexicon_links[n];
            links[next[z]++].own = own[n];
        }
    }
    w->row[w->side[0].word_count] = at;
    for (size_t p = 0; p < l->pairs.count; p++) {
        if (!is_telling(l->out, p) || covered[p]) continue;
        const uint32_t z = word_of_pair(l, p, 0);
        links[next[z]++] = (bihe_link){word_of_pair(l, p, 1), {0, 0}, (uint32_t)p};
    }
}

/* Gives words->links the pairs that were learned. */
static bihe_status add_links(learner *l, bihe_error *err)
{
    bihe_terms *w = l->words;
    const size_t words = w->side[0].word_count, old = w->lexicon_row[words];
    size_t all = 0;
    uint32_t *own = bihe_mem_new(l->allocator, old, sizeof *own);
    bool *covered = bihe_mem_new0(l->allocator, l->pairs.count, sizeof *covered);
    uint32_t *next = bihe_mem_new(l->allocator, words, sizeof *next);
    uint32_t *row = bihe_mem_new(l->allocator, words + 1, sizeof *row);
    bihe_link *links = NULL;
    if (own != NULL && covered != NULL && next != NULL && row != NULL) {
        cover(l, own, covered, next);
        for (size_t z = 0; z < words; z++)
            all += next[z];
        if (all < UINT32_MAX) links = bihe_mem_new(l->allocator, all, sizeof *links);
    }
    if (links != NULL) {
        bihe_terms_forget(w);
        w->row = row;
        w->links = links;
        row = NULL;
        merge(l, own, covered, next, links);
    }
    bihe_mem_free(l->allocator, own);
    bihe_mem_free(l->allocator, covered);
    bihe_mem_free(l->allocator, next);
    bihe_mem_free(l->allocator, row);
    return links != NULL ? BIHE_OK : bihe_fail_memory(err);
}

static void learner_clear(learner *l)
{
    bihe_mem_free(l->allocator, l->lessons);
    bihe_mem_free(l->allocator, l->links);
    bihe_key_table_clear(&l->pairs);
    bihe_mem_free(l->allocator, l->totals);
    bihe_mem_free(l->allocator, l->part);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(l->allocator, l->text[s]);
        bihe_mem_free(l->allocator, l->t[s]);
        bihe_mem_free(l->allocator, l->counts[s]);
    }
}

static bihe_status learn(learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    bihe_status status = take_lessons(l, beads, err);
    if (status == BIHE_OK) status = number_links(l, err);
    if (status != BIHE_OK) return status;
    size_t words = 0;
    for (int s = 0; s < 2; s++) {
        if (l->words->side[s].word_count > words) words = l->words->side[s].word_count;
        l->t[s] = bihe_mem_new(l->allocator, l->pairs.count, sizeof *l->t[s]);
        l->counts[s] = bihe_mem_new(l->allocator, l->pairs.count, sizeof *l->counts[s]);
        if (l->t[s] == NULL || l->counts[s] == NULL) return bihe_fail_memory(err);
    }
    l->totals = bihe_mem_new(l->allocator, words, sizeof *l->totals);
    l->part = bihe_mem_new(l->allocator, MOST_WORDS, sizeof *l->part);
    if (l->totals == NULL || l->part == NULL) return bihe_fail_memory(err);
    start(l);
    for (int n = 0; n + 1 < ROUNDS; n++) {
        for (int s = 0; s < 2; s++)
            round_of(l, s);
    }
    status = keep(l, err); /* the last round */
    if (status == BIHE_OK) status = total_pairs(l, err);
    return status == BIHE_OK ? add_links(l, err) : status;
}

bihe_status bihe_selftrain_run(bihe_selftrain *self, bihe_terms *words, const bihe_bead_list *beads,
                               const bihe_allocator *allocator, bihe_error *err)
{
    *self = (bihe_selftrain){.allocator = allocator};
    learner l = {
        .out = self, .words = words, .allocator = allocator, .pairs = {.allocator = allocator}};
    const bihe_status status = learn(&l, beads, err);
    learner_clear(&l);
    if (status != BIHE_OK) {
        bihe_terms_forget(words);
        bihe_selftrain_clear(self);
    }
    return status;
}

void bihe_selftrain_clear(bihe_selftrain *self)
{
    if (self->allocator == NULL) return;
    bihe_mem_free(self->allocator, self->pair_row);
    bihe_mem_free(self->allocator, self->pair_shares);
    bihe_mem_free(self->allocator, self->pair_total);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(self->allocator, self->bead[s]);
        bihe_mem_free(self->allocator, self->word_row[s]);
        bihe_mem_free(self->allocator, self->word_shares[s]);
        bihe_mem_free(self->allocator, self->word_total[s]);
    }
    *self = (bihe_selftrain){0};
}

/* The share of a bead in a row; zeros where it has none. */
static bihe_own_share share_of(const bihe_own_share *shares, uint32_t from, uint32_t to,
                               uint32_t bead)
{
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (shares[middle].bead == bead) return shares[middle];
        if (shares[middle].bead < bead)
            from = middle + 1;
        else
            to = middle;
    }
    return (bihe_own_share){bead, {0, 0}};
}

void bihe_selftrain_given(const bihe_selftrain *self, uint32_t pair, const size_t at[2],
                          const uint32_t words[2], float given[2])
{
    const uint32_t beads[2] = {self->bead[0][at[0]], self->bead[1][at[1]]};
    const int own = beads[0] == beads[1] ? 1 : 2;
    for (int s = 0; s < 2; s++) {
        const uint32_t other = words[1 - s];
        float count = self->pair_total[pair][s], total = self->word_total[1 - s][other];
        for (int k = 0; k < own && count > TRACE; k++)
            count -= share_of(self->pair_shares, self->pair_row[pair], self->pair_row[pair + 1],
                              beads[k])
                         .count[s];
        /* most pairs end here: what a bead says of its own words does not count */
        for (int k = 0; k < own && count > TRACE; k++)
            total -= share_of(self->word_shares[1 - s], self->word_row[1 - s][other],
                              self->word_row[1 - s][other + 1], beads[k])
                         .count[s];
        given[s] = count > TRACE ? count / (fmaxf(total, 0) + OTHERS_SMOOTHING) : 0;
    }
}
