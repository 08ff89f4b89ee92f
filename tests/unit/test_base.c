/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/unit.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/input.h"
#include "base/key_table.h"

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

/* The digest of `count` times `text`, added in pieces of `step` bytes, as hexadecimal digits. */
static void digest(const char *text, size_t count, size_t step, char out[2 * BIHE_HASH_SIZE + 1])
{
    unsigned char bytes[BIHE_HASH_SIZE];
    const size_t len = strlen(text);
    bihe_hash hash;
    bihe_hash_init(&hash);
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < len; i += step)
            bihe_hash_add(&hash, text + i, len - i < step ? len - i : step);
    }
    bihe_hash_finish(&hash, bytes);
    for (size_t i = 0; i < BIHE_HASH_SIZE; i++)
        (void)snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

/* The examples of FIPS 180-4 and the empty text, in one piece and byte by byte. */
static void hashes_are_those_of_the_standard(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        const char *expected;
    } examples[] = {
        {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"aaaaaaaaaa", 100000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    (void)state;
    for (size_t k = 0; k < sizeof examples / sizeof *examples; k++) {
        char got[2 * BIHE_HASH_SIZE + 1];
        digest(examples[k].text, examples[k].count, SIZE_MAX, got);
        assert_string_equal(got, examples[k].expected);
        digest(examples[k].text, examples[k].count, 1, got);
        assert_string_equal(got, examples[k].expected);
    }
    assert_true(bihe_hash_key(BIHE_VIEW("abc")) == UINT64_C(0xba7816bf8f01cfea));
}

/* Appends `text` as a gzip file. */
static void append_gzip(bihe_buffer *out, bihe_view text)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_gzip *gzip;
    bihe_error err;
    assert_int_equal(bihe_gzip_new(&gzip, &a, &err), BIHE_OK);
    assert_int_equal(bihe_gzip_append(gzip, text, false, out, &err), BIHE_OK);
    assert_int_equal(bihe_gzip_append(gzip, (bihe_view){NULL, 0}, true, out, &err), BIHE_OK);
    bihe_gzip_free(gzip);
}

/* Writes the bytes to a file and reads it back through bihe_input. */
static bihe_status read_back(bihe_view bytes, bihe_buffer *out)
{
    const bihe_allocator a = bihe_allocator_default();
    char path[] = "/tmp/bihe-test-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
    assert_int_equal(close(fd), 0);
    bihe_input input;
    bihe_error err;
    assert_int_equal(bihe_input_open(&input, path, &a, &err), BIHE_OK);
    bihe_status status;
    size_t before;
    out->len = 0;
    do {
        before = out->len;
        status = bihe_input_read(&input, out, &err);
    } while (status == BIHE_OK && out->len > before);
    if (status != BIHE_OK) assert_string_equal(err.file, path);
    bihe_input_close(&input);
    assert_int_equal(unlink(path), 0);
    return status;
}

static void inputs_are_decompressed(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer long_text, file, out;
    bihe_buffer_init(&long_text, &a);
    bihe_buffer_init(&file, &a);
    bihe_buffer_init(&out, &a);
    for (int i = 0; i < 50000; i++)
        bihe_buffer_append_format(&long_text, "%d,", i * 7919);
    append_gzip(&file, bihe_buffer_view(&long_text));
    append_gzip(&file, BIHE_VIEW("")); /* several files one after the other are one */
    append_gzip(&file, BIHE_VIEW("the end"));
    bihe_buffer_append_view(&long_text, BIHE_VIEW("the end"));
    assert_int_equal(read_back(bihe_buffer_view(&file), &out), BIHE_OK);
    assert_int_equal(out.len, long_text.len);
    assert_memory_equal(out.ptr, long_text.ptr, out.len);
    assert_int_equal(read_back(bihe_buffer_view(&long_text), &out), BIHE_OK);
    assert_int_equal(out.len, long_text.len);

    assert_int_equal(read_back(BIHE_VIEW(""), &out), BIHE_OK);
    assert_int_equal(out.len, 0);
    assert_int_equal(read_back(BIHE_VIEW("\x1f"), &out), BIHE_OK);
    assert_int_equal(out.len, 1);
    assert_int_equal(read_back(BIHE_VIEW("\x1f\x8b"), &out), BIHE_ERROR_INPUT);
    for (size_t cut = 3; cut < 60; cut++)
        assert_int_equal(read_back(bihe_view_slice(bihe_buffer_view(&file), 0, cut), &out),
                         BIHE_ERROR_INPUT);
    bihe_buffer_clear(&long_text);
    bihe_buffer_clear(&file);
    bihe_buffer_clear(&out);
}

static void keys_are_numbered_as_they_come(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_key_table table = {.allocator = &a};
    assert_int_equal(bihe_key_table_find(&table, 7), BIHE_NO_KEY);
    for (uint64_t k = 0; k < 10000; k++)
        assert_int_equal(bihe_key_table_add(&table, k << 32 | k % 7), k);
    for (uint64_t k = 0; k < 10000; k++) {
        assert_int_equal(bihe_key_table_add(&table, k << 32 | k % 7), k);
        assert_int_equal(bihe_key_table_find(&table, k << 32 | k % 7), k);
        assert_int_equal(bihe_key_table_find(&table, k << 32 | 7), BIHE_NO_KEY);
    }
    bihe_key_table_close(&table);
    assert_int_equal(table.keys[9999], UINT64_C(9999) << 32 | 9999 % 7);
    bihe_key_table_clear(&table);
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
        cmocka_unit_test(hashes_are_those_of_the_standard),
        cmocka_unit_test(inputs_are_decompressed),
        cmocka_unit_test(keys_are_numbered_as_they_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
