/* SPDX-License-Identifier: Apache-2.0 */
/* The units of a selection, put together from the sentences of the corpus one by one. */
#include "base/arena.h"
#include "base/error.h"
#include "corpus/select.h"
#include "text/utf8.h"

#include <string.h>

/* A stream of units. What a post's units share is read when the post begins. */
typedef struct stream {
    bihe_corpus *corpus;
    bihe_query units, meta, sentences, sources;
    bihe_arena arena; /* name and metadata of the post */
    int64_t post;     /* -1: none yet */
    bihe_view name;
    bihe_meta *entries; /* with room for one more */
    size_t entry_count;
    bihe_buffer text[2], names;
} stream;

static const char unit_sql[] =
    "SELECT u.post, u.zh_key, u.en_key, b.zh_first, b.zh_count, b.en_first, b.en_count, b.score,"
    " p.name, p.traditional FROM temp.chosen_unit u CROSS JOIN bead b ON b.post = u.post"
    " AND b.seq = u.seq CROSS JOIN post p ON p.id = u.post ORDER BY u.rank, u.ord, u.seq";
static const char meta_sql[] = "SELECT key, value FROM meta WHERE post = ?1 ORDER BY seq";
static const char sentence_sql[] =
    "SELECT text, line_first, line_last, repaired, doubtful FROM sentence WHERE post = ?1"
    " AND side = ?2 AND seq >= ?3 AND seq < ?4 ORDER BY seq";
static const char source_sql[] =
    "WITH holder AS (SELECT post FROM temp.candidate WHERE zh_key = ?2 AND en_key = ?3"
    "  AND why = 0)"
    " SELECT name FROM post WHERE id <> ?1 AND id IN (SELECT post FROM holder"
    " UNION SELECT other FROM temp.alike WHERE post IN (SELECT post FROM holder)) ORDER BY name";

static bihe_status open_stream(stream *s, bihe_error *err)
{
    const bihe_db *db = &s->corpus->db;
    bihe_status status = bihe_query_new(&s->units, db, unit_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&s->meta, db, meta_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&s->sentences, db, sentence_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&s->sources, db, source_sql, err);
    return status;
}

static void close_stream(stream *s)
{
    bihe_query_free(&s->units);
    bihe_query_free(&s->meta);
    bihe_query_free(&s->sentences);
    bihe_query_free(&s->sources);
    bihe_arena_clear(&s->arena);
    bihe_buffer_clear(&s->text[0]);
    bihe_buffer_clear(&s->text[1]);
    bihe_buffer_clear(&s->names);
    bihe_mem_free(&s->corpus->allocator, s->entries);
}

static bihe_status add_entry(stream *s, size_t *capacity, bihe_error *err)
{
    void *entries = s->entries;
    if (!bihe_array_reserve(&s->corpus->allocator, &entries, capacity, s->entry_count + 2,
                            sizeof *s->entries))
        return bihe_fail_memory(err);
    s->entries = entries;
    bihe_meta *entry = &s->entries[s->entry_count++];
    entry->key = bihe_arena_copy(&s->arena, bihe_query_get_text(&s->meta, 0));
    entry->value = bihe_arena_copy(&s->arena, bihe_query_get_text(&s->meta, 1));
    return entry->key.ptr == NULL || entry->value.ptr == NULL ? bihe_fail_memory(err) : BIHE_OK;
}

static bihe_status begin_post(stream *s, int64_t post, bihe_view name, bihe_error *err)
{
    const bihe_db *db = &s->corpus->db;
    size_t capacity = 0;
    bihe_arena_clear(&s->arena);
    bihe_arena_init(&s->arena, &s->corpus->allocator);
    bihe_mem_free(&s->corpus->allocator, s->entries);
    s->post = post;
    s->entry_count = 0;
    s->entries = bihe_mem_new(&s->corpus->allocator, 1, sizeof *s->entries);
    capacity = 1;
    s->name = bihe_arena_copy(&s->arena, name);
    if (s->entries == NULL || s->name.ptr == NULL) return bihe_fail_memory(err);
    bihe_query_int(&s->meta, 1, post);
    bihe_status status = BIHE_OK;
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(&s->meta, db, &row, err);
        if (status == BIHE_OK && row) status = add_entry(s, &capacity, err);
    }
    bihe_query_reset(&s->meta);
    return status;
}

