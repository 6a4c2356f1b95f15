import { generateKeyPairSync } from 'node:crypto';
import { translate } from '../../../src/effective/translate/translate';
import { refusals } from '../../../src/effective/verdict/refusals';
import { VerdictTarget } from '../../../src/effective/verdict/target';
import { consumer, globalPlugin, ingress, KONG_API, OPTIONS, OSS, plugin, service } from '../support';

const ENTERPRISE: VerdictTarget = { version: '3.10', edition: 'enterprise', customPlugins: [] };

function verdict(objects: any[], target: VerdictTarget = OSS): string[] {
  return refusals(translate(objects, OPTIONS), target);
}

function route(annotations: Record<string, string>, path: string = '/', pathType: string = 'ImplementationSpecific'): any[] {
  return [service('api'), ingress('a', 'a.example.com', path, annotations, pathType)];
}

function secret(name: string, type: string, stringData: Record<string, string>): any {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop', labels: { 'konghq.com/credential': type } }, stringData };
}

describe('routes', () => {
  test.each<[string, any[], string]>([
    ['protocols that do not go together', route({ 'konghq.com/protocols': 'http,tcp' }), 'mixes the protocols http, tcp'],
    ['websockets on open source', route({ 'konghq.com/protocols': 'wss' }), "the protocol 'wss'"],
    ['a stream with a path', route({ 'konghq.com/protocols': 'tls' }), 'which has no hosts, paths or methods'],
    ['a path that does not begin with a slash', route({ 'konghq.com/regex-prefix': '/v' }, '/v1'), 'expected one that begins with / or ~/'],
    ['a path that is not normalised', route({}, '/a/../b'), 'which is not in the form that it compares: /b'],
    ['a path with an escaped letter', route({}, '/%61'), 'which is not in the form that it compares: /a'],
    ['a path with a bare percent', route({}, '/50%'), 'whose % is no escape'],
    ['an expression with a look-ahead', route({}, '/~/(?=a)'), 'no expression that its router knows'],
    ['a tag with a slash', route({ 'konghq.com/tags': 'a/b' }), "the tag 'a/b'"],
  ])('%s', (_, objects, text) => {
    expect(verdict(objects)).toEqual([expect.stringContaining(text)]);
  });

  test('websockets are Enterprise', () => {
    expect(verdict(route({ 'konghq.com/protocols': 'ws,wss' }), ENTERPRISE)).toEqual([]);
  });

  test('Ingresses whose names and hosts join to one text share a route, and one of the hosts is lost (read in the controller\'s source)', () => {
    const { config } = translate([service('api'), ingress('a', 'api.x', '/1'), ingress('a.api', 'x', '/2')], OPTIONS);
    expect(config.services.flatMap(({ routes }) => routes.map(({ name, hosts, paths }) => ({ name, hosts, paths }))))
      .toEqual([{ name: 'shop.a.api.api.x.80', hosts: ['api.x'], paths: ['/1/', '~/1$', '/2/', '~/2$'] }]);
  });
});

describe('services', () => {
  test.each<[string, Record<string, string>, string]>([
    ['no time at all', { 'konghq.com/read-timeout': '0' }, 'a read_timeout of 0'],
    ['less than no retries', { 'konghq.com/retries': '-1' }, '-1 retries'],
    ['TLS that is verified over http', { 'konghq.com/tls-verify': 'true' }, 'verifies TLS with protocol http'],
    ['a path over tcp', { 'konghq.com/protocol': 'tcp' }, 'has a path, which protocol tcp does not know'],
    ['a host header with a space', { 'konghq.com/host-header': 'a b' }, "the host header 'a b'"],
  ])('%s', (_, annotations, text) => {
    expect(verdict([service('api', annotations), ingress('a', 'a.example.com', '/')])).toEqual([expect.stringContaining(text)]);
  });

  test.each(['up.example.com', 'up.example.com:8080', 'localhost', '192.0.2.1', '::1'])('the host header %s is taken', host => {
    expect(verdict([service('api', { 'konghq.com/host-header': host }), ingress('a', 'a.example.com', '/')])).toEqual([]);
  });

  test('slots out of range', () => {
    const policy = { apiVersion: `${KONG_API}beta1`, kind: 'KongUpstreamPolicy', metadata: { name: 'p', namespace: 'shop' }, spec: { slots: 5 } };
    expect(verdict([service('api', { 'konghq.com/upstream-policy': 'p' }), ingress('a', 'a.example.com', '/'), policy])).toEqual([expect.stringContaining('5 slots')]);
  });
});

