/* SPDX-License-Identifier: Apache-2.0 */
/* Checked allocation over the caller's hook; the only place of the library that names malloc. */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void *default_resize(void *user, void *ptr, size_t size)
{
    (void)user;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, size);
}

bihe_allocator bihe_allocator_default(void)
{
    return (bihe_allocator){default_resize, NULL};
}

/* The product in bytes, at least 1; 0 when it overflows. */
static size_t checked_size(size_t count, size_t size)
{
    if (count == 0 || size == 0) return 1;
    return count > (size_t)PTRDIFF_MAX / size ? 0 : count * size;
}

void *bihe_mem_resize(const bihe_allocator *a, void *ptr, size_t count, size_t size)
{
    const size_t bytes = checked_size(count, size);
    return bytes == 0 ? NULL : a->resize(a->user, ptr, bytes);
}

void *bihe_mem_new(const bihe_allocator *a, size_t count, size_t size)
{
    return bihe_mem_resize(a, NULL, count, size);
}

void *bihe_mem_new0(const bihe_allocator *a, size_t count, size_t size)
{
    void *ptr = bihe_mem_new(a, count, size);
    if (ptr != NULL) memset(ptr, 0, checked_size(count, size));
    return ptr;
}

void bihe_mem_free(const bihe_allocator *a, void *ptr)
{
    if (ptr != NULL) (void)a->resize(a->user, ptr, 0);
}

bool bihe_array_reserve(const bihe_allocator *a, void **ptr, size_t *capacity, size_t need,
                        size_t size)
{
    if (need <= *capacity) return true;
    size_t target = *capacity < 8 ? 8 : *capacity + *capacity / 2;
    if (target < need) target = need;
    void *grown = bihe_mem_resize(a, *ptr, target, size);
    if (grown == NULL) return false;
    *ptr = grown;
    *capacity = target;
    return true;
}
