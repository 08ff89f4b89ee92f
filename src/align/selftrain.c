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

#include "base/error.h"

#include <math.h>
#include <string.h>

enum {
    ROUNDS = 4,
    SORTING_ROUND = 1, /* after it weak pairs are dropped */
    MOST_SENTENCES = 4,
    MOST_WORDS = 400,
    NO_LESSON = UINT32_MAX
};

static const float EMPTY = 0.3F, START = 0.01F, SMOOTHING = 0.5F;
static const float OTHERS_SMOOTHING = 1.5F; /* of what all other beads say */
static const float TRACE = 0.003F;          /* expected links below it are dropped */

/* Pairs that explain less of each of their places than this are weak: a third of all places, which
 * explain a fiftieth. */
static const float WEAK = 0.005F;

/* A pair that makes a word of a usual bead likelier by less than this says nothing (.035 and .05
 * give the same on novels, .2 loses .008). */
static const float LEAST_GAIN = 0.05F;

/* Uses from[s] .. to[s] of each side that may be linked; words[s] of them are no marks. */
typedef struct lesson {
    uint32_t from[2], to[2], words[2];
} lesson;

typedef struct pair {
    uint32_t en;
    uint32_t first; /* place */
    uint32_t beads; /* that it stands in; never more than two are counted */
    float t[2], count[2];
} pair;

typedef struct learner {
    bihe_selftrain *out;
    const bihe_terms *words;
    const bihe_allocator *allocator;
    lesson *lessons;
    size_t lesson_count;
    uint32_t *word[2];   /* by use; BIHE_NO_WORD: a mark, or in no lesson */
    uint32_t *lesson_of; /* by Chinese use */
    uint32_t *row;       /* pairs of Chinese word z: pairs[row[z]] .. pairs[row[z + 1]] */
    pair *pairs;
    size_t pair_count, pair_capacity;
    bihe_own_place *places;
    size_t place_count;
    float *total[2]; /* by word of side s: count(v) */
    float usual[2];  /* words of a lesson, mean */
} learner;

/* --- lessons --------------------------------------------------------------------------------- */

static bool is_lesson(const bihe_bead *bead)
{
    return bead->count[0] > 0 && bead->count[1] > 0 &&
           bead->count[0] + bead->count[1] <= MOST_SENTENCES;
}

/* Takes the words of a bead's side that are no marks. */
static void take_words(learner *l, const bihe_bead *bead, int side, lesson *x)
{
    const bihe_term_side *s = &l->words->side[side];
    const bihe_use *uses = s->uses + l->out->use[side];
    const uint32_t end = s->first[bead->first[side] + bead->count[side]] - l->out->use[side];
    uint32_t u = s->first[bead->first[side]] - l->out->use[side];
    x->from[side] = u;
    x->words[side] = 0;
    for (; u < end && x->words[side] < MOST_WORDS; u++) {
        const uint32_t word = uses[u].word;
        if (s->words[word].class == BIHE_CLASS_MARK) continue;
        l->word[side][u] = word;
        if (side == 0) l->lesson_of[u] = (uint32_t)l->lesson_count;
        x->words[side]++;
    }
    x->to[side] = u;
}

/* Which bead each sentence is in, and where the beads' words start. */
static void number_beads(learner *l, const bihe_bead_list *beads)
{
    bihe_selftrain *out = l->out;
    const uint32_t *first = l->words->side[0].first;
    for (size_t b = 0; b < beads->count; b++) {
        const bihe_bead *bead = &beads->items[b];
        out->bead_use[b] = first[bead->first[0]] - out->use[0];
        for (int s = 0; s < 2; s++) {
            for (size_t i = 0; i < bead->count[s]; i++)
                out->bead[s][bead->first[s] - out->sentence[s] + i] = (uint32_t)b;
        }
    }
    out->bead_use[beads->count] = out->bead_use[beads->count + 1] = (uint32_t)out->use_count[0];
}

