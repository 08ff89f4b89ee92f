/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document is one post on its way through bihe: decoded, repaired, cut into sentences and
 * aligned. It owns its text; everything read from it is a view that lives as long as it does.
 *
 * Threads: a document belongs to the thread that uses it; finished ones may be read by many.
 * Memory: bihe_document_free releases all of it at once.
 */
#ifndef BIHE_DOCUMENT_H
#define BIHE_DOCUMENT_H

#include "bihe/context.h"
#include "bihe/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bihe_document bihe_document;

/* The sides of a document, in the model's order. */
enum { BIHE_ZH = 0, BIHE_EN = 1 };

/* A boundary whose margin is nearer to 0 than this is doubtful, and so is a place not cut. On the
 * prose of the gold (tests/quality/quality_segment.c) 4 boundaries in 100 and 12 other places in
 * 1000 sentences are; they hold 45 in 100 of all faults. */
#define BIHE_DOUBTFUL_MARGIN 3.0

/* An optional joint: a doubtful place inside a sentence. The sentence may be taken for two,
 * [0, end) and [next, length), where something else speaks for it, such as its translation. */
typedef struct bihe_optional_joint {
    size_t end;    /* bytes of the sentence before the joint, closing quotes included */
    size_t next;   /* where the text goes on after white space, if there is any; > 0, < length */
    double margin; /* log-odds that a sentence ends here; -BIHE_DOUBTFUL_MARGIN < margin <= 0 */
} bihe_optional_joint;

/* A sentence of one side. */
typedef struct bihe_sentence {
    bihe_view text; /* trimmed, no line break inside, NFC not applied */
    size_t line[2]; /* first and last line in the file, 1-based */
    size_t passage; /* which passage (paragraph, heading, item …) of its side, from 0 */
    double margin;  /* log-odds that a sentence ends here: below BIHE_DOUBTFUL_MARGIN it may go on
                     * in the next one; below 0 where only the other language says that it ends;
                     * 30 where a passage ends */
    const bihe_optional_joint *joints; /* inside it, in order */
    size_t joint_count;                /* 0: none */
    uint32_t repaired;                 /* characters restored from a wrong decoding */
    uint32_t doubtful; /* characters that repair was unsure of or could not restore */
    uint8_t kind;      /* of the block it stands in: equal kinds have equal numbers */
    bool anchored;     /* a hard anchor stands before it, see the option `anchors` */
} bihe_sentence;

/* A bead: count[s] sentences of side s from first[s] on. Every sentence is in exactly one bead. */
typedef struct bihe_bead {
    size_t first[2];
    size_t count[2];
    double score; /* posterior probability of this bead, 0 .. 1, lowered by the share of doubtful
                   * characters in its text */
} bihe_bead;

/* What happened to one post. */
typedef struct bihe_stats {
    size_t sentences[2];
    size_t repaired_characters; /* restored from a wrong decoding */
    size_t lost_characters;     /* beyond repair: U+FFFD in the text */
    size_t doubtful_characters; /* of the restored, those repair was unsure of */
    size_t glossary_met;        /* entries of the user's glossaries with all words in the text */
    size_t replaced_bytes;      /* bytes of the file that no encoding explains */
    bihe_layout layout;
    const char *how;      /* what showed the layout, e.g. "English in comments"; static storage */
    size_t characters[2]; /* of the sentences, those of translator's notes aside */
    size_t reached[2];    /* of these, those in beads with both sides */
    int only_side;    /* BIHE_ZH or BIHE_EN where layout is BIHE_LAYOUT_SINGLE; -1 with no text */
    bool traditional; /* the Chinese is written in Traditional characters */
    double related; /* 0 .. 1: how sure it is that the two sides are translations of each other, by
                     * the words they share beyond chance; near 1 where nothing tells */
    const char *encoding; /* e.g. "UTF-8", "GB18030"; static storage */
} bihe_stats;

/* Reads and aligns the post in the file `path` ("-": standard input). A post in one language gives
 * BIHE_OK and no beads. BIHE_ERROR_IO, _INPUT (binary), _LIMIT, _MEMORY. */
BIHE_API bihe_status bihe_document_open(bihe_document **out, bihe_context *context,
                                        const char *path, bihe_error *err);

/* The same for bytes in memory; `name` stands for the path in messages and units. */
BIHE_API bihe_status bihe_document_parse(bihe_document **out, bihe_context *context,
                                         const char *name, bihe_view bytes, bihe_error *err);

/* Aligns two files, each in one language: `zh` and `en` are paths. The name is that of `zh`. */
BIHE_API bihe_status bihe_document_open_pair(bihe_document **out, bihe_context *context,
                                             const char *zh, const char *en, bihe_error *err);

/* NULL is ignored. */
BIHE_API void bihe_document_free(bihe_document *document);

/* Path or name as given. */
BIHE_API const char *bihe_document_name(const bihe_document *document);
/* What was found in the post. Borrowed from the document. */
BIHE_API const bihe_stats *bihe_document_stats(const bihe_document *document);

/* The front matter's value of a key as text: a scalar as written, a list of scalars joined by ", ".
 * What is in maps and other lists has keys of its own: "author.name", "authors.0.name". {NULL, 0}
 * where there is none. */
BIHE_API bihe_view bihe_document_meta(const bihe_document *document, const char *key);

/* All keys with their values, in the file's order; of a pair the first file's, then the second's (a
 * key with another value in the first is "en.KEY" here), then the second's path as "post_en".
 * `count` gets their number. Borrowed. */
BIHE_API const bihe_meta *bihe_document_all_meta(const bihe_document *document, size_t *count);

/* The sentences of a side; `count` gets their number. Borrowed. */
BIHE_API const bihe_sentence *bihe_document_sentences(const bihe_document *document, int side,
                                                      size_t *count);

/* The beads in order; together they hold every sentence once. Borrowed. */
BIHE_API const bihe_bead *bihe_document_beads(const bihe_document *document, size_t *count);

/* The text of one side of a bead: its sentences joined (with a space, but none beside Chinese
 * characters). `bead` may be a copy; {NULL, 0} for a bead of another document. Borrowed from the
 * document. */
BIHE_API bihe_view bihe_document_bead_text(const bihe_document *document, const bihe_bead *bead,
                                           int side);

#ifdef __cplusplus
}
#endif
#endif
