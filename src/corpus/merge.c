/* SPDX-License-Identifier: Apache-2.0 */
/* Corpora built apart, for instance a shard each, into one; a source in one transaction. */
#include "base/error.h"
#include "corpus/corpus.h"
#include "corpus/put.h"
#include "text/utf8.h"

static const char common_sql[] =
    "INSERT INTO main.recipe (description) SELECT description FROM source.recipe WHERE true"
    " ON CONFLICT DO NOTHING;"
    "INSERT INTO main.language SELECT side, tag FROM source.language WHERE true"
    " ON CONFLICT DO NOTHING;"
    "INSERT INTO main.edit (post, verdict, zh, en, zh_shown, en_shown, zh_at, en_at)"
    " SELECT post, verdict, zh, en, zh_shown, en_shown, zh_at, en_at FROM source.edit"
    " WHERE true ORDER BY id ON CONFLICT DO NOTHING;";
static const char differs_sql[] =
    "SELECT count(*) FROM main.language m JOIN source.language s ON s.side = m.side"
    " WHERE s.tag <> m.tag";

/* Of posts in several sources the first source's counts. A post is the same where its state, its
 * files, its edits and the way it was made are. */
static const char posts_sql[] =
    "SELECT id, EXISTS (SELECT 1 FROM main.post m WHERE m.name = p.name AND m.state = p.state"
    "  AND m.digest = p.digest AND m.edits = p.edits AND m.reason IS p.reason AND"
    "  (SELECT description FROM main.recipe WHERE id = m.recipe) ="
    "  (SELECT description FROM source.recipe WHERE id = p.recipe))"
    " FROM source.post p WHERE state <> 3 AND name NOT IN (SELECT name FROM temp.present)"
    " ORDER BY name";

#define COLUMNS                                                                                    \
    "digest, recipe, state, reason, date, url_key, layout, only_side, encoding, traditional,"      \
    " repaired, doubtful, lost, replaced, edits"
static const char copy_post_sql[] =
    "INSERT INTO main.post (name, " COLUMNS ") SELECT name, digest,"
    " (SELECT m.id FROM main.recipe m JOIN source.recipe r ON r.description = m.description"
    "  WHERE r.id = p.recipe), state, reason, date, url_key, layout, only_side, encoding,"
    " traditional, repaired, doubtful, lost, replaced, edits FROM source.post p WHERE id = ?1"
    " ON CONFLICT (name) DO UPDATE SET (" COLUMNS ") = (excluded.digest, excluded.recipe,"
    " excluded.state, excluded.reason, excluded.date, excluded.url_key, excluded.layout,"
    " excluded.only_side, excluded.encoding, excluded.traditional, excluded.repaired,"
    " excluded.doubtful, excluded.lost, excluded.replaced, excluded.edits) RETURNING id";

static const char *const copy_sql[] = {
    "INSERT INTO main.meta SELECT ?2, seq, key, value FROM source.meta WHERE post = ?1",
    "INSERT INTO main.tag SELECT ?2, tag FROM source.tag WHERE post = ?1",
    "INSERT INTO main.sentence SELECT ?2, side, seq, passage, line_first, line_last, repaired,"
    " doubtful, key, text FROM source.sentence WHERE post = ?1",
    "INSERT INTO main.bead SELECT ?2, seq, zh_first, zh_count, en_first, en_count, score, zh_key,"
    " en_key, zh_chars, en_chars, noise FROM source.bead WHERE post = ?1",
};
enum { COPIES = sizeof copy_sql / sizeof *copy_sql };

static const char removed_sql[] = "UPDATE main.post SET state = 3 WHERE state <> 3 AND name IN "
                                  "(SELECT name FROM source.post WHERE state = 3)"
                                  " AND name NOT IN (SELECT name FROM temp.present)";

typedef struct merger {
    bihe_corpus *corpus;
    bihe_merge_counts *counts;
    bihe_query posts, post, present, copy[COPIES];
} merger;

static bihe_status attach(bihe_corpus *corpus, const char *path, bihe_error *err)
{
    bihe_query query;
    char *name = sqlite3_mprintf(path[0] == '/' ? "%s" : "./%s", path);
    if (name == NULL) return bihe_fail_memory(err);
    bihe_status status = bihe_query_new(&query, &corpus->db, "ATTACH ?1 AS source", err);
    if (status == BIHE_OK) {
        bihe_query_text(&query, 1, bihe_view_of(name));
        status = bihe_query_run(&query, &corpus->db, err);
    }
    bihe_query_free(&query);
    sqlite3_free(name);
    return status;
}

