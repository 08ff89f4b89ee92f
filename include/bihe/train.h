/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making model files from text. Same input, same bytes out, on every machine.
 *
 * Threads: calls are independent of each other. Memory: nothing is left allocated.
 */
#ifndef BIHE_TRAIN_H
#define BIHE_TRAIN_H

#include "bihe/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a file to learn characters from holds, UTF-8, one item a line. */
typedef enum bihe_train_kind {
    BIHE_TRAIN_TEXT,       /* text; of a line with tabs, the field with the most Han characters */
    BIHE_TRAIN_WORDS,      /* a word, white space, how often it was seen */
    BIHE_TRAIN_DICTIONARY, /* TSV: a word in Simplified, in Traditional characters, anything */
} bihe_train_kind;

typedef struct bihe_train_file {
    const char *path; /* a regular file: it is read twice */
    bihe_train_kind kind;
} bihe_train_file;

typedef struct bihe_train_chars_options {
    /* bytes, 1 MiB ..; default 10,000,000: the rarest trigrams are left out until the file fits */
    size_t max_bytes;

    /* NULL: malloc's */
    const bihe_allocator *allocator;
} bihe_train_chars_options;

/* What went into a character model. */
typedef struct bihe_train_chars_report {
    size_t characters; /* of the text files, white space and other languages' fields left out */
    size_t tokens, bigrams, trigrams, words;
    size_t trigrams_seen; /* before the rarest were left out */
    size_t bytes;         /* size of the file */
} bihe_train_chars_report;

/* Learns the character model that repair uses and writes it to `path`. `options` and `report` may
 * be NULL. 100 million characters take less than 2 GB of memory. BIHE_ERROR_INPUT with file and
 * line for a malformed line, BIHE_ERROR_LIMIT where max_bytes is too small for any model. */
BIHE_API bihe_status bihe_train_chars(const char *path, const bihe_train_file *files, size_t count,
                                      const bihe_train_chars_options *options,
                                      bihe_train_chars_report *report, bihe_error *err);

#ifdef __cplusplus
}
#endif
#endif
