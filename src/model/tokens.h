/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words, numbers and marks of a sentence in the form in which translations are looked up: English
 * in lower case and by lemma, Chinese in Simplified characters cut by the lexicon's words, numbers
 * in digits whatever the script. Training and alignment share it.
 */
#ifndef BIHE_MODEL_TOKENS_H
#define BIHE_MODEL_TOKENS_H

#include "base/buffer.h"
#include "model/lexicon.h"

typedef enum bihe_token_kind {
    BIHE_TOKEN_WORD,
    BIHE_TOKEN_NUMBER, /* "21": from 21, 二十一 or twenty-one; "5%"; "5月": also from May */
    BIHE_TOKEN_MARK,   /* punctuation that translations keep */
} bihe_token_kind;

/* What a mark stands for, in either language. */
typedef enum bihe_sign {
    BIHE_SIGN_STOP,
    BIHE_SIGN_COMMA, /* also the Chinese pause mark */
    BIHE_SIGN_QUESTION,
    BIHE_SIGN_EXCLAMATION,
    BIHE_SIGN_COLON,
    BIHE_SIGN_SEMICOLON,
    BIHE_SIGN_ELLIPSIS,
    BIHE_SIGN_DASH,
    BIHE_SIGN_OPEN,    /* bracket */
    BIHE_SIGN_CLOSE,   /* bracket */
    BIHE_SIGN_QUOTE,   /* opening */
    BIHE_SIGN_UNQUOTE, /* closing */
    BIHE_SIGN_TITLE,   /* opening angle bracket around a title */
    BIHE_SIGN_COUNT
} bihe_sign;

typedef struct bihe_token {
    uint32_t text, length; /* bytes of the list's text: the folded form; a mark: its name */
    uint32_t start, end;   /* characters of the sentence */
    uint8_t kind;          /* bihe_token_kind */
    uint8_t mark;          /* bihe_sign, of a mark */
    bool capital;          /* written with a capital first letter */
} bihe_token;

/* A character while it is looked at. */
typedef struct bihe_token_cell {
    int32_t c;      /* folded: half width, Simplified */
    uint32_t at;    /* of a Chinese run: its bytes' place in the list's text */
    uint32_t cost;  /* of the cheapest words up to it */
    uint32_t words; /* characters of the last of them */
} bihe_token_cell;

/* Tokens of one sentence, used again for the next. */
typedef struct bihe_token_list {
    const bihe_allocator *allocator;
    bihe_token *items;
    size_t count, capacity;
    bihe_buffer text;
    bihe_token_cell *cells; /* working space */
    size_t cell_capacity;
} bihe_token_list;

void bihe_token_list_init(bihe_token_list *list, const bihe_allocator *allocator);
void bihe_token_list_clear(bihe_token_list *list);

/* Makes the tokens of `text`, a sentence of `side`, the list's only ones. Without a lexicon (NULL)
 * words are runs of letters in lower case, and each Han character is a word. */
bihe_status bihe_tokenize(bihe_token_list *list, const bihe_lexicon *lexicon, bihe_view text,
                          int side, bihe_error *err);

static inline bihe_view bihe_token_text(const bihe_token_list *list, const bihe_token *token)
{
    return (bihe_view){list->text.ptr + token->text, token->length};
}

#endif
