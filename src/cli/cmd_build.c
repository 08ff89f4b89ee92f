/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bihe build: posts into a corpus. Workers read and align, this thread writes: a few posts in one
 * transaction, so that a run that is killed loses those few and the next one goes on.
 */
#include "commands.h"
#include "inputs.h"
#include "interrupt.h"
#include "jobs.h"
#include "mending.h"
#include "outcome.h"
#include "progress.h"
#include "report.h"
#include "setup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A transaction ends after so many posts or so many seconds. */
enum { BATCH_POSTS = 64, BATCH_SECONDS = 1 };

typedef struct build_task {
    const char *name; /* the post's file, or the Chinese one of a pair */
    const char *en;   /* the English one; NULL for a post */
    bihe_known_post known;
} build_task;

typedef enum fate {
    FATE_READ,      /* aligned, or failed */
    FATE_UNCHANGED, /* the corpus has it */
    FATE_ELSEWHERE, /* of another shard */
} fate;

typedef struct build_result {
    fate fate;
    bihe_digest digest;
    outcome outcome;
} build_result;

typedef struct build_run {
    const settings *settings;
    const char *path;    /* of the corpus */
    char *const *inputs; /* the rest of the command line */
    size_t input_count;
    bihe_options options;
    bihe_model *model;
    bihe_context **contexts; /* one a worker */
    size_t threads;
    bihe_corpus *corpus;
    bihe_edits *given; /* of --edits; NULL: none */
    bihe_edits *edits; /* all that the corpus remembers; NULL: none */
    bihe_pairs *pairs; /* what the tasks' names point into */
    build_task *tasks;
    size_t task_count;
    size_t in_batch; /* posts of the open transaction; 0: none is open */
    time_t batch_started;
    progress progress;
    totals totals;
    size_t added, changed, unchanged, removed;
    bool lost;   /* some input lost or failed */
    bool broken; /* the corpus cannot be written: the run ends */
} build_run;

static void break_off(build_run *run, const bihe_error *err)
{
    report_error(err);
    run->broken = true;
    run->in_batch = 0;
}

/* --- which posts ------------------------------------------------------------------------- */

static bool add_task(build_run *run, const bihe_post_files *files, size_t *capacity)
{
    const char *name = files->zh;
    bihe_error err;
    bihe_known_post known;
    if (bihe_corpus_note(run->corpus, name, &known, &err) != BIHE_OK) {
        break_off(run, &err);
        return false;
    }
    if (known.repeated) return true;
    if (run->task_count == *capacity) {
        *capacity = *capacity == 0 ? 64 : 2 * *capacity;
        build_task *grown = realloc(run->tasks, *capacity * sizeof *grown);
        if (grown == NULL) return false;
        run->tasks = grown;
    }
    run->tasks[run->task_count++] = (build_task){name, files->en, known};
    return true;
}

/* Posts that were in these folders and are there no more. A folder that could not be read says
 * nothing about its posts. */
static void mark_missing(build_run *run)
{
    bihe_error err;
    struct stat info;
    for (size_t i = 0; i < run->input_count; i++) {
        size_t count;
        if (stat(run->inputs[i], &info) != 0 || !S_ISDIR(info.st_mode)) continue;
        if (bihe_corpus_mark_missing(run->corpus, run->inputs[i], &count, &err) != BIHE_OK) {
            break_off(run, &err);
            return;
        }
        run->removed += count;
    }
}

/* English files that were posts of their own before their other halves came. */
static void forget_halves(build_run *run)
{
    bihe_error err;
    for (size_t i = 0; i < run->task_count && !run->broken; i++) {
        const char *en = run->tasks[i].en;
        if (en != NULL && bihe_corpus_mark_removed(run->corpus, en, &err) != BIHE_OK)
            break_off(run, &err);
    }
}

static bool gather(build_run *run, input_list *paths)
{
    size_t capacity = 0;
    bihe_error err;
    for (size_t i = 0; i < run->input_count; i++) {
        if (!inputs_add(paths, run->inputs[i], run->settings->quiet)) return false;
    }
    run->lost = paths->failed > 0;
    run->totals.failed = paths->failed;
    if (!inputs_pair(paths, run->settings, &run->pairs)) {
        run->broken = true;
        return true;
    }
    if (bihe_corpus_begin(run->corpus, &err) != BIHE_OK) {
        break_off(run, &err);
        return true;
    }
    size_t count;
    const bihe_post_files *posts = bihe_pairs_posts(run->pairs, &count);
    for (size_t i = 0; i < count && !run->broken; i++) {
        if (!add_task(run, &posts[i], &capacity) && !run->broken) return false;
    }
    if (!run->broken && paths->failed == 0) mark_missing(run);
    if (!run->broken) forget_halves(run);
    if (!run->broken && bihe_corpus_commit(run->corpus, &err) != BIHE_OK) break_off(run, &err);
    return true;
}

/* --- in the workers ---------------------------------------------------------------------- */

