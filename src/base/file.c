/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files in, atomic files out, read-only maps; POSIX calls are kept in here. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 1 << 16, WRITE_STEP = 1 << 16 };

static bihe_status too_large(const char *path, size_t limit, bihe_error *err)
{
    return bihe_fail_at(err, BIHE_ERROR_LIMIT, path, 0, 0,
                        "larger than the limit of %zu bytes (--max-bytes)", limit);
}

static bihe_status read_all(int fd, const char *path, size_t limit, bihe_buffer *out,
                            bihe_error *err)
{
    const size_t start = out->len;
    for (;;) {
        void *ptr = out->ptr;
        if (!bihe_array_reserve(&out->allocator, &ptr, &out->capacity, out->len + READ_STEP, 1))
            return bihe_fail_memory(err);
        out->ptr = ptr;
        const ssize_t n = read(fd, out->ptr + out->len, READ_STEP);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return bihe_fail_errno(err, path, errno, "cannot read");
        if (n == 0) return BIHE_OK;
        out->len += (size_t)n;
        if (out->len - start > limit) return too_large(path, limit, err);
    }
}

bihe_status bihe_file_read(const char *path, size_t limit, bihe_buffer *out, bihe_error *err)
{
    const bool standard = strcmp(path, "-") == 0;
    const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return bihe_fail_errno(err, path, errno, "cannot open");
    bihe_status status = BIHE_OK;
    struct stat info;
    if (fstat(fd, &info) != 0)
        status = bihe_fail_errno(err, path, errno, "cannot read");
    else if (S_ISDIR(info.st_mode))
        status = bihe_fail_errno(err, path, EISDIR, "cannot read");
    else if (S_ISREG(info.st_mode) && info.st_size > 0 && (uintmax_t)info.st_size > limit)
        status = too_large(path, limit, err);
    else
        status = read_all(fd, path, limit, out, err);
    if (!standard) (void)close(fd);
    return status;
}

bool bihe_file_is_regular(const char *path)
{
    struct stat info;
    return strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* Makes "PATH.PID-N.tmp", the first that does not exist, so that runs side by side do not meet.
 * `old` is the file that will be replaced, whose permissions stay; NULL: those that a plain open
 * gives. errno tells why it failed. */
static int open_temporary(const char *path, const struct stat *old, const bihe_allocator *allocator,
                          char **name)
{
    const mode_t mode = old != NULL ? old->st_mode & 0777 : 0666;
    const size_t size = strlen(path) + 48;
    *name = bihe_mem_new(allocator, size, 1);
    if (*name == NULL) {
        errno = ENOMEM;
        return -1;
    }
    for (int n = 0;; n++) {
        (void)snprintf(*name, size, "%s.%ld-%d.tmp", path, (long)getpid(), n);
        const int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd < 0 && errno == EEXIST) continue;
        if (fd >= 0 && old != NULL) (void)fchmod(fd, mode); /* what the umask took */
        return fd;
    }
}

static void release(bihe_output *out)
{
    bihe_mem_free(&out->allocator, out->path);
    bihe_mem_free(&out->allocator, out->temporary);
    bihe_buffer_clear(&out->pending);
    bihe_gzip_free(out->gzip);
    out->path = out->temporary = NULL;
    out->gzip = NULL;
    out->fd = -1;
}

static bool asks_for_gzip(const char *path)
{
    const size_t len = strlen(path);
    return len >= 3 && path[len - 3] == '.' && (path[len - 2] | 0x20) == 'g' &&
           (path[len - 1] | 0x20) == 'z';
}

/* Sets out->path to a copy of `path`, or to the file that a link there leads to: that file is
 * written, and the link stays. False when out of memory. */
static bool set_path(bihe_output *out, const char *path)
{
    struct stat info;
    char *target = lstat(path, &info) == 0 && S_ISLNK(info.st_mode) ? realpath(path, NULL) : NULL;
    const char *name = target != NULL ? target : path;
    const size_t size = strlen(name) + 1;
    out->path = bihe_mem_new(&out->allocator, size, 1);
    if (out->path != NULL) memcpy(out->path, name, size);
    free(target);
    return out->path != NULL;
}

