import { Chart } from 'cdk8s';
import { BACKEND, gatewayChart, JWT, pluginConfigs, securedApi, typesOn } from './support';
import {
  AccessLog, Authentication, BodyLimit, BodySize, BotProtection, IKongPlugin, KongEdition, KongPlugin, PublicAccess, RateTier, SecurityHeaders, UntrustedLua,
} from '../../src';
import { find, ofKind, synth, testChart } from '../support/app';

const cache = (chart: Chart, id = 'cache') => new KongPlugin(chart, id, { plugin: 'proxy-cache', config: { strategy: 'memory' } });
const namesOn = (route: { readonly plugins: IKongPlugin[] }) => route.plugins.map(plugin => plugin.pluginName);

describe('one object for many routes', () => {
  test('a policy of the API is an object of the API', () => {
    const chart = testChart();
    const api = securedApi(chart, { bots: BotProtection.denying('curl') });
    const [one, two] = [api.addRoute('/a', { backend: BACKEND }), api.addRoute('/b', { backend: BACKEND })];
    expect(namesOn(one)).toEqual(['api-pre-function', 'api-bot-detection', 'api-jwt', 'api-response-transformer', 'api-post-function']);
    expect(namesOn(two)).toEqual(namesOn(one));
  });

  test('a policy of a route is an object of the route', () => {
    const chart = testChart();
    const api = securedApi(chart, { bots: BotProtection.denying('curl') });
    const route = api.addRoute('/a', { backend: BACKEND, bots: BotProtection.denying('wget') });
    expect(namesOn(route)[1]).toBe('api-a-bot-detection');
    expect(ofKind(synth(chart), 'KongPlugin').map(object => object.metadata.name)).toEqual(['api-a-bot-detection', 'api-jwt', 'api-post-function', 'api-pre-function', 'api-response-transformer']);
  });

  test('whoever comes first, the shared object is the same', () => {
    const page = (first: string, second: string) => {
      const chart = testChart();
      const api = securedApi(chart, { bodyLimit: BodyLimit.of(BodySize.kibibytes(1)) });
      [first, second].forEach(path => api.addRoute(path, { backend: BACKEND, methods: path === '/post' ? ['POST'] : undefined }));
      return synth(chart);
    };
    expect(page('/post', '/any')).toEqual(page('/any', '/post'));
    const objects = page('/post', '/any');
    expect(find(objects, 'KongPlugin', 'api-request-size-limiting').config.require_content_length).toBe(false);
    expect(find(objects, 'KongPlugin', 'api-stated-length-request-size-limiting').config.require_content_length).toBe(true);
  });

  test('the form for routes whose methods all have a body is shared among them', () => {
    const chart = testChart();
    const api = securedApi(chart, { bodyLimit: BodyLimit.of(BodySize.kibibytes(1)) });
    const routes = ['/a', '/b'].map(path => api.addRoute(path, { backend: BACKEND, methods: ['POST', 'PUT'] }));
    expect(routes.map(route => namesOn(route)[2])).toEqual(Array(2).fill('api-stated-length-request-size-limiting'));
  });

  test('an API key on one route changes the log of that route only', () => {
    const chart = testChart();
    const api = securedApi(chart, { accessLog: AccessLog.file() });
    const plain = api.addRoute('/a', { backend: BACKEND });
    const keyed = api.addRoute('/b', { backend: BACKEND, authentication: Authentication.apiKey({ header: 'X-Partner-Key' }) });
    expect(namesOn(plain)).toContain('api-file-log');
    expect(namesOn(keyed)).toContain('api-b-file-log');
    const [one, two] = [plain, keyed].map(route => Object.keys(pluginConfigs(chart, route)['file-log'].custom_fields_by_lua));
    expect(two.filter(field => !one.includes(field))).toEqual(['request.headers.x-partner-key']);
  });

  test('equal security headers, said anew, are the shared object', () => {
    const api = securedApi(testChart(), { securityHeaders: new SecurityHeaders() });
    expect(namesOn(api.addRoute('/a', { backend: BACKEND, securityHeaders: new SecurityHeaders() }))).toContain('api-response-transformer');
  });

  test('a hundred routes of a tier of their own are one limit and one door', () => {
    const chart = gatewayChart();
    const premium = new RateTier(chart, 'premium', { minute: 100 });
    const api = securedApi(chart);
    Array.from({ length: 100 }, (_, i) => api.addRoute(`/r${i}`, { backend: BACKEND, tier: premium }));
    expect(ofKind(synth(chart), 'KongPlugin').map(object => object.metadata.name)).toEqual([
      'api-jwt', 'api-post-function', 'api-pre-function', 'api-response-transformer', 'premium-acl', 'premium-rate-limiting',
    ]);
  });

  test('routes of two namespaces have an object of a tier each', () => {
    const chart = testChart();
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'stock' });
    const tier = new RateTier(chart, 'standard', { minute: 10 });
    securedApi(chart, { tier }).addRoute('/a', { backend: BACKEND });
    securedApi(other, { tier, host: 'stock.example.com' }).addRoute('/a', { backend: BACKEND });
    expect(ofKind(synth(chart), 'KongPlugin').filter(object => object.plugin === 'rate-limiting').map(object => object.metadata.namespace)).toEqual(['shop', 'stock']);
  });
});

