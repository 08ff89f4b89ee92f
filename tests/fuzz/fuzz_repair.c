/* SPDX-License-Identifier: Apache-2.0 */
/* Repair of any text, with and without a character model; what align.h promises of a result is
 * checked. */
#include "fuzz.h"

#include "align/repairer.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

static void check(bool holds)
{
    if (!holds) abort();
}

static size_t count_lines(bihe_view text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    return n;
}

/* Edits are in order, inside both texts, and the text between them is the same in both. */
static void check_edits(const bihe_repair_result *result, bihe_view before, bihe_view after)
{
    size_t at = 0, new_at = 0;
    for (size_t i = 0; i < result->edit_count; i++) {
        const bihe_repair_edit *e = &result->edits[i];
        check(e->offset >= at && e->offset + e->length <= before.len);
        check(e->new_offset >= new_at && e->new_offset + e->new_length <= after.len);
        check(e->new_length > 0 && e->margin >= 0 && e->margin <= 8);
        at = e->offset + e->length;
        new_at = e->new_offset + e->new_length;
    }
}

static void check_result(const bihe_repair_result *r, bihe_view before, bihe_view after)
{
    check(bihe_utf8_valid_prefix(after) == after.len);
    check(count_lines(before) == count_lines(after));
    check(r->doubtful <= r->repaired);
    const bool same = bihe_view_equal(before, after);
    check(r->status != BIHE_REPAIR_CLEAN || (same && r->repaired == 0 && r->lost == 0));
    check(r->status != BIHE_REPAIR_UNRECOVERABLE || (same && r->repaired == 0 && r->lost > 0));
    check(r->status != BIHE_REPAIR_REPAIRED || (r->repaired > 0 && r->lost == 0));
    check_edits(r, before, after);
}

static void repair(bihe_view text, const bihe_charlm *chars, uint64_t lost)
{
    const bihe_allocator allocator = bihe_allocator_default();
    const bihe_repair_request request = {.chars = chars, .lost = lost, .edits = true};
    bihe_buffer out;
    bihe_repair_result result;
    bihe_error err;
    bihe_buffer_init(&out, &allocator);
    check(bihe_repair_run(&request, text, &out, &result, &err) == BIHE_OK);
    check_result(&result, text, bihe_buffer_view(&out));
    bihe_mem_free(&allocator, result.edits);
    bihe_buffer_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bihe_charlm *chars; /* kept from input to input */
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_buffer text;
    bihe_error err;
    if (chars == NULL) check(bihe_charlm_open(&chars, BIHE_FUZZ_CHARS, NULL, &err) == BIHE_OK);
    bihe_buffer_init(&text, &allocator);
    const bihe_view bytes = {(const char *)data, size};
    for (size_t pos = 0; pos < size;)
        bihe_utf8_append(&text, bihe_utf8_next(bytes, &pos));
    repair(bihe_buffer_view(&text), chars, 0);
    repair(bihe_buffer_view(&text), NULL, 0);
    repair(bihe_buffer_view(&text), chars, UINT64_C(0xFF));
    bihe_buffer_clear(&text);
    return 0;
}
