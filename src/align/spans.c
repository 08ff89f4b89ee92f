/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which bracket or quote opens and which closes. Curly quotes and brackets say so themselves; a
 * straight quote is read from the spaces beside it and, where they do not tell (text whose spaces
 * were lost, Chinese), from parity. Pairs are kept so that a joint knows what it stands in.
 */
#include "align/joint.h"
#include "text/utf8.h"

#include <string.h>

/* Bytes after which an open bracket is thought forgotten, and makes room on a full stack. */
enum { FORGOTTEN = 2000 };

static bihe_bracket opening(bihe_span_kind kind)
{
    return (bihe_bracket){kind, true, false};
}

static bihe_bracket closing(bihe_span_kind kind)
{
    return (bihe_bracket){kind, false, true};
}

/* Curly and straight quotes close one another: converters often leave one half behind. */
static bool is_same(unsigned a, unsigned b)
{
    if (a == b) return true;
    const unsigned low = a < b ? a : b, high = a < b ? b : a;
    return (low == BIHE_SPAN_DOUBLE && high == BIHE_SPAN_STRAIGHT_DOUBLE) ||
           (low == BIHE_SPAN_SINGLE && high == BIHE_SPAN_STRAIGHT_SINGLE);
}

static bool is_open(const bihe_spans *spans, bihe_span_kind kind)
{
    for (size_t i = spans->depth; i-- > 0;) {
        if (is_same(spans->items[spans->stack[i]].kind, kind)) return true;
    }
    return false;
}

static bool is_opener(int32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == 0x201C || c == 0x2018 || c == 0x2014 ||
           c == 0x2013 || c == '-' || c == 0xFF08 || c == 0x300C || c == 0x300E || c == 0xFF1A ||
           c == ':';
}

static bool ends_clause(int32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' ||
           c == ']' || c == 0xFF0C || c == 0x3002 || c == 0xFF1B || c == 0xFF1F || c == 0xFF01 ||
           c == 0x3001 || c == 0xFF09;
}

/* Whether the spaces beside a straight quote tell its direction: 1 opens, -1 closes, 0 unknown. */
static int direction(int32_t before, int32_t after)
{
    const bool free_left = before == 0 || bihe_char_is_space(before);
    const bool free_right = after == 0 || bihe_char_is_space(after);
    if (free_left != free_right) return free_left ? 1 : -1;
    if (free_left) return 0;
    if (ends_clause(after) && !is_opener(before)) return -1;
    return is_opener(before) && !ends_clause(after) ? 1 : 0;
}

/* The offset of the next quote of the kind within reach of `pos`; text.len when there is none. */
static size_t next_quote(bihe_view text, char quote, size_t pos)
{
    enum { REACH = 1000 };
    if (pos >= text.len) return text.len;
    const size_t limit = text.len - pos < REACH ? text.len - pos : REACH;
    const char *found = memchr(text.ptr + pos, quote, limit);
    return found == NULL ? text.len : (size_t)(found - text.ptr);
}

/* Whether a quote that its spaces leave open opens, by what follows it. */
static bool opens_by_context(bihe_view text, char quote, size_t end, bool open)
{
    const size_t next = next_quote(text, quote, end);
    if (next == text.len) return !open;
    size_t back = next, after = next + 1;
    const int32_t before = bihe_utf8_prev(text, &back);
    const int plain = direction(before, after < text.len ? bihe_utf8_next(text, &after) : 0);
    if (plain != 0) return plain < 0;
    /* open, this one, one more and no other: a quote that goes on in a new paragraph */
    if (open && quote == '"' && next_quote(text, quote, next + 1) == text.len) return true;
    return !open;
}

/* The character before the one that ends at `end`; 0 at the start. */
static int32_t before_quote(bihe_view text, size_t end, size_t length)
{
    size_t at = end - length;
    return at > 0 ? bihe_utf8_prev(text, &at) : 0;
}

/* " or ' or ` between the characters `before` and `after` (0: the text's start or end). Both halves
 * of '' and `` go the same way. */
