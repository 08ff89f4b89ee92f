/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding damage. What proves it is structure: two characters of Chinese side by side whose bytes
 * are all there occur in no healthy text; GBK's pairs prove less and are asked of the character
 * model as well. A text about wrong decodings quotes them, and is left alone.
 */
#include "align/damage.h"

#include "align/legacy.h"
#include "base/error.h"
#include "text/utf8.h"

#include <string.h>

enum {
    DEPTH_MAX = 3,                    /* readings undone at most */
    LONE_COST = 9 * BIHE_CHARLM_UNIT, /* of a character that is proof by itself */
    NEAR = 4,                         /* symbols: damage this near makes a lone letter suspect */
    DOUBLE_LEAST = 4,                 /* sequences that make a second reading worth a try */
};

/* The bytes that different programs are known to lose. */
#define BIT(byte) (UINT64_C(1) << ((byte)-0x80))
/* unassigned in Windows-1252 */
static const uint64_t lost_unassigned = BIT(0x81) | BIT(0x8D) | BIT(0x8F) | BIT(0x90) | BIT(0x9D);
/* measured on a post */
static const uint64_t lost_more = BIT(0x8E) | BIT(0x9E) | BIT(0xAD);
/* all C1 controls */
static const uint64_t lost_controls = UINT64_C(0xFFFFFFFF);

/* Sequences without anything between them. */
typedef struct chain {
    size_t from, to; /* symbols */
    size_t sequences;
    size_t complete, wide, han; /* with all bytes; of these Chinese or its punctuation; Han */
    size_t marks;               /* of the complete: dashes, quotes, an ellipsis */
    size_t partial;             /* bytes lost, but a trail byte is there */
    size_t odd;                 /* of the partial, those that healthy text cannot look like */
    size_t spaced;              /* a space among their bytes */
} chain;

void bihe_finder_init(bihe_finder *finder, const bihe_charlm *lm, const bihe_allocator *allocator)
{
    *finder = (bihe_finder){.allocator = allocator, .lm = lm};
    for (int i = 0; i < 2; i++)
        finder->symbols[i].allocator = allocator;
    finder->profile = (bihe_profile){lost_unassigned | lost_more, true, true, true};
    finder->outer = finder->profile;
    finder->lost_before = finder->profile.lost;
    finder->gbk_profile = (bihe_profile){.lost = lost_unassigned | lost_more};
}

void bihe_finder_clear(bihe_finder *finder)
{
    for (int i = 0; i < 2; i++)
        bihe_symbols_clear(&finder->symbols[i]);
    bihe_mem_free(finder->allocator, finder->spans);
    bihe_gbk_free(finder->gbk);
}

/* Whether what is left of a damaged character ("ä¸", "ðŸ™") cannot be a letter with a mark after
 * it: marks are quotes, dashes and signs that stand after words. */
static bool is_odd_rest(const bihe_symbols *symbols, const bihe_sequence *s)
{
    const int byte = symbols->items[s->from + 1].byte;
    if (s->c >= 0 || s->known == 0) return false;
    if (s->known >= 2) return true;
    return byte == 0xB8 || byte == 0xB6 || byte == 0xAC || byte == 0xA4 || byte == 0xA6 ||
           byte == 0xAF || (byte >= 0x86 && byte <= 0x8E && byte != 0x88 && byte != 0x89) ||
           (byte >= 0x9A && byte <= 0x9F && byte != 0x9B);
}

/* The chain that starts at symbol `from`, which may be empty. */
static chain read_chain(const bihe_symbols *symbols, size_t from, const bihe_profile *profile)
{
    chain found = {.from = from, .to = from};
    bihe_sequence s;
    while (found.to < symbols->count && bihe_sequence_read(symbols, found.to, profile, &s)) {
        found.sequences++;
        found.complete += s.c >= 0;
        found.wide += s.c >= 0 && s.need == 3 && bihe_char_is_wide(s.c);
        found.han += s.c >= 0 && bihe_char_is_han(s.c);
        found.marks += s.c >= 0x2010 && s.c <= 0x2026;
        found.partial += s.c < 0 && s.known > 0;
        found.odd += is_odd_rest(symbols, &s);
        if (s.trails > 0)
            found.spaced +=
                symbols->items[s.to - 1].c == ' ' || symbols->items[s.from + 1].c == ' ';
        found.to = s.to;
    }
    return found;
}

