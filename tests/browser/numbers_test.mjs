// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Every number that a page says is one of report.json, or a rounding of one.
import assert from 'node:assert/strict';
import {closed, json, opened, rounds, test} from './reading.mjs';

const units = {ns: 1, 'µs': 1e3, ms: 1e6, s: 1e9};
/** The facts of each row, in the order of the table. */
const inOrder = facts => {
  const known = new Map(facts.benchmarks.map(b => [b.id, b]));
  return facts.groups.flatMap(group => group.benchmarks.map(id => known.get(id)));
};
/** A report of an earlier release knows what came later, too; its page shows what was then. */
const shownLevels = (facts, b) => {
  const tags = facts.releases.map(release => release.tag), current = tags.indexOf(facts.current.tag);
  return b.levels.filter(level => tags.indexOf(level.release) <= current);
};
const divisor = (b, unit) => b.unit === 'ns' ? units[unit] ?? 1 : 1;
/** "+4.2 %" or "2.5×" of a ratio. */
const isChange = (text, ratio) => text.endsWith('×') ? rounds(text, ratio) : rounds(text, (ratio - 1) * 100);
const ends = text => text.slice(1, -1).split(', ');
const digits = text => text.replaceAll('\u2212', '-').match(/[\d.]*\d/g) ?? [];

/** What the page says, as texts. */
const said = page => page.evaluate(() => {
  const texts = list => [...list].map(one => one.textContent.trim());
  const table = rows => [...rows].map(row => ({id: row.id || row.querySelector('a')?.hash.slice(1), kind: row.className, cells: texts(row.cells)}));
  return {
    rows: table(document.querySelectorAll('#all tbody tr[id]')),
    changes: table(document.querySelectorAll('.few tbody tr')),
    means: texts(document.querySelectorAll('#all .g span')),
    pills: texts(document.querySelectorAll('#verdict .pill')),
    tiles: [...document.querySelectorAll('.tiles li')].map(li => texts(li.querySelectorAll('h3, p, .pill')).join(' ')),
    tileGroups: [...document.querySelectorAll('.tiles h3 a')].map(a => Number(a.hash.slice(2))),
    leads: texts(document.querySelectorAll('.lead')),
    cards: [...document.querySelectorAll('.card[data-row]')].map(card => ({row: Number(card.dataset.row), head: card.querySelector('thead th:nth-child(2)').textContent,
      levels: [...card.querySelectorAll('tbody tr')].map(row => texts(row.cells)), told: card.querySelector('desc').textContent})),
    tables: [...document.querySelectorAll('#levels table')].map(one => ({tags: texts(one.tHead.rows[0].cells).slice(1),
      rows: [...one.tBodies[0].rows].map(row => ({row: Number(row.id.slice(1)), cells: texts(row.cells)}))})),
    kin: texts(document.querySelectorAll('.kin svg')),
    data: JSON.parse(document.getElementById('data').textContent),
  };
});

/** What a verdict may be called: of a time in one way only. */
const words = (verdict, metric) => {
  const of = {better: ['faster', 'better', 'smaller', 'larger'], worse: ['slower', 'worse', 'larger', 'smaller']}[verdict];
  return !of ? [verdict] : metric === 'time' ? of.slice(0, 1) : of;
};
/** "Slower than v0.1.0: x +6 % since v0.2.0 and 2 more": each change is that of a benchmark of the list. */
const checkApart = (line, facts) => {
  const [, word, tag] = line.match(/^(\w+) than (.+?): /) ?? [], row = facts.overview.against.find(one => one.release === tag);
  assert.ok(row, line);
  const side = words('worse', 'time').concat('worse').includes(word.toLowerCase()) ? row.worse : words('better', 'time').concat('better').includes(word.toLowerCase()) ? row.better : [...row.better, ...row.worse];
  for (const change of line.match(/[+\u2212][\d.]+(?=\u202f%)|[\d.]+×/g) ?? []) assert.ok(side.some(one => isChange(change, one.ratio)), `${change} in ${line}`);
};

const checkRow = (b, cells, reports) => {
  const c = b.comparison, [, , before, after, change, verdict, interval, runs, sees] = cells;
  if (!c) return void assert.equal(verdict, 'not measured');
  if (!reports.baseline) return;
  const [value, unit] = after.split('\u202f');
  if (c.baseline !== null && c.current !== null && before !== '') assert.ok(rounds(before, c.baseline / divisor(b, unit)), `${b.id}: ${before} of ${c.baseline}`);
  if (c.current !== null && value !== '') assert.ok(rounds(value, c.current / divisor(b, unit)), `${b.id}: ${after} of ${c.current}`);
  if (c.ratio === null) return;
  assert.ok(isChange(change, c.ratio), `${b.id}: ${change} of ${c.ratio}`);
  assert.ok(words(c.verdict, b.metric).some(word => verdict.includes(word)), `${b.id}: ${verdict}`);
  if (interval.startsWith('[')) {
    const [lower, upper] = ends(interval);
    assert.ok(isChange(lower, c.lower) && isChange(upper, c.upper), `${b.id}: ${interval} of ${c.lower} and ${c.upper}`);
  } else {
    assert.ok(['', 'exact', 'not known'].includes(interval), `${b.id}: ${interval}`);
  }
  assert.deepEqual(digits(runs), [String(c.n_baseline), String(c.n_current)], b.id);
  if (sees !== '') assert.ok(rounds(sees, c.noise_floor * (sees.endsWith('×') ? 1 : 100)), `${b.id}: ${sees} of ${c.noise_floor}`);
};

