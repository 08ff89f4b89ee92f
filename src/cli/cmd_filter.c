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

static void failed(filter_run *run, const char *file, size_t line, const bihe_error *err)
{
    report_line("error", file, line, err->column, err->message);
    run->lost = true;
}

/* --- JSON lines -------------------------------------------------------------------------- */

static void filter_json_line(filter_run *run, const line_reader *reader)
{
    bihe_view out;
    bihe_error err;
    if (reader->too_long) {
        report_line("error", reader->name, reader->number, 0,
                    "line longer than --max-bytes: left out");
        run->lost = true;
        return;
    }
    const bihe_view line = {reader->line, reader->len};
    if (strspn(reader->line, " \t\r") == line.len) return; /* no object, no answer */
    if (bihe_filter_json(run->context, run->filter, line, run->settings->field, run->settings->side,
                         &out, &err) != BIHE_OK) {
        failed(run, reader->name, reader->number, &err);
        return;
    }
    print(run, out.ptr, out.len);
    print(run, "\n", 1);
    bihe_filter_free(run->context, out);
}

static void filter_json_file(filter_run *run, const char *path)
{
    line_reader reader;
    if (!lines_open(&reader, path, run->settings->options.max_bytes)) {
        run->lost = true;
        return;
    }
    while (!run->broken && lines_next(&reader))
        filter_json_line(run, &reader);
    run->lost = run->lost || reader.failed;
    lines_close(&reader);
}

/* --- plain text: a whole file at a time, since its own counts sharpen the result ---------- */

/* Line ends of the text between two sentences, or one where there are none. */
static void end_sentence(filter_run *run, bihe_view text, size_t from, size_t to)
{
    size_t ends = 0;
    for (size_t i = from; i < to; i++)
        ends += text.ptr[i] == '\n';
    for (size_t i = 0; i < (ends > 0 ? ends : 1); i++)
        print(run, "\n", 1);
}

static void segment_text(filter_run *run, const char *path, bihe_view text)
{
    bihe_cut *cuts;
    size_t count, at = 0;
    bihe_error err;
    if (bihe_segment(run->context, text, run->settings->side, &cuts, &count, &err) != BIHE_OK) {
        failed(run, path, err.line, &err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            end_sentence(run, text, at, cuts[i].start);
        else if (memchr(text.ptr, '\n', cuts[i].start) != NULL)
            end_sentence(run, text, 0, cuts[i].start);
        print(run, text.ptr + cuts[i].start, cuts[i].end - cuts[i].start);
        at = cuts[i].end;
    }
    if (count > 0) end_sentence(run, text, at, text.len);
    bihe_cuts_free(run->context, cuts);
}

static void repair_text(filter_run *run, const char *path, bihe_view text)
{
    bihe_repair_result result;
    bihe_error err;
    if (bihe_repair(run->context, text, &result, &err) != BIHE_OK) {
        failed(run, path, err.line, &err);
        return;
    }
    if (run->settings->verbose && result.status != BIHE_REPAIR_CLEAN) {
        char note[96];
        (void)snprintf(note, sizeof note, "%s: %zu restored, %zu beyond repair",
                       bihe_repair_status_name(result.status), result.repaired, result.lost);
        report_line("note", path, 0, 0, note);
    }
    print(run, result.text.ptr, result.text.len);
    bihe_repair_result_clear(run->context, &result);
}

static void filter_text_file(filter_run *run, const char *path)
{
    bihe_view bytes, text;
    bihe_error err;
    char *read = lines_read_all(path, run->settings->options.max_bytes, &bytes.len);
    bytes.ptr = read;
    if (read == NULL) {
        run->lost = true;
        return;
    }
    if (bihe_filter_decode(run->context, path, bytes, &text, &err) != BIHE_OK) {
        failed(run, path, 0, &err);
    } else if (text.len > 0) {
        if (run->filter == BIHE_FILTER_REPAIR)
            repair_text(run, path, text);
        else
            segment_text(run, path, text);
    }
    bihe_filter_free(run->context, text);
    free(read);
}

static void filter_file(filter_run *run, const char *path)
{
    if (run->settings->jsonl)
        filter_json_file(run, path);
    else
        filter_text_file(run, path);
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
    message_list messages = {NULL, 0, 0};
    bihe_context_on_diagnostic(run.context, messages_collect, &messages);
    for (size_t i = 0; i < s->input_count || (i == 0 && s->input_count == 0); i++) {
        filter_file(&run, s->input_count > 0 ? s->inputs[i] : "-");
        if (messages_report(&messages, s->quiet, s->verbose)) run.lost = true;
    }
    if (!run.broken) run.broken = !report_stdout();
    bihe_context_free(run.context);
    bihe_model_free(model);
    return run.lost || run.broken ? EXIT_SOME_LOST : EXIT_DONE;
}

int cmd_segment(const settings *s)
{
    return filter(s, s->joints ? BIHE_FILTER_JOINTS : BIHE_FILTER_SEGMENT);
}

int cmd_repair(const settings *s)
{
    return filter(s, BIHE_FILTER_REPAIR);
}