static bool same(const bihe_digest *a, const bihe_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static void make(const build_run *run, const build_task *t, bihe_context *context, build_result *r)
{
    bihe_error *err = &r->outcome.err;
    const int *shard = run->settings->shard;
    const char *const files[2] = {t->name, t->en};
    if (bihe_digest_files(context, files, t->en != NULL ? 2 : 1, &r->digest, err) != BIHE_OK) {
        /* one shard tells what no shard can read */
        if (shard[0] > 0) r->fate = FATE_ELSEWHERE;
        return;
    }
    if (shard[1] > 0 && bihe_digest_part(&r->digest, (size_t)shard[1]) != (size_t)shard[0]) {
        r->fate = FATE_ELSEWHERE;
        return;
    }
    const uint64_t edits = run->edits != NULL ? bihe_edits_key(run->edits, t->name) : 0;
    const bool kept =
        t->known.state == BIHE_POST_KEPT && t->known.current && t->known.edits == edits;
    if (kept && same(&r->digest, &t->known.digest))
        r->fate = FATE_UNCHANGED;
    else
        outcome_open(&r->outcome, context, t->name, t->en, run->edits);
}

static void *work(void *user, size_t worker, size_t item)
{
    build_run *run = user;
    build_result *r = calloc(1, sizeof *r);
    if (r != NULL) make(run, &run->tasks[item], run->contexts[worker], r);
    return r;
}

static void drop(void *user, void *result)
{
    (void)user;
    build_result *r = result;
    if (r == NULL) return;
    outcome_clear(&r->outcome);
    free(r);
}

/* --- in the writing thread --------------------------------------------------------------- */

static void end_batch(build_run *run)
{
    bihe_error err;
    if (run->in_batch > 0 && bihe_corpus_commit(run->corpus, &err) != BIHE_OK) break_off(run, &err);
    run->in_batch = 0;
}

static bool open_batch(build_run *run)
{
    bihe_error err;
    if (run->in_batch++ > 0) return true;
    run->batch_started = time(NULL);
    if (bihe_corpus_begin(run->corpus, &err) == BIHE_OK) return true;
    break_off(run, &err);
    return false;
}

/* A file that is not there is no post that failed: the post is gone, or there never was one. */
static void put_failure(build_run *run, const build_task *t, const bihe_error *why)
{
    bihe_error err;
    bihe_status status = BIHE_OK;
    if (access(t->name, F_OK) == 0 || errno != ENOENT)
        status = bihe_corpus_put_failure(run->corpus, t->name, why->message, &err);
    else if (t->known.state != BIHE_POST_ABSENT)
        status = bihe_corpus_mark_removed(run->corpus, t->name, &err);
    if (status != BIHE_OK) break_off(run, &err);
}

static void put(build_run *run, const build_task *t, const build_result *r)
{
    bihe_error err;
    const bihe_document *document = r->outcome.document;
    if (!open_batch(run)) return;
    if (document == NULL) {
        put_failure(run, t, &r->outcome.err);
        return;
    }
    const bihe_status status = bihe_corpus_put(run->corpus, document, &r->digest, &err);
    if (status == BIHE_ERROR_LIMIT) {
        report_error(&err);
        run->totals.failed++;
        run->lost = true;
        put_failure(run, t, &err);
    } else if (status != BIHE_OK) {
        break_off(run, &err);
    } else if (t->known.state == BIHE_POST_ABSENT) {
        run->added++;
    } else {
        run->changed++;
    }
}

/* A post of another shard: what this one has of it is of the past. */
static void leave(build_run *run, const build_task *t)
{
    bihe_error err;
    const bool here = t->known.state == BIHE_POST_KEPT || t->known.state == BIHE_POST_FAILED;
    if (!here || !open_batch(run)) return;
    run->removed++;
    if (bihe_corpus_mark_removed(run->corpus, t->name, &err) != BIHE_OK) break_off(run, &err);
}

static bool take(void *user, size_t item, void *result)
{
    build_run *run = user;
    build_result *r = result;
    const build_task *t = &run->tasks[item];
    if (r == NULL) {
        report_line("error", t->name, 0, 0, "out of memory");
        run->totals.failed++;
        run->lost = true;
    } else if (r->fate == FATE_UNCHANGED) {
        run->unchanged++;
    } else if (r->fate == FATE_ELSEWHERE) {
        leave(run, t);
    } else {
        if (outcome_report(&r->outcome, t->name, run->settings, &run->totals)) run->lost = true;
        put(run, t, r);
    }
    drop(run, r);
    if (run->in_batch >= BATCH_POSTS || time(NULL) - run->batch_started > BATCH_SECONDS)
        end_batch(run);
    progress_step(&run->progress, item + 1);
    return !run->broken && interrupt_signal() == 0;
}

static void build(build_run *run)
{
    const job_set jobs = {.count = run->task_count,
                          .threads = run->threads,
                          .user = run,
                          .work = work,
                          .take = take,
                          .drop = drop};
    progress_start(&run->progress, jobs.count, run->settings->quiet);
    if (!jobs_run(&jobs)) {
        report_line("error", "", 0, 0, "no thread could be started");
        run->lost = true;
    }
    end_batch(run);
}

/* --- the command ------------------------------------------------------------------------- */

/* Adds the edits of --edits to what the corpus remembers. */
static bihe_status take_edits(build_run *run, bihe_error *err)
{
    bihe_context *context = run->contexts[0];
    bihe_status status = bihe_edits_new(&run->given, context, err);
    if (status != BIHE_OK) return status;
    status = mending_read(run->given, run->settings, context, &run->lost, err);
    if (status == BIHE_OK) status = bihe_corpus_begin(run->corpus, err);
    if (status == BIHE_OK) status = bihe_corpus_put_edits(run->corpus, run->given, err);
    return status == BIHE_OK ? bihe_corpus_commit(run->corpus, err) : status;
}

static bihe_status prepare_edits(build_run *run, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    if (run->settings->edits.count > 0) status = take_edits(run, err);
    if (status == BIHE_OK) status = bihe_edits_new(&run->edits, run->contexts[0], err);
    return status == BIHE_OK ? bihe_corpus_get_edits(run->corpus, run->edits, err) : status;
}

static bool prepare(build_run *run)
{
    bihe_error err;
    run->model = setup_model(run->settings);
    run->contexts = calloc(run->threads, sizeof(bihe_context *));
    if (run->model == NULL || run->contexts == NULL) return false;
    bihe_status status = BIHE_OK;
    for (size_t i = 0; i < run->threads && status == BIHE_OK; i++)
        status = i == 0 ? bihe_context_new(&run->contexts[0], run->model, &run->options, NULL, &err)
                        : bihe_context_new_beside(&run->contexts[i], run->contexts[0], &err);
    if (status == BIHE_OK)
        status = bihe_corpus_open(&run->corpus, run->path, BIHE_CORPUS_BUILD, NULL, &err);
    if (status == BIHE_OK) status = bihe_corpus_use(run->corpus, run->contexts[0], &err);
    if (status == BIHE_OK) run->totals.glossary = bihe_context_glossary_entries(run->contexts[0]);
    if (status == BIHE_OK) status = prepare_edits(run, &err);
    if (status != BIHE_OK) report_error(&err);
    return status == BIHE_OK;
}

static void release(build_run *run)
{
    for (size_t i = 0; run->contexts != NULL && i < run->threads; i++)
        bihe_context_free(run->contexts[i]);
    free(run->contexts);
    bihe_edits_free(run->given);
    bihe_edits_free(run->edits);
    bihe_corpus_close(run->corpus);
    bihe_model_free(run->model);
    bihe_pairs_free(run->pairs);
    free(run->tasks);
}

static const char *task_name(const void *user, size_t i)
{
    const build_run *run = user;
    return run->tasks[i].name;
}

static void summary(const build_run *run)
{
    const char *const lang[2] = {bihe_model_lang(run->model, 0), bihe_model_lang(run->model, 1)};
    progress_clear();
    if (run->given != NULL) mending_report_unused(run->given, run->task_count, task_name, run);
    fprintf(stderr, "bihe: %s: %zu new, %zu changed, %zu unchanged, %zu removed, %zu failed\n",
            run->path, run->added, run->changed, run->unchanged, run->removed, run->totals.failed);
    if (run->totals.posts > 0) totals_report(&run->totals, lang);
}

static int usage(const char *message)
{
    fprintf(stderr, "bihe build: %s (bihe build --help explains)\n", message);
    return EXIT_USAGE;
}

static int check(const settings *s)
{
    if (s->input_count < 2) return usage("wants a corpus and posts: CORPUS.db INPUT…");
    for (size_t i = 0; i < s->input_count; i++) {
        if (strcmp(s->inputs[i], "-") == 0)
            return usage("standard input has no name to be kept under");
    }
    bihe_error err;
    const char *wrong = inputs_check(s, &err);
    return wrong != NULL ? usage(wrong) : EXIT_DONE;
}

int cmd_build(const settings *s)
{
    const int wrong = check(s);
    if (wrong != EXIT_DONE) return wrong;
    build_run run = {.settings = s,
                     .path = s->inputs[0],
                     .inputs = s->inputs + 1,
                     .input_count = s->input_count - 1,
                     .options = setup_options(s),
                     .threads = setup_threads(s)};
    input_list paths = {NULL, 0, 0, 0};
    if (!prepare(&run)) {
        run.lost = true;
    } else if (!gather(&run, &paths)) {
        report_line("error", "", 0, 0, "out of memory");
        run.lost = true;
    } else {
        interrupt_catch();
        if (!run.broken) build(&run);
        if (!s->quiet) summary(&run);
    }
    inputs_clear(&paths);
    release(&run);
    if (interrupt_signal() != 0) return 128 + interrupt_signal();
    return run.lost || run.broken ? EXIT_SOME_LOST : EXIT_DONE;
}
