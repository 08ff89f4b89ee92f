/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the English sentences of a bead meet, its Chinese is parted at the place b that gains most:
 *
 *     gain(b) = score(left) + score(right) - score(whole),
 *
 * score being the words' log ratios both ways (lexical.c) and the length term (cost.c) of the two
 * halves; the odds that a line ends at b, by the character model, are added.
 */
#include "align/lost.h"

#include "align/matches.h"
#include "align/stages.h"
#include "base/approx.h"
#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

static const float BACKGROUND = 0.3F;

/* Weights beside the parameters of the model: where a sentence is parted words say more than
 * whether two belong together. */
static const double WORDS = 2, LINES = 0.4;

/* Log-odds of a place that is proposed: where letters show it on the other side, and where they do
 * not; and what it must gain. */
static const double SEEN = -0.01, UNSEEN = -1, GAIN_SEEN = -2, GAIN_UNSEEN = 3;

/* See mark_bonus. */
static const double COMMA_BONUS = 6, MARK_BONUS = 3;

/* Regions with more words of one side times those of the other times English sentences are left
 * alone: a bead has some hundred thousand at the most. */
enum { MOST_WORK = 1 << 24 };

/* Beads on either side of a place that are looked at once more. */
enum { AROUND = 8 };

/* A Chinese word of the region that is looked at: a bead, with what stands alone beside it. */
typedef struct spot {
    size_t sentence;
    size_t start, end; /* bytes of the sentence */
    size_t characters; /* before it in the sentence */
    double line;       /* log-odds of a line end before the word */
    int mark;          /* bihe_sign; -1: a word */
    bool inside;       /* a bracket, quotation or title is open before it */
} spot;

/* Two words of the bead that may translate each other. */
typedef struct pair {
    uint32_t use[2]; /* of the bead, from 0 */
    float given[2];
} pair;

typedef struct guesser {
    const bihe_stages *stages;
    const bihe_model *model;
    const bihe_align_side *sides;
    const bihe_allocator *allocator;
    bihe_matches matches;
    bihe_token_list tokens;
    const bihe_bead *bead;
    size_t from[2], uses[2]; /* of the bead, in the sides' uses */
    spot *spots;             /* by Chinese use */
    size_t spot_count, spot_capacity;
    pair *pairs; /* by Chinese use */
    size_t pair_count, pair_capacity;
    float *sums[2][2]; /* [side][half]: by use, translations of the word in that half of the other
                        * side */
    size_t sum_capacity[2][2];
    double *zh[2]; /* score of Chinese words before each place as left ones, behind it as right */
    size_t zh_capacity[2];
    bihe_lost_list *out;
    size_t places, windows; /* those that were there before */
} guesser;

/* --- the bead --------------------------------------------------------------------------------- */

/* The token at *pos, which moves past it and past space; BIHE_TOKEN_END at the end. */
static unsigned next_token(const bihe_charlm *lm, bihe_view text, size_t *pos)
{
    while (*pos < text.len) {
        const int32_t c = bihe_utf8_next(text, pos);
        if (bihe_char_is_space(c)) continue;
        const bool latin = bihe_char_is_latin(c), digit = bihe_char_is_digit(c);
        if (!latin && !digit) return bihe_charlm_token(lm, c, NULL);
        for (size_t next = *pos; next < text.len; *pos = next) {
            const int32_t more = bihe_utf8_next(text, &next);
            if (latin ? !bihe_char_is_latin(more) : !bihe_char_is_digit(more)) break;
        }
        return latin ? BIHE_TOKEN_LATIN : BIHE_TOKEN_DIGIT;
    }
    return BIHE_TOKEN_END;
}

static unsigned last_token(const bihe_charlm *lm, bihe_view text, size_t *pos)
{
    while (*pos > 0) {
        const int32_t c = bihe_utf8_prev(text, pos);
        if (bihe_char_is_space(c)) continue;
        const bool latin = bihe_char_is_latin(c), digit = bihe_char_is_digit(c);
        if (!latin && !digit) return bihe_charlm_token(lm, c, NULL);
        for (size_t next = *pos; next > 0; *pos = next) {
            const int32_t more = bihe_utf8_prev(text, &next);
            if (latin ? !bihe_char_is_latin(more) : !bihe_char_is_digit(more)) break;
        }
        return latin ? BIHE_TOKEN_LATIN : BIHE_TOKEN_DIGIT;
    }
    return BIHE_TOKEN_START;
}

static int cost_of(const bihe_charlm *lm, unsigned before, unsigned token, unsigned next)
{
    const bihe_charlm_context context = bihe_charlm_after(lm, before, token);
    return bihe_charlm_cost(lm, &context, next);
}

