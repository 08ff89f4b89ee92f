/* SPDX-License-Identifier: Apache-2.0 */
/* Loads a model folder: model.yaml says which files there are. */
#include "model/model.h"

#include "base/error.h"
#include "base/file.h"
#include "text/utf8.h"

#include <string.h>

/* model.yaml and the rules are written by hand; nothing near this size is one */
enum { CONFIG_LIMIT = 1 << 20 };

const char *bihe_model_lang(const bihe_model *model, int side)
{
    return model->lang[side];
}

/* DIR/NAME in the model's arena; NULL when out of memory. */
static const char *join_path(bihe_model *model, bihe_view name)
{
    const size_t dir = strlen(model->dir);
    char *path = bihe_arena_new(&model->arena, dir + 1 + name.len + 1, 1);
    if (path == NULL) return NULL;
    memcpy(path, model->dir, dir);
    path[dir] = '/';
    memcpy(path + dir + 1, name.ptr, name.len);
    path[dir + 1 + name.len] = '\0';
    return path;
}

static bihe_status read_yaml(bihe_model *model, const bihe_yaml **out, const char *path,
                             bihe_error *err)
{
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, &model->allocator);
    bihe_status status = bihe_file_read(path, CONFIG_LIMIT, &bytes, err);
    if (status == BIHE_OK)
        status = bihe_yaml_parse(out, bihe_buffer_view(&bytes), path, 1, &model->arena, err);
    bihe_buffer_clear(&bytes);
    /* whatever is wrong with it, to the caller it is the model that is bad */
    if (status == BIHE_ERROR_INPUT || status == BIHE_ERROR_IO || status == BIHE_ERROR_LIMIT) {
        if (err != NULL) err->code = BIHE_ERROR_MODEL;
        return BIHE_ERROR_MODEL;
    }
    if (status == BIHE_OK && (*out == NULL || (*out)->kind != BIHE_YAML_MAP))
        return bihe_fail_at(err, BIHE_ERROR_MODEL, path, 1, 0, "must hold a map");
    return status;
}

/* The two scalars of the list at `key` of model.yaml. */
static bihe_status pair_of(const bihe_model *model, const char *key, bihe_view out[2],
                           const char *path, bihe_error *err)
{
    const bihe_yaml *list = bihe_yaml_get(model->config, key);
    const bihe_yaml *item = list != NULL && list->kind == BIHE_YAML_LIST ? list->first : NULL;
    if (item == NULL || list->count != 2)
        return bihe_fail_at(err, BIHE_ERROR_MODEL, path, list != NULL ? list->line : 0, 0,
                            "'%s' must be a list of two", key);
    for (int side = 0; side < 2; side++, item = item->next) {
        out[side] = item->text;
        if (out[side].len == 0)
            return bihe_fail_at(err, BIHE_ERROR_MODEL, path, item->line, item->column,
                                "'%s' must hold plain text", key);
    }
    return BIHE_OK;
}

/* The path of the file that model.yaml names at `key`; NULL where it names none. */
static bihe_status file_at(bihe_model *model, const char *key, const char **file, const char *path,
                           bihe_error *err)
{
    const bihe_yaml *name = bihe_yaml_get(model->config, key);
    *file = NULL;
    if (name == NULL) return BIHE_OK;
    if (name->kind != BIHE_YAML_TEXT)
        return bihe_fail_at(err, BIHE_ERROR_MODEL, path, name->line, name->column,
                            "'%s' must name a file", key);
    *file = join_path(model, name->text);
    return *file != NULL ? BIHE_OK : bihe_fail_memory(err);
}

static bihe_status load_chars(bihe_model *model, const char *path, bihe_error *err)
{
    const char *file;
    bihe_status status = file_at(model, "chars", &file, path, err);
    if (status != BIHE_OK || file == NULL) return status;
    status = bihe_charlm_open(&model->chars, file, &model->allocator, err);
    if (status != BIHE_ERROR_IO && status != BIHE_ERROR_INPUT) return status;
    if (err != NULL) err->code = BIHE_ERROR_MODEL;
    return BIHE_ERROR_MODEL;
}

/* The cues of the segmentation rules. */
static bihe_status load_cues(bihe_model *model, const char *path, bihe_error *err)
{
    const char *file;
    bihe_status status = file_at(model, "cues", &file, path, err);
    if (status != BIHE_OK || file == NULL) return status;
    status = bihe_cues_open(&model->cues, file, &model->allocator, err);
    for (int side = 0; side < 2 && status == BIHE_OK; side++)
        model->rules[side]->cues = model->cues;
    return status;
}

