/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences cut at their optional joints before alignment, so that it may part them where the other
 * language does, and put together again after it where it did not.
 */
#include "base/error.h"
#include "document.h"

enum { MOST_PIECES = 3 }; /* of a sentence: beads have room for few sentences */

/* A margin of 0 is that of a sentence of which nothing is known. */
static const double LEAST_DOUBT = -1e-6;

/* --- cutting ------------------------------------------------------------------------------ */

/* Whether joint `k` is one of the most likely, MOST_PIECES - 1 of them. */
static bool is_used(const bihe_cut *cut, size_t k)
{
    size_t better = 0;
    for (size_t n = 0; n < cut->joint_count; n++) {
        const double margin = cut->joints[n].margin;
        better += margin > cut->joints[k].margin || (margin >= cut->joints[k].margin && n < k);
    }
    return better < MOST_PIECES - 1;
}

static size_t pieces_of(const bihe_cut *cut)
{
    return cut->joint_count < MOST_PIECES - 1 ? cut->joint_count + 1 : MOST_PIECES;
}

/* Writes the pieces of a cut. A piece keeps the joints it holds; the one at its end is right behind
 * them, where gluing finds it. */
static size_t cut_one(bihe_cut cut, bihe_cut *out)
{
    size_t count = 0, first = 0, start = cut.start;
    for (size_t k = 0; k < cut.joint_count; k++) {
        const bihe_optional_joint *joint = &cut.joints[k];
        if (!is_used(&cut, k)) continue;
        const double margin = joint->margin < LEAST_DOUBT ? joint->margin : LEAST_DOUBT;
        out[count++] =
            (bihe_cut){start, cut.start + joint->end, margin, cut.joints + first, k - first};
        first = k + 1;
        start = cut.start + joint->next;
    }
    out[count++] =
        (bihe_cut){start, cut.end, cut.margin, cut.joints + first, cut.joint_count - first};
    return count;
}

bihe_status bihe_joints_cut(bihe_cut_list *cuts, const bihe_allocator *allocator, bihe_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < cuts->count; i++)
        count += pieces_of(&cuts->items[i]);
    if (count == cuts->count) return BIHE_OK;
    bihe_cut *pieces = bihe_mem_new(allocator, count, sizeof *pieces);
    if (pieces == NULL) return bihe_fail_memory(err);
    count = 0;
    for (size_t i = 0; i < cuts->count; i++)
        count += cut_one(cuts->items[i], pieces + count);
    bihe_mem_free(allocator, cuts->items);
    cuts->items = pieces;
    cuts->count = cuts->capacity = count;
    return BIHE_OK;
}

/* --- gluing ------------------------------------------------------------------------------- */

/* Reads sentences and beads and writes them again, fewer, in the same place. */
typedef struct gluer {
    bihe_sentence *sentences[2];
    size_t out[2];         /* sentences written */
    const char *origin[2]; /* where the sentence that the last piece was cut from starts */
    bool torn[2];          /* the last piece goes on in the next */
    bihe_bead *beads;
    size_t bead_count; /* written */
} gluer;

/* Makes `count` joints from the first-th on count from the sentence's start, not from that of the
 * whole which it is a part of. */
static void place_joints(const bihe_sentence *sentence, size_t first, size_t count,
                         const char *origin)
{
    const size_t before = (size_t)(sentence->text.ptr - origin);
    /* the array is the document's own, see keep_joints in sentences.c */
    bihe_optional_joint *joints = (bihe_optional_joint *)(uintptr_t)sentence->joints;
    for (size_t k = first; before > 0 && k < first + count; k++) {
        joints[k].end -= before;
        joints[k].next -= before;
    }
}

/* Adds the next piece to a sentence: both are views of one passage, and the joint between them
 * stands between theirs. */
static void append_piece(bihe_sentence *sentence, const bihe_sentence *next, const char *origin)
{
    place_joints(sentence, sentence->joint_count, 1 + next->joint_count, origin);
    sentence->text.len = (size_t)(next->text.ptr + next->text.len - sentence->text.ptr);
    sentence->line[1] = next->line[1];
    sentence->margin = next->margin;
    sentence->joint_count += 1 + next->joint_count;
    sentence->repaired += next->repaired;
    sentence->doubtful += next->doubtful;
}

/* Writes `count` sentences of a bead from `first` on; `joined`: the first continues the last
 * written. Returns how many sentences were added. */
static size_t write_side(gluer *g, int side, size_t first, size_t count, bool joined)
{
    bihe_sentence *sentences = g->sentences[side];
    const size_t before = g->out[side];
    for (size_t k = 0; k < count; k++) {
        const bihe_sentence piece = sentences[first + k];
        if (!g->torn[side]) g->origin[side] = piece.text.ptr;
        if (g->torn[side] && (k > 0 || joined)) {
            append_piece(&sentences[g->out[side] - 1], &piece, g->origin[side]);
        } else {
            place_joints(&piece, 0, piece.joint_count, g->origin[side]);
            sentences[g->out[side]++] = piece;
        }
        g->torn[side] = piece.margin < 0;
    }
    return g->out[side] - before;
}

/* Whether two sentences left alone are pieces of one. */
static bool continues(const gluer *g, const bihe_bead *bead)
{
    if (g->bead_count == 0) return false; /* of this section */
    const bihe_bead *last = &g->beads[g->bead_count - 1];
    for (int s = 0; s < 2; s++) {
        if (bead->count[1 - s] == 0 && last->count[1 - s] == 0) return g->torn[s];
    }
    return false;
}

static void write_bead(gluer *g, const bihe_bead *bead)
{
    const bool joined = continues(g, bead);
    bihe_bead next = {.first = {g->out[0], g->out[1]}, .score = bead->score};
    for (int s = 0; s < 2; s++)
        next.count[s] = write_side(g, s, bead->first[s], bead->count[s], joined);
    if (!joined) {
        g->beads[g->bead_count++] = next;
        return;
    }
    bihe_bead *last = &g->beads[g->bead_count - 1];
    if (next.score < last->score) last->score = next.score;
}

void bihe_document_glue(bihe_document *document, const size_t first[2], size_t first_bead)
{
    gluer g = {.beads = document->beads.items + first_bead};
    for (int s = 0; s < 2; s++)
        g.sentences[s] = document->sentences[s] + first[s];
    for (size_t k = first_bead; k < document->beads.count; k++) {
        const bihe_bead bead = document->beads.items[k];
        write_bead(&g, &bead);
    }
    document->beads.count = first_bead + g.bead_count;
    for (int s = 0; s < 2; s++)
        document->stats.sentences[s] = first[s] + g.out[s];
}
