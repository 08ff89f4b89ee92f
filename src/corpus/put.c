/* SPDX-License-Identifier: Apache-2.0 */
/* One post into the tables, in place of what was there under its name. */
#include "corpus/put.h"

#include "base/error.h"
#include "corpus/key.h"
#include "corpus/noise.h"
#include "corpus/schema.h"
#include "document.h"
#include "text/utf8.h"

#include <string.h>

/* A post with as many sentences on a side, or a text longer than this many bytes, is no post;
 * SQLite takes values up to a billion bytes. */
enum { MOST_SENTENCES = 1 << BIHE_INDEX_SIDE, LONGEST_TEXT = 500000000 };

/* Front-matter keys that may hold where a post is published, the surest first. */
static const char *const url_keys[] = {"tourl", "url",          "source_url", "canonical_url",
                                       "link",  "canonicalUrl", "permalink",  NULL};
static const char *const tag_keys[] = {"tags", "tag", "categories", "category", NULL};

/* --- the post itself --------------------------------------------------------------------- */

static bihe_status bind_url(bihe_corpus *corpus, const bihe_document *document, bihe_query *query,
                            int k, bihe_error *err)
{
    for (const char *const *name = url_keys; *name != NULL; name++) {
        int64_t key;
        const bihe_view url = bihe_document_meta(document, *name);
        const bihe_status status = bihe_url_key(url, &corpus->scratch, &key, err);
        if (status != BIHE_OK) return status;
        if (key == 0) continue;
        bihe_query_int(query, k, key);
        return BIHE_OK;
    }
    bihe_query_text(query, k, (bihe_view){NULL, 0});
    return BIHE_OK;
}

/* The front matter's date, or that of the file's name, as blogs have it: 2018-06-13-title.md. */
static void bind_date(const bihe_document *document, bihe_query *query, int k,
                      char date[BIHE_DATE_SIZE])
{
    const char *name = bihe_document_name(document), *slash = strrchr(name, '/');
    const bool found = bihe_date_find(bihe_document_meta(document, "date"), date) ||
                       bihe_date_find(bihe_view_of(slash != NULL ? slash + 1 : name), date);
    bihe_query_text(query, k, bihe_view_of(found ? date : NULL));
}

static bihe_status read_id(bihe_query *query, const bihe_db *db, int64_t *id, bihe_error *err)
{
    bool row;
    const bihe_status status = bihe_query_step(query, db, &row, err);
    if (status != BIHE_OK) return status;
    *id = bihe_query_get_int(query, 0);
    bihe_query_reset(query);
    return BIHE_OK;
}

static bihe_status put_post(bihe_corpus *corpus, const bihe_document *document,
                            const bihe_digest *digest, int64_t *id, bihe_error *err)
{
    const bihe_stats *stats = bihe_document_stats(document);
    char date[BIHE_DATE_SIZE];
    bihe_query *query;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_POST, &query, err);
    if (status != BIHE_OK) return status;
    bihe_query_text(query, 1, bihe_view_of(bihe_document_name(document)));
    bihe_query_blob(query, 2, digest->bytes, sizeof digest->bytes);
    bihe_query_int(query, 3, corpus->recipe);
    bihe_query_int(query, 4, BIHE_POST_KEPT);
    bind_date(document, query, 5, date);
    status = bind_url(corpus, document, query, 6, err);
    if (status != BIHE_OK) return status;
    bihe_query_text(query, 7, bihe_view_of(bihe_layout_name(stats->layout)));
    bihe_query_int(query, 8, stats->only_side);
    bihe_query_text(query, 9, bihe_view_of(stats->encoding != NULL ? stats->encoding : ""));
    bihe_query_int(query, 10, stats->traditional);
    bihe_query_int(query, 11, (int64_t)stats->repaired_characters);
    bihe_query_int(query, 12, (int64_t)stats->doubtful_characters);
    bihe_query_int(query, 13, (int64_t)stats->lost_characters);
    bihe_query_int(query, 14, (int64_t)stats->replaced_bytes);
    bihe_query_int(query, 15, (int64_t)document->edits_key);
    return read_id(query, &corpus->db, id, err);
}

/* Runs statements about the post, in order. */
static bihe_status run_about(bihe_corpus *corpus, int64_t id, const bihe_store_query *parts,
                             size_t count, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t k = 0; k < count && status == BIHE_OK; k++) {
        bihe_query *query;
        status = bihe_store_prepare(corpus, parts[k], &query, err);
        if (status != BIHE_OK) return status;
        bihe_query_int(query, 1, id);
        status = bihe_query_run(query, &corpus->db, err);
    }
    return status;
}

