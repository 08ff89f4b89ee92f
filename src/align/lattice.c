/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building the lattice: every character that a sequence of surviving bytes may have been.
 */
#include "align/lattice.h"

#include "text/utf8.h"

#include <string.h>

/* Costs of choices that the character model does not see, in 1/16 nat. */
enum {
    COST_OTHER_SCRIPT = 6 * BIHE_CHARLM_UNIT, /* a Traditional character in Simplified text */
    COST_IN_CLASS = 24 * BIHE_CHARLM_UNIT,    /* one letter or digit of its class, */
    COST_FULL_WIDTH = 2 * BIHE_CHARLM_UNIT,   /* beside another full-width one */
    COST_LOST = 20 * BIHE_CHARLM_UNIT,
    COST_KEPT_LEAD = 24 * BIHE_CHARLM_UNIT,   /* a lone lead byte that is a letter after all */
    COST_KEPT_LETTER = 14 * BIHE_CHARLM_UNIT, /* the same after another letter: "café" */
    COST_DOUBTFUL = 2 * BIHE_CHARLM_UNIT,     /* a sequence that is chance more easily */
    COST_SPACE = 3 * BIHE_CHARLM_UNIT,        /* a space between Chinese characters */
    COST_SPACED = 3 * BIHE_CHARLM_UNIT, /* a space that was a byte, where that is only possible */
    COST_INDENT = 8 * BIHE_CHARLM_UNIT, /* GBK: two A1 are no U+3000 but what is left of A1AD */
    COST_LOST_TRAIL = 4 * BIHE_CHARLM_UNIT,   /* GBK: a second byte is missing */
    COST_LOST_LEAD = 12 * BIHE_CHARLM_UNIT,   /* a first byte, as only rare characters have them */
    COST_KEPT_BYTE = 10 * BIHE_CHARLM_UNIT,   /* a single byte that is a letter after all */
    COST_ASCII_TRAIL = 12 * BIHE_CHARLM_UNIT, /* a letter is the second byte of a rare character */
    GAIN_NUMBER = 24 * BIHE_CHARLM_UNIT,      /* the document has the number with this sign */
    CANDIDATES_MAX = 96,
};

void bihe_lattice_clear(bihe_lattice *lattice)
{
    bihe_mem_free(lattice->allocator, lattice->edges);
    bihe_mem_free(lattice->allocator, lattice->candidates);
    lattice->edges = NULL;
    lattice->candidates = NULL;
    lattice->edge_capacity = lattice->candidate_capacity = 0;
    lattice->edge_count = lattice->candidate_count = 0;
}

static void add_candidate(bihe_lattice *l, int32_t c, unsigned token, int cost)
{
    void *candidates = l->candidates;
    if (!bihe_array_reserve(l->allocator, &candidates, &l->candidate_capacity,
                            l->candidate_count + 1, sizeof *l->candidates)) {
        l->failed = true;
        return;
    }
    l->candidates = candidates;
    l->candidates[l->candidate_count++] = (bihe_candidate){c, (uint16_t)token, (int16_t)cost};
}

/* Adds an edge with the candidates from `first` on. */
static void add_edge(bihe_lattice *l, size_t from, size_t to, size_t first, bihe_edge_kind kind)
{
    void *edges = l->edges;
    if (!bihe_array_reserve(l->allocator, &edges, &l->edge_capacity, l->edge_count + 1,
                            sizeof *l->edges)) {
        l->failed = true;
        return;
    }
    l->edges = edges;
    l->edges[l->edge_count++] = (bihe_edge){(uint32_t)from, (uint32_t)to, (uint32_t)first,
                                            (uint32_t)(l->candidate_count - first), kind};
    l->reached |= UINT32_C(1) << (to - from);
}

static unsigned token_of(const bihe_lattice *l, int32_t c)
{
    if (bihe_char_is_space(c)) return BIHE_LATTICE_SKIP;
    return l->lm != NULL ? bihe_charlm_token(l->lm, c, NULL) : BIHE_TOKEN_NONE;
}

