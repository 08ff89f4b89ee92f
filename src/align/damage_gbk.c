/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding GBK that was taken for a one-byte encoding, and UTF-8 that was taken for GBK. Both look
 * like text of their own, so that the character model has the last word where there is one.
 */
#include "align/damage.h"

#include "base/error.h"
#include "text/utf8.h"

enum {
    RUN_MAX = 256,                       /* bytes of a run that are looked at */
    PAIRS_SURE = 6,                      /* pairs needed without a character model */
    LONG_RUN = 8,                        /* bytes of a run that healthy text has not */
    COMMON_COST = 12 * BIHE_CHARLM_UNIT, /* of a common character without context */
    HOLE_COST = 6 * BIHE_CHARLM_UNIT,    /* what a character with a hole is counted as */
};

/* The mean cost of the characters, as the model sees them. */
typedef struct reader {
    const bihe_charlm *lm;
    unsigned before, token;
    size_t count;
    int64_t cost;
} reader;

static void read_character(reader *r, int32_t c)
{
    const unsigned token = bihe_charlm_token(r->lm, c, NULL);
    const bihe_charlm_context context = bihe_charlm_after(r->lm, r->before, r->token);
    r->cost += bihe_charlm_cost(r->lm, &context, token);
    r->count++;
    r->before = r->token;
    r->token = token;
}

/* GBK pairs of a run. */
typedef struct pairs {
    size_t count;
    size_t common;  /* of frequent characters */
    size_t longest; /* bytes of the longest run; healthy text has no long ones */
    size_t marks;   /* bytes below 0xC0, which are no letters: a third in Chinese */
} pairs;

/* Without a model: GB 2312's first level of Han and its punctuation. */
static bool is_common_pair(const bihe_finder *finder, int lead, int trail)
{
    if (trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || lead == 0xA1 || lead == 0xA3))
        return true;
    if (finder->lm == NULL) return false;
    const unsigned token =
        bihe_charlm_token(finder->lm, bihe_gbk_char(finder->gbk, lead, trail), NULL);
    return token >= BIHE_TOKEN_FIRST && bihe_charlm_single_cost(finder->lm, token) <= COMMON_COST;
}

/* Divides the symbols [from, to) into pairs with as many common ones as can be: best(k) =
 * max(best(k - 2) + value of the pair, best(k - 1) - 2), the second where a byte was lost. */
static pairs read_pairs(const bihe_finder *finder, const bihe_symbols *symbols, size_t from,
                        size_t to, reader *r)
{
    const bihe_symbol *s = symbols->items + from;
    const size_t n = to - from < RUN_MAX ? to - from : RUN_MAX;
    int best[RUN_MAX + 1] = {0};
    bool paired[RUN_MAX + 1] = {false};
    for (size_t k = 1; k <= n; k++) {
        best[k] = best[k - 1] - 2;
        if (k < 2 || s[k - 2].byte < 0x80) continue;
        const int value = is_common_pair(finder, s[k - 2].byte, s[k - 1].byte) ? 2 : -1;
        paired[k] = best[k - 2] + value >= best[k];
        if (paired[k]) best[k] = best[k - 2] + value;
    }
    size_t starts[RUN_MAX / 2], count = 0;
    for (size_t k = n; k > 0; k -= paired[k] ? 2 : 1)
        if (paired[k]) starts[count++] = k - 2;
    pairs p = {.count = count, .longest = to - from};
    while (count > 0) {
        const size_t k = starts[--count];
        const int32_t c = bihe_gbk_char(finder->gbk, s[k].byte, s[k + 1].byte);
        p.common += is_common_pair(finder, s[k].byte, s[k + 1].byte);
        p.marks += (s[k].byte < 0xC0) + (size_t)(s[k + 1].byte < 0xC0);
        if (r->lm != NULL) read_character(r, c >= 0 ? c : BIHE_REPLACEMENT);
    }
    return p;
}

