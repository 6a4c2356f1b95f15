import { ApiObject, Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { annotationsOf, BACKEND, gatewayChart, JWT, pluginConfigs, REASON, securedApi, TLS, typesOn } from './support';
import {
  AccessLog, ApiRoute, ApiRouteProps, Authentication, Backend, BodyLimit, BodySize, BotProtection, BotScore, Cidr, CorrelationId, Cors, GatewayProof,
  IpAccess, Issuer, JsonSchema, KongEdition, KongPlugin, PathMatch, PublicAccess, RateTier, RequestSchema, SecuredApi, SecurityHeaders, Tls, Without,
} from '../../src';
import { find, ofKind, synth, testChart } from '../support/app';

test('the route is the object', () => {
  const route = securedApi(testChart()).addRoute('/v1', { backend: BACKEND });
  expect(ApiObject.of(route) === route && route.apiObject === route).toBe(true);
  expect(route.kind).toBe('Ingress');
});

test('a route has a path, and its plugins in the order in which Kong runs them', () => {
  const route = securedApi(testChart()).addRoute('/v1/', { backend: BACKEND });
  expect(route.path.toString()).toBe('/v1');
  expect(route.isPublic).toBe(false);
  expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'response-transformer', 'post-function']);
  route.plugins.pop();
  expect(route.plugins).toHaveLength(4);
});

test('a route with all that can be said', () => {
  const chart = gatewayChart({ edition: KongEdition.ENTERPRISE });
  const props: Required<ApiRouteProps> = {
    path: '/v1',
    match: PathMatch.EXACT,
    methods: ['PUT', 'POST', 'POST'],
    headers: { 'X-Version': ['1', '2'], 'X-Beta': ['yes'] },
    backend: BACKEND,
    authentication: Authentication.apiKey(),
    tier: new RateTier(chart, 'premium', { minute: 100 }),
    ipAccess: IpAccess.allow(Cidr.of('192.0.2.0/24')),
    bots: BotProtection.denying('curl'),
    bodyLimit: BodyLimit.of(BodySize.kibibytes(1)),
    accessLog: AccessLog.file(),
    cors: new Cors({ origins: ['https://app.example.com'] }),
    securityHeaders: new SecurityHeaders(),
    correlationId: new CorrelationId(),
    botScore: BotScore.of(),
    gatewayProof: GatewayProof.hmac(),
    without: [],
    plugins: [new KongPlugin(chart, 'cache', { plugin: 'proxy-cache', config: { strategy: 'memory' } })],
    requestSchema: RequestSchema.of({ body: JsonSchema.fromObject({ type: 'object' }) }),
  };
  const route = new ApiRoute(securedApi(chart, { botScore: BotScore.of(), gatewayProof: GatewayProof.sharedSecret() }), 'v1', props);
  expect(typesOn(route)).toEqual([
    'pre-function', 'correlation-id', 'bot-detection', 'cors', 'key-auth', 'request-validator', 'ip-restriction', 'request-size-limiting', 'acl', 'rate-limiting',
    'response-transformer', 'proxy-cache', 'file-log', 'post-function',
  ]);
  expect(annotationsOf(chart)).toEqual({
    'konghq.com/plugins': route.plugins.map(plugin => plugin.pluginName).join(','),
    'konghq.com/protocols': 'https',
    'konghq.com/https-redirect-status-code': '308',
    'konghq.com/strip-path': 'false',
    'konghq.com/preserve-host': 'true',
    'konghq.com/regex-priority': '1',
    'konghq.com/methods': 'POST,PUT,OPTIONS',
    'konghq.com/headers.X-Beta': 'yes',
    'konghq.com/headers.X-Version': '1,2',
  });
});

describe('the path', () => {
  test.each<[PathMatch, string, any, string | undefined]>([
    [PathMatch.PREFIX, '/', { path: '/', pathType: 'Prefix' }, undefined],
    [PathMatch.PREFIX, '/v1', { path: '/v1', pathType: 'Prefix' }, undefined],
    [PathMatch.EXACT, '/v1', { path: '/v1', pathType: 'Exact' }, '1'],
    [PathMatch.EXACT, '/v1.0', { path: '/~/v1\\.0$', pathType: 'ImplementationSpecific' }, '1'],
    [PathMatch.REGEX, '/v[0-9]+$', { path: '/~/v[0-9]+$', pathType: 'ImplementationSpecific' }, undefined],
  ])('compared as %s, %s is this in the Ingress', (match, path, expected, priority) => {
    const chart = testChart();
    securedApi(chart).addRoute(path, { backend: BACKEND, match });
    const [ingress] = ofKind(synth(chart), 'Ingress');
    expect(ingress.spec.rules[0].http.paths[0]).toMatchObject(expected);
    expect(ingress.metadata.annotations['konghq.com/regex-priority']).toBe(priority);
  });

  test('fails where it is none', () => {
    expect(() => new ApiRoute(securedApi(testChart()), 'own', { path: '/a//b', backend: BACKEND })).toThrow(
      new Error("path '/a//b' has an empty segment; write '/a/b' [test/api/own]"));
  });
});

