/* SPDX-License-Identifier: Apache-2.0 */
/* The first steps of alignment once more, without the path. */
#include "trace.h"

#include "align/anchor.h"
#include "align/chain.h"
#include "base/error.h"
#include "document.h"
#include "model/context.h"

/* The rows of a corridor that leaves something out. */
static bihe_status keep_corridor(bihe_trace *trace, const bihe_corridor *corridor,
                                 const bihe_allocator *allocator, bihe_error *err)
{
    size_t cells = 0;
    for (size_t i = 0; i < corridor->rows; i++)
        cells += corridor->to[i] - corridor->from[i];
    if (cells / corridor->rows >= corridor->columns) return BIHE_OK;
    trace->corridor = bihe_mem_new(allocator, corridor->rows, sizeof *trace->corridor);
    if (trace->corridor == NULL) return bihe_fail_memory(err);
    trace->rows = corridor->rows;
    for (size_t i = 0; i < corridor->rows; i++) {
        trace->corridor[i][0] = corridor->from[i];
        trace->corridor[i][1] = corridor->to[i];
    }
    return BIHE_OK;
}

static bihe_status keep_anchors(bihe_trace *trace, const bihe_seed_list *chain,
                                const bihe_allocator *allocator, bihe_error *err)
{
    trace->anchors = bihe_mem_new(allocator, chain->count, sizeof *trace->anchors);
    if (trace->anchors == NULL) return bihe_fail_memory(err);
    trace->anchor_count = chain->count;
    for (size_t k = 0; k < chain->count; k++) {
        for (int side = 0; side < 2; side++)
            trace->anchors[k][side] = chain->items[k].at[side];
    }
    return BIHE_OK;
}

/* What is found by the clues; their places in the texts are those of `cost`. */
static bihe_status follow(bihe_trace *trace, const bihe_terms *words, const bihe_cost *cost,
                          const bihe_allocator *allocator, bihe_error *err)
{
    const bihe_box whole = {{0, 0}, {cost->count[0], cost->count[1]}};
    bihe_corridor corridor = {0};
    bihe_clues clues;
    bihe_seed_list chain = {NULL, 0, 0};
    bihe_status status = bihe_clues_init(&clues, words, allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_anchor_corridor(cost, &clues, &corridor, allocator, err);
    if (status == BIHE_OK) status = keep_corridor(trace, &corridor, allocator, err);
    if (status == BIHE_OK) status = bihe_chain_find(&clues, &whole, 1, &chain, allocator, err);
    if (status == BIHE_OK) status = keep_anchors(trace, &chain, allocator, err);
    bihe_mem_free(allocator, chain.items);
    bihe_clues_clear(&clues, allocator);
    bihe_corridor_clear(&corridor, allocator);
    return status;
}

static bihe_status find(bihe_trace *trace, const bihe_context *context,
                        const bihe_align_side sides[2], bihe_error *err)
{
    const bihe_allocator *allocator = &context->allocator;
    bihe_terms words = {0};
    bihe_cost cost;
    const bihe_align_sources sources = bihe_context_sources(context);
    bihe_status status = bihe_terms_init(&words, &sources, sides, allocator, err);
    if (status == BIHE_OK) {
        status = bihe_cost_init(&cost, context->model, &context->options, sides, allocator, err);
        if (status == BIHE_OK) {
            status = follow(trace, &words, &cost, allocator, err);
            bihe_cost_clear(&cost, allocator);
        }
    }
    if (words.arena.allocator.resize != NULL) bihe_terms_clear(&words);
    return status;
}

bihe_status bihe_trace_find(bihe_trace *trace, const bihe_document *document,
                            const bihe_context *context, bihe_error *err)
{
    bihe_align_side sides[2];
    const bihe_layout layout = document->stats.layout;
    *trace = (bihe_trace){NULL, 0, NULL, 0};
    if (layout != BIHE_LAYOUT_HALVES && layout != BIHE_LAYOUT_PAIR) return BIHE_OK;
    for (int side = 0; side < 2; side++) {
        sides[side] = (bihe_align_side){document->sentences[side], document->stats.sentences[side]};
        if (sides[side].count == 0) return BIHE_OK;
    }
    const bihe_status status = find(trace, context, sides, err);
    if (status != BIHE_OK) bihe_trace_clear(trace, context);
    return status;
}

void bihe_trace_clear(bihe_trace *trace, const bihe_context *context)
{
    bihe_mem_free(&context->allocator, trace->corridor);
    bihe_mem_free(&context->allocator, trace->anchors);
    *trace = (bihe_trace){NULL, 0, NULL, 0};
}
