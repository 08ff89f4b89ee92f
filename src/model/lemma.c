/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lemmas: a table of irregular forms; otherwise the ending says which words the form may be of, and
 * the one that word lists have most often is taken, unless the form itself is a far commoner word
 * (news is not new, during not dure).
 */
#include "model/lemma.h"

#include "text/utf8.h"

#include <string.h>

enum {
    SHORTEST = 4, /* letters; shorter words have no ending to take off */
    SHORTEST_COMPARATIVE = 6,
    SHORTEST_ADVERB = 6,
    MOST_CANDIDATES = 2,
};

/* how much commoner than its lemma a form may be: log(50) */
static const double FORM_ADVANTAGE = 3.912 * BIHE_LEXICON_FORM_STEPS;

typedef struct irregular {
    const char *form, *lemma;
} irregular;

/* Ascending by form. Forms that are their own lemma are words, though they look like forms. */
static const irregular irregular_forms[] = {
    {"'d", "would"},
    {"'ll", "will"},
    {"'m", "be"},
    {"'re", "be"},
    {"'ve", "have"},
    {"according", "according"},
    {"always", "always"},
    {"am", "be"},
    {"an", "a"},
    {"analyses", "analysis"},
    {"anything", "anything"},
    {"are", "be"},
    {"arisen", "arise"},
    {"arose", "arise"},
    {"ate", "eat"},
    {"awoke", "awake"},
    {"bases", "basis"},
    {"beaten", "beat"},
    {"became", "become"},
    {"been", "be"},
    {"began", "begin"},
    {"begun", "begin"},
    {"being", "be"},
    {"bent", "bend"},
    {"besides", "besides"},
    {"best", "good"},
    {"better", "good"},
    {"bidden", "bid"},
    {"bit", "bite"},
    {"bitten", "bite"},
    {"bled", "bleed"},
    {"blew", "blow"},
    {"blown", "blow"},
    {"bore", "bear"},
    {"borne", "bear"},
    {"bought", "buy"},
    {"bound", "bind"},
    {"bred", "breed"},
    {"brethren", "brother"},
    {"broke", "break"},
    {"broken", "break"},
    {"brought", "bring"},
    {"building", "building"},
    {"built", "build"},
    {"burnt", "burn"},
    {"calves", "calf"},
    {"came", "come"},
    {"cannot", "not"},
    {"caught", "catch"},
    {"ceiling", "ceiling"},
    {"children", "child"},
    {"chose", "choose"},
    {"chosen", "choose"},
    {"clothes", "clothes"},
    {"clung", "cling"},
    {"crept", "creep"},
    {"crises", "crisis"},
    {"criteria", "criterion"},
    {"dealt", "deal"},
    {"did", "do"},
    {"does", "do"},
    {"doing", "do"},
    {"done", "do"},
    {"dove", "dive"},
    {"drank", "drink"},
    {"drawn", "draw"},
    {"dreamt", "dream"},
    {"drew", "draw"},
    {"driven", "drive"},
    {"drove", "drive"},
    {"drunk", "drink"},
    {"dug", "dig"},
    {"dying", "die"},
    {"eaten", "eat"},
    {"elder", "old"},
    {"eldest", "old"},
    {"evening", "evening"},
    {"everything", "everything"},
    {"fallen", "fall"},
    {"farther", "far"},
    {"farthest", "far"},
    {"fed", "feed"},
    {"feeling", "feeling"},
    {"feet", "foot"},
    {"fell", "fall"},
    {"felt", "feel"},
    {"fled", "flee"},
    {"flew", "fly"},
    {"flown", "fly"},
    {"flung", "fling"},
    {"forbade", "forbid"},
    {"forbidden", "forbid"},
    {"forgave", "forgive"},
    {"forgiven", "forgive"},
    {"forgot", "forget"},
    {"forgotten", "forget"},
    {"fought", "fight"},
    {"found", "find"},
    {"froze", "freeze"},
    {"frozen", "freeze"},
    {"further", "far"},
    {"furthest", "far"},
    {"gave", "give"},
    {"geese", "goose"},
    {"given", "give"},
    {"glasses", "glasses"},
    {"goes", "go"},
    {"gone", "go"},
    {"goods", "goods"},
    {"got", "get"},
    {"gotten", "get"},
    {"grew", "grow"},
    {"grown", "grow"},
    {"had", "have"},
    {"halves", "half"},
    {"hardly", "hardly"},
    {"has", "have"},
    {"having", "have"},
    {"heard", "hear"},
    {"held", "hold"},
    {"her", "she"},
    {"hers", "she"},
    {"herself", "she"},
    {"hid", "hide"},
    {"hidden", "hide"},
    {"him", "he"},
    {"himself", "he"},
    {"his", "he"},
    {"hundred", "hundred"},
    {"hung", "hang"},
    {"hypotheses", "hypothesis"},
    {"indices", "index"},
    {"is", "be"},
    {"its", "it"},
    {"itself", "it"},
    {"kept", "keep"},
    {"knelt", "kneel"},
    {"knew", "know"},
    {"knives", "knife"},
    {"known", "know"},
    {"laid", "lay"},
    {"lain", "lie"},
    {"leapt", "leap"},
    {"learnt", "learn"},
    {"leaves", "leave"},
    {"led", "lead"},
    {"left", "leave"},
    {"lent", "lend"},
    {"likely", "likely"},
    {"lit", "light"},
    {"lives", "life"},
    {"loaves", "loaf"},
    {"lonely", "lonely"},
    {"lost", "lose"},
    {"lovely", "lovely"},
    {"lying", "lie"},
    {"made", "make"},
    {"matrices", "matrix"},
    {"me", "i"},
    {"means", "means"},
    {"meant", "mean"},
    {"media", "medium"},
    {"meeting", "meeting"},
    {"men", "man"},
    {"met", "meet"},
    {"mice", "mouse"},
    {"mine", "i"},
    {"mistaken", "mistake"},
    {"mistook", "mistake"},
    {"morning", "morning"},
    {"my", "i"},
    {"myself", "i"},
    {"n't", "not"},
    {"nearly", "nearly"},
    {"news", "news"},
    {"nothing", "nothing"},
    {"older", "old"},
    {"oldest", "old"},
    {"our", "we"},
    {"ours", "we"},
    {"ourselves", "we"},
    {"overcame", "overcome"},
    {"oxen", "ox"},
    {"paid", "pay"},
    {"perhaps", "perhaps"},
    {"phenomena", "phenomenon"},
    {"proven", "prove"},
    {"ran", "run"},
    {"rang", "ring"},
    {"ridden", "ride"},
    {"risen", "rise"},
    {"rode", "ride"},
    {"rose", "rise"},
    {"rung", "ring"},
    {"said", "say"},
    {"sang", "sing"},
    {"sank", "sink"},
    {"sat", "sit"},
    {"saw", "see"},
    {"says", "say"},
    {"scarves", "scarf"},
    {"seen", "see"},
    {"selves", "self"},
    {"sent", "send"},
    {"series", "series"},
    {"sewn", "sew"},
    {"shaken", "shake"},
    {"shelves", "shelf"},
    {"shone", "shine"},
    {"shook", "shake"},
    {"shot", "shoot"},
    {"shown", "show"},
    {"slept", "sleep"},
    {"slid", "slide"},
    {"sold", "sell"},
    {"something", "something"},
    {"sometimes", "sometimes"},
    {"sought", "seek"},
    {"sown", "sow"},
    {"spat", "spit"},
    {"species", "species"},
    {"spent", "spend"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"sprang", "spring"},
    {"spun", "spin"},
    {"stank", "stink"},
    {"stole", "steal"},
    {"stolen", "steal"},
    {"stood", "stand"},
    {"striven", "strive"},
    {"strode", "stride"},
    {"struck", "strike"},
    {"stuck", "stick"},
    {"stung", "sting"},
    {"sung", "sing"},
    {"sunk", "sink"},
    {"swam", "swim"},
    {"swept", "sweep"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"swung", "swing"},
    {"taken", "take"},
    {"taught", "teach"},
    {"teeth", "tooth"},
    {"thanks", "thanks"},
    {"their", "they"},
    {"theirs", "they"},
    {"them", "they"},
    {"themselves", "they"},
    {"these", "this"},
    {"theses", "thesis"},
    {"thieves", "thief"},
    {"those", "that"},
    {"thought", "think"},
    {"threw", "throw"},
    {"thrown", "throw"},
    {"told", "tell"},
    {"took", "take"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"tying", "tie"},
    {"undergone", "undergo"},
    {"understood", "understand"},
    {"undertaken", "undertake"},
    {"undertook", "undertake"},
    {"underwent", "undergo"},
    {"undid", "undo"},
    {"undone", "undo"},
    {"upheld", "uphold"},
    {"us", "we"},
    {"vertices", "vertex"},
    {"was", "be"},
    {"wedding", "wedding"},
    {"went", "go"},
    {"wept", "weep"},
    {"were", "be"},
    {"withdrawn", "withdraw"},
    {"withdrew", "withdraw"},
    {"withheld", "withhold"},
    {"wives", "wife"},
    {"woke", "wake"},
    {"woken", "wake"},
    {"wolves", "wolf"},
    {"women", "woman"},
    {"won", "win"},
    {"wore", "wear"},
    {"worn", "wear"},
    {"worse", "bad"},
    {"worst", "bad"},
    {"wove", "weave"},
    {"woven", "weave"},
    {"written", "write"},
    {"wrote", "write"},
    {"wrung", "wring"},
    {"your", "you"},
    {"yours", "you"},
    {"yourself", "you"},
    {"yourselves", "you"},
};