bihe_status bihe_output_open(bihe_output *out, const char *path, const bihe_allocator *allocator,
                             bihe_error *err)
{
    *out = (bihe_output){.allocator = *allocator, .fd = STDOUT_FILENO};
    bihe_buffer_init(&out->pending, allocator);
    if (strcmp(path, "-") == 0) return BIHE_OK;
    if (!set_path(out, path)) return bihe_fail_memory(err);
    if (asks_for_gzip(path) && bihe_gzip_new(&out->gzip, allocator, err) != BIHE_OK) {
        release(out);
        return BIHE_ERROR_MEMORY;
    }

    struct stat info;
    const bool there = stat(path, &info) == 0;
    if (there && !S_ISREG(info.st_mode))
        out->fd = open(path, O_WRONLY | O_CLOEXEC);
    else
        out->fd = open_temporary(out->path, there ? &info : NULL, allocator, &out->temporary);
    if (out->fd < 0) {
        const int number = errno;
        release(out);
        return bihe_fail_errno(err, path, number, "cannot write");
    }
    return BIHE_OK;
}

static bihe_status flush(bihe_output *out, bihe_error *err)
{
    size_t done = 0;
    while (done < out->pending.len) {
        const ssize_t n = write(out->fd, out->pending.ptr + done, out->pending.len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const char *name = out->path != NULL ? out->path : "standard output";
            return bihe_fail_errno(err, name, errno, "cannot write");
        }
        done += (size_t)n;
    }
    out->pending.len = 0;
    return BIHE_OK;
}

bihe_status bihe_output_write(bihe_output *out, bihe_view bytes, bihe_error *err)
{
    if (out->gzip == NULL)
        bihe_buffer_append_view(&out->pending, bytes);
    else if (bihe_gzip_append(out->gzip, bytes, false, &out->pending, err) != BIHE_OK)
        return BIHE_ERROR_MEMORY;
    if (out->pending.failed) return bihe_fail_memory(err);
    return out->pending.len >= WRITE_STEP ? flush(out, err) : BIHE_OK;
}

void bihe_output_abandon(bihe_output *out)
{
    if (out->path != NULL && out->fd >= 0) (void)close(out->fd);
    if (out->temporary != NULL) (void)unlink(out->temporary);
    release(out);
}

bihe_status bihe_output_seal(bihe_output *out, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    if (out->gzip != NULL)
        status = bihe_gzip_append(out->gzip, (bihe_view){NULL, 0}, true, &out->pending, err);
    if (status == BIHE_OK) status = flush(out, err);
    if (status == BIHE_OK && out->path != NULL) {
        const int fd = out->fd;
        out->fd = -1;
        /* on the disk before it gets its name; some file systems have nothing to sync */
        if (out->temporary != NULL && fsync(fd) != 0 && errno != EINVAL && errno != ENOSYS)
            status = bihe_fail_errno(err, out->path, errno, "cannot write");
        /* close may be the first to report a full disk or quota */
        if (close(fd) != 0 && status == BIHE_OK)
            status = bihe_fail_errno(err, out->path, errno, "cannot write");
    }
    if (status != BIHE_OK) {
        bihe_output_abandon(out);
        return status;
    }
    bihe_gzip_free(out->gzip);
    out->gzip = NULL;
    bihe_buffer_clear(&out->pending);
    out->fd = -1;
    return BIHE_OK;
}

bihe_status bihe_output_close(bihe_output *out, bihe_error *err)
{
    if (out->fd >= 0) {
        const bihe_status status = bihe_output_seal(out, err);
        if (status != BIHE_OK) return status;
    }
    if (out->temporary != NULL && rename(out->temporary, out->path) != 0) {
        const int number = errno;
        const bihe_status status =
            bihe_fail_errno(err, out->path, number, "cannot rename into place");
        bihe_output_abandon(out);
        return status;
    }
    release(out);
    return BIHE_OK;
}

bihe_status bihe_map_open(bihe_map *map, const char *path, bihe_error *err)
{
    *map = (bihe_map){NULL, 0};
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return bihe_fail_errno(err, path, errno, "cannot open");
    struct stat info;
    bihe_status status = BIHE_OK;
    if (fstat(fd, &info) != 0) {
        status = bihe_fail_errno(err, path, errno, "cannot read");
    } else if (!S_ISREG(info.st_mode) || info.st_size <= 0) {
        status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, 0, 0, "empty or not a regular file");
    } else {
        void *ptr = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (ptr == MAP_FAILED)
            status = bihe_fail_errno(err, path, errno, "cannot map");
        else
            *map = (bihe_map){ptr, (size_t)info.st_size};
    }
    (void)close(fd);
    return status;
}

void bihe_map_close(bihe_map *map)
{
    /* munmap takes a non-const pointer for historical reasons only */
    if (map->ptr != NULL) (void)munmap((void *)(uintptr_t)map->ptr, map->len);
    *map = (bihe_map){NULL, 0};
}
