/* SPDX-License-Identifier: Apache-2.0 */
/* Chunks of doubling size, linked; large requests get a chunk of their own. */
#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

/* Under AddressSanitizer every request gets a chunk of exactly its size, so that a byte too far is
 * seen and tests can fail each request. */
#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
enum { EXACT_CHUNKS = 1 };
#else
enum { EXACT_CHUNKS = 0 };
#endif

struct bihe_arena_chunk {
    bihe_arena_chunk *next;
    alignas(max_align_t) unsigned char data[];
};

void bihe_arena_init(bihe_arena *arena, const bihe_allocator *allocator)
{
    *arena = (bihe_arena){.allocator = *allocator};
}

void bihe_arena_clear(bihe_arena *arena)
{
    bihe_arena_chunk *chunk = arena->chunks;
    while (chunk != NULL) {
        bihe_arena_chunk *next = chunk->next;
        bihe_mem_free(&arena->allocator, chunk);
        chunk = next;
    }
    arena->chunks = NULL;
    arena->used = arena->size = 0;
}

static bool add_chunk(bihe_arena *arena, size_t bytes)
{
    size_t size = arena->size == 0 ? FIRST_CHUNK : arena->size * 2;
    if (size > LARGEST_CHUNK) size = LARGEST_CHUNK;
    if (size < bytes || EXACT_CHUNKS) size = bytes;
    if (size > (size_t)PTRDIFF_MAX - sizeof(bihe_arena_chunk)) return false;
    bihe_arena_chunk *chunk = bihe_mem_new(&arena->allocator, 1, sizeof *chunk + size);
    if (chunk == NULL) return false;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
    arena->size = size;
    return true;
}

void *bihe_arena_new(bihe_arena *arena, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size != 0 && count > ((size_t)PTRDIFF_MAX - align) / size) return NULL;
    const size_t bytes = EXACT_CHUNKS ? count * size : (count * size + align - 1) / align * align;
    if (arena->chunks == NULL || bytes > arena->size - arena->used) {
        if (!add_chunk(arena, bytes)) return NULL;
    }
    void *ptr = arena->chunks->data + arena->used;
    arena->used += bytes;
    return ptr;
}

bihe_view bihe_arena_copy(bihe_arena *arena, bihe_view text)
{
    char *copy = bihe_arena_new(arena, text.len + 1, 1);
    if (copy == NULL) return (bihe_view){NULL, 0};
    if (text.len > 0) memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return (bihe_view){copy, text.len};
}
