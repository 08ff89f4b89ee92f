/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Second pass, first half: looks around a joint for what tells a sentence end from an abbreviation,
 * a number, an address or a quote within a sentence. Looks at a bounded number of bytes a joint.
 */
#include "align/evidence.h"

#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Bytes: an address is looked at no further than this; a bracket or quote longer than this is not
 * believed to belong together. */
enum { LONGEST_TOKEN = 400, LONGEST_PAIR = 1500 };

static int32_t char_at(bihe_view text, size_t pos)
{
    return pos < text.len ? bihe_utf8_next(text, &pos) : 0;
}

static int32_t char_before(bihe_view text, size_t pos)
{
    return pos > 0 ? bihe_utf8_prev(text, &pos) : 0;
}

static bool is_word_char(int32_t c)
{
    return c < 0x80 ? bihe_char_is_latin(c) || bihe_char_is_digit(c)
                    : bihe_char_is_letter(c) && !bihe_char_is_wide(c);
}

static bool is_opener(int32_t c)
{
    return c == '(' || c == '[' || c == '"' || c == '\'' || c == '`' || c == '{' || c == 0x201C ||
           c == 0x2018 || c == 0x300C || c == 0x300E || c == 0xFF08 || c == 0x3010 || c == 0x300A ||
           c == 0xAB;
}

static bool is_comma(int32_t c)
{
    return c == ',' || c == ';' || c == ':' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B ||
           c == 0xFF1A || c == ')' || c == 0xFF09;
}

static bihe_next next_class(int32_t c)
{
    if (bihe_char_is_digit(c)) return BIHE_NEXT_DIGIT;
    if (bihe_char_is_upper(c)) return BIHE_NEXT_UPPER;
    if (bihe_char_is_lower(c)) return BIHE_NEXT_LOWER;
    if (is_opener(c)) return BIHE_NEXT_OPENER;
    if (is_comma(c)) return BIHE_NEXT_COMMA;
    if (c == '-' || c == 0x2013 || c == 0x2014) return BIHE_NEXT_DASH;
    return bihe_char_is_letter(c) ? BIHE_NEXT_WIDE : BIHE_NEXT_OTHER;
}

void bihe_passage_view_init(bihe_passage_view *passage, bihe_view text, const bihe_rules *rules,
                            const bihe_joints *joints)
{
    *passage = (bihe_passage_view){.text = text, .rules = rules, .joints = joints};
    for (size_t i = 0; i < joints->count && !passage->full_stops; i++)
        passage->full_stops = joints->items[i].kind == BIHE_MARK_STOP;
    passage->small_text = text.len > 0 && bihe_char_is_lower(char_at(text, 0));
}

/* The word that ends at `end` and starts at `first` or later: letters, digits, inner dots, hyphens
 * and apostrophes. */
static bihe_view word_before(bihe_view text, size_t first, size_t end)
{
    size_t start = end;
    while (start > first && end - start < BIHE_WORD_LONGEST) {
        size_t at = start;
        const int32_t c = bihe_utf8_prev(text, &at);
        const bool inner =
            (c == '.' || c == '-' || c == '\'' || c == '&' || c == 0x2019) && start < end;
        if (!is_word_char(c) && !inner) break;
        start = at;
    }
    while (start < end && !is_word_char(char_at(text, start)))
        start++;
    return bihe_view_slice(text, start, end);
}

static bihe_view word_after(bihe_view text, size_t start)
{
    size_t end = start;
    while (end < text.len && end - start < BIHE_WORD_LONGEST) {
        size_t at = end;
        const int32_t c = bihe_utf8_next(text, &at);
        const bool apostrophe = (c == '\'' || c == 0x2019) && is_word_char(char_at(text, at));
        if (!is_word_char(c) && !apostrophe) break;
        end = at;
    }
    return bihe_view_slice(text, start, end);
}

