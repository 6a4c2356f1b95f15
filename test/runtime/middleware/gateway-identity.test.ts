import * as http from 'node:http';
import * as fc from 'fast-check';
import { cameThroughGateway, gatewayIdentity, GatewayIdentityOptions, guardedListener, identityOf, IdentityOf, list, UntrustedReason } from 'gatewarden/runtime';
import { parsed, proof, SECRET, Seen, Service, tells } from './service';

const HEADERS = { userId: 'X-User-ID', roles: list('X-User-Roles') } as const;
const HMAC = { kind: 'hmac', secrets: [SECRET], toleranceSeconds: 600 } as const;

type Options = Partial<GatewayIdentityOptions<typeof HEADERS>>;
const guardOf = (options: Options = {}) => gatewayIdentity({ headers: HEADERS, ...options.peers ? {} : { proof: HMAC }, ...options });

const started: Service[] = [];
afterAll(() => Promise.all(started.map(each => each.stop())));
async function service(options?: Options): Promise<Service> {
  const one = await Service.start(guardedListener(tells, guardOf(options)));
  started.push(one);
  return one;
}

/** The headers of a request for `/v1`, as the gateway sends them. */
function fromGateway(identity: Record<string, string>, target: string = '/v1'): [string, string][] {
  const signed = { 'x-user-id': identity['X-User-ID'], 'x-user-roles': identity['X-User-Roles'] };
  return [...Object.entries(identity), ['X-Gateway-Proof', proof('GET', target, signed)]];
}

/** Everything that an application has seen, as one text. */
const all = (seen?: Seen) => JSON.stringify(seen).toLowerCase();

describe('a request with the proof of the gateway', () => {
  test('has the identity, and no proof', async () => {
    const { status, seen } = await (await service()).send('GET /v1', fromGateway({ 'X-User-ID': 'alice', 'X-User-Roles': 'a,b' }));
    expect(status).toBe(200);
    expect(seen!.identity).toEqual({ userId: 'alice', roles: ['a', 'b'] });
    expect(seen!.headers['x-user-id']).toBe('alice');
    expect(all(seen)).not.toContain('gateway-proof');
  });

  test('without identity is believed, and has none', async () => {
    const { seen } = await (await service()).send('GET /v1', fromGateway({}));
    expect(seen).toMatchObject({ believed: true });
    expect(seen!.identity).toBeUndefined();
  });

  test('loses the other spellings, which are not signed', async () => {
    const { seen } = await (await service()).send('GET /v1', [...fromGateway({ 'X-User-ID': 'alice' }), ['X_User_ID', 'mallory'], ['x-user_roles', 'mallory'], ['X_Gateway_Proof', 'mallory']]);
    expect(seen!.identity).toEqual({ userId: 'alice', roles: [] });
    expect(all(seen)).not.toContain('mallory');
  });

  test('is of one request only', async () => {
    const { status } = await (await service()).send('GET /v2', fromGateway({ 'X-User-ID': 'alice' }));
    expect(status).toBe(403);
  });

  test('loses it for a header of the identity that is there twice', async () => {
    const headers = fromGateway({ 'X-User-ID': 'alice, admin' });
    expect((await (await service()).send('GET /v1', headers)).seen!.identity.userId).toBe('alice, admin');
    const twice: [string, string][] = [['X-User-ID', 'alice'], ['X-User-ID', 'admin'], headers[1]];
    expect((await (await service()).send('GET /v1', twice)).status).toBe(403);
  });
});

