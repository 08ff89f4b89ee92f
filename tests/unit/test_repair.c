/* SPDX-License-Identifier: Apache-2.0 */
/* Repair: healthy text is damaged here in every known way, repaired and compared. */
#include "chars.h"
#include "damage.h"

#include "align/repairer.h"

/* What the tests share: a character model trained from a few sentences. */
typedef struct world {
    chars_files files;
    bihe_charlm *chars;
    bihe_gbk *gbk;
} world;

typedef struct repaired {
    bihe_buffer text;
    bihe_repair_result result;
} repaired;

static void repair_with(repaired *r, bihe_view text, const bihe_repair_request *request)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_error err;
    bihe_buffer_init(&r->text, &a);
    assert_int_equal(bihe_repair_run(request, text, &r->text, &r->result, &err), BIHE_OK);
    assert_int_equal(bihe_utf8_valid_prefix(bihe_buffer_view(&r->text)), r->text.len);
}

static void repair(repaired *r, bihe_view text, const bihe_charlm *chars)
{
    const bihe_repair_request request = {.chars = chars};
    repair_with(r, text, &request);
}

static void clear(repaired *r)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_mem_free(&a, r->result.edits);
    bihe_buffer_clear(&r->text);
}

static void assert_unchanged(const char *text, const bihe_charlm *chars)
{
    repaired r;
    repair(&r, bihe_view_of(text), chars);
    assert_view(bihe_buffer_view(&r.text), text);
    assert_int_equal(r.result.status, BIHE_REPAIR_CLEAN);
    assert_int_equal(r.result.repaired + r.result.lost, 0);
    clear(&r);
}

static void assert_restored(const char *healthy, const damage_model *model, const world *w,
                            const bihe_charlm *chars)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, healthy, model, w->gbk);
    repair(&r, bihe_buffer_view(&damaged), chars);
    if (!bihe_view_is(bihe_buffer_view(&r.text), healthy))
        fail_msg("%s:\n%s\nbecame %.*s", model->name, healthy, (int)r.text.len, r.text.ptr);
    assert_int_equal(r.result.status, BIHE_REPAIR_REPAIRED);
    assert_int_equal(r.result.lost, 0);
    assert_true(r.result.repaired > 0);
    clear(&r);
    bihe_buffer_clear(&damaged);
}

static const damage_model lost_8 = {"8 bytes lost", AS_WINDOWS_1252, LOST_8, NULL, false, 1};
static const damage_model strict = {"strict", AS_WINDOWS_1252, NULL, NULL, false, 1};

static const char *const healthy[] = {
    "我们在河边种了三棵柳树。",           "这台服务器运行 Debian 12，内存只有 4 GB。",
    "他说：“明天——也许后天……再去吧！”",   "图书馆\t早上九点开门\r\n下午五点关门\n\n",
    "圖書館早上九點開門，下午五點關門。",
};
enum { HEALTHY = sizeof healthy / sizeof *healthy };

static void restores_exactly(void **state)
{
    const world *w = *state;
    for (size_t k = 0; k < sizeof damage_exact / sizeof *damage_exact; k++)
        for (size_t i = 0; i < HEALTHY; i++) {
            assert_restored(healthy[i], &damage_exact[k], w, w->chars);
            /* GBK of short or Traditional lines is not told from letters without a model */
            if (damage_exact[k].reading < GBK_AS_WINDOWS_1252 || i < 3)
                assert_restored(healthy[i], &damage_exact[k], w, NULL);
        }
}

static void restores_other_characters_of_a_line(void **state)
{
    const world *w = *state;
    for (size_t k = 0; k < 5; k++)
        assert_restored("约翰·史密斯住在café旁边，气温25°C，×2。", &damage_exact[k], w, w->chars);
}

static void infers_lost_bytes(void **state)
{
    const world *w = *state;
    const size_t count = sizeof chars_sentences / sizeof *chars_sentences;
    for (size_t k = 0; k < sizeof damage_lossy / sizeof *damage_lossy; k++)
        for (size_t i = 0; i < count; i++)
            assert_restored(chars_sentences[i], &damage_lossy[k], w, w->chars);
}

