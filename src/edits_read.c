/* SPDX-License-Identifier: Apache-2.0 */
/* Edits out of files and lines, in the order of their posts. */
#include "edits.h"

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "model/context.h"
#include "text/json.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDITS_VERSION = 1 };

const char *bihe_verdict_name(bihe_verdict verdict)
{
    static const char *const names[] = {"", "approved", "edited", "rejected", "withdrawn"};
    return names[verdict];
}

bihe_status bihe_edits_new(bihe_edits **out, const bihe_context *context, bihe_error *err)
{
    bihe_edits *edits = bihe_mem_new0(&context->allocator, 1, sizeof *edits);
    *out = edits;
    if (edits == NULL) return bihe_fail_memory(err);
    edits->allocator = context->allocator;
    bihe_arena_init(&edits->arena, &context->allocator);
    for (int side = 0; side < 2; side++)
        (void)snprintf(edits->lang[side], sizeof edits->lang[side], "%s",
                       bihe_model_lang(context->model, side));
    return BIHE_OK;
}

void bihe_edits_free(bihe_edits *edits)
{
    if (edits == NULL) return;
    const bihe_allocator allocator = edits->allocator;
    bihe_arena_clear(&edits->arena);
    bihe_mem_free(&allocator, edits->items);
    bihe_mem_free(&allocator, edits->groups);
    bihe_mem_free(&allocator, edits);
}

size_t bihe_edits_count(const bihe_edits *edits)
{
    return edits->count;
}

const char *bihe_edits_post(const bihe_edits *edits, size_t k)
{
    return k < edits->group_count ? edits->items[edits->groups[k].first].post.ptr : NULL;
}

void bihe_edits_squeeze(bihe_buffer *out, bihe_view text)
{
    for (size_t pos = 0; pos < text.len;) {
        const size_t start = pos;
        if (!bihe_char_is_space(bihe_utf8_next(text, &pos)))
            bihe_buffer_append(out, text.ptr + start, pos - start);
    }
}

/* --- names of posts ------------------------------------------------------------------------ */

/* A name without steps such as ./ and ../ before it. */
static bihe_view plain_name(const char *name)
{
    for (;;) {
        if (strncmp(name, "./", 2) == 0)
            name += 2;
        else if (strncmp(name, "../", 3) == 0)
            name += 3;
        else
            return bihe_view_of(name);
    }
}

bool bihe_edits_match(const char *of, const char *name)
{
    bihe_view a = plain_name(of), b = plain_name(name);
    if (a.len > b.len) {
        const bihe_view longer = a;
        a = b;
        b = longer;
    }
    const size_t skip = b.len - a.len;
    return a.len > 0 && memcmp(a.ptr, b.ptr + skip, a.len) == 0 &&
           (skip == 0 || b.ptr[skip - 1] == '/');
}

/* --- one line ------------------------------------------------------------------------------ */

static bool parse_verdict(bihe_view text, bihe_verdict *out)
{
    for (int k = BIHE_VERDICT_APPROVED; k <= BIHE_VERDICT_WITHDRAWN; k++) {
        *out = (bihe_verdict)k;
        if (bihe_view_is(text, bihe_verdict_name(*out))) return true;
    }
    return false;
}

/* The sentences of one side into the edit; false when out of memory. */
static bool take_texts(bihe_edits *edits, const bihe_json *json, int side, bihe_edit *edit)
{
    bihe_view text;
    bihe_buffer all;
    bihe_buffer_init(&all, &edits->allocator);
    for (size_t k = 0; bihe_json_text_at(json, edits->lang[side], k, &text); k++) {
        if (k == 0) edit->shown[side] = bihe_arena_copy(&edits->arena, text);
        bihe_edits_squeeze(&all, text);
    }
    edit->text[side] = bihe_arena_copy(&edits->arena, bihe_buffer_view(&all));
    const bool done = !all.failed && edit->text[side].ptr != NULL;
    bihe_buffer_clear(&all);
    return done;
}

/* Its texts are the edits' own. */
static bihe_status append(bihe_edits *edits, const bihe_edit *edit, bihe_error *err)
{
    void *items = edits->items;
    if (!bihe_array_reserve(&edits->allocator, &items, &edits->capacity, edits->count + 1,
                            sizeof *edits->items))
        return bihe_fail_memory(err);
    edits->items = items;
    edits->items[edits->count++] = *edit;
    return BIHE_OK;
}

