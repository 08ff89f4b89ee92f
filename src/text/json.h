/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON: objects of one line in, through jansson; text out.
 */
#ifndef BIHE_TEXT_JSON_H
#define BIHE_TEXT_JSON_H

#include "base/buffer.h"

typedef struct bihe_json bihe_json;

/* Parses one object; `line` must stay as long as it. Half a surrogate pair is U+FFFD in its texts.
 * jansson's own memory is malloc's. BIHE_ERROR_INPUT with the column. */
bihe_status bihe_json_parse(bihe_json **out, bihe_view line, const bihe_allocator *allocator,
                            bihe_error *err);

/* The same for objects whose numbers are wanted: one beyond 64 bits is BIHE_ERROR_INPUT. */
bihe_status bihe_json_parse_numbers(bihe_json **out, bihe_view line,
                                    const bihe_allocator *allocator, bihe_error *err);
void bihe_json_free(bihe_json *json);

/* A member that is a string; false when there is none. Borrowed. */
bool bihe_json_text(const bihe_json *json, const char *member, bihe_view *out);

/* The k-th text, from 0, of a member that is a list; false when there is none. Borrowed. */
bool bihe_json_text_at(const bihe_json *json, const char *member, size_t k, bihe_view *out);

/* A member that is a number; false when there is none. This and the next two want an object of
 * bihe_json_parse_numbers. */
bool bihe_json_number(const bihe_json *json, const char *member, double *out);

/* A member that is a list of two whole numbers from 0 on; false when there is none. */
bool bihe_json_pair(const bihe_json *json, const char *member, size_t out[2]);

/* The members of the object, or of the object that is its member `member`, in their order: *at is
 * NULL at first. Strings come as they are, numbers and truth values as JSON writes them (in
 * `text`); anything else is passed over. False past the last. Key and value are valid until the
 * next call. */
bool bihe_json_next(const bihe_json *json, const char *member, void **at, bihe_buffer *text,
                    bihe_view *key, bihe_view *value);

/* Appends a member as it stands in the line, byte for byte; "null" when there is none. */
bihe_status bihe_json_append_member(bihe_buffer *out, const bihe_json *json, const char *member,
                                    bihe_error *err);

/* Appends `text` (valid UTF-8) as a JSON string, quotes included; only what must be is escaped, and
 * U+2028/2029, which some readers take for line ends. */
void bihe_json_append_text(bihe_buffer *out, bihe_view text);

#endif
