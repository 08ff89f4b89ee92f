/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expectation maximisation as in Brown et al. (1993, section 4.1), both ways, started from the
 * lexicon:
 *
 *     count(v, w) += t(w | v) / n / (EMPTY q(w) + sum over v of t(w | v) / n)     in every bead
 *     t(w | v) = count(v, w) / (count(v) + SMOOTHING)
 *
 * A round walks along the places of each pair, Chinese word by Chinese word: first the sums over v
 * are collected by use of w, then the counts. What the last round expected can be worked out for
 * any place, so that any bead can be taken out.
 */
#include "align/selftrain.h"

#include "align/selftrain_learner.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 4 };

static const float SMOOTHING = 0.5F;
static const float OTHERS_SMOOTHING = 1.5F; /* of what all other beads say */
static const float TRACE = 0.003F;          /* expected links below it are dropped */

/* A pair that makes a word of a usual bead likelier by less than this says nothing (.035 and .05
 * give the same on novels, .2 loses .008). */
static const float LEAST_GAIN = 0.05F;

/* --- rounds ---------------------------------------------------------------------------------- */

/* scale[s][u] = 1 / (EMPTY q(w) n + sum over v of t(w | v)) */
static void find_scales(bihe_learner *l)
{
    float *const sum[2] = {l->out->scale[0], l->out->scale[1]};
    for (int s = 0; s < 2; s++)
        memcpy(sum[s], l->empty[s], l->out->use_count[s] * sizeof *sum[s]);
    for (size_t p = 0; p < l->pair_count; p++) {
        const float t[2] = {l->pairs[p].t[0], l->pairs[p].t[1]};
        const uint32_t end = bihe_learner_end(l, p);
        for (uint32_t k = l->pairs[p].first; k < end; k++) {
            sum[0][l->places[k].use[0]] += t[0];
            sum[1][l->places[k].use[1]] += t[1];
        }
    }
    bihe_learner_invert(l);
}

/* The expected links of each pair and of each word that explains. */
static void count_links(bihe_learner *l)
{
    const float *const scale[2] = {l->out->scale[0], l->out->scale[1]};
    for (int s = 0; s < 2; s++)
        memset(l->total[s], 0, l->word_count[s] * sizeof *l->total[s]);
    for (size_t z = 0; z < l->word_count[0]; z++) {
        for (uint32_t n = l->row[z]; n < l->row[z + 1]; n++) {
            bihe_learned_pair *p = &l->pairs[n];
            const uint32_t end = bihe_learner_end(l, n);
            float sum[2] = {0, 0};
            for (uint32_t k = p->first; k < end; k++) {
                sum[0] += scale[0][l->places[k].use[0]];
                sum[1] += scale[1][l->places[k].use[1]];
            }
            for (int s = 0; s < 2; s++)
                p->count[s] = p->t[s] * sum[s];
            l->total[1][p->en] += p->count[0];
            l->total[0][z] += p->count[1];
        }
    }
}

static void learn_pairs(bihe_learner *l)
{
    for (size_t z = 0; z < l->word_count[0]; z++) {
        for (uint32_t n = l->row[z]; n < l->row[z + 1]; n++) {
            bihe_learned_pair *p = &l->pairs[n];
            p->t[0] = p->count[0] / (l->total[1][p->en] + SMOOTHING);
            p->t[1] = p->count[1] / (l->total[0][z] + SMOOTHING);
        }
    }
}

/* --- dropping pairs -------------------------------------------------------------------------- */

/* Only pairs of two beads or more can speak for a bead that is not theirs. */
static bool is_telling(const bihe_learner *l, size_t z, const bihe_learned_pair *x)
{
    if (x->beads < 2) return false;
    const float given[2] = {x->count[0] / (l->total[1][x->en] + OTHERS_SMOOTHING),
                            x->count[1] / (l->total[0][z] + OTHERS_SMOOTHING)};
    const float share[2] = {l->words->side[0].words[l->text[0][z]].share,
                            l->words->side[1].words[l->text[1][x->en]].share};
    return given[0] > LEAST_GAIN * l->usual[1] * share[0] ||
           given[1] > LEAST_GAIN * l->usual[0] * share[1];
}

