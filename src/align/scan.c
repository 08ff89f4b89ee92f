/* SPDX-License-Identifier: Apache-2.0 */
/*
 * First pass over a passage: finds every joint. Each byte is looked at a bounded number of times.
 */
#include "align/joint.h"
#include "text/utf8.h"

#include <string.h>

typedef struct scan {
    bihe_joints *joints;
    bihe_view text;
    const bihe_allocator *allocator;
    size_t pos;
    bool failed;
} scan;

/* Bytes the scan must look at; all others are letters, digits, spaces and the like. Of the
 * characters of several bytes, those of the blocks with punctuation. */
static const bool LOOK[256] = {
    ['\n'] = true, ['\v'] = true, ['.'] = true, ['!'] = true,  ['?'] = true,  [';'] = true,
    ['"'] = true,  ['\''] = true, ['`'] = true, ['('] = true,  [')'] = true,  ['['] = true,
    [']'] = true,  ['{'] = true,  ['}'] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true,
};

static int32_t peek(const scan *s, size_t pos, size_t *end)
{
    *end = pos;
    return pos < s->text.len ? bihe_utf8_next(s->text, end) : 0;
}

/* The character before `pos`; 0 at the start. */
static int32_t before(const scan *s, size_t pos)
{
    return pos > 0 ? bihe_utf8_prev(s->text, &pos) : 0;
}

static bihe_joint *add(scan *s, bihe_joint joint)
{
    bihe_joints *joints = s->joints;
    void *items = joints->items;
    if (!bihe_array_reserve(s->allocator, &items, &joints->capacity, joints->count + 1,
                            sizeof joint)) {
        s->failed = true;
        return NULL;
    }
    joints->items = items;
    joints->items[joints->count] = joint;
    return &joints->items[joints->count++];
}

/* Moves over white space after a joint; counts line ends. */
static void skip_gap(scan *s, bihe_joint *joint)
{
    size_t pos = joint->cut, end;
    unsigned breaks = 0;
    for (int32_t c; pos < s->text.len && bihe_char_is_space(c = peek(s, pos, &end)); pos = end) {
        breaks += c == '\n' || c == '\v';
    }
    joint->next = pos;
    joint->breaks = (uint8_t)(breaks > 2 ? 2 : breaks);
    s->pos = pos;
}

/* A list mark at s->pos, after a joint, at the start or after a space: notes it. A mark after a
 * stop is told by the sentence it begins, one within a sentence by where it ends. */
static void item_here(scan *s, bool first, bihe_joint *joint)
{
    bihe_item item;
    const bool inside = joint->kind == BIHE_MARK_SEMICOLON || joint->mark == joint->mark_end;
    const bool found = bihe_item_at(s->text, s->pos, &item);
    joint->counts_on = found && bihe_item_follows(&s->joints->chain, &item, first);
    joint->item = joint->counts_on || (found && bihe_item_is_plain(&item));
    if (inside && (joint->counts_on || (joint->item && first && item.value == 1)))
        s->joints->item_end = item.end;
}

