/* SPDX-License-Identifier: Apache-2.0 */
/* Documents put together by hand, outputs read back. */
#include "unit/writing.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *counting_resize(void *user, void *ptr, size_t size)
{
    world *w = user;
    size_t *block = ptr != NULL ? (size_t *)ptr - 2 : NULL;
    if (block != NULL) w->live -= block[0];
    if (size == 0) {
        free(block);
        return NULL;
    }
    block = realloc(block, size + 2 * sizeof *block);
    if (block == NULL) abort();
    block[0] = size;
    w->live += size;
    if (w->live > w->peak) w->peak = w->live;
    return block + 2;
}

static void on_diagnostic(void *user, const bihe_diagnostic *diagnostic)
{
    world *w = user;
    if (diagnostic->severity == BIHE_NOTE) return;
    w->reports++;
    (void)snprintf(w->report, sizeof w->report, "%s: %s", diagnostic->file, diagnostic->message);
}

int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    if (w == NULL) return -1;
    w->model = (bihe_model){.lang = {"zh", "en"}};
    w->context.allocator = (bihe_allocator){counting_resize, w};
    w->context.model = &w->model;
    bihe_options_init(&w->context.options);
    bihe_context_on_diagnostic(&w->context, on_diagnostic, w);
    (void)snprintf(w->dir, sizeof w->dir, "/tmp/bihe-test-XXXXXX");
    if (mkdtemp(w->dir) == NULL) return -1;
    (void)snprintf(w->path, sizeof w->path, "%s/out", w->dir);
    bihe_arena_init(&w->arena, &w->context.allocator);
    *state = w;
    return 0;
}

int tear_down(void **state)
{
    world *w = *state;
    bihe_arena_clear(&w->arena);
    const bool clean = rmdir(w->dir) == 0 && w->live == 0;
    free(w);
    return clean ? 0 : -1;
}

void make(maker *m, world *w, const char *name)
{
    memset(m, 0, sizeof *m);
    m->w = w;
    m->document.name = name;
    m->document.file_count = 1;
    m->document.stats.encoding = "UTF-8";
    m->document.stats.only_side = -1;
    m->document.beads.items = m->beads;
    for (int side = 0; side < 2; side++) {
        m->document.sentences[side] = m->sentences[side];
        m->document.texts[side] = m->texts[side];
    }
    m->document.meta.items = m->meta;
}

void meta(maker *m, const char *key, const char *value)
{
    const size_t k = m->document.meta.count++;
    assert_true(k < MOST);
    m->meta[k] = (bihe_meta){bihe_view_of(key), bihe_view_of(value)};
}

void sentence(maker *m, int side, const char *text, size_t first, size_t last)
{
    size_t *count = &m->document.stats.sentences[side];
    assert_true(*count < MOST);
    m->sentences[side][(*count)++] =
        (bihe_sentence){.text = bihe_view_of(text), .line = {first, last}};
}

void bead(maker *m, size_t zh, size_t en, double score)
{
    const size_t k = m->document.beads.count++;
    assert_true(k < MOST);
    const size_t counts[2] = {zh, en};
    for (int side = 0; side < 2; side++) {
        size_t first = 0;
        for (size_t i = 0; i < k; i++)
            first += m->beads[i].count[side];
        m->beads[k].first[side] = first;
        m->beads[k].count[side] = counts[side];
        bihe_buffer joined;
        bihe_buffer_init(&joined, &m->w->context.allocator);
        for (size_t i = first; i < first + counts[side]; i++) {
            if (side == BIHE_EN && i > first) bihe_buffer_append_byte(&joined, ' ');
            bihe_buffer_append_view(&joined, m->sentences[side][i].text);
        }
        m->texts[side][k] = bihe_arena_copy(&m->w->arena, bihe_buffer_view(&joined));
        bihe_buffer_clear(&joined);
    }
    m->beads[k].score = score;
}

void pair(maker *m, const char *zh, const char *en)
{
    sentence(m, BIHE_ZH, zh, 1, 1);
    sentence(m, BIHE_EN, en, 2, 2);
    bead(m, 1, 1, 0.5);
}

void make_sample(maker *m, world *w)
{
    make(m, w, "posts/tea.md");
    meta(m, "title", "喝茶 & tea");
    meta(m, "date", "2024-05-01");
    meta(m, "tourl", "https://example.org/tea?a=1&b=2");
    meta(m, "tags", "茶, tea");
    sentence(m, BIHE_ZH, "水开了。", 8, 8);
    sentence(m, BIHE_ZH, "茶还没泡。", 8, 9);
    sentence(m, BIHE_ZH, "请坐。", 10, 10);
    sentence(m, BIHE_ZH, "（完）", 12, 12);
    sentence(m, BIHE_EN, "The water boils, the tea is not made.", 20, 20);
    sentence(m, BIHE_EN, "Have a seat.", 21, 21);
    bead(m, 2, 1, 0.98765);
    bead(m, 1, 1, 0.25);
    bead(m, 1, 0, 0.9);
}

void write_documents(world *w, const char *format, maker *const *makers, size_t count,
                     bihe_buffer *out)
{
    bihe_writer *writer;
    bihe_error err;
    assert_int_equal(bihe_writer_new(&writer, &w->context, format, w->path, &err), BIHE_OK);
    for (size_t k = 0; k < count; k++)
        assert_int_equal(bihe_writer_add(writer, &makers[k]->document, &err), BIHE_OK);
    w->stats = *bihe_writer_get_stats(writer);
    assert_int_equal(bihe_writer_finish(writer, &err), BIHE_OK);
    bihe_buffer_init(out, &w->context.allocator);
    assert_int_equal(bihe_file_read(w->path, SIZE_MAX, out, &err), BIHE_OK);
    bihe_buffer_append_byte(out, '\0');
    assert_int_equal(unlink(w->path), 0);
}

void take_file(const world *w, const char *name, bihe_buffer *out)
{
    char path[128];
    bihe_error err;
    (void)snprintf(path, sizeof path, "%s/%s", w->dir, name);
    assert_int_equal(bihe_file_read(path, SIZE_MAX, out, &err), BIHE_OK);
    bihe_buffer_append_byte(out, '\0');
    assert_int_equal(unlink(path), 0);
}

void assert_output(world *w, const char *format, maker *const *makers, size_t count,
                   const char *expected)
{
    bihe_buffer out;
    write_documents(w, format, makers, count, &out);
    assert_string_equal(out.ptr, expected);
    bihe_buffer_clear(&out);
}

size_t count_entries(const char *path)
{
    DIR *dir = opendir(path);
    assert_non_null(dir);
    size_t count = 0;
    while (readdir(dir) != NULL)
        count++;
    assert_int_equal(closedir(dir), 0);
    return count - 2;
}

size_t remove_files(const world *w)
{
    size_t count = 0;
    DIR *dir = opendir(w->dir);
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (entry->d_name[0] == '.') continue;
        char path[300];
        (void)snprintf(path, sizeof path, "%s/%s", w->dir, entry->d_name);
        assert_int_equal(unlink(path), 0);
        count++;
    }
    assert_int_equal(closedir(dir), 0);
    return count;
}
