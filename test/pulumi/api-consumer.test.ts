import * as pulumi from '@pulumi/pulumi';
import { ApiConsumer, ApiKeyCredential, RateTier, settled } from 'gatewarden/pulumi';
import { startProgram } from './support';
import { valueOf } from './support-outputs';

const SHOP = { namespace: 'shop' };

test('it has its names and the secrets of its credentials as outputs', async () => {
  await startProgram();
  const tier = new RateTier('standard', { minute: 100 }, SHOP);
  const credentials = [ApiKeyCredential.fromSecret(pulumi.output('partner-key'))];
  const consumer = new ApiConsumer('partner', { tier, username: pulumi.output('acme'), credentials }, SHOP);
  await settled();
  expect(await valueOf(pulumi.all([consumer.consumerName, consumer.username]))).toEqual(['partner', 'acme']);
  expect(await valueOf(consumer.secretNames)).toEqual(['partner-key', 'standard-group']);
});

test('its name at the gateway is that of the component unless it is given', async () => {
  await startProgram();
  const consumer = new ApiConsumer('partner', { credentials: [ApiKeyCredential.fromSecret('partner-key')] }, SHOP);
  await settled();
  expect(await valueOf(consumer.username)).toBe('partner');
});

test('fails for a consumer without credentials', async () => {
  await startProgram();
  expect(() => new ApiConsumer('partner', { credentials: [] }, SHOP)).toThrow(/has no credential/);
  await settled();
});
