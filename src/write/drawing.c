/* SPDX-License-Identifier: Apache-2.0 */
/* The drawing of an alignment; presentation attributes only, since the review page's policy lets no
 * style but its own stand. */
#include "write/drawing.h"

#include "base/error.h"
#include "text/utf8.h"
#include "trace.h"
#include "write/xml.h"

/* Where things are, in pixels. */
enum {
    LEFT = 60,
    TOP = 44,
    SIDE = 420,  /* of the square */
    STRIP = 480, /* top of the strip */
    STRIP_HEIGHT = 50,
    MOST_TICKS = 150,  /* more beads than that have none */
    MOST_ROWS = 400,   /* of the corridor's outline */
    MANY_ANCHORS = 60, /* that get small rings */
};

/* How beads are drawn, by what is known of them. */
typedef enum look { SURE, FAIR, POOR, ALONE, LOOKS } look;

static const char *const strokes[LOOKS] = {
    [SURE] = "stroke=\"#2a9d66\" stroke-width=\"2\"",
    [FAIR] = "stroke=\"#c98a00\" stroke-width=\"3\" stroke-dasharray=\"6 2\"",
    [POOR] = "stroke=\"#d0433a\" stroke-width=\"5\"",
    [ALONE] = "stroke=\"#8a6fd1\" stroke-width=\"3\" stroke-dasharray=\"2 2\"",
};

void bihe_drawing_init(bihe_drawing *drawing, const bihe_allocator *allocator)
{
    *drawing = (bihe_drawing){.allocator = *allocator};
}

void bihe_drawing_reset(bihe_drawing *drawing)
{
    bihe_mem_free(&drawing->allocator, drawing->corridor);
    bihe_mem_free(&drawing->allocator, drawing->anchors);
    drawing->corridor = NULL;
    drawing->anchors = NULL;
    drawing->count = drawing->rows = drawing->anchor_count = 0;
    for (int side = 0; side < 2; side++) {
        drawing->sentences[side] = 0;
        drawing->total[side] = 0;
    }
}

void bihe_drawing_clear(bihe_drawing *drawing)
{
    bihe_drawing_reset(drawing);
    bihe_mem_free(&drawing->allocator, drawing->beads);
    drawing->beads = NULL;
    drawing->capacity = 0;
}

bool bihe_drawing_add(bihe_drawing *drawing, const bihe_view text[2], const size_t count[2],
                      double score)
{
    void *beads = drawing->beads;
    if (!bihe_array_reserve(&drawing->allocator, &beads, &drawing->capacity, drawing->count + 1,
                            sizeof *drawing->beads))
        return false;
    drawing->beads = beads;
    bihe_drawing_bead *bead = &drawing->beads[drawing->count++];
    bead->score = score;
    for (int side = 0; side < 2; side++) {
        bead->length[side] = (double)bihe_utf8_count(text[side]);
        drawing->total[side] += bead->length[side];
        drawing->sentences[side] += count[side];
    }
    return true;
}

/* The share of a side's characters read before each sentence, and 1 past the last; to be freed. */
static double *shares_of(const bihe_document *document, int side, const bihe_allocator *allocator)
{
    size_t count;
    const bihe_sentence *sentences = bihe_document_sentences(document, side, &count);
    double *shares = bihe_mem_new(allocator, count + 1, sizeof *shares);
    if (shares == NULL) return NULL;
    shares[0] = 0;
    for (size_t i = 0; i < count; i++)
        shares[i + 1] = shares[i] + (double)bihe_utf8_count(sentences[i].text);
    const double total = shares[count] > 0 ? shares[count] : 1;
    for (size_t i = 0; i <= count; i++)
        shares[i] /= total;
    return shares;
}

/* Sentence numbers to shares of the text; of a long corridor every few rows and the last. False
 * when out of memory. */
static bool take_trace(bihe_drawing *drawing, const bihe_trace *trace, double *const shares[2])
{
    const bihe_allocator *a = &drawing->allocator;
    const size_t step = trace->rows / MOST_ROWS + 1;
    drawing->anchors = bihe_mem_new(a, trace->anchor_count, sizeof *drawing->anchors);
    drawing->corridor = bihe_mem_new(a, trace->rows / step + 2, sizeof *drawing->corridor);
    if (drawing->anchors == NULL || drawing->corridor == NULL) return false;
    for (size_t k = 0; k < trace->anchor_count; k++) {
        for (int side = 0; side < 2; side++) {
            const size_t at = trace->anchors[k][side];
            drawing->anchors[k][side] = (shares[side][at] + shares[side][at + 1]) / 2;
        }
    }
    drawing->anchor_count = trace->anchor_count;
    for (size_t i = 0; i < trace->rows; i += step) {
        const size_t row = i + step < trace->rows ? i : trace->rows - 1;
        double *point = drawing->corridor[drawing->rows++];
        point[0] = shares[0][row];
        point[1] = shares[1][trace->corridor[row][0]];
        point[2] = shares[1][trace->corridor[row][1] - 1];
    }
    return true;
}

