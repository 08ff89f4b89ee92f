/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs the library with an allocator that fails at the n-th allocation, once or from there on, for
 * every n up to the last: each call reports BIHE_ERROR_MEMORY and leaves no file, or succeeds and
 * wrote what it writes with memory enough; all memory is released.
 */
#include "world.h"

#include <bihe/train.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An allocator that counts, and fails at one allocation. */
typedef struct trap {
    size_t calls;   /* allocations so far */
    size_t fail_at; /* the one that fails, from 1; 0: none */
    bool for_good;  /* so do all after it */
    size_t live;    /* blocks */
} trap;

static void *trap_resize(void *user, void *ptr, size_t size)
{
    trap *t = user;
    if (size == 0) {
        if (ptr != NULL) t->live--;
        free(ptr);
        return NULL;
    }
    t->calls++;
    if (t->calls == t->fail_at || (t->for_good && t->fail_at > 0 && t->calls > t->fail_at))
        return NULL;
    void *block = realloc(ptr, size);
    if (block == NULL) abort();
    if (ptr == NULL) t->live++;
    return block;
}

/* A scene: one call path of the library from nothing to nothing. */
typedef struct oom_scene {
    const char *name;
    bihe_status (*play)(const struct oom_scene *scene, const world *w,
                        const bihe_allocator *allocator);
    bihe_view post;
    bool presegmented;
    bool in_parts; /* outputs are split and compressed */
} oom_scene;

static size_t count_entries(const char *path)
{
    DIR *dir = opendir(path);
    if (dir == NULL) abort();
    size_t count = 0;
    while (readdir(dir) != NULL)
        count++;
    (void)closedir(dir);
    return count;
}

/* All that a play wrote, one file after the other. */
typedef struct transcript {
    char bytes[1 << 18];
    size_t len;
} transcript;

/* Complete outputs; a temporary file is none and will be counted. */
static int is_output(const struct dirent *entry)
{
    return strncmp(entry->d_name, "out.", 4) == 0 && strstr(entry->d_name, ".tmp") == NULL;
}

static void take_outputs(const world *w, transcript *out)
{
    out->len = 0;
    struct dirent **entries;
    const int count = scandir(w->dir, &entries, is_output, alphasort);
    if (count < 0) abort();
    for (int k = 0; k < count; k++) {
        char path[300];
        (void)snprintf(path, sizeof path, "%s/%s", w->dir, entries[k]->d_name);
        FILE *file = fopen(path, "r");
        if (file == NULL) abort();
        out->len += fread(out->bytes + out->len, 1, sizeof out->bytes - out->len, file);
        if (out->len == sizeof out->bytes || fclose(file) != 0 || unlink(path) != 0) abort();
        free(entries[k]);
    }
    free(entries);
}

static void check(const oom_scene *scene, const world *w, size_t n, bihe_status status,
                  const transcript *expected)
{
    static transcript got;
    take_outputs(w, &got);
    const bool same = got.len == expected->len && memcmp(got.bytes, expected->bytes, got.len) == 0;
    if (status == BIHE_OK && !same) die("another output, and no error", scene->name, n);
    if (status != BIHE_OK && status != BIHE_ERROR_MEMORY)
        die(bihe_status_text(status), scene->name, n);
}

/* Plays the scene once for every allocation it makes; returns how many that is. */
static size_t torment(const oom_scene *scene, const world *w, bool for_good)
{
    static transcript expected;
    const size_t files = count_entries(w->dir);
    trap t = {.fail_at = 0};
    const bihe_allocator allocator = {trap_resize, &t};
    if (scene->play(scene, w, &allocator) != BIHE_OK)
        die("failed with memory enough", scene->name, 0);
    take_outputs(w, &expected);
    const size_t count = t.calls;
    for (size_t n = 1; n <= count; n++) {
        t = (trap){.fail_at = n, .for_good = for_good};
        check(scene, w, n, scene->play(scene, w, &allocator), &expected);
        if (t.live > 0) die("memory was not released", scene->name, n);
        if (count_entries(w->dir) != files) die("a file was left behind", scene->name, n);
    }
    return count;
}

