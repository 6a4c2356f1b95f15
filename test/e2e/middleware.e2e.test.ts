import { botScore, botScoreOf, redisCounters } from 'gatewarden/runtime';
import { Redis } from 'ioredis';
import { newKeeper } from './peers/build';
import { Keeper } from './peers/keeper';
import { RedisPeer } from './peers/redis';
import { eventually } from './peers/wait';
import { parsed } from '../runtime/middleware/service';

const PASSWORD = 'a password for this run';
let keeper: Keeper;
let redis: RedisPeer;
let client: Redis;

beforeAll(async () => {
  keeper = newKeeper();
  redis = await RedisPeer.start(keeper, PASSWORD);
  client = new Redis({ host: '127.0.0.1', port: redis.port, password: PASSWORD, maxRetriesPerRequest: 1, retryStrategy: () => 100 });
  client.on('error', () => undefined);
}, 300_000);
afterAll(async () => {
  await client?.quit();
  await keeper?.close();
});
beforeEach(() => client.flushall());

const counted = (prefix?: string) => redisCounters(client, { prefix, timeoutMilliseconds: 2000 });

test('requests of all services with a prefix are counted together, by client and window', async () => {
  const [one, other] = [counted(), counted()];
  const counts = [];
  for (const [counters, address, window] of [[one, 'a', 60], [other, 'a', 60], [one, 'b', 60], [one, 'a', 10], [counted('other:'), 'a', 60], [other, 'a', 60]] as const) {
    counts.push(await counters.increment(address, window));
  }
  expect(counts).toEqual([1, 2, 1, 1, 1, 3]);
});

test('requests at the same time are each counted once', async () => {
  const counts = await Promise.all(Array.from({ length: 200 }, () => counted().increment('a', 60)));
  expect(counts.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
});

test('a window begins with the first request, and later ones do not prolong it', async () => {
  await counted().increment('a', 60);
  await client.pexpire('gatewarden:bot-score:60:a', 30_000);
  await counted().increment('a', 60);
  const left = await client.pttl('gatewarden:bot-score:60:a');
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(30_000);
});

test('a window ends', async () => {
  const counters = counted();
  expect([await counters.increment('a', 1), await counters.increment('a', 1)]).toEqual([1, 2]);
  await eventually('the end of the window', 10, async () => await client.exists('gatewarden:bot-score:1:a') === 0 || undefined, []);
  expect(await counters.increment('a', 1)).toBe(1);
});

test('a counter that has lost its end gets one', async () => {
  await client.set('gatewarden:bot-score:60:a', 7);
  expect(await counted().increment('a', 60)).toBe(8);
  expect(await client.pttl('gatewarden:bot-score:60:a')).toBeGreaterThan(0);
});

test('fails for a key that something else has written', async () => {
  await client.set('gatewarden:bot-score:60:a', 'text');
  await expect(counted().increment('a', 60)).rejects.toThrow('not an integer');
});

test('a prefix of the client comes before that of the counters', async () => {
  const prefixed = new Redis({ host: '127.0.0.1', port: redis.port, password: PASSWORD, keyPrefix: 'shop:' });
  await redisCounters(prefixed, { timeoutMilliseconds: 2000 }).increment('a', 60);
  expect(await client.keys('*')).toEqual(['shop:gatewarden:bot-score:60:a']);
  await prefixed.quit();
});

test('while Redis is away requests are scored as one too many, and counted again when it is back', async () => {
  const problems: string[] = [];
  const guard = botScore({ counters: counted(), onCounterError: error => { problems.push(String(error)); } });
  const score = async () => {
    const request = parsed([['User-Agent', 'Mozilla/5.0'], ['Accept-Language', 'en']]);
    await guard.judge(request);
    return botScoreOf(request);
  };
  expect(await score()).toBe(0);
  await redis.halt();
  expect(await score()).toBe(3);
  expect(problems).toHaveLength(1);
  await redis.resume();
  await eventually('the client', 30, async () => client.status === 'ready' || undefined, []);
  expect(await score()).toBe(0);
});
