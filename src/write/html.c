/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The review page: one file that holds everything it needs, opened from a disk and without a
 * network. Its sources are in write/review; here they are put together with the posts as data.
 *
 * Text from posts is only ever data: each post is a block of JSON (a script element of a type that
 * browsers do not run) in which no '<' remains, so that nothing in it ends the block or starts
 * another. The page's policy lets only the script and the style with the hashes written in its head
 * be used, and nothing be fetched.
 *
 * A block is {"post", "title", "url", "date", "tags": [zh, en], "beads": [bead…]}, a bead
 * [[sentence…], [sentence…], score, state], a sentence [text, first line, last line, sentences it
 * stands for, doubtful characters]; what is unknown at an end is left out.
 */
#include "base/error.h"
#include "document.h"
#include "edits.h"
#include "model/context.h"
#include "text/json.h"
#include "text/utf8.h"
#include "write/drawing.h"
#include "write/policy.h"
#include "write/review/page.h"
#include "write/writer.h"
#include "write/xml.h"

#include <string.h>

static const char *const extensions[] = {".html", ".htm", NULL};

/* What is kept between units that come one by one. */
typedef struct page {
    bihe_buffer post; /* name of the open block's post */
    bool open;
    const char *separator; /* before the next bead */
    size_t count;          /* blocks closed */
    bihe_drawing drawing;  /* of the open block */
} page;

static bihe_status get_page(bihe_writer *writer, page **out, bihe_error *err)
{
    if (writer->own == NULL) {
        page *made = bihe_mem_new0(&writer->allocator, 1, sizeof *made);
        if (made == NULL) return bihe_fail_memory(err);
        bihe_buffer_init(&made->post, &writer->allocator);
        bihe_drawing_init(&made->drawing, &writer->allocator);
        writer->own = made;
    }
    *out = writer->own;
    return BIHE_OK;
}

static void release(bihe_writer *writer)
{
    page *p = writer->own;
    bihe_buffer_clear(&p->post);
    bihe_drawing_clear(&p->drawing);
    bihe_mem_free(&writer->allocator, p);
}

/* --- the page around the posts -----------------------------------------------------------------
 */

/* The name of the file without folders and ending, for the names of what the page saves. */
static bihe_view page_name(const bihe_writer *writer)
{
    const char *slash = strrchr(writer->path, '/');
    bihe_view name = bihe_view_of(slash != NULL ? slash + 1 : writer->path);
    const char *dot = name.len > 0 ? memchr(name.ptr, '.', name.len) : NULL;
    if (dot != NULL) name.len = (size_t)(dot - name.ptr);
    return name.len == 0 || bihe_view_is(name, "-") ? BIHE_VIEW("review") : name;
}

/* An attribute; file names may be no UTF-8. Uses work[1]. */
static void append_attribute(bihe_writer *writer, const char *name, bihe_view value)
{
    bihe_buffer *valid = &writer->work[1];
    valid->len = 0;
    bihe_utf8_append_valid(valid, value);
    bihe_xml_append_attribute(&writer->text[0], name, bihe_buffer_view(valid));
}

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    (void)first;
    (void)err;
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_text(out,
                            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
                            "\n<meta http-equiv=\"Content-Security-Policy\" content=\""
                            "default-src 'none'; base-uri 'none'; form-action 'none'; "
                            "require-trusted-types-for 'script'; trusted-types 'none'; "
                            "script-src ");
    bihe_policy_append_hash(out, bihe_review_js);
    bihe_buffer_append_text(out, "; style-src ");
    bihe_policy_append_hash(out, bihe_review_css);
    bihe_buffer_append_text(out, "\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
                                 "<meta name=\"generator\" content=\"bihe " BIHE_VERSION "\">\n"
                                 "<title>bihe</title>\n<style>");
    bihe_buffer_append_view(out, bihe_review_css);
    bihe_buffer_append_text(out, "</style>\n</head>\n<body");
    append_attribute(writer, "data-name", page_name(writer));
    bihe_buffer_append_text(out, ">\n");
    bihe_buffer_append_view(out, bihe_review_body);
    return BIHE_OK;
}

/* --- posts --------------------------------------------------------------------------------- */

