// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The page as its readers meet it: node page_test.mjs FOLDER, where `run` has put the reports. Each test's name is a
// sentence; the first that is false is told with what was seen.
import assert from 'node:assert/strict';
import {accessible, address, closed, folder, json, narrowEnough, opened, read, rounds, run, screens, test} from './reading.mjs';

const search = page => page.locator('#tools input');
const shownNames = page => page.$$eval('#all tbody tr[id]', rows => rows.filter(row => row.getClientRects().length).map(row => row.cells[0].textContent));
const cells = page => page.$$eval('#all tbody tr[id]', rows => rows.map(row => [...row.cells].map(cell => cell.textContent)));

for (const [name, options] of [['with script off', {javaScriptEnabled: false}], ['with script on', {}]]) {
  test(`${name}, headline, tiles, changes, every benchmark, every chart, method and provenance can be read`, async () => {
    const facts = json('sample'), page = await opened('sample', options);
    const text = await page.locator('main').textContent();
    for (const words of [facts.headline.detail, facts.headline.index_sentence, facts.headline.since.sentence, 'prediction interval', facts.inputs[0].sha256.slice(0, 16)]) {
      assert.ok(text.includes(words), words);
    }
    assert.equal(await page.locator('.tiles li').count(), 3);
    assert.equal(await page.locator('#changes tbody tr').count(), facts.headline.better + facts.headline.worse);
    assert.equal(await page.locator('#all tbody tr[id]').count(), facts.benchmarks.length);
    assert.equal(await page.locator('.card svg[role=img]').count(), facts.benchmarks.length);
    assert.equal(await page.locator('.card details table').count(), facts.benchmarks.length);
    assert.equal(await page.locator('#tools').isVisible(), options.javaScriptEnabled !== false);
    await closed(page);
  });
}

test('the search finds by every word, by the name of the group, and says how many', async () => {
  const page = await opened('sample');
  await page.keyboard.press('/');
  await page.keyboard.type('parse LARGE');
  assert.deepEqual(await shownNames(page), ['parse_large_module']);
  assert.match(await page.locator('#tools [role=status]').innerText(), /^1 of 47 rows$/);
  await page.keyboard.press('Escape');
  assert.equal((await shownNames(page)).length, 47);
  await search(page).fill('typechecker');
  assert.ok((await shownNames(page)).every(name => name.startsWith('typecheck')));
  await search(page).fill('no such');
  assert.deepEqual(await shownNames(page), []);
  assert.equal(await page.locator('.card:visible').count(), 0);
  await closed(page);
});

test('the filters show what report.json calls so', async () => {
  const facts = json('sample'), page = await opened('sample');
  for (const [value, wanted] of [['better', ['better']], ['worse', ['worse']], ['changed', ['better', 'worse', 'changed']], ['unclear', ['unclear']]]) {
    await page.locator('#tools select[aria-label=Verdict]').selectOption(value);
    const ids = facts.benchmarks.filter(b => wanted.includes(b.comparison?.verdict)).map(b => b.id);
    assert.deepEqual((await shownNames(page)).sort(), ids.sort(), value);
  }
  await closed(page);
});

test('every column sorts up, down, and back to the groups', async () => {
  const facts = json('sample'), page = await opened('sample');
  const before = await shownNames(page);
  for (const column of [1, 3, 4, 5, 6, 7, 8, 9]) {
    const head = page.locator(`#all thead th:nth-child(${column})`), button = head.locator('button');
    await button.click();
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    const up = await shownNames(page);
    await button.click();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    if (column === 5) {
      const ratio = new Map(facts.benchmarks.map(b => [b.id, b.comparison?.ratio ?? null]));
      const ratios = up.map(name => ratio.get(name));
      const known = ratios.filter(r => r !== null);
      assert.deepEqual(known, [...known].sort((a, b) => a - b));
      assert.ok(ratios.slice(known.length).every(r => r === null), 'what has no ratio stands last');
    }
    assert.notDeepEqual(await shownNames(page), before, `column ${column}`);
    await button.click();
    assert.deepEqual(await shownNames(page), before);
  }
  await closed(page);
});

