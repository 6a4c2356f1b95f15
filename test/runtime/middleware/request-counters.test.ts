import * as fc from 'fast-check';
import { memoryCounters } from 'gatewarden/runtime';

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

test('a window begins with the first request of a client, and ends as a whole', () => {
  const counters = memoryCounters();
  const at = (time: number, client = 'a') => {
    now = time;
    return counters.increment(client, 60);
  };
  expect([at(1000), at(2000), at(2000, 'b'), at(60_999), at(61_000), at(61_500), at(61_999, 'b'), at(62_000, 'b')]).toEqual([1, 2, 1, 3, 1, 2, 2, 1]);
});

test('windows of another length count for themselves', () => {
  const counters = memoryCounters();
  expect([counters.increment('a', 60), counters.increment('a', 10), counters.increment('a', 60)]).toEqual([1, 1, 2]);
});

test('the client that was seen longest ago is forgotten', () => {
  const counters = memoryCounters({ maxAddresses: 2 });
  const counts = ['a', 'b', 'a', 'c', 'a', 'b'].map(client => counters.increment(client, 60));
  expect(counts).toEqual([1, 1, 2, 1, 3, 1]);
});

test('a client among no more than are remembered is counted as without a limit', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(5000))), requests => {
    const [few, many] = [memoryCounters({ maxAddresses: 3 }), memoryCounters()];
    requests.forEach(([client, later]) => {
      now += later;
      expect(few.increment(client, 10)).toBe(many.increment(client, 10));
    });
  }));
});

test.each([0, 1.5, NaN, 10_000_001])('fails for %d addresses', maxAddresses => {
  expect(() => memoryCounters({ maxAddresses })).toThrow(`memoryCounters remember ${maxAddresses} addresses: expected an integer from 1 to 10000000; leave maxAddresses out for 100000`);
});
