/* SPDX-License-Identifier: Apache-2.0 */
/* bihe align: posts, folders, pairs and batches to files of units. */
#include "clash.h"
#include "commands.h"
#include "inputs.h"
#include "interrupt.h"
#include "jobs.h"
#include "lines.h"
#include "mending.h"
#include "outcome.h"
#include "outputs.h"
#include "progress.h"
#include "report.h"
#include "setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One thing to align: a post, or two files, in a batch with an output of its own. */
typedef struct task {
    const char *zh;  /* the post, or the Chinese file of a pair */
    const char *en;  /* NULL for a post */
    const char *out; /* batch: its own output; NULL otherwise */
    size_t line;     /* batch: of its list */
} task;

typedef struct task_list {
    task *items;
    size_t count, capacity;
} task_list;

typedef struct align_run {
    const settings *settings;
    bihe_options options;
    bihe_model *model;
    bihe_context **contexts; /* one a worker */
    bihe_context *writing;   /* the taking thread's */
    message_list messages;   /* what the writers had to say */
    bihe_edits *edits;       /* NULL: none */
    size_t threads;
    bihe_pairs *pairs; /* what the tasks' names point into */
    task_list tasks;
    output_set outputs;
    progress progress;
    totals totals;
    bool lost; /* some input lost or failed, or a batch's output failed */
} align_run;

static int usage(const char *message)
{
    fprintf(stderr, "bihe align: %s (bihe align --help explains)\n", message);
    return EXIT_USAGE;
}

static bool out_of_memory(void)
{
    report_line("error", "", 0, 0, "out of memory");
    return false;
}

/* --- tasks ------------------------------------------------------------------------------- */

static bool add_task(align_run *run, task t)
{
    task_list *list = &run->tasks;
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        task *grown = realloc(list->items, capacity * sizeof *grown);
        if (grown == NULL) return false;
        list->items = grown;
        list->capacity = capacity;
    }
    list->items[list->count++] = t;
    return true;
}

/* Cuts "zh TAB en TAB out" in place; false when it is not that. */
static bool parse_job(char *line, task *t)
{
    char *first = strchr(line, '\t');
    char *second = first != NULL ? strchr(first + 1, '\t') : NULL;
    if (second == NULL || strchr(second + 1, '\t') != NULL) return false;
    *first = *second = '\0';
    *t = (task){line, first + 1, second + 1, 0};
    return t->zh[0] != '\0' && t->en[0] != '\0' && t->out[0] != '\0';
}

static void bad_job(align_run *run, size_t line, const char *message)
{
    report_line("error", run->settings->batch, line, 0, message);
    run->totals.failed++;
    run->lost = true;
}

/* Reads the list of pairs; its lines are kept in `kept`, which the tasks point into. */
static bool read_batch(align_run *run, input_list *kept)
{
    line_reader reader;
    if (!lines_open(&reader, run->settings->batch, 1 << 16)) return false;
    bool done = true;
    while (done && lines_next(&reader)) {
        if (reader.len == 0 || reader.line[0] == '#') continue;
        task t;
        done = inputs_append(kept, reader.line);
        if (!done) break;
        if (reader.too_long || !parse_job(kept->paths[kept->count - 1], &t)) {
            bad_job(run, reader.number,
                    "not a line of Chinese file, English file and output, divided by tabs");
            continue;
        }
        if (bihe_format_of(t.out) == NULL && run->settings->to == NULL) {
            bad_job(run, reader.number, "the output's name does not tell its format (--to does)");
            continue;
        }
        t.line = reader.number;
        done = add_task(run, t);
    }
    const bool failed = reader.failed;
    lines_close(&reader);
    return done ? !failed : out_of_memory();
}

