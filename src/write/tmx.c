/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX 1.4 (LISA OSCAR, Translation Memory eXchange 1.4b, 2005) as importers really read it: props
 * before the text, the source side first, own props named x-…, segments in NFC, trimmed and on one
 * line, and never a prop of type "file", which makes OmegaT skip the unit. No DOCTYPE: readers that
 * forbid or fetch DTDs would refuse the file, and none asks for it.
 *
 * Units keep document order (see writer.c); OmegaT inserts the first of several translations.
 */
#include "write/tmx.h"
#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "write/writer.h"
#include "write/xml.h"

#include <string.h>
#include <time.h>

static const char *const extensions[] = {".tmx", NULL};

/* Front-matter keys that may hold where a post came from or lives, the surest first. */
static const char *const url_keys[] = {"tourl", "url",          "source_url", "canonical_url",
                                       "link",  "canonicalUrl", "permalink",  NULL};
static const char *const date_keys[] = {"date", NULL};
static const char *const tag_keys[] = {"tags", NULL};

/* Front matter of the same name becomes x-meta-NAME. */
const char *const bihe_tmx_props[] = {"score", "type", "lines", "repaired", "post",
                                      "url",   "date", "tags",  NULL};

static bool is_one_of(bihe_view name, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (bihe_view_is(name, *names)) return true;
    }
    return false;
}

static void append_date(bihe_buffer *out, int64_t seconds)
{
    const time_t when = (time_t)seconds;
    struct tm t;
    char text[32];
    if (seconds < 0 || gmtime_r(&when, &t) == NULL || t.tm_year > 9999 - 1900) return;
    const size_t len = strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &t);
    bihe_xml_append_attribute(out, "creationdate", (bihe_view){text, len});
}

/* The language that the header names as the source. */
static bihe_view source_lang(const bihe_writer *writer)
{
    return bihe_view_of(writer->head_lang[writer->options->source_side]);
}

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    (void)err;
    bihe_buffer *out = &writer->text[0];
    bihe_writer_keep_langs(writer, first);
    bihe_buffer_append_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                 "<tmx version=\"1.4\">\n"
                                 "<header creationtool=\"bihe\"");
    bihe_xml_append_attribute(out, "creationtoolversion", BIHE_VIEW(BIHE_VERSION));
    bihe_xml_append_attribute(out, "segtype", bihe_view_of(writer->options->segtype));
    bihe_buffer_append_text(out, " o-tmf=\"bihe\" adminlang=\"en\"");
    bihe_xml_append_attribute(out, "srclang", source_lang(writer));
    bihe_buffer_append_text(out, " datatype=\"plaintext\"");
    append_date(out, writer->options->source_date);
    bihe_buffer_append_text(out, "/>\n<body>\n");
    return BIHE_OK;
}

/* The front matter's own names as prop types: letters and digits of any script and - _ . stay. */
static void append_prop_name(bihe_buffer *out, bihe_view key)
{
    if (is_one_of(key, bihe_tmx_props)) bihe_buffer_append_text(out, "meta-");
    for (size_t i = 0; i < key.len;) {
        const int32_t c = bihe_utf8_next(key, &i);
        const bool plain =
            bihe_char_is_letter(c) || bihe_char_is_digit(c) || c == '-' || c == '_' || c == '.';
        bihe_utf8_append(out, plain ? c : '_');
    }
}

/* `key` names the prop as in the front matter, or `name` where it is one of ours. Nothing is
 * written for an empty value. */
static bihe_status append_prop(bihe_writer *writer, const char *name, bihe_view key,
                               bihe_view value, bihe_error *err)
{
    bihe_buffer *out = &writer->scratch;
    bihe_view text;
    const bihe_status status = bihe_writer_clean(writer, value, &text, err);
    if (status != BIHE_OK || text.len == 0) return status;
    bihe_buffer_append_text(out, "  <prop type=\"x-");
    if (name != NULL)
        bihe_buffer_append_text(out, name);
    else
        append_prop_name(out, key);
    bihe_buffer_append_text(out, "\">");
    bihe_xml_append_text(out, text);
    bihe_buffer_append_text(out, "</prop>\n");
    return BIHE_OK;
}

