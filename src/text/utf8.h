/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 text over ICU's macros and character properties. Positions are byte offsets. Functions that
 * take a view expect valid UTF-8 unless they say otherwise; bad bytes read as U+FFFD, one at a
 * time.
 */
#ifndef BIHE_TEXT_UTF8_H
#define BIHE_TEXT_UTF8_H

#include "base/buffer.h"

enum { BIHE_REPLACEMENT = 0xFFFD };

/* The code point at *pos, which moves past it. *pos must be < text.len. */
int32_t bihe_utf8_next(bihe_view text, size_t *pos);

/* The code point that ends at *pos, which moves before it. *pos must be > 0. */
int32_t bihe_utf8_prev(bihe_view text, size_t *pos);

/* Appends one code point; surrogates and values beyond U+10FFFF append U+FFFD. */
void bihe_utf8_append(bihe_buffer *out, int32_t c);

/* Offset of the first byte that is not valid UTF-8; text.len when all of it is. */
size_t bihe_utf8_valid_prefix(bihe_view text);

/* Bytes of the bad sequence at the start of `text`: what is there of one character (the maximal
 * subpart of the Unicode standard, 3.9), else one byte. */
size_t bihe_utf8_bad_length(bihe_view text);

/* Appends `text` with every bad sequence replaced by U+FFFD; returns how many there were. */
size_t bihe_utf8_append_valid(bihe_buffer *out, bihe_view text);

/* Code points. */
size_t bihe_utf8_count(bihe_view text);

/* Without Unicode white space (U+3000 too) and zero-width marks U+200B, U+FEFF at both ends. */
bihe_view bihe_utf8_trim(bihe_view text);

/* NFC of `text`, appended; unchanged text is appended byte for byte without a second pass. */
bihe_status bihe_utf8_append_nfc(bihe_buffer *out, bihe_view text, bihe_error *err);

bool bihe_char_is_space(int32_t c);  /* Unicode White_Space */
bool bihe_char_is_han(int32_t c);    /* script Han, ideographs only */
bool bihe_char_is_latin(int32_t c);  /* letters of the script Latin, half width */
bool bihe_char_is_letter(int32_t c); /* any letter */
bool bihe_char_is_digit(int32_t c);  /* decimal digits of any script */
bool bihe_char_is_upper(int32_t c);
bool bihe_char_is_lower(int32_t c);
bool bihe_char_is_punct(int32_t c); /* general category P* */

/* Han, kana, hangul, CJK punctuation, full-width forms: no space is written beside it. */
bool bihe_char_is_wide(int32_t c);

/* Whether two texts put one after the other need a space between them: not between Chinese
 * characters, not beside Chinese punctuation, not beside space, not where one is empty. */
bool bihe_joint_needs_space(bihe_view before, bihe_view after);

/* How much of a text is in which script. Code points. */
typedef struct bihe_script_counts {
    size_t han, latin, other; /* letters: Han, Latin, any other script */
} bihe_script_counts;

/* Adds the letters of `text`. */
void bihe_script_count(bihe_view text, bihe_script_counts *counts);

/* Convenience for literals. */
#define BIHE_VIEW(literal) ((bihe_view){(literal), sizeof(literal) - 1})
bihe_view bihe_view_of(const char *text); /* NUL-terminated; NULL gives the empty view */
bool bihe_view_equal(bihe_view a, bihe_view b);
bool bihe_view_is(bihe_view a, const char *text);

/* As strcmp(text, view). Inline: words of a sorted list mostly differ in their first letters. */
static inline int bihe_view_order(const char *text, bihe_view view)
{
    for (size_t i = 0; i < view.len; i++) {
        if (text[i] != view.ptr[i]) return (unsigned char)text[i] - (unsigned char)view.ptr[i];
        if (text[i] == '\0') return -1; /* the view goes on behind a zero */
    }
    return text[view.len] != '\0';
}
bihe_view bihe_view_slice(bihe_view text, size_t start, size_t end);

#endif
