/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What options are set to, and where: flags, then the environment (BIHE_MIN_SCORE for
 * --min-score), then a file of settings, of which the part for one command goes before the rest.
 */
#ifndef BIHE_CLI_GIVEN_H
#define BIHE_CLI_GIVEN_H

#include "options.h"

/* Rising precedence. */
typedef enum given_from {
    GIVEN_FILE,    /* for every command */
    GIVEN_SECTION, /* of the file, for this command */
    GIVEN_ENVIRONMENT,
    GIVEN_FLAG,
} given_from;

typedef struct given {
    size_t option; /* its place in options_at */
    char *value;   /* owned; "on" of a switch */
    given_from from;
    bool in_force; /* nothing of higher precedence sets the option */
    size_t line;   /* of the file */
} given;

/* Owned by whoever collects it. */
struct given_list {
    const cli_command *command;
    given *items;
    size_t count, capacity;
    char *file; /* that was read; NULL: none */
    int rest;   /* where in argv the inputs begin */
};

/* Adds up flags, environment and file. Returns EXIT_DONE, or EXIT_USAGE or EXIT_SOME_LOST after a
 * message on stderr. The list is to be cleared in any case. */
int given_collect(given_list *list, const cli_command *command, int argc, char **argv);

/* The same for another command without flags, with the file of `beside`. */
int given_collect_beside(given_list *list, const cli_command *command, const given_list *beside);

/* Where an item comes from, for messages: "--min-score", "BIHE_MIN_SCORE",
 * "bihe.yaml:3: min-score". */
void given_place(const given_list *list, const given *item, char *out, size_t size);

void given_clear(given_list *list);

#endif
