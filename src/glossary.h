/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The user's glossaries in the flow: read with the context, counted in documents.
 */
#ifndef BIHE_GLOSSARY_INTERNAL_H
#define BIHE_GLOSSARY_INTERNAL_H

#include "document.h"
#include "model/context.h"

/* Reads the files of the options into the context's glossary, if there are any. */
bihe_status bihe_context_read_glossaries(bihe_context *context, bihe_error *err);

/* Notes in the statistics how many entries the document has. */
bihe_status bihe_document_meet_glossary(bihe_document *document, const bihe_context *context,
                                        bihe_error *err);

#endif
