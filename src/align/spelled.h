/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chinese words as English spells names: 清扬 is Qingyang.
 */
#ifndef BIHE_ALIGN_SPELLED_H
#define BIHE_ALIGN_SPELLED_H

#include "model/lexicon.h"

enum {
    BIHE_SPELLED_CHARACTERS = 4, /* of a word; longer ones are no names */
    BIHE_SPELLED_MOST = 16,      /* spellings of a word, as characters have several readings */
};

typedef struct bihe_spelling {
    char text[BIHE_SPELLED_CHARACTERS * BIHE_LEXICON_SYLLABLE];
    size_t len;
} bihe_spelling;

/* The pinyin of a word of Han characters without tones, small letters; returns how many there are,
 * 0 for a word that has none or is too long. */
size_t bihe_spelled(const bihe_lexicon *lexicon, bihe_view word,
                    bihe_spelling out[BIHE_SPELLED_MOST]);

#endif
