/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a corpus: one statement a table. */
#include "corpus/stats.h"

#include "base/error.h"
#include "corpus/corpus.h"
#include "text/utf8.h"

typedef struct question {
    bihe_table table;
    const char *sql; /* label, count, detail */
} question;

/* post.state: 1 kept, 2 failed, 3 removed, as in bihe_post_state. What is counted of units and
 * sentences is that of kept posts; a unit is a bead with both sides. */
#define KEPT_BEADS " FROM bead JOIN post ON post.id = bead.post WHERE post.state = 1 "
#define KEPT_UNITS KEPT_BEADS "AND zh_count > 0 AND en_count > 0 "

#define LAYOUT                                                                                     \
    "CASE WHEN layout <> 'single' THEN layout WHEN only_side < 0 THEN 'no text'"                   \
    " ELSE 'only ' || (SELECT tag FROM language WHERE side = only_side) END"

/* Bins 0, 1, 2-3, 4-7, 8-15 and so on, of the number `n`; the lower end orders them. */
#define DOUBLING                                                                                   \
    "SELECT CASE WHEN low < 2 THEN printf('%d', low) ELSE printf('%d-%d', low, 2 * low - 1) END,"  \
    " count(*), '' FROM (SELECT (SELECT max(value) FROM doubling WHERE value <= n) AS low FROM "
#define DOUBLINGS                                                                                  \
    "WITH doubling (value) AS (VALUES (0), (1), (2), (4), (8), (16), (32), (64), (128), (256),"    \
    " (512), (1024), (2048), (4096), (8192), (16384), (32768), (65536)) "