/* Read wrongly twice, where only the second reading lost bytes. */
static void infers_bytes_lost_at_last(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const damage_model whole_latin = {"Latin-1", AS_LATIN_1, NULL, NULL, false, 1};
    const damage_model *const first[] = {&strict, &whole_latin};
    for (size_t i = 0; i < 2 * (sizeof chars_sentences / sizeof *chars_sentences); i++) {
        const char *const good = chars_sentences[i / 2];
        bihe_buffer once, twice;
        repaired r;
        bihe_buffer_init(&once, &a);
        bihe_buffer_init(&twice, &a);
        damage(&once, good, first[i % 2], w->gbk);
        bihe_buffer_append_byte(&once, '\0');
        damage(&twice, once.ptr, &lost_8, w->gbk);
        repair(&r, bihe_buffer_view(&twice), w->chars);
        assert_view(bihe_buffer_view(&r.text), good);
        clear(&r);
        bihe_buffer_clear(&once);
        bihe_buffer_clear(&twice);
    }
}

/* Half of all trail bytes are gone; what is left of a character says little. */
static void infers_most_without_controls(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const damage_model model = {"C1 controls lost", AS_LATIN_1, LOST_CONTROLS, NULL, false, 1};
    size_t right = 0, total = 0;
    for (size_t i = 0; i < sizeof chars_sentences / sizeof *chars_sentences; i++) {
        const bihe_view expected = bihe_view_of(chars_sentences[i]);
        bihe_buffer damaged;
        repaired r;
        bihe_buffer_init(&damaged, &a);
        damage(&damaged, chars_sentences[i], &model, w->gbk);
        repair(&r, bihe_buffer_view(&damaged), w->chars);
        for (size_t j = 0, k = 0; j < expected.len && k < r.text.len;) {
            const bool same =
                bihe_utf8_next(expected, &j) == bihe_utf8_next(bihe_buffer_view(&r.text), &k);
            right += same;
            total++;
        }
        clear(&r);
        bihe_buffer_clear(&damaged);
    }
    print_message("%zu of %zu\n", right, total);
    assert_true(right * 100 >= total * 90);
}

/* 中 is E4 B8 AD and loses AD; 司 is E5 8F B8 and loses 8F; 停 is E5 81 9C and loses 81. */
static void marks_lost_characters_without_a_model(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, "中国的公司停电了", &lost_8, w->gbk);
    repair(&r, bihe_buffer_view(&damaged), NULL);
    assert_view(bihe_buffer_view(&r.text), "\uFFFD国的公\uFFFD\uFFFD电了");
    assert_int_equal(r.result.repaired, 5);
    assert_int_equal(r.result.lost, 3);
    assert_int_equal(r.result.status, BIHE_REPAIR_PARTLY);
    clear(&r);
    bihe_buffer_clear(&damaged);
}

static void lists_edits(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const bihe_repair_request request = {.chars = w->chars, .edits = true};
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    bihe_buffer_append_text(&damaged, "x\ny ");
    damage(&damaged, "公司宣布停止", &lost_8, w->gbk);
    repair_with(&r, bihe_buffer_view(&damaged), &request);
    assert_view(bihe_buffer_view(&r.text), "x\ny 公司宣布停止");
    static const struct {
        const char *text;
        bihe_repair_kind kind;
    } expected[] = {
        {"公", BIHE_REPAIR_EXACT},    {"司", BIHE_REPAIR_INFERRED}, {"宣布", BIHE_REPAIR_EXACT},
        {"停", BIHE_REPAIR_INFERRED}, {"止", BIHE_REPAIR_INFERRED},
    };
    assert_int_equal(r.result.edit_count, sizeof expected / sizeof *expected);
    size_t at = 4, new_at = 4;
    for (size_t i = 0; i < r.result.edit_count; i++) {
        const bihe_repair_edit *e = &r.result.edits[i];
        assert_int_equal(e->offset, at);
        assert_int_equal(e->new_offset, new_at);
        assert_int_equal(e->kind, expected[i].kind);
        assert_view(bihe_view_slice(bihe_buffer_view(&r.text), e->new_offset,
                                    e->new_offset + e->new_length),
                    expected[i].text);
        assert_true(e->margin > 0 && e->margin <= 8);
        at += e->length;
        new_at += e->new_length;
    }
    assert_int_equal(at, damaged.len);
    clear(&r);
    bihe_buffer_clear(&damaged);
}

