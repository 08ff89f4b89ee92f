/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside a document: what each stage of the pipeline left behind, in order.
 */
#ifndef BIHE_DOCUMENT_INTERNAL_H
#define BIHE_DOCUMENT_INTERNAL_H

#include "align/aligner.h"
#include "bihe/document.h"
#include "post/split.h"

struct bihe_document {
    bihe_allocator allocator;
    bihe_arena arena; /* all text and all arrays but the two below */
    const char *name;
    bihe_source source[2]; /* one file, or two (a pair: Chinese, English) */
    bihe_post post[2];
    size_t file_count;
    bihe_sides sides;
    bihe_sentence *sentences[2];
    bihe_bead_list beads;
    bihe_view *texts[2]; /* text of each side of each bead */
    bihe_stats stats;
};

#endif
