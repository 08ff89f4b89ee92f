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

/* A long query is found by so many of its trigrams. */
enum { MOST_TRIGRAMS = 60 };

typedef struct finder {
    bihe_corpus *corpus;
    bihe_view query;
    int side; /* -1: both */
    bihe_loader loader;
    bihe_query rows, sentence, bead;
    bihe_buffer match, around[2], alone;
} finder;

static const char trigram_sql[] =
    "SELECT rowid FROM sentence_trigram WHERE sentence_trigram MATCH ?1";
static const char gram_sql[] = "SELECT rowid FROM sentence_gram WHERE sentence_gram MATCH ?1";
static const char scan_sql[] = "SELECT " BIHE_INDEX_ROW " FROM sentence";
static const char sentence_sql[] =
    "SELECT text, line_first, line_last FROM sentence JOIN post ON id = post WHERE post = ?1"
    " AND side = ?2 AND seq = ?3 AND state = 1";
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

static void append_trigrams(bihe_buffer *out, bihe_view query)
{
    size_t start = 0, count = 0;
    for (size_t i = 0, n = 0; i < query.len && count < MOST_TRIGRAMS;) {
        (void)bihe_utf8_next(query, &i);
        if (++n < 3) continue;
        append_quoted(out, bihe_view_slice(query, start, i));
        (void)bihe_utf8_next(query, &start);
        count++;
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
    const bool is_long = bihe_utf8_count(f->query) >= 3;
    if (is_long)
        append_trigrams(&f->match, f->query);
    else
        append_grams(f);
    if (f->match.failed || f->around[0].failed) return bihe_fail_memory(err);
    /* a query of ASCII marks alone is in no index */
    const char *sql = f->match.len == 0 ? scan_sql : is_long ? trigram_sql : gram_sql;
    const bihe_status status = bihe_query_new(&f->rows, &f->corpus->db, sql, err);
    if (status == BIHE_OK && f->match.len > 0)
        bihe_query_text(&f->rows, 1, bihe_buffer_view(&f->match));
    return status;
}

/* Copies a sentence of a kept post, if there is one, and gives its lines where wanted. */
static bihe_status read_sentence(finder *f, int64_t post, int side, int64_t seq, bihe_buffer *out,
                                 bihe_error *err)
{
    bool row;
    bihe_query *q = &f->sentence;
    out->len = 0;
    bihe_query_int(q, 1, post);
    bihe_query_int(q, 2, side);
    bihe_query_int(q, 3, seq);
    bihe_status status = bihe_query_step(q, &f->corpus->db, &row, err);
    if (status != BIHE_OK || !row) return status;
    bihe_buffer_append_view(out, bihe_query_get_text(q, 0));
    bihe_query_reset(q);
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}

/* The unit of the sentence; for a post in one language the sentence is all there is. */
static bihe_status read_unit(finder *f, int64_t post, int side, int64_t seq, bihe_unit *unit,
                             bihe_error *err)
{
    bool row;
    int64_t bead = -1;
    bihe_query_int(&f->bead, 1, post);
    bihe_query_int(&f->bead, 2, side);
    bihe_query_int(&f->bead, 3, seq);
    bihe_status status = bihe_query_step(&f->bead, &f->corpus->db, &row, err);
    if (status == BIHE_OK && row) {
        bead = bihe_query_get_int(&f->bead, 0);
        bihe_query_reset(&f->bead);
    }
    if (status == BIHE_OK) status = bihe_loader_read(&f->loader, post, bead, unit, err);
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
    const int64_t post = row >> BIHE_INDEX_POST, seq = row & ((1 << BIHE_INDEX_SIDE) - 1);
    size_t end;
    if (f->side >= 0 && hit.side != f->side) return BIHE_OK;
    bihe_status status = read_sentence(f, post, hit.side, seq, &f->alone, err);
    const bihe_view text = bihe_buffer_view(&f->alone);
    if (status != BIHE_OK || bihe_fold_find(text, 0, f->query, &end) == text.len) return status;
    status = read_unit(f, post, hit.side, seq, &hit.unit, err);
    if (status == BIHE_OK) status = read_sentence(f, post, hit.side, seq - 1, &f->around[0], err);
    if (status == BIHE_OK) status = read_sentence(f, post, hit.side, seq + 1, &f->around[1], err);
    if (status != BIHE_OK) return status;
    hit.before = bihe_buffer_view(&f->around[0]);
    hit.after = bihe_buffer_view(&f->around[1]);
    *more = fn(user, &hit);
    return BIHE_OK;
}

static bihe_status run(finder *f, bihe_hit_fn fn, void *user, bihe_error *err)
{
    const bihe_db *db = &f->corpus->db;
    bool more = true, row = true;
    bihe_status status = bihe_query_new(&f->sentence, db, sentence_sql, err);
    if (status == BIHE_OK) status = bihe_query_new(&f->bead, db, bead_sql, err);
    if (status == BIHE_OK) status = open_rows(f, err);
    while (status == BIHE_OK && more) {
        status = bihe_query_step(&f->rows, db, &row, err);
        if (status != BIHE_OK || !row) break;
        status = look(f, bihe_query_get_int(&f->rows, 0), fn, user, &more, err);
    }
    bihe_query_free(&f->rows);
    bihe_query_free(&f->sentence);
    bihe_query_free(&f->bead);
    return status;
}

bihe_status bihe_corpus_find(bihe_corpus *corpus, bihe_view query, int side, bihe_hit_fn fn,
                             void *user, bihe_error *err)
{
    finder f = {.corpus = corpus, .query = bihe_utf8_trim(query), .side = side};
    if (bihe_utf8_valid_prefix(f.query) < f.query.len)
        return bihe_fail(err, BIHE_ERROR_INPUT, "the query is not valid UTF-8");
    if (f.query.len == 0) return BIHE_OK;
    bihe_buffer *const buffers[] = {&f.match, &f.around[0], &f.around[1], &f.alone};
    for (size_t i = 0; i < 4; i++)
        bihe_buffer_init(buffers[i], &corpus->allocator);
    bihe_status status = bihe_loader_init(&f.loader, corpus, err);
    if (status == BIHE_OK) status = run(&f, fn, user, err);
    bihe_loader_clear(&f.loader);
    for (size_t i = 0; i < 4; i++)
        bihe_buffer_clear(buffers[i]);
    return status;
}
