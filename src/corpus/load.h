/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bead of the corpus as a unit.
 */
#ifndef BIHE_CORPUS_LOAD_H
#define BIHE_CORPUS_LOAD_H

#include "base/arena.h"
#include "corpus/corpus.h"

/* What the units of a post share is read when the post begins. */
typedef struct bihe_loader {
    bihe_corpus *corpus;
    bihe_query post, meta, bead, sentences;
    bihe_arena arena; /* name and metadata of the post */
    int64_t id;       /* of the post; -1: none yet */
    bihe_view name;
    bool traditional;
    bihe_meta *entries; /* with room for one more, the caller's */
    size_t entry_count;
    bihe_buffer text[2];
} bihe_loader;

/* On failure the loader must still be cleared. */
bihe_status bihe_loader_init(bihe_loader *loader, bihe_corpus *corpus, bihe_error *err);
void bihe_loader_clear(bihe_loader *loader);

/* Makes a unit of bead `seq` of post `id`. What it holds lives until the next call. */
bihe_status bihe_loader_read(bihe_loader *loader, int64_t id, int64_t seq, bihe_unit *unit,
                             bihe_error *err);

#endif
