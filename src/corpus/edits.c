/* SPDX-License-Identifier: Apache-2.0 */
/* Edits that a corpus remembers, so that posts made again, changed or not, are mended again. */
#include "edits.h"

#include "base/error.h"
#include "corpus/corpus.h"
#include "text/utf8.h"

static const char put_sql[] =
    "INSERT OR REPLACE INTO edit (post, verdict, zh, en, zh_shown, en_shown, zh_at, en_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
static const char get_sql[] =
    "SELECT post, verdict, zh, en, zh_shown, en_shown, zh_at, en_at FROM edit ORDER BY id";

/* -1 for an unknown place. */
static int64_t place_number(size_t at)
{
    return at <= INT64_MAX ? (int64_t)at : -1;
}

static bihe_view not_null(bihe_view text)
{
    return text.ptr != NULL ? text : BIHE_VIEW("");
}

static bihe_status put_edit(bihe_corpus *corpus, bihe_query *query, const bihe_edit *edit,
                            bihe_error *err)
{
    bihe_query_text(query, 1, edit->post);
    bihe_query_int(query, 2, edit->verdict);
    for (int side = 0; side < 2; side++) {
        bihe_query_text(query, 3 + side, not_null(edit->text[side]));
        bihe_query_text(query, 5 + side, not_null(edit->shown[side]));
        bihe_query_int(query, 7 + side, place_number(edit->at[side]));
    }
    return bihe_query_run(query, &corpus->db, err);
}

bihe_status bihe_corpus_put_edits(bihe_corpus *corpus, const bihe_edits *edits, bihe_error *err)
{
    bihe_query query;
    const bihe_edit **ordered;
    bihe_status status = bihe_edits_in_order(edits, &ordered, err);
    if (status != BIHE_OK) return status;
    status = bihe_query_new(&query, &corpus->db, put_sql, err);
    for (size_t k = 0; k < edits->count && status == BIHE_OK; k++)
        status = put_edit(corpus, &query, ordered[k], err);
    bihe_query_free(&query);
    bihe_mem_free(&edits->allocator, (void *)ordered);
    return status;
}

static bihe_status get_edit(bihe_edits *edits, const bihe_query *query, bihe_error *err)
{
    const int64_t verdict = bihe_query_get_int(query, 1);
    bihe_edit edit = {.post = bihe_query_get_text(query, 0), .file = ""};
    if (verdict < BIHE_VERDICT_APPROVED || verdict > BIHE_VERDICT_WITHDRAWN) return BIHE_OK;
    edit.verdict = (bihe_verdict)verdict;
    for (int side = 0; side < 2; side++) {
        const int64_t at = bihe_query_get_int(query, 6 + side);
        edit.text[side] = bihe_query_get_text(query, 2 + side);
        edit.shown[side] = bihe_query_get_text(query, 4 + side);
        edit.at[side] = at < 0 ? SIZE_MAX : (size_t)at;
    }
    return bihe_edits_add_copy(edits, &edit, err);
}

bihe_status bihe_corpus_get_edits(bihe_corpus *corpus, bihe_edits *edits, bihe_error *err)
{
    bihe_query query;
    bihe_status status = bihe_query_new(&query, &corpus->db, get_sql, err);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(&query, &corpus->db, &row, err);
        if (status == BIHE_OK && row) status = get_edit(edits, &query, err);
    }
    bihe_query_free(&query);
    return status == BIHE_OK ? bihe_edits_group(edits, err) : status;
}