static bihe_status add_trace(bihe_drawing *drawing, const bihe_document *document,
                             const bihe_context *context, bihe_error *err)
{
    bihe_trace trace;
    bihe_status status = bihe_trace_find(&trace, document, context, err);
    if (status != BIHE_OK) return status;
    double *const shares[2] = {shares_of(document, 0, &drawing->allocator),
                               shares_of(document, 1, &drawing->allocator)};
    if (shares[0] == NULL || shares[1] == NULL || !take_trace(drawing, &trace, shares))
        status = bihe_fail_memory(err);
    bihe_mem_free(&drawing->allocator, shares[0]);
    bihe_mem_free(&drawing->allocator, shares[1]);
    bihe_trace_clear(&trace, context);
    return status;
}

bihe_status bihe_drawing_document(bihe_drawing *drawing, const bihe_document *document,
                                  const bihe_context *context, bihe_error *err)
{
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    bihe_drawing_reset(drawing);
    for (size_t k = 0; k < count; k++) {
        const bihe_view text[2] = {bihe_document_bead_text(document, &beads[k], 0),
                                   bihe_document_bead_text(document, &beads[k], 1)};
        if (!bihe_drawing_add(drawing, text, beads[k].count, beads[k].score))
            return bihe_fail_memory(err);
    }
    return count > 0 ? add_trace(drawing, document, context, err) : BIHE_OK;
}

/* --- drawing ------------------------------------------------------------------------------- */

static look look_of(const bihe_drawing_bead *bead)
{
    if (bead->length[0] <= 0 || bead->length[1] <= 0) return ALONE;
    if (bead->score >= 0.9) return SURE;
    return bead->score >= 0.6 ? FAIR : POOR;
}

/* A number of characters of a side as pixels from the edge of the square. */
static double across(const bihe_drawing *drawing, int side, double characters)
{
    return drawing->total[side] > 0 ? characters / drawing->total[side] * SIDE : 0;
}

static void append_point(bihe_buffer *out, char verb, double x, double y)
{
    bihe_buffer_append_byte(out, verb);
    bihe_buffer_append_fixed(out, x, 1);
    bihe_buffer_append_byte(out, ' ');
    bihe_buffer_append_fixed(out, y, 1);
}

/* The beads that look alike as one path; beads that touch are one line. */
static void append_beads(const bihe_drawing *drawing, bihe_buffer *out, look wanted)
{
    double at[2] = {0, 0};
    bool pen = false, any = false;
    for (size_t k = 0; k < drawing->count; k++) {
        const bihe_drawing_bead *bead = &drawing->beads[k];
        const double x = LEFT + across(drawing, 0, at[0]), y = TOP + across(drawing, 1, at[1]);
        at[0] += bead->length[0];
        at[1] += bead->length[1];
        if (look_of(bead) != wanted) {
            pen = false;
            continue;
        }
        if (!any) bihe_buffer_append_format(out, "<path fill=\"none\" %s d=\"", strokes[wanted]);
        if (!pen) append_point(out, 'M', x, y);
        append_point(out, 'L', LEFT + across(drawing, 0, at[0]), TOP + across(drawing, 1, at[1]));
        pen = any = true;
    }
    if (any) bihe_buffer_append_text(out, "\"/>\n");
}

/* The strip: how sure each bead is, over the Chinese text, and a bar where it is doubtful. */
static void append_strip(const bihe_drawing *drawing, bihe_buffer *out)
{
    const double foot = STRIP + STRIP_HEIGHT;
    double at = 0;
    bihe_buffer_append_text(out, "<path fill=\"#2a9d66\" fill-opacity=\"0.35\" d=\"");
    append_point(out, 'M', LEFT, foot);
    for (size_t k = 0; k < drawing->count; k++) {
        const bihe_drawing_bead *bead = &drawing->beads[k];
        const double y = foot - STRIP_HEIGHT * (bead->score > 0 ? bead->score : 0);
        append_point(out, 'L', LEFT + across(drawing, 0, at), y);
        at += bead->length[0];
        append_point(out, 'L', LEFT + across(drawing, 0, at), y);
    }
    append_point(out, 'L', LEFT + SIDE, foot);
    bihe_buffer_append_text(out, "Z\"/>\n<path stroke=\"#d0433a\" stroke-width=\"2\" d=\"");
    at = 0;
    append_point(out, 'M', LEFT, foot);
    for (size_t k = 0; k < drawing->count; k++) {
        const bihe_drawing_bead *bead = &drawing->beads[k];
        const double x = LEFT + across(drawing, 0, at + bead->length[0] / 2);
        at += bead->length[0];
        if (look_of(bead) != POOR) continue;
        append_point(out, 'M', x, STRIP);
        append_point(out, 'L', x, foot);
    }
    bihe_buffer_append_text(out, "\"/>\n");
}

