/* SPDX-License-Identifier: Apache-2.0 */
/* Lines as symbols, and UTF-8 sequences among them with bytes lost or replaced. */
#include "align/symbol.h"

#include "align/legacy.h"
#include "base/error.h"
#include "text/utf8.h"

static const uint64_t every_trail = UINT64_MAX;

/* In UTF-8, of the characters that bytes from 0x80 to 0xBF become in Latin-1. As a letter it stands
 * in few languages, and alone in none. */
enum { LEAD_OF_CONTROLS = 0xC2 };

void bihe_symbols_clear(bihe_symbols *symbols)
{
    bihe_mem_free(symbols->allocator, symbols->items);
    symbols->items = NULL;
    symbols->count = symbols->capacity = 0;
}

static bihe_status reserve(bihe_symbols *symbols, size_t need, bihe_error *err)
{
    void *items = symbols->items;
    symbols->count = 0;
    if (!bihe_array_reserve(symbols->allocator, &items, &symbols->capacity, need,
                            sizeof *symbols->items))
        return bihe_fail_memory(err);
    symbols->items = items;
    return BIHE_OK;
}

static uint64_t trail_bit(int byte)
{
    return byte >= 0x80 && byte < 0xC0 ? UINT64_C(1) << (byte - 0x80) : 0;
}

static void push(bihe_symbols *to, size_t at, size_t end, int32_t c, int byte)
{
    to->items[to->count++] =
        (bihe_symbol){trail_bit(byte), (uint32_t)at, (uint32_t)end, c, (int16_t)byte};
}

bihe_status bihe_symbols_read(bihe_symbols *to, bihe_view line, bihe_error *err)
{
    const bihe_status status = reserve(to, line.len, err);
    if (status != BIHE_OK) return status;
    for (size_t pos = 0; pos < line.len;) {
        const size_t at = pos;
        const int32_t c = bihe_utf8_next(line, &pos);
        push(to, at, pos, c, bihe_legacy_byte(c));
    }
    return BIHE_OK;
}

/* The trail bytes that a reader of GBK would have replaced by U+FFFD in front of `next` (-1: of no
 * byte): those that start no pair with it. */
static uint64_t unpaired(const bihe_gbk *gbk, int next)
{
    uint64_t trails = 0;
    for (int byte = 0x80; byte < 0xC0; byte++)
        if (next < 0x40 || bihe_gbk_char(gbk, byte, next) < 0) trails |= trail_bit(byte);
    return trails;
}

static int first_byte(const bihe_gbk *gbk, bihe_view line, size_t pos)
{
    if (pos >= line.len) return -1;
    const int32_t c = bihe_utf8_next(line, &pos);
    const int32_t pair = bihe_gbk_pair(gbk, c);
    return pair >= 0 ? pair >> 8 : c < 0x80 ? (int)c : -1;
}

bihe_status bihe_symbols_read_gbk(bihe_symbols *to, bihe_view line, const bihe_gbk *gbk,
                                  bihe_error *err)
{
    const bihe_status status = reserve(to, line.len, err);
    if (status != BIHE_OK) return status;
    for (size_t pos = 0; pos < line.len;) {
        const size_t at = pos;
        const int32_t c = bihe_utf8_next(line, &pos);
        const int32_t pair = bihe_gbk_pair(gbk, c);
        if (pair >= 0) {
            push(to, at, pos, c, pair >> 8);
            push(to, pos, pos, (pair & 0xFF) < 0x80 ? pair & 0xFF : c, pair & 0xFF);
            continue;
        }
        push(to, at, pos, c, c < 0x80 ? (int)c : -1);
        if (c == BIHE_REPLACEMENT || c == '?')
            to->items[to->count - 1].trail = unpaired(gbk, first_byte(gbk, line, pos));
    }
    return BIHE_OK;
}

static uint8_t bytes_of_lead(int byte)
{
    if (byte >= 0xC2 && byte <= 0xDF) return 2;
    if (byte >= 0xE0 && byte <= 0xEF) return 3;
    return byte >= 0xF0 && byte <= 0xF4 ? 4 : 0;
}

/* The trail bytes a symbol may be in an unfinished sequence, 0 for none. */
static uint64_t trails_of(const bihe_symbol *s, const bihe_profile *profile)
{
    if (s->byte >= 0xC0) return 0;
    if (s->c == BIHE_REPLACEMENT || s->c < 0)
        return s->trail != 0 ? s->trail : profile->lost != 0 ? profile->lost : every_trail;
    if (s->c == '?') {
        if (!profile->question) return 0;
        return s->trail != 0 ? s->trail : profile->lost;
    }
    return s->trail;
}

/* A space is the byte 0xA0 for sure only where another trail byte follows. */
static bool is_spaced_trail(const bihe_symbols *symbols, size_t i, const bihe_profile *profile)
{
    return profile->space && symbols->items[i].c == ' ' && i + 1 < symbols->count &&
           symbols->items[i + 1].trail != 0 && symbols->items[i + 1].byte >= 0;
}

static int32_t decode(int lead, const uint8_t *trails, size_t n)
{
    const char bytes[4] = {(char)lead, n > 0 ? (char)trails[0] : 0, n > 1 ? (char)trails[1] : 0,
                           n > 2 ? (char)trails[2] : 0};
    const bihe_view view = {bytes, n + 1};
    size_t pos = 0;
    return bihe_utf8_valid_prefix(view) == view.len ? bihe_utf8_next(view, &pos) : -1;
}

