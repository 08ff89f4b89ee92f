/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The option table of the command: what may be set, by flags, the environment and a file, and what
 * --help prints.
 */
#ifndef BIHE_CLI_OPTIONS_H
#define BIHE_CLI_OPTIONS_H

#include "bihe/bihe.h"
#include "report.h"

enum { EXIT_DONE = 0, EXIT_SOME_LOST = 1, EXIT_USAGE = 2 };

/* Which commands take an option: bits. */
enum {
    CMD_ALIGN = 1,
    CMD_SEGMENT = 2,
    CMD_REPAIR = 4,
    CMD_EVAL = 8,
    CMD_TRAIN = 16,
    CMD_BUILD = 32,
    CMD_STATS = 64,
    CMD_EXPORT = 128,
    CMD_FIND = 256,
    CMD_CONVERT = 512,
    CMD_MERGE = 1024,
    CMD_COMPLETION = 2048,
    CMD_CONFIG = 4096,
    CMD_ALL = 8191,
    CMD_OUTPUTS = CMD_ALIGN | CMD_EXPORT | CMD_CONVERT, /* write units */
};

/* How often an option that may be repeated can be. */
enum { MAX_NAMES = 16 }; /* of tags, of posts */

enum { MAX_OUTPUTS = 16, MAX_FILES = 16 };

typedef struct file_set {
    const char *paths[MAX_FILES];
    size_t count;
} file_set;

typedef struct given_list given_list; /* given.h */

/* Everything that is set. Strings are those of `given`. */
typedef struct settings {
    bihe_options options;
    const char *outputs[MAX_OUTPUTS];
    size_t output_count;
    const char *from;             /* convert: format of inputs whose name does not say */
    const char *to;               /* format of outputs whose name does not say; NULL: tsv */
    const char *zh, *en;          /* two files instead of posts */
    const char *batch;            /* list of pairs */
    const char *pairs[MAX_NAMES]; /* patterns of two files that are one post */
    size_t pair_count;
    bool no_pair;                 /* every file is a post of its own */
    const char *models;           /* model folder; NULL: found */
    file_set words, dictionaries; /* train: word frequencies, dictionaries */
    file_set edits;               /* align, build: what a person decided */
    size_t model_bytes;           /* train: 0 for the default */
    const char *html;             /* stats: page to write; NULL: none */
    const char *field;            /* JSON field that holds the text */
    int side;                     /* --lang of segment and find: 0, 1; -1 by script */
    size_t limit;                 /* find: lines; 0: all */
    int shard[2];                 /* build: which, from 0, of how many; {0, 0}: all */
    long jobs;                    /* 0: one a core */
    bihe_selection selection;     /* export: what no other option says */
    const char *tags[MAX_NAMES], *posts[MAX_NAMES]; /* counted in `selection` */
    bool jsonl, joints, json, quiet, verbose;
    report_color color;
    bool help, version;
    char *const *inputs; /* what is left: files and folders */
    size_t input_count;
    given_list *given; /* where it comes from; owned */
} settings;

typedef struct cli_command {
    const char *name;
    unsigned bit;
    const char *arguments; /* "INPUT…" */
    const char *summary;   /* one line */
    const char *details;   /* paragraphs and examples for --help */
    int (*run)(const settings *settings);
} cli_command;

/* An option as a command takes it. */
typedef struct option_view {
    const char *name;
    char letter;                   /* 0: none */
    const char *argument;          /* NULL: takes none; FILE and DIR are paths */
    const char *help;              /* one line */
    const char *(*word)(size_t k); /* the k-th value it may have, NULL past the last; NULL: free */
    bool several_words;            /* divided by commas */
    bool repeats;                  /* may be given several times */
    bool is_output;                /* names a file that is written */
} option_view;

/* The k-th option of a command, in the order of its help; false past the last. */
bool options_at(const cli_command *command, size_t k, option_view *out);

/* Fills `settings` from the arguments after the command's name (argv[0] is the command's name), the
 * environment and a file of settings. Returns EXIT_DONE, or EXIT_USAGE or EXIT_SOME_LOST after a
 * message on stderr. To be cleared in any case. */
int options_parse(settings *settings, const cli_command *command, int argc, char **argv);

void options_clear(settings *settings);

/* Whether what is set makes sense; EXIT_USAGE after a message on stderr. Values may be cut. */
int options_check(given_list *list);

/* Prints the command's help on stdout. */
void options_help(const cli_command *command);

#endif
