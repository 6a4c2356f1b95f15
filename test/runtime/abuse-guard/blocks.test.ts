import { BlockList } from '../../../src/runtime/abuse-guard/blocks';

const LIMITS = { seconds: 100, maxSeconds: 500, memorySeconds: 1000, maxBlocks: 3, ipv6Prefix: 64 };
const candidate = (client: string) => ({ client, score: 104, counts: [], samples: [] });
const list = () => new BlockList(LIMITS);
const S = 1000;

test('a client is blocked for the configured time', () => {
  const blocks = list();
  expect(blocks.block(candidate('a'), 0)).toEqual({ block: { client: 'a', since: 0, until: 100 * S, repetition: 1, score: 104 }, released: [] });
  expect(blocks.expire(100 * S - 1)).toEqual([]);
  expect(blocks.expire(100 * S)).toMatchObject([{ reason: 'expired', block: { client: 'a' } }]);
  expect(blocks.size).toBe(0);
});

test('who is blocked is not blocked twice', () => {
  const blocks = list();
  blocks.block(candidate('a'), 0);
  expect(blocks.block(candidate('a'), 50 * S)).toBeUndefined();
  expect(blocks.active).toMatchObject([{ until: 100 * S, repetition: 1 }]);
});

test('each repetition doubles the time, up to the bound', () => {
  const blocks = list();
  let now = 0;
  const lengths = [1, 2, 3, 4, 5].map(() => {
    const { until } = blocks.block(candidate('a'), now)!.block;
    const length = (until - now) / S;
    blocks.expire(until);
    now = until + S;
    return length;
  });
  expect(lengths).toEqual([100, 200, 400, 500, 500]);
});

test('a block that was long ago is forgotten', () => {
  const blocks = list();
  blocks.block(candidate('a'), 0);
  blocks.expire(100 * S);
  blocks.expire(1100 * S);
  expect(blocks.past.size).toBe(0);
  expect(blocks.block(candidate('a'), 1100 * S)!.block.repetition).toBe(1);
});

test('the oldest makes room', () => {
  const blocks = list();
  ['a', 'b', 'c'].forEach((client, i) => blocks.block(candidate(client), i));
  expect(blocks.block(candidate('d'), 9)!.released).toMatchObject([{ reason: 'capped', block: { client: 'a' } }]);
  expect(blocks.active.map(({ client }) => client)).toEqual(['b', 'c', 'd']);
});

test('no more past blocks are remembered than there may be blocks', () => {
  const blocks = list();
  for (let i = 0; i < 20; i++) {
    blocks.block(candidate(`${i}`), i);
  }
  expect([...blocks.past.keys()]).toEqual(['14', '15', '16']);
});

test('a client is quiet while it is blocked and for a while after', () => {
  const blocks = list();
  blocks.block(candidate('a'), 0);
  blocks.expire(100 * S);
  expect([99, 100, 119, 120].map(s => blocks.isQuiet('a', s * S, 20 * S))).toEqual([true, true, true, false]);
  expect(blocks.isQuiet('b', 0, 20 * S)).toBe(false);
});

test('a block that nobody ends any more does not keep a client quiet', () => {
  const blocks = list();
  blocks.block(candidate('a'), 0);
  expect(blocks.isQuiet('a', 120 * S, 20 * S)).toBe(false);
});

test('who has become exempt is released', () => {
  const blocks = list();
  blocks.block(candidate('a'), 0);
  blocks.block(candidate('b'), 0);
  expect(blocks.releaseIf(client => client === 'a', 1)).toMatchObject([{ reason: 'exempt', block: { client: 'a' } }]);
  expect(blocks.active.map(({ client }) => client)).toEqual(['b']);
});

test('what is restored is capped by the limits of now', () => {
  const blocks = list();
  const four = ['d', 'c', 'b', 'a'].map((client, i) => ({ client, since: -i, until: 1000, repetition: 1, score: 101 }));
  expect(blocks.restore(four, new Map(), 0)).toMatchObject([{ reason: 'capped', block: { client: 'a' } }]);
  expect(blocks.active.map(({ client }) => client)).toEqual(['b', 'c', 'd']);
});
