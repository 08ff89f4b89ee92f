/* SPDX-License-Identifier: Apache-2.0 */
/* The corpus: keys, noise, what is kept, what is refused. */
#include "unit/unit.h"

#include "corpus/key.h"
#include "corpus/noise.h"
#include "unit/corpus_world.h"

#include <stdio.h>
#include <unistd.h>

static const char rain[] = "---\ntitle: Rain\ndate: 2024-05-01 08:00\ntags: [weather, walks]\n"
                           "tourl: https://example.org/rain\n---\n"
                           "雨停了。我们走回家。\n\nThe rain stopped. We walked home.\n";
static const char tea[] = "水开了。\n\nThe water boils.\n";

/* --- keys and noise ---------------------------------------------------------------------- */

static int64_t text_key(const char *text)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer scratch;
    bihe_error err;
    int64_t key;
    bihe_buffer_init(&scratch, &a);
    assert_int_equal(bihe_text_key(bihe_view_of(text), &scratch, &key, &err), BIHE_OK);
    bihe_buffer_clear(&scratch);
    return key;
}

static int64_t url_key(const char *url)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer scratch;
    bihe_error err;
    int64_t key;
    bihe_buffer_init(&scratch, &a);
    assert_int_equal(bihe_url_key(bihe_view_of(url), &scratch, &key, &err), BIHE_OK);
    bihe_buffer_clear(&scratch);
    return key;
}

static void texts_alike_have_one_key(void **state)
{
    (void)state;
    assert_true(text_key("Hello, World!") == text_key("  ｈｅｌｌｏ world"));
    assert_true(text_key("你好，世界。") == text_key("你好 世界"));
    assert_true(text_key("3.5") != text_key("35"));
    assert_true(text_key("……") != text_key("。"));
    assert_true(text_key("……") == text_key(" …… "));
    assert_true(text_key("") == 0);
    assert_true(text_key("\u3000 ") == 0);
    assert_true(text_key("a") != 0);
}

static void addresses_alike_have_one_key(void **state)
{
    (void)state;
    const int64_t key = url_key("https://example.org/Rain");
    assert_true(url_key("http://www.Example.ORG/Rain/#top") != 0);
    assert_true(url_key("http://Example.ORG/Rain/#top") == key);
    assert_true(url_key("http://www.example.org/Rain") == key);
    assert_true(url_key(" example.org/Rain// ") == key);
    assert_true(url_key("https://example.org/rain") != key);
    assert_true(url_key("") == 0);
    assert_true(url_key("#top") == 0);
    assert_true(url_key("https://") == 0);
}

static void assert_date(const char *text, const char *expected)
{
    char date[BIHE_DATE_SIZE] = "";
    assert_int_equal(bihe_date_find(bihe_view_of(text), date), expected != NULL);
    if (expected != NULL) assert_string_equal(date, expected);
}

static void dates_are_found(void **state)
{
    (void)state;
    assert_date("2018-06-13 22:00:56", "2018-06-13");
    assert_date("posted 2018/6/3.", "2018-06-03");
    assert_date("2018年6月13日", "2018-06-13");
    assert_date("2018.06.13-title.md", "2018-06-13");
    assert_date("12018-06-13", NULL);
    assert_date("2018-13-01", NULL);
    assert_date("2018-12-32", NULL);
    assert_date("2018-12", NULL);
    assert_date("20181212", NULL);
    assert_date("", NULL);
}

static unsigned noise(const char *zh, const char *en)
{
    const bihe_view text[2] = {bihe_view_of(zh), bihe_view_of(en)};
    const int64_t key[2] = {text_key(zh), text_key(en)};
    return bihe_noise_of(text, key);
}

