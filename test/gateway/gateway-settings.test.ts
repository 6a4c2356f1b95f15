import { ApiObject, App, Chart } from 'cdk8s';
import { Cidr, GatewaySettings, GatewaySettingsProps, KongEdition, KongGateway, KongGatewayProps, KongVersion, Redis, SecretRef, TlsProfile, UntrustedLua } from '../../src';
import { synth, testChart } from '../support/app';

function settings(gateway: KongGatewayProps, props?: GatewaySettingsProps): Chart {
  const chart = testChart();
  new KongGateway(chart, 'gateway', gateway);
  new GatewaySettings(chart, 'settings', props);
  return chart;
}

const dataOf = (gateway: KongGatewayProps, props?: GatewaySettingsProps) => synth(settings(gateway, props))[0].data;

test('the config map stands in the namespace of the gateway, before what needs it', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { namespace: 'edge' });
  const made = new GatewaySettings(chart, 'settings');

  expect(made.node.defaultChild).toBe(made.apiObject);
  expect(made.configMapName).toBe('settings');
  expect(synth(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'edge', annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
    data: { KONG_HEADERS: 'off', KONG_SSL_CIPHER_SUITE: 'intermediate' },
  }]);
});

test('all props are used', () => {
  const props: Required<GatewaySettingsProps> = { name: 'kong-settings', extra: { KONG_LOG_LEVEL: 'info', KONG_HEADERS: 'X-Kong-Request-Id' } };
  const [object] = synth(settings({}, props));

  expect(object.metadata.name).toBe('kong-settings');
  expect(object.data).toEqual({ KONG_HEADERS: 'X-Kong-Request-Id', KONG_LOG_LEVEL: 'info', KONG_SSL_CIPHER_SUITE: 'intermediate' });
});

test('what the pods take from secrets is listed for who makes the pods, by name, and stands in no object', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret'), EDGE_KEY: SecretRef.of('edge', 'key') } });
  const made = new GatewaySettings(chart, 'settings');
  expect(made.environment).toEqual([
    { name: 'EDGE_KEY', valueFrom: { secretKeyRef: { name: 'edge', key: 'key' } } },
    { name: 'GW_PROOF', valueFrom: { secretKeyRef: { name: 'gateway-proof', key: 'secret' } } },
  ]);
  expect(JSON.stringify(synth(chart))).not.toMatch(/gateway-proof|GW_PROOF/);
});

test('a gateway that takes nothing from secrets asks for no variable', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway');
  expect(new GatewaySettings(chart, 'settings').environment).toEqual([]);
});

test('the entries are what a container of a deployment takes', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') } });
  const { environment } = new GatewaySettings(chart, 'settings');
  const labels = { app: 'kong' };
  new ApiObject(chart, 'pods', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'kong' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'proxy', image: 'kong:3.9', env: environment }] } } },
  });
  // Against the strict schemas.
  expect(synth(chart).at(-1).spec.template.spec.containers[0].env).toEqual([{ name: 'GW_PROOF', valueFrom: { secretKeyRef: { name: 'gateway-proof', key: 'secret' } } }]);
});

test('trusted proxies are set with the header that they write', () => {
  expect(dataOf({ trustedProxies: [Cidr.of('10.0.0.0/8'), Cidr.of('192.0.2.0/24'), Cidr.of('10.0.0.0/8')] })).toMatchObject({
    KONG_TRUSTED_IPS: '10.0.0.0/8,192.0.2.0/24', KONG_REAL_IP_HEADER: 'X-Forwarded-For', KONG_REAL_IP_RECURSIVE: 'on',
  });
});

test('a custom tls profile is written out, with parameters for its dhe suites', () => {
  expect(dataOf({ tlsProfile: TlsProfile.custom({ ciphers: ['ECDHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES256-GCM-SHA384'] }) })).toEqual({
    KONG_HEADERS: 'off',
    KONG_SSL_CIPHER_SUITE: 'custom',
    KONG_SSL_PROTOCOLS: 'TLSv1.2 TLSv1.3',
    KONG_SSL_CIPHERS: 'ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-GCM-SHA384',
    KONG_SSL_DHPARAM: 'ffdhe2048',
  });
});

test('lua modules and mode are set', () => {
  expect(dataOf({ luaModules: ['cjson.safe', 'cjson.safe'], untrustedLua: UntrustedLua.SANDBOX })).toMatchObject({
    KONG_UNTRUSTED_LUA: 'sandbox', KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'cjson.safe',
  });
});

test('a redis whose certificate is verified needs authorities to verify it with', () => {
  expect(dataOf({ redis: Redis.at('redis', { tls: true }) })).toMatchObject({ KONG_LUA_SSL_TRUSTED_CERTIFICATE: 'system' });
  expect(dataOf({ redis: Redis.at('redis', { tls: true, trustedCertificate: '/etc/secrets/redis-ca/ca.crt' }) }))
    .toMatchObject({ KONG_LUA_SSL_TRUSTED_CERTIFICATE: 'system,/etc/secrets/redis-ca/ca.crt' });
  expect(dataOf({ redis: Redis.at('redis') })).not.toHaveProperty('KONG_LUA_SSL_TRUSTED_CERTIFICATE');
});