/* The end of the numbers at `pos`, "11 12" or "3,4", each of up to three digits; `pos`: none. */
static size_t numbers_end(bihe_view text, size_t pos)
{
    enum { LONGEST = 12, DIGITS = 3 };
    size_t end = pos, digits = 0;
    for (size_t i = pos; i < text.len && i < pos + LONGEST; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (bihe_char_is_digit(c)) {
            if (++digits > DIGITS) return pos;
            end = i + 1;
        } else if (i == end && (c == ' ' || c == ',')) {
            digits = 0;
        } else {
            break;
        }
    }
    return end;
}

void bihe_joint_take_reference(const bihe_passage_view *passage, bihe_joint *joint)
{
    const bihe_view text = passage->text;
    if (joint->kind != BIHE_MARK_DOT || joint->next != joint->cut || joint->item) return;
    if (joint->next >= text.len || !bihe_char_is_digit((uint8_t)text.ptr[joint->next])) return;
    const int32_t last = char_before(text, joint->mark);
    if (!bihe_char_is_lower(last) && last != ')') return;
    const size_t end = numbers_end(text, joint->next);
    if (end >= text.len || text.ptr[end] != ' ') return;
    const bihe_folded word = bihe_word_fold(word_after(text, end + 1));
    if ((bihe_rules_classes(passage->rules, &word) & BIHE_WORD_STARTER) == 0) return;
    joint->cut = end;
    joint->next = end + 1;
    joint->footnote = true;
}

/* Whether nothing is glued to the word that ends at `end`, as in Format(…) or Default.json. */
static bool ends_run(bihe_view text, size_t end)
{
    if (end >= text.len || text.ptr[end] == '(' || text.ptr[end] == '_') return end >= text.len;
    size_t at = end;
    const int32_t c = bihe_utf8_next(text, &at);
    return bihe_char_is_space(c) || c == ',' || c == '-' || !is_word_char(char_at(text, at));
}

/* The part after the last dot has three characters or more, or two small letters. */
static bool ends_like_file(bihe_view word)
{
    size_t n = 0, small = 0;
    while (n < word.len && word.ptr[word.len - 1 - n] != '.') {
        const char c = word.ptr[word.len - 1 - n];
        small += c >= 'a' && c <= 'z';
        n++;
    }
    return n > 2 || small == 2;
}

