/* SPDX-License-Identifier: Apache-2.0 */
/* Repair: damage is computed from healthy text here, repaired and compared. */
#include "unit.h"

#include "align/legacy.h"
#include "align/repairer.h"

typedef struct repaired {
    bihe_buffer text;
    bihe_repair_result result;
} repaired;

static void repair(repaired *r, bihe_view text)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_error err;
    bihe_buffer_init(&r->text, &a);
    const bihe_repair_request request = {0};
    assert_int_equal(bihe_repair_run(&request, text, &r->text, &r->result, &err), BIHE_OK);
}

static void assert_unchanged(const char *text)
{
    repaired r;
    repair(&r, bihe_view_of(text));
    assert_view(bihe_buffer_view(&r.text), text);
    assert_int_equal(r.result.status, BIHE_REPAIR_CLEAN);
    assert_int_equal(r.result.repaired + r.result.lost, 0);
    bihe_buffer_clear(&r.text);
}

typedef enum reading { WINDOWS_1252, LATIN_1 } reading;

/* The bytes that the seed's kind of damage drops. */
static const unsigned char lost8[] = {0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD, 0};

/* Reads the UTF-8 bytes of `text` in a one-byte encoding, without the bytes of `lost`. */
static void damage(bihe_buffer *out, const char *text, reading how, const unsigned char *lost)
{
    for (const char *p = text; *p != '\0'; p++) {
        const uint8_t byte = (uint8_t)*p;
        if (lost != NULL && strchr((const char *)lost, byte) != NULL) continue;
        bihe_utf8_append(out, how == LATIN_1 ? byte : bihe_legacy_char(byte));
    }
}

static void assert_restored(const char *healthy, reading how)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, healthy, how, NULL);
    repair(&r, bihe_buffer_view(&damaged));
    assert_view(bihe_buffer_view(&r.text), healthy);
    assert_int_equal(r.result.status, BIHE_REPAIR_REPAIRED);
    assert_int_equal(r.result.lost, 0);
    bihe_buffer_clear(&r.text);
    bihe_buffer_clear(&damaged);
}

static const char *const healthy[] = {
    "我们在河边种了三棵柳树。",
    "这台服务器运行 Debian 12，内存只有 4 GB。",
    "他说：“明天——也许后天……再去吧！”",
    "图书馆\t早上九点开门\r\n下午五点关门\n\n",
    "约翰·史密斯住在café旁边，气温25°C。",
};

static void restores_windows_1252(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof healthy / sizeof *healthy; i++)
        assert_restored(healthy[i], WINDOWS_1252);
}

static void restores_latin_1(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof healthy / sizeof *healthy; i++)
        assert_restored(healthy[i], LATIN_1);
}

static void counts_restored_characters(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, "春天来了，abc。", WINDOWS_1252, NULL);
    repair(&r, bihe_buffer_view(&damaged));
    assert_int_equal(r.result.repaired, 6);
    bihe_buffer_clear(&r.text);
    bihe_buffer_clear(&damaged);
}

/* 中 is E4 B8 AD and loses AD; 司 is E5 8F B8 and loses 8F; 停 is E5 81 9C and loses 81. */
static void marks_lost_characters(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, "中国的公司停电了", WINDOWS_1252, lost8);
    repair(&r, bihe_buffer_view(&damaged));
    assert_view(bihe_buffer_view(&r.text), "\uFFFD国的公\uFFFD\uFFFD电了");
    assert_int_equal(r.result.repaired, 5);
    assert_int_equal(r.result.lost, 3);
    assert_int_equal(r.result.status, BIHE_REPAIR_PARTLY);
    bihe_buffer_clear(&r.text);
    bihe_buffer_clear(&damaged);
}

static void keeps_healthy_neighbours(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    const char *const english = "It’s “quite” a café — isn’t it?";
    bihe_buffer text, expected;
    repaired r;
    bihe_buffer_init(&text, &a);
    bihe_buffer_init(&expected, &a);
    bihe_buffer_append_text(&text, "title: 周末\n");
    damage(&text, "我们喝了咖啡。", WINDOWS_1252, NULL);
    bihe_buffer_append_format(&text, " %s\n%s", english, english);
    bihe_buffer_append_format(&expected, "title: 周末\n我们喝了咖啡。 %s\n%s", english, english);
    repair(&r, bihe_buffer_view(&text));
    bihe_buffer_append_byte(&expected, '\0');
    assert_view(bihe_buffer_view(&r.text), expected.ptr);
    bihe_buffer_clear(&r.text);
    bihe_buffer_clear(&expected);
    bihe_buffer_clear(&text);
}

static void leaves_healthy_text(void **state)
{
    (void)state;
    assert_unchanged("");
    assert_unchanged("Nothing but ASCII.\n");
    assert_unchanged("这里一切正常，“引号”也是。\n");
    assert_unchanged("L’été dernier, « le café » était fermé ; dommage…");
    assert_unchanged("ä¸ö è € å – ein paar Zeichen ohne Sinn");
    assert_unchanged("Smörgåsbord på fjället: 25 °C ± 2");
}

static void leaves_quoted_damage(void **state)
{
    (void)state;
    assert_unchanged("有人把“你好”写成“ä½\u00A0å¥½”，那是编码错了。");
    assert_unchanged("The page shows `ä½\u00A0å¥½` where a greeting should be.");
}

static void repairing_twice_changes_nothing(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    repaired once, twice;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, "中国的公司停电了，café 也关门了", WINDOWS_1252, lost8);
    repair(&once, bihe_buffer_view(&damaged));
    repair(&twice, bihe_buffer_view(&once.text));
    assert_true(bihe_view_equal(bihe_buffer_view(&once.text), bihe_buffer_view(&twice.text)));
    bihe_buffer_clear(&twice.text);
    bihe_buffer_clear(&once.text);
    bihe_buffer_clear(&damaged);
}

static void names_every_status(void **state)
{
    (void)state;
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_CLEAN), "clean");
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_REPAIRED), "repaired");
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_PARTLY), "partly");
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_UNRECOVERABLE), "unrecoverable");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(restores_windows_1252),
        cmocka_unit_test(restores_latin_1),
        cmocka_unit_test(counts_restored_characters),
        cmocka_unit_test(marks_lost_characters),
        cmocka_unit_test(keeps_healthy_neighbours),
        cmocka_unit_test(leaves_healthy_text),
        cmocka_unit_test(leaves_quoted_damage),
        cmocka_unit_test(repairing_twice_changes_nothing),
        cmocka_unit_test(names_every_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
