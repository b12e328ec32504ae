// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The page is whole without this. It searches, sorts and filters the table, compares any two releases, and draws one
// benchmark large. Numbers are facts of the report or texts that stand in the page; names reach the page as text alone.
(() => {
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const {columns, current, baseline, noun, from: oldest} = data;
const $ = (selector, at = document) => at.querySelector(selector);
const svgSpace = 'http://www.w3.org/2000/svg';
const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
};
const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => fill(document.createElementNS(svgSpace, tag), attributes, children);
const thin = '\u202f', minus = '\u2212';

const table = $('#all');
const groups = [...table.tBodies];
const rows = groups.flatMap(group => [...group.rows].slice(1));
const homes = rows.map(row => row.parentNode);
const names = rows.map(row => row.cells[0].textContent);
const lowered = names.map((name, i) => (name + ' ' + homes[i].rows[0].cells[0].firstChild.textContent).toLowerCase());
const cards = new Map([...document.querySelectorAll('.card[data-row]')].map(card => [Number(card.dataset.row), card]));
const judged = [2, 3, 4, 5, 6, 7, 8];
const printed = rows.map(row => [row.className, ...judged.map(k => row.cells[k].textContent)]);

// --- the facts of a series, from its list
const series = data.series.map(s => {
  const [unit, divisor, better, worse, exact, environment, values, noise, n, changes, runs, good] = s;
  return {unit, divisor, better, worse, exact, environment, first: values[0], values: values.slice(1), noise, n, changes, runs, good};
});
const at = (s, column) => s.values[column - s.first] ?? null;
const place = (s, column) => s.values.slice(0, column - s.first).filter(v => v !== null).length;
const one = (list, k) => Array.isArray(list) ? list[k] : list;
const noiseAt = (s, column) => one(s.noise, place(s, column));
/** What the page prints of a level: value, interval, runs. */
const texts = (i, column) => {
  const s = series[i];
  if (at(s, column) === null) return null;
  const k = place(s, column);
  const card = cards.get(i);
  if (card) {
    // The table may begin before the facts do.
    const list = card.querySelectorAll('tbody tr'), known = s.values.filter(v => v !== null).length;
    const cells = list[list.length - known + k].cells;
    return {value: cells[1].textContent, interval: cells[2].textContent, n: cells[3].textContent.trim()};
  }
  const [value, interval] = document.getElementById('w' + i).cells[column - oldest + 1].textContent.trim().split(' (');
  return {value, interval: interval ? interval.slice(0, -1) : '', n: String(one(s.n, k))};
};
const withUnit = (text, s) => s.unit ? text + thin + s.unit : text;
const number = text => Number(text.replaceAll(minus, '-'));

// --- numbers as the report prints them
const signed = (value, plus) => {
  const text = Math.abs(value).toFixed(1);
  return text === '0.0' ? '0.0' : (value < 0 ? minus : plus) + text;
};
const changeText = ratio => ratio >= 2 ? ratio.toFixed(ratio < 100 ? 1 : 0) + '×' : signed((ratio - 1) * 100, '+') + thin + '%';
const arrow = ratio => Math.abs(ratio - 1) * 100 < 0.05 ? '→' : ratio > 1 ? '↑' : '↓';

// --- two releases
const evident = (s, falls) => s.better === 'unknown' ? 'changed' : falls === (s.better === 'lower') ? 'better' : 'worse';
/** The rule of the report, for levels that are lent no runs: see "noise" of a level in report.json. */
const verdictOf = (s, ratio, lower, upper) => {
  const up = 1 + data.floor, equal = 1 + data.equivalence;
  if (s.exact) return ratio === 1 ? 'same' : evident(s, ratio < 1);
  if (lower > up || upper < 1 / up) return evident(s, upper < 1);
  const within = lower >= 1 / up && upper <= up;
  return within || (lower <= 1 && upper >= 1 && lower >= 1 / equal && upper <= equal) ? 'same' : 'unclear';
};
const compared = (i, from, to) => {
  const s = series[i], a = at(s, from), b = at(s, to);
  if (a === null || b === null) return {verdict: a === b ? 'not measured' : a === null ? 'new' : 'gone'};
  if (!(a > 0 && b > 0)) return {verdict: 'not comparable'};
  const ratio = b / a, known = noiseAt(s, from) > 0 && noiseAt(s, to) > 0;
  if (!known && !s.exact) return {verdict: 'unclear', ratio};
  const half = s.exact ? 0 : Math.hypot(noiseAt(s, from), noiseAt(s, to));
  const lower = ratio * Math.exp(-half), upper = ratio * Math.exp(half);
  return {verdict: verdictOf(s, ratio, lower, upper), ratio, lower, upper};
};
const letters = {better: 'B', worse: 'W', changed: 'C', same: 'S', unclear: 'U'};
const arrowed = ['better', 'worse', 'changed', 'same'];
const intervalText = (s, c) => {
  if (!c.upper) return '';
  if (s.exact) return 'exact';
  if (c.upper / c.lower > 3) return 'not known';
  // The ends in the form of the change beside them.
  const factor = end => end.toFixed(end < 10 ? 2 : end < 100 ? 1 : 0) + '×';
  return c.ratio >= 2 ? `[${factor(c.lower)}, ${factor(c.upper)}]` : `[${signed((c.lower - 1) * 100, '+')}, ${signed((c.upper - 1) * 100, '+')}]`;
};
let pair = [baseline, current];
const isReport = () => pair[0] === baseline && pair[1] === current;
const showPair = () => {
  const [from, to] = pair;
  rows.forEach((row, i) => {
    if (isReport()) {
      row.className = printed[i][0];
      judged.forEach((k, at) => { row.cells[k].textContent = printed[i][at + 1]; });
      return;
    }
    const s = series[i], c = compared(i, from, to), a = texts(i, from), b = texts(i, to);
    const word = c.verdict === 'worse' ? s.worse : c.verdict === 'better' ? s.good : c.verdict;
    row.className = 'v' + (letters[c.verdict] ?? 'N');
    row.cells[2].textContent = a ? (b ? a.value : withUnit(a.value, s)) : '';
    row.cells[3].textContent = b ? withUnit(b.value, s) : '';
    row.cells[4].textContent = c.ratio ? changeText(c.ratio) : '';
    row.cells[5].textContent = arrowed.includes(c.verdict) ? `${c.verdict === 'same' ? '→' : arrow(c.ratio)} ${word}` : word;
    row.cells[6].textContent = intervalText(s, c);
    row.cells[7].textContent = `${a?.n ?? 0} / ${b?.n ?? 0}`;
    row.cells[8].textContent = '';
  });
  const heads = table.tHead.rows[0].cells;
  [2, 3].forEach((k, at) => { $('.tag', heads[k]).textContent = columns[pair[at]][0]; });
  aside.textContent = isReport() ? '' : 'Judged by the noise of each benchmark alone, and not corrected for how many are compared; perfolio compare hears more.';
  aside.hidden = isReport();
  // The means of the groups are of the two releases of the report.
  for (const mean of table.querySelectorAll('.g span')) mean.hidden = !isReport();
  if (sorted.key !== null) sortBy(sorted.key, sorted.down);
  apply();
};

// --- search and filters
const kinds = {all: 'BWCUSN', changed: 'BWC', better: 'B', worse: 'W', unclear: 'U'};
const apply = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const kind = kinds[verdict.value], environment = Number(environments?.value ?? -1);
  const seen = new Set();
  let shown = 0;
  close();
  rows.forEach((row, i) => {
    const fits = words.every(word => lowered[i].includes(word)) && kind.includes(row.className[1]) &&
      (environment < 0 || series[i].environment === environment) && onBranch(series[i]);
    row.hidden = !fits;
    const card = cards.get(i);
    if (card) card.hidden = !fits;
    if (!fits) return;
    ++shown;
    seen.add(homes[i]);
  });
  for (const group of groups) group.hidden = sorted.key !== null || !seen.has(group);
  for (const list of document.querySelectorAll('.cards')) list.previousElementSibling.hidden = !$('.card:not([hidden])', list);
  said.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
};
const onBranch = s => {
  const wanted = Number(branches?.value ?? -1);
  if (wanted < 0 || !s.runs.length) return true;
  for (let k = 0; k < s.runs.length; k += 2) if (data.runs[s.runs[k]][3] === wanted) return true;
  return false;
};

