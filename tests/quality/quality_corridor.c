/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the corridor holds the path: beads known to be right, of align/mac-dev and align/docs
 * under BIHE_DATA laid end to end as one long text, whole and with the damage that long texts
 * have: half of a side left out, paragraphs that come twice, chapters swapped. Prints the share of
 * the right beads inside and the cells a sentence; floors a little under what was reached.
 */
#include "align/anchor.h"
#include "model/model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIP = 77, MOST_LINES = 60000, MOST_FILES = 512 };

/* Sentences [from, from + count) of both sides belong together. */
typedef struct bead {
    size_t from[2], count[2];
} bead;

typedef struct text {
    bihe_sentence *side[2];
    size_t count[2];
    bead *beads;
    size_t bead_count;
} text;

static void *room(size_t count, size_t size)
{
    void *ptr = calloc(count, size);
    if (ptr == NULL) exit(EXIT_FAILURE);
    return ptr;
}

static text new_text(void)
{
    text t = {.bead_count = 0};
    for (int s = 0; s < 2; s++)
        t.side[s] = room(MOST_LINES, sizeof *t.side[s]);
    t.beads = room(MOST_LINES, sizeof *t.beads);
    return t;
}

static void free_text(text *t)
{
    free(t->side[0]);
    free(t->side[1]);
    free(t->beads);
}

/* The same with the lines themselves, which texts made from this one share. */
static void free_lines(text *t)
{
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < t->count[s]; i++)
            free((char *)(uintptr_t)t->side[s][i].text.ptr);
    }
    free_text(t);
}

/* --- reading ------------------------------------------------------------------------------ */

static bihe_view line_of(const char *line)
{
    bihe_view view = {strdup(line), strcspn(line, "\r\n")};
    if (view.ptr == NULL) exit(EXIT_FAILURE);
    return view;
}

static size_t read_lines(text *t, int side, const char *path)
{
    static char line[1 << 16];
    FILE *file = fopen(path, "r");
    size_t count = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL && t->count[side] < MOST_LINES) {
        t->side[side][t->count[side]++] = (bihe_sentence){.text = line_of(line)};
        count++;
    }
    if (file != NULL) (void)fclose(file);
    return count;
}

/* "0,1" in brackets: first number and how many; false for an empty side. */
static bool read_numbers(const char **at, size_t *first, size_t *count)
{
    *count = 0;
    const char *p = strchr(*at, '[');
    if (p == NULL) return false;
    for (p++; *p != ']' && *p != '\0'; p++) {
        char *end;
        if (*p < '0' || *p > '9') continue;
        const size_t n = strtoul(p, &end, 10);
        if ((*count)++ == 0) *first = n;
        p = end - 1;
    }
    *at = p;
    return *count > 0;
}

static void read_gold(text *t, const char *path, const size_t base[2])
{
    char line[1024];
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *at = line;
        bead b;
        const bool zh = read_numbers(&at, &b.from[0], &b.count[0]);
        const bool en = read_numbers(&at, &b.from[1], &b.count[1]);
        if (!zh || !en) continue;
        b.from[0] += base[0];
        b.from[1] += base[1];
        t->beads[t->bead_count++] = b;
    }
    if (file != NULL) (void)fclose(file);
}