static const question questions[] = {
    {{"posts", BIHE_TABLE_COUNTS},
     "SELECT CASE state WHEN 1 THEN 'kept' WHEN 2 THEN 'failed' ELSE 'removed' END,"
     " count(*), '' FROM post GROUP BY state ORDER BY state"},
    {{"failed posts by reason", BIHE_TABLE_COUNTS},
     "SELECT reason, count(*), '' FROM post WHERE state = 2 GROUP BY reason ORDER BY 2 DESC, 1"},
    {{"posts by layout", BIHE_TABLE_COUNTS},
     "SELECT " LAYOUT " AS label, count(*), '' FROM post WHERE state = 1"
     " GROUP BY label ORDER BY 2 DESC, label"},
    {{"posts by encoding", BIHE_TABLE_COUNTS},
     "SELECT encoding, count(*), '' FROM post WHERE state = 1"
     " GROUP BY encoding ORDER BY 2 DESC, 1"},
    /* months while there are few of them */
    {{"posts by date and layout", BIHE_TABLE_PARTS},
     "SELECT coalesce(substr(date, 1, unit), 'no date') AS time, count(*), " LAYOUT " AS kind"
     " FROM post, (SELECT CASE WHEN count(DISTINCT substr(date, 1, 7)) <= 24 THEN 7 ELSE 4 END"
     "  AS unit FROM post WHERE state = 1)"
     " WHERE state = 1 GROUP BY time, kind ORDER BY time, kind"},
    {{"most frequent tags", BIHE_TABLE_COUNTS},
     "SELECT tag, count(*), '' FROM tag JOIN post ON post.id = tag.post WHERE state = 1"
     " GROUP BY tag ORDER BY 2 DESC, tag LIMIT 20"},
    {{"posts by units", BIHE_TABLE_STEPS},
     DOUBLINGS DOUBLING "(SELECT count(bead.seq) AS n FROM post LEFT JOIN bead"
                        " ON bead.post = post.id AND zh_count > 0 AND en_count > 0"
                        " WHERE state = 1 GROUP BY post.id)) GROUP BY low ORDER BY low"},
    {{"sentences", BIHE_TABLE_COUNTS},
     "SELECT tag, (SELECT count(*) FROM sentence JOIN post ON post.id = sentence.post"
     " WHERE sentence.side = language.side AND post.state = 1), '' FROM language ORDER BY side"},
    {{"units by sentences", BIHE_TABLE_COUNTS},
     "SELECT zh_count || '-' || en_count, count(*), ''" KEPT_BEADS
     "GROUP BY zh_count, en_count ORDER BY 2 DESC, 1"},
    {{"units by score", BIHE_TABLE_STEPS},
     "WITH bins (bin) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)),"
     " scores AS (SELECT min(9, CAST(score * 10 AS INTEGER)) AS bin, count(*) AS units" KEPT_UNITS
     "GROUP BY 1) SELECT printf('%.1f-%.1f', bin / 10.0, (bin + 1) / 10.0), coalesce(units, 0), ''"
     " FROM bins LEFT JOIN scores USING (bin) WHERE EXISTS (SELECT 1 FROM scores) ORDER BY bin"},
    {{"units by English characters a Chinese one", BIHE_TABLE_STEPS},
     "WITH RECURSIVE bins (bin) AS (SELECT 0 UNION ALL SELECT bin + 1 FROM bins WHERE bin < 20),"
     " ratios AS (SELECT min(20, CAST(2.0 * en_chars / max(zh_chars, 1) AS INTEGER)) AS bin,"
     "  count(*) AS units" KEPT_UNITS "GROUP BY 1)"
     " SELECT CASE bin WHEN 20 THEN '10 and more' ELSE printf('%.1f-%.1f', bin / 2.0,"
     " (bin + 1) / 2.0) END, coalesce(units, 0), '' FROM bins LEFT JOIN ratios USING (bin)"
     " WHERE EXISTS (SELECT 1 FROM ratios) ORDER BY bin"},
    {{"units that noise filters take, some by several", BIHE_TABLE_COUNTS},
     "WITH filter (bit, name) AS (VALUES (1, 'identical'), (2, 'script'), (4, 'language'),"
     " (8, 'long'), (16, 'letters'), (32, 'repeated'), (64, 'ratio')),"
     " noisy AS (SELECT noise | CASE WHEN en_chars < 0.6 * zh_chars OR en_chars > 9 * zh_chars"
     "  THEN 64 ELSE 0 END AS bits, count(*) AS units" KEPT_UNITS "GROUP BY 1)"
     " SELECT name, coalesce(sum(units), 0), '' FROM filter LEFT JOIN noisy ON (bits & bit) <> 0"
     " WHERE EXISTS (SELECT 1 FROM noisy) GROUP BY bit ORDER BY bit"},
    {{"different units by posts that hold them", BIHE_TABLE_STEPS},
     DOUBLINGS DOUBLING "(SELECT count(DISTINCT post) AS n" KEPT_UNITS
                        "GROUP BY zh_key, en_key)) GROUP BY low ORDER BY low"},
    {{"posts with most units that others hold too", BIHE_TABLE_COUNTS},
     "WITH unit AS MATERIALIZED (SELECT post, name, zh_key, en_key" KEPT_UNITS "),"
     " shared AS (SELECT zh_key, en_key FROM unit GROUP BY zh_key, en_key"
     "  HAVING min(post) <> max(post))"
     " SELECT name, count(*), '' FROM unit JOIN shared USING (zh_key, en_key)"
     " GROUP BY post ORDER BY 2 DESC, name LIMIT 10"},
    {{"posts at an address", BIHE_TABLE_COUNTS},
     "SELECT CASE n WHEN 1 THEN 'of their own' ELSE 'that other posts have too' END AS label,"
     " sum(n), '' FROM (SELECT count(*) AS n FROM post WHERE state = 1 AND url_key IS NOT NULL"
     " GROUP BY url_key) GROUP BY label"},
    {{"characters of wrongly decoded text", BIHE_TABLE_COUNTS},
     "SELECT 'restored', sum(repaired), '' FROM post WHERE state = 1 HAVING sum(repaired) > 0"
     " UNION ALL SELECT 'doubtful', sum(doubtful), '' FROM post WHERE state = 1"
     " HAVING sum(doubtful) > 0"
     " UNION ALL SELECT 'lost', sum(lost), '' FROM post WHERE state = 1 HAVING sum(lost) > 0"},
    {{"posts that failed", BIHE_TABLE_LIST},
     "SELECT name, 1, reason FROM post WHERE state = 2 ORDER BY name"},
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

const bihe_table *bihe_corpus_table(size_t k)
{
    return k < QUESTIONS ? &questions[k].table : NULL;
}

bihe_status bihe_corpus_figures(bihe_corpus *corpus, size_t k, bihe_figure_fn fn, void *user,
                                bihe_error *err)
{
    bihe_query query = {NULL, 0};
    bihe_status status = bihe_query_new(&query, &corpus->db, questions[k].sql, err);
    for (bool row = true; status == BIHE_OK && row;) {
        status = bihe_query_step(&query, &corpus->db, &row, err);
        if (status != BIHE_OK || !row) break;
        const bihe_figure figure = {.label = bihe_query_get_text(&query, 0),
                                    .count = bihe_query_get_int(&query, 1),
                                    .detail = bihe_query_get_text(&query, 2)};
        if (!fn(user, &figure)) break;
    }
    bihe_query_free(&query);
    return status;
}

/* --- a table as a whole ------------------------------------------------------------------ */

void bihe_figures_init(bihe_figures *figures, const bihe_allocator *allocator)
{
    *figures = (bihe_figures){.rows = NULL};
    bihe_arena_init(&figures->arena, allocator);
}

void bihe_figures_clear(bihe_figures *figures)
{
    bihe_mem_free(&figures->arena.allocator, figures->rows);
    bihe_arena_clear(&figures->arena);
}

static bool keep_figure(void *user, const bihe_figure *figure)
{
    bihe_figures *f = user;
    void *rows = f->rows;
    f->failed = !bihe_array_reserve(&f->arena.allocator, &rows, &f->capacity, f->count + 1,
                                    sizeof *f->rows);
    if (f->failed) return false;
    f->rows = rows;
    bihe_figure *row = &f->rows[f->count++];
    *row = (bihe_figure){.label = bihe_arena_copy(&f->arena, figure->label),
                         .detail = bihe_arena_copy(&f->arena, figure->detail),
                         .count = figure->count};
    f->failed = row->label.ptr == NULL || row->detail.ptr == NULL;
    return !f->failed;
}

bihe_status bihe_figures_read(bihe_figures *figures, bihe_corpus *corpus, size_t k, bihe_error *err)
{
    const bihe_status status = bihe_corpus_figures(corpus, k, keep_figure, figures, err);
    return status == BIHE_OK && figures->failed ? bihe_fail_memory(err) : status;
}
