/* SPDX-License-Identifier: Apache-2.0 */
/* Front matter as keys and texts: what units carry. The typed tree stays with the post. */
#include "base/error.h"
#include "document.h"
#include "text/utf8.h"

#include <string.h>

/* A scalar as written, a list's scalars joined by ", "; a map gives none. */
static bihe_view value_text(const bihe_yaml *node, bihe_buffer *scratch, bihe_arena *arena)
{
    if (node->kind != BIHE_YAML_LIST) return node->text;
    scratch->len = 0;
    for (const bihe_yaml *item = node->first; item != NULL; item = item->next) {
        if (item->text.len == 0) continue;
        if (scratch->len > 0) bihe_buffer_append_text(scratch, ", ");
        bihe_buffer_append_view(scratch, item->text);
    }
    if (scratch->failed) return (bihe_view){NULL, 0};
    return bihe_arena_copy(arena, bihe_buffer_view(scratch));
}

/* "parent.child"; ptr NULL when out of memory. */
static bihe_view joined_key(const bihe_yaml *parent, const bihe_yaml *child, bihe_buffer *scratch,
                            bihe_arena *arena)
{
    scratch->len = 0;
    bihe_buffer_append_view(scratch, parent->key);
    bihe_buffer_append_byte(scratch, '.');
    bihe_buffer_append_view(scratch, child->key);
    if (scratch->failed) return (bihe_view){NULL, 0};
    return bihe_arena_copy(arena, bihe_buffer_view(scratch));
}

static size_t count_entries(const bihe_yaml *front)
{
    size_t count = 0;
    for (const bihe_yaml *node = front->first; node != NULL; node = node->next)
        count += node->kind == BIHE_YAML_MAP ? node->count : 1;
    return count;
}

static bool has_key(const bihe_meta_list *list, bihe_view key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (bihe_view_equal(list->items[i].key, key)) return true;
    }
    return false;
}

static bool add(bihe_meta_list *list, bihe_view key, const bihe_yaml *node, bihe_buffer *scratch,
                bihe_arena *arena)
{
    const bihe_view value = value_text(node, scratch, arena);
    if (key.ptr == NULL || (value.ptr == NULL && node->kind == BIHE_YAML_LIST)) return false;
    if (value.len > 0 && !has_key(list, key)) list->items[list->count++] = (bihe_meta){key, value};
    return true;
}

/* Room for the entries that are there and those of `front`. */
static bool make_room(bihe_meta_list *list, const bihe_yaml *front, bihe_arena *arena)
{
    const bihe_meta *before = list->items;
    list->items = bihe_arena_new(arena, list->count + count_entries(front), sizeof *list->items);
    if (list->items == NULL) return false;
    if (list->count > 0) memcpy(list->items, before, list->count * sizeof *list->items);
    return true;
}

bihe_status bihe_document_collect_meta(bihe_document *document, size_t file, bihe_error *err)
{
    const bihe_yaml *front = document->post[file].front;
    bihe_meta_list *list = &document->meta;
    if (front == NULL || front->kind != BIHE_YAML_MAP) return BIHE_OK;
    bihe_arena *arena = &document->arena;
    bool done = make_room(list, front, arena);
    bihe_buffer scratch;
    bihe_buffer_init(&scratch, &document->allocator);
    for (const bihe_yaml *node = front->first; node != NULL && done; node = node->next) {
        if (node->kind != BIHE_YAML_MAP) {
            done = add(list, node->key, node, &scratch, arena);
            continue;
        }
        for (const bihe_yaml *child = node->first; child != NULL && done; child = child->next) {
            if (child->kind != BIHE_YAML_MAP)
                done = add(list, joined_key(node, child, &scratch, arena), child, &scratch, arena);
        }
    }
    bihe_buffer_clear(&scratch);
    return done ? BIHE_OK : bihe_fail_memory(err);
}
