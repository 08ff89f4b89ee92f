/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF 2.1 (OASIS Standard, 2018): a <file> a post and a <unit> a unit; the front matter, score,
 * type and lines are entries of its Metadata module. The whole document has one pair of languages:
 * units in another (a post in Traditional characters) say so in their metadata, and are told.
 */
#include "write/xliff.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "write/xml.h"

static const char *const extensions[] = {".xlf2", ".xliff2", NULL};

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    if (bihe_xliff_start(writer) == NULL) return bihe_fail_memory(err);
    const int source = writer->options->source_side;
    bihe_buffer *out = &writer->text[0];
    bihe_writer_keep_langs(writer, first);
    bihe_buffer_append_text(out,
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
                            "xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" version=\"2.1\"");
    bihe_xml_append_attribute(out, "srcLang", bihe_view_of(writer->head_lang[source]));
    bihe_xml_append_attribute(out, "trgLang", bihe_view_of(writer->head_lang[1 - source]));
    bihe_buffer_append_text(out, ">\n");
    return BIHE_OK;
}

/* `text` must be clean. */
static void append_meta(bihe_buffer *out, bihe_view type, bihe_view text)
{
    bihe_buffer_append_text(out, "<mda:meta");
    bihe_xml_append_attribute(out, "type", type);
    bihe_buffer_append_byte(out, '>');
    bihe_xml_append_text(out, text);
    bihe_buffer_append_text(out, "</mda:meta>");
}

static void start_group(bihe_buffer *out, const char *category)
{
    bihe_buffer_append_text(out, "<mda:metadata><mda:metaGroup");
    bihe_xml_append_attribute(out, "category", bihe_view_of(category));
    bihe_buffer_append_text(out, ">");
}

static void end_group(bihe_buffer *out)
{
    bihe_buffer_append_text(out, "</mda:metaGroup></mda:metadata>\n");
}

/* The start of a <file> for this post after its id, kept in writer->scratch. */
static bihe_status set_origin(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    bihe_buffer *out = &writer->scratch;
    if (unit->post.len > 0) bihe_xml_append_attribute(out, "original", unit->post);
    bihe_buffer_append_text(out, " xml:space=\"preserve\">\n");
    bool any = false;
    for (size_t k = 0; k < unit->meta_count; k++) {
        bihe_view value;
        const bihe_status status = bihe_writer_clean(writer, unit->meta[k].value, &value, err);
        if (status != BIHE_OK) return status;
        if (value.len == 0) continue;
        if (!any) start_group(out, "post");
        any = true;
        append_meta(out, unit->meta[k].key, value);
    }
    if (any) end_group(out);
    return BIHE_OK;
}

static void close_file(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    if (state->open) bihe_buffer_append_text(&writer->text[0], "</file>\n");
    state->open = false;
}

static void open_file(bihe_writer *writer)
{
    bihe_xliff *state = writer->own;
    if (bihe_xliff_is_open(writer)) return;
    close_file(writer);
    state->open = true;
    bihe_buffer_append_format(&writer->text[0], "<file id=\"f%zu\"", ++state->files);
    bihe_buffer_append_view(&writer->text[0], bihe_buffer_view(&writer->scratch));
}

static void append_langs(bihe_writer *writer, const bihe_unit *unit)
{
    bihe_xliff *state = writer->own;
    bool stranger = false;
    for (int side = 0; side < 2; side++) {
        const bihe_view lang = bihe_writer_lang(writer, unit, side);
        if (bihe_view_is(lang, writer->head_lang[side])) continue;
        append_meta(&writer->text[0], BIHE_VIEW("lang"), lang);
        stranger = true;
    }
    state->strangers += stranger;
}

/* What bihe knows of the unit. */
static void append_facts(bihe_writer *writer, const bihe_unit *unit)
{
    bihe_buffer *out = &writer->text[0];
    const size_t before = out->len;
    bihe_buffer_append_text(out, "  ");
    start_group(out, "bihe");
    const size_t empty = out->len;
    const char *name;
    for (size_t k = 0; (name = bihe_writer_fact(writer, unit, k)) != NULL; k++) {
        const bihe_view text = bihe_buffer_view(&writer->work[0]);
        if (text.len > 0) append_meta(out, bihe_view_of(name), text);
    }
    append_langs(writer, unit);
    if (out->len == empty)
        out->len = before;
    else
        end_group(out);
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    bihe_xliff *state = writer->own;
    const int source = writer->options->source_side;
    open_file(writer);
    bihe_buffer_append_format(&writer->text[0], "<unit id=\"u%zu\">\n", ++state->units);
    append_facts(writer, unit);
    const bool translated = unit->text[1 - source].len > 0;
    bihe_buffer_append_text(&writer->text[0],
                            translated ? "  <segment state=\"translated\">\n" : "  <segment>\n");
    bihe_status status =
        bihe_xliff_append_side(writer, unit, source, "    <source>", "</source>\n", err);
    if (status == BIHE_OK && translated)
        status =
            bihe_xliff_append_side(writer, unit, 1 - source, "    <target>", "</target>\n", err);
    bihe_buffer_append_text(&writer->text[0], "  </segment>\n</unit>\n");
    return status;
}

/* XLIFF wants a file with something in it even where there is nothing to say. */
static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    (void)err;
    const bihe_xliff *state = writer->own;
    if (state->files == 0)
        bihe_buffer_append_text(&writer->text[0],
                                "<file id=\"f1\">\n<group id=\"g1\"/>\n</file>\n");
    close_file(writer);
    bihe_buffer_append_text(&writer->text[0], "</xliff>\n");
    if (state->strangers > 0)
        bihe_context_report(writer->context, BIHE_WARNING, writer->path, 0, 0,
                            "%zu units are in another language than this file can say (XLIFF 2 "
                            "has one pair a file)",
                            state->strangers);
    return BIHE_OK;
}

const bihe_format bihe_format_xliff2 = {
    .name = "xliff2",
    .extensions = extensions,
    .begin = begin,
    .origin = set_origin,
    .unit = append_unit,
    .end = end,
    .release = bihe_xliff_release,
};
