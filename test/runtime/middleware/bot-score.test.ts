import * as fc from 'fast-check';
import { botScore, botScoreOf, BotScoreOptions, guardedListener, RequestCounters } from 'gatewarden/runtime';
import { parsed, Service, tells } from './service';
import { BOT_SCORING, botScore as scoreOf } from '../../../src/scoring/bot-scoring';

const BROWSER: [string, string][] = [['User-Agent', 'Mozilla/5.0 Firefox/130.0'], ['Accept-Language', 'en']];
const OFTEN: RequestCounters = { increment: () => 101 };

/** What becomes of a request: the status of a refusal, or the header that the application finds. */
async function outcome(headers: [string, string][], options: BotScoreOptions = {}): Promise<unknown> {
  const request = parsed(headers);
  const refusal = await botScore(options).judge(request);
  return refusal?.status ?? request.headers[(options.header ?? 'X-Bot-Score').toLowerCase()];
}

test.each<[string, [string, string][], BotScoreOptions, unknown]>([
  ['a browser', BROWSER, {}, undefined],
  ['curl', [['User-Agent', 'curl/8']], {}, undefined],
  ['nothing at all, often', [], { counters: OFTEN }, '0.7'],
  ['a known program, often', [['User-Agent', 'curl/8'], BROWSER[1]], { counters: OFTEN }, '0.8'],
  ['a known program without languages, often', [['User-Agent', 'PhantomJS/2.1']], { counters: OFTEN }, 403],
  ['a signature of its own', [['User-Agent', 'MyBot/1'], BROWSER[1]], { signatures: ['MyBot'], suspiciousFrom: 5 }, '0.5'],
  ['other weights', [BROWSER[0]], { weights: { noAcceptLanguage: 9 } }, 403],
  ['other thresholds', [['User-Agent', 'curl/8']], { suspiciousFrom: 1, refusedFrom: 6 }, 403],
  ['another header', [], { counters: OFTEN, header: 'X-Robot' }, '0.7'],
])('%s', async (_, headers, options, wanted) => {
  expect(await outcome(headers, options)).toBe(wanted);
});

test('the score is that of the table that the gateway has', async () => {
  const text = fc.option(fc.constantFrom('', ' ', 'Mozilla/5.0', 'CURL/8', 'xwgetx', 'HeadlessChrome', '\xa0'), { nil: undefined });
  await fc.assert(fc.asyncProperty(text, text, fc.constantFrom(1, 100, 101), async (userAgent, acceptLanguage, requests) => {
    const given: [string, string | undefined][] = [['User-Agent', userAgent], ['Accept-Language', acceptLanguage]];
    const request = parsed(given.filter((line): line is [string, string] => line[1] !== undefined));
    const refusal = await botScore({ counters: { increment: () => requests } }).judge(request);
    const score = scoreOf(BOT_SCORING, { userAgent, acceptLanguage, requests });
    expect(botScoreOf(request)).toBe(score);
    expect(refusal?.status).toBe(score >= 9 ? 403 : undefined);
    expect(request.headers['x-bot-score']).toBe(score >= 7 && score < 9 ? `0.${score}` : undefined);
  }));
});

test('several lines of a header are read together, where Node reads the first', async () => {
  const request = parsed([['User-Agent', ''], ['User-Agent', 'curl'], BROWSER[1]]);
  await botScore().judge(request);
  expect(botScoreOf({ raw: request })).toBe(5);
});

test('over http, a score that a client sends is removed in every spelling, and a refusal tells nothing', async () => {
  let requests = 0;
  const service = await Service.start(guardedListener(tells, botScore({ counters: { increment: () => requests } })));
  const sent: [string, string][] = [['X-Bot-Score', '0.0'], ['x_bot_score', '0.0'], ['X-BOT_Score', '0.0']];
  const quiet = await service.send('GET /', [...BROWSER, ...sent]);
  expect(quiet.seen!.raw.filter(text => /bot/i.test(text))).toEqual([]);
  requests = 101;
  const suspicious = await service.send('GET /', sent);
  expect(suspicious.seen!.raw.filter((_, i, raw) => /bot/i.test(raw[i - i % 2]))).toEqual(['X-Bot-Score', '0.7']);
  expect([suspicious.seen!.headers['x-bot-score'], suspicious.seen!.distinct['x-bot-score']]).toEqual(['0.7', ['0.7']]);
  const refused = await service.send('GET /', [['User-Agent', 'curl']]);
  expect([refused.status, refused.body]).toEqual([403, '{"message":"Forbidden"}']);
  await service.stop();
});