static const char *find_irregular(bihe_view word)
{
    size_t low = 0, n = sizeof irregular_forms / sizeof *irregular_forms;
    while (n > 0) {
        const size_t half = n / 2;
        const int order = bihe_view_order(irregular_forms[low + half].form, word);
        if (order == 0) return irregular_forms[low + half].lemma;
        low += order < 0 ? half + 1 : 0;
        n = order < 0 ? n - half - 1 : half;
    }
    return NULL;
}

/* Whether the word ends so, with two letters or more before. */
static bool ends(bihe_view word, const char *ending)
{
    const size_t n = strlen(ending);
    return word.len >= n + 2 && memcmp(word.ptr + word.len - n, ending, n) == 0;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* What a form may be of: its first `stem` letters and `rest`. */
typedef struct candidate {
    size_t stem;
    const char *rest;
} candidate;

/* Of forms in -s. */
static size_t singulars(bihe_view w, candidate out[MOST_CANDIDATES])
{
    const size_t n = w.len;
    if (ends(w, "ies")) {
        out[0] = (candidate){n - 3, "y"};
        out[1] = (candidate){n - 2, ""};
        return 2;
    }
    if (ends(w, "ss") || ends(w, "us") || ends(w, "is")) return 0;
    out[0] = (candidate){n - 1, ""};
    out[1] = (candidate){n - 2, ""};
    return ends(w, "es") ? 2 : 1;
}

/* Of forms in -ed and -ing, whose ending has `len` letters. */
static size_t infinitives(bihe_view w, size_t len, candidate out[MOST_CANDIDATES])
{
    const size_t stem = w.len - len;
    bool has_vowel = false;
    for (size_t i = 0; i < stem; i++)
        has_vowel = has_vowel || is_vowel(w.ptr[i]) || w.ptr[i] == 'y';
    if (!has_vowel) return 0;
    const char last = w.ptr[stem - 1];
    const bool doubled = stem >= 3 && last == w.ptr[stem - 2] && !is_vowel(last);
    out[0] = (candidate){stem, ""};
    out[1] =
        doubled && last != 'l' && last != 's' ? (candidate){stem - 1, ""} : (candidate){stem, "e"};
    return 2;
}

static size_t candidates(bihe_view w, candidate out[MOST_CANDIDATES])
{
    const size_t n = w.len;
    out[0] = (candidate){n - 3, "y"};
    if (w.ptr[n - 1] == 's') return singulars(w, out);
    if (ends(w, "ied")) {
        out[1] = (candidate){n - 1, ""};
        return 2;
    }
    if (ends(w, "eed")) return 0;
    if (ends(w, "ed")) return infinitives(w, 2, out);
    if (ends(w, "ing")) return infinitives(w, 3, out);
    if (n >= SHORTEST_COMPARATIVE && ends(w, "ier")) return 1;
    if (n >= SHORTEST_COMPARATIVE && ends(w, "iest")) {
        out[0].stem = n - 4;
        return 1;
    }
    if (n < SHORTEST_ADVERB || !ends(w, "ly")) return 0;
    if (!ends(w, "ily")) out[0] = (candidate){n - 2, ""};
    return 1;
}

static bool is_plain(bihe_view word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z') return false;
    }
    return true;
}

