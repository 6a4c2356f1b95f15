import { routeConfigOf } from './lua/chunks';
import { HEADER, part, token } from './lua/identity-scene';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { Vouched } from './lua/requests';
import { Received } from './lua/upstream';
import { examplePages } from './pages';
import { STARTING } from './peers/timeouts';

/** The route of the storefront that takes new customers, as it is emitted, and requests made to get past it. */
const CONFIG = routeConfigOf(examplePages().filter(page => page.app === 'storefront'), 'api-v1-customers-post');

const CLAIMS = { iss: 'https://login.example.com', azp: 'web', sub: 'alice' };
const ADA = '{"name":"Ada","email":"ada@example.com"}';
/** Claims as they are written, with the usual ones before. */
const written = (more: string) => `${HEADER}.${part(`${JSON.stringify(CLAIMS).slice(0, -1)},${more}}`)}.c2ln`;
const claimBytes = (bytes: Buffer) => `${HEADER}.${bytes.toString('base64url')}.c2ln`;
const ALICE = token(CLAIMS);

let gateway: LuaGateway;
beforeAll(async () => {
  gateway = await LuaGateway.start({ GW_PROOF: 'a-secret-of-32-random-characters' });
}, STARTING);
afterAll(() => gateway?.stop());

interface Outcome {
  readonly status: number;
  readonly received?: Received;
}

/** What a backend that takes every other character for a hyphen reads as the header. */
function read({ received }: Outcome, name: string): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '-');
  return received!.headers.filter(([header]) => plain(header) === plain(name)).map(([, value]) => value);
}

