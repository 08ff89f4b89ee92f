// SPDX-License-Identifier: Apache-2.0
// A long list of which only what is near the window is in the page. Entries stand in chunks; a
// chunk far away is an empty box as high as it was, or as it is likely to be.
'use strict';

class List {
  /** `draw(entry)` makes the element of an entry. */
  constructor(root, draw) {
    this.root = root;
    this.draw = draw;
    this.chunks = [];
    this.homes = new Map();
    this.average = 62;
    this.watcher = new IntersectionObserver((seen) => this.onSeen(seen), {rootMargin: '1500px 0px'});
  }

  static get SIZE() { return 40; }

  /** Shows other entries, from the top. */
  fill(entries) {
    this.watcher.disconnect();
    this.root.replaceChildren();
    this.homes.clear();
    this.chunks = [];
    for (let k = 0; k < entries.length; k += List.SIZE) {
      const box = make('div', 'chunk');
      const chunk = {box, entries: entries.slice(k, k + List.SIZE), drawn: false, height: 0};
      box.chunk = chunk;
      chunk.entries.forEach((entry) => this.homes.set(entry, chunk));
      this.chunks.push(chunk);
      this.leave(chunk);
    }
    this.root.append(...this.chunks.map((chunk) => chunk.box));
    this.chunks.forEach((chunk) => this.watcher.observe(chunk.box));
  }

  has(entry) { return this.homes.has(entry); }

  get length() { return this.homes.size; }

  /** All entries in their order. */
  entries() { return this.chunks.flatMap((chunk) => chunk.entries); }

  /** The entry `by` places from another that `wanted` takes; null past an end. */
  next(entry, by, wanted = () => true) {
    const all = this.entries();
    for (let k = all.indexOf(entry) + by; k >= 0 && k < all.length; k += by) {
      if (wanted(all[k])) return all[k];
    }
    return null;
  }

  /** Puts entries in the place of others, which stay where they are otherwise. */
  replace(old, made) {
    const shown = old.filter((entry) => this.has(entry));
    if (shown.length === 0) return;
    const touched = new Set();
    made.slice(0, shown.length).forEach((entry, k) => this.put(shown[k], [entry], touched));
    if (made.length > shown.length) {
      const last = made[shown.length - 1];
      this.put(last, [last, ...made.slice(shown.length)], touched);
    }
    shown.slice(made.length).forEach((entry) => this.put(entry, [], touched));
    touched.forEach((chunk) => this.redraw(chunk));
  }

  put(entry, made, touched) {
    const chunk = this.homes.get(entry);
    chunk.entries.splice(chunk.entries.indexOf(entry), 1, ...made);
    this.homes.delete(entry);
    made.forEach((one) => this.homes.set(one, chunk));
    touched.add(chunk);
  }

  /** The element of an entry, drawn now if it was not. */
  element(entry) {
    const chunk = this.homes.get(entry);
    if (!chunk) return null;
    if (!chunk.drawn) this.enter(chunk);
    return chunk.box.children[chunk.entries.indexOf(entry)];
  }

  /** Draws one entry again, if it is in the page. */
  refresh(entry) {
    const chunk = this.homes.get(entry);
    if (!chunk || !chunk.drawn) return;
    chunk.box.children[chunk.entries.indexOf(entry)].replaceWith(this.draw(entry));
  }

  redraw(chunk) {
    if (chunk.drawn) this.enter(chunk);
  }

  redrawAll() { this.chunks.forEach((chunk) => this.redraw(chunk)); }

  /** For printing. */
  drawAll() { this.chunks.forEach((chunk) => { if (!chunk.drawn) this.enter(chunk); }); }

  enter(chunk) {
    chunk.drawn = true;
    chunk.box.style.height = '';
    chunk.box.replaceChildren(...chunk.entries.map(this.draw));
  }

  leave(chunk) {
    const height = chunk.height || chunk.entries.length * this.average;
    chunk.drawn = false;
    chunk.box.style.height = `${height}px`;
    chunk.box.replaceChildren();
  }

  onSeen(seen) {
    for (const {target, isIntersecting} of seen) {
      const chunk = target.chunk;
      if (isIntersecting && !chunk.drawn) this.enter(chunk);
      if (isIntersecting || !chunk.drawn) continue;
      // the row in use stays
      if (target.contains(document.activeElement) && document.activeElement !== document.body) continue;
      chunk.height = target.offsetHeight;
      this.average = chunk.height / Math.max(1, chunk.entries.length);
      this.leave(chunk);
    }
  }
}
