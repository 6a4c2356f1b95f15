import { GatewayMetrics, KongGateway, settled } from 'gatewarden/pulumi';
import { resource, startProgram } from './support';
import { valueOf } from './support-outputs';

test('the name of the global plugin is an output', async () => {
  const seen = await startProgram();
  new KongGateway('gateway');
  const metrics = new GatewayMetrics('metrics', {}, { namespace: 'kong' });
  await settled();
  expect(await valueOf(metrics.pluginName)).toBe('metrics-prometheus');
  expect(resource(seen, 'KongClusterPlugin', 'metrics-prometheus').inputs.plugin).toBe('prometheus');
});
