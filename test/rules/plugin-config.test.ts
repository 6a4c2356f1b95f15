import { JsonPatch } from 'cdk8s';
import { clusterPlugin, found, messages, object, plugin, shop } from './support';
import { KongEdition, KongGateway, KongGatewayProps, KongPlugin, KongVersion } from '../../src';
import { CUSTOM_PLUGIN } from '../../src/rules/marks';

const RULE = 'plugin-config';
const SECRET = { valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } };

test('complies: what the gateway takes, what a patch fills, what a Secret holds, a plugin of one\'s own', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting', { config: { minute: 5, policy: 'redis' }, configPatches: [{ path: '/redis/host', ...SECRET }] });
  plugin(chart, 'from', 'rate-limiting', { configFrom: { secretKeyRef: { name: 'a', key: 'b' } } });
  plugin(chart, 'own', 'company-audit', { config: { anything: 1 } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a raw object, and for a cluster plugin', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting', { config: { minutes: 5 } });
  clusterPlugin(chart, 'metrics', 'prometheus', { config: { nope: true } });

  expect(found(chart, RULE).map(([path]) => path)).toEqual(expect.arrayContaining(['test/limit', 'test/metrics']));
  expect(messages(chart, RULE)[0]).toContain('rate-limiting has no config.minutes');
});

test('fails for what a patch makes wrong', () => {
  const chart = shop();
  const limit = new KongPlugin(chart, 'limit', { plugin: 'rate-limiting', config: { minute: 5 } });
  expect(messages(chart, RULE)).toEqual([]);

  limit.addJsonPatch(JsonPatch.replace('/config/minute', 'five'));
  expect(found(chart, RULE)).toEqual([['test/limit', expect.stringContaining('rate-limiting config.minute is the string "five"')]]);
});

test('fails for an enterprise plugin in open source', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting-advanced', { config: { limit: [1], window_size: [1] } });

  expect(messages(chart, RULE)).toEqual(['rate-limiting-advanced needs kong enterprise; this gateway is oss 3.9; use rate-limiting or set edition']);
});

test.each([
  [{ plugin: undefined }, 'KongPlugin shop/it has no plugin type: expected the field plugin; write for instance plugin: jwt'],
  [{ plugin: 'key-atuh' }, "KongPlugin shop/it has the plugin type 'key-atuh', which does not come with kong: expected one that the gateway has; did you mean key-auth?"],
  [{ config: { minute: 1 }, configFrom: {} }, 'KongPlugin shop/it has configFrom and config: kubernetes takes one of the two; remove one'],
  [{ configPatches: [SECRET], configFrom: {} }, 'KongPlugin shop/it has configFrom and configPatches: kubernetes takes one of the two; remove one'],
])('fails for %j', (rest, message) => {
  const chart = shop();
  plugin(chart, 'it', 'rate-limiting', rest);

  expect(messages(chart, RULE)).toEqual([message]);
});

test('a type that looks like one of kong is taken if it is said to be one of the user\'s own', () => {
  const chart = shop();
  const own = plugin(chart, 'it', 'jwt2');
  expect(messages(chart, RULE)).toHaveLength(1);

  Object.defineProperty(own, CUSTOM_PLUGIN, { value: true });
  object(chart, 'more', 'v1', 'ConfigMap');
  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: a custom type that resembles one of kong\'s, if it is declared as one', () => {
  const chart = shop();
  new KongPlugin(chart, 'mine', { plugin: 'jwt2', custom: true });

  expect(messages(chart, 'plugin-config')).toEqual([]);
});

describe('certificates that are not verified', () => {
  const late: KongGatewayProps = { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE };
  const limit = (props: KongGatewayProps) => {
    const chart = shop();
    new KongGateway(chart, 'gateway', props);
    plugin(chart, 'limit', 'rate-limiting', { config: { minute: 1, policy: 'redis', redis: { host: 'redis', ssl: true, ssl_verify: false } } });
    return chart;
  };

  test('are refused by enterprise from 3.14 on', () => {
    expect(messages(limit(late), RULE)).toEqual([
      "KongPlugin shop/limit has config.redis.ssl_verify: false: expected true, because kong 3.14 verifies certificates and refuses the whole configuration; remove it, or state settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' } of the gateway",
    ]);
  });

  test.each<KongGatewayProps>([{ ...late, settings: { KONG_TLS_CERTIFICATE_VERIFY: 'off' } }, { ...late, version: KongVersion.V3_13 }, {}])('are taken by %j', props => {
    expect(messages(limit(props), RULE)).toEqual([]);
  });

  test('are found in lists', () => {
    const chart = shop();
    new KongGateway(chart, 'gateway', late);
    Object.defineProperty(plugin(chart, 'mine', 'my-own', { config: { peers: [{ tls_verify: true }, { tls_verify: false }] } }), CUSTOM_PLUGIN, { value: true });
    expect(messages(chart, RULE)).toEqual([expect.stringContaining('KongPlugin shop/mine has config.peers[1].tls_verify: false: expected true')]);
  });
});
