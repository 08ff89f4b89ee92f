/* SPDX-License-Identifier: Apache-2.0 */
/*
 *     odds = yes log(m / CHANCE) + no log((1 - m) / (1 - CHANCE))
 *
 * with m the share of words that the text's beads explain: four words of four unexplained say much
 * in a manual, where nine of ten are, and little in a novel.
 */
#include "align/trust.h"

#include <math.h>

/* Less the log ratio of a word that nothing explains: -log of BACKGROUND in weigh.c. */
static const float UNEXPLAINED = 2.3026F;

/* The share of words that a sentence of another text explains. */
static const double CHANCE = 0.15;

/* Words, half of them explained, that are added to those of a text. */
static const double BELIEF = 20;

/* Words of one sentence are not independent: more than so many nats they do not say. */
static const double LEAST = -8, MOST = 4;

/* What a number says that stands in the place of another. */
static const double CONTRADICTION = 7;

bihe_explained bihe_explained_of(const float *features)
{
    /* a ratio above both knots, which are 1 apart, counts 1 in their difference; what is left of
     * the sum of ratios is of words that nothing explains */
    const float *basis = features + bihe_word_feature(1, BIHE_CLASS_CONTENT, 0);
    const float yes = basis[1] - basis[2];
    const float no = (basis[1] - 0.5F * yes - basis[0]) / UNEXPLAINED;
    return (bihe_explained){yes > 0 ? yes : 0, no > 0 ? no : 0};
}

double bihe_explained_share(const bihe_explained *beads, size_t count)
{
    double yes = BELIEF / 2, all = BELIEF;
    for (size_t k = 0; k < count; k++) {
        yes += (double)beads[k].yes;
        all += (double)(beads[k].yes + beads[k].no);
    }
    return yes / all;
}

/* Whether a Chinese number has its like among the English uses [from, to). */
static bool is_answered(const bihe_terms *terms, uint32_t zh, size_t from, size_t to)
{
    const bihe_link_table *links = &terms->links;
    for (uint32_t n = links->row[zh]; n < links->row[zh + 1]; n++) {
        if (!terms->side[1].words[links->items[n].word].number) continue;
        for (size_t u = from; u < to; u++)
            if (terms->side[1].uses[u].word == links->items[n].word) return true;
    }
    return false;
}

size_t bihe_contradictions(const bihe_terms *terms, const bihe_bead *bead)
{
    size_t from[2], to[2], numbers[2] = {0, 0}, answered = 0;
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &terms->side[s];
        from[s] = side->first[bead->first[s]];
        to[s] = side->first[bead->first[s] + bead->count[s]];
        for (size_t u = from[s]; u < to[s]; u++)
            numbers[s] += side->words[side->uses[u].word].number;
    }
    if (numbers[0] == 0 || numbers[1] == 0) return 0;
    for (size_t u = from[0]; u < to[0]; u++) {
        const uint32_t zh = terms->side[0].uses[u].word;
        answered += terms->side[0].words[zh].number && is_answered(terms, zh, from[1], to[1]);
    }
    const size_t fewer = numbers[0] < numbers[1] ? numbers[0] : numbers[1];
    return answered < fewer ? fewer - answered : 0;
}

double bihe_explained_odds(bihe_explained bead, double share, size_t contradictions)
{
    const double m = fmin(fmax(share, 1.5 * CHANCE), 0.98);
    const double odds =
        (double)bead.yes * log(m / CHANCE) + (double)bead.no * log((1 - m) / (1 - CHANCE));
    return fmin(fmax(odds, LEAST), MOST) - CONTRADICTION * (double)contradictions;
}

static double chance(double odds)
{
    return 1 / (1 + exp(-odds));
}

double bihe_trust(const bihe_align_weights *weights, double posterior, const double *odds)
{
    const double p = fmin(fmax(posterior, 1e-6), 1 - 1e-6);
    const double right = chance(weights->slope * log(p / (1 - p)) + weights->offset);
    return odds != NULL ? right * chance(weights->words * *odds + weights->known) : right;
}
