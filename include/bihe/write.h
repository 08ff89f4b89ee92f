/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writers: documents or single units in, a file of units out. A file is written beside its final
 * name and renamed when complete, so that a run that fails or is killed leaves no half file.
 *
 * Threads: a writer belongs to one thread. Memory: bihe_writer_new allocates; bihe_writer_finish
 * or bihe_writer_abandon releases.
 */
#ifndef BIHE_WRITE_H
#define BIHE_WRITE_H

#include "bihe/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bihe_writer bihe_writer;

/* What came of the beads so far. */
typedef struct bihe_writer_stats {
    size_t units;              /* written */
    size_t below_score;        /* held back by min_score */
    size_t one_sided;          /* 1-0 and 0-1 beads held back (keep_unaligned is off) */
    size_t too_long;           /* held back by max_seg_chars */
    size_t duplicates;         /* left out by a format that takes a source text once (po) */
    size_t dropped_characters; /* code points the format forbids, left out of texts and metadata */
} bihe_writer_stats;

/* The name of the format that `path` asks for by its extension, after which ".gz" may stand: "tsv",
 * "tmx", "jsonl", "xliff" (.xlf .xliff), "xliff2" (.xlf2 .xliff2), "po", "moses", "ladder",
 * "beads", "html" (.html .htm), "svg". NULL when none does. Static storage. */
BIHE_API const char *bihe_format_of(const char *path);

/* The k-th format's name, from 0; NULL past the last. Static storage. */
BIHE_API const char *bihe_format_name(size_t k);

/* Opens `path` ("-": standard output) for `format`; a name that ends in ".gz" makes a gzip file.
 * Where options.max_units is set, "a/x.tmx" becomes "a/x.001.tmx" and so on. "moses" makes two
 * files: "a/x.moses" stands for "a/x.zh" and "a/x.en", named by the model's languages.
 * BIHE_ERROR_UNSUPPORTED for an unknown format, BIHE_ERROR_OPTION where standard output will not
 * do, BIHE_ERROR_IO where the file cannot be made. */
BIHE_API bihe_status bihe_writer_new(bihe_writer **out, bihe_context *context, const char *format,
                                     const char *path, bihe_error *err);

/* Appends the units of a document, in its order. Says how many characters the format forbids were
 * left out (BIHE_LOSS). After a failure the writer takes nothing more: finish or abandon it. */
BIHE_API bihe_status bihe_writer_add(bihe_writer *writer, const bihe_document *document,
                                     bihe_error *err);

/* Appends one unit, if the options want it: texts are trimmed, metadata is written as that of a
 * post. Units of one post should come one after the other. Characters left out are reported when
 * the file is finished. Failures as above. */
BIHE_API bihe_status bihe_writer_add_unit(bihe_writer *writer, const bihe_unit *unit,
                                          bihe_error *err);

/* What came of the beads so far. Borrowed from the writer. */
BIHE_API const bihe_writer_stats *bihe_writer_get_stats(const bihe_writer *writer);

/* Completes the file, renames it into place and releases the writer, also on failure (then nothing
 * is left behind). What the limits left out is reported as a diagnostic. NULL is ignored. */
BIHE_API bihe_status bihe_writer_finish(bihe_writer *writer, bihe_error *err);

/* Releases the writer and removes what it wrote. NULL is ignored. */
BIHE_API void bihe_writer_abandon(bihe_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
