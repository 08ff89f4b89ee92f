/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first round of self-training has no pairs yet: t is the same for all words but those that the
 * lexicon links, so that its sums need no walk, and it counts while pairs are found. Most of them
 * are weak there already, and never made. The words of the beads are numbered anew, so that tables
 * by word are as small as the part of the text.
 */
#include "align/selftrain_learner.h"

#include "base/error.h"

#include <string.h>

enum { MOST_SENTENCES = 4, MOST_WORDS = 400 };

static const float EMPTY = 0.3F, START = 0.01F;

/* Pairs that explain less of each of their places than this in the first round are weak. On the six
 * development chapters of MAC the log probability of the truth is -130.2 at .005, -130.4 here and
 * -137 at .03; at .02 lax F1 loses .001. */
static const float WEAK = 0.015F;

/* --- lessons --------------------------------------------------------------------------------- */

static bool is_lesson(const bihe_bead *bead)
{
    return bihe_bead_is_pair(bead) && bead->count[0] + bead->count[1] <= MOST_SENTENCES;
}

/* Takes the words of a bead's side that are no marks. */
static void take_words(bihe_learner *l, const bihe_bead *bead, int side, bihe_lesson *x)
{
    const bihe_term_side *s = &l->words->side[side];
    const bihe_use *uses = s->uses + l->out->use[side];
    const uint32_t end = s->first[bead->first[side] + bead->count[side]] - l->out->use[side];
    uint32_t u = s->first[bead->first[side]] - l->out->use[side];
    x->from[side] = u;
    x->words[side] = 0;
    for (; u < end && x->words[side] < MOST_WORDS; u++) {
        const uint32_t word = uses[u].word;
        uint32_t *number = &l->number[side][word];
        if (s->words[word].class == BIHE_CLASS_MARK) continue;
        if (*number == BIHE_NO_WORD) {
            *number = (uint32_t)l->word_count[side]++;
            l->text[side][*number] = word;
        }
        l->word[side][u] = *number;
        if (side == 0) l->lesson_of[u] = (uint32_t)l->lesson_count;
        x->words[side]++;
    }
    x->to[side] = u;
}

/* Which bead each sentence is in, and where the beads' words start. */
static void number_beads(bihe_learner *l, const bihe_bead_list *beads)
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

static bihe_status make_lessons(bihe_learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    const size_t zh_uses = l->out->use_count[0];
    l->lessons = bihe_mem_new(l->allocator, beads->count, sizeof *l->lessons);
    l->lesson_of = bihe_mem_new(l->allocator, zh_uses, sizeof *l->lesson_of);
    l->out->bead_use = bihe_mem_new(l->allocator, beads->count + 2, sizeof *l->out->bead_use);
    if (l->lessons == NULL || l->lesson_of == NULL || l->out->bead_use == NULL)
        return bihe_fail_memory(err);
    for (int s = 0; s < 2; s++) {
        const size_t uses = l->out->use_count[s], count = l->out->sentence_count[s];
        const size_t words = l->words->side[s].word_count;
        l->word[s] = bihe_mem_new(l->allocator, uses, sizeof *l->word[s]);
        l->number[s] = bihe_mem_new(l->allocator, words, sizeof *l->number[s]);
        l->text[s] = bihe_mem_new(l->allocator, uses < words ? uses : words, sizeof *l->text[s]);
        l->out->bead[s] = bihe_mem_new(l->allocator, count, sizeof *l->out->bead[s]);
        if (l->word[s] == NULL || l->number[s] == NULL || l->text[s] == NULL ||
            l->out->bead[s] == NULL)
            return bihe_fail_memory(err);
        memset(l->word[s], 0xFF, uses * sizeof *l->word[s]); /* BIHE_NO_WORD */
        memset(l->number[s], 0xFF, words * sizeof *l->number[s]);
    }
    memset(l->lesson_of, 0xFF, zh_uses * sizeof *l->lesson_of);
    return BIHE_OK;
}

static bihe_status take_lessons(bihe_learner *l, const bihe_bead_list *beads, bihe_error *err)
{
    size_t places = 0, words[2] = {0, 0};
    const bihe_status status = make_lessons(l, beads, err);
    if (status != BIHE_OK) return status;
    number_beads(l, beads);
    for (size_t b = 0; b < beads->count; b++) {
        if (!is_lesson(&beads->items[b])) continue;
        bihe_lesson *x = &l->lessons[l->lesson_count];
        take_words(l, &beads->items[b], 0, x);
        take_words(l, &beads->items[b], 1, x);
        places += (size_t)x->words[0] * x->words[1];
        words[0] += x->words[0];
        words[1] += x->words[1];
        l->lesson_count++;
    }
    for (int s = 0; s < 2 && l->lesson_count > 0; s++)
        l->usual[s] = (float)words[s] / (float)l->lesson_count;
    return places <= UINT32_MAX - 1
               ? BIHE_OK
               : bihe_fail(err, BIHE_ERROR_LIMIT, "the texts are too long to learn from");
}