test('what is needed after the settings were made is in them', () => {
  const chart = testChart();
  const gateway = new KongGateway(chart, 'gateway');
  new GatewaySettings(chart, 'settings');
  gateway._require({ setting: 'KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES', value: 'cjson.safe', reason: 'a test', met: false });

  expect(synth(chart)[0].data).toMatchObject({ KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'cjson.safe' });
});

test('extra may say more of a list than is needed', () => {
  expect(dataOf({ trustedProxies: [Cidr.of('10.0.0.0/8')] }, { extra: { KONG_TRUSTED_IPS: '10.0.0.0/8,192.0.2.0/24' } }))
    .toMatchObject({ KONG_TRUSTED_IPS: '10.0.0.0/8,192.0.2.0/24' });
});

test('a settings object is known from any other', () => {
  const chart = testChart();

  expect(GatewaySettings.isGatewaySettings(new GatewaySettings(chart, 'settings'))).toBe(true);
  expect([chart, null, undefined, 'x'].map(x => GatewaySettings.isGatewaySettings(x))).toEqual([false, false, false, false]);
});

test('two gateways in one app have settings of their own', () => {
  const app = new App();
  const [one, two] = ['one', 'two'].map(id => new Chart(app, id));
  new KongGateway(one, 'gateway', { namespace: 'kong-one' });
  new KongGateway(two, 'gateway', { namespace: 'kong-two', ingressClassName: 'kong-two' });
  new GatewaySettings(one, 'settings');
  new GatewaySettings(two, 'settings');

  expect([one, two].map(chart => synth(chart)[0].metadata.namespace)).toEqual(['kong-one', 'kong-two']);
});

test('fails at an imported gateway', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway');

  expect(() => new GatewaySettings(chart, 'settings')).toThrow(new Error(
    'the gateway is imported, and its settings are made by the app that declares it: expected one place; state what holds there in settings of KongGateway.imported [test/settings]'));
});

test('fails on a second one for a gateway', () => {
  const chart = settings({});

  expect(() => new GatewaySettings(chart, 'other')).toThrow(new Error(
    'a config map with settings of this gateway exists already (test/settings): expected one per gateway; add to that one [test/other]'));
});

test.each<[GatewaySettingsProps, string]>([
  [{ name: 'Kong' }, "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit, got 'Kong'; write it as 'my-object' [test/settings]"],
  [{ extra: { LOG_LEVEL: 'info' } }, "setting 'LOG_LEVEL' is not a setting: expected the environment variable, KONG_ and the name in capitals; write for instance KONG_LOG_LEVEL [test/settings]"],
  [{ extra: { KONG_PG_PASSWORD: 's3cret' } }, "setting KONG_PG_PASSWORD holds a secret: a config map is readable by many, and so is code; set it from a Secret in the pod's environment [test/settings]"],
  [{ extra: { KONG_SSL_CIPHERS: 'AES128-SHA' } }, "setting KONG_SSL_CIPHERS does nothing: kong ignores it with cipher suite 'intermediate'; give the gateway tlsProfile: TlsProfile.custom({ … }) [test/settings]"],
])('fails on %o', (props, message) => {
  expect(() => settings({}, props)).toThrow(new Error(message));
});

test('fails when extra contradicts what is needed', () => {
  const chart = settings({}, { extra: { KONG_SSL_CIPHER_SUITE: 'old' } });

  expect(() => chart.toJson()).toThrow(
    "setting KONG_SSL_CIPHER_SUITE is given as 'old' and needed as 'intermediate': expected what the app needs; remove it from extra [test/settings]");
});

test('fails when a pod sets something else than is needed, which would win', () => {
  const chart = settings({ luaModules: ['cjson.safe'], settings: { KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'resty.sha256' } });

  expect(() => chart.toJson()).toThrow(
    "setting KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES is made elsewhere as 'resty.sha256' and needed as 'cjson.safe': what a pod sets itself wins over a config map; change it there and in settings of the gateway [test/settings]");
});

test('fails when two features need different values', () => {
  const chart = testChart();
  const gateway = new KongGateway(chart, 'gateway', { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE, untrustedLua: UntrustedLua.LAX });
  new GatewaySettings(chart, 'settings');
  gateway._require({ setting: 'KONG_UNTRUSTED_LUA', value: 'strict', reason: 'another feature', met: false });

  expect(() => chart.toJson()).toThrow(
    "setting KONG_UNTRUSTED_LUA is needed as 'lax' by untrustedLua and as 'strict' by another feature: a node has one value; give one of the two up [test/settings]");
});
