/* SPDX-License-Identifier: Apache-2.0 */
/* Cues are log-odds themselves; what is learned is how much each counts in which place. */
#include "align/features.h"

/* Where the cues of words count differently. */
typedef enum place {
    PLAIN,       /* ". Next" */
    PLAIN_GLUED, /* ".Next" */
    SHORT,       /* the same after an abbreviation */
    SHORT_GLUED, /* or an initial */
    INITIAL,     /* after an initial */
    CALL,        /* ? and ! */
    PAUSE,       /* dots and ellipses */
    SMALL,       /* a small letter follows */
    PLACES
} place;

/* Marks between Chinese characters that are in doubt. */
typedef enum stroke {
    STRAY, /* a half-width question mark that may have been a middle dot */
    REST,  /* dots and ellipses */
    STROKES
} stroke;

/* Features, a block for each place or stroke. */
enum {
    START,                           /* the following word's cue to begin a sentence */
    STOP = START + PLACES,           /* the word's cue to be an abbreviation */
    SEEN = STOP + PLACES,            /* how often the word was seen in small letters */
    NEXT_SEEN = SEEN + PLACES,       /* the same of the following word */
    SMALL_HERE = NEXT_SEEN + PLACES, /* the document has the following word in small letters */
    NAME_HERE = SMALL_HERE + PLACES, /* or with a capital inside a sentence */
    BARE_HERE = NAME_HERE + PLACES,  /* it has the word without a dot */
    SHORT_HERE = BARE_HERE + PLACES, /* or only with one, and sentences that go on after it */
    ENDING = SHORT_HERE + PLACES,    /* the characters' cue to end a sentence */
    BEGINNING = ENDING + STROKES,    /* and to begin one */
    LAST = BEGINNING + STROKES,
};

_Static_assert((int)LAST <= BIHE_CUES_WEIGHTS, "every feature has a weight in the file");

/* Cues beyond this say no more: most of their height is the size of the training text. */
static const float CUE_LIMIT = 3;

typedef struct sink {
    bihe_feature *features;
    size_t count;
} sink;

static void add(sink *s, size_t index, float value)
{
    if (value != 0) s->features[s->count++] = (bihe_feature){(uint16_t)index, value};
}

static float limited(int8_t cue)
{
    const float value = (float)cue / BIHE_CUE_UNIT;
    return value > CUE_LIMIT ? CUE_LIMIT : value < -CUE_LIMIT ? -CUE_LIMIT : value;
}

/* Zero for a word seen some hundred times, -1 for one never seen in small letters. */
static float familiarity(const bihe_cue *cue, bool known)
{
    return known ? (float)cue->seen / 8 - 1 : -1;
}

static bool is_pause(const bihe_joint *joint)
{
    return joint->kind == BIHE_MARK_ELLIPSIS || joint->kind == BIHE_MARK_DOTS;
}

static bool is_call(const bihe_joint *joint)
{
    return joint->kind == BIHE_MARK_QUESTION || joint->kind == BIHE_MARK_EXCLAMATION;
}

static place place_of(const bihe_evidence *e, const bihe_joint *joint)
{
    if (e->after_opener == BIHE_NEXT_LOWER) return SMALL;
    if (is_pause(joint)) return PAUSE;
    if (is_call(joint)) return CALL;
    const bool listed = (e->word_class & BIHE_WORD_ABBREVIATION) != 0;
    const bool initial = e->shape == BIHE_SHAPE_INITIAL || e->shape == BIHE_SHAPE_DOTTED;
    if (listed || initial) return e->glued ? SHORT_GLUED : listed ? SHORT : INITIAL;
    return e->glued ? PLAIN_GLUED : PLAIN;
}

