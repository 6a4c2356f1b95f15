import { Chart } from 'cdk8s';
import { BACKEND, pluginConfigs, securedApi } from './support';
import {
  ApiRoute, Authentication, BotChallenge, BotScore, GatewayProof, IdentityHeaders, KongGateway, PublicAccess, SecretRef, SecuredApi, Tls, UntrustedLua, Without,
} from '../../src';
import { ofKind, synth, testChart } from '../support/app';

const IDENTITY = Authentication.jwt({ identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-Team': 'team' }) });
const OPEN = PublicAccess.because('the catalogue is for everybody');

const functionsOn = (route: ApiRoute) => route.plugins.filter(plugin => plugin.pluginType.endsWith('-function')).map(plugin => plugin.pluginName);
const ids = (chart: Chart, route: ApiRoute) => ['pre-function', 'post-function']
  .map(type => (pluginConfigs(chart, route)[type]?.access ?? []).map((chunk: string) => /^-- gatewarden: (.*)$/m.exec(chunk)![1]));

const CONSUMER = ['X-Consumer-ID', 'X-Consumer-Custom-ID', 'X-Consumer-Username', 'X-Consumer-Groups', 'X-Credential-Identifier', 'X-Anonymous-Consumer'];
/** What is cleared before authentication and after it: wholly, and but for the spelling that Kong sets. */
const cleared = (chart: Chart, route: ApiRoute) => ['pre-function', 'post-function'].map(type => {
  const chunk = pluginConfigs(chart, route)[type].access.find((text: string) => text.startsWith('-- gatewarden: clear-identity')) ?? '';
  const names = (call: string) => [...(new RegExp(`ipairs\\(\\{([^}]*)\\}\\) do\\s+${call}`).exec(chunk)?.[1] ?? '').matchAll(/"(.*?)"/g)].map(([, name]) => name);
  return { whole: names('add\\("", name\\)'), misspelled: names('add\\("", name, name\\)') };
});

test('routes share the functions of the API', () => {
  const api = securedApi(testChart(), { authentication: IDENTITY });
  const routes = ['/a', '/b'].map(path => api.addRoute(path, { backend: BACKEND, methods: path === '/b' ? ['GET'] : undefined }));
  expect(routes.map(functionsOn)).toEqual(Array(2).fill(['api-pre-function', 'api-post-function']));
});

test('a public route clears what the API forwards, in an object for all public routes', () => {
  const chart = testChart();
  const api = securedApi(chart, { authentication: IDENTITY });
  const [open] = ['/a', '/b'].map(path => api.addRoute(path, { backend: BACKEND, authentication: OPEN }));
  api.addRoute('/c', { backend: BACKEND });
  expect(functionsOn(open)).toEqual(['api-public-pre-function', 'api-public-post-function']);
  expect(ids(chart, open)).toEqual([['connection-guard', 'clear-identity'], ['clear-identity']]);
  expect(ofKind(synth(chart), 'KongPlugin').filter(object => /function/.test(object.plugin)).map(object => object.metadata.name))
    .toEqual(['api-post-function', 'api-pre-function', 'api-public-post-function', 'api-public-pre-function']);
});

test('whoever comes first, the objects are the same', () => {
  const page = (paths: string[]) => {
    const chart = testChart();
    const api = securedApi(chart, { authentication: IDENTITY });
    paths.forEach(path => api.addRoute(path, { backend: BACKEND, ...path.startsWith('/open') && { authentication: OPEN } }));
    return synth(chart);
  };
  expect(page(['/open', '/a', '/open2'])).toEqual(page(['/open2', '/open', '/a']));
});

test('a route with keys clears the identity of the API, and sets none', () => {
  const chart = testChart();
  const route = securedApi(chart, { authentication: IDENTITY }).addRoute('/a', { backend: BACKEND, authentication: Authentication.apiKey() });
  expect(ids(chart, route)).toEqual([['connection-guard', 'clear-identity'], ['authentication-guard', 'clear-identity']]);
  expect(functionsOn(route)).toEqual(['api-a-pre-function', 'api-a-post-function']);
});

test('a public route clears what kong tells of callers on the other routes', () => {
  const chart = testChart();
  const route = securedApi(chart).addRoute('/a', { backend: BACKEND, authentication: OPEN });
  expect(functionsOn(route)).toEqual(['api-public-pre-function', 'api-public-post-function']);
  expect(ids(chart, route)).toEqual([['clear-identity'], ['clear-identity']]);
  expect(cleared(chart, route)).toEqual(Array(2).fill({ whole: CONSUMER, misspelled: [] }));
});

test('a public API clears it as well, since a route of it may ask who calls', () => {
  const chart = testChart();
  const api = securedApi(chart, { authentication: OPEN });
  const routes = [{}, { authentication: PublicAccess.because('anybody may see it') }].map((options, i) => api.addRoute(`/${i}`, { backend: BACKEND, ...options }));
  expect(routes.map(functionsOn)).toEqual(Array(2).fill(['api-pre-function', 'api-post-function']));
  expect(cleared(chart, routes[1])).toEqual(Array(2).fill({ whole: CONSUMER, misspelled: [] }));
});

test('a public API of a gateway that runs no functions has none: no route of it can ask who calls', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { untrustedLua: UntrustedLua.OFF });
  expect(functionsOn(securedApi(chart, { authentication: OPEN }).addRoute('/a', { backend: BACKEND }))).toEqual([]);
});