static bihe_status take_lessons(learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    const size_t zh_uses = l->out->use_count[0];
    size_t places = 0, words[2] = {0, 0};
    l->lessons = bihe_mem_new(l->allocator, beads->count, sizeof *l->lessons);
    l->lesson_of = bihe_mem_new(l->allocator, zh_uses, sizeof *l->lesson_of);
    l->out->bead_use = bihe_mem_new(l->allocator, beads->count + 2, sizeof *l->out->bead_use);
    if (l->lessons == NULL || l->lesson_of == NULL || l->out->bead_use == NULL)
        return bihe_fail_memory(err);
    for (int s = 0; s < 2; s++) {
        const size_t uses = l->out->use_count[s], count = l->out->sentence_count[s];
        l->word[s] = bihe_mem_new(l->allocator, uses, sizeof *l->word[s]);
        l->out->bead[s] = bihe_mem_new(l->allocator, count, sizeof *l->out->bead[s]);
        if (l->word[s] == NULL || l->out->bead[s] == NULL) return bihe_fail_memory(err);
        memset(l->word[s], 0xFF, uses * sizeof *l->word[s]); /* BIHE_NO_WORD */
    }
    memset(l->lesson_of, 0xFF, zh_uses * sizeof *l->lesson_of);
    number_beads(l, beads);
    for (size_t b = 0; b < beads->count; b++) {
        if (!is_lesson(&beads->items[b])) continue;
        lesson *x = &l->lessons[l->lesson_count];
        take_words(l, &beads->items[b], 0, x);
        take_words(l, &beads->items[b], 1, x);
        places += (size_t)x->words[0] * x->words[1];
        words[0] += x->words[0];
        words[1] += x->words[1];
        l->lesson_count++;
    }
    for (int s = 0; s < 2 && l->lesson_count > 0; s++)
        l->usual[s] = (float)words[s] / (float)l->lesson_count;
    if (places > UINT32_MAX - 1)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "the texts are too long to learn from");
    l->places = bihe_mem_new(l->allocator, places, sizeof *l->places);
    return l->places != NULL ? BIHE_OK : bihe_fail_memory(err);
}

/* --- pairs ----------------------------------------------------------------------------------- */

/* What is known of an English word beside the Chinese word at hand. */
typedef struct beside {
    uint32_t count;  /* places; then where the next of them goes */
    uint32_t lesson; /* the last one seen, from 1 */
    uint32_t pair;
} beside;

/* Chinese uses by word, ascending: uses[row[z]] .. uses[row[z + 1]]. */
typedef struct use_index {
    uint32_t *row, *uses;
} use_index;

static bihe_status index_uses(const learner *l, use_index *index, bihe_error *err)
{
    const size_t uses = l->out->use_count[0], words = l->words->side[0].word_count;
    index->row = bihe_mem_new0(l->allocator, words + 2, sizeof *index->row);
    index->uses = bihe_mem_new(l->allocator, uses, sizeof *index->uses);
    if (index->row == NULL || index->uses == NULL) return bihe_fail_memory(err);
    uint32_t *next = index->row + 1;
    for (size_t u = 0; u < uses; u++)
        if (l->word[0][u] != BIHE_NO_WORD) next[l->word[0][u] + 1]++;
    for (size_t z = 0; z < words; z++)
        next[z + 1] += next[z];
    for (size_t u = 0; u < uses; u++)
        if (l->word[0][u] != BIHE_NO_WORD) index->uses[next[l->word[0][u]]++] = (uint32_t)u;
    return BIHE_OK;
}

