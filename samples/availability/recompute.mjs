// Works out a month's availability from the two files that the desk hands out, by arithmetic of its own.
//   node recompute.mjs 2026-11.csv 2026-11.json
// It shares no code with the desk. Exit code 1: the desk's figures are others than these.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [csv, json] = process.argv.slice(2);
const frame = JSON.parse(readFileSync(json, "utf8"));
const results = new Map();
let head = true;
for await (const line of createInterface({ input: createReadStream(csv) })) {
  if (head) {
    head = false;
    continue;
  }
  const [probe, place, , at, outcome] = line.split(",");
  const key = `${probe} ${place}`;
  if (!results.has(key)) results.set(key, []);
  results.get(key).push({ at: Number(at), outcome });
}

const day = 86_400_000;
const begin = frame.from - day; // what was said the day before still speaks
const clip = (x) => [Math.max(x.from, begin), Math.min(x.to ?? frame.to, frame.to)];

/** What one place says from its results: a list of [from, to, word]. */
function words(checks, [from, to], cover) {
  const own = checks.filter((x) => x.at >= from && x.at < to);
  const said = [];
  let silent = from;
  own.forEach((check, i) => {
    if (check.at > silent) said.push([silent, check.at, "silent", null]);
    const end = Math.min(check.at + cover, own[i + 1]?.at ?? to, to);
    const word = check.outcome === "good" || check.outcome === "failed" ? check.outcome : "silent";
    said.push([check.at, end, word, check.at]);
    silent = end;
  });
  if (silent < to) said.push([silent, to, "silent", null]);
  return said;
}

/** Down and unknown of one probe, as lists of [from, to]. */
function sight(probe) {
  const [from, to] = clip(probe);
  const cover = 2000 * probe.intervalSeconds;
  const places = frame.places
    .filter((x) => probe.places.includes(x.id))
    .map((x) => [Math.max(x.from, from), Math.min(x.to ?? to, to), x])
    .filter(([a, b]) => a < b)
    .map(([a, b, x]) => ({ from: a, to: b, said: words(results.get(`${probe.id} ${x.id}`) ?? [], [a, b], cover) }));
  const cuts = [...new Set([from, to, ...places.flatMap((x) => [x.from, x.to, ...x.said.flatMap(([a, b]) => [a, b])])])]
    .filter((x) => x >= from && x <= to)
    .sort((a, b) => a - b);
  const at = places.map(() => 0);
  const down = [];
  const unknown = [];
  let before = "";
  for (let c = 0; c + 1 < cuts.length; c++) {
    const [a, b] = [cuts[c], cuts[c + 1]];
    const now = places.map((place, i) => {
      if (a < place.from || a >= place.to) return "absent";
      while (place.said[at[i]][1] <= a) at[i]++;
      return place.said[at[i]][2];
    });
    const here = now.filter((x) => x !== "absent").length;
    const need = Math.min(probe.quorum, here);
    const failed = now.filter((x) => x === "failed").length;
    const silent = now.filter((x) => x === "silent").length;
    const state = here > 0 && failed >= need ? "down" : here === 0 || failed + silent >= need ? "unknown" : "up";
    if (state === "down") down.push([before === "down" ? a : first(places, now, at, a), b]);
    if (state === "unknown") unknown.push([a, b]);
    before = state;
  }
  return { down, unknown };
}

/** The first failed check of the run that reached the quorum. */
function first(places, now, at, reached) {
  let floor = Math.max(...places.flatMap((x) => [x.from, x.to]).filter((x) => x <= reached), -Infinity);
  const failing = places.map((x, i) => ({ said: x.said, i: at[i] })).filter((_, i) => now[i] === "failed");
  for (const { said, i } of failing) {
    let k = i;
    while (k > 0 && said[k - 1][2] === "failed") k--;
    floor = Math.max(floor, k > 0 && said[k - 1][2] === "good" ? said[k - 1][3] + 1 : said[k][0]);
  }
  const times = failing.flatMap(({ said, i }) => {
    const own = [];
    for (let k = i; k >= 0 && said[k][2] === "failed" && said[k][3] >= floor; k--) own.push(said[k][3]);
    return own;
  });
  return Math.min(...times, reached);
}

const sets = { owed: frame.owed, planned: frame.planned, excluded: frame.excluded, down: [], unknown: [], watched: [], seen: [] };
for (const component of frame.components.filter((x) => x.counts)) {
  const [from, to] = clip(component);
  const inside = (list) => list.map(([a, b]) => [Math.max(a, from), Math.min(b, to)]).filter(([a, b]) => a < b);
  sets.watched.push([from, to]);
  const looked = [];
  for (const probe of frame.probes.filter((x) => x.component === component.id)) {
    const found = sight(probe);
    // A window of the component leaves out what it was down.
    sweep({ down: inside(found.down), unknown: inside(found.unknown), window: component.planned }, (is, _, a, b) => {
      if (is.down && !is.window) sets.down.push([a, b]);
      if (is.unknown && !is.window) sets.unknown.push([a, b]);
    });
    looked.push(clip(probe));
  }
  // A component that no probe looked at is not known.
  sweep({ there: [[from, to]], looked, window: component.planned }, (is, _, a, b) => {
    if (is.there && !is.looked && !is.window) sets.unknown.push([a, b]);
  });
}

/** Walks over all stretches between two ends of anything, and says of each which sets it is in. */
function sweep(all, visit) {
  const turns = [];
  for (const [name, list] of Object.entries(all))
    for (const [a, b] of list) if (a < b) turns.push([a, name, 1], [b, name, -1]);
  turns.sort((x, y) => x[0] - y[0]);
  const count = Object.fromEntries(Object.keys(all).map((x) => [x, 0]));
  for (let i = 0; i < turns.length; i++) {
    const [at, name, step] = turns[i];
    count[name] += step;
    const next = turns[i + 1]?.[0] ?? at;
    if (next > at)
      visit(Object.fromEntries(Object.entries(count).map(([k, v]) => [k, v > 0])), next - at, at, next);
  }
}

const sum = { length: 0, planned: 0, excluded: 0, down: 0, unknown: 0 };
sweep(sets, (is, length) => {
  if (!is.owed) return;
  sum.length += length;
  if (is.planned) sum.planned += length;
  else if (is.down && is.excluded) sum.excluded += length;
  else if (is.down) sum.down += length;
  else if (is.unknown || !is.watched) sum.unknown += length;
});
const big = (x) => BigInt(x);
const owed = sum.length - sum.planned;
const reaches = (up) => big(up) * 100000n >= big(owed) * big(frame.expected);
const verdict =
  owed === 0 ? "not-proven" : reaches(owed - sum.down - sum.unknown) ? "met" : reaches(owed - sum.down) ? "not-proven" : "missed";
const share = (part) => (owed === 0 ? null : Number((big(part) * 100000n) / big(owed)));
const own = { ...sum, owed, verdict, upper: share(owed - sum.down), lower: share(owed - sum.down - sum.unknown) };
const others = Object.keys(own).filter((x) => own[x] !== frame.figures[x]);
console.log(JSON.stringify({ month: frame.month, ...own, differs: others }));
process.exit(others.length === 0 ? 0 : 1);
