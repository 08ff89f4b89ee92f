/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers for keys of 64 bits, from 0 in the order in which the keys are met.
 */
#ifndef BIHE_BASE_KEY_TABLE_H
#define BIHE_BASE_KEY_TABLE_H

#include "base/memory.h"

#define BIHE_NO_KEY UINT32_MAX

/* Zero it but for the allocator. */
typedef struct bihe_key_table {
    const bihe_allocator *allocator;
    uint64_t *keys; /* by number */
    size_t count, capacity;
    uint32_t *slots; /* number + 1; 0: empty */
    size_t size;     /* 0 or a power of two */
} bihe_key_table;

/* The number of a key, given where it is new; BIHE_NO_KEY when out of memory. */
uint32_t bihe_key_table_add(bihe_key_table *table, uint64_t key);

/* The number of a key; BIHE_NO_KEY where it was never added. */
uint32_t bihe_key_table_find(const bihe_key_table *table, uint64_t key);

/* Releases what only adding and finding need; the keys stay. Nothing is added or found after it. */
void bihe_key_table_close(bihe_key_table *table);
void bihe_key_table_clear(bihe_key_table *table);

#endif