describe('requests are counted', () => {
  const counted = async (options: BotScoreOptions, address?: string) => {
    const increment = jest.fn(() => 1);
    const request = parsed(BROWSER);
    Object.assign(request.socket, { remoteAddress: address });
    await botScore({ ...options, counters: { increment } }).judge(request);
    return increment.mock.calls;
  };

  test.each([['192.0.2.1', '192.0.2.1'], ['::ffff:192.0.2.1', '192.0.2.1'], ['2001:db8::7:1:2:3', '2001:db8::/64']])('of %s as %s', async (address, client) => {
    expect(await counted({}, address)).toEqual([[client, 60]]);
  });

  test('by another address, within another window', async () => {
    expect(await counted({ address: () => '198.51.100.7', windowSeconds: 5 }, '192.0.2.1')).toEqual([['198.51.100.7', 5]]);
  });

  test('not at all if their number has no weight', async () => {
    expect(await counted({ weights: { frequency: 0 }, refusedFrom: 6, suspiciousFrom: 5 }, '192.0.2.1')).toEqual([]);
  });

  test('in memory by default, each middleware for itself', async () => {
    const [guard, other] = [botScore({ maxRequests: 2 }), botScore({ maxRequests: 2 })];
    const scores = await Promise.all([guard, guard, guard, other].map(async each => {
      const request = parsed(BROWSER);
      await each.judge(request);
      return botScoreOf(request);
    }));
    expect(scores).toEqual([0, 0, 3, 0]);
  });

  test('once, however often the middleware is mounted', async () => {
    const increment = jest.fn(() => 1);
    const guard = botScore({ counters: { increment } });
    const request = parsed(BROWSER);
    await guard.judge(request);
    await guard.judge(request);
    expect(increment).toHaveBeenCalledTimes(1);
  });
});

describe('a request that cannot be counted', () => {
  const broken: [string, BotScoreOptions][] = [
    ['the counter throws', { counters: { increment: () => { throw new Error('lost'); } } }],
    ['the counter rejects', { counters: { increment: () => Promise.reject(new Error('lost')) } }],
    ['there is no address', { address: () => undefined }],
    ['the address has a port', { address: () => '192.0.2.1:80' }],
    ['the address throws', { address: () => { throw new Error('lost'); } }],
  ];

  test.each(broken)('is one too many, as %s', async (_, options) => {
    expect(await outcome([], { ...options, onCounterError: () => {} })).toBe('0.7');
  });

  test.each(broken)('is scored without if that is chosen, as %s', async (_, options) => {
    expect(await outcome([], { ...options, onCounterError: () => {}, onCounterFailure: 'score-without' })).toBeUndefined();
  });

  test.each(broken)('is answered 503 if that is chosen, as %s', async (_, options) => {
    expect(await outcome(BROWSER, { ...options, onCounterError: () => {}, onCounterFailure: 'refuse' })).toBe(503);
  });

  test('is told to who asks', async () => {
    const onCounterError = jest.fn();
    await outcome(BROWSER, { ...broken[1][1], onCounterError });
    expect(onCounterError.mock.calls).toEqual([[new Error('lost')]]);
  });

  test('is a warning of the process otherwise, once a minute', async () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const guard = botScore(broken[0][1]);
    await guard.judge(parsed(BROWSER));
    await guard.judge(parsed(BROWSER));
    expect(emitWarning.mock.calls).toEqual([[expect.stringContaining('lost'), 'GatewardenWarning']]);
    emitWarning.mockRestore();
  });

  test('is refused if telling it fails', async () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const onCounterError = () => { throw new Error('the log is full'); };
    expect(await outcome(BROWSER, { ...broken[0][1], onCounterError, onCounterFailure: 'score-without' })).toBe(403);
    emitWarning.mockRestore();
  });
});

test('the score of a request that no middleware has seen is undefined', () => {
  expect(botScoreOf(parsed([]))).toBeUndefined();
});

test.each<[BotScoreOptions, string]>([
  [{ refusedFrom: 10 }, 'botScore: refusedFrom is 10, and no request scores more than 9'],
  [{ weights: { signature: 0.5 } }, 'botScore: weight signature is 0.5: expected whole tenths from 0 to 10; write 3 for 0.3'],
  [{ windowSeconds: 0 }, 'botScore: window is 0 seconds'],
  [{ signatures: ['curl', 'CURL'] }, "botScore: bot signature 'curl' is given twice"],
  [{ header: 'X_Bot' }, "header of the bot score is 'X_Bot'"],
  [{ onCounterFailure: 'pass' as any }, "onCounterFailure is 'pass': expected one of score-as-frequent, score-without, refuse; leave it out for score-as-frequent"],
])('fails for %j', (options, text) => {
  expect(() => botScore(options)).toThrow(text);
});