static bihe_status load_lexicon(bihe_model *model, const char *path, bihe_error *err)
{
    const char *file;
    const bihe_status status = file_at(model, "lexicon", &file, path, err);
    if (status != BIHE_OK || file == NULL) return status;
    return bihe_lexicon_open(&model->lexicon, file, &model->allocator, err);
}

/* Without `trained` they are those of the generative model. */
static bihe_status load_weights(bihe_model *model, bool trained, const char *path, bihe_error *err)
{
    const char *file;
    const bihe_yaml *map;
    bihe_align_weights_default(&model->weights, &model->align);
    if (!trained) return BIHE_OK;
    bihe_status status = file_at(model, "weights", &file, path, err);
    if (status == BIHE_OK && file != NULL) status = read_yaml(model, &map, file, err);
    if (status != BIHE_OK || file == NULL) return status;
    return bihe_align_weights_read(&model->weights, map, file, err);
}

/* What is written by hand: parameters and rules. */
static bihe_status load_untrained(bihe_model *model, const char *path, bihe_error *err)
{
    bihe_status status = read_yaml(model, &model->config, path, err);
    bihe_view lang[2] = {{NULL, 0}, {NULL, 0}}, rules[2] = {{NULL, 0}, {NULL, 0}};
    if (status == BIHE_OK) status = pair_of(model, "languages", lang, path, err);
    if (status == BIHE_OK) status = pair_of(model, "segment", rules, path, err);
    if (status == BIHE_OK)
        status = bihe_config_align(bihe_yaml_get(model->config, "align"), &model->align, path, err);
    for (int side = 0; side < 2 && status == BIHE_OK; side++) {
        model->lang[side] = lang[side].ptr;
        const char *file = join_path(model, rules[side]);
        if (file == NULL) return bihe_fail_memory(err);
        status = bihe_rules_load(&model->rules[side], file, &model->allocator, err);
    }
    return status;
}

static bihe_status load(bihe_model *model, bool trained, bihe_error *err)
{
    const char *path = join_path(model, BIHE_VIEW("model.yaml"));
    if (path == NULL) return bihe_fail_memory(err);
    bihe_status status = load_untrained(model, path, err);
    /* what fails sooner comes first; the large files are checked whole */
    if (status == BIHE_OK) status = load_weights(model, trained, path, err);
    if (status == BIHE_OK && trained) status = load_cues(model, path, err);
    if (status == BIHE_OK && trained) status = load_chars(model, path, err);
    if (status == BIHE_OK && trained) status = load_lexicon(model, path, err);
    return status;
}

static bihe_status open_model(bihe_model **out, const char *dir, bool trained,
                              const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    const bihe_allocator a = allocator != NULL ? *allocator : bihe_allocator_default();
    bihe_model *model = bihe_mem_new0(&a, 1, sizeof *model);
    if (model == NULL) return bihe_fail_memory(err);
    model->allocator = a;
    bihe_arena_init(&model->arena, &a);
    model->dir = bihe_arena_copy(&model->arena, bihe_view_of(dir)).ptr;
    const bihe_status status =
        model->dir == NULL ? bihe_fail_memory(err) : load(model, trained, err);
    if (status != BIHE_OK)
        bihe_model_free(model);
    else
        *out = model;
    return status;
}

bihe_status bihe_model_load(bihe_model **out, const char *dir, const bihe_allocator *allocator,
                            bihe_error *err)
{
    return open_model(out, dir, true, allocator, err);
}

bihe_status bihe_model_load_untrained(bihe_model **out, const char *dir,
                                      const bihe_allocator *allocator, bihe_error *err)
{
    return open_model(out, dir, false, allocator, err);
}

void bihe_model_free(bihe_model *model)
{
    if (model == NULL) return;
    bihe_rules_free(model->rules[0]);
    bihe_rules_free(model->rules[1]);
    bihe_charlm_close(model->chars);
    bihe_cues_free(model->cues);
    bihe_lexicon_free(model->lexicon);
    bihe_arena_clear(&model->arena);
    const bihe_allocator allocator = model->allocator;
    bihe_mem_free(&allocator, model);
}
