/* SPDX-License-Identifier: Apache-2.0 */
/* Front matter, lines and spans; what becomes which block is in tests/spec/blocks.md. */
#include "unit/unit.h"

#include "base/file.h"
#include "post/post.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct fixture {
    bihe_arena arena;
    bihe_source source;
    bihe_post post;
    bihe_error err;
} fixture;

static int setup(void **state)
{
    const bihe_allocator a = bihe_allocator_default();
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL) return -1;
    bihe_arena_init(&f->arena, &a);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    bihe_arena_clear(&f->arena);
    free(f);
    return 0;
}

static void read_post(fixture *f, const char *text, bool html)
{
    assert_int_equal(bihe_source_decode(&f->source, "x.md", bihe_view_of(text), &f->arena, &f->err),
                     BIHE_OK);
    assert_int_equal(bihe_post_read(&f->post, &f->source, html, &f->arena, &f->err), BIHE_OK);
}

static void lines_end_in_three_ways(void **state)
{
    fixture *f = *state;
    read_post(f, "a\nb\r\nc\rd\n", false);
    assert_int_equal(f->source.line_count, 5);
    assert_int_equal(bihe_source_line(&f->source, 0), 1);
    assert_int_equal(bihe_source_line(&f->source, 1), 1);
    assert_int_equal(bihe_source_line(&f->source, 2), 2);
    assert_int_equal(bihe_source_line(&f->source, 4), 2);
    assert_int_equal(bihe_source_line(&f->source, 5), 3);
    assert_int_equal(bihe_source_line(&f->source, 7), 4);
    assert_int_equal(bihe_source_line(&f->source, 9), 5);
}

static void front_matter_keeps_types(void **state)
{
    fixture *f = *state;
    read_post(f,
              "\xEF\xBB\xBF---\r\ntitle: \"双语 post\"\r\ndate: 2020-01-02\r\ntags: [a, b]\r\n"
              "draft: false\r\n...\r\n正文\r\n",
              false);
    assert_int_equal(f->post.front_error.code, BIHE_OK);
    assert_int_equal(f->post.front.map->count, 4);
    assert_view(bihe_yaml_get(f->post.front.map, "title")->text, "双语 post");
    assert_int_equal(bihe_yaml_get(f->post.front.map, "tags")->count, 2);
    assert_int_equal(bihe_yaml_get(f->post.front.map, "draft")->kind, BIHE_YAML_BOOL);
    assert_int_equal(bihe_yaml_get(f->post.front.map, "draft")->line, 5);
    assert_int_equal(f->post.block_count, 1);
    assert_int_equal(f->post.blocks[0].line[0], 7);
}

static void empty_front_matter_is_none(void **state)
{
    fixture *f = *state;
    read_post(f, "---\n---\ntext\n", false);
    assert_null(f->post.front.map);
    assert_int_equal(f->post.front_error.code, BIHE_OK);
    assert_int_equal(f->post.body, 8);
    read_post(f, "text\n---\n", false);
    assert_null(f->post.front.map);
    assert_int_equal(f->post.body, 0);
}

static void bad_front_matter_is_recorded_and_the_body_read(void **state)
{
    fixture *f = *state;
    read_post(f, "---\ntitle: [unclosed\ndate: 1\n---\nbody\n", false);
    assert_null(f->post.front.map);
    assert_int_equal(f->post.front_error.code, BIHE_ERROR_INPUT);
    assert_string_equal(f->post.front_error.file, "x.md");
    assert_in_range(f->post.front_error.line, 2, 4);
    assert_int_equal(f->post.block_count, 1);
    assert_view(f->post.blocks[0].text, "body");
}

/* Control characters that a wrong decoding leaves (C1) are no YAML. */
static void mojibake_in_front_matter_is_read(void **state)
{
    fixture *f = *state;
    read_post(f, "---\ntitle: ä½\xC2\xA0å¥\xC2\xBD \xC2\x9C\xC2\x80\ntag: x\n---\nbody\n", false);
    assert_int_equal(f->post.front_error.code, BIHE_OK);
    assert_view(bihe_yaml_get(f->post.front.map, "title")->text, "ä½\xC2\xA0å¥\xC2\xBD ��");
    assert_view(bihe_yaml_get(f->post.front.map, "tag")->text, "x");
}

