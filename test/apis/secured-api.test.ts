import { App, Chart } from 'cdk8s';
import { BACKEND, gatewayChart, JWT, linesOf, securedApi, TLS, typesOn } from './support';
import {
  AccessLog, ApiDefaults, ApiRoute, Authentication, BodyLimit, BodySize, BotProtection, BotScore, Cidr, CorrelationId, Cors, GatewayProof, Hsts,
  IpAccess, Issuer, KongGateway, KongPlugin, PathMatch, PublicAccess, RateTier, SecuredApi, SecuredApiProps, SecurityHeaders, Tls,
} from '../../src';
import { find, ofKind, synth, testChart } from '../support/app';

test('an API with nothing but what must be said is an Ingress with its plugins', () => {
  const chart = testChart();
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', authentication: Authentication.jwt(), tls: Tls.fromSecret('shop-tls') });
  api.addRoute('/v1', { backend: BACKEND });
  const objects = synth(chart);
  expect(objects.map(object => `${object.kind} ${object.metadata.name}`)).toEqual([
    'KongPlugin api-jwt', 'KongPlugin api-post-function', 'KongPlugin api-pre-function', 'KongPlugin api-response-transformer', 'Ingress api-v1',
  ]);
  expect(find(objects, 'Ingress', 'api-v1')).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'api-v1',
      namespace: 'shop',
      annotations: {
        'konghq.com/plugins': 'api-pre-function,api-jwt,api-response-transformer,api-post-function',
        'konghq.com/protocols': 'https',
        'konghq.com/https-redirect-status-code': '308',
        'konghq.com/strip-path': 'false',
        'konghq.com/preserve-host': 'true',
      },
    },
    spec: {
      ingressClassName: 'kong',
      tls: [{ hosts: ['api.example.com'], secretName: 'shop-tls' }],
      rules: [{ host: 'api.example.com', http: { paths: [{ path: '/v1', pathType: 'Prefix', backend: { service: { name: 'orders', port: { number: 80 } } } }] } }],
    },
  });
});

test('an API with all that can be said has a plugin for each', () => {
  const chart = gatewayChart();
  const props: Required<Omit<SecuredApiProps, 'host'>> = {
    hosts: ['api.example.com', 'www.example.com'],
    authentication: JWT,
    tls: TLS,
    tier: new RateTier(chart, 'standard', { minute: 10 }),
    ipAccess: IpAccess.allow(Cidr.of('192.0.2.0/24')),
    bots: BotProtection.denying('curl'),
    bodyLimit: BodyLimit.of(BodySize.mebibytes(1)),
    accessLog: AccessLog.http('http://logs:8080/'),
    cors: new Cors({ origins: ['https://app.example.com'] }),
    securityHeaders: new SecurityHeaders(),
    correlationId: new CorrelationId(),
    botScore: BotScore.of(),
    gatewayProof: GatewayProof.hmac(),
    plugins: [new KongPlugin(chart, 'cache', { plugin: 'proxy-cache', config: { strategy: 'memory' } })],
    enforced: { authentication: JWT },
  };
  const api = new SecuredApi(chart, 'api', props);
  expect(typesOn(api.addRoute('/v1', { backend: BACKEND }))).toEqual([
    'pre-function', 'correlation-id', 'bot-detection', 'cors', 'jwt', 'ip-restriction', 'request-size-limiting', 'rate-limiting', 'response-transformer',
    'proxy-cache', 'http-log', 'post-function',
  ]);
  expect(api.hosts.map(String)).toEqual(['api.example.com', 'www.example.com']);
  expect(api.gateway.isEnterprise).toBe(false);
  expect(api.tls).toBe(TLS);
  expect(ofKind(synth(chart), 'Ingress')).toHaveLength(1);
});

