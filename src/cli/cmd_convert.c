/* SPDX-License-Identifier: Apache-2.0 */
/* bihe convert: files of units to files of units. */
#include "commands.h"
#include "interrupt.h"
#include "outputs.h"
#include "report.h"
#include "setup.h"

#include <stdio.h>
#include <string.h>

typedef struct convert_run {
    const settings *settings;
    bihe_context *context;
    message_list messages;
    output_set outputs;
    size_t files, units;
    size_t failed; /* files that gave no unit and an error */
    bool lost;
} convert_run;

static int usage(const char *text)
{
    fprintf(stderr, "bihe convert: %s (bihe convert --help explains)\n", text);
    return EXIT_USAGE;
}

/* The format to read `path` as; NULL when nothing tells. */
static const char *format_of(const settings *s, const char *path)
{
    const char *told = bihe_format_of(path);
    return told != NULL ? told : s->from;
}

static int check(const settings *s)
{
    if (s->input_count == 0) return usage("no input");
    for (size_t i = 0; i < s->input_count; i++) {
        const char *format = format_of(s, s->inputs[i]);
        if (format == NULL)
            return usage("an input's name does not tell its format, and there is no --from");
        if (!bihe_format_is_readable(format)) return usage("only tmx, tsv and jsonl can be read");
    }
    const char *wrong = outputs_check(s);
    return wrong != NULL ? usage(wrong) : EXIT_DONE;
}

static void say_messages(convert_run *run, bool notes)
{
    if (messages_report(&run->messages, run->settings->quiet, notes)) run->lost = true;
}

/* What was read before a failure is kept. */
static void convert_file(convert_run *run, const char *path)
{
    bihe_reader *reader;
    const bihe_unit *unit = NULL;
    bihe_error err;
    const size_t before = run->units;
    bihe_status status =
        bihe_reader_new(&reader, run->context, format_of(run->settings, path), path, &err);
    while (status == BIHE_OK && run->outputs.open > 0 && interrupt_signal() == 0) {
        status = bihe_reader_next(reader, &unit, &err);
        if (run->messages.count > 0) say_messages(run, run->settings->verbose);
        if (status != BIHE_OK || unit == NULL) break;
        outputs_add_unit(&run->outputs, unit);
        run->units++;
    }
    run->files++;
    bihe_reader_free(reader);
    if (status == BIHE_OK) return;
    report_error(&err);
    run->failed += run->units == before;
    run->lost = true;
}

static void convert(convert_run *run)
{
    const settings *s = run->settings;
    interrupt_catch();
    outputs_open(&run->outputs, s, run->context);
    for (size_t i = 0; i < s->input_count && run->outputs.open > 0 && interrupt_signal() == 0; i++)
        convert_file(run, s->inputs[i]);
    /* where nothing could be read, outputs of an earlier run stay as they are */
    outputs_close(&run->outputs, interrupt_signal() != 0 || run->failed == s->input_count);
    say_messages(run, !s->quiet); /* what each output holds and lacks */
    if (!s->quiet)
        fprintf(stderr, "bihe: %zu file%s, %zu unit%s read\n", run->files,
                run->files == 1 ? "" : "s", run->units, run->units == 1 ? "" : "s");
}

int cmd_convert(const settings *s)
{
    const int wrong = check(s);
    if (wrong != EXIT_DONE) return wrong;
    convert_run run = {.settings = s};
    const bihe_options options = setup_options(s);
    bihe_model *model = setup_model(s);
    bihe_error err;
    if (model == NULL) return EXIT_SOME_LOST;
    if (bihe_context_new(&run.context, model, &options, NULL, &err) == BIHE_OK) {
        bihe_context_on_diagnostic(run.context, messages_collect, &run.messages);
        convert(&run);
    } else {
        report_error(&err);
        run.lost = true;
    }
    bihe_context_free(run.context);
    bihe_model_free(model);
    if (interrupt_signal() != 0) return 128 + interrupt_signal();
    return run.lost || run.outputs.failed ? EXIT_SOME_LOST : EXIT_DONE;
}
