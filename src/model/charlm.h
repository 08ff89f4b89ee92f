/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The character model of Chinese: interpolated Kneser-Ney trigrams over characters (Kneser and Ney
 * 1995; Chen and Goodman 1999, section 2.8) and a list of words with their frequencies and with
 * bigrams of their classes, in one mapped file. Runs of Latin letters are one token, runs of digits
 * another; white space is none. Traditional characters count as their Simplified ones, so that one
 * model serves both.
 *
 * Costs are -log p in 1/16 nat. Threads: immutable after opening. Lookups allocate nothing.
 */
#ifndef BIHE_MODEL_CHARLM_H
#define BIHE_MODEL_CHARLM_H

#include "base/memory.h"

enum {
    BIHE_CHARLM_UNIT = 16, /* cost of one nat */

    /* tokens that are no character */
    BIHE_TOKEN_NONE = 0,  /* a character the model does not know */
    BIHE_TOKEN_START = 1, /* before a line */
    BIHE_TOKEN_END = 2,   /* after it */
    BIHE_TOKEN_LATIN = 3,
    BIHE_TOKEN_DIGIT = 4,
    BIHE_TOKEN_FIRST = 5,              /* the first character's */
    BIHE_CHARLM_TOKEN_LIMIT = 1 << 14, /* all tokens are below it */

    BIHE_WORD_CLASSES = 128,
    BIHE_CLASS_END = 0,       /* the class of a line's start and end */
    BIHE_CLASS_UNKNOWN = 128, /* before text whose words are not known */
};

typedef enum bihe_script {
    BIHE_SCRIPT_BOTH,
    BIHE_SCRIPT_SIMPLIFIED,  /* written in Simplified text only */
    BIHE_SCRIPT_TRADITIONAL, /* in Traditional text only */
} bihe_script;

typedef struct bihe_charlm bihe_charlm;

/* Maps the file `path`. BIHE_ERROR_MODEL where it is damaged or of another version. */
bihe_status bihe_charlm_open(bihe_charlm **out, const char *path, const bihe_allocator *allocator,
                             bihe_error *err);
/* NULL is ignored. */
void bihe_charlm_close(bihe_charlm *lm);

/* The token of a character; BIHE_TOKEN_NONE where the model has none. `script` may be NULL. */
unsigned bihe_charlm_token(const bihe_charlm *lm, int32_t c, bihe_script *script);

/* One more than the highest token. */
unsigned bihe_charlm_tokens(const bihe_charlm *lm);

/* What is known of the two tokens before the next one. */
typedef struct bihe_charlm_context {
    unsigned token;      /* the nearer one */
    uint32_t first, end; /* the trigrams that start with the two */
    int backoff;         /* cost of leaving them */
} bihe_charlm_context;

bihe_charlm_context bihe_charlm_after(const bihe_charlm *lm, unsigned before, unsigned token);

/* The cost of `next` after the context. */
int bihe_charlm_cost(const bihe_charlm *lm, const bihe_charlm_context *context, unsigned next);

/* The cost of `next` after one token. */
int bihe_charlm_pair_cost(const bihe_charlm *lm, unsigned token, unsigned next);

/* bihe_charlm_cost for a caller that has bihe_charlm_pair_cost(lm, context->token, next). */
int bihe_charlm_cost_given(const bihe_charlm *lm, const bihe_charlm_context *context, unsigned next,
                           int pair_cost);

/* The cost of a token without context. */
int bihe_charlm_single_cost(const bihe_charlm *lm, unsigned token);

/* Words are paths in a tree; node 0 is its root and `token` the node of a word's first token. The
 * node after one more token, 0 where no word goes on like that. */
uint32_t bihe_charlm_word_next(const bihe_charlm *lm, uint32_t node, unsigned token);

/* Whether a word goes on from `node`. */
bool bihe_charlm_word_goes_on(const bihe_charlm *lm, uint32_t node);

/* The class of the word that ends at `node`, one of BIHE_WORD_CLASSES of words in like company. */
unsigned bihe_charlm_word_class(const bihe_charlm *lm, uint32_t node);

/* The cost of a word of class `next` after one of class `before`, weighted like words' costs. */
int bihe_charlm_class_cost(const bihe_charlm *lm, unsigned before, unsigned next);

/* The cost, within its class, of the word that ends at `node` (weighted against the trigrams' by
 * the trainer), -1 where none ends. A single token always is a word. */
int bihe_charlm_word_cost(const bihe_charlm *lm, uint32_t node);

#endif