/* Log-odds, by the character model, that a line ends at `pos` and another starts: a b | c d. */
static double line_odds(const bihe_charlm *lm, bihe_view text, size_t pos)
{
    size_t back = pos, forth = pos;
    if (lm == NULL || pos == 0 || pos >= text.len) return 0;
    const unsigned b = last_token(lm, text, &back), a = last_token(lm, text, &back);
    const unsigned c = next_token(lm, text, &forth), d = next_token(lm, text, &forth);
    const int goes_on = cost_of(lm, a, b, c) + cost_of(lm, b, c, d);
    const int ends = cost_of(lm, a, b, BIHE_TOKEN_END) +
                     cost_of(lm, BIHE_TOKEN_NONE, BIHE_TOKEN_START, c) +
                     cost_of(lm, BIHE_TOKEN_START, c, d);
    return (double)(goes_on - ends) / BIHE_CHARLM_UNIT;
}

static bool opens(int mark)
{
    return mark == BIHE_SIGN_OPEN || mark == BIHE_SIGN_QUOTE || mark == BIHE_SIGN_TITLE;
}

static bool closes(int mark)
{
    return mark == BIHE_SIGN_CLOSE || mark == BIHE_SIGN_UNQUOTE;
}

/* Adds the words of a Chinese sentence, which are cut once more for their places. */
static bihe_status add_spots(guesser *g, size_t sentence, bihe_error *err)
{
    const bihe_view text = g->sides[0].sentences[sentence].text;
    bihe_status status = bihe_tokenize(&g->tokens, g->model->lexicon, text, 0, err);
    void *spots = g->spots;
    if (status == BIHE_OK && !bihe_array_reserve(g->allocator, &spots, &g->spot_capacity,
                                                 g->spot_count + g->tokens.count, sizeof *g->spots))
        status = bihe_fail_memory(err);
    if (status != BIHE_OK) return status;
    g->spots = spots;
    size_t pos = 0, characters = 0;
    int depth = 0;
    for (size_t k = 0; k < g->tokens.count; k++) {
        const bihe_token *t = &g->tokens.items[k];
        spot *s = &g->spots[g->spot_count++];
        for (; characters < t->start; characters++)
            (void)bihe_utf8_next(text, &pos);
        *s = (spot){.sentence = sentence,
                    .start = pos,
                    .characters = characters,
                    .mark = t->kind == BIHE_TOKEN_MARK ? t->mark : -1,
                    .inside = depth > 0};
        s->line = line_odds(g->model->chars, text, pos);
        for (; characters < t->end; characters++)
            (void)bihe_utf8_next(text, &pos);
        s->end = pos;
        if (opens(s->mark) && s->mark != BIHE_SIGN_TITLE) depth++;
        if (closes(s->mark) && depth > 0) depth--;
    }
    return BIHE_OK;
}

/* Finds which words of the Chinese sentence and of the bead's English may translate each other. */
static bihe_status add_pairs(guesser *g, size_t sentence, bihe_error *err)
{
    bihe_status status =
        bihe_matches_load(&g->matches, sentence, g->from[1], g->from[1] + g->uses[1], err);
    for (size_t u = 0; u < g->uses[1] && status == BIHE_OK; u++) {
        const bihe_match *items = g->matches.items;
        for (uint32_t n = bihe_matches_of(&g->matches, g->from[1] + u); n != 0; n = items[n].next) {
            void *pairs = g->pairs;
            if (!bihe_array_reserve(g->allocator, &pairs, &g->pair_capacity, g->pair_count + 1,
                                    sizeof *g->pairs))
                return bihe_fail_memory(err);
            g->pairs = pairs;
            g->pairs[g->pair_count++] = (pair){{items[n].use - (uint32_t)g->from[0], (uint32_t)u},
                                               {items[n].given[0], items[n].given[1]}};
        }
    }
    return status;
}

/* Sets the bead to look at; its words are loaded next, unless it is too large. */
static void set_bead(guesser *g, const bihe_bead *bead)
{
    g->bead = bead;
    g->spot_count = g->pair_count = 0;
    for (int s = 0; s < 2; s++) {
        const uint32_t *first = g->stages->words.side[s].first;
        g->from[s] = first[bead->first[s]];
        g->uses[s] = first[bead->first[s] + bead->count[s]] - g->from[s];
    }
}

