/* SPDX-License-Identifier: Apache-2.0 */
/* Thin calls over SQLite, each with an error of ours. */
#include "corpus/db.h"

#include "base/error.h"

#include <string.h>

/* How long a statement waits while another process writes, in milliseconds. */
enum { BUSY_TIMEOUT = 20000 };

static bihe_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM: return BIHE_ERROR_MEMORY;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* what is missing in a file that others made */
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return BIHE_ERROR_INPUT;
    case SQLITE_TOOBIG: return BIHE_ERROR_LIMIT;
    default: return BIHE_ERROR_IO;
    }
}

bihe_status bihe_db_fail(const bihe_db *db, int code, bihe_error *err)
{
    const bihe_status status = status_of(code);
    const char *message = db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    switch (code & 0xff) {
    case SQLITE_NOMEM: return bihe_fail_memory(err);
    case SQLITE_NOTADB:
        return bihe_fail_at(err, status, db->path, 0, 0, "not a corpus: no SQLite database");
    case SQLITE_CORRUPT:
        return bihe_fail_at(err, status, db->path, 0, 0, "damaged corpus: %s", message);
    case SQLITE_CANTOPEN:
        if (db->handle != NULL && sqlite3_system_errno(db->handle) != 0)
            return bihe_fail_errno(err, db->path, sqlite3_system_errno(db->handle), "cannot open");
        return bihe_fail_at(err, status, db->path, 0, 0, "%s", message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return bihe_fail_at(err, status, db->path, 0, 0, "another process is writing");
    default: return bihe_fail_at(err, status, db->path, 0, 0, "%s", message);
    }
}

bihe_status bihe_db_open(bihe_db *db, const char *path, bihe_db_mode mode, bihe_error *err)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                      (mode == BIHE_DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    *db = (bihe_db){NULL, path};
    /* a name is a file's, also one that SQLite would take for a URI or a database in memory */
    char *name = sqlite3_mprintf(path[0] == '/' ? "%s" : "./%s", path);
    if (name == NULL) return bihe_fail_memory(err);
    const int code = sqlite3_open_v2(name, &db->handle, flags, NULL);
    sqlite3_free(name);
    if (code != SQLITE_OK) {
        const bihe_status status = bihe_db_fail(db, code, err);
        bihe_db_close(db);
        return status;
    }
    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT);
    return BIHE_OK;
}

void bihe_db_close(bihe_db *db)
{
    (void)sqlite3_close(db->handle);
    db->handle = NULL;
}

bihe_status bihe_db_run(const bihe_db *db, const char *sql, bihe_error *err)
{
    const int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? BIHE_OK : bihe_db_fail(db, code, err);
}

bihe_status bihe_db_number(const bihe_db *db, const char *sql, int64_t otherwise, int64_t *out,
                           bihe_error *err)
{
    bihe_query query;
    bool row = false;
    *out = otherwise;
    bihe_status status = bihe_query_new(&query, db, sql, err);
    if (status == BIHE_OK) status = bihe_query_step(&query, db, &row, err);
    if (status == BIHE_OK && row) *out = bihe_query_get_int(&query, 0);
    bihe_query_free(&query);
    return status;
}

bihe_status bihe_query_new(bihe_query *query, const bihe_db *db, const char *sql, bihe_error *err)
{
    *query = (bihe_query){NULL, SQLITE_OK};
    const int code = sqlite3_prepare_v2(db->handle, sql, -1, &query->stmt, NULL);
    return code == SQLITE_OK ? BIHE_OK : bihe_db_fail(db, code, err);
}

void bihe_query_free(bihe_query *query)
{
    (void)sqlite3_finalize(query->stmt);
    query->stmt = NULL;
}

static void note(bihe_query *query, int code)
{
    if (query->code == SQLITE_OK) query->code = code;
}

void bihe_query_int(bihe_query *query, int k, int64_t value)
{
    note(query, sqlite3_bind_int64(query->stmt, k, value));
}

void bihe_query_real(bihe_query *query, int k, double value)
{
    note(query, sqlite3_bind_double(query->stmt, k, value));
}

void bihe_query_text(bihe_query *query, int k, bihe_view text)
{
    note(query,
         sqlite3_bind_text64(query->stmt, k, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void bihe_query_blob(bihe_query *query, int k, const void *bytes, size_t len)
{
    note(query, sqlite3_bind_blob64(query->stmt, k, bytes, len, SQLITE_STATIC));
}

bihe_status bihe_query_step(bihe_query *query, const bihe_db *db, bool *row, bihe_error *err)
{
    const int bound = query->code;
    query->code = SQLITE_OK;
    const int code = bound == SQLITE_OK ? sqlite3_step(query->stmt) : bound;
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) return BIHE_OK;
    const bihe_status status = code == SQLITE_DONE ? BIHE_OK : bihe_db_fail(db, code, err);
    bihe_query_reset(query);
    return status;
}

bihe_status bihe_query_run(bihe_query *query, const bihe_db *db, bihe_error *err)
{
    bool row;
    const bihe_status status = bihe_query_step(query, db, &row, err);
    if (row) bihe_query_reset(query);
    return status;
}

void bihe_query_reset(bihe_query *query)
{
    /* its code is that of the last step, which was reported then */
    (void)sqlite3_reset(query->stmt);
}

int64_t bihe_query_get_int(const bihe_query *query, int k)
{
    return sqlite3_column_int64(query->stmt, k);
}

double bihe_query_get_real(const bihe_query *query, int k)
{
    return sqlite3_column_double(query->stmt, k);
}

bihe_view bihe_query_get_text(const bihe_query *query, int k)
{
    /* the text first: its length is that of the converted value */
    const unsigned char *text = sqlite3_column_text(query->stmt, k);
    return (bihe_view){(const char *)text, (size_t)sqlite3_column_bytes(query->stmt, k)};
}

bihe_view bihe_query_get_blob(const bihe_query *query, int k)
{
    const char *bytes = sqlite3_column_blob(query->stmt, k);
    return (bihe_view){bytes, (size_t)sqlite3_column_bytes(query->stmt, k)};
}
