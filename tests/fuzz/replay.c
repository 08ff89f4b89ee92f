/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target on files without libFuzzer: every argument is a file or a folder of files.
 * Fails when it finds none. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 0;
    uint8_t *data = NULL;
    size_t size = 0;
    for (;;) {
        uint8_t piece[4096];
        const size_t n = fread(piece, 1, sizeof piece, file);
        if (n == 0) break;
        uint8_t *grown = realloc(data, size + n);
        if (grown == NULL) abort();
        data = grown;
        memcpy(data + size, piece, n);
        size += n;
    }
    const int read = !ferror(file);
    (void)fclose(file);
    /* an exact copy, so that the sanitizer sees a step past the end */
    uint8_t *exact = malloc(size > 0 ? size : 1);
    if (exact == NULL) abort();
    if (size > 0) memcpy(exact, data, size);
    free(data);
    if (read) (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return read;
}

static int run_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) return run_file(path);
    int files = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char name[1024];
        if (entry->d_name[0] == '.') continue;
        const int len = snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (len > 0 && (size_t)len < sizeof name) files += run_file(name);
    }
    (void)closedir(folder);
    return files;
}

int main(int argc, char **argv)
{
    int files = 0;
    for (int i = 1; i < argc; i++)
        files += run_folder(argv[i]);
    printf("%d files\n", files);
    return files > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
