/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readers: a file of units in, one unit after the other out, in memory that does not grow with the
 * file.
 *
 * Threads: a reader belongs to one thread. Memory: bihe_reader_new allocates, bihe_reader_free
 * releases.
 */
#ifndef BIHE_READ_H
#define BIHE_READ_H

#include "bihe/context.h"
#include "bihe/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bihe_reader bihe_reader;

/* Whether units can be read back from the format: "tmx", "tsv", "jsonl". */
BIHE_API bool bihe_format_is_readable(const char *format);

/* Opens `path` ("-": standard input), gzip or not, as `format`. Languages are told by their tags
 * (TMX) or names (columns, members), which must be those of the context's model.
 * BIHE_ERROR_UNSUPPORTED for a format that cannot be read, BIHE_ERROR_IO, _MEMORY. */
BIHE_API bihe_status bihe_reader_new(bihe_reader **out, bihe_context *context, const char *format,
                                     const char *path, bihe_error *err);

/* *out is the next unit, valid until the next call; NULL at the end. A line or unit that cannot be
 * used is passed over and reported with its line (BIHE_LOSS). BIHE_ERROR_INPUT where the file is
 * not what it should be from there on (not XML, no header line, a damaged gzip file),
 * BIHE_ERROR_LIMIT for XML with entities of its own, nested too deeply, or a unit beyond 16 MiB;
 * with file, line and column. After a failure, and past the end, the reader can only be freed. */
BIHE_API bihe_status bihe_reader_next(bihe_reader *reader, const bihe_unit **out, bihe_error *err);

/* NULL is ignored. */
BIHE_API void bihe_reader_free(bihe_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