/* Counts the English words that stand in a bead with use `use`, and makes pairs of new ones. */
static bool meet(learner *l, uint32_t use, beside *en)
{
    const uint32_t number = l->lesson_of[use];
    const lesson *x = &l->lessons[number];
    for (uint32_t u = x->from[1]; u < x->to[1]; u++) {
        const uint32_t word = l->word[1][u];
        if (word == BIHE_NO_WORD) continue;
        beside *b = &en[word];
        if (b->count++ == 0) {
            void *pairs = l->pairs;
            if (!bihe_array_reserve(l->allocator, &pairs, &l->pair_capacity, l->pair_count + 1,
                                    sizeof *l->pairs))
                return false;
            l->pairs = pairs;
            b->pair = (uint32_t)l->pair_count++;
            l->pairs[b->pair] = (pair){.en = word, .t = {START, START}};
        }
        if (b->lesson != number + 1) l->pairs[b->pair].beads += l->pairs[b->pair].beads < 2;
        b->lesson = number + 1;
    }
    return true;
}

/* Writes the places of a use, after those of earlier ones. */
static void place(learner *l, uint32_t use, beside *en)
{
    const lesson *x = &l->lessons[l->lesson_of[use]];
    for (uint32_t u = x->from[1]; u < x->to[1]; u++) {
        if (l->word[1][u] != BIHE_NO_WORD)
            l->places[en[l->word[1][u]].count++] = (bihe_own_place){{use, u}};
    }
}

/* Pairs start with a little, those of the lexicon with what it says. */
static void start_pairs(learner *l, size_t z, const beside *en)
{
    const bihe_terms *w = l->words;
    for (uint32_t n = w->links.row[z]; n < w->links.row[z + 1]; n++) {
        const bihe_link *link = &w->links.items[n];
        if (en[link->word].count == 0) continue;
        for (int s = 0; s < 2; s++)
            l->pairs[en[link->word].pair].t[s] += link->given[s];
    }
}

static bool find_pairs_of(learner *l, size_t z, const use_index *index, beside *en)
{
    const uint32_t *use = index->uses + index->row[z];
    const size_t uses = index->row[z + 1] - index->row[z], first = l->pair_count;
    for (size_t k = 0; k < uses; k++)
        if (!meet(l, use[k], en)) return false;
    start_pairs(l, z, en);
    for (size_t p = first; p < l->pair_count; p++) {
        beside *b = &en[l->pairs[p].en];
        l->pairs[p].first = (uint32_t)l->place_count;
        l->place_count += b->count;
        b->count = l->pairs[p].first;
    }
    for (size_t k = 0; k < uses; k++)
        place(l, use[k], en);
    for (size_t p = first; p < l->pair_count; p++)
        en[l->pairs[p].en] = (beside){0};
    return true;
}

/* All pairs of words that stand in a bead together, and where. */
static bihe_status find_pairs(learner *l, bihe_error *err)
{
    const bihe_term_side *side = l->words->side;
    use_index index = {NULL, NULL};
    beside *en = bihe_mem_new0(l->allocator, side[1].word_count, sizeof *en);
    l->row = bihe_mem_new(l->allocator, side[0].word_count + 1, sizeof *l->row);
    bihe_status status = en != NULL && l->row != NULL ? BIHE_OK : bihe_fail_memory(err);
    if (status == BIHE_OK) status = index_uses(l, &index, err);
    for (size_t z = 0; z < side[0].word_count && status == BIHE_OK; z++) {
        l->row[z] = (uint32_t)l->pair_count;
        if (!find_pairs_of(l, z, &index, en)) status = bihe_fail_memory(err);
    }
    if (status == BIHE_OK) l->row[side[0].word_count] = (uint32_t)l->pair_count;
    bihe_mem_free(l->allocator, en);
    bihe_mem_free(l->allocator, index.row);
    bihe_mem_free(l->allocator, index.uses);
    return status;
}

/* The place behind the last one of a pair. */
static uint32_t end_of(const learner *l, size_t p)
{
    return p + 1 < l->pair_count ? l->pairs[p + 1].first : (uint32_t)l->place_count;
}

/* --- rounds ---------------------------------------------------------------------------------- */

