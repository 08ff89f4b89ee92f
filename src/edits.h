/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside edits: reading them (edits_read.c), finding their sentences in a document (edits_fit.c),
 * changing its beads (edits_apply.c).
 */
#ifndef BIHE_EDITS_INTERNAL_H
#define BIHE_EDITS_INTERNAL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "bihe/edits.h"

/* What a person said of a bead; kept with the beads of a document. */
typedef enum bihe_verdict {
    BIHE_VERDICT_NONE,
    BIHE_VERDICT_APPROVED,
    BIHE_VERDICT_EDITED,
    BIHE_VERDICT_REJECTED,
    BIHE_VERDICT_WITHDRAWN,
} bihe_verdict;

/* "approved", "edited", "rejected", "withdrawn"; "" for none. Static storage. */
const char *bihe_verdict_name(bihe_verdict verdict);

typedef struct bihe_edit {
    bihe_view post;     /* with a NUL after it */
    bihe_view text[2];  /* of all sentences, without white space; one may be empty */
    bihe_view shown[2]; /* the first sentence, for messages */
    size_t at[2];       /* first sentences where it was made; SIZE_MAX: unknown */
    const char *file;   /* for messages; "": remembered */
    size_t line;        /* in the file, from 1; 0: unknown */
    size_t order;       /* the last added counts */
    bihe_verdict verdict;
} bihe_edit;

/* The edits of one post are items [first, first + count). */
typedef struct bihe_edit_group {
    size_t first, count;
} bihe_edit_group;

struct bihe_edits {
    bihe_allocator allocator;
    bihe_arena arena; /* all texts */
    char lang[2][36]; /* the names of the lists */
    bihe_edit *items; /* by post, then by order */
    size_t count, capacity;
    bihe_edit_group *groups;
    size_t group_count, group_capacity;
};

/* Adds an edit; its texts are copied, its place in the order is the next. Ends with
 * bihe_edits_group. */
bihe_status bihe_edits_add_copy(bihe_edits *edits, const bihe_edit *edit, bihe_error *err);

/* All edits, the oldest first. *out is to be freed with bihe_mem_free. */
bihe_status bihe_edits_in_order(const bihe_edits *edits, const bihe_edit ***out, bihe_error *err);

/* Adds one line of a file; `place` gives post, file and line where the line itself does not. A line
 * that is no edit is BIHE_ERROR_INPUT, with its column. Ends with bihe_edits_group. */
bihe_status bihe_edits_add_line(bihe_edits *edits, bihe_view line, const bihe_edit *place,
                                bihe_error *err);

/* Puts what was added in its place. */
bihe_status bihe_edits_group(bihe_edits *edits, bihe_error *err);

/* Appends `text` without white space. */
void bihe_edits_squeeze(bihe_buffer *out, bihe_view text);

/* A bead that an edit settles: sentences [first, first + count) of each side. */
typedef struct bihe_settled {
    size_t first[2], count[2];
    bihe_verdict verdict;
} bihe_settled;

typedef struct bihe_settled_list {
    bihe_settled *items; /* none crosses another: both sides grow from each to the next */
    size_t count, capacity;
} bihe_settled_list;

/* Finds the places of the document's edits, the newest first, and reports those without one. A
 * rejected pair is settled as a bead of each side. Free items with bihe_mem_free. */
bihe_status bihe_edits_settle(const bihe_edits *edits, const bihe_document *document,
                              const bihe_context *context, bihe_settled_list *out,
                              bihe_edit_counts *counts, bihe_error *err);

#endif
