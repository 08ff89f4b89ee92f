/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Straight quotes between two sentences: they look the same opening and closing, and where spaces
 * were lost or added nothing tells to which sentence one belongs. The other language does, whose
 * quotes show their direction.
 */
#include "document.h"
#include "text/utf8.h"

/* Where two sentences of a side meet that are in two beads. */
typedef struct meeting {
    bihe_sentence *last, *next;
    bool open; /* the passage up to the end of `last` has an odd number of double quotes */
} meeting;

static bool is_opening(int32_t c)
{
    return c == 0x201C || c == 0x2018 || c == 0x300C || c == 0x300E;
}

static bool is_closing(int32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F;
}

/* The last character of a text that is no stop: quotes stand before stops, too. */
static int32_t last_char(bihe_view text)
{
    for (size_t pos = text.len; pos > 0;) {
        const int32_t c = bihe_utf8_prev(text, &pos);
        if (c != 0x3002 && c != '.' && !bihe_char_is_space(c)) return c;
    }
    return 0;
}

static int32_t first_char(bihe_view text)
{
    size_t pos = 0;
    return text.len > 0 ? bihe_utf8_next(text, &pos) : 0;
}

static bool is_straight(char c)
{
    return c == '"' || c == '\'';
}

/* Quotes at the end of one sentence, and at the start of the next; none unless all are the same. */
static void count_quotes(const meeting *m, size_t count[2])
{
    const bihe_view a = m->last->text, b = m->next->text;
    char quote = 0;
    count[0] = count[1] = 0;
    if (a.len > 0 && is_straight(a.ptr[a.len - 1])) quote = a.ptr[a.len - 1];
    if (quote == 0 && b.len > 0 && is_straight(b.ptr[0])) quote = b.ptr[0];
    while (quote != 0 && count[0] < a.len && a.ptr[a.len - 1 - count[0]] == quote)
        count[0]++;
    while (quote != 0 && count[1] < b.len && b.ptr[count[1]] == quote)
        count[1]++;
}

static bool has_odd(bihe_view text)
{
    bool odd = false;
    for (size_t i = 0; i < text.len; i++)
        odd ^= text.ptr[i] == '"';
    return odd;
}

/* Lets the next sentence start `bytes` later, or earlier where they are below 0. */
static void shift_start(bihe_sentence *sentence, ptrdiff_t bytes)
{
    /* the array is the document's own, see keep_joints in sentences.c */
    bihe_optional_joint *joints = (bihe_optional_joint *)(uintptr_t)sentence->joints;
    for (size_t k = 0; k < sentence->joint_count; k++) {
        joints[k].end = (size_t)((ptrdiff_t)joints[k].end - bytes);
        joints[k].next = (size_t)((ptrdiff_t)joints[k].next - bytes);
    }
    sentence->text.ptr += bytes;
    sentence->text.len = (size_t)((ptrdiff_t)sentence->text.len - bytes);
}

/* The first quote of the next sentence becomes the last of the one before. */
static void give_back(const meeting *m)
{
    const char *end = m->next->text.ptr + 1;
    const size_t rest = m->next->text.len - 1;
    const bihe_view after = bihe_utf8_trim((bihe_view){end, rest});
    const size_t shift = (size_t)(after.ptr - m->next->text.ptr);
    const bool needless = !has_odd(m->next->text) && !m->open;
    if (m->next->text.ptr[0] == '"' && needless) return;
    if (after.len == 0 || (m->next->joint_count > 0 && m->next->joints[0].end <= shift)) return;
    m->last->text.len = (size_t)(end - m->last->text.ptr);
    shift_start(m->next, (ptrdiff_t)shift);
}

/* The last quote of a sentence becomes the first of the next, which must stand beside it. */
static void give_on(const meeting *m)
{
    bihe_sentence *last = m->last;
    const bool needed = !has_odd(last->text) && !m->open;
    if (last->text.ptr[last->text.len - 1] == '"' && needed) return;
    if (last->text.ptr + last->text.len != m->next->text.ptr) return;
    const bihe_view before = bihe_utf8_trim((bihe_view){last->text.ptr, last->text.len - 1});
    if (before.len == 0) return;
    last->text.len = before.len;
    shift_start(m->next, -1);
}

static void settle(const meeting *m, const meeting *other)
{
    size_t count[2];
    if (m->last->passage != m->next->passage) return;
    count_quotes(m, count);
    const bool closes = is_closing(last_char(other->last->text));
    const bool opens = is_opening(first_char(other->next->text));
    if (count[0] + count[1] != (size_t)closes + (size_t)opens) return;
    if (count[0] < (size_t)closes)
        give_back(m);
    else if (count[1] < (size_t)opens)
        give_on(m);
}

/* Counts on through the sentences of a bead's side. */
static void read_quotes(const bihe_sentence *sentences, const bihe_bead *bead, int side,
                        const bihe_sentence **last, bool *open)
{
    for (size_t k = 0; k < bead->count[side]; k++) {
        const bihe_sentence *next = &sentences[bead->first[side] + k];
        if (*last != NULL && (*last)->passage != next->passage) *open = false;
        *open ^= has_odd(next->text);
        *last = next;
    }
}

void bihe_document_place_quotes(bihe_document *document, const size_t first[2], size_t first_bead)
{
    const bihe_sentence *last[2] = {NULL, NULL};
    bool open[2] = {false, false};
    for (size_t k = first_bead; k + 1 < document->beads.count; k++) {
        const bihe_bead *a = &document->beads.items[k], *b = a + 1;
        meeting m[2];
        for (int s = 0; s < 2; s++) {
            bihe_sentence *sentences = document->sentences[s] + first[s];
            read_quotes(sentences, a, s, &last[s], &open[s]);
            m[s] = (meeting){NULL, NULL, open[s]};
            if (a->count[s] == 0 || b->count[s] == 0) continue;
            m[s].last = &sentences[b->first[s] - 1];
            m[s].next = &sentences[b->first[s]];
        }
        if (m[0].last == NULL || m[1].last == NULL) continue;
        for (int s = 0; s < 2; s++) {
            const bool odd = has_odd(m[s].last->text);
            settle(&m[s], &m[1 - s]);
            open[s] ^= odd != has_odd(m[s].last->text);
        }
    }
}
