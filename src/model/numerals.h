/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in words of either language as digits: 二十一 and twenty-one are 21, 1.5亿 and 150
 * million are 150000000. Months are numbers too: 5月 and May are "5月".
 */
#ifndef BIHE_MODEL_NUMERALS_H
#define BIHE_MODEL_NUMERALS_H

#include "base/buffer.h"

#include <stdint.h>

/* Whether a character is a Chinese digit or unit (Simplified). */
bool bihe_numeral_is(int32_t c);

/* The value of `count` Chinese numerals; false where they are none written as one is: 千万, 三四.
 */
bool bihe_numeral_value(const int32_t *chars, size_t count, uint64_t *value);

/* Zeros that a Chinese unit adds to the digits before it: 4 for 万; 0 where it is no unit. */
int bihe_numeral_zeros(int32_t c);

/* What an English word is in a number. */
typedef enum bihe_number_part {
    BIHE_NUMBER_NONE,
    BIHE_NUMBER_UNIT,    /* one .. nineteen, twenty .. ninety */
    BIHE_NUMBER_ORDINAL, /* eleventh ..: ends a number */
    BIHE_NUMBER_SCALE,   /* hundred: `value` is the number of zeros */
    BIHE_NUMBER_PERCENT,
    BIHE_NUMBER_MONTH, /* January .. */
    BIHE_NUMBER_MAYBE, /* a month only beside a number: May, March, Jan */
} bihe_number_part;

typedef struct bihe_number_word {
    bihe_number_part part;
    uint32_t value;
} bihe_number_word;

/* `word` in lower case. */
bihe_number_word bihe_number_word_find(bihe_view word);

/* Appends the digits `number` ("1.5", at most one point) with the point moved `zeros` places to the
 * right and what is then superfluous left out: "1.5" by 8 is "150000000". A number of more than 32
 * bytes is appended as it is. `number` may lie in `out`. */
void bihe_number_append_scaled(bihe_buffer *out, bihe_view number, int zeros);

#endif
