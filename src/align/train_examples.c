/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Training text is tidy, crawled posts are not. Lines are put together into passages the way posts
 * lose their form: paragraphs without a space between them, Chinese with half-width punctuation,
 * straight quotes, a question mark where a middle dot was. What damages a passage is drawn from a
 * fixed sequence of numbers, so that the same lines always give the same passages.
 */
#include "align/train_parts.h"
#include "base/error.h"
#include "bihe/document.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Bytes after which a passage ends. */
enum { PASSAGE = 1200 };

/* Per cent of the passages (or joints) that are damaged in each way. */
enum {
    GLUED_LINES = 50,     /* English: two lines meet without a space */
    GLUED_SENTENCES = 12, /* the same inside a line */
    STRAIGHT = 50,        /* English: quotes made straight */
    HALF_WIDTH = 25,      /* Chinese: all punctuation half width */
    HALF_QUOTES = 15,     /* Chinese: quotes made straight only */
    LOST_DOTS = 30,       /* Chinese: · became ? */
    SPACED_LINES = 15,    /* Chinese: a space between lines */
    SPACED_HALF = 40,     /* the same where punctuation is half width */
};

typedef struct maker {
    bihe_train_examples *examples;
    const bihe_segmenter *segmenters;
    bihe_buffer text;
    uint32_t *ends;
    size_t count, capacity;
    uint64_t random;
    bool half, straight, lost_dots; /* of this passage */
    bool failed;
} maker;

/* True for `percent` of the calls (Marsaglia's xorshift, 2003). */
static bool happens(maker *m, unsigned percent)
{
    m->random ^= m->random << 13;
    m->random ^= m->random >> 7;
    m->random ^= m->random << 17;
    return m->random % 100 < percent;
}

static const struct {
    int32_t full;
    char half;
} HALVES[] = {
    {0x3002, '.'}, {0xFF0C, ','}, {0xFF01, '!'}, {0xFF1F, '?'},
    {0xFF1A, ':'}, {0xFF1B, ';'}, {0xFF08, '('}, {0xFF09, ')'},
};

static int32_t damage(const maker *m, int32_t c)
{
    if (m->straight && (c == 0x201C || c == 0x201D)) return '"';
    if (m->straight && c == 0x2019) return '\'';
    if (m->lost_dots && c == 0xB7) return '?';
    for (size_t i = 0; m->half && i < sizeof HALVES / sizeof HALVES[0]; i++) {
        if (HALVES[i].full == c) return HALVES[i].half;
    }
    return c;
}

static void add_end(maker *m)
{
    void *ends = m->ends;
    m->failed |=
        !bihe_array_reserve(&m->text.allocator, &ends, &m->capacity, m->count + 1, sizeof *m->ends);
    m->ends = ends;
    if (!m->failed) m->ends[m->count++] = (uint32_t)m->text.len;
}

static void append_line(maker *m, const bihe_train_line *line, int side)
{
    const bihe_view text = line->text;
    uint32_t next = 0;
    for (size_t pos = 0; pos < text.len && !m->failed;) {
        bihe_utf8_append(&m->text, damage(m, bihe_utf8_next(text, &pos)));
        if (next == line->count || line->ends[next] > pos) continue;
        next++;
        add_end(m);
        if (side == BIHE_EN && happens(m, GLUED_SENTENCES)) {
            while (pos < text.len && text.ptr[pos] == ' ')
                pos++;
        }
    }
}

static void separate(maker *m, int side)
{
    const unsigned spaced = side == BIHE_EN ? 100 - GLUED_LINES
                            : m->half       ? SPACED_HALF
                                            : SPACED_LINES;
    add_end(m);
    if (happens(m, spaced)) bihe_buffer_append_byte(&m->text, ' ');
}

static bool is_end(const maker *m, size_t *k, size_t cut)
{
    while (*k < m->count && m->ends[*k] < cut)
        ++*k;
    return *k < m->count && m->ends[*k] == cut;
}

static void add_example(maker *m, const bihe_evidence *evidence, const bihe_joint *joint,
                        double judged, bool ends)
{
    bihe_train_examples *e = m->examples;
    void *items = e->items;
    if (!bihe_array_reserve(&m->text.allocator, &items, &e->capacity, e->count + 1,
                            sizeof *e->items)) {
        m->failed = true;
        return;
    }
    e->items = items;
    bihe_train_example *example = &e->items[e->count++];
    example->judged = (float)judged;
    example->ends = ends;
    const size_t count = bihe_features(evidence, joint, example->features);
    const size_t form = bihe_features_of_form(evidence, joint, example->features + count);
    example->count = (uint8_t)(count + form);
}

/* The joints of the passage made, with the features the segmenter will see. */
static void extract(maker *m, int side)
{
    const bihe_segmenter *segmenter = &m->segmenters[side];
    const bihe_view text = bihe_buffer_view(&m->text);
    bihe_joints joints = {.items = NULL};
    bihe_notes notes = {.allocator = m->text.allocator};
    bihe_passage_view passage;
    m->failed |= !bihe_joints_find(&joints, text, segmenter->allocator);
    m->failed |= !bihe_notes_add(&notes, text);
    bihe_passage_view_init(&passage, text, segmenter->rules, &joints);
    size_t start = 0, k = 0;
    for (size_t i = 0; i < joints.count && !m->failed; i++) {
        const bihe_joint *joint = &joints.items[i];
        if (joint->next >= text.len || joint->cut <= start) continue;
        bihe_evidence evidence = bihe_evidence_gather(&passage, joint, start);
        const double judged = bihe_judge(&evidence, joint, segmenter->rules, segmenter->matcher);
        const bool ends = is_end(m, &k, joint->cut);
        if (fabs(judged) <= BIHE_SETTLED) {
            bihe_evidence_extend(&evidence, joint, segmenter->rules->cues);
            if (bihe_evidence_asks_notes(&evidence, joint, judged))
                bihe_evidence_note(&evidence, &notes);
            add_example(m, &evidence, joint, judged, ends);
        }
        if (ends) start = joint->next;
    }
    bihe_notes_clear(&notes);
    bihe_joints_clear(&joints, segmenter->allocator);
}

static void begin(maker *m, int side)
{
    m->text.len = m->count = 0;
    m->half = side == BIHE_ZH && happens(m, HALF_WIDTH);
    m->straight = m->half || happens(m, side == BIHE_EN ? STRAIGHT : HALF_QUOTES);
    m->lost_dots = side == BIHE_ZH && happens(m, LOST_DOTS);
}

bihe_status bihe_train_examples_make(bihe_train_examples *examples, const bihe_train_corpus *corpus,
                                     const bihe_segmenter segmenters[2], bihe_error *err)
{
    maker m = {.examples = examples, .segmenters = segmenters, .random = 88172645463325252U};
    bihe_buffer_init(&m.text, segmenters[0].allocator);
    for (int side = 0; side < 2; side++) {
        begin(&m, side);
        for (size_t i = 0; i < corpus->count && !m.failed; i++) {
            const bihe_train_line *line = &corpus->pairs[i].side[side];
            if (line->trusted && line->closed) {
                append_line(&m, line, side);
                separate(&m, side);
            }
            if (m.text.len < PASSAGE && i + 1 < corpus->count) continue;
            extract(&m, side);
            begin(&m, side);
        }
    }
    m.failed |= m.text.failed;
    bihe_buffer_clear(&m.text);
    bihe_mem_free(segmenters[0].allocator, m.ends);
    return m.failed ? bihe_fail_memory(err) : BIHE_OK;
}
