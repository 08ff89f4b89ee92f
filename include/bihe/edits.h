/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits: what a person decided about the alignment of posts, as the review page saves it, applied
 * to documents.
 *
 * A file of edits holds JSON, one object a line. The first says what it is and its version:
 *     {"bihe_edits": 1, "languages": ["zh", "en"]}
 * Each other line is one decision about the sentences of a post:
 *     {"post": "posts/tea.md", "zh": ["水开了。", "茶还没泡。"], "en": ["The water boils."],
 *      "at": [3, 2], "status": "edited"}
 * "zh" and "en" (the languages of the model) hold the sentences in their order, one list perhaps
 * none. "status" is "approved" (bihe put them together, rightly) or "edited" (a person did): they
 * are one unit; "rejected": the two sides do not translate each other and stand without
 * translation; "withdrawn": what an earlier edit said of them does not count any more. "at" holds
 * the numbers of the first sentences, from 0, and may be missing; it only tells places with the
 * same text apart. Other members are ignored. Such files may be put together into one.
 *
 * An edit belongs to a post when one's name is the end of the other's, whole folder names taken. It
 * fits where its sentences' text is, white space aside, however the rest of the post has changed.
 *
 * Threads: edits may be applied by many threads at once when nothing is added any more.
 * Memory: bihe_edits_new allocates, bihe_edits_free releases.
 */
#ifndef BIHE_EDITS_H
#define BIHE_EDITS_H

#include "bihe/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bihe_edits bihe_edits;

/* No edits yet. */
BIHE_API bihe_status bihe_edits_new(bihe_edits **out, const bihe_context *context, bihe_error *err);

/* NULL is ignored. */
BIHE_API void bihe_edits_free(bihe_edits *edits);

/* Adds those of a file; of edits about the same sentences the one added last counts. A line that is
 * no edit is passed over and reported (BIHE_LOSS). BIHE_ERROR_INPUT where the file is not one of
 * edits or of a later version, BIHE_ERROR_IO, _LIMIT, _MEMORY. */
BIHE_API bihe_status bihe_edits_add_file(bihe_edits *edits, const bihe_context *context,
                                         const char *path, bihe_error *err);

/* How many there are. */
BIHE_API size_t bihe_edits_count(const bihe_edits *edits);

/* The name of the k-th post that there are edits of, from 0; NULL past the last. Borrowed. */
BIHE_API const char *bihe_edits_post(const bihe_edits *edits, size_t k);

/* Whether the edits of post `of` (as above) are for the document `name`. */
BIHE_API bool bihe_edits_match(const char *of, const char *name);

/* Tells the edits of a document's post from others; 0: there are none. */
BIHE_API uint64_t bihe_edits_key(const bihe_edits *edits, const char *name);

typedef struct bihe_edit_counts {
    size_t applied;
    size_t unfit; /* of this post, but its text or another edit does not allow it */
} bihe_edit_counts;

/* Applies the edits of this document's post. Beads that an edit takes sentences from are aligned
 * again between what is settled; an edited bead has score 1. Edits that do not fit are reported
 * with the reason (BIHE_WARNING). `counts` may be NULL. What was borrowed from the document's beads
 * before is not valid any more. BIHE_ERROR_MEMORY leaves a document that can only be freed. */
BIHE_API bihe_status bihe_document_edit(bihe_document *document, const bihe_context *context,
                                        const bihe_edits *edits, bihe_edit_counts *counts,
                                        bihe_error *err);

#ifdef __cplusplus
}
#endif
#endif
