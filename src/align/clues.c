/* SPDX-License-Identifier: Apache-2.0 */
/* A clue is an English word: a sentence of side 1 holds those it uses, one of side 0 those that
 * strongly translate what it uses. */
#include "align/clues.h"

#include "base/error.h"

#include <stdlib.h>

/* What the words of one side stand for: clue k of word w is clue[k], row[w] <= k < row[w + 1]. */
typedef struct meaning {
    uint32_t *row;
    uint32_t *clue;
} meaning;

/* The strong links of the Chinese words. */
static bool find_meanings(meaning *out, const bihe_terms *terms, const bihe_allocator *allocator)
{
    const bihe_term_side *zh = &terms->side[0];
    const size_t links = terms->links.row[zh->word_count];
    *out = (meaning){bihe_mem_new0(allocator, zh->word_count + 1, sizeof *out->row),
                     bihe_mem_new(allocator, links, sizeof *out->clue)};
    if (out->row == NULL || out->clue == NULL) return false;
    uint32_t count = 0;
    for (size_t z = 0; z < zh->word_count; z++) {
        for (size_t k = terms->links.row[z]; k < terms->links.row[z + 1]; k++) {
            if (zh->words[z].class == BIHE_CLASS_CONTENT &&
                bihe_clue_is_strong(terms->links.items[k].given))
                out->clue[count++] = terms->links.items[k].word;
        }
        out->row[z + 1] = count;
    }
    return true;
}

static void clear(meaning *m, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, m->row);
    bihe_mem_free(allocator, m->clue);
}

/* Adds a clue of sentence `i` unless the sentence has it; `last` tells the last sentence, counted
 * from 1, that each clue was seen in. */
static void add(bihe_clue_side *out, size_t *count, uint32_t clue, size_t i, uint32_t *last)
{
    if (last[clue] == i + 1) return;
    last[clue] = (uint32_t)(i + 1);
    if (out->clue != NULL) out->clue[*count] = clue;
    (*count)++;
}

/* Counts the clues of a side, and writes them where there is room. */
static size_t collect(bihe_clue_side *out, const bihe_term_side *side, const meaning *m,
                      uint32_t *last)
{
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++) {
        out->first[i] = (uint32_t)count;
        for (size_t k = side->first[i]; k < side->first[i + 1]; k++) {
            const uint32_t word = side->uses[k].word;
            for (size_t n = m->row[word]; n < m->row[word + 1]; n++)
                add(out, &count, m->clue[n], i, last);
        }
    }
    out->first[side->count] = (uint32_t)count;
    return count;
}

static bool fill(bihe_clue_side *out, const bihe_term_side *side, const meaning *m, size_t kinds,
                 const bihe_allocator *allocator)
{
    out->first = bihe_mem_new(allocator, side->count + 1, sizeof *out->first);
    for (int round = 0; round < 2; round++) {
        uint32_t *last = bihe_mem_new0(allocator, kinds, sizeof *last);
        if (out->first == NULL || last == NULL) {
            bihe_mem_free(allocator, last);
            return false;
        }
        const size_t count = collect(out, side, m, last);
        bihe_mem_free(allocator, last);
        if (round == 1) break;
        out->clue = bihe_mem_new(allocator, count, sizeof *out->clue);
        if (out->clue == NULL) return false;
    }
    return true;
}

/* English words that are clues of a Chinese one stand for themselves, others for nothing. */
static bool find_own(meaning *out, const meaning *zh, const bihe_terms *terms,
                     const bihe_allocator *allocator)
{
    const size_t words = terms->side[1].word_count;
    *out = (meaning){bihe_mem_new0(allocator, words + 1, sizeof *out->row),
                     bihe_mem_new(allocator, words, sizeof *out->clue)};
    if (out->row == NULL || out->clue == NULL) return false;
    const uint32_t clues = zh->row[terms->side[0].word_count];
    for (uint32_t k = 0; k < clues; k++)
        out->row[zh->clue[k] + (size_t)1] = 1;
    for (uint32_t e = 0; e < words; e++) {
        if (out->row[e + 1] > 0) out->clue[out->row[e]] = e;
        out->row[e + 1] += out->row[e];
    }
    return true;
}

bihe_status bihe_clues_init(bihe_clues *clues, const bihe_terms *terms,
                            const bihe_allocator *allocator, bihe_error *err)
{
    meaning side[2] = {{NULL, NULL}, {NULL, NULL}};
    *clues = (bihe_clues){.kinds = terms->side[1].word_count};
    const bool done = find_meanings(&side[0], terms, allocator) &&
                      find_own(&side[1], &side[0], terms, allocator) &&
                      fill(&clues->side[0], &terms->side[0], &side[0], clues->kinds, allocator) &&
                      fill(&clues->side[1], &terms->side[1], &side[1], clues->kinds, allocator);
    for (int s = 0; s < 2; s++)
        clear(&side[s], allocator);
    if (done) return BIHE_OK;
    bihe_clues_clear(clues, allocator);
    return bihe_fail_memory(err);
}

void bihe_clues_clear(bihe_clues *clues, const bihe_allocator *allocator)
{
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, clues->side[s].first);
        bihe_mem_free(allocator, clues->side[s].clue);
    }
    *clues = (bihe_clues){0};
}
