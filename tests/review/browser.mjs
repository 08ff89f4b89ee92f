// SPDX-License-Identifier: Apache-2.0
// What the scenes share: bihe and a headless Chromium, pages that must not fetch anything nor break
// their own policy, and the state of the page as a person sees it.
import {execFileSync} from 'node:child_process';
import {accessSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

export const SKIP = 77; // ctest's SKIP_RETURN_CODE
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function skip(what) {
  console.log(`skipped: not installed: ${what} (install_browser in tests/packages.sh does it)`);
  process.exit(SKIP);
}

function findChromium() {
  for (const path of [process.env.CHROMIUM, ...CHROMIUM]) {
    try {
      accessSync(path);
      return path;
    } catch {
      // the next one
    }
  }
  return skip('chromium');
}

/** The driver out of the folder that install_browser made. */
export async function launch(modules) {
  let playwright;
  try {
    playwright = createRequire(join(resolve(modules), 'package.json'))('playwright-core');
  } catch {
    skip('playwright-core');
  }
  const isRoot = process.getuid() === 0;
  return playwright.chromium.launch({executablePath: findChromium(), args: isRoot ? ['--no-sandbox'] : []});
}

export function fail(message) {
  throw new Error(message);
}

export function equal(got, expected, what) {
  const [a, b] = [got, expected].map((x) => JSON.stringify(x));
  if (a !== b) fail(`${what}: expected ${b}, got ${a}`);
}

/** Runs bihe in a folder; returns what it wrote on standard output. */
export function makeRunner(bihe, folder) {
  return (...words) => execFileSync(bihe, words, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
}

/** A page of a file, watched: whatever it fetches, logs or throws ends the test. */
export async function open(browser, path, options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 860}, locale: 'en-US',
    colorScheme: 'light', ...options});
  const page = await context.newPage();
  const address = pathToFileURL(path).href;
  page.wrong = [];
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('blob:')) page.wrong.push(`fetched ${request.url()}`);
  });
  page.on('console', (message) => page.wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.wrong.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') page.wrong.push(`dialog: ${dialog.message()}`);
    dialog.accept();
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.log(`policy: ${event.violatedDirective}`));
  });
  await page.goto(address);
  await page.waitForSelector('html[data-ready]');
  return page;
}

export async function close(page) {
  equal(page.wrong, [], 'what a page must not do');
  await page.context().close();
}

/** The rows in the page, a line each: sign, type, the texts' first characters; ">" the current one. */
export function rows(page) {
  return page.$$eval('.row', (all) => all.map((row) => {
    const part = (selector) => row.querySelector(selector);
    const side = (s) => [...row.querySelectorAll(`.side[data-side="${s}"] p:not(.empty)`)]
      .map((p) => p.firstChild.textContent.slice(0, 4).trim()).join('+');
    const current = row.getAttribute('aria-current') === 'true' ? '>' : '';
    const state = ['approved', 'rejected', 'edited'].find((name) => row.classList.contains(name)) || '';
    return `${current}${part('.type').textContent} ${side(0)}|${side(1)} ${state}`.trim();
  }));
}

export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses the save key and returns the lines of what is saved, with its name and path. */
export async function save(page, folder) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('w')]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  return {path, name: download.suggestedFilename(), lines};
}
