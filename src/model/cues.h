/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What training learned for segmentation: how words and Chinese characters behave at sentence
 * boundaries, and the weights that combine this with other evidence (align/features.c). One file a
 * model folder, memory-mapped, shared by all threads.
 *
 * The file: a header of 64 bytes, a hash table of words, the weights. All numbers little-endian.
 *
 *     offset  0  magic "BIHESEGM"
 *             8  version, 4 bytes
 *            12  zero, 4 bytes
 *            16  checksum of everything from offset 24 on, 8 bytes
 *            24  slots of the table, a power of two, 4 bytes
 *            28  weights, 4 bytes
 *            32  zeros up to 64
 *            64  slots of 8 bytes: fingerprint (4, zero: empty), start, stop, seen, zero
 *           ...  weights of 2 bytes, signed, in 1/256
 */
#ifndef BIHE_MODEL_CUES_H
#define BIHE_MODEL_CUES_H

#include "base/buffer.h"

enum {
    BIHE_CUES_WEIGHTS = 128, /* in the file; what each is for is in align/features.h */
    BIHE_CUE_UNIT = 8,       /* parts of a log-odds in a cue */
    BIHE_CUE_WEIGHT_UNIT = 256,
};

/* What is known of a word (folded to small letters) or of one or two Chinese characters. */
typedef struct bihe_cue {
    int8_t start; /* log-odds in 1/8 that it begins a sentence; of a word: where it has a capital */
    int8_t stop;  /* of characters: that they end a sentence; of a word: that a dot after it is part
                     of it */
    uint8_t seen; /* of a word: log2 of how often it was seen in small letters, plus 1; 0: never */
} bihe_cue;

typedef struct bihe_cues bihe_cues;

/* BIHE_ERROR_MODEL names the file that is missing, damaged or of another version. */
bihe_status bihe_cues_open(bihe_cues **out, const char *path, const bihe_allocator *allocator,
                           bihe_error *err);

/* The same over bytes in memory, borrowed. `name` stands for the path in errors. */
bihe_status bihe_cues_view(bihe_cues **out, bihe_view bytes, const char *name,
                           const bihe_allocator *allocator, bihe_error *err);
void bihe_cues_free(bihe_cues *cues);

/* False when nothing is known of `key`. */
bool bihe_cues_find(const bihe_cues *cues, bihe_view key, bihe_cue *cue);

/* `index` < BIHE_CUES_WEIGHTS. Log-odds. */
double bihe_cues_weight(const bihe_cues *cues, size_t index);

typedef struct bihe_cue_entry {
    bihe_view key;
    bihe_cue cue;
} bihe_cue_entry;

/* Appends a file's bytes. `weights` holds BIHE_CUES_WEIGHTS, in 1/256; NULL: all zero. */
bihe_status bihe_cues_append(bihe_buffer *out, const bihe_cue_entry *entries, size_t count,
                             const int16_t *weights, bihe_error *err);

#endif
