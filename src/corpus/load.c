/* SPDX-License-Identifier: Apache-2.0 */
/* Units put together from the sentences of the corpus. */
#include "corpus/load.h"

#include "base/error.h"
#include "text/utf8.h"

#include <string.h>

static const char post_sql[] = "SELECT name, traditional FROM post WHERE id = ?1";
static const char meta_sql[] = "SELECT key, value FROM meta WHERE post = ?1 ORDER BY seq";
static const char bead_sql[] = "SELECT zh_first, zh_count, en_first, en_count, score FROM bead"
                               " WHERE post = ?1 AND seq = ?2";
static const char sentence_sql[] =
    "SELECT text, line_first, line_last, repaired, doubtful FROM sentence WHERE post = ?1"
    " AND side = ?2 AND seq >= ?3 AND seq < ?4 ORDER BY seq";

bihe_status bihe_loader_init(bihe_loader *loader, bihe_corpus *corpus, bihe_error *err)
{
    *loader = (bihe_loader){.corpus = corpus, .id = -1};
    bihe_arena_init(&loader->arena, &corpus->allocator);
    bihe_buffer_init(&loader->text[0], &corpus->allocator);
    bihe_buffer_init(&loader->text[1], &corpus->allocator);
    const bihe_db *db = &corpus->db;
    bihe_status status = bihe_query_new(&loader->post, db, post_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&loader->meta, db, meta_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&loader->bead, db, bead_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&loader->sentences, db, sentence_sql, err);
    return status;
}

void bihe_loader_clear(bihe_loader *loader)
{
    bihe_query_free(&loader->post);
    bihe_query_free(&loader->meta);
    bihe_query_free(&loader->bead);
    bihe_query_free(&loader->sentences);
    bihe_arena_clear(&loader->arena);
    bihe_buffer_clear(&loader->text[0]);
    bihe_buffer_clear(&loader->text[1]);
    bihe_mem_free(&loader->corpus->allocator, loader->entries);
}

static bihe_status add_entry(bihe_loader *l, size_t *capacity, bihe_error *err)
{
    void *entries = l->entries;
    if (!bihe_array_reserve(&l->corpus->allocator, &entries, capacity, l->entry_count + 2,
                            sizeof *l->entries))
        return bihe_fail_memory(err);
    l->entries = entries;
    bihe_meta *entry = &l->entries[l->entry_count++];
    entry->key = bihe_arena_copy(&l->arena, bihe_query_get_text(&l->meta, 0));
    entry->value = bihe_arena_copy(&l->arena, bihe_query_get_text(&l->meta, 1));
    return entry->key.ptr == NULL || entry->value.ptr == NULL ? bihe_fail_memory(err) : BIHE_OK;
}

static bihe_status read_name(bihe_loader *l, bihe_error *err)
{
    bool row;
    bihe_query_int(&l->post, 1, l->id);
    const bihe_status status = bihe_query_step(&l->post, &l->corpus->db, &row, err);
    if (status != BIHE_OK || !row) return status;
    l->name = bihe_arena_copy(&l->arena, bihe_query_get_text(&l->post, 0));
    l->traditional = bihe_query_get_int(&l->post, 1) != 0;
    bihe_query_reset(&l->post);
    return l->name.ptr == NULL ? bihe_fail_memory(err) : BIHE_OK;
}

static bihe_status begin_post(bihe_loader *l, int64_t id, bihe_error *err)
{
    size_t capacity = 1;
    bihe_arena_clear(&l->arena);
    bihe_arena_init(&l->arena, &l->corpus->allocator);
    bihe_mem_free(&l->corpus->allocator, l->entries);
    l->id = id;
    l->name = (bihe_view){NULL, 0};
    l->entry_count = 0;
    l->entries = bihe_mem_new(&l->corpus->allocator, capacity, sizeof *l->entries);
    if (l->entries == NULL) return bihe_fail_memory(err);
    bihe_status status = read_name(l, err);
    bihe_query_int(&l->meta, 1, id);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(&l->meta, &l->corpus->db, &row, err);
        if (status == BIHE_OK && row) status = add_entry(l, &capacity, err);
    }
    bihe_query_reset(&l->meta);
    return status;
}

/* The text and place of one side. */
static bihe_status read_side(bihe_loader *l, int side, int64_t first, bihe_unit *unit,
                             bihe_error *err)
{
    bihe_buffer *text = &l->text[side];
    bihe_query *q = &l->sentences;
    bihe_status status = BIHE_OK;
    text->len = 0;
    bihe_query_int(q, 1, l->id);
    bihe_query_int(q, 2, side);
    bihe_query_int(q, 3, first);
    bihe_query_int(q, 4, first + (int64_t)unit->count[side]);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(q, &l->corpus->db, &row, err);
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

bihe_status bihe_loader_read(bihe_loader *l, int64_t id, int64_t seq, bihe_unit *unit,
                             bihe_error *err)
{
    bool row = false;
    bihe_status status = id != l->id ? begin_post(l, id, err) : BIHE_OK;
    *unit = (bihe_unit){.post = l->name, .meta = l->entries, .meta_count = l->entry_count};
    if (status != BIHE_OK) return status;
    bihe_query_int(&l->bead, 1, id);
    bihe_query_int(&l->bead, 2, seq);
    status = bihe_query_step(&l->bead, &l->corpus->db, &row, err);
    if (status != BIHE_OK || !row) return status;
    int64_t first[2];
    for (int side = 0; side < 2; side++) {
        first[side] = bihe_query_get_int(&l->bead, 2 * side);
        unit->count[side] = (size_t)bihe_query_get_int(&l->bead, 2 * side + 1);
    }
    unit->score = bihe_query_get_real(&l->bead, 4);
    bihe_query_reset(&l->bead);
    for (int side = 0; side < 2 && status == BIHE_OK; side++)
        status = read_side(l, side, first[side], unit, err);
    if (strcmp(l->corpus->lang[BIHE_ZH], "zh") == 0 && l->traditional)
        unit->lang[BIHE_ZH] = BIHE_VIEW("zh-TW");
    return status;
}