/* scale[s][u] = 1 / (EMPTY q(w) n + sum over v of t(w | v)) */
static void find_scales(learner *l)
{
    float *const sum[2] = {l->out->scale[0], l->out->scale[1]};
    for (int s = 0; s < 2; s++) {
        const bihe_term *words = l->words->side[s].words;
        for (size_t n = 0; n < l->lesson_count; n++) {
            const lesson *x = &l->lessons[n];
            for (uint32_t u = x->from[s]; u < x->to[s]; u++) {
                const uint32_t word = l->word[s][u];
                if (word == BIHE_NO_WORD) continue;
                sum[s][u] = EMPTY * words[word].share * (float)x->words[1 - s];
            }
        }
    }
    for (size_t p = 0; p < l->pair_count; p++) {
        const float t[2] = {l->pairs[p].t[0], l->pairs[p].t[1]};
        const uint32_t end = end_of(l, p);
        for (uint32_t k = l->pairs[p].first; k < end; k++) {
            sum[0][l->places[k].use[0]] += t[0];
            sum[1][l->places[k].use[1]] += t[1];
        }
    }
    for (int s = 0; s < 2; s++) {
        const size_t uses = l->out->use_count[s];
        for (size_t u = 0; u < uses; u++)
            if (l->word[s][u] != BIHE_NO_WORD) sum[s][u] = 1 / sum[s][u];
    }
}

