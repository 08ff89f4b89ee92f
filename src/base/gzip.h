/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip (RFC 1952) in both directions, piece by piece. The only user of zlib.
 */
#ifndef BIHE_BASE_GZIP_H
#define BIHE_BASE_GZIP_H

#include "base/buffer.h"

typedef struct bihe_gzip bihe_gzip;

/* The same input gives the same bytes: neither a name nor a time is stored. */
bihe_status bihe_gzip_new(bihe_gzip **out, const bihe_allocator *allocator, bihe_error *err);

/* NULL is ignored. */
void bihe_gzip_free(bihe_gzip *gzip);

/* Appends to `out` what `bytes` come to, as far as it is known yet; all of it, and the end of the
 * file, with `last`. */
bihe_status bihe_gzip_append(bihe_gzip *gzip, bihe_view bytes, bool last, bihe_buffer *out,
                             bihe_error *err);

typedef struct bihe_gunzip bihe_gunzip;

bihe_status bihe_gunzip_new(bihe_gunzip **out, const bihe_allocator *allocator, bihe_error *err);

/* NULL is ignored. */
void bihe_gunzip_free(bihe_gunzip *gunzip);

/* Appends at most 32 KiB of what `bytes` from *used on hold to `out`; *used moves past what was
 * taken. Several gzip files one after the other are one. BIHE_ERROR_INPUT for damaged bytes. */
bihe_status bihe_gunzip_append(bihe_gunzip *gunzip, bihe_view bytes, size_t *used, bihe_buffer *out,
                               bihe_error *err);

/* Whether the bytes so far are whole files. */
bool bihe_gunzip_is_complete(const bihe_gunzip *gunzip);

#endif
