/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a document itself says of its words: how they are written elsewhere in it. A word seen in
 * small letters has its capital from a sentence start, one seen without a dot is no abbreviation,
 * one whose dot a sentence goes on after is one.
 */
#ifndef BIHE_ALIGN_NOTES_H
#define BIHE_ALIGN_NOTES_H

#include "model/words.h"

enum {
    BIHE_NOTED_SMALL = 1, /* in small letters */
    BIHE_NOTED_NAME = 2,  /* with a capital, after a word in small letters */
    BIHE_NOTED_BARE = 4,  /* without a dot after it */
    BIHE_NOTED_SHORT = 8, /* with a dot after it and a small letter or a comma after that */
};

/* Zero it but for the allocator first. */
typedef struct bihe_notes {
    bihe_allocator allocator;
    uint32_t *slots; /* fingerprint and, in the low bits, flags; 0: empty */
    size_t count, size;
} bihe_notes;

/* Takes note of the words in `text`. False when out of memory. Past a fixed number of words new
 * ones are left out. */
bool bihe_notes_add(bihe_notes *notes, bihe_view text);

/* Flags of a word; 0 when it was not seen. */
unsigned bihe_notes_find(const bihe_notes *notes, const bihe_folded *word);
void bihe_notes_clear(bihe_notes *notes);

#endif