/* Files that stand alone, and pairs. */
static bool add_posts(align_run *run, const input_list *paths)
{
    size_t count;
    if (!inputs_pair(paths, run->settings, &run->pairs)) return false;
    const bihe_post_files *posts = bihe_pairs_posts(run->pairs, &count);
    for (size_t i = 0; i < count; i++) {
        if (!add_task(run, (task){posts[i].zh, posts[i].en, NULL, 0})) return out_of_memory();
    }
    return true;
}

/* False, reported, when the list of a batch cannot be read or memory ends. */
static bool gather(align_run *run, input_list *paths)
{
    const settings *s = run->settings;
    if (s->batch != NULL) return read_batch(run, paths);
    if (s->zh != NULL) return add_task(run, (task){s->zh, s->en, NULL, 0}) || out_of_memory();
    for (size_t i = 0; i < s->input_count; i++) {
        if (!inputs_add(paths, s->inputs[i], s->quiet)) return out_of_memory();
    }
    run->lost = run->lost || paths->failed > 0;
    run->totals.failed += paths->failed;
    return add_posts(run, paths);
}

static bool add_files(align_run *run, clash_list *files)
{
    const settings *s = run->settings;
    bool done = s->batch == NULL || clash_add_input(files, s->batch, 0);
    for (size_t i = 0; i < s->edits.count && done; i++)
        done = clash_add_input(files, s->edits.paths[i], 0);
    for (size_t i = 0; i < run->tasks.count && done; i++) {
        const task *t = &run->tasks.items[i];
        done = clash_add_input(files, t->zh, i);
        if (done && t->en != NULL) done = clash_add_input(files, t->en, i);
        if (done && t->out != NULL)
            done = clash_add_output(files, t->out, outputs_format(s, t->out), i);
    }
    for (size_t i = 0; i < s->output_count && done; i++)
        done = clash_add_output(files, s->outputs[i], outputs_format(s, s->outputs[i]), i);
    return done;
}

/* Leaves the jobs out whose output would overwrite an input or another output. */
static void drop_clashing_jobs(align_run *run, const clash_list *files)
{
    char message[256];
    for (size_t i = 0; i < files->count; i++) {
        task *t = &run->tasks.items[files->files[i].item];
        if (files->files[i].with == NULL || t->out == NULL) continue;
        clash_describe(&files->files[i], message, sizeof message);
        bad_job(run, t->line, message);
        t->out = NULL;
    }
    size_t kept = 0;
    for (size_t i = 0; i < run->tasks.count; i++) {
        if (run->tasks.items[i].out != NULL) run->tasks.items[kept++] = run->tasks.items[i];
    }
    run->tasks.count = kept;
}

/* Nothing that is read is overwritten, and nothing is written twice. EXIT_DONE when it is so, also
 * after leaving jobs of a batch out. */
static int check_files(align_run *run)
{
    clash_list files = {NULL, 0, 0};
    int status = EXIT_DONE;
    if (!add_files(run, &files)) {
        (void)out_of_memory();
        status = EXIT_SOME_LOST;
    }
    clash_find(&files);
    if (status == EXIT_DONE && run->settings->batch != NULL) drop_clashing_jobs(run, &files);
    for (size_t i = 0; i < files.count && status == EXIT_DONE; i++) {
        if (files.files[i].with == NULL || run->settings->batch != NULL) continue;
        char message[256];
        clash_describe(&files.files[i], message, sizeof message);
        status = usage(message);
    }
    clash_clear(&files);
    return status;
}

/* --- outputs ----------------------------------------------------------------------------- */

/* What the writers had to say; also how many units an output got where its own line is due: for
 * each -o, and in a batch where units may be held back by their score. */
static void report_writers(align_run *run)
{
    const settings *s = run->settings;
    const bool counts = !s->quiet && (s->batch == NULL || s->options.min_score > 0);
    if (messages_report(&run->messages, s->quiet, s->verbose || counts)) run->lost = true;
}

