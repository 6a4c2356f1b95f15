import { RequestCounters } from './request-counters';

/** What is used of a client of the package `ioredis`, for one server or a cluster. */
export interface IoredisClient {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/** What is used of a client of the package `redis`, version 4 or 5, for one server or a cluster. It must be connected. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** How counters are kept in Redis. */
export interface RedisCountersOptions {
  /**
   * What the keys begin with. Services with the same prefix and window count together.
   *
   * @default 'gatewarden:bot-score:'
   */
  readonly prefix?: string;

  /**
   * How long a request waits for Redis, in milliseconds from 1 to 10000; then it has not been counted.
   *
   * @default 200
   */
  readonly timeoutMilliseconds?: number;
}

/** One step, so that no counter stays without an end. One that has none, as after a restore, gets it. */
const COUNT = `local count = redis.call('INCR', KEYS[1])
if count == 1 or redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return count`;

/**
 * Counters in Redis, or what speaks its protocol and has EVAL, for all pods of a service together.
 *
 * @throws when the client is neither of `ioredis` nor of `redis`, or an option is out of range
 */
export function redisCounters(client: IoredisClient | NodeRedisClient, options: RedisCountersOptions = {}): RequestCounters {
  const { prefix = 'gatewarden:bot-score:', timeoutMilliseconds: timeout = 200 } = options;
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > 10_000) {
    throw new Error(`redisCounters wait ${timeout} milliseconds: expected an integer from 1 to 10000; leave timeoutMilliseconds out for 200`);
  }
  const count = countWith(client);
  return {
    increment: async (address, windowSeconds) => {
      const answer = Number(await within(timeout, count(`${prefix}${windowSeconds}:${address}`, windowSeconds * 1000)));
      if (!Number.isSafeInteger(answer) || answer < 1) {
        throw new Error(`redis answered ${answer} where a count was expected; see that nothing else writes keys with prefix '${prefix}'`);
      }
      return answer;
    },
  };
}

function countWith(client: IoredisClient | NodeRedisClient): (key: string, milliseconds: number) => Promise<unknown> {
  // Both have `eval`, with other arguments; only ioredis has `call`.
  if ('call' in client && typeof client.call === 'function') {
    return (key, milliseconds) => client.call('EVAL', COUNT, 1, key, milliseconds);
  }
  if ('eval' in client && typeof client.eval === 'function') {
    return (key, milliseconds) => client.eval(COUNT, { keys: [key], arguments: [String(milliseconds)] });
  }
  throw new Error('redisCounters got no client of Redis: expected one of the package ioredis or redis; make one with new Redis(...) or createClient(...)');
}

async function within(milliseconds: number, answer: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`redis did not answer within ${milliseconds} milliseconds`)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