bihe_status bihe_put_clear(bihe_corpus *corpus, int64_t id, bihe_error *err)
{
    static const bihe_store_query parts[] = {BIHE_STORE_NO_TRIGRAMS, BIHE_STORE_NO_GRAMS,
                                             BIHE_STORE_NO_META,     BIHE_STORE_NO_TAG,
                                             BIHE_STORE_NO_SENTENCE, BIHE_STORE_NO_BEAD};
    return run_about(corpus, id, parts, sizeof parts / sizeof *parts, err);
}

bihe_status bihe_put_index(bihe_corpus *corpus, int64_t id, bihe_error *err)
{
    static const bihe_store_query parts[] = {BIHE_STORE_TRIGRAMS, BIHE_STORE_GRAMS};
    return run_about(corpus, id, parts, sizeof parts / sizeof *parts, err);
}

/* --- metadata ---------------------------------------------------------------------------- */

static bihe_status put_meta(bihe_corpus *corpus, const bihe_document *document, int64_t id,
                            bihe_error *err)
{
    size_t count;
    const bihe_meta *meta = bihe_document_all_meta(document, &count);
    bihe_query *query;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_META, &query, err);
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        bihe_query_int(query, 1, id);
        bihe_query_int(query, 2, (int64_t)i);
        bihe_query_text(query, 3, meta[i].key);
        bihe_query_text(query, 4, meta[i].value);
        status = bihe_query_run(query, &corpus->db, err);
    }
    return status;
}

/* Lists are joined by ", ", and written so where they are one text. */
static bihe_status put_tags(bihe_corpus *corpus, bihe_view list, int64_t id, bihe_error *err)
{
    bihe_query *query;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_TAG, &query, err);
    for (size_t start = 0; start < list.len && status == BIHE_OK;) {
        const char *comma = memchr(list.ptr + start, ',', list.len - start);
        const size_t end = comma != NULL ? (size_t)(comma - list.ptr) : list.len;
        const bihe_view tag = bihe_utf8_trim(bihe_view_slice(list, start, end));
        start = end + 1;
        if (tag.len == 0) continue;
        bihe_query_int(query, 1, id);
        bihe_query_text(query, 2, tag);
        status = bihe_query_run(query, &corpus->db, err);
    }
    return status;
}

/* --- text -------------------------------------------------------------------------------- */

/* `keys` gets the key of every sentence. */
static bihe_status put_sentences(bihe_corpus *corpus, const bihe_document *document, int side,
                                 int64_t id, int64_t *keys, bihe_error *err)
{
    size_t count;
    const bihe_sentence *sentences = bihe_document_sentences(document, side, &count);
    bihe_query *query;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_SENTENCE, &query, err);
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        const bihe_sentence *s = &sentences[i];
        status = bihe_text_key(s->text, &corpus->scratch, &keys[i], err);
        if (status != BIHE_OK) break;
        bihe_query_int(query, 1, id);
        bihe_query_int(query, 2, side);
        bihe_query_int(query, 3, (int64_t)i);
        bihe_query_int(query, 4, (int64_t)s->passage);
        bihe_query_int(query, 5, (int64_t)s->line[0]);
        bihe_query_int(query, 6, (int64_t)s->line[1]);
        bihe_query_int(query, 7, s->repaired);
        bihe_query_int(query, 8, s->doubtful);
        bihe_query_int(query, 9, keys[i]);
        bihe_query_text(query, 10, s->text.len > 0 ? s->text : BIHE_VIEW(""));
        status = bihe_query_run(query, &corpus->db, err);
    }
    return status;
}

static bihe_status put_bead(bihe_corpus *corpus, bihe_query *query, const bihe_bead *bead,
                            const bihe_view text[2], const int64_t key[2], bihe_error *err)
{
    for (int side = 0; side < 2; side++) {
        bihe_query_int(query, 3 + 2 * side, (int64_t)bead->first[side]);
        bihe_query_int(query, 4 + 2 * side, (int64_t)bead->count[side]);
        bihe_query_int(query, 8 + side, key[side]);
        bihe_query_int(query, 10 + side, (int64_t)bihe_utf8_count(text[side]));
    }
    bihe_query_real(query, 7, bead->score);
    bihe_query_int(query, 12, bihe_noise_of(text, key));
    return bihe_query_run(query, &corpus->db, err);
}

