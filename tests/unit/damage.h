/* SPDX-License-Identifier: Apache-2.0 */
/* The ways in which text is damaged, for the tests of repair. */
#ifndef BIHE_TESTS_DAMAGE_H
#define BIHE_TESTS_DAMAGE_H

#include "unit.h"

#include "align/legacy.h"
#include "text/gbk.h"

typedef enum damage_reading {
    AS_WINDOWS_1252, /* UTF-8 taken for Windows-1252 */
    AS_LATIN_1,      /* UTF-8 taken for Latin-1 */
    GBK_AS_WINDOWS_1252,
    GBK_AS_LATIN_1,
    UTF8_AS_GBK,
    GBK_AS_UTF8,
} damage_reading;

/* What becomes of the bytes of `lost` on the way. */
typedef struct damage_model {
    const char *name;
    damage_reading reading;
    const char *lost;       /* as the option lost_bytes; NULL for none */
    const char *substitute; /* in place of a lost byte; NULL: nothing */
    bool space;             /* 0xA0 becomes a space */
    int times;
} damage_model;

#define LOST_UNASSIGNED "81,8d,8f,90,9d"
#define LOST_8          "81,8d,8e,8f,90,9d,9e,ad"
#define LOST_CONTROLS                                                                              \
    "80,81,82,83,84,85,86,87,88,89,8a,8b,8c,8d,8e,8f,90,91,92,93,94,95,96,97,98,99,9a,9b,9c,9d,"   \
    "9e,9f"

/* Nothing is lost for good. */
static const damage_model damage_exact[] = {
    {"UTF-8 as Windows-1252", AS_WINDOWS_1252, NULL, NULL, false, 1},
    {"UTF-8 as Latin-1", AS_LATIN_1, NULL, NULL, false, 1},
    {"twice", AS_WINDOWS_1252, NULL, NULL, false, 2},
    {"Latin-1 twice", AS_LATIN_1, NULL, NULL, false, 2},
    {"three times", AS_WINDOWS_1252, NULL, NULL, false, 3},
    {"GBK as Windows-1252", GBK_AS_WINDOWS_1252, NULL, NULL, false, 1},
    {"GBK as Latin-1", GBK_AS_LATIN_1, NULL, NULL, false, 1},
};

/* Bytes are lost. */
static const damage_model damage_lossy[] = {
    {"8 bytes lost", AS_WINDOWS_1252, LOST_8, NULL, false, 1},
    {"8 bytes and 0xA0", AS_WINDOWS_1252, LOST_8, NULL, true, 1},
    {"5 bytes lost", AS_WINDOWS_1252, LOST_UNASSIGNED, NULL, false, 1},
    {"5 bytes to U+FFFD", AS_WINDOWS_1252, LOST_UNASSIGNED, "\uFFFD", false, 1},
    {"5 bytes to ?", AS_WINDOWS_1252, LOST_UNASSIGNED, "?", false, 1},
    {"twice, 8 bytes lost", AS_WINDOWS_1252, LOST_8, NULL, false, 2},
    {"GBK, 8 bytes lost", GBK_AS_WINDOWS_1252, LOST_8, NULL, false, 1},
    {"UTF-8 as GBK", UTF8_AS_GBK, NULL, "\uFFFD", false, 1},
    {"UTF-8 as GBK, ?", UTF8_AS_GBK, NULL, "?", false, 1},
};

static inline void damage_write_byte(bihe_buffer *out, uint8_t byte, const damage_model *model)
{
    uint64_t lost;
    assert_true(bihe_lost_bytes_parse(model->lost, &lost));
    const bool latin = model->reading == AS_LATIN_1 || model->reading == GBK_AS_LATIN_1;
    if (byte >= 0x80 && byte < 0xC0 && (lost >> (byte - 0x80) & 1)) {
        if (model->substitute != NULL) bihe_buffer_append_text(out, model->substitute);
    } else if (byte == 0xA0 && model->space) {
        bihe_buffer_append_byte(out, ' ');
    } else {
        bihe_utf8_append(out, latin ? byte : bihe_legacy_char(byte));
    }
}

/* The bytes of `text` in GBK, which must have all of its characters. */
static inline void damage_to_gbk(bihe_buffer *out, bihe_view text, const bihe_gbk *gbk)
{
    for (size_t pos = 0; pos < text.len;) {
        const int32_t c = bihe_utf8_next(text, &pos);
        const int32_t pair = bihe_gbk_pair(gbk, c);
        assert_true(c < 0x80 || pair >= 0);
        if (pair >= 0) bihe_buffer_append_byte(out, (char)(pair >> 8));
        bihe_buffer_append_byte(out, (char)(pair >= 0 ? pair & 0xFF : c));
    }
}

/* Bytes read as GBK; one that starts no pair becomes the substitute. */
static inline void damage_from_gbk(bihe_buffer *out, bihe_view bytes, const bihe_gbk *gbk,
                                   const char *substitute)
{
    for (size_t i = 0; i < bytes.len;) {
        const uint8_t byte = (uint8_t)bytes.ptr[i++];
        const int32_t c = i < bytes.len ? bihe_gbk_char(gbk, byte, (uint8_t)bytes.ptr[i]) : -1;
        if (byte < 0x80) {
            bihe_buffer_append_byte(out, (char)byte);
        } else if (c >= 0) {
            bihe_utf8_append(out, c);
            i++;
        } else {
            bihe_buffer_append_text(out, substitute);
        }
    }
}

static inline void damage_from_utf8(bihe_buffer *out, bihe_view bytes)
{
    for (size_t pos = 0; pos < bytes.len;)
        bihe_utf8_append(out, bihe_utf8_next(bytes, &pos));
}

static inline void damage_once(bihe_buffer *out, bihe_view text, const damage_model *model,
                               const bihe_gbk *gbk)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, &a);
    if (model->reading == UTF8_AS_GBK || model->reading == AS_WINDOWS_1252 ||
        model->reading == AS_LATIN_1)
        bihe_buffer_append_view(&bytes, text);
    else
        damage_to_gbk(&bytes, text, gbk);
    if (model->reading == UTF8_AS_GBK)
        damage_from_gbk(out, bihe_buffer_view(&bytes), gbk, model->substitute);
    else if (model->reading == GBK_AS_UTF8)
        damage_from_utf8(out, bihe_buffer_view(&bytes));
    else
        for (size_t i = 0; i < bytes.len; i++)
            damage_write_byte(out, (uint8_t)bytes.ptr[i], model);
    bihe_buffer_clear(&bytes);
}

/* Appends `text`, damaged, to `out`. */
static inline void damage(bihe_buffer *out, const char *text, const damage_model *model,
                          const bihe_gbk *gbk)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer now, next;
    bihe_buffer_init(&now, &a);
    bihe_buffer_append_text(&now, text);
    for (int i = 0; i < model->times; i++) {
        bihe_buffer_init(&next, &a);
        damage_once(&next, bihe_buffer_view(&now), model, gbk);
        bihe_buffer_clear(&now);
        now = next;
    }
    bihe_buffer_append_view(out, bihe_buffer_view(&now));
    bihe_buffer_clear(&now);
}

#endif
