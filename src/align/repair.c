/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Repair of one text, the second step of the flow: a fast look tells the lines that may be damaged;
 * the damage of all of them together tells which bytes were lost; then each is restored by the
 * cheapest way through what its characters may have been. Everything else stays byte for byte.
 */
#include "align/repairer.h"

#include "align/damage.h"
#include "align/legacy.h"
#include "align/suspect.h"
#include "base/error.h"
#include "text/utf8.h"

#include <string.h>

enum {
    LINE_MAX_BYTES = 1 << 15, /* a longer line is worked on in parts */
    CUT_BYTES = 1 << 12,      /* where a good place to divide it is looked for */
    LEARN_BYTES = 1 << 18,    /* of suspect lines, read to learn about the damage */
    COUNT_BYTES = 1 << 18,    /* of healthy text, read to learn its words */
    CONTEXT = 8,              /* symbols around damage that help to restore it */
    STRETCH_SYMBOLS = 1500,   /* symbols searched at a time, until a good place to divide them */
    OVERLAP = 24,             /* symbols searched with both of the parts of a divided line */
    MARK = 0x951F,            /* the character with which U+FFFD, read as GBK, begins */
    SURE = BIHE_CHARLM_UNIT,  /* margin from which on a character helps with others */
};

/* What a fast look at a line saw. */
typedef struct glance {
    size_t latin;    /* characters U+0080 .. U+00FF */
    size_t pairs;    /* of these, with another character beyond ASCII right after */
    size_t han;      /* U+4000 .. U+9FFF */
    size_t suspects; /* of these, the ones of a set */
    size_t replaced; /* U+FFFD */
    size_t other;    /* other characters beyond ASCII */
    size_t marks;    /* MARK */
} glance;

/* A line that needs a second look. */
typedef struct suspect_line {
    size_t start, end;
    glance seen;
} suspect_line;

typedef struct repairer {
    const bihe_repair_request *request;
    const bihe_allocator *allocator;
    bihe_view text;
    bihe_buffer *out;
    bihe_repair_result *result;
    bihe_error *err;
    bihe_finder finder;
    bihe_lattice lattice;
    bihe_path path;
    bihe_search *search;
    bihe_locallm *local; /* what the document says of its characters; NULL without a model */
    size_t counted;      /* bytes of healthy text */
    bool count_failed;   /* out of memory */
    bool counting;       /* the text is restored to be counted, not to be written */
    suspect_line *lines;
    size_t line_count, line_capacity;
    size_t line_start; /* offset of the line in the text */
    uint8_t open;      /* brackets open at the place reached in the line */
    size_t spoilt;     /* characters of lines that nothing explains */
    bool changed;      /* some character was replaced, if only by U+FFFD */
} repairer;

/* Past the ASCII characters from `i` on. */
static size_t skip_ascii(const unsigned char *s, size_t i, size_t len)
{
    uint64_t eight;
    for (; i + sizeof eight <= len; i += sizeof eight) {
        memcpy(&eight, s + i, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080)) break;
    }
    while (i < len && s[i] < 0x80)
        i++;
    return i;
}

/* `line` is valid UTF-8. */
static glance look_at(const bihe_suspects *set, bihe_view line)
{
    const unsigned char *const s = (const unsigned char *)line.ptr;
    glance g = {0};
    for (size_t i = skip_ascii(s, 0, line.len); i < line.len; i = skip_ascii(s, i, line.len)) {
        for (; i < line.len && s[i] >= 0xE0 && s[i] < 0xF0; i += 3) {
            const unsigned c = (s[i] & 0x0FU) << 12 | (s[i + 1] & 0x3FU) << 6 | (s[i + 2] & 0x3FU);
            const bool han = c >= 0x4000 && c < 0xA000;
            g.han += han;
            g.other += !han;
            g.suspects += set->bits[c / 8] >> c % 8 & 1;
            g.marks += c == MARK;
            g.replaced += c == BIHE_REPLACEMENT;
        }
        if (i == line.len || s[i] < 0x80) continue;
        const bool latin = s[i] <= 0xC3;
        g.latin += latin;
        g.other += !latin;
        i += s[i] < 0xE0 ? 2 : 4;
        g.pairs += latin && i < line.len && s[i] >= 0x80;
    }
    g.other -= g.replaced;
    return g;
}

/* Healthy Chinese has at most a few characters in a hundred of the set, damaged Chinese a third. */
static bool may_be_gbk(const glance *g)
{
    return g->suspects >= 2 && g->suspects * 8 >= g->han;
}