describe('hosts', () => {
  test('several hosts are rules of one Ingress and names of one certificate', () => {
    const chart = testChart();
    securedApi(chart, { hosts: ['b.example.com', 'a.example.com'] }).addRoute('/', { backend: BACKEND });
    const { spec } = find(synth(chart), 'Ingress', 'api-root');
    expect(spec.rules.map((rule: any) => rule.host)).toEqual(['b.example.com', 'a.example.com']);
    expect(spec.tls).toEqual([{ hosts: ['b.example.com', 'a.example.com'], secretName: 'shop-tls' }]);
  });

  test('a wildcard host is one', () => {
    const chart = testChart();
    securedApi(chart, { host: '*.example.com' }).addRoute('/', { backend: BACKEND });
    expect(find(synth(chart), 'Ingress', 'api-root').spec.rules[0].host).toBe('*.example.com');
  });

  test('the hosts leave as a copy', () => {
    const api = securedApi(testChart());
    api.hosts.pop();
    expect(api.hosts).toHaveLength(1);
  });

  const required = { authentication: JWT, tls: TLS };
  test.each<[string, Partial<SecuredApiProps>, string]>([
    ['none', {}, "api 'api' has no host: expected one of host and hosts; without a host a route takes the requests of every host [test]"],
    ['an empty list', { hosts: [] }, "api 'api' has no host: expected one of host and hosts; without a host a route takes the requests of every host [test]"],
    ['both', { host: 'a.example.com', hosts: ['b.example.com'] }, "api 'api' has host and hosts: expected one of host and hosts; without a host a route takes the requests of every host [test]"],
    ['one twice', { hosts: ['a.example.com', 'a.example.com'] }, "api 'api' has host 'a.example.com' twice: expected each once; remove one [test]"],
    ['a url', { host: 'https://a.example.com' }, "api 'api': host 'https://a.example.com' has a scheme; write 'a.example.com' [test]"],
  ])('fails with %s', (_what, props, text) => {
    expect(() => new SecuredApi(testChart(), 'api', { ...required, ...props })).toThrow(new Error(text));
  });
});

describe('what must be said', () => {
  test.each<[string, any, string]>([
    ['authentication', { tls: TLS }, "api 'api' has no authentication: it must be said; give Authentication.jwt(…), or PublicAccess.because('…') if anybody may call [test]"],
    ['authentication that is null', { tls: TLS, authentication: null }, "api 'api' has no authentication: it must be said; give Authentication.jwt(…), or PublicAccess.because('…') if anybody may call [test]"],
    ['tls', { authentication: JWT }, "api 'api' has no tls: it must be said; give Tls.issuedBy(Issuer.cluster('…')), Tls.fromSecret('…') or Tls.terminatedElsewhere('…') [test]"],
  ])('fails without %s, which JavaScript lets one forget', (_what, props, text) => {
    expect(() => new SecuredApi(testChart(), 'api', { host: 'a.example.com', ...props })).toThrow(new Error(text));
  });

  test('authentication may come from a scope above', () => {
    const chart = testChart();
    ApiDefaults.provide(chart, { authentication: JWT });
    const api = new SecuredApi(chart, 'api', { host: 'a.example.com', tls: TLS } as any);
    expect(typesOn(api.addRoute('/', { backend: BACKEND }))).toContain('jwt');
  });

  test('fails without a route, when it is synthesized', () => {
    const chart = testChart();
    securedApi(chart);
    expect(() => synth(chart)).toThrow('[test/api] api has no route: its hosts would answer 404 to everything; add one with addRoute, or remove the api');
  });
});

describe('tls', () => {
  test('a certificate is made once, however many routes there are', () => {
    const chart = testChart();
    const api = securedApi(chart, { tls: Tls.issuedBy(Issuer.cluster('letsencrypt')) });
    api.addRoute('/a', { backend: BACKEND });
    api.addRoute('/b', { backend: BACKEND });
    const objects = synth(chart);
    expect(ofKind(objects, 'Certificate').map(object => object.metadata.name)).toEqual(['api-tls']);
    expect(ofKind(objects, 'Ingress').map(object => object.spec.tls[0].secretName)).toEqual(['api-tls', 'api-tls']);
    expect(api.tlsSecretName).toBe('api-tls');
  });

  test('the lifetime of https in browsers is on every route', () => {
    const chart = testChart();
    const api = securedApi(chart, { tls: Tls.fromSecret('shop-tls', { hsts: Hsts.of({ includeSubdomains: false }) }) });
    api.addRoute('/', { backend: BACKEND });
    expect(find(synth(chart), 'KongPlugin', 'api-response-transformer').config.add).toEqual({ headers: ['Strict-Transport-Security:max-age=63072000'] });
  });

  test('TLS that ends elsewhere serves http as well, redirects nobody, and says why', () => {
    const chart = testChart();
    securedApi(chart, { tls: Tls.terminatedElsewhere('the mesh speaks TLS for us') }).addRoute('/', { backend: BACKEND });
    const { metadata, spec } = find(synth(chart), 'Ingress', 'api-root');
    expect(metadata.annotations).toMatchObject({ 'konghq.com/protocols': 'http,https', 'gatewarden/plain-http': 'the mesh speaks TLS for us' });
    expect(metadata.annotations).not.toHaveProperty('konghq.com/https-redirect-status-code');
    expect(spec).not.toHaveProperty('tls');
  });
});

