/* SPDX-License-Identifier: Apache-2.0 */
/* bihe stats: what is in a corpus, in tables and in plots. */
#include "commands.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

/* A table on its way to standard output; one without lines is not shown. */
typedef struct printed {
    const bihe_table *table;
    bool begun;
} printed;

/* Numbers stand first: their width is known, that of Chinese labels is the terminal's affair. */
static bool print_line(void *user, const bihe_figure *f)
{
    printed *p = user;
    if (!p->begun) printf("%s\n", p->table->title);
    p->begun = true;
    if (p->table->kind != BIHE_TABLE_LIST) printf("%12lld", (long long)f->count);
    printf("  ");
    report_text(stdout, f->label);
    if (f->detail.len > 0) printf(p->table->kind == BIHE_TABLE_LIST ? ": " : ", ");
    report_text(stdout, f->detail);
    putchar('\n');
    return true;
}

static bihe_status print_tables(bihe_corpus *corpus, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t k = 0; status == BIHE_OK && bihe_corpus_table(k) != NULL; k++) {
        printed p = {bihe_corpus_table(k), false};
        status = bihe_corpus_figures(corpus, k, print_line, &p, err);
        if (p.begun) putchar('\n');
    }
    return status;
}

/* The page where one is wanted, and what goes to standard output unless the page does. */
static bihe_status report(bihe_corpus *corpus, const settings *s, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    if (s->html != NULL) status = bihe_corpus_report(corpus, BIHE_REPORT_HTML, s->html, err);
    if (status != BIHE_OK || (s->html != NULL && strcmp(s->html, "-") == 0)) return status;
    return s->json ? bihe_corpus_report(corpus, BIHE_REPORT_JSON, "-", err)
                   : print_tables(corpus, err);
}

static int usage(const char *message)
{
    fprintf(stderr, "bihe stats: %s (bihe stats --help explains)\n", message);
    return EXIT_USAGE;
}

int cmd_stats(const settings *s)
{
    if (s->input_count != 1) return usage("wants one corpus: CORPUS.db");
    bihe_corpus *corpus;
    bihe_error err;
    bihe_status status = bihe_corpus_open(&corpus, s->inputs[0], BIHE_CORPUS_READ, NULL, &err);
    if (status == BIHE_OK) status = report(corpus, s, &err);
    if (status != BIHE_OK) report_error(&err);
    const bool written = report_stdout();
    bihe_corpus_close(corpus);
    return status == BIHE_OK && written ? EXIT_DONE : EXIT_SOME_LOST;
}
