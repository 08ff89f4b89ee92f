/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts of keeping a post that merging needs too.
 */
#ifndef BIHE_CORPUS_PUT_H
#define BIHE_CORPUS_PUT_H

#include "corpus/corpus.h"

/* Takes away what was kept below the post's row; the index first, which is made of sentences. */
bihe_status bihe_put_clear(bihe_corpus *corpus, int64_t id, bihe_error *err);

/* Adds the post's sentences to the index. */
bihe_status bihe_put_index(bihe_corpus *corpus, int64_t id, bihe_error *err);

#endif
