// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The folder that `perfolio site` writes, as its readers meet it: from disk, and served at an address.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {accessible, closed, folder, narrowEnough, opened, openedAt, read, rounds, screens, test} from './reading.mjs';

const sites = ['site', 'hostile-site'];
const state = site => JSON.parse(read(`${site}/site.json`));
const root = site => pathToFileURL(`${folder}/${site}`).href + '/';
const at = (site, file, options) => openedAt(root(site) + file, options);
/** Where --url said that the sample's site will be. */
const served = 'https://atlas.example/perf/';
const pages = site => ['index.html', '404.html', 'releases/index.html', ...state(site).releases.map(release => `releases/${release.folder}/index.html`)];

for (const site of sites) {
  for (const [width, viewport] of screens) {
    test(`${site}: nothing in its lists and its pages is wider than a screen of ${width}, and axe finds nothing, light or dark`, async () => {
      // The newest page and that of a release are reports, which page_test.mjs looks at in all ways: here one of each is enough.
      const reports = {'site 360 px': ['index.html'], 'hostile-site 1280 px': [`releases/${state(site).releases[1].folder}/index.html`]}[`${site} ${width}`] ?? [];
      for (const file of ['releases/index.html', '404.html', ...reports]) {
        const page = await at(site, file, {viewport});
        await narrowEnough(page, file);
        await accessible(page, 10);
        await closed(page);
      }
    });
  }

  test(`${site}: with script off, the list of releases says of each what its own report.json says`, async () => {
    const page = await at(site, 'releases/index.html', {javaScriptEnabled: false});
    const rows = await page.$$eval('.releases tbody tr', all => all.map(row => ({href: row.querySelector('a').getAttribute('href'), cells: [...row.cells].map(cell => cell.textContent.trim())})));
    const releases = [...state(site).releases].reverse();
    assert.equal(rows.length, releases.length);
    rows.forEach(({href, cells: [, date, overall, interval, ...counts]}, k) => {
      const facts = JSON.parse(read(`${site}/releases/${dirname(href)}/report.json`)), {geomean} = facts.headline;
      assert.equal(facts.current.tag, releases[k].tag);
      assert.equal(date, facts.current.date.slice(0, 10));
      if (!facts.baseline) return void assert.equal(overall, `first measured: ${facts.headline.total} benchmarks`);
      assert.ok(rounds(overall, (geomean.ratio - 1) * 100), `${overall} of ${geomean.ratio}`);
      const [lower, upper] = interval.slice(1, -1).split(', ');
      if (upper) assert.ok(rounds(lower, (geomean.lower - 1) * 100) && rounds(upper, (geomean.upper - 1) * 100), interval);
      const {better, worse, unclear, alerts} = facts.headline;
      assert.deepEqual(counts.map(text => text === '–' ? 0 : Number(text)), [better, worse, unclear, alerts]);
    });
    assert.equal(await page.locator('figure svg[role=img]').count(), 2);
    assert.ok(await page.locator('figure.desk svg').isVisible());
    await closed(page);
  });

  test(`${site}: every link that does not leave the site leads to a file of it, and to a place that is there`, async () => {
    const ids = new Map();
    const links = [];
    const page = await at(site, 'index.html', {javaScriptEnabled: false});
    for (const file of pages(site)) {
      await page.goto(root(site) + file, {waitUntil: 'domcontentloaded'});
      const found = await page.evaluate(() => ({ids: [...document.querySelectorAll('[id]')].map(e => e.id),
        hrefs: [...document.querySelectorAll('[href]')].map(a => a.href), sources: document.querySelectorAll('[src], link').length}));
      ids.set(page.url(), new Set(found.ids));
      for (const href of found.hrefs) links.push([file, href.replace(served, root(site))]);
      assert.equal(found.sources, 0, `${file} loads something`);
    }
    await closed(page, root(site));
    const inside = links.filter(([, href]) => !/^https?:/.test(href));
    assert.ok(inside.length > 50);
    for (const [file, href] of inside) {
      const [address, hash] = href.split('#');
      assert.ok(address.startsWith(root(site)), `${file} leads out of the folder: ${href}`);
      const path = fileURLToPath(address);
      assert.ok(existsSync(path) && statSync(path).isFile(), `${file}: ${href} is not there`);
      if (hash) assert.ok(ids.get(address)?.has(decodeURIComponent(hash)), `${file}: ${href} names no place`);
    }
    // Each page of a release can be come to.
    const reached = new Set(inside.map(([, href]) => href.split('#')[0]));
    for (const file of pages(site)) if (file !== '404.html') assert.ok(reached.has(root(site) + file), `nothing leads to ${file}`);
  });

  test(`${site}: the feed is one of all releases, and names in it are names`, async () => {
    const page = await at(site, '404.html', {bypassCSP: true});
    const feed = await page.evaluate(text => {
      const xml = new DOMParser().parseFromString(text, 'application/xml');
      const of = (node, name) => node.getElementsByTagName(name)[0]?.textContent;
      return {broken: xml.getElementsByTagName('parsererror').length, space: xml.documentElement.namespaceURI, updated: of(xml, 'updated'),
        names: [...new Set([...xml.querySelectorAll('*')].map(e => e.localName))],
        entries: [...xml.querySelectorAll('entry')].map(entry => {
          const content = new DOMParser().parseFromString(of(entry, 'content'), 'text/html');
          return {id: of(entry, 'id'), title: of(entry, 'title'), updated: of(entry, 'updated'), href: entry.querySelector('link').getAttribute('href'),
            tags: [...new Set([...content.body.querySelectorAll('*')].map(e => e.localName))], said: content.body.textContent};
        })};
    }, read(`${site}/feed.xml`));
    const releases = [...state(site).releases].reverse();
    assert.equal(feed.broken, 0);
    assert.equal(feed.space, 'http://www.w3.org/2005/Atom');
    assert.deepEqual(feed.names.filter(name => !['feed', 'id', 'title', 'updated', 'author', 'name', 'generator', 'link', 'entry', 'content'].includes(name)), []);
    assert.equal(feed.entries.length, releases.length);
    assert.equal(new Set(feed.entries.map(entry => entry.id)).size, releases.length);
    feed.entries.forEach((entry, k) => {
      const {sentence, date, folder: place, changes} = releases[k];
      assert.ok(entry.title.endsWith(sentence), entry.title);
      assert.equal(entry.updated, date);
      assert.ok(entry.updated <= feed.updated);
      assert.equal(entry.href.replace(served, ''), `releases/${place}/index.html`);
      assert.deepEqual(entry.tags.filter(tag => !['p', 'ul', 'li'].includes(tag)), [], 'a name became an element');
      for (const change of changes.slice(0, 1)) assert.ok(entry.said.includes(change.split(':')[0].slice(0, 20)), `${entry.said}: ${change}`);
    });
    await closed(page);
  });
}

