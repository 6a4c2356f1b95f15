import { KongEdition, KongGateway, KongVersion } from '../../src';
import { testChart } from '../support/app';

test('an edition reads as error texts and the table of facts name it', () => {
  expect(Object.values(KongEdition)).toEqual(['oss', 'enterprise']);
});

test.each([KongVersion.V3_9, KongVersion.V3_10])('enterprise exists as %s', (version) => {
  const gateway = new KongGateway(testChart(), 'gateway', { version, edition: KongEdition.ENTERPRISE });

  expect(gateway.isEnterprise).toBe(true);
  expect(gateway.description).toBe(`enterprise ${version}`);
});

test('fails on open source after 3.9', () => {
  expect(() => new KongGateway(testChart(), 'gateway', { version: KongVersion.V3_10 })).toThrow(new Error(
    'kong 3.10 does not exist as open source: expected 3.9 or earlier; set edition: KongEdition.ENTERPRISE or version: KongVersion.V3_9 [test/gateway]'));
});
