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
#include "base/key_table.h"

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

bihe_status bihe_lost_add(bihe_lost_list *list, const bihe_lost *place,
                          const bihe_allocator *allocator, bihe_error *err);

/* What a document says of how its text was written. Zero it but for the allocator of `runs`. */
typedef struct bihe_lost_text {
    bihe_key_table runs; /* letters with a capital inside, addresses */
    uint32_t *times;     /* by run */
    size_t times_capacity;
    size_t stops[2]; /* stops before a capital: with space between, without */
} bihe_lost_text;

/* Reads a passage of either side. False when out of memory. */
bool bihe_lost_text_add(bihe_lost_text *text, bihe_view passage);
void bihe_lost_text_clear(bihe_lost_text *text);

/* Whether spaces behind stops are missing, as line ends then may be. */
bool bihe_lost_text_is_glued(const bihe_lost_text *text);

/* What the search works with; all borrowed. */
typedef struct bihe_lost_input {
    const bihe_align_sources *sources;
    const bihe_options *options;
    const bihe_lost_text *text;
    const bihe_notes *notes; /* the words of the English side */
    const bihe_allocator *allocator;
} bihe_lost_input;

/* Appends the places of the English sentences where letters show that a line end was lost; none
 * where the document has its spaces. Without a lexicon nothing is found. */
bihe_status bihe_lost_see(const bihe_lost_input *input, const bihe_align_side *sentences,
                          bihe_lost_list *out, bihe_error *err);

/* Sentences of both sides. */
typedef struct bihe_lost_window {
    size_t first[2], count[2];
} bihe_lost_window;

/* Windows in order, apart from each other; zero it first, free items with bihe_mem_free. */
typedef struct bihe_lost_windows {
    bihe_lost_window *items;
    size_t count, capacity;
} bihe_lost_windows;

/* Appends the places of the Chinese side where a first alignment says that the English sentences of
 * a bead part it, though no mark shows it; and to `again` the surroundings of these places, where
 * more may be found once they are parted. */
bihe_status bihe_lost_guess(const bihe_lost_input *input, const bihe_align_side sides[2],
                            bihe_lost_list *out, bihe_lost_windows *again, bihe_error *err);

#endif
