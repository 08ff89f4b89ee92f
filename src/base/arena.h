/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An arena: many small allocations of one lifetime, released together.
 */
#ifndef BIHE_BASE_ARENA_H
#define BIHE_BASE_ARENA_H

#include "base/memory.h"

typedef struct bihe_arena_chunk bihe_arena_chunk;

typedef struct bihe_arena {
    bihe_allocator allocator;
    bihe_arena_chunk *chunks;
    size_t used, size; /* of the newest chunk, in bytes */
} bihe_arena;

void bihe_arena_init(bihe_arena *arena, const bihe_allocator *allocator);
void bihe_arena_clear(bihe_arena *arena);

/* `count` elements of `size` bytes, aligned for any type, uninitialised; NULL when out of memory.
 */
void *bihe_arena_new(bihe_arena *arena, size_t count, size_t size);

/* A copy of the text with a NUL after it (not counted); ptr NULL when out of memory. */
bihe_view bihe_arena_copy(bihe_arena *arena, bihe_view text);

#endif
