import { Chart } from 'cdk8s';
import { KongClusterPlugin, KongClusterPluginProps, KongGateway, SecretRef } from '../../src';
import { synth, testChart } from '../support/app';

const TERMINATE: KongClusterPluginProps = { plugin: 'request-termination', config: { status_code: 503 } };

function manifest(props: KongClusterPluginProps, chart: Chart = testChart()): any {
  new KongClusterPlugin(chart, 'closed', props);
  return synth(chart)[0];
}

test('it is global, in no namespace, and has the class without which the controller ignores it', () => {
  expect(manifest(TERMINATE)).toEqual({
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongClusterPlugin',
    metadata: {
      name: 'closed-request-termination',
      annotations: { 'argocd.argoproj.io/sync-wave': '-1', 'kubernetes.io/ingress.class': 'kong' },
      labels: { global: 'true' },
    },
    plugin: 'request-termination',
    config: { status_code: 503 },
  });
});

test('all properties', () => {
  const props: Required<KongClusterPluginProps> = {
    plugin: 'rate-limiting', config: { minute: 5, policy: 'redis', redis: { host: 'redis' } },
    configPatches: [{ path: '/redis/password', secret: SecretRef.of('redis-auth', 'password') }], secretNamespace: 'secrets', name: 'limit', custom: false,
  };
  expect(manifest(props)).toMatchObject({
    metadata: { name: 'limit' },
    configPatches: [{ path: '/redis/password', valueFrom: { secretKeyRef: { namespace: 'secrets', name: 'redis-auth', key: 'password' } } }],
  });
});

test('its secrets are in the namespace of the gateway unless said otherwise', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { namespace: 'edge' });
  const object = manifest({ plugin: 'http-log', config: { http_endpoint: 'http://logs' }, configPatches: [{ path: '/headers/Authorization', secret: SecretRef.of('a', 'b') }] }, chart);
  expect(object.configPatches[0].valueFrom.secretKeyRef.namespace).toBe('edge');
});

test('it has the class of its gateway', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { ingressClassName: 'edge' });
  expect(manifest(TERMINATE, chart).metadata.annotations['kubernetes.io/ingress.class']).toBe('edge');
});

test('it is the same without a namespace to leave out', () => {
  expect(manifest(TERMINATE, testChart({}))).toEqual(manifest(TERMINATE));
});

test('a plugin of one\'s own is taken where it is declared to be one', () => {
  expect(manifest({ plugin: 'acme-audit', custom: true, config: { level: 1 } }).plugin).toBe('acme-audit');
});

test('fails for an unknown setting', () => {
  expect(() => manifest({ plugin: 'request-termination', config: { status: 503 } })).toThrow('request-termination has no config.status');
});

test('fails for the name of no object', () => {
  expect(() => manifest({ ...TERMINATE, name: 'Closed' })).toThrow("got 'Closed'; write it as 'my-object' [test/closed]");
});

test('fails where the imported gateway has a global of this type', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway', { globalPlugins: ['request-termination'] });
  expect(() => manifest(TERMINATE, chart)).toThrow('a global request-termination exists at the imported gateway: expected one per type, '
    + 'of two the controller takes neither; remove this one [test/closed]');
});

test('a global of another type may be beside those of the imported gateway', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway', { globalPlugins: ['prometheus'] });
  expect(manifest(TERMINATE, chart).plugin).toBe('request-termination');
});
