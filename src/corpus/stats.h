/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of figures in memory, for what must see all of it before it writes.
 */
#ifndef BIHE_CORPUS_STATS_H
#define BIHE_CORPUS_STATS_H

#include "base/arena.h"
#include "bihe/corpus.h"

typedef struct bihe_figures {
    bihe_figure *rows; /* texts in the arena */
    size_t count, capacity;
    bool failed; /* out of memory */
    bihe_arena arena;
} bihe_figures;

void bihe_figures_init(bihe_figures *figures, const bihe_allocator *allocator);
void bihe_figures_clear(bihe_figures *figures);

/* Reads the k-th table. */
bihe_status bihe_figures_read(bihe_figures *figures, bihe_corpus *corpus, size_t k,
                              bihe_error *err);

#endif
