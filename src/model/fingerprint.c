/* SPDX-License-Identifier: Apache-2.0 */
/* The files as they are on the disk: a model that was changed after loading counts as changed. */
#include "model/fingerprint.h"

#include "base/error.h"
#include "base/file.h"
#include "model/model.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* DIR/NAME and its NUL; NULL when out of memory. */
static char *join(bihe_arena *arena, const char *dir, const char *name)
{
    const size_t d = strlen(dir), n = strlen(name) + 1;
    char *path = bihe_arena_new(arena, d + 1 + n, 1);
    if (path == NULL) return NULL;
    memcpy(path, dir, d);
    path[d] = '/';
    memcpy(path + d + 1, name, n);
    return path;
}

/* The paths of the folder's files, hidden ones left out, in `arena`. */
static bihe_status list_files(const bihe_model *model, bihe_arena *arena, char ***paths,
                              size_t *count, bihe_error *err)
{
    DIR *handle = opendir(model->dir);
    if (handle == NULL) return bihe_fail_errno(err, model->dir, errno, "cannot read");
    bihe_status status = BIHE_OK;
    size_t capacity = 0;
    *paths = NULL;
    *count = 0;
    for (const struct dirent *entry; status == BIHE_OK && (entry = readdir(handle)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        void *grown = *paths;
        char *path = join(arena, model->dir, entry->d_name);
        struct stat info;
        if (path == NULL ||
            !bihe_array_reserve(&model->allocator, &grown, &capacity, *count + 1, sizeof **paths)) {
            status = bihe_fail_memory(err);
            break;
        }
        *paths = grown;
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
            (*paths)[(*count)++] = path;
    }
    (void)closedir(handle);
    return status;
}

static bihe_status add_file(const char *path, size_t dir, bihe_hash *hash, bihe_error *err)
{
    bihe_map map;
    const bihe_status status = bihe_map_open(&map, path, err);
    if (status != BIHE_OK) return status;
    const uint64_t len = map.len;
    /* name and length first, so that no byte can move from one file to the next unseen */
    bihe_hash_add(hash, path + dir, strlen(path + dir) + 1);
    bihe_hash_add(hash, &len, sizeof len);
    bihe_hash_add(hash, map.ptr, map.len);
    bihe_map_close(&map);
    return BIHE_OK;
}

bihe_status bihe_file_fingerprint(const char *path, bihe_hash *hash, bihe_error *err)
{
    struct stat info;
    if (stat(path, &info) == 0 && info.st_size == 0) return BIHE_OK;
    bihe_map map;
    const bihe_status status = bihe_map_open(&map, path, err);
    if (status != BIHE_OK) return status;
    bihe_hash_add(hash, map.ptr, map.len);
    bihe_map_close(&map);
    return BIHE_OK;
}

bihe_status bihe_model_fingerprint(const bihe_model *model, bihe_hash *hash, bihe_error *err)
{
    bihe_arena arena;
    char **paths = NULL;
    size_t count = 0;
    bihe_arena_init(&arena, &model->allocator);
    bihe_status status = list_files(model, &arena, &paths, &count, err);
    if (status == BIHE_OK && count > 1) qsort(paths, count, sizeof *paths, by_name);
    for (size_t i = 0; i < count && status == BIHE_OK; i++)
        status = add_file(paths[i], strlen(model->dir), hash, err);
    bihe_mem_free(&model->allocator, paths);
    bihe_arena_clear(&arena);
    return status;
}
