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
    QUOTED_MAX = 6,                   /* characters of a quotation that is left alone */
    RUN_MAX = 256,                    /* bytes of a run that are looked at as GBK */
    PAIRS_SURE = 6,                   /* GBK pairs needed without a character model */
    LONE_COST = 9 * BIHE_CHARLM_UNIT, /* of a character that is proof by itself */
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
    size_t partial;             /* bytes lost, but a trail byte is there */
    size_t spaced;              /* a space among their bytes */
} chain;

void bihe_finder_init(bihe_finder *finder, const bihe_charlm *lm, const bihe_allocator *allocator)
{
    *finder = (bihe_finder){.allocator = allocator, .lm = lm};
    for (int i = 0; i < 2; i++)
        finder->symbols[i].allocator = allocator;
    finder->profile = (bihe_profile){lost_unassigned | lost_more, true, true, true};
    finder->gbk_profile = (bihe_profile){.lost = lost_unassigned | lost_more};
}

void bihe_finder_clear(bihe_finder *finder)
{
    for (int i = 0; i < 2; i++)
        bihe_symbols_clear(&finder->symbols[i]);
    bihe_mem_free(finder->allocator, finder->spans);
    bihe_gbk_free(finder->gbk);
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
        found.partial += s.c < 0 && s.known > 0;
        found.spaced += symbols->items[s.to - 1].c == ' ' || symbols->items[s.from + 1].c == ' ';
        found.to = s.to;
    }
    return found;
}

static bool is_quote(int32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0x300C ||
           c == 0x300D || c == 0x300E || c == 0x300F;
}

static bool is_quoted(const bihe_symbols *symbols, size_t from, size_t to)
{
    return from > 0 && to < symbols->count && is_quote(symbols->items[from - 1].c) &&
           is_quote(symbols->items[to].c);
}

/* What speaks for UTF-8 in a line. */
typedef struct evidence {
    size_t proofs; /* chains that prove it */
    size_t quoted; /* of these, short ones in quotes */
    size_t hints;  /* chains that go well with it */
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
    return c->wide >= 1 || (c->sequences >= 2 && c->partial >= 1);
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
        if (c.sequences == 0) continue;
        const bool proof =
            is_proof(&c) || is_lone_proof(symbols, &c, lm) || is_partial_proof(symbols, &c);
        e.proofs += proof;
        e.hints += is_hint(&c);
        e.quoted += proof && c.sequences <= QUOTED_MAX && is_quoted(symbols, c.from, c.to);
    }
    return e;
}

static bool is_utf8(const bihe_finder *finder, const evidence *e)
{
    if (e->odd * 8 > e->high) return false;
    if (e->proofs > 0) return e->proofs > e->quoted || e->proofs > 1;
    return e->hints > 0 && finder->history.seen[BIHE_READING_UTF8] && !e->twice;
}

static bool add_span(bihe_finder *finder, bihe_finding *finding, size_t from, size_t to,
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

/* Every chain of a damaged line is damaged; one that is a single lead byte only may be a letter. */
static bool add_chains(bihe_finder *finder, bihe_finding *finding, const bihe_profile *profile)
{
    for (size_t i = 0; i < finding->symbols->count;) {
        const chain c = read_chain(finding->symbols, i, profile);
        i = c.to > i ? c.to : i + 1;
        if (c.sequences == 0) continue;
        const bool doubtful = c.sequences == 1 && (c.complete == 0 || c.spaced > 0);
        if (!add_span(finder, finding, c.from, c.to, doubtful)) return false;
    }
    return true;
}

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
    size_t common;  /* of GB 2312's first level of Han or its punctuation */
    size_t longest; /* bytes of the longest run; healthy text has no long ones */
} pairs;

static bool is_common_pair(int lead, int trail)
{
    return trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || lead == 0xA1 || lead == 0xA3);
}

/* Divides the symbols [from, to) into pairs with as many common ones as can be: best(k) =
 * max(best(k - 2) + value of the pair, best(k - 1) - 2), the second where a byte was lost. */
static pairs read_pairs(const bihe_symbols *symbols, size_t from, size_t to, const bihe_gbk *gbk,
                        reader *r)
{
    const bihe_symbol *s = symbols->items + from;
    const size_t n = to - from < RUN_MAX ? to - from : RUN_MAX;
    int best[RUN_MAX + 1] = {0};
    bool paired[RUN_MAX + 1] = {false};
    for (size_t k = 1; k <= n; k++) {
        best[k] = best[k - 1] - 2;
        if (k < 2) continue;
        const int value = is_common_pair(s[k - 2].byte, s[k - 1].byte) ? 2 : -1;
        paired[k] = best[k - 2] + value >= best[k];
        if (paired[k]) best[k] = best[k - 2] + value;
    }
    size_t starts[RUN_MAX / 2], count = 0;
    for (size_t k = n; k > 0; k -= paired[k] ? 2 : 1)
        if (paired[k]) starts[count++] = k - 2;
    pairs p = {.count = count};
    while (count > 0) {
        const size_t k = starts[--count];
        const int32_t c = bihe_gbk_char(gbk, s[k].byte, s[k + 1].byte);
        p.common += is_common_pair(s[k].byte, s[k + 1].byte);
        if (r->lm != NULL) read_character(r, c >= 0 ? c : BIHE_REPLACEMENT);
    }
    return p;
}

