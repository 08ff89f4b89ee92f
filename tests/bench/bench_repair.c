/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed of repair on one core: bench_repair [FILE]... Without arguments the damaged and the good
 * texts under BIHE_DATA/repair are used. Prints processor time, best
 * of several runs, and the peak of memory.
 */
#include "align/repairer.h"
#include "model/model.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 5, MAX_LINE = 1 << 20 };

/* Seconds after which no further run is begun. */
static const double LONG = 2;

/* An allocator that remembers the most memory that was in use. */
typedef struct meter {
    size_t now, peak;
} meter;

/* Each block has its size in front. */
enum { FRONT = 16 };

static void *meter_resize(void *user, void *ptr, size_t size)
{
    meter *m = user;
    char *block = ptr != NULL ? (char *)ptr - FRONT : NULL;
    if (block != NULL) m->now -= *(size_t *)(void *)block;
    if (size == 0) {
        free(block);
        return NULL;
    }
    char *grown = realloc(block, size + FRONT);
    if (grown == NULL) exit(EXIT_FAILURE);
    *(size_t *)(void *)grown = size;
    m->now += size;
    if (m->now > m->peak) m->peak = m->now;
    return grown + FRONT;
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void measure(const char *name, bihe_view text, const bihe_repair_request *request)
{
    double best = 1e9;
    bihe_repair_result result = {.status = BIHE_REPAIR_CLEAN};
    meter m = {0, 0};
    const bihe_allocator allocator = {meter_resize, &m};
    double total = 0;
    for (int i = 0; i < RUNS && total < LONG; i++) {
        bihe_buffer out;
        bihe_error err;
        bihe_buffer_init(&out, &allocator);
        const double start = now();
        if (bihe_repair_run(request, text, &out, &result, &err) != BIHE_OK) exit(EXIT_FAILURE);
        const double took = now() - start;
        if (took < best) best = took;
        total += took;
        bihe_buffer_clear(&out);
    }
    printf("%-16s %8.2f MB  %8.1f MB/s  peak %8.2f MB  %s: %zu restored, %zu lost\n", name,
           (double)text.len / 1e6, (double)text.len / 1e6 / best, (double)m.peak / 1e6,
           bihe_repair_status_name(result.status), result.repaired, result.lost);
}

/* What is measured: a member of the records of a kind, so many bytes of them. */
typedef struct suite {
    const char *kind, *member;
    size_t enough;
} suite;

static const suite SUITES[] = {
    {"i_zh", "good", 16 << 20},
    {"i_curly", "good", 16 << 20},
    {"i_foreign", "good", 4 << 20},
    {"a_lost8", "bad", 2 << 20},
    {"a_q5", "bad", 2 << 20},
    {"b_strict", "bad", 4 << 20},
    {"g_double", "bad", 4 << 20},
    {"g_double_lost8", "bad", 2 << 20},
    {"d_gbk_cp1252", "bad", 2 << 20},
    {"e_gbk_utf8", "bad", 4 << 20},
    {"f_utf8_gbk_fffd", "bad", 1 << 20},
    {"c_latin1_noc1", "bad", 1 << 17},
};

/* A member of every record of a kind, a line each, over and over until there is enough. */
static void append_items(bihe_buffer *out, const char *path, const suite *s)
{
    static char line[MAX_LINE];
    FILE *file = fopen(path, "r");
    for (size_t before = 1; file != NULL && out->len < s->enough && out->len != before;
         rewind(file)) {
        before = out->len;
        while (fgets(line, sizeof line, file) != NULL) {
            json_t *record = json_loads(line, 0, NULL);
            const char *is = json_string_value(json_object_get(record, "kind"));
            const char *text = json_string_value(json_object_get(record, s->member));
            if (is != NULL && text != NULL && strcmp(is, s->kind) == 0) {
                bihe_buffer_append_text(out, text);
                bihe_buffer_append_byte(out, '\n');
            }
            json_decref(record);
        }
    }
    if (file != NULL) (void)fclose(file);
}

static void append_file(bihe_buffer *out, const char *path)
{
    static char bytes[1 << 16];
    FILE *file = fopen(path, "r");
    for (size_t n; file != NULL && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        bihe_buffer_append(out, bytes, n);
    if (file != NULL) (void)fclose(file);
}

static void bench_data(const char *data, const bihe_repair_request *request)
{
    const bihe_allocator allocator = bihe_allocator_default();
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/repair/dev.jsonl", data);
    for (size_t i = 0; i < sizeof SUITES / sizeof *SUITES; i++) {
        bihe_buffer text;
        bihe_buffer_init(&text, &allocator);
        append_items(&text, path, &SUITES[i]);
        measure(SUITES[i].kind, bihe_buffer_view(&text), request);
        bihe_buffer_clear(&text);
    }
}

int main(int argc, char **argv)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_model *model = NULL;
    bihe_error err;
    if (bihe_model_load(&model, BIHE_BENCH_MODELS, NULL, &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    const bihe_repair_request request = bihe_repair_request_of(model, NULL);
    const char *data = getenv("BIHE_DATA");
    if (argc < 2) bench_data(data != NULL ? data : "", &request);
    for (int i = 1; i < argc; i++) {
        bihe_buffer text;
        bihe_buffer_init(&text, &allocator);
        append_file(&text, argv[i]);
        if (bihe_utf8_valid_prefix(bihe_buffer_view(&text)) == text.len)
            measure(argv[i], bihe_buffer_view(&text), &request);
        bihe_buffer_clear(&text);
    }
    bihe_model_free(model);
    return EXIT_SUCCESS;
}