static bool is_letter(unsigned char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Whether a dot between `last` and what stands at `next` is part of a word or a number. */
static bool is_inner_dot(bihe_view text, size_t mark, size_t next)
{
    enum { FRONT = 4 }; /* letters in which a word such as iPhone shows its capital */
    const unsigned char *p = (const unsigned char *)text.ptr;
    if (mark == 0 || text.len - next < FRONT) return false;
    const unsigned char last = p[mark - 1], first = p[next];
    if (is_digit(first)) return is_digit(last);
    if (!is_letter(last) && !is_digit(last)) return false;
    if (is_capital(first))
        return p[next + 1] == '.' && is_letter(last) && (mark == 1 || !is_letter(p[mark - 2])) &&
               (mark == 1 || p[mark - 2] < 0x80);
    return is_letter(first) && !is_capital(p[next + 1]) && !is_capital(p[next + 2]) &&
           !is_capital(p[next + 3]);
}

static bool is_semicolon(int32_t c)
{
    return c == ';' || c == 0xFF1B;
}

/* A terminator or semicolon at s->pos that ends at `end`. */
static void scan_mark(scan *s, int32_t c, size_t end)
{
    bihe_joint joint = {.mark = s->pos, .span = bihe_spans_top(&s->joints->spans)};
    joint.quote = joint.bracket = BIHE_NOWHERE;
    joint.wide = c >= 0x2E80;
    if (is_semicolon(c)) {
        joint.kind = BIHE_MARK_SEMICOLON;
        joint.mark_end = joint.cut = end;
    } else {
        bihe_joint_place(&joint, s->text, &s->joints->spans);
    }
    joint.ends_item = joint.mark_end == s->joints->item_end;
    skip_gap(s, &joint);
    item_here(s, true, &joint);
    const bool inner = c == '.' && joint.next == joint.mark + 1 && !joint.item &&
                       !s->joints->every && is_inner_dot(s->text, joint.mark, joint.next);
    /* a wide semicolon divides clauses, or the items of a list */
    const bool clause = c == 0xFF1B && !joint.item;
    if (!inner && !clause) add(s, joint);
}

/* White space: a line may end here, or an item begin. */
static void scan_space(scan *s)
{
    const bihe_view text = s->text;
    bihe_joint joint = {.mark = s->pos, .mark_end = s->pos, .cut = s->pos};
    const int32_t last = before(s, s->pos);
    joint.span = bihe_spans_top(&s->joints->spans);
    joint.quote = joint.bracket = BIHE_NOWHERE;
    skip_gap(s, &joint);
    const bool first = last == 0 || last == ':' || last == 0xFF1A || joint.breaks > 0;
    item_here(s, first, &joint);
    if (last == 0 || joint.next >= text.len) return;
    joint.kind = joint.breaks > 0 ? BIHE_MARK_BREAK : BIHE_MARK_ITEM;
    if (joint.breaks > 0 || joint.counts_on) add(s, joint);
}

/* A bracket closed without a mark: a joint where it began the passage or a sentence. */
static void scan_closer(scan *s, uint32_t pair, size_t end)
{
    const bihe_joints *joints = s->joints;
    const size_t start = joints->count > 0 ? joints->items[joints->count - 1].next : 0;
    if (joints->spans.items[pair].open != start) return;
    bihe_joint joint = {.mark = end, .mark_end = end, .cut = end, .kind = BIHE_MARK_CLOSER};
    joint.span = joint.quote = joint.bracket = BIHE_NOWHERE;
    const size_t pos = s->pos;
    skip_gap(s, &joint);
    s->pos = pos;
    add(s, joint);
}

/* A quote that ends with a dash was broken off: before a space and a capital its end is a pause. */
static void scan_broken_quote(scan *s, uint32_t pair, size_t end)
{
    size_t start = s->pos, after;
    const int32_t last = before(s, start);
    if (last != '-' && last != 0x2014) return;
    if (end + 1 >= s->text.len || s->text.ptr[end] != ' ') return;
    if (!bihe_char_is_upper(peek(s, end + 1, &after))) return;
    (void)bihe_utf8_prev(s->text, &start);
    bihe_joint joint = {.mark = start, .mark_end = s->pos, .cut = end, .kind = BIHE_MARK_DOTS};
    joint.next = end + 1;
    joint.span = joint.bracket = BIHE_NOWHERE;
    joint.quote = pair;
    add(s, joint);
}

static void scan_bracket(scan *s, int32_t c, size_t end)
{
    bihe_spans *spans = &s->joints->spans;
    const bihe_bracket bracket = bihe_bracket_at(spans, s->text, before(s, s->pos), c, end);
    if (bracket.kind != BIHE_SPAN_NONE && bracket.opens)
        s->failed |= !bihe_spans_open(spans, bracket.kind, s->pos, s->allocator);
    uint32_t pair = BIHE_NOWHERE;
    if (bracket.kind != BIHE_SPAN_NONE && bracket.closes)
        pair = bihe_spans_close(spans, bracket.kind, end);
    if (bracket.kind >= BIHE_SPAN_DOUBLE && pair != BIHE_NOWHERE) scan_broken_quote(s, pair, end);
    if (bracket.kind == BIHE_SPAN_ROUND && pair != BIHE_NOWHERE) scan_closer(s, pair, end);
    s->pos = end;
}

static uint64_t repeated(unsigned char byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* Whether eight bytes are letters, spaces and commas and nothing else; each is below 0x80 before
 * anything is added, so no sum carries into the next byte. */
static bool are_plain(const char *p)
{
    const uint64_t high = repeated(0x80), full = repeated(0x7F);
    uint64_t x;
    memcpy(&x, p, sizeof x);
    if (x & high) return false;
    const uint64_t small = x | repeated(0x20);
    const uint64_t letter = (small + repeated(0x80 - 'a')) & ~(small + repeated(0x7F - 'z'));
    const uint64_t other = ((x ^ repeated(' ')) + full) & ((x ^ repeated(',')) + full);
    return ((letter | ~other) & high) == high;
}

/* The next byte from `pos` on that the scan must look at. */
static size_t next_look(bihe_view text, size_t pos)
{
    enum { BLOCK = 8 };
    while (text.len - pos >= BLOCK) {
        if (!are_plain(text.ptr + pos)) {
            for (size_t end = pos + BLOCK; pos < end; pos++) {
                if (LOOK[(unsigned char)text.ptr[pos]]) return pos;
            }
        } else {
            pos += BLOCK;
        }
    }
    while (pos < text.len && !LOOK[(unsigned char)text.ptr[pos]])
        pos++;
    return pos;
}

/* Past everything that cannot be part of a joint, which is nearly all of a text. What is found may
 * end a list mark, or follow spaces at a line's end: then the spaces before it come first. */
static size_t skip_words(bihe_view text, size_t pos)
{
    enum { LONGEST_MARK = 10 };
    const size_t found = next_look(text, pos);
    if (found == text.len) return found;
    size_t start = found;
    while (start > pos && found - start < LONGEST_MARK && text.ptr[start - 1] != ' ')
        start--;
    if (start == pos || text.ptr[start - 1] != ' ') return found;
    const char c = text.ptr[found];
    const bool closes = c == '.' || c == ')' || (unsigned char)c >= 0x80;
    if (start < found && !closes) return found;
    while (start > pos && text.ptr[start - 1] == ' ')
        start--;
    return start;
}

bool bihe_joints_find(bihe_joints *joints, bihe_view text, const bihe_allocator *allocator)
{
    scan s = {.joints = joints, .text = text, .allocator = allocator};
    bihe_joint start = {.mark = 0};
    item_here(&s, true, &start);
    while (s.pos < text.len && !s.failed) {
        s.pos = skip_words(text, s.pos);
        if (s.pos == text.len) break;
        size_t end;
        const int32_t c = peek(&s, s.pos, &end);
        if (bihe_terminator(c) != BIHE_MARKS || is_semicolon(c))
            scan_mark(&s, c, end);
        else if (bihe_char_is_space(c))
            scan_space(&s);
        else
            scan_bracket(&s, c, end);
    }
    return !s.failed;
}

void bihe_joints_clear(bihe_joints *joints, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, joints->items);
    bihe_mem_free(allocator, joints->spans.items);
    *joints = (bihe_joints){.items = NULL};
}