/* Damage leaves characters of Latin-1 side by side, where healthy text has them among letters. */
static bool is_suspect(const glance *g)
{
    return g->pairs > 0 || g->replaced > 0 || g->marks > 0 || may_be_gbk(g);
}

/* The end of the line, or of the part of it, that starts at `start`. */
static size_t end_of_line(bihe_view text, size_t start)
{
    const size_t limit = text.len - start < LINE_MAX_BYTES ? text.len - start : LINE_MAX_BYTES;
    const char *newline = memchr(text.ptr + start, '\n', limit);
    if (newline != NULL) return (size_t)(newline - text.ptr) + 1;
    if (limit == text.len - start) return text.len;
    const unsigned char *const s = (const unsigned char *)text.ptr + start;
    size_t lead = 0, boundary = 0;
    for (size_t k = limit; k > limit - CUT_BYTES; k--) {
        if (s[k] < 0x80) return start + k;
        if ((s[k] & 0xC0) != 0x80 && boundary == 0) boundary = k;
        if (s[k] == 0xC3 && s[k + 1] >= 0xA3 && s[k + 1] <= 0xAF && lead == 0) lead = k;
    }
    return start + (lead > 0 ? lead : boundary);
}

static bihe_status find_damage(repairer *r, bihe_view line, const glance *g, bihe_finding *finding)
{
    *finding = (bihe_finding){.reading = BIHE_READING_HEALTHY};
    bihe_status status = BIHE_OK;
    if (g->pairs > 0) status = bihe_finder_look(&r->finder, line, finding, r->err);
    if (status == BIHE_OK && finding->reading == BIHE_READING_HEALTHY && may_be_gbk(g))
        status = bihe_finder_look_gbk(&r->finder, line, finding, r->err);
    return status;
}

/* Reads suspect lines to find out what the damage does to bytes. */
static bihe_status learn(repairer *r)
{
    size_t read = 0;
    for (size_t i = 0; i < r->line_count && read < LEARN_BYTES; i++) {
        const suspect_line *line = &r->lines[i];
        bihe_finding finding;
        const bihe_status status =
            find_damage(r, bihe_view_slice(r->text, line->start, line->end), &line->seen, &finding);
        if (status != BIHE_OK) return status;
        read += line->end - line->start;
        if (finding.reading != BIHE_READING_HEALTHY) bihe_finder_learn(&r->finder, &finding);
    }
    bihe_finder_decide(&r->finder, r->request->lost);
    return BIHE_OK;
}

/* Counts a character that is sure, or that something stands where it is not. */
static void count_character(repairer *r, int32_t c, bool sure)
{
    if (sure && bihe_char_is_space(c)) return;
    const unsigned token = sure ? bihe_charlm_token(r->request->chars, c, NULL) : BIHE_TOKEN_NONE;
    r->count_failed |= !bihe_locallm_count(r->local, token);
}

/* Healthy symbols [from, to), one character, as it stands in the text. */
static void write_kept(repairer *r, const bihe_finding *finding, uint32_t from, uint32_t to,
                       int32_t c)
{
    const bihe_symbol *s = finding->symbols->items;
    if (r->counting) {
        count_character(r, c, true);
        return;
    }
    /* the second byte of a pair whose first one was damaged stands for nothing in the text */
    if (finding->depth > 1 || s[from].at == s[from].end)
        bihe_utf8_append(r->out, c);
    else
        bihe_buffer_append_view(r->out, bihe_view_slice(r->text, r->line_start + s[from].at,
                                                        r->line_start + s[to - 1].end));
}

static bool add_edit(repairer *r, const bihe_repair_edit *edit)
{
    bihe_repair_result *result = r->result;
    const size_t n = result->edit_count;
    if (!r->request->edits) return true;
    bihe_repair_edit *last = n > 0 ? &result->edits[n - 1] : NULL;
    if (last != NULL && edit->kind == BIHE_REPAIR_EXACT && last->kind == BIHE_REPAIR_EXACT &&
        last->offset + last->length == edit->offset) {
        last->length += edit->length;
        last->new_length += edit->new_length;
        return true;
    }
    if (n == 0 || (n >= 8 && (n & (n - 1)) == 0)) {
        void *edits =
            bihe_mem_resize(r->allocator, result->edits, n < 8 ? 8 : 2 * n, sizeof *result->edits);
        if (edits == NULL) return false;
        result->edits = edits;
    }
    result->edits[result->edit_count++] = *edit;
    return true;
}

