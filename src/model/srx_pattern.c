/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What ICU's patterns have and PCRE2's would take for something else, silently: sets of characters
 * as operands. [A&&B] matches as (?:(?=A)B), [A--B] as (?:(?!B)A), [A[B]] as (?:A|B), and the
 * complement of such a set as (?:(?!A)(?s:.)). Operators bind equally, from left to right, and less
 * than what stands side by side (ICU User Guide, Regular Expressions, Set Expressions).
 */
#include "model/srx_pattern.h"

#include "base/error.h"
#include "text/utf8.h"

enum { DEPTH = 8 };

typedef enum operator{ NONE, AND, MINUS } operator;

/* A set that is being read. */
typedef struct set {
    bihe_buffer left;  /* the operands before the last operator, joined */
    bihe_buffer plain; /* of the operand being read: characters, ranges and classes */
    bihe_buffer inner; /* and sets within it, divided by | */
    operator joined;   /* between `left` and it */
    bool negated;
} set;

typedef struct translator {
    bihe_buffer *out;
    bihe_view source;
    size_t pos;
    set sets[DEPTH];
    size_t depth;
} translator;

static char peek(const translator *t, size_t ahead)
{
    return t->pos + ahead < t->source.len ? t->source.ptr[t->pos + ahead] : '\0';
}

/* An escape: \u and \U with four and eight hexadecimal digits, \Q…\E and any other as it is. */
static void translate_escape(translator *t, bihe_buffer *out)
{
    const char letter = peek(t, 1);
    const size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits > 0 && t->pos + 2 + digits <= t->source.len) {
        bihe_buffer_append_text(out, "\\x{");
        bihe_buffer_append(out, t->source.ptr + t->pos + 2, digits);
        bihe_buffer_append_byte(out, '}');
        t->pos += 2 + digits;
        return;
    }
    size_t len = t->pos + 1 < t->source.len ? 2 : 1;
    if (letter == 'Q') {
        while (t->pos + len < t->source.len && (t->source.ptr[t->pos + len - 2] != '\\' ||
                                                t->source.ptr[t->pos + len - 1] != 'E' || len < 4))
            len++;
    }
    bihe_buffer_append(out, t->source.ptr + t->pos, len);
    t->pos += len;
}

/* The operand that was read, as a pattern of its own, appended to `out`. */
static void append_operand(const set *s, bihe_buffer *out)
{
    const bool both = s->plain.len > 0 && s->inner.len > 0;
    if (s->inner.len > 0) bihe_buffer_append_text(out, "(?:");
    if (s->plain.len > 0) {
        bihe_buffer_append_byte(out, '[');
        bihe_buffer_append_view(out, bihe_buffer_view(&s->plain));
        bihe_buffer_append_byte(out, ']');
    }
    if (both) bihe_buffer_append_byte(out, '|');
    bihe_buffer_append_view(out, bihe_buffer_view(&s->inner));
    if (s->inner.len > 0) bihe_buffer_append_byte(out, ')');
}

/* Joins the operand that was read to those before it. */
static void end_operand(set *s)
{
    bihe_buffer whole;
    bihe_buffer_init(&whole, &s->left.allocator);
    const bihe_view left = bihe_buffer_view(&s->left);
    if (s->joined == AND) {
        bihe_buffer_append_text(&whole, "(?:(?=");
        bihe_buffer_append_view(&whole, left);
        bihe_buffer_append_byte(&whole, ')');
        append_operand(s, &whole);
        bihe_buffer_append_byte(&whole, ')');
    } else if (s->joined == MINUS) {
        bihe_buffer_append_text(&whole, "(?:(?!");
        append_operand(s, &whole);
        bihe_buffer_append_byte(&whole, ')');
        bihe_buffer_append_view(&whole, left);
        bihe_buffer_append_byte(&whole, ')');
    } else {
        append_operand(s, &whole);
    }
    s->left.len = s->plain.len = s->inner.len = 0;
    bihe_buffer_append_view(&s->left, bihe_buffer_view(&whole));
    s->left.failed |= whole.failed;
    bihe_buffer_clear(&whole);
}

/* The set that ends here, appended to `out`. A plain one stays as it was written. */
static void append_set(set *s, bihe_buffer *out)
{
    if (s->joined == NONE && s->inner.len == 0) {
        bihe_buffer_append_text(out, s->negated ? "[^" : "[");
        bihe_buffer_append_view(out, bihe_buffer_view(&s->plain));
        bihe_buffer_append_byte(out, ']');
        return;
    }
    end_operand(s);
    if (s->negated) bihe_buffer_append_text(out, "(?:(?!");
    bihe_buffer_append_view(out, bihe_buffer_view(&s->left));
    if (s->negated) bihe_buffer_append_text(out, ")(?s:.))");
}