static size_t end_of_run(const bihe_symbols *symbols, size_t from)
{
    while (from < symbols->count && symbols->items[from].byte >= 0x80)
        from++;
    return from;
}

/* A run of bytes worth reading as GBK: not a letter or a quote by itself. */
static bool is_run(const bihe_symbols *symbols, size_t from, size_t to)
{
    return to >= from + 4 || (to >= from + 2 && symbols->items[from].byte >= 0xA1);
}

/* GBK's dashes A843 and A844, the only common characters with a letter for a second byte. */
static bool is_dash(const bihe_symbols *symbols, size_t from, size_t to)
{
    return to == from + 1 && to < symbols->count && symbols->items[from].byte == 0xA8 &&
           (symbols->items[to].byte == 0x43 || symbols->items[to].byte == 0x44);
}

/* A run with a byte left over may end in a letter that is the second byte of its last pair. */
static bool may_go_on(const bihe_symbols *symbols, size_t from, size_t to)
{
    return (to - from) % 2 == 1 && to < symbols->count && symbols->items[to].byte >= 0x40 &&
           symbols->items[to].byte < 0x7F;
}

static bihe_status need_gbk(bihe_finder *finder, bihe_error *err)
{
    return finder->gbk != NULL ? BIHE_OK : bihe_gbk_new(&finder->gbk, finder->allocator, err);
}

/* Whether the pairs look like Chinese: the fewer, the better they must. */
static bool is_gbk(const bihe_finder *finder, const pairs *p, const reader *r)
{
    if (p->common * 4 < p->count * 3) return false;
    if (r->lm == NULL) return p->common >= PAIRS_SURE;
    const int64_t mean = r->count > 0 ? r->cost / (int64_t)r->count : INT64_MAX;
    const int nats = p->longest >= 8 || finder->history.seen[BIHE_READING_GBK] ? 11
                     : p->count >= 4                                           ? 7
                                                                               : 6;
    return p->count >= 2 && mean <= nats * BIHE_CHARLM_UNIT;
}

static bihe_status look_for_gbk(bihe_finder *finder, bihe_finding *finding, bool *found,
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
        const pairs p = read_pairs(symbols, from, to, finder->gbk, &r);
        total.count += p.count;
        total.common += p.common;
        if (to - from > total.longest) total.longest = to - from;
        sum.count += r.count;
        sum.cost += r.cost;
    }
    *found = total.count > 0 && is_gbk(finder, &total, &sum);
    for (size_t from = 0, to; *found && from < symbols->count; from = to + 1) {
        to = end_of_run(symbols, from);
        if (!is_dash(symbols, from, to) && !is_run(symbols, from, to)) continue;
        while (may_go_on(symbols, from, to))
            to = end_of_run(symbols, to + 1);
        if (!add_span(finder, finding, from, to, false)) return bihe_fail_memory(err);
    }
    return BIHE_OK;
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
            status = look_for_gbk(finder, finding, &found, err);
            if (found) finding->reading = BIHE_READING_GBK;
        }
        if (found) finding->depth = depth;
        if (status != BIHE_OK || found || !e.twice) break;
        bihe_symbols *next = &finder->symbols[depth % 2];
        status = bihe_symbols_undo(next, finding->symbols, &finder->profile, err);
        finding->symbols = next;
    }
    return status;
}

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
        found.complete += s.c >= 0;
        found.han += s.c >= 0 && bihe_char_is_han(s.c);
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
    const int64_t after =
        sum.after.cost + (int64_t)(sum.sequences - sum.complete) * 6 * BIHE_CHARLM_UNIT;
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
        quoted += c.sequences <= QUOTED_MAX && is_quoted(symbols, c.from, c.to);
        wide = c.wide > wide ? c.wide : wide;
        sequences = c.sequences > sequences ? c.sequences : sequences;
        if (!add_span(finder, finding, c.from, c.to, false)) return bihe_fail_memory(err);
    }
    const bool proof = finder->lm != NULL ? sequences >= 2 : wide >= 3;
    if ((proof || (wide > 0 && finder->history.seen[BIHE_READING_UTF8_AS_GBK])) &&
        finding->span_count > quoted && reads_better(finder, symbols, finding, &profile)) {
        finding->reading = BIHE_READING_UTF8_AS_GBK;
        finding->depth = 1;
    }
    return BIHE_OK;
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
    finder->profile.question = h->questions > 2 * h->cut;
    finder->profile.maybe_space = h->trail[0xA0 - 0x80] == 0;
    finder->profile.space = h->spaces > 0 && finder->profile.maybe_space;
    /* in GBK only 0xAD is frequent enough among the lost bytes to be missed */
    const bool whole = h->gbk & BIT(0xAD);
    finder->gbk_profile.lost = lost != 0 ? lost : whole ? 0 : finder->gbk_profile.lost & ~h->gbk;
}
