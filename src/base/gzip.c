/* SPDX-License-Identifier: Apache-2.0 */
/* gzip over zlib, with memory from the allocator hook. */
#define ZLIB_CONST /* input is const */

#include "base/gzip.h"

#include "base/error.h"

#include <zlib.h>

enum {
    WINDOW_BITS = 15 + 16, /* the largest window; 16 asks for gzip's frame */
    MEMORY_LEVEL = 8,      /* zlib's default */
    STEP = 1 << 15,
};

struct bihe_gzip {
    bihe_allocator allocator;
    z_stream stream;
};

static void *zlib_new(void *user, unsigned count, unsigned size)
{
    return bihe_mem_new(user, count, size);
}

static void zlib_free(void *user, void *ptr)
{
    bihe_mem_free(user, ptr);
}

bihe_status bihe_gzip_new(bihe_gzip **out, const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_gzip *gzip = bihe_mem_new0(allocator, 1, sizeof *gzip);
    if (gzip == NULL) return bihe_fail_memory(err);
    gzip->allocator = *allocator;
    gzip->stream.zalloc = zlib_new;
    gzip->stream.zfree = zlib_free;
    gzip->stream.opaque = &gzip->allocator;
    if (deflateInit2(&gzip->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        bihe_mem_free(allocator, gzip);
        return bihe_fail_memory(err);
    }
    *out = gzip;
    return BIHE_OK;
}

void bihe_gzip_free(bihe_gzip *gzip)
{
    if (gzip == NULL) return;
    (void)deflateEnd(&gzip->stream);
    const bihe_allocator allocator = gzip->allocator;
    bihe_mem_free(&allocator, gzip);
}

/* Room for STEP bytes at the end of `out`, given to the stream. */
static bool make_room(z_stream *stream, bihe_buffer *out)
{
    void *ptr = out->ptr;
    if (!bihe_array_reserve(&out->allocator, &ptr, &out->capacity, out->len + STEP, 1)) {
        out->failed = true;
        return false;
    }
    out->ptr = ptr;
    stream->next_out = (Bytef *)out->ptr + out->len;
    stream->avail_out = STEP;
    return true;
}

/* One call of deflate with fresh room for its output; false when it has nothing more to say. */
static bool step(z_stream *stream, int flush, bihe_buffer *out)
{
    if (!make_room(stream, out)) return false;
    (void)deflate(stream, flush); /* cannot fail with room on both sides */
    out->len += STEP - stream->avail_out;
    return stream->avail_out == 0;
}

bihe_status bihe_gzip_append(bihe_gzip *gzip, bihe_view bytes, bool last, bihe_buffer *out,
                             bihe_error *err)
{
    z_stream *stream = &gzip->stream;
    size_t done = 0;
    do {
        /* zlib counts in unsigned int */
        const size_t piece = bytes.len - done < STEP ? bytes.len - done : STEP;
        stream->next_in = piece > 0 ? (const Bytef *)bytes.ptr + done : NULL;
        stream->avail_in = (uInt)piece;
        done += piece;
        while (step(stream, last && done == bytes.len ? Z_FINISH : Z_NO_FLUSH, out)) {
        }
    } while (done < bytes.len && !out->failed);
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}

/* --- the way back ---------------------------------------------------------------------------- */

struct bihe_gunzip {
    bihe_allocator allocator;
    z_stream stream;
    bool complete;
};

bihe_status bihe_gunzip_new(bihe_gunzip **out, const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_gunzip *gunzip = bihe_mem_new0(allocator, 1, sizeof *gunzip);
    if (gunzip == NULL) return bihe_fail_memory(err);
    gunzip->allocator = *allocator;
    gunzip->stream.zalloc = zlib_new;
    gunzip->stream.zfree = zlib_free;
    gunzip->stream.opaque = &gunzip->allocator;
    if (inflateInit2(&gunzip->stream, WINDOW_BITS) != Z_OK) {
        bihe_mem_free(allocator, gunzip);
        return bihe_fail_memory(err);
    }
    *out = gunzip;
    return BIHE_OK;
}

void bihe_gunzip_free(bihe_gunzip *gunzip)
{
    if (gunzip == NULL) return;
    (void)inflateEnd(&gunzip->stream);
    const bihe_allocator allocator = gunzip->allocator;
    bihe_mem_free(&allocator, gunzip);
}

bihe_status bihe_gunzip_append(bihe_gunzip *gunzip, bihe_view bytes, size_t *used, bihe_buffer *out,
                               bihe_error *err)
{
    z_stream *stream = &gunzip->stream;
    const size_t piece = bytes.len - *used < STEP ? bytes.len - *used : STEP;
    if (gunzip->complete && piece > 0) (void)inflateReset(stream); /* the next file */
    if (!make_room(stream, out)) return bihe_fail_memory(err);
    stream->next_in = (const Bytef *)bytes.ptr + *used;
    stream->avail_in = (uInt)piece;
    const int result = inflate(stream, Z_NO_FLUSH);
    *used += piece - stream->avail_in;
    out->len += STEP - stream->avail_out;
    gunzip->complete = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) return bihe_fail_memory(err);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        return bihe_fail(err, BIHE_ERROR_INPUT, "damaged gzip file");
    return BIHE_OK;
}

bool bihe_gunzip_is_complete(const bihe_gunzip *gunzip)
{
    return gunzip->complete;
}
