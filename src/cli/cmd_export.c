/* SPDX-License-Identifier: Apache-2.0 */
/* bihe export: units of a corpus to files, chosen, filtered, duplicates merged. */
#include "commands.h"
#include "interrupt.h"
#include "outputs.h"
#include "report.h"
#include "setup.h"

#include <stdio.h>
#include <string.h>

typedef struct export_run {
    const settings *settings;
    bihe_options options;
    bihe_model *model;
    bihe_context *context;
    bihe_corpus *corpus;
    output_set outputs;
    message_list messages;
    bihe_selection_counts counts;
} export_run;

static bool write_unit(void *user, const bihe_unit *unit)
{
    export_run *run = user;
    outputs_add_unit(&run->outputs, unit);
    return run->outputs.open > 0 && interrupt_signal() == 0;
}

static bihe_selection selection_of(const settings *s)
{
    bihe_selection selection = s->selection;
    selection.min_score = s->options.min_score;
    selection.keep_unaligned = s->options.keep_unaligned;
    selection.source_side = s->options.source_side;
    selection.tags = s->tags;
    selection.posts = s->posts;
    return selection;
}

static void summary(const export_run *run, const bihe_selection *selection)
{
    const bihe_selection_counts *c = &run->counts;
    fprintf(stderr, "bihe: %zu posts, %zu units; %zu duplicates merged\n", c->posts, c->units,
            c->duplicates);
    fprintf(stderr, "bihe: left out: without translation: %zu, below the score: %zu", c->one_sided,
            c->below_score);
    for (size_t k = 0; k < BIHE_CORPUS_FILTERS; k++) {
        if ((selection->filters >> k & 1) != 0)
            fprintf(stderr, ", %s: %zu", bihe_corpus_filter(k), c->filtered[k]);
    }
    fputc('\n', stderr);
}

static bihe_status prepare(export_run *run, bihe_error *err)
{
    bihe_status status = bihe_context_new(&run->context, run->model, &run->options, NULL, err);
    if (status == BIHE_OK)
        status =
            bihe_corpus_open(&run->corpus, run->settings->inputs[0], BIHE_CORPUS_READ, NULL, err);
    return status;
}

/* False when something failed; it was reported. */
static bool run_export(export_run *run)
{
    const settings *s = run->settings;
    const bihe_selection selection = selection_of(s);
    bihe_error err;
    bihe_status status = prepare(run, &err);
    if (status == BIHE_OK) {
        bihe_context_on_diagnostic(run->context, messages_collect, &run->messages);
        outputs_open(&run->outputs, s, run->context);
        if (run->outputs.open > 0)
            status =
                bihe_corpus_units(run->corpus, &selection, write_unit, run, &run->counts, &err);
        outputs_close(&run->outputs, status != BIHE_OK || interrupt_signal() != 0);
    }
    if (status != BIHE_OK) report_error(&err);
    const bool lost = messages_report(&run->messages, s->quiet, s->verbose);
    if (status == BIHE_OK && !s->quiet) summary(run, &selection);
    return status == BIHE_OK && !lost && !run->outputs.failed;
}

static int usage(const char *message)
{
    fprintf(stderr, "bihe export: %s (bihe export --help explains)\n", message);
    return EXIT_USAGE;
}

static int check(const settings *s)
{
    if (s->input_count != 1) return usage("wants one corpus: CORPUS.db");
    const char *wrong = outputs_check(s);
    if (wrong != NULL) return usage(wrong);
    for (size_t i = 0; i < s->output_count; i++) {
        if (strcmp(outputs_format(s, s->outputs[i]), "beads") == 0)
            return usage("beads are of whole posts: bihe align writes them");
    }
    return EXIT_DONE;
}

int cmd_export(const settings *s)
{
    const int wrong = check(s);
    if (wrong != EXIT_DONE) return wrong;
    export_run run = {.settings = s, .options = setup_options(s)};
    run.model = setup_model(s);
    if (run.model == NULL) return EXIT_SOME_LOST;
    interrupt_catch();
    const bool done = run_export(&run);
    bihe_corpus_close(run.corpus);
    bihe_context_free(run.context);
    bihe_model_free(run.model);
    if (interrupt_signal() != 0) return 128 + interrupt_signal();
    return done ? EXIT_DONE : EXIT_SOME_LOST;
}
