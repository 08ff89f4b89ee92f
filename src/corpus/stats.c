/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a corpus: one statement a table. */
#include "corpus/corpus.h"

typedef struct table {
    const char *title;
    const char *sql; /* label, count, detail */
} table;

/* post.state: 1 kept, 2 failed, 3 removed, as in bihe_post_state. What is counted of units and
 * sentences is that of kept posts. */
#define KEPT_BEADS " FROM bead JOIN post ON post.id = bead.post WHERE post.state = 1 "

static const table tables[] = {
    {"posts", "SELECT CASE state WHEN 1 THEN 'kept' WHEN 2 THEN 'failed' ELSE 'removed' END,"
              " count(*), '' FROM post GROUP BY state ORDER BY state"},
    {"posts by layout", "SELECT CASE WHEN layout <> 'single' THEN layout"
                        " WHEN only_side < 0 THEN 'no text'"
                        " ELSE 'only ' || (SELECT tag FROM language WHERE side = only_side) END"
                        " AS label, count(*), '' FROM post WHERE state = 1"
                        " GROUP BY label ORDER BY 2 DESC, label"},
    {"posts by encoding", "SELECT encoding, count(*), '' FROM post WHERE state = 1"
                          " GROUP BY encoding ORDER BY 2 DESC, 1"},
    {"posts by year", "SELECT coalesce(substr(date, 1, 4), 'without date'), count(*), '' FROM post"
                      " WHERE state = 1 GROUP BY 1 ORDER BY 1"},
    {"sentences", "SELECT tag, (SELECT count(*) FROM sentence JOIN post ON post.id = sentence.post"
                  " WHERE sentence.side = language.side AND post.state = 1), ''"
                  " FROM language ORDER BY side"},
    {"units by sentences", "SELECT zh_count || '-' || en_count, count(*), ''" KEPT_BEADS
                           "GROUP BY zh_count, en_count ORDER BY 2 DESC, 1"},
    {"units by score", "SELECT printf('%.1f-%.1f', bin / 10.0, (bin + 1) / 10.0), count(*), '' FROM"
                       " (SELECT min(9, CAST(score * 10 AS INTEGER)) AS bin" KEPT_BEADS
                       "AND zh_count > 0 AND en_count > 0) GROUP BY bin ORDER BY bin"},
    {"characters of wrongly decoded text",
     "SELECT 'restored', sum(repaired), '' FROM post WHERE state = 1 HAVING sum(repaired) > 0"
     " UNION ALL SELECT 'doubtful', sum(doubtful), '' FROM post WHERE state = 1"
     " HAVING sum(doubtful) > 0"
     " UNION ALL SELECT 'lost', sum(lost), '' FROM post WHERE state = 1 HAVING sum(lost) > 0"},
    {"posts that failed", "SELECT name, 1, reason FROM post WHERE state = 2 ORDER BY name"},
};

enum { TABLES = sizeof tables / sizeof *tables };

const char *bihe_corpus_table(size_t k)
{
    return k < TABLES ? tables[k].title : NULL;
}

bihe_status bihe_corpus_figures(bihe_corpus *corpus, size_t k, bihe_figure_fn fn, void *user,
                                bihe_error *err)
{
    bihe_query query = {NULL, 0};
    bihe_status status = bihe_query_new(&query, &corpus->db, tables[k].sql, err);
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