test.each([{}, { authentication: Authentication.apiKey() }])('a route that asks for a credential clears it before, and after it what Kong has not said', options => {
  const chart = testChart();
  const route = securedApi(chart).addRoute('/a', { backend: BACKEND, ...options });
  expect(cleared(chart, route)).toEqual([{ whole: CONSUMER, misspelled: [] }, { whole: [], misspelled: CONSUMER }]);
});

describe('of an API with score and proof', () => {
  const scene = () => {
    const chart = testChart();
    new KongGateway(chart, 'gateway', { secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') } });
    return { chart, api: securedApi(chart, { botScore: BotScore.of(), gatewayProof: GatewayProof.hmac() }) };
  };

  test('a route without the score clears its header in every spelling, before and after everything', () => {
    const { chart, api } = scene();
    const route = api.addRoute('/a', { backend: BACKEND, without: [Without.botScore('a probe is a program')] });
    expect(cleared(chart, route)).toEqual([{ whole: ['X-Bot-Score', ...CONSUMER], misspelled: [] }, { whole: ['X-Bot-Score'], misspelled: CONSUMER }]);
  });

  test('a route without the proof clears its header', () => {
    const { chart, api } = scene();
    const route = api.addRoute('/a', { backend: BACKEND, without: [Without.gatewayProof('another service, which asks for none')] });
    expect(cleared(chart, route)[1]).toEqual({ whole: ['X-Gateway-Proof'], misspelled: CONSUMER });
  });

  test('a route with the same header in another letter case clears it by its own policy alone', () => {
    const { chart, api } = scene();
    const route = api.addRoute('/a', { backend: BACKEND, gatewayProof: GatewayProof.hmac({ header: 'x-gateway-PROOF' }) });
    expect(cleared(chart, route)[1].whole).toEqual([]);
  });

  test('fails for a route with other headers, which the other routes of the API do not clear', () => {
    const { api } = scene();
    expect(() => api.addRoute('/a', { backend: BACKEND, botScore: BotScore.of({ header: 'X-Own' }) })).toThrow(new Error(
      "route tells its backend the bot score in X-Own, which its api does not: clients could set it on the other routes; give botScore to the api, and leave it out of others with Without.botScore('…') [test/api/a]"));
    expect(() => api.addRoute('/b', { backend: BACKEND, gatewayProof: GatewayProof.hmac({ header: 'X-Own' }) })).toThrow(
      "route proves the gateway in X-Own, which its api does not: clients could set it on the other routes; give gatewayProof to the api, and leave it out of others with Without.gatewayProof('…') [");
  });

  test('fails for a score and a proof that the API does not have', () => {
    const chart = testChart();
    new KongGateway(chart, 'gateway', { secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') } });
    const api = securedApi(chart);
    expect(() => api.addRoute('/a', { backend: BACKEND, botScore: BotScore.of() })).toThrow('route tells its backend the bot score in X-Bot-Score, which its api does not');
    expect(() => api.addRoute('/b', { backend: BACKEND, gatewayProof: GatewayProof.hmac() })).toThrow('route proves the gateway in X-Gateway-Proof, which its api does not');
  });

  test('a route may challenge bots where the API does not: its backend is told nothing', () => {
    const chart = testChart();
    const route = securedApi(chart).addRoute('/a', { backend: BACKEND, botScore: BotScore.of({ challenge: BotChallenge.forbidden('no programs') }) });
    expect(ids(chart, route)[0]).toContain('bot-score');
  });

  test('a usual route has each cleared by its policy alone', () => {
    const { chart, api } = scene();
    expect(cleared(chart, api.addRoute('/a', { backend: BACKEND })).map(({ whole }) => whole)).toEqual([CONSUMER, []]);
  });
});

test('two APIs count apart what they score, and the routes of one together', () => {
  const chart = testChart();
  const keys = ['one', 'two'].map(id => {
    const api = new SecuredApi(chart, id, { host: `${id}.example.com`, tls: Tls.fromSecret('api-tls'), authentication: Authentication.jwt(), botScore: BotScore.of() });
    return ['/a', '/b'].map(path => pluginConfigs(chart, api.addRoute(path, { backend: BACKEND, methods: path === '/b' ? ['GET'] : undefined }))['pre-function'].access
      .map((chunk: string) => /incr\("(.*?)"/.exec(chunk)?.[1]).find(Boolean));
  });
  expect(keys).toEqual([Array(2).fill('gatewarden:bot-score:shop/one:60:'), Array(2).fill('gatewarden:bot-score:shop/two:60:')]);
});

test('a route may map other claims to headers of the API, which clears all of them', () => {
  const chart = testChart();
  const own = Authentication.jwt({ identity: IdentityHeaders.of({ 'x-user-id': 'email' }) });
  const route = securedApi(chart, { authentication: IDENTITY }).addRoute('/a', { backend: BACKEND, authentication: own });
  const chunks = pluginConfigs(chart, route)['post-function'].access.join('\n');
  expect(chunks).toContain('{ name = "x-user-id", path = { "email" } }');
  expect(chunks).toContain('ipairs({ "X-User-ID", "X-Team" })');
});

test('fails for a route that forwards identity in headers that the API does not', () => {
  const own = Authentication.jwt({ identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-Roles': 'roles' }) });
  expect(() => securedApi(testChart(), { authentication: IDENTITY }).addRoute('/a', { backend: BACKEND, authentication: own })).toThrow(new Error(
    'route forwards identity in X-Roles, which its api does not: clients could set it on the other routes; give identity to the authentication of the api, with every header that a route uses [test/api/a]'));
});
