import { ManualClock } from './support/manual-clock';
import { MemoryStore } from '../../../src/runtime/abuse-guard/memory-store';
import { ABUSE_SCORING, UNAUTHORIZED } from '../../../src/scoring/abuse-scoring';

const row = (client: string, count: number) => ({ client, cells: [100, UNAUTHORIZED, count], paths: [], samples: ['GET / 401'] });

function scene() {
  const clock = new ManualClock();
  return { clock, store: new MemoryStore(ABUSE_SCORING, 1000, clock.steady) };
}

test('who exceeds the threshold is a candidate, with what was counted', async () => {
  const { store } = scene();
  await store.add([row('a', 25), row('b', 26)], 100);
  expect(await store.candidates()).toEqual([{ client: 'b', score: 104, counts: [26, 0, 0, 0, 0, 0, 0, 0], samples: ['GET / 401'] }]);
});

test('events of several rounds add up', async () => {
  const { store } = scene();
  await store.add([row('a', 25)], 100);
  await store.add([row('a', 1)], 100);
  expect(await store.candidates()).toHaveLength(1);
});

test('a candidate waits until it was dealt with, and then begins anew', async () => {
  const { store } = scene();
  await store.add([row('a', 26)], 100);
  expect(await store.candidates()).toHaveLength(1);
  await store.taken(['a']);
  expect(await store.candidates()).toEqual([]);
  await store.add([row('a', 25)], 100);
  expect(await store.candidates()).toEqual([]);
});

test('a candidate that nobody deals with is forgotten after an hour', async () => {
  const { store, clock } = scene();
  await store.add([row('a', 26)], 100);
  clock.advance(3601);
  expect(await store.candidates()).toEqual([]);
});

test('who is quiet is not counted until the time is over', async () => {
  const { store, clock } = scene();
  await store.quiet(new Map([['a', 10_000]]));
  expect([...store.quieted()]).toEqual([['a', 10_000]]);
  await store.add([row('a', 26)], 100);
  expect(await store.candidates()).toEqual([]);
  clock.advance(10);
  await store.add([row('a', 26)], 100);
  expect(await store.candidates()).toHaveLength(1);
  expect(store.quieted().size).toBe(0);
});

test('it hands over what it has', async () => {
  const { store } = scene();
  await store.add([row('a', 25), row('b', 26)], 100);
  const { rows, candidates } = store.drain(100);
  expect(rows.map(({ client }) => client)).toEqual(['a', 'b']);
  expect(candidates.map(({ client }) => client)).toEqual(['b']);
  expect(await store.candidates()).toEqual([]);
  store.putBack(candidates);
  expect(await store.candidates()).toEqual(candidates);
});

test('no more candidates wait than there is room for', async () => {
  const { store } = scene();
  await store.add(Array.from({ length: 10_050 }, (_, i) => row(`${i}`, 26)), 100);
  expect(await store.candidates()).toHaveLength(10_000);
});
