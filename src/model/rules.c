/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a rules file: lists of words by kind, and patterns around a mark. A rule's two halves
 * become one pattern anchored at the end of the mark, (?<=before)after; all rules of a mark also
 * become one alternation, so that a mark without a matching rule costs a single match.
 */
#include "model/rules.h"

#include "base/error.h"
#include "base/file.h"
#include "text/utf8.h"

#include <string.h>

enum { MAX_FILE = 4 << 20 };

/* Log-odds of a rule that says `cut: yes` or `cut: no`: beyond what all other evidence can reach.
 */
static const double DECISIVE = 20.0;

typedef struct loader {
    bihe_rules *rules;
    const char *path;
    bihe_error *err;
} loader;

static bihe_status fail(const loader *l, const bihe_yaml *node, const char *message)
{
    return bihe_fail_at(l->err, BIHE_ERROR_MODEL, l->path, node->line, node->column, "%s", message);
}

static const struct {
    const char *name;
    uint32_t class;
} KINDS[] = {
    {"title", BIHE_WORD_TITLE},     {"numbered", BIHE_WORD_NUMBERED}, {"inner", BIHE_WORD_INNER},
    {"either", BIHE_WORD_EITHER},   {"starter", BIHE_WORD_STARTER},   {"naming", BIHE_WORD_NAMING},
    {"closing", BIHE_WORD_CLOSING}, {"unit", BIHE_WORD_UNIT},         {"plain", BIHE_WORD_PLAIN},
};

static const char *const MARK_NAMES[BIHE_MARKS] = {
    [BIHE_MARK_DOT] = "dot",
    [BIHE_MARK_DOTS] = "dots",
    [BIHE_MARK_ELLIPSIS] = "ellipsis",
    [BIHE_MARK_QUESTION] = "question",
    [BIHE_MARK_EXCLAMATION] = "exclamation",
    [BIHE_MARK_STOP] = "stop",
    [BIHE_MARK_SEMICOLON] = "semicolon",
    [BIHE_MARK_ITEM] = "item",
    [BIHE_MARK_BREAK] = "break",
    [BIHE_MARK_CLOSER] = "closer",
};

/* Every entry says why it is there, so that the next reader may judge whether it still holds. */
static bihe_status check_reason(const loader *l, const bihe_yaml *entry)
{
    if (entry->kind != BIHE_YAML_MAP) return fail(l, entry, "an entry must be a map");
    const bihe_yaml *why = bihe_yaml_get(entry, "why");
    if (why == NULL || why->text.len == 0) return fail(l, entry, "an entry needs 'why'");
    return BIHE_OK;
}

static bihe_status load_words(const loader *l, const bihe_yaml *entry)
{
    const bihe_yaml *kind = bihe_yaml_get(entry, "kind");
    const bihe_yaml *list = bihe_yaml_get(entry, "words");
    uint32_t class = 0;
    for (size_t i = 0; kind != NULL && i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (bihe_view_is(kind->text, KINDS[i].name)) class = KINDS[i].class;
    }
    if (class == 0) return fail(l, kind != NULL ? kind : entry, "unknown kind of words");
    if (list == NULL || list->kind != BIHE_YAML_LIST)
        return fail(l, entry, "'words' must be a list");
    for (const bihe_yaml *word = list->first; word != NULL; word = word->next) {
        if (word->text.len == 0 || word->text.len > BIHE_WORD_LONGEST)
            return fail(l, word, "a word must have 1 to 40 bytes");
        if (!bihe_words_add(&l->rules->words, word->text, class)) return bihe_fail_memory(l->err);
    }
    return BIHE_OK;
}

static bihe_status load_marks(const loader *l, const bihe_yaml *at, uint32_t *marks)
{
    *marks = (1U << BIHE_MARKS) - 1U;
    if (at == NULL) return BIHE_OK;
    if (at->kind != BIHE_YAML_LIST) return fail(l, at, "'at' must be a list of marks");
    *marks = 0;
    for (const bihe_yaml *name = at->first; name != NULL; name = name->next) {
        uint32_t bit = 0;
        for (uint32_t i = 0; i < BIHE_MARKS; i++) {
            if (bihe_view_is(name->text, MARK_NAMES[i])) bit = 1U << i;
        }
        if (bit == 0) return fail(l, name, "unknown mark");
        *marks |= bit;
    }
    return BIHE_OK;
}