/* Writes x-NAME from the first of `keys` that has a value; *used is that key, else NULL. */
static bihe_status append_first(bihe_writer *writer, const bihe_unit *unit, const char *name,
                                const char *const *keys, const char **used, bihe_error *err)
{
    *used = NULL;
    for (; *keys != NULL; keys++) {
        const bihe_view value = bihe_unit_meta(unit, bihe_view_of(*keys));
        if (value.len == 0) continue;
        *used = *keys;
        return append_prop(writer, name, (bihe_view){NULL, 0}, value, err);
    }
    return BIHE_OK;
}

/* The props that all units of the post share, kept in writer->scratch. */
static bihe_status set_origin(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    const char *used[3] = {NULL};
    const bihe_view none = {NULL, 0};
    bihe_status status = append_prop(writer, "post", none, unit->post, err);
    if (status == BIHE_OK) status = append_first(writer, unit, "url", url_keys, &used[0], err);
    if (status == BIHE_OK) status = append_first(writer, unit, "date", date_keys, &used[1], err);
    if (status == BIHE_OK) status = append_first(writer, unit, "tags", tag_keys, &used[2], err);
    for (size_t k = 0; status == BIHE_OK && k < unit->meta_count; k++) {
        const bihe_view key = unit->meta[k].key;
        if (!bihe_view_is(key, used[0]) && !bihe_view_is(key, used[1]) &&
            !bihe_view_is(key, used[2]))
            status = append_prop(writer, NULL, key, unit->meta[k].value, err);
    }
    return status;
}

static bihe_status append_tuv(bihe_writer *writer, const bihe_unit *unit, int side, bihe_error *err)
{
    bihe_buffer *out = &writer->text[0];
    bihe_view text;
    const bihe_status status = bihe_writer_clean(writer, unit->text[side], &text, err);
    if (status != BIHE_OK || text.len == 0) return status;
    bihe_buffer_append_text(out, "  <tuv");
    bihe_xml_append_attribute(out, "xml:lang", bihe_writer_lang(writer, unit, side));
    bihe_buffer_append_text(out, "><seg>");
    bihe_xml_append_text(out, text);
    bihe_buffer_append_text(out, "</seg></tuv>\n");
    return BIHE_OK;
}

static void append_tu_start(bihe_writer *writer, const bihe_unit *unit)
{
    bihe_buffer *out = &writer->text[0];
    const bihe_view lang = bihe_writer_lang(writer, unit, writer->options->source_side);
    bihe_buffer_append_text(out, "<tu");
    if (!bihe_view_equal(lang, source_lang(writer)))
        bihe_xml_append_attribute(out, "srclang", lang);
    bihe_buffer_append_text(out, ">\n");
    const char *name;
    for (size_t k = 0; (name = bihe_writer_fact(writer, unit, k)) != NULL; k++) {
        if (writer->work[0].len == 0) continue;
        bihe_buffer_append_format(out, "  <prop type=\"x-%s\">", name);
        bihe_buffer_append_view(out, bihe_buffer_view(&writer->work[0]));
        bihe_buffer_append_text(out, "</prop>\n");
    }
    bihe_buffer_append_view(out, bihe_buffer_view(&writer->scratch));
}

/* A unit of which no text is left is not written: a tu needs a tuv. */
static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    bihe_buffer *out = &writer->text[0];
    const int source = writer->options->source_side;
    const size_t before = out->len;
    append_tu_start(writer, unit);
    const size_t head = out->len;
    bihe_status status = append_tuv(writer, unit, source, err);
    if (status == BIHE_OK) status = append_tuv(writer, unit, 1 - source, err);
    if (out->len == head)
        out->len = before;
    else
        bihe_buffer_append_text(out, "</tu>\n");
    return status;
}

static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    (void)err;
    bihe_buffer_append_text(&writer->text[0], "</body>\n</tmx>\n");
    return BIHE_OK;
}

const bihe_format bihe_format_tmx = {
    .name = "tmx",
    .extensions = extensions,
    .begin = begin,
    .origin = set_origin,
    .unit = append_unit,
    .end = end,
};
