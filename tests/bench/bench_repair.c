/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed of repair on one core: bench_repair [FILE]... Without arguments the damaged and the good
 * texts of BIHE_DATA/repair/dev.jsonl are used: first many items as one text, then each item as a
 * text of its own. Prints processor time (best of several runs), its ratio to a reference measured
 * on the same bytes, and the most memory that was in use besides the text and the output. The
 * reference of good text is to check that it is UTF-8 and to copy it; that of damaged text is to
 * convert it to UTF-16 with iconv.
 */
#include "align/repairer.h"
#include "model/model.h"
#include "text/utf8.h"

#include <iconv.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 5, MAX_LINE = 1 << 20 };

/* Seconds after which no further run is begun. */
static const double LONG = 1;

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

/* Texts side by side: text k ends at ends[k]. */
typedef struct texts {
    bihe_buffer bytes;
    size_t *ends;
    size_t count, capacity;
} texts;

static void end_text(texts *t)
{
    const bihe_allocator allocator = bihe_allocator_default();
    void *ends = t->ends;
    if (!bihe_array_reserve(&allocator, &ends, &t->capacity, t->count + 1, sizeof *t->ends))
        exit(EXIT_FAILURE);
    t->ends = ends;
    t->ends[t->count++] = t->bytes.len;
}

static void clear_texts(texts *t)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_buffer_clear(&t->bytes);
    bihe_mem_free(&allocator, t->ends);
    *t = (texts){.count = 0};
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Work whose time is taken. */
typedef struct job {
    void (*run)(struct job *job, bihe_view text);
    const bihe_repair_request *request;
    iconv_t converter;
    size_t output; /* bytes of the largest output */
    meter meter;
    size_t repaired, lost;
    bool useful; /* keeps results from being optimised away */
} job;

static void run_repair(job *j, bihe_view text)
{
    const bihe_allocator allocator = {meter_resize, &j->meter};
    bihe_repair_result result;
    bihe_buffer out;
    bihe_error err;
    bihe_buffer_init(&out, &allocator);
    if (bihe_repair_run(j->request, text, &out, &result, &err) != BIHE_OK) exit(EXIT_FAILURE);
    j->repaired += result.repaired;
    j->lost += result.lost;
    if (out.capacity > j->output) j->output = out.capacity;
    bihe_buffer_clear(&out);
}

static void run_copy(job *j, bihe_view text)
{
    char *copy = malloc(text.len + 1);
    if (copy == NULL) exit(EXIT_FAILURE);
    memcpy(copy, text.ptr, text.len);
    j->useful |= bihe_utf8_valid_prefix((bihe_view){copy, text.len}) == text.len;
    free(copy);
}

static void run_iconv(job *j, bihe_view text)
{
    static char out[1 << 16];
    char *in = (char *)(uintptr_t)text.ptr;
    for (size_t rest = text.len, before = rest + 1; rest > 0 && rest < before;) {
        char *to = out;
        size_t room = sizeof out;
        before = rest;
        j->useful |= iconv(j->converter, &in, &rest, &to, &room) == 0;
    }
}

/* Seconds for all texts, best of several runs. */
static double best_time(job *j, const texts *t)
{
    double best = 1e9, total = 0;
    const bihe_view all = bihe_buffer_view(&t->bytes);
    for (int i = 0; i < RUNS && total < LONG; i++) {
        const double start = now();
        j->repaired = j->lost = 0;
        for (size_t k = 0; k < t->count; k++)
            j->run(j, bihe_view_slice(all, k > 0 ? t->ends[k - 1] : 0, t->ends[k]));
        const double took = now() - start;
        if (took < best) best = took;
        total += took;
    }
    return best;
}

