import { ABUSE_SCORING, ABUSE_SIGNALS, abuseScore, AbuseSignal, isBotEvent, statusSignal } from '../../src/scoring/abuse-scoring';

const score = (counts: { [signal in AbuseSignal]?: number }) => abuseScore(ABUSE_SCORING.weights, ABUSE_SIGNALS.map(signal => counts[signal] ?? 0));
const blocked = (counts: { [signal in AbuseSignal]?: number }) => score(counts) > ABUSE_SCORING.threshold;

// The figures that the comment of ABUSE_SCORING gives.
test.each<[string, { [signal in AbuseSignal]?: number }, { [signal in AbuseSignal]?: number }]>([
  ['26th 401', { unauthorized: 25 }, { unauthorized: 26 }],
  ['26th 403', { forbidden: 25 }, { forbidden: 26 }],
  ['101st 429', { rateLimited: 100 }, { rateLimited: 101 }],
  ['34th 400', { invalid: 33 }, { invalid: 34 }],
  ['17th different unknown path', { unknownPath: 16, distinctPath: 16 }, { unknownPath: 17, distinctPath: 17 }],
  ['101st request of unknown paths', { unknownPath: 95, distinctPath: 1 }, { unknownPath: 96, distinctPath: 1 }],
  ['51st suspicious request', { bot: 50 }, { bot: 51 }],
])('the %s is one too many', (_name, most, more) => {
  expect(blocked(most)).toBe(false);
  expect(blocked(more)).toBe(true);
});

test('a page that retries an expired token with eight requests, three times each, is not blocked', () => {
  expect(blocked({ unauthorized: 24 })).toBe(false);
});

test('not-found answers of a backend are nothing by themselves', () => {
  expect(score({ notFound: 10_000 })).toBe(0);
});

test('what is missing counts as none', () => {
  expect(abuseScore(ABUSE_SCORING.weights, [1])).toBe(4);
});

test.each<[number, boolean, AbuseSignal | undefined]>([
  [401, true, 'unauthorized'], [403, true, 'forbidden'], [429, true, 'rateLimited'], [400, true, 'invalid'],
  [404, false, 'unknownPath'], [404, true, 'notFound'],
  [200, true, undefined],
  [204, false, undefined], [301, true, undefined], [405, true, undefined], [413, true, undefined], [499, true, undefined],
  [500, true, undefined], [503, false, undefined],
])('%d with a route: %s is %s', (status, routed, signal) => {
  expect(ABUSE_SIGNALS[statusSignal({ status, routed })]).toBe(signal);
});

test('a suspicious request counts unless it has a consumer', () => {
  expect(isBotEvent(ABUSE_SCORING, { botScore: 7, authenticated: false })).toBe(true);
  expect(isBotEvent(ABUSE_SCORING, { botScore: 6, authenticated: false })).toBe(false);
  expect(isBotEvent(ABUSE_SCORING, { botScore: 10, authenticated: true })).toBe(false);
  expect(isBotEvent(ABUSE_SCORING, { authenticated: false })).toBe(false);
});
