/* SPDX-License-Identifier: Apache-2.0 */
/* That segmentation is linear in hostile text, told from the work it does and not from the time it
 * takes: the linker puts the counters below in the way of what reads characters, tries patterns,
 * looks words up and searches (--wrap, see CMakeLists.txt). */
#include "unit/unit.h"

#include "align/joint.h"
#include "align/segment.h"
#include "model/model.h"
#include "text/utf8.h"

#include <stdlib.h>

static size_t work;

int32_t __real_bihe_utf8_next(bihe_view text, size_t *pos);
int32_t __real_bihe_utf8_prev(bihe_view text, size_t *pos);
bool __real_bihe_pattern_find(const bihe_pattern *pattern, bihe_matcher *matcher, bihe_view text,
                              size_t start, size_t *from, size_t *to);
uint32_t __real_bihe_rules_classes(const bihe_rules *rules, const bihe_folded *word);
void *__real_memchr(const void *bytes, int c, size_t len);
void *__real_memmove(void *to, const void *from, size_t len);

int32_t __wrap_bihe_utf8_next(bihe_view text, size_t *pos);
int32_t __wrap_bihe_utf8_prev(bihe_view text, size_t *pos);
bool __wrap_bihe_pattern_find(const bihe_pattern *pattern, bihe_matcher *matcher, bihe_view text,
                              size_t start, size_t *from, size_t *to);
uint32_t __wrap_bihe_rules_classes(const bihe_rules *rules, const bihe_folded *word);
void *__wrap_memchr(const void *bytes, int c, size_t len);
void *__wrap_memmove(void *to, const void *from, size_t len);

int32_t __wrap_bihe_utf8_next(bihe_view text, size_t *pos)
{
    work++;
    return __real_bihe_utf8_next(text, pos);
}

int32_t __wrap_bihe_utf8_prev(bihe_view text, size_t *pos)
{
    work++;
    return __real_bihe_utf8_prev(text, pos);
}

bool __wrap_bihe_pattern_find(const bihe_pattern *pattern, bihe_matcher *matcher, bihe_view text,
                              size_t start, size_t *from, size_t *to)
{
    work += text.len;
    return __real_bihe_pattern_find(pattern, matcher, text, start, from, to);
}

uint32_t __wrap_bihe_rules_classes(const bihe_rules *rules, const bihe_folded *word)
{
    work += word->len;
    return __real_bihe_rules_classes(rules, word);
}

void *__wrap_memchr(const void *bytes, int c, size_t len)
{
    const char *found = __real_memchr(bytes, c, len);
    work += found != NULL ? (size_t)(found - (const char *)bytes) : len;
    return (void *)(uintptr_t)found;
}

void *__wrap_memmove(void *to, const void *from, size_t len)
{
    work += len;
    return __real_memmove(to, from, len);
}

typedef struct fixture {
    bihe_allocator allocator;
    bihe_model *model;
    bihe_matcher *matcher;
} fixture;

static int setup(void **state)
{
    static fixture f;
    bihe_error err;
    f.allocator = bihe_allocator_default();
    if (bihe_model_load(&f.model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK) return -1;
    if (bihe_matcher_new(&f.matcher, &f.allocator, &err) != BIHE_OK) return -1;
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    bihe_matcher_free(f->matcher);
    bihe_model_free(f->model);
    return 0;
}

/* Segments `size` bytes of one unit over and over; returns the work. */
static size_t measure(const fixture *f, int side, const char *unit, size_t size)
{
    const size_t len = strlen(unit);
    const size_t total = size / len * len;
    char *text = malloc(total);
    assert_non_null(text);
    for (size_t i = 0; i < total; i += len)
        memcpy(text + i, unit, len);
    const bihe_view view = {text, total};
    bihe_cut_list cuts = {.items = NULL};
    bihe_error err;
    work = 0;
    assert_int_equal(
        bihe_segment_passage(f->model->rules[side], f->matcher, view, &cuts, &f->allocator, &err),
        BIHE_OK);
    const size_t done = work;
    assert_true(cuts.count > 0);
    assert_int_equal(cuts.items[cuts.count - 1].end, bihe_utf8_trim(view).len);
    bihe_cut_list_clear(&cuts, &f->allocator);
    free(text);
    return done;
}

/* Four times the text is four times the work; what is looked ahead makes small texts cheaper. */
static void work_grows_with_the_text(void **state)
{
    static const char *const UNITS[] = {
        ".",   "\"",  "'",   "`",    "(",   "[",  "“",   "「", "«",   "。",   "…",   "a",
        "中",  "a.",  "1.",  "A.B",  "a@.", "(.", "\".", ". ", "a. ", "; a",  "[1]", "• ",
        "i) ", "(a.", "(a)", "Dr. ", "a…",  "!",  "! ",  "？", "a\n", "x.A ", "”。",
    };
    enum { SMALL = 1 << 15, TIMES = 4, MOST = 200 };
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
        for (int side = 0; side < 2; side++) {
            const size_t once = measure(*state, side, UNITS[i], SMALL);
            const size_t more = measure(*state, side, UNITS[i], (size_t)SMALL * TIMES);
            if (more > once / 4 * (TIMES * 4 + 1) + SMALL || more > (size_t)SMALL * TIMES * MOST)
                fail_msg("\"%s\": %zu for %d bytes, %zu for %d", UNITS[i], once, SMALL, more,
                         SMALL * TIMES);
        }
    }
}

static void ten_megabytes_of_one_thing(void **state)
{
    enum { SIZE = 10 << 20 };
    static const char *const UNITS[] = {".", "。", "\"", "“", "(", "（", "a", "中"};
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        assert_true(measure(*state, (int)(i + 1) % 2, UNITS[i], SIZE) < (size_t)SIZE * 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_grows_with_the_text),
        cmocka_unit_test(ten_megabytes_of_one_thing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
