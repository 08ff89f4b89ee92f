/* SPDX-License-Identifier: Apache-2.0 */
/* Tells indented paragraphs from indented code. Markdown takes both for code; Chinese posts indent
 * paragraphs, how-to posts indent commands and what they print. */
#include "post/prose.h"

#include "text/utf8.h"

#include <string.h>

/* A line of English has this many words at least; commands and output tend to be shorter. */
enum { WORDS_LEAST = 5 };

typedef struct line_counts {
    size_t han, latin, symbols; /* characters; symbols are those of programs, not of sentences */
    size_t words, plain_words; /* between spaces; plain ones are letters and sentence punctuation */
    size_t other;              /* any other character that is no space */
} line_counts;

static bool is_symbol(int32_t c)
{
    return c < 0x80 && c > ' ' && strchr("#$%&*+/<=>@[\\]^_`{|}~", (char)c) != NULL;
}

static line_counts count_line(bihe_view line)
{
    line_counts n = {0};
    bool in_word = false, plain = true;
    for (size_t at = 0; at <= line.len;) {
        const int32_t c = at < line.len ? bihe_utf8_next(line, &at) : (at++, ' ');
        if (bihe_char_is_space(c)) {
            n.words += in_word;
            n.plain_words += in_word && plain;
            in_word = false;
            plain = true;
            continue;
        }
        in_word = true;
        if (bihe_char_is_han(c)) {
            n.han++;
        } else if (bihe_char_is_latin(c)) {
            n.latin++;
        } else {
            const bool symbol = is_symbol(c);
            n.symbols += symbol;
            n.other += !symbol;
            plain = plain && !symbol && !bihe_char_is_digit(c);
        }
    }
    return n;
}

/* "$ make", "# a comment", "user@host:~# ls". */
static bool has_prompt(bihe_view line)
{
    const bihe_view text = bihe_utf8_trim(line);
    size_t end = 0;
    while (end < text.len && text.ptr[end] != ' ')
        end++;
    if (end == 0) return false;
    return strchr("$#%", text.ptr[0]) != NULL || strchr("$#%", text.ptr[end - 1]) != NULL;
}

/* `follows`: the line before was prose, so a short one may be the rest of its sentence. */
static bool is_prose_line(bihe_view line, const line_counts *n, bool follows)
{
    if (has_prompt(line)) return false;
    if (n->han > 0) return n->han >= n->latin + 2 * n->symbols;
    if (n->words < WORDS_LEAST) return follows && n->words > 0 && n->plain_words == n->words;
    return n->plain_words * 5 >= n->words * 4;
}

bool bihe_has_words(bihe_view text)
{
    const line_counts n = count_line(text);
    return n.han >= 2 || (n.words >= 3 && n.plain_words * 2 >= n.words);
}

/* The next line of `text`, without its end; moves *at past it. */
static bihe_view next_line(bihe_view text, size_t *at)
{
    const char *end = memchr(text.ptr + *at, '\n', text.len - *at);
    const size_t stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
    const bihe_view line = bihe_view_slice(text, *at, stop);
    *at = stop + 1;
    return line;
}

/* One Chinese character says as much as half a word, about three letters. */
static size_t weight_of(const line_counts *n)
{
    return 3 * n->han + n->latin + n->symbols + n->other;
}

bool bihe_looks_prose(bihe_view text)
{
    size_t prose = 0, all = 0;
    bool follows = false;
    for (size_t at = 0; at < text.len;) {
        const bihe_view line = next_line(text, &at);
        const line_counts n = count_line(line);
        const size_t weight = weight_of(&n);
        all += weight;
        follows = is_prose_line(line, &n, follows);
        if (follows) prose += weight;
    }
    return all > 0 && prose * 3 >= all * 2;
}

/* Ends like a statement, or assigns or calls something. Tags are for others to judge. */
static bool is_program_line(bihe_view line)
{
    const bihe_view text = bihe_utf8_trim(line);
    if (text.len == 0 || memchr(text.ptr, '<', text.len) != NULL) return false;
    if (strchr(";{}", text.ptr[text.len - 1]) != NULL ||
        (text.len > 2 && memcmp(text.ptr, "$ ", 2) == 0))
        return true;
    for (size_t i = 0; i + 1 < text.len; i++) {
        const char c = text.ptr[i], next = text.ptr[i + 1];
        if ((c == ' ' && next == '=') || (c == '(' && next == ')')) return true;
    }
    return false;
}

bool bihe_looks_program(bihe_view text)
{
    size_t program = 0, all = 0;
    for (size_t at = 0; at < text.len;) {
        const bihe_view line = next_line(text, &at);
        const line_counts n = count_line(line);
        const size_t weight = weight_of(&n);
        all += weight;
        if (!is_prose_line(line, &n, false) && is_program_line(line)) program += weight;
    }
    return program * 2 > all;
}
