import { BACKEND, gatewayChart, JWT, pluginConfigs, REASON, TLS, typesOn } from './support';
import {
  AccessLog, AdminEndpoint, AdminEndpointProps, ApiDefaults, ApiRoute, Authentication, BodyLimit, BodySize, BotProtection, BotScore, Cidr,
  CorrelationId, Cors, GatewayProof, IpAccess, KongPlugin, PublicAccess, RateTier, SecurityHeaders, Without,
} from '../../src';
import { ofKind, synth } from '../support/app';

const OFFICE = Cidr.of('10.1.0.0/16');
const MINIMAL = { host: 'admin.example.com', tls: TLS, authentication: JWT, allow: [OFFICE], backend: BACKEND };

test('an endpoint asks for both, an address of the list and authentication', () => {
  const chart = gatewayChart();
  const admin = new AdminEndpoint(chart, 'admin', MINIMAL);
  const route = admin.node.findChild('root') as ApiRoute;
  expect(typesOn(route)).toEqual(['pre-function', 'jwt', 'ip-restriction', 'response-transformer', 'post-function']);
  expect(pluginConfigs(chart, route)['ip-restriction'].allow).toEqual(['10.1.0.0/16']);
  expect(ofKind(synth(chart), 'Ingress').map(object => object.metadata.name)).toEqual(['admin-root']);
});

test('an endpoint with all that can be said', () => {
  const chart = gatewayChart();
  const props: Required<Omit<AdminEndpointProps, 'host'>> = {
    hosts: ['admin.example.com'],
    tls: TLS,
    authentication: JWT,
    allow: [OFFICE],
    backend: BACKEND,
    path: '/console',
    tier: new RateTier(chart, 'operators', { minute: 10 }),
    accessLog: AccessLog.file(),
    bots: BotProtection.denying('curl'),
    bodyLimit: BodyLimit.of(BodySize.kibibytes(1)),
    cors: new Cors({ origins: ['https://app.example.com'] }),
    securityHeaders: new SecurityHeaders(),
    correlationId: new CorrelationId(),
    botScore: BotScore.of(),
    gatewayProof: GatewayProof.hmac(),
    plugins: [new KongPlugin(chart, 'cache', { plugin: 'proxy-cache', config: { strategy: 'memory' } })],
  };
  const admin = new AdminEndpoint(chart, 'admin', props);
  expect(typesOn(admin.node.findChild('console') as ApiRoute)).toEqual([
    'pre-function', 'correlation-id', 'bot-detection', 'cors', 'jwt', 'ip-restriction', 'request-size-limiting', 'rate-limiting', 'response-transformer', 'proxy-cache',
    'file-log', 'post-function',
  ]);
  synth(chart);
});

test('routes that are added have both too', () => {
  const chart = gatewayChart();
  const admin = new AdminEndpoint(chart, 'admin', MINIMAL);
  expect(typesOn(admin.addRoute('/users', { backend: BACKEND }))).toEqual(['pre-function', 'jwt', 'ip-restriction', 'response-transformer', 'post-function']);
});

test('a route may shorten the list', () => {
  const chart = gatewayChart();
  const admin = new AdminEndpoint(chart, 'admin', MINIMAL);
  const route = admin.addRoute('/users', { backend: BACKEND, ipAccess: IpAccess.allow(Cidr.of('10.1.2.0/24')) });
  expect(pluginConfigs(chart, route)['ip-restriction'].allow).toEqual(['10.1.2.0/24']);
});

test.each<[string, any, string]>([
  ['lets everybody in', { authentication: PublicAccess.because('the address is enough') }, 'authentication is enforced by the organisation: authentication may not change; leave authentication out, or give the very object that is enforced [test/admin/users]'],
  ['asks for other proof', { authentication: Authentication.apiKey() }, 'authentication is enforced by the organisation: authentication may not change; leave authentication out, or give the very object that is enforced [test/admin/users]'],
  ['drops the list', { without: [Without.ipAccess(REASON)] }, 'ipAccess is enforced by the organisation: it may not be dropped; leave ipAccess out, or make it stricter [test/admin/users]'],
  ['widens the list', { ipAccess: IpAccess.allow(Cidr.of('10.0.0.0/8')) }, 'ipAccess is enforced by the organisation: an allow list may only shrink, and 10.0.0.0/8 is new; leave ipAccess out, or make it stricter [test/admin/users]'],
  ['denies some only', { ipAccess: IpAccess.deny(Cidr.of('192.0.2.0/24')) }, 'ipAccess is enforced by the organisation: an allow list may only shrink, and everybody is new; leave ipAccess out, or make it stricter [test/admin/users]'],
])('fails where a route %s', (_what, options, text) => {
  const admin = new AdminEndpoint(gatewayChart(), 'admin', MINIMAL);
  expect(() => admin.addRoute('/users', { backend: BACKEND, ...options })).toThrow(new Error(text));
});

test.each<[string, any, string]>([
  ['is public', { authentication: PublicAccess.because('the address is enough') }, "admin endpoint 'admin' is public: expected callers who are known, an address alone proves little; give Authentication.jwt(…) or Authentication.apiKey(…) [test]"],
  ['has no authentication', { authentication: undefined }, "api 'admin' has no authentication: it must be said; give Authentication.jwt(…), or PublicAccess.because('…') if anybody may call [test]"],
  ['allows nobody', { allow: [] }, "admin endpoint 'admin' allows nobody: expected the ranges of the operators; give for instance [Cidr.of('10.0.0.0/8')] [test]"],
  ['has no list', { allow: undefined }, "admin endpoint 'admin' allows nobody: expected the ranges of the operators; give for instance [Cidr.of('10.0.0.0/8')] [test]"],
  ['allows everybody', { allow: [OFFICE, Cidr.of('::/0')] }, "admin endpoint 'admin' allows ::/0, which is everybody: expected the ranges of the operators; give for instance [Cidr.of('10.0.0.0/8')] [test]"],
])('fails where it %s', (_what, props, text) => {
  expect(() => new AdminEndpoint(gatewayChart(), 'admin', { ...MINIMAL, ...props })).toThrow(new Error(text));
});

test('fails where it is public by the defaults of its scope', () => {
  const chart = gatewayChart();
  ApiDefaults.provide(chart, { authentication: PublicAccess.because('it is a public catalogue') });
  expect(() => new AdminEndpoint(chart, 'admin', { ...MINIMAL, authentication: undefined as any })).toThrow("admin endpoint 'admin' is public");
});
