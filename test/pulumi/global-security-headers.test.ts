import { GlobalSecurityHeaders, KongGateway, settled } from 'gatewarden/pulumi';
import { startProgram } from './support';
import { valueOf } from './support-outputs';

test('the name of the global plugin is an output', async () => {
  await startProgram();
  new KongGateway('gateway');
  const headers = new GlobalSecurityHeaders('global');
  await settled();
  expect(await valueOf(headers.pluginName)).toBe('global-response-transformer');
});