describe('the proof of a host to a certificate authority', () => {
  const issued = Tls.issuedBy(Issuer.cluster('letsencrypt'));

  test('fails where an expression takes its path', () => {
    expect(() => securedApi(testChart(), { tls: issued }).addRoute('/.*', { backend: BACKEND, match: PathMatch.REGEX })).toThrow(new Error(
      'path ~ /.* takes requests for /.well-known/acme-challenge/, by which a certificate authority checks the host, since kong asks the expression before that path: the certificate could never be issued; use a narrower path [test/api/path-regex]'));
  });

  test('fails where a route with methods takes its path', () => {
    expect(() => securedApi(testChart(), { tls: issued }).addRoute('/', { backend: BACKEND, methods: ['GET'] })).toThrow(new Error(
      'path / takes requests for /.well-known/acme-challenge/, by which a certificate authority checks the host, since kong asks the route with methods before that path: the certificate could never be issued; use a narrower path, or leave methods out [test/api/root-get]'));
  });

  test.each<[string, Tls, string, string[] | undefined, PathMatch | undefined, string]>([
    ['a prefix without methods', issued, '/', undefined, undefined, 'a.example.com'],
    ['other methods', issued, '/', ['POST'], undefined, 'a.example.com'],
    ['a narrower expression', issued, '/v[0-9]+(/|$)', ['GET'], PathMatch.REGEX, 'a.example.com'],
    ['a wildcard, which is proved otherwise', issued, '/', ['GET'], undefined, '*.example.com'],
    ['a certificate that is there', TLS, '/.*', ['GET'], PathMatch.REGEX, 'a.example.com'],
  ])('is not in the way of %s', (_what, tls, path, methods, match, host) => {
    const chart = testChart();
    securedApi(chart, { tls, host }).addRoute(path, { backend: BACKEND, methods, match });
    expect(ofKind(synth(chart), 'Ingress')).toHaveLength(1);
  });
});

describe('beside another route', () => {
  const fails = (rule: string, add: (api: SecuredApi) => void) => {
    const chart = testChart();
    add(securedApi(chart));
    expect(() => synth(chart)).toThrow(`(rule ${rule})`);
  };

  test('fails with the same path and methods in common, when it is synthesized', () => fails('duplicate-route', api => {
    api.addRoute('/v1', { backend: BACKEND, methods: ['GET', 'POST'] });
    api.addRoute('/v1', { backend: BACKEND, methods: ['POST'], authentication: PublicAccess.because('anybody may post here') });
  }));

  test('fails where methods would let a wide open route take the requests of a narrow one', () => fails('shadowed-route', api => {
    api.addRoute('/', { backend: BACKEND, methods: ['GET'], authentication: PublicAccess.because('it is a catalogue') });
    api.addRoute('/orders', { backend: BACKEND });
  }));

  test('fails where a header would let a client choose the wide route', () => fails('shadowed-route', api => {
    api.addRoute('/', { backend: BACKEND, headers: { 'X-Beta': ['yes'] }, authentication: PublicAccess.because('it is a catalogue') });
    api.addRoute('/orders', { backend: BACKEND });
  }));

  test('fails where an expression takes the requests of a prefix', () => fails('shadowed-route', api => {
    api.addRoute('/v1/.*', { backend: BACKEND, match: PathMatch.REGEX, authentication: PublicAccess.because('it is a catalogue') });
    api.addRoute('/v1/orders', { backend: BACKEND });
  }));

  test('an exact path wins over an expression, and so may stand beside it', () => {
    const chart = testChart();
    const api = securedApi(chart);
    api.addRoute('/users/[^/]+$', { backend: BACKEND, match: PathMatch.REGEX });
    api.addRoute('/users/me', { backend: BACKEND, match: PathMatch.EXACT });
    expect(ofKind(synth(chart), 'Ingress').map(({ metadata }) => metadata.annotations['konghq.com/regex-priority'])).toEqual(['1', undefined]);
  });

  test('the same path may have a route for some methods and one for the rest', () => {
    const chart = testChart();
    const api = securedApi(chart);
    api.addRoute('/v1', { backend: BACKEND, methods: ['POST'] });
    api.addRoute('/v1', { backend: BACKEND });
    expect(ofKind(synth(chart), 'Ingress')).toHaveLength(2);
  });
});

