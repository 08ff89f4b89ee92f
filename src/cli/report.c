/* SPDX-License-Identifier: Apache-2.0 */
/* Messages, progress and the closing summary, all on stderr. */
#include "report.h"

#include "progress.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whether kinds are in colour: of the whole run, as standard error is. */
static bool colored = false;

void report_use_color(report_color when)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    const bool able = isatty(STDERR_FILENO) == 1 && (no == NULL || no[0] == '\0') &&
                      terminal != NULL && strcmp(terminal, "dumb") != 0;
    colored = when == REPORT_COLOR_ALWAYS || (when == REPORT_COLOR_AUTO && able);
}

/* Red for what is lost, yellow for what may be wrong, cyan for what is good to know. */
static void put_kind(const char *kind)
{
    const char *color = "31";
    if (strcmp(kind, "note") == 0) color = "36";
    if (strcmp(kind, "warning") == 0) color = "33";
    if (colored)
        fprintf(stderr, "\033[1;%sm%s:\033[0m ", color, kind);
    else
        fprintf(stderr, "%s: ", kind);
}

/* Control bytes, of a file's name for instance, must not reach a terminal as they are. */
void report_text(FILE *out, bihe_view text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == 0x7F)
            fprintf(out, "\\x%02x", c);
        else
            putc(c, out);
    }
}

static void put_text(const char *text)
{
    report_text(stderr, (bihe_view){text, strlen(text)});
}

void report_line(const char *kind, const char *file, size_t line, size_t column,
                 const char *message)
{
    progress_clear();
    fputs("bihe: ", stderr);
    put_text(file);
    if (file[0] != '\0') putc(':', stderr);
    if (file[0] != '\0' && line > 0) fprintf(stderr, "%zu:", line);
    if (file[0] != '\0' && line > 0 && column > 0) fprintf(stderr, "%zu:", column);
    if (file[0] != '\0') putc(' ', stderr);
    put_kind(kind);
    put_text(message);
    putc('\n', stderr);
}

void report_error(const bihe_error *err)
{
    report_line("error", err->file, err->line, err->column, err->message);
}

bool report_stdout(void)
{
    const bool failed_before = ferror(stdout) != 0;
    if (fflush(stdout) == 0 && !failed_before) return true;
    report_line("error", "standard output", 0, 0, failed_before ? "cannot write" : strerror(errno));
    return false;
}

void messages_collect(void *user, const bihe_diagnostic *d)
{
    message_list *list = user;
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity == 0 ? 8 : 2 * list->capacity;
        cli_message *grown = realloc(list->items, capacity * sizeof *grown);
        if (grown == NULL) return;
        list->items = grown;
        list->capacity = capacity;
    }
    cli_message m = {d->severity, strdup(d->message), strdup(d->file), d->line, d->column};
    if (m.text == NULL || m.file == NULL) {
        free(m.text);
        free(m.file);
        return;
    }
    list->items[list->count++] = m;
}

bool messages_report(message_list *list, bool quiet, bool verbose)
{
    static const char *const kinds[] = {"note", "warning", "lost"};
    bool lost = false;
    for (size_t i = 0; i < list->count; i++) {
        cli_message *m = &list->items[i];
        lost = lost || m->severity == BIHE_LOSS;
        if (m->severity == BIHE_LOSS || (m->severity == BIHE_WARNING && !quiet) ||
            (m->severity == BIHE_NOTE && verbose))
            report_line(kinds[m->severity], m->file, m->line, m->column, m->text);
    }
    messages_clear(list);
    return lost;
}

void messages_clear(message_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].text);
        free(list->items[i].file);
    }
    free(list->items);
    *list = (message_list){NULL, 0, 0};
}

void totals_add(totals *t, const bihe_document *document)
{
    const bihe_stats *stats = bihe_document_stats(document);
    t->posts++;
    if (stats->layout == BIHE_LAYOUT_SINGLE) {
        t->one_language += stats->only_side >= 0;
        t->empty += stats->only_side < 0;
    } else {
        for (int side = 0; side < 2; side++) {
            t->characters[side] += stats->characters[side];
            t->reached[side] += stats->reached[side];
        }
    }
    t->repaired += stats->repaired_characters;
    t->lost += stats->lost_characters;
    t->glossary_met += stats->glossary_met;
    for (int side = 0; side < 2; side++)
        t->sentences[side] += stats->sentences[side];
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    for (size_t i = 0; i < count; i++) {
        const size_t a = beads[i].count[0] < 8 ? beads[i].count[0] : 8;
        const size_t b = beads[i].count[1] < 8 ? beads[i].count[1] : 8;
        t->beads[a][b]++;
    }
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

double report_percentage(size_t part, size_t all)
{
    return all > 0 ? 100 * (double)part / (double)all : 0;
}

/* Only where some did not. */
static void report_reached(const totals *t, const char *const lang[2])
{
    if (t->reached[0] == t->characters[0] && t->reached[1] == t->characters[1]) return;
    fprintf(stderr, "bihe: text that reached a unit: %.1f %% %s, %.1f %% %s\n",
            report_percentage(t->reached[0], t->characters[0]), lang[0],
            report_percentage(t->reached[1], t->characters[1]), lang[1]);
}

void totals_report(const totals *t, const char *const lang[2])
{
    progress_clear();
    fprintf(stderr, "bihe: %zu post%s read, %zu in one language, %zu without text, %zu failed\n",
            t->posts, plural(t->posts), t->one_language, t->empty, t->failed);
    if (t->repaired + t->lost > 0)
        fprintf(stderr, "bihe: wrongly decoded characters: %zu restored, %zu beyond repair\n",
                t->repaired, t->lost);
    if (t->glossary > 0)
        fprintf(stderr, "bihe: glossary: %zu entr%s, %zu met in the text%s\n", t->glossary,
                t->glossary == 1 ? "y" : "ies", t->glossary_met,
                t->posts > 1 ? ", counted post by post" : "");
    size_t units = 0;
    for (size_t a = 1; a < 9; a++) {
        for (size_t b = 1; b < 9; b++)
            units += t->beads[a][b];
    }
    fprintf(stderr, "bihe: sentences: %zu %s, %zu %s; units: %zu", t->sentences[0], lang[0],
            t->sentences[1], lang[1], units);
    const char *before = " (";
    for (size_t sum = 1; sum <= 16; sum++) {
        for (size_t a = 0; a <= 8 && a <= sum; a++) {
            const size_t b = sum - a;
            if (b > 8 || a == 0 || b == 0 || t->beads[a][b] == 0) continue;
            fprintf(stderr, "%s%zu-%zu: %zu", before, a, b, t->beads[a][b]);
            before = ", ";
        }
    }
    size_t alone[2] = {0, 0};
    for (size_t n = 1; n < 9; n++) {
        alone[0] += n * t->beads[n][0];
        alone[1] += n * t->beads[0][n];
    }
    fprintf(stderr, "%s; unaligned: %zu %s, %zu %s\n", units > 0 ? ")" : "", alone[0], lang[0],
            alone[1], lang[1]);
    report_reached(t, lang);
    if (t->edits + t->unfit > 0)
        fprintf(stderr, "bihe: edits: %zu applied, %zu that do not fit\n", t->edits, t->unfit);
}