/* Marks at the ends of beads along both edges, where there are not too many. */
static void append_ticks(const bihe_drawing *drawing, bihe_buffer *out)
{
    double at[2] = {0, 0};
    if (drawing->count > MOST_TICKS) return;
    bihe_buffer_append_text(out, "<path stroke=\"currentColor\" stroke-opacity=\"0.4\" d=\"");
    append_point(out, 'M', LEFT, TOP);
    for (size_t k = 0; k < drawing->count; k++) {
        for (int side = 0; side < 2; side++)
            at[side] += drawing->beads[k].length[side];
        const double x = LEFT + across(drawing, 0, at[0]), y = TOP + across(drawing, 1, at[1]);
        append_point(out, 'M', x, TOP - 5);
        append_point(out, 'L', x, TOP);
        append_point(out, 'M', LEFT - 5, y);
        append_point(out, 'L', LEFT, y);
    }
    bihe_buffer_append_text(out, "\"/>\n");
}

/* The outline of the corridor, there and back, and a ring at each anchor. */
static void append_trace(const bihe_drawing *drawing, bihe_buffer *out)
{
    if (drawing->rows > 0)
        bihe_buffer_append_text(out, "<path fill=\"#3b82c4\" fill-opacity=\"0.15\" d=\"");
    for (size_t k = 0; k < drawing->rows; k++) {
        const double *row = drawing->corridor[k];
        append_point(out, k == 0 ? 'M' : 'L', LEFT + SIDE * row[0], TOP + SIDE * row[1]);
    }
    for (size_t k = drawing->rows; k-- > 0;) {
        const double *row = drawing->corridor[k];
        append_point(out, 'L', LEFT + SIDE * row[0], TOP + SIDE * row[2]);
    }
    if (drawing->rows > 0) bihe_buffer_append_text(out, "Z\"/>\n");
    if (drawing->anchor_count == 0) return;
    bihe_buffer_append_text(out, "<path fill=\"none\" stroke=\"#3b82c4\" d=\"");
    const int r = drawing->anchor_count > MANY_ANCHORS ? 2 : 4;
    for (size_t k = 0; k < drawing->anchor_count; k++) {
        const double *at = drawing->anchors[k];
        append_point(out, 'M', LEFT + SIDE * at[0] - r, TOP + SIDE * at[1]);
        bihe_buffer_append_format(out, "a%d %d 0 1 0 %d 0a%d %d 0 1 0 -%d 0", r, r, 2 * r, r, r,
                                  2 * r);
    }
    bihe_buffer_append_text(out, "\"/>\n");
}

static void append_frame(bihe_buffer *out, int y, int height)
{
    bihe_buffer_append_format(out,
                              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" "
                              "stroke=\"currentColor\" stroke-opacity=\"0.4\"/>\n",
                              LEFT, y, SIDE, height);
}

/* Sizes of the sides and what the lines mean, in signs that need no translation. */
static void append_labels(const bihe_drawing *drawing, bihe_buffer *out, const char *const lang[2])
{
    static const char *const names[LOOKS] = {"≥ 0.9", "≥ 0.6", "&lt; 0.6", "1-0 0-1"};
    bihe_buffer_append_format(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s %zu →</text>\n",
                              LEFT + SIDE, TOP - 10, lang[0], drawing->sentences[0]);
    bihe_buffer_append_format(out, "<text x=\"4\" y=\"%d\">%s</text>\n", TOP + SIDE - 18, lang[1]);
    bihe_buffer_append_format(out, "<text x=\"4\" y=\"%d\">%zu ↓</text>\n", TOP + SIDE - 2,
                              drawing->sentences[1]);
    for (int k = 0; k < LOOKS; k++) {
        const int x = LEFT + k * 100, y = STRIP + STRIP_HEIGHT + 18;
        bihe_buffer_append_format(out, "<path fill=\"none\" %s d=\"M%d %dl24 0\"/>\n", strokes[k],
                                  x, y - 4);
        bihe_buffer_append_format(out, "<text x=\"%d\" y=\"%d\">%s</text>\n", x + 30, y, names[k]);
    }
}

void bihe_drawing_append(const bihe_drawing *drawing, bihe_buffer *out, bihe_view title,
                         const char *const lang[2], size_t y)
{
    bihe_buffer_append_format(out,
                              "<svg y=\"%zu\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                              "data-box=\"%d %d %d %d\" font-family=\"sans-serif\" "
                              "font-size=\"12\" fill=\"currentColor\">\n",
                              y, BIHE_DRAWING_WIDTH, BIHE_DRAWING_HEIGHT, BIHE_DRAWING_WIDTH,
                              BIHE_DRAWING_HEIGHT, LEFT, TOP, SIDE, SIDE);
    if (title.len > 0) {
        bihe_buffer_append_text(out, "<text x=\"4\" y=\"18\" font-size=\"14\">");
        bihe_xml_append_text(out, title);
        bihe_buffer_append_text(out, "</text>\n");
    }
    append_frame(out, TOP, SIDE);
    append_frame(out, STRIP, STRIP_HEIGHT);
    append_trace(drawing, out);
    append_ticks(drawing, out);
    append_strip(drawing, out);
    for (int k = 0; k < LOOKS; k++)
        append_beads(drawing, out, (look)k);
    append_labels(drawing, out, lang);
    bihe_buffer_append_text(out, "</svg>\n");
}
