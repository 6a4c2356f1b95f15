import * as pulumi from '@pulumi/pulumi';
import { GatewaySettings, KongGateway, SecretRef, settled } from 'gatewarden/pulumi';
import { startProgram } from './support';
import { valueOf } from './support-outputs';

test('the name of the config map, and what the pods take from secrets, are outputs', async () => {
  await startProgram();
  new KongGateway('gateway', { secretEnvironment: { GW_PROOF: SecretRef.of(pulumi.output('proof'), 'secret') } });
  const settings = new GatewaySettings('kong-settings', { extra: { KONG_LOG_LEVEL: pulumi.output('notice') } }, { namespace: 'kong' });
  await settled();
  expect(await valueOf(settings.configMapName)).toBe('kong-settings');
  expect(await valueOf(settings.environment)).toEqual([{ name: 'GW_PROOF', valueFrom: { secretKeyRef: { name: 'proof', key: 'secret' } } }]);
});