/* A batch's output holds one pair. */
static void write_own(align_run *run, const task *t, const bihe_document *document)
{
    bihe_writer *writer;
    bihe_error err;
    bihe_status status =
        bihe_writer_new(&writer, run->writing, outputs_format(run->settings, t->out), t->out, &err);
    if (status == BIHE_OK) {
        status = bihe_writer_add(writer, document, &err);
        if (status == BIHE_OK)
            status = bihe_writer_finish(writer, &err);
        else
            bihe_writer_abandon(writer);
    }
    if (status != BIHE_OK) {
        report_error(&err);
        run->lost = true;
    }
    report_writers(run);
}

/* --- the work ---------------------------------------------------------------------------- */

static void *align_task(void *user, size_t worker, size_t item)
{
    align_run *run = user;
    const task *t = &run->tasks.items[item];
    bihe_context *context = run->contexts[worker];
    outcome *o = calloc(1, sizeof *o);
    if (o != NULL) outcome_open(o, context, t->zh, t->en, run->edits);
    return o;
}

static void drop_outcome(void *user, void *result)
{
    (void)user;
    outcome *o = result;
    if (o == NULL) return;
    outcome_clear(o);
    free(o);
}

static bool take_outcome(void *user, size_t item, void *result)
{
    align_run *run = user;
    outcome *o = result;
    const task *t = &run->tasks.items[item];
    if (o == NULL) {
        report_line("error", t->zh, 0, 0, "out of memory");
        run->totals.failed++;
        run->lost = true;
        return true;
    }
    if (outcome_report(o, t->zh, run->settings, &run->totals)) run->lost = true;
    if (o->document != NULL && t->out != NULL)
        write_own(run, t, o->document);
    else if (o->document != NULL)
        outputs_add(&run->outputs, o->document);
    report_writers(run);
    drop_outcome(run, o);
    progress_step(&run->progress, item + 1);
    return interrupt_signal() == 0 && (run->settings->batch != NULL || run->outputs.open > 0);
}

/* Whether there is something to complete: not when nothing at all could be read, so that a typing
 * error in a name does not cost the memory of the last run. */
static bool worth_keeping(const align_run *run)
{
    if (interrupt_signal() != 0) return false;
    if (run->totals.posts > 0 || run->totals.failed == 0) return true;
    if (run->outputs.open > 0)
        report_line("error", "", 0, 0, "nothing could be read: no output is written");
    return false;
}

static const char *task_name(const void *user, size_t i)
{
    const align_run *run = user;
    return run->tasks.items[i].zh;
}

static void complete(align_run *run)
{
    if (run->edits != NULL && !run->settings->quiet)
        mending_report_unused(run->edits, run->tasks.count, task_name, run);
    outputs_close(&run->outputs, !worth_keeping(run));
    report_writers(run);
    const char *const lang[2] = {bihe_model_lang(run->model, 0), bihe_model_lang(run->model, 1)};
    run->totals.glossary = bihe_context_glossary_entries(run->writing);
    if (!run->settings->quiet) totals_report(&run->totals, lang);
}

/* The end of an interrupted run whose workers are still busy. */
static void leave(void *user)
{
    complete(user);
    _exit(128 + interrupt_signal());
}

static void work(align_run *run)
{
    const job_set j = {.count = run->tasks.count,
                       .threads = run->threads,
                       .user = run,
                       .work = align_task,
                       .take = take_outcome,
                       .drop = drop_outcome,
                       .leave = leave};
    progress_start(&run->progress, j.count, run->settings->quiet);
    if (!jobs_run(&j)) {
        report_line("error", "", 0, 0, "no thread could be started");
        run->lost = true;
    }
}

static bihe_status make_contexts(align_run *run, bihe_error *err)
{
    *err = (bihe_error){.code = BIHE_ERROR_MEMORY, .message = "out of memory"};
    run->contexts = calloc(run->threads, sizeof(bihe_context *));
    if (run->contexts == NULL) return BIHE_ERROR_MEMORY;
    bihe_status status = bihe_context_new(&run->writing, run->model, &run->options, NULL, err);
    if (status == BIHE_OK)
        bihe_context_on_diagnostic(run->writing, messages_collect, &run->messages);
    for (size_t i = 0; i < run->threads && status == BIHE_OK; i++)
        status = bihe_context_new_beside(&run->contexts[i], run->writing, err);
    return status;
}

