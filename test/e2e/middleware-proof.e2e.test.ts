import * as http from 'node:http';
import { App, Chart, Testing } from 'cdk8s';
import { Authentication, Backend, BotScore, GatewayProof, IdentityHeaders, KongGateway, PublicAccess, SecretRef, SecuredApi, Tls } from 'gatewarden';
import { botScore, gatewayIdentity, guardedListener, list, RequestGuard, UntrustedReason } from 'gatewarden/runtime';
import { routeConfigOf } from './lua/chunks';
import { signed } from './lua/identity-scene';
import { LuaGateway, LuaRoute } from './lua/lua-gateway';
import { Answer, SentRequest } from './lua/requests';
import { parsed, Seen, Service, told } from '../runtime/middleware/service';

const SECRETS = { GW_PROOF: 'correct horse battery staple', GW_NEXT: 'the secret that comes after it', GW_PLAIN: '0123456789abcdef' };
const HEADERS = { userId: 'X-User-ID', name: 'X-User-Name', roles: list('X-User-Roles') } as const;
const SIGNED = ['X-User-ID', 'X-User-Name', 'X-User-Roles'];

let gateway: LuaGateway;
let direct: Service;
/** What stands before the service now. */
let guards: RequestGuard[];
/** The last request as it came to the service, before any guard. */
let wire: string[];
let reasons: UntrustedReason[];
const onRefused = (reason: UntrustedReason) => { reasons.push(reason); };
const secrets = [SECRETS.GW_PROOF];
const identity = gatewayIdentity({ headers: HEADERS, proof: { kind: 'hmac', secrets }, onRefused });

beforeAll(async () => {
  gateway = await LuaGateway.start(SECRETS);
  // The service takes the place of the upstream that only tells what it has received.
  const server = (gateway.upstream as any).server as http.Server;
  server.removeAllListeners('request').on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    wire = [...request.rawHeaders];
    guardedListener((passed, answer) => { answer.setHeader('X-Seen', 'true').end(told(passed)); }, ...guards)(request, response);
  });
  direct = await Service.of(server);
}, 300_000);
afterAll(() => gateway?.stop());
beforeEach(() => {
  guards = [identity];
  reasons = [];
});

