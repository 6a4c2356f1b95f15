import { entry, unknown } from './support/entries';
import { HOSTILE_ENTRIES } from './support/hostile-entries';
import { ManualClock } from './support/manual-clock';
import { settings } from './support/settings';
import { ClientAddresses } from '../../../src/runtime/abuse-guard/client-addresses';
import { EntryScorer } from '../../../src/runtime/abuse-guard/entry-scorer';
import { Pending } from '../../../src/runtime/abuse-guard/pending';
import { Row } from '../../../src/runtime/abuse-guard/store';
import { ABUSE_SIGNALS } from '../../../src/scoring/abuse-scoring';

function scene(change: object = {}, quiet: string[] = []) {
  const given = settings(change);
  const clock = new ManualClock();
  const pending = new Pending(1000);
  const scorer = new EntryScorer(given.scoring, new ClientAddresses(given), pending, clock, client => quiet.includes(client));
  const seen = (observed: any) => ({ outcome: scorer.observe(observed), row: pending.take()[0] });
  return { scorer, pending, clock, seen };
}

const signals = (row: Row) => row.cells.filter((_, i) => i % 3 === 1).map(signal => ABUSE_SIGNALS[signal]);

test.each([[401, 'unauthorized'], [403, 'forbidden'], [429, 'rateLimited'], [400, 'invalid']])('%d counts as %s', (status, signal) => {
  const { outcome, row } = scene().seen(entry(status, '203.0.113.9'));
  expect(outcome).toBe('counted');
  expect(signals(row)).toEqual([signal]);
});

test.each([200, 204, 302, 404, 405, 499, 500, 502, 503])('%d on a route does not count', status => {
  expect(scene().seen(entry(status, '203.0.113.9'))).toEqual({ outcome: 'harmless', row: undefined });
});

test('404 without a route counts, with its path', () => {
  const { row } = scene().seen(unknown('/.env', '203.0.113.9'));
  expect(signals(row)).toEqual(['unknownPath']);
  expect(row.paths).toHaveLength(2);
});

test('404 on a route counts if it has a weight', () => {
  const { row } = scene({ scoring: { weights: { notFound: 1 } } }).seen(entry(404, '203.0.113.9'));
  expect(signals(row)).toEqual(['notFound']);
  expect(row.paths).toHaveLength(2);
});

test('the client is the address that the gateway worked out, and never what a header says', () => {
  const { row } = scene().seen(entry(401, '203.0.113.9', { headers: { 'x-forwarded-for': '198.51.100.1', 'x-real-ip': '198.51.100.1', 'forwarded': 'for=198.51.100.1' } }));
  expect(row.client).toBe('203.0.113.9');
});

test('a request that the gateway marked as suspicious counts, unless it has a consumer', () => {
  const headers = { 'x-bot-score': '0.7' };
  expect(signals(scene().seen(entry(200, '203.0.113.9', { headers })).row)).toEqual(['bot']);
  expect(scene().seen(entry(200, '203.0.113.9', { headers, entry: { authenticated_entity: { id: 'c' } } })).outcome).toBe('harmless');
});

test.each(['0.69', '7', '1e9', '-0.9', ' 0.9', '0.9,0.1', ['0.9', '0.9'], 0.9, {}, null])('fails to take %p for a bot score', score => {
  expect(scene().seen(entry(200, '203.0.113.9', { headers: { 'x-bot-score': score } })).outcome).toBe('harmless');
});

test('what a blocked client does is not counted', () => {
  expect(scene({}, ['203.0.113.9']).seen(entry(403, '203.0.113.9'))).toEqual({ outcome: 'blocked', row: undefined });
});

test('what an exempt address does is not counted', () => {
  expect(scene({ never: ['203.0.113.0/24'] }).seen(entry(403, '203.0.113.9'))).toEqual({ outcome: 'exempt', row: undefined });
});

test('a sample has no query, in which a key may be', () => {
  expect(scene().seen(entry(401, '203.0.113.9')).row.samples).toEqual(['GET /v1/orders 401']);
});

describe('the time of an entry', () => {
  const WIDTH = 5;

  test('is that of the request, which the gateway may have held', () => {
    const { seen, clock, scorer } = scene();
    const { row } = seen(entry(401, '203.0.113.9', { entry: { started_at: clock.wall() - 4 * WIDTH * 1000 } }));
    expect(row.cells[0]).toBe(scorer.bucket - 4);
  });

  test.each([-86400, -61, 1, 86400, NaN, '12', null])('is now if the entry says %p seconds from now', seconds => {
    const { seen, clock, scorer } = scene();
    const { row } = seen(entry(401, '203.0.113.9', { entry: { started_at: typeof seconds === 'number' ? clock.wall() + seconds * 1000 : seconds } }));
    expect(row.cells[0]).toBe(scorer.bucket);
  });

  test('is now after the clock of this machine was set', () => {
    const { seen, clock, scorer } = scene();
    const before = clock.wall();
    clock.set(3600);
    expect(seen(entry(401, '203.0.113.9', { entry: { started_at: before } })).row.cells[0]).toBe(scorer.bucket);
  });
});

test.each(HOSTILE_ENTRIES)('fails to be confused by $name', ({ value, outcome }) => {
  const { scorer, pending } = scene();
  expect(scorer.observe(value)).toBe(outcome);
  const rows = pending.take();
  expect(rows.length).toBe(outcome === 'counted' ? 1 : 0);
  expect(rows.map(({ client }) => client).every(client => client === '203.0.113.9')).toBe(true);
  expect(JSON.stringify(rows).length).toBeLessThan(1000);
  expect(Object.prototype).not.toHaveProperty('polluted');
});

test('there are at least 40 of them', () => {
  expect(HOSTILE_ENTRIES.length).toBeGreaterThanOrEqual(40);
});
