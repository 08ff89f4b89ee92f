/* SPDX-License-Identifier: Apache-2.0 */
/* A ring of slots between the workers and the thread that takes results in order. */
#include "jobs.h"

#include "interrupt.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* Results that may wait for a slow item before them, for each thread. */
enum { WINDOW_PER_THREAD = 4 };

/* How long a signal may go unseen: a tenth of a second. */
enum { WAIT_NANOSECONDS = 100000000 };

typedef struct slot {
    void *result;
    bool ready;
} slot;

typedef struct pool {
    const job_set *jobs;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    slot *slots;
    size_t window;
    size_t next;  /* the next item to be worked on */
    size_t taken; /* items taken */
    bool stop;
} pool;

typedef struct worker {
    pool *pool;
    size_t number;
    pthread_t thread;
} worker;

/* Claims an item inside the window; false when there is none left. */
static bool claim(pool *p, size_t *item)
{
    bool found = false;
    pthread_mutex_lock(&p->lock);
    while (!p->stop && p->next < p->jobs->count && p->next >= p->taken + p->window)
        pthread_cond_wait(&p->changed, &p->lock);
    if (!p->stop && p->next < p->jobs->count) {
        *item = p->next++;
        found = true;
    }
    pthread_mutex_unlock(&p->lock);
    return found;
}

static void *work(void *argument)
{
    const worker *w = argument;
    pool *p = w->pool;
    size_t item;
    while (claim(p, &item)) {
        void *result = p->jobs->work(p->jobs->user, w->number, item);
        pthread_mutex_lock(&p->lock);
        p->slots[item % p->window] = (slot){result, true};
        pthread_cond_broadcast(&p->changed);
        pthread_mutex_unlock(&p->lock);
    }
    return NULL;
}

static void leave_if_interrupted(const pool *p)
{
    if (p->jobs->leave != NULL && interrupt_signal() != 0) p->jobs->leave(p->jobs->user);
}

/* A signal ends no wait for a condition: time does. */
static void wait_a_little(pool *p)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += WAIT_NANOSECONDS;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    (void)pthread_cond_timedwait(&p->changed, &p->lock, &until);
}

/* Takes results in order until all are taken or `take` says to stop. */
static void take_all(pool *p)
{
    bool more = true;
    for (size_t item = 0; item < p->jobs->count && more; item++) {
        slot *s = &p->slots[item % p->window];
        pthread_mutex_lock(&p->lock);
        while (!s->ready) {
            leave_if_interrupted(p);
            wait_a_little(p);
        }
        pthread_mutex_unlock(&p->lock);
        more = p->jobs->take(p->jobs->user, item, s->result);
        pthread_mutex_lock(&p->lock);
        s->ready = false;
        p->taken = item + 1;
        p->stop = !more;
        pthread_cond_broadcast(&p->changed);
        pthread_mutex_unlock(&p->lock);
    }
}

static void drop_rest(pool *p)
{
    for (size_t i = 0; i < p->window; i++) {
        if (p->slots[i].ready) p->jobs->drop(p->jobs->user, p->slots[i].result);
    }
}

bool jobs_run(const job_set *jobs)
{
    const size_t threads = jobs->threads < jobs->count ? jobs->threads : jobs->count;
    if (jobs->count == 0) return true;
    pool p = {.jobs = jobs, .window = threads * WINDOW_PER_THREAD};
    p.slots = calloc(p.window, sizeof *p.slots);
    worker *workers = calloc(threads, sizeof *workers);
    size_t started = 0;
    if (p.slots != NULL && workers != NULL) {
        pthread_mutex_init(&p.lock, NULL);
        pthread_cond_init(&p.changed, NULL);
        for (; started < threads; started++) {
            workers[started] = (worker){.pool = &p, .number = started};
            if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
        }
        if (started > 0) take_all(&p);
        leave_if_interrupted(&p);
        for (size_t i = 0; i < started; i++)
            pthread_join(workers[i].thread, NULL);
        drop_rest(&p);
        pthread_cond_destroy(&p.changed);
        pthread_mutex_destroy(&p.lock);
    }
    free(workers);
    free(p.slots);
    return started > 0;
}