describe('plugins', () => {
  const on = (...plugins: any[]): any[] => [service('api'), ...plugins, ingress('a', 'a.example.com', '/', { 'konghq.com/plugins': plugins.map(each => each.metadata.name).join() })];

  test.each<[string, any[], string]>([
    ['two of one type on a route', on(plugin('x', 'cors'), plugin('y', 'cors')), 'plugin cors is there 2 times on route shop.a.api.a.example.com.80, of KongPlugin shop/x and KongPlugin shop/y'],
    ['an unknown field', on(plugin('x', 'ip-restriction', { whitelist: ['10.0.0.0/8'] })), 'has no config.whitelist'],
    ['a mistyped type', on(plugin('x', 'rate-limitting')), "'rate-limitting' is no plugin that comes with kong"],
    ['an Enterprise plugin', on(plugin('x', 'openid-connect')), 'openid-connect needs kong enterprise'],
    ['authentication on a consumer', [plugin('x', 'jwt'), consumer('ann', { 'konghq.com/plugins': 'x' })], 'is bound to consumer ann, and jwt takes none'],
    ['one instance name twice', [{ ...globalPlugin('g', 'cors'), instance_name: 'n' }, { ...globalPlugin('h', 'bot-detection'), instance_name: 'n' }], 'share the instance name n'],
  ])('%s', (_, objects, text) => {
    expect(verdict(objects)).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
  });

  test.each<[string, any]>([
    ['jwt that checks no expiry', plugin('x', 'jwt', { maximum_expiration: 60 })],
    ['no key names', plugin('x', 'key-auth', { key_names: [] })],
    ['credentials for everybody', plugin('x', 'cors', { credentials: true, origins: ['*'] })],
    ['a template that answers 500', plugin('x', 'request-transformer', { add: { headers: ['X-User:$(jwt.sub)'] } })],
    ['a log field that returns nothing', plugin('x', 'http-log', { http_endpoint: 'http://log', custom_fields_by_lua: { a: 'local b = 1' } })],
  ])('what is taken and does not work is no refusal: %s', (_, object) => {
    expect(verdict(on(object))).toEqual([]);
  });

  test('a custom plugin of the gateway is taken, whatever its configuration', () => {
    expect(verdict(on(plugin('x', 'my-plugin', { a: 1 })), { ...OSS, customPlugins: ['my-plugin'] })).toEqual([]);
  });

  test('Enterprise takes its plugins', () => {
    expect(verdict(on(plugin('x', 'openid-connect', { issuer: 'https://login.example.com' })), ENTERPRISE)).toEqual([]);
  });
});

describe('consumers', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const jwt = (algorithm: string, key?: string): any[] => [
    secret('j', 'jwt', { key: 'iss', algorithm, ...key && { rsa_public_key: key } }), consumer('ann', {}, { credentials: ['j'] }),
  ];

  test.each<[string, any[], string]>([
    ['an algorithm that is none', jwt('XX1'), 'does not know'],
    ['an algorithm without its key', jwt('RS256'), 'without rsa_public_key'],
    ['a key that is none', jwt('RS256', 'hello'), 'no public key'],
    ['mtls-auth on open source', [secret('m', 'mtls-auth', { subject_name: 'a' }), consumer('ann', {}, { credentials: ['m'] })], 'mtls-auth credential'],
    ['one custom id twice', [consumer('ann', {}, { custom_id: '1' }), consumer('bea', {}, { custom_id: '1' })], 'have one custom_id, 1'],
    ['groups on open source', [{ apiVersion: `${KONG_API}beta1`, kind: 'KongConsumerGroup', metadata: { name: 'gold', annotations: { 'kubernetes.io/ingress.class': 'kong' } } }], 'consumer group gold'],
  ])('%s', (_, objects, text) => {
    expect(verdict(objects)).toEqual([expect.stringContaining(text)]);
  });

  test('a good key is taken, and a shared secret that is missing', () => {
    expect(verdict(jwt('RS256', rsa))).toEqual([]);
    expect(verdict(jwt('HS256'))).toEqual([]);
  });

  test('newer algorithms need a newer kong', () => {
    expect(verdict(jwt('PS256', rsa))).toEqual([]);
    expect(verdict(jwt('PS256', rsa), { ...OSS, version: '3.4' })).toHaveLength(1);
  });
});
