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

static bool is_null(const bihe_bead *bead)
{
    return (bead->count[0] == 0) != (bead->count[1] == 0);
}

/* Puts beads with both sides in the place of `count` beads without, that hold sentences of both
 * sides; returns how many. Their score is the chance that the surest of them was wrong. */
static size_t fill_run(bihe_bead *beads, size_t count, const size_t have[2])
{
    const size_t pairs = have[0] < have[1] ? have[0] : have[1];
    const size_t first[2] = {beads[0].first[0], beads[0].first[1]};
    double score = 0;
    for (size_t i = 0; i < count; i++)
        score = beads[i].score > score ? beads[i].score : score;
    for (size_t k = 0; k < pairs; k++) {
        beads[k].score = 1 - score;
        for (int side = 0; side < 2; side++) {
            const size_t from = have[side] * k / pairs, to = have[side] * (k + 1) / pairs;
            beads[k].first[side] = first[side] + from;
            beads[k].count[side] = to - from;
        }
    }
    return pairs;
}

/* Whether so many sentences of each side make beads of a size that is allowed. */
static bool can_fill(const size_t have[2], const bihe_options *options)
{
    const size_t pairs = have[0] < have[1] ? have[0] : have[1];
    if (pairs == 0) return false;
    size_t most[2];
    for (int side = 0; side < 2; side++) {
        most[side] = (have[side] + pairs - 1) / pairs;
        if (most[side] > (size_t)options->max_bead[side]) return false;
    }
    return most[0] + most[1] <= (size_t)options->max_bead_sum;
}

/* Blocks that stand by turns translate each other: what words alone left without a translation on
 * both sides of the same place is one, if a doubtful one. */
static void fill_section(bihe_bead_list *beads, size_t before, const bihe_options *options)
{
    size_t out = before;
    for (size_t i = before; i < beads->count;) {
        size_t end = i, have[2] = {0, 0};
        for (; end < beads->count && is_null(&beads->items[end]); end++) {
            have[0] += beads->items[end].count[0];
            have[1] += beads->items[end].count[1];
        }
        size_t kept = can_fill(have, options) ? fill_run(beads->items + i, end - i, have) : end - i;
        if (end == i) {
            kept = 1;
            end++;
        }
        memmove(beads->items + out, beads->items + i, kept * sizeof *beads->items);
        out += kept;
        i = end;
    }
    beads->count = out;
}

/* Whether the words of the one section can be asked for agreement while they are at hand. The
 * glossary has no say in it, and beads must not change any more. */
static bool agrees_at_once(const bihe_document *document, const bihe_context *context)
{
    return document->sides.section_count == 1 &&
           document->sides.layout != BIHE_LAYOUT_ALTERNATING && context->glossary == NULL;
}

/* Segments and aligns section by section; beads count through the whole document. */
static bihe_status align_sections(bihe_document *document, const bihe_context *context,
                                  bihe_error *err)
{
    const bihe_sides *sides = &document->sides;
    size_t capacity[2] = {0, 0};
    /* sentences that were given are neither cut nor parted by words */
    bihe_status status =
        context->options.presegmented ? BIHE_OK : bihe_document_note_words(document, err);
    for (size_t s = 0; s < sides->section_count && status == BIHE_OK; s++) {
        size_t first[2];
        memcpy(first, document->stats.sentences, sizeof first);
        for (int side = 0; side < 2 && status == BIHE_OK; side++)
            status = bihe_document_segment(document, context, side, &sides->sections[s],
                                           &capacity[side], err);
        if (status == BIHE_OK)
            status = bihe_document_anchor(document, &context->anchors, first, err);
        if (status == BIHE_OK && sides->layout != BIHE_LAYOUT_SINGLE)
            status = bihe_document_part(document, context, first, capacity, err);
        if (status != BIHE_OK || sides->layout == BIHE_LAYOUT_SINGLE) continue;
        bihe_align_side texts[2];
        for (int side = 0; side < 2; side++)
            texts[side] = (bihe_align_side){document->sentences[side] + first[side],
                                            document->stats.sentences[side] - first[side]};
        const size_t before = document->beads.count;
        const bihe_align_sources sources = bihe_context_sources(context);
        const bihe_align_job job = {&sources, &context->options, texts,
                                    agrees_at_once(document, context) ? &document->stats.related
                                                                      : NULL};
        status = bihe_aligner_do(&job, &document->beads, &document->allocator, err);
        if (status == BIHE_OK) bihe_document_glue(document, first, before);
        if (status == BIHE_OK && !context->options.presegmented)
            bihe_document_place_quotes(document, first, before);
        if (status == BIHE_OK && sides->layout == BIHE_LAYOUT_ALTERNATING)
            fill_section(&document->beads, before, &context->options);
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
    bihe_status status = BIHE_OK;
    if (!agrees_at_once(document, context))
        status = bihe_agree(context->model, sides, &document->beads, &stats->related,
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