static bihe_status load_weight(const loader *l, const bihe_yaml *entry, double *weight)
{
    const bihe_yaml *cut = bihe_yaml_get(entry, "cut");
    const bihe_yaml *number = bihe_yaml_get(entry, "weight");
    if ((cut == NULL) == (number == NULL)) return fail(l, entry, "a rule has 'cut' or 'weight'");
    if (number != NULL) return bihe_yaml_number(entry, "weight", 0, weight, l->path, l->err);
    /* yes and no are plain words in YAML 1.2's core schema, true and false are not */
    const bool yes = bihe_view_is(cut->text, "yes") || bihe_view_is(cut->text, "true");
    const bool no = bihe_view_is(cut->text, "no") || bihe_view_is(cut->text, "false");
    if (!yes && !no) return fail(l, cut, "'cut' must be yes or no");
    *weight = yes ? DECISIVE : -DECISIVE;
    return BIHE_OK;
}

/* Appends (?<=before)after. */
static void append_source(bihe_buffer *source, const bihe_yaml *before, const bihe_yaml *after)
{
    if (before != NULL) {
        bihe_buffer_append_text(source, "(?<=");
        bihe_buffer_append_view(source, before->text);
        bihe_buffer_append_text(source, ")");
    }
    if (after != NULL) {
        bihe_buffer_append_text(source, "(?:");
        bihe_buffer_append_view(source, after->text);
        bihe_buffer_append_text(source, ")");
    }
}

static bihe_status compile(const loader *l, const bihe_yaml *entry, const bihe_buffer *source,
                           bihe_pattern **out)
{
    if (source->failed) return bihe_fail_memory(l->err);
    bihe_error why;
    const bihe_status status =
        bihe_pattern_new(out, bihe_buffer_view(source), true, &l->rules->allocator, &why);
    if (status == BIHE_ERROR_INPUT) return fail(l, entry, why.message);
    if (status != BIHE_OK && l->err != NULL) *l->err = why;
    return status;
}

static bihe_status load_rule(const loader *l, const bihe_yaml *entry, bihe_rule *rule,
                             bihe_buffer any[BIHE_MARKS])
{
    const bihe_yaml *name = bihe_yaml_get(entry, "name");
    const bihe_yaml *before = bihe_yaml_get(entry, "before");
    const bihe_yaml *after = bihe_yaml_get(entry, "after");
    if (name == NULL || name->text.len == 0) return fail(l, entry, "a rule needs 'name'");
    if (before == NULL && after == NULL) return fail(l, entry, "a rule needs 'before' or 'after'");
    bihe_status status = load_marks(l, bihe_yaml_get(entry, "at"), &rule->at);
    if (status == BIHE_OK) status = load_weight(l, entry, &rule->weight);
    if (status != BIHE_OK) return status;
    if (rule->weight > 0) l->rules->cuts |= rule->at;
    rule->name = bihe_arena_copy(&l->rules->arena, name->text).ptr;
    if (rule->name == NULL) return bihe_fail_memory(l->err);

    bihe_buffer source;
    bihe_buffer_init(&source, &l->rules->allocator);
    append_source(&source, before, after);
    status = compile(l, entry, &source, &rule->pattern);
    for (uint32_t mark = 0; mark < BIHE_MARKS && status == BIHE_OK; mark++) {
        if ((rule->at & (1U << mark)) == 0) continue;
        /* a branch reset lets each rule number its groups from 1 */
        bihe_buffer_append_text(&any[mark], any[mark].len == 0 ? "(?|" : "|");
        bihe_buffer_append_view(&any[mark], bihe_buffer_view(&source));
    }
    bihe_buffer_clear(&source);
    return status;
}

static bihe_status load_rules(const loader *l, const bihe_yaml *list)
{
    bihe_rules *rules = l->rules;
    bihe_buffer any[BIHE_MARKS];
    for (size_t i = 0; i < BIHE_MARKS; i++)
        bihe_buffer_init(&any[i], &rules->allocator);
    bihe_status status = BIHE_OK;
    rules->rules = bihe_arena_new(&rules->arena, list->count, sizeof *rules->rules);
    if (rules->rules == NULL) status = bihe_fail_memory(l->err);
    for (const bihe_yaml *entry = list->first; entry != NULL && status == BIHE_OK;
         entry = entry->next) {
        bihe_rule *rule = &rules->rules[rules->count];
        *rule = (bihe_rule){.name = NULL};
        status = check_reason(l, entry);
        if (status == BIHE_OK) status = load_rule(l, entry, rule, any);
        /* counted even when it failed half-way, so that it is freed */
        rules->count++;
    }
    for (size_t i = 0; i < BIHE_MARKS; i++) {
        if (status == BIHE_OK && any[i].len > 0) {
            bihe_buffer_append_text(&any[i], ")");
            status = compile(l, list, &any[i], &rules->any[i]);
        }
        bihe_buffer_clear(&any[i]);
    }
    return status;
}

