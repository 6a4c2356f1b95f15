import { JsonPatch } from 'cdk8s';
import { found, messages, object, shop } from './support';
import { Cidr, GatewaySettings, KongGateway } from '../../src';

const RULE = 'gateway-settings';
const PROXIES = { trustedProxies: [Cidr.of('10.0.0.0/8')] };
const ELSEWHERE = { KONG_TRUSTED_IPS: '192.168.0.0/16, 10.0.0.0/8', KONG_REAL_IP_HEADER: 'x-forwarded-for', KONG_REAL_IP_RECURSIVE: 'on' };

test('complies: nothing is needed', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway');
  object(chart, 'any', 'v1', 'ConfigMap');

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: GatewaySettings sets it, or it is set elsewhere', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', PROXIES);
  new GatewaySettings(chart, 'settings');
  expect(messages(chart, RULE)).toEqual([]);

  const other = shop();
  new KongGateway(other, 'gateway', { ...PROXIES, settings: ELSEWHERE });
  object(other, 'any', 'v1', 'ConfigMap');
  expect(messages(other, RULE)).toEqual([]);
});

test('fails for what nothing sets', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', PROXIES);
  object(chart, 'any', 'v1', 'ConfigMap');

  expect(found(chart, RULE)).toContainEqual(['test/gateway',
    "setting KONG_TRUSTED_IPS must be '10.0.0.0/8' for trustedProxies, and nothing sets it: what needs it does not work; make a GatewaySettings for the gateway, or state it in settings of the gateway if it is set elsewhere"]);
});

test('fails for what is set otherwise', () => {
  const chart = shop();
  KongGateway.imported(chart, 'gateway', { ...PROXIES, settings: { ...ELSEWHERE, KONG_TRUSTED_IPS: '192.168.0.0/16' } });
  object(chart, 'any', 'v1', 'ConfigMap');

  expect(messages(chart, RULE)).toEqual([
    "setting KONG_TRUSTED_IPS must be '10.0.0.0/8' for trustedProxies, and it is '192.168.0.0/16': what needs it does not work; state it in settings of KongGateway.imported once it holds",
  ]);
});

test('fails for what a patch takes out of the settings', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', PROXIES);
  new GatewaySettings(chart, 'settings').apiObject.addJsonPatch(JsonPatch.replace('/data/KONG_REAL_IP_RECURSIVE', 'off'));

  expect(messages(chart, RULE)).toEqual([
    "setting KONG_REAL_IP_RECURSIVE must be 'on' for trustedProxies, and it is 'off': what needs it does not work; remove what overrides it from the config map",
  ]);
});

test('fails at the app when the gateway is declared nowhere', () => {
  const chart = shop();
  object(chart, 'any', 'v1', 'ConfigMap');
  KongGateway.of(chart)._require({ setting: 'KONG_X', value: '1', reason: 'a test', met: false });

  expect(found(chart, RULE)).toEqual([['', expect.stringContaining("setting KONG_X must be '1' for a test, and nothing sets it")]]);
});

test('fails for two values of one setting', () => {
  const chart = shop();
  const gateway = new KongGateway(chart, 'gateway');
  gateway._require({ setting: 'KONG_X', value: '1', reason: 'one thing', met: true });
  gateway._require({ setting: 'KONG_X', value: '2', reason: 'another', met: true });
  object(chart, 'any', 'v1', 'ConfigMap');

  expect(messages(chart, RULE)).toEqual([expect.stringContaining("KONG_X is needed as '1'")]);
});
