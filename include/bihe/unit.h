/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A translation unit: what writers write and readers read, wherever it comes from.
 *
 * Threads: plain data. Memory: everything in a unit is borrowed; whoever makes it says for how
 * long.
 */
#ifndef BIHE_UNIT_H
#define BIHE_UNIT_H

#include "bihe/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A key of a post's metadata (its front matter) and its value as text. */
typedef struct bihe_meta {
    bihe_view key, value;
} bihe_meta;

/* Sides are in the model's order. */
typedef struct bihe_unit {
    bihe_view post;        /* name or path of the post it comes from; empty: unknown */
    const bihe_meta *meta; /* of the post, in order; of equal keys the first counts */
    size_t meta_count;
    bihe_view text[2]; /* UTF-8; empty where the side has none */
    bihe_view lang[2]; /* BCP 47 tags; empty: the writer's default */
    double score;      /* 0 .. 1; below 0: unknown */
    size_t count[2];   /* sentences of each side; both 0: unknown */
    size_t repaired;   /* characters restored from a wrong decoding, both sides */
    size_t doubtful;   /* characters that repair was unsure of or could not restore */
    size_t line[2][2]; /* [side][first, last] line in the post, 1-based; 0: unknown */
} bihe_unit;

#ifdef __cplusplus
}
#endif
#endif
