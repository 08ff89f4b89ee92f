/* SPDX-License-Identifier: Apache-2.0 */
/* Punctuation that translations keep, under one name for both languages. */
#include "model/token_parts.h"

#include "text/utf8.h"

#include <string.h>

static const char *const names[BIHE_SIGN_COUNT] = {
    [BIHE_SIGN_STOP] = ".",        [BIHE_SIGN_COMMA] = ",",  [BIHE_SIGN_QUESTION] = "?",
    [BIHE_SIGN_EXCLAMATION] = "!", [BIHE_SIGN_COLON] = ":",  [BIHE_SIGN_SEMICOLON] = ";",
    [BIHE_SIGN_ELLIPSIS] = "..",   [BIHE_SIGN_DASH] = "--",  [BIHE_SIGN_OPEN] = "(",
    [BIHE_SIGN_CLOSE] = ")",       [BIHE_SIGN_QUOTE] = "``", [BIHE_SIGN_UNQUOTE] = "''",
    [BIHE_SIGN_TITLE] = "<<",
};

/* Marks that stand for the same thing however often they are written. */
static bool is_repeatable(bihe_sign mark)
{
    return mark == BIHE_SIGN_STOP || mark == BIHE_SIGN_QUESTION || mark == BIHE_SIGN_EXCLAMATION ||
           mark == BIHE_SIGN_ELLIPSIS || mark == BIHE_SIGN_DASH;
}

static size_t push_mark(bihe_token_scan *scan, bihe_sign mark, size_t start, size_t end)
{
    bihe_token_list *list = scan->list;
    bihe_token *last = list->count > 0 ? &list->items[list->count - 1] : NULL;
    if (last != NULL && last->kind == BIHE_TOKEN_MARK &&
        ((last->mark == mark && is_repeatable(mark)) ||
         (last->mark == BIHE_SIGN_ELLIPSIS && mark == BIHE_SIGN_STOP))) {
        last->end = (uint32_t)end;
        return end;
    }
    const size_t text = list->text.len;
    bihe_buffer_append_text(&list->text, names[mark]);
    bihe_token_push(scan, BIHE_TOKEN_MARK, text, start, end);
    if (!list->text.failed) list->items[list->count - 1].mark = (uint8_t)mark;
    return end;
}

/* Whether an opening quote may stand after the character before `i`. */
static bool may_open(const bihe_token_scan *scan, size_t i)
{
    const int32_t before = i > 0 ? bihe_token_char(scan, i - 1) : ' ';
    return bihe_token_is_space(before) || before == 0x2014 || before == '(' || before == '-';
}

static bool is_word_char(int32_t c)
{
    return bihe_token_is_letter(c) || bihe_token_is_digit(c) || bihe_token_is_han(c);
}

/* ": opens and closes in turn in Chinese; in English the space around it tells. */
static size_t scan_double(bihe_token_scan *scan, size_t i)
{
    bool opens = !scan->in_double;
    if (scan->side == 1) {
        opens = may_open(scan, i) && !bihe_token_is_space(bihe_token_char(scan, i + 1));
        if (i + 1 == scan->count && i > 0) opens = false;
    }
    scan->in_double = opens;
    return push_mark(scan, opens ? BIHE_SIGN_QUOTE : BIHE_SIGN_UNQUOTE, i, i + 1);
}

/* ' and U+2019: apostrophes, too, which are no marks. */
static size_t scan_single(bihe_token_scan *scan, size_t i)
{
    const int32_t c = bihe_token_char(scan, i), next = bihe_token_char(scan, i + 1);
    if (scan->side == 0)
        return push_mark(scan, c == '\'' ? BIHE_SIGN_QUOTE : BIHE_SIGN_UNQUOTE, i, i + 1);
    const bool opens = may_open(scan, i);
    const bool on = is_word_char(next) || next == '.' || next == 0x2026;
    if (opens && on && c == '\'') {
        scan->in_single = true;
        return push_mark(scan, BIHE_SIGN_QUOTE, i, i + 1);
    }
    const bool after_mark = i > 0 && !is_word_char(bihe_token_char(scan, i - 1)) && !opens;
    if (!after_mark && !(scan->in_single && !on)) return i + 1;
    scan->in_single = false;
    return push_mark(scan, BIHE_SIGN_UNQUOTE, i, i + 1);
}

/* "." and the dots of "..." and ". . ." */
static size_t scan_dots(bihe_token_scan *scan, size_t i)
{
    size_t end = i + 1, dots = 1;
    for (;; dots++) {
        const size_t gap = bihe_token_char(scan, end) == ' ' ? 1 : 0;
        if (bihe_token_char(scan, end + gap) != '.') break;
        end += gap + 1;
    }
    const bool close = end == i + 2;
    return push_mark(scan, dots > 2 || (dots == 2 && !close) ? BIHE_SIGN_ELLIPSIS : BIHE_SIGN_STOP,
                     i, end);
}

/* The mark that a character always is, BIHE_SIGN_COUNT for none. */
static bihe_sign mark_of(int32_t c)
{
    switch (c) {
    case '?': return BIHE_SIGN_QUESTION;
    case '!': return BIHE_SIGN_EXCLAMATION;
    case ':': return BIHE_SIGN_COLON;
    case ';': return BIHE_SIGN_SEMICOLON;
    case ',':
    case 0x3001: return BIHE_SIGN_COMMA;
    case 0x3002:
    case 0xFF61: return BIHE_SIGN_STOP;
    case '(':
    case '[':
    case 0x3010: return BIHE_SIGN_OPEN;
    case ')':
    case ']':
    case 0x3011: return BIHE_SIGN_CLOSE;
    case 0x2026:
    case 0x22EF: return BIHE_SIGN_ELLIPSIS;
    case 0x2014:
    case 0x2015: return BIHE_SIGN_DASH;
    case 0x201C:
    case 0x300C:
    case 0x300E:
    case 0x2018:
    case 0x00AB: return BIHE_SIGN_QUOTE;
    case 0x201D:
    case 0x300D:
    case 0x300F:
    case 0x00BB: return BIHE_SIGN_UNQUOTE;
    case 0x300A:
    case 0x3008: return BIHE_SIGN_TITLE;
    default: return BIHE_SIGN_COUNT;
    }
}

size_t bihe_token_scan_mark(bihe_token_scan *scan, size_t i)
{
    const int32_t c = bihe_token_char(scan, i);
    if (c == '"') return scan_double(scan, i);
    if (c == '\'' || c == 0x2019) return scan_single(scan, i);
    if (c == '.') return scan_dots(scan, i);
    if (c == '-')
        return bihe_token_char(scan, i + 1) == '-' ? push_mark(scan, BIHE_SIGN_DASH, i, i + 2)
                                                   : i + 1;
    const bihe_sign mark = mark_of(c);
    if (c == 0x2018) scan->in_single = true;
    return mark != BIHE_SIGN_COUNT ? push_mark(scan, mark, i, i + 1) : i + 1;
}
