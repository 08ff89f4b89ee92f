/* SPDX-License-Identifier: Apache-2.0 */
/* Walks folders with a list of folders still to do instead of recursion. */
#include "inputs.h"

#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool take(input_list *list, char *path)
{
    if (path == NULL) return false;
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        char **grown = realloc(list->paths, capacity * sizeof *grown);
        if (grown == NULL) {
            free(path);
            return false;
        }
        list->paths = grown;
        list->capacity = capacity;
    }
    list->paths[list->count++] = path;
    return true;
}

bool inputs_append(input_list *list, const char *path)
{
    return take(list, strdup(path));
}

void inputs_clear(input_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->paths[i]);
    free(list->paths);
    *list = (input_list){NULL, 0, 0, 0};
}

static bool is_post(const char *name)
{
    static const char *const endings[] = {".md", ".markdown", ".html", ".htm", ".xhtml", ".txt"};
    const size_t len = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t n = strlen(endings[i]);
        if (len > n && strcasecmp(name + len - n, endings[i]) == 0) return true;
    }
    return false;
}

static char *join(const char *dir, const char *name)
{
    const size_t d = strlen(dir), n = strlen(name);
    const bool slash = d > 0 && dir[d - 1] != '/';
    char *path = malloc(d + slash + n + 1);
    if (path == NULL) return NULL;
    memcpy(path, dir, d);
    if (slash) path[d] = '/';
    memcpy(path + d + slash, name, n + 1);
    return path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void failed(input_list *posts, const char *path)
{
    report_line("error", path, 0, 0, strerror(errno));
    posts->failed++;
}

/* Puts what stands at `path` where it belongs; false when out of memory. */
static bool sort_entry(const char *path, const char *name, input_list *posts, input_list *folders)
{
    struct stat info, target;
    if (lstat(path, &info) != 0) {
        if (errno != ENOENT) failed(posts, path); /* gone meanwhile is not there */
        return true;
    }
    if (S_ISDIR(info.st_mode)) return inputs_append(folders, path);
    if (!is_post(name)) return true;
    const bool link = S_ISLNK(info.st_mode);
    const bool to_folder = link && stat(path, &target) == 0 && S_ISDIR(target.st_mode);
    if (!S_ISREG(info.st_mode) && (!link || to_folder)) return true;
    return inputs_append(posts, path);
}

/* Sorts the posts of one folder into `posts`, its folders into `folders`. */
static bool read_folder(const char *dir, input_list *posts, input_list *folders)
{
    DIR *handle = opendir(dir);
    if (handle == NULL) {
        failed(posts, dir);
        return true;
    }
    bool done = true;
    while (done) {
        errno = 0;
        const struct dirent *entry = readdir(handle);
        if (entry == NULL) {
            if (errno != 0) failed(posts, dir);
            break;
        }
        if (entry->d_name[0] == '.') continue;
        char *path = join(dir, entry->d_name);
        done = path != NULL && sort_entry(path, entry->d_name, posts, folders);
        free(path);
    }
    closedir(handle);
    return done;
}

/* Depth first: a folder's posts, then its folders, both by name. */
static bool walk(input_list *list, const char *dir)
{
    input_list pending = {NULL, 0, 0, 0};
    bool done = inputs_append(&pending, dir);
    while (done && pending.count > 0) {
        char *folder = pending.paths[--pending.count];
        const size_t posts = list->count, folders = pending.count;
        done = read_folder(folder, list, &pending);
        free(folder);
        if (list->count > posts)
            qsort(list->paths + posts, list->count - posts, sizeof *list->paths, by_name);
        if (pending.count > folders) {
            qsort(pending.paths + folders, pending.count - folders, sizeof *pending.paths, by_name);
            /* the last of the list is the next to do: turn the order round */
            for (size_t i = folders, j = pending.count - 1; i < j; i++, j--) {
                char *swap = pending.paths[i];
                pending.paths[i] = pending.paths[j];
                pending.paths[j] = swap;
            }
        }
    }
    inputs_clear(&pending);
    return done;
}

bool inputs_add(input_list *list, const char *path, bool quiet)
{
    struct stat info;
    if (strcmp(path, "-") == 0 || stat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return inputs_append(list, path);
    const size_t before = list->count, failed_before = list->failed;
    if (!walk(list, path)) return false;
    if (!quiet && list->count == before && list->failed == failed_before)
        report_line("note", path, 0, 0, "no posts here (.md .markdown .html .htm .xhtml .txt)");
    return true;
}

/* --- pairs ------------------------------------------------------------------------------- */

static void say_pairs(const bihe_pairs *pairs)
{
    size_t count;
    const bihe_post_files *posts = bihe_pairs_posts(pairs, &count);
    for (size_t i = 0; i < count; i++) {
        if (posts[i].en == NULL) continue;
        char message[512];
        (void)snprintf(message, sizeof message, "one post with %s (%s)", posts[i].en, posts[i].why);
        report_line("note", posts[i].zh, 0, 0, message);
    }
}

bool inputs_pair(const input_list *list, const settings *s, bihe_pairs **out)
{
    message_list messages = {NULL, 0, 0};
    const bihe_pairs_options options = {.patterns = s->pairs,
                                        .pattern_count = s->pair_count,
                                        .max_bytes = s->options.max_bytes,
                                        .diagnose = messages_collect,
                                        .user = &messages,
                                        .none = s->no_pair};
    bihe_error err;
    const bihe_status status =
        bihe_pairs_find(out, (const char *const *)list->paths, list->count, &options, &err);
    (void)messages_report(&messages, s->quiet, s->verbose);
    if (status != BIHE_OK)
        report_error(&err);
    else if (s->verbose && !s->quiet)
        say_pairs(*out);
    return status == BIHE_OK;
}

const char *inputs_check(const settings *s, bihe_error *err)
{
    if (s->no_pair && s->pair_count > 0) return "--pair and --no-pair exclude each other";
    for (size_t i = 0; i < s->pair_count; i++) {
        if (bihe_pairs_check(s->pairs[i], err) != BIHE_OK) return err->message;
    }
    return NULL;
}
