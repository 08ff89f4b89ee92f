/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Single tags and character references of HTML, shared by the Markdown and the HTML reader.
 */
#ifndef BIHE_POST_MARKUP_H
#define BIHE_POST_MARKUP_H

#include "base/buffer.h"

/* What an element means for running text. */
typedef enum bihe_role {
    BIHE_ROLE_UNKNOWN, /* no element of HTML */
    BIHE_ROLE_INLINE,  /* vanishes, its text stays */
    BIHE_ROLE_BLOCK,   /* begins and ends a block */
    BIHE_ROLE_BREAK,   /* br */
    BIHE_ROLE_HEADING,
    BIHE_ROLE_TITLE, /* title: a heading whose content has no tags */
    BIHE_ROLE_ITEM,
    BIHE_ROLE_LIST,
    BIHE_ROLE_QUOTE,
    BIHE_ROLE_CELL,
    BIHE_ROLE_TABLE,
    BIHE_ROLE_GLOSS, /* rt, rp: reading aids beside the text */
    BIHE_ROLE_CODE,  /* pre: its content is not text, tags inside count as tags */
    BIHE_ROLE_RAW,   /* script, style and others: nothing up to their end tag is text */
} bihe_role;

typedef struct bihe_tag {
    bihe_role role;
    bihe_view name; /* as written */
    unsigned level; /* heading level 1..6 */
    bool closing;
} bihe_tag;

/* The tag whose '<' starts `text`; false when no tag name follows ('<' is text then). Says nothing
 * of where the tag ends. */
bool bihe_tag_parse(bihe_tag *tag, bihe_view text);

/* Length of the tag that starts `text`, through its '>'; '>' inside quoted attribute values does
 * not end it. 0 when it does not end. */
size_t bihe_tag_length(bihe_view text);

/* Appends what the character reference at the start of `text` ("&amp;", "&#8212;") stands for and
 * returns its length; 0 where it is none. `loose`: the ';' may be missing, as browsers allow for
 * numbers and Latin-1's names ("&nbsp"). */
size_t bihe_entity_decode(bihe_view text, bool loose, bihe_buffer *out);

/* Whether the element's content is never meant for readers (script, style). */
bool bihe_tag_is_program(const bihe_tag *tag);

/* Whether the text of a comment may be running text: not a marker of some tool (a single lower-case
 * word like "more", "[if IE]"), not front matter or a program. */
bool bihe_markup_is_prose_comment(bihe_view text);

/* The lines of keys and values that a comment holds and nothing else, as the front matter of the
 * other language; {NULL, 0} where it is not that. */
bihe_view bihe_markup_front_matter(bihe_view text);

/* Offset of `what` in `text`, ASCII letters after its first byte compared without case; SIZE_MAX
 * when it is not there. `what` is not empty. */
size_t bihe_markup_find(bihe_view text, bihe_view what);

/* ASCII letters compare without case. */
bool bihe_markup_same_name(bihe_view a, bihe_view b);

#endif
