import * as fs from 'node:fs';
import * as path from 'node:path';
import { bundleGuard, GuardProcess } from './abuse-guard/guard-process';
import { GuardedCluster, MANIFEST } from './abuse-guard/guarded-cluster';
import { RedisPeer } from './peers/redis';
import { STARTING } from './peers/timeouts';
import { eventually } from './peers/wait';
import { entry } from '../runtime/abuse-guard/support/entries';

const PASSWORD = 'of-the-tests-only';
const A = '203.0.113.9';
const B = '203.0.113.10';

let cluster: GuardedCluster;
let redis: RedisPeer;
let bundle: string;
let guards: GuardProcess[] = [];

beforeAll(async () => {
  cluster = await GuardedCluster.start();
  redis = await RedisPeer.start(cluster.server.keeper, PASSWORD);
  bundle = bundleGuard(cluster.folder);
  fs.writeFileSync(path.join(cluster.folder, 'redis-password'), `${PASSWORD}\n`, { mode: 0o600 });
}, STARTING);

afterAll(() => cluster?.stop());

beforeEach(async () => {
  await cluster.reset();
  await redis.with(client => client.flushall());
});

afterEach(async () => {
  await Promise.all(guards.map(guard => guard.running.stop()));
  guards = [];
});

async function start(change: object = {}): Promise<GuardProcess> {
  const store = { kind: 'redis', host: '127.0.0.1', port: redis.port, passwordFile: path.join(cluster.folder, 'redis-password') };
  const guard = await GuardProcess.start(cluster.server.keeper, bundle, { ...cluster.config(), store, ...change });
  guards.push(guard);
  return guard;
}

/** One that leads and one that does not. */
async function two(change: object = {}): Promise<[GuardProcess, GuardProcess]> {
  const leader = await (await start(change)).leading();
  return [leader, await (await start(change)).ready()];
}

const refused = (client: string, count: number) => Array.from({ length: count }, () => entry(401, client));
const denied = (list: string[] | undefined) => eventually(`${list} to be denied`, 12, async () => JSON.stringify(await cluster.deny()) === JSON.stringify(list) ? true : undefined);

test('what two replicas have seen adds up', async () => {
  const [leader, other] = await two();
  await leader.send(refused(A, 13));
  await other.send(refused(A, 12));
  await new Promise(resolve => setTimeout(resolve, 1500));
  expect(await cluster.deny()).toBeUndefined();
  await other.send(refused(A, 1));
  await denied([A]);
  expect(leader.audits()).toMatchObject([{ address: A, score: 104, evidence: { unauthorized: 26 } }]);
  expect(other.audits()).toEqual([]);
});

test('the same paths seen by two replicas are not new twice', async () => {
  const [leader, other] = await two();
  const scan = Array.from({ length: 12 }, (_, i) => ({ ...entry(404, A), route: undefined, request: { method: 'GET', uri: `/${i}` } }));
  await leader.send(scan);
  await new Promise(resolve => setTimeout(resolve, 700));
  await other.send(scan);
  await new Promise(resolve => setTimeout(resolve, 1500));
  // 24 requests and 12 paths are 84 points; 24 paths would be 144.
  expect(await cluster.deny()).toBeUndefined();
});

test('what a blocked client does is not counted by any replica', async () => {
  const [leader, other] = await two();
  await leader.send(refused(A, 30));
  await denied([A]);
  await other.send(refused(A, 500));
  await leader.send(refused(A, 500));
  await new Promise(resolve => setTimeout(resolve, 1200));
  expect(await redis.with(client => client.keys('*:counts:*'))).toEqual([]);
  expect(leader.audits()).toHaveLength(1);
});

test('when the leader is killed, the other one goes on with the same blocks and the same counts', async () => {
  const [leader, other] = await two();
  await leader.send(refused(A, 30));
  await denied([A]);
  await leader.send(refused(B, 20));
  await eventually('the counts to be shared', 5, async () => (await redis.with(client => client.keys('*:counts:*'))).length || undefined);
  await leader.kill();
  await other.send(refused(B, 6));
  await other.leading();
  await denied([B, A].sort());
  expect([...leader.audits(), ...other.audits()].map(({ address }) => address)).toEqual([A, B]);
});

test('a leader that is told to end hands over at once', async () => {
  const [leader, other] = await two({ lease: { ...MANIFEST.lease.metadata, seconds: 60 } });
  expect(await leader.terminate()).toBe(0);
  await other.leading();
});

test('killed in the middle of a burst: what one replica was told is blocked by the other, once', async () => {
  const [leader, other] = await two();
  const clients = Array.from({ length: 60 }, (_, i) => `198.51.100.${i + 1}`);
  const burst = (async () => {
    for (const client of clients) {
      await other.send(refused(client, 30));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  })();
  await new Promise(resolve => setTimeout(resolve, 800));
  await leader.kill();
  await burst;
  await denied([...clients].sort());
  const made = [...leader.audits(), ...other.audits()];
  expect(new Set(made.map(({ address }) => address)).size).toBe(made.length);
  expect(made.every(({ msg, repetition }) => msg === 'address blocked' && repetition === 1)).toBe(true);
});

test('while redis is away the guard says so, counts for itself, and adds what it has counted afterwards', async () => {
  const [leader, other] = await two();
  await leader.send(refused(A, 30));
  await denied([A]);
  await redis.halt();
  try {
    const { degraded } = await eventually('the guard to say so', 10, async () => {
      const said = await leader.readiness();
      return said.degraded.length > 0 ? said : undefined;
    });
    expect(degraded[0]).toMatch(/^this replica counts for itself: redis: /);
    expect((await leader.readiness()).ready).toBe(true);
    expect(await leader.metric('redis_up')).toBe(0);
    await leader.send(refused(B, 30));
    await denied([B, A].sort());
    await other.send(refused('203.0.113.77', 14));
    await leader.send(refused('203.0.113.77', 14));
    await new Promise(resolve => setTimeout(resolve, 1200));
    expect(await cluster.deny()).toEqual([B, A].sort());
  } finally {
    await redis.resume();
  }
  await denied(['203.0.113.77', B, A].sort());
  expect(await leader.metric('redis_up')).toBe(1);
  expect((await leader.readiness()).degraded).toEqual([]);
  // Redis came back empty, and has been told whom not to count.
  expect((await redis.with(client => client.keys('*:quiet:*'))).length).toBe(3);
});

test('a redis that refuses the password is told of, and the guard counts for itself', async () => {
  fs.writeFileSync(path.join(cluster.folder, 'wrong-password'), 'wrong');
  const guard = await (await start({ store: { kind: 'redis', host: '127.0.0.1', port: redis.port, passwordFile: path.join(cluster.folder, 'wrong-password') } })).leading();
  await eventually('the guard to say so', 10, async () => (await guard.readiness()).degraded.find(text => /WRONGPASS|NOAUTH/.test(text)));
  await guard.send(refused(A, 30));
  await denied([A]);
});
