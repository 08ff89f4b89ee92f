/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite as the corpus uses it: a connection, statements with bound values, errors as ours. The
 * only module that turns SQLite's codes into statuses.
 *
 * Statements are prepared with values bound by number, never put together from values.
 */
#ifndef BIHE_CORPUS_DB_H
#define BIHE_CORPUS_DB_H

#include "base/memory.h"

#include <sqlite3.h>

typedef struct bihe_db {
    sqlite3 *handle;
    const char *path; /* borrowed; for messages */
} bihe_db;

typedef enum bihe_db_mode {
    BIHE_DB_READ,   /* must be there; written only where the schema must be brought up to date */
    BIHE_DB_CREATE, /* made where it is not there */
} bihe_db_mode;

/* A statement on its way. A bind that fails is remembered and reported by the next step. */
typedef struct bihe_query {
    sqlite3_stmt *stmt;
    int code; /* SQLITE_OK, or of the first bind that failed */
} bihe_query;

/* Opens the file; on failure there is nothing to close. */
bihe_status bihe_db_open(bihe_db *db, const char *path, bihe_db_mode mode, bihe_error *err);
void bihe_db_close(bihe_db *db);

/* The status of a failed call of SQLite's with its message. */
bihe_status bihe_db_fail(const bihe_db *db, int code, bihe_error *err);

/* Runs statements without values. */
bihe_status bihe_db_run(const bihe_db *db, const char *sql, bihe_error *err);

/* The only value of the only row of a statement; `otherwise` where there is no row. */
bihe_status bihe_db_number(const bihe_db *db, const char *sql, int64_t otherwise, int64_t *out,
                           bihe_error *err);

bihe_status bihe_query_new(bihe_query *query, const bihe_db *db, const char *sql, bihe_error *err);

/* A query that was never prepared (all zero) is ignored. */
void bihe_query_free(bihe_query *query);

/* Values, numbered from 1. Bytes must live until the query is reset. */
void bihe_query_int(bihe_query *query, int k, int64_t value);
void bihe_query_real(bihe_query *query, int k, double value);
void bihe_query_text(bihe_query *query, int k, bihe_view text); /* ptr NULL is SQL's NULL */
void bihe_query_blob(bihe_query *query, int k, const void *bytes, size_t len);

/* The next row; *row is false at the end, when the query is reset. */
bihe_status bihe_query_step(bihe_query *query, const bihe_db *db, bool *row, bihe_error *err);

/* Runs a statement that has no rows and resets it. */
bihe_status bihe_query_run(bihe_query *query, const bihe_db *db, bihe_error *err);

/* Gives up the rest of the rows. Values stay bound. */
void bihe_query_reset(bihe_query *query);

/* Columns of the row, numbered from 0. Bytes live until the next step or reset; NULL is
 * empty. */
int64_t bihe_query_get_int(const bihe_query *query, int k);
double bihe_query_get_real(const bihe_query *query, int k);
bihe_view bihe_query_get_text(const bihe_query *query, int k);
bihe_view bihe_query_get_blob(const bihe_query *query, int k);

#endif
