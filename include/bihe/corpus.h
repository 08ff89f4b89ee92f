/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A corpus: posts with their sentences, beads, scores and metadata in one SQLite file that grows
 * from run to run. Posts are known by name; what a file held, and what it was aligned with, is
 * remembered, so that only what is new or changed is worked on.
 *
 * Threads: a corpus belongs to one thread; bihe_digest_files may be called from any.
 * Memory: bihe_corpus_open allocates, bihe_corpus_close releases; SQLite's own memory is malloc's.
 */
#ifndef BIHE_CORPUS_H
#define BIHE_CORPUS_H

#include "bihe/document.h"
#include "bihe/edits.h"
#include "bihe/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bihe_corpus bihe_corpus;

typedef enum bihe_corpus_mode {
    BIHE_CORPUS_READ,  /* the file must be there */
    BIHE_CORPUS_BUILD, /* made where it is not there */
} bihe_corpus_mode;

/* Opens the file `path`; one of an earlier version is brought up to date. BIHE_ERROR_INPUT where
 * it is no corpus, damaged, or of a later version; BIHE_ERROR_IO. `allocator` NULL means malloc's.
 */
BIHE_API bihe_status bihe_corpus_open(bihe_corpus **out, const char *path, bihe_corpus_mode mode,
                                      const bihe_allocator *allocator, bihe_error *err);

/* Gives up an open batch. NULL is ignored. */
BIHE_API void bihe_corpus_close(bihe_corpus *corpus);

/* The language tag of one side (0 or 1), e.g. "zh"; "" while nothing was ever built. Borrowed. */
BIHE_API const char *bihe_corpus_lang(const bihe_corpus *corpus, int side);

/* --- building ---------------------------------------------------------------------------- */

/* Names some bytes: the first half of their SHA-256. */
typedef struct bihe_digest {
    unsigned char bytes[16];
} bihe_digest;

/* The digest of the bytes of `count` files, in their order. Errors as of reading a post. */
BIHE_API bihe_status bihe_digest_files(const bihe_context *context, const char *const *paths,
                                       size_t count, bihe_digest *out, bihe_error *err);

/* Which of `count` parts something with this digest belongs to, from 0. */
BIHE_API size_t bihe_digest_part(const bihe_digest *digest, size_t count);

/* Says that posts are from here on made with the model and options of `context`. They, and the
 * version of the library, are kept with each post. BIHE_ERROR_MODEL where the corpus is in other
 * languages. */
BIHE_API bihe_status bihe_corpus_use(bihe_corpus *corpus, const bihe_context *context,
                                     bihe_error *err);

typedef enum bihe_post_state {
    BIHE_POST_ABSENT, /* never seen */
    BIHE_POST_KEPT,
    BIHE_POST_FAILED,  /* could not be read; the reason is kept */
    BIHE_POST_REMOVED, /* its file is gone; what it held stays, unused */
} bihe_post_state;

typedef struct bihe_known_post {
    bihe_post_state state;
    bool current;       /* made with the model and options of now */
    bool repeated;      /* noted before in this run */
    bihe_digest digest; /* of the files when it was made; all zero for one that failed */
    uint64_t edits;     /* key of the edits it was made with (bihe_edits_key); 0: none */
} bihe_known_post;

/* Tells what is known of the post `name`, and notes that its file is there in this run. */
BIHE_API bihe_status bihe_corpus_note(bihe_corpus *corpus, const char *name, bihe_known_post *out,
                                      bihe_error *err);

/* Marks as removed the posts below the folder `folder` that were not noted in this run; *count gets
 * their number. */
BIHE_API bihe_status bihe_corpus_mark_missing(bihe_corpus *corpus, const char *folder,
                                              size_t *count, bihe_error *err);

/* Remembers edits, in their order: of two about the same sentences the later counts. */
BIHE_API bihe_status bihe_corpus_put_edits(bihe_corpus *corpus, const bihe_edits *edits,
                                           bihe_error *err);

