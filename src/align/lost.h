/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ends of lines that were lost: a heading, a caption or an item of a list that ends without a mark
 * and has the next sentence glued to it. English shows such a place ("A new bridgeThe mayor …"),
 * Chinese does not; but where the English of a bead is parted, its words tell where the Chinese
 * is. What is found are joints in doubt, of which alignment decides.
 */
#ifndef BIHE_ALIGN_LOST_H
#define BIHE_ALIGN_LOST_H

#include "align/aligner.h"
#include "align/notes.h"

/* A place where a sentence may have to be parted. */
typedef struct bihe_lost {
    size_t sentence;
    size_t end, next; /* bytes of the sentence before it, and where the text goes on */
    double margin;    /* log-odds, below 0 */
} bihe_lost;

/* Places in order; zero it first, free items with bihe_mem_free. */
typedef struct bihe_lost_list {
    bihe_lost *items;
    size_t count, capacity;
} bihe_lost_list;

/* Appends the places of `side` where letters show that a line end was lost. `notes`: the words of
 * both sides' texts. Without a lexicon nothing is found. */
bihe_status bihe_lost_see(const bihe_model *model, const bihe_notes *notes[2],
                          const bihe_align_side sides[2], int side, bihe_lost_list *out,
                          const bihe_allocator *allocator, bihe_error *err);

/* Appends the places of the Chinese side where a first alignment says that the English sentences of
 * a bead part it, though no mark shows it. */
bihe_status bihe_lost_guess(const bihe_align_sources *sources, const bihe_options *options,
                            const bihe_align_side sides[2], bihe_lost_list *out,
                            const bihe_allocator *allocator, bihe_error *err);

#endif
