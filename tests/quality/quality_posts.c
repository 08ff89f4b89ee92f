/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From files to units on real input under BIHE_DATA: the two seed posts, and the chapters of
 * align/mac-dev against their manual alignment, with floors a little under what was reached.
 */
#include <bihe/bihe.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SKIP = 77, CHAPTERS = 6 };

/* with weights that were learned from these chapters; see quality_align.c for unseen ones */
static const double MAC_STRICT = 0.940, MAC_LAX = 0.996;
static const size_t SEED_UNITS = 15;

typedef struct run {
    const char *data;
    bihe_model *model;
    bihe_context *context;
    int failures;
} run;

static void expect(run *r, const char *what, double got, double floor)
{
    const bool low = got < floor;
    printf("%-28s %.4f (floor %.4f)%s\n", what, got, floor, low ? "  TOO LOW" : "");
    r->failures += low;
}

static void failed(run *r, const bihe_error *err)
{
    printf("%s: %s\n", err->file, err->message);
    r->failures++;
}

static void seeds(run *r)
{
    static const char *const names[] = {"000_520452d592651cd4.txt", "001_301ce869acc35fc5.txt"};
    for (int i = 0; i < 2; i++) {
        char path[1024];
        bihe_document *post;
        bihe_error err;
        (void)snprintf(path, sizeof path, "%s/seeds/%s", r->data, names[i]);
        if (bihe_document_open(&post, r->context, path, &err) != BIHE_OK) {
            failed(r, &err);
            continue;
        }
        size_t beads, units = 0;
        const bihe_bead *bead = bihe_document_beads(post, &beads);
        for (size_t k = 0; k < beads; k++)
            units += bead[k].count[0] > 0 && bead[k].count[1] > 0;
        const bihe_stats *stats = bihe_document_stats(post);
        if (i == 0) {
            expect(r, "seed 000: units", (double)units, (double)SEED_UNITS);
            expect(r, "seed 000: restored", (double)stats->repaired_characters, 744);
        } else {
            expect(r, "seed 001: English only",
                   stats->layout == BIHE_LAYOUT_SINGLE && stats->only_side == BIHE_EN, 1);
        }
        bihe_document_free(post);
    }
}

static void chapter(run *r, int number, const char *folder, bihe_eval_counts *counts)
{
    char zh[1024], en[1024], gold[1024], out[1024];
    bihe_document *pair;
    bihe_writer *writer;
    bihe_error err;
    (void)snprintf(zh, sizeof zh, "%s/align/mac-dev/zh/%03d", r->data, number);
    (void)snprintf(en, sizeof en, "%s/align/mac-dev/en/%03d", r->data, number);
    (void)snprintf(gold, sizeof gold, "%s/align/mac-dev/gold/%03d.align", r->data, number);
    (void)snprintf(out, sizeof out, "%s/%03d.beads", folder, number);
    bihe_status status = bihe_document_open_pair(&pair, r->context, zh, en, &err);
    if (status == BIHE_OK) {
        status = bihe_writer_new(&writer, r->context, "beads", out, &err);
        if (status == BIHE_OK) {
            (void)bihe_writer_add(writer, pair, &err); /* finish tells a failure again */
            status = bihe_writer_finish(writer, &err);
        }
        bihe_document_free(pair);
    }
    if (status == BIHE_OK) status = bihe_eval_files(gold, out, NULL, counts, &err);
    if (status != BIHE_OK) failed(r, &err);
    (void)unlink(out);
}

static void chapters(run *r)
{
    char folder[] = "/tmp/bihe-quality-XXXXXX";
    bihe_eval_counts counts = {0, 0, 0, 0, 0, 0};
    if (mkdtemp(folder) == NULL) {
        r->failures++;
        return;
    }
    for (int i = 1; i <= CHAPTERS; i++)
        chapter(r, i, folder, &counts);
    (void)rmdir(folder);
    const bihe_eval_scores scores = bihe_eval(&counts);
    expect(r, "mac-dev: strict F1", scores.f_strict, MAC_STRICT);
    expect(r, "mac-dev: lax F1", scores.f_lax, MAC_LAX);
}

int main(void)
{
    run r = {.data = getenv("BIHE_DATA")};
    bihe_options options;
    bihe_error err;
    char probe[1024];
    (void)snprintf(probe, sizeof probe, "%s/align/mac-dev/gold", r.data != NULL ? r.data : "");
    if (r.data == NULL || access(probe, R_OK) != 0) {
        puts("skipped: no evaluation data in BIHE_DATA");
        return SKIP;
    }
    bihe_options_init(&options);
    if (bihe_model_load(&r.model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK ||
        bihe_context_new(&r.context, r.model, &options, NULL, &err) != BIHE_OK) {
        failed(&r, &err);
        return EXIT_FAILURE;
    }
    seeds(&r);
    bihe_context_free(r.context);
    options.presegmented = true;
    if (bihe_context_new(&r.context, r.model, &options, NULL, &err) != BIHE_OK)
        failed(&r, &err);
    else
        chapters(&r);
    bihe_context_free(r.context);
    bihe_model_free(r.model);
    return r.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