static bihe_status load_bead(guesser *g, bihe_error *err)
{
    const bihe_bead *bead = g->bead;
    bihe_status status = BIHE_OK;
    for (int s = 0; s < 2; s++) {
        for (int half = 0; half < 2 && status == BIHE_OK; half++) {
            void *sums = g->sums[s][half];
            if (!bihe_array_reserve(g->allocator, &sums, &g->sum_capacity[s][half], g->uses[s] + 1,
                                    sizeof *g->sums[s][half]))
                return bihe_fail_memory(err);
            g->sums[s][half] = sums;
        }
        void *zh = g->zh[s];
        if (!bihe_array_reserve(g->allocator, &zh, &g->zh_capacity[s], g->uses[0] + 1,
                                sizeof *g->zh[s]))
            return bihe_fail_memory(err);
        g->zh[s] = zh;
    }
    for (size_t i = bead->first[0]; i < bead->first[0] + bead->count[0] && status == BIHE_OK; i++) {
        status = add_spots(g, i, err);
        if (status == BIHE_OK) status = add_pairs(g, i, err);
    }
    return status;
}

/* --- scores ----------------------------------------------------------------------------------- */

static double log_ratio(float sum, float share, double n)
{
    return (double)bihe_approx_log(BACKGROUND +
                                   (1 - BACKGROUND) * sum / ((float)(n + 0.5) * share));
}

static float share_of(const guesser *g, int side, size_t use)
{
    const bihe_term_side *s = &g->stages->words.side[side];
    return s->words[s->uses[g->from[side] + use].word].share;
}

/* Characters of the bead's Chinese before each use and of its English. */
static double zh_length(const guesser *g, size_t use)
{
    const bihe_term_side *zh = &g->stages->words.side[0];
    if (use >= g->uses[0]) return zh->length[g->bead->first[0] + g->bead->count[0]];
    return zh->length[g->spots[use].sentence] + (double)g->spots[use].characters;
}

/* Sets the sums of Chinese words by what stands in each half of the English, parted before use
 * `part`, and their scores before and behind each place. */
static double score_zh(guesser *g, size_t part)
{
    for (size_t u = 0; u < g->uses[0]; u++)
        g->sums[0][0][u] = g->sums[0][1][u] = 0;
    for (size_t k = 0; k < g->pair_count; k++)
        g->sums[0][g->pairs[k].use[1] >= part][g->pairs[k].use[0]] += g->pairs[k].given[0];
    const double n[2] = {(double)part, (double)(g->uses[1] - part)};
    double whole = 0;
    g->zh[0][0] = 0;
    for (size_t u = 0; u < g->uses[0]; u++) {
        const float share = share_of(g, 0, u);
        g->zh[0][u + 1] = g->zh[0][u] + log_ratio(g->sums[0][0][u], share, n[0]);
        whole += log_ratio(g->sums[0][0][u] + g->sums[0][1][u], share, n[0] + n[1]);
    }
    g->zh[1][g->uses[0]] = 0;
    for (size_t u = g->uses[0]; u-- > 0;)
        g->zh[1][u] = g->zh[1][u + 1] + log_ratio(g->sums[0][1][u], share_of(g, 0, u), n[1]);
    return whole;
}

/* English words given the Chinese before (half 0) or behind (1) a place; the sums are set. */
static double score_en(const guesser *g, int half, size_t from, size_t to, size_t n)
{
    double sum = 0;
    for (size_t u = from; u < to; u++)
        sum += log_ratio(g->sums[1][half][u], share_of(g, 1, u), (double)n);
    return sum;
}

/* Whether the Chinese may be parted before use `b`; at the start of a sentence it is already. */
static bool may_part(const guesser *g, size_t b)
{
    const spot *next = &g->spots[b], *last = &g->spots[b - 1];
    if (next->sentence != last->sentence) return true;
    if (next->inside || opens(last->mark)) return false;
    return next->mark < 0 || opens(next->mark) || next->mark == BIHE_SIGN_DASH;
}

/* What a mark before the place adds: where both languages end sentences by marks, a Chinese comma
 * stands for an English stop. */
static double mark_bonus(const spot *last, bool seen)
{
    switch (last->mark) {
    case BIHE_SIGN_COMMA: return seen ? 0 : COMMA_BONUS;
    case BIHE_SIGN_COLON:
    case BIHE_SIGN_SEMICOLON:
    case BIHE_SIGN_DASH:
    case BIHE_SIGN_ELLIPSIS: return seen ? MARK_BONUS : COMMA_BONUS;
    default: return 0;
    }
}

typedef struct place {
    size_t before; /* use; 0: none */
    double gain;
} place;

