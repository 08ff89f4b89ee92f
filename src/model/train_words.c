/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of the character model: a tree filled from lists, and the cutting of the training text
 * into the likeliest words of the lists, which counts how often text of that kind uses each.
 */
#include "model/train_parts.h"

#include <math.h>
#include <string.h>

enum { STRETCH = 1024 }; /* codes cut at a time; longer text is divided wherever this falls */

static uint32_t new_node(bihe_word_tree *tree)
{
    const size_t need = tree->count + 1;
    if (need > tree->capacity) {
        const size_t capacity = tree->capacity > 0 ? 2 * tree->capacity : 1024;
        void *listed = bihe_mem_resize(tree->allocator, tree->listed, capacity, 4);
        if (listed != NULL) tree->listed = listed;
        void *segmented = bihe_mem_resize(tree->allocator, tree->segmented, capacity, 4);
        if (segmented != NULL) tree->segmented = segmented;
        void *cost = bihe_mem_resize(tree->allocator, tree->cost, capacity, sizeof *tree->cost);
        if (cost != NULL) tree->cost = cost;
        if (listed == NULL || segmented == NULL || cost == NULL) return 0;
        tree->capacity = capacity;
    }
    tree->listed[tree->count] = 0;
    tree->segmented[tree->count] = 0;
    tree->cost[tree->count] = INFINITY;
    return (uint32_t)tree->count++;
}

bool bihe_word_tree_init(bihe_word_tree *tree, const bihe_allocator *allocator)
{
    *tree = (bihe_word_tree){.allocator = allocator,
                             .edges = {.allocator = allocator},
                             .pairs = {.allocator = allocator}};
    return new_node(tree) == 0 && tree->count == 1;
}

void bihe_word_tree_clear(bihe_word_tree *tree)
{
    bihe_count_table_clear(&tree->edges);
    bihe_count_table_clear(&tree->pairs);
    bihe_mem_free(tree->allocator, tree->listed);
    bihe_mem_free(tree->allocator, tree->segmented);
    bihe_mem_free(tree->allocator, tree->cost);
}

static uint64_t edge_key(uint32_t parent, uint16_t code)
{
    return (uint64_t)parent << 16 | code;
}

static uint32_t child_of(const bihe_word_tree *tree, uint32_t parent, uint16_t code)
{
    const bihe_count *edge = bihe_count_table_find(&tree->edges, edge_key(parent, code));
    return edge != NULL ? edge->count : 0;
}

uint32_t bihe_word_tree_add(bihe_word_tree *tree, const uint16_t *codes, size_t n)
{
    uint32_t node = 0;
    for (size_t i = 0; i < n; i++) {
        bihe_count *edge = bihe_count_table_at(&tree->edges, edge_key(node, codes[i]));
        if (edge == NULL) return 0;
        if (edge->count == 0) edge->count = new_node(tree);
        if (edge->count == 0) return 0;
        node = edge->count;
    }
    return node;
}

void bihe_word_tree_weigh(bihe_word_tree *tree)
{
    tree->total = 0;
    for (size_t i = 0; i < tree->count; i++)
        tree->total += tree->listed[i];
    for (size_t i = 0; i < tree->count; i++)
        tree->cost[i] =
            tree->listed[i] == 0 ? INFINITY : (float)-log(tree->listed[i] / tree->total);
}

static bool count_pair(bihe_word_tree *tree, uint32_t first, uint32_t second)
{
    bihe_count *pair = bihe_count_table_at(&tree->pairs, (uint64_t)first << 32 | second);
    if (pair == NULL) return false;
    pair->count++;
    return true;
}

/* Cheapest way to every place: best[j] = min over words [i, j) of best[i] + cost. A code that is no
 * word by itself counts as a word seen once. `before` is the word before, and gets the last one. */
static bool segment_stretch(bihe_word_tree *tree, const uint16_t *codes, size_t n, uint32_t *before)
{
    float best[STRETCH + 1];
    uint32_t node_to[STRETCH + 1];
    uint16_t from[STRETCH + 1];
    const float unseen = (float)log(tree->total + 1);
    best[0] = 0;
    for (size_t j = 1; j <= n; j++)
        best[j] = INFINITY;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = 0;
        for (size_t j = i; j < n && j < i + BIHE_WORD_MAX; j++) {
            node = j == i ? bihe_word_tree_add(tree, codes + i, 1) : child_of(tree, node, codes[j]);
            if (node == 0) break;
            float cost = tree->cost[node];
            if (j == i && isinf(cost)) cost = unseen;
            if (best[i] + cost >= best[j + 1]) continue;
            best[j + 1] = best[i] + cost;
            from[j + 1] = (uint16_t)i;
            node_to[j + 1] = node;
        }
        if (node == 0 && isinf(best[i + 1])) return false;
    }
    for (size_t j = n; j > 0; j = from[j]) {
        tree->segmented[node_to[j]]++;
        if (!count_pair(tree, from[j] > 0 ? node_to[from[j]] : *before, node_to[j])) return false;
    }
    *before = node_to[n];
    return true;
}

bool bihe_word_tree_segment(bihe_word_tree *tree, const uint16_t *codes, size_t n)
{
    uint32_t before = 0;
    for (size_t start = 0; start < n; start += STRETCH) {
        const size_t rest = n - start < STRETCH ? n - start : STRETCH;
        if (!segment_stretch(tree, codes + start, rest, &before)) return false;
    }
    return n == 0 || count_pair(tree, before, 0);
}