test('any two releases are compared as the command compares them, or the page is the more careful', async () => {
  const facts = json('sample'), page = await opened('sample');
  const original = await cells(page);
  const [from, to] = await page.locator('#tools label select').all();
  await from.selectOption({label: 'v0.1.0'});
  const rows = new Map((await cells(page)).map(row => [row[0], row]));
  const command = JSON.parse(read('compared.json'));
  const evident = ['faster', 'slower'];
  let agreed = 0, total = 0;
  for (const b of command.benchmarks) {
    if (b.comparison?.ratio == null) continue;
    const row = rows.get(b.id), word = row[5].split(' ').pop();
    assert.ok(rounds(row[4], (b.comparison.ratio - 1) * 100), `${b.id}: ${row[4]} of ${b.comparison.ratio}`);
    const said = {worse: 'slower', better: 'faster'}[b.comparison.verdict] ?? b.comparison.verdict;
    assert.ok(!(evident.includes(word) && evident.includes(said) && word !== said), `${b.id}: ${word}, not ${said}`);
    ++total;
    agreed += word === said ? 1 : 0;
  }
  assert.ok(total > 40 && agreed / total >= 0.9, `${agreed} of ${total} verdicts agree`);
  const gone = rows.get('vm_gc_minor'), fresh = rows.get('compile_incremental');
  assert.equal(gone[5], 'gone');
  assert.equal(fresh[5], 'new');
  assert.equal(rows.get('parse_1kb')[7], '14 / 14');
  await from.selectOption({label: facts.baseline.tag});
  assert.deepEqual(await cells(page), original, 'the two of the report are told by the report');
  await to.selectOption({label: facts.baseline.tag});
  assert.ok((await cells(page)).every(row => row[5] !== '↑ slower' && row[5] !== '↓ faster'), 'a release differs from itself');
  await closed(page);
});

test('the keyboard alone opens a benchmark, walks along its releases, and leaves it', async () => {
  const page = await opened('sample');
  const link = page.locator('#all th a', {hasText: 'vm_arithmetic_loop'});
  await link.focus();
  await page.keyboard.press('Enter');
  const chart = page.locator('.detail svg[tabindex]');
  for (let k = 0; k < 12 && !(await chart.evaluate(svg => svg === document.activeElement)); ++k) await page.keyboard.press('Tab');
  const said = page.locator('.detail .said');
  assert.match(await said.innerText(), /^v0\.2\.3: 200\u202fµs/);
  await page.keyboard.press('Home');
  assert.match(await said.innerText(), /^v0\.1\.0: 300\u202fµs/);
  for (let k = 0; k < 5; ++k) await page.keyboard.press('ArrowRight');
  assert.match(await said.innerText(), /^v0\.2\.1: 255\u202fµs .* −15\u202f% faster/);
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.href), /^https:\/\/github\.com\/.*\/commit\/[0-9a-f]{40}$/);
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.href), /\/compare\/v0\.2\.0\.\.\.v0\.2\.1$/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.detail').count(), 0);
  assert.ok(await link.evaluate(a => a === document.activeElement));
  await closed(page);
});

test('a screen reader is told of every row, every head, and every chart', async () => {
  const facts = json('sample'), page = await opened('sample');
  const session = await page.context().newCDPSession(page);
  const {nodes} = await session.send('Accessibility.getFullAXTree');
  const told = role => nodes.filter(node => !node.ignored && node.role?.value === role).length;
  assert.ok(told('rowheader') >= facts.benchmarks.length + facts.groups.length, `${told('rowheader')} heads of rows`);
  assert.ok(told('image') >= facts.benchmarks.length + 1, `${told('image')} charts`);
  assert.ok(told('columnheader') >= 15);
  for (const role of ['banner', 'main', 'contentinfo', 'search', 'navigation']) assert.equal(told(role), 1, role);
  await closed(page);
});

test('a pointer is told the point nearest to it', async () => {
  const page = await opened('sample');
  await page.locator('#all th a', {hasText: 'vm_arithmetic_loop'}).click();
  const chart = page.locator('.detail svg');
  const box = await chart.boundingBox();
  await page.mouse.move(box.x + 70, box.y + 60);
  assert.match(await page.locator('.detail .said').innerText(), /^v0\.1\.0/);
  await closed(page);
});

test('logarithms, ratios, dates and single runs can be shown', async () => {
  const facts = json('sample'), page = await opened('sample');
  const b = facts.benchmarks.find(one => one.id === 'vm_arithmetic_loop');
  await page.locator('#all th a', {hasText: b.id}).click();
  const line = () => page.locator('.detail svg .sd').first().getAttribute('d');
  const drawn = new Set([await line()]);
  for (const name of ['log scale', 'relative', 'time axis']) {
    await page.locator('.detail button', {hasText: name}).click();
    drawn.add(await line());
  }
  assert.ok(drawn.size >= 3, 'the line moves');
  assert.match(await page.locator('.detail svg').textContent(), /1\.00×|1×/);
  await page.locator('.detail button', {hasText: 'every run'}).click();
  const dots = await page.locator('.detail svg .r').getAttribute('d');
  assert.equal(dots.match(/h0/g).length, b.run_values.length);
  await closed(page);
});

