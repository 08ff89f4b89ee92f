/* SPDX-License-Identifier: Apache-2.0 */
/* bihe find: where a word or phrase stands in a corpus, with its translation. */
#include "commands.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

typedef struct found {
    size_t count, limit; /* limit 0: none */
    bool more;
    bool gave_up; /* before all sentences were looked at that may hold the query */
} found;

/* A field of a TSV, as the writer of that format has it. */
static void print_field(bihe_view text, char end)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '\t': fputs("\\t", stdout); break;
        case '\n': fputs("\\n", stdout); break;
        case '\r': fputs("\\r", stdout); break;
        case '\\': fputs("\\\\", stdout); break;
        default: putchar(text.ptr[i]);
        }
    }
    putchar(end);
}

static void print_lines(const size_t line[2], char end)
{
    if (line[0] > 0) printf("%zu", line[0]);
    if (line[1] > line[0]) printf("-%zu", line[1]);
    putchar(end);
}

static bool print_hit(void *user, const bihe_hit *hit)
{
    found *f = user;
    if (f->limit > 0 && f->count == f->limit) {
        f->more = true;
        return false;
    }
    f->count++;
    const bihe_unit *unit = &hit->unit;
    print_field(unit->post, '\t');
    print_field(unit->text[0], '\t');
    print_field(unit->text[1], '\t');
    /* four digits, whatever the locale */
    const unsigned score = unit->score >= 0 ? (unsigned)(unit->score * 10000 + 0.5) : 0;
    if (unit->score >= 0) printf("%u.%04u", score / 10000, score % 10000);
    putchar('\t');
    print_lines(unit->line[0], '\t');
    print_lines(unit->line[1], '\t');
    print_field(hit->before, '\t');
    print_field(hit->after, '\n');
    return ferror(stdout) == 0;
}

static int usage(const char *message)
{
    fprintf(stderr, "bihe find: %s (bihe find --help explains)\n", message);
    return EXIT_USAGE;
}

static bihe_status find(const settings *s, found *f, bihe_error *err)
{
    bihe_corpus *corpus;
    /* who wants all lines has the time for them */
    const bihe_search search = {.text = {s->inputs[1], strlen(s->inputs[1])},
                                .side = s->side,
                                .patience = s->limit > 0 ? BIHE_PATIENCE : 0};
    bihe_status status = bihe_corpus_open(&corpus, s->inputs[0], BIHE_CORPUS_READ, NULL, err);
    if (status != BIHE_OK) return status;
    const char *zh = bihe_corpus_lang(corpus, 0), *en = bihe_corpus_lang(corpus, 1);
    printf("post\t%s\t%s\tscore\tlines_%s\tlines_%s\tbefore\tafter\n", zh, en, zh, en);
    status = bihe_corpus_find(corpus, &search, print_hit, f, &f->gave_up, err);
    bihe_corpus_close(corpus);
    return status;
}

int cmd_find(const settings *s)
{
    if (s->input_count != 2) return usage("wants a corpus and a text: CORPUS.db QUERY");
    if (s->inputs[1][strspn(s->inputs[1], " \t\n")] == '\0') return usage("the query is empty");
    found f = {.limit = s->limit};
    bihe_error err;
    const bihe_status status = find(s, &f, &err);
    if (status != BIHE_OK) {
        report_error(&err);
        return EXIT_SOME_LOST;
    }
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        report_line("error", "standard output", 0, 0, "cannot write");
        return EXIT_SOME_LOST;
    }
    if (f.more && !s->quiet) fprintf(stderr, "bihe: the first %zu; --limit shows more\n", f.count);
    if (f.gave_up)
        fprintf(stderr,
                "bihe: gave up after %d sentences that are like the query; --limit 0 looks"
                " at all\n",
                BIHE_PATIENCE);
    return EXIT_DONE;
}
