// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What the tests of pages share: a browser, pages whose every request and complaint is noted, numbers as they are printed.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {launched, required} from './chromium.mjs';

export const folder = process.argv[2];
export const read = name => readFileSync(`${folder}/${name}`, 'utf8');
export const address = name => pathToFileURL(`${folder}/${name}/index.html`).href;
export const json = name => JSON.parse(read(`${name}/report.json`));
const axe = readFileSync(required.resolve('axe-core/axe.min.js'), 'utf8');
export const desk = {width: 1280, height: 900}, hand = {width: 360, height: 740};
export const screens = [['360 px', hand], ['1280 px', desk]];
const browser = await launched();

/** Opens an address; whatever it asks the network for, and whatever goes wrong in it, is noted. `served` is told of the context first. */
export const openedAt = async (url, {viewport = desk, served, ...options} = {}) => {
  const context = await browser.newContext({viewport, ...options});
  await served?.(context);
  const page = await context.newPage();
  page.asked = [];
  page.wrong = [];
  page.on('request', request => page.asked.push(request.url()));
  page.on('pageerror', error => page.wrong.push(error.message));
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) page.wrong.push(message.text()); });
  page.on('dialog', dialog => { page.wrong.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  await page.goto(url);
  return page;
};
/** Opens a report. */
export const opened = (name, {hash = '', ...options} = {}) => openedAt(address(name) + hash, options);
/** `below`: where requests may go beside the page itself. */
export const closed = async (page, below = null) => {
  assert.deepEqual(page.wrong, []);
  const file = page.url().split('#')[0];
  assert.deepEqual(page.asked.filter(url => url.split('#')[0] !== file && !(below !== null && url.startsWith(below))), [], 'the network was asked');
  await page.context().close();
};

/**
 * Nothing may be found, in either theme, and more than nothing must have been looked at. Only colours change with the theme, and
 * a table's twentieth row, a group's fourth chart have those of the ones before.
 */
export const accessible = async (page, least) => {
  await page.evaluate(axe);
  const alike = [['#all tbody tr:nth-child(n+20)'], ['.card ~ .card ~ .card ~ .card'], ['.releases tr:nth-child(n+20)']];
  for (const [colorScheme, exclude, rules] of [['light', [], {}], ['dark', alike, {runOnly: ['color-contrast', 'link-in-text-block']}]]) {
    await page.emulateMedia({colorScheme});
    const {violations, passes} = await page.evaluate(([exclude, rules]) => window.axe.run({include: [['html']], exclude: exclude.filter(([one]) => document.querySelector(one))},
      {resultTypes: ['violations'], selectors: false, preload: false, ...rules}), [exclude, rules]);
    assert.deepEqual(violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary]), [], colorScheme);
    assert.ok(passes.length > (rules.runOnly ? 0 : least), `${passes.length} rules had something to look at`);
  }
};
export const narrowEnough = async (page, what) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} scrolls sideways`);
  // A cell of the changes stays in its table, also where it is an alert.
  const beyond = await page.$$eval('.few td', cells => cells.filter(cell => cell.getClientRects().length && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent));
  assert.deepEqual(beyond, [], what);
};

export const numberOf = text => Number(text.replaceAll('\u2212', '-').match(/-?[\d.]+(e-?\d+)?/)[0]);
/** Whether the text is a rounding of the value. */
export const rounds = (text, value) => {
  const number = numberOf(text), digits = (text.match(/\.(\d+)/)?.[1] ?? '').length;
  return Math.abs(number - value) <= 0.5 * 10 ** -digits * (1 + 1e-9);
};

const tests = [];
export const test = (name, run) => tests.push([name, run]);

/** Two at a time: a page waits for its browser more than it works. `only` is a part of the names of those that shall run. */
export const run = async only => {
  const wanted = tests.filter(([name]) => !only || name.includes(only));
  let next = 0, failed = 0;
  const worker = async () => {
    while (next < wanted.length) {
      const [name, body] = wanted[next++], start = performance.now();
      try {
        await body();
        console.log(`ok: ${name} (${Math.round(performance.now() - start)} ms)`);
      } catch (error) {
        ++failed;
        console.log(`FAILED: ${name}\n  ${error.stack.split('\n').slice(0, 12).join('\n  ')}`);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  await browser.close();
  console.log(`${wanted.length} tests, ${failed} failed`);
  process.exit(failed ? 1 : 0);
};
