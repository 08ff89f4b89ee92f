/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/unit.h"

#include "text/encoding.h"

#include <stdlib.h>
#include <unicode/ucnv.h>

/* What decoding gave; `text` is in a buffer of the fixture. */
typedef struct fixture {
    bihe_buffer out;
    bihe_decoded info;
    bihe_error err;
} fixture;

static int setup(void **state)
{
    const bihe_allocator a = bihe_allocator_default();
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL) return -1;
    bihe_buffer_init(&f->out, &a);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    bihe_buffer_clear(&f->out);
    free(f);
    return 0;
}

static bihe_status decode(fixture *f, bihe_view bytes)
{
    f->out.len = 0;
    return bihe_decode(bytes, &f->out, &f->info, &f->err);
}

static void assert_decoded(fixture *f, bihe_view bytes, const char *encoding, const char *text)
{
    assert_int_equal(decode(f, bytes), BIHE_OK);
    assert_string_equal(f->info.encoding, encoding);
    assert_view(bihe_buffer_view(&f->out), text);
}

/* `text` in the encoding ICU calls `name`; freed by the caller. */
static bihe_view encode(const char *text, const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    const int32_t room = (int32_t)strlen(text) * 4 + 8;
    char *bytes = malloc((size_t)room);
    assert_non_null(bytes);
    const int32_t len = ucnv_convert(name, "UTF-8", bytes, room, text, -1, &code);
    assert_true(U_SUCCESS(code));
    return (bihe_view){bytes, (size_t)len};
}

static void utf8_passes_as_it_is(void **state)
{
    fixture *f = *state;
    assert_decoded(f, BIHE_VIEW(""), "UTF-8", "");
    assert_decoded(f, BIHE_VIEW("plain\r\ntext"), "UTF-8", "plain\r\ntext");
    assert_decoded(f, BIHE_VIEW("\xEF\xBB\xBF句子。"), "UTF-8", "句子。");
    /* wrongly decoded long ago, but valid now: not this stage's business */
    assert_decoded(f, BIHE_VIEW("å¥\xC2\xBD"), "UTF-8", "å¥\xC2\xBD");
    assert_int_equal(f->info.replaced, 0);
}

static void bad_bytes_in_utf8_are_replaced_and_counted(void **state)
{
    fixture *f = *state;
    assert_decoded(f, BIHE_VIEW("天气\xFF很好，\xE4\xB8我们\xE0\x80去公园。"), "UTF-8",
                   "天气�很好，�我们��去公园。");
    assert_int_equal(f->info.replaced, 4);
    assert_int_equal(f->info.replaced_at, 6);
    /* a file cut in the middle of a character */
    assert_decoded(f, BIHE_VIEW("今天下雨\xE3\x80"), "UTF-8", "今天下雨�");
    assert_int_equal(f->info.replaced, 1);
    assert_int_equal(f->info.replaced_at, 12);
}

static void stray_nuls_are_dropped_and_counted(void **state)
{
    fixture *f = *state;
    assert_decoded(f, BIHE_VIEW("一行文字\0，还有一行\0。"), "UTF-8", "一行文字，还有一行。");
    assert_int_equal(f->info.nul_dropped, 2);
    assert_int_equal(f->info.nul_at, 12);
}

static void utf16_needs_no_mark(void **state)
{
    fixture *f = *state;
    static const char *const texts[] = {"你好，世界。\n今天是星期一。\n",
                                        "The weather is fine today.\n", "价格是 12 元。",
                                        "混合 mixed 的文本，with 😀 inside。\n"};
    static const char *const names[] = {"UTF-16LE", "UTF-16BE"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t k = 0; k < 2; k++) {
            const bihe_view bytes = encode(texts[i], names[k]);
            assert_decoded(f, bytes, names[k], texts[i]);
            free((void *)(uintptr_t)bytes.ptr);
        }
    }
    assert_decoded(f, BIHE_VIEW("\xFF\xFE\x2D\x4E"), "UTF-16LE", "中");
    assert_decoded(f, BIHE_VIEW("\xFE\xFF\x4E\x2D\xD8\x3D"), "UTF-16BE", "中�");
    assert_int_equal(f->info.replaced, 1);
    /* eighteen letters that read as nine Chinese characters are still letters */
    assert_decoded(f, BIHE_VIEW("Bush hid the facts"), "UTF-8", "Bush hid the facts");
}

