import { markOf } from '../../../src/runtime/abuse-guard/pending';
import { BUCKETS, Row } from '../../../src/runtime/abuse-guard/store';
import { WindowCounters } from '../../../src/runtime/abuse-guard/window-counters';
import { DISTINCT_PATH, INVALID, UNAUTHORIZED } from '../../../src/scoring/abuse-scoring';

const row = (client: string, cells: number[], paths: number[] = []): Row => ({ client, cells, paths, samples: [] });
const NOW = 1000;

test('what lies within the window is added up', () => {
  const counters = new WindowCounters(10);
  counters.add(row('a', [NOW, UNAUTHORIZED, 2, NOW - 3, UNAUTHORIZED, 3]), NOW);
  const counts = counters.add(row('a', [NOW + 1, INVALID, 1]), NOW + 1);
  expect([counts[UNAUTHORIZED], counts[INVALID]]).toEqual([5, 1]);
});

test('each count leaves the window one window after it came', () => {
  const counters = new WindowCounters(10);
  counters.add(row('a', [NOW, UNAUTHORIZED, 1]), NOW);
  counters.add(row('a', [NOW + 4, UNAUTHORIZED, 10]), NOW + 4);
  const at = (bucket: number) => counters.add(row('a', []), bucket)[UNAUTHORIZED];
  expect([at(NOW + BUCKETS - 1), at(NOW + BUCKETS), at(NOW + BUCKETS + 3), at(NOW + BUCKETS + 4)]).toEqual([11, 10, 10, 0]);
});

test('what comes late counts in its bucket, and what is older than the window not at all', () => {
  const counters = new WindowCounters(10);
  counters.add(row('a', [NOW, UNAUTHORIZED, 1]), NOW);
  counters.add(row('a', [NOW - BUCKETS, UNAUTHORIZED, 100, NOW - BUCKETS + 1, UNAUTHORIZED, 10]), NOW);
  expect(counters.add(row('a', []), NOW)[UNAUTHORIZED]).toBe(11);
  expect(counters.add(row('a', []), NOW + 1)[UNAUTHORIZED]).toBe(1);
});

test('nothing of an earlier turn of the ring is left', () => {
  const counters = new WindowCounters(10);
  for (let bucket = NOW; bucket < NOW + 2 * BUCKETS; bucket++) {
    counters.add(row('a', [bucket, UNAUTHORIZED, 7]), bucket);
  }
  expect(counters.add(row('a', [NOW + 10 * BUCKETS, UNAUTHORIZED, 1]), NOW + 10 * BUCKETS)[UNAUTHORIZED]).toBe(1);
});

test('a count does not overflow', () => {
  const counters = new WindowCounters(10);
  expect(counters.add(row('a', [NOW, UNAUTHORIZED, 1e9]), NOW)[UNAUTHORIZED]).toBe(65535);
});

test('a path counts as new once in a window', () => {
  const counters = new WindowCounters(10);
  const distinct = (path: string, bucket: number) => counters.add(row('a', [], [bucket, markOf(path)]), bucket)[DISTINCT_PATH];
  expect([distinct('/a', NOW), distinct('/a', NOW), distinct('/b', NOW), distinct('/a', NOW + 2)]).toEqual([1, 1, 2, 2]);
});

test('a path counts as new again when it was not seen for two windows', () => {
  const counters = new WindowCounters(10);
  counters.add(row('a', [], [NOW, 5]), NOW);
  expect(counters.add(row('a', [], [NOW + 2 * BUCKETS, 5]), NOW + 2 * BUCKETS)[DISTINCT_PATH]).toBe(1);
});

test('the client longest unseen makes room, and is counted if it still mattered', () => {
  const counters = new WindowCounters(2);
  counters.add(row('a', [NOW, UNAUTHORIZED, 1]), NOW);
  counters.add(row('b', [NOW, UNAUTHORIZED, 1]), NOW);
  counters.add(row('a', [NOW, UNAUTHORIZED, 1]), NOW);
  counters.add(row('c', [NOW, UNAUTHORIZED, 1]), NOW);
  expect(counters.add(row('a', []), NOW)[UNAUTHORIZED]).toBe(2);
  expect(counters.add(row('b', []), NOW)[UNAUTHORIZED]).toBe(0);
  expect(counters.size).toBe(2);
  expect(counters.forgotten).toBe(2);
});

test('who is forgotten begins anew, and its place is used again', () => {
  const counters = new WindowCounters(1);
  counters.add(row('a', [NOW, UNAUTHORIZED, 5], [NOW, 1]), NOW);
  counters.forget('a');
  expect(counters.add(row('b', [NOW, UNAUTHORIZED, 1], [NOW, 1]), NOW)).toMatchObject({ [UNAUTHORIZED]: 1, [DISTINCT_PATH]: 1 });
});

test('all that counts can be handed over', () => {
  const counters = new WindowCounters(10);
  counters.add(row('a', [NOW, UNAUTHORIZED, 5, NOW - 2, INVALID, 1]), NOW);
  counters.add(row('b', [NOW - BUCKETS + 1, UNAUTHORIZED, 5]), NOW);
  expect(counters.drain(NOW + 1)).toEqual([row('a', [NOW - 2, INVALID, 1, NOW, UNAUTHORIZED, 5])]);
  expect(counters.size).toBe(0);
});

test('a million addresses need no more memory than the configured number', () => {
  const counters = new WindowCounters(10_000);
  for (let i = 0; i < 1_000_000; i++) {
    counters.add(row(`2001:db8:${Math.floor(i / 65536).toString(16)}:${(i % 65536).toString(16)}::/64`, [NOW, UNAUTHORIZED, 1]), NOW);
  }
  expect(counters.size).toBe(10_000);
  expect(counters.forgotten).toBe(990_000);
});
