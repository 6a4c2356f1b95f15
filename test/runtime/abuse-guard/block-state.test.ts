import { ManualClock } from './support/manual-clock';
import { readState, writeState } from '../../../src/runtime/abuse-guard/block-state';
import { isClient } from '../../../src/runtime/abuse-guard/client-addresses';

const LIMITS = { seconds: 100, maxSeconds: 500, memorySeconds: 1000, maxBlocks: 3, ipv6Prefix: 64 };
const read = (text: string, clock = new ManualClock()) => readState(text, clock, LIMITS, isClient);

function written(clock: ManualClock): string {
  const now = clock.steady();
  const block = { client: '203.0.113.9', since: now - 40_000, until: now + 60_000, repetition: 2, score: 104 };
  return writeState([block], new Map([['2001:db8:1:2::/64', { repetition: 3, ended: now - 5_000 }]]), clock);
}

test('another process reads what one has written', () => {
  const clock = new ManualClock();
  const other = new ManualClock();
  other.advance(7_000_000);
  other.set(-7_000_000);
  const now = other.steady();
  const { blocks, past } = read(written(clock), other);
  expect(blocks).toEqual([{ client: '203.0.113.9', since: now - 40_000, until: now + 60_000, repetition: 2, score: 104 }]);
  expect([...past]).toEqual([['2001:db8:1:2::/64', { repetition: 3, ended: now - 5_000 }]]);
});

test('a clock that was set back does not make a block longer than it was made for', () => {
  const clock = new ManualClock();
  const text = written(clock);
  clock.set(-86400);
  expect(read(text, clock).blocks[0].until - clock.steady()).toBe(100_000);
});

test.each([-30, 30])('at a replica whose clock is %d seconds apart a block ends by as much later or earlier', seconds => {
  const clock = new ManualClock();
  const text = written(clock);
  clock.set(seconds);
  expect(read(text, clock).blocks[0].until - clock.steady()).toBe(60_000 - seconds * 1000);
});

test('a shorter bound holds for what was blocked before', () => {
  const clock = new ManualClock();
  const text = written(clock);
  expect(readState(text, clock, { ...LIMITS, maxSeconds: 10 }, isClient).blocks[0].until - clock.steady()).toBe(10_000);
});

test.each(['', 'null', '[]', '{}', '{"version":2,"blocks":[],"past":[]}', '{"version":1}', '{"version":1,"blocks":{},"past":[]}'])('fails to read %p', text => {
  expect(() => read(text)).toThrow();
});

test.each([
  null, 7, [], {}, ['203.0.113.9'], ['203.0.113.9', '1', 2, 1, 101], ['0.0.0.0/0', 1, 2, 1, 101], ['localhost', 1, 2, 1, 101],
  [{}, 1, 2, 1, 101], ['203.0.113.9', 1, 2, 0, 101], ['203.0.113.9', 1, null, 1, 101],
])('fails to take %p for a block', row => {
  expect(read(JSON.stringify({ version: 1, blocks: [row], past: [] })).blocks).toEqual([]);
});

test.each([null, 7, [], ['203.0.113.9'], ['203.0.113.9', '1', 2], ['0.0.0.0/0', 1, 2], ['203.0.113.9', 1, 0]])('fails to take %p for a past block', row => {
  expect(read(JSON.stringify({ version: 1, blocks: [], past: [row] })).past).toEqual(new Map());
});

test('the most that may be configured fits into a ConfigMap', () => {
  const clock = new ManualClock();
  const client = (i: number) => `2001:db8:ffff:${(0x1000 + i).toString(16)}::/64`;
  const blocks = Array.from({ length: 5000 }, (_, i) => ({ client: client(i), since: 0, until: 1, repetition: 99, score: 999_999 }));
  const past = new Map(Array.from({ length: 5000 }, (_, i): [string, any] => [client(i + 5000), { repetition: 99, ended: 0 }]));
  expect(writeState(blocks, past, clock).length).toBeLessThan(700_000);
});
