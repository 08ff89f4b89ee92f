/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word's share q mixes what this text and the language at large say:
 *
 *     q = (count + MIX * share in the lexicon) / (all words of the side + MIX)
 *
 * Words that both sides write alike (names, numbers, code) translate each other whatever the
 * lexicon says.
 */
#include "align/terms.h"

#include "align/spelled.h"
#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In few words each is a large share: with 20 short texts lost pairs of long sentences. */
static const double MIX = 200;
static const double COMMON = 0.0005; /* share in the language of a function word */
static const double NAME = 2e-5;     /* share in the language of a word that may be a name */
static const float SPELLED = 0.5F;   /* probability of a name given the word that reads so */
static const float ALIKE = 0.8F;     /* probability of a word given the same word */

enum { MOST_TRANSLATIONS = 4096, SIEVE_BITS = 4 /* a slot */ };

/* Distinct strings of both sides by number, and where each stands among a side's words. */
typedef struct interner {
    bihe_arena *arena;
    const bihe_allocator *allocator;
    bihe_view *texts;
    uint32_t (*place)[2]; /* word of side s + 1; 0: not on that side */
    size_t count, capacity, place_capacity;
    uint32_t *slots; /* number + 1 */
    size_t size;
} interner;

typedef struct builder {
    bihe_terms *words;
    const bihe_lexicon *lexicon;
    const bihe_allocator *allocator;
    interner texts;
    bihe_token_list tokens;
    uint32_t *text_of[2];    /* number of the string of each word */
    size_t text_capacity[2]; /* of text_of and of words */
    size_t word_capacity[2];
    size_t use_count[2], use_capacity[2];
} builder;

/* --- strings by number --------------------------------------------------------------------- */

static uint64_t hash_of(bihe_view text)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211U;
    return hash ^ hash >> 29;
}

static bool grow_slots(interner *t)
{
    const size_t size = t->size > 0 ? 2 * t->size : 1024;
    uint32_t *slots = bihe_mem_new0(t->allocator, size, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < t->count; i++) {
        size_t k = hash_of(t->texts[i]) & (size - 1);
        while (slots[k] != 0)
            k = (k + 1) & (size - 1);
        slots[k] = (uint32_t)i + 1;
    }
    bihe_mem_free(t->allocator, t->slots);
    t->slots = slots;
    t->size = size;
    return true;
}

/* The slot that holds the string, or the empty one where it would stand. */
static size_t look(const interner *t, bihe_view text)
{
    size_t k = hash_of(text) & (t->size - 1);
    while (t->slots[k] != 0 && !bihe_view_equal(t->texts[t->slots[k] - 1], text))
        k = (k + 1) & (t->size - 1);
    return k;
}

/* The number of a string, given where it is new; BIHE_NO_WORD when out of memory. */
static uint32_t intern(interner *t, bihe_view text)
{
    if (t->count * 2 >= t->size && !grow_slots(t)) return BIHE_NO_WORD;
    const size_t k = look(t, text);
    if (t->slots[k] != 0) return t->slots[k] - 1;
    void *texts = t->texts, *place = t->place;
    if (!bihe_array_reserve(t->allocator, &texts, &t->capacity, t->count + 1, sizeof *t->texts))
        return BIHE_NO_WORD;
    t->texts = texts;
    if (!bihe_array_reserve(t->allocator, &place, &t->place_capacity, t->count + 1,
                            sizeof *t->place))
        return BIHE_NO_WORD;
    t->place = place;
    const bihe_view copy = bihe_arena_copy(t->arena, text);
    if (copy.ptr == NULL) return BIHE_NO_WORD;
    t->texts[t->count] = copy;
    t->place[t->count][0] = t->place[t->count][1] = 0;
    t->slots[k] = (uint32_t)t->count + 1;
    return (uint32_t)t->count++;
}

/* The number of a string; BIHE_NO_WORD for one that is not there. */
static uint32_t find(const interner *t, bihe_view text)
{
    if (t->size == 0) return BIHE_NO_WORD;
    const size_t k = look(t, text);
    return t->slots[k] != 0 ? t->slots[k] - 1 : BIHE_NO_WORD;
}

/* --- sentences ------------------------------------------------------------------------------ */