/* Adds the remembered edits to `edits`, the oldest first. */
BIHE_API bihe_status bihe_corpus_get_edits(bihe_corpus *corpus, bihe_edits *edits, bihe_error *err);

/* What is done between these two is kept as a whole or not at all, whatever happens. */
BIHE_API bihe_status bihe_corpus_begin(bihe_corpus *corpus, bihe_error *err);

/* Keeps what was done since bihe_corpus_begin; after a failure nothing of it. */
BIHE_API bihe_status bihe_corpus_commit(bihe_corpus *corpus, bihe_error *err);

/* Keeps a post, in place of what was kept under its name. `digest` is that of its files. After
 * BIHE_ERROR_LIMIT (too many sentences, too long a one) the batch is as it was; after any other
 * failure it is given up. */
BIHE_API bihe_status bihe_corpus_put(bihe_corpus *corpus, const bihe_document *document,
                                     const bihe_digest *digest, bihe_error *err);

/* Keeps that the post `name` could not be read, and why; what was kept of it goes. */
BIHE_API bihe_status bihe_corpus_put_failure(bihe_corpus *corpus, const char *name,
                                             const char *reason, bihe_error *err);

/* Marks a post as removed that has its place elsewhere now. */
BIHE_API bihe_status bihe_corpus_mark_removed(bihe_corpus *corpus, const char *name,
                                              bihe_error *err);

/* What a merge came to, in posts. */
typedef struct bihe_merge_counts {
    size_t copied;
    size_t unchanged; /* were there already, made of the same files in the same way */
    size_t removed;   /* marked */
} bihe_merge_counts;

/* Adds the posts of `count` other corpora, in place of those of the same name; of a post in several
 * the first counts. A post with the same digest, edits, model and options as the one here is not
 * copied again. Posts removed in one and kept in none are marked. Each corpus is added as a whole
 * or not at all. */
BIHE_API bihe_status bihe_corpus_merge(bihe_corpus *corpus, const char *const *paths, size_t count,
                                       bihe_merge_counts *counts, bihe_error *err);

/* --- units out of it --------------------------------------------------------------------- */

/* The k-th noise filter's name, from 0: "identical", "script", "language", "long", "letters",
 * "repeated", "ratio"; NULL past the last. Its bit in a selection is 1 << k. Static storage. */
BIHE_API const char *bihe_corpus_filter(size_t k);

enum { BIHE_CORPUS_FILTERS = 7 };

/* Which units are wanted. Strings are borrowed. */
typedef struct bihe_selection {
    double min_score;         /* 0 .. 1; default 0 */
    bool keep_unaligned;      /* default false: units with both sides only */
    int source_side;          /* default 1: of units with the same text here, the best is first */
    const char *since;        /* YYYY-MM-DD or a part of it from the left; NULL: from ever */
    const char *until;        /* the same, inclusive; a post without date has no place in a range */
    const char *const *tags;  /* posts with one of these tags */
    size_t tag_count;         /* 0: whatever their tags */
    const char *const *posts; /* posts whose name one of these patterns matches (* ? [...]) */
    size_t post_count;        /* 0: all */
    unsigned filters;         /* noise filters, a bit each; default all */
    double ratio[2];          /* of filter "ratio": least and most English characters a Chinese
                               * character; default 0.6 and 9 */
} bihe_selection;

/* Writes every default. */
BIHE_API void bihe_selection_init(bihe_selection *selection);

/* What became of the units of the corpus. Each is counted once, where it was left out first. */
typedef struct bihe_selection_counts {
    size_t posts;     /* that the selection takes */
    size_t one_sided; /* left out: without translation */
    size_t below_score;
    size_t filtered[BIHE_CORPUS_FILTERS];
    size_t duplicates; /* merged into a better one */
    size_t units;      /* given out */
} bihe_selection_counts;

/* Takes a unit; false: no more of them. What it holds lives until the call returns. */
typedef bool (*bihe_unit_fn)(void *user, const bihe_unit *unit);