/* What speaks for UTF-8 in a line. */
typedef struct evidence {
    size_t proofs; /* chains that prove it */
    size_t quoted; /* of these, short ones in quotes */
    size_t hints;  /* chains that go well with it */
    size_t marks;  /* more of them, which are nothing but marks */
    size_t sound;  /* marks that are what they seem: damage of the line would have hurt them too */
    size_t high;   /* symbols that stand for bytes from 0x80 on */
    size_t odd;    /* of these, lead bytes that Chinese has none of */
    bool twice;    /* the line looks read wrongly twice */
} evidence;

/* A lead byte of neither Chinese nor of the punctuation in Chinese text. */
static bool is_odd_lead(int byte)
{
    return (byte >= 0xC0 && byte != 0xC2 && byte != 0xC3 && byte < 0xE2) ||
           (byte >= 0xEA && byte != 0xEF);
}

static bool is_proof(const chain *c)
{
    return (c->wide >= 2 && c->han >= 1) ||
           (c->wide >= 1 && c->han >= 1 && c->sequences >= 2 && c->wide + c->partial >= 2) ||
           (c->sequences >= 4 && c->wide + c->partial >= 3 &&
            c->wide + c->partial + 1 >= c->sequences);
}

static bool is_letter(int32_t c)
{
    return bihe_char_is_latin(c) && !(c >= 0xE3 && c <= 0xEF);
}

/* Two characters or more, of all of which a trail byte is there, not after a letter. */
static bool is_partial_proof(const bihe_symbols *symbols, const chain *c)
{
    if (c->sequences < 2 || c->partial < c->sequences) return false;
    return c->from == 0 || !is_letter(symbols->items[c->from - 1].c);
}

/* A single character can be chance ("café”…" holds one), so it must be a common one, not after
 * a letter. */
static bool is_lone_proof(const bihe_symbols *symbols, const chain *c, const bihe_charlm *lm)
{
    bihe_sequence s;
    bihe_script script;
    const bihe_profile none = {0};
    if (lm == NULL || c->sequences != 1 || c->han != 1) return false;
    if (c->from > 0 && is_letter(symbols->items[c->from - 1].c)) return false;
    if (!bihe_sequence_read(symbols, c->from, &none, &s) || s.c < 0) return false;
    const unsigned token = bihe_charlm_token(lm, s.c, &script);
    return token != BIHE_TOKEN_NONE && script != BIHE_SCRIPT_TRADITIONAL &&
           bihe_charlm_single_cost(lm, token) <= LONE_COST;
}

static bool is_hint(const chain *c)
{
    return c->wide >= 1 || c->odd >= 1 || (c->sequences >= 2 && c->partial >= 1);
}

/* Whether most of the line's bytes are UTF-8 of Windows-1252's characters, as after reading it
 * wrongly twice. */
static bool is_double(const bihe_symbols *symbols, const bihe_profile *profile)
{
    size_t high = 0, covered = 0, sequences = 0;
    for (size_t i = 0; i < symbols->count; i++)
        high += symbols->items[i].byte >= 0x80;
    for (size_t i = 0; i < symbols->count;) {
        bihe_sequence s;
        if (!bihe_sequence_read(symbols, i, profile, &s)) {
            i++;
            continue;
        }
        if (s.c >= 0x80 && bihe_legacy_byte(s.c) >= 0x80) {
            sequences++;
            covered += s.to - s.from;
        }
        i = s.to;
    }
    return sequences >= DOUBLE_LEAST && covered * 10 >= high * 6;
}