describe('methods', () => {
  test('OPTIONS is added where browsers of other origins may call', () => {
    const chart = testChart();
    securedApi(chart, { cors: new Cors({ origins: ['https://app.example.com'] }) }).addRoute('/v1', { backend: BACKEND, methods: ['POST'] });
    expect(annotationsOf(chart)['konghq.com/methods']).toBe('POST,OPTIONS');
  });

  test('OPTIONS is not added twice, nor without Cors, nor where no methods are given', () => {
    const chart = testChart();
    const cors = new Cors({ origins: ['https://app.example.com'] });
    const api = securedApi(chart);
    api.addRoute('/a', { backend: BACKEND, methods: ['OPTIONS', 'GET'], cors });
    api.addRoute('/b', { backend: BACKEND, methods: ['GET'] });
    api.addRoute('/c', { backend: BACKEND, cors });
    const methods = ofKind(synth(chart), 'Ingress').map(({ metadata }) => [metadata.name, metadata.annotations['konghq.com/methods']]);
    expect(methods).toEqual([['api-a-get-options', 'GET,OPTIONS'], ['api-b-get', 'GET'], ['api-c', undefined]]);
  });

  test('fails in lower case', () => {
    expect(() => securedApi(testChart()).addRoute('/v1', { backend: BACKEND, methods: ['get'] })).toThrow(new Error(
      "method 'get' is not a method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT; write 'GET' [test/api/v1-get]"));
  });
});

describe('the backend', () => {
  test('may be a Service of cdk8s-plus as it is', () => {
    const chart = testChart();
    const service = new Service(chart, 'orders', { ports: [{ port: 8080 }], metadata: { name: 'orders-service' } });
    securedApi(chart).addRoute('/v1', { backend: service });
    expect(find(synth(chart), 'Ingress', 'api-v1').spec.rules[0].http.paths[0].backend).toEqual({ service: { name: 'orders-service', port: { number: 8080 } } });
  });

  test('fails in another namespace', () => {
    const chart = testChart();
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'stock' });
    const service = new Service(other, 'orders', { ports: [{ port: 80 }], metadata: { name: 'orders' } });
    expect(() => securedApi(chart).addRoute('/v1', { backend: service })).toThrow(new Error(
      "backend 'orders' is in namespace stock and the route in shop: an ingress reaches services of its own namespace only; make the api in the chart of the service [test/api/v1]"));
  });

  test.each([
    [{ name: 'orders', port: 0 }, "backend 'orders' has port 0: expected an integer from 1 to 65535; give the port of the service, not a name [test/api/v1]"],
    [{ name: 'orders', port: 65536 }, "backend 'orders' has port 65536: expected an integer from 1 to 65535; give the port of the service, not a name [test/api/v1]"],
    [{ name: 'Orders', port: 80 }, "expected a service name of a-z, 0-9 and '-' that begins with a letter, ends with a letter or digit and has at most 63 characters, got 'Orders'; write it as 'my-service' [test/api/v1]"],
  ])('fails as %p', (backend, text) => {
    expect(() => securedApi(testChart()).addRoute('/v1', { backend })).toThrow(new Error(text));
  });
});

describe('public access', () => {
  test('of one route takes authentication from that route, says why, and leaves the others alone', () => {
    const chart = testChart();
    const api = securedApi(chart);
    const open = api.addRoute('/healthz', { backend: BACKEND, authentication: PublicAccess.because('probes have no token') });
    const closed = api.addRoute('/v1', { backend: BACKEND });
    expect([open.isPublic, closed.isPublic]).toEqual([true, false]);
    expect(typesOn(open)).toEqual(['pre-function', 'response-transformer', 'post-function']);
    expect(typesOn(closed)).toEqual(['pre-function', 'jwt', 'response-transformer', 'post-function']);
    const objects = synth(chart);
    expect(find(objects, 'Ingress', 'api-healthz').metadata.annotations['gatewarden/public-access']).toBe('probes have no token');
    expect(find(objects, 'Ingress', 'api-v1').metadata.annotations).not.toHaveProperty('gatewarden/public-access');
  });

  test('of the API is said on each route', () => {
    const chart = testChart();
    securedApi(chart, { authentication: PublicAccess.because('it is a public catalogue') }).addRoute('/v1', { backend: BACKEND });
    expect(annotationsOf(chart)['gatewarden/public-access']).toBe('it is a public catalogue');
  });

  test('a route of a public API may ask who calls', () => {
    const api = securedApi(testChart(), { authentication: PublicAccess.because('it is a public catalogue') });
    expect(typesOn(api.addRoute('/v1', { backend: BACKEND, authentication: JWT }))).toEqual(['pre-function', 'jwt', 'response-transformer', 'post-function']);
  });
});