const checkLevel = (where, level, factor, value, interval, n) => {
  assert.ok(rounds(value, level.value / factor), `${where}: ${value} of ${level.value}`);
  if (interval) {
    const [lower, upper] = interval.split(' – ');
    assert.ok(rounds(lower, level.lower / factor) && rounds(upper, level.upper / factor), `${where}: ${interval}`);
  }
  if (n !== undefined) assert.equal(Number(n), level.n, where);
};
const unitOf = (b, text) => divisor(b, text.includes(', ') ? text.split(', ').pop() : '');

for (const [name, least] of [['sample', 45], ['earlier', 40], ['many_releases', 8], ['hostile', 40], ['branches', 4], ['single', 0]]) {
  test(`${name}: every number of the page is one of report.json, or a rounding of one`, async () => {
    const facts = json(name), order = inOrder(facts), page = await opened(name, {javaScriptEnabled: true});
    const seen = await said(page), h = facts.headline;
    assert.equal(seen.rows.length, order.length);
    order.forEach((b, k) => checkRow(b, seen.rows[k].cells, facts));
    assert.ok(order.filter(b => b.comparison?.ratio != null).length >= least);
    // What changed says of each what its row says.
    const rows = new Map(seen.rows.map(row => [row.id, row.cells]));
    for (const {id, cells} of seen.changes) assert.deepEqual(cells.slice(1), rows.get(id).slice(2, 7));
    const counts = {better: h.better, faster: h.better, slower: h.worse, worse: h.worse, changed: h.changed, alert: h.alerts, alerts: h.alerts};
    for (const pill of seen.pills) assert.equal(Number(pill.split(' ')[0]), counts[pill.split(' ')[1]], pill);
    const o = facts.overview, told = [h.detail, o.sentence, o.shift, o.past_shifts, o.foresight, o.advice?.sentence, ...facts.growth.map(one => one.sentence ?? one)];
    for (const lead of seen.leads) if (!told.includes(lead)) checkApart(lead, facts);
    seen.tiles.forEach((tile, k) => {
      const group = facts.groups[seen.tileGroups[k]];
      assert.deepEqual(digits(tile), digits(group.tile.text), tile);
    });
    seen.means.forEach((text, k) => {
      const mean = text.match(/geometric mean (\S+?)(?:\u202f%)? over (\d+)/), {geomean} = facts.groups[k];
      if (!mean) return;
      assert.ok(isChange(mean[1], geomean.ratio), `${text} of ${geomean.ratio}`);
      assert.equal(Number(mean[2]), geomean.n);
    });
    for (const card of seen.cards) {
      const b = order[card.row], factor = unitOf(b, card.head), levels = shownLevels(facts, b);
      assert.deepEqual(card.levels.map(cells => cells[0]), levels.map(level => level.release));
      card.levels.forEach(([tag, value, interval, n], k) => checkLevel(`${b.id} ${tag}`, levels[k], factor, value, interval, n));
    }
    const tags = facts.releases.slice(0, seen.data.columns.length).map(release => release.tag);
    for (const table of seen.tables) {
      for (const {row, cells: [head, ...levels]} of table.rows) {
        const b = order[row], shown = new Map(shownLevels(facts, b).map(level => [tags.indexOf(level.release), level])), from = tags.length - levels.length;
        levels.forEach((text, k) => {
          const [value, interval] = text.trim().split(' (');
          assert.equal(value === '', !shown.has(from + k), `${b.id}: ${text}`);
          if (value !== '') checkLevel(b.id, shown.get(from + k), unitOf(b, head), value, interval?.slice(0, -1));
        });
      }
    }
    const charted = new Set([...seen.cards.map(card => card.row), ...seen.tables.flatMap(table => table.rows.map(row => row.row))]);
    order.forEach((b, k) => assert.ok(charted.has(k) || shownLevels(facts, b).length === 0, `${b.id} has its levels nowhere`));
    const exponents = facts.families.flatMap(family => family.scaling).flatMap(JSON.stringify).join(' ').match(/-?[\d.]+(e-?\d+)?/g) ?? [];
    for (const text of seen.kin.join(' ').match(/n\^\S+?[\d.]*\d/g) ?? []) assert.ok(exponents.some(e => rounds(text.slice(2), Number(e))), text);
    await closed(page);
  });

  test(`${name}: what the script compares and draws with is what report.json says, to the last digit`, async () => {
    const facts = json(name), order = inOrder(facts), page = await opened(name, {javaScriptEnabled: false});
    const data = JSON.parse(await page.locator('#data').textContent());
    assert.deepEqual([data.floor, data.equivalence], [facts.rule.floor, facts.rule.equivalence]);
    assert.deepEqual(data.columns.map(column => column[3]), facts.releases.slice(0, data.columns.length).map(release => release.runs));
    assert.equal(data.columns[data.current][0], facts.current.tag);
    assert.equal(data.series.length, order.length);
    data.series.forEach(([, , better, , exact, , [first, ...values], noise, n, , runs], k) => {
      const b = order[k], known = values.filter(value => value !== null), levels = shownLevels(facts, b);
      assert.deepEqual([better, exact], [b.direction, b.exact]);
      assert.deepEqual(known, levels.map(level => level.value), b.id);
      assert.deepEqual(Array.isArray(noise) ? noise : known.map(() => noise), levels.map(level => level.noise ?? 0), b.id);
      assert.deepEqual(Array.isArray(n) ? n : known.map(() => n), levels.map(level => level.n), b.id);
      if (known.length) assert.ok(first < data.columns.length);
      if (runs.length) assert.deepEqual(runs.filter((_, at) => at % 2), b.run_values.map(one => one.value ?? one[1]), b.id);
    });
    await closed(page);
  });
}
