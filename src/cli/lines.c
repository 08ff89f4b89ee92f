/* SPDX-License-Identifier: Apache-2.0 */
/* Lines one at a time; a line beyond the limit is read past, not stored. */
#include "lines.h"

#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool lines_open(line_reader *r, const char *path, size_t limit)
{
    const bool standard = strcmp(path, "-") == 0;
    *r = (line_reader){.name = path, .limit = limit};
    r->file = standard ? stdin : fopen(path, "rb");
    if (r->file != NULL) return true;
    report_line("error", path, 0, 0, strerror(errno));
    return false;
}

static bool append(line_reader *r, char c)
{
    if (r->len + 2 > r->capacity) {
        const size_t capacity = r->capacity == 0 ? 4096 : r->capacity + r->capacity / 2;
        char *grown = realloc(r->line, capacity);
        if (grown == NULL) {
            report_line("error", r->name, r->number, 0, "out of memory");
            r->failed = true;
            return false;
        }
        r->line = grown;
        r->capacity = capacity;
    }
    r->line[r->len++] = c;
    r->line[r->len] = '\0';
    return true;
}

/* A byte order mark before the first line is no text of it. */
static void drop_mark(line_reader *r)
{
    if (r->len < 3 || memcmp(r->line, "\xEF\xBB\xBF", 3) != 0) return;
    r->len -= 3;
    memmove(r->line, r->line + 3, r->len + 1);
}

bool lines_next(line_reader *r)
{
    r->len = 0;
    r->too_long = false;
    r->number++;
    int c = getc_unlocked(r->file);
    if (c == EOF && ferror(r->file)) {
        report_line("error", r->name, 0, 0, "cannot read");
        r->failed = true;
    }
    if (c == EOF) return false;
    for (; c != EOF && c != '\n'; c = getc_unlocked(r->file)) {
        if (r->len == r->limit)
            r->too_long = true;
        else if (!append(r, (char)c))
            return false;
    }
    /* a final append keeps `line` non-NULL for empty lines too */
    if (r->number == 1) drop_mark(r);
    if (r->len > 0 && r->line[r->len - 1] == '\r') r->line[--r->len] = '\0';
    if (r->len == 0) {
        if (!append(r, '\0')) return false;
        r->len = 0;
    }
    return true;
}

void lines_close(line_reader *r)
{
    free(r->line);
    if (r->file != NULL && r->file != stdin) fclose(r->file);
    *r = (line_reader){.file = NULL};
}

static char *read_stream(FILE *file, const char *path, size_t limit, size_t *len)
{
    char *bytes = NULL;
    size_t capacity = 0;
    *len = 0;
    for (;;) {
        if (*len == capacity) {
            capacity = capacity == 0 ? 1 << 16 : capacity + capacity / 2;
            char *grown = realloc(bytes, capacity);
            if (grown == NULL) {
                report_line("error", path, 0, 0, "out of memory");
                break;
            }
            bytes = grown;
        }
        *len += fread(bytes + *len, 1, capacity - *len, file);
        if (*len > limit) {
            report_line("error", path, 0, 0, "longer than --max-bytes: left out");
            break;
        }
        if (ferror(file)) {
            report_line("error", path, 0, 0, "cannot read");
            break;
        }
        if (feof(file)) return bytes;
    }
    free(bytes);
    return NULL;
}

char *lines_read_all(const char *path, size_t limit, size_t *len)
{
    line_reader reader;
    if (!lines_open(&reader, path, limit)) return NULL;
    char *bytes = read_stream(reader.file, path, limit, len);
    lines_close(&reader);
    return bytes;
}