test('hostile names in the lists of a site are names', async () => {
  for (const file of ['releases/index.html', '404.html']) {
    const page = await at('hostile-site', file);
    const seen = await page.evaluate(() => ({tags: [...new Set([...document.querySelectorAll('*')].map(e => e.localName))], title: document.title,
      handlers: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on') || name === 'style')}));
    const known = ['html', 'head', 'meta', 'title', 'style', 'body', 'a', 'header', 'nav', 'ul', 'li', 'div', 'h1', 'p', 'b', 'time', 'main', 'h2', 'figure', 'svg', 'desc', 'path', 'text', 'rect',
      'circle', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'footer'];
    assert.deepEqual(seen.tags.filter(tag => !known.includes(tag)), []);
    assert.deepEqual(seen.handlers, []);
    assert.match(seen.title, /<b>"Hostile"<\/b> & co/);
    await closed(page);
  }
});

test('served at an address, no page asks for anything but itself, and an unknown release leads back to those that are known', async () => {
  const host = async context => context.route('**', route => {
    const path = resolve(`${folder}/site`, '.' + new URL(route.request().url()).pathname.replace('/perf', ''));
    const file = existsSync(path) && statSync(path).isDirectory() ? `${path}/index.html` : path;
    if (!route.request().url().startsWith(served)) return route.abort();
    return existsSync(file) ? route.fulfill({path: file}) : route.fulfill({status: 404, contentType: 'text/html', body: readFileSync(`${folder}/site/404.html`)});
  });
  for (const wrong of ['releases/v9.9.9/', 'releases/v9.9.9/index.html', 'releases/v0.1.0/of/another/place', '%3Cscript%3Ealert(1)%3C/script%3E']) {
    const page = await openedAt(served + wrong, {served: host});
    assert.match(await page.locator('main').innerText(), /There is no such page/);
    page.wrong = page.wrong.filter(text => !text.includes('status of 404'));
    assert.deepEqual(page.asked, [page.url()]);
    await page.locator('main a').click();
    await page.waitForURL(served + 'releases/index.html');
    assert.equal(await page.locator('.releases tbody tr').count(), state('site').releases.length);
    await page.locator('.releases tbody a').last().click();
    await page.waitForURL(served + 'releases/*/index.html');
    assert.equal(await page.locator('.version').innerText(), state('site').releases[0].tag);
    await closed(page, served);
  }
});

test('the newest page and that of the newest release say the same numbers', async () => {
  const numbers = async file => {
    const page = await at('site', file);
    const rows = await page.$$eval('#all tbody tr[id]', all => all.map(row => [row.id, ...[...row.cells].map(cell => cell.textContent)]));
    await closed(page);
    return rows;
  };
  const newest = state('site').releases.at(-1).folder;
  assert.deepEqual(await numbers('index.html'), await numbers(`releases/${newest}/index.html`));
  const page = await opened('site', {hash: '#no-such-benchmark'});
  assert.match(await page.locator('#tools [role=status]').innerText(), /No benchmark of this report/);
  await closed(page);
});
