/* SPDX-License-Identifier: Apache-2.0 */
/* bihe merge: corpora built apart into one. */
#include "commands.h"
#include "report.h"

#include <stdio.h>

static int usage(const char *message)
{
    fprintf(stderr, "bihe merge: %s (bihe merge --help explains)\n", message);
    return EXIT_USAGE;
}

int cmd_merge(const settings *s)
{
    if (s->input_count < 2) return usage("wants a corpus and others: OUT.db IN.db…");
    bihe_corpus *corpus;
    bihe_merge_counts counts;
    bihe_error err;
    bihe_status status = bihe_corpus_open(&corpus, s->inputs[0], BIHE_CORPUS_BUILD, NULL, &err);
    if (status == BIHE_OK)
        status = bihe_corpus_merge(corpus, (const char *const *)(s->inputs + 1), s->input_count - 1,
                                   &counts, &err);
    if (status != BIHE_OK)
        report_error(&err);
    else if (!s->quiet)
        fprintf(stderr, "bihe: %s: %zu posts copied, %zu unchanged, %zu removed\n", s->inputs[0],
                counts.copied, counts.unchanged, counts.removed);
    bihe_corpus_close(corpus);
    return status == BIHE_OK ? EXIT_DONE : EXIT_SOME_LOST;
}
