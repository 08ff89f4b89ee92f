/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes a pair of texts doubtful as a translation unit, by names that corpus builders know.
 * The rules need no model and look at one unit at a time. bihe_corpus_filter names the bits.
 */
#ifndef BIHE_CORPUS_NOISE_H
#define BIHE_CORPUS_NOISE_H

#include "base/buffer.h"

/* Bits; in the order in which a unit is counted where several hold. */
typedef enum bihe_noise {
    BIHE_NOISE_IDENTICAL = 1, /* the sides are the same but for case, width, punctuation, space */
    BIHE_NOISE_SCRIPT =
        2, /* Chinese without Han or mostly English, English without Latin or much Han */
    BIHE_NOISE_LANGUAGE = 4,  /* the script is right, the language is another */
    BIHE_NOISE_LONG = 8,      /* more than 1000 Chinese or 3000 English characters */
    BIHE_NOISE_LETTERS = 16,  /* fewer than a quarter of a side's characters are letters */
    BIHE_NOISE_REPEATED = 32, /* most of a side is a piece said four times or more on end */
    BIHE_NOISE_RATIO = 64,    /* lengths that are far apart; a matter of options, never stored */
} bihe_noise;

/* The bits that hold for a unit, given its texts (Chinese, English) and their keys. A unit with an
 * empty side is judged by the other alone. */
unsigned bihe_noise_of(const bihe_view text[2], const int64_t key[2]);

#endif
