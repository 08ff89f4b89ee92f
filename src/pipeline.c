/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stages in order and nothing else: read -> repair -> split -> segment -> align -> score.
 * Reading repairs; aligning scores; writing is the caller's.
 */
#include "align/agree.h"
#include "base/error.h"
#include "document.h"
#include "glossary.h"
#include "model/context.h"
#include "text/variant.h"

#include <string.h>

static void count_variants(bihe_document *document)
{
    bihe_variant_counts counts = {0, 0};
    for (size_t i = 0; i < document->sides.count[BIHE_ZH]; i++)
        bihe_variant_count(document->sides.passages[BIHE_ZH][i].text, &counts);
    document->stats.traditional = counts.traditional > counts.simplified;
}

/* Segments and aligns section by section; beads count through the whole document. */
static bihe_status align_sections(bihe_document *document, const bihe_context *context,
                                  bihe_error *err)
{
    const bihe_sides *sides = &document->sides;
    size_t capacity[2] = {0, 0};
    bihe_status status = bihe_document_note_words(document, err);
    for (size_t s = 0; s < sides->section_count && status == BIHE_OK; s++) {
        size_t first[2];
        memcpy(first, document->stats.sentences, sizeof first);
        for (int side = 0; side < 2 && status == BIHE_OK; side++)
            status = bihe_document_segment(document, context, side, &sides->sections[s],
                                           &capacity[side], err);
        if (status == BIHE_OK)
            status = bihe_document_anchor(document, &context->anchors, first, err);
        if (status != BIHE_OK || sides->layout == BIHE_LAYOUT_SINGLE) continue;
        bihe_align_side texts[2];
        for (int side = 0; side < 2; side++)
            texts[side] = (bihe_align_side){document->sentences[side] + first[side],
                                            document->stats.sentences[side] - first[side]};
        const size_t before = document->beads.count;
        status = bihe_aligner_run(context->model, &context->options, texts, &document->beads,
                                  &document->allocator, err);
        if (status == BIHE_OK) bihe_document_glue(document, first, before);
        for (size_t i = before; i < document->beads.count && status == BIHE_OK; i++) {
            document->beads.items[i].first[0] += first[0];
            document->beads.items[i].first[1] += first[1];
        }
    }
    bihe_document_forget_words(document);
    if (status == BIHE_OK) status = bihe_document_check_anchors(document, &context->anchors, err);
    return status;
}

static bihe_status split(bihe_document *document, const bihe_context *context, bihe_error *err)
{
    bihe_sides *sides = &document->sides;
    const bihe_options *options = &context->options;
    bihe_arena *arena = &document->arena;
    bihe_status status;
    if (document->file_count == 2 && options->presegmented)
        status = bihe_split_lines(sides, document->source, arena, err);
    else if (document->file_count == 2)
        status = bihe_split_pair(sides, document->post, arena, err);
    else
        status = bihe_split(sides, &document->post[0], options->layout, options->presegmented,
                            arena, err);
    document->stats.layout = sides->layout;
    document->stats.only_side = sides->only_side;
    document->stats.how = sides->how;
    if (status == BIHE_OK) count_variants(document);
    return status;
}

/* Below it the two sides are rather not translations of each other. */
static const double RELATED = 0.5;

/* Lowers the scores where the sides do not agree, and warns where they do nowhere. */
static bihe_status check_agreement(bihe_document *document, const bihe_context *context,
                                   bihe_error *err)
{
    bihe_stats *stats = &document->stats;
    const bihe_align_side sides[2] = {{document->sentences[0], stats->sentences[0]},
                                      {document->sentences[1], stats->sentences[1]}};
    const bihe_status status = bihe_agree(context->model, sides, &document->beads, &stats->related,
                                          &document->allocator, err);
    if (status != BIHE_OK || stats->related >= RELATED) return status;
    const char *with = document->file_count == 2 ? document->source[1].name : "its other half";
    bihe_context_report(context, BIHE_WARNING, document->source[0].name, 0, 0,
                        "seems to be no translation of %s: all scores are low", with);
    return status;
}

bihe_status bihe_document_run(bihe_document *document, const bihe_context *context, bihe_error *err)
{
    const size_t gave_up = bihe_matcher_gave_up(context->matcher);
    bihe_status status = split(document, context, err);
    if (status == BIHE_OK) status = align_sections(document, context, err);
    if (status == BIHE_OK && document->stats.layout != BIHE_LAYOUT_SINGLE)
        status = check_agreement(document, context, err);
    if (status == BIHE_OK) bihe_document_lower_scores(document);
    if (status == BIHE_OK) bihe_document_measure(document);
    if (status == BIHE_OK) status = bihe_document_join(document, err);
    if (status == BIHE_OK) status = bihe_document_meet_glossary(document, context, err);
    bihe_context_report_limits(context, document->name, gave_up);
    return status;
}
