import { App, Chart, Testing } from 'cdk8s';
import { AccessLog, Authentication, Backend, Issuer, KongEdition, KongGateway, KongVersion, RateTier, SecuredApi, Tls } from 'gatewarden';
import { allPropsPages } from './all-props';
import { chunksOf, luaPlugins, routeConfigOf } from './lua/chunks';
import { LuaGateway, LuaRoute, VARIANTS } from './lua/lua-gateway';
import { Vouched } from './lua/requests';
import { examplePages, Page } from './pages';
import { STARTING } from './peers/timeouts';

const EXAMPLES = examplePages();
const STOREFRONT = EXAMPLES.filter(page => page.app === 'storefront');
const CHUNKS = chunksOf(luaPlugins([...EXAMPLES, ...allPropsPages(), enterprisePage()]));

const ALICE: Vouched = {
  credential: { id: '11111111-1111-4111-8111-111111111111', key: 'web', consumer_id: '22222222-2222-4222-8222-222222222222' },
  consumer: { id: '22222222-2222-4222-8222-222222222222', username: 'web' },
  token: 'e30.e30.c2ln',
};
const PARTNER: Vouched = { credential: { id: '3', key: 'k' }, consumer: { id: '4', username: 'acme-partner', custom_id: 'partner-17' } };

let gateway: LuaGateway;

beforeAll(async () => {
  gateway = await LuaGateway.start();
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

function ingressOf(pages: Page[], host: string): string {
  return pages.flatMap(page => page.objects)
    .find(object => object.kind === 'Ingress' && object.spec.rules[0].host === host && /-function/.test(object.metadata.annotations['konghq.com/plugins']))!.metadata.name;
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
    return gateway.serve({ ...routeConfigOf(pages, ingressOf(pages, host)), variant });
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
      const headers: [string, string][] = [['Accept', 'application/json'], ['X-Twice', 'one'], ['X-Twice', 'two'], ['X_Under', '1']];
      const sent = { method: 'POST', path: '/v1/a%2Fb//c?x=1&x=%20', headers, body: '{"a": [1, {}]}', vouched };
      const { status, received } = await route.send(sent);
      const { received: without } = await gateway.serve({ variant }).send(sent);
      expect(status).toBe(200);
      expect(received).toMatchObject({ method: 'POST', url: sent.path, body: sent.body });
      expect(received!.headers.filter(([name]) => name !== 'Host')).toEqual(without!.headers.filter(([name]) => name !== 'Host'));
      expect(received!.headers).toEqual(expect.arrayContaining(headers));
    });

    test('stays closed after it was open', async () => {
      await route.send({ vouched });
      expect(await route.send()).toMatchObject(refusal);
      expect((await route.send({ vouched })).status).toBe(200);
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

  describe('the log', () => {
    const secrets: [string, string][] = [
      ['apikey', 's3cret'], ['X-Api-Key', 's3cret'], ['X-Partner-Key', 's3cret'], ['Cookie', 'session=s3cret'], ['Authorization', 'Bearer s3cret'],
      ['Proxy-Authorization', 'Basic s3cret'],
    ];

    async function entryOf(vouched: Vouched, host = 'partners.example.com'): Promise<any> {
      const route = serve(STOREFRONT, host);
      gateway.upstream.headers = { 'Set-Cookie': ['session=s3cret', 'other=s3cret'], 'X-Kept': 'yes' };
      await route.send({ headers: [...secrets, ['X-Shown', 'yes'], ['X-Consumer-Username', 'root']], vouched });
      gateway.upstream.headers = {};
      const [{ entry, lost }] = await route.logged();
      expect(lost).toBeUndefined();
      return entry;
    }

    test('names the consumer by its custom id, or by its name', async () => {
      expect(await entryOf(PARTNER)).toMatchObject({ user_id: 'partner-17', consumer: { username: 'acme-partner' } });
      expect(await entryOf(ALICE, 'api.example.com')).toMatchObject({ user_id: 'web', response: { status: 200 } });
    });

    test('names nobody where nobody was found, whatever the client says, and has the refusal', async () => {
      const entry = await entryOf({});
      expect(entry).toMatchObject({ response: { status: 401 }, request: { headers: { 'x-consumer-username': 'root' } } });
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
