/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Real posts in every layout, under BIHE_DATA/posts: the share of each language's text that reached
 * a unit, by the library's own count and by the Chinese characters of the files, and the links of
 * the units against BIHE_DATA/align/docs, where line k of one language translates line k of the
 * other. Floors are a little under what was reached.
 *
 * The reference links paragraphs and the units are sentences, so link F1 is by characters here: one
 * is right where its unit holds text of the same line on the other side; precision is of the
 * characters of the units, recall of those of the reference. Units of which nothing stands in the
 * reference (titles, captions) do not count.
 */
#include "post/remark.h"
#include "text/utf8.h"

#include <bihe/bihe.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SKIP = 77, MOST_FILES = 64 };

typedef struct layout {
    const char *folder;
    const char *gold;  /* folder of the reference; NULL: there is none */
    size_t units;      /* floors: units of all posts */
    double reached[2]; /* share of the text of each side */
    double worst;      /* the same of the worst side of the worst post */
    double han;   /* share of the Chinese characters of the files, code and front matter aside */
    double links; /* link F1 */
} layout;

static const layout LAYOUTS[] = {
    {"agentic-alt", NULL, 390, {0.99, 0.99}, 0.98, 0.98, 0},
    {"k8s-blog-comment", "k8s", 540, {0.99, 0.99}, 0.96, 0.98, 0.99},
    {"lctt-pair", "lctt", 800, {0.98, 0.98}, 0.94, 0.94, 0.97},
    {"lwn-jekyll", "lwn", 870, {0.96, 0.99}, 0.90, 0.90, 0.98},
    {"optech-jekyll-pair", "optech", 600, {0.99, 0.99}, 0.98, 0.98, 0.96},
    {"reformnow-jekyll", NULL, 350, {0.97, 0.95}, 0.88, 0.97, 0},
};

/* A file of paragraphs without white space; owner[i] is the line that byte i is of. */
typedef struct lines {
    bihe_buffer text;
    size_t *owner;
    size_t capacity;
    size_t *length; /* characters of each line */
    size_t count, length_capacity;
} lines;

typedef struct links {
    double right, tried, possible; /* characters */
} links;

typedef struct run {
    const char *data;
    bihe_allocator allocator;
    bihe_model *model;
    bihe_context *context;
    int failures;
} run;

static void expect(run *r, const char *what, double got, double floor)
{
    const bool low = got < floor;
    printf("  %-34s %8.4f (floor %.4f)%s\n", what, got, floor, low ? "  TOO LOW" : "");
    r->failures += low;
}

static void failed(run *r, const bihe_error *err)
{
    printf("%s: %s\n", err->file, err->message);
    r->failures++;
}