static bool write_restored(repairer *r, const bihe_finding *finding, const bihe_edge *edge,
                           int32_t c, int32_t margin)
{
    const bihe_symbol *s = finding->symbols->items;
    if (r->counting) {
        count_character(r, c, edge->kind != BIHE_EDGE_LOST && margin >= SURE);
        return true;
    }
    bihe_repair_edit edit = {
        .offset = r->line_start + s[edge->from].at,
        .new_offset = r->out->len,
        .margin = (double)margin / BIHE_CHARLM_UNIT,
    };
    r->changed = true;
    edit.length = r->line_start + s[edge->to - 1].end - edit.offset;
    bihe_utf8_append(r->out, c);
    edit.new_length = r->out->len - edit.new_offset;
    if (edge->kind == BIHE_EDGE_LOST) {
        edit.kind = BIHE_REPAIR_LOST;
        edit.margin = 0;
        r->result->lost++;
    } else {
        edit.kind = edge->kind == BIHE_EDGE_EXACT ? BIHE_REPAIR_EXACT : BIHE_REPAIR_INFERRED;
        r->result->repaired++;
        r->result->doubtful +=
            edge->kind == BIHE_EDGE_INFERRED && edit.margin < BIHE_REPAIR_DOUBTFUL;
    }
    return add_edit(r, &edit);
}

/* Symbols of a line that are searched together. */
typedef struct stretch {
    uint32_t begin, end; /* searched */
    uint32_t from, to;   /* of these, written; what is around them is context */
} stretch;

static bihe_status write_path(repairer *r, const bihe_finding *finding, const stretch *part)
{
    for (size_t i = 0; i < r->path.count; i++) {
        const bihe_step *step = &r->path.steps[i];
        const bihe_edge *edge = &r->lattice.edges[step->edge];
        const int32_t c = r->lattice.candidates[step->candidate].c;
        if (edge->from < part->from || edge->from >= part->to) continue;
        (void)bihe_bracket_follow(c, &r->open);
        if (edge->kind == BIHE_EDGE_KEPT)
            write_kept(r, finding, edge->from, edge->to, c);
        else if (!write_restored(r, finding, edge, c, step->margin))
            return bihe_fail_memory(r->err);
    }
    return BIHE_OK;
}

static bihe_status restore_stretch(repairer *r, const bihe_finding *finding, const stretch *part)
{
    const bihe_profile as_gbk = {.question = true};
    const bihe_profile *const profiles[] = {
        [BIHE_READING_UTF8] = &r->finder.profile,
        [BIHE_READING_GBK] = &r->finder.gbk_profile,
        [BIHE_READING_UTF8_AS_GBK] = &as_gbk,
    };
    const bihe_lattice_input input = {
        .symbols = finding->symbols,
        .profile = profiles[finding->reading],
        .gbk = r->finder.gbk,
        .reading = finding->reading,
        .spans = finding->spans,
        .span_count = finding->span_count,
    };
    const bihe_damage_history *h = &r->finder.history;
    r->lattice.traditional = h->traditional > h->simplified;
    r->lattice.line_starts = part->begin == 0;
    r->lattice.line_ends = part->end == finding->symbols->count;
    r->lattice.open = r->open;
    r->lattice.local = r->counting ? NULL : r->local;
    r->lattice.draft = r->counting;
    bihe_lattice_build(&r->lattice, &input, part->begin, part->end);
    const bihe_status status = bihe_search_run(r->search, &r->lattice, &r->path, r->err);
    return status == BIHE_OK ? write_path(r, finding, part) : status;
}

/* Whether a character surely starts at symbol `i`, inside a span: a line may be divided there. */
static bool may_divide(const bihe_finding *finding, size_t i)
{
    const bihe_symbol *s = finding->symbols->items;
    if (i < 2 || (s[i].byte >= 0x80 && s[i].byte < 0xC0)) return false;
    return finding->reading == BIHE_READING_GBK ? s[i - 1].byte < 0x80
                                                : s[i].byte >= 0xE3 && s[i - 1].trail != 0 &&
                                                      s[i - 2].trail != 0 && s[i].at < s[i].end;
}

/* The end of the stretch that starts at `from` with span `*span`, which moves past it. */
static uint32_t end_of_stretch(const bihe_finding *finding, uint32_t from, size_t *span)
{
    const uint32_t count = (uint32_t)finding->symbols->count;
    for (;; ++*span) {
        const uint32_t to = finding->spans[*span].to;
        for (uint32_t i = from + STRETCH_SYMBOLS; i < to; i++)
            if (i > finding->spans[*span].from + 2 && may_divide(finding, i)) return i;
        const bool last = *span + 1 == finding->span_count;
        if (last || finding->spans[*span + 1].from > to + 2 * CONTEXT) {
            ++*span;
            return count - to < CONTEXT ? count : to + CONTEXT;
        }
    }
}

