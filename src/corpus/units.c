/* SPDX-License-Identifier: Apache-2.0 */
/* The units of a selection one by one, each with the other posts that hold it. */
#include "base/error.h"
#include "corpus/load.h"
#include "corpus/select.h"
#include "text/utf8.h"

typedef struct stream {
    bihe_corpus *corpus;
    bihe_loader loader;
    bihe_query units, sources;
    bihe_buffer names;
} stream;

static const char unit_sql[] =
    "SELECT post, seq, zh_key, en_key FROM temp.chosen_unit ORDER BY rank, ord, seq";
static const char source_sql[] =
    "WITH holder AS (SELECT post FROM temp.candidate WHERE zh_key = ?2 AND en_key = ?3"
    "  AND why = 0)"
    " SELECT name FROM post WHERE id <> ?1 AND id IN (SELECT post FROM holder"
    " UNION SELECT other FROM temp.alike WHERE post IN (SELECT post FROM holder)) ORDER BY name";

/* The names as one more entry of the unit's metadata. */
static bihe_status add_sources(stream *s, bihe_unit *unit, bihe_error *err)
{
    bihe_query *q = &s->sources;
    bihe_loader *loader = &s->loader;
    bihe_status status = BIHE_OK;
    s->names.len = 0;
    bihe_query_int(q, 1, loader->id);
    bihe_query_int(q, 2, bihe_query_get_int(&s->units, 2));
    bihe_query_int(q, 3, bihe_query_get_int(&s->units, 3));
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(q, &s->corpus->db, &row, err);
        if (status != BIHE_OK || !row) break;
        if (s->names.len > 0) bihe_buffer_append_byte(&s->names, '\n');
        bihe_buffer_append_view(&s->names, bihe_query_get_text(q, 0));
    }
    if (status == BIHE_OK && s->names.failed) status = bihe_fail_memory(err);
    if (s->names.len == 0) return status;
    loader->entries[loader->entry_count] =
        (bihe_meta){BIHE_VIEW("sources"), bihe_buffer_view(&s->names)};
    unit->meta_count = loader->entry_count + 1;
    return status;
}

static bihe_status run_stream(stream *s, bihe_unit_fn fn, void *user, bihe_error *err)
{
    const bihe_db *db = &s->corpus->db;
    bihe_status status = bihe_loader_init(&s->loader, s->corpus, err);
    if (status == BIHE_OK) status = bihe_query_new(&s->units, db, unit_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&s->sources, db, source_sql, err);
    for (bool row = true; status == BIHE_OK && row;) {
        bihe_unit unit;
        status = bihe_query_step(&s->units, db, &row, err);
        if (status != BIHE_OK || !row) break;
        status = bihe_loader_read(&s->loader, bihe_query_get_int(&s->units, 0),
                                  bihe_query_get_int(&s->units, 1), &unit, err);
        if (status == BIHE_OK) status = add_sources(s, &unit, err);
        if (status == BIHE_OK && !fn(user, &unit)) break;
    }
    bihe_query_free(&s->units);
    bihe_query_free(&s->sources);
    bihe_loader_clear(&s->loader);
    return status;
}

bihe_status bihe_corpus_units(bihe_corpus *corpus, const bihe_selection *selection, bihe_unit_fn fn,
                              void *user, bihe_selection_counts *counts, bihe_error *err)
{
    stream s = {.corpus = corpus};
    /* one view of the corpus from the selection to the last unit */
    bihe_status status = bihe_db_run(&corpus->db, "BEGIN", err);
    if (status != BIHE_OK) return status;
    bihe_buffer_init(&s.names, &corpus->allocator);
    status = bihe_select(corpus, selection, counts, err);
    if (status == BIHE_OK) status = run_stream(&s, fn, user, err);
    bihe_buffer_clear(&s.names);
    (void)bihe_db_run(&corpus->db, "ROLLBACK", NULL);
    return status;
}
