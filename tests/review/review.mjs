// SPDX-License-Identifier: Apache-2.0
// The review page in a headless Chromium: keys, clicks, filters, what is saved and what bihe makes
// of it, hostile posts, 5,000 units. Screenshots are left in the folder for a person to look at.
//
// usage: node review.mjs BIHE MODULES FOLDER
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {close, equal, fail, launch, makeRunner, open, press, rows, save} from './browser.mjs';

const [bihe, modules, out] = process.argv.slice(2).map((path) => resolve(path));
const folder = join(out, 'files');
rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const run = makeRunner(bihe, folder);

const TEA = `---
title: Tea & talk 茶
tourl: https://example.org/tea
date: 2024-05-01
---
水开了。

茶还没泡。

请坐。外面下着大雨。

我们慢慢聊一聊旧事。

The water is boiling.

The tea is not made yet.

Have a seat. It is raining hard outside.

Let us talk about old times slowly.
`;

const FIVE = ['1-1 水开了。|The', '1-1 茶还没泡|The', '1-1 请坐。|Have', '1-1 外面下着|It i', '1-1 我们慢慢|Let'];

/** FIVE with some lines changed and the current one marked. */
function five(current, changes = {}) {
  return FIVE.map((line, k) => (k === current ? '>' : '') + (changes[k] || line));
}

async function openTea(browser, options) {
  writeFileSync(join(folder, 'tea.md'), TEA);
  run('align', '--quiet', 'tea.md', '-o', 'tea.html');
  return open(browser, join(folder, 'tea.html'), options);
}

