/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Joints: the places where a sentence may end, found in one pass (scan.c) with the help of quotes
 * and brackets (spans.c) and list marks (items.c); judged in a second pass (evidence.c, judge.c).
 */
#ifndef BIHE_ALIGN_JOINT_H
#define BIHE_ALIGN_JOINT_H

#include "base/memory.h"
#include "model/rules.h"

enum { BIHE_NOWHERE = UINT32_MAX }; /* no span */

/* A pair of brackets or quotes. */
typedef enum bihe_span_kind {
    BIHE_SPAN_ROUND,           /* () （） */
    BIHE_SPAN_SQUARE,          /* [] 【】 ［］ */
    BIHE_SPAN_CURLY,           /* {} */
    BIHE_SPAN_TITLE,           /* 《》 〈〉 */
    BIHE_SPAN_DOUBLE,          /* “” */
    BIHE_SPAN_SINGLE,          /* ‘’ */
    BIHE_SPAN_CORNER,          /* 「」 */
    BIHE_SPAN_INNER_CORNER,    /* 『』 */
    BIHE_SPAN_STRAIGHT_DOUBLE, /* " */
    BIHE_SPAN_STRAIGHT_SINGLE, /* ' */
    BIHE_SPAN_NONE
} bihe_span_kind;

typedef struct bihe_pair {
    size_t open;     /* offset of the opening character */
    size_t close;    /* offset past the closing one; 0 while it is open */
    uint32_t parent; /* the pair around it; BIHE_NOWHERE */
    uint8_t kind;
} bihe_pair;

enum { BIHE_SPAN_DEPTH = 16 };

/* All pairs of a passage, and those open at the place reached. */
typedef struct bihe_spans {
    bihe_pair *items;
    size_t count, capacity;
    size_t kept; /* pairs below this index are referred to by joints */
    uint32_t stack[BIHE_SPAN_DEPTH];
    size_t depth;
} bihe_spans;

/* What a list mark looks like; marks of one style count up. */
typedef struct bihe_item {
    size_t start, end; /* of the mark: "(a)", "12.", "三、" */
    uint8_t style;
    uint16_t value;  /* 1 ..; 0: a bullet */
    uint16_t second; /* the value as a Roman numeral where it may be one; 0 */
} bihe_item;

typedef struct bihe_joint {
    size_t mark, mark_end; /* the first run of terminators; empty for items and breaks */
    size_t cut;       /* where the sentence would end: past closing quotes and footnote marks */
    size_t next;      /* the first byte after white space */
    uint32_t span;    /* innermost pair open at the mark; BIHE_NOWHERE */
    uint32_t quote;   /* the outermost quote pair closed between mark and cut; BIHE_NOWHERE */
    uint32_t bracket; /* the same for brackets */
    uint8_t kind;     /* bihe_mark */
    uint8_t breaks;   /* line ends between cut and next, at most 2 */
    bool wide;        /* the mark is full width */
    bool footnote;    /* a footnote mark lies between mark and cut */
    bool item;        /* a list mark follows */
    bool counts_on;   /* and it counts on from an earlier one */
    bool ends_item;   /* the mark is part of such a list mark, or of the first one of a list */
} bihe_joint;

enum { BIHE_ITEM_STYLES = 40 };

/* The last list mark of each style, to tell whether the next one counts on. */
typedef struct bihe_item_chain {
    uint16_t value[BIHE_ITEM_STYLES];
} bihe_item_chain;

typedef struct bihe_joints {
    bool every; /* set before finding: dots inside words and numbers too, which nothing but a rule
                 * of the file can make an end: a.b, 3.5, U.S.A */
    bihe_joint *items;
    size_t count, capacity;
    bihe_spans spans;
    bihe_item_chain chain;
    size_t item_end; /* of the last list mark that counts on or begins a list; 0 */
} bihe_joints;

/* Finds all joints of `text`. False when out of memory; clear in any case. */
bool bihe_joints_find(bihe_joints *joints, bihe_view text, const bihe_allocator *allocator);
void bihe_joints_clear(bihe_joints *joints, const bihe_allocator *allocator);

/* place.c */

/* The mark a terminator makes by itself; BIHE_MARKS for any other character. */
bihe_mark bihe_terminator(int32_t c);

/* Sets all but `next` and what follows from it for the run of terminators at joint->mark, closing
 * the pairs that end with it. */
void bihe_joint_place(bihe_joint *joint, bihe_view text, bihe_spans *spans);

/* spans.c */

/* What the character at `pos` opens or closes. */
typedef struct bihe_bracket {
    bihe_span_kind kind; /* NONE: nothing */
    bool opens, closes;  /* both false with a kind: an apostrophe */
} bihe_bracket;

/* `before` is the character before `pos`, 0 at the start; `end` the offset past the character. A
 * straight quote goes by the spaces beside it, then by whether one is open. */
bihe_bracket bihe_bracket_at(const bihe_spans *spans, bihe_view text, int32_t before, int32_t c,
                             size_t end);

/* Notes an opening at `pos`; false when out of memory. */
bool bihe_spans_open(bihe_spans *spans, bihe_span_kind kind, size_t pos,
                     const bihe_allocator *allocator);

/* Notes a closing that ends at `end`. Returns the pair it closes, BIHE_NOWHERE for a stray one. */
uint32_t bihe_spans_close(bihe_spans *spans, bihe_span_kind kind, size_t end);

/* The innermost open pair; BIHE_NOWHERE. A joint will refer to it. */
uint32_t bihe_spans_top(bihe_spans *spans);

/* items.c */

/* Reads a list mark at `pos`: "1." "1)" "(1)" "1.)" "a)" "iv." "一、" "（一）" "①" "•". */
bool bihe_item_at(bihe_view text, size_t pos, bihe_item *item);

/* Whether the mark is one by itself. A letter with a dot is not: it may be an initial. */
bool bihe_item_is_plain(const bihe_item *item);

/* Whether `item` counts on from the last of its style; notes it. `first` says that it stands where
 * a list may start. */
bool bihe_item_follows(bihe_item_chain *chain, const bihe_item *item, bool first);

#endif
