/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bar charts as SVG elements inside a page, without text but what stands at the bars: the page has
 * the same figures as a table, and the style for the classes used here (see page.c).
 */
#ifndef BIHE_CORPUS_PLOT_H
#define BIHE_CORPUS_PLOT_H

#include "base/buffer.h"
#include "corpus/stats.h"

/* Appends text of any bytes as the content of an element: escaped, without control characters. */
void bihe_plot_text(bihe_buffer *out, bihe_view text);

/* Appends a chart of a table that has rows: bars side by side, or one over the other where its rows
 * have no order (BIHE_TABLE_COUNTS). Parts are stacked, with their names above. `title` is of the
 * accessible name. */
void bihe_plot_append(bihe_buffer *out, const bihe_table *table, const bihe_figures *figures);

#endif
