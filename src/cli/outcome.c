/* SPDX-License-Identifier: Apache-2.0 */
/* A document or an error, with its diagnostics. */
#include "outcome.h"

#include <stdio.h>

void outcome_open(outcome *o, bihe_context *context, const char *zh, const char *en,
                  const bihe_edits *edits)
{
    bihe_context_on_diagnostic(context, messages_collect, &o->messages);
    if (en != NULL)
        (void)bihe_document_open_pair(&o->document, context, zh, en, &o->err);
    else
        (void)bihe_document_open(&o->document, context, zh, &o->err);
    if (o->document == NULL || edits == NULL) return;
    if (bihe_document_edit(o->document, context, edits, &o->edits, &o->err) == BIHE_OK) return;
    bihe_document_free(o->document);
    o->document = NULL;
}

/* One line on a post that gives no units, or with --verbose on any post. */
static void describe(const bihe_document *document, const settings *s)
{
    static const char *const names[] = {"Chinese only", "English only"};
    const bihe_stats *stats = bihe_document_stats(document);
    const char *name = bihe_document_name(document);
    if (s->quiet) return;
    if (stats->layout == BIHE_LAYOUT_SINGLE) {
        report_line("note", name, 0, 0,
                    stats->only_side >= 0 ? names[stats->only_side] : "no text in either language");
    } else if (s->verbose) {
        size_t beads;
        char message[256];
        (void)bihe_document_beads(document, &beads);
        (void)snprintf(message, sizeof message,
                       "%s, layout %s (%s), %zu and %zu sentences, %zu beads; text that reached a "
                       "unit: zh %.0f %%, en %.0f %%",
                       stats->encoding, bihe_layout_name(stats->layout), stats->how,
                       stats->sentences[0], stats->sentences[1], beads,
                       report_percentage(stats->reached[0], stats->characters[0]),
                       report_percentage(stats->reached[1], stats->characters[1]));
        report_line("note", name, 0, 0, message);
    }
}

bool outcome_report(outcome *o, const char *name, const settings *s, totals *sum)
{
    const bool lost = messages_report(&o->messages, s->quiet, s->verbose);
    if (o->document != NULL) {
        describe(o->document, s);
        totals_add(sum, o->document);
        sum->edits += o->edits.applied;
        sum->unfit += o->edits.unfit;
        return lost;
    }
    if (o->err.file[0] == '\0')
        report_line("error", name, 0, 0, o->err.message);
    else
        report_error(&o->err);
    sum->failed++;
    return true;
}

void outcome_clear(outcome *o)
{
    bihe_document_free(o->document);
    messages_clear(&o->messages);
}
