import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigPatch, KongEdition, KongGateway, KongPlugin, KongPluginProps, KongVersion, SecretRef } from '../../src';
import { pluginObjectName } from '../../src/kong/kong-plugin';
import { attached, BACKEND, render, scene } from '../policies/render';
import { testChart } from '../support/app';
import { expectStrict } from '../support/strict-schemas';

/** The object of a plugin, which must pass the strict schema, whether anything refers to it or not. */
function manifest(props: KongPluginProps, id: string = 'rule', chart: Chart = testChart()): any {
  const object = new KongPlugin(chart, id, props).toJson();
  expectStrict([object]);
  return object;
}

const TERMINATE: KongPluginProps = { plugin: 'request-termination', config: { status_code: 403 } };

test('a plugin is its type and its config, named after both and early in a deployment', () => {
  expect(manifest(TERMINATE)).toEqual({
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongPlugin',
    metadata: { name: 'rule-request-termination', namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
    plugin: 'request-termination',
    config: { status_code: 403 },
  });
});

test('all properties', () => {
  const patch: Required<ConfigPatch> = { path: '/redis/password', secret: SecretRef.of('redis-auth', 'password') };
  const props: Required<KongPluginProps> = {
    plugin: 'rate-limiting', config: { minute: 5, policy: 'redis', redis: { host: 'redis' } }, configPatches: [patch], protocols: ['https'],
    name: 'limit', namespace: 'billing', custom: false,
  };
  expect(manifest(props)).toMatchObject({
    metadata: { name: 'limit', namespace: 'billing' },
    plugin: 'rate-limiting',
    config: props.config,
    configPatches: [{ path: '/redis/password', valueFrom: { secretKeyRef: { name: 'redis-auth', key: 'password' } } }],
    protocols: ['https'],
  });
});

test('it is an object of its own, which patches can be added to', () => {
  const plugin = new KongPlugin(testChart(), 'rule', TERMINATE);
  expect(ApiObject.of(plugin)).toBe(plugin);
});

test('without a config the defaults of kong hold', () => {
  expect(manifest({ plugin: 'correlation-id' })).not.toHaveProperty('config');
});

test('what refers to it learns its name, type and namespace', () => {
  const { pluginName, pluginType, pluginNamespace } = new KongPlugin(testChart(), 'rule', { ...TERMINATE, namespace: 'billing' });
  expect([pluginName, pluginType, pluginNamespace]).toEqual(['rule-request-termination', 'request-termination', 'billing']);
});

test('without a namespace it is in the one that it is applied to', () => {
  expect(new KongPlugin(testChart({}), 'rule', TERMINATE).pluginNamespace).toBeUndefined();
});

test('a route takes it at its place in the order', () => {
  const { chart, api } = scene();
  api.addRoute('/', { backend: BACKEND, plugins: [new KongPlugin(chart, 'rule', TERMINATE)] });
  expect(attached(chart.toJson(), 'api-root')).toEqual(['api-pre-function', 'api-jwt', 'api-response-transformer', 'rule-request-termination', 'api-post-function']);
});

describe('the name of a plugin', () => {
  test.each([['limit', 'limit-cors'], ['cors', 'cors'], ['limit-cors', 'limit-cors'], ['corsair', 'corsair-cors']])('with the id %s is %s: the type once, at its end', (id, name) => {
    expect(pluginObjectName(testChart(), id, 'cors')).toBe(name);
  });

  test('is made of the ids below the chart', () => {
    expect(manifest(TERMINATE, 'rule', testChart()).metadata.name).toBe('rule-request-termination');
    expect(pluginObjectName(new Construct(testChart(), 'team'), 'rule', 'cors')).toBe('team-rule-cors');
  });

  test('keeps the type whole where it is cut', () => {
    const name = pluginObjectName(testChart(), `${'x'.repeat(80)}-request-termination`, 'request-termination');
    expect(name).toMatch(/^x+-[0-9a-f]{8}-request-termination$/);
    expect(name).toHaveLength(63);
  });
});

describe('a plugin of one\'s own', () => {
  test('is taken unchecked where it is declared to be one', () => {
    expect(manifest({ plugin: 'acme_audit', custom: true, config: { anything: { goes: true } } })).toMatchObject({ plugin: 'acme_audit', metadata: { name: 'rule-acme-audit' } });
  });

  test('fails where it is not', () => {
    expect(() => manifest({ plugin: 'acme-audit' })).toThrow(/^"acme-audit" is no plugin that comes with kong; expected one that does, or a custom plugin; .* \[test\/rule\]$/);
  });

  test.each(['', 'my plugin', '-x', 'a.b'])('fails for the type %j', plugin => {
    expect(() => manifest({ plugin, custom: true, name: 'x' }))
      .toThrow(`plugin type '${plugin}' is not a plugin: expected its name at kong, of letters, digits, '-' and '_'; write for instance 'cors' [test/rule]`);
  });
});

test('fails for a mistyped type and names the one that was meant', () => {
  expect(() => manifest({ plugin: 'rate-limitting' })).toThrow('did you mean rate-limiting? [test/rule]');
});

test('fails for an unknown setting and names the one that was meant', () => {
  expect(() => manifest({ plugin: 'ip-restriction', config: { alow: ['10.0.0.0/8'], deny: ['10.1.0.0/16'] } })).toThrow('ip-restriction has no config.alow; did you mean allow? [test/rule]');
});

test('fails with every mistake at once', () => {
  expect(() => manifest({ plugin: 'rate-limiting', config: { minute: '5', polcy: 'local' } })).toThrow(/config\.minute is .*; rate-limiting has no config\.polcy; did you mean policy\? \[test\/rule\]$/);
});

test('fails for a plugin of enterprise at an open-source gateway', () => {
  expect(() => manifest({ plugin: 'openid-connect', config: { issuer: 'https://login.example.com' } })).toThrow('openid-connect needs kong enterprise; this gateway is oss 3.9');
});

test('the gateway that serves the scope decides what it takes', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { version: KongVersion.V3_11, edition: KongEdition.ENTERPRISE });
  expect(manifest({ plugin: 'openid-connect', config: { issuer: 'https://login.example.com' } }, 'rule', chart).plugin).toBe('openid-connect');
});