static bihe_status copy_post(merger *m, bihe_error *err)
{
    const bihe_db *db = &m->corpus->db;
    const int64_t from = bihe_query_get_int(&m->posts, 0);
    int64_t to = 0;
    bool row;
    bihe_query_int(&m->post, 1, from);
    bihe_status status = bihe_query_step(&m->post, db, &row, err);
    if (status == BIHE_OK) {
        to = bihe_query_get_int(&m->post, 0);
        bihe_query_reset(&m->post);
        status = bihe_put_clear(m->corpus, to, err);
    }
    for (size_t k = 0; k < COPIES && status == BIHE_OK; k++) {
        bihe_query_int(&m->copy[k], 1, from);
        bihe_query_int(&m->copy[k], 2, to);
        status = bihe_query_run(&m->copy[k], db, err);
    }
    if (status == BIHE_OK) status = bihe_put_index(m->corpus, to, err);
    return status;
}

static bihe_status copy_posts(merger *m, bihe_error *err)
{
    const bihe_db *db = &m->corpus->db;
    bihe_status status = bihe_query_new(&m->posts, db, posts_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&m->post, db, copy_post_sql, err);
    for (size_t k = 0; k < COPIES && status == BIHE_OK; k++)
        status = bihe_query_new(&m->copy[k], db, copy_sql[k], err);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(&m->posts, db, &row, err);
        if (status != BIHE_OK || !row) break;
        const bool same = bihe_query_get_int(&m->posts, 1) != 0;
        m->counts->unchanged += same;
        m->counts->copied += !same;
        if (!same) status = copy_post(m, err);
    }
    bihe_query_free(&m->posts);
    bihe_query_free(&m->post);
    for (size_t k = 0; k < COPIES; k++)
        bihe_query_free(&m->copy[k]);
    if (status == BIHE_OK)
        status = bihe_db_run(db,
                             "INSERT INTO temp.present SELECT name FROM source.post WHERE"
                             " state <> 3 ON CONFLICT DO NOTHING",
                             err);
    return status;
}

static bihe_status mark_removed(merger *m, bihe_error *err)
{
    const bihe_db *db = &m->corpus->db;
    const bihe_status status = bihe_db_run(db, removed_sql, err);
    if (status == BIHE_OK) m->counts->removed += (size_t)sqlite3_changes(db->handle);
    return status;
}

static bihe_status merge_one(merger *m, const char *path, bool removed, bihe_error *err)
{
    const bihe_db *db = &m->corpus->db;
    int64_t differs = 0;
    bihe_status status = attach(m->corpus, path, err);
    if (status != BIHE_OK) return status;
    status = bihe_db_run(db, "BEGIN IMMEDIATE", err);
    if (status == BIHE_OK) status = bihe_db_number(db, differs_sql, 0, &differs, err);
    if (status == BIHE_OK && differs > 0)
        status = bihe_fail_at(err, BIHE_ERROR_MODEL, path, 0, 0, "a corpus in other languages");
    if (status == BIHE_OK && removed) status = mark_removed(m, err);
    if (status == BIHE_OK && !removed) status = bihe_db_run(db, common_sql, err);
    if (status == BIHE_OK && !removed) status = copy_posts(m, err);
    if (status == BIHE_OK) status = bihe_db_run(db, "COMMIT", err);
    if (status != BIHE_OK) (void)bihe_db_run(db, "ROLLBACK", NULL);
    (void)bihe_db_run(db, "DETACH source", NULL);
    return status;
}

bihe_status bihe_corpus_merge(bihe_corpus *corpus, const char *const *paths, size_t count,
                              bihe_merge_counts *counts, bihe_error *err)
{
    merger m = {.corpus = corpus, .counts = counts};
    bihe_status status = BIHE_OK;
    *counts = (bihe_merge_counts){.copied = 0};
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        bihe_corpus *source; /* looked at as any corpus, and brought up to date */
        status = bihe_corpus_open(&source, paths[i], BIHE_CORPUS_READ, &corpus->allocator, err);
        bihe_corpus_close(source);
        if (status == BIHE_OK) status = merge_one(&m, paths[i], false, err);
    }
    for (size_t i = 0; i < count && status == BIHE_OK; i++)
        status = merge_one(&m, paths[i], true, err);
    return status;
}
