/* SPDX-License-Identifier: Apache-2.0 */
/* The files are sorted by what they are, so that those that are the same stand side by side. */
#include "clash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Tells the file by the folder it is to be in; false when there is no such folder. */
static bool identify_new(clash_file *file)
{
    const char *slash = strrchr(file->path, '/');
    struct stat info;
    char *folder = slash == NULL
                       ? strdup(".")
                       : strndup(file->path, slash > file->path ? (size_t)(slash - file->path) : 1);
    const bool there = folder != NULL && stat(folder, &info) == 0;
    free(folder);
    if (!there) return false;
    file->dev = info.st_dev;
    file->ino = info.st_ino;
    file->name = slash == NULL ? file->path : slash + 1;
    return true;
}

/* False for what cannot be overwritten: devices, pipes, files of folders that are not there. */
static bool identify(clash_file *file)
{
    struct stat info;
    if (stat(file->path, &info) != 0) return identify_new(file);
    file->dev = info.st_dev;
    file->ino = info.st_ino;
    return S_ISREG(info.st_mode);
}

/* Takes `path` over. */
static bool add(clash_list *list, char *path, size_t item, bool output)
{
    if (path == NULL) return false;
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        clash_file *grown = realloc(list->files, capacity * sizeof *grown);
        if (grown == NULL) {
            free(path);
            return false;
        }
        list->files = grown;
        list->capacity = capacity;
    }
    clash_file file = {.path = path, .item = item, .output = output, .order = list->count};
    if (strcmp(path, "-") != 0 && identify(&file))
        list->files[list->count++] = file;
    else
        free(path);
    return true;
}

bool clash_add_input(clash_list *list, const char *path, size_t item)
{
    return add(list, strdup(path), item, false);
}

/* Where `path` without `ending` ends; `len` where it ends otherwise. */
static size_t without(const char *path, size_t len, const char *ending)
{
    const size_t n = strlen(ending);
    return len > n && strncasecmp(path + len - n, ending, n) == 0 ? len - n : len;
}

/* "a/x.moses" and ".zh" to "a/x.zh"; an ending ".gz" stays. */
static char *side_path(const char *path, const char *extension)
{
    const size_t len = strlen(path), plain = without(path, len, ".gz");
    const size_t stem = without(path, plain, ".moses"), n = strlen(extension);
    char *name = malloc(stem + n + (len - plain) + 1);
    if (name == NULL) return NULL;
    memcpy(name, path, stem);
    memcpy(name + stem, extension, n);
    memcpy(name + stem + n, path + plain, len - plain + 1);
    return name;
}

bool clash_add_output(clash_list *list, const char *path, const char *format, size_t item)
{
    if (strcmp(format, "moses") != 0) return add(list, strdup(path), item, true);
    return add(list, side_path(path, ".zh"), item, true) &&
           add(list, side_path(path, ".en"), item, true);
}

static int by_file(const clash_file *a, const clash_file *b)
{
    if (a->dev != b->dev) return a->dev < b->dev ? -1 : 1;
    if (a->ino != b->ino) return a->ino < b->ino ? -1 : 1;
    if (a->name == NULL || b->name == NULL) return (a->name != NULL) - (b->name != NULL);
    return strcmp(a->name, b->name);
}

static int by_order(const void *a, const void *b)
{
    const size_t left = ((const clash_file *)a)->order, right = ((const clash_file *)b)->order;
    return (left > right) - (left < right);
}

/* The same file side by side, inputs first. */
static int by_file_and_use(const void *a, const void *b)
{
    const clash_file *left = a, *right = b;
    const int files = by_file(left, right);
    if (files != 0) return files;
    return left->output != right->output ? (left->output ? 1 : -1) : by_order(a, b);
}

void clash_find(clash_list *list)
{
    if (list->count == 0) return;
    qsort(list->files, list->count, sizeof *list->files, by_file_and_use);
    size_t first = 0;
    for (size_t i = 1; i < list->count; i++) {
        clash_file *file = &list->files[i];
        if (by_file(&list->files[first], file) != 0) {
            first = i;
        } else if (file->output) {
            file->with = list->files[first].path;
            file->with_input = !list->files[first].output;
        }
    }
    qsort(list->files, list->count, sizeof *list->files, by_order);
}

void clash_describe(const clash_file *file, char *message, size_t size)
{
    (void)snprintf(message, size, "the output %s is %s %s", file->path,
                   file->with_input ? "also an input:" : "the same file as the output", file->with);
}

void clash_clear(clash_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->files[i].path);
    free(list->files);
    *list = (clash_list){NULL, 0, 0};
}
