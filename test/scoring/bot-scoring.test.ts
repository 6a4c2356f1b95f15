import { BOT_SCORING, botScore, reachableScore, ScoredRequest, scoreText } from '../../src/scoring/bot-scoring';

const BROWSER: ScoredRequest = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0', acceptLanguage: 'en', requests: 1 };

test.each<[string, Partial<ScoredRequest>, number]>([
  ['a browser', {}, 0],
  ['no User-Agent', { userAgent: undefined }, 3],
  ['a blank User-Agent', { userAgent: ' \t' }, 3],
  ['no Accept-Language', { acceptLanguage: undefined }, 1],
  ['a blank Accept-Language', { acceptLanguage: ' ' }, 1],
  ['a signature in any letter case', { userAgent: 'Wget/1.21' }, 5],
  ['two signatures, once', { userAgent: 'curl wget' }, 5],
  ['a signature within a word', { userAgent: 'libcurl-agent' }, 5],
  ['as many requests as are usual', { requests: 100 }, 0],
  ['one request more', { requests: 101 }, 3],
  ['requests that cannot be counted', { requests: undefined }, 3],
  ['curl as it is', { userAgent: 'curl/8.4.0', acceptLanguage: undefined }, 6],
  ['nothing at all, often', { userAgent: undefined, acceptLanguage: undefined, requests: 500 }, 7],
  ['curl, often', { userAgent: 'curl/8.4.0', acceptLanguage: undefined, requests: 500 }, 9],
])('%s', (_, given, score) => {
  expect(botScore(BOT_SCORING, { ...BROWSER, ...given })).toBe(score);
});

test('a score is capped', () => {
  const scoring = { ...BOT_SCORING, weights: { noUserAgent: 0, signature: 10, noAcceptLanguage: 10, frequency: 10 } };
  expect(botScore(scoring, { userAgent: 'curl' })).toBe(10);
});

test('no User-Agent and a signature exclude each other, so that the highest score is what is refused', () => {
  expect(reachableScore(BOT_SCORING)).toBe(9);
  expect(reachableScore({ ...BOT_SCORING, signatures: [] })).toBe(7);
  expect(reachableScore({ ...BOT_SCORING, weights: { noUserAgent: 9, signature: 9, noAcceptLanguage: 9, frequency: 0 } })).toBe(10);
});

test('scores are written with one decimal', () => {
  expect([0, 3, 7, 10].map(scoreText)).toEqual(['0.0', '0.3', '0.7', '1.0']);
});
