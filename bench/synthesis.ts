import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { OBJECTS_PER_API, objectsOf } from './model';
import { median, ratio, Report, table } from './report';
import { VARIANTS } from './variants';

const SIZES = [100, 1000, 10_000];
const RUNS = 3;
/** What no ratio is held of runs once at the largest size: the last of these takes as long there as all others together. */
const FOR_ORIENTATION = ['yaml', 'cdk8s-plus Ingress'];
/** Below node_modules, so that it finds the packages. */
const PROGRAM = path.resolve('node_modules/.cache/gatewarden-bench/one.js');

interface Figure { readonly ms: number; readonly mb: number }

/** Times and peaks of memory of synthesis beside its peers: the medians of interleaved runs, each in a process of its own. */
export function synthesis(): Report {
  checkSameObjects();
  // Compiled once: the sources otherwise take longer to load in each run than the smaller sizes to make.
  buildSync({
    entryPoints: [path.join(__dirname, 'one.ts')], outfile: PROGRAM, bundle: true, platform: 'node', packages: 'external', logLevel: 'error',
    alias: { gatewarden: path.join(__dirname, '../src') }, tsconfig: path.join(__dirname, '../test/tsconfig.json'),
  });
  const names = Object.keys(VARIANTS);
  const figures: Record<string, Record<number, Figure>> = Object.fromEntries(names.map(name => [name, {}]));
  for (const n of SIZES) {
    const runs: Record<string, Figure[]> = Object.fromEntries(names.map(name => [name, []]));
    for (let run = 0; run < RUNS; run++) {
      for (const name of names.filter(each => run === 0 || n < 10_000 || !FOR_ORIENTATION.includes(each))) {
        runs[name].push(measure(name, n));
      }
    }
    for (const name of names) {
      figures[name][n] = { ms: median(runs[name].map(run => run.ms)), mb: median(runs[name].map(run => run.mb)) };
    }
  }

  const growth = (name: string) => figures[name][10_000].ms / 10 / figures[name][1000].ms;
  const rows = names.map(name => [
    name,
    ...SIZES.map(n => `${figures[name][n].ms.toFixed(0)} ms, ${figures[name][n].mb.toFixed(0)} MB, ${ratio(figures[name][n].ms, figures.ApiObject[n].ms)}`),
    `×${growth(name).toFixed(2)}`,
  ]);
  return {
    markdown: `${OBJECTS_PER_API} objects an API; medians of ${RUNS} interleaved runs (of one for ${FOR_ORIENTATION.join(' and ')} at 10,000): time, memory at its peak, time as a ratio to ApiObject. Growth is the time per API at 10,000 APIs to that at 1000.

${table(['variant', ...SIZES.map(n => `${n} APIs`), 'growth'], rows)}`,
    held: [
      { what: 'constructs to ApiObject per object at 10,000 APIs', ratio: figures.constructs[10_000].ms / figures.ApiObject[10_000].ms, limit: 1.15 },
      { what: 'constructs and guards to ApiObject per object at 10,000 APIs', ratio: figures['constructs and guards'][10_000].ms / figures.ApiObject[10_000].ms, limit: 1.35 },
      { what: 'growth of constructs and guards', ratio: growth('constructs and guards'), limit: 1.3 },
    ],
  };
}

function measure(variant: string, n: number): Figure {
  const output = execFileSync(process.execPath, [PROGRAM, variant, String(n)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output);
}

/** Ratios mean something only if both sides make the same objects. */
function checkSameObjects(): void {
  const sort = (objects: any[]) => objects.map(object => JSON.stringify(sorted(object))).sort();
  const made = sort(parseAllDocuments(VARIANTS['constructs and guards'](2)).map(document => document.toJS()));
  const modelled = sort([...objectsOf(0), ...objectsOf(1)]);
  if (JSON.stringify(made) !== JSON.stringify(modelled)) {
    throw new Error('the constructs and the model of the benchmark make different objects: bring bench/model.ts up to date; when only Lua has changed, that is npx projen bench -- record');
  }
}

function sorted(value: any): any {
  if (Array.isArray(value) || value === null || typeof value !== 'object') {
    return Array.isArray(value) ? value.map(sorted) : value;
  }
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}