static void add_novels(text *t, const char *data)
{
    for (int chapter = 1; chapter <= 6; chapter++) {
        const size_t base[2] = {t->count[0], t->count[1]};
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/align/mac-dev/zh/%03d", data, chapter);
        (void)read_lines(t, 0, path);
        (void)snprintf(path, sizeof path, "%s/align/mac-dev/en/%03d", data, chapter);
        (void)read_lines(t, 1, path);
        (void)snprintf(path, sizeof path, "%s/align/mac-dev/gold/%03d.align", data, chapter);
        read_gold(t, path, base);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Line k of NAME.zh belongs to line k of NAME.en. */
static void add_folder(text *t, const char *data, const char *name)
{
    char folder[1024], path[2048], *names[MOST_FILES];
    size_t files = 0;
    (void)snprintf(folder, sizeof folder, "%s/align/docs/%s", data, name);
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        const size_t len = strlen(e->d_name);
        if (len > 3 && strcmp(e->d_name + len - 3, ".en") == 0 && files < MOST_FILES)
            names[files++] = strndup(e->d_name, len - 3);
    }
    if (dir != NULL) (void)closedir(dir);
    qsort(names, files, sizeof *names, by_name);
    for (size_t k = 0; k < files; k++) {
        const size_t base[2] = {t->count[0], t->count[1]};
        (void)snprintf(path, sizeof path, "%s/%s.zh", folder, names[k]);
        const size_t lines = read_lines(t, 0, path);
        (void)snprintf(path, sizeof path, "%s/%s.en", folder, names[k]);
        (void)read_lines(t, 1, path);
        for (size_t i = 0; i < lines; i++)
            t->beads[t->bead_count++] = (bead){{base[0] + i, base[1] + i}, {1, 1}};
        free(names[k]);
    }
}

/* --- damage ------------------------------------------------------------------------------- */

/* Appends sentences [from, to) of side `side`. */
static void copy_side(text *out, const text *t, int side, size_t from, size_t to)
{
    for (size_t i = from; i < to && out->count[side] < MOST_LINES; i++)
        out->side[side][out->count[side]++] = t->side[side][i];
}

/* Appends beads [first, last) with everything between them; `sides` says of which sides. */
static void copy_beads(text *out, const text *t, size_t first, size_t last, unsigned sides)
{
    if (first >= last) return;
    const size_t from[2] = {t->beads[first].from[0], t->beads[first].from[1]};
    const bead *end = &t->beads[last - 1];
    const size_t base[2] = {out->count[0], out->count[1]};
    for (size_t k = first; k < last && sides == 3; k++) {
        bead b = t->beads[k];
        for (int s = 0; s < 2; s++)
            b.from[s] = b.from[s] - from[s] + base[s];
        out->beads[out->bead_count++] = b;
    }
    for (int s = 0; s < 2; s++) {
        if (sides & (1U << s)) copy_side(out, t, s, from[s], end->from[s] + end->count[s]);
    }
}

/* `share` of the beads in one block from the middle on are missing on one side. */
static text with_omission(const text *t, double share, unsigned kept)
{
    text out = new_text();
    const size_t first = t->bead_count / 3;
    const size_t last = first + (size_t)(share * (double)t->bead_count);
    copy_beads(&out, t, 0, first, 3);
    copy_beads(&out, t, first, last, kept);
    copy_beads(&out, t, last, t->bead_count, 3);
    return out;
}

/* Blocks of 7 beads come again every 100, on both sides. */
static text with_repeats(const text *t)
{
    text out = new_text();
    for (size_t k = 0; k < t->bead_count; k += 100) {
        const size_t end = k + 100 < t->bead_count ? k + 100 : t->bead_count;
        copy_beads(&out, t, k, end, 3);
        if (k + 7 < t->bead_count) copy_beads(&out, t, k, k + 7, 3);
    }
    return out;
}

/* Two chapters in another order on side 1; the beads of the longer one are expected. */
static text with_swap(const text *t)
{
    text out = new_text();
    const size_t a = t->bead_count / 2, b = a + t->bead_count / 20, c = b + t->bead_count / 10;
    copy_beads(&out, t, 0, a, 3);
    copy_beads(&out, t, a, b, 1);
    copy_beads(&out, t, b, c, 3);
    copy_beads(&out, t, a, b, 2);
    copy_beads(&out, t, c, t->bead_count, 3);
    return out;
}

/* --- measuring ---------------------------------------------------------------------------- */

typedef struct run {
    const bihe_model *model;
    int failures;
} run;

static bool holds(const bihe_corridor *corridor, const bead *b)
{
    return bihe_corridor_has(corridor, b->from[0], b->from[1]) &&
           bihe_corridor_has(corridor, b->from[0] + b->count[0], b->from[1] + b->count[1]);
}

static void measure(run *r, const char *name, const text *t, double least)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_align_side sides[2] = {{t->side[0], t->count[0]}, {t->side[1], t->count[1]}};
    const bihe_options options = {.max_bead = {4, 5}, .max_bead_sum = 6};
    bihe_cost cost;
    bihe_terms terms;
    bihe_clues clues;
    bihe_corridor corridor;
    const bihe_align_sources sources = {r->model, NULL};
    if (bihe_cost_init(&cost, r->model, &options, sides, &a, NULL) != BIHE_OK ||
        bihe_terms_init(&terms, &sources, sides, &a, NULL) != BIHE_OK ||
        bihe_clues_init(&clues, &terms, &a, NULL) != BIHE_OK ||
        bihe_anchor_corridor(&cost, &clues, &corridor, &a, NULL) != BIHE_OK)
        exit(EXIT_FAILURE);
    size_t inside = 0, shown = 0;
    for (size_t k = 0; k < t->bead_count; k++) {
        const bool held = holds(&corridor, &t->beads[k]);
        inside += held;
        if (!held && getenv("BIHE_SHOW") != NULL && shown++ < 5)
            printf("  lost %zu:%zu  corridor %zu-%zu\n", t->beads[k].from[0], t->beads[k].from[1],
                   corridor.from[t->beads[k].from[0]], corridor.to[t->beads[k].from[0]]);
    }
    const double share = (double)inside / (double)t->bead_count;
    printf("%-28s %6zu x %6zu  beads inside %.5f (floor %.3f)  cells a sentence %.1f%s\n", name,
           t->count[0], t->count[1], share, least,
           (double)corridor.offset[corridor.rows] / (double)(t->count[0] + t->count[1]),
           share < least ? "  TOO LOW" : "");
    r->failures += share < least;
    bihe_corridor_clear(&corridor, &a);
    bihe_clues_clear(&clues, &a);
    bihe_terms_clear(&terms);
    bihe_cost_clear(&cost, &a);
}