bool bihe_sequence_read(const bihe_symbols *symbols, size_t from, const bihe_profile *profile,
                        bihe_sequence *out)
{
    const bihe_symbol *s = symbols->items + from;
    const uint8_t need = bytes_of_lead(s->byte);
    uint8_t trails[3] = {0};
    if (need == 0) return false;
    *out = (bihe_sequence){.from = from, .to = from + 1, .c = -1, .need = need};
    while (out->trails + 1 < need && out->to < symbols->count) {
        const bihe_symbol *next = symbols->items + out->to;
        if (trails_of(next, profile) == 0 && !is_spaced_trail(symbols, out->to, profile)) break;
        if (next->byte >= 0x80) {
            trails[out->trails] = (uint8_t)next->byte;
            out->known++;
        } else if (next->c == ' ') {
            trails[out->trails] = 0xA0;
            out->known++;
        }
        out->trails++;
        out->to++;
    }
    if (out->known + 1 == need) out->c = decode(s->byte, trails, out->known);
    return true;
}

uint64_t bihe_sequence_trail(const bihe_symbols *symbols, const bihe_sequence *sequence, size_t k,
                             const bihe_profile *profile)
{
    const bihe_symbol *s = symbols->items + sequence->from + 1 + k;
    return s->c == ' ' ? trail_bit(0xA0) : trails_of(s, profile);
}

bool bihe_sequence_fits(const bihe_symbols *symbols, const bihe_sequence *sequence,
                        const uint8_t *bytes, const bihe_profile *profile)
{
    size_t k = 0;
    for (size_t i = 0; i + 1 < sequence->need; i++) {
        const uint64_t bit = trail_bit(bytes[i]);
        /* what is there is taken as early as it fits; a lost byte is not there to be taken */
        if (k < sequence->trails && (bihe_sequence_trail(symbols, sequence, k, profile) & bit) &&
            (!(profile->lost & bit) || sequence->trails + 1 == sequence->need))
            k++;
        else if (!(profile->lost & bit))
            return false;
    }
    return k == sequence->trails;
}

/* Whether character `c`, written in UTF-8 and damaged like the rest, looks like the sequence. */
static bool looks_like(const bihe_symbols *from, const bihe_sequence *s, int32_t c,
                       const bihe_profile *profile)
{
    const int lead = from->items[s->from].byte;
    const uint8_t two[1] = {(uint8_t)(0x80 | (c & 0x3F))};
    const uint8_t three[2] = {(uint8_t)(0x80 | (c >> 6 & 0x3F)), (uint8_t)(0x80 | (c & 0x3F))};
    return c < 0x800 ? lead == (0xC0 | c >> 6) && s->need == 2 &&
                           bihe_sequence_fits(from, s, two, profile)
                     : lead == (0xE0 | c >> 12) && s->need == 3 &&
                           bihe_sequence_fits(from, s, three, profile);
}

/* The symbol of an unfinished sequence: the bytes above 0x7F whose character, in Windows-1252 or in
 * Latin-1, looks like it. */
static void push_uncertain(bihe_symbols *to, const bihe_symbols *from, const bihe_sequence *s,
                           const bihe_profile *profile, uint64_t lost_before)
{
    uint64_t trails = 0, again = 0;
    int other = -1;
    for (int byte = 0x80; byte < 0x100; byte++) {
        if (!looks_like(from, s, bihe_legacy_char((uint8_t)byte), profile) &&
            !looks_like(from, s, byte, profile))
            continue;
        if (trail_bit(byte) & lost_before)
            again |= trail_bit(byte);
        else if (byte < 0xC0)
            trails |= trail_bit(byte);
        else
            other = byte;
    }
    /* what else could it be but a byte that came through the reading before */
    if (trails == 0 && other < 0) trails = again;
    push(to, from->items[s->from].at, from->items[s->to - 1].end, -1, trails == 0 ? other : -1);
    bihe_symbol *symbol = to->items + to->count - 1;
    if (trails == 0) return;
    symbol->trail = trails;
    for (int byte = 0x80; byte < 0xC0; byte++)
        if (trails == trail_bit(byte)) symbol->byte = (int16_t)byte;
}

bihe_status bihe_symbols_undo(bihe_symbols *to, const bihe_symbols *from,
                              const bihe_profile *profile, uint64_t lost_before, bihe_error *err)
{
    const bihe_status status = reserve(to, from->count, err);
    if (status != BIHE_OK) return status;
    for (size_t i = 0; i < from->count;) {
        bihe_sequence s;
        const bool read = bihe_sequence_read(from, i, profile, &s);
        if (!read || (s.trails == 0 && from->items[i].byte != LEAD_OF_CONTROLS)) {
            to->items[to->count++] = from->items[i++];
            continue;
        }
        if (s.c >= 0)
            push(to, from->items[i].at, from->items[s.to - 1].end, s.c, bihe_legacy_byte(s.c));
        else
            push_uncertain(to, from, &s, profile, lost_before);
        i = s.to;
    }
    return BIHE_OK;
}

static bool is_quote(int32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0x300C ||
           c == 0x300D || c == 0x300E || c == 0x300F;
}

bool bihe_symbols_quoted(const bihe_symbols *symbols, size_t from, size_t to)
{
    return from > 0 && to < symbols->count && is_quote(symbols->items[from - 1].c) &&
           is_quote(symbols->items[to].c);
}
