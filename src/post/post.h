/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A post as front matter and blocks of running text: what `read` makes of a file.
 */
#ifndef BIHE_POST_POST_H
#define BIHE_POST_POST_H

#include "post/source.h"
#include "text/yaml.h"

typedef enum bihe_block_kind {
    BIHE_BLOCK_HEADING,
    BIHE_BLOCK_PARAGRAPH,
    BIHE_BLOCK_LIST_ITEM,
    BIHE_BLOCK_QUOTE,
    BIHE_BLOCK_TABLE_CELL,
    BIHE_BLOCK_COMMENT, /* text of an HTML comment */
} bihe_block_kind;

/* Line breaks inside a block's text. */
enum {
    BIHE_SOFT_BREAK = '\n', /* a line end of the source that does not end a sentence */
    BIHE_HARD_BREAK = '\v', /* <br>, two spaces or a backslash at a line end: ends a sentence */
};

/* text[span.text ..] came from source[span.source ..]; ascending, up to the next span. */
typedef struct bihe_span {
    size_t text, source;
} bihe_span;

/* The span over byte `at` of a text: the last that starts at or before it. O(log count). */
size_t bihe_span_at(const bihe_span *spans, size_t count, size_t at);

/* A block of text: markup, code and link targets are gone, inline text is kept. Never empty, valid
 * UTF-8, lines divided by the marks above and by nothing else. */
typedef struct bihe_block {
    bihe_block_kind kind;
    bool caption;   /* the text of an image */
    bool quoted;    /* in a quote, also as a list item in it */
    uint32_t row;   /* of a table; rows are numbered through the post from 1; 0 outside */
    uint8_t level;  /* heading level 1..6; nesting depth of lists and quotes, capped at 255 */
    bihe_view text; /* in the arena */
    const bihe_span *spans; /* at least one; the first has text == 0 */
    size_t span_count;
    size_t line[2]; /* first and last line in the file, 1-based */
} bihe_block;

/* A map of keys and values and where it stands. */
typedef struct bihe_front {
    const bihe_yaml *map;      /* NULL when there is none */
    const bihe_source *source; /* whose lines its nodes name */
} bihe_front;

typedef struct bihe_post {
    bihe_front front;
    bihe_front front_other; /* the first that stands in a comment: of the other language */
    bihe_error front_error; /* code != BIHE_OK: the front matter was there and could not be used */
    const bihe_yaml *front_repeated; /* a key that is there twice; NULL when there is none */
    size_t body;                     /* offset in the source's text at which the body starts */
    bihe_block *blocks;
    size_t block_count, block_capacity;
    uint32_t row_count; /* of all tables */
    bool html;          /* the body is HTML, not Markdown */
} bihe_post;

/* Front matter and blocks of `source`. Bad front matter is not an error: it is recorded and the
 * body is read. `html`: the file is HTML. Memory from `arena`. */
bihe_status bihe_post_read(bihe_post *post, const bihe_source *source, bool html, bihe_arena *arena,
                           bihe_error *err);

/* Whether a file is HTML, by the ending of its name in whatever case; a folder of posts is searched
 * for the same endings. */
bool bihe_post_is_html(const char *name);

/* Steps of bihe_post_read, each in a file of its own. */

/* frontmatter.c: the YAML between a first line `---` and the next line `---` or `...`, TOML between
 * two lines `+++`, or a JSON object at the very start; sets front, front_error, front_repeated and
 * body. A first `---` that is never closed is recorded in front_error (the message
 * says so) and the body starts after that line. */
bihe_status bihe_frontmatter_read(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                                  bihe_error *err);

/* frontmatter.c: reads what stands at bytes [start, end) of the source, in a comment, as the front
 * matter of the other language, unless there was one before. What is no map is passed over. */
bihe_status bihe_frontmatter_read_other(bihe_post *post, const bihe_source *source, size_t start,
                                        size_t end, bihe_arena *arena, bihe_error *err);

/* markdown.c: blocks of the Markdown body through md4c. */
bihe_status bihe_markdown_read(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                               bihe_error *err);

/* html.c: blocks of an HTML body. */
bihe_status bihe_html_read(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                           bihe_error *err);

/* block.c: collects text and spans for one block at a time; shared by markdown.c and html.c. */
typedef struct bihe_block_builder {
    bihe_arena *arena;
    const bihe_source *source;
    bihe_post *post;
    bihe_buffer text;
    bihe_span *spans;
    size_t span_count, span_capacity;
    size_t source_end; /* one past the last source byte seen in this block */
    bool cut;          /* some bytes of the text are marked as cut */
    bool caption;      /* the block that ends next is one */
    bool quoted;       /* for the block that ends next; the reader sets it */
    uint32_t row;      /* number of the row that cells are in */
    bool failed;       /* out of memory at some step */
} bihe_block_builder;

void bihe_block_builder_init(bihe_block_builder *builder, bihe_post *post,
                             const bihe_source *source, bihe_arena *arena);
void bihe_block_builder_clear(bihe_block_builder *builder);

/* Appends text that came from source offset `source_at` (SIZE_MAX: nowhere, e.g. an entity's
 * character; it counts as where the text before it ended). White space and control characters
 * become one space; none is kept at the start of a line. What no reader sees (zero-width spaces,
 * soft hyphens) is left out. */
void bihe_block_builder_add(bihe_block_builder *builder, bihe_view text, size_t source_at);
void bihe_block_builder_break(bihe_block_builder *builder, char mark);

/* Takes text[start, end) of the block being built out again (when it ends: offsets stay as they
 * are until then). */
void bihe_block_builder_cut(bihe_block_builder *builder, size_t start, size_t end);
enum { BIHE_BLOCK_CUT = 0x7F };

/* Forgets the text of the block being built. */
void bihe_block_builder_drop(bihe_block_builder *builder);

/* Ends the block: trims it, drops it when it holds no letter or digit, adds it to the post. */
void bihe_block_builder_end(bihe_block_builder *builder, bihe_block_kind kind, unsigned level);

#endif