static void measure_damaged(run *r, const char *name, const text *t)
{
    static const char *const kinds[] = {"whole", "40 % of zh left out", "40 % of en left out",
                                        "repeats", "swapped"};
    for (int k = 0; k < 5; k++) {
        char title[64];
        text damaged = k == 0   ? with_omission(t, 0, 3)
                       : k == 1 ? with_omission(t, 0.4, 2)
                       : k == 2 ? with_omission(t, 0.4, 1)
                       : k == 3 ? with_repeats(t)
                                : with_swap(t);
        (void)snprintf(title, sizeof title, "%s, %s", name, kinds[k]);
        measure(r, title, &damaged, 0.999);
        free_text(&damaged);
    }
}

static int measure_all(text *novels, text *docs, text *news)
{
    static const char *const folders[] = {"lctt",   "gold-miner", "k8s",   "newstest2017-zhen",
                                          "optech", "tidb",       "pydoc", "lwn",
                                          "xray",   "react"};
    const char *data = getenv("BIHE_DATA");
    run r = {NULL, 0};
    bihe_model *model;
    bihe_error err;
    if (data != NULL) add_novels(novels, data);
    if (novels->bead_count == 0) {
        printf("skipped: no align/mac-dev under BIHE_DATA\n");
        return SKIP;
    }
    if (bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK) {
        printf("%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    r.model = model;
    for (size_t k = 0; k < sizeof folders / sizeof *folders; k++)
        add_folder(docs, data, folders[k]);
    add_folder(news, data, "newstest2017-zhen");
    measure_damaged(&r, "novels", novels);
    measure_damaged(&r, "news", news);
    measure_damaged(&r, "docs", docs);
    bihe_model_free(model);
    return r.failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(void)
{
    text novels = new_text(), docs = new_text(), news = new_text();
    const int status = measure_all(&novels, &docs, &news);
    free_lines(&novels);
    free_lines(&docs);
    free_lines(&news);
    return status;
}
