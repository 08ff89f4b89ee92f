/* SPDX-License-Identifier: Apache-2.0 */
/* The only file that sees libyaml. Builds a tree from events with an explicit stack; an alias is
 * resolved by copying the node's head, so a bomb costs what its nodes count for, and that is
 * capped. */
#include "text/yaml.h"

#include "base/error.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_LIMIT = 64, NODE_LIMIT = 10000, ANCHOR_LIMIT = 256 };

typedef struct anchor {
    bihe_view name;
    bihe_yaml *node;
    size_t size; /* nodes below and including it, aliases expanded; 0 while still open */
} anchor;

typedef struct frame {
    bihe_yaml *node;
    bihe_yaml *last;    /* its last child */
    bihe_view key;      /* a map waiting for this key's value */
    size_t size_before; /* nodes counted before it */
    size_t anchor;      /* 1 + index of its anchor, 0 for none */
    bool has_key;
} frame;

typedef struct reader {
    yaml_parser_t parser;
    bihe_arena *arena;
    const char *name;
    size_t first_line;
    bihe_yaml *root;
    frame stack[DEPTH_LIMIT];
    size_t depth;
    anchor anchors[ANCHOR_LIMIT];
    size_t anchor_count;
    size_t nodes;
    bool lenient;              /* of a key that is there twice the last value stays */
    const bihe_yaml *repeated; /* the last such key */
    bihe_error *err;
} reader;

static bihe_status fail_at(reader *r, yaml_mark_t mark, const char *message)
{
    return bihe_fail_at(r->err, BIHE_ERROR_INPUT, r->name, mark.line + r->first_line,
                        mark.column + 1, "%s", message);
}

/* --- scalars: YAML 1.2 core schema ------------------------------------------------------- */

static bool one_of(bihe_view text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (bihe_view_is(text, *words)) return true;
    }
    return false;
}

static bool all_digits(const char *s)
{
    if (*s == '+' || *s == '-') s++;
    return *s != '\0' && strspn(s, "0123456789") == strlen(s);
}

static bool looks_float(const char *s)
{
    size_t digits = 0;
    if (*s == '+' || *s == '-') s++;
    for (; *s >= '0' && *s <= '9'; s++)
        digits++;
    if (*s == '.') {
        for (s++; *s >= '0' && *s <= '9'; s++)
            digits++;
    }
    if (digits == 0) return false;
    if (*s == 'e' || *s == 'E') return all_digits(s + 1);
    return *s == '\0';
}

/* Decimal text to a number without the locale's decimal point. */
static double to_number(const char *s)
{
    double value = 0, scale = 1;
    const bool negative = *s == '-';
    if (*s == '+' || *s == '-') s++;
    for (; *s >= '0' && *s <= '9'; s++)
        value = value * 10 + (*s - '0');
    if (*s == '.') {
        for (s++; *s >= '0' && *s <= '9'; s++) {
            scale *= 10;
            value = value * 10 + (*s - '0');
        }
    }
    value /= scale;
    if (*s == 'e' || *s == 'E') {
        const long exponent = strtol(s + 1, NULL, 10);
        for (long i = 0; i < labs(exponent) && i < 400; i++)
            value = exponent < 0 ? value / 10 : value * 10;
    }
    return negative ? -value : value;
}

static void type_scalar(bihe_yaml *node, bool plain)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    node->kind = BIHE_YAML_TEXT;
    if (!plain) return;
    if (one_of(node->text, nulls)) {
        node->kind = BIHE_YAML_NULL;
    } else if (one_of(node->text, trues) || one_of(node->text, falses)) {
        node->kind = BIHE_YAML_BOOL;
        node->number = one_of(node->text, trues);
    } else if (all_digits(node->text.ptr)) {
        node->kind = BIHE_YAML_INT;
        node->number = to_number(node->text.ptr);
    } else if (looks_float(node->text.ptr)) {
        node->kind = BIHE_YAML_FLOAT;
        node->number = to_number(node->text.ptr);
    }
}

/* --- the tree ---------------------------------------------------------------------------- */

/* Takes the child of that key out of the open map; false where there is none. */
static bool drop_key(frame *top, bihe_view key)
{
    bihe_yaml *before = NULL, *child = top->node->first;
    while (child != NULL && !bihe_view_equal(child->key, key)) {
        before = child;
        child = child->next;
    }
    if (child == NULL) return false;
    if (before != NULL)
        before->next = child->next;
    else
        top->node->first = child->next;
    if (top->last == child) top->last = before;
    top->node->count--;
    return true;
}

