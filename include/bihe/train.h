/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making model files from text. Same input, same bytes out.
 *
 * Threads: calls are independent of each other. Memory: nothing is left allocated.
 */
#ifndef BIHE_TRAIN_H
#define BIHE_TRAIN_H

#include "bihe/align.h"
#include "bihe/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a file to learn characters from holds, UTF-8, one item a line. */
typedef enum bihe_train_kind {
    BIHE_TRAIN_TEXT,       /* text; of a line with tabs, the field with the most Han characters */
    BIHE_TRAIN_WORDS,      /* a word, white space, how often it was seen */
    BIHE_TRAIN_DICTIONARY, /* TSV: a word in Simplified, in Traditional characters, anything */
} bihe_train_kind;

typedef struct bihe_train_file {
    const char *path; /* a regular file: it is read twice */
    bihe_train_kind kind;
} bihe_train_file;

typedef struct bihe_train_chars_options {
    /* bytes, 1 MiB ..; default 10,000,000: trigrams that tell least are left out until the file
     * fits */
    size_t max_bytes;

    /* NULL: malloc's */
    const bihe_allocator *allocator;
} bihe_train_chars_options;

/* What went into a character model. */
typedef struct bihe_train_chars_report {
    size_t characters; /* of the text files, white space and other languages' fields left out */
    size_t tokens, bigrams, trigrams, words;
    size_t trigrams_seen; /* before any were left out */
    size_t bytes;         /* size of the file */
} bihe_train_chars_report;

/* Learns the character model that repair uses and writes it to `path`. `options` and `report` may
 * be NULL. 100 million characters take less than 2 GB of memory. BIHE_ERROR_INPUT with file and
 * line for a malformed line, BIHE_ERROR_LIMIT where max_bytes is too small for any model. */
BIHE_API bihe_status bihe_train_chars(const char *path, const bihe_train_file *files, size_t count,
                                      const bihe_train_chars_options *options,
                                      bihe_train_chars_report *report, bihe_error *err);

/* What went into the cues of the segmenter. */
typedef struct bihe_train_segment_report {
    size_t pairs;      /* lines read */
    size_t trusted[2]; /* lines of each side whose boundaries both sides agree on */
    size_t words;      /* words and characters with cues */
    size_t examples;   /* joints the rules leave open */
    size_t wrong[2];   /* of these, judged wrongly by the rules alone, and with the cues */
    size_t bytes;      /* size of the file */
} bihe_train_segment_report;

/* Learns the cues of the segmenter from parallel text and writes them to `path`. `model` is the
 * folder of the model whose rules the cues will be used with; `pairs` are TSV files whose first two
 * columns are English and Chinese. `allocator` NULL means malloc's; `report` may be NULL. About
 * twelve bytes of memory a byte of text. BIHE_ERROR_INPUT names file and line of a line without two
 * columns or with bad UTF-8. */
BIHE_API bihe_status bihe_train_segment(const char *path, const char *model,
                                        const char *const *pairs, size_t count,
                                        const bihe_allocator *allocator,
                                        bihe_train_segment_report *report, bihe_error *err);

typedef struct bihe_train_lexicon_options {
    /* bytes, 1 MiB ..; default 16,000,000: the least likely translations are left out until the
     * file fits */
    size_t max_bytes;

    /* NULL: malloc's */
    const bihe_allocator *allocator;
} bihe_train_lexicon_options;

/* What went into a lexicon. */
typedef struct bihe_train_lexicon_report {
    size_t pairs;    /* sentences that words were learned from; overlong ones left out */
    size_t senses;   /* of dictionaries */
    size_t words[2]; /* words of each side in the file */
    size_t entries;  /* pairs of words in the file */
    size_t bytes;    /* size of the file */
} bihe_train_lexicon_report;

/* Learns which words translate which and writes the lexicon to `path`. A BIHE_TRAIN_TEXT file is
 * TSV, English and Chinese in its first two columns; BIHE_TRAIN_WORDS lists of either language;
 * BIHE_TRAIN_DICTIONARY as for characters, with pinyin in the third column and English senses,
 * divided by ';', in the fourth. `options` and `report` may be NULL. Two threads; 450,000 pairs
 * take less than 4 GB of memory. BIHE_ERROR_INPUT names file and line of a malformed line;
 * BIHE_ERROR_LIMIT where max_bytes is too small for any lexicon. */
BIHE_API bihe_status bihe_train_lexicon(const char *path, const bihe_train_file *files,
                                        size_t count, const bihe_train_lexicon_options *options,
                                        bihe_train_lexicon_report *report, bihe_error *err);

/* A document whose alignment is known: three files. `zh` and `en` hold a sentence a line; `beads` a
 * bead a line, "[0,1]:[2]" for the first two Chinese sentences and the third English one, in order,
 * every sentence in one bead. */
typedef struct bihe_train_gold {
    const char *zh, *en, *beads;
} bihe_train_gold;

enum { BIHE_TRAIN_BINS = 10 };

/* What the weights of the aligner were learned from, and how each document was aligned with weights
 * learned from the others (all 0 with one document). */
typedef struct bihe_train_align_report {
    size_t documents;
    bihe_eval_counts counts; /* against the reference; sentences without counterpart one by one */

    /* reliability: beads by calibrated score, 0 .. 0.1, ..., 0.9 .. 1, and how many of them are
     * in the reference */
    size_t tried[BIHE_TRAIN_BINS], right[BIHE_TRAIN_BINS];
    double brier; /* mean square of score less truth */

    /* of all beads of the reference together, in nats: the steadiest sign of what a change is worth
     * (scores of some hundred beads are off by a per cent by chance) */
    double log_probability;
} bihe_train_align_report;

/* Learns the weights of what the aligner looks at in a bead and writes them to `path` as YAML.
 * `model` is the folder of the model they will be used with. `allocator` NULL means malloc's;
 * `report` may be NULL; `count` > 0. BIHE_ERROR_INPUT names the file, and the line, of a bead out
 * of order or of more than 8 sentences a side, of sentences that no bead has, and of bad UTF-8. */
BIHE_API bihe_status bihe_train_align(const char *path, const char *model,
                                      const bihe_train_gold *gold, size_t count,
                                      const bihe_allocator *allocator,
                                      bihe_train_align_report *report, bihe_error *err);

#ifdef __cplusplus
}
#endif
#endif
