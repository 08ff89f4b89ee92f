/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Second pass, second half: weighs the evidence for a joint. The numbers are log-odds: 2 is "quite
 * likely", 4 "nearly always", NEVER beyond what anything but a rule of the file may overrule. A
 * rule that matches is added last, so that it decides.
 */
#include "align/evidence.h"

#include "text/utf8.h"

/* No evidence of another kind is as strong. */
static const double NEVER = -16.0;

/* Bytes on each side of a mark that a pattern may see. */
enum { WINDOW = 160 };

/* The text around `pos` from `start` on, cut where characters begin; *at is where `pos` falls in
 * it.
 */
static bihe_view window(bihe_view text, size_t start, size_t pos, size_t *at)
{
    size_t from = pos - start > WINDOW ? pos - WINDOW : start;
    size_t to = text.len - pos > WINDOW ? pos + WINDOW : text.len;
    while (from < pos && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
        from++;
    while (to > pos && to < text.len && ((unsigned char)text.ptr[to] & 0xC0) == 0x80)
        to--;
    *at = pos - from;
    return bihe_view_slice(text, from, to);
}

/* The weight of the first rule that matches; 0 when none does. */
static double weigh_rules(const bihe_evidence *e, const bihe_joint *joint, const bihe_rules *rules,
                          bihe_matcher *matcher)
{
    const bihe_pattern *any = rules->any[joint->kind];
    size_t at;
    const bihe_view around = window(e->text, e->start, joint->cut, &at);
    if (any == NULL || !bihe_pattern_find(any, matcher, around, at, NULL, NULL)) return 0;
    for (size_t i = 0; i < rules->count; i++) {
        const bihe_rule *rule = &rules->rules[i];
        if ((rule->at & (1U << joint->kind)) != 0 &&
            bihe_pattern_find(rule->pattern, matcher, around, at, NULL, NULL))
            return rule->weight;
    }
    return 0;
}

/* The next word is one that sentences begin with; a title before a name is one too. */
static bool starts_sentence(const bihe_evidence *e)
{
    const char *end = e->following.ptr + e->following.len;
    const bool dotted = e->following.len > 0 && end < e->text.ptr + e->text.len && *end == '.';
    if (e->following_class & BIHE_WORD_STARTER)
        return e->following.len > 1 || (!e->glued && !dotted);
    return (e->following_class & BIHE_WORD_TITLE) && dotted && !(e->word_class & BIHE_WORD_TITLE);
}

/* An ordinary word, not an abbreviation by its look: a dot after it is an end, whatever follows. */
static bool is_plain_word(const bihe_evidence *e)
{
    const bool letters = e->shape == BIHE_SHAPE_SMALL || e->shape == BIHE_SHAPE_CAPITAL ||
                         e->shape == BIHE_SHAPE_CAPS || e->shape == BIHE_SHAPE_FILE;
    return letters && e->word.len > 1 && (e->word_class & BIHE_WORD_ABBREVIATION) == 0;
}

/* What the next character says after ". " (spaced) or "." (glued). */
static double weigh_next(const bihe_evidence *e, const bihe_joint *joint)
{
    if (joint->counts_on) return 5.0;
    if (joint->item) return 4.0;
    if (e->next == BIHE_NEXT_DASH && e->after_opener == BIHE_NEXT_LOWER) return -2.0;
    switch (e->after_opener) {
    case BIHE_NEXT_UPPER: return starts_sentence(e) ? 5.0 : 3.5;
    case BIHE_NEXT_WIDE: return 5.0;
    case BIHE_NEXT_DIGIT: return e->next == BIHE_NEXT_OPENER ? -0.5 : 2.0;
    case BIHE_NEXT_DASH: return 0.5;
    case BIHE_NEXT_LOWER:
        if (e->small_text || e->shape == BIHE_SHAPE_WIDE) return 1.0;
        if (is_plain_word(e) && !e->glued && joint->quote == BIHE_NOWHERE)
            return e->word.len > 3 ? 0.7 : -1.5;
        return e->next == BIHE_NEXT_OPENER && e->text.ptr[joint->next] == '(' ? 0.5 : -5.0;
    case BIHE_NEXT_COMMA: return -8.0;
    default: return 0.5;
    }
}

/* Of a phrase's last word: the next one has to show that a sentence begins. */
static double weigh_closing(const bihe_evidence *e, const bihe_joint *joint)
{
    const bool closing = (e->word_class & BIHE_WORD_CLOSING) != 0;
    if (e->next == BIHE_NEXT_WIDE) return -6.0;
    if (e->next == BIHE_NEXT_LOWER || e->next == BIHE_NEXT_DIGIT) return NEVER;
    /* what is in brackets explains it: 400 yd. (365 m) */
    if (e->text.ptr[joint->next] == '(' && !starts_sentence(e)) return NEVER;
    if (e->words < 4 || (closing && e->adverbial)) return -5.0;
    if (e->glued) return e->following.len > 1 ? -1.0 : NEVER;
    if (starts_sentence(e)) return -0.5;
    return closing ? -2.5 : -4.5;
}

static double weigh_abbreviation(const bihe_evidence *e, const bihe_joint *joint)
{
    const uint32_t class = e->word_class;
    const bool starter = starts_sentence(e);
    if (joint->counts_on) return 0;
    if (class & BIHE_WORD_INNER) return starter && !e->glued ? -7.0 : NEVER;
    if (class & BIHE_WORD_TITLE && e->next != BIHE_NEXT_DIGIT) return starter ? -4.5 : NEVER;
    if (class & BIHE_WORD_NUMBERED) {
        if (e->next == BIHE_NEXT_DIGIT) return NEVER;
        return (class & ~(uint32_t)BIHE_WORD_NUMBERED) == 0 ? -1.0 : -3.0;
    }
    if (class & BIHE_WORD_TITLE) return NEVER;
    return class & (BIHE_WORD_EITHER | BIHE_WORD_CLOSING) ? weigh_closing(e, joint) : 0;
}

static double weigh_initial(const bihe_evidence *e)
{
    const bool starter = starts_sentence(e);
    if (e->glued && !starter) return NEVER;
    if (e->shape == BIHE_SHAPE_DOTTED) return starter ? -1.5 : -4.5;
    if (e->after_small && e->words == 4 && e->following.len > 1)
        return starter ? 0 : -3.0; /* plan B */
    return starter ? -0.5 : -6.0;
}

/* A capital and small letters. */
static bool is_word(bihe_view word)
{
    return word.len > 2 && word.ptr[1] >= 'a' && word.ptr[1] <= 'z';
}

/* A dot with nothing after it but the next letter: a lost space, or part of a name. */
static double weigh_glue(const bihe_evidence *e, const bihe_joint *joint)
{
    if (joint->cut > joint->mark_end) return 0; /* a closer or a footnote mark between them */
    if (joint->item && e->shape != BIHE_SHAPE_NUMBER) return 0;
    if (e->after_opener == BIHE_NEXT_WIDE) return 0;
    if (e->shape == BIHE_SHAPE_WIDE) return 0;
    if (e->next == BIHE_NEXT_DIGIT) {
        if (e->shape == BIHE_SHAPE_NUMBER) return NEVER;
        return e->full_right ? 0 : -2.5;
    }
    if (e->next == BIHE_NEXT_LOWER) return NEVER;
    if (e->next == BIHE_NEXT_OPENER) return 0;
    if (e->next != BIHE_NEXT_UPPER) return NEVER;
    if (e->following.len == 1) {
        /* "today.I went", "today.J.K. Rowling"; but U.S.A, Ph.D */
        if (e->alone && e->shape != BIHE_SHAPE_INITIAL && e->shape != BIHE_SHAPE_DOTTED)
            return -1.0;
        return e->shape == BIHE_SHAPE_SMALL && e->word.len > 2 ? -1.0 : NEVER;
    }
    if (starts_sentence(e)) return 0;
    if (!e->run_ends) return NEVER;
    if (e->shape == BIHE_SHAPE_FILE) return 0;
    if (e->earlier_class & BIHE_WORD_NAMING) return -8.0;
    if (e->shape == BIHE_SHAPE_MIXED) return -4.0;
    if (e->shape == BIHE_SHAPE_CAPS) return is_word(e->following) ? -1.5 : -4.0;
    return -1.0;
}

static double judge_dot(const bihe_evidence *e, const bihe_joint *joint)
{
    if (e->word_inside && e->next == BIHE_NEXT_LOWER) return NEVER; /* the .env file */
    double odds = weigh_next(e, joint) + weigh_abbreviation(e, joint);
    if (e->shape == BIHE_SHAPE_INITIAL || e->shape == BIHE_SHAPE_DOTTED) {
        if ((e->word_class & BIHE_WORD_ABBREVIATION) == 0) odds += weigh_initial(e);
    }
    if (e->glued) odds += weigh_glue(e, joint);
    return e->bracket_inside ? odds - 4.5 : odds;
}

static double judge_call(const bihe_evidence *e, const bihe_joint *joint)
{
    if (e->bracket_inside && e->next == BIHE_NEXT_UPPER) return starts_sentence(e) ? -0.5 : -2.0;
    if (e->bracket_inside || e->word_inside) return NEVER;
    /* "Yahoo!" as the subject of a Chinese sentence */
    if (e->quote_first && e->shape != BIHE_SHAPE_WIDE && e->next == BIHE_NEXT_WIDE) return -4.0;
    if (joint->wide || e->shape == BIHE_SHAPE_WIDE) {
        if (e->quote_inside && e->next == BIHE_NEXT_WIDE) return -6.0;
        if (e->next == BIHE_NEXT_COMMA) return -8.0;
        if (e->stray) return e->in_quote ? -1.0 : 1.0;
        /* in a quote it is often a cry within what is said */
        return e->in_quote ? 1.0 : 4.0;
    }
    /* a name with a mark in it goes on in small letters */
    if (e->next == BIHE_NEXT_LOWER && e->shape != BIHE_SHAPE_SMALL) return -4.0;
    const bool cry = e->in_quote && joint->kind == BIHE_MARK_EXCLAMATION;
    return weigh_next(e, joint) + (cry ? -2.0 : 1.0);
}

/* [...] stands for words left out, or for sentences. */
static double weigh_elided(const bihe_evidence *e)
{
    if (e->after_opener != BIHE_NEXT_UPPER) return -8.0;
    return e->glued || starts_sentence(e) ? 0.5 : -1.0;
}

/* Dots that may mark a pause as well as an end. */
static double judge_pause(const bihe_evidence *e, const bihe_joint *joint)
{
    const bool closed = joint->quote != BIHE_NOWHERE;
    if (e->bracket_inside) return e->elided ? weigh_elided(e) : NEVER;
    if (e->after_opener == BIHE_NEXT_WIDE) {
        const bool stops = (unsigned char)e->text.ptr[joint->mark] == 0xE3; /* 。。。 */
        if (e->quote_inside && e->next == BIHE_NEXT_WIDE) return -4.0;
        if (stops || closed) return 2.0;
        const bool ends = joint->kind == BIHE_MARK_ELLIPSIS && e->long_clause && !e->in_quote &&
                          e->next == BIHE_NEXT_WIDE;
        /* where stops are dots, three of them may be a Chinese "。。。" */
        const bool half = joint->kind == BIHE_MARK_DOTS && !e->full_stops && !joint->wide &&
                          e->shape == BIHE_SHAPE_WIDE && e->glued;
        return ends ? 1.0 : half ? 0.5 : -2.0;
    }
    size_t mark = joint->mark, next = joint->next;
    const int32_t first = bihe_utf8_next(e->text, &mark);
    /* a dash: who speaks may go on, or something else happen */
    if (first == '-' || first == 0x2014) return -0.5;
    if (next < e->text.len && bihe_terminator(bihe_utf8_next(e->text, &next)) == BIHE_MARK_ELLIPSIS)
        return 2.0;
    if (e->next == BIHE_NEXT_COMMA) return -8.0;
    if (e->after_opener == BIHE_NEXT_UPPER) {
        /* "I" has its capital anywhere */
        if (e->following.len == 1 && *e->following.ptr == 'I') return closed ? 0.5 : -1.0;
        return e->glued && !closed && !starts_sentence(e) ? -1.0 : 1.5;
    }
    return closed && e->next != BIHE_NEXT_LOWER ? 0.5 : -3.0;
}

static double judge_semicolon(const bihe_evidence *e, const bihe_joint *joint)
{
    if (joint->counts_on && (joint->wide || !e->glued)) return -1.0; /* items in a row */
    if (joint->counts_on && e->shape == BIHE_SHAPE_WIDE) return 1.0;
    if (!e->glued || e->shape == BIHE_SHAPE_WIDE) return NEVER;
    if (e->after_opener == BIHE_NEXT_UPPER || joint->item) return 3.0;
    return e->next == BIHE_NEXT_LOWER && e->shape != BIHE_SHAPE_NONE ? 2.0 : NEVER;
}

/* A list mark that counts on: where a comma or "and" leads to it the list may be one sentence. */
static double judge_item(const bihe_evidence *e, const bihe_joint *joint)
{
    const char last = joint->mark > 0 ? e->text.ptr[joint->mark - 1] : ' ';
    if (last == ',' || last == ';' || last == ':') return -1.0;
    return bihe_view_is(e->word, "and") || bihe_view_is(e->word, "or") ? -1.0 : 3.0;
}

/* Two lines of one passage: prose that was wrapped goes on in small letters after a space. */
static double judge_break(const bihe_evidence *e, const bihe_joint *joint)
{
    if (joint->breaks > 1 || joint->item) return 8.0;
    size_t next = joint->next;
    if (bihe_terminator(bihe_utf8_next(e->text, &next)) != BIHE_MARKS) return NEVER; /* its mark */
    const bool padded = e->text.ptr[joint->cut] == ' ';
    return padded && e->next == BIHE_NEXT_LOWER ? -4.0 : 2.0;
}

double bihe_judge(const bihe_evidence *e, const bihe_joint *joint, const bihe_rules *rules,
                  bihe_matcher *matcher)
{
    double odds = 0;
    switch ((bihe_mark)joint->kind) {
    case BIHE_MARK_DOT: odds = judge_dot(e, joint); break;
    case BIHE_MARK_DOTS:
    case BIHE_MARK_ELLIPSIS: odds = judge_pause(e, joint); break;
    case BIHE_MARK_QUESTION:
    case BIHE_MARK_EXCLAMATION: odds = judge_call(e, joint); break;
    case BIHE_MARK_STOP: odds = e->next == BIHE_NEXT_COMMA ? -4.0 : 8.0; break;
    case BIHE_MARK_SEMICOLON: odds = judge_semicolon(e, joint); break;
    case BIHE_MARK_ITEM: odds = judge_item(e, joint); break;
    case BIHE_MARK_BREAK: odds = judge_break(e, joint); break;
    case BIHE_MARK_CLOSER: odds = -8.0; break;
    case BIHE_MARKS: break;
    }
    if (joint->breaks > 0 && joint->kind != BIHE_MARK_BREAK) odds += 4.0;
    if (e->inner || e->list_mark || joint->ends_item || e->in_title || e->empty) odds += NEVER;
    if (e->in_bracket) odds += NEVER;
    double weight = 0;
    for (; rules != NULL && weight == 0; rules = rules->base)
        weight = weigh_rules(e, joint, rules, matcher);
    return odds + weight;
}
