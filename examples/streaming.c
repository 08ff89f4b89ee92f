/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads any number of posts from standard input, a line of "%%" after each, and writes their units
 * one post after the other: memory holds the model and one post, however long the input is. An
 * allocator that counts proves it.
 *
 *     cc streaming.c $(pkg-config --cflags --libs bihe) && ./a.out MODEL_DIR OUT.tmx < posts
 */
#define _POSIX_C_SOURCE 200809L /* getline */
#include <bihe/bihe.h>

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes the library holds: now, and at most. */
typedef struct counter {
    size_t live, peak;
} counter;

/* Before each block stands its size. */
typedef union header {
    size_t size;
    max_align_t align;
} header;

static void *count_resize(void *user, void *ptr, size_t size)
{
    counter *c = user;
    header *old = ptr != NULL ? (header *)ptr - 1 : NULL;
    const size_t before = old != NULL ? old->size : 0;
    if (size == 0) {
        c->live -= before;
        free(old);
        return NULL;
    }
    if (size > SIZE_MAX - sizeof *old) return NULL;
    header *block = realloc(old, sizeof *block + size);
    if (block == NULL) return NULL;
    block->size = size;
    c->live = c->live - before + size;
    if (c->live > c->peak) c->peak = c->live;
    return block + 1;
}

/* One post as it is read, used again for the next. */
typedef struct post {
    char *bytes;
    size_t len, capacity;
} post;

static void append(post *p, const char *line, size_t len)
{
    if (p->len + len > p->capacity) {
        p->capacity = 2 * (p->len + len);
        p->bytes = realloc(p->bytes, p->capacity);
        if (p->bytes == NULL) abort();
    }
    memcpy(p->bytes + p->len, line, len);
    p->len += len;
}

/* The next post of the stream; false at its end. */
static bool next_post(post *p, FILE *stream)
{
    char *line = NULL;
    size_t size = 0;
    bool more = false;
    p->len = 0;
    for (ssize_t len; !more && (len = getline(&line, &size, stream)) > 0;) {
        more = strcmp(line, "%%\n") == 0;
        if (!more) append(p, line, (size_t)len);
    }
    free(line);
    return more || p->len > 0;
}

/* A post that cannot be used is named and passed over; false when the output takes no more. */
static bool write_post(bihe_context *context, bihe_writer *writer, const post *p, size_t number)
{
    char name[32];
    bihe_document *document;
    bihe_error err;
    (void)snprintf(name, sizeof name, "post-%zu", number);
    const bihe_view text = {p->bytes, p->len};
    if (bihe_document_parse(&document, context, name, text, &err) != BIHE_OK) {
        fprintf(stderr, "streaming: %s: %s\n", name, err.message);
        return true;
    }
    const bool written = bihe_writer_add(writer, document, &err) == BIHE_OK;
    if (!written) fprintf(stderr, "streaming: %s: %s\n", err.file, err.message);
    bihe_document_free(document);
    return written;
}

static bihe_status write_all(bihe_context *context, const char *path, bihe_error *err)
{
    bihe_writer *writer;
    post p = {NULL, 0, 0};
    size_t posts = 0;
    bool written = true;
    const bihe_status status = bihe_writer_new(&writer, context, bihe_format_of(path), path, err);
    if (status != BIHE_OK) return status;
    while (written && next_post(&p, stdin))
        written = write_post(context, writer, &p, ++posts);
    free(p.bytes);
    printf("%zu posts, %zu units\n", posts, bihe_writer_get_stats(writer)->units);
    return bihe_writer_finish(writer, err);
}

int main(int argc, char **argv)
{
    if (argc != 3 || bihe_format_of(argv[2]) == NULL) {
        fputs("usage: streaming MODEL_DIR OUT.tmx < POSTS (a line of %% after each)\n", stderr);
        return 2;
    }
    counter memory = {0, 0};
    const bihe_allocator allocator = {count_resize, &memory};
    bihe_model *model = NULL;
    bihe_context *context = NULL;
    bihe_error err;
    bihe_status status = bihe_model_load(&model, argv[1], NULL, &err);
    if (status == BIHE_OK) status = bihe_context_new(&context, model, NULL, &allocator, &err);
    if (status == BIHE_OK) status = write_all(context, argv[2], &err);
    if (status != BIHE_OK) fprintf(stderr, "streaming: %s: %s\n", err.file, err.message);
    bihe_context_free(context);
    bihe_model_free(model);
    printf("at most %zu bytes beside the model\n", memory.peak);
    return status == BIHE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