static void add_words(sink *s, const bihe_evidence *e, const bihe_joint *joint)
{
    const place p = place_of(e, joint);
    /* of listed abbreviations and initials the rules know more than any text */
    const bool is_open = p == PLAIN || p == PLAIN_GLUED || p == SMALL;
    if (joint->kind == BIHE_MARK_DOT && is_open && e->word.len > 1) {
        add(s, STOP + p, e->word_known ? limited(e->word_cue.stop) : 0);
        add(s, SEEN + p, familiarity(&e->word_cue, e->word_known));
        add(s, BARE_HERE + p, (e->word_notes & BIHE_NOTED_BARE) != 0);
        const unsigned both = BIHE_NOTED_SHORT | BIHE_NOTED_BARE;
        add(s, SHORT_HERE + p, (e->word_notes & both) == BIHE_NOTED_SHORT);
    }
    if (e->following.len == 0) return;
    const bool capital = e->following_known && e->after_opener == BIHE_NEXT_UPPER;
    add(s, START + p, capital ? limited(e->following_cue.start) : 0);
    add(s, NEXT_SEEN + p, familiarity(&e->following_cue, e->following_known));
    add(s, SMALL_HERE + p, (e->following_notes & BIHE_NOTED_SMALL) != 0);
    add(s, NAME_HERE + p, (e->following_notes & BIHE_NOTED_NAME) != 0);
}

size_t bihe_features(const bihe_evidence *e, const bihe_joint *joint,
                     bihe_feature features[BIHE_MAX_FEATURES])
{
    sink s = {features, 0};
    if (joint->kind >= BIHE_MARK_ITEM) return 0;
    if (e->shape == BIHE_SHAPE_WIDE || e->after_opener == BIHE_NEXT_WIDE) {
        const stroke k = e->stray ? STRAY : REST;
        if (!e->stray && !is_pause(joint)) return 0;
        add(&s, ENDING + k, e->end_known ? limited(e->end_cue.stop) : 0);
        add(&s, BEGINNING + k, e->begin_known ? limited(e->begin_cue.start) : 0);
    } else {
        add_words(&s, e, joint);
    }
    return s.count;
}

/* Sizes of the properties of form. */
enum { NEXTS = BIHE_NEXT_OTHER + 1, SHAPES = BIHE_SHAPE_WIDE + 1 };

enum {
    BY_MARK = 0,
    BY_SHAPE = BY_MARK + BIHE_MARKS * NEXTS * 2 * 2,
    BY_CLASS = BY_SHAPE + SHAPES * NEXTS * 2,
    BY_LENGTH = BY_CLASS + 5 * NEXTS * 2,
    FORM_END = BY_LENGTH + 5,
};

_Static_assert((int)FORM_END <= BIHE_FORM_FEATURES, "features of form have their room");

size_t bihe_features_of_form(const bihe_evidence *e, const bihe_joint *joint,
                             bihe_feature features[BIHE_MAX_FEATURES])
{
    sink s = {features, 0};
    const size_t glued = e->glued, next = e->next, quote = joint->quote != BIHE_NOWHERE;
    size_t class = 0;
    while (class < 4 && (e->word_class >> class & 1) == 0)
        class ++;
    add(&s,
        BIHE_CUES_WEIGHTS + BY_MARK + ((joint->kind * (size_t)NEXTS + next) * 2 + glued) * 2 +
            quote,
        1);
    if (joint->kind != BIHE_MARK_DOT) return s.count;
    add(&s, BIHE_CUES_WEIGHTS + BY_SHAPE + (e->shape * (size_t)NEXTS + next) * 2 + glued, 1);
    add(&s, BIHE_CUES_WEIGHTS + BY_CLASS + (class * NEXTS + next) * 2 + glued, 1);
    add(&s, BIHE_CUES_WEIGHTS + BY_LENGTH + e->words, 1);
    return s.count;
}

double bihe_feature_prior(size_t index)
{
    static const double HALF = 0.5, STRONG = -5;
    if (index == SHORT_HERE + PLAIN || index == SHORT_HERE + PLAIN_GLUED) return STRONG;
    return index == START + SHORT || index == START + INITIAL ? HALF : 0;
}

int bihe_feature_sign(size_t index)
{
    if (index >= LAST) return 0;
    const bool against = (index >= STOP && index < SEEN) ||
                         (index >= NAME_HERE && index < BARE_HERE) ||
                         (index >= SHORT_HERE && index < ENDING);
    return against ? -1 : 1;
}

double bihe_features_weigh(const bihe_cues *cues, const bihe_feature *features, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += bihe_cues_weight(cues, features[i].index) * features[i].value;
    return sum;
}
