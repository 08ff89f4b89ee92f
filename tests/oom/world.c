/* SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void die(const char *what, const char *scene, size_t n)
{
    fprintf(stderr, "oom: %s: %s (failing allocation %zu)\n", scene, what, n);
    exit(EXIT_FAILURE);
}

static bihe_status keep_post(bihe_corpus *corpus, const bihe_document *document, bihe_error *err)
{
    static const bihe_digest digest = {{1}};
    bihe_known_post known;
    size_t missing;
    bihe_status status = bihe_corpus_begin(corpus, err);
    if (status == BIHE_OK) status = bihe_corpus_note(corpus, "post.md", &known, err);
    if (status == BIHE_OK) status = bihe_corpus_put(corpus, document, &digest, err);
    if (status == BIHE_OK) status = bihe_corpus_put_failure(corpus, "bad.md", "why", err);
    if (status == BIHE_OK) status = bihe_corpus_mark_missing(corpus, "posts", &missing, err);
    return status == BIHE_OK ? bihe_corpus_commit(corpus, err) : status;
}

void remove_corpus(const char *corpus)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        char path[80];
        (void)snprintf(path, sizeof path, "%s%s", corpus, endings[k]);
        (void)unlink(path);
    }
}

bihe_status fill_corpus(const world *w, const char *path, const bihe_allocator *allocator)
{
    const char *const parts[] = {w->corpora[0]};
    bihe_corpus *corpus;
    bihe_merge_counts counts;
    bihe_error err;
    bihe_status status = bihe_corpus_open(&corpus, path, BIHE_CORPUS_BUILD, allocator, &err);
    if (status == BIHE_OK) status = bihe_corpus_use(corpus, w->context, &err);
    if (status == BIHE_OK) status = keep_post(corpus, w->document, &err);
    if (status == BIHE_OK && path != parts[0])
        status = bihe_corpus_merge(corpus, parts, 1, &counts, &err);
    bihe_corpus_close(corpus);
    return status;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) abort();
}

/* The same unit in every readable format. */
static void set_up_units(world *w)
{
    static const char *const names[] = {"u.tsv", "u.jsonl", "u.tmx"};
    static const char *const texts[] = {
        "zh\ten\ttitle\tlines_en\n雨停了。\tThe rain\\tstopped.\tRain\xff\t8-9\n",
        "{\"zh\": \"雨停了。\", \"en\": \"The rain stopped.\", \"meta\": {\"title\": \"Rain\"}}\n",
        "<tmx><body><tu><prop type='x-score'>0.5</prop><note>a</note><note>b</note>"
        "<tuv xml:lang='zh-TW'><seg>雨停了。</seg></tuv>"
        "<tuv xml:lang='en'><seg>The rain stopped.</seg></tuv></tu></body></tmx>\n"};
    for (size_t k = 0; k < sizeof w->units / sizeof *w->units; k++) {
        (void)snprintf(w->units[k], sizeof w->units[k], "%s/%s", w->dir, names[k]);
        write_file(w->units[k], texts[k]);
    }
}

/* What a lexicon is learned from: sentences, words, a dictionary. */
static void set_up_lessons(world *w)
{
    static const char *const names[] = {"pairs.tsv", "words.txt", "dict.tsv"};
    static const char *const texts[] = {"The rain stopped.\t雨停了。\nIt rains.\t下雨了。\n",
                                        "rain 50\nrains 10\n雨 30\n",
                                        ("雨\t雨\tyu3\train; CL:場|场[chang2]\n"
                                         "聽說\t听说\tting1 shuo1\tto hear that it is so\n")};
    for (size_t k = 0; k < sizeof w->lessons / sizeof *w->lessons; k++) {
        (void)snprintf(w->lessons[k], sizeof w->lessons[k], "%s/%s", w->dir, names[k]);
        write_file(w->lessons[k], texts[k]);
    }
}

