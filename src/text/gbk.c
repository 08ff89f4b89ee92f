/* SPDX-License-Identifier: Apache-2.0 */
/* GBK through ICU's converter "GBK" (Windows code page 936). */
#include "text/gbk.h"

#include "base/error.h"

#include <unicode/ucnv.h>

enum {
    LEAD_FIRST = 0x81,
    LEAD_END = 0xFF,
    TRAIL_FIRST = 0x40,
    TRAIL_END = 0xFF,
    TRAILS = TRAIL_END - TRAIL_FIRST,
};

struct bihe_gbk {
    bihe_allocator allocator;
    uint16_t chars[(LEAD_END - LEAD_FIRST) * TRAILS]; /* 0 for none */
    uint16_t pairs[65536];                            /* of a BMP character, 0 for none */
};

/* The pair's character, when the converter made one of it and GBK is asked for it. */
static void set_pair(bihe_gbk *gbk, int lead, int trail, const UChar *read, size_t count)
{
    if (count != 1 || read[0] < 0x80 || read[0] >= 0xFFFD ||
        (read[0] >= 0xD800 && read[0] < 0xF900))
        return;
    gbk->chars[(lead - LEAD_FIRST) * TRAILS + trail - TRAIL_FIRST] = read[0];
    gbk->pairs[read[0]] = (uint16_t)(lead << 8 | trail);
}

/* Each pair is a line, as the converter may read bytes that are none in several ways. */
static void fill(bihe_gbk *gbk, UConverter *converter)
{
    for (int lead = LEAD_FIRST; lead < LEAD_END; lead++) {
        char bytes[3 * TRAILS];
        UChar read[4 * TRAILS];
        UErrorCode code = U_ZERO_ERROR;
        for (int k = 0; k < TRAILS; k++) {
            bytes[3 * k] = (char)lead;
            bytes[3 * k + 1] = (char)(TRAIL_FIRST + k);
            bytes[3 * k + 2] = '\n';
        }
        const int32_t n =
            ucnv_toUChars(converter, read, 4 * TRAILS, bytes, (int32_t)sizeof bytes, &code);
        if (U_FAILURE(code)) continue;
        int trail = TRAIL_FIRST;
        for (int32_t i = 0, start = 0; i < n; i++) {
            if (read[i] != '\n') continue;
            set_pair(gbk, lead, trail++, read + start, (size_t)(i - start));
            start = i + 1;
        }
    }
}

bihe_status bihe_gbk_new(bihe_gbk **out, const bihe_allocator *allocator, bihe_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    bihe_gbk *gbk = bihe_mem_new0(allocator, 1, sizeof *gbk);
    if (gbk == NULL) return bihe_fail_memory(err);
    gbk->allocator = *allocator;
    UConverter *converter = ucnv_open("GBK", &code);
    if (U_FAILURE(code)) {
        bihe_gbk_free(gbk);
        return bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "ICU has no GBK: %s", u_errorName(code));
    }
    fill(gbk, converter);
    ucnv_close(converter);
    *out = gbk;
    return BIHE_OK;
}

void bihe_gbk_free(bihe_gbk *gbk)
{
    if (gbk == NULL) return;
    const bihe_allocator a = gbk->allocator;
    bihe_mem_free(&a, gbk);
}

int32_t bihe_gbk_char(const bihe_gbk *gbk, int lead, int trail)
{
    if (lead < LEAD_FIRST || lead >= LEAD_END || trail < TRAIL_FIRST || trail >= TRAIL_END)
        return -1;
    const uint16_t c = gbk->chars[(lead - LEAD_FIRST) * TRAILS + trail - TRAIL_FIRST];
    return c != 0 ? c : -1;
}

int32_t bihe_gbk_pair(const bihe_gbk *gbk, int32_t c)
{
    if (c < 0x80 || c > 0xFFFF || gbk->pairs[c] == 0) return -1;
    return gbk->pairs[c];
}
