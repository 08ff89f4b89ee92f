/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside a corpus: the connection and what building needs at hand. store.c opens it and knows its
 * posts, put.c fills it.
 */
#ifndef BIHE_CORPUS_CORPUS_H
#define BIHE_CORPUS_CORPUS_H

#include "base/buffer.h"
#include "bihe/corpus.h"
#include "corpus/db.h"

/* The statements of building, prepared when first used. */
typedef enum bihe_store_query {
    BIHE_STORE_KNOWN,
    BIHE_STORE_PRESENT,
    BIHE_STORE_STATE,
    BIHE_STORE_MISSING,
    BIHE_STORE_POST,
    BIHE_STORE_FAILED,
    BIHE_STORE_META,
    BIHE_STORE_TAG,
    BIHE_STORE_SENTENCE,
    BIHE_STORE_BEAD,
    BIHE_STORE_TRIGRAMS,
    BIHE_STORE_GRAMS,
    BIHE_STORE_NO_TRIGRAMS,
    BIHE_STORE_NO_GRAMS,
    BIHE_STORE_NO_META,
    BIHE_STORE_NO_TAG,
    BIHE_STORE_NO_SENTENCE,
    BIHE_STORE_NO_BEAD,
    BIHE_STORE_QUERIES,
} bihe_store_query;

enum { BIHE_LANG_SIZE = 36 }; /* a language tag and NUL */

struct bihe_corpus {
    bihe_allocator allocator;
    char *path;
    bihe_db db;
    char lang[2][BIHE_LANG_SIZE]; /* "" while there are none */
    int64_t recipe;               /* row of the model and options in use; 0: none yet */
    bihe_query queries[BIHE_STORE_QUERIES];
    bihe_buffer scratch;
};

/* The statement, prepared. Borrowed. */
bihe_status bihe_store_prepare(bihe_corpus *corpus, bihe_store_query which, bihe_query **out,
                               bihe_error *err);

#endif