static bihe_status play_model(const oom_scene *scene, const world *w,
                              const bihe_allocator *allocator)
{
    (void)scene;
    (void)w;
    bihe_model *model;
    bihe_error err;
    const bihe_status status = bihe_model_load(&model, BIHE_TEST_MODELS, allocator, &err);
    if (status == BIHE_OK) bihe_model_free(model);
    return status;
}

static bihe_status write_format(bihe_context *context, const bihe_document *document,
                                const char *format, const char *path, bihe_error *err)
{
    bihe_writer *writer;
    bihe_status status = bihe_writer_new(&writer, context, format, path, err);
    if (status != BIHE_OK) return status;
    status = bihe_writer_add(writer, document, err);
    if (status == BIHE_OK) return bihe_writer_finish(writer, err);
    bihe_writer_abandon(writer);
    return status;
}

static bihe_status write_all(bihe_context *context, const bihe_document *document, const world *w,
                             bihe_error *err)
{
    const char *end = bihe_context_options(context)->max_units > 0 ? ".gz" : "";
    bihe_status status = BIHE_OK;
    for (size_t k = 0; status == BIHE_OK && bihe_format_name(k) != NULL; k++) {
        char path[64];
        (void)snprintf(path, sizeof path, "%s/out.%s%s", w->dir, bihe_format_name(k), end);
        status = write_format(context, document, bihe_format_name(k), path, err);
        if (status != BIHE_OK && access(path, F_OK) == 0)
            die("a file without success", bihe_format_name(k), 0);
    }
    return status;
}

static bihe_status new_context(bihe_context **context, const oom_scene *scene, const world *w,
                               const bihe_allocator *allocator, bihe_error *err)
{
    bihe_options options;
    bihe_options_init(&options);
    options.keep_unaligned = true;
    options.presegmented = scene->presegmented;
    options.max_units = scene->in_parts ? 1 : 0;
    return bihe_context_new(context, w->model, &options, allocator, err);
}

/* A post of that name: it tells Markdown from HTML. */
static bihe_status play_named(const oom_scene *scene, const world *w,
                              const bihe_allocator *allocator, const char *name)
{
    bihe_context *context;
    bihe_document *document = NULL;
    bihe_error err;
    bihe_status status = new_context(&context, scene, w, allocator, &err);
    if (status != BIHE_OK) return status;
    status = bihe_document_parse(&document, context, name, scene->post, &err);
    if (status == BIHE_OK) status = write_all(context, document, w, &err);
    bihe_document_free(document);
    bihe_context_free(context);
    return status;
}

static bihe_status play_post(const oom_scene *scene, const world *w,
                             const bihe_allocator *allocator)
{
    return play_named(scene, w, allocator, "post.md");
}

static bihe_status play_html(const oom_scene *scene, const world *w,
                             const bihe_allocator *allocator)
{
    return play_named(scene, w, allocator, "post.html");
}

static bihe_status play_pair(const oom_scene *scene, const world *w,
                             const bihe_allocator *allocator)
{
    bihe_context *context;
    bihe_document *document = NULL;
    bihe_error err;
    bihe_status status = new_context(&context, scene, w, allocator, &err);
    if (status != BIHE_OK) return status;
    status = bihe_document_open_pair(&document, context, w->pair[0], w->pair[1], &err);
    if (status == BIHE_OK) status = write_all(context, document, w, &err);
    bihe_document_free(document);
    bihe_context_free(context);
    return status;
}

/* By names, by a pattern that fits nothing and a key of the front matter. */
static bihe_status play_pairing(const oom_scene *scene, const world *w,
                                const bihe_allocator *allocator)
{
    static const char *const patterns[] = {"x/**=y/**", "zh.t*=en.x*", "ref"};
    const char *const paths[] = {w->pair[0], w->pair[1]};
    bihe_status status = BIHE_OK;
    for (size_t k = 0; k < 2 && status == BIHE_OK; k++) {
        bihe_pairs *pairs;
        bihe_error err;
        size_t count;
        const bihe_pairs_options options = {.patterns = patterns,
                                            .pattern_count = k * 3,
                                            .max_bytes = 1000,
                                            .allocator = allocator};
        status = bihe_pairs_find(&pairs, paths, 2, &options, &err);
        if (status != BIHE_OK) break;
        if (bihe_pairs_posts(pairs, &count)->en == NULL) die("no pair", scene->name, k);
        bihe_pairs_free(pairs);
    }
    return status;
}

