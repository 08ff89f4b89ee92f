/* SPDX-License-Identifier: Apache-2.0 */
/* The table of formats and their extensions. */
#include "write/format.h"

#include "text/utf8.h"

#include <string.h>

static const bihe_format *const formats[] = {
    &bihe_format_tsv,    &bihe_format_tmx,  &bihe_format_jsonl, &bihe_format_xliff,
    &bihe_format_xliff2, &bihe_format_po,   &bihe_format_moses, &bihe_format_ladder,
    &bihe_format_beads,  &bihe_format_html, &bihe_format_svg,
};

enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The end of `name` where it is `extension`; else empty. Extensions are ASCII; ".TMX" is as good
 * as ".tmx". */
static bihe_view end_of(bihe_view name, const char *extension)
{
    const size_t len = strlen(extension);
    const bihe_view none = {NULL, 0};
    if (name.len < len) return none;
    for (size_t i = 0; i < len; i++) {
        if (lower(name.ptr[name.len - len + i]) != extension[i]) return none;
    }
    return bihe_view_slice(name, name.len - len, name.len);
}

bihe_view bihe_gzip_extension(bihe_view name)
{
    return end_of(name, ".gz");
}

/* Where the format's extension starts in `name`, which is without ".gz"; name.len: nowhere. */
static size_t extension_start(const bihe_format *format, bihe_view name)
{
    for (const char *const *e = format->extensions; *e != NULL; e++) {
        const size_t len = end_of(name, *e).len;
        if (len > 0) return name.len - len;
    }
    return name.len;
}

bihe_view bihe_format_split(const bihe_format *format, bihe_view path, bihe_view *extension)
{
    const bihe_view name = bihe_view_slice(path, 0, path.len - bihe_gzip_extension(path).len);
    const size_t start = extension_start(format, name);
    *extension = bihe_view_slice(path, start, path.len);
    return bihe_view_slice(path, 0, start);
}

const char *bihe_format_of(const char *path)
{
    const bihe_view whole = bihe_view_of(path);
    const bihe_view name = bihe_view_slice(whole, 0, whole.len - bihe_gzip_extension(whole).len);
    for (size_t k = 0; k < FORMAT_COUNT; k++) {
        if (extension_start(formats[k], name) < name.len) return formats[k]->name;
    }
    return NULL;
}

const char *bihe_format_name(size_t k)
{
    return k < FORMAT_COUNT ? formats[k]->name : NULL;
}

const bihe_format *bihe_format_find(const char *name)
{
    for (size_t k = 0; k < FORMAT_COUNT; k++) {
        if (strcmp(formats[k]->name, name) == 0) return formats[k];
    }
    return NULL;
}
