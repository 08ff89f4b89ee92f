/* SPDX-License-Identifier: Apache-2.0 */
/* Matches are chained by English word, so that loading a sentence costs what its links cost. */
#include "align/matches.h"

#include "base/error.h"

bihe_status bihe_matches_init(bihe_matches *matches, const bihe_terms *words,
                              const bihe_allocator *allocator, bihe_error *err)
{
    *matches = (bihe_matches){.words = words, .allocator = allocator, .count = 1};
    matches->head = bihe_mem_new0(allocator, words->side[1].word_count, sizeof *matches->head);
    return matches->head != NULL ? BIHE_OK : bihe_fail_memory(err);
}

void bihe_matches_clear(bihe_matches *matches)
{
    bihe_mem_free(matches->allocator, matches->head);
    bihe_mem_free(matches->allocator, matches->items);
    matches->head = NULL;
    matches->items = NULL;
}

bihe_status bihe_matches_load(bihe_matches *matches, size_t sentence, bihe_error *err)
{
    const bihe_terms *w = matches->words;
    const bihe_term_side *zh = &w->side[0];
    for (size_t k = 1; k < matches->count; k++)
        matches->head[w->links[matches->items[k].link].word] = 0;
    matches->count = 1;
    matches->sentence = sentence;
    for (uint32_t u = zh->first[sentence]; u < zh->first[sentence + 1]; u++) {
        const uint32_t word = zh->uses[u].word;
        const size_t links = w->row[word + 1] - w->row[word];
        void *items = matches->items;
        if (!bihe_array_reserve(matches->allocator, &items, &matches->capacity,
                                matches->count + links, sizeof *matches->items))
            return bihe_fail_memory(err);
        matches->items = items;
        for (uint32_t n = w->row[word]; n < w->row[word + 1]; n++) {
            uint32_t *head = &matches->head[w->links[n].word];
            matches->items[matches->count] = (bihe_match){u - zh->first[sentence], n, *head};
            *head = (uint32_t)matches->count++;
        }
    }
    return BIHE_OK;
}