static bool is_high(const bihe_symbols *symbols, size_t i)
{
    return i < symbols->count && symbols->items[i].byte >= 0x80;
}

/* The end of the run that starts at `from`: bytes from 0x80 on, and single letters among them,
 * which may be second bytes. */
static size_t end_of_run(const bihe_symbols *symbols, size_t from)
{
    size_t to = from;
    for (; to < symbols->count; to++) {
        const int byte = symbols->items[to].byte;
        const bool letter = byte >= 0x40 && byte < 0x7F;
        if (byte < 0x80 &&
            !(letter && to > from && is_high(symbols, to - 1) && is_high(symbols, to + 1)))
            break;
    }
    return to;
}

/* A run that speaks for GBK: not a letter or a quote by itself. */
static bool is_run(const bihe_symbols *symbols, size_t from, size_t to)
{
    return to >= from + 4 || (to >= from + 2 && symbols->items[from].byte >= 0xA1);
}

static bihe_status need_gbk(bihe_finder *finder, bihe_error *err)
{
    return finder->gbk != NULL ? BIHE_OK : bihe_gbk_new(&finder->gbk, finder->allocator, err);
}

/* Whether the pairs look like Chinese: the fewer, the better they must. */
static bool is_gbk(const bihe_finder *finder, const pairs *p, const reader *r)
{
    const bool letters = p->marks * 100 < p->count * 2 * 15; /* hardly anything else */
    const bool many = p->longest >= LONG_RUN || finder->history.seen[BIHE_READING_GBK];
    if (p->count < 2 || p->common * 4 < p->count * 3) return false;
    if (p->common >= PAIRS_SURE && p->longest >= LONG_RUN && p->common * 10 >= p->count * 9 &&
        !letters)
        return true;
    if (r->lm == NULL) return p->common >= PAIRS_SURE && !letters;
    const int64_t mean = r->cost / (int64_t)r->count;
    const int nats = many ? 11 : p->count >= 4 ? 7 : 6;
    return mean <= nats * BIHE_CHARLM_UNIT;
}

/* Every run of a damaged line; one that starts with a single byte and a letter may be healthy. */
static bool add_runs(bihe_finder *finder, bihe_finding *finding)
{
    const bihe_symbols *symbols = finding->symbols;
    for (size_t from = 0, to; from < symbols->count; from = to + 1) {
        to = end_of_run(symbols, from);
        const bool letter = to < symbols->count && symbols->items[to].byte >= 0x40 &&
                            symbols->items[to].byte < 0x7F;
        const bool alone = to == from + 1;
        if (to == from || (alone && !letter)) continue;
        if (letter && (to - from) % 2 == 1) to++;
        if (!bihe_finder_add_span(finder, finding, from, to, alone)) return false;
    }
    return true;
}

bihe_status bihe_finder_find_gbk(bihe_finder *finder, bihe_finding *finding, bool *found,
                                 bihe_error *err)
{
    const bihe_symbols *symbols = finding->symbols;
    pairs total = {0};
    reader sum = {.lm = finder->lm};
    *found = false;
    for (size_t from = 0, to; from < symbols->count; from = to + 1) {
        to = end_of_run(symbols, from);
        if (!is_run(symbols, from, to)) continue;
        const bihe_status status = need_gbk(finder, err);
        if (status != BIHE_OK) return status;
        reader r = {.lm = finder->lm};
        const pairs p = read_pairs(finder, symbols, from, to, &r);
        total.count += p.count;
        total.common += p.common;
        total.marks += p.marks;
        if (p.longest > total.longest) total.longest = p.longest;
        sum.count += r.count;
        sum.cost += r.cost;
    }
    *found = is_gbk(finder, &total, &sum);
    return !*found || add_runs(finder, finding) ? BIHE_OK : bihe_fail_memory(err);
}

/* Sequences without anything between them. */
typedef struct chain {
    size_t from, to; /* symbols */
    size_t sequences;
    size_t wide; /* Chinese or its punctuation, with all bytes */
} chain;

