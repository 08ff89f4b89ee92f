/* SPDX-License-Identifier: Apache-2.0 */
/* One step of SQL a version; a corpus goes through those it has not been through. */
#include "corpus/schema.h"

#include "base/error.h"

/*
 * Numbers: post.state is bihe_post_state; side 0 is Chinese; lines count from 1, all else from 0.
 * A bead holds the sentences [first, first + count) of each side of its post; its keys are those of
 * its two texts when case, width, punctuation and space do not count (bihe_text_key), 0 for an
 * empty side; chars are code points; noise is a set of bihe_noise bits.
 */
static const char *const steps[BIHE_CORPUS_VERSION] = {
    "CREATE TABLE language (side INTEGER PRIMARY KEY, tag TEXT NOT NULL) STRICT;"
    "CREATE TABLE recipe ("
    "  id INTEGER PRIMARY KEY,"
    "  description TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE post ("
    "  id INTEGER PRIMARY KEY,"
    "  name TEXT NOT NULL UNIQUE,"
    "  digest BLOB NOT NULL,"
    "  recipe INTEGER NOT NULL REFERENCES recipe,"
    "  state INTEGER NOT NULL,"
    "  reason TEXT,"
    "  date TEXT,"
    "  url_key INTEGER,"
    "  layout TEXT NOT NULL DEFAULT '',"
    "  only_side INTEGER NOT NULL DEFAULT -1,"
    "  encoding TEXT NOT NULL DEFAULT '',"
    "  traditional INTEGER NOT NULL DEFAULT 0,"
    "  repaired INTEGER NOT NULL DEFAULT 0,"
    "  doubtful INTEGER NOT NULL DEFAULT 0,"
    "  lost INTEGER NOT NULL DEFAULT 0,"
    "  replaced INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX post_url ON post (url_key) WHERE url_key IS NOT NULL;"
    "CREATE INDEX post_digest ON post (digest);"
    "CREATE TABLE meta ("
    "  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,"
    "  seq INTEGER NOT NULL,"
    "  key TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  PRIMARY KEY (post, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE tag ("
    "  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,"
    "  tag TEXT NOT NULL,"
    "  PRIMARY KEY (post, tag)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE sentence ("
    "  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,"
    "  side INTEGER NOT NULL,"
    "  seq INTEGER NOT NULL,"
    "  passage INTEGER NOT NULL,"
    "  line_first INTEGER NOT NULL,"
    "  line_last INTEGER NOT NULL,"
    "  repaired INTEGER NOT NULL,"
    "  doubtful INTEGER NOT NULL,"
    "  key INTEGER NOT NULL,"
    "  text TEXT NOT NULL,"
    "  PRIMARY KEY (post, side, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE bead ("
    "  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,"
    "  seq INTEGER NOT NULL,"
    "  zh_first INTEGER NOT NULL,"
    "  zh_count INTEGER NOT NULL,"
    "  en_first INTEGER NOT NULL,"
    "  en_count INTEGER NOT NULL,"
    "  score REAL NOT NULL,"
    "  zh_key INTEGER NOT NULL,"
    "  en_key INTEGER NOT NULL,"
    "  zh_chars INTEGER NOT NULL,"
    "  en_chars INTEGER NOT NULL,"
    "  noise INTEGER NOT NULL,"
    "  PRIMARY KEY (post, seq)) STRICT, WITHOUT ROWID;",
    /* 2: concordance. Without the texts, which the sentences have, and without positions: what
     * the index finds is looked at. Few large merges make filling much faster. */
    "CREATE VIRTUAL TABLE sentence_trigram USING fts5"
    " (text, content = '', columnsize = 0, detail = none, tokenize = 'trigram');"
    "CREATE VIRTUAL TABLE sentence_gram USING fts5"
    " (text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');"
    "INSERT INTO sentence_trigram (sentence_trigram, rank) VALUES ('automerge', 8);"
    "INSERT INTO sentence_gram (sentence_gram, rank) VALUES ('automerge', 8);"
    "INSERT INTO sentence_trigram (rowid, text) SELECT " BIHE_INDEX_ROW ", text FROM sentence;"
    "INSERT INTO sentence_gram (rowid, text) SELECT " BIHE_INDEX_ROW ", bihe_grams(text)"
    " FROM sentence;",
    /* 3: ASCII marks are among the grams. What a transaction adds is sorted in memory, 8 MB of it
     * at once. */
    "DROP TABLE sentence_gram;"
    "CREATE VIRTUAL TABLE sentence_gram USING fts5"
    " (text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');"
    "INSERT INTO sentence_gram (sentence_gram, rank) VALUES ('automerge', 8);"
    "INSERT INTO sentence_gram (sentence_gram, rank) VALUES ('hashsize', 8388608);"
    "INSERT INTO sentence_trigram (sentence_trigram, rank) VALUES ('hashsize', 8388608);"
    "INSERT INTO sentence_gram (rowid, text) SELECT " BIHE_INDEX_ROW ", bihe_grams(text)"
    " FROM sentence;",
    /* 4: edits, of which the later of two counts, and the key of those a post was made with. Texts
     * are without white space; at -1 nobody knows. */
    "ALTER TABLE post ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE edit ("
    "  id INTEGER PRIMARY KEY,"
    "  post TEXT NOT NULL,"
    "  verdict INTEGER NOT NULL,"
    "  zh TEXT NOT NULL,"
    "  en TEXT NOT NULL,"
    "  zh_shown TEXT NOT NULL,"
    "  en_shown TEXT NOT NULL,"
    "  zh_at INTEGER NOT NULL,"
    "  en_at INTEGER NOT NULL,"
    "  UNIQUE (post, zh, en, zh_at, en_at)) STRICT;",
};

