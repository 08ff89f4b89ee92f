/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files and folders of the command line as a list of posts.
 */
#ifndef BIHE_CLI_INPUTS_H
#define BIHE_CLI_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
