import { IoredisClient, NodeRedisClient, redisCounters } from 'gatewarden/runtime';
import { Redis } from 'ioredis';

type Asked = [script: string, key: string, milliseconds: string];

/** The two packages, each with a server that answers with what `answer` says. */
const CLIENTS: [string, (answer: (...asked: Asked) => Promise<unknown>) => IoredisClient | NodeRedisClient][] = [
  ['ioredis', answer => ({
    call: (command: string, ...args: (string | number)[]) => {
      expect([command, args.length, args[1]]).toEqual(['EVAL', 4, 1]);
      return answer(String(args[0]), String(args[2]), String(args[3]));
    },
    // With other arguments than those of the package redis.
    eval: () => { throw new Error('not so'); },
  })],
  ['redis', answer => ({
    eval: (script: string, { keys, arguments: args }: { keys: string[]; arguments: string[] }) => {
      expect([keys.length, args.length]).toEqual([1, 1]);
      return answer(script, keys[0], args[0]);
    },
  })],
];

describe.each(CLIENTS)('with a client of %s', (_, clientOf) => {
  test('a request is one step of counting and limiting', async () => {
    const asked: Asked[] = [];
    const counters = redisCounters(clientOf((...what) => {
      asked.push(what);
      return Promise.resolve(7);
    }));
    expect(await counters.increment('2001:db8::/64', 60)).toBe(7);
    expect(asked).toEqual([[expect.stringMatching(/INCR.*PEXPIRE/s), 'gatewarden:bot-score:60:2001:db8::/64', '60000']]);
  });

  test('the prefix can be another', async () => {
    const keys: string[] = [];
    await redisCounters(clientOf((_script, key) => {
      keys.push(key);
      return Promise.resolve(1);
    }), { prefix: 'shop:' }).increment('192.0.2.1', 5);
    expect(keys).toEqual(['shop:5:192.0.2.1']);
  });

  test('a count may be text or a big integer', async () => {
    const answers: unknown[] = ['7', 8n];
    const counters = redisCounters(clientOf(() => Promise.resolve(answers.shift())));
    expect([await counters.increment('a', 60), await counters.increment('a', 60)]).toEqual([7, 8]);
  });

  test.each([null, undefined, 'OK', 0, -1, 1.5, []])('fails for the answer %j', async answer => {
    await expect(redisCounters(clientOf(() => Promise.resolve(answer))).increment('a', 60)).rejects.toThrow(/^redis answered .* where a count was expected/);
  });

  test('fails as the client fails', async () => {
    await expect(redisCounters(clientOf(() => Promise.reject(new Error('READONLY')))).increment('a', 60)).rejects.toThrow('READONLY');
  });

  test('leaves no timer behind', async () => {
    jest.useFakeTimers();
    await redisCounters(clientOf(() => Promise.resolve(1))).increment('a', 60);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  test('fails where there is no answer in time', async () => {
    const never = redisCounters(clientOf(() => new Promise(() => {})), { timeoutMilliseconds: 5 });
    await expect(never.increment('a', 60)).rejects.toThrow('redis did not answer within 5 milliseconds');
  });
});

test('a client of ioredis is one, also to the compiler', async () => {
  const client = new Redis({ lazyConnect: true, enableOfflineQueue: false, retryStrategy: null, port: 1 });
  await expect(redisCounters(client).increment('a', 60)).rejects.toThrow();
  client.disconnect();
});

test('fails for what is no client', () => {
  expect(() => redisCounters({} as any)).toThrow('redisCounters got no client of Redis: expected one of the package ioredis or redis; make one with new Redis(...) or createClient(...)');
});

test.each([0, 1.5, NaN, 10_001])('fails for a timeout of %d milliseconds', timeoutMilliseconds => {
  expect(() => redisCounters({ call: () => Promise.resolve(1) }, { timeoutMilliseconds })).toThrow(
    `redisCounters wait ${timeoutMilliseconds} milliseconds: expected an integer from 1 to 10000; leave timeoutMilliseconds out for 200`);
});