/* Sequences of UTF-8 side by side in a line that was read as GBK: all of their bytes are there or
 * were replaced, as nothing vanishes in that reading. */
static chain read_full_chain(const bihe_symbols *symbols, size_t from, const bihe_profile *profile)
{
    chain found = {.from = from, .to = from};
    bihe_sequence s;
    if (symbols->items[from].at == symbols->items[from].end) return found;
    while (found.to < symbols->count && bihe_sequence_read(symbols, found.to, profile, &s) &&
           s.trails + 1 == s.need && (s.c >= 0 || s.known + 1 < s.need)) {
        found.sequences++;
        found.wide += s.c >= 0 && bihe_char_is_wide(s.c) && s.c < 0xA000;
        found.to = s.to;
    }
    return found;
}

/* Costs of the spans' characters as they stand, and as they would be. */
typedef struct comparison {
    reader before, after;
    size_t sequences, complete;
} comparison;

static void compare(comparison *sum, const bihe_symbols *symbols, const bihe_damage_span *span,
                    const bihe_profile *profile)
{
    bihe_sequence s;
    for (size_t i = span->from; i < span->to; i++)
        if (symbols->items[i].at < symbols->items[i].end)
            read_character(&sum->before, symbols->items[i].c);
    for (size_t i = span->from; i < span->to && bihe_sequence_read(symbols, i, profile, &s);
         i = s.to) {
        sum->sequences++;
        sum->complete += s.c >= 0;
        if (s.c >= 0)
            read_character(&sum->after, s.c);
        else
            sum->after.before = sum->after.token = BIHE_TOKEN_NONE;
    }
}

/* Whether the line is likelier read anew. A replaced byte is counted as its character would cost
 * on average. */
static bool reads_better(const bihe_finder *finder, const bihe_symbols *symbols,
                         const bihe_finding *finding, const bihe_profile *profile)
{
    comparison sum = {.before = {.lm = finder->lm}, .after = {.lm = finder->lm}};
    if (finder->lm == NULL) return true;
    for (size_t k = 0; k < finding->span_count; k++)
        compare(&sum, symbols, &finding->spans[k], profile);
    const int64_t after = sum.after.cost + (int64_t)(sum.sequences - sum.complete) * HOLE_COST;
    return sum.sequences >= 2 && after * 4 < sum.before.cost * 3;
}

bihe_status bihe_finder_look_gbk(bihe_finder *finder, bihe_view line, bihe_finding *finding,
                                 bihe_error *err)
{
    const bihe_profile profile = {.question = true};
    bihe_symbols *symbols = &finder->symbols[0];
    *finding = (bihe_finding){.reading = BIHE_READING_HEALTHY, .symbols = symbols};
    bihe_status status = need_gbk(finder, err);
    if (status == BIHE_OK) status = bihe_symbols_read_gbk(symbols, line, finder->gbk, err);
    if (status != BIHE_OK) return status;
    size_t quoted = 0, wide = 0, sequences = 0;
    for (size_t i = 0; i < symbols->count;) {
        const chain c = read_full_chain(symbols, i, &profile);
        i = c.to > i ? c.to : i + 1;
        if (c.sequences == 0) continue;
        quoted += c.sequences <= BIHE_QUOTED_MAX && bihe_symbols_quoted(symbols, c.from, c.to);
        wide = c.wide > wide ? c.wide : wide;
        sequences = c.sequences > sequences ? c.sequences : sequences;
        if (!bihe_finder_add_span(finder, finding, c.from, c.to, false))
            return bihe_fail_memory(err);
    }
    const bool proof = finder->lm != NULL ? sequences >= 2 : wide >= 3;
    if ((proof || (wide > 0 && finder->history.seen[BIHE_READING_UTF8_AS_GBK])) &&
        finding->span_count > quoted && reads_better(finder, symbols, finding, &profile)) {
        finding->reading = BIHE_READING_UTF8_AS_GBK;
        finding->depth = 1;
    }
    return BIHE_OK;
}
