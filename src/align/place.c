/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a joint lies: a run of terminators takes closing quotes, brackets and footnote marks to its
 * left; what opens stays to the right.
 */
#include "align/joint.h"
#include "text/utf8.h"

#include <string.h>

bihe_mark bihe_terminator(int32_t c)
{
    switch (c) {
    case '.':
    case 0xFF0E:
    case 0xFF61: return BIHE_MARK_DOT;
    case '!':
    case 0xFF01:
    case 0x203C: return BIHE_MARK_EXCLAMATION;
    case '?':
    case 0xFF1F:
    case 0x2047:
    case 0x2048:
    case 0x2049: return BIHE_MARK_QUESTION;
    case 0x3002: return BIHE_MARK_STOP;
    case 0x2026:
    case 0x22EF: return BIHE_MARK_ELLIPSIS;
    default: return BIHE_MARKS;
    }
}

/* The character at `pos`, 0 past the end; *end is the offset after it. */
static int32_t peek(bihe_view text, size_t pos, size_t *end)
{
    *end = pos;
    return pos < text.len ? bihe_utf8_next(text, end) : 0;
}

/* A further half of a Chinese ellipsis, set apart by a space. */
static bool is_loose_half(bihe_view text, size_t pos, size_t *end)
{
    return pos + 1 < text.len && text.ptr[pos] == ' ' && peek(text, pos + 1, end) == 0x2026;
}

/* A further dot of ". . .": after a space, and with nothing but a space or a closer behind it. */
static bool is_loose_dot(bihe_view text, size_t pos, size_t *end)
{
    size_t beyond;
    if (pos + 1 >= text.len || text.ptr[pos] != ' ' || text.ptr[pos + 1] != '.') return false;
    *end = pos + 2;
    const int32_t c = peek(text, *end, &beyond);
    return c == 0 || bihe_char_is_space(c) || bihe_char_is_punct(c);
}

/* A further mark of "! ! !": after a space, and with a space or the end behind it. */
static bool is_loose_call(bihe_view text, size_t pos, size_t *end)
{
    if (pos + 1 >= text.len || text.ptr[pos] != ' ') return false;
    if (text.ptr[pos + 1] != '!' && text.ptr[pos + 1] != '?') return false;
    *end = pos + 2;
    return *end == text.len || text.ptr[*end] == ' ';
}

/* "! ..." or "? . . .": three dots set apart by a space, with a space or the end behind them. */
static bool is_loose_pause(bihe_view text, size_t pos, size_t *end)
{
    static const char *const FORMS[] = {" ...", " . . .", " …"};
    const bihe_view rest = bihe_view_slice(text, pos, text.len);
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
        const size_t len = strlen(FORMS[i]);
        if (rest.len < len || memcmp(rest.ptr, FORMS[i], len) != 0) continue;
        *end = pos + len;
        return rest.len == len || rest.ptr[len] == ' ';
    }
    return false;
}

/* How strongly a terminator names its run: "?!" is a question, "...!" a call, "。。" a pause. */
static int rank(bihe_mark mark)
{
    switch (mark) {
    case BIHE_MARK_QUESTION: return 5;
    case BIHE_MARK_EXCLAMATION: return 4;
    case BIHE_MARK_STOP: return 3;
    case BIHE_MARK_ELLIPSIS: return 2;
    default: return 1;
    }
}

/* After a stop, dots that a word follows lead that word in: "……not so". */
static bool leads_in(bihe_view text, size_t pos)
{
    enum { LONGEST = 4 };
    for (int n = 0; n < LONGEST && pos < text.len; n++) {
        const int32_t c = bihe_utf8_next(text, &pos);
        if (bihe_terminator(c) != BIHE_MARK_ELLIPSIS) return bihe_char_is_letter(c);
    }
    return false;
}

/* The end of the run of terminators at `pos`, and what it means. */
static size_t run_end(bihe_view text, size_t pos, bihe_mark *kind)
{
    size_t end = pos, after, dots = 0, stops = 0;
    *kind = BIHE_MARK_DOT;
    for (;;) {
        bihe_mark mark = bihe_terminator(peek(text, end, &after));
        if (mark == BIHE_MARKS && dots > 0 && *kind == BIHE_MARK_DOT &&
            is_loose_dot(text, end, &after))
            mark = BIHE_MARK_DOT;
        if (mark == BIHE_MARKS && *kind == BIHE_MARK_ELLIPSIS && is_loose_half(text, end, &after))
            mark = BIHE_MARK_ELLIPSIS;
        if (mark == BIHE_MARKS && rank(*kind) >= rank(BIHE_MARK_EXCLAMATION) &&
            (is_loose_call(text, end, &after) || is_loose_pause(text, end, &after)))
            mark = *kind;
        if (mark == BIHE_MARKS) break;
        if (mark == BIHE_MARK_ELLIPSIS && rank(*kind) > rank(mark) && leads_in(text, end)) break;
        dots += mark == BIHE_MARK_DOT;
        stops += mark == BIHE_MARK_STOP;
        if (rank(mark) > rank(*kind)) *kind = mark;
        end = after;
    }
    if (*kind == BIHE_MARK_DOT && dots > 1) *kind = BIHE_MARK_DOTS;
    if (*kind == BIHE_MARK_STOP && stops > 1) *kind = BIHE_MARK_ELLIPSIS;
    return end;
}

