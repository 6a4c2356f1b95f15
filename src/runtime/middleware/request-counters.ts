import { LruSlots } from '../abuse-guard/lru-slots';

/** Counts requests of clients within a window that begins with a client's first request. */
export interface RequestCounters {
  /**
   * Counts one more, and says how many the window has, this one included. It throws or rejects where it cannot count.
   *
   * @param client an IPv4 address, or an IPv6 network
   * @param windowSeconds how long the window is, if this request begins one
   */
  increment(client: string, windowSeconds: number): number | Promise<number>;
}

/** What counters in memory remember. */
export interface MemoryCountersOptions {
  /**
   * How many clients are remembered, from 1 to 10 million; one takes about 150 bytes. When there are more, the one that was seen longest ago
   * is forgotten, as the gateway does.
   *
   * @default 100000
   */
  readonly maxAddresses?: number;
}

/**
 * Counters in the memory of this process: each process counts for itself, so that a client may send to each pod what is allowed.
 *
 * @throws when the number of addresses is out of range
 */
export function memoryCounters({ maxAddresses = 100_000 }: MemoryCountersOptions = {}): RequestCounters {
  if (!Number.isInteger(maxAddresses) || maxAddresses < 1 || maxAddresses > 10_000_000) {
    throw new Error(`memoryCounters remember ${maxAddresses} addresses: expected an integer from 1 to 10000000; leave maxAddresses out for 100000`);
  }
  const slots = new LruSlots(maxAddresses);
  const windows: { until: number; count: number }[] = [];
  return {
    increment: (client, windowSeconds) => {
      const key = `${windowSeconds}:${client}`;
      const now = performance.now();
      const known = slots.use(key);
      const slot = known ?? slots.add(key).slot;
      const window = windows[slot];
      if (known !== undefined && now < window.until) {
        return ++window.count;
      }
      windows[slot] = { until: now + windowSeconds * 1000, count: 1 };
      return 1;
    },
  };
}
