import { App, Chart, Testing } from 'cdk8s';
import {
  AccessLog, Authentication, Backend, BotScore, GatewayProof, Issuer, KongEdition, KongGateway, KongVersion, RateTier, SecretRef, SecuredApi, Tls, Without,
} from 'gatewarden';
import { allPropsPages } from './all-props';
import { chunksOf, luaPlugins, routeConfigOf } from './lua/chunks';
import { token, valueOf } from './lua/identity-scene';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { Vouched } from './lua/requests';
import { examplePages, Page } from './pages';
import { STARTING } from './peers/timeouts';
import { proofProblem } from '../../src/lua/gateway-proof-format';

const EXAMPLES = examplePages();
const STOREFRONT = EXAMPLES.filter(page => page.app === 'storefront');
const CHUNKS = chunksOf(luaPlugins([...EXAMPLES, ...allPropsPages(), enterprisePage()]));

const SECRET = 'a-secret-of-32-random-characters';
const CLAIMS = { iss: 'https://login.example.com', azp: 'web', sub: 'alice', email: 'alice@example.com', roles: ['buyer', 'editor'] };

/** Requests of one address are counted for all routes together, so that only a browser is never suspicious here. */
const BROWSER: [string, string][] = [['User-Agent', 'Mozilla/5.0'], ['Accept-Language', 'en']];

const ALICE: Vouched = {
  credential: { id: '11111111-1111-4111-8111-111111111111', key: 'web', consumer_id: '22222222-2222-4222-8222-222222222222' },
  consumer: { id: '22222222-2222-4222-8222-222222222222', username: 'web' },
  token: token(CLAIMS),
};
const PARTNER: Vouched = { credential: { id: '3', key: 'k' }, consumer: { id: '4', username: 'acme-partner', custom_id: 'partner-17' } };

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start({ GW_PROOF: SECRET });
}, STARTING);

afterAll(() => gateway?.stop());

/** A route with the guard for tokens that are mapped to consumers, or to a credential of the plugin's own making. */
function enterprisePage(): Page {
  const app = new App();
  new KongGateway(app, 'gateway', { version: KongVersion.V3_9, edition: KongEdition.ENTERPRISE });
  const chart = new Chart(app, 'oidc', { namespace: 'shop' });
  const authentication = Authentication.oidc({ issuer: 'https://login.example.com/realms/main', audiences: ['shop'], consumerClaim: 'azp' });
  const tier = new RateTier(chart, 'standard', { minute: 10 });
  const api = new SecuredApi(chart, 'api', {
    host: 'api.example.com', tls: Tls.issuedBy(Issuer.cluster('letsencrypt')), authentication, tier, accessLog: AccessLog.file(),
  });
  api.addRoute('/', { backend: Backend.service('api', 80) });
  return { title: 'enterprise/oidc', app: 'enterprise', objects: Testing.synth(chart) };
}

