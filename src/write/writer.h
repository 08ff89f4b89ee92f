/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of formats, what a format module provides, and what the writer does for all of them.
 * One module a format.
 */
#ifndef BIHE_WRITE_WRITER_H
#define BIHE_WRITE_WRITER_H

#include "bihe/write.h"
#include "write/files.h"

/* Functions append to `writer->text`, which the writer flushes; it looks at the buffers' `failed`
 * too. NULL functions are skipped. */
typedef struct bihe_format {
    const char *name;
    const char *const *extensions; /* with dot, NULL-terminated; the first is the usual one */

    /* The head of each file, before its first unit (NULL: there is none at all). */
    bihe_status (*begin)(bihe_writer *writer, const bihe_unit *first, bihe_error *err);

    /* Before units whose post and metadata may differ from those of the unit before. What such
     * units share may be kept in `writer->scratch`, which is empty then. */
    bihe_status (*origin)(bihe_writer *writer, const bihe_unit *unit, bihe_error *err);

    /* Texts come trimmed. May append nothing: then the unit is not counted, unless the format says
     * so (bihe_writer_count). */
    bihe_status (*unit)(bihe_writer *writer, const bihe_unit *unit, bihe_error *err);

    /* A whole document in the place of its units, for a format that shows more of it (NULL: it
     * comes as units). Says itself what it counts. */
    bihe_status (*document)(bihe_writer *writer, const bihe_document *document, bihe_error *err);

    /* The end of each file. */
    bihe_status (*end)(bihe_writer *writer, bihe_error *err);

    /* Releases `writer->own`. */
    void (*release)(bihe_writer *writer);

    bool all_beads; /* every sentence is in one bead: nothing is left out, there are no parts */
    bool two_files; /* text[0] and text[1] go to files of their own, named by the languages */
} bihe_format;

enum { BIHE_TAG_SIZE = 36 }; /* a language tag of BCP 47 as bihe_options takes it, and NUL */

struct bihe_writer {
    bihe_allocator allocator;
    const bihe_format *format;
    const bihe_context *context;
    const bihe_options *options;
    bihe_files files;
    char *path;                       /* as given; for messages */
    bihe_buffer text[2];              /* what the format appended since the last flush */
    bihe_buffer scratch;              /* for the format's own use */
    bihe_buffer work[2];              /* the same, for short-lived text */
    void *own;                        /* the format's own state; NULL at first */
    bool begun;                       /* the open part has its head */
    bool same_origin;                 /* origin was called for the units that follow */
    size_t part_units;                /* in the open part */
    size_t sentences[2];              /* of the units before the current one */
    size_t reported;                  /* of stats.dropped_characters */
    char head_lang[2][BIHE_TAG_SIZE]; /* for the format: the languages its head names */
    bihe_writer_stats stats;
    bihe_error error; /* of the first failure; code BIHE_OK while there is none */
};

/* The language tag of a side: the option's, else the unit's, else the model's with the region of
 * Simplified Chinese. `unit` may be NULL. Borrowed. */
bihe_view bihe_writer_lang(const bihe_writer *writer, const bihe_unit *unit, int side);

/* Keeps the unit's languages in head_lang. */
void bihe_writer_keep_langs(bihe_writer *writer, const bihe_unit *unit);

/* The value of a key of the unit's metadata; {NULL, 0} where there is none. */
bihe_view bihe_unit_meta(const bihe_unit *unit, bihe_view key);

/* A bead of a document as a unit. */
bihe_unit bihe_writer_unit_of(const bihe_writer *writer, const bihe_document *document,
                              const bihe_bead *bead);

/* Sentences of a side; one where their number is not known and there is text. */
size_t bihe_unit_sentences(const bihe_unit *unit, int side);

/* `text` on one line, without what XML forbids (which is counted as dropped), in NFC and trimmed.
 * The result is in work[1] until the next call. */
bihe_status bihe_writer_clean(bihe_writer *writer, bihe_view text, bihe_view *out, bihe_error *err);

/* What is known of a unit apart from its texts, post and metadata, as short plain ASCII texts:
 * "score" 0.9877, "type" 2-1, "lines" zh:8-9 en:41, "repaired" 12 3 (characters restored, and
 * doubtful). Returns the name of the k-th, NULL past the last; its text, empty where it is not
 * known, is in work[0] until the next call. */
const char *bihe_writer_fact(bihe_writer *writer, const bihe_unit *unit, size_t k);

/* Counts a unit that the format keeps to itself until the end. */
void bihe_writer_count(bihe_writer *writer);

/* Passes on what the format appended, before the end of a long pass. */
bihe_status bihe_writer_flush(bihe_writer *writer, bihe_error *err);

extern const bihe_format bihe_format_tsv;
extern const bihe_format bihe_format_tmx;
extern const bihe_format bihe_format_jsonl;
extern const bihe_format bihe_format_xliff;
extern const bihe_format bihe_format_xliff2;
extern const bihe_format bihe_format_po;
extern const bihe_format bihe_format_moses;
extern const bihe_format bihe_format_ladder;
extern const bihe_format bihe_format_beads;
extern const bihe_format bihe_format_html;
extern const bihe_format bihe_format_svg;

#endif
