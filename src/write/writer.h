/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of formats and what a format module provides. One module a format.
 */
#ifndef BIHE_WRITE_WRITER_H
#define BIHE_WRITE_WRITER_H

#include "base/file.h"
#include "bihe/write.h"

/* One unit on its way out; views live until the call returns. */
typedef struct bihe_unit {
    const bihe_document *document;
    bihe_bead bead;
    bihe_view text[2]; /* trimmed, without line breaks; may be empty on one side */
    size_t line[2][2]; /* [side][first, last], 1-based; 0 where the side is empty */
    size_t index;      /* number of the unit in the whole output, from 1 */
} bihe_unit;

/* Functions append to `writer->text`; the writer flushes it. NULL functions are skipped. */
typedef struct bihe_format {
    const char *name;
    const char *const *extensions; /* with dot, NULL-terminated */
    bihe_status (*begin)(bihe_writer *writer, bihe_error *err);
    bihe_status (*unit)(bihe_writer *writer, const bihe_unit *unit, bihe_error *err);
    bihe_status (*end)(bihe_writer *writer, bihe_error *err);
    bool all_beads; /* wants every bead, whatever its score (beads) */
} bihe_format;

struct bihe_writer {
    bihe_allocator allocator;
    const bihe_format *format;
    bihe_context *context;
    const bihe_options *options;
    bihe_output output;
    bihe_buffer text;    /* what the format appended since the last flush */
    bihe_buffer scratch; /* for the format's own use */
    bihe_writer_stats stats;
};

extern const bihe_format bihe_format_tsv;
extern const bihe_format bihe_format_tmx;
extern const bihe_format bihe_format_beads;

#endif
