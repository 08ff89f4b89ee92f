/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the readers of all formats share. One module a format.
 */
#ifndef BIHE_IMPORT_READER_H
#define BIHE_IMPORT_READER_H

#include "base/arena.h"
#include "base/input.h"
#include "bihe/read.h"

enum { BIHE_READ_UNIT_LIMIT = 16 << 20 }; /* bytes of a line or of the texts of a unit */

typedef struct bihe_read_format {
    const char *name;
    /* Makes `reader->own`, which may stay NULL. */
    bihe_status (*open)(bihe_reader *reader, bihe_error *err);
    /* Fills `reader->unit` and sets *found; leaves it at the end. */
    bihe_status (*next)(bihe_reader *reader, bool *found, bihe_error *err);
    /* Releases `reader->own`, which is not NULL. */
    void (*close)(bihe_reader *reader);
} bihe_read_format;

struct bihe_reader {
    bihe_allocator allocator;
    const bihe_read_format *format;
    const bihe_context *context;
    char *path;
    bihe_input input;
    bihe_unit unit;
    bihe_arena arena; /* texts of the unit */
    bihe_meta *meta;  /* its metadata */
    size_t meta_capacity;
    void *own;
    bool out_of_memory; /* seen by a function that cannot say so */
};

/* The empty unit: {.score = -1}; what the last one held is released. */
void bihe_reader_clear(bihe_reader *reader);

/* A copy that lives as long as the unit, bad UTF-8 replaced. Empty, with out_of_memory set, when it
 * cannot be had. */
bihe_view bihe_reader_keep(bihe_reader *reader, bihe_view text);

/* Adds metadata; a key that is there gets ", VALUE" after its value. Nothing for an empty value. */
void bihe_reader_add_meta(bihe_reader *reader, bihe_view key, bihe_view value);

/* Takes what is known of a unit as our writers name it: "score" 0.9877, "type" 2-1, "lines" zh:8-9
 * en:41, "repaired" 12 3. False for another name; a value that is none is passed over. */
bool bihe_reader_set_fact(bihe_reader *reader, bihe_view name, bihe_view value);

/* `8-9` or `8` to numbers; false where it is neither. */
bool bihe_parse_range(bihe_view text, size_t out[2]);

/* Digits with at most one point. */
bool bihe_parse_fraction(bihe_view text, double *out);

/* Digits. */
bool bihe_parse_size(bihe_view text, size_t *out);

extern const bihe_read_format bihe_read_tsv;
extern const bihe_read_format bihe_read_jsonl;
extern const bihe_read_format bihe_read_tmx;

#endif
