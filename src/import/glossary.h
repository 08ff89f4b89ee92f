/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Glossaries from files.
 */
#ifndef BIHE_IMPORT_GLOSSARY_H
#define BIHE_IMPORT_GLOSSARY_H

#include "bihe/context.h"
#include "model/glossary.h"

/* Adds the entries of a file, gzip or not: TMX (a name in .tmx), or lines of
 *
 *     term TAB translation          either order; with a header line, its columns of our languages
 *     Simplified TAB Traditional TAB pinyin TAB glosses; divided so
 *     Traditional Simplified [pin1 yin1] /gloss/gloss/                       CC-CEDICT
 *     words @ words                                       either order; hunalign's dictionaries
 *
 * Which is which is told line by line; empty lines and those that start with # are passed over.
 * BIHE_ERROR_INPUT with file and line for any other. */
bihe_status bihe_glossary_read(bihe_glossary *glossary, bihe_context *context, const char *path,
                               bihe_error *err);

#endif