/* 名 and 后 share what is left of them; the margin tells that the model knows neither here. */
static void doubts_what_it_cannot_know(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const bihe_repair_request request = {.chars = w->chars, .edits = true};
    size_t inferred = 0;
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, "请在山名花院子里停留。", &lost_8, w->gbk);
    repair_with(&r, bihe_buffer_view(&damaged), &request);
    assert_int_equal(r.result.status, BIHE_REPAIR_REPAIRED);
    for (size_t i = 0; i < r.result.edit_count; i++) {
        const bihe_repair_edit *e = &r.result.edits[i];
        if (e->kind != BIHE_REPAIR_INFERRED) continue;
        const bihe_view c = bihe_view_slice(bihe_buffer_view(&r.text), e->new_offset,
                                            e->new_offset + e->new_length);
        const bool known = !bihe_view_is(c, "名") && !bihe_view_is(c, "后");
        assert_true(known || e->margin < 4);
        inferred += !known;
    }
    assert_int_equal(inferred, 1);
    clear(&r);
    bihe_buffer_clear(&damaged);
}

static void obeys_lost_bytes(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const damage_model odd = {"odd", AS_WINDOWS_1252, "ba,bb", NULL, false, 1};
    bihe_repair_request request = {.chars = w->chars};
    bihe_buffer damaged;
    repaired r;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, "安全人员发现了一个严重的漏洞。", &odd, w->gbk);
    assert_true(bihe_lost_bytes_parse(odd.lost, &request.lost));
    repair_with(&r, bihe_buffer_view(&damaged), &request);
    assert_view(bihe_buffer_view(&r.text), "安全人员发现了一个严重的漏洞。");
    clear(&r);
    bihe_buffer_clear(&damaged);
}

static void reads_lists_of_bytes(void **state)
{
    (void)state;
    uint64_t lost;
    assert_true(bihe_lost_bytes_parse(NULL, &lost));
    assert_true(lost == 0);
    assert_true(bihe_lost_bytes_parse("80,bF,8a", &lost));
    assert_true(lost == (UINT64_C(1) | UINT64_C(1) << 63 | UINT64_C(1) << 10));
    static const char *const bad[] = {"",     "7f",    "c0",     "8",   "81,",
                                      "81,8", "81;82", "81,,82", "0x81"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(bihe_lost_bytes_parse(bad[i], &lost));
}

static void keeps_healthy_neighbours(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const char *const english = "It’s “quite” a café — isn’t it?";
    const damage_model *const models[] = {&strict, &lost_8};
    for (size_t k = 0; k < 4; k++) {
        bihe_buffer text, expected;
        repaired r;
        bihe_buffer_init(&text, &a);
        bihe_buffer_init(&expected, &a);
        bihe_buffer_append_text(&text, "title: 周末\n");
        damage(&text, "请在表格里填写姓名。", models[k % 2], w->gbk);
        bihe_buffer_append_format(&text, " %s\n%s", english, english);
        bihe_buffer_append_format(&expected, "title: 周末\n请在表格里填写姓名。 %s\n%s", english,
                                  english);
        bihe_buffer_append_byte(&expected, '\0');
        repair(&r, bihe_buffer_view(&text), k < 2 ? w->chars : NULL);
        if (k != 3)
            assert_view(bihe_buffer_view(&r.text), expected.ptr);
        else
            assert_int_equal(r.result.lost, 1); /* 名 */
        clear(&r);
        bihe_buffer_clear(&expected);
        bihe_buffer_clear(&text);
    }
}

/* A damaged line below twenty healthy ones. */
static void assert_restored_below(const char *good, const char *above, const world *w,
                                  const bihe_charlm *chars)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text, expected;
    repaired r;
    bihe_buffer_init(&text, &a);
    bihe_buffer_init(&expected, &a);
    for (size_t i = 0; i < 20; i++)
        bihe_buffer_append_format(&text, "%s\n", above);
    bihe_buffer_append_view(&expected, bihe_buffer_view(&text));
    damage(&text, good, &lost_8, w->gbk);
    bihe_buffer_append_text(&expected, good);
    bihe_buffer_append_byte(&expected, '\0');
    repair(&r, bihe_buffer_view(&text), chars);
    assert_view(bihe_buffer_view(&r.text), expected.ptr);
    clear(&r);
    bihe_buffer_clear(&expected);
    bihe_buffer_clear(&text);
}

