/* SPDX-License-Identifier: Apache-2.0 */
/* bihe eval: strict and lax scores of an alignment against a reference. */
#include "commands.h"
#include "inputs.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the files in a folder, sorted. */
static bool list_folder(const char *dir, input_list *names)
{
    DIR *handle = opendir(dir);
    if (handle == NULL) {
        report_line("error", dir, 0, 0, strerror(errno));
        return false;
    }
    bool done = true;
    for (const struct dirent *entry; done && (entry = readdir(handle)) != NULL;) {
        if (entry->d_name[0] != '.') done = inputs_append(names, entry->d_name);
    }
    closedir(handle);
    if (names->count > 0) qsort(names->paths, names->count, sizeof *names->paths, by_name);
    return done;
}

static bool eval_one(const char *gold, const char *test, bihe_eval_counts *counts)
{
    bihe_error err;
    if (bihe_eval_files(gold, test, NULL, counts, &err) == BIHE_OK) return true;
    report_error(&err);
    return false;
}

typedef struct pair_list {
    input_list gold, test; /* files that belong together stand at the same place */
} pair_list;

/* "DIR/NAME", added to `list`. */
static bool add_path(input_list *list, const char *dir, const char *name)
{
    const size_t size = strlen(dir) + strlen(name) + 2;
    char *path = malloc(size);
    if (path == NULL) return false;
    (void)snprintf(path, size, "%s/%s", dir, name);
    const bool added = inputs_append(list, path);
    free(path);
    return added;
}

/* The files of the folder `gold` with those of `test` of the same names. All that are missing are
 * named before anything is compared. */
static bool pair_files(pair_list *pairs, const char *gold, const char *test)
{
    input_list names = {NULL, 0, 0, 0};
    bool done = list_folder(gold, &names);
    size_t missing = 0;
    for (size_t i = 0; done && i < names.count; i++) {
        done = add_path(&pairs->gold, gold, names.paths[i]);
        if (done && is_folder(pairs->gold.paths[pairs->gold.count - 1])) {
            free(pairs->gold.paths[--pairs->gold.count]);
            continue;
        }
        done = done && add_path(&pairs->test, test, names.paths[i]);
        if (!done || access(pairs->test.paths[pairs->test.count - 1], R_OK) == 0) continue;
        report_line("error", pairs->test.paths[pairs->test.count - 1], 0, 0, strerror(errno));
        missing++;
    }
    if (done && pairs->gold.count == 0) {
        report_line("error", gold, 0, 0, "no files in this folder");
        done = false;
    }
    inputs_clear(&names);
    return done && missing == 0;
}

static bool eval_folders(const char *gold, const char *test, bihe_eval_counts *counts)
{
    pair_list pairs = {{NULL, 0, 0, 0}, {NULL, 0, 0, 0}};
    bool done = pair_files(&pairs, gold, test);
    for (size_t i = 0; done && i < pairs.gold.count; i++)
        done = eval_one(pairs.gold.paths[i], pairs.test.paths[i], counts);
    inputs_clear(&pairs.gold);
    inputs_clear(&pairs.test);
    return done;
}

static void print_scores(const bihe_eval_scores *s, const bihe_eval_counts *counts, bool json)
{
    const char *format =
        json ? "{\"p_strict\": %.4f, \"r_strict\": %.4f, \"f_strict\": %.4f, "
               "\"p_lax\": %.4f, \"r_lax\": %.4f, \"f_lax\": %.4f, \"beads\": %zu}\n"
             : "strict: precision %.4f recall %.4f F1 %.4f\n"
               "lax:    precision %.4f recall %.4f F1 %.4f\n"
               "beads:  %zu\n";
    printf(format, s->precision_strict, s->recall_strict, s->f_strict, s->precision_lax,
           s->recall_lax, s->f_lax, counts->tried);
}

int cmd_eval(const settings *s)
{
    if (s->input_count != 2) {
        fputs("bihe eval: wants two files or two folders: GOLD AUTO\n", stderr);
        return EXIT_USAGE;
    }
    const char *gold = s->inputs[0], *test = s->inputs[1];
    bihe_eval_counts counts = {0, 0, 0, 0, 0, 0};
    const bool done =
        is_folder(gold) ? eval_folders(gold, test, &counts) : eval_one(gold, test, &counts);
    if (!done) return EXIT_SOME_LOST;
    const bihe_eval_scores scores = bihe_eval(&counts);
    print_scores(&scores, &counts, s->json);
    return report_stdout() ? EXIT_DONE : EXIT_SOME_LOST;
}