static bihe_status convert_file(bihe_context *context, const char *path, bihe_writer *writer,
                                bihe_error *err)
{
    bihe_reader *reader;
    const bihe_unit *unit;
    bihe_status status = bihe_reader_new(&reader, context, bihe_format_of(path), path, err);
    if (status != BIHE_OK) return status;
    while ((status = bihe_reader_next(reader, &unit, err)) == BIHE_OK && unit != NULL) {
        status = bihe_writer_add_unit(writer, unit, err);
        if (status != BIHE_OK) break;
    }
    bihe_reader_free(reader);
    return status;
}

/* Every readable format into one file. */
static bihe_status play_convert(const oom_scene *scene, const world *w,
                                const bihe_allocator *allocator)
{
    bihe_context *context;
    bihe_writer *writer;
    bihe_error err;
    char path[64];
    bihe_status status = new_context(&context, scene, w, allocator, &err);
    if (status != BIHE_OK) return status;
    (void)snprintf(path, sizeof path, "%s/out.jsonl", w->dir);
    status = bihe_writer_new(&writer, context, "jsonl", path, &err);
    for (size_t k = 0; status == BIHE_OK && k < sizeof w->units / sizeof *w->units; k++) {
        status = convert_file(context, w->units[k], writer, &err);
        if (status != BIHE_OK) bihe_writer_abandon(writer);
    }
    if (status == BIHE_OK) status = bihe_writer_finish(writer, &err);
    bihe_context_free(context);
    return status;
}

static bihe_status segment_and_align(bihe_context *context, bihe_view text, bihe_error *err)
{
    bihe_cut *cuts;
    size_t count;
    bihe_status status = bihe_segment(context, text, -1, &cuts, &count, err);
    if (status != BIHE_OK) return status;
    bihe_cuts_free(context, cuts);
    bihe_bead *beads;
    status = bihe_align(context, &text, 1, &text, 1, &beads, &count, err);
    if (status == BIHE_OK) bihe_beads_free(context, beads);
    return status;
}

static bihe_status play_stages(const oom_scene *scene, const world *w,
                               const bihe_allocator *allocator)
{
    bihe_context *context;
    bihe_repair_result result;
    bihe_view json;
    bihe_error err;
    bihe_status status = new_context(&context, scene, w, allocator, &err);
    if (status != BIHE_OK) return status;
    status = segment_and_align(context, scene->post, &err);
    if (status == BIHE_OK) status = bihe_repair(context, scene->post, &result, &err);
    if (status == BIHE_OK) bihe_repair_result_clear(context, &result);
    if (status == BIHE_OK)
        status = bihe_filter_json(context, BIHE_FILTER_JOINTS,
                                  VIEW("{\"id\": 1, \"text\": \"From the U.S. Army. It ended.\"}"),
                                  "text", -1, &json, &err);
    if (status == BIHE_OK) bihe_filter_free(context, json);
    bihe_context_free(context);
    return status;
}

static bihe_status take_entry(void *user, const bihe_config_entry *entry, bihe_error *err)
{
    (void)err;
    *(size_t *)user += entry->count;
    return BIHE_OK;
}

static bihe_status play_settings(const oom_scene *scene, const world *w,
                                 const bihe_allocator *allocator)
{
    size_t values = 0;
    bihe_error err;
    const bihe_status status = bihe_config_read(w->settings, allocator, take_entry, &values, &err);
    if (status == BIHE_OK && values != 3) die("values lost", scene->name, values);
    return status;
}

static bihe_status play_training(const oom_scene *scene, const world *w,
                                 const bihe_allocator *allocator)
{
    char path[64];
    bihe_error err;
    const char *pairs = w->lesson[2];
    bihe_train_segment_report report;
    (void)snprintf(path, sizeof path, "%s/out.bin", w->dir);
    const bihe_status status =
        bihe_train_segment(path, w->dir, &pairs, 1, allocator, &report, &err);
    if (status == BIHE_OK && report.examples == 0) die("nothing was learned", scene->name, 0);
    return status;
}