static bihe_status make_room(bihe_learner *l, bihe_error *err)
{
    bihe_selftrain *out = l->out;
    for (int s = 0; s < 2; s++) {
        const size_t uses = out->use_count[s];
        l->total[s] = bihe_mem_new0(l->allocator, l->word_count[s], sizeof *l->total[s]);
        l->empty[s] = bihe_mem_new0(l->allocator, uses, sizeof *l->empty[s]);
        out->scale[s] = bihe_mem_new0(l->allocator, uses, sizeof *out->scale[s]);
        out->own[s] = bihe_mem_new0(l->allocator, uses, sizeof *out->own[s]);
        out->rest[s] = bihe_mem_new(l->allocator, uses, sizeof *out->rest[s]);
        if (l->total[s] == NULL || l->empty[s] == NULL || out->scale[s] == NULL ||
            out->own[s] == NULL || out->rest[s] == NULL)
            return bihe_fail_memory(err);
    }
    return BIHE_OK;
}

/* --- pairs ----------------------------------------------------------------------------------- */

enum { NOWHERE = UINT32_MAX };

/* What is known of an English word beside the Chinese word at hand. */
typedef struct beside {
    uint32_t count;  /* places */
    uint32_t lesson; /* the last one seen, from 1 */
    uint32_t beads;
    uint32_t next;  /* where the next place goes; NOWHERE: the pair is weak */
    float scale[2]; /* sums over the places */
} beside;

/* By English word: what the lexicon says of it and the Chinese word at hand. */
typedef struct known_word {
    float given[2];
} known_word;

/* Finds the pairs of one Chinese word after the other. */
typedef struct finder {
    uint32_t *row, *uses; /* Chinese uses by word, ascending: uses[row[z]] .. uses[row[z + 1]] */
    beside *en;           /* by English word */
    known_word *known;
    uint32_t *met; /* English words beside the Chinese word at hand */
    size_t met_count;
} finder;

static bihe_status open_finder(const bihe_learner *l, finder *f, bihe_error *err)
{
    const size_t uses = l->out->use_count[0], words = l->word_count[0], en = l->word_count[1];
    f->row = bihe_mem_new0(l->allocator, words + 2, sizeof *f->row);
    f->uses = bihe_mem_new(l->allocator, uses, sizeof *f->uses);
    f->en = bihe_mem_new0(l->allocator, en, sizeof *f->en);
    f->known = bihe_mem_new0(l->allocator, en, sizeof *f->known);
    f->met = bihe_mem_new(l->allocator, en, sizeof *f->met);
    if (f->row == NULL || f->uses == NULL || f->en == NULL || f->known == NULL || f->met == NULL)
        return bihe_fail_memory(err);
    uint32_t *next = f->row + 1;
    for (size_t u = 0; u < uses; u++)
        if (l->word[0][u] != BIHE_NO_WORD) next[l->word[0][u] + 1]++;
    for (size_t z = 0; z < words; z++)
        next[z + 1] += next[z];
    for (size_t u = 0; u < uses; u++)
        if (l->word[0][u] != BIHE_NO_WORD) f->uses[next[l->word[0][u]]++] = (uint32_t)u;
    return BIHE_OK;
}

static void close_finder(const bihe_learner *l, finder *f)
{
    bihe_mem_free(l->allocator, f->row);
    bihe_mem_free(l->allocator, f->uses);
    bihe_mem_free(l->allocator, f->en);
    bihe_mem_free(l->allocator, f->known);
    bihe_mem_free(l->allocator, f->met);
}

/* Takes what the lexicon says of a Chinese word, or forgets it; returns how many words it links. */
static size_t know(const bihe_learner *l, size_t z, known_word *of, bool forget)
{
    const bihe_link_table *links = &l->words->links;
    const uint32_t word = l->text[0][z];
    size_t count = 0;
    for (uint32_t n = links->row[word]; n < links->row[word + 1]; n++) {
        const uint32_t en = l->number[1][links->items[n].word];
        if (en == BIHE_NO_WORD) continue;
        for (int s = 0; s < 2; s++)
            of[en].given[s] = forget ? 0 : links->items[n].given[s];
        count++;
    }
    return count;
}

/* Adds to the sums of a Chinese use's lesson what the lexicon says. */
static void add_known(bihe_learner *l, uint32_t use, const known_word *of)
{
    const bihe_lesson *x = &l->lessons[l->lesson_of[use]];
    float *const sum[2] = {l->out->scale[0], l->out->scale[1]};
    for (uint32_t u = x->from[1]; u < x->to[1]; u++) {
        if (l->word[1][u] == BIHE_NO_WORD) continue;
        const float *given = of[l->word[1][u]].given;
        if (given[0] <= 0 && given[1] <= 0) continue;
        sum[0][use] += given[0];
        sum[1][u] += given[1];
    }
}

/* The scales of the first round: all words start with a little, those of the lexicon with what it
 * says. */