static bool is_lead(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

static size_t count_leads(bihe_view text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += is_lead(text.ptr[i]);
    return count;
}

/* --- the reference ------------------------------------------------------------------------- */

static void squeeze(bihe_buffer *out, bihe_view text)
{
    for (size_t at = 0; at < text.len;) {
        const size_t start = at;
        if (!bihe_char_is_space(bihe_utf8_next(text, &at)))
            bihe_buffer_append_view(out, bihe_view_slice(text, start, at));
    }
}

static void add_line(lines *l, bihe_view line)
{
    const size_t before = l->text.len;
    void *lengths = l->length, *owners;
    size_t from = 0;
    /* notes of translators are no part of the units */
    for (bihe_remark remark; bihe_remark_next(line, from, &remark); from = remark.end)
        squeeze(&l->text, bihe_view_slice(line, from, remark.start));
    squeeze(&l->text, bihe_view_slice(line, from, line.len));
    if (!bihe_array_reserve(&l->text.allocator, &lengths, &l->length_capacity, l->count + 1,
                            sizeof *l->length))
        abort();
    l->length = lengths;
    owners = l->owner;
    if (!bihe_array_reserve(&l->text.allocator, &owners, &l->capacity, l->text.len + 1,
                            sizeof *l->owner))
        abort();
    l->owner = owners;
    for (size_t i = before; i < l->text.len; i++)
        l->owner[i] = l->count;
    l->length[l->count++] =
        count_leads(bihe_view_slice(bihe_buffer_view(&l->text), before, l->text.len));
}

static bool read_lines(lines *l, const char *path, const bihe_allocator *allocator)
{
    *l = (lines){.owner = NULL};
    bihe_buffer_init(&l->text, allocator);
    FILE *file = fopen(path, "r");
    if (file == NULL) return false;
    char *line = NULL;
    size_t size = 0;
    for (ssize_t len; (len = getline(&line, &size, file)) >= 0;)
        add_line(l, (bihe_view){line, (size_t)len});
    free(line);
    (void)fclose(file);
    return true;
}

static void free_lines(lines *l)
{
    bihe_mem_free(&l->text.allocator, l->owner);
    bihe_mem_free(&l->text.allocator, l->length);
    bihe_buffer_clear(&l->text);
}

/* Offset of a text from `from` on, or else anywhere; SIZE_MAX where it is not. */
static size_t locate(const lines *l, bihe_view text, size_t from)
{
    if (text.len == 0) return SIZE_MAX;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = pass == 0 ? from : 0; i + text.len <= l->text.len; i++) {
            if (memcmp(l->text.ptr + i, text.ptr, text.len) == 0) return i;
        }
    }
    return SIZE_MAX;
}

/* Characters of l->text[at, at + len) that are of line k. */
static double of_line(const lines *l, size_t at, size_t len, size_t k)
{
    double count = 0;
    for (size_t i = at; i < at + len; i++)
        count += l->owner[i] == k && is_lead(l->text.ptr[i]);
    return count;
}

/* Characters of the unit whose line is on its other side too. */
static double right_characters(const lines gold[2], const size_t at[2], const bihe_view text[2])
{
    double right = 0;
    const size_t last = gold[0].owner[at[0] + text[0].len - 1];
    for (size_t k = gold[0].owner[at[0]]; k <= last; k++) {
        const double zh = of_line(&gold[0], at[0], text[0].len, k);
        const double en = of_line(&gold[1], at[1], text[1].len, k);
        if (zh > 0 && en > 0) right += zh + en;
    }
    return right;
}

static void add_unit(links *sum, const lines gold[2], const bihe_view text[2], size_t from[2])
{
    size_t at[2];
    for (int side = 0; side < 2; side++) {
        at[side] = locate(&gold[side], text[side], from[side]);
        if (at[side] != SIZE_MAX) from[side] = at[side] + text[side].len;
    }
    if (at[0] == SIZE_MAX && at[1] == SIZE_MAX) return;
    sum->tried += (double)(count_leads(text[0]) + count_leads(text[1]));
    if (at[0] != SIZE_MAX && at[1] != SIZE_MAX) sum->right += right_characters(gold, at, text);
}

static void add_links(links *sum, lines gold[2], const bihe_document *post,
                      const bihe_allocator *allocator)
{
    size_t count, from[2] = {0, 0};
    const bihe_bead *beads = bihe_document_beads(post, &count);
    for (size_t k = 0; k < gold[0].count && k < gold[1].count; k++)
        sum->possible += (double)(gold[0].length[k] + gold[1].length[k]);
    for (size_t i = 0; i < count; i++) {
        bihe_buffer squeezed[2];
        bihe_view text[2];
        if (beads[i].count[0] == 0 || beads[i].count[1] == 0) continue;
        for (int side = 0; side < 2; side++) {
            bihe_buffer_init(&squeezed[side], allocator);
            squeeze(&squeezed[side], bihe_document_bead_text(post, &beads[i], side));
            text[side] = bihe_buffer_view(&squeezed[side]);
        }
        add_unit(sum, gold, text, from);
        bihe_buffer_clear(&squeezed[0]);
        bihe_buffer_clear(&squeezed[1]);
    }
}

