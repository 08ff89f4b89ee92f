/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the examples of specification files. An example is a fence of 32 backticks:
 *
 *     ```````````````````````````````` example KIND
 *     input
 *     .
 *     expected output
 *     ````````````````````````````````
 *
 * Everything between the examples is prose. An arrow (U+2192) stands for a tab, as in CommonMark's
 * specification, so that tabs can be seen. Prints what differs; fails when anything does, when a
 * kind is unknown and when a file holds no example. */
#include "spec.h"

#include "base/error.h"
#include "base/file.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *kind;
    spec_fn *run;
} kinds[] = {
    {"blocks", spec_blocks},
    {"html", spec_html},
    {"layout", spec_layout},
};

static const char fence[] = "````````````````````````````````";

typedef struct example {
    bihe_view kind, input, expected;
    size_t line;
} example;

typedef struct lines {
    bihe_view text;
    size_t at, number;
} lines;

static bool next_line(lines *l, bihe_view *line)
{
    if (l->at >= l->text.len) return false;
    const char *end = memchr(l->text.ptr + l->at, '\n', l->text.len - l->at);
    const size_t stop = end != NULL ? (size_t)(end - l->text.ptr) : l->text.len;
    *line = bihe_view_slice(l->text, l->at, stop);
    l->at = stop + 1;
    l->number++;
    return true;
}

static bool starts_with(bihe_view line, const char *start)
{
    return line.len >= strlen(start) && memcmp(line.ptr, start, strlen(start)) == 0;
}

/* The lines up to the one that is `end`, without it. */
static bihe_view take_until(lines *l, const char *end)
{
    const size_t start = l->at < l->text.len ? l->at : l->text.len;
    bihe_view line;
    size_t stop = start;
    while (next_line(l, &line) && !bihe_view_is(line, end))
        stop = l->at < l->text.len ? l->at : l->text.len;
    return bihe_view_slice(l->text, start, stop);
}

static bool next_example(lines *l, example *e)
{
    static const char mark[] = " example ";
    bihe_view line;
    while (next_line(l, &line)) {
        if (!starts_with(line, fence)) continue;
        line = bihe_view_slice(line, sizeof fence - 1, line.len);
        if (!starts_with(line, mark)) continue;
        e->kind = bihe_view_slice(line, sizeof mark - 1, line.len);
        e->line = l->number;
        e->input = take_until(l, ".");
        e->expected = take_until(l, fence);
        return true;
    }
    return false;
}

static void with_tabs(bihe_view text, bihe_buffer *out)
{
    static const char arrow[] = "→";
    for (size_t i = 0; i < text.len; i++) {
        const bool tab = starts_with(bihe_view_slice(text, i, text.len), arrow);
        bihe_buffer_append_byte(out, tab ? '\t' : text.ptr[i]);
        if (tab) i += sizeof arrow - 2;
    }
}

static bool run_example(const char *path, const example *e)
{
    const bihe_allocator a = bihe_allocator_default();
    spec_fn *run = NULL;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (bihe_view_is(e->kind, kinds[k].kind)) run = kinds[k].run;
    }
    if (run == NULL) {
        printf("%s:%zu: unknown kind '%.*s'\n", path, e->line, (int)e->kind.len, e->kind.ptr);
        return false;
    }
    bihe_buffer input, expected, got;
    bihe_buffer_init(&input, &a);
    bihe_buffer_init(&expected, &a);
    bihe_buffer_init(&got, &a);
    with_tabs(e->input, &input);
    with_tabs(e->expected, &expected);
    run(bihe_buffer_view(&input), &got);
    const bool same = bihe_view_equal(bihe_buffer_view(&got), bihe_buffer_view(&expected));
    if (!same)
        printf("%s:%zu:\n--- input\n%.*s--- expected\n%.*s--- got\n%.*s\n", path, e->line,
               (int)e->input.len, e->input.ptr, (int)e->expected.len, e->expected.ptr, (int)got.len,
               got.len > 0 ? got.ptr : "");
    bihe_buffer_clear(&input);
    bihe_buffer_clear(&expected);
    bihe_buffer_clear(&got);
    return same;
}

static bool run_file(const char *path)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text;
    bihe_error err;
    size_t count = 0, failed = 0;
    bihe_buffer_init(&text, &a);
    if (bihe_file_read(path, SIZE_MAX, &text, &err) != BIHE_OK) {
        printf("%s: %s\n", path, err.message);
    } else {
        lines l = {.text = bihe_buffer_view(&text)};
        for (example e; next_example(&l, &e); count++)
            failed += !run_example(path, &e);
        printf("%s: %zu examples, %zu failed\n", path, count, failed);
    }
    bihe_buffer_clear(&text);
    return count > 0 && failed == 0;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;
    for (int i = 1; i < argc; i++)
        good = run_file(argv[i]) && good;
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