static evidence weigh(const bihe_symbols *symbols, const bihe_profile *profile,
                      const bihe_charlm *lm)
{
    evidence e = {.twice = is_double(symbols, profile)};
    for (size_t i = 0; i < symbols->count; i++) {
        e.high += symbols->items[i].byte >= 0x80;
        e.odd += is_odd_lead(symbols->items[i].byte);
    }
    for (size_t i = 0; i < symbols->count;) {
        const chain c = read_chain(symbols, i, profile);
        i = c.to > i ? c.to : i + 1;
        if (c.sequences == 0) {
            e.sound += symbols->items[c.from].c >= 0x2010 && symbols->items[c.from].c <= 0x2026;
            continue;
        }
        const bool proof =
            is_proof(&c) || is_lone_proof(symbols, &c, lm) || is_partial_proof(symbols, &c);
        e.proofs += proof;
        const bool quoted =
            c.sequences <= BIHE_QUOTED_MAX && bihe_symbols_quoted(symbols, c.from, c.to);
        e.hints += is_hint(&c) && !quoted;
        e.marks += c.marks > 0 && !quoted;
        e.quoted += proof && quoted;
    }
    return e;
}

static bool is_utf8(const bihe_finder *finder, const evidence *e)
{
    if (e->odd * 8 > e->high) return false;
    if (e->proofs > 0) return e->proofs > e->quoted || e->proofs > 1;
    const bool hinted = e->hints > 0 || (e->marks > 0 && e->sound == 0);
    return hinted && finder->history.seen[BIHE_READING_UTF8] && !e->twice;
}

bool bihe_finder_add_span(bihe_finder *finder, bihe_finding *finding, size_t from, size_t to,
                          bool doubtful)
{
    void *spans = finder->spans;
    if (!bihe_array_reserve(finder->allocator, &spans, &finder->span_capacity,
                            finding->span_count + 1, sizeof *finder->spans))
        return false;
    finder->spans = spans;
    finder->spans[finding->span_count++] =
        (bihe_damage_span){(uint32_t)from, (uint32_t)to, doubtful};
    finding->spans = finder->spans;
    return true;
}

/* A lead byte alone that is the last letter of a word ("café") far from any damage. */
static bool is_letter_of_word(const bihe_symbols *symbols, const chain *c,
                              const bihe_finding *finding, size_t next)
{
    if (c->sequences != 1 || c->complete + c->partial > 0 || c->from == 0) return false;
    const size_t n = finding->span_count;
    return is_letter(symbols->items[c->from - 1].c) &&
           (n == 0 || finding->spans[n - 1].to + NEAR < c->from) && c->to + NEAR < next;
}

/* Where the next chain starts, from symbol `from` on. */
static size_t next_chain(const bihe_symbols *symbols, size_t from, const bihe_profile *profile)
{
    bihe_sequence s;
    const size_t end = symbols->count - from > NEAR ? from + NEAR + 1 : symbols->count;
    while (from < end && !bihe_sequence_read(symbols, from, profile, &s))
        from++;
    return from < end ? from : SIZE_MAX;
}

/* Every chain of a damaged line is damaged; one that is a single lead byte only may be a letter. */
static bool add_chains(bihe_finder *finder, bihe_finding *finding, const bihe_profile *profile)
{
    const bihe_symbols *symbols = finding->symbols;
    for (size_t i = 0; i < symbols->count;) {
        const chain c = read_chain(symbols, i, profile);
        i = c.to > i ? c.to : i + 1;
        if (c.sequences == 0 ||
            is_letter_of_word(symbols, &c, finding, next_chain(symbols, c.to, profile)))
            continue;
        const bool doubtful = c.sequences == 1 && c.odd == 0 && (c.complete == 0 || c.spaced > 0);
        if (!bihe_finder_add_span(finder, finding, c.from, c.to, doubtful)) return false;
    }
    return true;
}