/** An API with a score and a proof, and a route that has neither. */
function lackingPage(): Page {
  const app = new App();
  new KongGateway(app, 'gateway', { secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') } });
  const chart = new Chart(app, 'lacking', { namespace: 'shop' });
  const api = new SecuredApi(chart, 'api', {
    host: 'lacking.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(), botScore: BotScore.of(), gatewayProof: GatewayProof.hmac(),
  });
  api.addRoute('/', { backend: Backend.service('api', 80), without: [Without.botScore('programs are welcome'), Without.gatewayProof('nobody checks it here')] });
  return { title: 'lacking', app: 'lacking', objects: Testing.synth(chart) };
}

function ingressOf(pages: Page[], host: string): string {
  return pages.flatMap(page => page.objects)
    .find(object => object.kind === 'Ingress' && object.spec.rules[0].host === host && !object.metadata.annotations['gatewarden/public-access'])!.metadata.name;
}

test.each(CHUNKS)('%s is Lua', async (_title, chunk) => {
  expect(await gateway.syntaxError(chunk)).toBe('');
});

test('every kind of chunk is among them', () => {
  const titles = CHUNKS.map(([title]) => title).join('\n');
  expect(titles).toMatch(/storefront\/shop api-post-function access\[0\]/);
  expect(titles).toMatch(/storefront\/shop partner-api-http-log user_id/);
  expect(CHUNKS.some(([, chunk]) => chunk.includes('get_consumer() == nil'))).toBe(true);
});

describe.each(VARIANTS)('$name', variant => {
  function serve(pages: Page[], host: string): LuaRoute {
    return gateway.serve({ ...routeConfigOf(pages, ingressOf(pages, host)), requires: ['cjson.safe'], variant });
  }

  const refusal = { status: 401, body: '{"message":"Unauthorized"}', received: undefined };

  describe.each([
    ['a jwt route', STOREFRONT, 'api.example.com', ALICE],
    ['the admin endpoint', STOREFRONT, 'admin-api.example.com', ALICE],
    ['an api key route', STOREFRONT, 'partners.example.com', PARTNER],
    ['an oidc route', [enterprisePage()], 'api.example.com', ALICE],
  ])('%s', (_title, pages, host, vouched) => {
    let route: LuaRoute;
    beforeAll(() => {
      route = serve(pages, host);
    });

    test('is closed when no plugin has vouched', async () => {
      const answer = await route.send({ headers: [['Authorization', 'Bearer e30.e30.c2ln'], ['X-Consumer-Username', 'root']] });
      expect(answer).toMatchObject(refusal);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    });

    test('lets a request pass that has been vouched for, as it came', async () => {
      const authorization: [string, string][] = vouched.token ? [['Authorization', `Bearer ${vouched.token}`]] : [];
      const headers: [string, string][] = [...authorization, ...BROWSER, ['Accept', 'application/json'], ['X-Twice', 'one'], ['X-Twice', 'two'], ['X_Under', '1']];
      const sent = { method: 'POST', path: '/v1/a%2Fb//c?x=1&x=%20', headers, body: '{"a": [1, {}]}', vouched };
      const { status, received } = await route.send(sent);
      const { received: without } = await gateway.serve({ variant }).send(sent);
      expect(status).toBe(200);
      expect(received).toMatchObject({ method: 'POST', url: sent.path, body: sent.body });
      const asSent = (all: [string, string][]) => all.filter(([name]) => name !== 'Host' && !/^x-(user|gateway)-/i.test(name));
      expect(asSent(received!.headers)).toEqual(asSent(without!.headers));
      expect(received!.headers).toEqual(expect.arrayContaining(headers));
    });

    test('stays closed after it was open', async () => {
      const known = { vouched, headers: [['Authorization', `Bearer ${vouched.token}`]] as [string, string][] };
      await route.send(known);
      expect(await route.send()).toMatchObject(refusal);
      expect((await route.send(known)).status).toBe(200);
    });

    test('leaves the answer of a plugin that refuses', async () => {
      const refuses = { status: 429, body: { message: 'API rate limit exceeded' } };
      expect(await route.send({ vouched: { ...vouched, refuses } })).toMatchObject({ status: 429, body: '{"message":"API rate limit exceeded"}' });
    });
  });

  test('a consumer without a credential is enough for oidc, and for nothing else', async () => {
    const vouched = { consumer: ALICE.consumer };
    expect((await serve([enterprisePage()], 'api.example.com').send({ vouched })).status).toBe(200);
    expect(await serve(STOREFRONT, 'api.example.com').send({ vouched })).toMatchObject(refusal);
    expect(await serve(STOREFRONT, 'partners.example.com').send({ vouched })).toMatchObject(refusal);
  });

  test('a credential without a consumer is enough for oidc', async () => {
    expect((await serve([enterprisePage()], 'api.example.com').send({ vouched: { credential: { id: 'sub' } } })).status).toBe(200);
  });

  describe('the storefront', () => {
    const forged: [string, string][] = [
      ['X-User-ID', 'mallory'], ['x_user_id', 'mallory'], ['X-User_ID', 'mallory'], ['X-User-Email', 'm@example.com'], ['X-User-Roles', 'admin'], ['X_User_Roles', 'admin'],
      ['X-Gateway-Proof', 'v1;t=1;s=AAAA'], ['X_Gateway_Proof', 'x'], ['X-Bot-Score', '0.0'],
    ];
    /** What Kong says of a caller where it has one, in the client's words. */
    const consumer: [string, string][] = [
      ['X-Consumer-ID', '1'], ['X-Consumer-Custom-ID', 'root'], ['x_consumer_username', 'root'], ['X-Consumer-Username', 'root'], ['X-Consumer-Groups', 'premium'],
      ['X-Credential-Identifier', 'web'], ['X-Credential_Identifier', 'web'], ['X-Anonymous-Consumer', 'true'],
    ];
    const call = (claims: object, more: [string, string][] = []) => {
      const text = token(claims);
      return { headers: [['Authorization', `Bearer ${text}`], ...more] as [string, string][], vouched: { ...ALICE, token: text } };
    };

    test('sets identity and proof in place of what the client says', async () => {
      const answer = await serve(STOREFRONT, 'api.example.com').send({ ...call(CLAIMS, [...BROWSER, ...forged]), path: '/v1?page=2' });
      expect(['X-User-ID', 'X-User-Email', 'X-User-Roles', 'X-Bot-Score'].map(name => valueOf(answer, name))).toEqual(['alice', 'alice@example.com', 'buyer,editor', undefined]);
      const headers = { 'x-user-id': 'alice', 'x-user-email': 'alice@example.com', 'x-user-roles': 'buyer,editor' };
      const check = { secrets: [SECRET], now: Date.now() / 1000, tolerance: 5 };
      const proof = valueOf(answer, 'X-Gateway-Proof')!;
      expect(proofProblem(proof, { method: 'GET', target: '/v1?page=2', headers }, check)).toBeUndefined();
      expect(proofProblem(proof, { method: 'GET', target: '/v1?page=2', headers: { ...headers, 'x-user-roles': 'admin' } }, check)).toBeDefined();
    });

    test.each([['another issuer', { ...CLAIMS, iss: 'https://evil.example.com' }], ['no issuer', { ...CLAIMS, iss: undefined }]])('refuses a token of %s', async (_which, claims) => {
      expect(await serve(STOREFRONT, 'api.example.com').send(call(claims))).toMatchObject(refusal);
    });

    test('hands no identity on where anybody may call, and proves itself there too', async () => {
      const config = routeConfigOf(STOREFRONT, 'api-healthz-exact-get');
      const answer = await gateway.serve({ ...config, requires: ['cjson.safe'], variant }).send({
        headers: [...forged, ...consumer], vouched: {}, path: '/healthz',
      });
      expect(answer.status).toBe(200);
      expect(answer.received!.headers.filter(([name]) => /^x[-_](consumer|credential|anonymous)/i.test(name))).toEqual([]);
      expect(['X-User-ID', 'X-User-Email', 'X-User-Roles'].map(name => valueOf(answer, name))).toEqual([undefined, undefined, undefined]);
      expect(valueOf(answer, 'X-Gateway-Proof')).toMatch(/^v1;t=[0-9]+;s=[^|]+$/);
    });

    test('tells the backend of too many requests of a program, and refuses those of a known one', async () => {
      const route = serve(STOREFRONT, 'api.example.com');
      const asked = call(CLAIMS);
      for (let i = 0; i < 101; i++) {
        await route.send(asked);
      }
      expect(valueOf(await route.send(asked), 'X-Bot-Score')).toBe('0.7');
      expect(await route.send({ ...asked, headers: [...asked.headers, ['User-Agent', 'PhantomJS/2.1']] })).toMatchObject({ status: 403, received: undefined });
    });
  });

  test('a route without score and proof hands on none of a client', async () => {
    const claims = { iss: 'web' };
    const text = token(claims);
    const forged: [string, string][] = [
      ['X-Bot-Score', '0.0'], ['x_bot_score', '0.0'], ['X-Bot_Score', '0.1'], ['X-Gateway-Proof', 'v1;t=1;s=AAAA'], ['X_Gateway-Proof', 'x'], ['X_GATEWAY_PROOF', 'x'],
    ];
    const { received } = await serve([lackingPage()], 'lacking.example.com')
      .send({ headers: [['Authorization', `Bearer ${text}`], ...forged, ['X-Kept', 'yes']], vouched: { ...ALICE, token: text } });
    expect(received!.headers.filter(([name]) => /^x[-_](bot|gateway|kept)/i.test(name))).toEqual([['X-Kept', 'yes']]);
  });

  describe('the log', () => {
    const secrets: [string, string][] = [
      ['apikey', 's3cret'], ['X-Api-Key', 's3cret'], ['X-Partner-Key', 's3cret'], ['Cookie', 'session=s3cret'], ['Authorization', 'Bearer e30.e30.s3cret'],
      ['Proxy-Authorization', 'Basic s3cret'],
    ];

    async function entryOf(vouched: Vouched, host = 'partners.example.com'): Promise<any> {
      const route = serve(STOREFRONT, host);
      gateway.upstream.headers = { 'Set-Cookie': ['session=s3cret', 'other=s3cret'], 'X-Kept': 'yes' };
      const bearer: [string, string][] = vouched.token ? [['Authorization', `Bearer ${vouched.token}`]] : [];
      await route.send({ headers: [...secrets.filter(([name]) => bearer.length === 0 || name !== 'Authorization'), ...bearer, ['X-Shown', 'yes'], ['X-Consumer-Username', 'root']], vouched });
      gateway.upstream.headers = {};
      const [{ entry, lost }] = await route.logged();
      expect(lost).toBeUndefined();
      return entry;
    }

    test('names the user of the verified token, or the consumer by its custom id', async () => {
      expect(await entryOf(PARTNER)).toMatchObject({ user_id: 'partner-17', consumer: { username: 'acme-partner' } });
      expect(await entryOf(ALICE, 'api.example.com')).toMatchObject({ user_id: 'alice', response: { status: 200 } });
    });

    test('names nobody where nobody was found, whatever the client says, and has the refusal', async () => {
      const entry = await entryOf({});
      expect(entry).toMatchObject({ response: { status: 401 }, request: { headers: { 'x-shown': 'yes' } } });
      expect(entry.request.headers).not.toHaveProperty('x-consumer-username');
      expect(entry).not.toHaveProperty('user_id');
    });

    test.each([['of a request that passed', PARTNER], ['of a refused one', {}]])('holds no credential %s', async (_which, vouched) => {
      const entry = await entryOf(vouched);
      expect(JSON.stringify(entry)).not.toContain('s3cret');
      expect(entry.request.headers).toMatchObject({ 'x-shown': 'yes', 'authorization': 'REDACTED', 'proxy-authorization': 'REDACTED' });
      expect(entry.request.headers).not.toHaveProperty('cookie');
    });

    test('keeps the rest of the answer', async () => {
      const { response } = await entryOf(PARTNER);
      expect(response.headers).toMatchObject({ 'x-kept': 'yes' });
      expect(response.headers).not.toHaveProperty('set-cookie');
    });

    test('has an entry for a request that a limiter has refused, with its consumer', async () => {
      const entry = await entryOf({ ...PARTNER, refuses: { status: 429, body: { message: 'API rate limit exceeded' } } });
      expect(entry).toMatchObject({ user_id: 'partner-17', response: { status: 429 } });
    });
  });
});

test('no chunk of the library has failed', () => {
  expect(gateway.errors()).toEqual([]);
});
