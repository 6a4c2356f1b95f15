import { markOf, Pending } from '../../../src/runtime/abuse-guard/pending';

test('events of one client are added up by bucket and signal', () => {
  const pending = new Pending(10);
  pending.add('a', 1, 0);
  pending.add('a', 1, 0);
  pending.add('a', 2, 0);
  pending.add('a', 1, 3);
  pending.add('b', 1, 0);
  expect(pending.events).toBe(5);
  expect(pending.take()).toEqual([
    { client: 'a', cells: [1, 0, 2, 2, 0, 1, 1, 3, 1], paths: [], samples: [] },
    { client: 'b', cells: [1, 0, 1], paths: [], samples: [] },
  ]);
});

test('what was taken is gone', () => {
  const pending = new Pending(10);
  pending.add('a', 1, 0);
  pending.take();
  expect(pending.take()).toEqual([]);
  expect(pending.events).toBe(0);
});

test('it is full at its limit', () => {
  const pending = new Pending(2);
  pending.add('a', 1, 0);
  expect(pending.full).toBe(false);
  pending.add('a', 1, 0);
  expect(pending.full).toBe(true);
});

test('a path is kept once, and no more paths than there are marks', () => {
  const pending = new Pending(1e6);
  const row = pending.add('a', 1, 0);
  pending.addPath(row, 1, '/x');
  pending.addPath(row, 2, '/x');
  expect(row.paths).toEqual([1, markOf('/x')]);
  for (let i = 0; i < 10_000; i++) {
    pending.addPath(row, 1, `/${i}`);
  }
  expect(row.paths.length).toBeLessThanOrEqual(512);
});

test('a few samples are enough', () => {
  const pending = new Pending(10);
  const row = pending.add('a', 1, 0);
  for (let i = 0; i < 10; i++) {
    pending.addSample(row, () => `${i}`);
  }
  expect(row.samples).toEqual(['0', '1', '2']);
});
