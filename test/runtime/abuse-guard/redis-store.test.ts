import { ManualClock } from './support/manual-clock';
import { recordedLog } from './support/recorded-log';
import { MemoryStore } from '../../../src/runtime/abuse-guard/memory-store';
import { RedisStore } from '../../../src/runtime/abuse-guard/redis-store';
import { ABUSE_SCORING, UNAUTHORIZED } from '../../../src/scoring/abuse-scoring';

// What it does with Redis is tested with Redis, in test/e2e/abuse-guard-replicas.e2e.test.ts.
describe('without a redis that answers', () => {
  const clock = new ManualClock();
  const log = recordedLog();
  let store: RedisStore;

  beforeEach(() => {
    store = new RedisStore({ kind: 'redis', host: '127.0.0.1', port: 1, prefix: 'x' }, ABUSE_SCORING, new MemoryStore(ABUSE_SCORING, 100, clock.steady), log);
  });

  afterEach(() => store.close());

  test('it counts in memory, and says so once', async () => {
    expect(store.trouble()).toBeDefined();
    for (let i = 0; i < 26; i++) {
      await store.add([{ client: 'a', cells: [100, UNAUTHORIZED, 1], paths: [], samples: [] }], 100);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(await store.candidates()).toMatchObject([{ client: 'a', score: 104 }]);
    await store.quiet(new Map([['a', 1000]]));
    await store.taken(['a']);
    expect(await store.candidates()).toEqual([]);
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([{ msg: 'redis does not answer; this replica counts for itself' }]);
  });
});

test('fails to start if a file of it cannot be read', () => {
  const config = { kind: 'redis', host: '127.0.0.1', passwordFile: '/nowhere' } as const;
  expect(() => new RedisStore(config, ABUSE_SCORING, new MemoryStore(ABUSE_SCORING, 1, () => 0), recordedLog())).toThrow(/ENOENT/);
});
