import { Chart } from 'cdk8s';
import { BACKEND, pluginConfigs, securedApi } from './support';
import { ApiRoute, Authentication, BotScore, GatewayProof, IdentityHeaders, KongGateway, PublicAccess, SecretRef, SecuredApi, Tls, Without } from '../../src';
import { ofKind, synth, testChart } from '../support/app';

const IDENTITY = Authentication.jwt({ identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-Team': 'team' }) });
const OPEN = PublicAccess.because('the catalogue is for everybody');

const functionsOn = (route: ApiRoute) => route.plugins.filter(plugin => plugin.pluginType.endsWith('-function')).map(plugin => plugin.pluginName);
const ids = (chart: Chart, route: ApiRoute) => ['pre-function', 'post-function']
  .map(type => (pluginConfigs(chart, route)[type]?.access ?? []).map((chunk: string) => /^-- gatewarden: (.*)$/m.exec(chunk)![1]));

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
  for (const [chunk] of ['pre-function', 'post-function'].map(type => pluginConfigs(chart, route)[type].access)) {
    for (const name of ['X-Consumer-ID', 'X-Consumer-Custom-ID', 'X-Consumer-Username', 'X_Consumer_Groups', 'X-Credential-Identifier', 'X-Anonymous-Consumer']) {
      expect(chunk).toContain(`"${name}"`);
    }
  }
});

test('a public route of a public API has no functions: no route tells who calls', () => {
  const chart = testChart();
  const api = securedApi(chart, { authentication: OPEN });
  expect([{}, { authentication: PublicAccess.because('anybody may see it') }].map((options, i) => functionsOn(api.addRoute(`/${i}`, { backend: BACKEND, ...options })))).toEqual([[], []]);
});

test('a route that asks for another credential leaves what kong tells of callers to kong', () => {
  const chart = testChart();
  const route = securedApi(chart).addRoute('/a', { backend: BACKEND, authentication: Authentication.apiKey() });
  expect(ids(chart, route)).toEqual([[], ['authentication-guard']]);
});

describe('of an API with score and proof', () => {
  const scene = () => {
    const chart = testChart();
    new KongGateway(chart, 'gateway', { secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') } });
    return { chart, api: securedApi(chart, { botScore: BotScore.of(), gatewayProof: GatewayProof.hmac() }) };
  };
  const cleared = (chart: Chart, route: ApiRoute) => ['pre-function', 'post-function'].map(type => {
    const chunk = pluginConfigs(chart, route)[type].access.find((text: string) => text.startsWith('-- gatewarden: clear-identity')) ?? '';
    return [...chunk.matchAll(/"(X[-_]\w[\w-]*)"/g)].map(([, name]) => name);
  });

  test('a route without the score clears its header in every spelling, before and after everything', () => {
    const { chart, api } = scene();
    const route = api.addRoute('/a', { backend: BACKEND, without: [Without.botScore('a probe is a program')] });
    expect(cleared(chart, route)).toEqual(Array(2).fill(['X-Bot-Score', 'X-Bot_Score', 'X_Bot-Score', 'X_Bot_Score']));
  });

  test('a route without the proof clears its header', () => {
    const { chart, api } = scene();
    const route = api.addRoute('/a', { backend: BACKEND, without: [Without.gatewayProof('another service, which asks for none')] });
    expect(cleared(chart, route)).toEqual(Array(2).fill(['X-Gateway-Proof', 'X-Gateway_Proof', 'X_Gateway-Proof', 'X_Gateway_Proof']));
  });

  test('a route with other headers for both clears those of the API', () => {
    const { chart, api } = scene();
    const route = api.addRoute('/a', { backend: BACKEND, botScore: BotScore.of({ header: 'X-Own' }), gatewayProof: GatewayProof.hmac({ header: 'x-gateway-PROOF' }) });
    expect(cleared(chart, route)[0]).toEqual(['X-Bot-Score', 'X-Bot_Score', 'X_Bot-Score', 'X_Bot_Score']);
  });

  test('a usual route has each cleared by its policy alone', () => {
    const { chart, api } = scene();
    expect(cleared(chart, api.addRoute('/a', { backend: BACKEND }))).toEqual([[], []]);
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
  expect(chunks).toContain('"X-Team", "X_Team"');
});

test('fails for a route that forwards identity in headers that the API does not', () => {
  const own = Authentication.jwt({ identity: IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-Roles': 'roles' }) });
  expect(() => securedApi(testChart(), { authentication: IDENTITY }).addRoute('/a', { backend: BACKEND, authentication: own })).toThrow(new Error(
    'route forwards identity in X-Roles, which its api does not: clients could set it on the other routes; give identity to the authentication of the api, with every header that a route uses [test/api/a]'));
});