/* The number of a side's word, given where it is new; BIHE_NO_WORD when out of memory. */
static uint32_t word_of(builder *b, int side, bihe_view text, bihe_token_kind kind)
{
    bihe_term_side *s = &b->words->side[side];
    const uint32_t number = intern(&b->texts, text);
    if (number == BIHE_NO_WORD) return BIHE_NO_WORD;
    uint32_t *place = &b->texts.place[number][side];
    if (*place != 0) return *place - 1;
    void *words = s->words, *text_of = b->text_of[side];
    if (!bihe_array_reserve(b->allocator, &words, &b->word_capacity[side], s->word_count + 1,
                            sizeof *s->words))
        return BIHE_NO_WORD;
    s->words = words;
    if (!bihe_array_reserve(b->allocator, &text_of, &b->text_capacity[side], s->word_count + 1,
                            sizeof *b->text_of[side]))
        return BIHE_NO_WORD;
    b->text_of[side] = text_of;
    b->text_of[side][s->word_count] = number;
    s->words[s->word_count] =
        (bihe_term){.entry = b->lexicon != NULL && kind != BIHE_TOKEN_MARK
                                 ? bihe_lexicon_find(b->lexicon, side, text)
                                 : BIHE_NO_WORD,
                    .class = kind == BIHE_TOKEN_MARK ? BIHE_CLASS_MARK : BIHE_CLASS_CONTENT,
                    .number = kind == BIHE_TOKEN_NUMBER && text.len > 1};
    *place = (uint32_t)++s->word_count;
    return *place - 1;
}

/* Which of the kept marks a mark is; -1: none. */
static int kept_mark(unsigned mark)
{
    static const int8_t kept[BIHE_SIGN_COUNT] = {
        [BIHE_SIGN_STOP] = -1,       [BIHE_SIGN_COMMA] = -1,    [BIHE_SIGN_QUESTION] = 0,
        [BIHE_SIGN_EXCLAMATION] = 1, [BIHE_SIGN_ELLIPSIS] = 2,  [BIHE_SIGN_DASH] = 3,
        [BIHE_SIGN_COLON] = 4,       [BIHE_SIGN_SEMICOLON] = 5, [BIHE_SIGN_OPEN] = 6,
        [BIHE_SIGN_CLOSE] = -1,      [BIHE_SIGN_QUOTE] = 7,     [BIHE_SIGN_UNQUOTE] = 7,
        [BIHE_SIGN_TITLE] = -1};
    return kept[mark];
}

static bool ends_clause(unsigned mark)
{
    return mark == BIHE_SIGN_COMMA || mark == BIHE_SIGN_SEMICOLON || mark == BIHE_SIGN_COLON ||
           mark == BIHE_SIGN_DASH || mark == BIHE_SIGN_ELLIPSIS;
}

static bihe_ending ending_of(const bihe_token_list *tokens)
{
    for (size_t k = tokens->count; k-- > 0;) {
        const bihe_token *t = &tokens->items[k];
        if (t->kind != BIHE_TOKEN_MARK) break;
        switch (t->mark) {
        case BIHE_SIGN_UNQUOTE:
        case BIHE_SIGN_CLOSE: continue;
        case BIHE_SIGN_STOP: return BIHE_ENDING_STOP;
        case BIHE_SIGN_QUESTION: return BIHE_ENDING_QUESTION;
        case BIHE_SIGN_EXCLAMATION: return BIHE_ENDING_EXCLAMATION;
        case BIHE_SIGN_ELLIPSIS: return BIHE_ENDING_ELLIPSIS;
        case BIHE_SIGN_COLON: return BIHE_ENDING_COLON;
        default: return BIHE_ENDING_OTHER;
        }
    }
    return BIHE_ENDING_OTHER;
}

/* What the first word of a sentence ties it to. */
static bihe_connector connector_of(const bihe_token_list *tokens, int side)
{
    size_t k = 0;
    while (k < tokens->count && tokens->items[k].kind == BIHE_TOKEN_MARK)
        k++;
    return k < tokens->count ? bihe_connector_of(side, bihe_token_text(tokens, &tokens->items[k]))
                             : BIHE_CONNECTOR_NONE;
}

static uint8_t add_one(uint8_t n)
{
    return n < UINT8_MAX ? (uint8_t)(n + 1) : n;
}

