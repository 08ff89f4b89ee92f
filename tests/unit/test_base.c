/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/unit.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void sizes_that_overflow_fail(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    assert_null(bihe_mem_new(&a, SIZE_MAX / 2, 3));
    assert_null(bihe_mem_new(&a, SIZE_MAX, 1));
    void *empty = bihe_mem_new(&a, 0, 8);
    assert_non_null(empty);
    bihe_mem_free(&a, empty);
}

static void arena_keeps_what_it_gave(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_arena arena;
    bihe_arena_init(&arena, &a);
    char *texts[2000];
    for (int i = 0; i < 2000; i++) {
        char text[32];
        const int len = snprintf(text, sizeof text, "number %d", i);
        texts[i] = (char *)(uintptr_t)bihe_arena_copy(&arena, (bihe_view){text, (size_t)len}).ptr;
        assert_int_equal((uintptr_t)texts[i] % 16, 0);
    }
    for (int i = 0; i < 2000; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "number %d", i);
        assert_string_equal(texts[i], text);
    }
    assert_null(bihe_arena_new(&arena, SIZE_MAX / 4, 8));
    bihe_arena_clear(&arena);
}

static void fixed_numbers_ignore_the_locale(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer b;
    bihe_buffer_init(&b, &a);
    bihe_buffer_append_fixed(&b, 0.98765, 3);
    bihe_buffer_append_byte(&b, ' ');
    bihe_buffer_append_fixed(&b, -0.05, 1);
    bihe_buffer_append_byte(&b, ' ');
    bihe_buffer_append_fixed(&b, 12, 0);
    assert_view(bihe_buffer_view(&b), "0.988 -0.1 12");
    bihe_buffer_clear(&b);
}

static void long_paths_keep_their_end(void **state)
{
    (void)state;
    char path[1024];
    memset(path, 'd', sizeof path);
    memcpy(path + sizeof path - 8, "/end.md", 8);
    bihe_error err;
    assert_int_equal(bihe_fail_at(&err, BIHE_ERROR_IO, path, 3, 4, "two\nlines"), BIHE_ERROR_IO);
    assert_string_equal(err.message, "two lines");
    assert_int_equal(strlen(err.file), sizeof err.file - 1);
    assert_string_equal(err.file + strlen(err.file) - 7, "/end.md");
}

static void outputs_appear_only_when_complete(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    char dir[] = "/tmp/bihe-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char path[64];
    (void)snprintf(path, sizeof path, "%s/out.txt", dir);
    bihe_output out;
    bihe_error err;
    assert_int_equal(bihe_output_open(&out, path, &a, &err), BIHE_OK);
    assert_int_equal(bihe_output_write(&out, BIHE_VIEW("one"), &err), BIHE_OK);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(bihe_output_close(&out, &err), BIHE_OK);
    assert_int_equal(access(path, F_OK), 0);

    assert_int_equal(bihe_output_open(&out, path, &a, &err), BIHE_OK);
    assert_int_equal(bihe_output_write(&out, BIHE_VIEW("two"), &err), BIHE_OK);
    bihe_output_abandon(&out);
    bihe_buffer b;
    bihe_buffer_init(&b, &a);
    assert_int_equal(bihe_file_read(path, 100, &b, &err), BIHE_OK);
    assert_view(bihe_buffer_view(&b), "one");
    assert_int_equal(bihe_file_read(path, 2, &b, &err), BIHE_ERROR_LIMIT);
    bihe_buffer_clear(&b);

    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(dir), 0); /* fails if a temporary was left behind */
    assert_int_equal(bihe_output_open(&out, path, &a, &err), BIHE_ERROR_IO);
    assert_string_equal(err.file, path);
}

static void a_full_disk_is_reported(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    if (access("/dev/full", W_OK) != 0) skip();
    bihe_output out;
    bihe_error err;
    assert_int_equal(bihe_output_open(&out, "/dev/full", &a, &err), BIHE_OK);
    assert_int_equal(bihe_output_write(&out, BIHE_VIEW("text"), &err), BIHE_OK);
    assert_int_equal(bihe_output_close(&out, &err), BIHE_ERROR_IO);
    assert_string_equal(err.file, "/dev/full");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_overflow_fail),
        cmocka_unit_test(arena_keeps_what_it_gave),
        cmocka_unit_test(fixed_numbers_ignore_the_locale),
        cmocka_unit_test(long_paths_keep_their_end),
        cmocka_unit_test(outputs_appear_only_when_complete),
        cmocka_unit_test(a_full_disk_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
