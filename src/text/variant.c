/* SPDX-License-Identifier: Apache-2.0 */
/* Two sorted lists of the commonest characters that differ; a sentence or two is enough to tell. */
#include "text/variant.h"

#include "base/error.h"
#include "text/utf8.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* clang-format off */
/* of pairs such as U+5011 and U+4EEC ("-men"), the Traditional characters */
static const uint16_t traditional_only[] = {
    0x4F86, 0x500B, 0x5011, 0x50B3, 0x5104, 0x5169, 0x52D5, 0x52D9, 0x5340, 0x54E1, 0x554F,
    0x55AE, 0x570B, 0x5831, 0x5834, 0x5B78, 0x5BE6, 0x5BEB, 0x5C07, 0x5C08, 0x5C0D, 0x5C0E,
    0x5E2B, 0x5E7E, 0x5F9E, 0x611B, 0x61C9, 0x6230, 0x64CA, 0x64DA, 0x65BC, 0x6642, 0x66F8,
    0x6703, 0x6771, 0x689D, 0x696D, 0x6975, 0x6A02, 0x6A13, 0x6A19, 0x6A23, 0x6A5F, 0x6B50,
    0x70BA, 0x7121, 0x71B1, 0x723E, 0x73FE, 0x74B0, 0x7522, 0x7576, 0x767C, 0x7A2E, 0x7D50,
    0x7D66, 0x7D71, 0x7D93, 0x7DB2, 0x7E3D, 0x7FA9, 0x806F, 0x807D, 0x8207, 0x83EF, 0x842C,
    0x862D, 0x8655, 0x865F, 0x885B, 0x898B, 0x8996, 0x89AA, 0x89C0, 0x8A2D, 0x8A71, 0x8A8D,
    0x8AAA, 0x8ABF, 0x8B70, 0x8B77, 0x8B93, 0x8CB7, 0x8CC7, 0x8ECA, 0x8ECD, 0x8F49, 0x9019,
    0x9032, 0x904B, 0x904E, 0x9054, 0x9078, 0x9084, 0x9280, 0x9322, 0x9435, 0x9577, 0x9580,
    0x958B, 0x9593, 0x95DC, 0x96D9, 0x96E2, 0x96E3, 0x96FB, 0x97FF, 0x982D, 0x984C, 0x986F,
    0x98A8, 0x99AC, 0x9AD4, 0x9EBC, 0x9EDE, 0x9EE8,
};

/* and the Simplified ones, less those that Traditional text uses too (U+4E8E, U+51E0, U+4E0E, ...) */
static const uint16_t simplified_only[] = {
    0x4E13, 0x4E1A, 0x4E1C, 0x4E24, 0x4E3A, 0x4E49, 0x4E50, 0x4E66, 0x4E70, 0x4EA7, 0x4EB2,
    0x4EBF, 0x4ECE, 0x4EEC, 0x4F1A, 0x4F20, 0x4F53, 0x5173, 0x5199, 0x519B, 0x51FB, 0x52A1,
    0x52A8, 0x534E, 0x5355, 0x536B, 0x53CC, 0x53D1, 0x542C, 0x5458, 0x54CD, 0x56FD, 0x573A,
    0x5904, 0x5934, 0x5B66, 0x5B9E, 0x5BF9, 0x5BFC, 0x5C06, 0x5C14, 0x5E08, 0x5E94, 0x5F00,
    0x603B, 0x6218, 0x62A4, 0x62A5, 0x636E, 0x65F6, 0x663E, 0x673A, 0x6761, 0x6765, 0x6781,
    0x6807, 0x6837, 0x697C, 0x6B27, 0x70B9, 0x70ED, 0x7231, 0x73AF, 0x73B0, 0x7535, 0x79BB,
    0x79CD, 0x7ECF, 0x7ED3, 0x7ED9, 0x7EDF, 0x7F51, 0x8054, 0x89C1, 0x89C2, 0x89C6, 0x8BA4,
    0x8BA9, 0x8BAE, 0x8BBE, 0x8BDD, 0x8BF4, 0x8C03, 0x8D44, 0x8F66, 0x8F6C, 0x8FBE, 0x8FC7,
    0x8FD0, 0x8FD8, 0x8FD9, 0x8FDB, 0x9009, 0x94B1, 0x94C1, 0x94F6, 0x957F, 0x95E8, 0x95EE,
    0x95F4, 0x96BE, 0x9898, 0x98CE, 0x9A6C,
};
/* clang-format on */

static bool contains(const uint16_t *sorted, size_t count, int32_t c)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] == c) return true;
        if (sorted[middle] < c)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

void bihe_variant_count(bihe_view text, bihe_variant_counts *counts)
{
    const size_t traditional = sizeof traditional_only / sizeof *traditional_only;
    const size_t simplified = sizeof simplified_only / sizeof *simplified_only;
    for (size_t i = 0; i < text.len;) {
        const int32_t c = bihe_utf8_next(text, &i);
        if (c < 0x4E00 || c > 0x9FFF) continue;
        counts->traditional += contains(traditional_only, traditional, c);
        counts->simplified += contains(simplified_only, simplified, c);
    }
}

/* Converts `units` of UTF-16 in place; the buffer has room for `capacity`. */
static void convert(UChar *text, int32_t *units, int32_t capacity, UErrorCode *code)
{
    static const UChar ID[] = u"Simplified-Traditional";
    UTransliterator *converter = utrans_openU(ID, -1, UTRANS_FORWARD, NULL, 0, NULL, code);
    if (U_SUCCESS(*code)) {
        int32_t limit = *units;
        utrans_transUChars(converter, text, units, capacity, 0, &limit, code);
    }
    utrans_close(converter);
}

bihe_status bihe_variant_append_traditional(bihe_buffer *out, bihe_view text, bihe_error *err)
{
    /* one character for one, with room for the few exceptions of the list */
    if (text.len > INT32_MAX / 4) return bihe_fail(err, BIHE_ERROR_LIMIT, "text too long");
    const int32_t capacity = (int32_t)text.len * 2 + 16;
    UChar *wide = bihe_mem_new(&out->allocator, (size_t)capacity, sizeof *wide);
    char *narrow = bihe_mem_new(&out->allocator, 3 * (size_t)capacity, 1);
    bihe_status status = BIHE_OK;
    if (wide == NULL || narrow == NULL) {
        status = bihe_fail_memory(err);
        goto done;
    }
    UErrorCode code = U_ZERO_ERROR;
    int32_t units = 0, bytes = 0;
    u_strFromUTF8(wide, capacity, &units, text.ptr, (int32_t)text.len, &code);
    if (U_SUCCESS(code)) convert(wide, &units, capacity, &code);
    u_strToUTF8(narrow, 3 * capacity, &bytes, wide, units, &code);
    if (U_FAILURE(code))
        status = bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "ICU: %s", u_errorName(code));
    else
        bihe_buffer_append(out, narrow, (size_t)bytes);
done:
    bihe_mem_free(&out->allocator, wide);
    bihe_mem_free(&out->allocator, narrow);
    return status;
}
