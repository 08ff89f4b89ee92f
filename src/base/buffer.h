/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing byte buffer. After a failed append (`failed` set) further appends do nothing, so that a
 * writer may append freely and look once at the end.
 */
#ifndef BIHE_BASE_BUFFER_H
#define BIHE_BASE_BUFFER_H

#include "base/memory.h"

typedef struct bihe_buffer {
    bihe_allocator allocator;
    char *ptr; /* NULL while empty */
    size_t len, capacity;
    bool failed; /* out of memory at some append */
} bihe_buffer;

void bihe_buffer_init(bihe_buffer *buffer, const bihe_allocator *allocator);
void bihe_buffer_clear(bihe_buffer *buffer);

void bihe_buffer_append(bihe_buffer *buffer, const void *bytes, size_t len);
void bihe_buffer_append_view(bihe_buffer *buffer, bihe_view text);
void bihe_buffer_append_text(bihe_buffer *buffer, const char *text); /* NUL-terminated */
void bihe_buffer_append_byte(bihe_buffer *buffer, char byte);
/* printf's formats; "C" locale numbers are the caller's care: no %f (see bihe_buffer_append_fixed).
 */
void bihe_buffer_append_format(bihe_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A number with `digits` (0..9) decimals, always with '.', whatever the locale. */
void bihe_buffer_append_fixed(bihe_buffer *buffer, double value, int digits);

bihe_view bihe_buffer_view(const bihe_buffer *buffer);

#endif