/* A JSON string that can stand inside a script element. Uses the work buffers. */
static void append_string(bihe_writer *writer, bihe_view text)
{
    bihe_buffer *out = &writer->text[0], *valid = &writer->work[0], *json = &writer->work[1];
    valid->len = json->len = 0;
    bihe_utf8_append_valid(valid, text);
    bihe_json_append_text(json, bihe_buffer_view(valid));
    size_t start = 0;
    for (size_t i = 0; i < json->len; i++) {
        const char c = json->ptr[i];
        if (c != '<' && c != '>' && c != '&') continue;
        bihe_buffer_append(out, json->ptr + start, i - start);
        bihe_buffer_append_format(out, "\\u%04x", (unsigned)c);
        start = i + 1;
    }
    bihe_buffer_append(out, json->ptr + start, json->len - start);
}

/* `"name":"value",`, or nothing where there is no value. */
static void append_member(bihe_writer *writer, const char *name, bihe_view value)
{
    if (value.len == 0) return;
    bihe_buffer_append_format(&writer->text[0], "\"%s\":", name);
    append_string(writer, value);
    bihe_buffer_append_byte(&writer->text[0], ',');
}

static void open_post(bihe_writer *writer, page *p, const bihe_unit *unit)
{
    bihe_buffer *out = &writer->text[0];
    p->post.len = 0;
    bihe_buffer_append_view(&p->post, unit->post);
    if (p->post.failed) out->failed = true;
    p->open = true;
    p->separator = "";
    bihe_view url = bihe_unit_meta(unit, BIHE_VIEW("tourl"));
    if (url.len == 0) url = bihe_unit_meta(unit, BIHE_VIEW("url"));
    bihe_buffer_append_text(out, "<script type=\"application/json\" class=\"post-data\">{");
    append_member(writer, "title", bihe_unit_meta(unit, BIHE_VIEW("title")));
    append_member(writer, "url", url);
    append_member(writer, "date", bihe_unit_meta(unit, BIHE_VIEW("date")));
    bihe_buffer_append_text(out, "\"post\":");
    append_string(writer, unit->post);
    bihe_buffer_append_text(out, ",\"tags\":[");
    append_string(writer, bihe_writer_lang(writer, unit, 0));
    bihe_buffer_append_byte(out, ',');
    append_string(writer, bihe_writer_lang(writer, unit, 1));
    bihe_buffer_append_text(out, "],\"beads\":[");
}

/* Ends the block; after it comes its drawing, which the page shows when asked. */
static void close_post(bihe_writer *writer, page *p)
{
    const char *const lang[2] = {bihe_model_lang(writer->context->model, 0),
                                 bihe_model_lang(writer->context->model, 1)};
    bihe_buffer *out = &writer->text[0];
    if (!p->open) return;
    bihe_buffer_append_format(out, "]}</script>\n<template id=\"plot-%zu\">", p->count);
    bihe_drawing_append(&p->drawing, out, BIHE_VIEW(""), lang, 0);
    bihe_buffer_append_text(out, "</template>\n");
    bihe_drawing_reset(&p->drawing);
    p->count++;
    p->open = false;
}

/* A sentence, or the whole text of a unit that stands for several. */
static void append_sentence(bihe_writer *writer, const bihe_sentence *sentence, size_t count)
{
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_byte(out, '[');
    append_string(writer, sentence->text);
    const bool doubtful = sentence->doubtful > 0;
    if (sentence->line[0] > 0 || count != 1 || doubtful)
        bihe_buffer_append_format(out, ",%zu,%zu", sentence->line[0], sentence->line[1]);
    if (count != 1 || doubtful) bihe_buffer_append_format(out, ",%zu", count);
    if (doubtful) bihe_buffer_append_format(out, ",%u", (unsigned)sentence->doubtful);
    bihe_buffer_append_byte(out, ']');
}

static void append_score(bihe_buffer *out, double score)
{
    bihe_buffer_append_byte(out, ',');
    if (score >= 0)
        bihe_buffer_append_fixed(out, score, 4);
    else
        bihe_buffer_append_text(out, "-1");
}

/* The start of a bead: a line of its own, for those who read the file. */
static void open_bead(bihe_writer *writer, page *p)
{
    bihe_buffer_append_text(&writer->text[0], p->separator);
    bihe_buffer_append_text(&writer->text[0], "\n[");
    p->separator = ",";
}

