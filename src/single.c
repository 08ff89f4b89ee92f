/* SPDX-License-Identifier: Apache-2.0 */
/* Single stages for callers with a reader of their own. */
#include "align/agree.h"
#include "align/repairer.h"
#include "align/segment.h"
#include "base/error.h"
#include "bihe/bihe.h"
#include "model/context.h"
#include "post/split.h"
#include "text/utf8.h"

#include <string.h>

const char *bihe_version(void)
{
    return BIHE_VERSION;
}

static size_t line_end(bihe_view text, size_t start)
{
    const char *end = memchr(text.ptr + start, '\n', text.len - start);
    return end != NULL ? (size_t)(end - text.ptr) + 1 : text.len;
}

/* The lines from `start` on that are in one language; lines in none go with those before them. */
static size_t same_language(bihe_view text, size_t start, int *side)
{
    size_t end = start;
    *side = -1;
    while (end < text.len) {
        const size_t next = line_end(text, end);
        const int language = bihe_side_of(bihe_view_slice(text, end, next));
        if (*side >= 0 && language >= 0 && language != *side) break;
        if (language >= 0) *side = language;
        end = next;
    }
    return end;
}

/* Stretches of lines in one language, each as a passage. */
static bihe_status cut_stretches(const bihe_context *context, bihe_view text, int side,
                                 bihe_cut_list *cuts, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t start = 0; start < text.len && status == BIHE_OK;) {
        int language = side;
        const size_t end = side >= 0 ? text.len : same_language(text, start, &language);
        const size_t before = cuts->count;
        status = bihe_segment_passage(context->rules[language >= 0 ? language : BIHE_EN],
                                      context->matcher, bihe_view_slice(text, start, end), cuts,
                                      &context->allocator, err);
        for (size_t i = before; i < cuts->count; i++) {
            cuts->items[i].start += start;
            cuts->items[i].end += start;
        }
        start = end;
    }
    return status;
}

static size_t line_of(bihe_view text, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += text.ptr[i] == '\n';
    return line;
}

bihe_status bihe_segment(bihe_context *context, bihe_view text, int side, bihe_cut **out,
                         size_t *count, bihe_error *err)
{
    *out = NULL;
    *count = 0;
    const size_t valid = bihe_utf8_valid_prefix(text);
    if (valid < text.len)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, line_of(text, valid), 0,
                            "not valid UTF-8 at byte %zu", valid);
    bihe_cut_list cuts = {.items = NULL};
    const size_t gave_up = bihe_matcher_gave_up(context->matcher);
    const bihe_status status = cut_stretches(context, text, side, &cuts, err);
    bihe_context_report_limits(context, NULL, gave_up);
    if (status != BIHE_OK) {
        bihe_cut_list_clear(&cuts, &context->allocator);
        return status;
    }
    bihe_cut_list_link(&cuts);
    if (cuts.count == 0) bihe_cut_list_clear(&cuts, &context->allocator);
    *out = cuts.items;
    *count = cuts.count;
    return BIHE_OK;
}

void bihe_cuts_free(bihe_context *context, bihe_cut *cuts)
{
    if (cuts == NULL) return;
    /* the first cut points at the joints of all, which are one array */
    bihe_mem_free(&context->allocator, (void *)(uintptr_t)cuts[0].joints);
    bihe_mem_free(&context->allocator, cuts);
}

/* Bad bytes are beyond repair, whatever was found in the rest of the text. */
static void count_replaced(bihe_repair_result *out, size_t replaced)
{
    if (replaced == 0) return;
    if (out->lost < replaced) out->lost = replaced;
    if (out->status != BIHE_REPAIR_UNRECOVERABLE) out->status = BIHE_REPAIR_PARTLY;
}

