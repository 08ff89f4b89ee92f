/* SPDX-License-Identifier: Apache-2.0 */
/* The counting table: linear probing, grown at two thirds; heap sort, which needs no memory. */
#include "model/train_table.h"

enum { FIRST_CAPACITY = 1 << 12 };

void bihe_count_table_clear(bihe_count_table *table)
{
    bihe_mem_free(table->allocator, table->slots);
    table->slots = NULL;
    table->capacity = table->used = 0;
}

/* SplitMix64's finaliser (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static bihe_count *probe(bihe_count *slots, size_t capacity, uint64_t key)
{
    size_t i = (size_t)mix(key) & (capacity - 1);
    while (slots[i].key != 0 && slots[i].key != key)
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

static bool grow(bihe_count_table *table)
{
    const size_t capacity = table->capacity > 0 ? 2 * table->capacity : FIRST_CAPACITY;
    bihe_count *slots = bihe_mem_new0(table->allocator, capacity, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i].key != 0)
            *probe(slots, capacity, table->slots[i].key) = table->slots[i];
    bihe_mem_free(table->allocator, table->slots);
    table->slots = slots;
    table->capacity = capacity;
    return true;
}

bihe_count *bihe_count_table_at(bihe_count_table *table, uint64_t key)
{
    if (table->used >= table->capacity / 3 * 2 && !grow(table)) return NULL;
    bihe_count *slot = probe(table->slots, table->capacity, key);
    if (slot->key == 0) {
        slot->key = key;
        table->used++;
    }
    return slot;
}

bihe_count *bihe_count_table_find(const bihe_count_table *table, uint64_t key)
{
    if (table->capacity == 0) return NULL;
    bihe_count *slot = probe(table->slots, table->capacity, key);
    return slot->key != 0 ? slot : NULL;
}

/* Lets slots[root] sink to its place in the heap slots[0 .. n). */
static void sink(bihe_count *slots, size_t root, size_t n)
{
    const bihe_count moved = slots[root];
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= n) break;
        if (child + 1 < n && slots[child + 1].key > slots[child].key) child++;
        if (slots[child].key <= moved.key) break;
        slots[root] = slots[child];
        root = child;
    }
    slots[root] = moved;
}

void bihe_count_table_sort(bihe_count_table *table)
{
    bihe_count *const slots = table->slots;
    size_t n = 0;
    for (size_t i = 0; i < table->capacity; i++)
        if (slots[i].key != 0) slots[n++] = slots[i];
    table->capacity = n;
    for (size_t i = n / 2; i > 0; i--)
        sink(slots, i - 1, n);
    for (size_t end = n; end > 1; end--) {
        const bihe_count last = slots[end - 1];
        slots[end - 1] = slots[0];
        slots[0] = last;
        sink(slots, 0, end - 1);
    }
}
