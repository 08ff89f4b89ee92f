/* SPDX-License-Identifier: Apache-2.0 */
/* One stage over JSON lines. */
#include "base/error.h"
#include "bihe/bihe.h"
#include "model/context.h"
#include "text/encoding.h"
#include "text/json.h"
#include "text/utf8.h"

#include <string.h>

static void append_joints(bihe_buffer *out, bihe_view text, const bihe_cut *cuts, size_t count)
{
    bihe_buffer_append_text(out, ",\"margins\":[");
    for (size_t i = 0; i < count; i++) {
        if (i > 0) bihe_buffer_append_byte(out, ',');
        bihe_buffer_append_fixed(out, cuts[i].margin, 2);
    }
    bihe_buffer_append_text(out, "],\"joints\":[");
    const char *comma = "";
    for (size_t i = 0; i < count; i++) {
        const bihe_view sentence = bihe_view_slice(text, cuts[i].start, cuts[i].end);
        for (size_t k = 0; k < cuts[i].joint_count; k++, comma = ",") {
            const bihe_optional_joint *joint = &cuts[i].joints[k];
            bihe_buffer_append_format(out,
                                      "%s{\"sent\":%zu,\"end\":%zu,\"next\":%zu,\"margin\":", comma,
                                      i, bihe_utf8_count(bihe_view_slice(sentence, 0, joint->end)),
                                      bihe_utf8_count(bihe_view_slice(sentence, 0, joint->next)));
            bihe_buffer_append_fixed(out, joint->margin, 2);
            bihe_buffer_append_byte(out, '}');
        }
    }
    bihe_buffer_append_byte(out, ']');
}

static bihe_status append_sentences(bihe_context *context, bihe_view text, int side, bool joints,
                                    bihe_buffer *out, bihe_error *err)
{
    bihe_cut *cuts;
    size_t count;
    const bihe_status status = bihe_segment(context, text, side, &cuts, &count, err);
    if (status != BIHE_OK) return status;
    bihe_buffer_append_text(out, ",\"sents\":[");
    for (size_t i = 0; i < count; i++) {
        if (i > 0) bihe_buffer_append_byte(out, ',');
        bihe_json_append_text(out, bihe_view_slice(text, cuts[i].start, cuts[i].end));
    }
    bihe_buffer_append_byte(out, ']');
    if (joints) append_joints(out, text, cuts, count);
    bihe_cuts_free(context, cuts);
    return BIHE_OK;
}

static bihe_status append_repaired(bihe_context *context, bihe_view text, bihe_buffer *out,
                                   bihe_error *err)
{
    bihe_repair_result result;
    const bihe_status status = bihe_repair(context, text, &result, err);
    if (status != BIHE_OK) return status;
    bihe_buffer_append_text(out, ",\"out\":");
    bihe_json_append_text(out, result.text);
    bihe_buffer_append_format(out, ",\"status\":\"%s\"", bihe_repair_status_name(result.status));
    bihe_repair_result_clear(context, &result);
    return BIHE_OK;
}

/* The side that the object's own "lang" names; -1 when it names none. */
static int side_named(const bihe_context *context, const bihe_json *object)
{
    bihe_view lang;
    if (!bihe_json_text(object, "lang", &lang)) return -1;
    for (int side = 0; side < 2; side++) {
        if (bihe_view_is(lang, bihe_model_lang(context->model, side))) return side;
    }
    return -1;
}

static bihe_status filter_object(bihe_context *context, bihe_filter filter, const bihe_json *object,
                                 const char *field, int side, bihe_buffer *out, bihe_error *err)
{
    bihe_view text;
    if (!bihe_json_text(object, field, &text))
        return bihe_fail(err, BIHE_ERROR_INPUT, "no text in a member \"%s\"", field);
    bihe_buffer_append_text(out, "{\"id\":");
    bihe_status status = bihe_json_append_member(out, object, "id", err);
    if (status != BIHE_OK) return status;
    if (filter == BIHE_FILTER_REPAIR)
        status = append_repaired(context, text, out, err);
    else
        status = append_sentences(context, text, side >= 0 ? side : side_named(context, object),
                                  filter == BIHE_FILTER_JOINTS, out, err);
    bihe_buffer_append_byte(out, '}');
    if (status == BIHE_OK && out->failed) status = bihe_fail_memory(err);
    return status;
}

bihe_status bihe_filter_json(bihe_context *context, bihe_filter filter, bihe_view line,
                             const char *field, int side, bihe_view *out, bihe_error *err)
{
    *out = (bihe_view){NULL, 0};
    bihe_json *object;
    bihe_status status = bihe_json_parse(&object, line, &context->allocator, err);
    if (status != BIHE_OK) return status;
    bihe_buffer text;
    bihe_buffer_init(&text, &context->allocator);
    status = filter_object(context, filter, object, field, side, &text, err);
    bihe_json_free(object);
    if (status == BIHE_OK)
        *out = bihe_buffer_view(&text);
    else
        bihe_buffer_clear(&text);
    return status;
}

static bihe_status decode(bihe_context *context, const char *name, bihe_view bytes,
                          bihe_buffer *out, bihe_error *err)
{
    bihe_decoded info;
    const bool has_nul = bytes.len > 0 && memchr(bytes.ptr, 0, bytes.len) != NULL;
    if (!has_nul && bihe_utf8_valid_prefix(bytes) == bytes.len) {
        bihe_buffer_append_view(out, bytes);
        return out->failed ? bihe_fail_memory(err) : BIHE_OK;
    }
    const bihe_status status = bihe_decode(bytes, out, &info, err);
    if (status == BIHE_OK && info.replaced + info.nul_dropped > 0)
        bihe_context_report(context, BIHE_LOSS, name, 0, 0,
                            "%zu invalid byte sequences in %s replaced by U+FFFD, %zu NULs dropped",
                            info.replaced, info.encoding, info.nul_dropped);
    return status;
}

bihe_status bihe_filter_decode(bihe_context *context, const char *name, bihe_view bytes,
                               bihe_view *out, bihe_error *err)
{
    *out = (bihe_view){NULL, 0};
    bihe_buffer text;
    bihe_buffer_init(&text, &context->allocator);
    const bihe_status status = decode(context, name, bytes, &text, err);
    if (status == BIHE_OK)
        *out = bihe_buffer_view(&text);
    else
        bihe_buffer_clear(&text);
    return status;
}

void bihe_filter_free(bihe_context *context, bihe_view out)
{
    bihe_mem_free(&context->allocator, (void *)(uintptr_t)out.ptr);
}
