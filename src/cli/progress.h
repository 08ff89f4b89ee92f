/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a run has come, on stderr: a bar on a terminal, elsewhere a line every so often.
 */
#ifndef BIHE_CLI_PROGRESS_H
#define BIHE_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct progress {
    size_t all, done;
    double shown; /* seconds of a steady clock */
    double rate;  /* items a second, mostly those of the last minute; 0: unknown */
    double rated; /* when, and at which item, that was last brought up to date */
    size_t rated_done;
    bool terminal, quiet;
} progress;

/* `quiet` shows nothing. */
void progress_start(progress *p, size_t all, bool quiet);

/* `done` of all items are done. */
void progress_step(progress *p, size_t done);

/* Makes room for another line; a bar comes back with the next step. */
void progress_clear(void);

#endif
