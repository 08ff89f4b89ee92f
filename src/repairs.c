/* SPDX-License-Identifier: Apache-2.0 */
/* What repair did to a document's text, kept so that sentences and units can tell. */
#include "align/repairer.h"
#include "base/error.h"
#include "document.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

/* Doubtful characters named for one post; a post full of them is better looked at itself. */
enum { MOST_NAMED = 20 };

static bool is_doubtful(const bihe_repair_edit *edit)
{
    return edit->kind == BIHE_REPAIR_LOST || edit->margin < BIHE_REPAIR_DOUBTFUL;
}

bihe_status bihe_document_keep_repairs(bihe_document *document, size_t file,
                                       const bihe_repair_result *result, bihe_error *err)
{
    bihe_repair_edit *edits =
        bihe_arena_new(&document->arena, result->edit_count, sizeof(bihe_repair_edit));
    if (edits == NULL) return bihe_fail_memory(err);
    if (result->edit_count > 0)
        memcpy(edits, result->edits, result->edit_count * sizeof *result->edits);
    document->edits[file] = edits;
    document->edit_count[file] = result->edit_count;
    document->stats.repaired_characters += result->repaired;
    document->stats.lost_characters += result->lost;
    document->stats.doubtful_characters += result->doubtful;
    return BIHE_OK;
}

void bihe_document_name_doubtful(const bihe_document *document, const bihe_context *context,
                                 size_t file)
{
    const bihe_source *source = &document->source[file];
    size_t named = 0;
    for (size_t i = 0; i < document->edit_count[file] && named < MOST_NAMED; i++) {
        const bihe_repair_edit *edit = &document->edits[file][i];
        if (!is_doubtful(edit)) continue;
        const int margin = (int)(edit->margin * 100);
        bihe_context_report(context, BIHE_NOTE, source->name,
                            bihe_source_line(source, edit->new_offset), 0,
                            "doubtful character \"%.*s\" (margin %d.%02d)", (int)edit->new_length,
                            source->text.ptr + edit->new_offset, margin / 100, margin % 100);
        named++;
    }
}

/* The first edit that ends after `offset`. */
static size_t first_edit(const bihe_document *document, size_t file, size_t offset)
{
    size_t low = 0, high = document->edit_count[file];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const bihe_repair_edit *edit = &document->edits[file][middle];
        if (edit->new_offset + edit->new_length <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bihe_repair_counts bihe_document_repairs_in(const bihe_document *document, size_t file,
                                            size_t start, size_t end)
{
    bihe_repair_counts counts = {0, 0};
    const bihe_view text = document->source[file].text;
    for (size_t i = first_edit(document, file, start);
         i < document->edit_count[file] && document->edits[file][i].new_offset < end; i++) {
        const bihe_repair_edit *edit = &document->edits[file][i];
        const size_t edit_end = edit->new_offset + edit->new_length;
        const size_t from = edit->new_offset > start ? edit->new_offset : start;
        const size_t to = edit_end < end ? edit_end : end;
        const size_t characters = bihe_utf8_count(bihe_view_slice(text, from, to));
        if (edit->kind != BIHE_REPAIR_LOST) counts.repaired += characters;
        if (is_doubtful(edit)) counts.doubtful += characters;
    }
    return counts;
}
