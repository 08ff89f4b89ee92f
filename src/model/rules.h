/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The segmentation rules of one language: a YAML file compiled once, shared by all threads.
 * What the rules mean is in align/judge.c, which applies them; how a file looks is said in
 * models/zh-en/segment-en.yaml.
 */
#ifndef BIHE_MODEL_RULES_H
#define BIHE_MODEL_RULES_H

#include "model/cues.h"
#include "model/srx.h"
#include "model/words.h"
#include "text/pattern.h"
#include "text/yaml.h"

/* What a rules file says of a word; bits. */
enum {
    BIHE_WORD_TITLE = 1 << 0,    /* an abbreviation before a name: Dr. Mt. */
    BIHE_WORD_NUMBERED = 1 << 1, /* an abbreviation before a number: No. 5 */
    BIHE_WORD_INNER = 1 << 2,    /* an abbreviation no sentence ends with: e.g. */
    BIHE_WORD_EITHER = 1 << 3,   /* an abbreviation that sentences do end with: Inc. U.S. */
    BIHE_WORD_STARTER = 1 << 4,  /* a capitalised word that is likely the first of a sentence */
    BIHE_WORD_NAMING = 1 << 5,   /* what it names may have a dot inside: method Text.Join */
    BIHE_WORD_CLOSING = 1 << 6,  /* an abbreviation that ends a phrase: a capital after it begins a
                                    sentence more often than not: p.m. etc. */
    BIHE_WORD_PLAIN = 1 << 7,    /* an ordinary word, whatever the rules below say */
    BIHE_WORD_UNIT = 1 << 8,     /* closing after a number, an ordinary word elsewhere: 3 in. */
    BIHE_WORD_ABBREVIATION = BIHE_WORD_TITLE | BIHE_WORD_NUMBERED | BIHE_WORD_INNER |
                             BIHE_WORD_EITHER | BIHE_WORD_CLOSING,
};

/* What may end a sentence; 1 << mark is its bit in a rule's `at`. */
typedef enum bihe_mark {
    BIHE_MARK_DOT,         /* . ． ｡ between words */
    BIHE_MARK_DOTS,        /* .. ... . . . */
    BIHE_MARK_ELLIPSIS,    /* … 。。。 */
    BIHE_MARK_QUESTION,    /* ? ？ ?! */
    BIHE_MARK_EXCLAMATION, /* ! ！ */
    BIHE_MARK_STOP,        /* 。 */
    BIHE_MARK_SEMICOLON,   /* ; with the next word glued to it */
    BIHE_MARK_ITEM,        /* nothing, but a list mark follows */
    BIHE_MARK_BREAK,       /* nothing, but a line ends */
    BIHE_MARK_CLOSER,      /* nothing, but a bracket closes that began the sentence */
    BIHE_MARKS
} bihe_mark;

typedef struct bihe_rule {
    const char *name;
    bihe_pattern *pattern;
    uint32_t at;   /* marks it looks at */
    double weight; /* log-odds added where it matches */
} bihe_rule;

typedef struct bihe_rules {
    bihe_allocator allocator;
    bihe_arena arena;
    bihe_words words;
    bihe_rule *rules; /* in the order of the file; the first that matches counts */
    size_t count;
    uint32_t cuts; /* marks at which some rule here or below speaks for a cut; bits */
    bihe_pattern *any[BIHE_MARKS]; /* matches where some rule for the mark does; NULL: no rule */
    const bihe_cues *cues;         /* trained; borrowed, set by the model; NULL: none */
    const char *language;          /* the tag of the language they are for; NULL: any */
    const struct bihe_rules *base; /* rules that hold where these say nothing; borrowed; NULL */
    bihe_srx *srx;                 /* where set, it alone decides; owned; NULL */
} bihe_rules;

/* BIHE_ERROR_MODEL names file and line. */
bihe_status bihe_rules_load(bihe_rules **out, const char *path, const bihe_allocator *allocator,
                            bihe_error *err);

/* What a user adds to the rules of a model for the language `lang`. */
typedef struct bihe_rules_extra {
    const char *rules; /* a rules file, heeded where it is for the language; NULL: none */
    const char *srx;   /* an SRX file; NULL: none */
    const char *lang;
} bihe_rules_extra;

/* Rules on top of `base`, which is borrowed. BIHE_ERROR_MODEL or BIHE_ERROR_INPUT names file and
 * line. */
bihe_status bihe_rules_add(bihe_rules **out, const bihe_rules *base, const bihe_rules_extra *extra,
                           const bihe_allocator *allocator, bihe_error *err);
void bihe_rules_free(bihe_rules *rules);

/* The classes of a word in the rules and those below them. */
uint32_t bihe_rules_classes(const bihe_rules *rules, const bihe_folded *word);

#endif