static void append_bead(bihe_writer *writer, page *p, const bihe_document *document, size_t number)
{
    const bihe_bead *bead = &document->beads.items[number];
    const bihe_verdict verdict =
        document->verdicts != NULL ? (bihe_verdict)document->verdicts[number] : BIHE_VERDICT_NONE;
    bihe_buffer *out = &writer->text[0];
    open_bead(writer, p);
    for (int side = 0; side < 2; side++) {
        size_t count;
        const bihe_sentence *all = bihe_document_sentences(document, side, &count);
        bihe_buffer_append_text(out, side == 0 ? "[" : ",[");
        for (size_t k = 0; k < bead->count[side]; k++) {
            if (k > 0) bihe_buffer_append_byte(out, ',');
            append_sentence(writer, &all[bead->first[side] + k], 1);
        }
        bihe_buffer_append_byte(out, ']');
    }
    append_score(out, bead->score);
    if (verdict != BIHE_VERDICT_NONE)
        bihe_buffer_append_format(out, ",\"%s\"", bihe_verdict_name(verdict));
    bihe_buffer_append_byte(out, ']');
}

static bihe_status append_document(bihe_writer *writer, const bihe_document *document,
                                   bihe_error *err)
{
    page *p = NULL;
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    bihe_status status = get_page(writer, &p, err);
    if (status != BIHE_OK || count == 0) return status;
    const bihe_unit first = bihe_writer_unit_of(writer, document, &beads[0]);
    close_post(writer, p);
    open_post(writer, p, &first);
    for (size_t k = 0; k < count; k++) {
        append_bead(writer, p, document, k);
        bihe_writer_count(writer);
    }
    status = bihe_drawing_document(&p->drawing, document, writer->context, err);
    if (status == BIHE_OK) close_post(writer, p);
    return status;
}

/* A unit that comes without its post: one sentence a side as far as the page knows. */
static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    page *p = NULL;
    const bihe_status status = get_page(writer, &p, err);
    if (status != BIHE_OK) return status;
    bihe_buffer *out = &writer->text[0];
    if (!p->open || !bihe_view_equal(bihe_buffer_view(&p->post), unit->post)) {
        close_post(writer, p);
        open_post(writer, p, unit);
    }
    const size_t sentences[2] = {bihe_unit_sentences(unit, 0), bihe_unit_sentences(unit, 1)};
    if (!bihe_drawing_add(&p->drawing, unit->text, sentences, unit->score))
        return bihe_fail_memory(err);
    open_bead(writer, p);
    /* of which side they are, nobody knows: the first that there is shows them */
    const int doubted = unit->text[0].len == 0;
    const uint32_t doubtful = unit->doubtful <= UINT32_MAX ? (uint32_t)unit->doubtful : UINT32_MAX;
    for (int side = 0; side < 2; side++) {
        const bihe_sentence whole = {
            .text = unit->text[side],
            .line = {unit->line[side][0], unit->line[side][1]},
            .doubtful = side == doubted ? doubtful : 0,
        };
        bihe_buffer_append_text(out, side == 0 ? "[" : ",[");
        if (whole.text.len > 0) append_sentence(writer, &whole, bihe_unit_sentences(unit, side));
        bihe_buffer_append_byte(out, ']');
    }
    append_score(out, unit->score);
    bihe_buffer_append_byte(out, ']');
    return BIHE_OK;
}

static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    page *p = NULL;
    const bihe_status status = get_page(writer, &p, err);
    if (status != BIHE_OK) return status;
    bihe_buffer *out = &writer->text[0];
    close_post(writer, p);
    bihe_buffer_append_text(out, "<script type=\"application/json\" id=\"data\">{\"languages\":[");
    for (int side = 0; side < 2; side++) {
        if (side == 1) bihe_buffer_append_byte(out, ',');
        append_string(writer, bihe_view_of(bihe_model_lang(writer->context->model, side)));
    }
    bihe_buffer_append_text(out, "]}</script>\n<script>");
    bihe_buffer_append_view(out, bihe_review_js);
    bihe_buffer_append_text(out, "</script>\n</body>\n</html>\n");
    return BIHE_OK;
}

const bihe_format bihe_format_html = {
    .name = "html",
    .extensions = extensions,
    .begin = begin,
    .document = append_document,
    .unit = append_unit,
    .end = end,
    .release = release,
    .all_beads = true,
};
