import { ApiObject } from 'cdk8s';
import { KongGateway } from '../../src/gateway';
import { GatewayMetrics, GatewayMetricsProps, MetricsScrape } from '../../src/monitoring';
import { find, synth, testChart } from '../support/app';

test('defaultChild is the plugin object', () => {
  const metrics = new GatewayMetrics(testChart(), 'metrics');
  expect(ApiObject.of(metrics)).toBe(metrics.plugin.apiObject);
});

test('minimal: everything but the consumer label, collected by a pod monitor', () => {
  const chart = testChart();
  new GatewayMetrics(chart, 'metrics');
  const objects = synth(chart);
  expect(objects.map(o => o.kind)).toEqual(['KongClusterPlugin', 'PodMonitor']);
  expect(objects[0]).toEqual({
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongClusterPlugin',
    metadata: {
      name: 'metrics-prometheus',
      labels: { global: 'true' },
      annotations: { 'kubernetes.io/ingress.class': 'kong', 'argocd.argoproj.io/sync-wave': '-1' },
    },
    plugin: 'prometheus',
    config: { status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true, upstream_health_metrics: true, per_consumer: false },
  });
});

test('all properties', () => {
  const props: Required<GatewayMetricsProps> = { name: 'kong-metrics', scrape: MetricsScrape.podMonitor({ labels: { release: 'p' } }) };
  const chart = testChart();
  const metrics = new GatewayMetrics(chart, 'metrics', props);
  const objects = synth(chart);
  expect(metrics.scrape).toBe(props.scrape);
  expect(find(objects, 'KongClusterPlugin', 'kong-metrics')).toBeDefined();
  expect(find(objects, 'PodMonitor', 'metrics').metadata.labels).toEqual({ release: 'p' });
});

test.each([
  ['statusCodes', 'status_code_metrics', true],
  ['latency', 'latency_metrics', true],
  ['bandwidth', 'bandwidth_metrics', true],
  ['upstreamHealth', 'upstream_health_metrics', true],
  ['perConsumer', 'per_consumer', false],
])('the switch %s of the gateway is %s', (name, setting, byDefault) => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { metrics: { [name]: !byDefault } });
  new GatewayMetrics(chart, 'metrics');
  expect(find(synth(chart), 'KongClusterPlugin', 'metrics-prometheus').config).toMatchObject({ [setting]: !byDefault });
});

test('needs a status listener that other pods reach, which the helm chart opens', () => {
  const chart = testChart();
  const metrics = new GatewayMetrics(chart, 'metrics');
  expect(KongGateway.of(metrics)._requirements.all()).toContainEqual({ setting: 'KONG_STATUS_LISTEN', value: '0.0.0.0:8100', reason: 'GatewayMetrics', met: true });
});

test('fails at an imported gateway', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway');
  expect(() => new GatewayMetrics(chart, 'metrics'))
    .toThrow('the gateway is imported, and its metrics are made by the app that declares it: expected one place; remove these, and state what holds there in metrics of KongGateway.imported [test/metrics]');
});

test('fails for a second one of a gateway', () => {
  const chart = testChart();
  new GatewayMetrics(chart, 'metrics');
  expect(() => new GatewayMetrics(chart, 'again'))
    .toThrow('the gateway has metrics already (test/metrics): expected one, of two global prometheus plugins the controller takes neither; remove this one [test/again]');
});