bihe_status bihe_finder_look(bihe_finder *finder, bihe_view line, bihe_finding *finding,
                             bihe_error *err)
{
    *finding = (bihe_finding){.reading = BIHE_READING_HEALTHY, .symbols = &finder->symbols[0]};
    bihe_status status = bihe_symbols_read(&finder->symbols[0], line, err);
    for (int depth = 1; status == BIHE_OK && depth <= DEPTH_MAX; depth++) {
        const evidence e = weigh(finding->symbols, &finder->profile, finder->lm);
        bool found = is_utf8(finder, &e);
        if (found) {
            finding->reading = BIHE_READING_UTF8;
            if (!add_chains(finder, finding, &finder->profile)) return bihe_fail_memory(err);
        } else if (e.high >= 4 && !e.twice) {
            status = bihe_finder_find_gbk(finder, finding, &found, err);
            if (found) finding->reading = BIHE_READING_GBK;
        }
        if (found) finding->depth = depth;
        if (status != BIHE_OK || found || !e.twice) break;
        bihe_symbols *next = &finder->symbols[depth % 2];
        status =
            bihe_symbols_undo(next, finding->symbols, &finder->outer, finder->lost_before, err);
        finding->symbols = next;
    }
    return status;
}

static void learn_script(bihe_finder *finder, int32_t c)
{
    bihe_script script;
    if (finder->lm == NULL || bihe_charlm_token(finder->lm, c, &script) == BIHE_TOKEN_NONE) return;
    finder->history.simplified += script == BIHE_SCRIPT_SIMPLIFIED;
    finder->history.traditional += script == BIHE_SCRIPT_TRADITIONAL;
}

void bihe_finder_learn(bihe_finder *finder, const bihe_finding *finding)
{
    bihe_damage_history *h = &finder->history;
    const bihe_symbols *symbols = finding->symbols;
    h->seen[finding->reading] = true;
    for (size_t k = 0; finding->reading == BIHE_READING_GBK && k < finding->span_count; k++)
        for (size_t i = finding->spans[k].from; i < finding->spans[k].to; i++)
            h->gbk |= symbols->items[i].trail;
    if (finding->reading != BIHE_READING_UTF8) return;
    for (size_t k = 0; k < finding->span_count; k++) {
        bihe_sequence s;
        if (finding->spans[k].doubtful) continue;
        for (size_t i = finding->spans[k].from;
             i < finding->spans[k].to && bihe_sequence_read(symbols, i, &finder->profile, &s);
             i = s.to) {
            if (s.c >= 0) learn_script(finder, s.c);
            for (size_t j = s.from + 1; j < s.to; j++) {
                const bihe_symbol *symbol = &symbols->items[j];
                if (symbol->c == BIHE_REPLACEMENT)
                    h->replaced++;
                else if (symbol->c == '?')
                    h->questions++;
                else if (symbol->c == ' ')
                    h->spaces++;
                else if (symbol->byte >= 0x80)
                    h->trail[symbol->byte - 0x80]++;
            }
            h->cut += s.trails + 1 < s.need;
        }
    }
}

static uint64_t estimate_lost(const bihe_damage_history *h)
{
    size_t trails = 0, controls = 0;
    uint64_t seen = 0;
    for (int k = 0; k < 64; k++) {
        trails += h->trail[k];
        controls += k < 32 ? h->trail[k] : 0;
        if (h->trail[k] > 0) seen |= UINT64_C(1) << k;
    }
    /* about half of all trail bytes are C1 controls */
    if (controls == 0 && trails >= 6) return lost_controls;
    uint64_t lost = lost_unassigned | ((seen & lost_more) == 0 ? lost_more : 0);
    /* in a long text every trail byte is to be expected often */
    for (int k = 0; k < 64; k++)
        if (h->trail[k] == 0 && trails >= 64 * 40) lost |= UINT64_C(1) << k;
    return lost & ~seen;
}

void bihe_finder_decide(bihe_finder *finder, uint64_t lost)
{
    const bihe_damage_history *h = &finder->history;
    finder->profile.lost = lost != 0 ? lost : estimate_lost(h);
    if (lost != 0) finder->outer.lost = lost;
    finder->lost_before = h->cut > 0 ? finder->profile.lost : 0;
    finder->profile.question = h->questions > 2 * h->cut;
    finder->profile.maybe_space = h->trail[0xA0 - 0x80] == 0;
    finder->profile.space = h->spaces > 0 && finder->profile.maybe_space;
    /* in GBK only 0xAD is frequent enough among the lost bytes to be missed */
    const bool whole = h->gbk & BIT(0xAD);
    finder->gbk_profile.lost = lost != 0 ? lost : whole ? 0 : finder->gbk_profile.lost & ~h->gbk;
}
