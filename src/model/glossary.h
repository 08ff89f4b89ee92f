/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A user's glossary: terms and their translations, as evidence beside the model's lexicon. Made
 * once, then immutable.
 */
#ifndef BIHE_MODEL_GLOSSARY_H
#define BIHE_MODEL_GLOSSARY_H

#include "model/lexicon.h"

typedef struct bihe_glossary bihe_glossary;

/* An empty glossary. `vocabulary`, the model's lexicon or NULL, cuts its terms into words and must
 * live until bihe_glossary_finish. */
bihe_status bihe_glossary_new(bihe_glossary **out, const bihe_lexicon *vocabulary,
                              const bihe_allocator *allocator, bihe_error *err);
/* NULL is ignored. */
void bihe_glossary_free(bihe_glossary *glossary);

/* Adds a term or sentence and its translation, Chinese first. Text without words, or with more than
 * a sentence has, is passed over. */
bihe_status bihe_glossary_add(bihe_glossary *glossary, const bihe_view text[2], bihe_error *err);

/* Adds one of the `senses` senses that a dictionary gives a Chinese word; references to other
 * entries are passed over. */
bihe_status bihe_glossary_add_sense(bihe_glossary *glossary, bihe_view headword, bihe_view sense,
                                    size_t senses, bihe_error *err);

/* Learns which word of the entries translates which. After it nothing can be added. */
bihe_status bihe_glossary_finish(bihe_glossary *glossary, bihe_error *err);

/* The translations; NULL before bihe_glossary_finish and where there are no entries. */
const bihe_lexicon *bihe_glossary_lexicon(const bihe_glossary *glossary);

/* Entries taken. */
size_t bihe_glossary_entries(const bihe_glossary *glossary);

/* How many entries have all their words in a text; seen[s][w] tells it of word w of side s of the
 * glossary's lexicon. */
size_t bihe_glossary_met(const bihe_glossary *glossary, const bool *const seen[2]);

#endif