describe('plugins that are given', () => {
  test('one that API and route both name is attached once', () => {
    const chart = testChart();
    const plugin = cache(chart);
    const route = securedApi(chart, { plugins: [plugin] }).addRoute('/a', { backend: BACKEND, plugins: [plugin] });
    expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'response-transformer', 'proxy-cache', 'post-function']);
  });

  test('one that exists without this app is named', () => {
    const chart = testChart();
    const plugin = KongPlugin.fromName(chart, 'waf', { name: 'waf', plugin: 'proxy-cache' });
    const route = securedApi(chart).addRoute('/a', { backend: BACKEND, plugins: [plugin] });
    expect(namesOn(route)).toEqual(['api-pre-function', 'api-jwt', 'api-response-transformer', 'waf', 'api-post-function']);
    expect(ofKind(synth(chart), 'KongPlugin').map(object => object.metadata.name)).not.toContain('waf');
  });

  test('one of a type that nobody knows comes last', () => {
    const chart = testChart();
    const own = ['b-own', 'a-own'].map(plugin => new KongPlugin(chart, plugin, { plugin, custom: true, config: { anything: 1 } }));
    expect(typesOn(securedApi(chart).addRoute('/a', { backend: BACKEND, plugins: own }))).toEqual(['pre-function', 'jwt', 'response-transformer', 'post-function', 'a-own', 'b-own']);
  });

  test.each<[string, (chart: Chart) => void, string]>([
    ['two of one type on the API', chart => securedApi(chart, { plugins: [cache(chart), cache(chart, 'second')] }).addRoute('/a', { backend: BACKEND }),
      'route has two plugins of type proxy-cache, cache-proxy-cache and second-proxy-cache: kong runs one per type and refuses the whole configuration for two; remove one [test/api/a]'],
    ['one of a type that the API has', chart => securedApi(chart, { plugins: [cache(chart)] }).addRoute('/a', { backend: BACKEND, plugins: [cache(chart, 'own')] }),
      'route has two plugins of type proxy-cache, cache-proxy-cache and own-proxy-cache: kong runs one per type and refuses the whole configuration for two; remove one [test/api/a]'],
    ['one of the type of a policy', chart => securedApi(chart).addRoute('/a', { backend: BACKEND, plugins: [KongPlugin.fromName(chart, 'p', { name: 'own', plugin: 'post-function' })] }),
      'route has two plugins of type post-function, api-post-function, which a policy of the api or route makes, and your own: kong runs one per type and refuses the whole configuration for two; remove yours, and put your lua into a custom plugin instead [test/api/a]'],
    ['one of the type of response headers', chart => securedApi(chart, { plugins: [KongPlugin.fromName(chart, 'p', { name: 'own', plugin: 'response-transformer' })] }).addRoute('/a', { backend: BACKEND }),
      'route has two plugins of type response-transformer, api-response-transformer, which a policy of the api or route makes, and your own: kong runs one per type and refuses the whole configuration for two; remove yours, and set response headers in securityHeaders instead, and what else you need in a plugin of another type [test/api/a]'],
    ['one of another namespace', chart => securedApi(chart).addRoute('/a', { backend: BACKEND, plugins: [new KongPlugin(chart, 'p', { plugin: 'correlation-id', namespace: 'stock' })] }),
      'plugin p-correlation-id is in namespace stock and the route in shop: the controller looks in the namespace of the route only, and serves the route without it; make it in the chart of the api [test/api/a]'],
  ])('fails with %s', (_what, make, text) => {
    expect(() => make(testChart())).toThrow(new Error(text));
  });

  test('fails with one of a namespace where the route has none', () => {
    const chart = testChart({});
    const plugin = KongPlugin.fromName(chart, 'p', { name: 'own', plugin: 'correlation-id', namespace: 'stock' });
    expect(() => securedApi(chart).addRoute('/a', { backend: BACKEND, plugins: [plugin] })).toThrow('plugin own is in namespace stock and the route in (none)');
  });
});

