/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Aligns the manually aligned chapters of BIHE_DATA/align/mac-dev, each with weights learned from
 * the others, and compares strict and lax F1, the precision of scores of .9 and more, and the Brier
 * score with what was reached; prints the reliability table.
 */
#include <bihe/train.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SKIP = 77, CHAPTERS = 6, PATH = 512 };

/* A little under what was reached: .952, .999, .989, .042. */
static const double LEAST_STRICT = 0.944, LEAST_LAX = 0.997, LEAST_SURE = 0.983;
static const double MOST_BRIER = 0.047;

static int failures;

static void check(const char *what, double value, bool good)
{
    printf("%-32s %.3f%s\n", what, value, good ? "" : "  TOO BAD");
    failures += !good;
}

static void print_reliability(const bihe_train_align_report *r)
{
    printf("score        beads  right\n");
    for (size_t k = 0; k < BIHE_TRAIN_BINS; k++) {
        if (r->tried[k] == 0) continue;
        printf("%.1f .. %.1f  %6zu  %.3f\n", (double)k / BIHE_TRAIN_BINS,
               (double)(k + 1) / BIHE_TRAIN_BINS, r->tried[k],
               (double)r->right[k] / (double)r->tried[k]);
    }
}

int main(void)
{
    static const char *const parts[] = {"zh", "en", "gold"};
    static char paths[CHAPTERS][3][PATH];
    bihe_train_gold gold[CHAPTERS];
    const char *data = getenv("BIHE_DATA");
    char weights[] = "/tmp/bihe-weights-XXXXXX";
    bihe_train_align_report r;
    bihe_error err;
    for (int c = 0; c < CHAPTERS; c++) {
        for (int k = 0; k < 3; k++)
            snprintf(paths[c][k], PATH, "%s/align/mac-dev/%s/%03d%s", data != NULL ? data : "",
                     parts[k], c + 1, k == 2 ? ".align" : "");
        gold[c] = (bihe_train_gold){paths[c][0], paths[c][1], paths[c][2]};
    }
    if (data == NULL || access(paths[0][2], R_OK) != 0) {
        printf("skipped: no align/mac-dev in BIHE_DATA\n");
        return SKIP;
    }
    const int fd = mkstemp(weights);
    if (fd < 0 || close(fd) != 0) return EXIT_FAILURE;
    if (bihe_train_align(weights, BIHE_TEST_MODELS, gold, CHAPTERS, NULL, &r, &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    unlink(weights);
    const bihe_eval_scores scores = bihe_eval(&r.counts);
    const size_t top = BIHE_TRAIN_BINS - 1;
    const double sure = (double)r.right[top] / (double)r.tried[top];
    check("strict F1", scores.f_strict, scores.f_strict >= LEAST_STRICT);
    check("lax F1", scores.f_lax, scores.f_lax >= LEAST_LAX);
    check("right of those scored .9 or more", sure, sure >= LEAST_SURE);
    check("Brier score", r.brier, r.brier <= MOST_BRIER);
    print_reliability(&r);
    return failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