static bihe_status take_edit(bihe_edits *edits, const bihe_json *json, const bihe_edit *place,
                             bihe_error *err)
{
    bihe_view post, status;
    bihe_edit edit = *place;
    edit.order = edits->count;
    if (!bihe_json_text(json, "post", &post) || post.len == 0 ||
        memchr(post.ptr, '\0', post.len) != NULL)
        return bihe_fail(err, BIHE_ERROR_INPUT, "no edit: \"post\" is missing");
    if (!bihe_json_text(json, "status", &status) || !parse_verdict(status, &edit.verdict))
        return bihe_fail(err, BIHE_ERROR_INPUT,
                         "no edit: \"status\" must be approved, edited, rejected or withdrawn");
    if (!bihe_json_pair(json, "at", edit.at)) edit.at[0] = edit.at[1] = SIZE_MAX;
    edit.post = bihe_arena_copy(&edits->arena, post);
    if (edit.post.ptr == NULL || !take_texts(edits, json, 0, &edit) ||
        !take_texts(edits, json, 1, &edit))
        return bihe_fail_memory(err);
    if (edit.text[0].len + edit.text[1].len == 0)
        return bihe_fail(err, BIHE_ERROR_INPUT, "no edit: neither \"%s\" nor \"%s\" has text",
                         edits->lang[0], edits->lang[1]);
    return append(edits, &edit, err);
}

bihe_status bihe_edits_add_line(bihe_edits *edits, bihe_view line, const bihe_edit *place,
                                bihe_error *err)
{
    bihe_json *json;
    bihe_status status = bihe_json_parse_numbers(&json, line, &edits->allocator, err);
    if (status != BIHE_OK) return status;
    status = take_edit(edits, json, place, err);
    bihe_json_free(json);
    return status;
}

bihe_status bihe_edits_add_copy(bihe_edits *edits, const bihe_edit *edit, bihe_error *err)
{
    bihe_edit copy = *edit;
    copy.order = edits->count;
    copy.post = bihe_arena_copy(&edits->arena, edit->post);
    bool done = copy.post.ptr != NULL;
    for (int side = 0; side < 2; side++) {
        copy.text[side] = bihe_arena_copy(&edits->arena, edit->text[side]);
        copy.shown[side] = bihe_arena_copy(&edits->arena, edit->shown[side]);
        done = done && copy.text[side].ptr != NULL && copy.shown[side].ptr != NULL;
    }
    return done ? append(edits, &copy, err) : bihe_fail_memory(err);
}

bihe_status bihe_edits_in_order(const bihe_edits *edits, const bihe_edit ***out, bihe_error *err)
{
    *out = bihe_mem_new(&edits->allocator, edits->count, sizeof **out);
    if (*out == NULL) return bihe_fail_memory(err);
    for (size_t k = 0; k < edits->count; k++)
        (*out)[edits->items[k].order] = &edits->items[k];
    return BIHE_OK;
}

/* --- what is applied to a post --------------------------------------------------------------- */

static void hash_edit(bihe_hash *hash, const bihe_edit *edit)
{
    const uint64_t numbers[] = {edit->verdict, edit->at[0], edit->at[1], edit->text[0].len,
                                edit->text[1].len};
    bihe_hash_add(hash, numbers, sizeof numbers);
    for (int side = 0; side < 2; side++)
        bihe_hash_add(hash, edit->text[side].ptr, edit->text[side].len);
}

uint64_t bihe_edits_key(const bihe_edits *edits, const char *name)
{
    unsigned char bytes[BIHE_HASH_SIZE];
    uint64_t key = 0;
    bihe_hash hash;
    bihe_hash_init(&hash);
    bool any = false;
    for (size_t g = 0; g < edits->group_count; g++) {
        const bihe_edit_group *group = &edits->groups[g];
        if (!bihe_edits_match(edits->items[group->first].post.ptr, name)) continue;
        any = true;
        for (size_t k = 0; k < group->count; k++)
            hash_edit(&hash, &edits->items[group->first + k]);
    }
    if (!any) return 0;
    bihe_hash_finish(&hash, bytes);
    for (size_t k = 0; k < sizeof key; k++)
        key = key << 8 | bytes[k];
    return key;
}

