/* SPDX-License-Identifier: Apache-2.0 */
/* A selection step by step, each one statement over the one before. */
#include "corpus/select.h"

#include "corpus/noise.h"
#include "text/utf8.h"

#include <string.h>

/* Reasons to leave a bead out; the others are bits of bihe_noise. */
enum { WHY_ONE_SIDED = 1001, WHY_SCORE = 1002 };

/* What is wanted by name: kinds of rows in temp.wanted. */
enum { WANTED_TAG = 1, WANTED_POST = 2 };

static const char make_tables[] =
    "DROP TABLE IF EXISTS temp.wanted;"
    "DROP TABLE IF EXISTS temp.chosen_post;"
    "DROP TABLE IF EXISTS temp.candidate;"
    "DROP TABLE IF EXISTS temp.chosen_unit;"
    "DROP TABLE IF EXISTS temp.alike;"
    "CREATE TEMP TABLE wanted (kind INTEGER, value TEXT);"
    "CREATE TEMP TABLE chosen_post (id INTEGER PRIMARY KEY, ord INTEGER);"
    "CREATE TEMP TABLE candidate (post, seq, ord, score, zh_key, en_key, why);"
    "CREATE TEMP TABLE chosen_unit (rank, ord, seq, post, zh_key, en_key,"
    "  PRIMARY KEY (rank, ord, seq)) WITHOUT ROWID;"
    "CREATE TEMP TABLE alike (post, other, PRIMARY KEY (post, other)) WITHOUT ROWID;";

static const char choose_posts[] =
    "INSERT INTO temp.chosen_post SELECT id, row_number() OVER (ORDER BY name) FROM post"
    " WHERE state = 1"
    " AND (?1 IS NULL OR substr(date, 1, length(?1)) >= ?1)"
    " AND (?2 IS NULL OR substr(date, 1, length(?2)) <= ?2)"
    " AND (NOT ?3 OR EXISTS (SELECT 1 FROM tag JOIN temp.wanted ON kind = 1 AND value = tag.tag"
    "  WHERE tag.post = post.id))"
    " AND (NOT ?4 OR EXISTS (SELECT 1 FROM temp.wanted WHERE kind = 2 AND name GLOB value))";

/* Of several bits of noise the lowest counts. */
static const char judge_beads[] =
    "INSERT INTO temp.candidate SELECT post, seq, ord, score, zh_key, en_key, CASE"
    " WHEN (zh_count = 0 OR en_count = 0) AND NOT ?1 THEN 1001"
    " WHEN score < ?2 THEN 1002"
    " WHEN (noise & ?3) <> 0 THEN (noise & ?3) & -(noise & ?3)"
    " WHEN (?3 & 64) <> 0 AND zh_chars > 0 AND en_chars > 0"
    "  AND (en_chars < ?4 * zh_chars OR en_chars > ?5 * zh_chars) THEN 64"
    " ELSE 0 END FROM temp.chosen_post CROSS JOIN bead ON bead.post = chosen_post.id";

/* The best of each group of duplicates, then the rank of each translation of the same source text;
 * ties go to the first post by name. */
static const char rank_units[] =
    "INSERT INTO temp.chosen_unit SELECT CASE WHEN zh_key = 0 OR en_key = 0 THEN 1 ELSE"
    " row_number() OVER (PARTITION BY source ORDER BY score DESC, ord, seq) END,"
    " ord, seq, post, zh_key, en_key FROM"
    " (SELECT *, CASE ?1 WHEN 0 THEN zh_key ELSE en_key END AS source FROM"
    "  (SELECT *, row_number() OVER"
    "   (PARTITION BY zh_key, en_key ORDER BY score DESC, ord, seq) AS place"
    "   FROM temp.candidate WHERE why = 0) WHERE place = 1)";

/* An address that more than 64 posts share is that of a site and not of a post. */
static const char find_alike[] =
    "INSERT INTO temp.alike SELECT a.id, b.id FROM post a JOIN post b"
    " ON b.url_key = a.url_key AND b.id <> a.id"
    " WHERE a.id IN (SELECT id FROM temp.chosen_post)"
    " AND b.id IN (SELECT id FROM temp.chosen_post)"
    " AND a.url_key IN (SELECT url_key FROM post WHERE state = 1 AND url_key IS NOT NULL"
    "  GROUP BY url_key HAVING count(*) BETWEEN 2 AND 64)"
    " AND (SELECT max(2 * shared >= sentences) FROM (SELECT count(*) AS sentences,"
    "  sum(EXISTS (SELECT 1 FROM sentence t WHERE t.post = a.id AND t.side = s.side"
    "   AND t.key = s.key)) AS shared FROM sentence s WHERE s.post = b.id GROUP BY s.side))";

static const char index_keys[] = "CREATE INDEX temp.candidate_key ON candidate (zh_key, en_key)"
                                 " WHERE why = 0";

