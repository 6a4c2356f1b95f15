import { BACKEND, gatewayChart, JWT, securedApi, TLS, typesOn } from './support';
import { ApiBase, ApiBaseProps, ApiRoute, BodyLimit, BodySize, HostName, KongGateway, KongPlugin } from '../../src';
import { synth, testChart } from '../support/app';

/** The least that a class of one's own can be. */
class OwnApi extends ApiBase {}

const MINIMAL: ApiBaseProps = { hosts: [HostName.of('own.example.com')], tls: TLS, policies: { authentication: JWT }, enforced: {}, plugins: [] };

test('a class of one\'s own takes routes that have what it says', () => {
  const chart = testChart();
  const props: Required<ApiBaseProps> = {
    ...MINIMAL,
    policies: { authentication: JWT, bodyLimit: BodyLimit.of(BodySize.kibibytes(1)) },
    enforced: { bodyLimit: BodyLimit.of(BodySize.kibibytes(2)) },
    plugins: [new KongPlugin(chart, 'cache', { plugin: 'proxy-cache', config: { strategy: 'memory' } })],
  };
  const route = new ApiRoute(new OwnApi(chart, 'own', props), 'v1', { path: '/v1', backend: BACKEND });
  expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'request-size-limiting', 'response-transformer', 'proxy-cache', 'post-function']);
  synth(chart);
});

test('it serves at the gateway of its scope', () => {
  const chart = gatewayChart({ ingressClassName: 'internal' });
  const api = new OwnApi(chart, 'own', MINIMAL);
  expect(api.gateway).toBe(KongGateway.of(chart));
  expect(api.tlsSecretName).toBe('shop-tls');
  expect(api.hosts.map(String)).toEqual(['own.example.com']);
});

test('plugins that are added to its list later are not attached', () => {
  const chart = testChart();
  const plugins = [new KongPlugin(chart, 'cache', { plugin: 'proxy-cache', config: { strategy: 'memory' } })];
  const api = new OwnApi(chart, 'own', { ...MINIMAL, plugins });
  plugins.pop();
  expect(typesOn(new ApiRoute(api, 'v1', { path: '/v1', backend: BACKEND }))).toContain('proxy-cache');
});

test('what routes share has a name that no route can have', () => {
  const chart = testChart();
  const api = securedApi(chart);
  api.addRoute('/shared', { backend: BACKEND });
  expect(synth(chart).map(object => object.metadata.name)).toEqual(['api-jwt', 'api-post-function', 'api-pre-function', 'api-response-transformer', 'api-shared']);
});

test('fails without a route, when it is synthesized', () => {
  const chart = testChart();
  new OwnApi(chart, 'own', MINIMAL);
  new KongPlugin(chart, 'other', { plugin: 'correlation-id' });
  expect(() => synth(chart)).toThrow('[test/own] api has no route: its hosts would answer 404 to everything; add one with addRoute, or remove the api');
});

test('fails for a route whose API says nothing of authentication', () => {
  const api = new OwnApi(testChart(), 'own', { ...MINIMAL, policies: {} });
  expect(() => new ApiRoute(api, 'v1', { path: '/v1', backend: BACKEND })).toThrow(new Error(
    "route has no authentication: expected who may call; give Authentication.jwt(…), or PublicAccess.because('…') if anybody may [test/own/v1]"));
});
