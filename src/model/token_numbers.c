/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in English words: "twenty-one", "two hundred and five", "1.5 million", "five percent",
 * "the nineteenth"; names of months, where they are surely that.
 */
#include "model/numerals.h"
#include "model/token_parts.h"
#include "text/utf8.h"

enum {
    SMALL_NUMBER = 10, /* up to it number words stay words, which have translations */
    MONTH = 0x6708,    /* 月 */
};

/* A number in words from one token on. */
typedef struct found {
    size_t count; /* tokens; 0: there is none */
    uint64_t value;
} found;

static bihe_number_word word_at(const bihe_token_list *list, size_t i)
{
    if (i >= list->count || list->items[i].kind != BIHE_TOKEN_WORD)
        return (bihe_number_word){BIHE_NUMBER_NONE, 0};
    return bihe_number_word_find(bihe_token_text(list, &list->items[i]));
}

static bool is_word(const bihe_token_list *list, size_t i, const char *word)
{
    return i < list->count && bihe_view_is(bihe_token_text(list, &list->items[i]), word);
}

static bool is_number(const bihe_token_list *list, size_t i)
{
    return i < list->count && list->items[i].kind == BIHE_TOKEN_NUMBER;
}

static uint64_t power_of_ten(uint32_t zeros)
{
    uint64_t value = 1;
    for (; zeros > 0; zeros--)
        value *= 10;
    return value;
}

/* Whether `value` may follow in a number that has reached `current`: 20 + 1, 100 + 21. */
static bool fits(uint64_t current, uint64_t value)
{
    return current % 100 == 0 || (current % 10 == 0 && current % 100 >= 20 && value < 10);
}

static found read_number(const bihe_token_list *list, size_t i)
{
    uint64_t total = 0, current = 0;
    size_t k = i;
    bihe_number_word w = word_at(list, k);
    if (w.part == BIHE_NUMBER_NONE && is_word(list, k, "a") &&
        word_at(list, k + 1).part == BIHE_NUMBER_SCALE) {
        current = 1;
        w = word_at(list, ++k);
    }
    for (bool ended = false; !ended; w = word_at(list, k)) {
        const bool unit = w.part == BIHE_NUMBER_UNIT || w.part == BIHE_NUMBER_ORDINAL;
        if (unit && fits(current, w.value) && (current > 0 || k == i || total > 0)) {
            current += w.value;
            ended = w.part == BIHE_NUMBER_ORDINAL;
        } else if (w.part == BIHE_NUMBER_SCALE && w.value == 2 && current > 0 && current < 100) {
            current *= 100;
        } else if (w.part == BIHE_NUMBER_SCALE && w.value > 2 && current > 0 && current < 1000) {
            total += current * power_of_ten(w.value);
            current = 0;
        } else if (current >= 100 && current % 100 == 0 && is_word(list, k, "and") &&
                   word_at(list, k + 1).part == BIHE_NUMBER_UNIT) {
            ended = false;
        } else {
            break;
        }
        k++;
    }
    return (found){k - i, total + current};
}

/* How many tokens from `i` on say "percent". */
static size_t percent_at(const bihe_token_list *list, size_t i)
{
    if (word_at(list, i).part == BIHE_NUMBER_PERCENT) return 1;
    return is_word(list, i, "per") && is_word(list, i + 1, "cent") ? 2 : 0;
}

static void append_number(bihe_buffer *out, uint64_t value)
{
    bihe_buffer_append_format(out, "%llu", (unsigned long long)value);
}

/* Tokens i .. i + count become one whose text is the list's from `text` on. */
static void replace(bihe_token_list *list, size_t i, size_t count, size_t text)
{
    bihe_token *token = &list->items[i];
    token->end = list->items[i + count - 1].end;
    token->kind = BIHE_TOKEN_NUMBER;
    token->text = (uint32_t)text;
    token->length = (uint32_t)(list->text.len - text);
}

/* Digits before a scale word or "percent"; returns the tokens taken. */
static size_t join_digits(bihe_token_list *list, size_t i)
{
    bihe_buffer *out = &list->text;
    const bihe_number_word scale = word_at(list, i + 1);
    const bool scaled = scale.part == BIHE_NUMBER_SCALE;
    const size_t percent = scaled ? 0 : percent_at(list, i + 1);
    if (!scaled && percent == 0) return 1;
    const bihe_view digits = bihe_token_text(list, &list->items[i]);
    const size_t text = out->len;
    bihe_number_append_scaled(out, digits, scaled ? (int)scale.value : 0);
    if (percent > 0) bihe_buffer_append_byte(out, '%');
    const size_t count = 1 + (scaled ? 1 : percent);
    if (!out->failed) replace(list, i, count, text);
    return count;
}

static bool is_month(const bihe_token_list *list, size_t i, bihe_number_part part)
{
    if (!list->items[i].capital) return false;
    if (part == BIHE_NUMBER_MONTH) return true;
    const bool dot = i + 1 < list->count && list->items[i + 1].kind == BIHE_TOKEN_MARK &&
                     list->items[i + 1].mark == BIHE_SIGN_STOP;
    return is_number(list, i + 1 + (dot ? 1 : 0)) || (i > 0 && is_number(list, i - 1));
}

/* Makes a number of what starts at `i`, if it is one; returns the tokens it takes. */
static size_t join(bihe_token_list *list, size_t i)
{
    const size_t text = list->text.len;
    if (is_number(list, i)) return join_digits(list, i);
    const bihe_number_word w = word_at(list, i);
    if (w.part == BIHE_NUMBER_MONTH || w.part == BIHE_NUMBER_MAYBE) {
        if (!is_month(list, i, w.part)) return 1;
        append_number(&list->text, w.value);
        bihe_utf8_append(&list->text, MONTH);
        replace(list, i, 1, text);
        return 1;
    }
    const found number = read_number(list, i);
    const size_t percent = number.count > 0 ? percent_at(list, i + number.count) : 0;
    if (number.count == 0 || (number.value <= SMALL_NUMBER && percent == 0)) return 1;
    append_number(&list->text, number.value);
    if (percent > 0) bihe_buffer_append_byte(&list->text, '%');
    replace(list, i, number.count + percent, text);
    return number.count + percent;
}

void bihe_token_join_numbers(bihe_token_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count && !list->text.failed;) {
        const size_t taken = join(list, i);
        list->items[kept++] = list->items[i];
        i += taken;
    }
    if (!list->text.failed) list->count = kept;
}