/* The expected links of each pair and of each word that explains. */
static void count_links(learner *l)
{
    const float *const scale[2] = {l->out->scale[0], l->out->scale[1]};
    const size_t words = l->words->side[0].word_count;
    memset(l->total[0], 0, words * sizeof *l->total[0]);
    memset(l->total[1], 0, l->words->side[1].word_count * sizeof *l->total[1]);
    for (size_t z = 0; z < words; z++) {
        for (uint32_t n = l->row[z]; n < l->row[z + 1]; n++) {
            pair *p = &l->pairs[n];
            const uint32_t end = end_of(l, n);
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

static void learn_pairs(learner *l)
{
    for (size_t z = 0; z < l->words->side[0].word_count; z++) {
        for (uint32_t n = l->row[z]; n < l->row[z + 1]; n++) {
            pair *p = &l->pairs[n];
            p->t[0] = p->count[0] / (l->total[1][p->en] + SMOOTHING);
            p->t[1] = p->count[1] / (l->total[0][z] + SMOOTHING);
        }
    }
}

/* --- dropping pairs -------------------------------------------------------------------------- */

typedef bool (*keeps_fn)(const learner *l, size_t z, size_t p);

/* Only pairs of two beads or more can speak for a bead that is not theirs. */
static bool is_telling(const learner *l, size_t z, size_t p)
{
    const pair *x = &l->pairs[p];
    if (x->beads < 2) return false;
    const float given[2] = {x->count[0] / (l->total[1][x->en] + OTHERS_SMOOTHING),
                            x->count[1] / (l->total[0][z] + OTHERS_SMOOTHING)};
    return given[0] > LEAST_GAIN * l->usual[1] * l->words->side[0].words[z].share ||
           given[1] > LEAST_GAIN * l->usual[0] * l->words->side[1].words[x->en].share;
}

static bool is_strong(const learner *l, size_t z, size_t p)
{
    (void)z;
    const pair *x = &l->pairs[p];
    const float least = WEAK * (float)(end_of(l, p) - x->first);
    return x->count[0] > least || x->count[1] > least;
}

/* Leaves only the pairs that `keeps` holds of, and their places. */
static void keep_pairs(learner *l, keeps_fn keeps)
{
    size_t pairs = 0, places = 0;
    for (size_t z = 0; z < l->words->side[0].word_count; z++) {
        const size_t first = l->row[z], last = l->row[z + 1];
        l->row[z] = (uint32_t)pairs;
        for (size_t p = first; p < last; p++) {
            if (!keeps(l, z, p)) continue;
            const size_t from = l->pairs[p].first, count = end_of(l, p) - from;
            memmove(l->places + places, l->places + from, count * sizeof *l->places);
            l->pairs[pairs] = l->pairs[p];
            l->pairs[pairs++].first = (uint32_t)places;
            places += count;
        }
    }
    l->row[l->words->side[0].word_count] = (uint32_t)pairs;
    l->pair_count = pairs;
    l->place_count = places;
}

/* --- what words explain ---------------------------------------------------------------------- */

/* Makes own[], by use, the sum over all uses of the same word in the lesson; sum[] is zero by word,
 * before and behind. */
static void join_uses(const learner *l, const lesson *x, int side, float *sum)
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
static bihe_status divide_totals(learner *l, bihe_error *err)
{
    bihe_selftrain *out = l->out;
    for (size_t p = 0; p < l->pair_count; p++) {
        const pair *x = &l->pairs[p];
        const uint32_t end = end_of(l, p);
        for (uint32_t k = x->first; k < end; k++) {
            const uint32_t *use = l->places[k].use;
            out->own[1][use[1]] += x->t[0] * out->scale[0][use[0]];
            out->own[0][use[0]] += x->t[1] * out->scale[1][use[1]];
        }
    }
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &l->words->side[s];
        float *sum = bihe_mem_new0(l->allocator, side->word_count, sizeof *sum);
        if (sum == NULL) return bihe_fail_memory(err);
        for (size_t n = 0; n < l->lesson_count; n++)
            join_uses(l, &l->lessons[n], s, sum);
        bihe_mem_free(l->allocator, sum);
        const bihe_use *uses = side->uses + out->use[s];
        for (size_t u = 0; u < out->use_count[s]; u++) {
            const float rest = l->total[s][uses[u].word] - out->own[s][u];
            out->rest[s][u] = fmaxf(rest, 0) + OTHERS_SMOOTHING;
        }
    }
    return BIHE_OK;
}

/* --- links ----------------------------------------------------------------------------------- */

/* Hands over the pairs that tell something, and their places. */
static bihe_status hand_over(learner *l, bihe_error *err)
{
    keep_pairs(l, is_telling);
    const size_t pairs = l->pair_count;
    void *places = bihe_mem_resize(l->allocator, l->places, l->place_count, sizeof *l->places);
    if (places == NULL) return bihe_fail_memory(err);
    l->places = places;
    bihe_own_pair *out = bihe_mem_new(l->allocator, pairs + 1, sizeof *out);
    if (out == NULL) return bihe_fail_memory(err);
    for (size_t p = 0; p < pairs; p++) {
        const pair *x = &l->pairs[p];
        out[p] = (bihe_own_pair){x->first, {x->t[0], x->t[1]}, {x->count[0], x->count[1]}};
    }
    out[pairs] = (bihe_own_pair){.first = (uint32_t)l->place_count};
    l->out->pairs = out;
    l->out->pair_count = pairs;
    l->out->places = l->places;
    l->places = NULL;
    return BIHE_OK;
}

/* The links of a Chinese word: the lexicon's, with the pairs that were learned too, and behind them
 * those that only the text teaches. own[] is BIHE_NO_WORD by English word, before and behind. */
static size_t merge(const learner *l, size_t z, uint32_t *own, bihe_link *out)
{
    const bihe_terms *w = l->words;
    size_t count = 0;
    for (uint32_t p = l->row[z]; p < l->row[z + 1]; p++)
        own[l->pairs[p].en] = p;
    for (uint32_t n = w->links.row[z]; n < w->links.row[z + 1]; n++) {
        out[count] = w->links.items[n];
        out[count].own = own[out[count].word];
        own[out[count++].word] = BIHE_NO_WORD;
    }
    for (uint32_t p = l->row[z]; p < l->row[z + 1]; p++) {
        const uint32_t en = l->pairs[p].en;
        if (own[en] != BIHE_NO_WORD) out[count++] = (bihe_link){en, {0, 0}, p};
        own[en] = BIHE_NO_WORD;
    }
    return count;
}

/* Which Chinese words the beads use. */
static bool *find_used(const learner *l)
{
    const bihe_term_side *zh = &l->words->side[0];
    const bihe_use *uses = zh->uses + l->out->use[0];
    bool *used = bihe_mem_new0(l->allocator, zh->word_count, sizeof *used);
    for (size_t u = 0; u < l->out->use_count[0] && used != NULL; u++)
        used[uses[u].word] = true;
    return used;
}

static bihe_status fill_links(learner *l, const bool *used, uint32_t *own, bihe_error *err)
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
        const size_t count = used[z] ? merge(l, z, own, to->items + to->row[z]) : 0;
        to->row[z + 1] = to->row[z] + (uint32_t)count;
    }
    return BIHE_OK;
}