/* Gives the units of a selection to `fn`. Units alike but for case, width, punctuation and space
 * are one, the best-scored; the names of the other posts that hold it, and of posts with the same
 * address that share half of a side's sentences with its post, are in its metadata under
 * "sources", a line each. First comes the best translation of every source text, in the order of
 * the posts' names and within a post; then the second best, and so on. The order does not depend
 * on how the corpus was built. */
BIHE_API bihe_status bihe_corpus_units(bihe_corpus *corpus, const bihe_selection *selection,
                                       bihe_unit_fn fn, void *user, bihe_selection_counts *counts,
                                       bihe_error *err);

/* --- concordance ------------------------------------------------------------------------- */

/* A place where a text was found. */
typedef struct bihe_hit {
    bihe_unit unit;          /* what holds it; score -1 for a post in one language */
    int side;                /* where it was found */
    bihe_view before, after; /* the neighbouring sentences of that side; empty at the ends */
} bihe_hit;

/* Takes a hit; false: no more of them. What it holds lives until the call returns. */
typedef bool (*bihe_hit_fn)(void *user, const bihe_hit *hit);

/* What is looked for. */
typedef struct bihe_search {
    bihe_view text;  /* UTF-8; space around it does not count */
    int side;        /* 0 or 1 for one language, -1 for both */
    size_t patience; /* sentences to look at before giving up; 0: all that may hold the text */
} bihe_search;

/* Sentences that are looked at in less than the time in which one waits for an answer. */
enum { BIHE_PATIENCE = 3000 };

/* Gives the places where a text stands in a sentence, whatever its case, to `fn`, in the order the
 * posts were kept in. One or two Latin letters or digits are found as words only. An index names
 * the sentences that hold the text's pieces; those are looked at one by one, and *gave_up tells
 * that there were more of them than `patience` allows. BIHE_ERROR_INPUT for a text that is no
 * UTF-8. */
BIHE_API bihe_status bihe_corpus_find(bihe_corpus *corpus, const bihe_search *search,
                                      bihe_hit_fn fn, void *user, bool *gave_up, bihe_error *err);

/* --- figures ----------------------------------------------------------------------------- */

typedef enum bihe_table_kind {
    BIHE_TABLE_COUNTS, /* a count of each label, the order is by count or has no meaning */
    BIHE_TABLE_STEPS,  /* a count of each label; labels are steps of a scale */
    BIHE_TABLE_PARTS,  /* steps of a scale, each in parts with a count of their own (detail) */
    BIHE_TABLE_LIST,   /* a text (detail) of each label */
} bihe_table_kind;

typedef struct bihe_table {
    const char *title; /* e.g. "units by score" */
    bihe_table_kind kind;
} bihe_table;

/* One line of a table: how many, of what. */
typedef struct bihe_figure {
    bihe_view label;
    bihe_view detail; /* empty but for the kinds that have it */
    int64_t count;
} bihe_figure;

/* Takes a line of a table; false: no more of it. Views live until it returns. */
typedef bool (*bihe_figure_fn)(void *user, const bihe_figure *figure);

/* The k-th table, from 0; NULL past the last. Static storage. */
BIHE_API const bihe_table *bihe_corpus_table(size_t k);

/* Gives the lines of the k-th table to `fn`, in their order; a table may have none. */
BIHE_API bihe_status bihe_corpus_figures(bihe_corpus *corpus, size_t k, bihe_figure_fn fn,
                                         void *user, bihe_error *err);

typedef enum bihe_report_format {
    BIHE_REPORT_HTML, /* a page that needs nothing else: a chart and a table each */
    BIHE_REPORT_JSON, /* {"tables": [{"title", "rows": [{"label", "detail", "count"}…]}…]} */
} bihe_report_format;

/* Writes all tables to the file `path`, "-" for standard output. */
BIHE_API bihe_status bihe_corpus_report(bihe_corpus *corpus, bihe_report_format format,
                                        const char *path, bihe_error *err);

#ifdef __cplusplus
}
#endif
#endif
