/* SPDX-License-Identifier: Apache-2.0 */
/* bihe train align: the weights of the aligner from folders of documents with known beads. */
#include "cmd_train.h"
#include "commands.h"
#include "inputs.h"
#include "report.h"
#include "setup.h"

#include <bihe/train.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Paths of all documents, three a document: Chinese, English, beads. */
typedef struct gold_list {
    input_list paths;
    bihe_train_gold *items;
    size_t count;
} gold_list;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names, without ".align", of the files in FOLDER/gold. */
static bool list_names(const char *folder, input_list *names)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/gold", folder);
    DIR *handle = opendir(path);
    if (handle == NULL) {
        report_line("error", path, 0, 0, strerror(errno));
        return false;
    }
    bool done = true;
    for (const struct dirent *entry; done && (entry = readdir(handle)) != NULL;) {
        char name[256];
        const size_t len = strlen(entry->d_name);
        if (len <= 6 || len >= sizeof name || strcmp(entry->d_name + len - 6, ".align") != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(len - 6), entry->d_name);
        done = inputs_append(names, name);
    }
    closedir(handle);
    if (names->count > 0) qsort(names->paths, names->count, sizeof *names->paths, by_name);
    if (done && names->count == 0) {
        report_line("error", path, 0, 0, "no files NAME.align in this folder");
        done = false;
    }
    return done;
}

static bool add_folder(gold_list *list, const char *folder)
{
    static const char *const parts[] = {"zh", "en", "gold"};
    input_list names = {NULL, 0, 0, 0};
    bool done = list_names(folder, &names);
    for (size_t i = 0; done && i < names.count; i++) {
        for (size_t k = 0; done && k < 3; k++) {
            char path[4096];
            const int len = snprintf(path, sizeof path, "%s/%s/%s%s", folder, parts[k],
                                     names.paths[i], k == 2 ? ".align" : "");
            done = len > 0 && (size_t)len < sizeof path && inputs_append(&list->paths, path);
        }
    }
    inputs_clear(&names);
    return done;
}

static bool gather(gold_list *list, const settings *s)
{
    for (size_t i = 1; i < s->input_count; i++) {
        if (!add_folder(list, s->inputs[i])) return false;
    }
    list->count = list->paths.count / 3;
    list->items = calloc(list->count, sizeof *list->items);
    for (size_t d = 0; list->items != NULL && d < list->count; d++)
        list->items[d] = (bihe_train_gold){list->paths.paths[3 * d], list->paths.paths[3 * d + 1],
                                           list->paths.paths[3 * d + 2]};
    return list->items != NULL;
}

static void tell(const bihe_train_align_report *r)
{
    const bihe_eval_scores scores = bihe_eval(&r->counts);
    fprintf(stderr, "bihe: weights from %zu document%s\n", r->documents,
            r->documents == 1 ? "" : "s");
    if (r->documents == 1)
        fputs("bihe: with one document nothing can be tried on what it did not teach: no scores\n",
              stderr);
    if (r->counts.tried == 0) return;
    fprintf(stderr,
            "bihe: each aligned with what the others taught: strict P %.3f R %.3f F1 %.3f, lax P "
            "%.3f R %.3f F1 %.3f; Brier score %.3f; log probability of the truth %.1f\n",
            scores.precision_strict, scores.recall_strict, scores.f_strict, scores.precision_lax,
            scores.recall_lax, scores.f_lax, r->brier, r->log_probability);
    for (size_t k = 0; k < BIHE_TRAIN_BINS; k++) {
        if (r->tried[k] > 0)
            fprintf(stderr, "bihe: scores %.1f to %.1f: %zu beads, %.3f right\n",
                    (double)k / BIHE_TRAIN_BINS, (double)(k + 1) / BIHE_TRAIN_BINS, r->tried[k],
                    (double)r->right[k] / (double)r->tried[k]);
    }
}

int train_align(const settings *s)
{
    gold_list list = {{NULL, 0, 0, 0}, NULL, 0};
    bihe_train_align_report report;
    bihe_error err;
    int exit_status = EXIT_SOME_LOST;
    if (gather(&list, s)) {
        if (bihe_train_align(s->outputs[0], setup_model_folder(s), list.items, list.count, NULL,
                             &report, &err) == BIHE_OK) {
            if (!s->quiet) tell(&report);
            exit_status = EXIT_DONE;
        } else {
            report_error(&err);
        }
    }
    free(list.items);
    inputs_clear(&list.paths);
    return exit_status;
}
