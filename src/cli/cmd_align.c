/* SPDX-License-Identifier: Apache-2.0 */
/* bihe align: posts, folders, pairs and batches to files of units. */
#include "commands.h"
#include "inputs.h"
#include "interrupt.h"
#include "jobs.h"
#include "lines.h"
#include "outputs.h"
#include "report.h"
#include "setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One thing to align: a post, or two files, in a batch with an output of its own. */
typedef struct task {
    const char *zh;  /* the post, or the Chinese file of a pair */
    const char *en;  /* NULL for a post */
    const char *out; /* batch: its own output; NULL otherwise */
} task;

typedef struct task_list {
    task *items;
    size_t count, capacity;
} task_list;

typedef struct outcome {
    bihe_document *document; /* NULL: failed */
    bihe_error err;
    message_list messages;
} outcome;

typedef struct align_run {
    const settings *settings;
    bihe_options options;
    bihe_model *model;
    bihe_context **contexts; /* one a worker */
    bihe_context *writing;   /* the taking thread's */
    message_list messages;   /* what the writers had to say */
    size_t threads;
    task_list tasks;
    output_set outputs;
    totals totals;
    bool lost; /* some input lost or failed, or a batch's output failed */
} align_run;

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
    *t = (task){line, first + 1, second + 1};
    return t->zh[0] != '\0' && t->en[0] != '\0' && t->out[0] != '\0';
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
            report_line("error", reader.name, reader.number, 0,
                        "not a line of Chinese file, English file and output, divided by tabs");
            run->lost = true;
            continue;
        }
        if (bihe_format_of(t.out) == NULL && run->settings->to == NULL) {
            report_line("error", reader.name, reader.number, 0,
                        "the output's name does not tell its format (--to does)");
            run->lost = true;
            continue;
        }
        done = add_task(run, t);
    }
    done = done && !reader.failed;
    lines_close(&reader);
    return done;
}

static bool gather(align_run *run, input_list *paths)
{
    const settings *s = run->settings;
    if (s->batch != NULL) return read_batch(run, paths);
    if (s->zh != NULL) return add_task(run, (task){s->zh, s->en, NULL});
    for (size_t i = 0; i < s->input_count; i++) {
        if (!inputs_add(paths, s->inputs[i])) return false;
    }
    for (size_t i = 0; i < paths->count; i++) {
        if (!add_task(run, (task){paths->paths[i], NULL, NULL})) return false;
    }
    run->lost = run->lost || paths->failed > 0;
    run->totals.failed += paths->failed;
    return true;
}

/* --- outputs ----------------------------------------------------------------------------- */

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
}

/* --- the work ---------------------------------------------------------------------------- */

static void *align_task(void *user, size_t worker, size_t item)
{
    align_run *run = user;
    const task *t = &run->tasks.items[item];
    bihe_context *context = run->contexts[worker];
    outcome *o = calloc(1, sizeof *o);
    if (o == NULL) return NULL;
    bihe_context_on_diagnostic(context, messages_collect, &o->messages);
    if (t->en != NULL)
        (void)bihe_document_open_pair(&o->document, context, t->zh, t->en, &o->err);
    else
        (void)bihe_document_open(&o->document, context, t->zh, &o->err);
    return o;
}

static void drop_outcome(void *user, void *result)
{
    const align_run *run = user;
    outcome *o = result;
    if (o == NULL) return;
    (void)run;
    bihe_document_free(o->document);
    for (size_t i = 0; i < o->messages.count; i++) {
        free(o->messages.items[i].text);
        free(o->messages.items[i].file);
    }
    free(o->messages.items);
    free(o);
}

