/* SPDX-License-Identifier: Apache-2.0 */
/* Matches are chained by English word. Most links of a Chinese word lead to words that do not stand
 * near it, and the more the longer the text: of each word met in a stretch of the text those are
 * picked out once that lead into the stretch. */
#include "align/matches.h"

#include "base/error.h"

#include <string.h>

enum {
    BITS = 64,
    AHEAD = 8192 /* English uses that a stretch goes beyond the first sentence's */
};

/* Links of a Chinese word that lead into the stretch. */
typedef struct bihe_near_links {
    uint32_t stretch; /* that they were picked for */
    uint32_t first, count;
} near_links;

bihe_status bihe_matches_init(bihe_matches *matches, const bihe_terms *words,
                              const bihe_link_table *links, const bihe_allocator *allocator,
                              bihe_error *err)
{
    const size_t zh = words->side[0].word_count, en = words->side[1].word_count;
    *matches = (bihe_matches){.words = words, .links = *links, .allocator = allocator};
    matches->en = bihe_mem_new0(allocator, en, sizeof *matches->en);
    matches->near_words = bihe_mem_new(allocator, en / BITS + 1, sizeof *matches->near_words);
    matches->near_of = bihe_mem_new0(allocator, zh, sizeof *matches->near_of);
    return matches->en != NULL && matches->near_words != NULL && matches->near_of != NULL
               ? BIHE_OK
               : bihe_fail_memory(err);
}

void bihe_matches_clear(bihe_matches *matches)
{
    bihe_mem_free(matches->allocator, matches->en);
    bihe_mem_free(matches->allocator, matches->items);
    bihe_mem_free(matches->allocator, matches->near_words);
    bihe_mem_free(matches->allocator, matches->near_of);
    bihe_mem_free(matches->allocator, matches->near);
    *matches = (bihe_matches){.allocator = matches->allocator};
}

/* --- the stretch ----------------------------------------------------------------------------- */

static void start_stretch(bihe_matches *matches, size_t from, size_t to)
{
    const bihe_term_side *en = &matches->words->side[1];
    const size_t all = en->first[en->count];
    matches->near_from = from;
    matches->near_to = all - to < AHEAD ? all : to + AHEAD;
    matches->near_count = 0;
    matches->stretch++;
    memset(matches->near_words, 0, (en->word_count / BITS + 1) * sizeof *matches->near_words);
    for (size_t u = matches->near_from; u < matches->near_to; u++)
        matches->near_words[en->uses[u].word / BITS] |= UINT64_C(1) << en->uses[u].word % BITS;
}

/* Picks the links of a Chinese word out that lead into the stretch; NULL when out of memory. */
static const near_links *near_links_of(bihe_matches *matches, uint32_t word)
{
    near_links *near = &matches->near_of[word];
    const uint32_t first = matches->links.row[word], end = matches->links.row[word + 1];
    if (near->stretch == matches->stretch) return near;
    void *links = matches->near;
    if (!bihe_array_reserve(matches->allocator, &links, &matches->near_capacity,
                            matches->near_count + (end - first) + 1, sizeof *matches->near))
        return NULL;
    matches->near = links;
    bihe_link *out = matches->near + matches->near_count;
    uint32_t count = 0;
    for (uint32_t n = first; n < end; n++) {
        const bihe_link *link = &matches->links.items[n];
        out[count] = *link;
        count += matches->near_words[link->word / BITS] >> link->word % BITS & 1;
    }
    *near = (near_links){matches->stretch, (uint32_t)matches->near_count, count};
    matches->near_count += count;
    return near;
}

/* --- the sentence ---------------------------------------------------------------------------- */

static void add_uses(bihe_matches *matches, size_t from, size_t to)
{
    const bihe_use *uses = matches->words->side[1].uses;
    for (size_t u = from; u < to; u++)
        matches->en[uses[u].word].uses++;
}

static void drop_uses(bihe_matches *matches, size_t from, size_t to)
{
    const bihe_use *uses = matches->words->side[1].uses;
    for (size_t u = from; u < to; u++)
        matches->en[uses[u].word].uses--;
}

/* Asks for uses [from, to), most of which are those asked for before. */
static void ask(bihe_matches *matches, size_t from, size_t to)
{
    for (size_t n = 1; n < matches->count; n++)
        matches->en[matches->items[n].word].head = 0;
    matches->count = 1;
    if (from >= matches->from && from <= matches->to && to >= matches->to) {
        drop_uses(matches, matches->from, from);
        add_uses(matches, matches->to, to);
    } else {
        drop_uses(matches, matches->from, matches->to);
        add_uses(matches, from, to);
    }
    matches->from = from;
    matches->to = to;
    if (matches->stretch == 0 || from < matches->near_from || to > matches->near_to)
        start_stretch(matches, from, to);
}

static bool match_use(bihe_matches *matches, uint32_t use)
{
    const near_links *near = near_links_of(matches, matches->words->side[0].uses[use].word);
    if (near == NULL) return false;
    void *items = matches->items;
    if (!bihe_array_reserve(matches->allocator, &items, &matches->capacity,
                            matches->count + near->count, sizeof *matches->items))
        return false;
    matches->items = items;
    const bihe_link *links = matches->near + near->first;
    for (uint32_t n = 0; n < near->count; n++) {
        bihe_match_word *en = &matches->en[links[n].word];
        if (en->uses == 0) continue;
        matches->items[matches->count] = (bihe_match){
            use, en->head, links[n].own, links[n].word, {links[n].given[0], links[n].given[1]}};
        en->head = (uint32_t)matches->count++;
    }
    return true;
}

bihe_status bihe_matches_load(bihe_matches *matches, size_t sentence, size_t from, size_t to,
                              bihe_error *err)
{
    const uint32_t *first = matches->words->side[0].first;
    ask(matches, from, to);
    for (uint32_t u = first[sentence]; u < first[sentence + 1]; u++)
        if (!match_use(matches, u)) return bihe_fail_memory(err);
    return BIHE_OK;
}
