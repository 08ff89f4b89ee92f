// SPDX-License-Identifier: Apache-2.0
// The review page: filters, keys and buttons put to work on the model and the list.
'use strict';

(() => {
  const at = (id) => document.getElementById(id);
  const review = new Review({...JSON.parse(at('data').textContent), posts: takePosts()});
  const list = new List(at('rows'), draw);
  const plot = new Plot(at('plot-box'), (post, shares) => choose(Plot.nearest(post, shares), true));
  let current = null;
  let side = 0;
  let folded = new WeakMap();

  /** The posts, whose blocks are not needed any more then. */
  function takePosts() {
    return [...document.querySelectorAll('script.post-data')].map((block) => {
      block.remove();
      return JSON.parse(block.textContent);
    });
  }

  // --- what is shown ---

  function draw(entry) {
    if (entry.sentences) return Row.head(entry);
    const byScore = at('order').value === 'byScore';
    return Row.of(review, entry, {current: entry === current, side, query: query(),
      neighbours: byScore || at('state').value !== 'all' || isFiltered(),
      number: entry.post.beads.indexOf(entry) + 1});
  }

  const query = () => Row.fold(at('search').value.trim());

  const isFiltered = () => query() !== '' || at('type').value !== 'all' || Number(at('most').value) < 1;

  function text(bead) {
    if (!folded.has(bead)) {
      folded.set(bead, Row.fold(SIDES.map((s) =>
        review.sentences(bead, s).map((x) => x.text).join(' ')).join('\n')));
    }
    return folded.get(bead);
  }

  const TYPES = {
    all: () => true,
    '1-1': (bead) => review.type(bead) === '1-1',
    other: (bead) => review.type(bead) !== '1-1',
    oneSided: (bead) => bead.count[0] === 0 || bead.count[1] === 0,
  };

  function wanted(bead) {
    const state = at('state').value;
    return bead.rank <= Number(at('most').value) && TYPES[at('type').value](bead) &&
      (state === 'all' || (state === 'auto' ? '' : state) === bead.state) && text(bead).includes(query());
  }

  /** The entries that the filters let through; a post's head before its beads in document order. */
  function entries() {
    const chosen = at('post').value;
    const posts = review.posts.filter((post) => chosen === '' || Number(chosen) === post.number);
    if (at('order').value === 'byScore') {
      return posts.flatMap((post) => post.beads.filter(wanted)).sort((a, b) => a.rank - b.rank);
    }
    return posts.flatMap((post) => {
      const beads = post.beads.filter(wanted);
      return beads.length > 0 ? [post, ...beads] : [];
    });
  }

  const isBead = (entry) => !entry.sentences;

  function refill() {
    const keep = current;
    list.fill(entries());
    current = keep && list.has(keep) ? keep : list.entries().find(isBead) || null;
    at('none').hidden = current !== null;
    at('most-text').textContent = Words.of('atMost', {n: Number(at('most').value).toFixed(2)});
    if (current) choose(current, false);
    count();
  }

  function count() {
    const sums = {approved: 0, rejected: 0, edited: 0, all: 0};
    for (const post of review.posts) {
      sums.all += post.beads.length;
      for (const bead of post.beads) if (bead.state) sums[bead.state] += 1;
    }
    const shown = list.entries().filter(isBead).length;
    at('count').textContent = Words.of('count', {...sums, shown}) +
      (review.isSaved ? '' : Words.of('unsaved'));
    at('undo').disabled = review.done.length === 0;
    at('redo').disabled = review.undone.length === 0;
  }

  let timer = 0;
  function say(words) {
    at('message').textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { at('message').textContent = ''; }, 4000);
  }

  /** Makes a bead the current one; one that the filters hide shows all again. */
  function choose(bead, focus) {
    if (!bead) return;
    const before = current;
    current = bead;
    if (!list.has(bead)) {
      clearFilters();
      return;
    }
    if (before && before !== bead && list.has(before)) list.refresh(before);
    const element = list.element(bead);
    list.refresh(bead);
    if (plot.isOpen) plot.show(review, bead);
    if (!element || !focus) return;
    const row = list.element(bead);
    row.focus({preventScroll: true});
    row.scrollIntoView({block: 'nearest'});
  }

  function clearFilters() {
    at('most').value = '1';
    at('type').value = at('state').value = 'all';
    at('post').value = at('search').value = '';
    refill();
    choose(current, true);
  }

  review.changed = (old, made) => {
    list.replace(old, made);
    folded = new WeakMap();
  };

  // --- what can be done ---

  /** Goes on with what an act left, or says that it cannot be done. */
  function did(bead) {
    if (!bead) {
      say(Words.of('cannot'));
      return;
    }
    choose(bead, true);
    count();
  }

  function step(by, filter = isBead) {
    const next = current && list.next(current, by, filter);
    if (next) choose(next, true);
  }

  function toEnd(last) {
    const beads = list.entries().filter(isBead);
    choose(last ? beads[beads.length - 1] : beads[0], true);
  }

  function decide(state) {
    if (!current) return;
    const again = current.state === state;
    const bead = review.setState(current, again ? '' : state);
    const next = again ? null : list.next(bead, 1, isBead);
    did(next || bead);
  }

  const onCurrent = (act) => () => { if (current) did(act(current)); };

  function undo() {
    const bead = review.undo();
    if (bead) did(bead);
  }

  function redo() {
    const bead = review.redo();
    if (bead) did(bead);
  }

  function chooseSide(s) {
    side = s;
    choose(current, true);
  }

  function save() {
    const lines = review.edits();
    if (lines.length === 1 && review.isSaved) {
      say(Words.of('nothingToSave'));
      return;
    }
    const bytes = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const address = URL.createObjectURL(new Blob([bytes], {type: 'application/x-ndjson'}));
    const name = `${document.body.dataset.name}.edits.jsonl`;
    const anchor = make('a', '', {href: address, download: name});
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    review.saved = review.done.length;
    say(Words.of('saved', {n: lines.length - 1, name}));
    count();
  }

  function turnTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  }

  function turnPlot() {
    if (plot.isOpen) plot.close();
    else if (current) plot.show(review, current);
  }

  function turnOrder() {
    at('order').value = at('order').value === 'byScore' ? 'byDocument' : 'byScore';
    refill();
    choose(current, true);
  }

  const acts = {
    next: () => step(1),
    previous: () => step(-1),
    first: () => toEnd(false),
    last: () => toEnd(true),
    open: () => step(1, (entry) => isBead(entry) && !entry.state),
    left: () => chooseSide(0),
    right: () => chooseSide(1),
    approve: () => decide('approved'),
    reject: () => decide('rejected'),
    mergeNext: onCurrent((bead) => review.merge(bead, 1)),
    mergeBefore: onCurrent((bead) => review.merge(bead, -1)),
    split: onCurrent((bead) => review.split(bead, bead.count[side] > 1 ? side : 1 - side, 1)),
    moveUp: onCurrent((bead) => review.move(bead, side, -1)),
    moveDown: onCurrent((bead) => review.move(bead, side, 1)),
    undo,
    redo,
    save,
    order: turnOrder,
    plot: turnPlot,
    search: () => at('search').focus(),
    theme: turnTheme,
    language: () => speak(1 - Words.chosen),
    help: () => at('help-box').showModal(),
    leave: () => {
      plot.close();
      choose(current, true);
    },
  };

  // --- keys: [act, keys, the words that explain it] ---

  const KEYS = [
    ['next', ['j', 'ArrowDown'], 'keyNext'],
    ['previous', ['k', 'ArrowUp'], 'keyPrevious'],
    ['first', ['Home'], 'keyFirst'],
    ['last', ['End'], 'keyLast'],
    ['open', ['n'], 'keyOpen'],
    ['left', ['h', 'ArrowLeft'], 'keySide'],
    ['right', ['l', 'ArrowRight'], 'keySide'],
    ['approve', ['a', 'Enter'], 'keyApprove'],
    ['reject', ['r', 'x'], 'keyReject'],
    ['mergeNext', ['m'], 'mergeNext'],
    ['mergeBefore', ['M'], 'mergeBefore'],
    ['split', ['s'], 'split'],
    ['cut', ['1', '2', '3', '4', '5', '6', '7', '8', '9'], 'keyCut'],
    ['moveUp', ['['], 'moveUp'],
    ['moveDown', [']'], 'moveDown'],
    ['undo', ['u', 'Ctrl+z'], 'undo'],
    ['redo', ['U', 'Ctrl+y', 'Ctrl+Z'], 'redo'],
    ['save', ['w', 'Ctrl+s'], 'save'],
    ['order', ['o'], 'keyOrder'],
    ['search', ['/'], 'search'],
    ['plot', ['p'], 'plot'],
    ['theme', ['d'], 'theme'],
    ['language', ['t'], 'language'],
    ['help', ['?'], 'help'],
    ['leave', ['Escape'], 'keyLeave'],
  ];
  const SHOWN = {ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc'};
  const byKey = new Map(KEYS.flatMap(([act, keys]) => keys.map((key) => [key, act])));

  function onKey(event) {
    const field = event.target.closest('input, select, textarea');
    const key = (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + event.key;
    const act = byKey.get(key);
    if (!act || event.altKey || at('help-box').open) return;
    if (field && key !== 'Escape' && key !== 'Ctrl+s') return;
    // Enter presses a button or follows a link that has the focus
    if (key === 'Enter' && event.target.closest('button, a')) return;
    event.preventDefault();
    if (act === 'cut') onCurrent((bead) => review.split(bead, side, Number(key)))();
    else acts[act]();
  }

  function fillHelp() {
    const rows = new Map();
    for (const [, keys, words] of KEYS) rows.set(words, [...(rows.get(words) || []), ...keys]);
    at('help-box').querySelector('table').replaceChildren(...[...rows].map(([words, keys]) =>
      make('tr', '', {}, [
        make('td', '', {}, keys.flatMap((key) => [make('kbd', '', {}, [SHOWN[key] || key]), ' '])),
        make('td', '', {}, [Words.of(words)])])));
  }

  function fillSelect(id, options) {
    const select = at(id);
    const value = select.value;
    select.replaceChildren(...options.map(([key, words]) => make('option', '', {value: key}, [words])));
    if (options.some(([key]) => key === value)) select.value = value;
  }

  function speak(language) {
    Words.choose(language);
    const ofWords = (keys) => keys.map((key) => [key, Words.of(key)]);
    fillSelect('order', ofWords(['byDocument', 'byScore']));
    fillSelect('type', [['all', Words.of('all')], ['1-1', '1-1'], ...ofWords(['other', 'oneSided'])]);
    fillSelect('state', ofWords(['all', 'auto', 'approved', 'rejected', 'edited']));
    fillSelect('post', [['', Words.of('all')],
      ...review.posts.map((post) => [String(post.number), post.title || post.post])]);
    fillHelp();
    for (const [act, keys] of KEYS) {
      for (const button of document.querySelectorAll(`[data-key="${act}"]`)) {
        button.title = keys.map((key) => SHOWN[key] || key).join(' ');
      }
    }
    at('most-text').textContent = Words.of('atMost', {n: Number(at('most').value).toFixed(2)});
    list.redrawAll();
    count();
  }

  // --- mouse ---

  function onClick(event) {
    const row = event.target.closest('.row');
    if (!row || event.target.closest('a')) return;
    const bead = review.byId.get(Number(row.dataset.id));
    const button = event.target.closest('[data-act]');
    const cell = event.target.closest('.side');
    if (cell) side = Number(cell.dataset.side);
    if (!button) {
      if (bead !== current || cell) choose(bead, String(getSelection()) === '');
    } else if (button.dataset.act === 'cut') {
      did(review.split(bead, side, Number(button.dataset.k)));
    } else {
      acts[button.dataset.act]();
    }
  }

  for (const button of document.querySelectorAll('#bar button')) {
    button.addEventListener('click', () => acts[button.id]());
  }
  at('plot-box').querySelector('button').addEventListener('click', () => plot.close());
  at('rows').addEventListener('click', onClick);
  at('filters').addEventListener('submit', (event) => event.preventDefault());
  at('filters').addEventListener('input', refill);
  document.addEventListener('keydown', onKey);
  addEventListener('beforeprint', () => list.drawAll());
  addEventListener('beforeunload', (event) => { if (!review.isSaved) event.preventDefault(); });

  at('posts').hidden = review.posts.length < 2;
  speak(/^zh/.test(navigator.language) ? 1 : 0);
  refill();
  document.documentElement.dataset.ready = 'true';
})();