test.each(['Limit', 'a,b', 'ns:limit', ''])('fails for the name %j', name => {
  expect(() => manifest({ ...TERMINATE, name })).toThrow(`got '${name}'; write it as 'my-object' [test/rule]`);
});

test('fails for a protocol that the api server refuses', () => {
  expect(() => manifest({ ...TERMINATE, protocols: ['https', 'ws'] }))
    .toThrow("plugin runs for the protocol 'ws': expected some of http, https, grpc, grpcs, tcp, tls, udp; correct it or leave protocols out [test/rule]");
});

test('fails for no protocol', () => {
  expect(() => manifest({ ...TERMINATE, protocols: [] })).toThrow('plugin runs for no protocol: expected some of http');
});

test('fails for a patch whose path is no pointer', () => {
  expect(() => manifest({ plugin: 'rate-limiting', config: { minute: 1, policy: 'redis', redis: { host: 'r' } }, configPatches: [{ path: 'redis.password', secret: SecretRef.of('s', 'k') }] }))
    .toThrow("config patch at 'redis.password' is no json pointer: expected a path below config that begins with a slash; write '/redis/password' [test/rule]");
});

test('fails for a patch at a setting that does not exist', () => {
  expect(() => manifest({ plugin: 'rate-limiting', config: { minute: 1 }, configPatches: [{ path: '/redis/passwort', secret: SecretRef.of('s', 'k') }] }))
    .toThrow('rate-limiting has no config.redis.passwort; did you mean password? [test/rule]');
});

describe('a plugin that exists', () => {
  test('is referred to by name, and nothing is emitted for it', () => {
    const { chart, api } = scene();
    api.addRoute('/', { backend: BACKEND, plugins: [KongPlugin.fromName(chart, 'waf', { name: 'central-waf', plugin: 'request-termination' })] });
    const objects = chart.toJson();
    expect(attached(objects, 'api-root')).toContain('central-waf');
    expect(objects.some(object => object.metadata.name === 'central-waf')).toBe(false);
  });

  test('is in the namespace of the chart unless it is said to be in another', () => {
    const chart = testChart();
    const found = [undefined, 'billing'].map((namespace, i) => KongPlugin.fromName(chart, `p${i}`, { name: 'central-waf', plugin: 'cors', namespace }).pluginNamespace);
    expect(found).toEqual(['shop', 'billing']);
  });

  test('counts as one of its type', () => {
    const { chart, api } = scene();
    const plugin = KongPlugin.fromName(chart, 'tokens', { name: 'central-jwt', plugin: 'jwt' });
    expect(() => api.addRoute('/', { backend: BACKEND, plugins: [plugin] })).toThrow('two plugins of type jwt');
  });

  test.each(['a,b', 'ns:name', 'Waf', ''])('fails for the name %j', name => {
    expect(() => KongPlugin.fromName(testChart(), 'waf', { name, plugin: 'cors' })).toThrow(`got '${name}'; write it as 'my-object' [test/waf]`);
  });
});

test('every plugin that a policy makes is one of these', () => {
  expect(render().filter(object => object.kind === 'KongPlugin').map(object => object.metadata.name)).toEqual(['api-jwt', 'api-post-function', 'api-pre-function', 'api-response-transformer']);
});
