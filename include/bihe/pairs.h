/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of many files are the two halves of one post: told by their names, by what their front
 * matter shares, or by a pattern.
 *
 * Threads: bihe_pairs_find may be called from any; its result is plain data.
 * Memory: bihe_pairs_find allocates, bihe_pairs_free releases; the result holds copies of the
 * paths.
 */
#ifndef BIHE_PAIRS_H
#define BIHE_PAIRS_H

#include "bihe/error.h"
#include "bihe/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One post: a file, or two. */
typedef struct bihe_post_files {
    const char *zh;  /* the file, where it stands alone */
    const char *en;  /* NULL: it stands alone */
    const char *why; /* how the two were found, e.g. "names", "permalink: /trip/"; NULL: alone */
} bihe_post_files;

typedef struct bihe_pairs bihe_pairs;

typedef struct bihe_pairs_options {
    /* Patterns in place of what is done without any; each sees the files that those before it left.
     * In CHINESE=ENGLISH `*` stands for any text without '/', `**` for any text: put into ENGLISH,
     * what they stand for in the path of the Chinese file gives that of the English one. CHINESE
     * may begin at any folder of the path; the folders before it are the same for both
     * ("*.md=*_en.md"). A pattern without `=` is a key of the front matter whose value the two
     * files share. */
    const char *const *patterns;
    size_t pattern_count;

    bool none; /* every file is a post of its own */

    size_t max_bytes; /* a larger file is not looked into */

    bihe_diagnostic_fn diagnose; /* NULL: dropped. Warnings where a file could be paired with
                                  * several; notes on halves without the other half */
    void *user;

    const bihe_allocator *allocator; /* NULL: malloc's */
} bihe_pairs_options;

/* BIHE_ERROR_OPTION where `pattern` is none. */
BIHE_API bihe_status bihe_pairs_check(const char *pattern, bihe_error *err);

/* Finds the pairs among `count` paths. Without patterns two files are one post when
 *   - their names in one folder differ by a language alone: x.en.md and x.zh.md, x_en and x-zh-cn,
 *     or x.md and x.en.md where x.md is in the other language;
 *   - they stand in folders that differ by a language alone: en/x.md and zh/x.md;
 *   - one is Chinese, the other English, by their front matter (`lang`), names or text, and their
 *     front matter shares a value: translationKey and its kin, ref, permalink, tourl, url.
 * Where more than two fit each is read alone, with a warning. A file that cannot be read is alone.
 * O(n log n) in the number of files; those with front matter are opened once, and those that may be
 * a pair by front matter, or have a name without a language, read. */
BIHE_API bihe_status bihe_pairs_find(bihe_pairs **out, const char *const *paths, size_t count,
                                     const bihe_pairs_options *options, bihe_error *err);

/* The posts in the order of the paths (a pair stands where its first file stood). Borrowed. */
BIHE_API const bihe_post_files *bihe_pairs_posts(const bihe_pairs *pairs, size_t *count);

/* NULL is ignored. */
BIHE_API void bihe_pairs_free(bihe_pairs *pairs);

#ifdef __cplusplus
}
#endif
#endif
