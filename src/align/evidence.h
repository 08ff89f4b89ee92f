/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a joint before it is judged.
 */
#ifndef BIHE_ALIGN_EVIDENCE_H
#define BIHE_ALIGN_EVIDENCE_H

#include "align/joint.h"
#include "align/notes.h"

enum { BIHE_DOUBTFUL = 3 }; /* log-odds of the rules within which the document is asked */

/* The character after the joint. */
typedef enum bihe_next {
    BIHE_NEXT_UPPER,
    BIHE_NEXT_LOWER,
    BIHE_NEXT_DIGIT,
    BIHE_NEXT_WIDE,   /* Han and other letters without case */
    BIHE_NEXT_OPENER, /* an opening quote or bracket */
    BIHE_NEXT_COMMA,  /* punctuation that goes on with a sentence: , ; : 、 */
    BIHE_NEXT_DASH,
    BIHE_NEXT_OTHER,
} bihe_next;

/* The word before the mark, as it is written. */
typedef enum bihe_word_shape {
    BIHE_SHAPE_NONE,    /* no letter or digit there */
    BIHE_SHAPE_SMALL,   /* today */
    BIHE_SHAPE_CAPITAL, /* Parliament */
    BIHE_SHAPE_CAPS,    /* NATO */
    BIHE_SHAPE_MIXED,   /* iPhone */
    BIHE_SHAPE_INITIAL, /* B, J.K */
    BIHE_SHAPE_DOTTED,  /* U.S, p.m, Ph.D */
    BIHE_SHAPE_FILE,    /* setup.exe, Node.js */
    BIHE_SHAPE_NUMBER,  /* 1998, 3 */
    BIHE_SHAPE_WIDE,    /* Han */
} bihe_word_shape;

typedef struct bihe_evidence {
    bihe_view text;
    size_t start;        /* of the sentence that would end here */
    bihe_view word;      /* before the mark */
    bihe_view following; /* the word after the joint, past an opener */
    uint32_t word_class, following_class;
    uint32_t earlier_class; /* of the word before the word, as if it had a capital */
    bihe_word_shape shape;
    bihe_cue word_cue, following_cue; /* of the words */
    bihe_cue end_cue, begin_cue;      /* of the characters before the mark and after the joint */
    bool word_known, following_known, end_known, begin_known; /* whether the cues are there */
    unsigned word_notes, following_notes;
    bihe_next next, after_opener; /* after_opener: past an opening quote or bracket */
    bool glued;                   /* no white space at the joint */
    bool adverbial;               /* the sentence so far is short and begins with a preposition */
    bool elided;      /* the bracket closed here holds the mark and nothing else: [...] */
    bool word_inside; /* the mark begins a word: !Kung */
    bool after_small; /* the word before the word is in small letters and no function word */
    bool in_bracket;  /* inside a bracket that opened within the sentence */
    bool in_title;    /* inside 《》 */
    bool in_quote;
    bool quote_inside;   /* the quote closed here opened within a clause */
    bool quote_first;    /* or where the sentence did */
    bool bracket_inside; /* the bracket closed here opened within the sentence */
    bool run_ends;       /* the word after the joint ends its run without spaces */
    bool inner;          /* inside an address, a path or another run without spaces */
    bool list_mark;      /* the sentence so far is a list mark */
    bool small_text;     /* the passage begins without a capital */
    bool full_stops;     /* the passage has 。 */
    bool stray;          /* a half-width mark among full-width ones and nothing around it: it may be
                            what is left of a middle dot (Stephen?Miller) */
    bool empty;          /* the sentence so far has no letter or digit */
    bool alone;          /* the following is a word of one letter, "I" or "A" before a small one */
    bool full_right;     /* a per cent sign or a closing bracket stands before the mark */
    bool long_clause; /* before the mark, in Chinese: long enough for a sentence, no enumeration */
    unsigned words;   /* in the sentence so far, at most 4 */
} bihe_evidence;

/* What is the same for all joints of a passage. */
typedef struct bihe_passage_view {
    bihe_view text;
    const bihe_rules *rules;
    const bihe_joints *joints;
    size_t token_start, token_end; /* the last run without spaces looked at */
    bool token_address;            /* it is an address or a path */
    bool small_text, full_stops;
} bihe_passage_view;

void bihe_passage_view_init(bihe_passage_view *passage, bihe_view text, const bihe_rules *rules,
                            const bihe_joints *joints);

/* Moves a joint past the numbers of footnotes that lost their place above the line: "in town.12 The
 * next". A word that begins sentences must follow, since a number may begin one too. */
void bihe_joint_take_reference(const bihe_passage_view *passage, bihe_joint *joint);

/* Gathers the evidence for a joint of a sentence that starts at `start`. */
bihe_evidence bihe_evidence_gather(bihe_passage_view *passage, const bihe_joint *joint,
                                   size_t start);

/* Adds what the model's cues say. */
void bihe_evidence_extend(bihe_evidence *evidence, const bihe_joint *joint, const bihe_cues *cues);

/* Whether the document's notes may count, after the cues: where the judgement by rules, `judged`,
 * is in doubt, and where a dot follows a short word that the model has never seen. Notes cost a
 * pass over the text, which most passages need not make. */
bool bihe_evidence_asks_notes(const bihe_evidence *evidence, const bihe_joint *joint,
                              double judged);
void bihe_evidence_note(bihe_evidence *evidence, const bihe_notes *notes);

/* judge.c: the log-odds that a sentence ends at the joint, by the rules. */
double bihe_judge(const bihe_evidence *evidence, const bihe_joint *joint, const bihe_rules *rules,
                  bihe_matcher *matcher);

#endif