/* --- groups -------------------------------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
    const bihe_edit *x = a, *y = b;
    const int names = strcmp(x->post.ptr, y->post.ptr);
    if (names != 0) return names;
    return x->order < y->order ? -1 : x->order > y->order;
}

bihe_status bihe_edits_group(bihe_edits *edits, bihe_error *err)
{
    if (edits->count == 0) return BIHE_OK;
    qsort(edits->items, edits->count, sizeof *edits->items, compare_items);
    edits->group_count = 0;
    for (size_t i = 0; i < edits->count; i++) {
        void *groups = edits->groups;
        const bool same = i > 0 && bihe_view_equal(edits->items[i].post, edits->items[i - 1].post);
        if (!same) {
            if (!bihe_array_reserve(&edits->allocator, &groups, &edits->group_capacity,
                                    edits->group_count + 1, sizeof *edits->groups))
                return bihe_fail_memory(err);
            edits->groups = groups;
            edits->groups[edits->group_count++] = (bihe_edit_group){i, 0};
        }
        edits->groups[edits->group_count - 1].count++;
    }
    return BIHE_OK;
}

/* --- a file -------------------------------------------------------------------------------- */

/* Whether a line is the head of a file; BIHE_ERROR_INPUT for one of another version. */
static bihe_status read_head(const bihe_edits *edits, bihe_view line, bool *is_head,
                             bihe_error *err)
{
    bihe_json *json;
    double version;
    *is_head = false;
    bihe_status status = bihe_json_parse_numbers(&json, line, &edits->allocator, err);
    if (status != BIHE_OK) return status;
    *is_head = bihe_json_number(json, "bihe_edits", &version);
    bihe_json_free(json);
    if (*is_head && !(version >= 1 && version < EDITS_VERSION + 1))
        return bihe_fail(err, BIHE_ERROR_INPUT,
                         "edits of another version of bihe (this one knows %d)", EDITS_VERSION);
    return BIHE_OK;
}

/* A head or an edit. A line that is neither is passed over, but for the first, which must be a
 * head. */
static bihe_status take_line(bihe_edits *edits, const bihe_context *context, bihe_view line,
                             const bihe_edit *place, bool *headed, bihe_error *err)
{
    bool is_head;
    bihe_error why = {.code = BIHE_OK};
    bihe_status status = read_head(edits, line, &is_head, &why);
    if (status == BIHE_ERROR_INPUT && is_head)
        return bihe_fail_at(err, status, place->file, place->line, 0, "%s", why.message);
    *headed = *headed || is_head;
    if (status == BIHE_ERROR_MEMORY) return bihe_fail_memory(err);
    if (is_head || !*headed) return BIHE_OK;
    if (status == BIHE_OK) status = bihe_edits_add_line(edits, line, place, &why);
    if (status == BIHE_ERROR_MEMORY) return bihe_fail_memory(err);
    if (status != BIHE_OK)
        bihe_context_report(context, BIHE_LOSS, place->file, place->line, why.column,
                            "passed over: %s", why.message);
    return BIHE_OK;
}

static bihe_status take_lines(bihe_edits *edits, const bihe_context *context, bihe_view text,
                              const char *file, bihe_error *err)
{
    bool headed = false;
    bihe_status status = BIHE_OK;
    bihe_edit place = {.file = file};
    for (size_t start = 0; start < text.len && status == BIHE_OK;) {
        const char *feed = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = feed != NULL ? (size_t)(feed - text.ptr) : text.len;
        const bihe_view line = bihe_utf8_trim(bihe_view_slice(text, start, end));
        place.line++;
        if (line.len > 0) {
            status = take_line(edits, context, line, &place, &headed, err);
            if (!headed) break;
        }
        start = end + 1;
    }
    if (status == BIHE_OK && !headed)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, file, place.line, 0,
                            "not a file of edits, as the review page saves it");
    return status;
}

bihe_status bihe_edits_add_file(bihe_edits *edits, const bihe_context *context, const char *path,
                                bihe_error *err)
{
    bihe_buffer text, valid;
    const bihe_view file = bihe_arena_copy(&edits->arena, bihe_view_of(path));
    if (file.ptr == NULL) return bihe_fail_memory(err);
    bihe_buffer_init(&text, &edits->allocator);
    bihe_buffer_init(&valid, &edits->allocator);
    bihe_status status = bihe_file_read(path, context->options.max_bytes, &text, err);
    if (status == BIHE_OK) {
        bihe_utf8_append_valid(&valid, bihe_buffer_view(&text));
        status = valid.failed ? bihe_fail_memory(err) : BIHE_OK;
    }
    if (status == BIHE_OK)
        status = take_lines(edits, context, bihe_buffer_view(&valid), file.ptr, err);
    bihe_buffer_clear(&text);
    bihe_buffer_clear(&valid);
    return status == BIHE_OK ? bihe_edits_group(edits, err) : status;
}