/* Leaves only the pairs that tell something, and their places. */
static void keep_telling(bihe_learner *l)
{
    size_t pairs = 0, places = 0;
    for (size_t z = 0; z < l->word_count[0]; z++) {
        const size_t first = l->row[z], last = l->row[z + 1];
        l->row[z] = (uint32_t)pairs;
        for (size_t p = first; p < last; p++) {
            if (!is_telling(l, z, &l->pairs[p])) continue;
            const size_t from = l->pairs[p].first, count = bihe_learner_end(l, p) - from;
            memmove(l->places + places, l->places + from, count * sizeof *l->places);
            l->pairs[pairs] = l->pairs[p];
            l->pairs[pairs++].first = (uint32_t)places;
            places += count;
        }
    }
    l->row[l->word_count[0]] = (uint32_t)pairs;
    l->pair_count = pairs;
    l->place_count = places;
}

/* --- what words explain ---------------------------------------------------------------------- */

/* Makes own[], by use, the sum over all uses of the same word in the lesson; sum[] is zero by word,
 * before and behind. */
static void join_uses(const bihe_learner *l, const bihe_lesson *x, int side, float *sum)
{
    const uint32_t *word = l->word[side];
    float *own = l->out->own[side];
    for (uint32_t u = x->from[side]; u < x->to[side]; u++)
        if (word[u] != BIHE_NO_WORD) sum[word[u]] += own[u];
    for (uint32_t u = x->from[side]; u < x->to[side]; u++)
        if (word[u] != BIHE_NO_WORD) own[u] = sum[word[u]];
    for (uint32_t u = x->from[side]; u < x->to[side]; u++)
        if (word[u] != BIHE_NO_WORD) sum[word[u]] = 0;
}

/* How often the word of each use explains others, in its bead and elsewhere. */
static bihe_status divide_totals(bihe_learner *l, bihe_error *err)
{
    bihe_selftrain *out = l->out;
    for (size_t p = 0; p < l->pair_count; p++) {
        const bihe_learned_pair *x = &l->pairs[p];
        const uint32_t end = bihe_learner_end(l, p);
        for (uint32_t k = x->first; k < end; k++) {
            const uint32_t *use = l->places[k].use;
            out->own[1][use[1]] += x->t[0] * out->scale[0][use[0]];
            out->own[0][use[0]] += x->t[1] * out->scale[1][use[1]];
        }
    }
    for (int s = 0; s < 2; s++) {
        float *sum = bihe_mem_new0(l->allocator, l->word_count[s], sizeof *sum);
        if (sum == NULL) return bihe_fail_memory(err);
        for (size_t n = 0; n < l->lesson_count; n++)
            join_uses(l, &l->lessons[n], s, sum);
        bihe_mem_free(l->allocator, sum);
        const bihe_use *uses = l->words->side[s].uses + out->use[s];
        for (size_t u = 0; u < out->use_count[s]; u++) {
            const uint32_t number = l->number[s][uses[u].word];
            const float rest = number != BIHE_NO_WORD ? l->total[s][number] - out->own[s][u] : 0;
            out->rest[s][u] = fmaxf(rest, 0) + OTHERS_SMOOTHING;
        }
    }
    return BIHE_OK;
}

/* --- links ----------------------------------------------------------------------------------- */

/* Hands over the pairs that tell something, and their places. */
static bihe_status hand_over(bihe_learner *l, bihe_error *err)
{
    keep_telling(l);
    const size_t pairs = l->pair_count;
    void *places = bihe_mem_resize(l->allocator, l->places, l->place_count, sizeof *l->places);
    if (places == NULL) return bihe_fail_memory(err);
    l->places = places;
    bihe_own_pair *out = bihe_mem_new(l->allocator, pairs + 1, sizeof *out);
    if (out == NULL) return bihe_fail_memory(err);
    for (size_t p = 0; p < pairs; p++) {
        const bihe_learned_pair *x = &l->pairs[p];
        out[p] = (bihe_own_pair){x->first, {x->t[0], x->t[1]}, {x->count[0], x->count[1]}};
    }
    out[pairs] = (bihe_own_pair){.first = (uint32_t)l->place_count};
    l->out->pairs = out;
    l->out->pair_count = pairs;
    l->out->places = l->places;
    l->places = NULL;
    return BIHE_OK;
}

