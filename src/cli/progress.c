/* SPDX-License-Identifier: Apache-2.0 */
/* Rate and time left from the items done so far. */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* In seconds: how often the bar moves, a line is written, the rate is looked at anew. */
static const double BAR_EVERY = 0.1, LINE_EVERY = 30, RATE_EVERY = 1;

/* The share of the newest second in the rate: an older minute counts for little. */
static const double RATE_SHARE = 0.05;

enum { BAR = 30 };

static double now(void)
{
    struct timespec t = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool on_terminal(void)
{
    return isatty(STDERR_FILENO) == 1;
}

void progress_start(progress *p, size_t all, bool quiet)
{
    const double start = now();
    *p = (progress){
        .all = all, .shown = start, .rated = start, .terminal = on_terminal(), .quiet = quiet};
}

static void look_at_rate(progress *p, double at)
{
    const double passed = at - p->rated;
    if (passed < RATE_EVERY) return;
    const double newest = (double)(p->done - p->rated_done) / passed;
    p->rate = p->rate == 0 ? newest : p->rate + RATE_SHARE * (newest - p->rate);
    p->rated = at;
    p->rated_done = p->done;
}

static void print_bar(const progress *p)
{
    const size_t filled = p->all > 0 ? p->done * BAR / p->all : BAR;
    fputs("\r\033[K[", stderr);
    for (size_t i = 0; i < BAR; i++)
        fputc(i < filled ? '=' : ' ', stderr);
    fputs("] ", stderr);
}

static void print_numbers(const progress *p)
{
    fprintf(stderr, "%zu of %zu posts", p->done, p->all);
    if (p->rate <= 0) return;
    const double seconds = (double)(p->all - p->done) / p->rate;
    const unsigned long left = seconds < 1e8 ? (unsigned long)(seconds + 0.5) : 100000000;
    fprintf(stderr, ", %.*f a second, ", p->rate < 10 ? 1 : 0, p->rate);
    if (left >= 3600) fprintf(stderr, "%lu:", left / 3600);
    fprintf(stderr, left >= 3600 ? "%02lu:%02lu left" : "%lu:%02lu left", left / 60 % 60,
            left % 60);
}

void progress_step(progress *p, size_t done)
{
    const double at = now();
    p->done = done;
    if (p->quiet || p->all < 2) return;
    look_at_rate(p, at);
    if (at - p->shown < (p->terminal ? BAR_EVERY : LINE_EVERY)) return;
    p->shown = at;
    if (p->terminal)
        print_bar(p);
    else
        fputs("bihe: ", stderr);
    print_numbers(p);
    if (!p->terminal) fputc('\n', stderr);
}

void progress_clear(void)
{
    if (on_terminal()) fputs("\r\033[K", stderr);
}
