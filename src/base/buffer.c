/* SPDX-License-Identifier: Apache-2.0 */
/* A growing byte buffer with a sticky failure flag. */
#include "base/buffer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void bihe_buffer_init(bihe_buffer *buffer, const bihe_allocator *allocator)
{
    *buffer = (bihe_buffer){.allocator = *allocator};
}

void bihe_buffer_clear(bihe_buffer *buffer)
{
    bihe_mem_free(&buffer->allocator, buffer->ptr);
    buffer->ptr = NULL;
    buffer->len = buffer->capacity = 0;
    buffer->failed = false;
}

void bihe_buffer_append(bihe_buffer *buffer, const void *bytes, size_t len)
{
    if (buffer->failed || len == 0) return;
    void *ptr = buffer->ptr;
    if (len > (size_t)PTRDIFF_MAX - buffer->len ||
        !bihe_array_reserve(&buffer->allocator, &ptr, &buffer->capacity, buffer->len + len, 1)) {
        buffer->failed = true;
        return;
    }
    buffer->ptr = ptr;
    memcpy(buffer->ptr + buffer->len, bytes, len);
    buffer->len += len;
}

void bihe_buffer_append_view(bihe_buffer *buffer, bihe_view text)
{
    bihe_buffer_append(buffer, text.ptr, text.len);
}

void bihe_buffer_append_text(bihe_buffer *buffer, const char *text)
{
    bihe_buffer_append(buffer, text, strlen(text));
}

void bihe_buffer_append_byte(bihe_buffer *buffer, char byte)
{
    bihe_buffer_append(buffer, &byte, 1);
}

void bihe_buffer_append_format(bihe_buffer *buffer, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0 || (size_t)len >= sizeof text)
        buffer->failed = true;
    else
        bihe_buffer_append(buffer, text, (size_t)len);
}

void bihe_buffer_append_fixed(bihe_buffer *buffer, double value, int digits)
{
    long long scale = 1;
    for (int i = 0; i < digits; i++)
        scale *= 10;
    const long long scaled = llround(value * (double)scale);
    const long long size = scaled < 0 ? -scaled : scaled;
    bihe_buffer_append_format(buffer, "%s%lld", scaled < 0 ? "-" : "", size / scale);
    if (digits > 0) bihe_buffer_append_format(buffer, ".%0*lld", digits, size % scale);
}

bihe_view bihe_buffer_view(const bihe_buffer *buffer)
{
    return (bihe_view){buffer->ptr, buffer->len};
}
