/* SPDX-License-Identifier: Apache-2.0 */
/* Every default and every check of the library's options, in one place. */
#include "options.h"

#include "align/legacy.h"
#include "base/error.h"

#include <string.h>

void bihe_options_init(bihe_options *options)
{
    *options = (bihe_options){
        .max_bytes = (size_t)256 << 20,
        .repair = true,
        .lost_bytes = NULL,
        .layout = BIHE_LAYOUT_AUTO,
        .presegmented = false,
        .rules = NULL,
        .srx = NULL,
        .anchors = NULL,
        .lexicon = {NULL},
        .max_bead = {4, 6},
        .max_bead_sum = 7,
        .min_score = 0,
        .keep_unaligned = false,
        .max_seg_chars = 0,
        .max_units = 0,
        .columns = "title,date,tourl,tags",
        .segtype = "sentence",
        .lang = {NULL, NULL},
        .source_side = 1,
        .source_date = -1,
    };
}

static bihe_status out_of_range(bihe_error *err, const char *name, const char *range)
{
    return bihe_fail(err, BIHE_ERROR_OPTION, "%s must be %s", name, range);
}

static bool known_segtype(const char *segtype)
{
    static const char *const known[] = {"sentence", "paragraph", "block", "phrase"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(segtype, known[i]) == 0) return true;
    }
    return false;
}

/* A BCP 47 tag as far as a writer must care: letters, digits and single inner hyphens. */
static bool plausible_tag(const char *tag)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    const size_t len = strlen(tag);
    return len >= 2 && len <= 35 && strspn(tag, letters) == len && tag[0] != '-' &&
           tag[len - 1] != '-' && strstr(tag, "--") == NULL;
}

bihe_status bihe_options_check(const bihe_options *o, bihe_error *err)
{
    if (o->max_bytes < 1) return out_of_range(err, "max-bytes", "at least 1");
    if (o->layout != BIHE_LAYOUT_AUTO && o->layout != BIHE_LAYOUT_HALVES &&
        o->layout != BIHE_LAYOUT_ALTERNATING)
        return out_of_range(err, "layout", "auto, halves or alternating");
    uint64_t lost;
    if (!bihe_lost_bytes_parse(o->lost_bytes, &lost))
        return out_of_range(err, "lost-bytes", "bytes from 80 to bf, such as 81,8d,9d");
    for (int side = 0; side < 2; side++) {
        if (o->max_bead[side] < 1 || o->max_bead[side] > 8)
            return out_of_range(err, "max-bead", "1 to 8 sentences a side");
        if (o->lang[side] != NULL && !plausible_tag(o->lang[side]))
            return out_of_range(err, "lang", "a BCP 47 tag such as zh-CN");
    }
    if (o->max_bead_sum < 2 || o->max_bead_sum > 16)
        return out_of_range(err, "max-bead-sum", "2 to 16");
    /* written so that a NaN fails */
    if (!(o->min_score >= 0 && o->min_score <= 1)) return out_of_range(err, "min-score", "0 to 1");
    if (o->columns == NULL) return out_of_range(err, "columns", "a list of front-matter keys");
    if (o->segtype == NULL || !known_segtype(o->segtype))
        return out_of_range(err, "segtype", "sentence, paragraph, block or phrase");
    if (o->source_side != 0 && o->source_side != 1)
        return out_of_range(err, "source-side", "0 or 1");
    return BIHE_OK;
}

void bihe_options_describe(const bihe_options *o, bihe_buffer *out)
{
    bihe_buffer_append_format(out, "repair=%d layout=%s presegmented=%d", o->repair,
                              bihe_layout_name(o->layout), o->presegmented);
    bihe_buffer_append_format(out, " max-bead=%d,%d max-bead-sum=%d lost-bytes=", o->max_bead[0],
                              o->max_bead[1], o->max_bead_sum);
    bihe_buffer_append_text(out, o->lost_bytes != NULL ? o->lost_bytes : "");
}

const char *bihe_layout_name(bihe_layout layout)
{
    switch (layout) {
    case BIHE_LAYOUT_AUTO: return "auto";
    case BIHE_LAYOUT_HALVES: return "halves";
    case BIHE_LAYOUT_ALTERNATING: return "alternating";
    case BIHE_LAYOUT_PAIR: return "pair";
    case BIHE_LAYOUT_SINGLE: return "single";
    }
    return "unknown";
}