/* An edge that is certain but for `cost`. */
static void add_known(bihe_lattice *l, size_t from, size_t to, int32_t c, bihe_edge_kind kind,
                      int cost)
{
    const size_t first = l->candidate_count;
    add_candidate(l, c, token_of(l, c), cost);
    add_edge(l, from, to, first, kind);
}

/* A character among others: none where the model does not know it. */
static void add_possible(bihe_lattice *l, int32_t c, int cost)
{
    bihe_script script;
    const unsigned token = bihe_charlm_token(l->lm, c, &script);
    if (token == BIHE_TOKEN_NONE) return;
    /* the model does not tell letters and digits apart, and full-width ones are rare */
    if (token == BIHE_TOKEN_LATIN || token == BIHE_TOKEN_DIGIT)
        cost += l->full_width ? COST_FULL_WIDTH : COST_IN_CLASS;
    const bihe_script other = l->traditional ? BIHE_SCRIPT_SIMPLIFIED : BIHE_SCRIPT_TRADITIONAL;
    add_candidate(l, c, token, cost + (script == other ? COST_OTHER_SCRIPT : 0));
}

/* Leaves the likeliest of the candidates from `first` on, when there are too many. */
static void limit_candidates(bihe_lattice *l, size_t first)
{
    enum { LEVELS = 1024 };
    uint32_t with[LEVELS] = {0};
    const size_t n = l->candidate_count - first;
    if (n <= CANDIDATES_MAX) return;
    for (size_t i = first; i < l->candidate_count; i++) {
        const bihe_candidate *c = &l->candidates[i];
        const int cost = bihe_charlm_single_cost(l->lm, c->token) + c->cost;
        with[cost < LEVELS ? cost : LEVELS - 1]++;
    }
    int level = 0;
    for (size_t sum = with[0]; sum < CANDIDATES_MAX && level + 1 < LEVELS; sum += with[level])
        level++;
    size_t kept = first;
    for (size_t i = first; i < l->candidate_count; i++) {
        const bihe_candidate c = l->candidates[i];
        if (bihe_charlm_single_cost(l->lm, c.token) + c.cost <= level) l->candidates[kept++] = c;
    }
    l->candidate_count = kept;
}

/* Trail bytes of a character: the next set bit of `mask` from `k` on, 64 for none. */
static int next_bit(uint64_t mask, int k)
{
    while (k < 64 && !(mask >> k & 1))
        k++;
    return k;
}

static void add_three(bihe_lattice *l, int lead, uint64_t second, uint64_t third)
{
    for (int i = next_bit(second, 0); i < 64; i = next_bit(second, i + 1))
        for (int k = next_bit(third, 0); k < 64; k = next_bit(third, k + 1)) {
            const int32_t c = (lead & 0x0F) << 12 | i << 6 | k;
            if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) add_possible(l, c, 0);
        }
}

/* Candidates for a lead byte and `n` trail bytes that are there, `need` bytes in all. */
static void add_matching(bihe_lattice *l, int lead, size_t need, const uint64_t *trails, size_t n,
                         uint64_t lost)
{
    if (need == 2 && n <= 1) {
        const uint64_t trail = n == 1 ? trails[0] : lost;
        for (int i = next_bit(trail, 0); i < 64; i = next_bit(trail, i + 1))
            add_possible(l, (lead & 0x1F) << 6 | i, 0);
    } else if (need == 3 && n == 2) {
        add_three(l, lead, trails[0], trails[1]);
    } else if (need == 3 && n == 1) {
        add_three(l, lead, trails[0] & ~lost, lost);
        add_three(l, lead, lost, trails[0] & ~lost);
        /* a hole or an uncertain byte, and one gone without a trace */
        if (trails[0] & lost) add_three(l, lead, lost, lost);
    } else if (need == 3 && n == 0) {
        add_three(l, lead, lost, lost);
    }
}

