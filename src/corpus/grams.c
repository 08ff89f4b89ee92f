/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the characters of a text. */
#include "corpus/grams.h"

#include "text/fold.h"
#include "text/utf8.h"

typedef enum kind {
    KIND_SPACE,  /* between tokens */
    KIND_WORD,   /* letters and digits of Latin text */
    KIND_MARK,   /* ASCII beyond those: a token of its own */
    KIND_SINGLE, /* a token of its own, and one with its neighbours */
} kind;

/* The tokenizer divides at ASCII marks: where one is a token, this much is added to it, which makes
 * it a character for private use. */
enum { MARK_SHIFT = 0xE000 };

static kind kind_of(int32_t c)
{
    if (bihe_char_is_latin(c) || (c < 0x80 && bihe_char_is_digit(c))) return KIND_WORD;
    if (bihe_char_is_space(c)) return KIND_SPACE;
    return c < 0x80 ? KIND_MARK : KIND_SINGLE;
}

/* Whether the two characters are a token together. */
static bool makes_pair(kind before, kind now)
{
    if (before == KIND_SINGLE) return now == KIND_SINGLE || now == KIND_WORD;
    return now == KIND_SINGLE && before == KIND_WORD;
}

/* The run of word characters that is being read. */
typedef struct word {
    int32_t chars[2];
    size_t count;
} word;

static void end_word(bihe_buffer *out, word *w)
{
    if (w->count == 1 || w->count == 2) {
        for (size_t i = 0; i < w->count; i++)
            bihe_utf8_append(out, w->chars[i]);
        bihe_buffer_append_byte(out, ' ');
    }
    w->count = 0;
}

void bihe_grams_append(bihe_buffer *out, bihe_view text)
{
    word w = {{0, 0}, 0};
    int32_t before = 0;
    kind kind_before = KIND_SPACE;
    for (size_t i = 0; i < text.len;) {
        const int32_t c = bihe_fold_char(bihe_utf8_next(text, &i));
        const kind k = kind_of(c);
        if (k != KIND_WORD) {
            end_word(out, &w);
        } else {
            if (w.count < 2) w.chars[w.count] = c;
            w.count++;
        }
        if (k == KIND_SINGLE || k == KIND_MARK) {
            bihe_utf8_append(out, k == KIND_MARK ? c + MARK_SHIFT : c);
            bihe_buffer_append_byte(out, ' ');
        }
        if (makes_pair(kind_before, k)) {
            bihe_utf8_append(out, before);
            bihe_utf8_append(out, c);
            bihe_buffer_append_byte(out, ' ');
        }
        before = c;
        kind_before = k;
    }
    end_word(out, &w);
}

static void grams(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    bihe_buffer out;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer_init(&out, &a);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    bihe_grams_append(&out, (bihe_view){text, (size_t)sqlite3_value_bytes(values[0])});
    if (out.failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text64(context, out.len > 0 ? out.ptr : "", out.len, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
    bihe_buffer_clear(&out);
}

bihe_status bihe_grams_register(const bihe_db *db, bihe_error *err)
{
    const int code = sqlite3_create_function_v2(
        db->handle, "bihe_grams", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
        grams, NULL, NULL, NULL);
    return code == SQLITE_OK ? BIHE_OK : bihe_db_fail(db, code, err);
}
