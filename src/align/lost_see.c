/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A capital right behind a small letter, a figure, a colon or what closes a bracket or quotation is
 * the start of a line, unless it is part of a name (JavaScript). Both halves of a lost line end are
 * words by themselves; a name is a word as a whole, or stands in the other language too, or comes
 * again.
 */
#include "align/lost.h"

#include "base/error.h"
#include "base/hash.h"
#include "text/utf8.h"

#include <math.h>

/* Margins where both neighbours are known words (of 1090 such places in posts made from the
 * training text 1079 are right), where one is, where a figure or a word in capitals stands before
 * the place or a mark (124 of 170), where the word before it may be the first part of a name, and
 * where there is a space (30 of 110). */
static const double BOTH = -0.01, ONE = -1, FIGURE = -0.5, CAPITALS = -1, SMALL = -1, PREFIX = -2.5,
                    SPACED = -2;

/* Log-odds that a word with a capital begins a sentence, from which on a space is enough. */
enum { STARTS = 2 };

/* A text has lost its line ends where it has lost spaces behind stops, too: those at the ends of
 * paragraphs, one of so many at the least. */
enum { GLUED_SHARE = 20 };

/* Bytes of a run that are looked at: no word is longer, but pictures written as letters are. */
enum { LONGEST = 64 };

typedef struct looker {
    const bihe_lexicon *lexicon;
    const bihe_cues *cues; /* NULL: none */
    const bihe_notes *notes;
    const bihe_lost_text *text;
    const bihe_allocator *allocator;
} looker;

static bool is_word_char(int32_t c)
{
    return bihe_char_is_latin(c) || (c >= '0' && c <= '9');
}

/* What addresses, files and names of code are made of. */
static bool is_address_char(int32_t c)
{
    return is_word_char(c) || c == '.' || c == ':' || c == '-' || c == '_' || c == '/' ||
           c == '@' || c == '=' || c == '\\';
}

/* Where the run of characters that `is` takes and that holds `pos` ends and starts, `most` bytes
 * away at the most. */
static size_t run_end(bihe_view text, size_t pos, bool (*is)(int32_t), size_t most)
{
    const size_t from = pos;
    for (size_t next = pos; next < text.len && pos - from < most; pos = next) {
        if (!is(bihe_utf8_next(text, &next))) break;
    }
    return pos;
}

static size_t run_start(bihe_view text, size_t pos, bool (*is)(int32_t), size_t most)
{
    const size_t from = pos;
    for (size_t next = pos; next > 0 && from - pos < most; pos = next) {
        if (!is(bihe_utf8_prev(text, &next))) break;
    }
    return pos;
}

static bihe_view run_around(bihe_view text, size_t pos, bool (*is)(int32_t))
{
    return bihe_view_slice(text, run_start(text, pos, is, LONGEST),
                           run_end(text, pos, is, LONGEST));
}

static int32_t char_before(bihe_view text, size_t pos)
{
    return pos > 0 ? bihe_utf8_prev(text, &pos) : ' ';
}

static int32_t char_at(bihe_view text, size_t pos)
{
    return pos < text.len ? bihe_utf8_next(text, &pos) : ' ';
}

/* --- names ------------------------------------------------------------------------------------ */

/* Counts a run of either kind, see is_name. */
static bool count_run(bihe_lost_text *t, bihe_view run)
{
    const size_t before = t->runs.count;
    const uint32_t n = bihe_key_table_add(&t->runs, bihe_hash_key(run));
    void *times = t->times;
    if (n == BIHE_NO_KEY || !bihe_array_reserve(t->runs.allocator, &times, &t->times_capacity,
                                                t->runs.count, sizeof *t->times))
        return false;
    t->times = times;
    if (t->runs.count > before) t->times[n] = 0;
    t->times[n]++;
    return true;
}

/* Without the marks at its end, which may be those of a sentence. */
static bihe_view trim_marks(bihe_view run)
{
    while (run.len > 0 && (run.ptr[run.len - 1] == '.' || run.ptr[run.len - 1] == ':'))
        run.len--;
    return run;
}

/* Counts a stop behind the small letter that ends at `pos`, if there is one and a capital follows.
 */
static void count_stop(bihe_lost_text *t, bihe_view text, size_t pos)
{
    if (pos >= text.len || (text.ptr[pos] != '.' && text.ptr[pos] != '?' && text.ptr[pos] != '!'))
        return;
    size_t next = pos + 1;
    while (next < text.len && text.ptr[next] == ' ')
        next++;
    if (bihe_char_is_upper(char_at(text, next))) t->stops[next == pos + 1]++;
}

bool bihe_lost_text_add(bihe_lost_text *t, bihe_view text)
{
    for (size_t pos = 0; pos < text.len;) {
        const size_t start = pos;
        if (!is_word_char(bihe_utf8_next(text, &pos))) continue;
        const size_t word_end = run_end(text, start, is_word_char, SIZE_MAX);
        bool inner = false;
        while (pos < word_end)
            inner |= bihe_char_is_upper(bihe_utf8_next(text, &pos));
        if (bihe_char_is_lower(char_before(text, word_end))) count_stop(t, text, word_end);
        if (inner && !count_run(t, bihe_view_slice(text, start, word_end))) return false;
        /* the whole address once, from its first word on */
        if (start > 0 && is_address_char(char_before(text, start))) continue;
        const size_t end = run_end(text, start, is_address_char, SIZE_MAX);
        const bihe_view address = trim_marks(bihe_view_slice(text, start, end));
        if (address.len > word_end - start && !count_run(t, address)) return false;
    }
    return true;
}

