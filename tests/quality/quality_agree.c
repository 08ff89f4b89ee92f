/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether translations are told from texts that have nothing to do with each other: documents of
 * align/docs and align/mac-dev under BIHE_DATA with their own translation, and with that of another
 * document of the same origin. Prints both shares; floors a little under what was reached.
 */
#include <bihe/bihe.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIP = 77, MOST_FILES = 64 };

typedef struct tally {
    size_t documents, related;
    size_t units, sure; /* of the documents; with a score of .9 and more */
} tally;

typedef struct run {
    bihe_context *context;
    tally own, other;
} run;

static void measure(run *r, tally *t, const char *zh, const char *en)
{
    bihe_document *document;
    bihe_error err;
    if (bihe_document_open_pair(&document, r->context, zh, en, &err) != BIHE_OK) {
        printf("%s: %s\n", err.file, err.message);
        exit(EXIT_FAILURE);
    }
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    const double related = bihe_document_stats(document)->related;
    t->documents++;
    t->related += related >= 0.5;
    for (size_t k = 0; k < count; k++) {
        if (beads[k].count[0] == 0 || beads[k].count[1] == 0) continue;
        t->units++;
        t->sure += beads[k].score >= 0.9;
    }
    printf("%s ", t == &r->own ? "OWN" : "OTHER");
    printf("  %s with %s: %.3f\n", zh, en, related);
    bihe_document_free(document);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Files that end in `ending`, sorted; to be freed. */
static size_t list_files(const char *folder, const char *ending, char *names[MOST_FILES])
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        const size_t len = strlen(e->d_name), tail = strlen(ending);
        if (e->d_name[0] == '.' || len <= tail || strcmp(e->d_name + len - tail, ending) != 0 ||
            count == MOST_FILES)
            continue;
        names[count] = malloc(strlen(folder) + len + 2);
        if (names[count] == NULL) exit(EXIT_FAILURE);
        (void)sprintf(names[count++], "%s/%s", folder, e->d_name);
    }
    if (dir != NULL) (void)closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

static void measure_folders(run *r, const char *zh_folder, const char *en_folder,
                            const char *const endings[2])
{
    char *zh[MOST_FILES], *en[MOST_FILES];
    const size_t count = list_files(zh_folder, endings[0], zh);
    const size_t pairs = list_files(en_folder, endings[1], en);
    for (size_t k = 0; k < count && count == pairs; k++) {
        measure(r, &r->own, zh[k], en[k]);
        measure(r, &r->other, zh[k], en[(k + 1) % count]);
    }
    for (size_t k = 0; k < count; k++)
        free(zh[k]);
    for (size_t k = 0; k < pairs; k++)
        free(en[k]);
}

static int expect(const char *what, double got, double least)
{
    printf("%-44s %.4f (floor %.4f)%s\n", what, got, least, got < least ? "  TOO LOW" : "");
    return got < least;
}

int main(void)
{
    static const char *const folders[] = {"newstest2017-zhen", "lctt", "optech", "lwn", "tidb"};
    const char *data = getenv("BIHE_DATA");
    bihe_model *model;
    bihe_error err;
    run r = {NULL, {0, 0, 0, 0}, {0, 0, 0, 0}};
    if (bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK ||
        bihe_context_new(&r.context, model, NULL, NULL, &err) != BIHE_OK) {
        printf("%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    char zh[1024], en[1024];
    (void)snprintf(zh, sizeof zh, "%s/align/mac-dev/zh", data != NULL ? data : "");
    (void)snprintf(en, sizeof en, "%s/align/mac-dev/en", data != NULL ? data : "");
    measure_folders(&r, zh, en, (const char *const[2]){"", ""});
    for (size_t k = 0; k < sizeof folders / sizeof *folders; k++) {
        (void)snprintf(zh, sizeof zh, "%s/align/docs/%s", data != NULL ? data : "", folders[k]);
        measure_folders(&r, zh, zh, (const char *const[2]){".zh", ".en"});
    }
    bihe_context_free(r.context);
    bihe_model_free(model);
    if (r.own.documents == 0) {
        printf("skipped: no align/docs under BIHE_DATA\n");
        return SKIP;
    }
    int failures = expect("translations taken for such",
                          (double)r.own.related / (double)r.own.documents, 0.99);
    failures += expect("other texts not taken for translations",
                       1 - (double)r.other.related / (double)r.other.documents, 0.93);
    failures += expect("units of other texts scored below .9",
                       1 - (double)r.other.sure / (double)r.other.units, 0.99);
    printf("units of translations scored .9 and more: %.4f of %zu\n",
           (double)r.own.sure / (double)r.own.units, r.own.units);
    return failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
