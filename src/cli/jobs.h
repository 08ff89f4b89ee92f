/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Work on numbered items in several threads, results taken in order: the output of a run does not
 * depend on the number of threads, and at most a small window of results waits in memory.
 */
#ifndef BIHE_CLI_JOBS_H
#define BIHE_CLI_JOBS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct job_set {
    size_t count;   /* items 0 .. count-1 */
    size_t threads; /* 1 .. 256 */
    void *user;
    /* Called in a worker; `worker` is its number. The result goes to `take` as it is. */
    void *(*work)(void *user, size_t worker, size_t item);
    /* Called in the caller's thread, items in order. False: stop early. */
    bool (*take)(void *user, size_t item, void *result);
    /* Releases a result that is not taken because the run stopped early. */
    void (*drop)(void *user, void *result);
    /* Called in the caller's thread when the run is interrupted while items are still being worked
     * on; must end the process. NULL: they are waited for. */
    void (*leave)(void *user);
} job_set;

/* False when no thread could be started. */
bool jobs_run(const job_set *jobs);

#endif