bihe_status bihe_repair(bihe_context *context, bihe_view text, bihe_repair_result *out,
                        bihe_error *err)
{
    bihe_buffer valid, repaired;
    bihe_buffer_init(&valid, &context->allocator);
    bihe_buffer_init(&repaired, &context->allocator);
    *out = (bihe_repair_result){.status = BIHE_REPAIR_CLEAN};
    const size_t replaced = bihe_utf8_append_valid(&valid, text);
    bihe_repair_request request = bihe_repair_request_of(context->model, &context->options);
    request.edits = true;
    const bihe_status status =
        valid.failed ? bihe_fail_memory(err)
                     : bihe_repair_run(&request, bihe_buffer_view(&valid), &repaired, out, err);
    out->text = bihe_buffer_view(&repaired);
    count_replaced(out, replaced);
    if (status != BIHE_OK) bihe_repair_result_clear(context, out);
    bihe_buffer_clear(&valid);
    return status;
}

void bihe_repair_result_clear(bihe_context *context, bihe_repair_result *result)
{
    /* the text is the buffer that bihe_repair filled */
    bihe_mem_free(&context->allocator, (void *)(uintptr_t)result->text.ptr);
    bihe_mem_free(&context->allocator, result->edits);
    *result = (bihe_repair_result){.status = BIHE_REPAIR_CLEAN};
}

static bihe_sentence *as_sentences(const bihe_context *context, const bihe_view *texts,
                                   size_t count)
{
    bihe_sentence *sentences = bihe_mem_new0(&context->allocator, count, sizeof *sentences);
    for (size_t i = 0; sentences != NULL && i < count; i++)
        sentences[i] = (bihe_sentence){
            .text = texts[i], .line = {i + 1, i + 1}, .margin = BIHE_CERTAIN_MARGIN};
    return sentences;
}

/* Marks the anchored sentences. */
static bihe_status set_anchors(const bihe_align_request *request, bihe_sentence *const sides[2],
                               bihe_error *err)
{
    for (size_t k = 0; k < request->anchor_count; k++) {
        for (int s = 0; s < 2; s++) {
            const size_t at = request->anchors[k].at[s];
            if (at >= request->count[s])
                return bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, k + 1, 0,
                                    "anchor at sentence %zu of %zu", at, request->count[s]);
            if (k > 0 && at <= request->anchors[k - 1].at[s])
                return bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, k + 1, 0,
                                    "anchor does not come after the one before it");
            sides[s][at].anchored = true;
        }
    }
    return BIHE_OK;
}

bihe_status bihe_align_anchored(bihe_context *context, const bihe_align_request *request,
                                bihe_bead **out, size_t *count, bihe_error *err)
{
    bihe_bead_list beads = {NULL, 0, 0};
    bihe_sentence *sides[2];
    for (int s = 0; s < 2; s++)
        sides[s] = as_sentences(context, request->text[s], request->count[s]);
    bihe_status status = sides[0] == NULL || sides[1] == NULL ? bihe_fail_memory(err) : BIHE_OK;
    if (status == BIHE_OK) status = set_anchors(request, sides, err);
    if (status == BIHE_OK) {
        const bihe_align_side texts[2] = {{sides[0], request->count[0]},
                                          {sides[1], request->count[1]}};
        const bihe_align_sources sources = bihe_context_sources(context);
        double related;
        const bihe_align_job job = {&sources, &context->options, texts, &related};
        status = bihe_aligner_do(&job, &beads, &context->allocator, err);
    }
    bihe_mem_free(&context->allocator, sides[0]);
    bihe_mem_free(&context->allocator, sides[1]);
    if (status != BIHE_OK) bihe_mem_free(&context->allocator, beads.items);
    *out = status == BIHE_OK ? beads.items : NULL;
    *count = status == BIHE_OK ? beads.count : 0;
    return status;
}

bihe_status bihe_align(bihe_context *context, const bihe_view *zh, size_t zh_count,
                       const bihe_view *en, size_t en_count, bihe_bead **out, size_t *count,
                       bihe_error *err)
{
    const bihe_align_request request = {{zh, en}, {zh_count, en_count}, NULL, 0};
    return bihe_align_anchored(context, &request, out, count, err);
}

void bihe_beads_free(bihe_context *context, bihe_bead *beads)
{
    bihe_mem_free(&context->allocator, beads);
}
