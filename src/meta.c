/* SPDX-License-Identifier: Apache-2.0 */
/* Front matter as keys and texts: what units carry. The typed tree stays with the post. Maps, and
 * lists that hold more than scalars, are laid flat: "authors.0.name". */
#include "base/error.h"
#include "document.h"
#include "text/utf8.h"

#include <string.h>

/* A map in a map adds to the key. What is deeper or longer (aliases can make it so) is left out. */
enum { DEPTH_LIMIT = 64, KEY_LIMIT = 1024 };

/* A map or list being laid flat. */
typedef struct level {
    const bihe_yaml *next; /* its next child */
    size_t index;          /* of that child */
    size_t key_len;        /* of its own key */
    bool list;
} level;

typedef struct collector {
    bihe_document *document;
    size_t file;
    bihe_buffer key, value;
    level stack[DEPTH_LIMIT];
    size_t depth;
} collector;

static const bihe_meta *find(const bihe_meta_list *list, bihe_view key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (bihe_view_equal(list->items[i].key, key)) return &list->items[i];
    }
    return NULL;
}

/* Room for one more; arrays in the arena grow by copying. */
static bihe_meta *new_entry(bihe_meta_list *list, bihe_arena *arena)
{
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity < 16 ? 16 : list->capacity * 2;
        bihe_meta *items = bihe_arena_new(arena, capacity, sizeof *items);
        if (items == NULL) return NULL;
        if (list->count > 0) memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    return &list->items[list->count];
}

bihe_status bihe_document_add_meta(bihe_document *document, size_t file, bihe_view key,
                                   bihe_view value, bihe_error *err)
{
    bihe_meta_list *list = &document->meta;
    bihe_arena *arena = &document->arena;
    const bihe_meta *first = find(list, key);
    bihe_buffer name;
    if (value.len == 0 || (first != NULL && (file == 0 || bihe_view_equal(first->value, value))))
        return BIHE_OK;
    bihe_buffer_init(&name, &document->allocator);
    if (first != NULL) bihe_buffer_append_text(&name, "en.");
    bihe_buffer_append_view(&name, key);
    bool done = !name.failed;
    if (done && (first == NULL || find(list, bihe_buffer_view(&name)) == NULL)) {
        bihe_meta *entry = new_entry(list, arena);
        if (entry != NULL)
            *entry = (bihe_meta){bihe_arena_copy(arena, bihe_buffer_view(&name)),
                                 bihe_arena_copy(arena, value)};
        done = entry != NULL && entry->key.ptr != NULL && entry->value.ptr != NULL;
        if (done) list->count++;
    }
    bihe_buffer_clear(&name);
    return done ? BIHE_OK : bihe_fail_memory(err);
}

static bool is_scalar(const bihe_yaml *node)
{
    return node->kind != BIHE_YAML_LIST && node->kind != BIHE_YAML_MAP;
}

/* A scalar, or a list of nothing but scalars: one text. */
static bool is_text(const bihe_yaml *node)
{
    if (node->kind != BIHE_YAML_LIST) return node->kind != BIHE_YAML_MAP;
    for (const bihe_yaml *item = node->first; item != NULL; item = item->next) {
        if (!is_scalar(item)) return false;
    }
    return true;
}

static void append_scalar(bihe_buffer *out, const bihe_yaml *node)
{
    if (node->kind == BIHE_YAML_NULL || node->text.len == 0) return;
    if (out->len > 0) bihe_buffer_append_text(out, ", ");
    bihe_buffer_append_view(out, node->text);
}

/* A scalar as written, a list's scalars joined by ", "; null gives none. */
static bihe_status add_text(collector *c, const bihe_yaml *node, bihe_error *err)
{
    c->value.len = 0;
    if (is_scalar(node)) append_scalar(&c->value, node);
    for (const bihe_yaml *item = node->first; item != NULL; item = item->next)
        append_scalar(&c->value, item);
    if (c->value.failed || c->key.failed) return bihe_fail_memory(err);
    return bihe_document_add_meta(c->document, c->file, bihe_buffer_view(&c->key),
                                  bihe_buffer_view(&c->value), err);
}

static void push(collector *c, const bihe_yaml *node)
{
    if (c->depth == DEPTH_LIMIT) return;
    c->stack[c->depth++] =
        (level){.next = node->first, .key_len = c->key.len, .list = node->kind == BIHE_YAML_LIST};
}

/* Makes the key of the next child of the innermost level and moves past it. */
static const bihe_yaml *take_child(collector *c)
{
    level *top = &c->stack[c->depth - 1];
    const bihe_yaml *node = top->next;
    top->next = node->next;
    c->key.len = top->key_len;
    if (c->depth > 1) bihe_buffer_append_byte(&c->key, '.');
    if (top->list)
        bihe_buffer_append_format(&c->key, "%zu", top->index++);
    else
        bihe_buffer_append_view(&c->key, node->key);
    return node;
}

static bihe_status lay_flat(collector *c, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    while (c->depth > 0 && status == BIHE_OK) {
        if (c->stack[c->depth - 1].next == NULL) {
            c->depth--;
            continue;
        }
        const bihe_yaml *node = take_child(c);
        if (c->key.failed) return bihe_fail_memory(err);
        if (c->key.len > KEY_LIMIT) continue;
        if (is_text(node))
            status = add_text(c, node, err);
        else
            push(c, node);
    }
    return status;
}

bihe_status bihe_document_collect_meta(bihe_document *document, size_t file, bihe_error *err)
{
    const bihe_yaml *front = document->post[file].front.map;
    if (front == NULL || front->kind != BIHE_YAML_MAP) return BIHE_OK;
    collector *c = bihe_mem_new0(&document->allocator, 1, sizeof *c);
    if (c == NULL) return bihe_fail_memory(err);
    c->document = document;
    c->file = file;
    bihe_buffer_init(&c->key, &document->allocator);
    bihe_buffer_init(&c->value, &document->allocator);
    push(c, front);
    const bihe_status status = lay_flat(c, err);
    bihe_buffer_clear(&c->key);
    bihe_buffer_clear(&c->value);
    bihe_mem_free(&document->allocator, c);
    return status;
}
