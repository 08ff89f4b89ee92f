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
    if (bihe_eval_files(gold, test, counts, &err) == BIHE_OK) return true;
    report_error(&err);
    return false;
}

static bool eval_folders(const char *gold, const char *test, bihe_eval_counts *counts)
{
    input_list names = {NULL, 0, 0, 0};
    bool done = list_folder(gold, &names);
    if (done && names.count == 0) {
        report_line("error", gold, 0, 0, "no files in this folder");
        done = false;
    }
    for (size_t i = 0; done && i < names.count; i++) {
        char paths[2][4096];
        const char *const dirs[2] = {gold, test};
        for (int k = 0; k < 2; k++) {
            const int len = snprintf(paths[k], sizeof paths[k], "%s/%s", dirs[k], names.paths[i]);
            if (len < 0 || (size_t)len >= sizeof paths[k]) {
                report_line("error", dirs[k], 0, 0, "path too long");
                done = false;
            }
        }
        if (done && !is_folder(paths[0])) done = eval_one(paths[0], paths[1], counts);
    }
    inputs_clear(&names);
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
