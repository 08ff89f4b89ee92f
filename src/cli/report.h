/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command says on stderr: messages and the closing summary.
 */
#ifndef BIHE_CLI_REPORT_H
#define BIHE_CLI_REPORT_H

#include "bihe/bihe.h"

#include <stdio.h>

/* When kinds of messages are in colour. */
typedef enum report_color {
    REPORT_COLOR_AUTO, /* on a terminal that can, unless NO_COLOR is set */
    REPORT_COLOR_ALWAYS,
    REPORT_COLOR_NEVER, /* before anything is said about it */
} report_color;

void report_use_color(report_color when);

/* "bihe: FILE:LINE:COLUMN: KIND: MESSAGE", parts left out where empty or 0; control
 * bytes as \xNN. */
void report_line(const char *kind, const char *file, size_t line, size_t column,
                 const char *message);

/* The same for a failed call. */
void report_error(const bihe_error *err);

/* Prints a text that others chose, with control bytes as \xNN. */
void report_text(FILE *out, bihe_view text);

/* Writes out what is still held of standard output; false, reported, when any of it was lost. */
bool report_stdout(void);

/* Diagnostics of one post, kept until the post's turn to be reported. */
typedef struct cli_message {
    bihe_severity severity;
    char *text, *file;
    size_t line, column;
} cli_message;

typedef struct message_list {
    cli_message *items;
    size_t count, capacity;
} message_list;

/* A bihe_diagnostic_fn; `user` is a message_list. */
void messages_collect(void *user, const bihe_diagnostic *diagnostic);

/* Prints them (losses and warnings always but with `quiet` only losses; notes with `verbose`) and
 * says whether one of them was a loss. Empties the list. */
bool messages_report(message_list *list, bool quiet, bool verbose);

/* Empties the list unsaid. */
void messages_clear(message_list *list);

/* What a run came to. */
typedef struct totals {
    size_t posts;        /* read and understood */
    size_t one_language; /* of them */
    size_t empty;        /* of them: no text in either language */
    size_t failed;
    size_t repaired, lost; /* characters */
    size_t glossary;       /* entries of the user's glossaries */
    size_t glossary_met;   /* in posts, each counted once a post */
    size_t sentences[2];
    size_t characters[2],
        reached[2];      /* of posts in both languages: their text, and that in units */
    size_t beads[9][9];  /* by sentences of each side, 8 for more */
    size_t edits, unfit; /* applied, and those that do not fit their posts */
} totals;

/* `part` of `all` in percent; 0 of nothing. */
double report_percentage(size_t part, size_t all);

void totals_add(totals *totals, const bihe_document *document);

/* The lines of the summary. `lang`: names of the sides. */
void totals_report(const totals *totals, const char *const lang[2]);

#endif