test('the address of a benchmark opens it, and is the same in the report of another release', async () => {
  const ids = async (name, options) => {
    const page = await opened(name, options);
    const found = new Map(await page.$$eval('#all tbody tr[id]', rows => rows.map(row => [row.cells[0].textContent, row.id])));
    await closed(page);
    return found;
  };
  const now = await ids('sample'), then = await ids('earlier');
  assert.equal(new Set(now.values()).size, now.size);
  for (const [name, id] of then) if (now.has(name)) assert.equal(now.get(name), id);
  assert.ok(then.size > 40);
  const page = await opened('sample', {hash: '#' + now.get('compile_sort')});
  assert.ok(await page.locator('.detail').isVisible());
  assert.ok(await page.locator('.detail svg').isVisible());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('.detail button', {hasText: 'copy link'}).click();
  await page.locator('.detail button', {hasText: 'copied'}).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address('sample') + '#' + now.get('compile_sort'));
  await closed(page);
});

test('an address that names nothing leaves the page calm', async () => {
  for (const hash of ['#no-such-benchmark', '#%E0%A4%A', '#<img src=x onerror=alert(1)>']) {
    const page = await opened('sample', {hash});
    assert.match(await page.locator('#tools [role=status]').innerText(), /No benchmark of this report/);
    await closed(page);
  }
});

test('light, dark and the switch between them are what the reader chose, and paper is light', async () => {
  const ground = page => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  for (const [colorScheme, color] of [['light', 'rgb(255, 255, 255)'], ['dark', 'rgb(13, 17, 23)']]) {
    const page = await opened('sample', {colorScheme});
    assert.equal(await ground(page), color);
    const seen = new Set();
    for (let k = 0; k < 3; ++k) {
      await page.locator('.theme').click();
      seen.add(await ground(page));
    }
    assert.equal(seen.size, 2);
    assert.equal(await ground(page), color, 'after three presses it is as it was');
    await page.locator('.theme').click();
    await page.locator('.theme').click();
    await page.emulateMedia({media: 'print', colorScheme});
    assert.equal(await ground(page), 'rgb(255, 255, 255)');
    assert.equal(await page.locator('#tools').isVisible(), false);
    await closed(page);
  }
});

test('it prints', async () => {
  const page = await opened('sample', {colorScheme: 'dark'});
  const pdf = await page.pdf({path: `${folder}/sample.pdf`, format: 'A4'});
  assert.ok(pdf.length > 10000);
  await closed(page);
});

test('without a network it is the same page', async () => {
  const page = await opened('sample', {offline: true});
  assert.equal(await page.locator('#all tbody tr[id]').count(), 47);
  await search(page).fill('sort');
  assert.equal((await shownNames(page)).length, 1);
  await closed(page);
});

for (const name of ['sample', 'many_releases', 'hostile', 'branches', 'single']) {
  for (const [width, viewport] of screens) {
    test(`${name}: nothing is wider than a screen of ${width}, and axe finds nothing, light or dark`, async () => {
      const page = await opened(name, {viewport});
      await narrowEnough(page, 'the page');
      await page.locator('#all tbody tr[id] th a').first().click();
      await narrowEnough(page, 'a benchmark that is open');
      await page.locator('summary').first().click();
      await accessible(page, 20);
      await closed(page);
    });
  }
}

test('300 releases: no two names under the axis touch', async () => {
  const page = await opened('many_releases');
  await page.locator('#all tbody tr[id] th a').first().click();
  const boxes = await page.$$eval('.detail svg .c', all => all.map(text => text.getBoundingClientRect()).map(b => [b.left, b.right]).sort((a, b) => a[0] - b[0]));
  assert.ok(boxes.length >= 6);
  boxes.forEach(([left], k) => assert.ok(k === 0 || left >= boxes[k - 1][1], 'they touch'));
  await closed(page);
});

test('a family has one chart for all of its members, and one for how it scales', async () => {
  const facts = json('many_releases'), page = await opened('many_releases', {javaScriptEnabled: false});
  assert.ok(facts.families.length >= 2);
  const scalings = facts.families.reduce((sum, family) => sum + family.scaling.length, 0);
  assert.equal(await page.locator('.kin svg').count(), facts.families.length + scalings);
  for (const family of facts.families) assert.ok((await page.locator('.kin title').allTextContents()).includes(family.name), family.name);
  await closed(page);
});