/* 名 and 后 share what is left of them, and the model has neither between 山 and 花. */
static void follows_the_document(void **state)
{
    const world *w = *state;
    assert_restored_below("请在山名花院子里停留。", "山名花开了。", w, w->chars);
    assert_restored_below("请在山后花院子里停留。", "山后花开了。", w, w->chars);
}

/* The model of the tests has no such signs. */
static void finds_signs_of_numbers(void **state)
{
    const world *w = *state;
    bihe_charlm *chars = NULL;
    bihe_error err;
    assert_int_equal(bihe_charlm_open(&chars, BIHE_TEST_MODELS "/chars.bin", NULL, &err), BIHE_OK);
    assert_restored_below("会议停止，见 0189／2018。", "See 0189/2018 for more.", w, chars);
    assert_restored_below("会议停止，见 0189－2018。", "See 0189-2018 for more.", w, chars);
    bihe_charlm_close(chars);
}

/* One damaged character proves nothing, but goes with the damage of other lines; not so a mark that
 * stands beside a healthy one. An emoji that lost a byte is beyond repair. */
static void repairs_what_goes_with_damage(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text;
    repaired r;
    bihe_buffer_init(&text, &a);
    damage(&text, "会议将于下周三上午十点举行。\n# GB不VM\n\U0001F64F [会议]", &lost_8, w->gbk);
    bihe_buffer_append_text(&text, "\nA café—bar, déjà—vu\nsed 's/â€™/’/g'\nItâ€™s");
    repair(&r, bihe_buffer_view(&text), w->chars);
    assert_view(bihe_buffer_view(&r.text), "会议将于下周三上午十点举行。\n# GB不VM\n\uFFFD [会议]\n"
                                           "A café—bar, déjà—vu\nsed 's/â€™/’/g'\nIt’s");
    assert_int_equal(r.result.lost, 1);
    clear(&r);
    bihe_buffer_clear(&text);
}

static void repairs_values_of_front_matter(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text;
    repaired r;
    bihe_buffer_init(&text, &a);
    bihe_buffer_append_text(&text, "---\ntitle: ");
    damage(&text, "会议", &strict, w->gbk);
    bihe_buffer_append_text(&text, "\nauthor: Zoë\n---\nHealthy text, “quoted”.\n");
    repair(&r, bihe_buffer_view(&text), w->chars);
    assert_view(bihe_buffer_view(&r.text),
                "---\ntitle: 会议\nauthor: Zoë\n---\nHealthy text, “quoted”.\n");
    clear(&r);
    bihe_buffer_clear(&text);
}

/* Lines damaged in different ways in one text. */
static void tells_lines_apart(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text, expected;
    repaired r;
    bihe_buffer_init(&text, &a);
    bihe_buffer_init(&expected, &a);
    for (size_t k = 0; k < sizeof damage_exact / sizeof *damage_exact; k++) {
        damage(&text, healthy[0], &damage_exact[k], w->gbk);
        bihe_buffer_append_format(&text, "\n%s\n", healthy[1]);
        bihe_buffer_append_format(&expected, "%s\n%s\n", healthy[0], healthy[1]);
    }
    bihe_buffer_append_byte(&expected, '\0');
    repair(&r, bihe_buffer_view(&text), w->chars);
    assert_view(bihe_buffer_view(&r.text), expected.ptr);
    clear(&r);
    bihe_buffer_clear(&expected);
    bihe_buffer_clear(&text);
}

/* A line longer than what is worked on at a time, with and without places to divide it. */
static void restores_long_lines(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const char *const sentences[] = {"我们在河边种了三棵柳树。", "内存只有四个 GB，运行得很慢。"};
    for (size_t k = 0; k < 4; k++) {
        bihe_buffer text, expected;
        repaired r;
        bihe_buffer_init(&text, &a);
        bihe_buffer_init(&expected, &a);
        for (size_t i = 0; i < 2500; i++) {
            damage(&text, sentences[k % 2], k < 2 ? &lost_8 : &strict, w->gbk);
            bihe_buffer_append_text(&expected, sentences[k % 2]);
        }
        repair(&r, bihe_buffer_view(&text), w->chars);
        assert_true(bihe_view_equal(bihe_buffer_view(&r.text), bihe_buffer_view(&expected)));
        clear(&r);
        bihe_buffer_clear(&expected);
        bihe_buffer_clear(&text);
    }
}

