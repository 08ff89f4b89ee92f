/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A glossary is learned from as the model's dictionaries are: model 1 over its entries tells which
 * word of a term stands for which, and the result is a lexicon in memory.
 */
#include "model/glossary.h"

#include "base/error.h"
#include "model/train_pairs.h"

struct bihe_glossary {
    bihe_allocator allocator;
    bihe_arena arena;
    bihe_train_pairs pairs;
    bihe_pair_maker maker;
    bihe_buffer bytes;
    bihe_lexicon *lexicon;
};

/* share of a word that is not in the glossary */
static const double UNSEEN_SHARE = 1e-7;

bihe_status bihe_glossary_new(bihe_glossary **out, const bihe_lexicon *vocabulary,
                              const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_glossary *g = bihe_mem_new0(allocator, 1, sizeof *g);
    if (g == NULL) return bihe_fail_memory(err);
    g->allocator = *allocator;
    bihe_arena_init(&g->arena, &g->allocator);
    for (int s = 0; s < 2; s++)
        g->pairs.words[s] = (bihe_interner){.arena = &g->arena, .allocator = &g->allocator};
    bihe_pair_maker_init(&g->maker, &g->pairs, vocabulary);
    g->maker.cut_only = true;
    bihe_buffer_init(&g->bytes, &g->allocator);
    *out = g;
    return BIHE_OK;
}

void bihe_glossary_free(bihe_glossary *g)
{
    if (g == NULL) return;
    bihe_lexicon_free(g->lexicon);
    bihe_pair_maker_clear(&g->maker);
    bihe_train_pairs_clear(&g->pairs);
    bihe_buffer_clear(&g->bytes);
    bihe_arena_clear(&g->arena);
    const bihe_allocator allocator = g->allocator;
    bihe_mem_free(&allocator, g);
}

bihe_status bihe_glossary_add(bihe_glossary *g, const bihe_view text[2], bihe_error *err)
{
    return bihe_pair_maker_add_term(&g->maker, text, err);
}

bihe_status bihe_glossary_add_sense(bihe_glossary *g, bihe_view headword, bihe_view sense,
                                    size_t senses, bihe_error *err)
{
    return bihe_pair_maker_add_sense(&g->maker, headword, sense, senses, err);
}

static bihe_status write_lexicon(bihe_glossary *g, const bihe_translation_list *list,
                                 bihe_error *err)
{
    bihe_lexicon_word *words[2] = {NULL, NULL};
    bihe_lexicon_parts parts = {.entries = list->items,
                                .entry_count = list->count,
                                .unknown_share = {UNSEEN_SHARE, UNSEEN_SHARE},
                                .unknown_cost = 1};
    bihe_status status = BIHE_OK;
    for (int s = 0; s < 2 && status == BIHE_OK; s++) {
        const bihe_interner *met = &g->pairs.words[s];
        double total = 0;
        words[s] = bihe_mem_new(&g->allocator, met->count, sizeof *words[s]);
        if (words[s] == NULL) status = bihe_fail_memory(err);
        for (size_t k = 0; k < met->count; k++)
            total += met->counts[k] + 1;
        for (size_t k = 0; k < met->count && status == BIHE_OK; k++)
            words[s][k] = (bihe_lexicon_word){met->words[k], (met->counts[k] + 1) / total, 0};
        parts.words[s] = words[s];
        parts.count[s] = met->count;
    }
    if (status == BIHE_OK) status = bihe_lexicon_append(&g->bytes, &parts, err);
    bihe_mem_free(&g->allocator, words[0]);
    bihe_mem_free(&g->allocator, words[1]);
    return status;
}

bihe_status bihe_glossary_finish(bihe_glossary *g, bihe_error *err)
{
    bihe_translation_list list = {NULL, 0};
    if (g->pairs.count == 0) return BIHE_OK;
    bihe_status status = bihe_train_translate(&g->pairs, &list, &g->allocator, err);
    if (status == BIHE_OK) status = write_lexicon(g, &list, err);
    bihe_mem_free(&g->allocator, list.items);
    if (status != BIHE_OK) return status;
    return bihe_lexicon_view(&g->lexicon, bihe_buffer_view(&g->bytes), "glossary", &g->allocator,
                             err);
}

const bihe_lexicon *bihe_glossary_lexicon(const bihe_glossary *g)
{
    return g->lexicon;
}

size_t bihe_glossary_entries(const bihe_glossary *g)
{
    return g->pairs.count;
}

size_t bihe_glossary_met(const bihe_glossary *g, const bool *const seen[2])
{
    size_t met = 0;
    for (size_t k = 0; k < g->pairs.count; k++) {
        const bihe_train_pair *pair = &g->pairs.items[k];
        bool all = true;
        for (int s = 0; s < 2; s++) {
            const uint32_t *word = g->pairs.text[s] + pair->from[s];
            for (size_t i = 0; i < pair->len[s] && all; i++)
                all = seen[s][word[i]];
        }
        met += all;
    }
    return met;
}
