/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clues that the two sides of a bead share, weighed by their rarity, are compared with those
 * that its Chinese side shares with the English sides of beads far away, and with all that it
 * could share, words whose translations are nowhere in the other text included:
 *
 *     z = log(found / expected . found / possible)
 *
 * in the whole text and in a window around each bead. On align/docs and align/mac-dev translations
 * have z from 0.2 on, nine of ten from 1.4 on; a text and the translation of another one of its
 * kind have -2.2 in the middle, 19 of 20 are below -0.2, although the alignment has looked for the
 * best.
 */
#include "align/agree.h"

#include "align/clues.h"
#include "base/error.h"

#include <math.h>

enum {
    TRANSLATIONS = 16,
    SHIFTS = 4,  /* far beads that each is compared with */
    WINDOW = 12, /* beads before and behind */
};

/* Below EVEN scores fall by so much a nat. A window may be so far below the whole text: it holds
 * few words. */
static const double EVEN = 0.1, STEEP = 3, LEEWAY = 1.2;

/* The share of the possible that is expected at least. */
static const double CHANCE = 0.02;

/* Weights of clues found, expected and possible that are added, so that a text that tells nothing
 * is believed. */
static const double BELIEF[3] = {12, 3, 20};

enum { FOUND, EXPECTED, POSSIBLE, SUMS };

typedef struct agreement {
    const bihe_clues *clues;
    const bihe_bead *beads; /* with two sides */
    size_t count;
    float *weight;       /* by clue */
    double lost_weight;  /* of a word whose translations are nowhere */
    uint32_t *lost;      /* before each Chinese sentence: such words */
    uint32_t *stamp;     /* by clue: the bead, from 1, whose Chinese side has it */
    uint32_t *used;      /* by clue: the bead and shift whose English side has it */
    double (*sum)[SUMS]; /* before each bead: weights of clues */
} agreement;

/* A clue in few sentences tells more. */
static bool weigh(agreement *a, const size_t count[2], const bihe_allocator *allocator)
{
    const bihe_clue_side *en = &a->clues->side[1];
    a->weight = bihe_mem_new0(allocator, a->clues->kinds, sizeof *a->weight);
    if (a->weight == NULL) return false;
    for (size_t k = 0; k < en->first[count[1]]; k++)
        a->weight[en->clue[k]] += 1;
    for (size_t c = 0; c < a->clues->kinds; c++) {
        if (a->weight[c] > 0) a->weight[c] = log1pf((float)count[1] / a->weight[c]);
    }
    return true;
}

/* Whether a Chinese word has strong translations, but none in the text. */
static bool is_lost(const bihe_lexicon *lexicon, const bihe_terms *terms, size_t z)
{
    const bihe_term *word = &terms->side[0].words[z];
    if (word->class != BIHE_CLASS_CONTENT || word->entry == BIHE_NO_WORD) return false;
    for (size_t k = terms->links.row[z]; k < terms->links.row[z + 1]; k++) {
        if (bihe_clue_is_strong(terms->links.items[k].given)) return false;
    }
    bihe_translation found[TRANSLATIONS];
    size_t count = bihe_lexicon_translations(lexicon, word->entry, found, TRANSLATIONS);
    if (count > TRANSLATIONS) count = TRANSLATIONS;
    for (size_t k = 0; k < count; k++) {
        if (bihe_clue_is_strong(found[k].given)) return true;
    }
    return false;
}

static bihe_status find_lost(agreement *a, const bihe_lexicon *lexicon, const bihe_terms *terms,
                             const bihe_allocator *allocator, bihe_error *err)
{
    const bihe_term_side *zh = &terms->side[0];
    bool *lost = bihe_mem_new0(allocator, zh->word_count, sizeof *lost);
    a->lost = bihe_mem_new0(allocator, zh->count + 1, sizeof *a->lost);
    const bool done = lost != NULL && a->lost != NULL;
    for (size_t z = 0; z < zh->word_count && done && lexicon != NULL; z++)
        lost[z] = is_lost(lexicon, terms, z);
    for (size_t i = 0; i < zh->count && done; i++) {
        a->lost[i + 1] = a->lost[i];
        for (size_t k = zh->first[i]; k < zh->first[i + 1]; k++)
            a->lost[i + 1] += lost[zh->uses[k].word];
    }
    a->lost_weight = log1p((double)terms->side[1].count);
    bihe_mem_free(allocator, lost);
    return done ? BIHE_OK : bihe_fail_memory(err);
}

/* What the Chinese side that is stamped shares with the English side of bead `other`. */
static double share(agreement *a, uint32_t stamp, size_t other, uint32_t use)
{
    const bihe_clue_side *en = &a->clues->side[1];
    const bihe_bead *bead = &a->beads[other];
    double sum = 0;
    const size_t end = en->first[bead->first[1] + bead->count[1]];
    for (size_t k = en->first[bead->first[1]]; k < end; k++) {
        const uint32_t clue = en->clue[k];
        if (a->stamp[clue] != stamp || a->used[clue] == use) continue;
        a->used[clue] = use;
        sum += (double)a->weight[clue];
    }
    return sum;
}

/* Stamps the clues of a bead's Chinese side; returns their weight. */
static double stamp_side(agreement *a, size_t k)
{
    const bihe_clue_side *zh = &a->clues->side[0];
    const bihe_bead *bead = &a->beads[k];
    const size_t last = bead->first[0] + bead->count[0], end = zh->first[last];
    double sum = a->lost_weight * (double)(a->lost[last] - a->lost[bead->first[0]]);
    for (size_t n = zh->first[bead->first[0]]; n < end; n++) {
        const uint32_t clue = zh->clue[n];
        if (a->stamp[clue] != k + 1) sum += (double)a->weight[clue];
        a->stamp[clue] = (uint32_t)(k + 1);
    }
    return sum;
}