static void front_matter_never_closed_is_text(void **state)
{
    fixture *f = *state;
    read_post(f, "---\ntitle: x\n\nSome prose.\n", false);
    assert_int_equal(f->post.front_error.line, 1);
    assert_string_equal(f->post.front_error.message, "front matter is never closed by '---'");
    assert_int_equal(f->post.body, 4);
    /* the `---` between paragraphs does not close it */
    read_post(f, "---\ntitle: x\n\nSome prose.\n\n---\n\nMore prose.\n", false);
    assert_string_equal(f->post.front_error.message, "front matter is never closed by '---'");
    assert_int_equal(f->post.body, 4);
    read_post(f, "---\n\nA rule, then prose.\n", false);
    assert_string_equal(f->post.front_error.message,
                        "'---' opens front matter but no key follows; read as text");
    assert_int_equal(f->post.block_count, 1);
    read_post(f, "---\nProse between rules.\n\n---\nAnd more.\n", false);
    assert_int_equal(f->post.front_error.code, BIHE_ERROR_INPUT);
    assert_int_equal(f->post.block_count, 2);
}

/* Every run of a block's text is found where its span says. */
static void spans_point_into_the_file(void **state)
{
    fixture *f = *state;
    static const char text[] =
        "# 标题 *title*\n\n第一行&amp;`code`\n  second **line** [a](b) end\n";
    read_post(f, text, false);
    assert_int_equal(f->post.block_count, 2);
    const bihe_block *b = &f->post.blocks[1];
    assert_view(b->text, "第一行&code\nsecond line a end");
    assert_int_equal(b->line[0], 3);
    assert_int_equal(b->line[1], 4);
    assert_int_equal(b->spans[0].text, 0);
    for (size_t i = 0; i < b->span_count; i++) {
        const size_t end = i + 1 < b->span_count ? b->spans[i + 1].text : b->text.len;
        assert_true(b->spans[i].text < end);
        if (b->text.ptr[b->spans[i].text] != '&')
            assert_memory_equal(b->text.ptr + b->spans[i].text, text + b->spans[i].source, 1);
    }
    const bihe_span last = b->spans[b->span_count - 1];
    assert_string_equal(text + last.source, " end\n");
}

static void html_lines_and_spans(void **state)
{
    fixture *f = *state;
    static const char text[] =
        "<html>\n<title>A &lt; B</title>\n<p>第一\n行 <b>bold</b></p>\n<!-- An English line. -->\n";
    read_post(f, text, true);
    assert_int_equal(f->post.block_count, 3);
    assert_view(f->post.blocks[0].text, "A < B");
    assert_int_equal(f->post.blocks[0].kind, BIHE_BLOCK_HEADING);
    assert_view(f->post.blocks[1].text, "第一\n行 bold");
    assert_int_equal(f->post.blocks[1].line[0], 3);
    assert_int_equal(f->post.blocks[1].line[1], 4);
    assert_int_equal(f->post.blocks[2].kind, BIHE_BLOCK_COMMENT);
    assert_int_equal(f->post.blocks[2].line[0], 5);
}

/* An allocator that fails at one allocation and counts what is live. */
typedef struct trap {
    size_t left, live;
} trap;

static void *trap_resize(void *user, void *ptr, size_t size)
{
    trap *t = user;
    if (size == 0) {
        t->live -= ptr != NULL;
        free(ptr);
        return NULL;
    }
    if (t->left == 0) return NULL;
    t->left--;
    void *block = realloc(ptr, size);
    t->live += block != NULL && ptr == NULL;
    return block;
}

/* Reads `text` with room for `n` allocations only; *blocks gets what was read. */
static bihe_status read_with(size_t n, bihe_view text, bool html, size_t *blocks)
{
    trap t = {.left = n};
    const bihe_allocator allocator = {trap_resize, &t};
    bihe_arena arena;
    bihe_source source;
    bihe_post post;
    bihe_error err;
    bihe_arena_init(&arena, &allocator);
    bihe_status status = bihe_source_decode(&source, "x", text, &arena, &err);
    if (status == BIHE_OK) status = bihe_post_read(&post, &source, html, &arena, &err);
    *blocks = status == BIHE_OK ? post.block_count : 0;
    bihe_arena_clear(&arena);
    assert_int_equal(t.live, 0);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char markdown[] =
        "---\ntitle: 标题\n---\n# 标题 **中。**文 [a][b]\n\n> - 引用 &amp; `code`\n\n"
        "<!-- A comment. -->\n\n<div>甲 <b>乙</b>\n<!-- another comment "
        "-->\n<ul><li>丙</ul></div>\n\n"
        "    缩进的一段话。\n\n```quote\n引文\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
    const bihe_view text = BIHE_VIEW(markdown);
    for (int html = 0; html < 2; html++) {
        size_t expected, got, n = 0;
        assert_int_equal(read_with(SIZE_MAX, text, html, &expected), BIHE_OK);
        assert_true(expected > 5);
        bihe_status status;
        while ((status = read_with(n, text, html, &got)) != BIHE_OK) {
            assert_int_equal(status, BIHE_ERROR_MEMORY);
            n++;
        }
        assert_true(n > 10);
        assert_int_equal(got, expected);
    }
}