static bihe_status play_eval(const oom_scene *scene, const world *w,
                             const bihe_allocator *allocator)
{
    bihe_eval_counts counts = {0, 0, 0, 0, 0, 0};
    bihe_error err;
    const bihe_status status = bihe_eval_files(w->beads, w->beads, allocator, &counts, &err);
    if (counts.tried_strict != (status == BIHE_OK ? 2 : 0))
        die("beads lost or counted too early", scene->name, counts.tried_strict);
    return status;
}

/* Takes units and hits, and counts them. */
static bool count_unit(void *user, const bihe_unit *unit)
{
    (void)unit;
    ++*(size_t *)user;
    return true;
}

static bool count_hit(void *user, const bihe_hit *hit)
{
    (void)hit;
    ++*(size_t *)user;
    return true;
}

/* Only the corpus' own memory is short here, not that of the post. */
static bihe_status play_build(const oom_scene *scene, const world *w,
                              const bihe_allocator *allocator)
{
    (void)scene;
    const bihe_status status = fill_corpus(w, w->corpora[1], allocator);
    remove_corpus(w->corpora[1]);
    return status;
}

static bihe_status ask_corpus(bihe_corpus *corpus, const world *w, bihe_error *err)
{
    const bihe_search search = {VIEW("雨停"), -1, BIHE_PATIENCE};
    bihe_selection selection;
    bihe_selection_counts counts;
    size_t units = 0, hits = 0;
    bool gave_up;
    char path[64];
    bihe_selection_init(&selection);
    bihe_status status = bihe_corpus_units(corpus, &selection, count_unit, &units, &counts, err);
    if (status == BIHE_OK)
        status = bihe_corpus_find(corpus, &search, count_hit, &hits, &gave_up, err);
    if (status == BIHE_OK && (units != 2 || hits != 1)) die("not all was kept", "a corpus", 0);
    (void)snprintf(path, sizeof path, "%s/out.html", w->dir);
    if (status == BIHE_OK) status = bihe_corpus_report(corpus, BIHE_REPORT_HTML, path, err);
    (void)snprintf(path, sizeof path, "%s/out.json", w->dir);
    return status == BIHE_OK ? bihe_corpus_report(corpus, BIHE_REPORT_JSON, path, err) : status;
}

static bihe_status play_corpus(const oom_scene *scene, const world *w,
                               const bihe_allocator *allocator)
{
    (void)scene;
    bihe_corpus *corpus;
    bihe_error err;
    bihe_status status =
        bihe_corpus_open(&corpus, w->corpora[0], BIHE_CORPUS_READ, allocator, &err);
    if (status != BIHE_OK) return status;
    status = ask_corpus(corpus, w, &err);
    bihe_corpus_close(corpus);
    return status;
}

static bihe_status play_lexicon(const oom_scene *scene, const world *w,
                                const bihe_allocator *allocator)
{
    (void)scene;
    const bihe_train_file files[] = {{w->lessons[0], BIHE_TRAIN_TEXT},
                                     {w->lessons[1], BIHE_TRAIN_WORDS},
                                     {w->lessons[2], BIHE_TRAIN_DICTIONARY}};
    const bihe_train_lexicon_options options = {.allocator = allocator};
    bihe_error err;
    char path[64];
    (void)snprintf(path, sizeof path, "%s/out.bin", w->dir);
    return bihe_train_lexicon(path, files, 3, &options, NULL, &err);
}

static bihe_status play_glossary(const oom_scene *scene, const world *w,
                                 const bihe_allocator *allocator)
{
    bihe_options options;
    bihe_context *context;
    bihe_document *document = NULL;
    bihe_error err;
    bihe_options_init(&options);
    options.lexicon[0] = w->lessons[0];
    options.lexicon[1] = w->lessons[2];
    options.lexicon[2] = w->units[2];
    bihe_status status = bihe_context_new(&context, w->model, &options, allocator, &err);
    if (status != BIHE_OK) return status;
    status = bihe_document_parse(&document, context, "post.md", scene->post, &err);
    if (status == BIHE_OK && bihe_document_stats(document)->glossary_met == 0)
        die("the glossary was not met", scene->name, 0);
    bihe_document_free(document);
    bihe_context_free(context);
    return status;
}

