/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON lines: one object a unit, with everything that is known of it. Members are named as the
 * columns of the TSV; metadata stands in an object of its own, so that no key of a post can hide
 * one of ours.
 */
#include "text/json.h"
#include "text/utf8.h"
#include "write/writer.h"

#include "model/context.h"

static const char *const extensions[] = {".jsonl", ".ndjson", NULL};

/* A JSON string; file names may be no UTF-8. Uses work[0]. */
static void append_string(bihe_writer *writer, bihe_buffer *out, bihe_view text)
{
    bihe_buffer *valid = &writer->work[0];
    if (bihe_utf8_valid_prefix(text) < text.len) {
        valid->len = 0;
        bihe_utf8_append_valid(valid, text);
        text = bihe_buffer_view(valid);
    }
    bihe_json_append_text(out, text);
}

/* `"PREFIXLANG":`, after a comma. */
static void append_name(bihe_writer *writer, const char *prefix, int side)
{
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_text(out, ",\"");
    bihe_buffer_append_text(out, prefix);
    bihe_buffer_append_text(out, bihe_model_lang(writer->context->model, side));
    bihe_buffer_append_text(out, "\":");
}

static bool is_first_of_its_key(const bihe_unit *unit, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        if (bihe_view_equal(unit->meta[i].key, unit->meta[k].key)) return false;
    }
    return true;
}

/* The end of every line of this post. */
static bihe_status set_origin(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    (void)err;
    bihe_buffer *out = &writer->scratch;
    const char *before = ",\"meta\":{";
    for (size_t k = 0; k < unit->meta_count; k++) {
        if (!is_first_of_its_key(unit, k)) continue;
        bihe_buffer_append_text(out, before);
        append_string(writer, out, unit->meta[k].key);
        bihe_buffer_append_byte(out, ':');
        append_string(writer, out, unit->meta[k].value);
        before = ",";
    }
    bihe_buffer_append_text(out, unit->meta_count > 0 ? "}}\n" : "}\n");
    return BIHE_OK;
}

static void append_numbers(bihe_writer *writer, const bihe_unit *unit)
{
    bihe_buffer *out = &writer->text[0];
    if (unit->score >= 0) {
        bihe_buffer_append_text(out, ",\"score\":");
        bihe_buffer_append_fixed(out, unit->score, 4);
    }
    if (unit->count[0] + unit->count[1] > 0)
        bihe_buffer_append_format(out, ",\"type\":\"%zu-%zu\"", unit->count[0], unit->count[1]);
    for (int side = 0; side < 2; side++) {
        if (unit->line[side][0] == 0) continue;
        append_name(writer, "lines_", side);
        bihe_buffer_append_format(out, "[%zu,%zu]", unit->line[side][0], unit->line[side][1]);
    }
    if (unit->repaired + unit->doubtful > 0)
        bihe_buffer_append_format(out, ",\"repaired\":%zu,\"doubtful\":%zu", unit->repaired,
                                  unit->doubtful);
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    (void)err;
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_text(out, "{\"post\":");
    append_string(writer, out, unit->post);
    for (int side = 0; side < 2; side++) {
        append_name(writer, "", side);
        append_string(writer, out, unit->text[side]);
    }
    append_numbers(writer, unit);
    for (int side = 0; side < 2; side++) {
        append_name(writer, "lang_", side);
        append_string(writer, out, bihe_writer_lang(writer, unit, side));
    }
    bihe_buffer_append_view(out, bihe_buffer_view(&writer->scratch));
    return BIHE_OK;
}

const bihe_format bihe_format_jsonl = {
    .name = "jsonl",
    .extensions = extensions,
    .origin = set_origin,
    .unit = append_unit,
};
