/* SPDX-License-Identifier: Apache-2.0 */
/* The only file that sees jansson. */
#include "text/json.h"

#include "base/error.h"
#include "text/json_scan.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct bihe_json {
    bihe_allocator allocator;
    json_t *root;
    bihe_view line; /* as it came */
};

/* What the parser makes of the line after it was tamed; NULL with a status when that is nothing. */
static json_t *load(bihe_view line, bool numbers, const bihe_allocator *allocator,
                    bihe_status *status, bihe_error *err)
{
    json_error_t reason;
    char *text = bihe_mem_new(allocator, line.len + 1, 1);
    if (text == NULL) {
        *status = bihe_fail_memory(err);
        return NULL;
    }
    if (line.len > 0) memcpy(text, line.ptr, line.len);
    bihe_json_tame(text, line.len, numbers);
    json_t *root = json_loadb(text, line.len, JSON_ALLOW_NUL, &reason);
    bihe_mem_free(allocator, text);
    if (root != NULL) return root;
    if (json_error_code(&reason) == json_error_out_of_memory)
        *status = bihe_fail_memory(err);
    else
        *status = bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, 0,
                               reason.column > 0 ? (size_t)reason.column : 0, "not JSON: %s",
                               reason.text);
    return NULL;
}

static bihe_status parse(bihe_json **out, bihe_view line, bool numbers,
                         const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_status status;
    json_t *root = load(line, numbers, allocator, &status, err);
    if (root == NULL) return status;
    bihe_json *json = json_is_object(root) ? bihe_mem_new(allocator, 1, sizeof *json) : NULL;
    if (json == NULL) {
        const bool object = json_is_object(root);
        json_decref(root);
        return object ? bihe_fail_memory(err)
                      : bihe_fail(err, BIHE_ERROR_INPUT, "not a JSON object");
    }
    *json = (bihe_json){*allocator, root, line};
    *out = json;
    return BIHE_OK;
}

bihe_status bihe_json_parse(bihe_json **out, bihe_view line, const bihe_allocator *allocator,
                            bihe_error *err)
{
    return parse(out, line, false, allocator, err);
}

bihe_status bihe_json_parse_numbers(bihe_json **out, bihe_view line,
                                    const bihe_allocator *allocator, bihe_error *err)
{
    return parse(out, line, true, allocator, err);
}

void bihe_json_free(bihe_json *json)
{
    if (json == NULL) return;
    json_decref(json->root);
    const bihe_allocator allocator = json->allocator;
    bihe_mem_free(&allocator, json);
}

bool bihe_json_text(const bihe_json *json, const char *member, bihe_view *out)
{
    const json_t *value = json_object_get(json->root, member);
    if (!json_is_string(value)) return false;
    *out = (bihe_view){json_string_value(value), json_string_length(value)};
    return true;
}

bool bihe_json_text_at(const bihe_json *json, const char *member, size_t k, bihe_view *out)
{
    const json_t *value = json_array_get(json_object_get(json->root, member), k);
    if (!json_is_string(value)) return false;
    *out = (bihe_view){json_string_value(value), json_string_length(value)};
    return true;
}

bool bihe_json_number(const bihe_json *json, const char *member, double *out)
{
    const json_t *value = json_object_get(json->root, member);
    if (!json_is_number(value)) return false;
    *out = json_number_value(value);
    return true;
}

bool bihe_json_pair(const bihe_json *json, const char *member, size_t out[2])
{
    const json_t *list = json_object_get(json->root, member);
    if (!json_is_array(list) || json_array_size(list) != 2) return false;
    for (size_t k = 0; k < 2; k++) {
        const json_t *value = json_array_get(list, k);
        if (!json_is_integer(value) || json_integer_value(value) < 0) return false;
        out[k] = (size_t)json_integer_value(value);
    }
    return true;
}

/* A scalar as text; false for anything else. */
static bool scalar_text(const json_t *value, bihe_buffer *text, bihe_view *out)
{
    if (json_is_string(value)) {
        *out = (bihe_view){json_string_value(value), json_string_length(value)};
        return true;
    }
    if (!json_is_number(value) && !json_is_boolean(value)) return false;
    char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    text->len = 0;
    if (dumped != NULL)
        bihe_buffer_append_text(text, dumped);
    else
        text->failed = true;
    free(dumped);
    *out = bihe_buffer_view(text);
    return true;
}

bool bihe_json_next(const bihe_json *json, const char *member, void **at, bihe_buffer *text,
                    bihe_view *key, bihe_view *value)
{
    json_t *object = member == NULL ? json->root : json_object_get(json->root, member);
    if (!json_is_object(object)) return false;
    for (;;) {
        *at = *at == NULL ? json_object_iter(object) : json_object_iter_next(object, *at);
        if (*at == NULL) return false;
        const char *name = json_object_iter_key(*at);
        *key = (bihe_view){name, strlen(name)};
        if (scalar_text(json_object_iter_value(*at), text, value)) return true;
    }
}

static bool is_member(const void *user, bihe_view string)
{
    const char *member = user;
    if (memchr(string.ptr, '\\', string.len) == NULL)
        return bihe_view_is(bihe_view_slice(string, 1, string.len - 1), member);
    json_t *key = json_loadb(string.ptr, string.len, JSON_DECODE_ANY, NULL);
    const bool same = json_is_string(key) && strcmp(json_string_value(key), member) == 0;
    json_decref(key);
    return same;
}

bihe_status bihe_json_append_member(bihe_buffer *out, const bihe_json *json, const char *member,
                                    bihe_error *err)
{
    bihe_view value;
    if (bihe_json_find(json->line, is_member, member, &value))
        bihe_buffer_append_view(out, value);
    else
        bihe_buffer_append_text(out, "null");
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}

/* The escape of one byte; NULL when it needs none or the general \u form. */
static const char *short_escape(unsigned char c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
    }
}

/* Whether U+2028 or U+2029 stands at `i`. */
static bool is_line_separator(bihe_view text, size_t i)
{
    return text.len - i >= 3 && (unsigned char)text.ptr[i] == 0xE2 &&
           (unsigned char)text.ptr[i + 1] == 0x80 &&
           ((unsigned char)text.ptr[i + 2] & 0xFE) == 0xA8;
}

void bihe_json_append_text(bihe_buffer *out, bihe_view text)
{
    bihe_buffer_append_byte(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const char *escape = short_escape(c);
        const bool separator = is_line_separator(text, i);
        if (escape == NULL && c >= 0x20 && !separator) continue;
        bihe_buffer_append(out, text.ptr + start, i - start);
        if (escape != NULL) {
            bihe_buffer_append_text(out, escape);
        } else if (separator) {
            bihe_buffer_append_text(out, text.ptr[i + 2] & 1 ? "\\u2029" : "\\u2028");
            i += 2;
        } else {
            bihe_buffer_append_format(out, "\\u%04x", c);
        }
        start = i + 1;
    }
    if (start < text.len) bihe_buffer_append(out, text.ptr + start, text.len - start);
    bihe_buffer_append_byte(out, '"');
}