static void noise_has_names(void **state)
{
    (void)state;
    char longest[4000];
    memset(longest, 'x', sizeof longest);
    for (size_t i = 5; i < sizeof longest; i += 6 + i % 5)
        longest[i] = ' ';
    longest[3800] = '\0';
    assert_int_equal(noise("雨停了。", "The rain stopped."), 0);
    assert_int_equal(noise("Kubernetes Documentation 文档", "Kubernetes Documentation"), 0);
    assert_int_equal(noise("λ 表达式", "A λ expression"), 0);
    assert_int_equal(noise("2018年6月13日", "June 13, 2018"), 0);
    assert_int_equal(noise("", "Only one side."), 0);
    assert_int_equal(noise("ｖｉｍ", "Vim."), BIHE_NOISE_IDENTICAL | BIHE_NOISE_SCRIPT);
    assert_int_equal(
        noise("The rain stopped (图) and we walked home along the river that night.", "It rained."),
        BIHE_NOISE_SCRIPT);
    assert_int_equal(noise("雨停了。", "雨停了 rain"), BIHE_NOISE_SCRIPT);
    assert_int_equal(noise("雨がやんだので、わたしたちは歩いて帰りました。", "The rain stopped."),
                     BIHE_NOISE_LANGUAGE);
    assert_int_equal(noise("雨停了。", "La pluie a cessé, et nous sommes rentrés à pied, épuisés."),
                     BIHE_NOISE_LANGUAGE);
    assert_int_equal(
        noise("雨停了。", "Regen hat aufgehört wir gingen nach Hause ohne etwas dabei"),
        BIHE_NOISE_LANGUAGE);
    assert_int_equal(noise("雨停了。", longest) & BIHE_NOISE_LONG, BIHE_NOISE_LONG);
    assert_int_equal(noise("1.2.3 － 4.5.6 版", "1.2.3 - 4.5.6 is"), BIHE_NOISE_LETTERS);
    assert_int_equal(noise("哈哈哈哈哈哈", "He laughs."), BIHE_NOISE_REPEATED);
    assert_int_equal(noise("多一点", "more more more more more of it"), BIHE_NOISE_REPEATED);
    assert_int_equal(noise("走走停停", "We said no, no and no again."), 0);
    for (size_t k = 0; k < BIHE_CORPUS_FILTERS; k++)
        assert_non_null(bihe_corpus_filter(k));
    assert_null(bihe_corpus_filter(BIHE_CORPUS_FILTERS));
}

/* --- what is kept ------------------------------------------------------------------------ */

static void posts_are_known_again(void **state)
{
    world *w = *state;
    open_corpus(w);
    assert_string_equal(bihe_corpus_lang(w->corpus, 0), "zh");
    assert_int_equal(known(w, "rain.md").state, BIHE_POST_ABSENT);
    begin(w);
    put(w, "rain.md", rain, "one");
    commit(w);
    reopen(w);
    bihe_known_post post = known(w, "rain.md");
    assert_int_equal(post.state, BIHE_POST_KEPT);
    assert_true(post.current);
    assert_false(post.repeated);
    assert_memory_equal(post.digest.bytes, digest_of("one").bytes, sizeof post.digest.bytes);
    assert_true(known(w, "rain.md").repeated);
    assert_number(w, "SELECT count(*) FROM bead", 2);
    assert_number(w, "SELECT count(*) FROM sentence WHERE side = 1", 2);
    assert_number(w, "SELECT count(*) FROM tag WHERE tag IN ('weather', 'walks')", 2);
    assert_number(w, "SELECT count(*) FROM meta WHERE key = 'title' AND value = 'Rain'", 1);
    assert_number(w, "SELECT count(*) FROM post WHERE date = '2024-05-01'", 1);
    assert_number(w, "SELECT url_key FROM post", url_key("example.org/rain"));
    assert_number(w, "SELECT zh_key FROM bead WHERE seq = 0", text_key("雨停了"));
    assert_number(w, "SELECT en_chars FROM bead WHERE seq = 1", 15);
}