describe('tiers', () => {
  test('that of the API limits and admits everybody', () => {
    const chart = gatewayChart();
    const api = securedApi(chart, { tier: new RateTier(chart, 'standard', { minute: 10 }) });
    expect(api.addRoute('/v1', { backend: BACKEND }).plugins.map(plugin => plugin.pluginName)).toContain('standard-rate-limiting');
    expect(ofKind(synth(chart), 'KongPlugin').map(plugin => plugin.plugin)).not.toContain('acl');
  });

  test('one of the route limits and admits its consumers only', () => {
    const chart = gatewayChart();
    const api = securedApi(chart, { tier: new RateTier(chart, 'standard', { minute: 10 }) });
    const route = api.addRoute('/v1', { backend: BACKEND, tier: new RateTier(chart, 'premium', { minute: 100 }) });
    expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'acl', 'rate-limiting', 'response-transformer', 'post-function']);
    expect(pluginConfigs(chart, route)).toMatchObject({ 'acl': { allow: ['premium'] }, 'rate-limiting': { minute: 100 } });
  });

  test('that of the API, given to a route once more, admits its consumers only', () => {
    const chart = gatewayChart();
    const standard = new RateTier(chart, 'standard', { minute: 10 });
    const route = securedApi(chart, { tier: standard }).addRoute('/v1', { backend: BACKEND, tier: standard });
    expect(typesOn(route)).toContain('acl');
  });

  test('that of the API counts by address on a public route', () => {
    const chart = gatewayChart();
    const api = securedApi(chart, { tier: new RateTier(chart, 'standard', { minute: 10 }) });
    const route = api.addRoute('/v1', { backend: BACKEND, authentication: PublicAccess.because('it is a public catalogue') });
    expect(pluginConfigs(chart, route)['rate-limiting']).toMatchObject({ limit_by: 'ip', minute: 10 });
  });

  test('fails for one of the route that is public', () => {
    const chart = gatewayChart();
    const tier = new RateTier(chart, 'premium', { minute: 100 });
    expect(() => securedApi(chart).addRoute('/v1', { backend: BACKEND, tier, authentication: PublicAccess.because('it is a public catalogue') })).toThrow(new Error(
      "route admits consumers of tier 'premium' and is public: expected callers who are known; give it authentication, or limit it by the tier of the api [test/api/v1]"));
  });

  test('fails for one that is declared for another gateway', () => {
    const chart = testChart();
    const tier = new RateTier(chart, 'standard', { minute: 10 });
    const other = gatewayChart({}, undefined);
    expect(() => securedApi(other, { tier }).addRoute('/v1', { backend: BACKEND })).toThrow(new Error(
      "tier 'standard' is declared for another gateway (oss 3.9) than the route: its limit would be counted as that gateway counts; declare a tier in a scope that has the gateway of the api [test/api/v1]"));
  });
});

describe('what is left out', () => {
  test('fails twice', () => {
    const chart = testChart();
    const api = securedApi(chart, { bots: BotProtection.denying('curl') });
    expect(() => api.addRoute('/v1', { backend: BACKEND, without: [Without.bots(REASON), Without.bots(REASON)] })).toThrow(new Error(
      'route leaves out bots, which it has left out before: expected a policy of the api, once; remove Without.bots(…) [test/api/v1]'));
  });

  test('fails for authentication, which JavaScript lets one try', () => {
    expect(() => securedApi(testChart()).addRoute('/v1', { backend: BACKEND, without: [{ policy: 'authentication', reason: REASON } as any] })).toThrow(new Error(
      "route has no authentication: expected who may call; give Authentication.jwt(…), or PublicAccess.because('…') if anybody may [test/api/v1]"));
  });
});

test('fails with a schema that an open-source gateway cannot check', () => {
  const requestSchema = RequestSchema.of({ body: JsonSchema.fromObject({ type: 'object', unevaluatedProperties: false }) });
  expect(() => new SecuredApi(testChart(), 'api', { host: 'a.example.com', authentication: JWT, tls: TLS }).addRoute('/v1', { backend: BACKEND, requestSchema })).toThrow(new Error(
    'body: json schema at #: the keyword \'unevaluatedProperties\' is not compiled to lua; say it with "additionalProperties" in a schema that lists all properties [test/api/v1]'));
});

test('Backend.service is where requests go', () => {
  const chart = testChart();
  securedApi(chart).addRoute('/v1', { backend: Backend.service('stock', 8080) });
  expect(find(synth(chart), 'Ingress', 'api-v1').spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'stock', port: { number: 8080 } });
});