/* Wherever a long stretch of damage is divided, both parts see what is beyond. */
static void restores_where_lines_are_divided(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    for (size_t shift = 0; shift < 14; shift++) {
        bihe_buffer text, expected;
        repaired r;
        bihe_buffer_init(&text, &a);
        bihe_buffer_init(&expected, &a);
        for (size_t i = 0; i < shift; i++) {
            damage(&text, "的", &lost_8, w->gbk);
            bihe_buffer_append_text(&expected, "的");
        }
        for (size_t i = 0; i < 240; i++) {
            damage(&text, "使用自行车停在公司", &lost_8, w->gbk);
            bihe_buffer_append_text(&expected, "使用自行车停在公司");
        }
        repair(&r, bihe_buffer_view(&text), w->chars);
        assert_true(bihe_view_equal(bihe_buffer_view(&r.text), bihe_buffer_view(&expected)));
        clear(&r);
        bihe_buffer_clear(&expected);
        bihe_buffer_clear(&text);
    }
}

/* Sixteen languages and more, with the letters and marks that damage also consists of. */
static const char *const languages[] = {
    "L’été dernier, « le café » était fermé ; dommage… Où étiez-vous, chère Zoé ?",
    "Der Bär saß müde am Fluß und aß „süße“ Äpfel – was für ein Tag!",
    "El niño comió piñas en la montaña; ¿quién pagó? «Nadie», respondió él.",
    "A avó pôs o pão à mesa: são três fatias, não é? “É”, disse ela.",
    "Perché il caffè è così caro? Là costò un’ora d’attesa, però ne valeva la pena.",
    "Blåbärssylt på fjället: ät, drick och åk hem innan älven fryser. Ö är större än å.",
    "Æblerne på øen er små, men søde; så går vi ned til åen.",
    "Þetta er ekki ódýrt, sagði hún og ýtti við ísnum. Já, það er rétt.",
    "Yö oli pimeä, mutta järvellä näkyi tähtiä; äiti nukkui jo.",
    "L’àvia va dir que l’hivern seria llarg, però el gel ja és aquí; què hi farem?",
    "Het coëfficiënt van één proef zegt nog niets; ideeën genoeg, hè?",
    "Żółta łódź płynęła wśród trzcin, a księżyc świecił jaśniej niż latarnie.",
    "Příliš mnoho koní pilo z řeky; čekali jsme, až se účty zaplatí.",
    "Când vine iarna, țăranii își pregătesc căruțele și așteaptă în târg.",
    "Gece yarısı şehir ışıkları söndü; çocuklar üşüdü ama kimse ağlamadı.",
    "Đường làng mùa nước nổi rất đẹp, nhưng đi lại thì khó khăn vô cùng.",
    "Το βράδυ ο δρόμος ήταν άδειος και το φεγγάρι φώτιζε τη θάλασσα.",
    "Вечером дорога опустела, и над рекой поднялся «туман» — густой и тёплый.",
    "Увечері над річкою стояв туман; їжак під’їдав яблука біля ґанку.",
    "夕方になると、川の上に霧が出て、道には誰もいなかった。",
    "저녁이 되자 강 위에 안개가 끼고 길에는 아무도 없었다.",
    "في المساء خلت الطريق وارتفع الضباب فوق النهر.",
    "शाम को सड़क खाली थी और नदी पर कोहरा छा गया।",
    "ตอนเย็นถนนว่างเปล่าและมีหมอกลอยเหนือแม่น้ำ",
    "傍晚，路上空无一人，河面上起了雾……“真静啊！”她说。",
    "傍晚，路上空無一人，河面上起了霧……「真靜啊！」她說。",
    "Prices: £5–£10, €20, ¥300, 50¢; ± 2 µm, 3 × 10³ ½ ¼ ¾ © ® ™ § ¶ † ‡ • …",
    "áéíóúü ÁÉÍÓÚÜ àèìòù âêîôû ãõñ åäö ÅÄÖ æøå ÆØÅ çÇ ÿŸ œŒ šŠ žŽ",
    "涓涓细流，娴静如水；瀹茶待客，锛子凿子都在墙上。",
    "锟铻宝剑，斤斤计较，拷贝一份。",
};