static bihe_status add_links(learner *l, bihe_error *err)
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

static void learner_clear(learner *l)
{
    bihe_mem_free(l->allocator, l->lessons);
    bihe_mem_free(l->allocator, l->lesson_of);
    bihe_mem_free(l->allocator, l->row);
    bihe_mem_free(l->allocator, l->pairs);
    bihe_mem_free(l->allocator, l->places);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(l->allocator, l->word[s]);
        bihe_mem_free(l->allocator, l->total[s]);
    }
}

static bihe_status make_room(learner *l, bihe_error *err)
{
    bihe_selftrain *out = l->out;
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &l->words->side[s];
        const size_t uses = out->use_count[s];
        l->total[s] = bihe_mem_new(l->allocator, side->word_count, sizeof *l->total[s]);
        out->scale[s] = bihe_mem_new0(l->allocator, uses, sizeof *out->scale[s]);
        out->own[s] = bihe_mem_new0(l->allocator, uses, sizeof *out->own[s]);
        out->rest[s] = bihe_mem_new(l->allocator, uses, sizeof *out->rest[s]);
        if (l->total[s] == NULL || out->scale[s] == NULL || out->own[s] == NULL ||
            out->rest[s] == NULL)
            return bihe_fail_memory(err);
    }
    return BIHE_OK;
}

static bihe_status learn(learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    bihe_status status = take_lessons(l, beads, err);
    if (status == BIHE_OK) status = find_pairs(l, err);
    if (status == BIHE_OK) status = make_room(l, err);
    if (status != BIHE_OK) return status;
    for (int n = 0; n < ROUNDS; n++) {
        if (n > 0) learn_pairs(l);
        find_scales(l);
        count_links(l);
        if (n == SORTING_ROUND) keep_pairs(l, is_strong);
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
    learner l = {.out = self, .words = words, .allocator = allocator};
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

void bihe_selftrain_given(const bihe_selftrain *self, const bihe_own_query *query, float given[2])
{
    const bihe_own_pair *own = &self->pairs[query->pair];
    const uint32_t *bead = query->bead;
    float count[2] = {own->count[0], own->count[1]};
    /* what explains: the English word, the Chinese word */
    float total[2] = {self->rest[1][query->use[1]], self->rest[0][query->use[0]]};
    const bihe_own_place *other[2] = {NULL, NULL};
    for (size_t k = 0; k < query->near_count; k++) {
        const bihe_own_place *place = &query->near[k];
        for (int s = 0; s <= (bead[0] != bead[1]); s++) {
            const uint32_t *range = &self->bead_use[bead[s]];
            if (place->use[0] < range[0] || place->use[0] >= range[1]) continue;
            other[s] = place;
            for (int way = 0; way < 2; way++)
                count[way] -= own->t[way] * self->scale[way][place->use[way]];
        }
    }
    if (bead[0] != bead[1]) {
        if (other[0] != NULL) total[0] -= self->own[1][other[0]->use[1]];
        if (other[1] != NULL) total[1] -= self->own[0][other[1]->use[0]];
    }
    for (int s = 0; s < 2; s++)
        given[s] = count[s] > TRACE ? count[s] / fmaxf(total[s], OTHERS_SMOOTHING) : 0;
}
