/* SPDX-License-Identifier: Apache-2.0 */
/* Our JSON lines read back (see write/jsonl.c); members it does not know are metadata. */
#include "import/rows.h"

#include "base/error.h"
#include "model/context.h"
#include "text/json.h"
#include "text/utf8.h"

#include <stdio.h>

enum { NAME_SIZE = 64 };

typedef struct jsonl_state {
    bihe_rows rows;
    bihe_buffer text;
    char text_name[2][NAME_SIZE], lines_name[2][NAME_SIZE], lang_name[2][NAME_SIZE];
} jsonl_state;

static bool is_own_member(const jsonl_state *state, bihe_view key)
{
    static const char *const names[] = {"post", "score", "type", "repaired", "doubtful", "meta"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (bihe_view_is(key, names[k])) return true;
    }
    for (int side = 0; side < 2; side++) {
        if (bihe_view_is(key, state->text_name[side]) ||
            bihe_view_is(key, state->lines_name[side]) || bihe_view_is(key, state->lang_name[side]))
            return true;
    }
    return false;
}

static bihe_view text_of(bihe_reader *reader, const bihe_json *json, const char *member)
{
    bihe_view text;
    if (!bihe_json_text(json, member, &text)) return (bihe_view){NULL, 0};
    return bihe_reader_keep(reader, text);
}

static size_t size_of(const bihe_json *json, const char *member)
{
    double value;
    const bool good = bihe_json_number(json, member, &value) && value >= 0 && value <= 1e15;
    return good ? (size_t)value : 0;
}

static void add_members(bihe_reader *reader, const bihe_json *json, const char *object)
{
    jsonl_state *state = reader->own;
    void *at = NULL;
    bihe_view key, value;
    while (bihe_json_next(json, object, &at, &state->text, &key, &value)) {
        if (object != NULL || !is_own_member(state, key)) bihe_reader_add_meta(reader, key, value);
    }
}

static void set_unit(bihe_reader *reader, const bihe_json *json)
{
    const jsonl_state *state = reader->own;
    bihe_unit *unit = &reader->unit;
    bihe_view type;
    double score;
    unit->post = text_of(reader, json, "post");
    if (bihe_json_number(json, "score", &score) && score >= 0 && score <= 1) unit->score = score;
    if (bihe_json_text(json, "type", &type))
        (void)bihe_reader_set_fact(reader, BIHE_VIEW("type"), type);
    for (int side = 0; side < 2; side++) {
        unit->text[side] = text_of(reader, json, state->text_name[side]);
        unit->lang[side] = text_of(reader, json, state->lang_name[side]);
        if (!bihe_json_pair(json, state->lines_name[side], unit->line[side]))
            unit->line[side][0] = unit->line[side][1] = 0;
    }
    unit->repaired = size_of(json, "repaired");
    unit->doubtful = size_of(json, "doubtful");
    add_members(reader, json, "meta");
    add_members(reader, json, NULL);
}

static bihe_status next(bihe_reader *reader, bool *found, bihe_error *err)
{
    jsonl_state *state = reader->own;
    for (;;) {
        bihe_view line;
        bihe_status status = bihe_rows_next(&state->rows, reader, found, &line, err);
        if (status != BIHE_OK || !*found) return status;
        if (bihe_utf8_trim(line).len == 0) continue;
        bihe_json *json;
        bihe_error why;
        status = bihe_json_parse_numbers(&json, line, &reader->allocator, &why);
        if (status == BIHE_ERROR_MEMORY) return bihe_fail_memory(err);
        if (status != BIHE_OK) {
            bihe_context_report(reader->context, BIHE_LOSS, reader->path, state->rows.number,
                                why.column, "passed over: %s", why.message);
            continue;
        }
        set_unit(reader, json);
        bihe_json_free(json);
        return state->text.failed ? bihe_fail_memory(err) : BIHE_OK;
    }
}

static bihe_status open(bihe_reader *reader, bihe_error *err)
{
    jsonl_state *state = bihe_mem_new0(&reader->allocator, 1, sizeof *state);
    if (state == NULL) return bihe_fail_memory(err);
    bihe_rows_init(&state->rows, &reader->allocator);
    bihe_buffer_init(&state->text, &reader->allocator);
    for (int side = 0; side < 2; side++) {
        const char *lang = bihe_model_lang(reader->context->model, side);
        (void)snprintf(state->text_name[side], NAME_SIZE, "%s", lang);
        (void)snprintf(state->lines_name[side], NAME_SIZE, "lines_%s", lang);
        (void)snprintf(state->lang_name[side], NAME_SIZE, "lang_%s", lang);
    }
    reader->own = state;
    return BIHE_OK;
}

static void close(bihe_reader *reader)
{
    jsonl_state *state = reader->own;
    bihe_rows_clear(&state->rows);
    bihe_buffer_clear(&state->text);
    bihe_mem_free(&reader->allocator, state);
}

const bihe_read_format bihe_read_jsonl = {
    .name = "jsonl", .open = open, .next = next, .close = close};
