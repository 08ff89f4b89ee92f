/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the glossaries that the options name, and proves their use. */
#include "glossary.h"

#include "base/error.h"
#include "import/glossary.h"
#include "model/tokens.h"

bihe_status bihe_context_read_glossaries(bihe_context *context, bihe_error *err)
{
    const char *const *paths = context->options.lexicon;
    if (paths[0] == NULL) return BIHE_OK;
    bihe_glossary *glossary;
    bihe_status status =
        bihe_glossary_new(&glossary, context->model->lexicon, &context->allocator, err);
    if (status != BIHE_OK) return status;
    context->glossary = context->own_glossary = glossary;
    for (size_t i = 0; i < BIHE_MOST_LEXICONS && paths[i] != NULL && status == BIHE_OK; i++)
        status = bihe_glossary_read(glossary, context, paths[i], err);
    return status == BIHE_OK ? bihe_glossary_finish(glossary, err) : status;
}

/* Marks the glossary's words that the sentences of a side have. */
static bihe_status mark_words(const bihe_document *document, const bihe_context *context, int side,
                              bool *seen, bihe_error *err)
{
    const bihe_lexicon *lexicon = bihe_glossary_lexicon(context->glossary);
    bihe_token_list tokens;
    bihe_status status = BIHE_OK;
    bihe_token_list_init(&tokens, &document->allocator);
    for (size_t i = 0; i < document->stats.sentences[side] && status == BIHE_OK; i++) {
        status = bihe_tokenize(&tokens, context->model->lexicon, document->sentences[side][i].text,
                               side, err);
        for (size_t k = 0; k < tokens.count && status == BIHE_OK; k++) {
            const uint32_t word =
                bihe_lexicon_find(lexicon, side, bihe_token_text(&tokens, &tokens.items[k]));
            if (word != BIHE_NO_WORD) seen[word] = true;
        }
    }
    bihe_token_list_clear(&tokens);
    return status;
}

bihe_status bihe_document_meet_glossary(bihe_document *document, const bihe_context *context,
                                        bihe_error *err)
{
    const bihe_glossary *glossary = context->glossary;
    const bihe_lexicon *lexicon = glossary != NULL ? bihe_glossary_lexicon(glossary) : NULL;
    if (lexicon == NULL) return BIHE_OK;
    bool *seen[2] = {NULL, NULL};
    bihe_status status = BIHE_OK;
    for (int side = 0; side < 2 && status == BIHE_OK; side++) {
        seen[side] = bihe_mem_new0(&document->allocator, bihe_lexicon_words(lexicon, side), 1);
        status = seen[side] != NULL ? mark_words(document, context, side, seen[side], err)
                                    : bihe_fail_memory(err);
    }
    if (status == BIHE_OK)
        document->stats.glossary_met =
            bihe_glossary_met(glossary, (const bool *const[2]){seen[0], seen[1]});
    bihe_mem_free(&document->allocator, seen[0]);
    bihe_mem_free(&document->allocator, seen[1]);
    return status;
}
