/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of values in front matter. Keys tell the language by their end ("title_zh", "titleEn",
 * "title.zh-cn"), whole keys do in a map of languages; the scripts of the values decide. */
#include "post/field.h"

#include "bihe/document.h"
#include "post/names.h"
#include "post/piece.h"
#include "text/utf8.h"

/* Front matter with more keys is none that a person wrote: what follows costs their square. */
enum { MOST_KEYS = 512 };

/* Keys whose values are no sentences in any language. */
static const char *const names[] = {"lang", "language", "locale", "slug", "permalink", "url"};

static bool is_name(bihe_view key)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bihe_view_is(key, names[i])) return true;
    }
    return false;
}

static bool is_small_map(const bihe_yaml *node)
{
    return node != NULL && node->kind == BIHE_YAML_MAP && node->count <= MOST_KEYS;
}

/* Weights of the scripts of a value; nothing for what is no text. */
static void weigh(const bihe_yaml *node, double weight[2])
{
    weight[0] = weight[1] = 0;
    if (node != NULL && node->kind == BIHE_YAML_TEXT) bihe_weigh_scripts(node->text, weight);
}

static bool append(bihe_field_list *fields, const bihe_field *field,
                   const bihe_allocator *allocator)
{
    void *ptr = fields->items;
    if (!bihe_array_reserve(allocator, &ptr, &fields->capacity, fields->count + 1,
                            sizeof *fields->items))
        return false;
    fields->items = ptr;
    fields->items[fields->count++] = *field;
    return true;
}

/* Adds two values where they are one in each language, whichever is which. */
static bool add(bihe_field_list *fields, const bihe_yaml *const value[2], const size_t front[2],
                const bihe_allocator *allocator)
{
    double weight[2][2];
    for (int k = 0; k < 2; k++)
        weigh(value[k], weight[k]);
    const int zh = weight[0][BIHE_ZH] > weight[1][BIHE_ZH] ? 0 : 1, en = 1 - zh;
    if (weight[zh][BIHE_ZH] <= 0 || weight[en][BIHE_EN] <= weight[en][BIHE_ZH]) return true;
    const bihe_field field = {{value[zh]->text, value[en]->text},
                              {value[zh]->line, value[en]->line},
                              {front[zh], front[en]}};
    return append(fields, &field, allocator);
}

/* Adds a value that holds both: "雪 / Snow", "Snow (雪)". */
static bool add_both(bihe_field_list *fields, const bihe_yaml *value, size_t front,
                     const bihe_allocator *allocator)
{
    size_t part[2][2];
    if (value->kind != BIHE_YAML_TEXT || is_name(value->key) ||
        !bihe_mixed_line(value->text, BIHE_BLOCK_HEADING, part))
        return true;
    double weight[2] = {0, 0};
    bihe_weigh_scripts(bihe_view_slice(value->text, part[0][0], part[0][1]), weight);
    const int zh = weight[BIHE_ZH] > 0 ? 0 : 1, en = 1 - zh;
    const bihe_field field = {{bihe_view_slice(value->text, part[zh][0], part[zh][1]),
                               bihe_view_slice(value->text, part[en][0], part[en][1])},
                              {value->line, value->line},
                              {front, front}};
    return append(fields, &field, allocator);
}

/* --- keys -------------------------------------------------------------------------------- */

/* The language that a key ends in; *base gets its length without that. -1: none. */
static int language_of_key(bihe_view key, size_t *base)
{
    for (size_t i = 1; i + 1 < key.len; i++) {
        const char c = key.ptr[i], before = key.ptr[i - 1];
        const bool divided = c == '_' || c == '-' || c == '.';
        const bool hump = c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z';
        if (!divided && !hump) continue;
        const int side = bihe_name_language(bihe_view_slice(key, i + (divided ? 1 : 0), key.len));
        if (side < 0) continue;
        *base = i;
        return side;
    }
    return -1;
}

/* The value in `side`, or in no language, of the key whose base is given. */
static const bihe_yaml *other_of(const bihe_yaml *map, bihe_view base, int side)
{
    const bihe_yaml *bare = NULL;
    for (const bihe_yaml *node = map->first; node != NULL; node = node->next) {
        size_t len;
        if (bihe_view_equal(node->key, base)) bare = node;
        if (language_of_key(node->key, &len) == side && len == base.len &&
            bihe_view_equal(bihe_view_slice(node->key, 0, len), base))
            return node;
    }
    return bare;
}

/* The child of a map whose whole key is a language. */
static const bihe_yaml *in_language(const bihe_yaml *map, int side)
{
    if (!is_small_map(map)) return NULL;
    for (const bihe_yaml *node = map->first; node != NULL; node = node->next) {
        if (bihe_name_language(node->key) == side) return node;
    }
    return NULL;
}

/* --- maps -------------------------------------------------------------------------------- */

/* Keys that two maps have both. */
static bool collect_shared(bihe_field_list *fields, const bihe_yaml *const map[2],
                           const size_t front[2], const bihe_allocator *allocator)
{
    if (!is_small_map(map[0]) || !is_small_map(map[1])) return true;
    for (const bihe_yaml *node = map[0]->first; node != NULL; node = node->next) {
        if (is_name(node->key)) continue;
        const bihe_yaml *other = map[1]->first;
        while (other != NULL && !bihe_view_equal(other->key, node->key))
            other = other->next;
        const bihe_yaml *const value[2] = {node, other};
        if (!add(fields, value, front, allocator)) return false;
    }
    return true;
}

/* What one key of a front matter says in both languages. */
static bool collect_key(bihe_field_list *fields, const bihe_yaml *map, const bihe_yaml *node,
                        size_t front, const bihe_allocator *allocator)
{
    const size_t both[2] = {front, front};
    size_t base = 0;
    const int side = language_of_key(node->key, &base);
    const bihe_yaml *const inner[2] = {in_language(node, BIHE_ZH), in_language(node, BIHE_EN)};
    if (side >= 0 && !is_name(bihe_view_slice(node->key, 0, base))) {
        const bihe_yaml *const value[2] = {
            node, other_of(map, bihe_view_slice(node->key, 0, base), 1 - side)};
        /* title_zh and title_en meet at the first of them */
        const bool met = value[1] != NULL && value[1]->line < node->line &&
                         language_of_key(value[1]->key, &base) >= 0;
        return met || add(fields, value, both, allocator);
    }
    if (inner[0] != NULL && inner[1] != NULL) return add(fields, inner, both, allocator);
    return add_both(fields, node, front, allocator);
}

bool bihe_fields_collect(bihe_field_list *fields, const bihe_yaml *const front[2],
                         const bihe_allocator *allocator)
{
    static const size_t both[2] = {0, 1};
    bool done = collect_shared(fields, front, both, allocator);
    for (size_t k = 0; k < 2 && done; k++) {
        if (!is_small_map(front[k])) continue;
        for (const bihe_yaml *node = front[k]->first; node != NULL && done; node = node->next)
            done = collect_key(fields, front[k], node, k, allocator);
        const bihe_yaml *const maps[2] = {in_language(front[k], BIHE_ZH),
                                          in_language(front[k], BIHE_EN)};
        const size_t same[2] = {k, k};
        done = done && collect_shared(fields, maps, same, allocator);
    }
    return done;
}