static const oom_scene scenes[] = {
    {"loading the model", play_model, {NULL, 0}, false, false},
    {"an empty post", play_post, {"", 0}, false, false},
    {"halves with front matter",
     play_post,
     {"---\ntitle: \"雨\\u0001\"\ntags: [天气, walk]\nmore: {a: 1}\n---\n\n# 雨 Rain\n\n"
      "雨停了。我们沿着河走回家，路上谁也没说话。\n\n- 灯还亮着。\n\n"
      "The rain stopped. We walked home along the river.\nNobody spoke, e.g. about Dr. Wu.\n"
      "She came from the U.S. Army bases closed.\n\n"
      "- The lamp was still on.\n",
      0},
     false,
     false},
    {"paragraph by paragraph",
     play_post,
     {"---\ntitle: 雨 / Rain\n---\n<!--\ntitle: Rain\ndate: 2020\n-->\n"
      "> The rain stopped.\n\n雨停了（译者注：略）。\n\n> We walked home.\n\n我们走回家。\n\n"
      "![The house in the rain](a.png)\n\n译者：吴\n\n"
      "> It was late.\n\n很晚了。\n\n| a | 甲 |\n|---|---|\n| one | 一 |\n",
      0},
     false,
     false},
    {"HTML",
     play_html,
     {"<html><body><p>雨停了。我们回家。</p><p>The rain stopped. We &amp; they walked home.</p>"
      "<!-- 完 --></body></html>\n",
      0},
     false,
     false},
    {"front matter in TOML",
     play_post,
     {"+++\ntitle = \"Rain\"\n[params]\ntags = [\"a\", \"b\"]\n+++\n雨停了。\n\nThe rain "
      "stopped.\n",
      0},
     false,
     false},
    {"front matter that is no YAML",
     play_post,
     {"---\na: [\n---\n雨停了。\n\nThe rain stopped.\n", 0},
     false,
     false},
    {"one language", play_post, {"雨停了。我们回家。\n", 0}, false, false},
    {"text decoded wrongly",
     play_post,
     {"é›¨å\xC2\x81œäº†ã€‚æˆ‘ä»¬å›žå®¶ã€‚ Cafe\xCC\x81.\n\nThe rain stopped. We walked home.\n", 0},
     false,
     false},
    {"bytes of GB18030",
     play_post,
     {"\xD3\xEA\xCD\xA3\xC1\xCB\xA1\xA3\xCE\xD2\xC3\xC7\xBB\xD8\xBC\xD2\xA1\xA3\r\n\r\n"
      "The rain stopped. We walked home.\r\n",
      0},
     false,
     false},
    {"a sentence a line",
     play_post,
     {"雨停了。\n我们回家。\n\nThe rain stopped.\nWe walked home.\n", 0},
     true,
     false},
    {"outputs in parts",
     play_post,
     {"雨停了。\n我们回家。\n\nThe rain stopped.\nWe walked home.\n", 0},
     true,
     true},
    {"a pair of files", play_pair, {NULL, 0}, false, false},
    {"which files are pairs", play_pairing, {NULL, 0}, false, false},
    {"a lexicon learned", play_lexicon, {NULL, 0}, false, false},
    {"glossaries", play_glossary, {"雨停了。\n\nThe rain stopped.\n", 0}, false, false},
    {"units read back", play_convert, {NULL, 0}, false, false},
    {"training the segmenter", play_training, {NULL, 0}, false, false},
    {"beads compared", play_eval, {NULL, 0}, false, false},
    {"a file of settings", play_settings, {NULL, 0}, false, false},
    {"a corpus that is built", play_build, {NULL, 0}, false, false},
    {"a corpus that is asked", play_corpus, {NULL, 0}, false, false},
    {"stages alone",
     play_stages,
     {"雨停了。我们回家。é›¨ The rain stopped. We walked home.", 0},
     false,
     false},
};

int main(void)
{
    world w;
    set_up(&w);
    for (size_t k = 0; k < sizeof scenes / sizeof *scenes; k++) {
        oom_scene scene = scenes[k];
        scene.post.len = scene.post.ptr != NULL ? strlen(scene.post.ptr) : 0;
        printf("%-30s %zu allocations\n", scene.name, torment(&scene, &w, false));
        /* loading takes long, and so do the figures of a corpus */
        if (scene.play != play_model && scene.play != play_corpus) (void)torment(&scene, &w, true);
    }
    tear_down(&w);
    return EXIT_SUCCESS;
}