static void other_options_make_other_posts(void **state)
{
    world *w = *state;
    bihe_options options;
    bihe_context *context;
    bihe_error err;
    open_corpus(w);
    begin(w);
    put(w, "rain.md", rain, "one");
    commit(w);
    bihe_options_init(&options);
    options.max_bead_sum = 3;
    assert_int_equal(bihe_context_new(&context, w->model, &options, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_corpus_use(w->corpus, context, &err), BIHE_OK);
    assert_false(known(w, "rain.md").current);
    assert_int_equal(bihe_corpus_use(w->corpus, w->context, &err), BIHE_OK);
    assert_true(known(w, "rain.md").current);
    bihe_context_free(context);
}

static void a_post_takes_the_place_of_the_old(void **state)
{
    world *w = *state;
    open_corpus(w);
    begin(w);
    put(w, "rain.md", rain, "one");
    put(w, "tea.md", tea, "two");
    commit(w);
    begin(w);
    put(w, "rain.md", tea, "three");
    commit(w);
    assert_memory_equal(known(w, "rain.md").digest.bytes, digest_of("three").bytes, 16);
    assert_number(w, "SELECT count(*) FROM post", 2);
    assert_number(w, "SELECT count(*) FROM bead", 2);
    assert_number(w, "SELECT count(*) FROM sentence", 4);
    assert_number(w, "SELECT count(*) FROM meta", 0);
    assert_number(w, "SELECT count(*) FROM tag", 0);
    assert_number(w, "SELECT count(*) FROM post WHERE date IS NULL AND url_key IS NULL", 2);
}

static void a_failure_takes_the_place_of_a_post(void **state)
{
    world *w = *state;
    bihe_error err;
    open_corpus(w);
    begin(w);
    put(w, "rain.md", rain, "one");
    assert_int_equal(bihe_corpus_put_failure(w->corpus, "rain.md", "no text", &err), BIHE_OK);
    assert_int_equal(bihe_corpus_put_failure(w->corpus, "b\xFF.md", "binary", &err), BIHE_OK);
    commit(w);
    assert_int_equal(known(w, "rain.md").state, BIHE_POST_FAILED);
    assert_int_equal(known(w, "b\xFF.md").state, BIHE_POST_FAILED);
    assert_number(w, "SELECT count(*) FROM bead", 0);
    assert_number(w, "SELECT count(*) FROM sentence", 0);
    begin(w);
    put(w, "rain.md", rain, "one");
    commit(w);
    assert_int_equal(known(w, "rain.md").state, BIHE_POST_KEPT);
    assert_number(w, "SELECT count(*) FROM post WHERE reason IS NOT NULL", 1);
}

static void what_is_gone_is_marked(void **state)
{
    world *w = *state;
    bihe_error err;
    size_t count;
    open_corpus(w);
    begin(w);
    put(w, "a/one.md", tea, "1");
    put(w, "a/two.md", tea, "2");
    put(w, "a/b/three.md", tea, "3");
    put(w, "a0.md", tea, "4");
    put(w, "a.md", tea, "5");
    commit(w);
    assert_int_equal(known(w, "a/two.md").state, BIHE_POST_KEPT);
    assert_int_equal(bihe_corpus_mark_missing(w->corpus, "a/", &count, &err), BIHE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(bihe_corpus_mark_missing(w->corpus, "a", &count, &err), BIHE_OK);
    assert_int_equal(count, 0);
    assert_int_equal(known(w, "a/one.md").state, BIHE_POST_REMOVED);
    assert_int_equal(known(w, "a/two.md").state, BIHE_POST_KEPT);
    assert_int_equal(known(w, "a/b/three.md").state, BIHE_POST_REMOVED);
    assert_int_equal(known(w, "a0.md").state, BIHE_POST_KEPT);
    assert_int_equal(known(w, "a.md").state, BIHE_POST_KEPT);
    assert_int_equal(bihe_corpus_mark_removed(w->corpus, "a.md", &err), BIHE_OK);
    assert_int_equal(known(w, "a.md").state, BIHE_POST_REMOVED);
}

static void an_open_batch_is_given_up(void **state)
{
    world *w = *state;
    open_corpus(w);
    begin(w);
    put(w, "rain.md", rain, "one");
    commit(w);
    begin(w);
    put(w, "tea.md", tea, "two");
    put(w, "rain.md", tea, "two");
    reopen(w);
    assert_int_equal(known(w, "tea.md").state, BIHE_POST_ABSENT);
    assert_memory_equal(known(w, "rain.md").digest.bytes, digest_of("one").bytes, 16);
    assert_number(w, "SELECT count(*) FROM sentence", 4);
    assert_number(w, "SELECT count(*) FROM pragma_foreign_key_check", 0);
}

static void digests_are_of_bytes(void **state)
{
    world *w = *state;
    const char *paths[2] = {w->path, w->path};
    bihe_digest one, two, none;
    bihe_error err;
    FILE *file = fopen(w->path, "w");
    assert_non_null(file);
    assert_true(fputs("abc", file) >= 0 && fclose(file) == 0);
    assert_int_equal(bihe_digest_files(w->context, paths, 1, &one, &err), BIHE_OK);
    assert_int_equal(bihe_digest_files(w->context, paths, 2, &two, &err), BIHE_OK);
    assert_int_equal(one.bytes[0], 0xba);
    assert_memory_not_equal(one.bytes, two.bytes, sizeof one.bytes);
    assert_int_equal(bihe_digest_part(&one, 1), 0);
    assert_int_equal(bihe_digest_part(&one, 16), 0xa);
    paths[0] = "/nowhere/at/all";
    assert_int_equal(bihe_digest_files(w->context, paths, 1, &none, &err), BIHE_ERROR_IO);
}

/* --- what is refused --------------------------------------------------------------------- */

static void write_file(const world *w, const char *bytes)
{
    FILE *file = fopen(w->path, "w");
    assert_non_null(file);
    assert_true(fputs(bytes, file) >= 0 && fclose(file) == 0);
}

static void assert_refused(world *w, bihe_corpus_mode mode, bihe_status status, const char *why)
{
    bihe_error err;
    assert_int_equal(bihe_corpus_open(&w->corpus, w->path, mode, NULL, &err), status);
    assert_null(w->corpus);
    assert_string_equal(err.file, w->path);
    assert_non_null(strstr(err.message, why));
}

static void other_files_are_refused(void **state)
{
    world *w = *state;
    assert_refused(w, BIHE_CORPUS_READ, BIHE_ERROR_IO, "No such file");
    write_file(w, "");
    assert_refused(w, BIHE_CORPUS_READ, BIHE_ERROR_INPUT, "empty");
    write_file(w, "This is no database, but long enough that it might be one.\n");
    assert_refused(w, BIHE_CORPUS_BUILD, BIHE_ERROR_INPUT, "no SQLite database");
    assert_int_equal(unlink(w->path), 0);
    run_sql(w, "CREATE TABLE post (id); PRAGMA user_version = 1");
    assert_refused(w, BIHE_CORPUS_BUILD, BIHE_ERROR_INPUT, "another program's");
    run_sql(w, "PRAGMA application_id = 7");
    assert_refused(w, BIHE_CORPUS_BUILD, BIHE_ERROR_INPUT, "another program's");
}

static void later_versions_are_refused(void **state)
{
    world *w = *state;
    open_corpus(w);
    bihe_corpus_close(w->corpus);
    run_sql(w, "PRAGMA user_version = 99");
    assert_refused(w, BIHE_CORPUS_READ, BIHE_ERROR_INPUT, "later version");
}

static void damage_is_named(void **state)
{
    world *w = *state;
    bihe_error err;
    open_corpus(w);
    begin(w);
    for (int i = 0; i < 200; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "post%d.md", i);
        put(w, name, rain, "one");
    }
    commit(w);
    bihe_corpus_close(w->corpus);
    FILE *file = fopen(w->path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, 3 * 4096, SEEK_SET), 0);
    for (int i = 0; i < 20 * 4096; i++)
        assert_int_not_equal(fputc(0xA5, file), EOF);
    assert_int_equal(fclose(file), 0);
    bihe_status status = bihe_corpus_open(&w->corpus, w->path, BIHE_CORPUS_BUILD, NULL, &err);
    if (status == BIHE_OK) status = bihe_corpus_use(w->corpus, w->context, &err);
    for (int i = 0; i < 200 && status == BIHE_OK; i++) {
        bihe_known_post out;
        char name[32];
        (void)snprintf(name, sizeof name, "post%d.md", i);
        status = bihe_corpus_note(w->corpus, name, &out, &err);
    }
    assert_int_equal(status, BIHE_ERROR_INPUT);
    assert_non_null(strstr(err.message, "damaged corpus"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_alike_have_one_key),
        cmocka_unit_test(addresses_alike_have_one_key),
        cmocka_unit_test(dates_are_found),
        cmocka_unit_test(noise_has_names),
        corpus_test(posts_are_known_again),
        corpus_test(other_options_make_other_posts),
        corpus_test(a_post_takes_the_place_of_the_old),
        corpus_test(a_failure_takes_the_place_of_a_post),
        corpus_test(what_is_gone_is_marked),
        corpus_test(an_open_batch_is_given_up),
        corpus_test(digests_are_of_bytes),
        corpus_test(other_files_are_refused),
        corpus_test(later_versions_are_refused),
        corpus_test(damage_is_named),
    };
    return cmocka_run_group_tests(tests, world_set_up_group, world_tear_down_group);
}
