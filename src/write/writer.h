/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of formats, what a format module provides, and what the writer does for all of them.
 * One module a format.
 */
#ifndef BIHE_WRITE_WRITER_H
#define BIHE_WRITE_WRITER_H

#include "base/file.h"
#include "bihe/write.h"

/* One unit on its way out; views live until the call returns. */
typedef struct bihe_unit {
    const bihe_document *document;
    const bihe_bead *bead;
    bihe_view text[2]; /* trimmed; may be empty on one side */
    size_t line[2][2]; /* [side][first, last], 1-based; 0 where the side is empty */
    size_t repaired;   /* characters restored from a wrong decoding, both sides */
    size_t doubtful;   /* characters that repair was unsure of or could not restore */
} bihe_unit;

/* Functions append to `writer->text`, which the writer flushes; it looks at the buffers' `failed`
 * too. NULL functions are skipped. */
typedef struct bihe_format {
    const char *name;
    const char *const *extensions; /* with dot, NULL-terminated */

    /* The head of the file, before the first document (NULL: there is none at all). */
    bihe_status (*begin)(bihe_writer *writer, const bihe_document *first, bihe_error *err);

    /* Before the units of each document: what they share may be kept in `writer->scratch`. */
    bihe_status (*document)(bihe_writer *writer, const bihe_document *document, bihe_error *err);

    /* May append nothing: then the unit is not counted. */
    bihe_status (*unit)(bihe_writer *writer, const bihe_unit *unit, bihe_error *err);

    bihe_status (*end)(bihe_writer *writer, bihe_error *err);
    bool all_beads; /* wants every bead, whatever its score and type */
} bihe_format;

struct bihe_writer {
    bihe_allocator allocator;
    const bihe_format *format;
    const bihe_context *context;
    const bihe_options *options;
    bihe_output output;
    bihe_buffer text;    /* what the format appended since the last flush */
    bihe_buffer scratch; /* for the format's own use */
    bihe_buffer work[2]; /* the same, for short-lived text */
    bool begun;
    size_t sentences[2];     /* of the documents before the current one */
    const char *source_lang; /* TMX: srclang of the header */
    bihe_writer_stats stats;
    bihe_error error; /* of the first failure; code BIHE_OK while there is none */
};

/* The language tag of a side: the option's, else the model's, with the region that says which
 * characters Chinese is written in. `document` NULL means Simplified. Borrowed. */
const char *bihe_writer_lang(const bihe_writer *writer, const bihe_document *document, int side);

/* bihe_document_meta for a key that is not NUL-terminated. Uses work[0]. */
bihe_view bihe_writer_meta(bihe_writer *writer, const bihe_document *document, bihe_view key);

extern const bihe_format bihe_format_tsv;
extern const bihe_format bihe_format_tmx;
extern const bihe_format bihe_format_beads;

#endif