static bihe_word_shape shape_of(bihe_view text, bihe_view word, size_t mark)
{
    if (word.len == 0)
        return bihe_char_is_wide(char_before(text, mark)) ? BIHE_SHAPE_WIDE : BIHE_SHAPE_NONE;
    bool dot = false, upper = false, lower = false, digit = false;
    unsigned run = 0, longest = 0;
    for (size_t pos = 0; pos < word.len;) {
        const int32_t c = bihe_utf8_next(word, &pos);
        dot |= c == '.';
        upper |= bihe_char_is_upper(c);
        lower |= bihe_char_is_lower(c);
        digit |= bihe_char_is_digit(c);
        run = is_word_char(c) ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    if (!upper && !lower) return digit ? BIHE_SHAPE_NUMBER : BIHE_SHAPE_NONE;
    if (longest == 1 && !digit && upper) return dot ? BIHE_SHAPE_DOTTED : BIHE_SHAPE_INITIAL;
    if (dot) return ends_like_file(word) ? BIHE_SHAPE_FILE : BIHE_SHAPE_DOTTED;
    if (!upper) return BIHE_SHAPE_SMALL;
    if (!lower) return BIHE_SHAPE_CAPS;
    const bool first = bihe_char_is_upper(char_at(word, 0));
    size_t second = 0;
    (void)bihe_utf8_next(word, &second);
    for (size_t pos = second; pos < word.len;) {
        if (bihe_char_is_upper(bihe_utf8_next(word, &pos))) return BIHE_SHAPE_MIXED;
    }
    return first ? BIHE_SHAPE_CAPITAL : BIHE_SHAPE_MIXED;
}

static bool is_token_char(unsigned char c)
{
    return c > ' ' && c < 0x7F;
}

static bool looks_like_address(bihe_view token)
{
    if (token.len > 4 && memcmp(token.ptr, "www.", 4) == 0) return true;
    for (size_t i = 0; i + 1 < token.len; i++) {
        const char c = token.ptr[i];
        if (c == '@' && i > 0) return true;
        if (c == ':' && token.ptr[i + 1] == '/') return true;
        if (c == ':' && token.ptr[i + 1] == '\\') return true;
    }
    return token.ptr[0] == '/' || token.ptr[0] == '\\' || token.ptr[0] == '~';
}

/* Whether `pos` lies within an address or a path. The run without spaces around it is looked at
 * once for all its joints. */
static bool in_address(bihe_passage_view *p, size_t pos)
{
    if (pos < p->token_start || pos >= p->token_end) {
        size_t start = pos, end = pos;
        while (start > 0 && pos - start < LONGEST_TOKEN &&
               is_token_char((unsigned char)p->text.ptr[start - 1]))
            start--;
        while (end < p->text.len && end - pos < LONGEST_TOKEN &&
               is_token_char((unsigned char)p->text.ptr[end]))
            end++;
        while (start < pos && strchr("([\"'<", p->text.ptr[start]) != NULL)
            start++;
        p->token_start = start;
        p->token_end = end > pos ? end : pos + 1;
        p->token_address = end > start && looks_like_address(bihe_view_slice(p->text, start, end));
    }
    return p->token_address;
}

/* A word such as iPhone begins sentences as it is. */
static bool is_camel(bihe_view word)
{
    enum { FRONT = 3 };
    size_t pos = 0;
    for (unsigned n = 0; n <= FRONT && pos < word.len; n++) {
        const int32_t c = bihe_utf8_next(word, &pos);
        if (bihe_char_is_upper(c)) return n > 0 && bihe_char_is_lower(char_at(word, pos));
        if (!bihe_char_is_lower(c)) return false;
    }
    return false;
}

/* No letter or digit between `start` and `end`; looks no further than a few characters. */
static bool is_empty(bihe_view text, size_t start, size_t end)
{
    enum { LONGEST = 24 };
    if (end - start > LONGEST) return false;
    while (start < end) {
        const int32_t c = bihe_utf8_next(text, &start);
        if (bihe_char_is_letter(c) || bihe_char_is_digit(c)) return false;
    }
    return true;
}

/* A half-width mark with something half-width right after it. */
static bool is_inside_run(bihe_view text, const bihe_joint *joint)
{
    return joint->mark_end == joint->next && joint->next < text.len &&
           is_token_char((unsigned char)text.ptr[joint->mark]) &&
           is_token_char((unsigned char)text.ptr[joint->next]);
}

/* "1." "(a)" "• 9." and nothing else between the sentence's start and the joint. */
static bool is_list_mark(bihe_view text, size_t start, size_t end)
{
    enum { LONGEST_MARK = 16 };
    bihe_item item;
    if (end - start > LONGEST_MARK) return false;
    if (bihe_item_at(text, start, &item)) return item.end >= end;
    /* 4.1. or 2.3.1. */
    size_t digits = start;
    while (digits < end &&
           (bihe_char_is_digit((uint8_t)text.ptr[digits]) || text.ptr[digits] == '.'))
        digits++;
    return digits == end;
}

/* Whether a Chinese text of ten characters or more ends at `end` that does not list things. */
static bool is_long_clause(bihe_view text, size_t start, size_t end)
{
    enum { LONG = 30, WINDOW = 36 };
    if (end - start < LONG) return false;
    const size_t from = end - start > WINDOW ? end - WINDOW : start;
    for (size_t i = from; i + 2 < end; i++) {
        if (memcmp(text.ptr + i, "\xE3\x80\x81", 3) == 0) return false; /* the comma of lists */
    }
    return true;
}

/* 2019年, 7月: a number that belongs to Chinese text. */
static bool digits_before_han(bihe_view text, size_t pos)
{
    enum { LONGEST = 6 };
    const size_t start = pos;
    while (pos < text.len && pos < start + LONGEST && bihe_char_is_digit((uint8_t)text.ptr[pos]))
        pos++;
    return bihe_char_is_han(char_at(text, pos));
}

static unsigned count_words(bihe_view text, size_t start, size_t end, unsigned enough)
{
    enum { WINDOW = 48 };
    unsigned words = 1;
    for (size_t i = start; i < end && words < enough; i++) {
        if (i - start > WINDOW) return enough;
        words += text.ptr[i] == ' ';
    }
    return words;
}

/* "On Monday at 6 a.m." and the like: too short for a verb. */
static bool is_adverbial(bihe_view text, size_t start, size_t end)
{
    static const char *const FIRST[] = {"In ", "On ", "At ", "By "};
    enum { LENGTH = 3, SHORT = 7 };
    if (end - start <= LENGTH) return false;
    for (size_t i = 0; i < sizeof FIRST / sizeof FIRST[0]; i++) {
        if (memcmp(text.ptr + start, FIRST[i], LENGTH) == 0)
            return count_words(text, start, end, SHORT) < SHORT;
    }
    return false;
}

static void gather_spans(const bihe_passage_view *p, const bihe_joint *joint, bihe_evidence *e)
{
    const bihe_pair *pairs = p->joints->spans.items;
    unsigned depth = 0;
    for (uint32_t k = joint->span; k != BIHE_NOWHERE && depth < BIHE_SPAN_DEPTH; depth++) {
        const bihe_pair *pair = &pairs[k];
        k = pair->parent;
        if (pair->close <= joint->cut || pair->close - pair->open > LONGEST_PAIR) continue;
        if (pair->kind <= BIHE_SPAN_CURLY) e->in_bracket |= pair->open > e->start;
        if (pair->kind == BIHE_SPAN_TITLE) e->in_title = true;
        if (pair->kind >= BIHE_SPAN_DOUBLE) e->in_quote = true;
    }
    if (joint->bracket != BIHE_NOWHERE && joint->cut > joint->mark_end) {
        const bihe_pair *pair = &pairs[joint->bracket];
        e->bracket_inside = pair->open > e->start && pair->close > joint->mark_end;
        e->elided = is_opener(char_before(p->text, joint->mark));
    }
    if (joint->quote != BIHE_NOWHERE) {
        const size_t open = pairs[joint->quote].open;
        const int32_t c = char_before(p->text, open);
        /* “……” within a clause: a word stands before it, no comma, colon or space */
        e->quote_inside = open > e->start && bihe_char_is_wide(c) && bihe_char_is_letter(c);
        e->quote_first = open == e->start;
    }
}

/* Units are abbreviations after a number, and where no capital follows. */
static uint32_t class_of_unit(const bihe_evidence *e, bihe_view earlier)
{
    const uint32_t others = e->word_class & ~(uint32_t)BIHE_WORD_UNIT;
    const bool number =
        earlier.len > 0 && bihe_char_is_digit((uint8_t)earlier.ptr[earlier.len - 1]);
    if (others != 0 || (!number && e->after_opener == BIHE_NEXT_UPPER)) return others;
    return BIHE_WORD_CLOSING;
}

/* The word before the mark and, for what it may be part of, the one before that. */
static void gather_earlier(const bihe_passage_view *p, const bihe_joint *joint, bihe_evidence *e)
{
    /* tokenised text has a space before the mark */
    size_t end = joint->mark;
    if (end > e->start + 1 && end < joint->mark_end && p->text.ptr[end - 1] == ' ') end--;
    e->word = word_before(p->text, e->start, end);
    e->shape = shape_of(p->text, e->word, end);
    const size_t start = end - e->word.len;
    const bihe_folded word = bihe_word_fold(e->word);
    e->word_class = bihe_rules_classes(p->rules, &word);
    const bool alone = e->word.len == 0 || start <= e->start + 1 || p->text.ptr[start - 1] != ' ';
    const bihe_view earlier =
        word_before(p->text, alone ? start : e->start, alone ? start : start - 1);
    if (e->word_class & BIHE_WORD_UNIT) e->word_class = class_of_unit(e, earlier);
    if (alone) return;
    bihe_folded folded = bihe_word_fold(earlier);
    e->after_small = folded.len > 3 && !folded.capital && bihe_char_is_lower(char_at(earlier, 0));
    folded.capital = true;
    e->earlier_class = bihe_rules_classes(p->rules, &folded);
    if (e->earlier_class & BIHE_WORD_STARTER) e->after_small = false;
}

static void gather_words(const bihe_passage_view *p, const bihe_joint *joint, bihe_evidence *e)
{
    size_t at = joint->next;
    const int32_t c = char_at(p->text, at);
    e->next = e->after_opener = next_class(c);
    while (at < p->text.len && at < joint->next + 8 && is_opener(char_at(p->text, at))) {
        (void)bihe_utf8_next(p->text, &at);
        e->after_opener = next_class(char_at(p->text, at));
    }
    if (e->next == BIHE_NEXT_DASH) {
        /* what stands behind the dash tells a line of speech from a clause that goes on */
        while (at < p->text.len && at < joint->next + 8 &&
               next_class(char_at(p->text, at)) == BIHE_NEXT_DASH)
            (void)bihe_utf8_next(p->text, &at);
        at += at < p->text.len && p->text.ptr[at] == ' ';
        e->after_opener = next_class(char_at(p->text, at));
    }
    e->following = word_after(p->text, at);
    const size_t end = at + e->following.len;
    e->run_ends = ends_run(p->text, end);
    e->alone = e->following.len == 1 && end + 1 < p->text.len && p->text.ptr[end] == ' ' &&
               bihe_char_is_lower(char_at(p->text, end + 1));
    gather_earlier(p, joint, e);
    /* but not in rollout.rollingUpdate.maxSurge */
    const bool code =
        joint->next == joint->cut && (e->shape == BIHE_SHAPE_MIXED ||
                                      e->shape == BIHE_SHAPE_DOTTED || e->shape == BIHE_SHAPE_FILE);
    if (e->after_opener == BIHE_NEXT_LOWER && is_camel(e->following) && !code) {
        if (e->next == BIHE_NEXT_LOWER) e->next = BIHE_NEXT_UPPER;
        e->after_opener = BIHE_NEXT_UPPER;
    }
    const bihe_folded following = bihe_word_fold(e->following);
    e->following_class = bihe_rules_classes(p->rules, &following);
    /* "It's" begins sentences as "It" does */
    const char *apostrophe = memchr(following.text, '\'', following.len);
    if (e->following_class == 0 && apostrophe != NULL) {
        bihe_folded stem = following;
        stem.len = (uint8_t)(apostrophe - following.text);
        e->following_class = bihe_rules_classes(p->rules, &stem);
    }
}

bihe_evidence bihe_evidence_gather(bihe_passage_view *passage, const bihe_joint *joint,
                                   size_t start)
{
    bihe_evidence e = {.text = passage->text,
                       .start = start,
                       .small_text = passage->small_text,
                       .full_stops = passage->full_stops};
    gather_words(passage, joint, &e);
    gather_spans(passage, joint, &e);
    e.glued = joint->next == joint->cut;
    e.inner = e.glued && is_inside_run(passage->text, joint) && in_address(passage, joint->mark) &&
              !joint->item && !(e.next == BIHE_NEXT_UPPER && e.run_ends && e.following.len > 1);
    e.list_mark = is_list_mark(passage->text, start, joint->cut);
    e.stray = joint->kind == BIHE_MARK_QUESTION && !joint->wide && passage->full_stops && e.glued &&
              joint->cut == joint->mark + 1 && e.shape == BIHE_SHAPE_WIDE &&
              e.next == BIHE_NEXT_WIDE;
    const int32_t last = char_before(passage->text, joint->mark);
    e.full_right =
        (last == '%' || last == ')' || last == ']' || last == 0xFF05 || last == 0xFF09) &&
        digits_before_han(passage->text, joint->next);
    e.long_clause = is_long_clause(passage->text, start, joint->mark);
    e.empty = is_empty(passage->text, start, joint->mark);
    e.words = count_words(passage->text, start, joint->mark, 4);
    e.adverbial = is_adverbial(passage->text, start, joint->mark);
    e.word_inside = e.glued && joint->cut == joint->mark_end && bihe_char_is_space(last) &&
                    (e.next == BIHE_NEXT_UPPER || e.next == BIHE_NEXT_LOWER);
    return e;
}

/* The cue of the two characters that end at `pos`, or of the last one alone. */
static bool find_ending(const bihe_cues *cues, bihe_view text, size_t pos, bihe_cue *cue)
{
    const size_t end = pos;
    if (pos == 0 || !bihe_char_is_han(bihe_utf8_prev(text, &pos))) return false;
    size_t two = pos;
    if (pos > 0 && bihe_char_is_han(bihe_utf8_prev(text, &two)) &&
        bihe_cues_find(cues, bihe_view_slice(text, two, end), cue))
        return true;
    return bihe_cues_find(cues, bihe_view_slice(text, pos, end), cue);
}

static bool find_beginning(const bihe_cues *cues, bihe_view text, size_t start, bihe_cue *cue)
{
    size_t one = start;
    if (start >= text.len || !bihe_char_is_han(bihe_utf8_next(text, &one))) return false;
    size_t two = one;
    if (one < text.len && bihe_char_is_han(bihe_utf8_next(text, &two)) &&
        bihe_cues_find(cues, bihe_view_slice(text, start, two), cue))
        return true;
    return bihe_cues_find(cues, bihe_view_slice(text, start, one), cue);
}

static bool find_word(const bihe_cues *cues, const bihe_folded *word, bihe_cue *cue)
{
    return word->len > 0 && bihe_cues_find(cues, (bihe_view){word->text, word->len}, cue);
}

void bihe_evidence_extend(bihe_evidence *e, const bihe_joint *joint, const bihe_cues *cues)
{
    const bihe_folded word = bihe_word_fold(e->word);
    const bihe_folded following = bihe_word_fold(e->following);
    e->word_known = find_word(cues, &word, &e->word_cue);
    e->following_known = find_word(cues, &following, &e->following_cue);
    e->end_known = find_ending(cues, e->text, joint->mark, &e->end_cue);
    /* an empty following still says where it would be, past an opening quote */
    const size_t begin = (size_t)(e->following.ptr - e->text.ptr);
    e->begin_known = find_beginning(cues, e->text, begin, &e->begin_cue);
}

bool bihe_evidence_asks_notes(const bihe_evidence *e, const bihe_joint *joint, double judged)
{
    enum { SHORT = 6 };
    if (fabs(judged) < BIHE_DOUBTFUL) return true;
    const bool letters = e->shape == BIHE_SHAPE_SMALL || e->shape == BIHE_SHAPE_CAPITAL;
    return joint->kind == BIHE_MARK_DOT && letters && e->word.len <= SHORT && !e->word_known;
}

void bihe_evidence_note(bihe_evidence *e, const bihe_notes *notes)
{
    const bihe_folded word = bihe_word_fold(e->word);
    const bihe_folded following = bihe_word_fold(e->following);
    e->word_notes = bihe_notes_find(notes, &word);
    e->following_notes = bihe_notes_find(notes, &following);
}
