/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing with linear probing, at most half full. */
#include "base/key_table.h"

enum { FIRST_SIZE = 4096 };

static size_t slot_of(uint64_t key, size_t size)
{
    return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 24) & (size - 1);
}

static bool grow(bihe_key_table *t)
{
    const size_t size = t->size > 0 ? 2 * t->size : FIRST_SIZE;
    uint32_t *slots = bihe_mem_new0(t->allocator, size, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t n = 0; n < t->count; n++) {
        size_t k = slot_of(t->keys[n], size);
        while (slots[k] != 0)
            k = (k + 1) & (size - 1);
        slots[k] = (uint32_t)n + 1;
    }
    bihe_mem_free(t->allocator, t->slots);
    t->slots = slots;
    t->size = size;
    return true;
}

/* The slot that holds the key, or the empty one where it would stand. */
static size_t look(const bihe_key_table *t, uint64_t key)
{
    size_t k = slot_of(key, t->size);
    while (t->slots[k] != 0 && t->keys[t->slots[k] - 1] != key)
        k = (k + 1) & (t->size - 1);
    return k;
}

uint32_t bihe_key_table_add(bihe_key_table *table, uint64_t key)
{
    if (table->count * 2 >= table->size && !grow(table)) return BIHE_NO_KEY;
    const size_t k = look(table, key);
    if (table->slots[k] != 0) return table->slots[k] - 1;
    void *keys = table->keys;
    if (table->count >= BIHE_NO_KEY - 1 ||
        !bihe_array_reserve(table->allocator, &keys, &table->capacity, table->count + 1,
                            sizeof *table->keys))
        return BIHE_NO_KEY;
    table->keys = keys;
    table->keys[table->count] = key;
    table->slots[k] = (uint32_t)table->count + 1;
    return (uint32_t)table->count++;
}

uint32_t bihe_key_table_find(const bihe_key_table *table, uint64_t key)
{
    if (table->size == 0) return BIHE_NO_KEY;
    const size_t k = look(table, key);
    return table->slots[k] != 0 ? table->slots[k] - 1 : BIHE_NO_KEY;
}

void bihe_key_table_close(bihe_key_table *table)
{
    bihe_mem_free(table->allocator, table->slots);
    table->slots = NULL;
    table->size = 0;
}

void bihe_key_table_clear(bihe_key_table *table)
{
    bihe_key_table_close(table);
    bihe_mem_free(table->allocator, table->keys);
    table->keys = NULL;
    table->count = table->capacity = 0;
}