test('what a policy refuses is told with the path of the route, once', () => {
  const chart = gatewayChart({ untrustedLua: UntrustedLua.OFF, settings: undefined });
  expect(() => securedApi(chart).addRoute('/a', { backend: BACKEND })).toThrow(new Error(
    'untrusted_lua is off: expected a gateway that runs functions, since a protected route is closed by one when its authentication plugin is lost; leave untrustedLua out [test/api/a]'));
});

test('a protected route has a second plugin that refuses what no authentication has vouched for, and a public one has not', () => {
  const chart = testChart();
  const api = securedApi(chart, { authentication: JWT });
  const [closed, open] = [api.addRoute('/a', { backend: BACKEND }), api.addRoute('/b', { backend: BACKEND, authentication: PublicAccess.because('it is a catalogue') })];
  expect(pluginConfigs(chart, closed)['post-function'].access[0]).toContain('kong.client.get_credential() == nil');
  expect(pluginConfigs(chart, open)['post-function'].access.join('\n')).not.toContain('get_credential');
});

describe('a tier on a route', () => {
  test('that is open to all limits every caller and admits every caller, and says so on the Ingress', () => {
    const chart = testChart();
    const api = securedApi(chart);
    const route = api.addRoute('/login', { backend: BACKEND, tier: new RateTier(chart, 'login', { minute: 5, openToAll: true }) });
    expect(typesOn(route)).toContain('rate-limiting');
    expect(typesOn(route)).not.toContain('acl');
    expect(find(synth(chart), 'Ingress', 'api-login').metadata.annotations['gatewarden/route-limit']).toBe('login');
  });

  test('fails where authentication makes no caller a consumer', () => {
    const chart = gatewayChart({ edition: KongEdition.ENTERPRISE });
    const api = securedApi(chart, { authentication: Authentication.oidc({ issuer: 'https://login.example.com', audiences: ['shop'] }) });
    expect(() => api.addRoute('/v1', { backend: BACKEND, tier: new RateTier(chart, 'premium', { minute: 5 }) })).toThrow(
      'route admits consumers of tier \'premium\', and its authentication makes no caller one: nobody would pass; give Authentication.oidc a consumerClaim');
  });
});

test('a public route of an API with keys keeps the key out of its log as well, in the same object', () => {
  const chart = testChart();
  const api = securedApi(chart, { authentication: Authentication.apiKey({ header: 'X-Partner' }), accessLog: AccessLog.file() });
  api.addRoute('/v1', { backend: BACKEND });
  api.addRoute('/healthz', { backend: BACKEND, authentication: PublicAccess.because('the uptime service has no credentials') });
  const logs = ofKind(synth(chart), 'KongPlugin').filter(object => object.plugin === 'file-log');
  expect(logs).toHaveLength(1);
  expect(logs[0].config.custom_fields_by_lua['request.headers.x-partner']).toBe('return nil');
});
