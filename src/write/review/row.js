// SPDX-License-Identifier: Apache-2.0
// What one bead looks like. Text from posts only ever becomes text nodes.
'use strict';

/** An element with a class, attributes and children (elements or texts). */
function make(tag, className, attributes = {}, children = []) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const Row = (() => {
  const SIGNS = {approved: '✓', rejected: '✗', edited: '✎', sure: '●', fair: '◐', poor: '○'};

  /** How sure: 'sure', 'fair' or 'poor'. */
  function level(bead) {
    if (bead.state === 'approved' || bead.state === 'edited') return 'sure';
    if (bead.state === 'rejected' || bead.rank < 0.6) return 'poor';
    return bead.rank < 0.9 ? 'fair' : 'sure';
  }

  /** Case and width do not count. */
  const fold = (text) => text.normalize('NFKC').toLowerCase();

  /** `text` as nodes with what was searched for marked. */
  function marked(text, query) {
    const folded = fold(text);
    if (!query || folded.length !== text.length) return [text];
    const nodes = [];
    let start = 0;
    for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, start)) {
      nodes.push(text.slice(start, at), make('mark', '', {}, [text.slice(at, at + query.length)]));
      start = at + query.length;
    }
    nodes.push(text.slice(start));
    return nodes;
  }

  function confidence(bead, number) {
    const how = level(bead);
    const known = bead.score >= 0;
    const bar = make('i', '');
    bar.style.width = `${Math.round(100 * (bead.state && bead.state !== 'rejected' ? 1 : bead.rank))}%`;
    const label = bead.state ? Words.of(bead.state) : Words.of(known ? how : 'unknown');
    return make('div', 'mark', {}, [
      make('span', 'number', {}, [String(number)]),
      make('span', 'sign', {'aria-hidden': 'true'}, [SIGNS[bead.state || how]]),
      known && !bead.state ? ` ${bead.score.toFixed(2)}` : '',
      make('span', 'bar', {}, [bar]),
      make('span', 'state', {}, [label]),
    ]);
  }

  function sentence(given, options) {
    const children = marked(given.text, options.query);
    if (given.first > 0) {
      const lines = given.last > given.first ? `${given.first}–${given.last}` : given.first;
      children.push(make('small', '', {title: Words.of('lines', {n: lines})}, [`L${lines}`]));
    }
    if (given.doubtful > 0) children.push(make('small', '', {}, [`⚠ ${Words.of('repaired')}`]));
    return make('p', '', {dir: 'auto'}, children);
  }

  function side(review, bead, s, options) {
    const texts = review.sentences(bead, s);
    const chosen = options.current && options.side === s;
    const cell = make('div', chosen ? 'side chosen' : 'side', {lang: bead.post.tags[s], 'data-side': s});
    texts.forEach((given, k) => {
      const line = sentence(given, options);
      if (options.current && k + 1 < texts.length) {
        line.append(make('button', 'cut', {'data-act': 'cut', 'data-side': s, 'data-k': k + 1},
          [Words.of('cutHere')]));
      }
      cell.append(line);
    });
    if (texts.length === 0) cell.append(make('p', 'empty', {}, [Words.of('nothing')]));
    return cell;
  }

  function link(review, bead) {
    const open = `${bead.count[0] ? '' : ' no-left'}${bead.count[1] ? '' : ' no-right'}`;
    return make('div', `link${open}`, {}, [make('span', 'wire'),
      make('span', 'type', {}, [review.type(bead)])]);
  }

  /** A neighbour's texts, shown beside the current bead when it is not the row before or after. */
  function context(review, bead) {
    return make('div', 'context', {}, SIDES.map((s) => make('p', '',
      {dir: 'auto', lang: bead.post.tags[s]}, [review.sentences(bead, s).map((x) => x.text).join(' ')])));
  }

  const ACTS = [['approve', 'a'], ['reject', 'r'], null, ['mergeBefore', 'M'], ['mergeNext', 'm'],
    ['split', 's'], null, ['moveUp', '['], ['moveDown', ']']];

  function acts() {
    return make('div', 'acts', {}, ACTS.map((act) => (act
      ? make('button', '', {'data-act': act[0]}, [Words.of(act[0]), make('kbd', '', {}, [act[1]])])
      : make('span', 'gap'))));
  }

  /** options: current, side, query, number, neighbours (whether to show the beads around it). */
  function of(review, bead, options) {
    const row = make('article', `row ${level(bead)} ${bead.state}`,
      {'data-id': bead.id, tabindex: options.current ? '0' : '-1'});
    if (options.current) row.setAttribute('aria-current', 'true');
    const around = options.current && options.neighbours;
    const before = around && review.neighbour(bead, -1);
    const after = around && review.neighbour(bead, 1);
    if (before) row.append(context(review, before));
    row.append(confidence(bead, options.number), side(review, bead, 0, options), link(review, bead),
      side(review, bead, 1, options));
    if (after) row.append(context(review, after));
    if (options.current) row.append(acts());
    return row;
  }

  /** Only an address of the web becomes a link. */
  function webAddress(text) {
    try {
      const url = new URL(text);
      return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '';
    } catch {
      return '';
    }
  }

  function head(post) {
    const title = post.title || post.post;
    const address = webAddress(post.url || '');
    const name = address
      ? make('a', '', {href: address, target: '_blank', rel: 'noopener noreferrer', dir: 'auto'}, [title])
      : make('bdi', '', {}, [title]);
    const facts = [post.title ? post.post : '', post.date || ''].filter(Boolean).join(' · ');
    return make('h2', 'post', {}, [name, make('span', '', {dir: 'auto'}, [facts])]);
  }

  return {of, head, fold, make};
})();
