/* SPDX-License-Identifier: Apache-2.0 */
/* Opens a corpus, knows which posts it holds and how they were made, keeps batches whole. */
#include "corpus/corpus.h"

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "corpus/grams.h"
#include "corpus/schema.h"
#include "model/context.h"
#include "model/fingerprint.h"
#include "options.h"
#include "text/utf8.h"

#include <string.h>

/* Nothing in a file is run as a program, and damage is noticed early. Pages and sorting may take
 * this many KiB before they go to a file. */
static const char settings[] = "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA cache_size = -32000;";

/* With this journal others read while a build writes; where the file system cannot do it, SQLite
 * keeps its older one, which is as safe. */
static const char build_settings[] = "PRAGMA journal_mode = WAL;"
                                     "PRAGMA synchronous = NORMAL;"
                                     "CREATE TEMP TABLE present (name TEXT PRIMARY KEY)"
                                     " WITHOUT ROWID;";

static const char *const sql[BIHE_STORE_QUERIES] = {
    [BIHE_STORE_KNOWN] = "SELECT state, recipe, digest, edits FROM post WHERE name = ?1",
    [BIHE_STORE_PRESENT] = "INSERT INTO temp.present VALUES (?1) ON CONFLICT DO NOTHING",
    [BIHE_STORE_STATE] = "UPDATE post SET state = ?2 WHERE name = ?1",
    [BIHE_STORE_MISSING] = "UPDATE post SET state = ?3 WHERE name >= ?1 AND name < ?2"
                           " AND state <> ?3 AND name NOT IN (SELECT name FROM temp.present)",
    [BIHE_STORE_POST] =
        "INSERT INTO post (name, digest, recipe, state, date, url_key, layout, only_side, encoding,"
        " traditional, repaired, doubtful, lost, replaced, edits)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        " ON CONFLICT (name) DO UPDATE SET digest = ?2, recipe = ?3, state = ?4, reason = NULL,"
        " date = ?5, url_key = ?6, layout = ?7, only_side = ?8, encoding = ?9, traditional = ?10,"
        " repaired = ?11, doubtful = ?12, lost = ?13, replaced = ?14, edits = ?15 RETURNING id",
    [BIHE_STORE_FAILED] =
        "INSERT INTO post (name, digest, recipe, state, reason) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (name) DO UPDATE SET digest = ?2, recipe = ?3, state = ?4, reason = ?5,"
        " date = NULL, url_key = NULL, layout = '', only_side = -1, encoding = '', traditional = 0,"
        " repaired = 0, doubtful = 0, lost = 0, replaced = 0 RETURNING id",
    [BIHE_STORE_META] = "INSERT INTO meta VALUES (?1, ?2, ?3, ?4)",
    [BIHE_STORE_TAG] = "INSERT INTO tag VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    [BIHE_STORE_SENTENCE] = "INSERT INTO sentence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [BIHE_STORE_BEAD] =
        "INSERT INTO bead VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [BIHE_STORE_TRIGRAMS] = "INSERT INTO sentence_trigram (rowid, text)"
                            " SELECT " BIHE_INDEX_ROW ", text FROM sentence WHERE post = ?1",
    [BIHE_STORE_GRAMS] = "INSERT INTO sentence_gram (rowid, text)"
                         " SELECT " BIHE_INDEX_ROW ", bihe_grams(text) FROM sentence"
                         " WHERE post = ?1",
    [BIHE_STORE_NO_TRIGRAMS] = "INSERT INTO sentence_trigram (sentence_trigram, rowid, text)"
                               " SELECT 'delete', " BIHE_INDEX_ROW ", text FROM sentence"
                               " WHERE post = ?1",
    [BIHE_STORE_NO_GRAMS] = "INSERT INTO sentence_gram (sentence_gram, rowid, text)"
                            " SELECT 'delete', " BIHE_INDEX_ROW ", bihe_grams(text) FROM sentence"
                            " WHERE post = ?1",
    [BIHE_STORE_NO_META] = "DELETE FROM meta WHERE post = ?1",
    [BIHE_STORE_NO_TAG] = "DELETE FROM tag WHERE post = ?1",
    [BIHE_STORE_NO_SENTENCE] = "DELETE FROM sentence WHERE post = ?1",
    [BIHE_STORE_NO_BEAD] = "DELETE FROM bead WHERE post = ?1",
};

