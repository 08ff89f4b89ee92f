/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The word that a mistyped one was meant to be.
 */
#ifndef BIHE_CLI_SUGGEST_H
#define BIHE_CLI_SUGGEST_H

#include <stddef.h>

typedef struct suggestion {
    const char *typed;
    const char *word; /* the nearest so far; NULL: none is near */
    size_t distance;  /* of it */
} suggestion;

/* Nothing is near yet. */
suggestion suggest_start(const char *typed);

/* Weighs one more word that there is: near is one letter in three wrong, missing or too many
 * (Levenshtein 1966). The first of equally near ones stays. */
void suggest_weigh(suggestion *s, const char *word);

#endif
