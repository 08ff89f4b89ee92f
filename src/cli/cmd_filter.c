/* SPDX-License-Identifier: Apache-2.0 */
/* bihe segment and bihe repair: one stage alone, as filters of plain text or JSON lines. */
#include "commands.h"
#include "lines.h"
#include "report.h"
#include "setup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct filter_run {
    const settings *settings;
    bihe_context *context;
    bihe_filter filter;
    bool lost;   /* some input could not be used */
    bool broken; /* standard output takes no more */
} filter_run;

static void print(filter_run *run, const char *bytes, size_t len)
{
    if (run->broken || len == 0 || fwrite(bytes, 1, len, stdout) == len) return;
    report_line("error", "standard output", 0, 0, strerror(errno));
    run->broken = true;
}

static void failed(filter_run *run, const line_reader *reader, bihe_error *err)
{
    report_line("error", reader->name, reader->number, err->column, err->message);
    run->lost = true;
}

static void filter_json_line(filter_run *run, const line_reader *reader)
{
    bihe_view out;
    bihe_error err;
    const bihe_view line = {reader->line, reader->len};
    if (bihe_filter_json(run->context, run->filter, line, run->settings->field, run->settings->side,
                         &out, &err) != BIHE_OK) {
        failed(run, reader, &err);
        return;
    }
    print(run, out.ptr, out.len);
    print(run, "\n", 1);
    bihe_filter_free(run->context, out);
}

/* A line of text becomes its sentences, one a line; an empty line stays. */
static void segment_line(filter_run *run, const line_reader *reader, bihe_view line)
{
    bihe_cut *cuts;
    size_t count;
    bihe_error err;
    if (bihe_segment(run->context, line, run->settings->side, &cuts, &count, &err) != BIHE_OK) {
        failed(run, reader, &err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        print(run, line.ptr + cuts[i].start, cuts[i].end - cuts[i].start);
        print(run, "\n", 1);
    }
    if (count == 0) print(run, "\n", 1);
    bihe_cuts_free(run->context, cuts);
}

static void repair_line(filter_run *run, const line_reader *reader, bihe_view line)
{
    bihe_repair_result result;
    bihe_error err;
    if (bihe_repair(run->context, line, &result, &err) != BIHE_OK) {
        failed(run, reader, &err);
        return;
    }
    if (run->settings->verbose && result.status != BIHE_REPAIR_CLEAN) {
        char message[96];
        (void)snprintf(message, sizeof message, "%s: %zu restored, %zu beyond repair",
                       bihe_repair_status_name(result.status), result.repaired, result.lost);
        report_line("note", reader->name, reader->number, 0, message);
    }
    print(run, result.text.ptr, result.text.len);
    print(run, "\n", 1);
    bihe_repair_result_clear(run->context, &result);
}

static void filter_line(filter_run *run, const line_reader *reader)
{
    if (reader->too_long) {
        report_line("error", reader->name, reader->number, 0,
                    "line longer than --max-bytes: left out");
        run->lost = true;
        return;
    }
    const bihe_view line = {reader->line, reader->len};
    if (run->settings->jsonl)
        filter_json_line(run, reader);
    else if (run->filter == BIHE_FILTER_SEGMENT)
        segment_line(run, reader, line);
    else
        repair_line(run, reader, line);
}

static void filter_file(filter_run *run, const char *path)
{
    line_reader reader;
    if (!lines_open(&reader, path, run->settings->options.max_bytes)) {
        run->lost = true;
        return;
    }
    while (!run->broken && lines_next(&reader))
        filter_line(run, &reader);
    run->lost = run->lost || reader.failed;
    lines_close(&reader);
}

static int filter(const settings *s, bihe_filter which)
{
    bihe_model *model = setup_model(s);
    if (model == NULL) return EXIT_SOME_LOST;
    filter_run run = {.settings = s, .filter = which};
    bihe_error err;
    if (bihe_context_new(&run.context, model, &s->options, NULL, &err) != BIHE_OK) {
        report_error(&err);
        bihe_model_free(model);
        return err.code == BIHE_ERROR_OPTION ? EXIT_USAGE : EXIT_SOME_LOST;
    }
    for (size_t i = 0; i < s->input_count; i++)
        filter_file(&run, s->inputs[i]);
    if (s->input_count == 0) filter_file(&run, "-");
    if (!run.broken && fflush(stdout) != 0) {
        report_line("error", "standard output", 0, 0, strerror(errno));
        run.broken = true;
    }
    bihe_context_free(run.context);
    bihe_model_free(model);
    return run.lost || run.broken ? EXIT_SOME_LOST : EXIT_DONE;
}

int cmd_segment(const settings *s)
{
    return filter(s, BIHE_FILTER_SEGMENT);
}

int cmd_repair(const settings *s)
{
    return filter(s, BIHE_FILTER_REPAIR);
}