describe('the ids of routes', () => {
  test.each<[string, PathMatch | undefined, string[] | undefined, string]>([
    ['/', undefined, undefined, 'root'],
    ['/v1/orders', undefined, undefined, 'v1-orders'],
    ['/v1', undefined, ['POST', 'GET'], 'v1-get-post'],
    ['/v1', PathMatch.EXACT, undefined, 'v1-exact'],
    ['/v1/(?<id>[0-9]+)$', PathMatch.REGEX, ['GET'], 'v1-id-0-9-regex-get'],
  ])('%s, compared as %s with the methods %p, is called so', (path, match, methods, id) => {
    const chart = testChart();
    const route = securedApi(chart).addRoute(path, { backend: BACKEND, match, methods });
    expect(route.node.id).toBe(id);
    expect(find(synth(chart), 'Ingress', `api-${id}`)).toBeDefined();
  });

  test('fails for a second route of one path and method', () => {
    const api = securedApi(testChart());
    api.addRoute('/v1', { backend: BACKEND, methods: ['GET', 'POST'] });
    expect(() => api.addRoute('/v1', { backend: BACKEND, methods: ['POST', 'GET'] })).toThrow(new Error(
      "route /v1 would be called 'v1-get-post', as route /v1 is: expected names that differ; make it with new ApiRoute(api, 'another-id', { path: '/v1', … }) [test/api]"));
  });

  test('fails for another path of the same letters and digits, and a name of its own mends it', () => {
    const chart = testChart();
    const api = securedApi(chart);
    api.addRoute('/v1/a-b', { backend: BACKEND });
    expect(() => api.addRoute('/v1/a/b', { backend: BACKEND })).toThrow(new Error(
      "route /v1/a/b would be called 'v1-a-b', as route /v1/a-b is: expected names that differ; make it with new ApiRoute(api, 'another-id', { path: '/v1/a/b', … }) [test/api]"));
    new ApiRoute(api, 'a-below-b', { path: '/v1/a/b', backend: BACKEND });
    expect(ofKind(synth(chart), 'Ingress').map(object => object.metadata.name)).toEqual(['api-a-below-b', 'api-v1-a-b']);
  });

  test('fails where something else below the API has the name', () => {
    const api = securedApi(testChart());
    new KongPlugin(api, 'v1', { plugin: 'correlation-id' });
    expect(() => api.addRoute('/v1', { backend: BACKEND })).toThrow("route /v1 would be called 'v1', as something else of the api is");
  });

  test('fails for a path that is none', () => {
    expect(() => securedApi(testChart()).addRoute('v1', { backend: BACKEND })).toThrow(new Error("path 'v1' does not begin with '/'; write '/v1' [test/api]"));
  });
});

