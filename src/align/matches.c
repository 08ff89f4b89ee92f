/* SPDX-License-Identifier: Apache-2.0 */
/* Matches are chained by English word. Most links of a sentence lead to words that do not stand
 * near it: the words asked for are stamped, others are passed over. */
#include "align/matches.h"

#include "base/error.h"

bihe_status bihe_matches_init(bihe_matches *matches, const bihe_terms *words,
                              const bihe_allocator *allocator, bihe_error *err)
{
    *matches = (bihe_matches){.words = words, .allocator = allocator};
    matches->slots = bihe_mem_new0(allocator, words->side[1].word_count, sizeof *matches->slots);
    return matches->slots != NULL ? BIHE_OK : bihe_fail_memory(err);
}

void bihe_matches_clear(bihe_matches *matches)
{
    bihe_mem_free(matches->allocator, matches->slots);
    bihe_mem_free(matches->allocator, matches->items);
    matches->slots = NULL;
    matches->items = NULL;
}

bihe_status bihe_matches_load(bihe_matches *matches, size_t sentence, size_t from, size_t to,
                              bihe_error *err)
{
    const bihe_terms *w = matches->words;
    const bihe_term_side *zh = &w->side[0];
    const uint32_t stamp = ++matches->stamp;
    for (size_t u = from; u < to; u++)
        matches->slots[w->side[1].uses[u].word] = (bihe_match_slot){stamp, 0};
    matches->count = 1;
    for (uint32_t u = zh->first[sentence]; u < zh->first[sentence + 1]; u++) {
        const uint32_t word = zh->uses[u].word;
        const size_t most = matches->count + (w->row[word + 1] - w->row[word]);
        void *items = matches->items;
        if (!bihe_array_reserve(matches->allocator, &items, &matches->capacity, most,
                                sizeof *matches->items))
            return bihe_fail_memory(err);
        matches->items = items;
        for (uint32_t n = w->row[word]; n < w->row[word + 1]; n++) {
            const bihe_link *link = &w->links[n];
            bihe_match_slot *slot = &matches->slots[link->word];
            if (slot->stamp != stamp) continue;
            matches->items[matches->count] =
                (bihe_match){u, slot->head, link->own, {link->given[0], link->given[1]}};
            slot->head = (uint32_t)matches->count++;
        }
    }
    return BIHE_OK;
}
