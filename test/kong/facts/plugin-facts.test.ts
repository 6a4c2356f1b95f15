import {
  consumerGroupScopeAllowed, consumerScopeAllowed, fieldAt, fieldExists, isBundledPlugin, isEnterprisePlugin, nearestName, PLUGIN_NAMES, pluginFact,
  pluginPriority,
} from '../../../src/kong/facts/plugin-facts';

test('36 plugins are known, in alphabetical order', () => {
  expect(PLUGIN_NAMES).toHaveLength(36);
  expect([...PLUGIN_NAMES].sort()).toEqual(PLUGIN_NAMES);
});

test('a plugin is found by its name, and only by it', () => {
  expect(pluginFact('jwt')?.name).toBe('jwt');
  expect(pluginFact('JWT')).toBeUndefined();
  expect(pluginFact('constructor')).toBeUndefined();
});

test('the nearest name prefers plugins with facts', () => {
  expect(nearestName('key_auth')).toBe('key-auth');
  expect(nearestName('RateLimiting')).toBe('rate-limiting');
  expect(nearestName('zipkins')).toBe('zipkin');
  expect(nearestName('something-else-entirely')).toBeUndefined();
});

test('priorities are those that a real kong 3.9 shows', () => {
  const observed = [
    ['pre-function', 1000000], ['correlation-id', 100001], ['bot-detection', 2500], ['cors', 2000], ['jwt', 1450], ['key-auth', 1250], ['ip-restriction', 990],
    ['request-size-limiting', 951], ['acl', 950], ['rate-limiting', 910], ['request-transformer', 801], ['response-transformer', 800], ['prometheus', 13],
    ['http-log', 12], ['request-termination', 2], ['post-function', -1000],
  ] as const;
  for (const [plugin, priority] of observed) {
    expect([plugin, pluginPriority(plugin)]).toEqual([plugin, priority]);
    expect(pluginFact(plugin)?.priority).toBe(priority);
  }
  expect(pluginPriority('opa')).toBe(920);
  expect(pluginPriority('our-own-thing')).toBeUndefined();
});

test('editions', () => {
  for (const plugin of ['openid-connect', 'request-validator', 'rate-limiting-advanced', 'opa']) expect(isEnterprisePlugin(plugin)).toBe(true);
  for (const plugin of ['jwt', 'redirect', 'zipkin', 'our-own-thing']) expect(isEnterprisePlugin(plugin)).toBe(false);
});

test('bundled plugins', () => {
  expect(isBundledPlugin('opa')).toBe(true);
  expect(isBundledPlugin('our-own-thing')).toBe(false);
});

test('which plugins a consumer may carry', () => {
  const allowed = PLUGIN_NAMES.filter(consumerScopeAllowed);
  expect(allowed).toEqual([
    'correlation-id', 'file-log', 'http-log', 'ip-restriction', 'opentelemetry', 'prometheus', 'proxy-cache', 'rate-limiting', 'rate-limiting-advanced', 'redirect',
    'request-size-limiting', 'request-termination', 'request-transformer', 'request-transformer-advanced', 'request-validator', 'response-ratelimiting',
    'response-transformer', 'response-transformer-advanced', 'syslog', 'tcp-log', 'udp-log',
  ]);
  expect(consumerScopeAllowed('our-own-thing')).toBe(true);
});

test('which plugins a consumer group may carry', () => {
  expect(consumerGroupScopeAllowed('rate-limiting', '3.9', 'oss')).toBe(false);
  expect(consumerGroupScopeAllowed('rate-limiting', '3.9', 'enterprise')).toBe(true);
  expect(consumerGroupScopeAllowed('rate-limiting', '3.6', 'enterprise')).toBe(true);
  expect(consumerGroupScopeAllowed('rate-limiting', '3.5', 'enterprise')).toBe(false);
  expect(consumerGroupScopeAllowed('rate-limiting-advanced', '3.4', 'enterprise')).toBe(true);
  expect(consumerGroupScopeAllowed('jwt', '3.14', 'enterprise')).toBe(false);
  expect(consumerGroupScopeAllowed('our-own-thing', '3.9', 'enterprise')).toBe(true);
  expect(consumerGroupScopeAllowed('rate-limiting', '2.8', 'enterprise')).toBe(false);
});

test('fields by path and version', () => {
  expect(fieldExists('rate-limiting', 'redis.host', '3.9')).toBe(true);
  expect(fieldExists('rate-limiting', 'redis.host', '3.6')).toBe(true);
  expect(fieldExists('rate-limiting', 'redis.host', '3.5')).toBe(false);
  expect(fieldExists('rate-limiting', 'redis_host', '3.5')).toBe(true);
  expect(fieldExists('rate-limiting', 'redis_host', '3.6')).toBe(false);
  expect(fieldExists('request-validator', 'parameter_schema[0].in', '3.9')).toBe(true);
  expect(fieldExists('request-validator', 'parameter_schema[].out', '3.9')).toBe(false);
  expect(fieldExists('response-ratelimiting', 'limits.video.minute', '3.9')).toBe(true);
  expect(fieldExists('http-log', 'headers.Authorization', '3.9')).toBe(true);
  expect(fieldExists('jwt', 'key_claim_name.x', '3.9')).toBe(false);
  expect(fieldExists('jwt', 'toString', '3.9')).toBe(false);
  expect(fieldExists('redirect', 'location', '3.8')).toBe(false);
  expect(fieldExists('our-own-thing', 'a', '3.9')).toBe(false);
  expect(fieldExists('jwt', 'realm', '9.9')).toBe(false);
});

test('the way to a field', () => {
  expect(fieldAt('rate-limiting', 'redis.port')?.map((field) => field.type)).toEqual(['record', 'integer']);
  expect(fieldAt('rate-limiting', 'redis.nothing')).toBeUndefined();
});
