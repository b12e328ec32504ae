// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// How soon a page is there, and what it costs: ours and another, in turn, each time in a browser of its own.
//   node measure.mjs ROUNDS PAGE.html... > table
// For each page, the median over the rounds of: the first contentful paint; the time from the start of the navigation
// until the page answers (ours: until a search has filtered the table; any other: until a script of ours is run after
// the load event, which it is as soon as the page's own are through); and what the tab's process holds for itself then.
import {readFileSync, statSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {resolve} from 'node:path';
import {launched} from './chromium.mjs';

const [rounds, ...pages] = process.argv.slice(2);

const answer = async page => page.evaluate(() => new Promise(done => {
  const search = document.querySelector('#tools input');
  if (search) {
    search.value = 'zzz-nothing-is-called-so';
    search.dispatchEvent(new Event('input'));
    const shown = [...document.querySelectorAll('#all tbody tr[id]')].filter(row => !row.hidden).length;
    if (shown !== 0) throw new Error('the search does not answer');
    search.value = '';
    search.dispatchEvent(new Event('input'));
  }
  // When what was asked for is on the screen, too.
  requestAnimationFrame(() => setTimeout(() => done(performance.now())));
}));

const tabMemory = async browser => {
  const session = await browser.newBrowserCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(p => p.type === 'renderer').map(p => {
    const text = readFileSync(`/proc/${p.id}/smaps_rollup`, 'utf8');
    return ['Private_Clean', 'Private_Dirty'].reduce((sum, key) => sum + Number(text.match(new RegExp(`${key}: +(\\d+)`))[1]), 0);
  });
  return Math.max(...sizes) / 1024;
};

const measured = async file => {
  const browser = await launched();
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  page.setDefaultTimeout(300000);
  await page.goto(pathToFileURL(resolve(file)).href, {waitUntil: 'load', timeout: 300000});
  const ready = await answer(page);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ??
    new Promise(done => new PerformanceObserver(list => done(list.getEntries()[0].startTime)).observe({type: 'paint', buffered: true})));
  const memory = await tabMemory(browser);
  await browser.close();
  return {paint, ready, memory};
};

const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const results = new Map(pages.map(page => [page, []]));
for (let round = 0; round < Number(rounds); ++round) {
  for (const page of pages) results.get(page).push(await measured(page));
}
console.log('| page | bytes | first contentful paint, ms | answers, ms | memory of the tab, MB |');
console.log('| --- | --: | --: | --: | --: |');
for (const [page, list] of results) {
  const of = key => Math.round(median(list.map(one => one[key])));
  console.log(`| ${page} | ${statSync(page).size} | ${of('paint')} | ${of('ready')} | ${of('memory')} |`);
}