static bihe_punctuation punctuation_of(const bihe_token_list *tokens, int side, bool open)
{
    bihe_punctuation p = {.clauses = 1,
                          .ending = (uint8_t)ending_of(tokens),
                          .connector = (uint8_t)connector_of(tokens, side),
                          .open = open};
    for (size_t k = 0; k < tokens->count; k++) {
        if (tokens->items[k].kind != BIHE_TOKEN_MARK) continue;
        const unsigned mark = tokens->items[k].mark;
        const int kept = kept_mark(mark);
        if (kept >= 0) p.marks[kept] = add_one(p.marks[kept]);
        if (ends_clause(mark)) p.clauses = add_one(p.clauses);
        if (mark == BIHE_SIGN_QUOTE) p.open = true;
        if (mark == BIHE_SIGN_UNQUOTE) p.open = false;
    }
    if (tokens->count > 0) {
        const bihe_token *first = &tokens->items[0], *last = &tokens->items[tokens->count - 1];
        p.starts_quote = first->kind == BIHE_TOKEN_MARK && first->mark == BIHE_SIGN_QUOTE;
        p.ends_quote = last->kind == BIHE_TOKEN_MARK && last->mark == BIHE_SIGN_UNQUOTE;
    }
    return p;
}

static bihe_status add_uses(builder *b, int side, bihe_error *err)
{
    bihe_term_side *s = &b->words->side[side];
    void *uses = s->uses;
    const size_t more = b->tokens.count;
    if (b->use_count[side] + more > UINT32_MAX - 1)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "more words than an alignment can hold");
    if (!bihe_array_reserve(b->allocator, &uses, &b->use_capacity[side], b->use_count[side] + more,
                            sizeof *s->uses))
        return bihe_fail_memory(err);
    s->uses = uses;
    for (size_t k = 0; k < more; k++) {
        const bihe_token *t = &b->tokens.items[k];
        const uint32_t word =
            word_of(b, side, bihe_token_text(&b->tokens, t), (bihe_token_kind)t->kind);
        if (word == BIHE_NO_WORD) return bihe_fail_memory(err);
        s->words[word].count++;
        s->uses[b->use_count[side]++] = (bihe_use){word, (float)(t->start + t->end) / 2};
    }
    return BIHE_OK;
}

static bihe_status read_side(builder *b, int side, const bihe_align_side *text, bihe_error *err)
{
    bihe_term_side *s = &b->words->side[side];
    bihe_arena *arena = &b->words->arena;
    s->count = text->count;
    s->first = bihe_arena_new(arena, text->count + 1, sizeof *s->first);
    s->length = bihe_arena_new(arena, text->count + 1, sizeof *s->length);
    s->punctuation = bihe_arena_new(arena, text->count, sizeof *s->punctuation);
    if (s->first == NULL || s->length == NULL || s->punctuation == NULL)
        return bihe_fail_memory(err);
    s->first[0] = 0;
    s->length[0] = 0;
    bool open = false;
    for (size_t i = 0; i < text->count; i++) {
        const bihe_view sentence = text->sentences[i].text;
        bihe_status status = bihe_tokenize(&b->tokens, b->lexicon, sentence, side, err);
        if (status == BIHE_OK) status = add_uses(b, side, err);
        if (status != BIHE_OK) return status;
        s->first[i + 1] = (uint32_t)b->use_count[side];
        s->length[i + 1] = s->length[i] + (double)bihe_utf8_count(sentence);
        s->punctuation[i] = punctuation_of(&b->tokens, side, open);
        open = s->punctuation[i].open;
    }
    return BIHE_OK;
}

static void weigh_words(const builder *b, int side)
{
    bihe_term_side *s = &b->words->side[side];
    const double all = (double)b->use_count[side];
    for (size_t w = 0; w < s->word_count; w++) {
        bihe_term *word = &s->words[w];
        const double here = ((double)word->count + 0.5) / (all + 1);
        const double share =
            b->lexicon != NULL ? bihe_lexicon_share(b->lexicon, side, word->entry) : here;
        word->share = (float)(((double)word->count + MIX * share) / (all + MIX));
        if (word->class != BIHE_CLASS_MARK && share > COMMON && word->entry != BIHE_NO_WORD)
            word->class = BIHE_CLASS_FUNCTION;
    }
}

/* --- translations --------------------------------------------------------------------------- */

/* A lexicon, and the English words of the text by their numbers in it. */
typedef struct source {
    const bihe_lexicon *lexicon; /* NULL: no translations */
    uint32_t *entry;             /* by English word */
    uint32_t *slots;             /* English word + 1 */
    size_t size;
    bihe_lexicon_sieve sieve; /* entries that the text has: most translations are of others */
} source;

static size_t slot_of(const source *from, uint32_t entry)
{
    return (entry * 2654435769U >> 7) & (from->size - 1);
}

static bihe_view text_of(const builder *b, int side, size_t word)
{
    return b->texts.texts[b->text_of[side][word]];
}