static bihe_bracket straight(const bihe_spans *spans, bihe_view text, char quote, int32_t before,
                             size_t end)
{
    const bihe_span_kind kind =
        quote == '"' ? BIHE_SPAN_STRAIGHT_DOUBLE : BIHE_SPAN_STRAIGHT_SINGLE;
    size_t at = end;
    int32_t after = end < text.len ? bihe_utf8_next(text, &at) : 0;
    const bool open = is_open(spans, kind);
    if (quote != '"' && before == quote) before = before_quote(text, end, 2);
    if (quote != '"' && after == quote) {
        end = at;
        after = at < text.len ? bihe_utf8_next(text, &at) : 0;
    }
    if (quote == '\'' && bihe_char_is_letter(before)) {
        /* it's, dogs' : an apostrophe unless a quote waits to be closed */
        if (!open || bihe_char_is_letter(after)) return (bihe_bracket){kind, false, false};
        return closing(kind);
    }
    const int plain = direction(before, after);
    if (plain != 0) return plain > 0 ? opening(kind) : closing(kind);
    return opens_by_context(text, quote, end, open) ? opening(kind) : closing(kind);
}

bihe_bracket bihe_bracket_at(const bihe_spans *spans, bihe_view text, int32_t before, int32_t c,
                             size_t end)
{
    const bihe_bracket none = {BIHE_SPAN_NONE, false, false};
    int32_t after = 0;
    if (c == 0x2019 && end < text.len) {
        size_t at = end;
        after = bihe_utf8_next(text, &at);
    }
    switch (c) {
    case '(':
    case 0xFF08: return opening(BIHE_SPAN_ROUND);
    case ')':
    case 0xFF09: return closing(BIHE_SPAN_ROUND);
    case '[':
    case 0x3010:
    case 0xFF3B: return opening(BIHE_SPAN_SQUARE);
    case ']':
    case 0x3011:
    case 0xFF3D: return closing(BIHE_SPAN_SQUARE);
    case '{': return opening(BIHE_SPAN_CURLY);
    case '}': return closing(BIHE_SPAN_CURLY);
    case 0x300A:
    case 0x3008: return opening(BIHE_SPAN_TITLE);
    case 0x300B:
    case 0x3009: return closing(BIHE_SPAN_TITLE);
    case 0x201C:
    case 0x201E: return opening(BIHE_SPAN_DOUBLE);
    case 0x201D: return closing(BIHE_SPAN_DOUBLE);
    case 0x2018: return opening(BIHE_SPAN_SINGLE);
    case 0x300C: return opening(BIHE_SPAN_CORNER);
    case 0x300D: return closing(BIHE_SPAN_CORNER);
    case 0x300E: return opening(BIHE_SPAN_INNER_CORNER);
    case 0x300F: return closing(BIHE_SPAN_INNER_CORNER);
    case '"': return straight(spans, text, '"', before, end);
    case '\'': return straight(spans, text, '\'', before, end);
    case '`': return straight(spans, text, '`', before, end);
    case 0x2019:
        if (bihe_char_is_letter(before) &&
            (bihe_char_is_letter(after) || !is_open(spans, BIHE_SPAN_SINGLE)))
            return (bihe_bracket){BIHE_SPAN_SINGLE, false, false};
        return closing(BIHE_SPAN_SINGLE);
    default: return none;
    }
}

bool bihe_spans_open(bihe_spans *spans, bihe_span_kind kind, size_t pos,
                     const bihe_allocator *allocator)
{
    if (spans->depth == BIHE_SPAN_DEPTH) {
        if (pos - spans->items[spans->stack[0]].open < FORGOTTEN) return true;
        spans->depth--;
        memmove(spans->stack, spans->stack + 1, spans->depth * sizeof spans->stack[0]);
    }
    if (spans->count >= BIHE_NOWHERE) return true;
    void *items = spans->items;
    if (!bihe_array_reserve(allocator, &items, &spans->capacity, spans->count + 1,
                            sizeof *spans->items))
        return false;
    spans->items = items;
    const uint32_t parent = spans->depth > 0 ? spans->stack[spans->depth - 1] : BIHE_NOWHERE;
    spans->items[spans->count] = (bihe_pair){.open = pos, .parent = parent, .kind = (uint8_t)kind};
    spans->stack[spans->depth++] = (uint32_t)spans->count++;
    return true;
}

uint32_t bihe_spans_close(bihe_spans *spans, bihe_span_kind kind, size_t end)
{
    size_t depth = spans->depth;
    while (depth > 0 && !is_same(spans->items[spans->stack[depth - 1]].kind, kind))
        depth--;
    if (depth == 0) return BIHE_NOWHERE;
    const uint32_t pair = spans->stack[depth - 1];
    spans->items[pair].close = end;
    spans->depth = depth - 1;
    return pair;
}

uint32_t bihe_spans_top(bihe_spans *spans)
{
    if (spans->depth == 0) return BIHE_NOWHERE;
    return spans->stack[spans->depth - 1];
}
