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

static void fill(bihe_gbk *gbk, UConverter *converter)
{
    for (int lead = LEAD_FIRST; lead < LEAD_END; lead++)
        for (int trail = TRAIL_FIRST; trail < TRAIL_END; trail++) {
            const char bytes[2] = {(char)lead, (char)trail};
            const char *source = bytes;
            UErrorCode code = U_ZERO_ERROR;
            const UChar32 c = ucnv_getNextUChar(converter, &source, bytes + 2, &code);
            ucnv_resetToUnicode(converter);
            if (U_FAILURE(code) || source != bytes + 2 || c < 0x80 || c >= 0xFFFD ||
                (c >= 0xE000 && c < 0xF900))
                continue;
            gbk->chars[(lead - LEAD_FIRST) * TRAILS + trail - TRAIL_FIRST] = (uint16_t)c;
            gbk->pairs[c] = (uint16_t)(lead << 8 | trail);
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
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
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
