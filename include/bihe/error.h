/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Status codes, the caller-owned error, string views and diagnostics.
 *
 * Threads: everything here is plain data; share it as you would any struct.
 * Memory: a bihe_error holds its text inside itself and needs no clearing.
 */
#ifndef BIHE_ERROR_H
#define BIHE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define BIHE_API
#else
#define BIHE_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What a call came to. 0 is success; every other value comes with a filled bihe_error. */
typedef enum bihe_status {
    BIHE_OK = 0,
    BIHE_ERROR_MEMORY,      /* the allocator returned NULL */
    BIHE_ERROR_IO,          /* open, read, write, rename: errno's text is in the message */
    BIHE_ERROR_INPUT,       /* a file that cannot be read as what it should be */
    BIHE_ERROR_LIMIT,       /* a size beyond a limit of bihe_options */
    BIHE_ERROR_OPTION,      /* an option outside its range */
    BIHE_ERROR_MODEL,       /* a model file missing, damaged or of another version */
    BIHE_ERROR_UNSUPPORTED, /* a format or encoding that this build does not know */
} bihe_status;

/* UTF-8 text by pointer and length in bytes; not terminated. {NULL, 0} is empty. Borrowed. */
typedef struct bihe_view {
    const char *ptr;
    size_t len;
} bihe_view;

/* Why a call failed. Owned by the caller; may be left uninitialised, calls fill it on failure. */
typedef struct bihe_error {
    bihe_status code;
    char message[256]; /* one line, no newline, NUL-terminated */
    char file[512];    /* the file concerned, "" when none; a long path keeps its end */
    size_t line;       /* 1-based; 0 when unknown */
    size_t column;     /* 1-based, in bytes; 0 when unknown */
} bihe_error;

typedef enum bihe_severity {
    BIHE_NOTE,    /* worth knowing; nothing was lost */
    BIHE_WARNING, /* something doubtful was used as it is */
    BIHE_LOSS,    /* a part of the input could not be used */
} bihe_severity;

/* Something noticed while working: text repaired, metadata refused, bytes dropped. */
typedef struct bihe_diagnostic {
    bihe_severity severity;
    const char *message; /* one line; valid during the call only */
    const char *file;    /* "" when none */
    size_t line;         /* 1-based; 0 when unknown */
    size_t column;       /* 1-based; 0 when unknown */
} bihe_diagnostic;

typedef void (*bihe_diagnostic_fn)(void *user, const bihe_diagnostic *diagnostic);

/* A short English name of the status, e.g. "out of memory". Static storage. */
BIHE_API const char *bihe_status_text(bihe_status status);

#ifdef __cplusplus
}
#endif
#endif
