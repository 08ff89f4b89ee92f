/* SPDX-License-Identifier: Apache-2.0 */
/* Hard anchors found among the sentences of a document. */
#include "model/anchors.h"

#include "base/error.h"
#include "document.h"

/* The sentence that an anchor names among those of `side` from `first` on; their number: none. */
static size_t find_sentence(const bihe_document *document, int side, size_t first,
                            const bihe_line_anchor *anchor)
{
    const bihe_sentence *sentences = document->sentences[side];
    const size_t count = document->stats.sentences[side], line = anchor->line[side];
    size_t low = first, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sentences[middle].line[0] < line)
            low = middle + 1;
        else
            high = middle;
    }
    size_t number = 0;
    for (; low < count && sentences[low].line[0] == line; low++) {
        /* the pieces of a sentence cut at its joints are one */
        if (low > first && sentences[low - 1].margin < 0) continue;
        if (++number == anchor->number[side]) return low;
    }
    return count;
}

static bihe_status not_found(const bihe_anchor_file *file, const bihe_line_anchor *anchor, int side,
                             bihe_error *err)
{
    static const char *const names[] = {"Chinese", "English"};
    const size_t line = anchor->line[side], number = anchor->number[side];
    if (number == 1)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, file->path, anchor->at, 0,
                            "no %s sentence starts on line %zu in this part of the post",
                            names[side], line);
    return bihe_fail_at(err, BIHE_ERROR_INPUT, file->path, anchor->at, 0,
                        "fewer than %zu %s sentences start on line %zu in this part of the post",
                        number, names[side], line);
}

bihe_status bihe_document_anchor(bihe_document *document, const bihe_anchor_file *file,
                                 const size_t first[2], bihe_error *err)
{
    for (; document->anchors_placed < file->count; document->anchors_placed++) {
        const bihe_line_anchor *anchor = &file->items[document->anchors_placed];
        size_t at[2];
        bool found[2];
        for (int s = 0; s < 2; s++) {
            at[s] = find_sentence(document, s, first[s], anchor);
            found[s] = at[s] < document->stats.sentences[s];
        }
        if (!found[0] && !found[1]) break; /* in a later section, perhaps */
        if (!found[0] || !found[1]) return not_found(file, anchor, found[0] ? 1 : 0, err);
        for (int s = 0; s < 2; s++)
            document->sentences[s][at[s]].anchored = true;
    }
    return BIHE_OK;
}

bihe_status bihe_document_check_anchors(const bihe_document *document, const bihe_anchor_file *file,
                                        bihe_error *err)
{
    if (document->anchors_placed == file->count) return BIHE_OK;
    const bihe_line_anchor *anchor = &file->items[document->anchors_placed];
    const bool zh = find_sentence(document, 0, 0, anchor) < document->stats.sentences[0];
    return not_found(file, anchor, zh ? 1 : 0, err);
}
