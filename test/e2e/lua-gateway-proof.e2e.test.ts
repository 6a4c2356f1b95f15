import { App, Chart } from 'cdk8s';
import { GatewayProof, KongGateway, SecretRef } from 'gatewarden';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { Answer } from './lua/requests';
import { LUA_ORDER, LuaChunk } from '../../src/lua/chunk';
import { composeLua } from '../../src/lua/composer';
import { proofProblem, ProvenRequest, sharedSecretHolds } from '../../src/lua/gateway-proof-format';

const SECRET = 'correct horse battery staple';
const ENVIRONMENT = {
  GW_PROOF: SECRET, GW_PADDED: '  secret with spaces around it ', GW_PLAIN: '0123456789abcdef', GW_SHORT: '0123456789abcde', GW_EMPTY: '', GW_UMLAUT: 'geheimnis-fuer-ä',
};

let gateway: LuaGateway;
beforeAll(async () => { gateway = await LuaGateway.start(ENVIRONMENT); }, 300_000);
afterAll(() => gateway?.stop());

/** What sets the identity, before the proof signs it. */
function identity(values: Record<string, string>): LuaChunk {
  const body = Object.entries(values).map(([name, value]) => `kong.service.request.set_header("${name}", "${value}")`).join('\n');
  return { id: 'identity', place: 'post-function', order: LUA_ORDER.identity, body };
}