/* Hangs `node` into the open collection; a scalar in key position becomes the key instead. */
static bihe_status attach(reader *r, bihe_yaml *node, yaml_mark_t mark)
{
    if (r->depth == 0) {
        r->root = node;
        return BIHE_OK;
    }
    frame *top = &r->stack[r->depth - 1];
    if (top->node->kind == BIHE_YAML_MAP) {
        if (!top->has_key) {
            if (node->kind == BIHE_YAML_MAP || node->kind == BIHE_YAML_LIST)
                return fail_at(r, mark, "a key must be plain text");
            if (drop_key(top, node->text)) {
                if (!r->lenient) return fail_at(r, mark, "the same key twice");
                r->repeated = node;
            }
            top->key = node->text;
            top->has_key = true;
            return BIHE_OK;
        }
        node->key = top->key;
        top->has_key = false;
    }
    if (top->last == NULL)
        top->node->first = node;
    else
        top->last->next = node;
    top->last = node;
    top->node->count++;
    return BIHE_OK;
}

static bihe_yaml *new_node(reader *r, yaml_mark_t mark)
{
    bihe_yaml *node = bihe_arena_new(r->arena, 1, sizeof *node);
    if (node == NULL) return NULL;
    *node = (bihe_yaml){.line = mark.line + r->first_line, .column = mark.column + 1};
    return node;
}

static bihe_status count_nodes(reader *r, size_t more, yaml_mark_t mark)
{
    r->nodes += more;
    return r->nodes <= NODE_LIMIT ? BIHE_OK : fail_at(r, mark, "too many values (an alias bomb?)");
}

/* Remembers an anchor; *slot gets 1 + its index, 0 with no anchor. */
static bihe_status add_anchor(reader *r, const yaml_char_t *name, bihe_yaml *node, size_t size,
                              yaml_mark_t mark, size_t *slot)
{
    *slot = 0;
    if (name == NULL) return BIHE_OK;
    if (r->anchor_count == ANCHOR_LIMIT) return fail_at(r, mark, "too many anchors");
    const bihe_view copy = bihe_arena_copy(r->arena, bihe_view_of((const char *)name));
    if (copy.ptr == NULL) return bihe_fail_memory(r->err);
    r->anchors[r->anchor_count] = (anchor){copy, node, size};
    *slot = ++r->anchor_count;
    return BIHE_OK;
}

static bihe_status on_scalar(reader *r, const yaml_event_t *event)
{
    bihe_yaml *node = new_node(r, event->start_mark);
    if (node == NULL) return bihe_fail_memory(r->err);
    node->text = bihe_arena_copy(
        r->arena, (bihe_view){(const char *)event->data.scalar.value, event->data.scalar.length});
    if (node->text.ptr == NULL) return bihe_fail_memory(r->err);
    type_scalar(node, event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE);
    size_t slot;
    bihe_status status = count_nodes(r, 1, event->start_mark);
    if (status == BIHE_OK)
        status = add_anchor(r, event->data.scalar.anchor, node, 1, event->start_mark, &slot);
    return status == BIHE_OK ? attach(r, node, event->start_mark) : status;
}

static bihe_status on_alias(reader *r, const yaml_event_t *event)
{
    const bihe_view name = bihe_view_of((const char *)event->data.alias.anchor);
    for (size_t i = r->anchor_count; i-- > 0;) {
        const anchor *found = &r->anchors[i];
        if (!bihe_view_equal(found->name, name)) continue;
        if (found->size == 0)
            return fail_at(r, event->start_mark, "an alias inside its own anchor");
        bihe_yaml *node = new_node(r, event->start_mark);
        if (node == NULL) return bihe_fail_memory(r->err);
        const bihe_status status = count_nodes(r, found->size, event->start_mark);
        if (status != BIHE_OK) return status;
        const size_t line = node->line, column = node->column;
        *node = *found->node;
        node->next = NULL;
        node->key = (bihe_view){NULL, 0};
        node->line = line;
        node->column = column;
        return attach(r, node, event->start_mark);
    }
    return fail_at(r, event->start_mark, "an alias without its anchor");
}

