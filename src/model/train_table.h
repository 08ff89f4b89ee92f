/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting by key: an open hash table that is sorted in place when counting is done.
 */
#ifndef BIHE_MODEL_TRAIN_TABLE_H
#define BIHE_MODEL_TRAIN_TABLE_H

#include "base/memory.h"

typedef struct bihe_count {
    uint64_t key; /* never 0 */
    uint32_t count;
    uint32_t left; /* free for the user; bigrams: how many tokens were seen before them */
} bihe_count;

typedef struct bihe_count_table {
    const bihe_allocator *allocator;
    bihe_count *slots;
    size_t capacity; /* a power of two, 0 at first; after sorting, the same as `used` */
    size_t used;
} bihe_count_table;

void bihe_count_table_clear(bihe_count_table *table);

/* The slot of `key`, made with count 0 where it is new; NULL when out of memory. Valid until the
 * next call. */
bihe_count *bihe_count_table_at(bihe_count_table *table, uint64_t key);

/* The slot of `key`, NULL where there is none. Not after sorting. */
bihe_count *bihe_count_table_find(const bihe_count_table *table, uint64_t key);

/* Puts the used slots in front, by key; then slots[0 .. used) can be read in order and nothing can
 * be added. */
void bihe_count_table_sort(bihe_count_table *table);

#endif