static void leaves_languages(void **state)
{
    const world *w = *state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        assert_unchanged(languages[i], w->chars);
        assert_unchanged(languages[i], NULL);
    }
}

/* Healthy lines in a text that is damaged elsewhere are looked at with more suspicion. */
static void leaves_languages_beside_damage(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer damaged;
    bihe_buffer_init(&damaged, &a);
    damage(&damaged, chars_sentences[0], &lost_8, w->gbk);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        bihe_buffer text, expected;
        repaired r;
        bihe_buffer_init(&text, &a);
        bihe_buffer_init(&expected, &a);
        bihe_buffer_append_format(&text, "%s\n", languages[i]);
        bihe_buffer_append_view(&text, bihe_buffer_view(&damaged));
        bihe_buffer_append_format(&expected, "%s\n%s", languages[i], chars_sentences[0]);
        bihe_buffer_append_byte(&expected, '\0');
        repair(&r, bihe_buffer_view(&text), w->chars);
        assert_view(bihe_buffer_view(&r.text), expected.ptr);
        clear(&r);
        bihe_buffer_clear(&expected);
        bihe_buffer_clear(&text);
    }
    bihe_buffer_clear(&damaged);
}

static void leaves_quoted_damage(void **state)
{
    const world *w = *state;
    static const char *const texts[] = {
        "有人把“你好”写成“ä½\u00A0å¥½”，那是编码错了。",
        "The page shows `ä½\u00A0å¥½` where a greeting should be.",
        "If “â€™” stands for ’ the page was read as Windows-1252.",
        "“浣犲ソ”就是读错了的“你好”。",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_unchanged(texts[i], w->chars);
        assert_unchanged(texts[i], NULL);
    }
}

static void reports_what_is_beyond_repair(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    const damage_model gone = {"GBK as UTF-8", GBK_AS_UTF8, NULL, NULL, false, 1};
    const damage_model again = {"and as GBK", UTF8_AS_GBK, NULL, "\uFFFD", false, 1};
    for (size_t i = 0; i < HEALTHY; i++) {
        bihe_buffer once, twice;
        repaired r;
        bihe_buffer_init(&once, &a);
        bihe_buffer_init(&twice, &a);
        damage(&once, healthy[i], &gone, w->gbk);
        bihe_buffer_append_byte(&once, '\0');
        damage(&twice, once.ptr, &again, w->gbk);
        bihe_buffer_append_byte(&twice, '\0');
        const char *const texts[] = {once.ptr, twice.ptr};
        for (size_t k = 0; k < 2; k++) {
            repair(&r, bihe_view_of(texts[k]), w->chars);
            assert_view(bihe_buffer_view(&r.text), texts[k]);
            assert_int_equal(r.result.status, BIHE_REPAIR_UNRECOVERABLE);
            assert_int_equal(r.result.repaired, 0);
            assert_true(r.result.lost > 0);
            clear(&r);
        }
        bihe_buffer_clear(&once);
        bihe_buffer_clear(&twice);
    }
}

/* One lost character in healthy text is a loss, but does not spoil the text. */
static void counts_single_losses(void **state)
{
    const world *w = *state;
    const char *const text = "图书馆早上九点\uFFFD门，下午五点关门。";
    repaired r;
    repair(&r, bihe_view_of(text), w->chars);
    assert_view(bihe_buffer_view(&r.text), text);
    assert_int_equal(r.result.status, BIHE_REPAIR_PARTLY);
    assert_int_equal(r.result.lost, 1);
    clear(&r);
}