/* The place to part the Chinese at where the English is parted before use `part`. */
static place best_place(guesser *g, size_t part, double en_left, bool seen)
{
    const bihe_cost *cost = &g->stages->cost;
    const double *given = cost->parameters.word_weight;
    const double weight[2] = {WORDS * given[0], WORDS * given[1]};
    const bihe_term_side *en = &g->stages->words.side[1];
    const double zh_first = g->stages->words.side[0].length[g->bead->first[0]];
    const double zh_all = zh_length(g, g->uses[0]) - zh_first;
    const double en_all =
        en->length[g->bead->first[1] + g->bead->count[1]] - en->length[g->bead->first[1]];
    const double zh_whole = score_zh(g, part);
    for (size_t u = 0; u < g->uses[1]; u++)
        g->sums[1][0][u] = g->sums[1][1][u] = 0;
    for (size_t k = 0; k < g->pair_count; k++)
        g->sums[1][1][g->pairs[k].use[1]] += g->pairs[k].given[1];
    const double whole = weight[0] * zh_whole +
                         weight[1] * score_en(g, 1, 0, g->uses[1], g->uses[0]) +
                         bihe_cost_length(cost, zh_all, en_all);
    place best = {0, -INFINITY};
    size_t k = 0;
    for (size_t b = 1; b < g->uses[0]; b++) {
        for (; k < g->pair_count && g->pairs[k].use[0] < b; k++) {
            g->sums[1][0][g->pairs[k].use[1]] += g->pairs[k].given[1];
            g->sums[1][1][g->pairs[k].use[1]] -= g->pairs[k].given[1];
        }
        if (!may_part(g, b)) continue;
        const double zh_left = zh_length(g, b) - zh_first;
        const double gain = weight[0] * (g->zh[0][b] + g->zh[1][b]) +
                            weight[1] * (score_en(g, 0, 0, part, b) +
                                         score_en(g, 1, part, g->uses[1], g->uses[0] - b)) +
                            bihe_cost_length(cost, zh_left, en_left) +
                            bihe_cost_length(cost, zh_all - zh_left, en_all - en_left) +
                            LINES * g->spots[b].line + mark_bonus(&g->spots[b - 1], seen) - whole;
        if (gain > best.gain) best = (place){b, gain};
    }
    return best;
}

/* --- the walk --------------------------------------------------------------------------------- */

static int by_use(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->use[0] != y->use[0]) return x->use[0] < y->use[0] ? -1 : 1;
    return x->use[1] < y->use[1] ? -1 : x->use[1] > y->use[1];
}

static bihe_status add(guesser *g, const place *found, double margin, bihe_error *err)
{
    const spot *s = &g->spots[found->before];
    const bihe_view text = g->sides[0].sentences[s->sentence].text;
    const size_t end = bihe_utf8_trim(bihe_view_slice(text, 0, s->start)).len;
    bihe_lost_list *out = g->out;
    const bihe_lost *last = out->count > g->places ? &out->items[out->count - 1] : NULL;
    if (last != NULL && last->sentence == s->sentence && last->next >= s->start) return BIHE_OK;
    const bihe_lost lost = {s->sentence, end, s->start, margin};
    return bihe_lost_add(out, &lost, g->allocator, err);
}

/* Whether sentence `i` of the English runs into the next without a mark that ends it. */
static bool ends_unmarked(const guesser *g, size_t i)
{
    const bihe_sentence *s = &g->sides[1].sentences[i];
    const int ending = g->stages->words.side[1].punctuation[i].ending;
    return s->text.ptr + s->text.len == s[1].text.ptr &&
           (ending == BIHE_ENDING_OTHER || ending == BIHE_ENDING_COLON);
}

/* Whether a place is worth a joint: inside a sentence; of English that ends by a mark also without
 * one in Chinese, which would show it. */
static bool is_worth(const guesser *g, const place *found, bool seen)
{
    if (found->before == 0) return false;
    const spot *next = &g->spots[found->before], *last = next - 1;
    if (next->sentence != last->sentence) return false;
    if (seen) return found->gain >= GAIN_SEEN;
    return found->gain >= GAIN_UNSEEN && (last->mark < 0 || closes(last->mark));
}

static bool is_too_large(const guesser *g)
{
    return (double)g->uses[0] * (double)g->uses[1] * (double)g->bead->count[1] > MOST_WORK;
}

static bihe_status guess_in(guesser *g, const bihe_bead *bead, bihe_error *err)
{
    const bihe_term_side *en = &g->stages->words.side[1];
    set_bead(g, bead);
    if (is_too_large(g)) return BIHE_OK;
    bihe_status status = load_bead(g, err);
    if (status != BIHE_OK) return status;
    if (g->pair_count > 0) qsort(g->pairs, g->pair_count, sizeof *g->pairs, by_use);
    const size_t last = bead->first[1] + bead->count[1] - 1;
    for (size_t i = bead->first[1]; i < last && status == BIHE_OK; i++) {
        const bool seen = ends_unmarked(g, i);
        const place found = best_place(g, en->first[i + 1] - g->from[1],
                                       en->length[i + 1] - en->length[bead->first[1]], seen);
        if (is_worth(g, &found, seen)) status = add(g, &found, seen ? SEEN : UNSEEN, err);
    }
    return status;
}