static void release(align_run *run)
{
    bihe_edits_free(run->edits);
    for (size_t i = 0; run->contexts != NULL && i < run->threads; i++)
        bihe_context_free(run->contexts[i]);
    free(run->contexts);
    bihe_context_free(run->writing);
    bihe_model_free(run->model);
    bihe_pairs_free(run->pairs);
    free(run->tasks.items);
}

/* What the options ask for together; EXIT_DONE when it makes sense. */
static int check(const settings *s)
{
    const int ways = (s->zh != NULL || s->en != NULL) + (s->batch != NULL) + (s->input_count > 0);
    if ((s->zh != NULL) != (s->en != NULL)) return usage("--zh and --en go together");
    if (ways == 0) return usage("no input");
    if (ways > 1) return usage("posts, --zh with --en, and --batch exclude each other");
    if (s->batch != NULL && s->output_count > 0)
        return usage("--batch names the outputs itself: no -o");
    bihe_error err;
    const char *wrong = outputs_check(s);
    if (wrong == NULL) wrong = inputs_check(s, &err);
    return wrong != NULL ? usage(wrong) : EXIT_DONE;
}

static void align_all(align_run *run)
{
    const settings *s = run->settings;
    interrupt_catch();
    if (s->batch == NULL) outputs_open(&run->outputs, s, run->writing);
    if (s->batch != NULL || run->outputs.open > 0) work(run);
    complete(run);
}

/* Of posts in two files a table tells the second too, where the user names no columns. */
static void choose_columns(align_run *run)
{
    bihe_options defaults;
    bihe_options_init(&defaults);
    if (run->options.columns != defaults.columns) return;
    for (size_t i = 0; i < run->tasks.count; i++) {
        if (run->tasks.items[i].en == NULL) continue;
        run->options.columns = "title,date,tourl,tags,post_en";
        return;
    }
}

static bihe_status read_edits(align_run *run, bihe_error *err)
{
    bihe_context *context = run->contexts[0];
    if (run->settings->edits.count == 0) return BIHE_OK;
    const bihe_status status = bihe_edits_new(&run->edits, context, err);
    if (status != BIHE_OK) return status;
    return mending_read(run->edits, run->settings, context, &run->lost, err);
}

/* Loads what the work needs; false, reported, when that fails. */
static bool start(align_run *run)
{
    bihe_error err;
    choose_columns(run);
    run->model = setup_model(run->settings);
    if (run->model == NULL) return false;
    if (make_contexts(run, &err) == BIHE_OK && read_edits(run, &err) == BIHE_OK) return true;
    report_error(&err);
    return false;
}

int cmd_align(const settings *s)
{
    int status = check(s);
    if (status != EXIT_DONE) return status;
    align_run run = {.settings = s, .options = setup_options(s), .threads = setup_threads(s)};
    input_list paths = {NULL, 0, 0, 0};
    status = gather(&run, &paths) ? EXIT_DONE : EXIT_SOME_LOST;
    if (s->options.anchors != NULL && (s->batch != NULL || run.tasks.count > 1))
        status = usage("--anchors goes with one post, or with --zh and --en");
    if (status == EXIT_DONE) status = check_files(&run);
    if (status == EXIT_DONE && !start(&run)) status = EXIT_SOME_LOST;
    if (status == EXIT_DONE) align_all(&run);
    inputs_clear(&paths);
    release(&run);
    if (interrupt_signal() != 0) return 128 + interrupt_signal();
    if (status == EXIT_DONE && (run.lost || run.outputs.failed)) status = EXIT_SOME_LOST;
    return status;
}