/* "……" twice: one ends a sentence, the other begins the next. */
static bool is_two_pauses(bihe_view text, size_t pos, size_t end)
{
    enum { HALVES = 4, BYTES = 3 };
    if (end - pos != (size_t)HALVES * BYTES || end >= text.len) return false;
    for (size_t i = pos; i < end;) {
        if (bihe_utf8_next(text, &i) != 0x2026) return false;
    }
    return true;
}

/* "word. . . . Next": a stop and then an ellipsis that belongs to what follows. */
static bool is_stop_before_pause(bihe_view text, size_t pos, size_t end)
{
    enum { LENGTH = 7 }; /* ". . . ." */
    size_t before = pos, after;
    if (end - pos != LENGTH || pos == 0 || end >= text.len || text.ptr[end] != ' ') return false;
    return text.ptr[pos] == '.' && bihe_char_is_letter(bihe_utf8_prev(text, &before)) &&
           bihe_char_is_upper(peek(text, end + 1, &after));
}

static bool is_superscript(int32_t c)
{
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079) || c == 0x2020 ||
           c == 0x2021;
}

/* [3] [4-6] ¹² †: the end of a footnote mark at `pos`, or `pos`. */
static size_t footnote_end(bihe_view text, size_t pos)
{
    enum { LONGEST = 12 };
    size_t end = pos, after;
    while (end < pos + LONGEST && is_superscript(peek(text, end, &after)))
        end = after;
    if (end > pos || pos >= text.len || text.ptr[pos] != '[') return end;
    bool digit = false;
    for (size_t i = pos + 1; i < text.len && i < pos + LONGEST; i++) {
        const char c = text.ptr[i];
        if (c == ']') return digit ? i + 1 : pos;
        digit |= c >= '0' && c <= '9';
        /* an en dash may join two numbers */
        const bool inner =
            (c >= '0' && c <= '9') || c == ',' || c == '-' || c == ' ' || (unsigned char)c >= 0x80;
        if (!inner) return pos;
    }
    return pos;
}

/* A closing quote or bracket at `pos`: takes it into the joint. */
static bool take_closer(bihe_joint *joint, bihe_view text, bihe_spans *spans, size_t pos)
{
    size_t end, back = pos;
    const int32_t c = peek(text, pos, &end);
    const int32_t before = bihe_utf8_prev(text, &back);
    const bihe_bracket bracket = bihe_bracket_at(spans, text, before, c, end);
    if (bracket.kind == BIHE_SPAN_NONE || !bracket.closes) return false;
    const uint32_t pair = bihe_spans_close(spans, bracket.kind, end);
    if (pair != BIHE_NOWHERE) {
        if (bracket.kind >= BIHE_SPAN_DOUBLE)
            joint->quote = pair;
        else
            joint->bracket = pair;
    }
    joint->cut = end;
    return true;
}

/* A closing quote or bracket set apart by a space, as tokenised text has it: one that can close a
 * pair and open none. */
static bool take_loose_closer(bihe_joint *joint, bihe_view text, bihe_spans *spans)
{
    size_t end, after;
    const size_t pos = joint->cut + 1;
    if (spans->depth == 0) return false;
    const int32_t c = peek(text, pos, &end);
    const bool plain = c == 0x201D || c == ')' || c == ']' || c == 0xFF09 || c == 0x300D;
    const bool straight = c == '"' || c == '\'';
    if (c == '\'' && peek(text, end, &after) == '\'') end = after;
    const bool alone = end >= text.len || bihe_char_is_space((unsigned char)text.ptr[end]);
    return (plain || (straight && alone)) && take_closer(joint, text, spans, pos);
}

/* Terminators after closers ("Here he comes!".): they are the ones that count. */
static bool take_outer_mark(bihe_joint *joint, bihe_view text)
{
    size_t end;
    bihe_mark kind;
    if (joint->cut == joint->mark_end) return false;
    if (bihe_terminator(peek(text, joint->cut, &end)) == BIHE_MARKS) return false;
    joint->mark = joint->cut;
    joint->mark_end = joint->cut = run_end(text, joint->cut, &kind);
    joint->kind = (uint8_t)kind;
    return true;
}

static bool take_footnote(bihe_joint *joint, bihe_view text)
{
    size_t pos = joint->cut;
    if (pos < text.len && text.ptr[pos] == ' ') pos++;
    const size_t end = footnote_end(text, pos);
    if (end == pos) return false;
    joint->footnote = true;
    joint->cut = end;
    return true;
}

void bihe_joint_place(bihe_joint *joint, bihe_view text, bihe_spans *spans)
{
    bihe_mark kind;
    size_t end = run_end(text, joint->mark, &kind);
    if (kind == BIHE_MARK_DOTS && is_stop_before_pause(text, joint->mark, end)) {
        kind = BIHE_MARK_DOT;
        end = joint->mark + 1;
    }
    if (kind == BIHE_MARK_ELLIPSIS && is_two_pauses(text, joint->mark, end))
        end = joint->mark + (end - joint->mark) / 2;
    joint->kind = (uint8_t)kind;
    joint->mark_end = joint->cut = end;
    bool more = true;
    while (more && joint->cut < text.len) {
        more = take_closer(joint, text, spans, joint->cut) || take_footnote(joint, text) ||
               take_outer_mark(joint, text) ||
               (text.ptr[joint->cut] == ' ' && take_loose_closer(joint, text, spans));
    }
}
