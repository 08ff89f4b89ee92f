/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The allocator hook and checked allocation. Sizes that overflow fail as out of memory.
 */
#ifndef BIHE_BASE_MEMORY_H
#define BIHE_BASE_MEMORY_H

#include "bihe/model.h"

/* malloc, realloc and free behind the hook. */
bihe_allocator bihe_allocator_default(void);

/* `count` elements of `size` bytes, uninitialised; NULL when out of memory. Zero bytes gives a
 * valid pointer. Free with bihe_mem_free. */
void *bihe_mem_new(const bihe_allocator *a, size_t count, size_t size);

/* The same, zeroed. */
void *bihe_mem_new0(const bihe_allocator *a, size_t count, size_t size);

/* Resizes to count * size bytes; NULL leaves `ptr` as it was. */
void *bihe_mem_resize(const bihe_allocator *a, void *ptr, size_t count, size_t size);

/* NULL is ignored. */
void bihe_mem_free(const bihe_allocator *a, void *ptr);

/* Makes room for `need` elements in a growing array {*ptr, *capacity}; false when out of memory
 * (the array stays as it was). Grows by half, so that appending is linear. */
bool bihe_array_reserve(const bihe_allocator *a, void **ptr, size_t *capacity, size_t need,
                        size_t size);

#endif
