/* SPDX-License-Identifier: Apache-2.0 */
/* Passages to sentences of a document, and beads back to texts. */
#include "align/segment.h"
#include "base/error.h"
#include "document.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

/* Where byte `at` of a passage stands in its source. */
static size_t source_offset(const bihe_passage *passage, size_t at)
{
    const size_t low = bihe_span_at(passage->spans, passage->span_count, at);
    return passage->spans[low].source + at - passage->spans[low].text;
}

/* Copies the joints of the cuts into the document and points the cuts at them. */
static bihe_status keep_joints(bihe_document *document, bihe_cut_list *cuts, bihe_error *err)
{
    if (cuts->joint_count == 0) return BIHE_OK;
    bihe_optional_joint *kept = bihe_arena_new(&document->arena, cuts->joint_count, sizeof *kept);
    if (kept == NULL) return bihe_fail_memory(err);
    memcpy(kept, cuts->joints, cuts->joint_count * sizeof *kept);
    size_t next = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        cuts->items[i].joints = kept + next;
        next += cuts->items[i].joint_count;
    }
    return BIHE_OK;
}

bihe_sentence bihe_document_sentence(const bihe_document *document, int side, size_t p,
                                     const bihe_cut *cut)
{
    const bihe_passage *passage = &document->sides.passages[side][p];
    const size_t file = document->file_count == 2 ? (size_t)side : 0;
    const bihe_source *source = &document->source[file];
    const size_t last = cut->end > cut->start ? cut->end - 1 : cut->start;
    const size_t from = source_offset(passage, cut->start), to = source_offset(passage, last);
    const bihe_repair_counts repairs = bihe_document_repairs_in(document, file, from, to + 1);
    return (bihe_sentence){
        .text = bihe_view_slice(passage->text, cut->start, cut->end),
        .line = {bihe_source_line(source, from), bihe_source_line(source, to)},
        .passage = p,
        .kind = (uint8_t)passage->kind,
        .margin = cut->margin,
        .joints = cut->joints,
        .joint_count = cut->joint_count,
        .repaired = (uint32_t)repairs.repaired,
        .doubtful = (uint32_t)repairs.doubtful,
    };
}

bihe_status bihe_document_note_words(bihe_document *document, bihe_error *err)
{
    document->lost.runs.allocator = &document->allocator;
    for (int side = 0; side < 2; side++) {
        bihe_notes *notes = &document->notes[side];
        notes->allocator = document->allocator;
        for (size_t i = 0; i < document->sides.count[side]; i++) {
            const bihe_view text = document->sides.passages[side][i].text;
            if (!bihe_notes_add(notes, text) || !bihe_lost_text_add(&document->lost, text))
                return bihe_fail_memory(err);
        }
    }
    return BIHE_OK;
}

void bihe_document_forget_words(bihe_document *document)
{
    for (int side = 0; side < 2; side++) {
        if (document->notes[side].slots != NULL) bihe_notes_clear(&document->notes[side]);
    }
    if (document->lost.runs.allocator != NULL) bihe_lost_text_clear(&document->lost);
}

/* With presegmented input a passage is one sentence as it stands, also an empty one. */
static bihe_status cut_passage(const bihe_context *context, const bihe_segmenter *segmenter,
                               const bihe_passage *passage, bihe_cut_list *cuts, bihe_error *err)
{
    if (!context->options.presegmented)
        return bihe_segmenter_cut(segmenter, passage->text, cuts, err);
    const bihe_view text = bihe_utf8_trim(passage->text);
    void *ptr = cuts->items;
    if (!bihe_array_reserve(&context->allocator, &ptr, &cuts->capacity, cuts->count + 1,
                            sizeof *cuts->items))
        return bihe_fail_memory(err);
    cuts->items = ptr;
    const size_t start = text.len > 0 ? (size_t)(text.ptr - passage->text.ptr) : 0;
    cuts->items[cuts->count++] = (bihe_cut){start, start + text.len, BIHE_CERTAIN_MARGIN, NULL, 0};
    return BIHE_OK;
}

