/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of a corpus, and how those of an older version become those of this one.
 */
#ifndef BIHE_CORPUS_SCHEMA_H
#define BIHE_CORPUS_SCHEMA_H

#include "corpus/db.h"

enum {
    BIHE_CORPUS_APPLICATION = 0x62696865, /* "bihe", SQLite's application_id */
    BIHE_CORPUS_VERSION = 4,              /* SQLite's user_version */
};

/* An index row stands for a sentence: post, side and number in 38, 1 and 24 bits. */
enum { BIHE_INDEX_SIDE = 24, BIHE_INDEX_POST = 25 };
#define BIHE_INDEX_ROW "(post << 25) + (side << 24) + seq"

/* Makes the tables of a new file where `create` is set, brings older ones up to date in one
 * transaction. BIHE_ERROR_INPUT for a database of another program or of a later version. */
bihe_status bihe_schema_prepare(const bihe_db *db, bool create, bihe_error *err);

#endif