/* A model that says next to nothing, and sentences whose boundaries both sides agree on. */
static void set_up_lesson(world *w)
{
    static const char *const names[] = {"model.yaml", "rules.yaml", "lesson.tsv"};
    static const char *const texts[] = {
        "languages: [zh, en]\nsegment: [rules.yaml, rules.yaml]\n",
        "words:\n- {kind: either, why: a test, words: [Co]}\nrules:\n"
        "- {name: a, why: a test, at: [dot], before: '\\d\\.', after: '\\d', cut: no}\n",
        "It rained. We went home.\t下雨了。我们回家了。\nHe works at Brown & Co. "
        "today.\t他今天在布朗上班。\n"
        "So it is... Then he left.\t原来如此……然后他走了。\nShe slept. He "
        "sang.\t她睡了。他唱歌。\n"};
    for (size_t k = 0; k < sizeof w->lesson / sizeof *w->lesson; k++) {
        (void)snprintf(w->lesson[k], sizeof w->lesson[k], "%s/%s", w->dir, names[k]);
        write_file(w->lesson[k], texts[k]);
    }
}

static void set_up_corpus(world *w)
{
    const bihe_view post = VIEW("---\ntags: [天气, walk]\ntourl: https://rain.example\n---\n"
                                "雨停了。我们回家。\n\nThe rain stopped. We walked home.\n");
    bihe_error err;
    (void)snprintf(w->corpora[0], sizeof w->corpora[0], "%s/one.db", w->dir);
    (void)snprintf(w->corpora[1], sizeof w->corpora[1], "%s/two.db", w->dir);
    if (bihe_context_new(&w->context, w->model, NULL, NULL, &err) != BIHE_OK ||
        bihe_document_parse(&w->document, w->context, "post.md", post, &err) != BIHE_OK ||
        fill_corpus(w, w->corpora[0], NULL) != BIHE_OK)
        die(err.message, "filling a corpus", 0);
}

void set_up(world *w)
{
    bihe_error err;
    /* thousands of outputs, each synced: in memory where there is such a folder */
    *w = (world){.dir = "/dev/shm/bihe-oom-XXXXXX"};
    if (mkdtemp(w->dir) == NULL) {
        *w = (world){.dir = "/tmp/bihe-oom-XXXXXX"};
        if (mkdtemp(w->dir) == NULL) abort();
    }
    (void)snprintf(w->pair[0], sizeof w->pair[0], "%s/zh.txt", w->dir);
    (void)snprintf(w->pair[1], sizeof w->pair[1], "%s/en.txt", w->dir);
    write_file(w->pair[0], "---\nref: 7\n---\n雨停了。我们回家。\n");
    write_file(w->pair[1], "---\ntitle: Rain\nref: 7\n---\nThe rain stopped. We walked home.\n");
    (void)snprintf(w->settings, sizeof w->settings, "%s/bihe.yaml", w->dir);
    write_file(w->settings, "jobs: 2\nalign:\n  output: [a.tmx, b.tsv]\n");
    (void)snprintf(w->beads, sizeof w->beads, "%s/x.beads", w->dir);
    write_file(w->beads, "[0]:[0]\n[1,2]:[1]\n");
    set_up_units(w);
    set_up_lessons(w);
    set_up_lesson(w);
    if (bihe_model_load(&w->model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK)
        die(err.message, "loading the model", 0);
    set_up_corpus(w);
}

void tear_down(world *w)
{
    remove_corpus(w->corpora[0]);
    bihe_document_free(w->document);
    bihe_context_free(w->context);
    bihe_model_free(w->model);
    for (size_t k = 0; k < sizeof w->units / sizeof *w->units; k++) {
        if (unlink(w->units[k]) != 0) abort();
    }
    for (size_t k = 0; k < sizeof w->lesson / sizeof *w->lesson; k++) {
        if (unlink(w->lesson[k]) != 0) abort();
    }
    for (size_t k = 0; k < sizeof w->lessons / sizeof *w->lessons; k++) {
        if (unlink(w->lessons[k]) != 0) abort();
    }
    if (unlink(w->settings) != 0 || unlink(w->beads) != 0) abort();
    if (unlink(w->pair[0]) != 0 || unlink(w->pair[1]) != 0 || rmdir(w->dir) != 0) abort();
}