describe('the page', () => {
  function page(paths: string[]): any[] {
    const chart = new Chart(new App(), 'test', { namespace: 'shop' });
    const api = securedApi(chart, { bodyLimit: BodyLimit.of(BodySize.mebibytes(1)), tier: new RateTier(chart, 'standard', { minute: 10 }) });
    paths.forEach(path => api.addRoute(path, { backend: BACKEND, methods: path === '/d' ? ['POST'] : undefined }));
    return synth(chart);
  }

  test('a route more changes its own lines and no others', () => {
    const [before, after] = [linesOf(page(['/a', '/c'])), linesOf(page(['/a', '/b', '/c']))];
    const added = after.filter(line => !before.includes(line));
    expect(added.length).toBeGreaterThan(0);
    expect(added.every(line => line.startsWith('Ingress api-b/'))).toBe(true);
    expect(after.filter(line => !added.includes(line))).toEqual(before);
  });

  test('a route that needs another form of a policy adds that form beside its own lines', () => {
    const [before, after] = [linesOf(page(['/a'])), linesOf(page(['/a', '/d']))];
    const added = after.filter(line => !before.includes(line));
    expect([...new Set(added.map(line => line.split('/')[0]))]).toEqual(['KongPlugin api-stated-length-request-size-limiting', 'Ingress api-d-post']);
    expect(after.filter(line => !added.includes(line))).toEqual(before);
  });

  test('the order of the calls makes no difference', () => {
    expect(JSON.stringify(page(['/d', '/c', '/a', '/b']))).toBe(JSON.stringify(page(['/a', '/b', '/c', '/d'])));
  });

  test('a hundred routes share the objects of the policies of their API', () => {
    const objects = page(Array.from({ length: 100 }, (_, i) => `/r${i}`));
    expect(ofKind(objects, 'Ingress')).toHaveLength(100);
    expect(ofKind(objects, 'KongPlugin').map(object => object.metadata.name)).toEqual([
      'api-jwt', 'api-post-function', 'api-pre-function', 'api-request-size-limiting', 'api-response-transformer', 'standard-rate-limiting',
    ]);
  });
});

describe('plugins of the API', () => {
  test('are on every route, beside those of the route', () => {
    const chart = testChart();
    const all = new KongPlugin(chart, 'cache', { plugin: 'proxy-cache', config: { strategy: 'memory' } });
    const own = new KongPlugin(chart, 'trace', { plugin: 'opentelemetry', config: { traces_endpoint: 'http://otel:4318/v1/traces' } });
    const api = securedApi(chart, { plugins: [all] });
    expect(typesOn(api.addRoute('/a', { backend: BACKEND }))).toEqual(['pre-function', 'jwt', 'response-transformer', 'proxy-cache', 'post-function']);
    expect(typesOn(api.addRoute('/b', { backend: BACKEND, plugins: [own] }))).toEqual(['pre-function', 'jwt', 'response-transformer', 'proxy-cache', 'opentelemetry', 'post-function']);
    synth(chart);
  });
});

describe('enforced by a class of the organisation', () => {
  const LIMIT = BodyLimit.of(BodySize.mebibytes(1));

  class AcmeApi extends SecuredApi {
    constructor(scope: Chart, id: string, props: { host: string; bodyLimit?: BodyLimit; authentication?: any }) {
      super(scope, id, { tls: TLS, enforced: { authentication: JWT, bodyLimit: LIMIT }, ...props } as any);
    }
  }

  test('the policies hold though the team says nothing of them', () => {
    const api = new AcmeApi(testChart(), 'api', { host: 'a.example.com' });
    expect(typesOn(api.addRoute('/', { backend: BACKEND }))).toEqual(['pre-function', 'jwt', 'request-size-limiting', 'response-transformer', 'post-function']);
  });

  test('a team may be stricter', () => {
    const chart = testChart();
    new AcmeApi(chart, 'api', { host: 'a.example.com', bodyLimit: BodyLimit.of(BodySize.kibibytes(1)) }).addRoute('/', { backend: BACKEND });
    expect(find(synth(chart), 'KongPlugin', 'api-request-size-limiting').config).toMatchObject({ allowed_payload_size: 1, size_unit: 'kilobytes' });
  });

  test('fails for a team that is looser', () => {
    expect(() => new AcmeApi(testChart(), 'api', { host: 'a.example.com', bodyLimit: BodyLimit.of(BodySize.mebibytes(2)) })).toThrow(new Error(
      'bodyLimit is enforced by the organisation: a body limit may only fall, and 2 MiB is more than 1 MiB; leave bodyLimit out, or make it stricter [test/api]'));
  });

  test('fails for a team that lets everybody in', () => {
    expect(() => new AcmeApi(testChart(), 'api', { host: 'a.example.com', authentication: PublicAccess.because('we forgot our tokens') })).toThrow(new Error(
      'authentication is enforced by the organisation: authentication may not change; leave authentication out, or give the very object that is enforced [test/api]'));
  });
});

test('the class and the gateway are those of the scope', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { ingressClassName: 'internal' });
  securedApi(chart).addRoute('/', { backend: BACKEND });
  expect(find(synth(chart), 'Ingress', 'api-root').spec.ingressClassName).toBe('internal');
});