bihe_status bihe_store_prepare(bihe_corpus *corpus, bihe_store_query which, bihe_query **out,
                               bihe_error *err)
{
    *out = &corpus->queries[which];
    return (*out)->stmt != NULL ? BIHE_OK : bihe_query_new(*out, &corpus->db, sql[which], err);
}

/* --- opening ----------------------------------------------------------------------------- */

static bihe_status read_languages(bihe_corpus *corpus, bihe_error *err)
{
    bihe_query query;
    bool row = false;
    bihe_status status = bihe_query_new(&query, &corpus->db,
                                        "SELECT side, tag FROM language WHERE side IN (0, 1)", err);
    if (status == BIHE_OK) status = bihe_query_step(&query, &corpus->db, &row, err);
    while (status == BIHE_OK && row) {
        const bihe_view tag = bihe_query_get_text(&query, 1);
        char *lang = corpus->lang[bihe_query_get_int(&query, 0)];
        const size_t len = tag.len < BIHE_LANG_SIZE ? tag.len : BIHE_LANG_SIZE - 1;
        if (len > 0) memcpy(lang, tag.ptr, len);
        lang[len] = '\0';
        status = bihe_query_step(&query, &corpus->db, &row, err);
    }
    bihe_query_free(&query);
    return status;
}

static bihe_status open_file(bihe_corpus *corpus, bihe_corpus_mode mode, bihe_error *err)
{
    const bool build = mode == BIHE_CORPUS_BUILD;
    bihe_status status =
        bihe_db_open(&corpus->db, corpus->path, build ? BIHE_DB_CREATE : BIHE_DB_READ, err);
    if (status == BIHE_OK) status = bihe_db_run(&corpus->db, settings, err);
    if (status == BIHE_OK) status = bihe_grams_register(&corpus->db, err);
    if (status == BIHE_OK) status = bihe_schema_prepare(&corpus->db, build, err);
    if (status == BIHE_OK && build) status = bihe_db_run(&corpus->db, build_settings, err);
    return status == BIHE_OK ? read_languages(corpus, err) : status;
}

bihe_status bihe_corpus_open(bihe_corpus **out, const char *path, bihe_corpus_mode mode,
                             const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    const bihe_allocator a = allocator != NULL ? *allocator : bihe_allocator_default();
    const size_t size = strlen(path) + 1;
    bihe_corpus *corpus = bihe_mem_new0(&a, 1, sizeof *corpus);
    if (corpus == NULL) return bihe_fail_memory(err);
    corpus->allocator = a;
    bihe_buffer_init(&corpus->scratch, &a);
    corpus->path = bihe_mem_new(&a, size, 1);
    bihe_status status = corpus->path == NULL ? bihe_fail_memory(err) : BIHE_OK;
    if (status == BIHE_OK) {
        memcpy(corpus->path, path, size);
        status = open_file(corpus, mode, err);
    }
    if (status != BIHE_OK)
        bihe_corpus_close(corpus);
    else
        *out = corpus;
    return status;
}

void bihe_corpus_close(bihe_corpus *corpus)
{
    if (corpus == NULL) return;
    for (size_t k = 0; k < BIHE_STORE_QUERIES; k++)
        bihe_query_free(&corpus->queries[k]);
    bihe_db_close(&corpus->db);
    bihe_buffer_clear(&corpus->scratch);
    const bihe_allocator allocator = corpus->allocator;
    bihe_mem_free(&allocator, corpus->path);
    bihe_mem_free(&allocator, corpus);
}

const char *bihe_corpus_lang(const bihe_corpus *corpus, int side)
{
    return corpus->lang[side];
}

/* --- digests ----------------------------------------------------------------------------- */

bihe_status bihe_digest_files(const bihe_context *context, const char *const *paths, size_t count,
                              bihe_digest *out, bihe_error *err)
{
    unsigned char bytes[BIHE_HASH_SIZE];
    bihe_status status = BIHE_OK;
    bihe_buffer file;
    bihe_hash hash;
    bihe_hash_init(&hash);
    bihe_buffer_init(&file, &context->allocator);
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        file.len = 0;
        status = bihe_file_read(paths[i], context->options.max_bytes, &file, err);
        const uint64_t len = file.len;
        /* of several files the lengths too, so that no byte moves from one to the next unseen */
        if (count > 1) bihe_hash_add(&hash, &len, sizeof len);
        bihe_hash_add(&hash, file.ptr, file.len);
    }
    bihe_buffer_clear(&file);
    bihe_hash_finish(&hash, bytes);
    memcpy(out->bytes, bytes, sizeof out->bytes);
    return status;
}