describe.each(VARIANTS)('$name', variant => {
  function serve(policy: GatewayProof, more: LuaChunk[] = [], change: (chunk: string) => string = chunk => chunk): LuaRoute {
    const secretEnvironment = Object.fromEntries([...Object.keys(ENVIRONMENT), 'GW_GONE'].map(name => [name, SecretRef.of('gateway-proof', name)]));
    const kong = new KongGateway(new Chart(new App(), 'chart'), 'gateway', { secretEnvironment });
    const plugins = composeLua([...policy._chunks({ gateway: kong, publicAccess: false, cors: false, credentialHeaders: [], api: 'shop/api', identity: [] }), ...more], kong);
    const phases = (place: string) => ({ access: plugins.find(({ plugin }) => plugin === place)!.config.access.map(change) });
    return gateway.serve({ preFunction: phases('pre-function'), postFunction: phases('post-function'), variant });
  }

  /** The proofs that the backend got, under any spelling. */
  function proofs({ received }: Answer, name: RegExp = /^x[-_]gateway[-_]proof$/i): string[] {
    return received!.headers.filter(([header]) => name.test(header)).map(([, value]) => value);
  }

  /** What a backend in Node finds of a request: names in small letters, several values joined. */
  function provenOf({ received }: Answer, ...signed: string[]): ProvenRequest {
    const values = (name: string) => received!.headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);
    return { method: received!.method, target: received!.url, headers: Object.fromEntries(signed.map(name => [name, values(name).join(', ')])) };
  }

  function problem(answer: Answer, ...signed: string[]): string | undefined {
    const got = proofs(answer);
    expect(got).toHaveLength(1);
    return proofProblem(got[0], provenOf(answer, ...signed), { secrets: [SECRET], now: Date.now() / 1000, tolerance: 5 });
  }

  test.each<[string, string]>([
    ['GET', '/'],
    ['POST', '/v1/orders?page=2&size=10'],
    ['DELETE', '/v1/orders/7'],
    ['OPTIONS', '/'],
    ['PATCH', '/a?'],
    ['GET', '/?'],
    ['GET', '/a??'],
    ['GET', '/a?b?c=d'],
    ['GET', '/a%20b%2Fc?q=%0a%00'],
    ['GET', '/a//b/'],
    ['GET', '/a;b=c,d/@:!$'],
    ['GET', `/${'a'.repeat(4000)}?${'b'.repeat(3000)}`],
    ['PROPFIND', '/dav'],
  ])('a backend finds the proof of %s %.40s right', async (method, path) => {
    expect(problem(await serve(GatewayProof.hmac()).send({ method, path }))).toBeUndefined();
  });

  test.each<[string, [string, string][], Record<string, string>]>([
    ['an identity', [], { 'X-User-ID': 'alice', 'X-User-Email': 'alice@example.com' }],
    ['no identity', [], {}],
    ['an identity beyond ascii', [], { 'X-User-ID': 'J\\195\\188rgen', 'X-User-Email': '\\255' }],
    ['separators of the format', [], { 'X-User-ID': 'a:b;t=1,\\"', 'X-User-Email': 'v1' }],
    ['what a client sent beside it', [['X-User-Email', 'mallory'], ['X_User_ID', 'mallory']], { 'X-User-ID': 'alice' }],
    ['what a client sent twice', [['X-User-ID', 'a'], ['x-user-id', 'b']], {}],
    ['an empty value', [['X-User-ID', '']], {}],
    ['headers behind 150 others', [...Array.from({ length: 150 }, (_, i): [string, string] => [`X-${i}`, 'a']), ['X-User-Email', 'b']], { 'X-User-ID': 'alice' }],
  ])('%s is signed as the backend gets it', async (_, headers, values) => {
    const route = serve(GatewayProof.hmac({ signedHeaders: ['X-User-ID', 'X-User-Email'] }), [identity(values)]);
    const answer = await route.send({ headers });
    expect(problem(answer, 'x-user-id', 'x-user-email')).toBeUndefined();

    const elsewhere = { ...provenOf(answer, 'x-user-id', 'x-user-email').headers, 'x-user-id': 'admin' };
    const check = { secrets: [SECRET], now: Date.now() / 1000, tolerance: 5 };
    expect(proofProblem(proofs(answer)[0], { ...provenOf(answer), headers: elsewhere }, check)).toBe('forged');
  });

  test('the time is now, and a proof is of one request', async () => {
    const route = serve(GatewayProof.hmac());
    const answer = await route.send({ path: '/a' });
    const [proof] = proofs(answer);
    expect(Math.abs(Number(/t=(\d+)/.exec(proof)![1]) - Date.now() / 1000)).toBeLessThan(5);
    expect(proofProblem(proof, provenOf(await route.send({ path: '/b' })), { secrets: [SECRET], now: Date.now() / 1000, tolerance: 5 })).toBe('forged');
  });

  const FORGED = 'v1;t=1700000000;s=AAAAAAAAAAAAAAAAAAAAAAAAAAA=';

  test.each<[string, [string, string][]]>([
    ['the header', [['X-Gateway-Proof', FORGED]]],
    ['small letters', [['x-gateway-proof', FORGED]]],
    ['underscores', [['X_Gateway_Proof', FORGED]]],
    ['one underscore', [['X_Gateway-Proof', FORGED]]],
    ['the other one, in capitals', [['X-GATEWAY_PROOF', FORGED]]],
    ['the header twice', [['X-Gateway-Proof', FORGED], ['X-Gateway-Proof', FORGED]]],
    ['an empty header', [['X-Gateway-Proof', '']]],
    ['all behind 150 others', [...Array.from({ length: 150 }, (_, i): [string, string] => [`X-${i}`, 'a']), ['X-Gateway-Proof', FORGED], ['X_Gateway_Proof', FORGED]]],
  ])("a client that sends %s has the gateway's own in its place", async (_, headers) => {
    for (const policy of [GatewayProof.hmac(), GatewayProof.sharedSecret({ variable: 'GW_PLAIN' })]) {
      const got = proofs(await serve(policy).send({ headers }));
      expect(got).toHaveLength(1);
      expect(got[0]).not.toBe(FORGED);
    }
  });

  test('losing the pre-function passes no proof of a client on, nor does losing the post-function', async () => {
    const headers: [string, string][] = [['X-Gateway-Proof', FORGED], ['X_Gateway_Proof', FORGED]];
    const only = (place: string) => serve(GatewayProof.hmac(), [], chunk => (chunk.includes('clear-proof') === (place === 'pre-function') ? chunk : 'return'));
    expect(problem(await only('post-function').send({ headers }))).toBeUndefined();
    expect(proofs(await only('pre-function').send({ headers }))).toEqual([]);
  });

  test('a client that has the proof dropped is refused', async () => {
    const { status } = await serve(GatewayProof.hmac()).send({ headers: [['Connection', 'X-Gateway-Proof']] });
    expect(status).toBe(400);
  });

  test.each([
    ['GW_PROOF', SECRET, false], ['GW_PLAIN', ENVIRONMENT.GW_PLAIN, true], ['GW_PADDED', ENVIRONMENT.GW_PADDED, false], ['GW_UMLAUT', ENVIRONMENT.GW_UMLAUT, false],
  ])('the secret of %s signs, and passes as it is only if it is printable without spaces', async (variable, secret, printable) => {
    const signed = await serve(GatewayProof.hmac({ variable })).send();
    expect(proofProblem(proofs(signed)[0], provenOf(signed), { secrets: ['the secret before this one', secret], now: Date.now() / 1000, tolerance: 5 })).toBeUndefined();

    const shared = await serve(GatewayProof.sharedSecret({ variable, header: 'X-Edge' })).send();
    expect(shared.status).toBe(printable ? 200 : 503);
    if (printable) {
      expect(sharedSecretHolds(proofs(shared, /^x-edge$/i)[0], [secret])).toBe(true);
    }
  });

  test.each(['GW_GONE', 'GW_EMPTY', 'GW_SHORT'])('a node without a good %s refuses, and says why without the secret', async variable => {
    for (const policy of [GatewayProof.hmac({ variable }), GatewayProof.sharedSecret({ variable })]) {
      const { status, body } = await serve(policy).send();
      expect([status, JSON.parse(body)]).toEqual([503, { message: 'Service Unavailable' }]);
    }
    const errors = gateway.errors().join('\n');
    expect(errors).toContain(`gatewarden: ${variable} of the node's environment holds no`);
    expect(Object.values(ENVIRONMENT).filter(secret => secret !== '' && errors.includes(secret))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['the path of the upstream', 'ngx.var.upstream_uri', 'ngx.var.no_such'],
    ['the vault', 'kong.vault.get(', 'error('],
    ['the hash', 'ngx.hmac_sha1(', 'ngx.no_such('],
  ])('without %s a request is refused', async (_, there, broken) => {
    const { status } = await serve(GatewayProof.hmac(), [], chunk => chunk.replace(there, broken)).send();
    expect(status).toBe(503);
  });
});