static void measure(const char *name, const texts *t, const bihe_repair_request *request, bool good)
{
    job work = {.run = run_repair, .request = request};
    job reference = {.run = good ? run_copy : run_iconv};
    reference.converter = iconv_open("UTF-16LE", "UTF-8");
    if (t->bytes.len == 0 || reference.converter == (iconv_t)-1) return;
    const double base = best_time(&reference, t), took = best_time(&work, t);
    const double megabytes = (double)t->bytes.len / 1e6;
    (void)iconv_close(reference.converter);
    printf("%-16s %6zu texts %7.2f MB  %7.1f MB/s  %5.1f times the %s's time  %6.2f MB more memory"
           "  %zu restored, %zu lost\n",
           name, t->count, megabytes, megabytes / took, took / base, good ? "copy" : "iconv",
           (double)(work.meter.peak - work.output) / 1e6, work.repaired, work.lost);
    (void)fflush(stdout);
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
    {"c_latin1_noc1", "bad", 1 << 18},
};
enum { SUITE_COUNT = sizeof SUITES / sizeof *SUITES };

/* Adds the record's text to the suite of its kind. */
static void add_record(texts *all, const char *line)
{
    json_t *record = json_loads(line, 0, NULL);
    const char *kind = json_string_value(json_object_get(record, "kind"));
    for (size_t i = 0; kind != NULL && i < SUITE_COUNT; i++) {
        const char *text = json_string_value(json_object_get(record, SUITES[i].member));
        if (text == NULL || strcmp(SUITES[i].kind, kind) != 0) continue;
        bihe_buffer_append_text(&all[i].bytes, text);
        bihe_buffer_append_byte(&all[i].bytes, '\n');
        end_text(&all[i]);
    }
    json_decref(record);
}

/* The items as one text, over and over until there is enough. */
static void join(texts *to, const texts *items, size_t enough)
{
    while (to->bytes.len < enough && items->bytes.len > 0)
        bihe_buffer_append_view(&to->bytes, bihe_buffer_view(&items->bytes));
    end_text(to);
}

static void bench_data(const char *data, const bihe_repair_request *request)
{
    static char line[MAX_LINE];
    const bihe_allocator allocator = bihe_allocator_default();
    texts items[SUITE_COUNT] = {{.count = 0}};
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/repair/dev.jsonl", data);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "no damaged text at %s\n", path);
        return;
    }
    for (size_t i = 0; i < SUITE_COUNT; i++)
        bihe_buffer_init(&items[i].bytes, &allocator);
    while (fgets(line, sizeof line, file) != NULL)
        add_record(items, line);
    (void)fclose(file);
    for (size_t i = 0; i < SUITE_COUNT; i++) {
        const bool good = strcmp(SUITES[i].member, "good") == 0;
        texts whole = {.count = 0};
        bihe_buffer_init(&whole.bytes, &allocator);
        join(&whole, &items[i], SUITES[i].enough);
        measure(SUITES[i].kind, &whole, request, good);
        measure(SUITES[i].kind, &items[i], request, good);
        clear_texts(&whole);
        clear_texts(&items[i]);
    }
}

static void append_file(bihe_buffer *out, const char *path)
{
    static char bytes[1 << 16];
    FILE *file = fopen(path, "r");
    for (size_t n; file != NULL && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        bihe_buffer_append(out, bytes, n);
    if (file != NULL) (void)fclose(file);
}

static void bench_file(const char *path, const bihe_repair_request *request)
{
    const bihe_allocator allocator = bihe_allocator_default();
    texts one = {.count = 0};
    bihe_buffer_init(&one.bytes, &allocator);
    append_file(&one.bytes, path);
    end_text(&one);
    if (bihe_utf8_valid_prefix(bihe_buffer_view(&one.bytes)) == one.bytes.len)
        measure(path, &one, request, false);
    else
        fprintf(stderr, "%s: not UTF-8\n", path);
    clear_texts(&one);
}

int main(int argc, char **argv)
{
    bihe_model *model = NULL;
    bihe_error err;
    if (bihe_model_load(&model, BIHE_BENCH_MODELS, NULL, &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    const bihe_repair_request request = bihe_repair_request_of(model, NULL);
    const char *data = getenv("BIHE_DATA");
    if (argc < 2) bench_data(data != NULL ? data : "", &request);
    for (int i = 1; i < argc; i++)
        bench_file(argv[i], &request);
    bihe_model_free(model);
    return EXIT_SUCCESS;
}