static bihe_status read_version(const bihe_db *db, int64_t *version, bihe_error *err)
{
    int64_t application, tables;
    bihe_status status = bihe_db_number(db, "PRAGMA application_id", 0, &application, err);
    if (status == BIHE_OK) status = bihe_db_number(db, "PRAGMA user_version", 0, version, err);
    if (status == BIHE_OK)
        status = bihe_db_number(db, "SELECT count(*) FROM sqlite_schema", 0, &tables, err);
    if (status != BIHE_OK) return status;
    const bool empty = application == 0 && *version == 0 && tables == 0;
    if (application != BIHE_CORPUS_APPLICATION && !empty)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, db->path, 0, 0,
                            "not a corpus: another program's database");
    if (*version < 0 || *version > BIHE_CORPUS_VERSION)
        return bihe_fail_at(
            err, BIHE_ERROR_INPUT, db->path, 0, 0,
            "made by a later version of bihe (corpus version %lld, this one knows %d)",
            (long long)*version, BIHE_CORPUS_VERSION);
    return BIHE_OK;
}

/* All steps after `version`, and the numbers in the file's head. */
static bihe_status run_steps(const bihe_db *db, int64_t version, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (int64_t k = version; k < BIHE_CORPUS_VERSION && status == BIHE_OK; k++)
        status = bihe_db_run(db, steps[k], err);
    /* pragmas take no bound values; these are our own constants */
    char *sql = sqlite3_mprintf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                BIHE_CORPUS_APPLICATION, BIHE_CORPUS_VERSION);
    if (sql == NULL) return bihe_fail_memory(err);
    if (status == BIHE_OK) status = bihe_db_run(db, sql, err);
    sqlite3_free(sql);
    return status;
}

static bihe_status update(const bihe_db *db, bihe_error *err)
{
    int64_t version;
    bihe_status status = bihe_db_run(db, "BEGIN IMMEDIATE", err);
    if (status != BIHE_OK) return status;
    /* another process may have been first */
    status = read_version(db, &version, err);
    if (status == BIHE_OK && version < BIHE_CORPUS_VERSION) status = run_steps(db, version, err);
    if (status == BIHE_OK) status = bihe_db_run(db, "COMMIT", err);
    if (status != BIHE_OK) (void)bihe_db_run(db, "ROLLBACK", NULL);
    return status;
}

bihe_status bihe_schema_prepare(const bihe_db *db, bool create, bihe_error *err)
{
    int64_t version;
    bihe_status status = read_version(db, &version, err);
    if (status != BIHE_OK || version == BIHE_CORPUS_VERSION) return status;
    if (version == 0 && !create)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, db->path, 0, 0, "not a corpus: empty");
    return update(db, err);
}