static bihe_status put_beads(bihe_corpus *corpus, const bihe_document *document, int64_t id,
                             int64_t *const keys[2], bihe_error *err)
{
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    bihe_query *query;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_BEAD, &query, err);
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        bihe_view text[2];
        int64_t key[2];
        for (int side = 0; side < 2 && status == BIHE_OK; side++) {
            text[side] = bihe_utf8_trim(bihe_document_bead_text(document, &beads[i], side));
            if (beads[i].count[side] == 1)
                key[side] = keys[side][beads[i].first[side]];
            else
                status = bihe_text_key(text[side], &corpus->scratch, &key[side], err);
        }
        if (status != BIHE_OK) break;
        bihe_query_int(query, 1, id);
        bihe_query_int(query, 2, (int64_t)i);
        status = put_bead(corpus, query, &beads[i], text, key, err);
    }
    return status;
}

static bihe_status put_text(bihe_corpus *corpus, const bihe_document *document, int64_t id,
                            bihe_error *err)
{
    const size_t *count = bihe_document_stats(document)->sentences;
    int64_t *keys[2];
    for (int side = 0; side < 2; side++)
        keys[side] = bihe_mem_new(&corpus->allocator, count[side], sizeof *keys[side]);
    bihe_status status = keys[0] == NULL || keys[1] == NULL ? bihe_fail_memory(err) : BIHE_OK;
    for (int side = 0; side < 2 && status == BIHE_OK; side++)
        status = put_sentences(corpus, document, side, id, keys[side], err);
    if (status == BIHE_OK) status = put_beads(corpus, document, id, keys, err);
    for (int side = 0; side < 2; side++)
        bihe_mem_free(&corpus->allocator, keys[side]);
    return status;
}

/* --- all of it --------------------------------------------------------------------------- */

static bihe_status check_sizes(const bihe_document *document, bihe_error *err)
{
    for (int side = 0; side < 2; side++) {
        size_t count;
        const bihe_sentence *sentences = bihe_document_sentences(document, side, &count);
        if (count >= MOST_SENTENCES)
            return bihe_fail_at(err, BIHE_ERROR_LIMIT, bihe_document_name(document), 0, 0,
                                "%zu sentences are too many for a corpus", count);
        for (size_t i = 0; i < count; i++) {
            if (sentences[i].text.len > LONGEST_TEXT)
                return bihe_fail_at(
                    err, BIHE_ERROR_LIMIT, bihe_document_name(document), sentences[i].line[0], 0,
                    "a sentence of %zu bytes is too long for a corpus", sentences[i].text.len);
        }
    }
    return BIHE_OK;
}

bihe_status bihe_corpus_put(bihe_corpus *corpus, const bihe_document *document,
                            const bihe_digest *digest, bihe_error *err)
{
    int64_t id;
    bihe_status status = check_sizes(document, err);
    if (status != BIHE_OK) return status;
    status = put_post(corpus, document, digest, &id, err);
    if (status == BIHE_OK) status = bihe_put_clear(corpus, id, err);
    if (status == BIHE_OK) status = put_meta(corpus, document, id, err);
    for (size_t k = 0; status == BIHE_OK && tag_keys[k] != NULL; k++)
        status = put_tags(corpus, bihe_document_meta(document, tag_keys[k]), id, err);
    if (status == BIHE_OK) status = put_text(corpus, document, id, err);
    if (status == BIHE_OK) status = bihe_put_index(corpus, id, err);
    if (status != BIHE_OK) (void)bihe_db_run(&corpus->db, "ROLLBACK", NULL);
    return status;
}

bihe_status bihe_corpus_put_failure(bihe_corpus *corpus, const char *name, const char *reason,
                                    bihe_error *err)
{
    static const bihe_digest none;
    int64_t id;
    bihe_query *query;
    bihe_status status = bihe_store_prepare(corpus, BIHE_STORE_FAILED, &query, err);
    if (status != BIHE_OK) return status;
    bihe_query_text(query, 1, bihe_view_of(name));
    bihe_query_blob(query, 2, none.bytes, sizeof none.bytes);
    bihe_query_int(query, 3, corpus->recipe);
    bihe_query_int(query, 4, BIHE_POST_FAILED);
    bihe_query_text(query, 5, bihe_view_of(reason));
    status = read_id(query, &corpus->db, &id, err);
    if (status == BIHE_OK) status = bihe_put_clear(corpus, id, err);
    if (status != BIHE_OK) (void)bihe_db_run(&corpus->db, "ROLLBACK", NULL);
    return status;
}
