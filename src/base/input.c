/* SPDX-License-Identifier: Apache-2.0 */
/* A file read piece by piece. */
#include "base/input.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { STEP = 1 << 16 };

bihe_status bihe_input_open(bihe_input *input, const char *path, const bihe_allocator *allocator,
                            bihe_error *err)
{
    *input = (bihe_input){.allocator = *allocator, .fd = STDIN_FILENO, .path = path};
    if (strcmp(path, "-") != 0) input->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0) return bihe_fail_errno(err, path, errno, "cannot open");
    bihe_buffer_init(&input->raw, allocator);
    return BIHE_OK;
}

void bihe_input_close(bihe_input *input)
{
    if (input->fd > STDIN_FILENO) (void)close(input->fd);
    input->fd = -1;
    bihe_buffer_clear(&input->raw);
    bihe_gunzip_free(input->gunzip);
    input->gunzip = NULL;
}

/* Appends what one read gives; at the end nothing. */
static bihe_status fill(bihe_input *input, bihe_buffer *out, bihe_error *err)
{
    void *ptr = out->ptr;
    if (!bihe_array_reserve(&out->allocator, &ptr, &out->capacity, out->len + STEP, 1))
        return bihe_fail_memory(err);
    out->ptr = ptr;
    ssize_t n;
    do {
        n = read(input->fd, out->ptr + out->len, STEP);
    } while (n < 0 && errno == EINTR);
    if (n < 0) return bihe_fail_errno(err, input->path, errno, "cannot read");
    input->ended = n == 0;
    out->len += (size_t)n;
    return BIHE_OK;
}

/* Tells a gzip file by its first two bytes. */
static bihe_status start(bihe_input *input, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    while (status == BIHE_OK && input->raw.len < 2 && !input->ended)
        status = fill(input, &input->raw, err);
    if (status != BIHE_OK) return status;
    input->started = true;
    const bihe_buffer *raw = &input->raw;
    if (raw->len >= 2 && (unsigned char)raw->ptr[0] == 0x1F && (unsigned char)raw->ptr[1] == 0x8B)
        return bihe_gunzip_new(&input->gunzip, &input->allocator, err);
    return BIHE_OK;
}

static bihe_status read_plain(bihe_input *input, bihe_buffer *out, bihe_error *err)
{
    if (input->raw.len == 0) return input->ended ? BIHE_OK : fill(input, out, err);
    bihe_buffer_append_view(out, bihe_buffer_view(&input->raw));
    bihe_buffer_clear(&input->raw);
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}

static bihe_status read_gzip(bihe_input *input, bihe_buffer *out, bihe_error *err)
{
    const size_t before = out->len;
    bihe_status status = BIHE_OK;
    while (status == BIHE_OK && out->len == before) {
        if (input->used == input->raw.len && !input->ended) {
            input->raw.len = input->used = 0;
            status = fill(input, &input->raw, err);
            if (status != BIHE_OK) return status;
        }
        if (input->used == input->raw.len && bihe_gunzip_is_complete(input->gunzip)) break;
        const size_t used = input->used;
        status = bihe_gunzip_append(input->gunzip, bihe_buffer_view(&input->raw), &input->used, out,
                                    err);
        if (status == BIHE_OK && input->ended && out->len == before && input->used == used)
            status = bihe_fail(err, BIHE_ERROR_INPUT, "the gzip file ends too early");
    }
    if (status == BIHE_ERROR_INPUT && err != NULL) {
        const bihe_error cause = *err;
        return bihe_fail_at(err, cause.code, input->path, 0, 0, "%s", cause.message);
    }
    return status;
}

bihe_status bihe_input_read(bihe_input *input, bihe_buffer *out, bihe_error *err)
{
    if (!input->started) {
        const bihe_status status = start(input, err);
        if (status != BIHE_OK) return status;
    }
    return input->gunzip != NULL ? read_gzip(input, out, err) : read_plain(input, out, err);
}
