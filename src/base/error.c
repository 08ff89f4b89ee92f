/* SPDX-License-Identifier: Apache-2.0 */
/* Fills caller-owned errors; no allocation, so that running out of memory can be reported. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *bihe_status_text(bihe_status status)
{
    switch (status) {
    case BIHE_OK: return "done";
    case BIHE_ERROR_MEMORY: return "out of memory";
    case BIHE_ERROR_IO: return "input or output failed";
    case BIHE_ERROR_INPUT: return "unusable input";
    case BIHE_ERROR_LIMIT: return "too large";
    case BIHE_ERROR_OPTION: return "bad option";
    case BIHE_ERROR_MODEL: return "bad model";
    case BIHE_ERROR_UNSUPPORTED: return "not supported";
    }
    return "unknown status";
}

static void fill(bihe_error *err, bihe_status code, const char *file, size_t line, size_t column,
                 const char *format, va_list args)
{
    err->code = code;
    err->line = line;
    err->column = column;
    (void)vsnprintf(err->message, sizeof err->message, format, args);
    for (char *c = err->message; *c != '\0'; c++) {
        if (*c == '\n' || *c == '\r') *c = ' ';
    }
    const char *shown = file != NULL ? file : "";
    const size_t len = strlen(shown);
    if (len >= sizeof err->file) shown += len - sizeof err->file + 1;
    (void)snprintf(err->file, sizeof err->file, "%s", shown);
}

bihe_status bihe_fail(bihe_error *err, bihe_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (err != NULL) fill(err, code, NULL, 0, 0, format, args);
    va_end(args);
    return code;
}

bihe_status bihe_fail_at(bihe_error *err, bihe_status code, const char *file, size_t line,
                         size_t column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (err != NULL) fill(err, code, file, line, column, format, args);
    va_end(args);
    return code;
}

bihe_status bihe_fail_memory(bihe_error *err)
{
    return bihe_fail(err, BIHE_ERROR_MEMORY, "out of memory");
}

bihe_status bihe_fail_errno(bihe_error *err, const char *file, int number, const char *verb)
{
    char text[128];
#if defined(__GLIBC__) && defined(_GNU_SOURCE)
    const char *reason = strerror_r(number, text, sizeof text);
#else
    const char *reason = strerror_r(number, text, sizeof text) == 0 ? text : "unknown error";
#endif
    const bihe_status code = number == ENOMEM ? BIHE_ERROR_MEMORY : BIHE_ERROR_IO;
    return bihe_fail_at(err, code, file, 0, 0, "%s: %s", verb, reason);
}