/* A text that was changed is not reported as it was, even where U+FFFD is all that came of it. */
static void marks_beside_what_is_beyond_repair(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text;
    repaired r;
    bihe_buffer_init(&text, &a);
    bihe_buffer_append_text(&text, "\uFFFD\uFFFD\uFFFD\uFFFD\n");
    damage(&text, "不中", &lost_8, w->gbk);
    repair(&r, bihe_buffer_view(&text), NULL);
    assert_view(bihe_buffer_view(&r.text), "\uFFFD\uFFFD\uFFFD\uFFFD\n\uFFFD\uFFFD");
    assert_int_equal(r.result.status, BIHE_REPAIR_PARTLY);
    assert_int_equal(r.result.lost, 6);
    clear(&r);
    bihe_buffer_clear(&text);
}

/* Repairing what was repaired changes nothing, and lines stay lines. */
static void repairs_once_and_for_all(void **state)
{
    const world *w = *state;
    const bihe_allocator a = bihe_allocator_default();
    for (size_t k = 0; k < sizeof damage_lossy / sizeof *damage_lossy; k++)
        for (size_t i = 0; i < HEALTHY; i++) {
            bihe_buffer damaged;
            repaired once, twice;
            bihe_buffer_init(&damaged, &a);
            damage(&damaged, healthy[i], &damage_lossy[k], w->gbk);
            repair(&once, bihe_buffer_view(&damaged), i % 2 == 0 ? w->chars : NULL);
            repair(&twice, bihe_buffer_view(&once.text), w->chars);
            assert_true(
                bihe_view_equal(bihe_buffer_view(&once.text), bihe_buffer_view(&twice.text)));
            size_t before = 0, after = 0;
            for (size_t j = 0; j < damaged.len; j++)
                before += damaged.ptr[j] == '\n';
            for (size_t j = 0; j < once.text.len; j++)
                after += once.text.ptr[j] == '\n';
            assert_int_equal(before, after);
            clear(&twice);
            clear(&once);
            bihe_buffer_clear(&damaged);
        }
}

static void names_everything(void **state)
{
    (void)state;
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_CLEAN), "clean");
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_REPAIRED), "repaired");
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_PARTLY), "partly");
    assert_string_equal(bihe_repair_status_name(BIHE_REPAIR_UNRECOVERABLE), "unrecoverable");
    assert_string_equal(bihe_repair_kind_name(BIHE_REPAIR_EXACT), "exact");
    assert_string_equal(bihe_repair_kind_name(BIHE_REPAIR_INFERRED), "inferred");
    assert_string_equal(bihe_repair_kind_name(BIHE_REPAIR_LOST), "lost");
}

static int setup(void **state)
{
    static world w;
    const bihe_allocator a = bihe_allocator_default();
    bihe_error err;
    chars_init(&w.files);
    assert_int_equal(chars_train(&w.files, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_charlm_open(&w.chars, w.files.model, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_gbk_new(&w.gbk, &a, &err), BIHE_OK);
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    bihe_gbk_free(w->gbk);
    bihe_charlm_close(w->chars);
    chars_clear(&w->files);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(restores_exactly),
        cmocka_unit_test(restores_other_characters_of_a_line),
        cmocka_unit_test(infers_lost_bytes),
        cmocka_unit_test(infers_bytes_lost_at_last),
        cmocka_unit_test(infers_most_without_controls),
        cmocka_unit_test(marks_lost_characters_without_a_model),
        cmocka_unit_test(lists_edits),
        cmocka_unit_test(doubts_what_it_cannot_know),
        cmocka_unit_test(obeys_lost_bytes),
        cmocka_unit_test(reads_lists_of_bytes),
        cmocka_unit_test(keeps_healthy_neighbours),
        cmocka_unit_test(follows_the_document),
        cmocka_unit_test(finds_signs_of_numbers),
        cmocka_unit_test(repairs_what_goes_with_damage),
        cmocka_unit_test(repairs_values_of_front_matter),
        cmocka_unit_test(tells_lines_apart),
        cmocka_unit_test(restores_long_lines),
        cmocka_unit_test(restores_where_lines_are_divided),
        cmocka_unit_test(leaves_languages),
        cmocka_unit_test(leaves_languages_beside_damage),
        cmocka_unit_test(leaves_quoted_damage),
        cmocka_unit_test(reports_what_is_beyond_repair),
        cmocka_unit_test(counts_single_losses),
        cmocka_unit_test(marks_beside_what_is_beyond_repair),
        cmocka_unit_test(repairs_once_and_for_all),
        cmocka_unit_test(names_everything),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