// --- sorting
const order = ['W', 'B', 'C', 'U', 'S', 'N'];
const sorted = {key: null, down: false};
const flat = make('tbody');
const levelOf = (i, k) => pair[k] === null ? null : at(series[i], pair[k]);
const keyOf = {
  0: i => lowered[i],
  2: i => levelOf(i, 0),
  3: i => levelOf(i, 1),
  4: i => levelOf(i, 0) > 0 && levelOf(i, 1) > 0 ? levelOf(i, 1) / levelOf(i, 0) : null,
  5: i => order.indexOf(rows[i].className[1]),
  6: i => { const ends = rows[i].cells[6].textContent.match(/[−+]?[\d.]+/g); return ends?.length === 2 ? number(ends[1]) - number(ends[0]) : null; },
  7: i => parseFloat(rows[i].cells[7].textContent.split('/').pop()),
  8: i => { const share = parseFloat(rows[i].cells[8].textContent); return Number.isNaN(share) ? null : share; },
};
const sortBy = (key, down) => {
  close();
  for (const th of table.tHead.rows[0].cells) if (th.hasAttribute('aria-sort')) th.setAttribute('aria-sort', 'none');
  Object.assign(sorted, {key, down});
  if (key === null) {
    rows.forEach((row, i) => homes[i].append(row));
    flat.remove();
    return;
  }
  table.tHead.rows[0].cells[key].setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const keyed = rows.map((row, i) => [keyOf[key](i), i]);
  const none = k => k === null || k === undefined || Number.isNaN(k);
  keyed.sort(([a, i], [b, j]) => none(a) || none(b) ? none(a) - none(b) || i - j : (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || i - j);
  flat.append(...keyed.map(([, i]) => rows[i]));
  table.append(flat);
};
const nextSort = key => {
  const again = sorted.key === key;
  sortBy(again && sorted.down ? null : key, again);
  apply();
};
for (const [key, th] of [...table.tHead.rows[0].cells].entries()) {
  if (!keyOf[key]) continue;
  const button = make('button', {type: 'button', click: () => nextSort(key)});
  button.append(...th.childNodes);
  th.append(button);
  th.setAttribute('aria-sort', 'none');
}

// --- addresses of the project
const site = /^https?:\/\/[^@\s]+$/.test(data.url) ? data.url.replace(/\/+$/, '') : null;
const link = (text, path) => site === null ? null : make('a', {href: site + path, rel: 'noopener'}, text);
const commitLink = id => /^[0-9a-f]{7,64}$/.test(id) ? link(id.slice(0, 7), '/commit/' + id) ?? id.slice(0, 7) : null;
const nameOf = column => noun === 'release' ? columns[column][0] : columns[column][2];
const compareLink = (from, to) => {
  const [a, b] = [nameOf(from), nameOf(to)];
  return a && b ? link(`${columns[from][0]}…${columns[to][0]}`, `/compare/${encodeURIComponent(a)}...${encodeURIComponent(b)}`) : null;
};
const day = time => time === null ? '' : new Date(time).toISOString().slice(0, 10);

// --- one benchmark, large
const choice = {log: false, relative: false, time: false, runs: false};
let open = null;
const close = () => {
  open?.detail.remove();
  open = null;
};
const nice = (low, high) => {
  const raw = (high - low) / 5, power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].find(k => k * power >= raw) * power;
  const out = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) out.push(k * step);
  return {ticks: out, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9))};
};
const niceLog = (low, high) => {
  const all = [], span = high / low;
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high) + 1; ++power) {
    for (const k of span > 1000 ? [1] : span > 3 ? [1, 2, 5] : [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8]) all.push(k * 10 ** power);
  }
  const ticks = all.filter(t => t >= low && t <= high);
  return ticks.length > 1 ? {ticks} : nice(low, high);
};
/** The points of a chart: levels with what the page prints of them; runs where they are asked for. */
const pointsOf = i => {
  const s = series[i], levels = [], runs = [];
  const byTime = choice.time && dated;
  const steps = columns.map((c, k) => byTime ? c[1] : k);
  // A run between two releases stands between them, by its date.
  const between = (column, time) => {
    if (byTime) return time;
    if (!dated || time === null) return column;
    let k = columns.findIndex(c => c[1] >= time);
    if (k < 0) return columns.length - 1 + Math.min(0.9, (time - columns.at(-1)[1]) / Math.max(1, columns.at(-1)[1] - columns[0][1]) * columns.length);
    return k === 0 ? -0.4 : k - (columns[k][1] - time) / Math.max(1, columns[k][1] - columns[k - 1][1]);
  };
  columns.forEach((c, column) => {
    const value = at(s, column);
    if (value === null) return;
    const t = texts(i, column), ends = t.interval ? t.interval.split(' – ').map(end => number(end) * s.divisor) : null;
    levels.push({x: steps[column], column, value, ends, t, change: s.changes.find(change => change[0] === column)});
  });
  const wanted = Number(branches?.value ?? -1);
  for (let k = 0; choice.runs && k < s.runs.length; k += 2) {
    const [column, time, commit, branch] = data.runs[s.runs[k]];
    const x = between(column, time);
    if (x !== null && (column === null || column <= current) && (wanted < 0 || branch === wanted)) runs.push({x, value: s.runs[k + 1], time, commit, branch, column});
  }
  return {levels, runs: runs.sort((a, b) => a.x - b.x), byTime};
};
const chart = (i, width, pick) => {
  const s = series[i], {levels, runs, byTime} = pointsOf(i);
  if (levels.length === 0) return make('p', {}, 'Not measured up to this ' + noun + '.');
  const height = 250, left = 58, right = width - 14, top = 14, bottom = height - 28;
  const base = (pair[0] !== null && at(s, pair[0])) || levels[0].value;
  const relative = choice.relative && base > 0;
  const shown = v => relative ? v / base : v / s.divisor;
  const all = [...levels.flatMap(p => [p.value, ...(p.ends ?? [])]), ...runs.map(p => p.value)].map(shown);
  let low = Math.min(...all), high = Math.max(...all);
  const log = choice.log && low > 0;
  const pad = log ? 1.06 : Math.max((high - low) * 0.08, Math.abs(high) * 0.03, 1e-12);
  [low, high] = log ? [low / pad, high * pad] : [low - pad, high + pad];
  const scale = v => log ? Math.log(v) : v;
  const heightOf = v => bottom - (scale(v) - scale(low)) / (scale(high) - scale(low)) * (bottom - top);
  const y = v => heightOf(shown(v));
  const xs = [...levels, ...runs].map(p => p.x), first = Math.min(...xs), last = Math.max(...xs);
  const x = v => last > first ? left + 8 + (v - first) / (last - first) * (right - left - 16) : (left + right) / 2;
  const svg = draw('svg', {viewBox: `0 0 ${width} ${height}`, tabindex: 0, role: 'img', 'aria-label': `${names[i]}: arrow keys walk along its ${levels.length} ${noun}s`});
  const {ticks, digits} = log ? niceLog(low, high) : nice(low, high);
  for (const tick of ticks) {
    const at = heightOf(tick);
    const text = (digits === undefined ? String(+tick.toPrecision(3)) : tick.toFixed(relative ? Math.max(2, digits) : digits)) + (relative ? '×' : '');
    svg.append(draw('path', {class: 'sg', d: `M${left} ${at.toFixed(1)}H${right}`}),
      draw('text', {class: 'fk e', x: left - 8, y: (at + 4).toFixed(1), 'font-size': 11}, text.replace('-', minus)));
  }
  const line = list => list.map((p, k) => (k && (list[k - 1].column === undefined || p.column === list[k - 1].column + 1) ? 'L' : 'M') + x(p.x).toFixed(1) + ' ' + y(p.value).toFixed(1)).join('');
  // Where there is no room for bars, they are a band.
  const roomy = (right - left) / levels.length > 7;
  const bars = levels.filter(p => p.ends).map(p => `M${x(p.x).toFixed(1)} ${y(p.ends[0]).toFixed(1)}V${y(p.ends[1]).toFixed(1)}`).join('');
  svg.append(draw('path', {class: 'sa', d: `M${left} ${bottom}H${right}`}), draw('path', {class: roomy ? 'sa' : 'sg', 'stroke-width': roomy ? 1 : ((right - left) / columns.length + 0.5).toFixed(1), d: bars}),
    draw('path', {class: 'sa r', 'stroke-width': 3, d: runs.map(p => `M${x(p.x).toFixed(1)} ${y(p.value).toFixed(1)}h0`).join('')}),
    draw('path', {class: 'sd', 'stroke-width': 1.6, d: line(levels)}));
  for (const p of levels) {
    const kind = p.change ? {better: 'B', worse: 'W'}[p.change[2]] ?? 'i' : 'd';
    if (roomy || p.change) svg.append(draw('circle', {class: `f${kind} sp`, cx: x(p.x).toFixed(1), cy: y(p.value).toFixed(1), r: p.change ? 4.5 : 3.2}));
  }
  labels(svg, levels, x, left, right, bottom, byTime);
  const mark = draw('path', {class: 'si', 'stroke-width': 1});
  const ring = draw('circle', {class: 'n si', r: 6, 'stroke-width': 1.5, visibility: 'hidden'});
  svg.append(mark, ring);
  const points = [...levels, ...runs].sort((a, b) => a.x - b.x);
  let now = points.indexOf(levels.at(-1));
  const go = (k, tell) => {
    now = Math.min(points.length - 1, Math.max(0, k));
    const p = points[now];
    mark.setAttribute('d', `M${x(p.x).toFixed(1)} ${top}V${bottom}`);
    fill(ring, {cx: x(p.x).toFixed(1), cy: y(p.value).toFixed(1), visibility: 'visible'}, []);
    pick(p, levels, tell);
  };
  svg.addEventListener('keydown', event => {
    const step = {ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: points.length - 1}[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  });
  svg.addEventListener('pointermove', event => {
    const box = svg.getBoundingClientRect(), px = (event.clientX - box.left) / box.width * width, py = (event.clientY - box.top) / box.height * height;
    let best = 0, near = Infinity;
    points.forEach((p, k) => {
      const apart = Math.abs(x(p.x) - px) + Math.abs(y(p.value) - py) * 0.05;
      if (apart < near) [near, best] = [apart, k];
    });
    go(best);
  });
  go(now);
  return svg;
};
/** Names under the axis: the last, the changes, the first, then those between for which there is room. */
const labels = (svg, levels, x, left, right, bottom, byTime) => {
  const wanted = [levels.at(-1), ...levels.filter(p => p.change), levels[0]];
  for (let step = 1 << 8; step >= 1; step >>= 1) levels.forEach((p, k) => { if (k % step === 0) wanted.push(p); });
  const taken = [];
  for (const p of new Set(wanted)) {
    const name = columns[p.column][0], full = byTime && noun === 'release' ? `${name} ${day(columns[p.column][1]).slice(0, 7)}` : name;
    const text = full.length > 22 ? full.slice(0, 10) + '…' + full.slice(-10) : full, half = text.length * 3.2 + 5;
    const middle = Math.min(Math.max(x(p.x), left + half - 24), right + 8 - half);
    if (taken.some(([from, to]) => middle + half > from && middle - half < to)) continue;
    taken.push([middle - half, middle + half]);
    svg.append(draw('path', {class: 'sa', d: `M${x(p.x).toFixed(1)} ${bottom}v4`}),
      draw('text', {class: p.change || p.column === current ? 'fi c w' : 'fk c', x: middle.toFixed(1), y: bottom + 18, 'font-size': 11}, text));
  }
};
const words = (i, p, levels) => {
  const s = series[i], out = [];
  const say = text => { if (text !== null && text !== '') out.push(out.length ? ' · ' : '', text); };
  if (p.t) {
    const before = levels[levels.indexOf(p) - 1];
    say(make('b', {}, `${columns[p.column][0]}: ${withUnit(p.t.value, s)}`));
    say(p.t.interval && `95${thin}% ${p.t.interval}`);
    say(`n = ${p.t.n}`);
    say(p.change ? p.change[1] : '');
    say(noun === 'release' ? day(columns[p.column][1]) : '');
    say(commitLink(columns[p.column][2]));
    say(before ? compareLink(before.column, p.column) : null);
    return out;
  }
  say(make('b', {}, `run: ${withUnit(String(+(p.value / s.divisor).toPrecision(4)).replace('-', minus), s)}`));
  say(p.column === null ? 'in no release yet' : columns[p.column][0]);
  say(day(p.time));
  say(data.branches.length > 1 ? data.branches[p.branch] : '');
  say(commitLink(p.commit));
  return out;
};
const story = i => {
  const items = series[i].changes.filter(change => change[3].length).map(([column, text, , commits]) => make('li', {},
    `${columns[column][0]} ${text}: `, ...commits.flatMap(([id, subject, request], k) => [k ? '; ' : '', commitLink(id) ?? '', ' ' + subject,
      ...(/^\d+$/.test(request) && site ? [' ', link('#' + request, '/pull/' + request)] : [])])));
  return items.length ? make('ul', {}, ...items) : null;
};
const toggles = [['log', 'log scale'], ['relative', 'relative'], ['time', 'time axis'], ['runs', 'every run']];
const dated = columns.every(c => c[1] !== null);
const usable = (key, s) => key === 'runs' ? s.runs.length > 0 : key === 'time' ? columns.length > 1 && dated : s.values.every(v => v === null || v > 0);
const show = (i, focus) => {
  close();
  const s = series[i], row = rows[i];
  const told = make('p', {class: 'said', 'aria-live': 'polite'});
  const holder = make('div');
  const bar = make('div', {class: 'bar'}, make('span', {}, [s.unit, s.better === 'unknown' ? 'direction unknown' : s.better + ' is better'].filter(Boolean).join(' · ')));
  const redraw = () => holder.replaceChildren(chart(i, Math.max(300, Math.round(holder.clientWidth || 900)), (p, levels) => told.replaceChildren(...words(i, p, levels))));
  for (const [key, text] of toggles) {
    if (!usable(key, s)) continue;
    const button = make('button', {type: 'button', 'aria-pressed': String(choice[key]), click: () => {
      choice[key] = !choice[key];
      button.setAttribute('aria-pressed', String(choice[key]));
      redraw();
    }}, text);
    bar.append(button);
  }
  const copy = make('button', {type: 'button', click: () => {
    const address = location.href.split('#')[0] + '#' + row.id;
    navigator.clipboard?.writeText(address).then(() => { copy.textContent = 'copied'; }, () => { copy.textContent = address; }) ?? (copy.textContent = address);
  }}, 'copy link');
  const shut = make('button', {type: 'button', 'aria-label': `Close ${names[i]}`, click: () => {
    close();
    history.replaceState(null, '', location.href.split('#')[0]);
    $('a', row).focus();
  }}, '×');
  bar.append(copy, shut);
  const detail = make('tr', {class: 'detail'}, make('td', {colspan: 9}, make('div', {class: 'panel'}, bar, holder, told, ...[story(i)].filter(Boolean))));
  row.after(detail);
  open = {detail, i, redraw};
  redraw();
  if (focus) $('svg', detail)?.focus({preventScroll: true});
};
const follow = () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* then it is what it is */ }
  const i = rows.findIndex(row => row.id === id);
  if (i >= 0) {
    if (rows[i].hidden) reset();
    show(i, true);
    rows[i].scrollIntoView({block: 'start'});
  } else if (id && !document.getElementById(id)) {
    said.textContent = `No benchmark of this report has the address #${id}.`;
  }
};
table.addEventListener('click', event => {
  const anchor = event.target.closest?.('th a');
  const i = anchor ? rows.indexOf(anchor.closest('tr')) : -1;
  if (i < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (open?.i === i) return void close();
  history.replaceState(null, '', '#' + rows[i].id);
  show(i, false);
});

// --- the bar
const option = (text, value, chosen) => make('option', {value, selected: chosen}, text);
const search = make('input', {type: 'search', placeholder: 'Search ( / )', 'aria-label': 'Search benchmarks', autocomplete: 'off', input: () => apply()});
const called = (plain, of) => [...new Set(series.map(of))].sort((a, b) => (a === plain) - (b === plain)).join(' or ') || plain;
const verdict = make('select', {'aria-label': 'Verdict', change: () => apply()}, option('all verdicts', 'all'), option('changed', 'changed'), option(called('better', s => s.good), 'better'), option(called('worse', s => s.worse), 'worse'), option('unclear', 'unclear'));
const choose = (label, list, all) => list.length > 1 ? make('select', {'aria-label': label, change: () => { if (label === 'Branch') choice.runs = branches.value !== '-1'; apply(); }},
  option(all, -1), ...list.map((text, k) => option(text || 'unknown', k))) : null;
const environments = choose('Environment', data.environments, 'all environments');
const branches = choose('Branch', data.branches, 'all branches');
const columnChoice = k => make('select', {'aria-label': k ? 'Compare to' : 'Compare from', change: event => { pair[k] = Number(event.target.value); showPair(); }},
  ...columns.map((c, column) => c[3] > 0 && column >= oldest ? option(c[0], column, column === pair[k]) : null).filter(Boolean));
const pairs = baseline === null || baseline < oldest ? [] : [columnChoice(0), columnChoice(1)];
const said = make('p', {role: 'status'});
const aside = make('p', {class: 'note', hidden: true});
const tools = $('#tools');
const reset = () => {
  search.value = '';
  verdict.value = 'all';
  for (const select of [environments, branches]) if (select) select.value = '-1';
  apply();
};
tools.append(search, verdict, ...[environments, branches].filter(Boolean),
  ...(pairs.length ? [make('label', {}, 'compare', pairs[0]), make('label', {}, 'with', pairs[1])] : []), said, aside);
tools.hidden = false;
said.textContent = `${rows.length} rows`;

addEventListener('keydown', event => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    tools.scrollIntoView();
  } else if (event.key === 'Escape' && event.target === search) {
    reset();
  } else if (event.key === 'Escape' && open) {
    const {i} = open;
    close();
    $('a', rows[i]).focus();
  }
});
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth === width) return;
  width = innerWidth;
  open?.redraw();
});
addEventListener('hashchange', follow);

// --- light and dark
const remembered = {
  get: () => { try { return localStorage.getItem('perfolio-theme'); } catch { return null; } },
  set: value => { try { value ? localStorage.setItem('perfolio-theme', value) : localStorage.removeItem('perfolio-theme'); } catch { /* not allowed here */ } },
};
const themes = ['', 'light', 'dark'];
const setTheme = name => {
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  theme.textContent = name ? `${name} theme` : 'system theme';
};
const theme = make('button', {type: 'button', class: 'theme', click: () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme ?? '') + 1) % 3];
  setTheme(next);
  remembered.set(next);
}});
$('header').prepend(theme);
setTheme(themes.includes(remembered.get()) ? remembered.get() ?? '' : '');
if (location.hash) follow();
})();
