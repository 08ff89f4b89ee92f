// SPDX-License-Identifier: Apache-2.0
// The posts, their beads and what a person does to them; knows nothing of the page.
//
// A bead holds `count[side]` sentences from `first[side]` on and is never changed, only replaced by
// others, so that every step is a splice of a post's beads: undoing it is the splice backwards.
'use strict';

const SIDES = [0, 1];

/** One step: `old` beads of a post, from `at` on, became `made`. `from` and `to` are the beads that
 *  were chosen before and after it. */
class Step {
  constructor(post, at, old, made, from, to) {
    Object.assign(this, {post, at, old, made, from, to});
  }
}

class Review {
  /** `data` is what the page holds: see src/write/html.c. */
  constructor(data) {
    this.languages = data.languages;
    this.made = 0;
    this.done = [];
    this.undone = [];
    this.saved = 0;
    this.byId = new Map();
    this.posts = data.posts.map((given, number) => this.readPost(given, number));
  }

  readPost(given, number) {
    const post = {...given, number, sentences: [[], []], beads: []};
    for (const [zh, en, score, state] of given.beads) {
      const first = SIDES.map((s) => post.sentences[s].length);
      [zh, en].forEach((texts, s) => post.sentences[s].push(...texts.map(Review.readSentence)));
      post.beads.push(this.makeBead(post, first, [zh.length, en.length],
        {score, rank: score < 0 ? 0 : score, state: state || '', kept: state || ''}));
    }
    return post;
  }

  static readSentence([text, first = 0, last = first, count = 1, doubtful = 0]) {
    return {text, first, last, count, doubtful};
  }

  /** score: of the aligner, below 0 unknown. rank: the score it is sorted and filtered by. state:
   *  '', approved, rejected, edited. kept: the state that edits of an earlier review gave it. */
  makeBead(post, first, count, rest) {
    const bead = Object.freeze({id: this.made, post, first, count, ...rest});
    this.made += 1;
    this.byId.set(bead.id, bead);
    return bead;
  }

  sentences(bead, side) {
    const start = bead.first[side];
    return bead.post.sentences[side].slice(start, start + bead.count[side]);
  }

  /** Sentences of each side; a unit of a memory may stand for several. */
  type(bead) {
    return SIDES.map((s) => this.sentences(bead, s).reduce((sum, x) => sum + x.count, 0)).join('-');
  }

  neighbour(bead, direction) {
    const beads = bead.post.beads;
    return beads[beads.indexOf(bead) + direction] || null;
  }

  // --- what a person does; each returns the bead to go on with, or null where it cannot be done ---

  setState(bead, state) {
    const next = this.makeBead(bead.post, bead.first, bead.count, {...Review.rest(bead), state});
    return this.replace(bead, [bead], [next], next);
  }

  merge(bead, direction) {
    const other = this.neighbour(bead, direction);
    if (!other) return null;
    const [a, b] = direction < 0 ? [other, bead] : [bead, other];
    const made = this.edited(bead, a.first, SIDES.map((s) => a.count[s] + b.count[s]), [a, b]);
    return this.replace(bead, [a, b], [made], made);
  }

  /** Cuts after sentence `k` (from 1) of a side; the other side is cut where as much of its text has
   *  been read. */
  split(bead, side, k) {
    const n = bead.count[side];
    const other = 1 - side;
    const cut = [0, 0];
    if (n === 1 && bead.count[other] === 1) {
      cut[0] = 1;
    } else {
      if (k < 1 || k >= n) return null;
      cut[side] = k;
      cut[other] = this.sameShare(bead, side, k);
    }
    const rest = SIDES.map((s) => bead.count[s] - cut[s]);
    const made = [this.edited(bead, bead.first, cut, [bead]),
      this.edited(bead, SIDES.map((s) => bead.first[s] + cut[s]), rest, [bead])];
    return this.replace(bead, [bead], made, made[0]);
  }

  /** How many sentences of the other side to take so that the shares of text read are closest. */
  sameShare(bead, side, k) {
    const lengths = SIDES.map((s) => this.sentences(bead, s).map((x) => x.text.length));
    const sum = (list) => list.reduce((a, b) => a + b, 0);
    const share = sum(lengths[side].slice(0, k)) / Math.max(1, sum(lengths[side]));
    const other = lengths[1 - side];
    let best = 0;
    let least = Infinity;
    for (let j = 0; j <= other.length; j += 1) {
      const distance = Math.abs(sum(other.slice(0, j)) / Math.max(1, sum(other)) - share);
      if (distance < least) [best, least] = [j, distance];
    }
    return best;
  }

  /** The side's first sentence to the bead before (-1), or its last to the bead after (1). A bead
   *  that is left without sentences goes. */
  move(bead, side, direction) {
    if (bead.count[side] === 0) return null;
    const other = this.neighbour(bead, direction);
    const one = SIDES.map((s) => (s === side ? 1 : 0));
    if (!other && bead.count[0] + bead.count[1] === 1) return null;
    const less = SIDES.map((s) => bead.count[s] - one[s]);
    const more = SIDES.map((s) => (other ? other.count[s] : 0) + one[s]);
    const old = other ? [bead, other] : [bead];
    const counts = direction < 0 ? [more, less] : [less, more];
    if (direction < 0) old.reverse();
    let first = old[0].first;
    const made = [];
    for (const count of counts) {
      if (count[0] + count[1] > 0) made.push(this.edited(bead, first, count, old));
      first = SIDES.map((s) => first[s] + count[s]);
    }
    const keep = direction < 0 ? made[made.length - 1] : made[0];
    return this.replace(bead, old, made, keep);
  }

  static rest(bead) {
    return {score: bead.score, rank: bead.rank, state: bead.state, kept: bead.kept};
  }

  /** A bead that a person made out of `old`. */
  edited(bead, first, count, old) {
    const rank = Math.min(...old.map((b) => b.rank));
    return this.makeBead(bead.post, first, count, {score: -1, rank, state: 'edited', kept: ''});
  }

  // --- steps ---

  replace(from, old, made, to) {
    const post = from.post;
    const step = new Step(post, post.beads.indexOf(old[0]), old, made, from, to);
    this.done.push(step);
    this.undone = [];
    if (this.saved >= this.done.length) this.saved = -1;
    post.beads.splice(step.at, old.length, ...made);
    if (this.changed) this.changed(old, made);
    return to;
  }

  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    step.post.beads.splice(step.at, step.made.length, ...step.old);
    if (this.changed) this.changed(step.made, step.old);
    return step.from;
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    step.post.beads.splice(step.at, step.old.length, ...step.made);
    if (this.changed) this.changed(step.old, step.made);
    return step.to;
  }

  get isSaved() { return this.saved === this.done.length; }

  // --- the file of edits ---

  /** Lines of JSON: a head, then each bead that a person has decided on. What an earlier review had
   *  decided and this one took back is "withdrawn". Matched by its text when it is applied; "at"
   *  only tells places of the same text apart. */
  edits() {
    const lines = [{bihe_edits: 1, languages: this.languages}];
    for (const post of this.posts) {
      for (const bead of post.beads) {
        const status = bead.state || (bead.kept && 'withdrawn');
        if (!status) continue;
        const line = {post: post.post};
        SIDES.forEach((s) => {
          line[this.languages[s]] = this.sentences(bead, s).map((x) => x.text);
        });
        lines.push({...line, at: bead.first, status});
      }
    }
    return lines;
  }
}
