import * as pulumi from '@pulumi/pulumi';
import { BackendIsolation, BackendService, settled } from 'gatewarden/pulumi';
import { objectsIn, resource, startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };

test('it protects the pods of a service that is a component', async () => {
  const seen = await startProgram();
  const service = new BackendService('api', { podLabels: { app: pulumi.output('api') }, containerPort: pulumi.output(8080) }, SHOP);
  const isolation = new BackendIsolation('isolation', { service }, SHOP);
  await settled();
  const { spec } = resource(seen, 'NetworkPolicy', 'isolation').inputs;
  expect([spec.podSelector.matchLabels, spec.ingress[0].ports]).toEqual([{ app: 'api' }, [{ protocol: 'TCP', port: 8080 }]]);
  expect(await valueOf(isolation.policyName)).toBe('isolation');
});

test('fails for a label that is known only later and is none', async () => {
  const seen = await startProgram();
  new BackendIsolation('isolation', { podLabels: { app: pulumi.output('no label') }, containerPort: 8080 }, SHOP);
  await expect(settled()).rejects.toThrow(/expected a label value/);
  expect(objectsIn(seen)).toEqual([]);
});
