import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { OBJECTS_PER_API, objectsOf } from './model';
import { VARIANTS } from './variants';

/** Times and peaks of memory of synthesis beside its peers: the medians of interleaved runs, and the ratios that the project holds itself to. */
const SIZES = [100, 1000, 10_000];
const RUNS = 3;

interface Figure { readonly ms: number; readonly mb: number }

function measure(variant: string, n: number): Figure {
  const output = execFileSync(process.execPath, [...process.execArgv, path.join(__dirname, 'one.ts'), variant, String(n)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Ratios mean something only if both sides make the same objects. */
function checkSameObjects(): void {
  const sort = (objects: any[]) => objects.map(object => JSON.stringify(sorted(object))).sort();
  const made = sort(parseAllDocuments(VARIANTS['constructs and guards'](2)).map(document => document.toJS()));
  const modelled = sort([...objectsOf(0), ...objectsOf(1)]);
  if (JSON.stringify(made) !== JSON.stringify(modelled)) {
    throw new Error('the constructs and the model of the benchmark make different objects: bring bench/model.ts up to date');
  }
}

function sorted(value: any): any {
  if (Array.isArray(value) || value === null || typeof value !== 'object') {
    return Array.isArray(value) ? value.map(sorted) : value;
  }
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}

checkSameObjects();
const names = Object.keys(VARIANTS);
const figures: Record<string, Record<number, Figure>> = Object.fromEntries(names.map(name => [name, {}]));
for (const n of SIZES) {
  const runs = Array.from({ length: RUNS }, () => Object.fromEntries(names.map(name => [name, measure(name, n)])));
  for (const name of names) {
    figures[name][n] = { ms: median(runs.map(run => run[name].ms)), mb: median(runs.map(run => run[name].mb)) };
  }
}

console.log(`${OBJECTS_PER_API} objects an API; medians of ${RUNS} interleaved runs; ms, MB at the peak, and ms as a ratio to ApiObject`);
console.log(['variant'.padEnd(24), ...SIZES.map(n => `${n} APIs`.padStart(28))].join(''));
for (const name of names) {
  console.log([name.padEnd(24), ...SIZES.map(n => {
    const { ms, mb } = figures[name][n];
    return `${ms.toFixed(0)} ms ${mb.toFixed(0)} MB ×${(ms / figures.ApiObject[n].ms).toFixed(2)}`.padStart(28);
  })].join(''));
}
const growth = (name: string) => figures[name][10_000].ms / 10 / figures[name][1000].ms;
console.log(`time per API at 10,000 to that at 1,000: ${names.map(name => `${name} ×${growth(name).toFixed(2)}`).join(', ')}`);

const held: [string, number, number][] = [
  ['constructs to ApiObject per object at 10,000', figures.constructs[10_000].ms / figures.ApiObject[10_000].ms, 1.15],
  ['constructs and guards to ApiObject per object at 10,000', figures['constructs and guards'][10_000].ms / figures.ApiObject[10_000].ms, 1.35],
  ['growth of constructs and guards', growth('constructs and guards'), 1.3],
];
for (const [what, ratio, limit] of held) {
  console.log(`${ratio <= limit ? 'held ' : 'over '} ${what}: ×${ratio.toFixed(2)} of at most ×${limit}`);
}
process.exitCode = held.some(([, ratio, limit]) => ratio > limit) ? 1 : 0;