describe.each(VARIANTS)('$name', variant => {
  let route: LuaRoute;
  beforeAll(() => {
    route = gateway.serve({ ...CONFIG, requires: ['cjson.safe'], variant });
  });

  /** Sends lines of a header and a body as they are; the jwt plugin has verified `verified`. */
  async function send(lines: string[], body: string | Buffer = ADA, verified: string = ALICE): Promise<Outcome> {
    const vouched: Vouched = { credential: { id: '1', key: 'web' }, consumer: { id: '2', username: 'web' }, token: verified };
    const head = ['POST /v1/customers HTTP/1.1', 'Host: HOST', `X-Harness: ${Buffer.from(JSON.stringify(vouched)).toString('base64')}`, 'User-Agent: Mozilla/5.0',
      'Accept-Language: en', 'Connection: close', ...lines];
    const answer = await route.sendBytes(`${head.join('\r\n')}\r\n\r\n${Buffer.from(body as string).toString('latin1')}`);
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    const text = answer.slice(answer.indexOf('\r\n\r\n') + 4);
    return { status, ...status === 200 && { received: JSON.parse(/\{.*\}/s.exec(text)![0]) } };
  }
  const type = 'Content-Type: application/json';
  const length = (body: string | Buffer) => `Content-Length: ${Buffer.byteLength(body)}`;
  const bearer = (text: string) => `Authorization: Bearer ${text}`;
  const withToken = (text: string, lines: string[] = []) => send([bearer(text), type, length(ADA), ...lines], ADA, text);
  const withBody = (body: string | Buffer, lines: string[] = [type]) => send([bearer(ALICE), ...lines, length(body)], body);
  const chunks = (...parts: string[]) => [...parts, ''].map(text => `${text.length.toString(16)}\r\n${text}\r\n`).join('');

  describe('a token', () => {
    test.each<[string, string[], number]>([
      ['before another one', [bearer(ALICE), bearer(token({ ...CLAIMS, sub: 'root' }))], 400],
      ['behind another one', [bearer(token({ ...CLAIMS, sub: 'root' })), bearer(ALICE)], 400],
      ['in capitals', [`Authorization: BEARER ${ALICE}`], 401],
      ['in a header with an underscore beside it', [`Author_ization: Bearer ${ALICE}`], 401],
      ['in a cookie', [`Cookie: jwt=${ALICE}`], 401],
      ['behind a tab', [`Authorization: Bearer\t${ALICE}`], 200],
      ['in small letters', [`authorization: bearer ${ALICE}`], 200],
      ['behind another scheme', [`Authorization: Basic YTpi, Bearer ${ALICE}`], 200],
      ['with quotes', [`Authorization: Bearer "${ALICE}"`], 401],
      ['folded into two lines', ['Authorization: Bearer', ` ${ALICE}`], 400],
    ])('%s', async (_what, lines, status) => {
      expect((await send([...lines, type, length(ADA)])).status).toBe(status);
    });

    test.each<[string, string, number]>([
      ['of a megabyte', token({ ...CLAIMS, x: 'a'.repeat(1_000_000) }), 400],
      ['of nearly all that nginx takes', token({ ...CLAIMS, x: 'a'.repeat(3500) }), 200],
      ['with a number beyond doubles for its time', written('"nbf":1e400'), 401],
      ['with no number for its time', written('"nbf":NaN'), 401],
      ['with a list for its time', written('"nbf":[0]'), 401],
      ['with a byte order mark', claimBytes(Buffer.from(`\ufeff${JSON.stringify(CLAIMS)}`)), 401],
      ['in UTF-16', claimBytes(Buffer.from(JSON.stringify(CLAIMS), 'utf16le')), 401],
      ['with a zero byte behind its claims', claimBytes(Buffer.from(`${JSON.stringify(CLAIMS)}\0`)), 401],
      ['of another issuer, given first', written('"iss":"https://evil.example"'), 401],
      ['of an issuer with a zero byte behind', written('"iss":"https://login.example.com\\u0000"'), 401],
    ])('%s', async (_what, text, status) => {
      expect((await withToken(text)).status).toBe(status);
    });

    test.each<[string, string]>([
      ['beyond doubles', '"sub":1e400'],
      ['that is no number', '"sub":NaN'],
      ['with a zero byte', '"sub":"alice\\u0000root"'],
      ['nested 900 times', `"sub":${'['.repeat(900)}${']'.repeat(900)}`],
    ])('with a name %s names nobody', async (_what, more) => {
      const outcome = await withToken(written(more), ['X-User-ID: root', 'X_User_ID: root']);
      expect([outcome.status, outcome.status === 200 ? read(outcome, 'X-User-ID') : []]).toEqual([outcome.status === 401 ? 401 : 200, []]);
    });

    test.each([[0x85], [0xff], [0xc0, 0xae], [0xed, 0xa0, 0x80]])('with a name in bytes that are not UTF-8 is refused: %d %d %d', async (...bytes) => {
      const [before, after] = JSON.stringify(CLAIMS).split('alice');
      expect((await withToken(claimBytes(Buffer.concat([Buffer.from(`${before}root`), Buffer.from(bytes), Buffer.from(after)])))).status).toBe(401);
    });
  });

  describe('a body', () => {
    test.each<[string, string | Buffer, number]>([
      ['with a byte order mark', `\ufeff${ADA}`, 400],
      ['in UTF-16', Buffer.from(ADA, 'utf16le'), 400],
      ['with a property twice, once escaped', ADA.replace('{', '{"n\\u0061me":"Eve",'), 400],
      ['with a property of another letter case', ADA.replace('"name"', '"Name"'), 400],
      ['with another body behind', `${ADA}\n${ADA}`, 400],
      ['with a zero byte behind', `${ADA}\0`, 400],
      ['nested 10,000 times', `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)},"email":"ada@example.com"}`, 400],
      ['with a number beyond doubles', ADA.replace('"Ada"', '1e400'), 400],
      ['with half a surrogate pair', ADA.replace('Ada', '\\ud800'), 400],
      ['with bytes that are not UTF-8', Buffer.from(ADA.replace('Ada', '\xff'), 'latin1'), 400],
      ['with a name that JavaScript knows', ADA.replace('{', '{"__proto__":{"admin":true},'), 400],
      ['with a line break in its address', ADA.replace('@', '\\r\\nBcc: eve@'), 400],
      ['in quotes', JSON.stringify(ADA), 400],
      ['that is nothing', '', 400],
      ['of spaces', ' '.repeat(10), 400],
    ])('%s', async (_what, body, status) => {
      expect((await withBody(body)).status).toBe(status);
    });

    test.each<[string, string[], number]>([
      ['application/json;charset="utf-16"', ['Content-Type: application/json;charset="utf-16"'], 415],
      ['application/json; CHARSET=UTF-8', ['Content-Type: application/json; CHARSET=UTF-8'], 200],
      ['ApPlIcAtIoN/JsOn', ['Content-Type: ApPlIcAtIoN/JsOn'], 200],
      ["application/json; charset*=utf-16''x", ["Content-Type: application/json; charset*=utf-16''x"], 415],
      ['application/json; charset=utf-8; charset=utf-7', ['Content-Type: application/json; charset=utf-8; charset=utf-7'], 415],
      ['text/json', ['Content-Type: text/json'], 415],
      ['application/json behind a comma', ['Content-Type: text/plain, application/json'], 415],
      ['application/json twice', [type, type], 415],
      ['an encoding of nothing', [type, 'Content-Encoding: '], 415],
      ['two encodings', [type, 'Content-Encoding: identity, gzip'], 415],
      ['an encoding with an underscore', [type, 'Content_Encoding: deflate'], 415],
      ['both spellings of an encoding', [type, 'Content-Encoding: identity', 'Content_Encoding: deflate'], 415],
    ])('said to be %s', async (_what, lines, status) => {
      expect((await withBody(ADA, lines)).status).toBe(status);
    });

    test.each<[string, string, number]>([
      ['that fits', chunks(ADA.slice(0, 10), ADA.slice(10)), 200],
      ['that does not fit', chunks('{"admin":', 'true}'), 400],
      ['that is too large', chunks(ADA, ...Array<string>(20).fill(' '.repeat(4000))), 413],
      ['that is nothing', chunks(), 400],
    ])('in chunks %s', async (_what, body, status) => {
      expect((await send([bearer(ALICE), type, 'Transfer-Encoding: chunked'], body)).status).toBe(status);
    });

    test('with a length and in chunks is refused, or read as what the backend gets', async () => {
      const outcome = await send([bearer(ALICE), type, 'Transfer-Encoding: chunked', 'Content-Length: 4'], chunks(ADA));
      expect(outcome.status === 400 || outcome.received!.body).toEqual(outcome.status === 400 ? true : ADA);
    });

    test('followed by the identity in a trailer', async () => {
      const body = chunks(ADA).replace(/\r\n$/, 'X-User-ID: root\r\nX-Gateway-Proof: forged\r\n\r\n');
      const outcome = await send([bearer(ALICE), type, 'Transfer-Encoding: chunked'], body);
      expect([outcome.status, read(outcome, 'X-User-ID'), read(outcome, 'X-Gateway-Proof').join().includes('forged')]).toEqual([200, ['alice'], false]);
    });
  });

  describe('a forged header', () => {
    const spellings = (name: string) => [name, name.replace(/-/g, '_'), name.replace(/-/g, '.'), name.replace(/-/g, '~'), name.replace(/-/g, '*'), `${name}\t`, name.toUpperCase().replace('-', '_')];

    test.each(['X-User-ID', 'X-User-Roles', 'X-Consumer-Username', 'X-Consumer-Groups', 'X-Bot-Score', 'X-Gateway-Proof'].flatMap(name => spellings(name)))('%s reaches no backend', async name => {
      const outcome = await withToken(ALICE, [`${name}: forged`]);
      expect(outcome.status === 400 || read(outcome, name.trim()).includes('forged')).toBe(outcome.status === 400);
    });

    test.each(['close;X-User-ID', '"X-User-ID"', 'close, X_User_ID', 'close,,X-Gateway-Proof', 'X-Consumer-Username'])('is not made by Connection: %s', async connection => {
      expect((await withToken(ALICE, [`Connection: ${connection}`])).status).toBe(400);
    });
  });
});

test('no chunk has failed', () => {
  expect(gateway.errors().filter(line => line.includes('failed'))).toEqual([]);
});