static bihe_status on_start(reader *r, const yaml_event_t *event, bihe_yaml_kind kind,
                            const yaml_char_t *name)
{
    if (r->depth == DEPTH_LIMIT) return fail_at(r, event->start_mark, "nested too deeply");
    bihe_yaml *node = new_node(r, event->start_mark);
    if (node == NULL) return bihe_fail_memory(r->err);
    node->kind = kind;
    const size_t before = r->nodes;
    size_t slot = 0;
    bihe_status status = count_nodes(r, 1, event->start_mark);
    if (status == BIHE_OK) status = add_anchor(r, name, node, 0, event->start_mark, &slot);
    if (status == BIHE_OK) status = attach(r, node, event->start_mark);
    if (status != BIHE_OK) return status;
    r->stack[r->depth++] = (frame){.node = node, .size_before = before, .anchor = slot};
    return BIHE_OK;
}

static void on_end(reader *r)
{
    const frame *top = &r->stack[--r->depth];
    if (top->anchor > 0) r->anchors[top->anchor - 1].size = r->nodes - top->size_before;
}

static bihe_status on_event(reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: return on_scalar(r, event);
    case YAML_ALIAS_EVENT: return on_alias(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(r, event, BIHE_YAML_LIST, event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return on_start(r, event, BIHE_YAML_MAP, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: on_end(r); return BIHE_OK;
    default: return BIHE_OK;
    }
}

static bihe_status syntax_error(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR) return bihe_fail_memory(r->err);
    const yaml_mark_t mark =
        p->problem_mark.line > 0 || p->problem_mark.column > 0 ? p->problem_mark : p->context_mark;
    return fail_at(r, mark, p->problem != NULL ? p->problem : "not valid YAML");
}

static bihe_status read_events(reader *r)
{
    bool more = true;
    while (more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) return syntax_error(r);
        const bihe_status status = on_event(r, &event);
        more = event.type != YAML_DOCUMENT_END_EVENT && event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (status != BIHE_OK) return status;
    }
    return BIHE_OK;
}

/* `repeated` NULL: a key that is there twice is an error. */
static bihe_status parse(const bihe_yaml **out, const bihe_yaml_input *input,
                         const bihe_yaml **repeated, bihe_arena *arena, bihe_error *err)
{
    const bihe_view text = input->text;
    *out = NULL;
    reader *r = bihe_mem_new0(&arena->allocator, 1, sizeof *r);
    if (r == NULL) return bihe_fail_memory(err);
    r->arena = arena;
    r->name = input->name;
    r->first_line = input->first_line;
    r->lenient = repeated != NULL;
    r->err = err;
    bihe_status status = BIHE_OK;
    if (!yaml_parser_initialize(&r->parser)) {
        status = bihe_fail_memory(err);
    } else {
        const char *bytes = text.len > 0 ? text.ptr : "";
        yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&r->parser, (const unsigned char *)bytes, text.len);
        status = read_events(r);
        yaml_parser_delete(&r->parser);
    }
    if (status == BIHE_OK) *out = r->root;
    if (repeated != NULL) *repeated = r->repeated;
    bihe_mem_free(&arena->allocator, r);
    return status;
}

bihe_status bihe_yaml_parse(const bihe_yaml **out, bihe_view text, const char *name,
                            size_t first_line, bihe_arena *arena, bihe_error *err)
{
    return parse(out, &(const bihe_yaml_input){text, name, first_line}, NULL, arena, err);
}

bihe_status bihe_yaml_parse_lenient(const bihe_yaml **out, const bihe_yaml_input *input,
                                    const bihe_yaml **repeated, bihe_arena *arena, bihe_error *err)
{
    *repeated = NULL;
    return parse(out, input, repeated, arena, err);
}

const bihe_yaml *bihe_yaml_get(const bihe_yaml *map, const char *key)
{
    if (map == NULL || map->kind != BIHE_YAML_MAP) return NULL;
    for (const bihe_yaml *child = map->first; child != NULL; child = child->next) {
        if (bihe_view_is(child->key, key)) return child;
    }
    return NULL;
}

bihe_status bihe_yaml_number(const bihe_yaml *map, const char *key, double fallback, double *out,
                             const char *name, bihe_error *err)
{
    const bihe_yaml *node = bihe_yaml_get(map, key);
    *out = fallback;
    if (node == NULL) return BIHE_OK;
    if (node->kind != BIHE_YAML_INT && node->kind != BIHE_YAML_FLOAT)
        return bihe_fail_at(err, BIHE_ERROR_MODEL, name, node->line, node->column,
                            "'%s' must be a number", key);
    *out = node->number;
    return BIHE_OK;
}
