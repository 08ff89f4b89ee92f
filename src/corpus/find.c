/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Concordance: the index names sentences that hold all pieces of the query, in their order; each is
 * then read and looked at, so that only the query as a whole counts.
 */
#include "base/error.h"
#include "corpus/grams.h"
#include "corpus/load.h"
#include "corpus/schema.h"
#include "text/fold.h"
#include "text/utf8.h"

/* A long query is found by so many of its trigrams: more find little less and take longer. */
enum { MOST_TRIGRAMS = 10 };

/* A row in the other language costs about so little of what it costs to look at a sentence. */
enum { ROWS_PER_LOOK = 64 };

typedef struct finder {
    bihe_corpus *corpus;
    bihe_view query;
    int side;        /* -1: both */
    size_t patience; /* 0: endless */
    size_t looked, passed_over;
    int64_t post; /* of the last row; 0: none yet */
    bool kept;    /* it is in use */
    bihe_loader loader;
    bihe_query rows, state, sentence, bead;
    bihe_buffer match, around[2], alone;
} finder;

/* Sentences are read from all over the file, where a mapped page is twice as fast as a read one. */
static const char settings[] = "PRAGMA mmap_size = 4294967296";

static const char trigram_sql[] =
    "SELECT rowid FROM sentence_trigram WHERE sentence_trigram MATCH ?1";
static const char gram_sql[] = "SELECT rowid FROM sentence_gram WHERE sentence_gram MATCH ?1";
static const char state_sql[] = "SELECT state FROM post WHERE id = ?1";
static const char sentence_sql[] =
    "SELECT text FROM sentence WHERE post = ?1 AND side = ?2 AND seq = ?3";
static const char bead_sql[] = "SELECT seq FROM bead WHERE post = ?1 AND CASE ?2 WHEN 0"
                               " THEN zh_first <= ?3 AND ?3 < zh_first + zh_count"
                               " ELSE en_first <= ?3 AND ?3 < en_first + en_count END LIMIT 1";

/* Appends a token as FTS5 takes a string. */
static void append_quoted(bihe_buffer *out, bihe_view token)
{
    bihe_buffer_append_text(out, out->len > 0 ? " AND \"" : "\"");
    for (size_t i = 0; i < token.len; i++) {
        if (token.ptr[i] == '"') bihe_buffer_append_byte(out, '"');
        bihe_buffer_append_byte(out, token.ptr[i]);
    }
    bihe_buffer_append_byte(out, '"');
}

/* The trigram that starts at `start`. */
static bihe_view trigram_at(bihe_view query, size_t start)
{
    size_t end = start;
    for (int n = 0; n < 3; n++)
        (void)bihe_utf8_next(query, &end);
    return bihe_view_slice(query, start, end);
}

static bool is_among(const bihe_view *tokens, size_t count, bihe_view token)
{
    size_t k = 0;
    while (k < count && !bihe_view_equal(tokens[k], token))
        k++;
    return k < count;
}

/* Trigrams from all over the query, each once. */
static void append_trigrams(bihe_buffer *out, bihe_view query, size_t chars)
{
    bihe_view taken[MOST_TRIGRAMS];
    size_t count = 0, start = 0, place = 0;
    const size_t all = chars - 2, wanted = all < MOST_TRIGRAMS ? all : MOST_TRIGRAMS;
    for (size_t k = 0; k < wanted; k++) {
        /* the first, the last, and those that divide what is between them evenly */
        const size_t next = wanted > 1 ? k * (all - 1) / (wanted - 1) : 0;
        for (; place < next; place++)
            (void)bihe_utf8_next(query, &start);
        const bihe_view token = trigram_at(query, start);
        if (is_among(taken, count, token)) continue;
        taken[count++] = token;
        append_quoted(out, token);
    }
}

static void append_grams(finder *f)
{
    size_t start = 0;
    bihe_grams_append(&f->around[0], f->query);
    const bihe_view grams = bihe_buffer_view(&f->around[0]);
    for (size_t i = 0; i < grams.len; i++) {
        if (grams.ptr[i] != ' ') continue;
        append_quoted(&f->match, bihe_view_slice(grams, start, i));
        start = i + 1;
    }
}

static bihe_status open_rows(finder *f, bihe_error *err)
{
    const size_t chars = bihe_utf8_count(f->query);
    if (chars >= 3)
        append_trigrams(&f->match, f->query, chars);
    else
        append_grams(f);
    if (f->match.failed || f->around[0].failed) return bihe_fail_memory(err);
    const bihe_status status =
        bihe_query_new(&f->rows, &f->corpus->db, chars >= 3 ? trigram_sql : gram_sql, err);
    if (status == BIHE_OK) bihe_query_text(&f->rows, 1, bihe_buffer_view(&f->match));
    return status;
}

/* Whether the post is in use; rows of a post follow each other. */
static bihe_status enter_post(finder *f, int64_t post, bihe_error *err)
{
    bool row;
    if (post == f->post) return BIHE_OK;
    f->post = post;
    f->kept = false;
    bihe_query_int(&f->state, 1, post);
    const bihe_status status = bihe_query_step(&f->state, &f->corpus->db, &row, err);
    if (status != BIHE_OK || !row) return status;
    f->kept = bihe_query_get_int(&f->state, 0) == BIHE_POST_KEPT;
    bihe_query_reset(&f->state);
    return BIHE_OK;
}