describe('a request without proof', () => {
  test('is refused, and not told why', async () => {
    const { status, head, body } = await (await service()).send('GET /v1', [['X-User-ID', 'mallory']]);
    expect([status, body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(head).toContain('Content-Type: application/json; charset=utf-8');
    expect(head).toContain('Cache-Control: no-store');
  });

  test('has the same answer as one with a forged proof', async () => {
    const answers = await Promise.all([[], [['X-Gateway-Proof', proof('GET', '/', {})]], [['X-Gateway-Proof', 'x']]].map(async headers =>
      ((await service()).send('GET /v1', headers as [string, string][]))));
    const bare = answers.map(({ head, body }) => head.replace(/Date: .*/, '') + body);
    expect(new Set(bare).size).toBe(1);
  });

  test('passes as anonymous if that is chosen', async () => {
    const { status, seen } = await (await service({ onUntrusted: 'anonymous' })).send('GET /v1', [['X-User-ID', 'mallory'], ['Accept', 'a/b']]);
    expect(status).toBe(200);
    expect(seen).toMatchObject({ believed: false, headers: { accept: 'a/b' } });
    expect(seen!.identity).toBeUndefined();
    expect(all(seen)).not.toContain('mallory');
  });

  test('passes no spelling of the headers on', async () => {
    const anonymous = await service({ onUntrusted: 'anonymous' });
    const name = fc.constantFrom('X-User-ID', 'X-User-Roles', 'X-Gateway-Proof');
    const letters = name.chain(text => fc.tuple(...[...text].map(letter => letter === '-' ? fc.constantFrom('-', '_', '.') : fc.constantFrom(letter.toLowerCase(), letter.toUpperCase()))));
    const lines = fc.array(letters.map(written => written.join('')), { maxLength: 6 });
    await fc.assert(fc.asyncProperty(lines, async written => {
      const { seen } = await anonymous.send('GET /v1', [['X-Kept', 'kept'], ...written.map((text): [string, string] => [text, 'mallory']), ['X-Last', 'kept']]);
      expect(seen!.raw).toEqual(['Host', 'service', 'Connection', 'close', 'X-Kept', 'kept', 'X-Last', 'kept']);
      expect(Object.keys(seen!.headers)).toEqual(['host', 'connection', 'x-kept', 'x-last']);
      expect(Object.keys(seen!.distinct)).toEqual(['host', 'connection', 'x-kept', 'x-last']);
    }), { numRuns: 50 });
  });
});

describe('by peers', () => {
  test('a request of one is believed', async () => {
    const { seen } = await (await service({ peers: ['127.0.0.0/8'] })).send('GET /v1', [['X-User-ID', 'alice']]);
    expect(seen!.identity).toEqual({ userId: 'alice', roles: [] });
  });

  test('a request of somebody else is refused, whatever it says of its address', async () => {
    const headers = ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'True-Client-IP', 'X-Client-IP'].map((name): [string, string] => [name, '10.0.0.1']);
    expect((await (await service({ peers: ['10.0.0.0/8'] })).send('GET /v1', headers)).status).toBe(403);
  });

  test('another address can be compared', async () => {
    const peerAddress = (request: http.IncomingMessage) => request.headers['x-mesh-peer'] as string;
    const meshed = await service({ peers: ['10.0.0.0/8'], peerAddress });
    expect((await meshed.send('GET /v1', [['X-Mesh-Peer', '10.0.0.1']])).status).toBe(200);
    expect((await meshed.send('GET /v1')).status).toBe(403);
  });

  test.each<[string, string, [string, string][], number]>([
    ['peer and proof', '127.0.0.1', fromGateway({}), 200],
    ['only the peer', '127.0.0.1', [], 403],
    ['only the proof', '127.0.0.2', fromGateway({}), 403],
  ])('with both, %s: %s', async (_, peer, headers, status) => {
    expect((await (await service({ peers: [peer], proof: HMAC })).send('GET /v1', headers)).status).toBe(status);
  });
});

describe('onRefused', () => {
  test.each<[string, Options, [string, string][], UntrustedReason]>([
    ['missing', {}, [], 'missing'],
    ['malformed', {}, [['X-Gateway-Proof', 'x']], 'malformed'],
    ['expired', {}, [['X-Gateway-Proof', proof('GET', '/v1', {}, { after: -700 })]], 'expired'],
    ['forged', {}, [['X-Gateway-Proof', proof('GET', '/v2', {})]], 'forged'],
    ['peer', { peers: ['10.0.0.0/8'] }, [], 'peer'],
    ['duplicate-header', { peers: ['127.0.0.1'] }, [['X-User-ID', 'a'], ['X-User-ID', 'b']], 'duplicate-header'],
    ['no-secret', { proof: { kind: 'hmac', secrets: () => [] } }, fromGateway({}), 'no-secret'],
  ])('is told %s', async (_, options, headers, reason) => {
    const onRefused = jest.fn();
    expect((await (await service({ ...options, onRefused })).send('GET /v1', headers)).status).toBe(403);
    expect(onRefused.mock.calls).toEqual([[reason, expect.any(http.IncomingMessage)]]);
  });

  test('is told of requests that pass as anonymous too, and of none that is believed', async () => {
    const onRefused = jest.fn();
    const anonymous = await service({ onUntrusted: 'anonymous', onRefused });
    await anonymous.send('GET /v1', fromGateway({}));
    expect(onRefused).not.toHaveBeenCalled();
    await anonymous.send('GET /v1');
    expect(onRefused).toHaveBeenCalledTimes(1);
  });

  test.each<[string, () => unknown]>([
    ['throws', () => { throw new Error('the log is full'); }],
    ['rejects', () => Promise.reject(new Error('the log is full'))],
  ])('refuses the request if it %s, also as anonymous, and the process is warned', async (_, onRefused) => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const broken = await service({ onUntrusted: 'anonymous', onRefused });
    expect((await broken.send('GET /v1')).status).toBe(403);
    expect(emitWarning.mock.calls).toEqual([[expect.stringContaining('the log is full'), 'GatewardenWarning']]);
    emitWarning.mockRestore();
  });
});

