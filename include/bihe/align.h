/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Single stages for programs that have their own reader: segment a text, align two lists of
 * sentences, score one alignment against another.
 *
 * Threads: as the context. Memory: results are freed with the call named beside them.
 */
#ifndef BIHE_ALIGN_H
#define BIHE_ALIGN_H

#include "bihe/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A sentence as a byte range [start, end) of the text it was cut from, white space trimmed. */
typedef struct bihe_cut {
    size_t start, end;
    double margin; /* log-odds of the boundary at `end`; below BIHE_DOUBTFUL_MARGIN in doubt */
    const bihe_optional_joint *joints; /* inside it, in order, counted from `start` */
    size_t joint_count;                /* 0: none */
} bihe_cut;

/* Cuts `text` (UTF-8) into sentences of language `side` (-1: each line by its script). Every line
 * end ends a sentence: join the lines of a wrapped paragraph first. *out, with the joints it points
 * to, is allocated from the context's allocator: free it with bihe_cuts_free. */
BIHE_API bihe_status bihe_segment(bihe_context *context, bihe_view text, int side, bihe_cut **out,
                                  size_t *count, bihe_error *err);

/* Releases what bihe_segment gave. NULL is ignored. */
BIHE_API void bihe_cuts_free(bihe_context *context, bihe_cut *cuts);

/* What repair made of a text. */
typedef enum bihe_repair_status {
    BIHE_REPAIR_CLEAN,         /* healthy: returned byte for byte */
    BIHE_REPAIR_REPAIRED,      /* every damaged character restored */
    BIHE_REPAIR_PARTLY,        /* some characters remain U+FFFD or damaged */
    BIHE_REPAIR_UNRECOVERABLE, /* damaged, and no reading explains it: returned as it was */
} bihe_repair_status;

/* How characters were restored. */
typedef enum bihe_repair_kind {
    BIHE_REPAIR_EXACT,    /* from their own bytes */
    BIHE_REPAIR_INFERRED, /* bytes were lost: the likeliest character by the character model */
    BIHE_REPAIR_LOST,     /* bytes were lost and nothing fits: U+FFFD */
} bihe_repair_kind;

/* Restored characters with a margin below it count as doubtful. On data/repair/dev.jsonl every
 * second of these is wrong, and of the others, which must be inferred as well, four in a hundred.
 */
#define BIHE_REPAIR_DOUBTFUL 4.0

/* One change. Exact characters in a row are one; any other is one character. */
typedef struct bihe_repair_edit {
    size_t offset, length;         /* bytes of the text as it was given */
    size_t new_offset, new_length; /* bytes of the repaired text */
    bihe_repair_kind kind;
    double margin; /* nats by which the text is likelier with this character than with any other, at
                    * most 8; EXACT: 8, LOST: 0 */
} bihe_repair_edit;

typedef struct bihe_repair_result {
    bihe_view text; /* valid UTF-8; owned by the result */
    bihe_repair_status status;
    size_t repaired;         /* characters restored */
    size_t lost;             /* characters beyond repair */
    size_t doubtful;         /* of the restored, those with a margin below BIHE_REPAIR_DOUBTFUL */
    bihe_repair_edit *edits; /* in order; owned by the result */
    size_t edit_count;
} bihe_repair_result;

/* Undoes wrong decodings of Chinese in `text`. Invalid UTF-8 becomes U+FFFD and
 * counts as lost. */
BIHE_API bihe_status bihe_repair(bihe_context *context, bihe_view text, bihe_repair_result *out,
                                 bihe_error *err);

/* Releases what the result owns. */
BIHE_API void bihe_repair_result_clear(bihe_context *context, bihe_repair_result *result);

/* "exact", "inferred", "lost". Static storage. */
BIHE_API const char *bihe_repair_kind_name(bihe_repair_kind kind);

/* "clean", "repaired", "partly", "unrecoverable". Static storage. */
BIHE_API const char *bihe_repair_status_name(bihe_repair_status status);

/* Aligns two lists of sentences. *out (free with bihe_beads_free) holds every sentence in exactly
 * one bead, in order. Either list may be empty. */
BIHE_API bihe_status bihe_align(bihe_context *context, const bihe_view *zh, size_t zh_count,
                                const bihe_view *en, size_t en_count, bihe_bead **out,
                                size_t *count, bihe_error *err);

/* Releases what bihe_align gave. NULL is ignored. */
BIHE_API void bihe_beads_free(bihe_context *context, bihe_bead *beads);

/* A hard anchor: sentence at[0] of the Chinese list and at[1] of the English one, from 0. */
typedef struct bihe_anchor {
    size_t at[2];
} bihe_anchor;

typedef struct bihe_align_request {
    const bihe_view *text[2]; /* sentences: Chinese, English */
    size_t count[2];
    const bihe_anchor *anchors; /* ascending on both sides; NULL where there are none */
    size_t anchor_count;
} bihe_align_request;

/* The same where some sentences are known to belong together: a bead starts with both of each
 * anchor, and none crosses them. BIHE_ERROR_INPUT, with the anchor's number from 1 as the line,
 * where one lies outside or does not ascend. */
BIHE_API bihe_status bihe_align_anchored(bihe_context *context, const bihe_align_request *request,
                                         bihe_bead **out, size_t *count, bihe_error *err);

/* Counts behind the scores of Sennrich and Volk (2011): strict is the exact bead, lax a bead that
 * shares a link with the reference. Precision counts all tried beads, recall gold beads with both
 * sides. Add documents up by calling again with the same struct (zeroed first). */
typedef struct bihe_eval_counts {
    size_t tried, tried_strict, tried_lax; /* beads of the alignment under test */
    size_t gold, gold_strict, gold_lax;    /* beads of the reference */
} bihe_eval_counts;

typedef struct bihe_eval_scores {
    double precision_strict, recall_strict, f_strict;
    double precision_lax, recall_lax, f_lax;
} bihe_eval_scores;

/* Compares two files of beads, one `[0,1]:[2]` a line, and adds to `counts`. `allocator` NULL means
 * malloc's. BIHE_ERROR_INPUT names file, line and column of a line that is no bead; then nothing is
 * added. */
BIHE_API bihe_status bihe_eval_files(const char *gold, const char *test,
                                     const bihe_allocator *allocator, bihe_eval_counts *counts,
                                     bihe_error *err);

/* The scores that the counts come to, 0 to 1; 0 where nothing was counted. */
BIHE_API bihe_eval_scores bihe_eval(const bihe_eval_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
