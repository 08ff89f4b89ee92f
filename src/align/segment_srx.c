/* SPDX-License-Identifier: Apache-2.0 */
/* SRX 2.0, section 5: rules in order, the first that matches around a place holds there. */
#include "align/segment_srx.h"

#include "text/utf8.h"

/* Bytes of a long passage that are looked at together, and how many beside them a rule sees. A
 * pattern that tries every place and runs to the end from each costs the square of this, not of the
 * passage. */
enum { STRETCH = 4096, MARGIN = 512 };

/* The stretch [first, last] of a passage in which places are marked. */
typedef struct stretch {
    bihe_view window; /* with its margins */
    size_t origin;    /* of the window in the passage */
    size_t first, last;
} stretch;

/* `pos` moved back to where a character begins. */
static size_t at_character(bihe_view text, size_t pos)
{
    while (pos > 0 && pos < text.len && ((unsigned char)text.ptr[pos] & 0xC0) == 0x80)
        pos--;
    return pos;
}

static stretch stretch_from(bihe_view text, size_t first)
{
    stretch s = {.first = first, .last = text.len};
    if (text.len - first > STRETCH) s.last = at_character(text, first + STRETCH);
    s.origin = first > MARGIN ? at_character(text, first - MARGIN) : 0;
    const size_t end = text.len - s.last > MARGIN ? at_character(text, s.last + MARGIN) : text.len;
    s.window = bihe_view_slice(text, s.origin, end);
    return s;
}

static void mark_place(const bihe_srx_rule *rule, bihe_matcher *matcher, const stretch *s,
                       size_t pos, unsigned char *places)
{
    const size_t place = s->origin + pos;
    if (place <= s->first || place > s->last || places[place] != BIHE_SRX_OPEN) return;
    if (rule->after != NULL && !bihe_pattern_find(rule->after, matcher, s->window, pos, NULL, NULL))
        return;
    places[place] = rule->breaks ? BIHE_SRX_BREAK : BIHE_SRX_NO_BREAK;
}

static void apply(const bihe_srx_rule *rule, bihe_matcher *matcher, const stretch *s,
                  unsigned char *places)
{
    size_t pos = 0, from = 0, to = 0;
    while (pos < s->window.len) {
        if (rule->before == NULL)
            from = to = pos;
        else if (!bihe_pattern_find(rule->before, matcher, s->window, pos, &from, &to))
            return;
        mark_place(rule, matcher, s, to, places);
        pos = to;
        /* an empty match must not be found again */
        if (to == from && pos < s->window.len) (void)bihe_utf8_next(s->window, &pos);
    }
}

void bihe_srx_mark(const bihe_srx *srx, bihe_matcher *matcher, bihe_view text,
                   unsigned char *places)
{
    for (size_t first = 0; first < text.len;) {
        const stretch s = stretch_from(text, first);
        for (size_t i = 0; i < srx->count; i++)
            apply(&srx->rules[i], matcher, &s, places);
        first = s.last;
    }
}