/* The links of a Chinese word that has number z: the lexicon's, with the pairs that were learned
 * too, and behind them those that only the text teaches. own[] is BIHE_NO_WORD by English word,
 * before and behind. */
static size_t merge(const bihe_learner *l, size_t z, uint32_t *own, bihe_link *out)
{
    const bihe_terms *w = l->words;
    const uint32_t word = l->text[0][z];
    size_t count = 0;
    for (uint32_t p = l->row[z]; p < l->row[z + 1]; p++)
        own[l->text[1][l->pairs[p].en]] = p;
    for (uint32_t n = w->links.row[word]; n < w->links.row[word + 1]; n++) {
        out[count] = w->links.items[n];
        out[count].own = own[out[count].word];
        own[out[count++].word] = BIHE_NO_WORD;
    }
    for (uint32_t p = l->row[z]; p < l->row[z + 1]; p++) {
        const uint32_t en = l->text[1][l->pairs[p].en];
        if (own[en] != BIHE_NO_WORD) out[count++] = (bihe_link){en, {0, 0}, p};
        own[en] = BIHE_NO_WORD;
    }
    return count;
}

/* Which Chinese words the beads use. */
static bool *find_used(const bihe_learner *l)
{
    const bihe_term_side *zh = &l->words->side[0];
    const bihe_use *uses = zh->uses + l->out->use[0];
    bool *used = bihe_mem_new0(l->allocator, zh->word_count, sizeof *used);
    for (size_t u = 0; u < l->out->use_count[0] && used != NULL; u++)
        used[uses[u].word] = true;
    return used;
}

/* The links of a word that the beads use. */
static size_t put_links(const bihe_learner *l, uint32_t word, uint32_t *own, bihe_link *out)
{
    const bihe_link_table *from = &l->words->links;
    if (l->number[0][word] != BIHE_NO_WORD) return merge(l, l->number[0][word], own, out);
    const size_t count = from->row[word + 1] - from->row[word];
    for (size_t n = 0; n < count; n++) {
        out[n] = from->items[from->row[word] + n];
        out[n].own = BIHE_NO_WORD;
    }
    return count;
}

static bihe_status fill_links(bihe_learner *l, const bool *used, uint32_t *own, bihe_error *err)
{
    const bihe_link_table *from = &l->words->links;
    bihe_link_table *to = &l->out->links;
    const size_t words = l->words->side[0].word_count;
    size_t all = l->pair_count;
    for (size_t z = 0; z < words; z++)
        all += used[z] ? from->row[z + 1] - from->row[z] : 0;
    if (all > UINT32_MAX - 1)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "the texts are too long to learn from");
    to->row = bihe_mem_new(l->allocator, words + 1, sizeof *to->row);
    to->items = bihe_mem_new(l->allocator, all, sizeof *to->items);
    if (to->row == NULL || to->items == NULL) return bihe_fail_memory(err);
    memset(own, 0xFF, l->words->side[1].word_count * sizeof *own); /* BIHE_NO_WORD */
    to->row[0] = 0;
    for (size_t z = 0; z < words; z++) {
        const size_t count = used[z] ? put_links(l, (uint32_t)z, own, to->items + to->row[z]) : 0;
        to->row[z + 1] = to->row[z] + (uint32_t)count;
    }
    return BIHE_OK;
}

static bihe_status add_links(bihe_learner *l, bihe_error *err)
{
    bool *used = find_used(l);
    uint32_t *own = bihe_mem_new(l->allocator, l->words->side[1].word_count, sizeof *own);
    const bihe_status status =
        used != NULL && own != NULL ? fill_links(l, used, own, err) : bihe_fail_memory(err);
    bihe_mem_free(l->allocator, used);
    bihe_mem_free(l->allocator, own);
    return status;
}

/* --- the whole ------------------------------------------------------------------------------- */