/* The next bead, with the sentences left alone on either side of it: a bead has room for few
 * sentences, and a line end lost in Chinese leaves many English ones to one Chinese. */
static bihe_bead take_region(const bihe_bead_list *path, size_t *k)
{
    bihe_bead whole = path->items[*k];
    bool paired = bihe_bead_is_pair(&whole);
    for (++*k; *k < path->count; ++*k) {
        const bihe_bead *next = &path->items[*k];
        if (bihe_bead_is_pair(next) && paired) break;
        paired |= bihe_bead_is_pair(next);
        for (int s = 0; s < 2; s++)
            whole.count[s] += next->count[s];
    }
    return whole;
}

static void clear(guesser *g)
{
    for (int s = 0; s < 2; s++) {
        for (int half = 0; half < 2; half++)
            bihe_mem_free(g->allocator, g->sums[s][half]);
        bihe_mem_free(g->allocator, g->zh[s]);
    }
    bihe_mem_free(g->allocator, g->spots);
    bihe_mem_free(g->allocator, g->pairs);
    bihe_token_list_clear(&g->tokens);
    if (g->matches.allocator != NULL) bihe_matches_clear(&g->matches);
}

/* Adds beads [from, to) of a path and some around them; as numbers of beads as yet. */
static bihe_status add_window(guesser *g, bihe_lost_windows *again, size_t from, size_t to,
                              bihe_error *err)
{
    const size_t end = g->stages->graph.best.count;
    from = from > AROUND ? from - AROUND : 0;
    to = end - to > AROUND ? to + AROUND : end;
    bihe_lost_window *last = again->count > g->windows ? &again->items[again->count - 1] : NULL;
    if (last != NULL && last->count[0] >= from) {
        last->count[0] = to;
        return BIHE_OK;
    }
    void *items = again->items;
    if (!bihe_array_reserve(g->allocator, &items, &again->capacity, again->count + 1,
                            sizeof *again->items))
        return bihe_fail_memory(err);
    again->items = items;
    again->items[again->count++] = (bihe_lost_window){{from, 0}, {to, 0}};
    return BIHE_OK;
}

/* Turns numbers of beads into sentences. */
static void place_windows(const guesser *g, bihe_lost_windows *again)
{
    for (size_t k = g->windows; k < again->count; k++) {
        bihe_lost_window *w = &again->items[k];
        const bihe_bead *from = &g->stages->graph.best.items[w->first[0]];
        const bihe_bead *last = &g->stages->graph.best.items[w->count[0] - 1];
        for (int s = 0; s < 2; s++) {
            w->first[s] = from->first[s];
            w->count[s] = last->first[s] + last->count[s] - from->first[s];
        }
    }
}

static bihe_status walk(guesser *g, bihe_lost_windows *again, bihe_error *err)
{
    const bihe_bead_list *path = &g->stages->graph.best;
    bihe_status status = bihe_matches_init(&g->matches, &g->stages->words, &g->stages->words.links,
                                           g->allocator, err);
    for (size_t k = 0; k < path->count && status == BIHE_OK;) {
        const size_t from = k, before = g->out->count;
        const bihe_bead whole = take_region(path, &k);
        if (whole.count[0] == 0 || whole.count[1] < 2) continue;
        status = guess_in(g, &whole, err);
        if (status == BIHE_OK && g->out->count > before)
            status = add_window(g, again, from, k, err);
    }
    if (status == BIHE_OK) place_windows(g, again);
    return status;
}

bihe_status bihe_lost_guess(const bihe_lost_input *input, const bihe_align_side sides[2],
                            bihe_lost_list *out, bihe_lost_windows *again, bihe_error *err)
{
    bihe_stages stages = {.allocator = input->allocator};
    bihe_status status = bihe_stages_draft(&stages, input->sources, input->options, sides, err);
    if (status != BIHE_OK) return status;
    guesser g = {.stages = &stages,
                 .model = input->sources->model,
                 .sides = sides,
                 .allocator = input->allocator,
                 .out = out,
                 .places = out->count,
                 .windows = again->count};
    bihe_token_list_init(&g.tokens, input->allocator);
    status = walk(&g, again, err);
    clear(&g);
    bihe_stages_clear(&stages);
    return status;
}
