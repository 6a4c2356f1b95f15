import * as pulumi from '@pulumi/pulumi';
import { GatewayIsolation, KongGateway, settled } from 'gatewarden/pulumi';
import { objectsIn, startProgram } from './support';
import { valueOf } from './support-outputs';

test('the names of the policies are outputs, with that of the controller where it has pods of its own', async () => {
  await startProgram();
  new KongGateway('gateway', { controllerPodLabels: { app: 'controller' } });
  const isolation = new GatewayIsolation('isolation', {}, { namespace: 'kong' });
  await settled();
  expect(await valueOf(isolation.policyNames)).toEqual(['isolation', 'isolation-controller']);
});

test('fails for two ports that are known only later and are the same', async () => {
  const seen = await startProgram();
  new KongGateway('gateway');
  new GatewayIsolation('isolation', { statusPort: pulumi.output(8000) }, { namespace: 'kong' });
  await expect(settled()).rejects.toThrow(/port 8000 is given in proxyPorts and in statusPort/);
  expect(objectsIn(seen)).toEqual([]);
});