static void learner_clear(bihe_learner *l)
{
    bihe_mem_free(l->allocator, l->lessons);
    bihe_mem_free(l->allocator, l->lesson_of);
    bihe_mem_free(l->allocator, l->row);
    bihe_mem_free(l->allocator, l->pairs);
    bihe_mem_free(l->allocator, l->places);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(l->allocator, l->number[s]);
        bihe_mem_free(l->allocator, l->text[s]);
        bihe_mem_free(l->allocator, l->word[s]);
        bihe_mem_free(l->allocator, l->empty[s]);
        bihe_mem_free(l->allocator, l->total[s]);
    }
}

static bihe_status learn(bihe_learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    bihe_status status = bihe_learner_start(l, beads, err);
    if (status != BIHE_OK) return status;
    for (int n = 1; n < ROUNDS; n++) {
        learn_pairs(l);
        find_scales(l);
        count_links(l);
    }
    status = divide_totals(l, err);
    if (status == BIHE_OK) status = hand_over(l, err);
    return status == BIHE_OK ? add_links(l, err) : status;
}

/* The sentences and uses of the beads. */
static void find_extent(bihe_selftrain *self, const bihe_terms *words, const bihe_bead_list *beads)
{
    self->bead_count = beads->count;
    for (int s = 0; s < 2 && beads->count > 0; s++) {
        const bihe_bead *last = &beads->items[beads->count - 1];
        const uint32_t *first = words->side[s].first;
        const size_t from = beads->items[0].first[s], to = last->first[s] + last->count[s];
        self->sentence[s] = (uint32_t)from;
        self->sentence_count[s] = to - from;
        self->use[s] = first[from];
        self->use_count[s] = first[to] - first[from];
    }
}

bihe_status bihe_selftrain_run(bihe_selftrain *self, const bihe_terms *words,
                               const bihe_bead_list *beads, const bihe_allocator *allocator,
                               bihe_error *err)
{
    *self = (bihe_selftrain){.allocator = allocator};
    find_extent(self, words, beads);
    bihe_learner l = {.out = self, .words = words, .allocator = allocator};
    const bihe_status status = learn(&l, beads, err);
    learner_clear(&l);
    if (status != BIHE_OK) bihe_selftrain_clear(self);
    return status;
}

void bihe_selftrain_clear(bihe_selftrain *self)
{
    if (self->allocator == NULL) return;
    bihe_mem_free(self->allocator, self->bead_use);
    bihe_mem_free(self->allocator, self->pairs);
    bihe_mem_free(self->allocator, self->places);
    bihe_mem_free(self->allocator, self->links.row);
    bihe_mem_free(self->allocator, self->links.items);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(self->allocator, self->bead[s]);
        bihe_mem_free(self->allocator, self->scale[s]);
        bihe_mem_free(self->allocator, self->own[s]);
        bihe_mem_free(self->allocator, self->rest[s]);
    }
    *self = (bihe_selftrain){0};
}

bihe_own_rest bihe_selftrain_rest(const bihe_selftrain *self, const bihe_own_query *query)
{
    const bihe_own_pair *own = &self->pairs[query->pair];
    const uint32_t *bead = query->bead;
    bihe_own_rest rest = {{own->count[0], own->count[1]}, {NULL, NULL}};
    for (size_t k = 0; k < query->near_count; k++) {
        const bihe_own_place *place = &query->near[k];
        for (int s = 0; s <= (bead[0] != bead[1]); s++) {
            const uint32_t *range = &self->bead_use[bead[s]];
            if (place->use[0] < range[0] || place->use[0] >= range[1]) continue;
            if (bead[0] != bead[1]) rest.other[s] = place;
            for (int way = 0; way < 2; way++)
                rest.count[way] -= own->t[way] * self->scale[way][place->use[way]];
        }
    }
    return rest;
}

void bihe_selftrain_given(const bihe_selftrain *self, const bihe_own_rest *rest,
                          const uint32_t use[2], float given[2])
{
    /* what explains: the English word, the Chinese word */
    float total[2] = {self->rest[1][use[1]], self->rest[0][use[0]]};
    for (int s = 0; s < 2; s++)
        if (rest->other[s] != NULL) total[s] -= self->own[1 - s][rest->other[s]->use[1 - s]];
    for (int s = 0; s < 2; s++)
        given[s] = rest->count[s] > TRACE ? rest->count[s] / fmaxf(total[s], OTHERS_SMOOTHING) : 0;
}