const scenes = {
  async 'keys walk, decide, undo and redo'(browser) {
    const page = await openTea(browser);
    equal(await rows(page), five(0), 'at first');
    await press(page, 'j', 'ArrowDown', 'k', 'a');
    equal(await rows(page), five(2, {1: `${FIVE[1]} approved`}), 'approving goes on');
    await press(page, 'r', 'End', 'x', 'x');
    equal(await rows(page), five(4, {1: `${FIVE[1]} approved`, 2: `${FIVE[2]} rejected`}), 'taken back');
    await press(page, 'u', 'u', 'u', 'Control+z');
    equal(await rows(page), five(1), 'undone');
    await press(page, 'u', 'U', 'Control+y', 'Control+Shift+Z');
    equal(await page.$eval('#count', (e) => e.textContent),
      '5 of 5 units · 1 approved · 2 rejected · 0 edited · not saved', 'redone');
    await press(page, 'Home', 'n');
    equal((await rows(page)).findIndex((row) => row.startsWith('>')), 3, 'the next one not looked at');
    await close(page);
  },

  async 'keys merge, split and move'(browser) {
    const page = await openTea(browser);
    await press(page, 'm');
    equal((await rows(page))[0], '>2-2 水开了。+茶还没泡|The+The edited', 'merged');
    await press(page, 'm', 's');
    equal((await rows(page)).slice(0, 2), ['>1-1 水开了。|The edited', '2-2 茶还没泡+请坐。|The+Have edited'], 'split');
    await press(page, 'l', 'j', '[');
    equal((await rows(page)).slice(0, 2), ['1-2 水开了。|The+The edited', '>2-1 茶还没泡+请坐。|Have edited'], 'moved up');
    await press(page, 'h', ']');
    equal((await rows(page)).slice(1, 3), ['>1-1 茶还没泡|Have edited', '2-1 请坐。+外面下着|It i edited'], 'moved down');
    await press(page, 'End', 'm');
    equal(await page.textContent('#message'), 'Not possible here', 'nothing after the last');
    await press(page, 's');
    equal((await rows(page)).slice(-2), ['>1-0 我们慢慢| edited', '0-1 |Let edited'], 'a pair parted');
    await press(page, 'l', 'j', '[');
    equal((await rows(page)).slice(-1), ['>1-1 我们慢慢|Let edited'], 'and together again');
    for (let k = 0; k < 7; k += 1) await press(page, 'u');
    equal(await rows(page), five(0), 'all undone');
    await press(page, 'm', 'm', '2');
    equal((await rows(page))[0], '>2-2 水开了。+茶还没泡|The+The edited', 'split after the second');
    await press(page, 'j', 'M');
    equal((await rows(page))[0], '>3-3 水开了。+茶还没泡+请坐。|The+The+Have edited', 'merged with the one before');
    await close(page);
  },

  async 'the mouse does the same'(browser) {
    const page = await openTea(browser);
    await page.click('.row >> nth=1');
    await page.click('[data-act="approve"]');
    await page.click('[data-act="mergeNext"]');
    await page.click('[data-act="cut"] >> nth=0');
    equal(await rows(page), five(2, {1: `${FIVE[1]} approved`, 2: `${FIVE[2]} edited`, 3: `${FIVE[3]} edited`}), 'cut');
    await page.click('#undo');
    await page.click('#undo');
    await page.click('#redo');
    equal((await rows(page))[2], '>2-2 请坐。+外面下着|Have+It i edited', 'undone and redone');
    await page.click('.row >> nth=2 >> .side[data-side="1"]');
    await page.click('[data-act="moveDown"]');
    equal((await rows(page)).slice(2), ['>2-1 请坐。+外面下着|Have edited', '1-2 我们慢慢|It i+Let edited'], 'moved');
    await close(page);
  },

  async 'filters, order and search'(browser) {
    writeFileSync(join(folder, 'memory.tsv'), ['post\tzh\ten\tscore\ttype', 'a\t高\tHigh\t0.9500\t1-1',
      'a\t低\tLow\t0.2000\t2-1', 'b\t中\tMiddle\t0.7000\t1-1', 'b\t独\t\t0.5000\t1-0', ''].join('\n'));
    run('convert', '--quiet', '--keep-unaligned', 'memory.tsv', '-o', 'memory.html');
    const page = await open(browser, join(folder, 'memory.html'));
    const first = async () => (await rows(page)).map((row) => row.split(' ')[1].split('|')[0]).join('');
    equal(await first(), '高低中独', 'as in the posts');
    await press(page, 'o');
    equal(await first(), '低独中高', 'least certain first');
    equal(await page.$$eval('.context', (all) => all.length), 1, 'the bead before or after the current one');
    await page.selectOption('#order', 'byDocument');
    await page.fill('#most', '0.6');
    equal(await first(), '低独', 'by score');
    await page.fill('#most', '1');
    await page.selectOption('#type', 'oneSided');
    equal(await first(), '独', 'by type');
    await page.selectOption('#type', 'other');
    equal(await first(), '低独', 'all types but one');
    await page.selectOption('#type', 'all');
    await page.selectOption('#post', '1');
    equal(await first(), '中独', 'by post');
    await page.selectOption('#post', '');
    await press(page, 'Escape', '/');
    await page.keyboard.type('mIDd');
    equal(await first(), '中', 'by text');
    equal(await page.textContent('mark'), 'Midd', 'marked');
    await press(page, 'Control+a', 'Backspace', 'Escape', 'a');
    await page.selectOption('#state', 'approved');
    equal((await rows(page)).length, 1, 'by state');
    await page.fill('#search', 'nowhere');
    equal(await page.isVisible('#none'), true, 'nothing left');
    await close(page);
  },

  async 'what is saved is applied'(browser) {
    const page = await openTea(browser);
    await press(page, 'a', 'm', 'j', 'r', 'a');
    const saved = await save(page, folder);
    equal(saved.name, 'tea.edits.jsonl', 'its name');
    equal(saved.lines, [
      {bihe_edits: 1, languages: ['zh', 'en']},
      {post: 'tea.md', zh: ['水开了。'], en: ['The water is boiling.'], at: [0, 0], status: 'approved'},
      {post: 'tea.md', zh: ['茶还没泡。', '请坐。'], en: ['The tea is not made yet.', 'Have a seat.'], at: [1, 1], status: 'edited'},
      {post: 'tea.md', zh: ['外面下着大雨。'], en: ['It is raining hard outside.'], at: [3, 3], status: 'rejected'},
      {post: 'tea.md', zh: ['我们慢慢聊一聊旧事。'], en: ['Let us talk about old times slowly.'], at: [4, 4], status: 'approved'},
    ], 'the file');
    equal((await page.textContent('#count')).includes('not saved'), false, 'nothing is unsaved');
    await close(page);
    equal(run('align', '--quiet', 'tea.md', '--edits', 'tea.edits.jsonl').split('\n').map((line) => line.split('\t').slice(1, 5)), [
      ['zh', 'en', 'score', 'type'],
      ['水开了。', 'The water is boiling.', '1.0000', '1-1'],
      ['茶还没泡。请坐。', 'The tea is not made yet. Have a seat.', '1.0000', '2-2'],
      ['我们慢慢聊一聊旧事。', 'Let us talk about old times slowly.', '1.0000', '1-1'],
      [],
    ], 'the memory');
    run('align', '--quiet', 'tea.md', '--edits', 'tea.edits.jsonl', '-o', 'again.html');
    const again = await open(browser, join(folder, 'again.html'));
    equal((await rows(again)).map((row) => row.split(' ').pop()), ['approved', 'edited', 'rejected', 'rejected', 'approved'], 'kept');
    await press(again, 'a');
    const second = await save(again, folder);
    equal(second.lines.map((line) => line.status), [undefined, 'withdrawn', 'edited', 'rejected', 'rejected', 'approved'], 'withdrawn');
    await close(again);
  },

  async 'text of posts is never markup'(browser) {
    const hostile = ['</script><script>document.title="bad"</script>', '<!--<script>', ']]> &amp; &lt;b&gt;',
      '<img src=x onerror=document.title="bad">', 'line\u2028 ends \u2029here', '\u202eright to left\u202c שלום',
      '<svg onload=document.title="bad"><style>*{display:none}</style>', '${document.title="bad"}`\\u003c',
      '"); document.title="bad"; ("', "' onclick='document.title=1", '\\', '<a href="javascript:1">x</a>'];
    const lines = hostile.map((text, k) => JSON.stringify({post: '</script><b>"\'.md', zh: `中${k}${text}`, en: text,
      score: 0.5, type: '1-1', meta: {title: '</title><script>', url: 'javascript:document.title="bad"', date: '<!--'}}));
    writeFileSync(join(folder, 'hostile.jsonl'), `${lines.join('\n')}\n`);
    run('convert', '--quiet', 'hostile.jsonl', '-o', 'hostile.html');
    const page = await open(browser, join(folder, 'hostile.html'));
    equal(await page.title(), 'bihe', 'no script ran');
    equal(await page.$$eval('#rows script, #rows img, #rows svg, #rows style, #rows b, #rows a', (all) => all.length), 0, 'no markup');
    equal(await page.$$eval('.side[data-side="1"] p', (all) => all.map((p) => p.textContent)), hostile, 'the texts');
    await press(page, 'o', 'm', 's', 'p', '?', 'Escape', 'Escape', '/');
    await page.keyboard.type('<script');
    equal(await page.textContent('mark'), '<script', 'found as text');
    await press(page, 'Escape', 't', 'a');
    const saved = await save(page, folder);
    equal(saved.lines.slice(1).every((line) => line.post === '</script><b>"\'.md'), true, 'the name of the post');
    await close(page);
  },

  async 'the plot shows where one is and leads there'(browser) {
    const page = await openTea(browser);
    await press(page, 'p');
    equal(await page.isVisible('#plot-box svg'), true, 'the plot');
    const here = () => page.$eval('#plot-box .here', (circle) => Number(circle.getAttribute('cx')));
    const first = await here();
    await press(page, 'End');
    if (await here() <= first) fail('the mark does not move');
    const box = await page.locator('#plot-box svg').boundingBox();
    await page.mouse.click(box.x + box.width * 0.13, box.y + box.height * 0.1);
    equal((await rows(page))[0].startsWith('>'), true, 'a click leads to the first');
    await press(page, 'Escape');
    equal(await page.isVisible('#plot-box'), false, 'closed');
    await close(page);
  },

  async 'help, languages and the dark'(browser) {
    const page = await openTea(browser);
    await press(page, '?');
    equal(await page.isVisible('#help-box'), true, 'help');
    equal((await page.textContent('#help-box')).includes('merge'), false, 'with its own words');
    await press(page, 'j', 'Escape');
    equal(await rows(page), five(0), 'keys rest while it is open');
    await press(page, 't');
    equal(await page.textContent('#save'), '保存修改', 'Chinese');
    equal(await page.getAttribute('html', 'lang'), 'zh-CN', 'and said so');
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await press(page, 'd');
    if (light === await paper()) fail('the key d changes nothing');
    await close(page);
    const chinese = await openTea(browser, {locale: 'zh-CN', colorScheme: 'dark'});
    equal(await chinese.textContent('#help'), '帮助', 'the browser asks for Chinese');
    if (light === await chinese.evaluate(() => getComputedStyle(document.body).backgroundColor)) fail('not dark');
    await close(chinese);
  },

  async 'on paper everything is there'(browser) {
    const page = await openTea(browser);
    await page.emulateMedia({media: 'print'});
    equal(await page.isVisible('#save'), false, 'no buttons');
    equal(await page.isVisible('#filters'), false, 'no filters');
    equal((await rows(page)).length, 5, 'all rows');
    await close(page);
  },

  async '5,000 units stay smooth'(browser) {
    const units = Array.from({length: 5000}, (x, k) => `big\t第${k}句话说的是天气，下午有雨，傍晚放晴。\tSentence ${k} is about the weather: rain in the afternoon, clear by evening.\t0.${1000 + k}\t1-1`);
    writeFileSync(join(folder, 'big.tsv'), `post\tzh\ten\tscore\ttype\n${units.join('\n')}\n`);
    run('convert', '--quiet', 'big.tsv', '-o', 'big.html');
    const started = performance.now();
    const page = await open(browser, join(folder, 'big.html'));
    const opened = performance.now() - started;
    const elements = await page.$$eval('*', (all) => all.length);
    if (elements > 8000) fail(`${elements} elements are in the page`);
    const timings = await page.evaluate(async () => {
      const frame = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); });
      const time = async (act) => {
        const start = performance.now();
        act();
        await frame();
        return performance.now() - start;
      };
      const key = (name) => () => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true}));
      const scrolls = [];
      for (let k = 1; k <= 60; k += 1) scrolls.push(await time(() => scrollTo(0, k * 5000)));
      const steps = [];
      for (let k = 0; k < 40; k += 1) steps.push(await time(key('j')));
      const worst = (list) => Math.round(Math.max(...list));
      const result = {scroll: worst(scrolls), step: worst(steps)};
      for (const [name, pressed] of Object.entries({end: 'End', approve: 'a', merge: 'M', undo: 'u', order: 'o'})) {
        result[name] = Math.round(await time(key(pressed)));
      }
      return result;
    });
    await page.fill('#search', '句话说的是天气，下午');
    equal((await page.textContent('#count')).startsWith('5000 of 5000'), true, 'all are found');
    await page.fill('#search', '第4321句');
    equal((await rows(page)).length, 1, 'one is found');
    console.log(`    opened in ${Math.round(opened)} ms, ${elements} elements; worst frame in ms: ${JSON.stringify(timings)}`);
    await close(page);
  },

  async 'screenshots'(browser) {
    const examples = join(import.meta.dirname, '../../examples/posts');
    run('align', '--quiet', examples, '-o', 'posts.html');
    const shot = async (name, options, ...keys) => {
      const page = await open(browser, join(folder, 'posts.html'), options);
      await press(page, ...keys);
      await page.waitForTimeout(100);
      await page.screenshot({path: join(out, `${name}.png`)});
      await close(page);
    };
    await shot('light', {}, 'j', 'a', 'r', 'm', 'j', 'j');
    await shot('dark', {colorScheme: 'dark'}, 'o', 'a', 'j');
    await shot('chinese', {locale: 'zh-CN'}, 'j', 'm', 'p');
    await shot('help', {}, '?');
    await shot('narrow', {viewport: {width: 420, height: 860}}, 'j');
    const page = await open(browser, join(folder, 'posts.html'));
    await page.pdf({path: join(out, 'paper.pdf'), format: 'A4'});
    await close(page);
  },
};

const browser = await launch(modules);
let failed = 0;
for (const [name, scene] of Object.entries(scenes)) {
  try {
    await scene(browser);
    console.log(`ok  ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`BAD ${name}\n    ${error.message}${error.stderr || ''}`);
  }
}
await browser.close();
console.log(failed ? `${failed} scenes failed` : `all ${Object.keys(scenes).length} scenes; screenshots in ${out}`);
process.exit(failed ? 1 : 0);