static bool is_letter_beside(const bihe_symbols *s, size_t i)
{
    return i > 0 && bihe_char_is_latin(s->items[i - 1].c);
}

static const bihe_symbol *symbol_at(const bihe_lattice_input *in, size_t i)
{
    return in->symbols->items + i;
}

static bool is_full_width(const bihe_lattice_input *in, size_t from)
{
    bihe_sequence s;
    return from < in->symbols->count && bihe_sequence_read(in->symbols, from, in->profile, &s) &&
           s.c >= 0xFF10 && s.c <= 0xFF5A;
}

/* Whether the character before `from` or after `to` is a full-width letter or digit. */
static bool is_beside_full_width(const bihe_lattice_input *in, size_t from, size_t to)
{
    return (from >= 3 && is_full_width(in, from - 3)) || is_full_width(in, to);
}

/* A full-width sign between digits is likely the one that the same number has elsewhere, perhaps in
 * the other language: the candidates from `first` on are between the symbols before `from` and
 * those from `to` on. */
static void weigh_numbers(bihe_lattice *l, const bihe_lattice_input *in, size_t from, size_t to,
                          size_t first)
{
    char number[5];
    if (l->local == NULL || from < 2 || to + 2 > in->symbols->count) return;
    for (size_t k = 0; k < 2; k++) {
        const int32_t before = symbol_at(in, from - 2 + k)->c, after = symbol_at(in, to + k)->c;
        if (before < '0' || before > '9' || after < '0' || after > '9') return;
        number[k] = (char)before;
        number[3 + k] = (char)after;
    }
    for (size_t i = first; i < l->candidate_count; i++) {
        bihe_candidate *c = &l->candidates[i];
        number[2] = c->c > 0xFF00 && c->c < 0xFF5F ? (char)(c->c - 0xFEE0) : '\0';
        if (bihe_locallm_has_number(l->local, number)) c->cost = (int16_t)(c->cost - GAIN_NUMBER);
    }
}

/* Edges of a sequence with lost bytes that takes the symbols [s->from, to). */
static void add_damaged(bihe_lattice *l, const bihe_lattice_input *in, const bihe_sequence *s,
                        size_t to, const uint64_t *trails, size_t n, int cost)
{
    const size_t first = l->candidate_count;
    l->full_width = is_beside_full_width(in, s->from, to);
    if (l->lm != NULL)
        add_matching(l, symbol_at(in, s->from)->byte, s->need, trails, n, in->profile->lost);
    limit_candidates(l, first);
    weigh_numbers(l, in, s->from, to, first);
    for (size_t i = first; i < l->candidate_count; i++)
        l->candidates[i].cost = (int16_t)(l->candidates[i].cost + cost);
    if (l->candidate_count > first)
        add_edge(l, s->from, to, first, BIHE_EDGE_INFERRED);
    else
        add_known(l, s->from, to, BIHE_REPLACEMENT, BIHE_EDGE_LOST, COST_LOST + cost);
}

static bool is_before_space(const bihe_lattice *l, const bihe_lattice_input *in,
                            const bihe_sequence *s)
{
    return (in->profile->space || in->profile->maybe_space) && s->trails + 1 < s->need &&
           s->to < l->to && symbol_at(in, s->to)->c == ' ';
}

/* Where 0xA0 became a space, a space after an unfinished sequence may be its last byte. */
static void add_spaced(bihe_lattice *l, const bihe_lattice_input *in, const bihe_sequence *s,
                       uint64_t *trails)
{
    const size_t to = s->to + 1;
    const int cost = in->profile->space ? 0 : COST_SPACED;
    trails[s->trails] = UINT64_C(1) << (0xA0 - 0x80);
    if (s->need == 3 && s->trails == 1 && s->known == 1) {
        const int32_t c = (symbol_at(in, s->from)->byte & 0x0F) << 12 |
                          next_bit(trails[0], 0) << 6 | next_bit(trails[1], 0);
        add_known(l, s->from, to, c, BIHE_EDGE_EXACT, cost);
        return;
    }
    add_damaged(l, in, s, to, trails, (size_t)s->trails + 1, cost);
}

