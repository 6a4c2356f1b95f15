import * as pulumi from '@pulumi/pulumi';
import { GatewayAlerts, GatewayMetrics, KongGateway, settled } from 'gatewarden/pulumi';
import { objectsIn, resource, startProgram } from './support';
import { valueOf } from './support-outputs';

const KONG = { namespace: 'kong' };

function alerts(ratio: pulumi.Input<number>): GatewayAlerts {
  new KongGateway('gateway');
  new GatewayMetrics('metrics', {}, KONG);
  return new GatewayAlerts('alerts', { labels: {}, backendErrors: { ratio } }, KONG);
}

test('the name of the rule is an output', async () => {
  await startProgram();
  const component = alerts(0.1);
  await settled();
  expect(await valueOf(component.ruleName)).toBe('alerts');
});

test('a threshold that is an output stands in the expression', async () => {
  const seen = await startProgram();
  alerts(pulumi.output(0.125));
  await settled();
  const rules = resource(seen, 'PrometheusRule', 'alerts').inputs.spec.groups[0].rules;
  expect(rules.find(({ alert }: any) => alert === 'BackendServerErrors').expr).toContain('0.125');
});

test('fails for a threshold that is known only later and can never be met', async () => {
  const seen = await startProgram();
  alerts(pulumi.output(2));
  await expect(settled()).rejects.toThrow(/backendErrors.ratio is 2: expected a number between 0 and 1/);
  expect(objectsIn(seen)).toEqual([]);
});