test('branches and environments can be chosen where there are several', async () => {
  const page = await opened('branches');
  assert.equal((await shownNames(page)).length, 6);
  await page.locator('select[aria-label=Environment]').selectOption({label: 'cpu=Zen 5'});
  assert.equal((await shownNames(page)).length, 2);
  await page.locator('select[aria-label=Environment]').selectOption('-1');
  await page.locator('select[aria-label=Branch]').selectOption({label: 'next'});
  await page.locator('#all tbody tr[id] th a').first().click();
  const next = (await page.locator('.detail svg .r').getAttribute('d')).match(/h0/g).length;
  await page.locator('select[aria-label=Branch]').selectOption('-1');
  await page.locator('#all tbody tr[id] th a').first().click();
  await page.locator('.detail button', {hasText: 'every run'}).click();
  const all = (await page.locator('.detail svg .r').getAttribute('d')).match(/h0/g).length;
  assert.ok(next > 0 && next < all, `${next} of ${all} runs are of the branch`);
  await closed(page);
  const sample = await opened('sample');
  assert.equal(await sample.locator('#tools select[aria-label=Branch], #tools select[aria-label=Environment]').count(), 0);
  await closed(sample);
});

test('a first release has no columns for what it cannot be compared with', async () => {
  const page = await opened('single');
  const heads = await page.$$eval('#all thead th', all => all.filter(th => th.getClientRects().length).map(th => th.textContent));
  assert.ok(!heads.includes('Change') && !heads.includes('Baseline'), String(heads));
  assert.equal(await page.locator('#tools label select').count(), 0);
  await closed(page);
});

for (const javaScriptEnabled of [true, false]) {
  test(`hostile names are names, with script ${javaScriptEnabled ? 'on' : 'off'}: nothing of them is an element, an address, a style or code`, async () => {
    const page = await opened('hostile', {javaScriptEnabled});
    const seen = await page.evaluate(() => {
      const all = [...document.querySelectorAll('*')];
      return {
        tags: [...new Set(all.map(e => e.localName))],
        handlers: all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on') || name === 'style' || name === 'srcdoc' || name === 'autofocus'),
        addresses: all.flatMap(e => ['href', 'src', 'action', 'xlink:href', 'data'].map(name => e.getAttribute(name))).filter(a => a !== null),
        scripts: [...document.scripts].map(s => s.type), ids: all.map(e => e.id).filter(Boolean), title: document.title,
        polluted: ({}).polluted !== undefined || Object.keys(Object.prototype).length > 0,
      };
    });
    const known = ['html', 'head', 'meta', 'title', 'style', 'body', 'a', 'header', 'nav', 'ul', 'li', 'div', 'h1', 'p', 'time', 'main', 'section', 'h2', 'span', 'figure', 'svg', 'desc', 'path', 'text',
      'rect', 'h3', 'b', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'abbr', 'details', 'summary', 'pre', 'footer', 'script', 'button', 'input', 'select', 'option', 'label', 'circle'];
    assert.deepEqual(seen.tags.filter(tag => !known.includes(tag)), []);
    assert.deepEqual(seen.handlers, []);
    for (const a of seen.addresses) assert.match(a, /^#[a-z0-9_-]+$|^report\.json$/);
    assert.deepEqual(seen.scripts, ['application/json', '']);
    assert.equal(new Set(seen.ids).size, seen.ids.length, 'two elements have one id');
    assert.equal(seen.polluted, false);
    assert.match(seen.title, /<b>"Hostile"<\/b> & co/);
    await closed(page);
  });
}

test('hostile names: each is found, opened, and told apart from every other', async () => {
  const page = await opened('hostile'), names = JSON.parse(read('names.json'));
  const shown = await shownNames(page);
  assert.equal(shown.length, names.length + 8);
  assert.equal(new Set(shown).size, shown.length, 'two look the same');
  for (const wanted of ['<script>alert(1)</script>', '__proto__', 'toString', 'bidi\\u202egpj', 'control\\u0001']) {
    await search(page).fill(wanted);
    assert.ok((await shownNames(page)).length >= 1, wanted);
    await page.locator('#all tbody tr[id]:not([hidden]) th a').first().click();
    assert.ok(await page.locator('.detail svg').isVisible());
  }
  await closed(page);
});

test('a script that got into the page would not run', async () => {
  const page = await opened('sample');
  page.wrong.length = 0;
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken"';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/x.png';
    document.body.append(image);
  });
  await page.waitForTimeout(100);
  assert.notEqual(await page.title(), 'taken');
  assert.ok(page.wrong.some(text => /Content Security Policy/.test(text)));
  page.wrong.length = 0;
  page.asked = page.asked.filter(url => !url.startsWith('http://127.0.0.1:9/'));
  await closed(page);
});

await import('./numbers_test.mjs');
await import('./site_test.mjs');
await run(process.argv[3]);