/* Nesting costs memory, not stack. */
static void deep_nesting_is_survived(void **state)
{
    static const char *const units[] = {">",       "> - ", "[",   "<div>", "<blockquote><ul><li>",
                                        "*a **a ", "![",   "<!--"};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const size_t len = strlen(units[i]), repeats = 50000;
        char *text = malloc(len * repeats + sizeof "末尾");
        assert_non_null(text);
        for (size_t k = 0; k < repeats; k++)
            memcpy(text + k * len, units[i], len);
        memcpy(text + len * repeats, "末尾", sizeof "末尾");
        for (int html = 0; html < 2; html++) {
            read_post(f, text, html);
            assert_int_equal(f->post.block_count, 1);
        }
        free(text);
    }
}

static bool holds(bihe_view text, const char *what)
{
    const size_t len = strlen(what);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, what, len) == 0) return true;
    }
    return false;
}

/* Reads the post at `path`; fails when it has no block or markup is left in one. Returns how many
 * blocks it has. */
static size_t read_real_post(const char *path)
{
    static const char *const markup[] = {"**", "](", "][", "{%", "{{", "{:", "<!--", "-->", "```"};
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena arena;
    bihe_buffer bytes;
    bihe_source source;
    bihe_post post;
    bihe_error err;
    bihe_arena_init(&arena, &a);
    bihe_buffer_init(&bytes, &a);
    assert_int_equal(bihe_file_read(path, SIZE_MAX, &bytes, &err), BIHE_OK);
    assert_int_equal(bihe_source_decode(&source, path, bihe_buffer_view(&bytes), &arena, &err),
                     BIHE_OK);
    assert_int_equal(bihe_post_read(&post, &source, false, &arena, &err), BIHE_OK);
    assert_int_equal(post.front_error.code, BIHE_OK);
    assert_true(post.block_count > 0);
    for (size_t i = 0; i < post.block_count; i++) {
        for (size_t k = 0; k < sizeof markup / sizeof *markup; k++) {
            if (holds(post.blocks[i].text, markup[k]))
                fail_msg("%s:%zu: %s is left", path, post.blocks[i].line[0], markup[k]);
        }
    }
    bihe_buffer_clear(&bytes);
    bihe_arena_clear(&arena);
    return post.block_count;
}

/* The folder of posts `name`, NULL where there is no data. */
static DIR *open_posts(const char *name, char path[512])
{
    const char *data = getenv("BIHE_DATA");
    (void)snprintf(path, 512, "%s/posts/%s", data != NULL ? data : "", name);
    DIR *folder = opendir(path);
    if (folder == NULL) print_message("skipped: no posts in %s (BIHE_DATA)\n", path);
    return folder;
}

static void real_posts_leave_no_markup(void **state)
{
    (void)state;
    static const char *const layouts[] = {"agentic-alt", "k8s-blog-comment",   "lctt-pair",
                                          "lwn-jekyll",  "optech-jekyll-pair", "reformnow-jekyll"};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        char path[512], file[1024];
        DIR *folder = open_posts(layouts[i], path);
        if (folder == NULL) skip();
        for (struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
            if (e->d_name[0] == '.') continue;
            (void)snprintf(file, sizeof file, "%s/%s", path, e->d_name);
            (void)read_real_post(file);
        }
        (void)closedir(folder);
    }
}

/* These translations keep every heading, paragraph and item of the original. */
static void both_sides_of_real_pairs_have_the_same_blocks(void **state)
{
    (void)state;
    char path[512], en[1024], zh[1024];
    DIR *folder = open_posts("optech-jekyll-pair", path);
    if (folder == NULL) skip();
    for (struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
        const size_t len = strlen(e->d_name);
        if (len < 6 || strcmp(e->d_name + len - 6, ".en.md") != 0) continue;
        (void)snprintf(en, sizeof en, "%s/%s", path, e->d_name);
        (void)snprintf(zh, sizeof zh, "%s/%.*s.zh.md", path, (int)len - 6, e->d_name);
        assert_int_equal(read_real_post(en), read_real_post(zh));
    }
    (void)closedir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_end_in_three_ways, setup, teardown),
        cmocka_unit_test_setup_teardown(front_matter_keeps_types, setup, teardown),
        cmocka_unit_test_setup_teardown(empty_front_matter_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_front_matter_is_recorded_and_the_body_read, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(mojibake_in_front_matter_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(front_matter_never_closed_is_text, setup, teardown),
        cmocka_unit_test_setup_teardown(spans_point_into_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(html_lines_and_spans, setup, teardown),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test_setup_teardown(deep_nesting_is_survived, setup, teardown),
        cmocka_unit_test(real_posts_leave_no_markup),
        cmocka_unit_test(both_sides_of_real_pairs_have_the_same_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