/* One line on a post that gives no units, or with --verbose on any post. */
static void describe(const align_run *run, const bihe_document *document)
{
    static const char *const names[] = {"Chinese only", "English only"};
    const bihe_stats *stats = bihe_document_stats(document);
    const char *name = bihe_document_name(document);
    if (run->settings->quiet) return;
    if (stats->layout == BIHE_LAYOUT_SINGLE) {
        report_line("note", name, 0, 0,
                    stats->only_side >= 0 ? names[stats->only_side] : "no text in either language");
    } else if (run->settings->verbose) {
        size_t beads;
        char message[160];
        (void)bihe_document_beads(document, &beads);
        (void)snprintf(message, sizeof message, "%s, layout %s, %zu and %zu sentences, %zu beads",
                       stats->encoding, bihe_layout_name(stats->layout), stats->sentences[0],
                       stats->sentences[1], beads);
        report_line("note", name, 0, 0, message);
    }
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
    if (messages_report(&o->messages, run->settings->quiet, run->settings->verbose))
        run->lost = true;
    if (o->document == NULL) {
        if (o->err.file[0] == '\0')
            report_line("error", t->zh, 0, 0, o->err.message);
        else
            report_error(&o->err);
        run->totals.failed++;
        run->lost = true;
    } else {
        describe(run, o->document);
        totals_add(&run->totals, o->document);
        if (t->out != NULL)
            write_own(run, t, o->document);
        else
            outputs_add(&run->outputs, o->document);
        if (messages_report(&run->messages, run->settings->quiet, run->settings->verbose))
            run->lost = true;
    }
    drop_outcome(run, o);
    if (!run->settings->quiet) progress_show(item + 1, run->tasks.count);
    return interrupt_signal() == 0 && (run->settings->batch != NULL || run->outputs.open > 0);
}

static void work(align_run *run)
{
    const job_set j = {.count = run->tasks.count,
                       .threads = run->threads,
                       .user = run,
                       .work = align_task,
                       .take = take_outcome,
                       .drop = drop_outcome};
    if (!jobs_run(&j)) {
        report_line("error", "", 0, 0, "no thread could be started");
        run->lost = true;
    }
}

static bihe_status make_contexts(align_run *run, bihe_error *err)
{
    run->contexts = calloc(run->threads, sizeof(bihe_context *));
    bihe_status status = bihe_context_new(&run->writing, run->model, &run->options, NULL, err);
    if (run->contexts == NULL) return BIHE_ERROR_MEMORY;
    if (status == BIHE_OK)
        bihe_context_on_diagnostic(run->writing, messages_collect, &run->messages);
    for (size_t i = 0; i < run->threads && status == BIHE_OK; i++)
        status = bihe_context_new(&run->contexts[i], run->model, &run->options, NULL, err);
    return status;
}

static void release(align_run *run)
{
    for (size_t i = 0; run->contexts != NULL && i < run->threads; i++)
        bihe_context_free(run->contexts[i]);
    free(run->contexts);
    bihe_context_free(run->writing);
    bihe_model_free(run->model);
    free(run->tasks.items);
}

static int usage(const char *message)
{
    fprintf(stderr, "bihe align: %s (bihe align --help explains)\n", message);
    return EXIT_USAGE;
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
    const char *wrong = outputs_check(s);
    if (wrong != NULL) return usage(wrong);
    bihe_error err;
    if (bihe_options_check(&s->options, &err) == BIHE_OK) return EXIT_DONE;
    fprintf(stderr, "bihe align: %s\n", err.message);
    return EXIT_USAGE;
}

int cmd_align(const settings *s)
{
    int status = check(s);
    if (status != EXIT_DONE) return status;
    align_run run = {.settings = s, .options = setup_options(s), .threads = setup_threads(s)};
    input_list paths = {NULL, 0, 0, 0};
    bihe_error err;
    run.model = setup_model(s);
    if (run.model == NULL) return EXIT_SOME_LOST;
    if (make_contexts(&run, &err) != BIHE_OK || !gather(&run, &paths)) {
        report_line("error", "", 0, 0, "cannot start");
        run.lost = true;
    } else {
        interrupt_catch();
        if (s->batch == NULL) outputs_open(&run.outputs, s, run.writing);
        if (s->batch != NULL || run.outputs.open > 0) work(&run);
        outputs_close(&run.outputs, interrupt_signal() != 0);
        if (messages_report(&run.messages, s->quiet, s->verbose)) run.lost = true;
        const char *const lang[2] = {bihe_model_lang(run.model, 0), bihe_model_lang(run.model, 1)};
        if (!s->quiet) totals_report(&run.totals, lang);
    }
    inputs_clear(&paths);
    release(&run);
    if (interrupt_signal() != 0) return 128 + interrupt_signal();
    return run.lost || run.outputs.failed ? EXIT_SOME_LOST : EXIT_DONE;
}