static void start_scales(bihe_learner *l, const finder *f)
{
    for (int s = 0; s < 2; s++) {
        const bihe_term *words = l->words->side[s].words;
        for (size_t n = 0; n < l->lesson_count; n++) {
            const bihe_lesson *x = &l->lessons[n];
            const float others = (float)x->words[1 - s];
            for (uint32_t u = x->from[s]; u < x->to[s]; u++) {
                const uint32_t word = l->word[s][u];
                if (word == BIHE_NO_WORD) continue;
                l->empty[s][u] = EMPTY * words[l->text[s][word]].share * others;
                l->out->scale[s][u] = l->empty[s][u] + START * others;
            }
        }
    }
    for (size_t z = 0; z < l->word_count[0]; z++) {
        if (know(l, z, f->known, false) == 0) continue;
        for (uint32_t k = f->row[z]; k < f->row[z + 1]; k++)
            add_known(l, f->uses[k], f->known);
        (void)know(l, z, f->known, true);
    }
    bihe_learner_invert(l);
}

/* Meets the English words that stand in a bead with use `use`. */
static void meet(const bihe_learner *l, uint32_t use, finder *f)
{
    const uint32_t number = l->lesson_of[use];
    const bihe_lesson *x = &l->lessons[number];
    const uint32_t *en = l->word[1];
    const float own = l->out->scale[0][use], *scale = l->out->scale[1];
    for (uint32_t u = x->from[1]; u < x->to[1]; u++) {
        if (en[u] == BIHE_NO_WORD) continue;
        beside *b = &f->en[en[u]];
        if (b->count++ == 0) f->met[f->met_count++] = en[u];
        b->beads += b->lesson != number + 1;
        b->lesson = number + 1;
        b->scale[0] += own;
        b->scale[1] += scale[u];
    }
}

/* Counts the links of a pair, and makes it one unless it is weak. */
static bool count_pair(bihe_learner *l, size_t z, uint32_t en, const finder *f)
{
    beside *b = &f->en[en];
    bihe_learned_pair p = {.en = en, .first = (uint32_t)l->place_count, .beads = b->beads};
    for (int s = 0; s < 2; s++) {
        p.t[s] = START + f->known[en].given[s];
        p.count[s] = p.t[s] * b->scale[s];
    }
    l->total[1][en] += p.count[0];
    l->total[0][z] += p.count[1];
    const float least = WEAK * (float)b->count;
    b->next = NOWHERE;
    if (p.count[0] <= least && p.count[1] <= least) return true;
    void *pairs = l->pairs;
    if (!bihe_array_reserve(l->allocator, &pairs, &l->pair_capacity, l->pair_count + 1,
                            sizeof *l->pairs))
        return false;
    l->pairs = pairs;
    l->pairs[l->pair_count++] = p;
    b->next = p.first;
    l->place_count += b->count;
    return true;
}

/* Writes the places of a use, after those of earlier ones. */
static void place(bihe_learner *l, uint32_t use, beside *en)
{
    const bihe_lesson *x = &l->lessons[l->lesson_of[use]];
    for (uint32_t u = x->from[1]; u < x->to[1]; u++) {
        if (l->word[1][u] == BIHE_NO_WORD) continue;
        beside *b = &en[l->word[1][u]];
        if (b->next != NOWHERE) l->places[b->next++] = (bihe_own_place){{use, u}};
    }
}

static bool find_pairs_of(bihe_learner *l, size_t z, finder *f)
{
    const uint32_t *use = f->uses + f->row[z];
    const size_t uses = f->row[z + 1] - f->row[z];
    f->met_count = 0;
    for (size_t k = 0; k < uses; k++)
        meet(l, use[k], f);
    (void)know(l, z, f->known, false);
    for (size_t k = 0; k < f->met_count; k++)
        if (!count_pair(l, z, f->met[k], f)) return false;
    (void)know(l, z, f->known, true);
    void *places = l->places;
    if (!bihe_array_reserve(l->allocator, &places, &l->place_capacity, l->place_count,
                            sizeof *l->places))
        return false;
    l->places = places;
    for (size_t k = 0; k < uses; k++)
        place(l, use[k], f->en);
    for (size_t k = 0; k < f->met_count; k++)
        f->en[f->met[k]] = (beside){0};
    return true;
}

/* The first round, and the pairs of words that stand in a bead together and are not weak in it. */
static bihe_status find_pairs(bihe_learner *l, bihe_error *err)
{
    finder f = {0};
    l->row = bihe_mem_new(l->allocator, l->word_count[0] + 1, sizeof *l->row);
    bihe_status status = l->row != NULL ? open_finder(l, &f, err) : bihe_fail_memory(err);
    if (status == BIHE_OK) start_scales(l, &f);
    for (size_t z = 0; z < l->word_count[0] && status == BIHE_OK; z++) {
        l->row[z] = (uint32_t)l->pair_count;
        if (!find_pairs_of(l, z, &f)) status = bihe_fail_memory(err);
    }
    if (status == BIHE_OK) l->row[l->word_count[0]] = (uint32_t)l->pair_count;
    close_finder(l, &f);
    return status;
}

bihe_status bihe_learner_start(bihe_learner *learner, const bihe_bead_list *beads, bihe_error *err)
{
    bihe_status status = take_lessons(learner, beads, err);
    if (status == BIHE_OK) status = make_room(learner, err);
    return status == BIHE_OK ? find_pairs(learner, err) : status;
}