static void write_healthy(repairer *r, const bihe_finding *finding, uint32_t from, uint32_t to)
{
    const bihe_symbol *s = finding->symbols->items;
    while (from < to) {
        const bool pair = from + 1 < to && s[from + 1].at == s[from + 1].end;
        write_kept(r, finding, from, from + 1 + pair, s[from].c);
        (void)bihe_bracket_follow(s[from].c, &r->open);
        from += 1 + pair;
    }
}

/* A place to divide the line a little before or after symbol `at`, `at` itself where there is none.
 */
static uint32_t place_near(const bihe_finding *finding, uint32_t at, bool after)
{
    const uint32_t count = (uint32_t)finding->symbols->count;
    for (uint32_t k = OVERLAP; k < 2 * OVERLAP; k++) {
        if (after ? at + k >= count : at <= k) return after ? count : 0;
        const uint32_t place = after ? at + k : at - k;
        if (may_divide(finding, place)) return place;
    }
    return at;
}

static bihe_status restore_line(repairer *r, const bihe_finding *finding)
{
    uint32_t done = 0; /* symbols written */
    bool divided = false;
    r->open = 0;
    for (size_t span = 0; span < finding->span_count;) {
        const uint32_t first = finding->spans[span].from;
        const uint32_t from = first > done + CONTEXT ? first - CONTEXT : done;
        write_healthy(r, finding, done, from);
        stretch part = {.from = from, .to = end_of_stretch(finding, from, &span)};
        part.begin = divided ? place_near(finding, from, false) : from;
        divided = span < finding->span_count && finding->spans[span].from < part.to;
        part.end = divided ? place_near(finding, part.to, true) : part.to;
        const bihe_status status = restore_stretch(r, finding, &part);
        if (status != BIHE_OK) return status;
        done = part.to;
    }
    write_healthy(r, finding, done, (uint32_t)finding->symbols->count);
    return BIHE_OK;
}

/* Whether a line was damaged in a way that left nothing to go by: GBK taken for UTF-8, so that its
 * bytes became U+FFFD, and perhaps these were taken for GBK again. */
static bool is_spoilt(const glance *g)
{
    if (g->marks >= 2) return g->marks * 6 >= g->han;
    return g->replaced * 4 >= g->latin + g->han + g->other + g->replaced && g->replaced > 0;
}

/* Counts healthy lines; no more than COUNT_BYTES of the text. */
static void count_healthy(repairer *r, bihe_view text)
{
    const size_t room = COUNT_BYTES - r->counted;
    const bihe_view part = bihe_view_slice(text, 0, text.len < room ? text.len : room);
    for (size_t pos = 0; pos < part.len && !r->count_failed;)
        count_character(r, bihe_utf8_next(part, &pos), true);
    r->count_failed |= !bihe_locallm_note_numbers(r->local, part);
    r->counted += part.len;
    bihe_locallm_break(r->local);
}

static bihe_status repair_line(repairer *r, const suspect_line *suspect)
{
    const bihe_view line = bihe_view_slice(r->text, suspect->start, suspect->end);
    const glance *g = &suspect->seen;
    bihe_finding finding;
    const bihe_status status = find_damage(r, line, g, &finding);
    if (status != BIHE_OK) return status;
    r->line_start = suspect->start;
    if (finding.reading != BIHE_READING_HEALTHY) return restore_line(r, &finding);
    if (r->counting) {
        count_healthy(r, line);
        return BIHE_OK;
    }
    if (is_spoilt(g)) r->spoilt += g->replaced + g->marks;
    r->result->lost += is_spoilt(g) ? g->replaced + g->marks : g->replaced;
    bihe_buffer_append_view(r->out, line);
    return BIHE_OK;
}

/* Counts the characters of lines until enough was read, as far as they are sure. */
static bihe_status count_lines(repairer *r)
{
    bihe_status status = bihe_locallm_new(&r->local, r->allocator, r->err);
    size_t clean = 0, read = 0; /* read: of suspect lines, which take longest */
    r->counting = true;
    for (size_t i = 0; status == BIHE_OK && i < r->line_count && read < LEARN_BYTES; i++) {
        const suspect_line *line = &r->lines[i];
        count_healthy(r, bihe_view_slice(r->text, clean, line->start));
        status = repair_line(r, line);
        bihe_locallm_break(r->local);
        clean = line->end;
        read += line->end - line->start;
    }
    if (status == BIHE_OK) count_healthy(r, bihe_view_slice(r->text, clean, r->text.len));
    if (status == BIHE_OK) bihe_locallm_finish(r->local);
    r->counting = false;
    return status == BIHE_OK && r->count_failed ? bihe_fail_memory(r->err) : status;
}

