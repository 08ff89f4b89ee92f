// SPDX-License-Identifier: Apache-2.0
// The alignment plot of a post, which the page holds as a drawing: where the chosen bead is in it,
// and from a place in it to the bead. Its attributes data-x and data-y tell the lengths of the
// sides in characters, data-box where the plot lies in the drawing.
'use strict';

class Plot {
  /** `go(post, share)` is called with the shares of both sides where the drawing was clicked. */
  constructor(box, go) {
    this.box = box;
    this.place = box.querySelector('.plot');
    this.go = go;
    this.post = null;
    this.place.addEventListener('click', (event) => this.onClick(event));
  }

  get isOpen() { return !this.box.hidden; }

  close() { this.box.hidden = true; }

  /** Shows the plot of a post with a mark at a bead. */
  show(review, bead) {
    this.box.hidden = false;
    if (this.post !== bead.post) {
      const template = document.getElementById(`plot-${bead.post.number}`);
      this.post = bead.post;
      this.svg = template ? template.content.firstElementChild.cloneNode(true) : null;
      this.box.querySelector('h2').textContent = bead.post.title || bead.post.post;
      this.place.replaceChildren(...(this.svg ? [this.svg] : []));
    }
    if (this.svg) this.markBead(review, bead);
  }

  area() {
    const [x, y, width, height] = this.svg.dataset.box.split(' ').map(Number);
    return {x, y, width, height};
  }

  markBead(review, bead) {
    const old = this.svg.querySelector('.here');
    if (old) old.remove();
    const area = this.area();
    const [x, y] = SIDES.map((s) => Plot.share(bead, s));
    const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    const given = {class: 'here', cx: area.x + x * area.width, cy: area.y + y * area.height, r: 7,
      fill: 'none', stroke: 'currentColor', 'stroke-width': 2};
    for (const [name, value] of Object.entries(given)) circle.setAttribute(name, value);
    this.svg.append(circle);
  }

  /** How much of a side, in characters, stands before the middle of a bead. */
  static share(bead, side) {
    const ends = Plot.ends(bead.post, side);
    const at = (k) => (k > 0 ? ends[k - 1] : 0);
    const total = at(ends.length) || 1;
    return (at(bead.first[side]) + at(bead.first[side] + bead.count[side])) / 2 / total;
  }

  /** Characters up to the end of each sentence of a side. */
  static ends(post, side) {
    post.ends = post.ends || [];
    if (!post.ends[side]) {
      let sum = 0;
      post.ends[side] = post.sentences[side].map((x) => {
        sum += [...x.text].length;
        return sum;
      });
    }
    return post.ends[side];
  }

  onClick(event) {
    if (!this.svg) return;
    const area = this.area();
    const point = new DOMPoint(event.clientX, event.clientY)
      .matrixTransform(this.svg.getScreenCTM().inverse());
    this.go(this.post, [(point.x - area.x) / area.width, (point.y - area.y) / area.height]);
  }

  /** The bead of a post whose middle is nearest to the shares. */
  static nearest(post, shares) {
    let best = null;
    let least = Infinity;
    for (const bead of post.beads) {
      const distance = Math.hypot(...SIDES.map((s) => Plot.share(bead, s) - shares[s]));
      if (distance < least) [best, least] = [bead, distance];
    }
    return best;
  }
}