void bihe_lost_text_clear(bihe_lost_text *t)
{
    bihe_mem_free(t->runs.allocator, t->times);
    bihe_key_table_clear(&t->runs);
    t->times = NULL;
}

bool bihe_lost_text_is_glued(const bihe_lost_text *t)
{
    return t->stops[1] > 0 && t->stops[1] * GLUED_SHARE >= t->stops[0];
}

static bool is_listed(const looker *l, const bihe_folded *word)
{
    const bihe_view text = {word->text, word->len};
    return word->len > 0 && (bihe_lexicon_form(l->lexicon, text) > 0 ||
                             bihe_lexicon_find(l->lexicon, 1, text) != BIHE_NO_WORD);
}

static bool is_known(const looker *l, bihe_view word)
{
    const bihe_folded folded = bihe_word_fold(word);
    return is_listed(l, &folded) || (folded.len > 0 && bihe_notes_find(l->notes, &folded) != 0);
}

/* Whether the run is a name: in a list, or not the only one of its kind. */
static bool is_name(const looker *l, bihe_view run)
{
    const bihe_folded folded = bihe_word_fold(run);
    const uint32_t n = bihe_key_table_find(&l->text->runs, bihe_hash_key(run));
    return is_listed(l, &folded) || (n != BIHE_NO_KEY && l->text->times[n] > 1);
}

/* --- places ----------------------------------------------------------------------------------- */

/* What binds letters to their neighbours in addresses, paths and code. */
static bool binds(int32_t c)
{
    return c == '_' || c == '/' || c == '\\' || c == '=' || c == '@' || c == '#' || c == '$' ||
           c == '&' || c == '<' || c == '>' || c == '{' || c == '}' || c == '-' || c == '+';
}

/* Whether the word that starts at `pos` may begin a sentence. */
static bool may_begin(bihe_view text, size_t pos, bihe_view *word)
{
    const size_t end = run_end(text, pos, bihe_char_is_latin, LONGEST);
    const int32_t after = char_at(text, end);
    *word = bihe_view_slice(text, pos, end);
    if (binds(after) && after != '-') return false;
    if (end - pos > 1) return true;
    if (after == '-') return bihe_char_is_upper(char_at(text, pos)); /* C-Lightning */
    return (text.ptr[pos] == 'A' || text.ptr[pos] == 'I') && (after == ' ' || after == '\'');
}

static double judge_letters(const looker *l, bihe_view text, size_t pos, bihe_view following)
{
    const size_t start = run_start(text, pos, bihe_char_is_latin, LONGEST);
    const bihe_view word = bihe_view_slice(text, start, pos);
    const bihe_view run = run_around(text, pos, is_word_char);
    if (word.len < 2 || is_name(l, run)) return -INFINITY;
    const int32_t before = char_before(text, start);
    if (binds(before) && before != '-') return -INFINITY;
    const bool known[2] = {is_known(l, word), is_known(l, following)};
    if (bihe_char_is_upper(char_before(text, pos))) {
        /* FTPThe */
        const size_t second = pos + 1;
        if (following.len < 3 || !bihe_char_is_lower(char_at(text, second)) || !known[1])
            return -INFINITY;
        return CAPITALS;
    }
    /* McEwan, LaGuardia */
    if (word.len <= 3 && bihe_char_is_upper(char_at(text, start)))
        return known[1] ? PREFIX : -INFINITY;
    return known[0] && known[1] ? BOTH : known[0] || known[1] ? ONE : -INFINITY;
}

static bool is_closer(int32_t c)
{
    return c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == '%' || c == 0xFF09;
}

/* Whether the characters around `pos` are an address, or part of one. */
static bool in_address(const looker *l, bihe_view text, size_t pos)
{
    const bihe_view run = trim_marks(run_around(text, pos, is_address_char));
    for (size_t i = 0; i < run.len; i++) {
        if (binds(run.ptr[i]) && run.ptr[i] != '-') return true;
    }
    return run_start(run, run.len, is_word_char, LONGEST) > 0 && is_name(l, run);
}

static bool is_mark(int32_t c)
{
    return c == '.' || c == ':' || c == '?' || c == '!' || c == ')';
}

/* Margin of a place behind a mark that the next character stands close to, where the rules see no
 * sentence end: a line that does not begin with a capital, or something like example.com. */