static bihe_status repair_lines(repairer *r)
{
    size_t clean = 0; /* start of the text that is not written yet */
    for (size_t i = 0; i < r->line_count; i++) {
        bihe_buffer_append_view(r->out, bihe_view_slice(r->text, clean, r->lines[i].start));
        const bihe_status status = repair_line(r, &r->lines[i]);
        if (status != BIHE_OK) return status;
        clean = r->lines[i].end;
    }
    bihe_buffer_append_view(r->out, bihe_view_slice(r->text, clean, r->text.len));
    return r->out->failed ? bihe_fail_memory(r->err) : BIHE_OK;
}

static bihe_status find_suspects(repairer *r)
{
    bihe_suspects set;
    bihe_suspects_init(&set);
    for (size_t start = 0, end; start < r->text.len; start = end) {
        end = end_of_line(r->text, start);
        const glance seen = look_at(&set, bihe_view_slice(r->text, start, end));
        if (!is_suspect(&seen)) continue;
        void *lines = r->lines;
        if (!bihe_array_reserve(r->allocator, &lines, &r->line_capacity, r->line_count + 1,
                                sizeof *r->lines))
            return bihe_fail_memory(r->err);
        r->lines = lines;
        r->lines[r->line_count++] = (suspect_line){start, end, seen};
    }
    return BIHE_OK;
}

static bihe_repair_status status_of(const repairer *r)
{
    const bihe_repair_result *result = r->result;
    if (r->spoilt > 0 && !r->changed) return BIHE_REPAIR_UNRECOVERABLE;
    if (result->lost > 0) return BIHE_REPAIR_PARTLY;
    return result->repaired > 0 ? BIHE_REPAIR_REPAIRED : BIHE_REPAIR_CLEAN;
}

static bihe_status repair_suspect(repairer *r)
{
    bihe_status status = bihe_search_new(&r->search, r->allocator, r->err);
    if (status != BIHE_OK) return status;
    bihe_finder_init(&r->finder, r->request->chars, r->allocator);
    r->lattice.allocator = r->path.allocator = r->allocator;
    r->lattice.lm = r->request->chars;
    status = learn(r);
    const bool *const seen = r->finder.history.seen;
    const bool damaged =
        seen[BIHE_READING_UTF8] || seen[BIHE_READING_GBK] || seen[BIHE_READING_UTF8_AS_GBK];
    if (status == BIHE_OK && r->request->chars != NULL && damaged) status = count_lines(r);
    if (status == BIHE_OK) status = repair_lines(r);
    r->result->status = status_of(r);
    bihe_finder_clear(&r->finder);
    bihe_lattice_clear(&r->lattice);
    bihe_mem_free(r->allocator, r->path.steps);
    bihe_search_free(r->search);
    bihe_locallm_free(r->local);
    return status;
}

bihe_status bihe_repair_run(const bihe_repair_request *request, bihe_view text, bihe_buffer *out,
                            bihe_repair_result *result, bihe_error *err)
{
    repairer r = {
        .request = request,
        .allocator = &out->allocator,
        .text = text,
        .out = out,
        .result = result,
        .err = err,
    };
    *result = (bihe_repair_result){.status = BIHE_REPAIR_CLEAN};
    bihe_status status = find_suspects(&r);
    if (status == BIHE_OK) status = r.line_count > 0 ? repair_suspect(&r) : repair_lines(&r);
    bihe_mem_free(r.allocator, r.lines);
    return status;
}

bihe_repair_request bihe_repair_request_of(const bihe_model *model, const bihe_options *options)
{
    bihe_repair_request request = {.chars = model != NULL ? model->chars : NULL};
    if (options != NULL) (void)bihe_lost_bytes_parse(options->lost_bytes, &request.lost);
    return request;
}

const char *bihe_repair_kind_name(bihe_repair_kind kind)
{
    switch (kind) {
    case BIHE_REPAIR_EXACT: return "exact";
    case BIHE_REPAIR_INFERRED: return "inferred";
    case BIHE_REPAIR_LOST: return "lost";
    }
    return "unknown";
}

const char *bihe_repair_status_name(bihe_repair_status status)
{
    switch (status) {
    case BIHE_REPAIR_CLEAN: return "clean";
    case BIHE_REPAIR_REPAIRED: return "repaired";
    case BIHE_REPAIR_PARTLY: return "partly";
    case BIHE_REPAIR_UNRECOVERABLE: return "unrecoverable";
    }
    return "unknown";
}