/* The text and place of one side. */
static bihe_status read_side(stream *s, int side, int64_t first, bihe_unit *unit, bihe_error *err)
{
    bihe_buffer *text = &s->text[side];
    bihe_query *q = &s->sentences;
    bihe_status status = BIHE_OK;
    text->len = 0;
    bihe_query_int(q, 1, s->post);
    bihe_query_int(q, 2, side);
    bihe_query_int(q, 3, first);
    bihe_query_int(q, 4, first + (int64_t)unit->count[side]);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(q, &s->corpus->db, &row, err);
        if (status != BIHE_OK || !row) break;
        const bihe_view next = bihe_query_get_text(q, 0);
        if (bihe_joint_needs_space(bihe_buffer_view(text), next))
            bihe_buffer_append_byte(text, ' ');
        bihe_buffer_append_view(text, next);
        if (unit->line[side][0] == 0) unit->line[side][0] = (size_t)bihe_query_get_int(q, 1);
        unit->line[side][1] = (size_t)bihe_query_get_int(q, 2);
        unit->repaired += (size_t)bihe_query_get_int(q, 3);
        unit->doubtful += (size_t)bihe_query_get_int(q, 4);
    }
    if (status == BIHE_OK && text->failed) status = bihe_fail_memory(err);
    unit->text[side] = bihe_buffer_view(text);
    return status;
}

/* The other posts that hold the unit, as one more entry of its metadata. */
static bihe_status add_sources(stream *s, bihe_unit *unit, bihe_error *err)
{
    bihe_query *q = &s->sources;
    bihe_status status = BIHE_OK;
    s->names.len = 0;
    bihe_query_int(q, 1, s->post);
    bihe_query_int(q, 2, bihe_query_get_int(&s->units, 1));
    bihe_query_int(q, 3, bihe_query_get_int(&s->units, 2));
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(q, &s->corpus->db, &row, err);
        if (status != BIHE_OK || !row) break;
        if (s->names.len > 0) bihe_buffer_append_byte(&s->names, '\n');
        bihe_buffer_append_view(&s->names, bihe_query_get_text(q, 0));
    }
    if (status == BIHE_OK && s->names.failed) status = bihe_fail_memory(err);
    if (s->names.len == 0) return status;
    s->entries[s->entry_count] = (bihe_meta){BIHE_VIEW("sources"), bihe_buffer_view(&s->names)};
    unit->meta_count = s->entry_count + 1;
    return status;
}

static bihe_status read_unit(stream *s, bihe_unit *unit, bihe_error *err)
{
    const bihe_query *q = &s->units;
    const int64_t post = bihe_query_get_int(q, 0);
    bihe_status status = BIHE_OK;
    if (post != s->post) status = begin_post(s, post, bihe_query_get_text(q, 8), err);
    if (status != BIHE_OK) return status;
    *unit = (bihe_unit){.post = s->name,
                        .meta = s->entries,
                        .meta_count = s->entry_count,
                        .score = bihe_query_get_real(q, 7)};
    for (int side = 0; side < 2 && status == BIHE_OK; side++) {
        unit->count[side] = (size_t)bihe_query_get_int(q, 4 + 2 * side);
        status = read_side(s, side, bihe_query_get_int(q, 3 + 2 * side), unit, err);
    }
    if (strcmp(s->corpus->lang[BIHE_ZH], "zh") == 0 && bihe_query_get_int(q, 9) != 0)
        unit->lang[BIHE_ZH] = BIHE_VIEW("zh-TW");
    return status == BIHE_OK ? add_sources(s, unit, err) : status;
}

static bihe_status run_stream(stream *s, bihe_unit_fn fn, void *user, bihe_error *err)
{
    bihe_status status = open_stream(s, err);
    for (bool row = true; status == BIHE_OK && row;) {
        bihe_unit unit;
        status = bihe_query_step(&s->units, &s->corpus->db, &row, err);
        if (status != BIHE_OK || !row) break;
        status = read_unit(s, &unit, err);
        if (status == BIHE_OK && !fn(user, &unit)) break;
    }
    return status;
}

bihe_status bihe_corpus_units(bihe_corpus *corpus, const bihe_selection *selection, bihe_unit_fn fn,
                              void *user, bihe_selection_counts *counts, bihe_error *err)
{
    stream s = {.corpus = corpus, .post = -1};
    /* one view of the corpus from the selection to the last unit */
    bihe_status status = bihe_db_run(&corpus->db, "BEGIN", err);
    if (status != BIHE_OK) return status;
    bihe_arena_init(&s.arena, &corpus->allocator);
    bihe_buffer_init(&s.text[0], &corpus->allocator);
    bihe_buffer_init(&s.text[1], &corpus->allocator);
    bihe_buffer_init(&s.names, &corpus->allocator);
    status = bihe_select(corpus, selection, counts, err);
    if (status == BIHE_OK) status = run_stream(&s, fn, user, err);
    close_stream(&s);
    (void)bihe_db_run(&corpus->db, "ROLLBACK", NULL);
    return status;
}
