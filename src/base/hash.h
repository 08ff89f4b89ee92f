/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-256 (FIPS 180-4), so that what was computed from some bytes is known again by them.
 */
#ifndef BIHE_BASE_HASH_H
#define BIHE_BASE_HASH_H

#include "bihe/error.h"

enum { BIHE_HASH_SIZE = 32 };

typedef struct bihe_hash {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    unsigned char block[64];
} bihe_hash;

void bihe_hash_init(bihe_hash *hash);
void bihe_hash_add(bihe_hash *hash, const void *bytes, size_t len);
void bihe_hash_finish(bihe_hash *hash, unsigned char out[BIHE_HASH_SIZE]);

/* The first eight bytes of a text's hash as a number: a key of texts that differ. */
uint64_t bihe_hash_key(bihe_view text);

#endif