test('where secrets cannot be had nobody is believed, and the process is warned once a minute', async () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
  const broken = await service({ proof: { kind: 'hmac', secrets: () => { throw new Error('no such volume'); } } });
  expect((await broken.send('GET /v1', fromGateway({}))).status).toBe(403);
  expect((await broken.send('GET /v1', fromGateway({}))).status).toBe(403);
  expect(emitWarning.mock.calls).toEqual([[expect.stringContaining('no such volume'), 'GatewardenWarning']]);
  emitWarning.mockRestore();
});

test('where the address of the peer cannot be had the request is refused', async () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
  const broken = await service({ peers: ['127.0.0.1'], onUntrusted: 'anonymous', peerAddress: () => { throw new Error('no such header'); } });
  expect((await broken.send('GET /v1')).status).toBe(403);
  emitWarning.mockRestore();
});

test('the identity of a request is typed, and only where its middleware has seen it', async () => {
  const guard = guardOf({ peers: ['127.0.0.1'] });
  const other = guardOf({ peers: ['127.0.0.1'] });
  const request = parsed([['X-User-ID', 'alice'], ['X-User-Roles', 'a']]);
  expect([guard.identityOf(request), identityOf(request), cameThroughGateway(request)]).toEqual([undefined, undefined, false]);
  await guard.judge(request);
  const userId: string | undefined = guard.identityOf(request)?.userId;
  const roles: readonly string[] | undefined = identityOf<IdentityOf<typeof guard>>(request)?.roles;
  expect([userId, roles, guard.identityOf({ raw: request })?.userId]).toEqual(['alice', ['a'], 'alice']);
  expect([other.identityOf(request), cameThroughGateway(request), (request as any).identity]).toEqual([undefined, true, { userId: 'alice', roles: ['a'] }]);
});

test('an identity that was there before is gone', async () => {
  const request: any = parsed([]);
  request.identity = { userId: 'mallory' };
  await guardOf({ onUntrusted: 'anonymous' }).judge(request);
  expect(request.identity).toBeUndefined();
});

test('a middleware that is mounted twice judges once', async () => {
  const guard = guardOf();
  const request = parsed(fromGateway({ 'X-User-ID': 'alice' }), { url: '/v1' });
  expect([await guard.judge(request), await guard.judge(request)]).toEqual([undefined, undefined]);
  expect(guard.identityOf(request)!.userId).toBe('alice');
});

test.each<[string, any, string]>([
  ['neither proof nor peers', { proof: undefined }, "gatewayIdentity has neither proof nor peers: anybody could say who they are; give proof: { kind: 'hmac', secrets: secretFile('/etc/gateway-proof/secret') } for the gateway's GatewayProof.hmac, or the networks of its pods as peers"],
  ['no network', { peers: [] }, 'peers are empty'],
  ['no such choice', { onUntrusted: 'pass' }, "onUntrusted is 'pass': expected 'refuse' or 'anonymous'; leave it out for 'refuse'"],
  ['a proof that does not sign the identity', { proof: { ...HMAC, signedHeaders: ['X-User-ID'] } }, 'proof does not sign X-User-Roles'],
])('fails with %s', (_, options, text) => {
  expect(() => guardOf(options)).toThrow(text);
});
