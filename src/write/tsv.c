/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tab-separated values: a header line, then one unit a line. Columns are found by name; tab,
 * newline, CR and backslash inside a field are written \t \n \r \\ and nothing is quoted.
 */
#include "text/utf8.h"
#include "write/writer.h"

#include "model/context.h"

static const char *const extensions[] = {".tsv", NULL};

static const char *escape_of(char c)
{
    switch (c) {
    case '\t': return "\\t";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\\': return "\\\\";
    default: return NULL;
    }
}

/* File names may be no UTF-8; the file as a whole always is. */
static void append_field(bihe_buffer *out, bihe_view text)
{
    size_t run = 0;
    for (size_t i = 0; i < text.len;) {
        const size_t start = i;
        const int32_t c = bihe_utf8_next(text, &i);
        const char *escape = c < 0x80 ? escape_of((char)c) : NULL;
        if (escape == NULL && c != BIHE_REPLACEMENT) continue;
        bihe_buffer_append_view(out, bihe_view_slice(text, run, start));
        if (escape != NULL)
            bihe_buffer_append_text(out, escape);
        else
            bihe_utf8_append(out, BIHE_REPLACEMENT);
        run = i;
    }
    bihe_buffer_append_view(out, bihe_view_slice(text, run, text.len));
}

/* Takes the next name off a comma-separated list; false at its end. */
static bool next_column(bihe_view *list, bihe_view *name)
{
    while (list->len > 0) {
        size_t end = 0;
        while (end < list->len && list->ptr[end] != ',')
            end++;
        *name = bihe_utf8_trim(bihe_view_slice(*list, 0, end));
        *list = bihe_view_slice(*list, end < list->len ? end + 1 : end, list->len);
        if (name->len > 0) return true;
    }
    return false;
}

/* Columns are found by name, so a front-matter key must not hide one of ours. */
static bool is_own_column(bihe_view name, const bihe_model *model)
{
    if (bihe_view_is(name, "post") || bihe_view_is(name, "score") || bihe_view_is(name, "type") ||
        bihe_view_is(name, "repaired") || bihe_view_is(name, "doubtful"))
        return true;
    const bihe_view prefix = BIHE_VIEW("lines_");
    const bool lines =
        name.len > prefix.len && bihe_view_equal(bihe_view_slice(name, 0, prefix.len), prefix);
    const bihe_view lang = lines ? bihe_view_slice(name, prefix.len, name.len) : name;
    return bihe_view_is(lang, bihe_model_lang(model, 0)) ||
           bihe_view_is(lang, bihe_model_lang(model, 1));
}

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    (void)first;
    (void)err;
    const bihe_model *model = writer->context->model;
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_text(out, "post");
    for (int side = 0; side < 2; side++) {
        bihe_buffer_append_byte(out, '\t');
        append_field(out, bihe_view_of(bihe_model_lang(model, side)));
    }
    bihe_buffer_append_text(out, "\tscore\ttype");
    for (int side = 0; side < 2; side++) {
        bihe_buffer_append_text(out, "\tlines_");
        append_field(out, bihe_view_of(bihe_model_lang(model, side)));
    }
    bihe_buffer_append_text(out, "\trepaired\tdoubtful");
    bihe_view list = bihe_view_of(writer->options->columns), name;
    while (next_column(&list, &name)) {
        bihe_buffer_append_text(out, is_own_column(name, model) ? "\tmeta-" : "\t");
        append_field(out, name);
    }
    bihe_buffer_append_byte(out, '\n');
    return BIHE_OK;
}

/* The end of every line of this post. */
static bihe_status set_origin(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    (void)err;
    bihe_view list = bihe_view_of(writer->options->columns), name;
    while (next_column(&list, &name)) {
        bihe_buffer_append_byte(&writer->scratch, '\t');
        append_field(&writer->scratch, bihe_unit_meta(unit, name));
    }
    bihe_buffer_append_byte(&writer->scratch, '\n');
    return BIHE_OK;
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    (void)err;
    bihe_buffer *out = &writer->text[0];
    append_field(out, unit->post);
    for (int side = 0; side < 2; side++) {
        bihe_buffer_append_byte(out, '\t');
        append_field(out, unit->text[side]);
    }
    bihe_buffer_append_byte(out, '\t');
    if (unit->score >= 0) bihe_buffer_append_fixed(out, unit->score, 4);
    bihe_buffer_append_byte(out, '\t');
    if (unit->count[0] + unit->count[1] > 0)
        bihe_buffer_append_format(out, "%zu-%zu", unit->count[0], unit->count[1]);
    for (int side = 0; side < 2; side++) {
        const size_t *line = unit->line[side];
        bihe_buffer_append_byte(out, '\t');
        if (line[0] > 0) bihe_buffer_append_format(out, "%zu", line[0]);
        if (line[1] > line[0]) bihe_buffer_append_format(out, "-%zu", line[1]);
    }
    bihe_buffer_append_format(out, "\t%zu\t%zu", unit->repaired, unit->doubtful);
    bihe_buffer_append_view(out, bihe_buffer_view(&writer->scratch));
    return BIHE_OK;
}

const bihe_format bihe_format_tsv = {
    .name = "tsv",
    .extensions = extensions,
    .begin = begin,
    .origin = set_origin,
    .unit = append_unit,
};
