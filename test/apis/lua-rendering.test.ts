import { Chart } from 'cdk8s';
import { BACKEND, pluginConfigs, securedApi } from './support';
import { ApiRoute, Authentication, IdentityHeaders, PublicAccess } from '../../src';
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

test('a public route of an API without identity has no functions', () => {
  const chart = testChart();
  expect(functionsOn(securedApi(chart).addRoute('/a', { backend: BACKEND, authentication: OPEN }))).toEqual([]);
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
