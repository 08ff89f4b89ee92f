/* SPDX-License-Identifier: Apache-2.0 */
/* Files of settings: a map of values, of lists, and of maps of these. */
#include "bihe/config.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "text/yaml.h"

enum { FILE_LIMIT = 1 << 20 };

typedef struct config_reader {
    const char *path;
    bihe_arena arena;
    bihe_config_fn fn;
    void *user;
    bihe_error *err;
} config_reader;

static bihe_status fail(const config_reader *r, const bihe_yaml *node, const char *message)
{
    return bihe_fail_at(r->err, BIHE_ERROR_INPUT, r->path, node->line, node->column, "%s", message);
}

static bool is_scalar(const bihe_yaml *node)
{
    return node->kind != BIHE_YAML_NULL && node->kind != BIHE_YAML_LIST &&
           node->kind != BIHE_YAML_MAP;
}

/* The texts of a scalar, or of a list of scalars, into the arena. */
static bihe_status gather(config_reader *r, const bihe_yaml *node, bihe_config_entry *entry)
{
    entry->list = node->kind == BIHE_YAML_LIST;
    const bihe_yaml *first = entry->list ? node->first : node;
    const size_t count = entry->list ? node->count : 1;
    const char **values = bihe_arena_new(&r->arena, count + 1, sizeof *values);
    if (values == NULL) return bihe_fail_memory(r->err);
    for (const bihe_yaml *item = first; item != NULL; item = entry->list ? item->next : NULL) {
        if (!is_scalar(item)) return fail(r, item, "a value or a list of values is expected");
        values[entry->count++] = item->text.ptr;
    }
    entry->values = values;
    return BIHE_OK;
}

static bihe_status give(config_reader *r, const char *section, const bihe_yaml *node)
{
    const bihe_view name = bihe_arena_copy(&r->arena, node->key);
    if (name.ptr == NULL) return bihe_fail_memory(r->err);
    bihe_config_entry entry = {
        .section = section, .name = name.ptr, .line = node->line, .column = node->column};
    const bihe_status status = gather(r, node, &entry);
    return status == BIHE_OK ? r->fn(r->user, &entry, r->err) : status;
}

static bihe_status give_section(config_reader *r, const bihe_yaml *map)
{
    const bihe_view section = bihe_arena_copy(&r->arena, map->key);
    if (section.ptr == NULL) return bihe_fail_memory(r->err);
    bihe_status status = BIHE_OK;
    for (const bihe_yaml *n = map->first; n != NULL && status == BIHE_OK; n = n->next)
        status = give(r, section.ptr, n);
    return status;
}

static bihe_status give_all(config_reader *r, const bihe_yaml *root)
{
    if (root == NULL || root->kind == BIHE_YAML_NULL) return BIHE_OK;
    if (root->kind != BIHE_YAML_MAP) return fail(r, root, "names with values are expected");
    bihe_status status = BIHE_OK;
    for (const bihe_yaml *n = root->first; n != NULL && status == BIHE_OK; n = n->next)
        status = n->kind == BIHE_YAML_MAP ? give_section(r, n) : give(r, "", n);
    return status;
}

bihe_status bihe_config_read(const char *path, const bihe_allocator *allocator, bihe_config_fn fn,
                             void *user, bihe_error *err)
{
    const bihe_allocator a = allocator != NULL ? *allocator : bihe_allocator_default();
    config_reader reader = {.path = path, .fn = fn, .user = user, .err = err};
    bihe_buffer text;
    const bihe_yaml *root;
    bihe_buffer_init(&text, &a);
    bihe_arena_init(&reader.arena, &a);
    bihe_status status = bihe_file_read(path, FILE_LIMIT, &text, err);
    if (status == BIHE_OK)
        status = bihe_yaml_parse(&root, bihe_buffer_view(&text), path, 1, &reader.arena, err);
    if (status == BIHE_OK) status = give_all(&reader, root);
    bihe_arena_clear(&reader.arena);
    bihe_buffer_clear(&text);
    return status;
}