/* A space that is one has a price between Chinese characters. */
static int space_cost(const bihe_lattice *l, const bihe_lattice_input *in, size_t at)
{
    return at + 1 < l->to && symbol_at(in, at + 1)->byte >= 0x80 ? COST_SPACE : 0;
}

/* Edges from a lead byte. */
static void add_sequence(bihe_lattice *l, const bihe_lattice_input *in, const bihe_sequence *s,
                         bool doubtful)
{
    uint64_t trails[4] = {0};
    if (doubtful)
        add_known(l, s->from, s->from + 1, symbol_at(in, s->from)->c, BIHE_EDGE_KEPT,
                  s->known == 0 && is_letter_beside(in->symbols, s->from) ? COST_KEPT_LETTER
                                                                          : COST_KEPT_LEAD);
    if (s->c >= 0) {
        add_known(l, s->from, s->to, s->c, BIHE_EDGE_EXACT, doubtful ? COST_DOUBTFUL : 0);
        return;
    }
    for (size_t k = 0; k < s->trails; k++)
        trails[k] = bihe_sequence_trail(in->symbols, s, k, in->profile);
    const bool before_space = is_before_space(l, in, s);
    add_damaged(l, in, s, s->to, trails, s->trails, before_space ? space_cost(l, in, s->to) : 0);
    if (before_space) add_spaced(l, in, s, trails);
}

/* UTF-8 read as GBK: a lead byte that made no pair, in front of two trail bytes. */
static bool add_lost_lead(bihe_lattice *l, const bihe_lattice_input *in, size_t i)
{
    static const uint8_t leads[] = {0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF};
    const bihe_symbol *s = symbol_at(in, i);
    if (l->lm == NULL || i + 3 > l->to || (s->c != BIHE_REPLACEMENT && s->c != '?') ||
        s[1].trail == 0 || s[2].trail == 0 || s[1].byte < 0 || s[2].byte < 0)
        return false;
    const size_t first = l->candidate_count;
    for (size_t k = 0; k < sizeof leads; k++)
        add_three(l, leads[k], s[1].trail, s[2].trail);
    if (l->candidate_count == first) return false;
    add_edge(l, i, i + 3, first, BIHE_EDGE_INFERRED);
    return true;
}

/* A symbol in damaged text that no sequence takes. */
static void add_stray(bihe_lattice *l, const bihe_lattice_input *in, size_t i)
{
    const bihe_symbol *s = symbol_at(in, i);
    if (in->reading != BIHE_READING_UTF8_AS_GBK || s->c < 0x80) {
        if (s->c >= 0)
            add_known(l, i, i + 1, s->c, BIHE_EDGE_KEPT, 0);
        else
            add_known(l, i, i + 1, BIHE_REPLACEMENT, BIHE_EDGE_LOST, COST_LOST);
        return;
    }
    if (add_lost_lead(l, in, i)) return;
    const bool whole = s->at < s->end && i + 1 < l->to && s[1].at == s[1].end;
    if (whole) add_known(l, i, i + 2, s->c, BIHE_EDGE_KEPT, COST_LOST);
    add_known(l, i, i + 1, BIHE_REPLACEMENT, BIHE_EDGE_LOST, COST_LOST);
}

static void add_utf8(bihe_lattice *l, const bihe_lattice_input *in, size_t i, bool doubtful)
{
    bihe_sequence s;
    if (in->reading == BIHE_READING_UTF8_AS_GBK && symbol_at(in, i)->c == '?' &&
        add_lost_lead(l, in, i))
        return;
    if (bihe_sequence_read(in->symbols, i, in->profile, &s) && s.to <= l->to)
        add_sequence(l, in, &s, doubtful);
    else
        add_stray(l, in, i);
}