/* "003_2018-10-03-kubedirector.zh": names are numbered, and cut at their start. */
static bool is_gold_of(const char *gold, const char *post)
{
    char want[256], have[256];
    const char *name = strrchr(post, '/'), *base = strchr(gold, '_');
    if (base == NULL) return false;
    (void)snprintf(have, sizeof have, "%s", name != NULL ? name + 1 : post);
    char *end = strstr(have, ".zh.md");
    if (end == NULL) end = strstr(have, ".md");
    if (end != NULL) *end = '\0';
    (void)snprintf(want, sizeof want, "%s", base + 1);
    want[strlen(want) - 3] = '\0'; /* ".zh" */
    const size_t w = strlen(want);
    if (w > 3 && strcmp(want + w - 3, ".zh") == 0) want[w - 3] = '\0';
    const size_t a = strlen(have), b = strlen(want);
    return a >= b ? strcmp(have + a - b, want) == 0 : strstr(want, have) != NULL;
}

/* Opens the reference of a post; false where there is none. */
static bool open_gold(const run *r, const layout *l, const char *post, lines gold[2])
{
    char folder[512], path[1024];
    bool found = false;
    (void)snprintf(folder, sizeof folder, "%s/align/docs/%s", r->data, l->gold);
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir != NULL && !found && (e = readdir(dir)) != NULL;) {
        const size_t len = strlen(e->d_name);
        if (len < 4 || strcmp(e->d_name + len - 3, ".zh") != 0 || !is_gold_of(e->d_name, post))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        found = read_lines(&gold[0], path, &r->allocator);
        path[strlen(path) - 2] = '\0';
        (void)strncat(path, "en", sizeof path - strlen(path) - 1);
        found = read_lines(&gold[1], path, &r->allocator) && found;
    }
    if (dir != NULL) (void)closedir(dir);
    return found;
}

/* --- the posts ----------------------------------------------------------------------------- */

typedef struct sums {
    size_t posts, referenced, units, characters[2], reached[2];
    double han, han_reached, worst;
    links links;
} sums;

static double count_han(bihe_view text)
{
    double count = 0;
    for (size_t at = 0; at < text.len;)
        count += bihe_char_is_han(bihe_utf8_next(text, &at));
    return count;
}

/* Chinese characters of a file but for front matter and fenced code. */
static double han_of_file(const char *path)
{
    double count = 0;
    char *line = NULL;
    size_t size = 0, number = 0;
    bool front = false, code = false;
    FILE *file = fopen(path, "r");
    if (file == NULL) return 0;
    for (ssize_t len; (len = getline(&line, &size, file)) >= 0; number++) {
        const bihe_view text = bihe_utf8_trim((bihe_view){line, (size_t)len});
        const bool rule = bihe_view_is(text, "---");
        if (rule && (number == 0 || front)) {
            front = !front;
            continue;
        }
        if (text.len >= 3 && memcmp(text.ptr, "```", 3) == 0) code = !code;
        if (!front && !code) count += count_han(text);
    }
    free(line);
    (void)fclose(file);
    return count;
}

static void add_post(run *r, const layout *l, const bihe_document *post, sums *sum)
{
    const bihe_stats *stats = bihe_document_stats(post);
    const char *path = bihe_document_name(post);
    size_t count;
    const bihe_bead *beads = bihe_document_beads(post, &count);
    sum->posts++;
    for (size_t i = 0; i < count; i++) {
        if (beads[i].count[0] == 0 || beads[i].count[1] == 0) continue;
        sum->units++;
        for (int side = 0; side < 2; side++)
            sum->han_reached += count_han(bihe_document_bead_text(post, &beads[i], side));
    }
    sum->han += han_of_file(path);
    for (int side = 0; side < 2; side++) {
        const double share = (double)stats->reached[side] / (double)stats->characters[side];
        sum->characters[side] += stats->characters[side];
        sum->reached[side] += stats->reached[side];
        if (share < sum->worst) sum->worst = share;
    }
    lines gold[2];
    if (l->gold == NULL || !open_gold(r, l, path, gold)) return;
    sum->referenced++;
    add_links(&sum->links, gold, post, &r->allocator);
    free_lines(&gold[0]);
    free_lines(&gold[1]);
}