static uint32_t entry_of(const builder *b, const bihe_lexicon *lexicon, int side, size_t word)
{
    const bihe_term *term = &b->words->side[side].words[word];
    if (lexicon == b->lexicon || term->class == BIHE_CLASS_MARK) return term->entry;
    return bihe_lexicon_find(lexicon, side, text_of(b, side, word));
}

static bihe_status open_source(const builder *b, source *from, const bihe_lexicon *lexicon,
                               bihe_error *err)
{
    const size_t count = b->words->side[1].word_count;
    *from = (source){.lexicon = lexicon, .size = 1024};
    if (lexicon == NULL) return BIHE_OK;
    while (from->size < 2 * count)
        from->size *= 2;
    from->entry = bihe_mem_new(b->allocator, count, sizeof *from->entry);
    from->slots = bihe_mem_new0(b->allocator, from->size, sizeof *from->slots);
    const size_t bits = SIEVE_BITS * from->size;
    from->sieve.mask = (uint32_t)(bits - 1);
    from->sieve.bits = bihe_mem_new0(b->allocator, bits / 64, sizeof *from->sieve.bits);
    if (from->entry == NULL || from->slots == NULL || from->sieve.bits == NULL)
        return bihe_fail_memory(err);
    for (size_t w = 0; w < count; w++) {
        from->entry[w] = entry_of(b, lexicon, 1, w);
        if (from->entry[w] == BIHE_NO_WORD) continue;
        size_t k = slot_of(from, from->entry[w]);
        while (from->slots[k] != 0)
            k = (k + 1) & (from->size - 1);
        from->slots[k] = (uint32_t)w + 1;
        const uint32_t bit = from->entry[w] & from->sieve.mask;
        from->sieve.bits[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    return BIHE_OK;
}

static void close_source(const builder *b, source *from)
{
    bihe_mem_free(b->allocator, from->entry);
    bihe_mem_free(b->allocator, from->slots);
    bihe_mem_free(b->allocator, from->sieve.bits);
}

typedef struct link_list {
    bihe_link *items;
    size_t count, capacity;
} link_list;

static bool add_link(link_list *list, bihe_link link, const bihe_allocator *allocator)
{
    void *items = list->items;
    if (!bihe_array_reserve(allocator, &items, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return false;
    list->items = items;
    list->items[list->count++] = link;
    return true;
}

/* Adds a link, or lets one of the same word, among those from `from` on, speak louder. */
static bool strengthen_link(link_list *list, size_t from, bihe_link link,
                            const bihe_allocator *allocator)
{
    for (size_t k = from; k < list->count; k++) {
        if (list->items[k].word != link.word) continue;
        for (int s = 0; s < 2; s++)
            list->items[k].given[s] = fmaxf(list->items[k].given[s], link.given[s]);
        return true;
    }
    return add_link(list, link, allocator);
}

/* Whether neither word makes the other likelier than it is in the language. */
static bool is_idle(const builder *b, size_t zh, const bihe_link *link)
{
    const uint32_t entry[2] = {b->words->side[0].words[zh].entry,
                               b->words->side[1].words[link->word].entry};
    for (int s = 0; s < 2; s++) {
        if (b->lexicon == NULL || entry[s] == BIHE_NO_WORD) return false;
        if ((double)link->given[s] > bihe_lexicon_share(b->lexicon, s, entry[s])) return false;
    }
    return true;
}

/* Adds the translations of a word that the English text has; `start` is where its links start. */
static bool look_up(const builder *b, const source *from, size_t word, size_t start,
                    link_list *list)
{
    static const size_t most = MOST_TRANSLATIONS;
    bihe_translation found[MOST_TRANSLATIONS];
    if (from->lexicon == NULL) return true;
    const uint32_t entry = entry_of(b, from->lexicon, 0, word);
    if (entry == BIHE_NO_WORD) return true;
    const size_t count = bihe_lexicon_sift(from->lexicon, entry, &from->sieve, found, most);
    for (size_t n = 0; n < count; n++) {
        size_t k = slot_of(from, found[n].word);
        while (from->slots[k] != 0 && from->entry[from->slots[k] - 1] != found[n].word)
            k = (k + 1) & (from->size - 1);
        if (from->slots[k] == 0) continue;
        const bihe_link link = {
            from->slots[k] - 1, {found[n].given[0], found[n].given[1]}, BIHE_NO_WORD};
        if (is_idle(b, word, &link)) continue;
        const bool done = start == list->count || from->lexicon == b->lexicon
                              ? add_link(list, link, b->allocator)
                              : strengthen_link(list, start, link, b->allocator);
        if (!done) return false;
    }
    return true;
}

/* A word that both sides write alike translates itself. */
static bool add_alike(const builder *b, size_t word, size_t start, link_list *list)
{
    const uint32_t *place = b->texts.place[b->text_of[0][word]];
    if (place[1] == 0) return true;
    const bihe_link link = {place[1] - 1, {ALIKE, ALIKE}, BIHE_NO_WORD};
    return strengthen_link(list, start, link, b->allocator);
}

/* Names that English spells as they are read. Words that English knows for another reason (he, men,
 * long) do not count. */
static bool add_spelled(const builder *b, size_t word, size_t start, link_list *list)
{
    bihe_spelling spellings[BIHE_SPELLED_MOST];
    if (b->lexicon == NULL) return true;
    const size_t count = bihe_spelled(b->lexicon, text_of(b, 0, word), spellings);
    for (size_t k = 0; k < count; k++) {
        const uint32_t text = find(&b->texts, (bihe_view){spellings[k].text, spellings[k].len});
        const uint32_t en = text != BIHE_NO_WORD ? b->texts.place[text][1] : 0;
        if (en == 0) continue;
        const bihe_term *term = &b->words->side[1].words[en - 1];
        if (bihe_lexicon_share(b->lexicon, 1, term->entry) > NAME) continue;
        const bihe_link link = {en - 1, {SPELLED, SPELLED}, BIHE_NO_WORD};
        if (!strengthen_link(list, start, link, b->allocator)) return false;
    }
    return true;
}

static bihe_status find_links(const builder *b, const bihe_lexicon *glossary, bihe_error *err)
{
    bihe_terms *words = b->words;
    const bihe_term_side *zh = &words->side[0];
    link_list list = {NULL, 0, 0};
    source model, user = {0};
    bihe_status status = open_source(b, &model, b->lexicon, err);
    if (status == BIHE_OK) status = open_source(b, &user, glossary, err);
    uint32_t *row = bihe_arena_new(&words->arena, zh->word_count + 1, sizeof *row);
    bool done = row != NULL;
    for (size_t z = 0; done && status == BIHE_OK && z < zh->word_count; z++) {
        const size_t start = list.count;
        row[z] = (uint32_t)start;
        done = look_up(b, &model, z, start, &list) && look_up(b, &user, z, start, &list) &&
               add_alike(b, z, start, &list) && add_spelled(b, z, start, &list);
    }
    if (status == BIHE_OK && !done) status = bihe_fail_memory(err);
    if (status == BIHE_OK) row[zh->word_count] = (uint32_t)list.count;
    close_source(b, &model);
    close_source(b, &user);
    words->links = (bihe_link_table){status == BIHE_OK ? row : NULL, list.items};
    return status;
}

bihe_status bihe_terms_init(bihe_terms *words, const bihe_align_sources *sources,
                            const bihe_align_side sides[2], const bihe_allocator *allocator,
                            bihe_error *err)
{
    *words = (bihe_terms){0};
    bihe_arena_init(&words->arena, allocator);
    builder b = {.words = words, .lexicon = sources->model->lexicon, .allocator = allocator};
    b.texts = (interner){.arena = &words->arena, .allocator = allocator};
    bihe_token_list_init(&b.tokens, allocator);
    bihe_status status = BIHE_OK;
    for (int s = 0; s < 2 && status == BIHE_OK; s++) {
        status = read_side(&b, s, &sides[s], err);
        if (status == BIHE_OK) weigh_words(&b, s);
    }
    if (status == BIHE_OK) status = find_links(&b, sources->glossary, err);
    bihe_token_list_clear(&b.tokens);
    bihe_mem_free(allocator, b.texts.texts);
    bihe_mem_free(allocator, b.texts.place);
    bihe_mem_free(allocator, b.texts.slots);
    bihe_mem_free(allocator, b.text_of[0]);
    bihe_mem_free(allocator, b.text_of[1]);
    if (status != BIHE_OK) bihe_terms_clear(words);
    return status;
}

void bihe_terms_clear(bihe_terms *words)
{
    const bihe_allocator allocator = words->arena.allocator;
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(&allocator, words->side[s].words);
        bihe_mem_free(&allocator, words->side[s].uses);
        words->side[s].words = NULL;
        words->side[s].uses = NULL;
    }
    bihe_mem_free(&allocator, words->links.items);
    words->links.items = NULL;
    bihe_arena_clear(&words->arena);
}
