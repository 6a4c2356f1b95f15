import { SOURCE } from './bodies';
import { Servers } from './servers';
import { bundleGuard, GuardProcess } from '../../test/e2e/abuse-guard/guard-process';
import { GuardedCluster, MANIFEST, NAMESPACE } from '../../test/e2e/abuse-guard/guarded-cluster';
import { entry } from '../../test/runtime/abuse-guard/support/entries';
import { median, Report, table } from '../report';

const SAMPLES = 10;
/** The default of `pushSeconds`, and the least that it may be. */
const PUSH_SECONDS = [5, 0.2];
/** Refused so often, an address is blocked. */
const OFFENCES = 26;
const PATIENCE = 60_000;

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** How long it takes from the entries that have an address blocked to the changed object in the API server. */
export async function latency(): Promise<Report> {
  const cluster = await GuardedCluster.start();
  try {
    const bundle = bundleGuard(cluster.folder);
    const rows = [await byHand(cluster), ...await plainAnswers()];
    for (const pushSeconds of PUSH_SECONDS) {
      await cluster.reset();
      const guard = await (await GuardProcess.start(cluster.server.keeper, bundle, { ...cluster.config(), pushSeconds, pollSeconds: 3600 })).leading();
      const who = `guard, pushSeconds ${pushSeconds}`;
      const { answers, changes } = await samples(cluster, guard, i => i, () => pause(pushSeconds * 1000 + 1000));
      rows.push(row(`${who}: the answer to the entries`, answers), row(`${who}: the object, of an address alone`, changes));
      rows.push(row(`${who}: the object, right after another change`, (await samples(cluster, guard, i => i + SAMPLES, async () => {})).changes));
      await guard.running.stop();
    }
    return {
      markdown: `${SAMPLES} addresses each, that are blocked by one body of ${OFFENCES} entries; the API server is a real one on the same machine, with two plugins to change. Applying by hand is one such change, without the guard.

${table(['from sending to', 'median', '95th percentile'], rows)}`,
      held: [],
    };
  } finally {
    await cluster.stop();
  }
}

interface Samples { readonly answers: number[]; readonly changes: number[] }

async function samples(cluster: GuardedCluster, guard: GuardProcess, which: (i: number) => number, before: () => Promise<unknown>): Promise<Samples> {
  const answers: number[] = [];
  const changes: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const address = `203.0.113.${which(i) + 1}`;
    await before();
    const entries = Array.from({ length: OFFENCES }, () => entry(401, address));
    const began = performance.now();
    const { status, body } = await guard.send(entries);
    if (status !== 200) {
      throw new Error(`the guard answered ${status} ${body}`);
    }
    answers.push(performance.now() - began);
    await denied(cluster, address);
    changes.push(performance.now() - began);
  }
  return { answers, changes };
}

async function denied(cluster: GuardedCluster, address: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await cluster.deny())?.includes(address)) {
    if (performance.now() > end) {
      throw new Error(`${address} is not denied within ${PATIENCE / 1000} s`);
    }
    await pause(5);
  }
}

/** What the change of the object alone takes, and seeing it. */
async function byHand(cluster: GuardedCluster): Promise<string[]> {
  await cluster.reset();
  const { everybody, admin } = MANIFEST;
  const paths = [`kongclusterplugins/${everybody.metadata.name}`, `namespaces/${NAMESPACE}/kongplugins/${admin.metadata.name}`];
  const changes: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const address = `198.51.100.${i + 1}`;
    const began = performance.now();
    await Promise.all([everybody, admin].map(async ({ apiVersion, kind, metadata: { name } }, at) => {
      const { status, body } = await cluster.request('PATCH', `/apis/${apiVersion}/${paths[at]}?fieldManager=bench&force=true`, 'application/apply-patch+yaml', {
        apiVersion, kind, metadata: { name }, config: { deny: [address] },
      });
      if (status !== 200) {
        throw new Error(`the api server answered ${status} ${JSON.stringify(body)}`);
      }
    }));
    await denied(cluster, address);
    changes.push(performance.now() - began);
  }
  return row('applying by hand: the object', changes);
}

/** What the plain server needs to answer the same bodies. */
async function plainAnswers(): Promise<string[][]> {
  const servers = await Servers.open();
  try {
    const { port } = await servers.peer();
    const answers: number[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      await pause(1000);
      const content = JSON.stringify(Array.from({ length: OFFENCES }, () => entry(401, `203.0.113.${i + 1}`)));
      const began = performance.now();
      await (await fetch(`http://127.0.0.1:${port}/logs`, { method: 'POST', headers: { 'authorization': SOURCE, 'content-type': 'application/json' }, body: content })).text();
      answers.push(performance.now() - began);
    }
    return [row('plain server: the answer to the entries', answers)];
  } finally {
    await servers.close();
  }
}

function row(what: string, milliseconds: number[]): string[] {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return [what, ...[median(sorted), sorted[Math.ceil(sorted.length * 0.95) - 1]].map(ms => `${ms.toFixed(ms < 100 ? 1 : 0)} ms`)];
}