static bihe_status want(const bihe_db *db, int kind, const char *const *values, size_t count,
                        bihe_error *err)
{
    bihe_query query;
    bihe_status status = bihe_query_new(&query, db, "INSERT INTO temp.wanted VALUES (?1, ?2)", err);
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        bihe_query_int(&query, 1, kind);
        bihe_query_text(&query, 2, bihe_view_of(values[i]));
        status = bihe_query_run(&query, db, err);
    }
    bihe_query_free(&query);
    return status;
}

static bihe_status choose(const bihe_db *db, const bihe_selection *s, bihe_error *err)
{
    bihe_query query = {NULL, 0};
    bihe_status status = want(db, WANTED_TAG, s->tags, s->tag_count, err);
    if (status == BIHE_OK) status = want(db, WANTED_POST, s->posts, s->post_count, err);
    if (status == BIHE_OK) status = bihe_query_new(&query, db, choose_posts, err);
    if (status == BIHE_OK) {
        bihe_query_text(&query, 1, bihe_view_of(s->since));
        bihe_query_text(&query, 2, bihe_view_of(s->until));
        bihe_query_int(&query, 3, s->tag_count > 0);
        bihe_query_int(&query, 4, s->post_count > 0);
        status = bihe_query_run(&query, db, err);
    }
    bihe_query_free(&query);
    return status;
}

static bihe_status judge(const bihe_db *db, const bihe_selection *s, bihe_error *err)
{
    bihe_query query;
    bihe_status status = bihe_query_new(&query, db, judge_beads, err);
    if (status == BIHE_OK) {
        bihe_query_int(&query, 1, s->keep_unaligned);
        bihe_query_real(&query, 2, s->min_score);
        bihe_query_int(&query, 3, s->filters);
        bihe_query_real(&query, 4, s->ratio[0]);
        bihe_query_real(&query, 5, s->ratio[1]);
        status = bihe_query_run(&query, db, err);
    }
    bihe_query_free(&query);
    return status;
}

static bihe_status rank(const bihe_db *db, const bihe_selection *s, bihe_error *err)
{
    bihe_query query;
    bihe_status status = bihe_query_new(&query, db, rank_units, err);
    if (status == BIHE_OK) {
        bihe_query_int(&query, 1, s->source_side);
        status = bihe_query_run(&query, db, err);
    }
    bihe_query_free(&query);
    return status;
}

static void add_reason(bihe_selection_counts *counts, int64_t why, size_t count)
{
    if (why == WHY_ONE_SIDED) counts->one_sided = count;
    if (why == WHY_SCORE) counts->below_score = count;
    for (size_t k = 0; k < BIHE_CORPUS_FILTERS; k++) {
        if (why == INT64_C(1) << k) counts->filtered[k] = count;
    }
}

static bihe_status count_reasons(const bihe_db *db, bihe_selection_counts *counts, bihe_error *err)
{
    bihe_query query;
    size_t good = 0;
    int64_t units = 0, posts = 0;
    bihe_status status =
        bihe_query_new(&query, db, "SELECT why, count(*) FROM temp.candidate GROUP BY why", err);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(&query, db, &row, err);
        if (status != BIHE_OK || !row) break;
        const int64_t why = bihe_query_get_int(&query, 0);
        const size_t count = (size_t)bihe_query_get_int(&query, 1);
        if (why == 0) good = count;
        add_reason(counts, why, count);
    }
    bihe_query_free(&query);
    if (status == BIHE_OK)
        status = bihe_db_number(db, "SELECT count(*) FROM temp.chosen_unit", 0, &units, err);
    if (status == BIHE_OK)
        status = bihe_db_number(db, "SELECT count(*) FROM temp.chosen_post", 0, &posts, err);
    counts->units = (size_t)units;
    counts->duplicates = good - (size_t)units;
    counts->posts = (size_t)posts;
    return status;
}

void bihe_selection_init(bihe_selection *selection)
{
    *selection = (bihe_selection){
        .source_side = BIHE_EN,
        .filters = (1U << BIHE_CORPUS_FILTERS) - 1,
        .ratio = {0.6, 9},
    };
}

bihe_status bihe_select(bihe_corpus *corpus, const bihe_selection *selection,
                        bihe_selection_counts *counts, bihe_error *err)
{
    const bihe_db *db = &corpus->db;
    *counts = (bihe_selection_counts){.posts = 0};
    bihe_status status = bihe_db_run(db, make_tables, err);
    if (status == BIHE_OK) status = choose(db, selection, err);
    if (status == BIHE_OK) status = judge(db, selection, err);
    if (status == BIHE_OK) status = rank(db, selection, err);
    if (status == BIHE_OK) status = bihe_db_run(db, index_keys, err);
    if (status == BIHE_OK) status = bihe_db_run(db, find_alike, err);
    return status == BIHE_OK ? count_reasons(db, counts, err) : status;
}
