/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line that holds a text and its translation. Told by a separator, by a bracket that closes a
 * heading, or by the one place where the script changes after the end of a sentence. A part is
 * English when it holds no Han at all, and Chinese when Han outweighs its Latin letters or the
 * English repeats them; the two must be of comparable size, or the line is Chinese with a name in
 * it.
 */
#include "bihe/document.h"
#include "post/markup.h"
#include "post/piece.h"
#include "text/utf8.h"

/* least weight of the lighter part beside the heavier one */
#define COMPARABLE             0.25
#define COMPARABLE_IN_BRACKETS 0.4
/* Latin letters in the shortest English part */
#define FEWEST_LETTERS         3

static bool is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_english(const double weight[2])
{
    return weight[BIHE_ZH] <= 0 && weight[BIHE_EN] >= FEWEST_LETTERS;
}

/* Whether every run of Latin letters and digits in `text` is somewhere in `other`. */
static bool repeats_latin(bihe_view text, bihe_view other)
{
    for (size_t i = 0; i < text.len;) {
        size_t end = i;
        while (end < text.len && is_ascii_word(text.ptr[end]))
            end++;
        if (end > i && bihe_markup_find(other, bihe_view_slice(text, i, end)) == SIZE_MAX)
            return false;
        i = end > i ? end : i + 1;
    }
    return true;
}

/* Chinese by its letters, or with no Latin ones but those of its translation. */
static bool is_chinese(const double weight[2], bihe_view text, bihe_view other)
{
    return weight[BIHE_ZH] > weight[BIHE_EN] || (weight[BIHE_ZH] > 0 && repeats_latin(text, other));
}

/* Whether the two ranges are one text in each language, of comparable size. */
static bool translate(bihe_view line, size_t part[2][2], double least)
{
    double weight[2][2] = {{0, 0}, {0, 0}};
    bihe_view text[2];
    for (int k = 0; k < 2; k++) {
        text[k] = bihe_view_slice(line, part[k][0], part[k][1]);
        bihe_weigh_scripts(text[k], weight[k]);
    }
    if (!(is_english(weight[0]) && is_chinese(weight[1], text[1], text[0])) &&
        !(is_english(weight[1]) && is_chinese(weight[0], text[0], text[1])))
        return false;
    const double a = weight[0][0] + weight[0][1], b = weight[1][0] + weight[1][1];
    return a >= least * b && b >= least * a;
}

/* Offset of the only occurrence of `mark`; SIZE_MAX for none or several. */
static size_t only_occurrence(bihe_view line, const char *mark)
{
    const bihe_view want = bihe_view_of(mark);
    size_t found = SIZE_MAX;
    for (size_t i = 0; i + want.len <= line.len; i++) {
        if (!bihe_view_equal(bihe_view_slice(line, i, i + want.len), want)) continue;
        if (found != SIZE_MAX) return SIZE_MAX;
        found = i;
    }
    return found;
}

static bool by_separator(bihe_view line, size_t part[2][2])
{
    static const char *const marks[] = {" | ", "｜", " / ", "／", " || "};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        const size_t at = only_occurrence(line, marks[k]);
        if (at == SIZE_MAX) continue;
        part[0][0] = 0;
        part[0][1] = at;
        part[1][0] = at + bihe_view_of(marks[k]).len;
        part[1][1] = line.len;
        if (translate(line, part, COMPARABLE)) return true;
    }
    return false;
}

/* `中文 (English)`, `English（中文）`: a bracket at the end, with its opener. */
static bool by_bracket(bihe_view line, size_t part[2][2])
{
    size_t close = line.len;
    if (line.len == 0) return false;
    const int32_t last = bihe_utf8_prev(line, &close);
    if (last != ')' && last != 0xFF09) return false;
    size_t depth = 1, open = close;
    while (open > 0 && depth > 0) {
        const int32_t c = bihe_utf8_prev(line, &open);
        depth += c == ')' || c == 0xFF09;
        depth -= c == '(' || c == 0xFF08;
    }
    if (depth > 0) return false;
    size_t inside = open;
    (void)bihe_utf8_next(line, &inside);
    part[0][0] = 0;
    part[0][1] = bihe_utf8_trim(bihe_view_slice(line, 0, open)).len;
    part[1][0] = inside;
    part[1][1] = close;
    return translate(line, part, COMPARABLE_IN_BRACKETS);
}

static bool is_terminator(int32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
           c == 0x2026;
}

static bool is_closer(int32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == 0x201D || c == 0x2019 || c == 0x300D ||
           c == 0xFF09;
}

bool bihe_ends_sentence(bihe_view text)
{
    text = bihe_utf8_trim(text);
    size_t end = text.len;
    while (end > 0) {
        const int32_t c = bihe_utf8_prev(text, &end);
        if (is_terminator(c)) return true;
        if (!is_closer(c)) return false;
    }
    return false;
}

/* Past terminators, closers and white space that follow `at`. */
static size_t past_end_marks(bihe_view line, size_t at)
{
    while (at < line.len) {
        size_t next = at;
        const int32_t c = bihe_utf8_next(line, &next);
        if (!is_terminator(c) && !is_closer(c) && !bihe_char_is_space(c)) break;
        at = next;
    }
    return at;
}

/* Back over the quote or bracket that opens what starts at `at`. */
static size_t before_openers(bihe_view line, size_t at)
{
    while (at > 0) {
        size_t before = at;
        const int32_t c = bihe_utf8_prev(line, &before);
        if (c != 0x201C && c != 0x300A && c != 0x300C && c != 0xFF08 && c != 0x3010) break;
        at = before;
    }
    return at;
}

/* `中文。English.` and `English. 中文。`: the script changes once, after the end of a sentence. */
static bool by_script(bihe_view line, size_t part[2][2])
{
    size_t first_han = SIZE_MAX, last_han = 0;
    for (size_t i = 0; i < line.len;) {
        const size_t at = i;
        if (!bihe_char_is_han(bihe_utf8_next(line, &i))) continue;
        if (first_han == SIZE_MAX) first_han = at;
        last_han = i;
    }
    if (first_han == SIZE_MAX) return false;
    const size_t cuts[2] = {past_end_marks(line, last_han), before_openers(line, first_han)};
    for (int k = 0; k < 2; k++) {
        part[0][0] = 0;
        part[0][1] = part[1][0] = cuts[k];
        part[1][1] = line.len;
        if (bihe_ends_sentence(bihe_view_slice(line, 0, cuts[k])) &&
            bihe_ends_sentence(bihe_view_slice(line, cuts[k], line.len)) &&
            translate(line, part, COMPARABLE))
            return true;
    }
    return false;
}

bool bihe_mixed_line(bihe_view line, bihe_block_kind kind, size_t part[2][2])
{
    if (by_separator(line, part)) return true;
    if (kind == BIHE_BLOCK_HEADING) return by_bracket(line, part);
    return by_script(line, part);
}