static double judge_mark(const looker *l, bihe_view text, size_t pos, int32_t next)
{
    const int32_t mark = char_before(text, pos);
    if (!is_mark(mark) || pos < 3) return -INFINITY;
    const size_t end = pos - 1, start = run_start(text, end, bihe_char_is_latin, LONGEST);
    const bihe_view word = bihe_view_slice(text, start, end);
    const int32_t last = char_before(text, end);
    const bool closed = mark == ')' || last == ')' || last == '"' || (last >= '0' && last <= '9');
    if (!closed && (word.len < 2 || !is_known(l, word))) return -INFINITY;
    if (in_address(l, text, pos)) return -INFINITY;
    if (next == '#') return SMALL;
    if (next == '-') return char_at(text, pos + 1) == '-' ? SMALL : -INFINITY;
    if (next >= '0' && next <= '9') return mark == ':' && word.len > 1 ? SMALL : -INFINITY;
    bihe_view following;
    if (!may_begin(text, pos, &following)) return -INFINITY;
    return following.len == 1 || is_known(l, following) ? SMALL : -INFINITY;
}

/* Margin of a place before the capital at `pos`. */
static double judge(const looker *l, bihe_view text, size_t pos)
{
    bihe_view following;
    const int32_t before = char_before(text, pos);
    if (before == '.' || before == '?' || before == '!') {
        return judge_mark(l, text, pos, char_at(text, pos));
    }
    if (!may_begin(text, pos, &following)) return -INFINITY;
    if (bihe_char_is_latin(before)) return judge_letters(l, text, pos, following);
    if (!is_known(l, following)) return -INFINITY;
    if (before == ':' || is_closer(before)) return BOTH;
    if (before >= '0' && before <= '9') {
        const bihe_view run = run_around(text, pos, is_word_char);
        return following.len > 2 && !is_name(l, run) ? FIGURE : -INFINITY;
    }
    return -INFINITY;
}

/* Margin of a place before the capital at `pos` and a space: of a word that begins sentences,
 * behind a word in small letters. */
static double judge_space(const looker *l, bihe_view text, size_t pos)
{
    const size_t end = pos - 1, start = run_start(text, end, bihe_char_is_latin, LONGEST);
    const bihe_view following =
        bihe_view_slice(text, pos, run_end(text, pos, bihe_char_is_latin, LONGEST));
    const bihe_folded folded = bihe_word_fold(following);
    bihe_cue cue;
    if (end - start < 2 || !bihe_char_is_lower(char_at(text, start))) return -INFINITY;
    if (l->cues == NULL || folded.len == 0 || bihe_view_is(following, "I")) return -INFINITY;
    if (!bihe_cues_find(l->cues, (bihe_view){folded.text, folded.len}, &cue)) return -INFINITY;
    return cue.seen > 0 && cue.start >= STARTS * BIHE_CUE_UNIT ? SPACED : -INFINITY;
}

bihe_status bihe_lost_add(bihe_lost_list *list, const bihe_lost *place,
                          const bihe_allocator *allocator, bihe_error *err)
{
    void *items = list->items;
    if (!bihe_array_reserve(allocator, &items, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return bihe_fail_memory(err);
    list->items = items;
    list->items[list->count++] = *place;
    return BIHE_OK;
}

/* Straight quotes: whether one is open is told by their number; the place is before one that opens
 * and behind one that closes. */
static bihe_status look_at(const looker *l, size_t sentence, bihe_view text, bihe_lost_list *out,
                           bihe_error *err)
{
    bihe_status status = BIHE_OK;
    size_t quotes = 0, last = 0;
    for (size_t pos = 0; pos < text.len && status == BIHE_OK;) {
        const size_t at = pos;
        const int32_t c = bihe_utf8_next(text, &pos);
        size_t cut = at;
        double margin = -INFINITY;
        if (c == '"') quotes++;
        if (at == 0) continue;
        const int32_t before = char_before(text, at);
        if (!bihe_char_is_upper(c)) {
            margin = judge_mark(l, text, at, c);
        } else if (before == '"' || before == 0x201C) {
            const bool opens = before == 0x201C || quotes % 2 == 1;
            const size_t quote = at - (before == '"' ? 1 : 3);
            const int32_t outer = char_before(text, quote);
            if (opens) cut = quote;
            if (quote > 0 && (bihe_char_is_lower(outer) || (outer >= '0' && outer <= '9')))
                margin = ONE;
        } else if (before == ' ') {
            margin = judge_space(l, text, at);
        } else {
            margin = judge(l, text, at);
        }
        if (margin <= -BIHE_DOUBTFUL_MARGIN || cut <= last) continue;
        last = cut;
        const size_t end = before == ' ' ? cut - 1 : cut;
        const bihe_lost lost = {sentence, end, cut, margin};
        status = bihe_lost_add(out, &lost, l->allocator, err);
    }
    return status;
}

bihe_status bihe_lost_see(const bihe_lost_input *input, const bihe_align_side *sentences,
                          bihe_lost_list *out, bihe_error *err)
{
    const bihe_model *model = input->sources->model;
    const looker l = {model->lexicon, model->cues, input->notes, input->text, input->allocator};
    bihe_status status = BIHE_OK;
    if (l.lexicon == NULL || !bihe_lost_text_is_glued(l.text)) return BIHE_OK;
    for (size_t i = 0; i < sentences->count && status == BIHE_OK; i++)
        status = look_at(&l, i, sentences->sentences[i].text, out, err);
    return status;
}
