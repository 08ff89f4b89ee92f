/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files and folders of the command line as a list of posts.
 */
#ifndef BIHE_CLI_INPUTS_H
#define BIHE_CLI_INPUTS_H

#include "options.h"

typedef struct input_list {
    char **paths;
    size_t count, capacity;
    size_t failed; /* folders and entries that could not be read; each was named on stderr */
} input_list;

/* Appends `path`: a folder is walked (sorted by name, without following links to folders, hidden
 * entries left out) for .md .markdown .html .htm .txt; anything else is taken as it is. Says on
 * stderr, but not with `quiet`, where a folder has no posts. False when out of memory. */
bool inputs_add(input_list *list, const char *path, bool quiet);
bool inputs_append(input_list *list, const char *path);
void inputs_clear(input_list *list);

/* Finds which files are two halves of one post, as the settings say; says so with --verbose. *out
 * is released with bihe_pairs_free. False, reported, when memory ends. */
bool inputs_pair(const input_list *list, const settings *settings, bihe_pairs **out);

/* NULL when the patterns of the settings make sense; else what is wrong, in `err`. */
const char *inputs_check(const settings *settings, bihe_error *err);

#endif
