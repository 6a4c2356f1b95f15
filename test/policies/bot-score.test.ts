import { Duration } from 'cdk8s';
import { BotChallenge, BotScore, BotScoreProps, KongGateway } from '../../src';
import { LuaFacts } from '../../src/policies/lua-facts';
import { testChart } from '../support/app';

const FACTS: LuaFacts = { gateway: KongGateway.of(testChart()), publicAccess: false, cors: false, credentialHeaders: [], api: 'shop/api', identity: [] };

function chunk(props?: BotScoreProps) {
  return BotScore.of(props)._chunks(FACTS).find(({ id }) => id === 'bot-score')!;
}

test('it asks for no plugin of its own, and for one chunk before authentication', () => {
  const policy = new BotScore();
  expect(policy._plugins()).toEqual([]);
  expect(policy._chunks(FACTS).map(({ id, place }) => [id, place])).toEqual([['connection-guard', 'pre-function'], ['bot-score', 'pre-function']]);
});

test('all properties', () => {
  const props: Required<BotScoreProps> = {
    weights: { noUserAgent: 4, signature: 6, noAcceptLanguage: 2, frequency: 2 }, signatures: ['Scrapy'], maxRequests: 5, window: Duration.seconds(10),
    suspiciousFrom: 4, refusedFrom: 10, header: 'X-Program', challenge: BotChallenge.retryLater(Duration.minutes(1)),
  };
  const { constants, body } = chunk(props);
  expect(constants).toContain('local signatures = { "scrapy" }');
  for (const part of ['clear_header("X_Program")', 'score + 6', 'score + 4', 'count > 5', 'gatewarden:bot-score:shop/api:10:', 'score >= 10', 'score >= 4', '["Retry-After"] = "60"']) {
    expect(body).toContain(part);
  }
});

test('later changes to what was given change nothing', () => {
  const signatures = ['curl', 'wget'];
  const policy = BotScore.of({ signatures });
  signatures.pop();
  expect(policy._chunks(FACTS)[1].constants).toContain('"wget"');
});

test('a suspicious request can be answered 403 with a reason', () => {
  expect(chunk({ challenge: BotChallenge.forbidden('programs need an api key;\n  see "docs"') }).body).toContain('return 403, "programs need an api key; see \\"docs\\""');
});

test.each<[() => unknown, string]>([
  [() => BotScore.of({ refusedFrom: 10 }), 'bot score: refusedFrom is 10, and no request scores more than 9'],
  [() => BotScore.of({ signatures: ['curl', 'CURL'] }), "bot score: bot signature 'curl' is given twice"],
  [() => BotScore.of({ window: Duration.millis(1500) }), 'window of the bot score is 1500 milliseconds: expected whole seconds; write Duration.seconds(2)'],
  [() => BotScore.of({ header: 'X_Bot' }), "header 'X_Bot' has an underscore"],
  [() => BotScore.of({ header: 'A-B-C-D-E-F-G-H' }), "header 'A-B-C-D-E-F-G-H' has 7 hyphens"],
  [() => BotChallenge.retryLater(Duration.seconds(0)), 'time of a bot challenge is 0 seconds: expected from 1 to 86400; write for instance Duration.seconds(30)'],
  [() => BotChallenge.retryLater(Duration.days(2)), 'time of a bot challenge is 172800 seconds'],
  [() => BotChallenge.forbidden('no'), "bot challenge has the reason 'no'"],
])('fails for %s', (make, message) => {
  expect(make).toThrow(message);
});

describe('the tightening of a bot score', () => {
  const base = BotScore.of({ signatures: ['curl', 'wget'] });

  test.each<[BotScoreProps]>([
    [{ signatures: ['wget', 'curl', 'scrapy'], maxRequests: 50, window: Duration.minutes(2), suspiciousFrom: 5, refusedFrom: 8 }],
    [{ signatures: ['url', 'get'], weights: { signature: 6 } }],
    [{ signatures: ['curl', 'wget'], challenge: BotChallenge.retryLater(Duration.seconds(5)) }],
  ])('%j is no loosening', props => {
    expect(BotScore.of(props)._loosens(base)).toBeUndefined();
  });

  test.each<[BotScoreProps, string]>([
    [{ signatures: ['curl'] }, "the signatures of bots may only grow in number, and 'wget' is gone"],
    [{ signatures: ['curl', 'wget'], weights: { noAcceptLanguage: 0, signature: 6 } }, 'weights of bot signals may only grow, and noAcceptLanguage is smaller'],
    [{ signatures: ['curl', 'wget'], maxRequests: 101 }, 'maxRequests of the bot score may only become smaller, and 101 is more than 100'],
    [{ signatures: ['curl', 'wget'], suspiciousFrom: 8 }, 'suspiciousFrom of the bot score may only become smaller, and 8 is more than 7'],
    [{ signatures: ['curl', 'wget'], window: Duration.seconds(30) }, 'the window of the bot score may only grow, and 30 seconds are fewer than 60'],
    [{ signatures: ['curl', 'wget'], header: 'X-Other' }, 'the header of the bot score may not change'],
  ])('%j is', (props, problem) => {
    expect(BotScore.of(props)._loosens(base)).toBe(problem);
  });

  test('passing on what was challenged is', () => {
    expect(BotScore.of()._loosens(BotScore.of({ challenge: BotChallenge.retryLater(Duration.seconds(5)) }))).toBe('the challenge of bots is gone');
  });
});
