/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside a document: what each stage of the pipeline left behind, in order.
 */
#ifndef BIHE_DOCUMENT_INTERNAL_H
#define BIHE_DOCUMENT_INTERNAL_H

#include "align/aligner.h"
#include "align/lost.h"
#include "align/notes.h"
#include "align/segment.h"
#include "bihe/align.h"
#include "bihe/document.h"
#include "model/anchors.h"
#include "post/split.h"

typedef struct bihe_meta_list {
    bihe_meta *items;
    size_t count, capacity;
} bihe_meta_list;

struct bihe_document {
    bihe_allocator allocator;
    bihe_arena arena; /* all text and all arrays but the two below */
    const char *name;
    bihe_source source[2]; /* one file, or two (a pair: Chinese, English) */
    bihe_post post[2];
    bihe_meta_list meta;        /* of both files; each key once */
    bihe_repair_edit *edits[2]; /* of each file's text, in order */
    size_t edit_count[2];
    size_t file_count;
    bool raw_lines; /* the files hold one sentence a line and nothing else */
    bihe_sides sides;
    bihe_notes notes[2]; /* of each side's words; empty but while segmenting */
    bihe_lost_text lost; /* of both sides; the same */
    bihe_sentence *sentences[2];
    bihe_bead_list beads;
    size_t anchors_placed;         /* hard anchors of the options whose sentences were found */
    bihe_view *texts[2];           /* text of each side of each bead */
    uint64_t edits_key;            /* of the edits that were applied; 0: none */
    const unsigned char *verdicts; /* bihe_verdict of each bead; NULL: no edits were applied */
    bihe_stats stats;
};

/* read.c: decodes, repairs and reads file number `file` (0, or 1 of a pair) from memory or from a
 * path ("-": standard input). `name` must live as long as the document. */
bihe_status bihe_document_read(bihe_document *document, bihe_context *context, size_t file,
                               const char *name, bihe_view bytes, bihe_error *err);
bihe_status bihe_document_read_path(bihe_document *document, bihe_context *context, size_t file,
                                    const char *path, bihe_error *err);

/* Characters of a range of text that repair restored, and of all those it was unsure of or that
 * remain lost. */
typedef struct bihe_repair_counts {
    size_t repaired, doubtful;
} bihe_repair_counts;

/* repairs.c: keeps the edits of a file, and counts them into the statistics. */
bihe_status bihe_document_keep_repairs(bihe_document *document, size_t file,
                                       const bihe_repair_result *result, bihe_error *err);

/* repairs.c: a note on each doubtful character, the first few. */
void bihe_document_name_doubtful(const bihe_document *document, const bihe_context *context,
                                 size_t file);

/* repairs.c: what was repaired in bytes [start, end) of a file's text. O(log edits + found). */
bihe_repair_counts bihe_document_repairs_in(const bihe_document *document, size_t file,
                                            size_t start, size_t end);

/* sentences.c: lowers the score of a bead, or of all, by the share of its doubtful characters. */
void bihe_document_lower_score(const bihe_document *document, bihe_bead *bead);
void bihe_document_lower_scores(bihe_document *document);

/* meta.c: adds the front matter of a file as keys and texts. */
bihe_status bihe_document_collect_meta(bihe_document *document, size_t file, bihe_error *err);

/* meta.c: adds one entry (a copy) unless `value` is empty. Of a key that is there the first stays;
 * another value from the second file is kept as "en.KEY". */
bihe_status bihe_document_add_meta(bihe_document *document, size_t file, bihe_view key,
                                   bihe_view value, bihe_error *err);

/* sentences.c: takes note of how each side writes its words, for segmenting; and forgets it. */
bihe_status bihe_document_note_words(bihe_document *document, bihe_error *err);
void bihe_document_forget_words(bihe_document *document);

/* sentences.c: appends the sentences of a section's passages, cut at their joints where the section
 * has two sides to align; *capacity is the room in document->sentences[side]. */
bihe_status bihe_document_segment(bihe_document *document, const bihe_context *context, int side,
                                  const bihe_section *section, size_t *capacity, bihe_error *err);

/* sentences.c: a cut of passage `p` of a side as a sentence. */
bihe_sentence bihe_document_sentence(const bihe_document *document, int side, size_t p,
                                     const bihe_cut *cut);

/* lost.c: parts the sentences of each side from first[side] on where a line end may have been lost;
 * capacity[side] is the room in document->sentences[side]. */
bihe_status bihe_document_part(bihe_document *document, const bihe_context *context,
                               const size_t first[2], size_t capacity[2], bihe_error *err);

/* anchors.c: marks the sentences, of each side from first[side] on, that the next anchors name.
 * BIHE_ERROR_INPUT where one of an anchor's two is not among them. */
bihe_status bihe_document_anchor(bihe_document *document, const bihe_anchor_file *file,
                                 const size_t first[2], bihe_error *err);

/* anchors.c: BIHE_ERROR_INPUT where an anchor is left whose sentences were not found. */
bihe_status bihe_document_check_anchors(const bihe_document *document, const bihe_anchor_file *file,
                                        bihe_error *err);

/* joints.c: cuts the items of a list at their most likely optional joints, in pieces whose margin,
 * but for the last one's, is below 0. */
bihe_status bihe_joints_cut(bihe_cut_list *cuts, const bihe_allocator *allocator, bihe_error *err);

/* joints.c: puts the pieces that are in one bead, or alone side by side, together again: sentences
 * of each side from first[side] on, beads (which count from there) from `first_bead` on. */
void bihe_document_glue(bihe_document *document, const size_t first[2], size_t first_bead);

/* quotes.c: gives straight quotes between two beads to the sentence that the other language says;
 * arguments as above. */
void bihe_document_place_quotes(bihe_document *document, const size_t first[2], size_t first_bead);

/* sentences.c: counts the text, and that of it which reached a unit. */
void bihe_document_measure(bihe_document *document);

/* sentences.c: the text of every bead, ready to be borrowed. */
bihe_status bihe_document_join(bihe_document *document, bihe_error *err);

/* pipeline.c: everything after reading. */
bihe_status bihe_document_run(bihe_document *document, const bihe_context *context,
                              bihe_error *err);

#endif