/* The sentences of one section's passages of one side, appended to *count. */
bihe_status bihe_document_segment(bihe_document *document, const bihe_context *context, int side,
                                  const bihe_section *section, size_t *capacity, bihe_error *err)
{
    const bihe_segmenter segmenter = {context->rules[side], context->matcher,
                                      &document->notes[side], &context->allocator};
    const bool aligned = section->count[0] > 0 && section->count[1] > 0;
    bihe_cut_list cuts = {.items = NULL};
    bihe_status status = BIHE_OK;
    size_t *count = &document->stats.sentences[side];
    for (size_t k = 0; k < section->count[side] && status == BIHE_OK; k++) {
        const size_t p = section->first[side] + k;
        bihe_cut_list_empty(&cuts);
        status = cut_passage(context, &segmenter, &document->sides.passages[side][p], &cuts, err);
        if (status == BIHE_OK) status = keep_joints(document, &cuts, err);
        if (status == BIHE_OK && aligned) status = bihe_joints_cut(&cuts, &context->allocator, err);
        void *ptr = document->sentences[side];
        if (status == BIHE_OK && !bihe_array_reserve(&document->allocator, &ptr, capacity,
                                                     *count + cuts.count, sizeof(bihe_sentence)))
            status = bihe_fail_memory(err);
        document->sentences[side] = ptr;
        for (size_t i = 0; i < cuts.count && status == BIHE_OK; i++)
            document->sentences[side][(*count)++] =
                bihe_document_sentence(document, side, p, &cuts.items[i]);
    }
    bihe_cut_list_clear(&cuts, &context->allocator);
    return status;
}

/* The text of every bead, ready to be borrowed. */
bihe_status bihe_document_join(bihe_document *document, bihe_error *err)
{
    bihe_buffer text;
    bihe_buffer_init(&text, &document->allocator);
    bihe_status status = BIHE_OK;
    for (int side = 0; side < 2 && status == BIHE_OK; side++) {
        document->texts[side] =
            bihe_arena_new(&document->arena, document->beads.count, sizeof(bihe_view));
        if (document->texts[side] == NULL) status = bihe_fail_memory(err);
        for (size_t i = 0; i < document->beads.count && status == BIHE_OK; i++) {
            const bihe_bead *bead = &document->beads.items[i];
            text.len = 0;
            for (size_t k = 0; k < bead->count[side]; k++) {
                const bihe_view next = document->sentences[side][bead->first[side] + k].text;
                if (bihe_joint_needs_space(bihe_buffer_view(&text), next))
                    bihe_buffer_append_byte(&text, ' ');
                bihe_buffer_append_view(&text, next);
            }
            document->texts[side][i] = bihe_arena_copy(&document->arena, bihe_buffer_view(&text));
            if (text.failed || document->texts[side][i].ptr == NULL) status = bihe_fail_memory(err);
        }
    }
    bihe_buffer_clear(&text);
    return status;
}

void bihe_document_lower_score(const bihe_document *document, bihe_bead *bead)
{
    size_t doubtful = 0, all = 0;
    for (int side = 0; side < 2; side++) {
        for (size_t k = 0; k < bead->count[side]; k++) {
            const bihe_sentence *s = &document->sentences[side][bead->first[side] + k];
            if (s->repaired + s->doubtful == 0) continue;
            doubtful += s->doubtful;
            all += bihe_utf8_count(s->text);
        }
    }
    if (doubtful > 0) bead->score *= doubtful < all ? 1 - (double)doubtful / (double)all : 0;
}

void bihe_document_lower_scores(bihe_document *document)
{
    for (size_t i = 0; i < document->beads.count; i++)
        bihe_document_lower_score(document, &document->beads.items[i]);
}

/* Adds up the characters of `count` sentences from `first` on that are text. */
static size_t count_characters(const bihe_document *document, int side, size_t first, size_t count)
{
    size_t characters = 0;
    for (size_t i = first; i < first + count; i++) {
        const bihe_sentence *s = &document->sentences[side][i];
        if (s->passage < document->sides.text_count[side]) characters += bihe_utf8_count(s->text);
    }
    return characters;
}

void bihe_document_measure(bihe_document *document)
{
    bihe_stats *stats = &document->stats;
    for (int side = 0; side < 2; side++) {
        stats->characters[side] = count_characters(document, side, 0, stats->sentences[side]);
        for (size_t i = 0; i < document->beads.count; i++) {
            const bihe_bead *bead = &document->beads.items[i];
            if (bead->count[1 - side] > 0)
                stats->reached[side] +=
                    count_characters(document, side, bead->first[side], bead->count[side]);
        }
    }
}