/* A pair with one byte lost: `lead` or `trail` is -1. */
static void add_half_pair(bihe_lattice *l, const bihe_lattice_input *in, size_t i, int lead,
                          int trail)
{
    const size_t first = l->candidate_count;
    for (int k = next_bit(in->profile->lost, 0); k < 64; k = next_bit(in->profile->lost, k + 1)) {
        const int32_t c = lead < 0 ? bihe_gbk_char(in->gbk, 0x80 + k, trail)
                                   : bihe_gbk_char(in->gbk, lead, 0x80 + k);
        if (c < 0 || bihe_charlm_token(l->lm, c, NULL) < BIHE_TOKEN_FIRST) continue;
        add_possible(l, c, lead < 0 ? COST_LOST_LEAD : COST_LOST_TRAIL);
    }
    if (l->candidate_count > first) add_edge(l, i, i + 1, first, BIHE_EDGE_INFERRED);
}

static int pair_cost(const bihe_lattice *l, const bihe_lattice_input *in, size_t i, int32_t c)
{
    if (symbol_at(in, i + 1)->byte < 0x80 && bihe_char_is_han(c)) return COST_ASCII_TRAIL;
    const bool cut = in->profile->lost >> (0xAD - 0x80) & 1;
    if (c != 0x3000 || !cut || (l->line_starts && i < 4)) return 0;
    return l->line_ends && i + 4 > l->to ? 4 * COST_INDENT : COST_INDENT;
}

static void add_gbk(bihe_lattice *l, const bihe_lattice_input *in, size_t i, bool doubtful)
{
    const bihe_symbol *s = symbol_at(in, i);
    const size_t edges = l->edge_count;
    if (s->byte < 0x80) {
        add_known(l, i, i + 1, s->c >= 0 ? s->c : BIHE_REPLACEMENT, BIHE_EDGE_KEPT, 0);
        return;
    }
    if (i + 1 < l->to) {
        const int32_t c = bihe_gbk_char(in->gbk, s->byte, s[1].byte);
        if (c >= 0) add_known(l, i, i + 2, c, BIHE_EDGE_EXACT, pair_cost(l, in, i, c));
    }
    if (l->lm != NULL && in->profile->lost != 0) {
        add_half_pair(l, in, i, s->byte, -1);
        add_half_pair(l, in, i, -1, s->byte);
    }
    if (doubtful) add_known(l, i, i + 1, s->c, BIHE_EDGE_KEPT, COST_KEPT_BYTE);
    if (l->edge_count == edges || s->byte < 0xA1)
        add_known(l, i, i + 1, BIHE_REPLACEMENT, BIHE_EDGE_LOST, COST_LOST);
}

void bihe_lattice_build(bihe_lattice *l, const bihe_lattice_input *in, uint32_t from, uint32_t to)
{
    size_t span = 0;
    l->edge_count = l->candidate_count = 0;
    l->from = from;
    l->to = to;
    l->reached = 1;
    for (uint32_t i = from; i < to; i++, l->reached >>= 1) {
        if (!(l->reached & 1)) continue;
        while (span < in->span_count && in->spans[span].to <= i)
            span++;
        const bool damaged = span < in->span_count && in->spans[span].from <= i;
        if (!damaged) {
            const bool pair = in->reading == BIHE_READING_UTF8_AS_GBK && i + 1 < to &&
                              symbol_at(in, i + 1)->at == symbol_at(in, i + 1)->end;
            const int32_t c = symbol_at(in, i)->c;
            add_known(l, i, i + 1 + pair, c >= 0 ? c : BIHE_REPLACEMENT, BIHE_EDGE_KEPT, 0);
        } else if (in->reading == BIHE_READING_GBK) {
            add_gbk(l, in, i, in->spans[span].doubtful);
        } else {
            add_utf8(l, in, i, in->spans[span].doubtful);
        }
    }
}