bihe_view bihe_lemma(const bihe_lexicon *lexicon, bihe_view word, char room[BIHE_LEMMA_ROOM])
{
    const char *lemma = find_irregular(word);
    if (lemma != NULL) return bihe_view_of(lemma);
    if (word.len < SHORTEST || word.len >= BIHE_LEMMA_ROOM || !is_plain(word)) return word;
    candidate list[MOST_CANDIDATES];
    const size_t count = candidates(word, list);
    unsigned best = 0;
    size_t chosen = 0;
    for (size_t k = 0; k < count; k++) {
        const size_t rest = strlen(list[k].rest);
        memcpy(room, word.ptr, list[k].stem);
        memcpy(room + list[k].stem, list[k].rest, rest);
        const unsigned form = bihe_lexicon_form(lexicon, (bihe_view){room, list[k].stem + rest});
        if (form <= best) continue;
        best = form;
        chosen = k;
    }
    if (best == 0 || best + FORM_ADVANTAGE <= bihe_lexicon_form(lexicon, word)) return word;
    const size_t rest = strlen(list[chosen].rest);
    memcpy(room, word.ptr, list[chosen].stem);
    memcpy(room + list[chosen].stem, list[chosen].rest, rest);
    return (bihe_view){room, list[chosen].stem + rest};
}