/* Copies a sentence, if there is one. */
static bihe_status read_sentence(finder *f, int side, int64_t seq, bihe_buffer *out,
                                 bihe_error *err)
{
    bool row;
    bihe_query *q = &f->sentence;
    out->len = 0;
    bihe_query_int(q, 1, f->post);
    bihe_query_int(q, 2, side);
    bihe_query_int(q, 3, seq);
    bihe_status status = bihe_query_step(q, &f->corpus->db, &row, err);
    if (status != BIHE_OK || !row) return status;
    bihe_buffer_append_view(out, bihe_query_get_text(q, 0));
    bihe_query_reset(q);
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}

/* The unit of the sentence; for a post in one language the sentence is all there is. */
static bihe_status read_unit(finder *f, int side, int64_t seq, bihe_unit *unit, bihe_error *err)
{
    bool row;
    int64_t bead = -1;
    bihe_query_int(&f->bead, 1, f->post);
    bihe_query_int(&f->bead, 2, side);
    bihe_query_int(&f->bead, 3, seq);
    bihe_status status = bihe_query_step(&f->bead, &f->corpus->db, &row, err);
    if (status == BIHE_OK && row) {
        bead = bihe_query_get_int(&f->bead, 0);
        bihe_query_reset(&f->bead);
    }
    if (status == BIHE_OK) status = bihe_loader_read(&f->loader, f->post, bead, unit, err);
    if (status != BIHE_OK || bead >= 0) return status;
    unit->score = -1;
    unit->count[side] = 1;
    unit->text[side] = bihe_buffer_view(&f->alone);
    return BIHE_OK;
}

/* Looks at one row of the index; *more is what `fn` says. */
static bihe_status look(finder *f, int64_t row, bihe_hit_fn fn, void *user, bool *more,
                        bihe_error *err)
{
    bihe_hit hit = {.side = (int)(row >> BIHE_INDEX_SIDE & 1)};
    const int64_t seq = row & ((1 << BIHE_INDEX_SIDE) - 1);
    size_t end;
    bihe_status status = enter_post(f, row >> BIHE_INDEX_POST, err);
    if (status != BIHE_OK || !f->kept) return status;
    status = read_sentence(f, hit.side, seq, &f->alone, err);
    const bihe_view text = bihe_buffer_view(&f->alone);
    if (status != BIHE_OK || bihe_fold_find(text, 0, f->query, &end) == text.len) return status;
    status = read_unit(f, hit.side, seq, &hit.unit, err);
    if (status == BIHE_OK) status = read_sentence(f, hit.side, seq - 1, &f->around[0], err);
    if (status == BIHE_OK) status = read_sentence(f, hit.side, seq + 1, &f->around[1], err);
    if (status != BIHE_OK) return status;
    hit.before = bihe_buffer_view(&f->around[0]);
    hit.after = bihe_buffer_view(&f->around[1]);
    *more = fn(user, &hit);
    return BIHE_OK;
}

static bihe_status prepare(finder *f, bihe_error *err)
{
    const bihe_db *db = &f->corpus->db;
    bihe_status status = bihe_loader_init(&f->loader, f->corpus, err);
    if (status == BIHE_OK) status = bihe_db_run(db, settings, err);
    if (status == BIHE_OK) status = bihe_query_new(&f->state, db, state_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&f->sentence, db, sentence_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&f->bead, db, bead_sql, err);
    return status == BIHE_OK ? open_rows(f, err) : status;
}

static bool is_patient(const finder *f)
{
    return f->patience == 0 || f->looked + f->passed_over / ROWS_PER_LOOK < f->patience;
}

static bihe_status run(finder *f, bihe_hit_fn fn, void *user, bool *gave_up, bihe_error *err)
{
    bool more = true, row = true;
    bihe_status status = prepare(f, err);
    while (status == BIHE_OK && more) {
        status = bihe_query_step(&f->rows, &f->corpus->db, &row, err);
        if (status != BIHE_OK || !row) break;
        *gave_up = !is_patient(f);
        if (*gave_up) break;
        const int64_t at = bihe_query_get_int(&f->rows, 0);
        if (f->side >= 0 && (at >> BIHE_INDEX_SIDE & 1) != f->side) {
            f->passed_over++;
            continue;
        }
        f->looked++;
        status = look(f, at, fn, user, &more, err);
    }
    return status;
}

static void clear(finder *f)
{
    bihe_query_free(&f->rows);
    bihe_query_free(&f->state);
    bihe_query_free(&f->sentence);
    bihe_query_free(&f->bead);
    bihe_loader_clear(&f->loader);
    bihe_buffer_clear(&f->match);
    bihe_buffer_clear(&f->alone);
    bihe_buffer_clear(&f->around[0]);
    bihe_buffer_clear(&f->around[1]);
}

bihe_status bihe_corpus_find(bihe_corpus *corpus, const bihe_search *search, bihe_hit_fn fn,
                             void *user, bool *gave_up, bihe_error *err)
{
    finder f = {.corpus = corpus,
                .query = bihe_utf8_trim(search->text),
                .side = search->side,
                .patience = search->patience};
    *gave_up = false;
    if (bihe_utf8_valid_prefix(f.query) < f.query.len)
        return bihe_fail(err, BIHE_ERROR_INPUT, "the query is not valid UTF-8");
    if (f.query.len == 0) return BIHE_OK;
    bihe_buffer_init(&f.match, &corpus->allocator);
    bihe_buffer_init(&f.alone, &corpus->allocator);
    bihe_buffer_init(&f.around[0], &corpus->allocator);
    bihe_buffer_init(&f.around[1], &corpus->allocator);
    const bihe_status status = run(&f, fn, user, gave_up, err);
    clear(&f);
    return status;
}
