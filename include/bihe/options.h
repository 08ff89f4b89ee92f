/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every option of the library in one plain struct: bihe_options_init writes the defaults,
 * bihe_options_check rejects nonsense once, up front. A command-line flag and its field here share
 * one name (with '-' for '_').
 *
 * Threads: plain data. Memory: strings are borrowed and must outlive the context made from them.
 */
#ifndef BIHE_OPTIONS_H
#define BIHE_OPTIONS_H

#include "bihe/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How the two languages share a post. */
typedef enum bihe_layout {
    BIHE_LAYOUT_AUTO,        /* find out (default) */
    BIHE_LAYOUT_HALVES,      /* one language after the other, either order */
    BIHE_LAYOUT_ALTERNATING, /* block by block or line by line */
    BIHE_LAYOUT_PAIR,        /* two files; set by the calls that take two, never chosen */
    BIHE_LAYOUT_SINGLE,      /* one language only; found, never chosen */
} bihe_layout;

enum { BIHE_MOST_LEXICONS = 8 /* and the NULL after the last */ };

typedef struct bihe_options {
    /* bytes, 1 ..; default 256 MiB: a larger post is refused before it is read */
    size_t max_bytes;

    /* default true: undo wrong decodings of Chinese text before anything else */
    bool repair;

    /* bytes 80 .. bf in hexadecimal, divided by commas; default NULL: found out from the text. The
     * bytes that the damage of a text dropped or replaced */
    const char *lost_bytes;

    /* default BIHE_LAYOUT_AUTO; AUTO, HALVES or ALTERNATING */
    bihe_layout layout;

    /* default false: every line of the input is one sentence; rules are not consulted */
    bool presegmented;

    /* path; default NULL: a file of segmentation rules on top of the model's, in the same form
     * (see segment-en.yaml of the model); with `language: en` (or zh) in it for one side only */
    const char *rules;

    /* path; default NULL: a file of SRX 2.0 rules; texts in a language it has rules for are cut
     * where they say and nowhere else */
    const char *srx;

    /* path; default NULL: hard anchors, one a line: the line of the file on which a Chinese
     * sentence starts, a tab, that of an English one; LINE:N for the N-th sentence that starts on
     * the line. No unit crosses them. They hold for every document of the context */
    const char *anchors;

    /* paths, NULL after the last; default none: glossaries whose terms are evidence for aligning,
     * TMX (a name in .tmx) or lines, UTF-8: term, tab, translation, either first; CC-CEDICT;
     * hunalign's `words @ words` */
    const char *lexicon[BIHE_MOST_LEXICONS];

    /* sentences, 1 .. 8; default 4 and 6: the most sentences of each side (Chinese, English) in
     * one bead */
    int max_bead[2];

    /* sentences, 2 .. 16; default 7: the most sentences of both sides together in one bead */
    int max_bead_sum;

    /* 0 .. 1; default 0: units below it are not written */
    double min_score;

    /* default false: also write units with one empty side (1-0 and 0-1 beads) */
    bool keep_unaligned;

    /* characters; default 0, no limit: units with a side longer than this are not written */
    size_t max_seg_chars;

    /* units; default 0, no limit: the most units in one file (see bihe_writer_new) */
    size_t max_units;

    /* comma-separated front-matter keys that become TSV columns; default "title,date,tourl,tags" */
    const char *columns;

    /* TMX header segtype: "sentence" (default), "paragraph", "block" or "phrase" */
    const char *segtype;

    /* BCP 47 tags written for the two sides; default NULL: the model's (zh-CN, or zh-TW where the
     * text is Traditional; en) */
    const char *lang[2];

    /* the side written first and named as the source in TMX: 0 Chinese, 1 English (default) */
    int source_side;

    /* seconds since 1970-01-01 UTC for dates in outputs; default -1: no creation date is written.
     * The command sets it from SOURCE_DATE_EPOCH. */
    int64_t source_date;
} bihe_options;

/* Writes every default. */
BIHE_API void bihe_options_init(bihe_options *options);

/* BIHE_ERROR_OPTION, naming the option and its range, at the first field out of range. */
BIHE_API bihe_status bihe_options_check(const bihe_options *options, bihe_error *err);

/* "auto", "halves", "alternating", "pair", "single". Static storage. */
BIHE_API const char *bihe_layout_name(bihe_layout layout);

#ifdef __cplusplus
}
#endif
#endif
