/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document whose beads are known, for the training of the aligner's weights.
 */
#ifndef BIHE_ALIGN_TRAIN_GOLD_H
#define BIHE_ALIGN_TRAIN_GOLD_H

#include "align/aligner.h"
#include "base/buffer.h"
#include "bihe/train.h"

enum { BIHE_GOLD_LARGEST = 8 /* sentences a side of a bead */ };

/* Clear it also where reading failed. */
typedef struct bihe_gold {
    const bihe_allocator *allocator;
    bihe_buffer text[2]; /* what the sentences lie in */
    bihe_sentence *sentences[2];
    size_t count[2];
    bihe_bead_list beads; /* all, in order; 1-0 and 0-1 one by one */
} bihe_gold;

bihe_status bihe_gold_read(bihe_gold *gold, const bihe_train_gold *paths,
                           const bihe_allocator *allocator, bihe_error *err);
void bihe_gold_clear(bihe_gold *gold);

/* A copy from which some beads have lost a side, as translators and crawlers lose text. It borrows
 * the text of `gold`. */
bihe_status bihe_gold_thin(bihe_gold *thin, const bihe_gold *gold, uint32_t seed, bihe_error *err);

/* A copy in which some pairs have changed their English sides, so that none of them is a
 * translation and sentences that are none stand where one would be looked for. */
bihe_status bihe_gold_swap(bihe_gold *swapped, const bihe_gold *gold, uint32_t seed,
                           bihe_error *err);

#endif