static void chinese_encodings_are_told_apart(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"GB18030", "你好"},
        {"GB18030", "标题：如何阅读"},
        {"GB18030", "The word 翻译 means translation."},
        {"GB18030", "他说：“明天见。”然后离开了会议室。"},
        {"GB18030", "生僻字𠀀和㐀也要读得出来，其余的字都很普通。"},
        {"Big5", "你好"},
        {"Big5", "標題：如何閱讀"},
        {"Big5", "The word 翻譯家 means translator."},
        {"Big5", "他說：「明天見。」然後離開了會議室。"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bihe_view bytes = encode(cases[i].text, cases[i].name);
        assert_decoded(f, bytes, cases[i].name, cases[i].text);
        assert_int_equal(f->info.replaced, 0);
        free((void *)(uintptr_t)bytes.ptr);
    }
}

static void western_bytes_are_windows_1252(void **state)
{
    fixture *f = *state;
    static const char *const texts[] = {"It’s “quoted” — and done.",
                                        "Der Präsident sprach über Öl.", "café",
                                        "Ça va très bien, n’est-ce pas ?"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const bihe_view bytes = encode(texts[i], "windows-1252");
        assert_decoded(f, bytes, "windows-1252", texts[i]);
        free((void *)(uintptr_t)bytes.ptr);
    }
}

static void binary_data_is_refused(void **state)
{
    fixture *f = *state;
    char bytes[4096];
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        seed = seed * 1664525 + 1013904223;
        bytes[i] = (char)(seed >> 24);
    }
    assert_int_equal(decode(f, (bihe_view){bytes, sizeof bytes}), BIHE_ERROR_INPUT);
    assert_string_equal(f->err.message, "binary data, not text");
    bytes[0] = (char)0xFF;
    bytes[1] = (char)0xFE;
    for (size_t i = 2; i < sizeof bytes; i++)
        bytes[i] = (char)(i % 2 ? 0xD8 : 0x12);
    assert_int_equal(decode(f, (bihe_view){bytes, sizeof bytes}), BIHE_ERROR_INPUT);
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(decode(f, (bihe_view){bytes, sizeof bytes}), BIHE_ERROR_INPUT);
}

/* Characters that straddle the pieces in which ICU is fed. */
static void long_texts_are_decoded_in_pieces(void **state)
{
    fixture *f = *state;
    const size_t repeats = 60000;
    static const char unit[] = "字😀a";
    static const char *const names[] = {"UTF-16LE", "GB18030"};
    char *text = malloc(repeats * (sizeof unit - 1) + 1);
    assert_non_null(text);
    for (size_t i = 0; i < repeats; i++)
        memcpy(text + i * (sizeof unit - 1), unit, sizeof unit);
    for (size_t k = 0; k < 2; k++) {
        const bihe_view bytes = encode(text, names[k]);
        char *marked = malloc(bytes.len + 4);
        assert_non_null(marked);
        const size_t mark = k == 0 ? 2 : 4;
        memcpy(marked, k == 0 ? "\xFF\xFE" : "\x84\x31\x95\x33", mark);
        memcpy(marked + mark, bytes.ptr, bytes.len);
        assert_int_equal(decode(f, (bihe_view){marked, bytes.len + mark}), BIHE_OK);
        assert_string_equal(f->info.encoding, names[k]);
        assert_true(bihe_view_is(bihe_buffer_view(&f->out), text));
        free(marked);
        free((void *)(uintptr_t)bytes.ptr);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(utf8_passes_as_it_is, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_bytes_in_utf8_are_replaced_and_counted, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(stray_nuls_are_dropped_and_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(utf16_needs_no_mark, setup, teardown),
        cmocka_unit_test_setup_teardown(chinese_encodings_are_told_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(western_bytes_are_windows_1252, setup, teardown),
        cmocka_unit_test_setup_teardown(binary_data_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(long_texts_are_decoded_in_pieces, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