/** A private and a public route of an API with this proof, served. */
function routes(gatewayProof: GatewayProof, scored?: BotScore): { readonly private: LuaRoute; readonly public: LuaRoute } {
  const app = new App();
  new KongGateway(app, 'gateway', {
    trustedProxies: [], behindLoadBalancer: false, secretEnvironment: Object.fromEntries(Object.keys(SECRETS).map(name => [name, SecretRef.of('gateway-proof', name)])),
  });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new SecuredApi(chart, 'api', {
    host: 'api.example.com',
    tls: Tls.fromSecret('tls'),
    authentication: Authentication.jwt({ identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-User-Name': 'name', 'X-User-Roles': 'roles' }) }),
    gatewayProof,
    botScore: scored,
  });
  api.addRoute('/private', { backend: Backend.service('api', 80) });
  api.addRoute('/public', { backend: Backend.service('api', 80), authentication: PublicAccess.because('the catalogue is for everybody') });
  const serve = (name: string) => gateway.serve(routeConfigOf([{ title: 'it', app: 'it', objects: Testing.synth(chart) }], `api-${name}`));
  return { private: serve('private'), public: serve('public') };
}

const seenIn = ({ body }: Answer): Seen => JSON.parse(body);
const CLAIMS = { sub: 'alice', name: 'Älice Jürgens', roles: ['admin', 'editor'] };
const ALICE = { userId: 'alice', name: 'Älice Jürgens', roles: ['admin', 'editor'] };

test.each<[string, string]>([
  ['GET', '/v1'], ['POST', '/v1/orders?page=2&size=10'], ['DELETE', '/v1/orders/7'], ['PATCH', '/a?'], ['GET', '/a??'], ['GET', '/a%20b%2Fc?q=%0a'], ['GET', '/a//b/'], ['PROPFIND', '/dav'],
])('%s %s through the gateway is believed', async (method, path) => {
  const { status, body } = await routes(GatewayProof.hmac({ signedHeaders: SIGNED })).private.send(signed(CLAIMS, { method, path }));
  expect([status, reasons, JSON.parse(body).identity]).toEqual([200, [], ALICE]);
});

test('what a client says of itself is not what the service believes', async () => {
  const headers: [string, string][] = [['X-User-ID', 'mallory'], ['x_user_id', 'mallory'], ['X_USER-ROLES', 'mallory'], ['X-User-Name', 'mallory'], ['X-Gateway-Proof', 'mallory'], ['X_Gateway_Proof', 'mallory']];
  const seen = seenIn(await routes(GatewayProof.hmac({ signedHeaders: SIGNED })).private.send(signed({ sub: 'alice' }, { headers })));
  expect(seen.identity).toEqual({ userId: 'alice', roles: [] });
  expect(JSON.stringify(seen)).not.toContain('mallory');
});

test('a public route is believed, and has no identity', async () => {
  const seen = seenIn(await routes(GatewayProof.hmac({ signedHeaders: SIGNED })).public.send({ headers: [['X-User-ID', 'mallory']] }));
  expect(seen).toMatchObject({ believed: true });
  expect(seen.identity).toBeUndefined();
});

describe('a request that does not come through the gateway', () => {
  /** What the service got from the gateway for `GET /v1` of Alice. */
  async function captured(): Promise<[string, string][]> {
    await routes(GatewayProof.hmac({ signedHeaders: SIGNED })).private.send(signed(CLAIMS, { path: '/v1' }));
    const pairs = wire.flatMap((name, i): [string, string][] => i % 2 === 0 ? [[name, wire[i + 1]]] : []);
    return pairs.filter(([name]) => /^x-(user|gateway)/i.test(name));
  }

  test('is refused', async () => {
    expect(await direct.send('GET /v1', [['X-User-ID', 'admin']])).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(reasons).toEqual(['missing']);
  });

  test.each<[string, string, (headers: [string, string][]) => [string, string][]]>([
    ['another path', 'GET /v2', headers => headers],
    ['another method', 'POST /v1', headers => headers],
    ['another user', 'GET /v1', headers => headers.map(([name, value]) => [name, name === 'X-User-ID' ? 'admin' : value])],
    ['more roles', 'GET /v1', headers => headers.map(([name, value]) => [name, name === 'X-User-Roles' ? `${value},root` : value])],
    ['fewer headers', 'GET /v1', headers => headers.filter(([name]) => name !== 'X-User-Name')],
  ])('is refused with a proof that was seen, and %s', async (_, line, change) => {
    expect((await direct.send(line, change(await captured()))).status).toBe(403);
    expect(reasons).toEqual(['forged']);
  });

  test('is believed with a proof that was seen for the very same request, until it is too old', async () => {
    expect((await direct.send('GET /v1', await captured())).seen!.identity).toEqual(ALICE);
  });
});

test('while the secret is replaced, gateways with either one are believed, and with a third one not', async () => {
  guards = [gatewayIdentity({ headers: HEADERS, proof: { kind: 'hmac', secrets: [SECRETS.GW_PROOF, `${SECRETS.GW_NEXT}\n`] }, onRefused })];
  const by = async (variable: string) => (await routes(GatewayProof.hmac({ signedHeaders: SIGNED, variable })).private.send(signed(CLAIMS))).status;
  expect([await by('GW_PROOF'), await by('GW_NEXT'), await by('GW_PLAIN'), reasons]).toEqual([200, 200, 403, ['forged']]);
});

test('both sides take the headers of the identity by default, also where they are empty', async () => {
  const { private: known, public: open } = routes(GatewayProof.hmac());
  expect([(await known.send(signed(CLAIMS))).status, (await open.send()).status, reasons]).toEqual([200, 200, []]);
});

test('a gateway that does not sign the identity is not believed', async () => {
  expect((await routes(GatewayProof.hmac({ signedHeaders: [] })).private.send(signed(CLAIMS))).status).toBe(403);
  expect(reasons).toEqual(['forged']);
});

test('the bare secret of a gateway is believed, and does not reach the application', async () => {
  guards = [gatewayIdentity({ headers: HEADERS, proof: { kind: 'sharedSecret', header: 'X-Edge', secrets: [SECRETS.GW_PLAIN] }, onRefused })];
  const answer = await routes(GatewayProof.sharedSecret({ header: 'X-Edge', variable: 'GW_PLAIN' })).private.send(signed(CLAIMS));
  expect(seenIn(answer).identity).toEqual(ALICE);
  expect(answer.body).not.toContain(SECRETS.GW_PLAIN);
  expect((await direct.send('GET /', [['X-Edge', 'not the secret at all']])).status).toBe(403);
});

test('the peer can be believed as well', async () => {
  guards = [gatewayIdentity({ headers: HEADERS, proof: { kind: 'hmac', secrets }, peers: ['127.0.0.0/8'], onRefused })];
  const route = routes(GatewayProof.hmac({ signedHeaders: SIGNED })).private;
  expect((await route.send(signed(CLAIMS))).status).toBe(200);
  guards = [gatewayIdentity({ headers: HEADERS, proof: { kind: 'hmac', secrets }, peers: ['10.0.0.0/8'], onRefused })];
  expect((await route.send(signed(CLAIMS))).status).toBe(403);
});

describe.each([['few requests', 1_000_000, 1], ['many requests', 1, 2]])('of %s', (_, maxRequests, requests) => {
  test('the middleware scores as the gateway does', async () => {
    const options = { maxRequests, suspiciousFrom: 1, refusedFrom: 9 };
    const scored = routes(GatewayProof.hmac({ signedHeaders: SIGNED }), BotScore.of(options)).public;
    const own = botScore({ ...options, header: 'X-Own-Score', counters: { increment: () => requests } });
    guards = [identity, own];
    await scored.send();
    const agents = [undefined, '', 'Mozilla/5.0 Firefox/130.0', 'CURL/8', 'a PhantomJS b', 'xwgetx'];
    for (const agent of agents) {
      for (const language of [undefined, '', 'en']) {
        const headers: SentRequest['headers'] = [...agent === undefined ? [] : [['User-Agent', agent] as [string, string]], ...language === undefined ? [] : [['Accept-Language', language] as [string, string]]];
        const { status, body } = await scored.send({ headers });
        const seen: Partial<Seen> = status === 200 ? JSON.parse(body) : {};
        // Refused by the gateway, the middleware would have refused it too.
        const judged = status === 200 ? [status, seen.headers!['x-own-score']] : [(await own.judge(parsed(headers)))?.status, undefined];
        expect(judged).toEqual([status, seen.headers?.['x-bot-score']]);
      }
    }
  });
});

