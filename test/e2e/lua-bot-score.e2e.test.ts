import * as http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { App, Chart, Duration } from 'cdk8s';
import { BotChallenge, BotScore, BotScoreProps, KongGateway, UntrustedLua } from 'gatewarden';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { composeLua } from '../../src/lua/composer';
import { BOT_SCORING, botScore, scoreText } from '../../src/scoring/bot-scoring';

let gateway: LuaGateway;
beforeAll(async () => { gateway = await LuaGateway.start(); }, 300_000);
afterAll(() => gateway?.stop());

let windows = 1000;

describe.each(VARIANTS)('$name', variant => {
  /** A route that counts in a window of its own, so that no test sees the requests of another. */
  function serve(props: BotScoreProps = {}, change: (chunk: string) => string = chunk => chunk, api: string = 'shop/api'): LuaRoute {
    const facts = { gateway: KongGateway.of(new Chart(new App(), 'chart')), publicAccess: false, cors: false, credentialHeaders: [], api, identity: [] };
    const chunks = BotScore.of({ window: Duration.seconds(++windows), ...props })._chunks(facts);
    const [{ config }] = composeLua(chunks, { untrustedLua: UntrustedLua.SANDBOX, luaModules: [], description: 'oss 3.9' });
    return gateway.serve({ preFunction: { access: config.access.map(change) }, variant });
  }

  type Headers = [string, string][];
  const BROWSER: Headers = [['User-Agent', 'Mozilla/5.0'], ['Accept-Language', 'en']];
  const NOBODY: Headers = [];

  /** The score that the backend got; undefined if none, or the status if the gateway answered. */
  async function outcome(route: LuaRoute, headers: Headers): Promise<string | number | undefined> {
    const { status, received } = await route.send({ headers });
    return received ? received.headers.filter(([name]) => /^x[-_]bot[-_]score$/i.test(name)).map(([, value]) => value).join(' and ') || undefined : status;
  }

  /** Shows every score but 0. */
  const SHOWN: BotScoreProps = { suspiciousFrom: 1, refusedFrom: 9, maxRequests: 1_000_000 };

  test.each<[string, Headers]>([
    ['a browser', BROWSER],
    ['nothing', NOBODY],
    ['a blank User-Agent', [['User-Agent', ' '], BROWSER[1]]],
    ['an empty Accept-Language', [BROWSER[0], ['Accept-Language', '']]],
    ['curl', [['User-Agent', 'curl/8.4.0'], ['Accept', '*/*']]],
    ['capitals', [['User-Agent', 'WGET/1.21 (linux-gnu)'], BROWSER[1]]],
    ['a signature at the end of a long line', [['User-Agent', `${'a'.repeat(7000)}curl`], BROWSER[1]]],
    ['bytes beyond ascii', [['User-Agent', 'Mözilla\u00ffcurl'], BROWSER[1]]],
    ['magic characters of patterns', [['User-Agent', '%s+[a-'], BROWSER[1]]],
    ['a signature that is a pattern elsewhere', [['User-Agent', 'python%-requests'], BROWSER[1]]],
    ['python-requests', [['User-Agent', 'python-requests/2.31']]],
    ['an underscore in place of the hyphen', [['User_Agent', 'Mozilla/5.0'], BROWSER[1]]],
    ['names in small letters', [['user-agent', 'Mozilla/5.0'], ['accept-language', 'en']]],
    ['headers behind 150 others', [...Array.from({ length: 150 }, (_, i): [string, string] => [`X-${i}`, 'a']), ...BROWSER]],
    ['a User-Agent of a space beyond ascii', [['User-Agent', '\u00a0'], BROWSER[1]]],
  ])('%s scores as in the table that services read', async (_, headers) => {
    const value = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1];
    const score = botScore(BOT_SCORING, { userAgent: value('user-agent'), acceptLanguage: value('accept-language'), requests: 1 });
    expect(await outcome(serve(SHOWN), headers)).toBe(score === 0 ? undefined : scoreText(score));
  });

  const PADDING = Array.from({ length: 150 }, (_, i): [string, string] => [`X-Pad-${i}`, 'a']);

  test.each<[string, Headers]>([
    ['the header', [['X-Bot-Score', '0.0']]],
    ['small letters', [['x-bot-score', '0.0']]],
    ['underscores', [['X_Bot_Score', '0.0']]],
    ['one underscore', [['X-Bot_Score', '0.0']]],
    ['the other one, in capitals', [['X_BOT-SCORE', '0.0']]],
    ['the header twice', [['X-Bot-Score', '0.0'], ['X-Bot-Score', '0.1']]],
    ['all spellings', [['X-Bot-Score', '0.0'], ['X_Bot-Score', '0.0'], ['X-Bot_Score', '0.0'], ['X_Bot_Score', '0.0']]],
    ['the header behind 150 others', [...PADDING, ['X-Bot-Score', '0.0'], ['X_Bot_Score', '0.0']]],
    ['an empty header', [['X-Bot-Score', '']]],
  ])('a client that sends %s has sent nothing', async (_, forged) => {
    const route = serve(SHOWN);
    expect(await outcome(route, [...forged, ...BROWSER])).toBeUndefined();
    expect(await outcome(route, forged)).toBe('0.4');
  });

  test.each(['X-Bot-Score', 'keep-alive, x-bot-score', 'close,X_Bot_Score'])('a client that has the header dropped by Connection: %s is refused', async connection => {
    expect(await outcome(serve(SHOWN), [['Connection', connection]])).toBe(400);
  });

  test('the thresholds: passed on, told to the backend, refused', async () => {
    const route = serve({ maxRequests: 3 });
    for (const expected of [undefined, undefined, undefined, '0.7', '0.7']) {
      expect(await outcome(route, NOBODY)).toBe(expected);
    }
    expect(await outcome(route, BROWSER)).toBeUndefined();
    const { status, body } = await route.send({ headers: [['User-Agent', 'curl/8']] });
    expect([status, JSON.parse(body)]).toEqual([403, { message: 'Forbidden' }]);
  });

  test('a challenge: come again later', async () => {
    const route = serve({ maxRequests: 1, challenge: BotChallenge.retryLater(Duration.seconds(30)) });
    await route.send();
    const { status, headers, body } = await route.send();
    expect([status, headers['retry-after'], JSON.parse(body)]).toEqual([429, '30', { message: 'Too Many Requests' }]);
    expect(await outcome(route, BROWSER)).toBeUndefined();
  });

  test('a challenge: refused with a reason', async () => {
    const route = serve({ maxRequests: 1, challenge: BotChallenge.forbidden('programs use "/api" with a key') });
    await route.send();
    const { status, body } = await route.send();
    expect([status, JSON.parse(body)]).toEqual([403, { message: 'programs use "/api" with a key' }]);
  });

  test('a window ends, however many requests it had', async () => {
    const route = serve({ ...SHOWN, maxRequests: 1, window: Duration.seconds(1) });
    expect([await outcome(route, BROWSER), await outcome(route, BROWSER)]).toEqual([undefined, '0.3']);
    await setTimeout(1100);
    expect(await outcome(route, BROWSER)).toBeUndefined();
  });

  test('addresses are counted apart', async () => {
    const route = serve({ ...SHOWN, maxRequests: 1 });
    const from = (localAddress: string) => new Promise<any>((resolve, reject) => {
      http.get({ port: gateway.port, host: '127.0.0.1', localAddress, headers: { ...Object.fromEntries(BROWSER), Host: route.host } }, answer => {
        let text = '';
        answer.on('data', part => { text += part; }).once('end', () => resolve(JSON.parse(text).headers.find(([name]: [string]) => name === 'X-Bot-Score')?.[1]));
      }).once('error', reject);
    });
    expect([await from('127.0.0.2'), await from('127.0.0.3'), await from('127.0.0.2')]).toEqual([undefined, undefined, '0.3']);
  });

  test('APIs are counted apart, and routes of one API together', async () => {
    const window = Duration.seconds(++windows);
    const [one, same, other] = ['shop/one', 'shop/one', 'shop/other'].map(api => serve({ ...SHOWN, maxRequests: 1, window }, undefined, api));
    expect([await outcome(one, BROWSER), await outcome(same, BROWSER), await outcome(other, BROWSER)]).toEqual([undefined, '0.3', undefined]);
  });

  /** As if nginx had accepted the connection from an address of these bytes. */
  function addressed(chunk: string): string {
    return chunk.replace('ngx.var.binary_remote_addr', 'ngx.decode_base64(ngx.var.http_x_bytes)');
  }

  test.each<[string, string, string, boolean]>([
    ['two addresses of one IPv6 /64', '20010db8000000010000000000000001', '20010db800000001ffffffffffffffff', true],
    ['two IPv6 networks', '20010db8000000010000000000000001', '20010db8000000020000000000000001', false],
    ['two IPv4 addresses of a listener for both', '00000000000000000000ffffc0000201', '00000000000000000000ffffc0000202', false],
    ['an IPv4 address of either listener', '00000000000000000000ffffc0000201', 'c0000201', true],
    ['two IPv4 addresses', 'c0000201', 'c0000202', false],
    ['addresses with the byte 0', '00000000', '0000000000000000', false],
  ])('%s: %s and %s are counted together: %s', async (_, first, second, together) => {
    const route = serve({ ...SHOWN, maxRequests: 1 }, addressed);
    const bytes = (hex: string): Headers => [...BROWSER, ['X-Bytes', Buffer.from(hex, 'hex').toString('base64')]];
    await outcome(route, bytes(first));
    expect(await outcome(route, bytes(second))).toBe(together ? '0.3' : undefined);
  });

  describe('what cannot be counted is taken for too many, and logged', () => {
    test('without the dictionary', async () => {
      expect(await outcome(serve(SHOWN, chunk => chunk.replace('kong_rate_limiting_counters', 'gone')), BROWSER)).toBe('0.3');
      expect(gateway.errors().join('\n')).toContain('gatewarden: requests are not counted and taken for too many: no dictionary kong_rate_limiting_counters');
    });

    test('with something else under the counter', async () => {
      const poison = 'counters:set("gatewarden:bot-score:shop/api:900:" .. address, "text")\n';
      const route = serve({ ...SHOWN, window: Duration.seconds(900) }, chunk => chunk.replace(/( *)local count, problem\n/, (line, indent) => `${indent}${poison}${line}`));
      expect(await outcome(route, BROWSER)).toBe('0.3');
      expect(gateway.errors().join('\n')).toContain('taken for too many: not a number');
    });
  });

  test('counting goes on when the dictionary is full', async () => {
    const full = 'local counters = ngx.shared.kong_rate_limiting_counters\nfor i = 1, 200000 do counters:set("filler" .. i, 1) end';
    const route = serve({ ...SHOWN, maxRequests: 1 }, chunk => chunk.replace('local counters = ngx.shared.kong_rate_limiting_counters', full));
    expect([await outcome(route, BROWSER), await outcome(route, BROWSER), await outcome(route, BROWSER)]).toEqual([undefined, '0.3', '0.3']);
  });

  test('an error in the chunk refuses the request', async () => {
    expect(await outcome(serve({}, chunk => chunk.replace('local score = 0', 'error("broken")')), BROWSER)).toBe(500);
  });
});
