import * as pulumi from '@pulumi/pulumi';
import { NginxTlsConfig, settled } from 'gatewarden/pulumi';
import { objectsIn, startProgram } from './support';
import { valueOf } from './support-outputs';

test('the name of the config map is an output, and its settings take outputs', async () => {
  const seen = await startProgram();
  const nginx = new NginxTlsConfig('tls', { extra: { 'proxy-body-size': pulumi.output('10m') } });
  await settled();
  expect(await valueOf(nginx.configMapName)).toBe('ingress-nginx-controller');
  expect(objectsIn(seen)[0].inputs.data['proxy-body-size']).toBe('10m');
});