size_t bihe_digest_part(const bihe_digest *digest, size_t count)
{
    uint64_t number = 0;
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | digest->bytes[i];
    return (size_t)(number % count);
}

/* --- how posts are made ------------------------------------------------------------------ */

static bihe_status keep_languages(bihe_corpus *corpus, const bihe_model *model, bihe_error *err)
{
    bihe_query query;
    bihe_status status =
        bihe_query_new(&query, &corpus->db, "INSERT OR REPLACE INTO language VALUES (?1, ?2)", err);
    for (int side = 0; side < 2 && status == BIHE_OK; side++) {
        bihe_query_int(&query, 1, side);
        bihe_query_text(&query, 2, bihe_view_of(bihe_model_lang(model, side)));
        status = bihe_query_run(&query, &corpus->db, err);
    }
    bihe_query_free(&query);
    return status == BIHE_OK ? read_languages(corpus, err) : status;
}

static bihe_status check_languages(bihe_corpus *corpus, const bihe_model *model, bihe_error *err)
{
    if (corpus->lang[0][0] == '\0') return keep_languages(corpus, model, err);
    for (int side = 0; side < 2; side++) {
        if (strcmp(corpus->lang[side], bihe_model_lang(model, side)) != 0)
            return bihe_fail_at(err, BIHE_ERROR_MODEL, corpus->path, 0, 0,
                                "this corpus is of %s and %s, the model of %s and %s",
                                corpus->lang[0], corpus->lang[1], bihe_model_lang(model, 0),
                                bihe_model_lang(model, 1));
    }
    return BIHE_OK;
}

/* " NAME=" and the first half of the hash. */
static void append_hash(bihe_buffer *out, const char *name, bihe_hash *hash)
{
    unsigned char bytes[BIHE_HASH_SIZE];
    bihe_hash_finish(hash, bytes);
    bihe_buffer_append_format(out, " %s=", name);
    for (size_t i = 0; i < BIHE_HASH_SIZE / 2; i++)
        bihe_buffer_append_format(out, "%02x", bytes[i]);
}

/* A file of the user's as it is on the disk; nothing without one. */
static bihe_status describe_file(const char *name, const char *path, bihe_buffer *out,
                                 bihe_error *err)
{
    if (path == NULL) return BIHE_OK;
    bihe_hash hash;
    bihe_hash_init(&hash);
    const bihe_status status = bihe_file_fingerprint(path, &hash, err);
    append_hash(out, name, &hash);
    return status;
}

/* The recipe in words: version, model, options, files of the user's. */
static bihe_status describe(const bihe_context *context, bihe_buffer *out, bihe_error *err)
{
    const bihe_options *options = &context->options;
    bihe_hash hash;
    bihe_hash_init(&hash);
    bihe_status status = bihe_model_fingerprint(context->model, &hash, err);
    out->len = 0;
    bihe_buffer_append_text(out, "bihe " BIHE_VERSION);
    append_hash(out, "model", &hash);
    bihe_buffer_append_byte(out, ' ');
    bihe_options_describe(options, out);
    if (status == BIHE_OK) status = describe_file("rules", options->rules, out, err);
    if (status == BIHE_OK) status = describe_file("srx", options->srx, out, err);
    if (status == BIHE_OK) status = describe_file("anchors", options->anchors, out, err);
    for (size_t i = 0; i < BIHE_MOST_LEXICONS && status == BIHE_OK; i++)
        status = describe_file("lexicon", options->lexicon[i], out, err);
    return status == BIHE_OK && out->failed ? bihe_fail_memory(err) : status;
}

bihe_status bihe_corpus_use(bihe_corpus *corpus, const bihe_context *context, bihe_error *err)
{
    bihe_query query = {NULL, 0};
    bool row = false;
    bihe_status status = check_languages(corpus, context->model, err);
    if (status == BIHE_OK) status = describe(context, &corpus->scratch, err);
    if (status == BIHE_OK)
        status = bihe_query_new(&query, &corpus->db,
                                "INSERT INTO recipe (description) VALUES (?1) ON CONFLICT DO UPDATE"
                                " SET description = ?1 RETURNING id",
                                err);
    if (status == BIHE_OK) {
        bihe_query_text(&query, 1, bihe_buffer_view(&corpus->scratch));
        status = bihe_query_step(&query, &corpus->db, &row, err);
    }
    if (status == BIHE_OK) corpus->recipe = bihe_query_get_int(&query, 0);
    bihe_query_free(&query);
    return status;
}

