/* SPDX-License-Identifier: Apache-2.0 */
/* Matches are chained by English word. Most links of a sentence lead to words that do not stand
 * near it: a bit by word, which stays in the cache, says which to pass over. */
#include "align/matches.h"

#include "base/error.h"

enum { BITS = 64 };

bihe_status bihe_matches_init(bihe_matches *matches, const bihe_terms *words,
                              const bihe_link_table *links, const bihe_allocator *allocator,
                              bihe_error *err)
{
    const size_t count = links->row[words->side[0].word_count], en = words->side[1].word_count;
    *matches = (bihe_matches){.words = words, .links = *links, .allocator = allocator};
    matches->link_word = bihe_mem_new(allocator, count, sizeof *matches->link_word);
    matches->asked = bihe_mem_new0(allocator, en / BITS + 1, sizeof *matches->asked);
    matches->head = bihe_mem_new(allocator, en, sizeof *matches->head);
    if (matches->link_word == NULL || matches->asked == NULL || matches->head == NULL)
        return bihe_fail_memory(err);
    for (size_t n = 0; n < count; n++)
        matches->link_word[n] = links->items[n].word;
    return BIHE_OK;
}

void bihe_matches_clear(bihe_matches *matches)
{
    bihe_mem_free(matches->allocator, matches->link_word);
    bihe_mem_free(matches->allocator, matches->asked);
    bihe_mem_free(matches->allocator, matches->head);
    bihe_mem_free(matches->allocator, matches->items);
    *matches = (bihe_matches){.allocator = matches->allocator};
}

static void ask(bihe_matches *matches, size_t from, size_t to)
{
    const bihe_use *uses = matches->words->side[1].uses;
    for (size_t u = matches->from; u < matches->to; u++)
        matches->asked[uses[u].word / BITS] = 0;
    for (size_t u = from; u < to; u++) {
        matches->asked[uses[u].word / BITS] |= UINT64_C(1) << uses[u].word % BITS;
        matches->head[uses[u].word] = 0;
    }
    matches->from = from;
    matches->to = to;
}

bihe_status bihe_matches_load(bihe_matches *matches, size_t sentence, size_t from, size_t to,
                              bihe_error *err)
{
    const bihe_terms *w = matches->words;
    const bihe_term_side *zh = &w->side[0];
    const uint32_t *row = matches->links.row;
    ask(matches, from, to);
    matches->count = 1;
    for (uint32_t u = zh->first[sentence]; u < zh->first[sentence + 1]; u++) {
        const uint32_t word = zh->uses[u].word;
        const size_t most = matches->count + (row[word + 1] - row[word]);
        void *items = matches->items;
        if (!bihe_array_reserve(matches->allocator, &items, &matches->capacity, most,
                                sizeof *matches->items))
            return bihe_fail_memory(err);
        matches->items = items;
        for (uint32_t n = row[word]; n < row[word + 1]; n++) {
            const uint32_t en = matches->link_word[n];
            if ((matches->asked[en / BITS] >> en % BITS & 1) == 0) continue;
            const bihe_link *link = &matches->links.items[n];
            matches->items[matches->count] =
                (bihe_match){u, matches->head[en], link->own, {link->given[0], link->given[1]}};
            matches->head[en] = (uint32_t)matches->count++;
        }
    }
    return BIHE_OK;
}