static void begin_set(translator *t)
{
    set *s = &t->sets[t->depth++];
    s->left.len = s->plain.len = s->inner.len = 0;
    s->joined = NONE;
    t->pos++;
    s->negated = peek(t, 0) == '^';
    if (s->negated) t->pos++;
    /* a bracket that closes at once is itself a member */
    if (peek(t, 0) == ']') {
        bihe_buffer_append_text(&s->plain, "\\]");
        t->pos++;
    }
}

static void end_set(translator *t)
{
    set *s = &t->sets[--t->depth];
    t->pos++;
    bihe_buffer *out = t->out;
    if (t->depth > 0) {
        out = &t->sets[t->depth - 1].inner;
        if (out->len > 0) bihe_buffer_append_byte(out, '|');
    }
    append_set(s, out);
    t->out->failed |= s->left.failed || s->plain.failed || s->inner.failed;
}

/* Whether an operator stands here: -- only before a set or a class, as it may be a range to "-". */
static operator operator_here(const translator *t)
{
    if (peek(t, 0) == '&' && peek(t, 1) == '&') return AND;
    const bool operand = peek(t, 2) == '[' || peek(t, 2) == '\\';
    return peek(t, 0) == '-' && peek(t, 1) == '-' && operand ? MINUS : NONE;
}

/* [:alpha:] */
static bool translate_class(translator *t, bihe_buffer *out)
{
    if (peek(t, 1) != ':') return false;
    size_t end = t->pos + 2;
    while (end + 1 < t->source.len && t->source.ptr[end] != ':' && t->source.ptr[end] != ']')
        end++;
    if (end + 1 >= t->source.len || t->source.ptr[end + 1] != ']') return false;
    bihe_buffer_append_view(out, bihe_view_slice(t->source, t->pos, end + 2));
    t->pos = end + 2;
    return true;
}

/* One character, escape or operator of the innermost set. */
static void translate_member(translator *t)
{
    set *s = &t->sets[t->depth - 1];
    const operator next = operator_here(t);
    if (next != NONE) {
        end_operand(s);
        s->joined = next;
        t->pos += 2;
    } else if (peek(t, 0) == '\\') {
        translate_escape(t, &s->plain);
    } else if (peek(t, 0) == ']') {
        end_set(t);
    } else {
        bihe_buffer_append_byte(&s->plain, peek(t, 0));
        t->pos++;
    }
}

static bihe_status translate(translator *t, bihe_error *err)
{
    while (t->pos < t->source.len && !t->out->failed) {
        const char c = peek(t, 0);
        bihe_buffer *out = t->depth > 0 ? &t->sets[t->depth - 1].plain : t->out;
        if (c == '[' && t->depth > 0 && translate_class(t, out)) continue;
        if (c == '[' && t->depth == DEPTH)
            return bihe_fail(err, BIHE_ERROR_INPUT, "sets nested more than %d deep", DEPTH);
        if (c == '[') {
            begin_set(t);
        } else if (t->depth > 0) {
            translate_member(t);
        } else if (c == '\\') {
            translate_escape(t, out);
        } else {
            bihe_buffer_append_byte(out, c);
            t->pos++;
        }
    }
    if (t->out->failed) return bihe_fail_memory(err);
    return t->depth == 0 ? BIHE_OK : bihe_fail(err, BIHE_ERROR_INPUT, "a set is not closed");
}

bihe_status bihe_srx_translate(bihe_buffer *out, bihe_view source, bihe_error *err)
{
    translator t = {.out = out, .source = source};
    for (size_t i = 0; i < DEPTH; i++) {
        bihe_buffer_init(&t.sets[i].left, &out->allocator);
        bihe_buffer_init(&t.sets[i].plain, &out->allocator);
        bihe_buffer_init(&t.sets[i].inner, &out->allocator);
    }
    const bihe_status status = translate(&t, err);
    for (size_t i = 0; i < DEPTH; i++) {
        bihe_buffer_clear(&t.sets[i].left);
        bihe_buffer_clear(&t.sets[i].plain);
        bihe_buffer_clear(&t.sets[i].inner);
    }
    return status;
}