static bihe_status load_file(const loader *l, const bihe_yaml *root)
{
    if (root->kind != BIHE_YAML_MAP) return fail(l, root, "a rules file must be a map");
    bihe_status status = BIHE_OK;
    const bihe_yaml *words = bihe_yaml_get(root, "words");
    if (words != NULL && words->kind != BIHE_YAML_LIST)
        return fail(l, words, "'words' must be a list");
    for (const bihe_yaml *entry = words != NULL ? words->first : NULL;
         entry != NULL && status == BIHE_OK; entry = entry->next) {
        status = check_reason(l, entry);
        if (status == BIHE_OK) status = load_words(l, entry);
    }
    const bihe_yaml *language = bihe_yaml_get(root, "language");
    if (status == BIHE_OK && language != NULL) {
        l->rules->language = bihe_arena_copy(&l->rules->arena, language->text).ptr;
        if (l->rules->language == NULL) return bihe_fail_memory(l->err);
    }
    const bihe_yaml *rules = bihe_yaml_get(root, "rules");
    if (status != BIHE_OK || rules == NULL) return status;
    if (rules->kind != BIHE_YAML_LIST) return fail(l, rules, "'rules' must be a list");
    return load_rules(l, rules);
}

static bihe_status read_rules(const loader *l)
{
    bihe_buffer bytes;
    bihe_arena arena;
    const bihe_yaml *root = NULL;
    bihe_buffer_init(&bytes, &l->rules->allocator);
    bihe_arena_init(&arena, &l->rules->allocator);
    bihe_status status = bihe_file_read(l->path, MAX_FILE, &bytes, l->err);
    if (status == BIHE_OK)
        status = bihe_yaml_parse(&root, bihe_buffer_view(&bytes), l->path, 1, &arena, l->err);
    if (status == BIHE_OK) status = load_file(l, root);
    bihe_arena_clear(&arena);
    bihe_buffer_clear(&bytes);
    if (status == BIHE_ERROR_MEMORY || status == BIHE_OK) return status;
    /* whatever is wrong with a rules file, the model is what cannot be used */
    if (l->err != NULL) l->err->code = BIHE_ERROR_MODEL;
    return BIHE_ERROR_MODEL;
}

static bihe_rules *new_rules(const bihe_allocator *allocator)
{
    bihe_rules *rules = bihe_mem_new0(allocator, 1, sizeof *rules);
    if (rules == NULL) return NULL;
    rules->allocator = *allocator;
    bihe_arena_init(&rules->arena, allocator);
    rules->words.arena = &rules->arena;
    return rules;
}

bihe_status bihe_rules_load(bihe_rules **out, const char *path, const bihe_allocator *allocator,
                            bihe_error *err)
{
    *out = NULL;
    bihe_rules *rules = new_rules(allocator);
    if (rules == NULL) return bihe_fail_memory(err);
    const loader l = {rules, path, err};
    const bihe_status status = read_rules(&l);
    if (status != BIHE_OK) {
        bihe_rules_free(rules);
        return status;
    }
    *out = rules;
    return BIHE_OK;
}

bihe_status bihe_rules_add(bihe_rules **out, const bihe_rules *base, const bihe_rules_extra *extra,
                           const bihe_allocator *allocator, bihe_error *err)
{
    bihe_rules *rules = NULL;
    bihe_status status = BIHE_OK;
    *out = NULL;
    if (extra->rules != NULL) status = bihe_rules_load(&rules, extra->rules, allocator, err);
    if (status != BIHE_OK) return status;
    if (rules != NULL && rules->language != NULL && strcmp(rules->language, extra->lang) != 0) {
        bihe_rules_free(rules);
        rules = NULL;
    }
    if (rules == NULL) rules = new_rules(allocator);
    if (rules == NULL) return bihe_fail_memory(err);
    rules->base = base;
    rules->cues = base->cues;
    rules->cuts |= base->cuts;
    if (extra->srx != NULL)
        status = bihe_srx_load(&rules->srx, extra->srx, extra->lang, allocator, err);
    if (status != BIHE_OK) {
        bihe_rules_free(rules);
        return status;
    }
    *out = rules;
    return BIHE_OK;
}

uint32_t bihe_rules_classes(const bihe_rules *rules, const bihe_folded *word)
{
    uint32_t classes = 0;
    for (; rules != NULL && (classes & BIHE_WORD_PLAIN) == 0; rules = rules->base)
        classes |= bihe_words_find(&rules->words, word);
    return classes;
}

void bihe_rules_free(bihe_rules *rules)
{
    if (rules == NULL) return;
    bihe_srx_free(rules->srx);
    for (size_t i = 0; i < rules->count; i++)
        bihe_pattern_free(rules->rules[i].pattern);
    for (size_t i = 0; i < BIHE_MARKS; i++)
        bihe_pattern_free(rules->any[i]);
    bihe_arena_clear(&rules->arena);
    const bihe_allocator allocator = rules->allocator;
    bihe_mem_free(&allocator, rules);
}