static void compare(agreement *a)
{
    const size_t shifts = a->count > SHIFTS ? SHIFTS : a->count - 1;
    uint32_t use = 0;
    for (size_t k = 0; k < a->count; k++) {
        const uint32_t stamp = (uint32_t)(k + 1);
        double far = 0;
        a->sum[k + 1][POSSIBLE] = a->sum[k][POSSIBLE] + stamp_side(a, k);
        a->sum[k + 1][FOUND] = a->sum[k][FOUND] + share(a, stamp, k, ++use);
        for (size_t s = 1; s <= shifts; s++)
            far += share(a, stamp, (k + s * a->count / (shifts + 1)) % a->count, ++use);
        a->sum[k + 1][EXPECTED] = a->sum[k][EXPECTED] + (shifts > 0 ? far / (double)shifts : 0);
    }
}

/* z of beads [from, to), with `more` added to the sums. */
static double agreement_of(const agreement *a, size_t from, size_t to, const double more[SUMS])
{
    double sum[SUMS];
    for (int s = 0; s < SUMS; s++)
        sum[s] = a->sum[to][s] - a->sum[from][s] + more[s];
    sum[EXPECTED] = fmax(sum[EXPECTED], CHANCE * sum[POSSIBLE]);
    return 2 * log(sum[FOUND]) - log(sum[EXPECTED]) - log(sum[POSSIBLE]);
}

static double judge(double z, double even)
{
    return z < even ? exp(-STEEP * (even - z)) : 1;
}

/* Lowers the scores; `all` are the beads, those with two sides being the agreement's in order. */
static void lower(const agreement *a, bihe_bead *all, size_t count, double whole)
{
    double usual[SUMS]; /* of a bead or two: what a window is believed to hold */
    size_t k = 0;
    for (int s = 0; s < SUMS; s++)
        usual[s] = 2 * (a->sum[a->count][s] + BELIEF[s]) / (double)a->count;
    for (size_t n = 0; n < count; n++) {
        if (!bihe_bead_is_pair(&all[n])) continue;
        const size_t from = k < WINDOW ? 0 : k - WINDOW;
        const size_t to = k + WINDOW + 1 < a->count ? k + WINDOW + 1 : a->count;
        const double near = agreement_of(a, from, to, usual);
        all[n].score *= fmin(judge(whole, EVEN), judge(near, fmin(EVEN, whole - LEEWAY)));
        k++;
    }
}

/* The beads with two sides; to be freed. */
static bihe_bead *pick_pairs(const bihe_bead_list *beads, size_t *count,
                             const bihe_allocator *allocator)
{
    bihe_bead *pairs = bihe_mem_new(allocator, beads->count, sizeof *pairs);
    *count = 0;
    for (size_t k = 0; k < beads->count && pairs != NULL; k++) {
        const bihe_bead *bead = &beads->items[k];
        if (bihe_bead_is_pair(bead)) pairs[(*count)++] = *bead;
    }
    return pairs;
}

static bihe_status run(agreement *a, const size_t sentences[2], const bihe_bead_list *beads,
                       double *related, const bihe_allocator *allocator, bihe_error *err)
{
    a->stamp = bihe_mem_new0(allocator, a->clues->kinds, sizeof *a->stamp);
    a->used = bihe_mem_new0(allocator, a->clues->kinds, sizeof *a->used);
    a->sum = bihe_mem_new0(allocator, a->count + 1, sizeof *a->sum);
    if (a->stamp == NULL || a->used == NULL || a->sum == NULL || !weigh(a, sentences, allocator))
        return bihe_fail_memory(err);
    compare(a);
    const double whole = agreement_of(a, 0, a->count, BELIEF);
    *related = judge(whole, EVEN);
    lower(a, beads->items, beads->count, whole);
    return BIHE_OK;
}

bihe_status bihe_agree_words(const bihe_lexicon *lexicon, const bihe_terms *terms,
                             const bihe_bead_list *beads, double *related,
                             const bihe_allocator *allocator, bihe_error *err)
{
    const size_t sentences[2] = {terms->side[0].count, terms->side[1].count};
    bihe_clues clues;
    agreement a = {.clues = &clues};
    *related = 1;
    bihe_status status = bihe_clues_init(&clues, terms, allocator, err);
    if (status != BIHE_OK) return status;
    status = find_lost(&a, lexicon, terms, allocator, err);
    a.beads = pick_pairs(beads, &a.count, allocator);
    if (status == BIHE_OK && a.beads == NULL) status = bihe_fail_memory(err);
    if (status == BIHE_OK && a.count > 0)
        status = run(&a, sentences, beads, related, allocator, err);
    bihe_mem_free(allocator, (bihe_bead *)(uintptr_t)a.beads);
    bihe_mem_free(allocator, a.weight);
    bihe_mem_free(allocator, a.lost);
    bihe_mem_free(allocator, a.stamp);
    bihe_mem_free(allocator, a.used);
    bihe_mem_free(allocator, a.sum);
    bihe_clues_clear(&clues, allocator);
    return status;
}

bihe_status bihe_agree(const bihe_model *model, const bihe_align_side sides[2],
                       const bihe_bead_list *beads, double *related,
                       const bihe_allocator *allocator, bihe_error *err)
{
    bihe_terms terms;
    const bihe_align_sources sources = {model, NULL};
    bihe_status status = bihe_terms_init(&terms, &sources, sides, allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_agree_words(model->lexicon, &terms, beads, related, allocator, err);
    bihe_terms_clear(&terms);
    return status;
}
