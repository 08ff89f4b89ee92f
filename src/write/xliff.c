/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF 1.2 (OASIS Standard, 2008): a <file> a post, with the front matter as notes of its header,
 * and a <trans-unit> a unit, with score, type and lines as contexts of type x-….
 */
#include "write/xliff.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "write/xml.h"

static const char *const extensions[] = {".xlf", ".xliff", NULL};

/* --- both versions ------------------------------------------------------------------------- */

bihe_xliff *bihe_xliff_start(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    if (state == NULL) {
        state = bihe_mem_new0(&writer->allocator, 1, sizeof *state);
        if (state == NULL) return NULL;
        bihe_buffer_init(&state->head, &writer->allocator);
        writer->own = state;
    }
    state->open = false;
    state->head.len = state->files = state->units = state->strangers = 0;
    return state;
}

bool bihe_xliff_is_open(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    const bihe_view wanted = bihe_buffer_view(&writer->scratch);
    if (state->open && bihe_view_equal(bihe_buffer_view(&state->head), wanted)) return true;
    state->head.len = 0;
    bihe_buffer_append_view(&state->head, wanted);
    writer->scratch.failed = writer->scratch.failed || state->head.failed;
    return false;
}

bihe_status bihe_xliff_append_side(bihe_writer *writer, const bihe_unit *unit, int side,
                                   const char *start, const char *stop, bihe_error *err)
{
    bihe_view text;
    const bihe_status status = bihe_writer_clean(writer, unit->text[side], &text, err);
    if (status != BIHE_OK) return status;
    bihe_buffer_append_text(&writer->text[0], start);
    bihe_xml_append_text(&writer->text[0], text);
    bihe_buffer_append_text(&writer->text[0], stop);
    return BIHE_OK;
}

void bihe_xliff_release(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    bihe_buffer_clear(&state->head);
    bihe_mem_free(&writer->allocator, state);
}

/* --- 1.2 ----------------------------------------------------------------------------------- */

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    (void)first;
    if (bihe_xliff_start(writer) == NULL) return bihe_fail_memory(err);
    bihe_buffer_append_text(&writer->text[0],
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" "
                            "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
    return BIHE_OK;
}

/* `unit` may be NULL. */
static void append_file_tag(bihe_writer *writer, const bihe_unit *unit, bihe_buffer *out)
{
    const int source = writer->options->source_side;
    const bihe_view post = unit != NULL && unit->post.len > 0 ? unit->post : BIHE_VIEW("unknown");
    bihe_buffer_append_text(out, "<file");
    bihe_xml_append_attribute(out, "original", post);
    bihe_xml_append_attribute(out, "source-language", bihe_writer_lang(writer, unit, source));
    bihe_xml_append_attribute(out, "target-language", bihe_writer_lang(writer, unit, 1 - source));
    bihe_buffer_append_text(out, " datatype=\"plaintext\">\n");
}

/* The start of a <file> for this post, kept in writer->scratch. */
static bihe_status set_origin(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    bihe_buffer *out = &writer->scratch;
    append_file_tag(writer, unit, out);
    bihe_buffer_append_text(out, "<header>\n<tool tool-id=\"bihe\" tool-name=\"bihe\"");
    bihe_xml_append_attribute(out, "tool-version", BIHE_VIEW(BIHE_VERSION));
    bihe_buffer_append_text(out, "/>\n");
    for (size_t k = 0; k < unit->meta_count; k++) {
        bihe_view value;
        const bihe_status status = bihe_writer_clean(writer, unit->meta[k].value, &value, err);
        if (status != BIHE_OK) return status;
        if (value.len == 0) continue;
        bihe_buffer_append_text(out, "<note");
        bihe_xml_append_attribute(out, "from", unit->meta[k].key);
        bihe_buffer_append_byte(out, '>');
        bihe_xml_append_text(out, value);
        bihe_buffer_append_text(out, "</note>\n");
    }
    bihe_buffer_append_text(out, "</header>\n<body>\n");
    return BIHE_OK;
}

static void close_file(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    if (state->open) bihe_buffer_append_text(&writer->text[0], "</body>\n</file>\n");
    state->open = false;
}

static void open_file(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    if (bihe_xliff_is_open(writer)) return;
    close_file(writer);
    state->open = true;
    state->files++;
    bihe_buffer_append_view(&writer->text[0], bihe_buffer_view(&writer->scratch));
}

/* What bihe knows of the unit. */
static void append_contexts(bihe_writer *writer, const bihe_unit *unit)
{
    bihe_buffer *out = &writer->text[0];
    const char *name;
    bool any = false;
    for (size_t k = 0; (name = bihe_writer_fact(writer, unit, k)) != NULL; k++) {
        if (writer->work[0].len == 0) continue;
        if (!any)
            bihe_buffer_append_text(out, "  <context-group name=\"bihe\" purpose=\"information\">");
        any = true;
        bihe_buffer_append_format(out, "<context context-type=\"x-%s\">", name);
        bihe_buffer_append_view(out, bihe_buffer_view(&writer->work[0]));
        bihe_buffer_append_text(out, "</context>");
    }
    if (any) bihe_buffer_append_text(out, "</context-group>\n");
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    bihe_xliff *state = writer->own;
    const int source = writer->options->source_side;
    open_file(writer);
    bihe_buffer_append_format(&writer->text[0], "<trans-unit id=\"%zu\" xml:space=\"preserve\">\n",
                              ++state->units);
    bihe_status status =
        bihe_xliff_append_side(writer, unit, source, "  <source>", "</source>\n", err);
    if (status == BIHE_OK && unit->text[1 - source].len > 0)
        status = bihe_xliff_append_side(writer, unit, 1 - source, "  <target state=\"translated\">",
                                        "</target>\n", err);
    append_contexts(writer, unit);
    bihe_buffer_append_text(&writer->text[0], "</trans-unit>\n");
    return status;
}

/* XLIFF wants a file even where there is nothing to say. */
static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    (void)err;
    bihe_xliff *state = writer->own;
    if (state->files == 0) {
        append_file_tag(writer, NULL, &writer->text[0]);
        bihe_buffer_append_text(&writer->text[0], "<body>\n");
        state->open = true;
    }
    close_file(writer);
    bihe_buffer_append_text(&writer->text[0], "</xliff>\n");
    return BIHE_OK;
}

const bihe_format bihe_format_xliff = {
    .name = "xliff",
    .extensions = extensions,
    .begin = begin,
    .origin = set_origin,
    .unit = append_unit,
    .end = end,
    .release = bihe_xliff_release,
};