/* --- what is known of posts -------------------------------------------------------------- */

static void read_known(const bihe_corpus *corpus, const bihe_query *query, bihe_known_post *out)
{
    const bihe_view digest = bihe_query_get_blob(query, 2);
    const int64_t state = bihe_query_get_int(query, 0);
    if (state < BIHE_POST_KEPT || state > BIHE_POST_REMOVED) return;
    out->state = (bihe_post_state)state;
    out->current = bihe_query_get_int(query, 1) == corpus->recipe;
    out->edits = (uint64_t)bihe_query_get_int(query, 3);
    if (digest.len == sizeof out->digest.bytes)
        memcpy(out->digest.bytes, digest.ptr, sizeof out->digest.bytes);
}

bihe_status bihe_corpus_note(bihe_corpus *corpus, const char *name, bihe_known_post *out,
                             bihe_error *err)
{
    *out = (bihe_known_post){.state = BIHE_POST_ABSENT};
    bihe_query *known, *present;
    bool row = false;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_KNOWN, &known, err);
    if (status == BIHE_OK) status = bihe_store_prepare(corpus, BIHE_STORE_PRESENT, &present, err);
    if (status != BIHE_OK) return status;
    bihe_query_text(known, 1, bihe_view_of(name));
    status = bihe_query_step(known, &corpus->db, &row, err);
    if (status == BIHE_OK && row) {
        read_known(corpus, known, out);
        bihe_query_reset(known);
    }
    bihe_query_text(present, 1, bihe_view_of(name));
    if (status == BIHE_OK) status = bihe_query_run(present, &corpus->db, err);
    if (status == BIHE_OK) out->repeated = sqlite3_changes(corpus->db.handle) == 0;
    return status;
}

bihe_status bihe_corpus_mark_missing(bihe_corpus *corpus, const char *folder, size_t *count,
                                     bihe_error *err)
{
    bihe_query *query;
    bihe_buffer range[2]; /* from FOLDER/ to what sorts right after all that starts so */
    *count = 0;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_MISSING, &query, err);
    if (status != BIHE_OK) return status;
    for (size_t k = 0; k < 2; k++) {
        bihe_buffer_init(&range[k], &corpus->allocator);
        bihe_buffer_append_text(&range[k], folder);
        while (range[k].len > 0 && range[k].ptr[range[k].len - 1] == '/')
            range[k].len--;
        bihe_buffer_append_byte(&range[k], (char)('/' + k));
        bihe_query_text(query, (int)k + 1, bihe_buffer_view(&range[k]));
    }
    bihe_query_int(query, 3, BIHE_POST_REMOVED);
    status = range[0].failed || range[1].failed ? bihe_fail_memory(err)
                                                : bihe_query_run(query, &corpus->db, err);
    if (status == BIHE_OK) *count = (size_t)sqlite3_changes(corpus->db.handle);
    bihe_buffer_clear(&range[0]);
    bihe_buffer_clear(&range[1]);
    return status;
}

bihe_status bihe_corpus_mark_removed(bihe_corpus *corpus, const char *name, bihe_error *err)
{
    bihe_query *query;
    const bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_STATE, &query, err);
    if (status != BIHE_OK) return status;
    bihe_query_text(query, 1, bihe_view_of(name));
    bihe_query_int(query, 2, BIHE_POST_REMOVED);
    return bihe_query_run(query, &corpus->db, err);
}

/* --- batches ----------------------------------------------------------------------------- */

bihe_status bihe_corpus_begin(bihe_corpus *corpus, bihe_error *err)
{
    return bihe_db_run(&corpus->db, "BEGIN IMMEDIATE", err);
}

bihe_status bihe_corpus_commit(bihe_corpus *corpus, bihe_error *err)
{
    const bihe_status status = bihe_db_run(&corpus->db, "COMMIT", err);
    if (status != BIHE_OK) (void)bihe_db_run(&corpus->db, "ROLLBACK", NULL);
    return status;
}
