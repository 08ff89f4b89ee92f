/* SPDX-License-Identifier: Apache-2.0 */
/* Finds translator's notes and credits by the words that they begin with. Notes of an editor are
 * not among them: those belong to the original and are translated. */
#include "post/remark.h"

#include "post/markup.h"
#include "post/post.h"
#include "text/utf8.h"

/* Brackets in brackets that are kept count of; deeper ones hold no notes. */
enum { DEEPEST = 16 };

/* Bytes of the name of a group of translators. */
enum { LONGEST_GROUP = 16 };

static const char *const words[] = {
    "译者注",
    "译者按",
    "译者补充",
    "译注",
    "校者注",
    "校对注",
    "譯者註",
    "譯者注",
    "譯者按",
    "譯註",
    "translator's note",
    "translator\xE2\x80\x99s note",
    "translators' note",
    "note from the translator",
};

/* Whether one of the words stands at `at`, and is not the start of a longer one. */
static bool word_at(bihe_view text, size_t at)
{
    const unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0xE8 && c != 't' && c != 'T' && c != 'n' && c != 'N' && c != 0xE6) return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        const bihe_view word = bihe_view_of(words[k]);
        size_t end = at + word.len;
        if (text.len - at < word.len ||
            !bihe_markup_same_name(bihe_view_slice(text, at, end), word))
            continue;
        return end == text.len || !bihe_char_is_han(bihe_utf8_next(text, &end));
    }
    return false;
}

static bool is_opener(int32_t c)
{
    return c == '(' || c == '[' || c == 0xFF08 || c == 0x3010 || c == 0x3014 || c == 0xFF3B;
}

static bool is_closer(int32_t c)
{
    return c == ')' || c == ']' || c == 0xFF09 || c == 0x3011 || c == 0x3015 || c == 0xFF3D;
}

static bool is_separator(int32_t c)
{
    return c == ',' || c == ';' || c == 0xFF0C || c == 0xFF1B || c == 0x3001 || c == 0x3002 ||
           c == 0xFF1A;
}

/* Past the bracket that closes what is open at `at`, *inner being where it starts; 0 where nothing
 * does. */
static size_t closed(bihe_view text, size_t at, size_t *inner)
{
    for (size_t depth = 0; at < text.len;) {
        const size_t start = at;
        const int32_t c = bihe_utf8_next(text, &at);
        if (is_opener(c)) depth++;
        if (!is_closer(c)) continue;
        *inner = start;
        if (depth == 0) return at;
        depth--;
    }
    return 0;
}

/* Looks back from a word, and the name of a group of translators before it ("LCTT 译注"), to what
 * stands before it: `start` is that sign's, which is returned. */
static int32_t sign_before(bihe_view text, size_t at, size_t *start)
{
    const size_t word = at;
    while (at > 0 && word - at <= LONGEST_GROUP) {
        const int32_t c = bihe_utf8_prev(text, &at);
        *start = at;
        if (!bihe_char_is_space(c) && !bihe_char_is_latin(c)) return c;
    }
    return 0;
}

bool bihe_remark_next(bihe_view text, size_t from, bihe_remark *remark)
{
    size_t depth = 0;
    for (size_t at = from; at < text.len;) {
        const size_t here = at;
        if (depth > 0 && depth <= DEEPEST && word_at(text, here)) {
            size_t start = here, inner = 0;
            const int32_t sign = sign_before(text, here, &start);
            const size_t end = closed(text, here, &inner);
            if (end == 0) return false; /* nothing more closes: looking on would cost its square */
            if (start >= from && (is_opener(sign) || is_separator(sign))) {
                const bool whole = is_opener(sign);
                *remark = (bihe_remark){start, whole ? start : here, whole ? end : inner};
                return true;
            }
        }
        const int32_t c = bihe_utf8_next(text, &at);
        depth += is_opener(c);
        depth -= is_closer(c) && depth > 0;
    }
    return false;
}

bool bihe_remark_is_whole(bihe_view text)
{
    bihe_remark remark;
    text = bihe_utf8_trim(text);
    if (bihe_remark_next(text, 0, &remark) && remark.start == 0) return remark.end == text.len;
    for (size_t at = 0; at < text.len;) {
        if (word_at(text, at)) return true;
        const int32_t c = bihe_utf8_next(text, &at);
        if (!bihe_char_is_space(c) && c != '*' && c != 0x203B) return false;
    }
    return false;
}

/* --- credits ------------------------------------------------------------------------------ */

/* A label is no longer than this, in bytes. */
enum { LONGEST_LABEL = 24 };

static bool names_translator(bihe_view label)
{
    static const char *const labels[] = {"译者", "翻译", "译",   "校对",       "校",
                                         "审校", "譯者", "翻譯", "校對",       "初译",
                                         "译文", "选题", "編譯", "translator", "proofreader"};
    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
        if (bihe_markup_same_name(label, bihe_view_of(labels[k]))) return true;
    }
    return false;
}

/* What stands before the first colon of a line; empty where none is near. */
static bihe_view label_of(bihe_view line)
{
    for (size_t at = 0; at < line.len && at <= LONGEST_LABEL;) {
        const size_t here = at;
        const int32_t c = bihe_utf8_next(line, &at);
        if (c == ':' || c == 0xFF1A) return bihe_utf8_trim(bihe_view_slice(line, 0, here));
    }
    return (bihe_view){NULL, 0};
}

/* A claim of who is at work on a text is no longer than this, in bytes. */
enum { LONGEST_CLAIM = 48 };

/* "translating---name", "[name translating...]": what translators leave at the top of an original.
 */
static bool is_claim(bihe_view text)
{
    static const char *const marks[] = {"--", "...", "!", "["};
    text = bihe_utf8_trim(text);
    if (text.len > LONGEST_CLAIM || bihe_markup_find(text, BIHE_VIEW("ranslating")) == SIZE_MAX)
        return false;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (bihe_markup_find(text, bihe_view_of(marks[k])) != SIZE_MAX) return true;
    }
    return false;
}

bool bihe_remark_is_credit(bihe_view text)
{
    bool translator = false;
    if (is_claim(text)) return true;
    for (size_t start = 0; start < text.len;) {
        size_t end = start;
        while (end < text.len && text.ptr[end] != BIHE_SOFT_BREAK &&
               text.ptr[end] != BIHE_HARD_BREAK)
            end++;
        const bihe_view line = bihe_utf8_trim(bihe_view_slice(text, start, end));
        const bihe_view label = label_of(line);
        if (line.len > 0 && label.len == 0) return false;
        translator = translator || names_translator(label);
        start = end + 1;
    }
    return translator;
}
