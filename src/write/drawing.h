/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The alignment of one post as a drawing: Chinese from left to right, English from top to bottom,
 * both by characters. The beads are a path, near the diagonal where the texts keep pace, in the
 * corridor where it was looked for, past the anchors; how sure each is shows in its colour, width
 * and pattern and in the strip below, so that a bad stretch is seen at a glance.
 */
#ifndef BIHE_WRITE_DRAWING_H
#define BIHE_WRITE_DRAWING_H

#include "base/buffer.h"
#include "bihe/document.h"

typedef struct bihe_drawing_bead {
    double length[2]; /* characters of each side */
    double score;     /* below 0: unknown */
} bihe_drawing_bead;

typedef struct bihe_drawing {
    bihe_allocator allocator;
    bihe_drawing_bead *beads;
    size_t count, capacity;
    size_t sentences[2];
    double total[2];       /* characters */
    double (*corridor)[3]; /* of each row the share of side 0 read, and the shares of side 1 between
                            * which the path was looked for; NULL: everywhere */
    double (*anchors)[2];  /* shares of both sides */
    size_t rows, anchor_count;
} bihe_drawing;

/* Size of a drawing. */
enum { BIHE_DRAWING_WIDTH = 520, BIHE_DRAWING_HEIGHT = 560 };

void bihe_drawing_init(bihe_drawing *drawing, const bihe_allocator *allocator);
void bihe_drawing_clear(bihe_drawing *drawing);

/* Takes all beads out again. */
void bihe_drawing_reset(bihe_drawing *drawing);

/* Adds a bead by its texts and numbers of sentences; false when out of memory. */
bool bihe_drawing_add(bihe_drawing *drawing, const bihe_view text[2], const size_t count[2],
                      double score);

/* All beads of a document, its corridor and anchors, in the place of what was there. */
bihe_status bihe_drawing_document(bihe_drawing *drawing, const bihe_document *document,
                                  const bihe_context *context, bihe_error *err);

/* Appends an element `svg` `y` below the top of what it stands in, with no text of posts but
 * `title`. Without declaration or name space, as it stands in HTML or in another `svg`. `lang`
 * names the sides. */
void bihe_drawing_append(const bihe_drawing *drawing, bihe_buffer *out, bihe_view title,
                         const char *const lang[2], size_t y);

#endif
