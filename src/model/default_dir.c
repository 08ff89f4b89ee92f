/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the models are that came with the library, seen from where it was loaded: a package may be
 * unpacked anywhere. The answer is constant once found.
 */
#define _GNU_SOURCE /* dladdr */
#include "bihe/model.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char found[PATH_MAX] = BIHE_MODEL_DIR;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The file this code was loaded from, without links. A program's own name may say nothing of where
 * it is. */
static bool own_file(char out[PATH_MAX])
{
    Dl_info info;
    const bool known = dladdr(&once, &info) != 0 && info.dli_fname != NULL;
    if (known && strchr(info.dli_fname, '/') != NULL && realpath(info.dli_fname, out) != NULL)
        return true;
    return realpath("/proc/self/exe", out) != NULL;
}

/* lib/libbihe.so, lib/x86_64-linux-gnu/libbihe.so, bin/program. */
static void find(void)
{
    static const char models[] = "/share/bihe/models/zh-en";
    char path[PATH_MAX];
    if (!own_file(path)) return;
    for (int up = 0; up < 3; up++) {
        char *slash = strrchr(path, '/');
        if (slash == NULL) return;
        *slash = '\0';
        const size_t len = strlen(path);
        if (up == 0 || len + sizeof models > sizeof path) continue;
        memcpy(path + len, models, sizeof models);
        if (is_folder(path)) {
            memcpy(found, path, sizeof found);
            return;
        }
        path[len] = '\0';
    }
}

const char *bihe_model_default_dir(void)
{
    (void)pthread_once(&once, find);
    return found;
}