static void report(run *r, const layout *l, const sums *s)
{
    printf("%s: %zu posts, %zu of them with a reference\n", l->folder, s->posts, s->referenced);
    expect(r, "units", (double)s->units, (double)l->units);
    expect(r, "text that reached a unit: zh", (double)s->reached[0] / (double)s->characters[0],
           l->reached[0]);
    expect(r, "text that reached a unit: en", (double)s->reached[1] / (double)s->characters[1],
           l->reached[1]);
    expect(r, "the worst post", s->worst, l->worst);
    expect(r, "Chinese of the files in units", s->han_reached / s->han, l->han);
    if (l->gold != NULL)
        expect(r, "link F1", 2 * s->links.right / (s->links.tried + s->links.possible), l->links);
}

static int no_dot(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The paths of a folder, in order. */
static size_t list_folder(const char *folder, char *paths[MOST_FILES])
{
    struct dirent **entries;
    const int count = scandir(folder, &entries, no_dot, alphasort);
    size_t n = 0;
    for (int i = 0; i < count; i++) {
        const size_t size = strlen(folder) + strlen(entries[i]->d_name) + 2;
        if (n < MOST_FILES && (paths[n] = malloc(size)) != NULL)
            (void)snprintf(paths[n++], size, "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0) free(entries);
    return n;
}

static void check_layout(run *r, const layout *l)
{
    char folder[512];
    char *paths[MOST_FILES];
    sums sum = {.worst = 1};
    bihe_pairs *pairs;
    bihe_error err;
    (void)snprintf(folder, sizeof folder, "%s/posts/%s", r->data, l->folder);
    const size_t files = list_folder(folder, paths);
    const bihe_pairs_options options = {.max_bytes = (size_t)1 << 24};
    if (bihe_pairs_find(&pairs, (const char *const *)paths, files, &options, &err) != BIHE_OK) {
        failed(r, &err);
        return;
    }
    size_t count;
    const bihe_post_files *posts = bihe_pairs_posts(pairs, &count);
    for (size_t i = 0; i < count; i++) {
        bihe_document *post;
        const bihe_status status =
            posts[i].en != NULL
                ? bihe_document_open_pair(&post, r->context, posts[i].zh, posts[i].en, &err)
                : bihe_document_open(&post, r->context, posts[i].zh, &err);
        if (status != BIHE_OK) {
            failed(r, &err);
            continue;
        }
        add_post(r, l, post, &sum);
        bihe_document_free(post);
    }
    report(r, l, &sum);
    bihe_pairs_free(pairs);
    for (size_t i = 0; i < files; i++)
        free(paths[i]);
}

int main(void)
{
    run r = {.data = getenv("BIHE_DATA"), .allocator = bihe_allocator_default()};
    bihe_error err;
    char probe[1024];
    (void)snprintf(probe, sizeof probe, "%s/posts/index.csv", r.data != NULL ? r.data : "");
    if (r.data == NULL || access(probe, R_OK) != 0) {
        puts("skipped: no posts in BIHE_DATA");
        return SKIP;
    }
    if (bihe_model_load(&r.model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK ||
        bihe_context_new(&r.context, r.model, NULL, NULL, &err) != BIHE_OK) {
        failed(&r, &err);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof LAYOUTS / sizeof *LAYOUTS; i++)
        check_layout(&r, &LAYOUTS[i]);
    bihe_context_free(r.context);
    bihe_model_free(r.model);
    return r.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
