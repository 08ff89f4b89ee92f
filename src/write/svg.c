/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alignment plots, one below the other, a post each. How high the whole is stands at its top, so
 * the drawings are kept until the end.
 */
#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "write/drawing.h"
#include "write/writer.h"
#include "write/xml.h"

static const char *const extensions[] = {".svg", NULL};

typedef struct sheet {
    bihe_drawing drawing; /* of the open post, where units come one by one */
    bihe_buffer post;     /* its name */
    bihe_buffer drawn;    /* the posts before */
    size_t count;         /* of them */
} sheet;

static bihe_status get_sheet(bihe_writer *writer, sheet **out, bihe_error *err)
{
    if (writer->own == NULL) {
        sheet *made = bihe_mem_new0(&writer->allocator, 1, sizeof *made);
        if (made == NULL) return bihe_fail_memory(err);
        bihe_drawing_init(&made->drawing, &writer->allocator);
        bihe_buffer_init(&made->post, &writer->allocator);
        bihe_buffer_init(&made->drawn, &writer->allocator);
        writer->own = made;
    }
    *out = writer->own;
    return BIHE_OK;
}

static void release(bihe_writer *writer)
{
    sheet *s = writer->own;
    bihe_drawing_clear(&s->drawing);
    bihe_buffer_clear(&s->post);
    bihe_buffer_clear(&s->drawn);
    bihe_mem_free(&writer->allocator, s);
}

/* Draws the open post, if there is one. */
static bihe_status close_post(bihe_writer *writer, sheet *s, bihe_error *err)
{
    const char *const lang[2] = {bihe_model_lang(writer->context->model, 0),
                                 bihe_model_lang(writer->context->model, 1)};
    if (s->drawing.count > 0) {
        bihe_buffer *name = &writer->work[1];
        name->len = 0;
        bihe_utf8_append_valid(name, bihe_buffer_view(&s->post));
        bihe_drawing_append(&s->drawing, &s->drawn, bihe_buffer_view(name), lang,
                            s->count * BIHE_DRAWING_HEIGHT);
        s->count++;
    }
    bihe_drawing_reset(&s->drawing);
    return s->drawn.failed ? bihe_fail_memory(err) : BIHE_OK;
}

static bihe_status open_post(bihe_writer *writer, sheet *s, bihe_view post, bihe_error *err)
{
    const bihe_status status = close_post(writer, s, err);
    s->post.len = 0;
    bihe_buffer_append_view(&s->post, post);
    return status == BIHE_OK && s->post.failed ? bihe_fail_memory(err) : status;
}

static bihe_status append_document(bihe_writer *writer, const bihe_document *document,
                                   bihe_error *err)
{
    sheet *s = NULL;
    bihe_status status = get_sheet(writer, &s, err);
    if (status == BIHE_OK)
        status = open_post(writer, s, bihe_view_of(bihe_document_name(document)), err);
    if (status != BIHE_OK) return status;
    status = bihe_drawing_document(&s->drawing, document, writer->context, err);
    if (status != BIHE_OK) return status;
    for (size_t k = 0; k < s->drawing.count; k++)
        bihe_writer_count(writer);
    return close_post(writer, s, err);
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    sheet *s = NULL;
    bihe_status status = get_sheet(writer, &s, err);
    if (status != BIHE_OK) return status;
    if (!bihe_view_equal(bihe_buffer_view(&s->post), unit->post))
        status = open_post(writer, s, unit->post, err);
    const size_t count[2] = {bihe_unit_sentences(unit, 0), bihe_unit_sentences(unit, 1)};
    if (status == BIHE_OK && !bihe_drawing_add(&s->drawing, unit->text, count, unit->score))
        status = bihe_fail_memory(err);
    bihe_writer_count(writer);
    return status;
}

static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    sheet *s = NULL;
    bihe_status status = get_sheet(writer, &s, err);
    if (status == BIHE_OK) status = close_post(writer, s, err);
    if (status != BIHE_OK) return status;
    bihe_buffer *out = &writer->text[0];
    const size_t height = (s->count > 0 ? s->count : 1) * BIHE_DRAWING_HEIGHT;
    bihe_buffer_append_format(out,
                              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                              "height=\"%zu\" color=\"#222222\">\n"
                              "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
                              BIHE_DRAWING_WIDTH, height);
    bihe_buffer_append_view(out, bihe_buffer_view(&s->drawn));
    bihe_buffer_append_text(out, "</svg>\n");
    return BIHE_OK;
}

const bihe_format bihe_format_svg = {
    .name = "svg",
    .extensions = extensions,
    .document = append_document,
    .unit = append_unit,
    .end = end,
    .release = release,
    .all_beads = true,
};
