import { movedTo } from '../../../src/kong/facts/moved-fields';
import { fieldAt } from '../../../src/kong/facts/plugin-facts';

test('a rename is known from both sides', () => {
  expect(movedTo('rate-limiting', 'redis_host')).toBe('write redis.host');
  expect(movedTo('rate-limiting', 'redis.host')).toBe('write redis_host');
  expect(movedTo('openid-connect', 'consumer_claims')).toBe('write consumer_claim');
  expect(movedTo('openid-connect', 'session_redis_host')).toBe('write redis.host');
  expect(movedTo('rate-limiting-advanced', 'redis.sentinel_addresses')).toBe('write redis.sentinel_nodes');
  expect(movedTo('acl', 'whitelist')).toBe('write allow');
});

test('what was not moved', () => {
  expect(movedTo('rate-limiting', 'minute')).toBeUndefined();
  expect(movedTo('our-own-thing', 'a')).toBeUndefined();
});

test('the fields that a hint names exist', () => {
  for (const [plugin, path] of [['openid-connect', 'redis.connect_timeout'], ['openid-connect', 'session_redis_socket'], ['opentelemetry', 'access_logs.endpoint'],
    ['rate-limiting', 'redis.server_name'], ['response-ratelimiting', 'redis_ssl_verify'], ['rate-limiting-advanced', 'redis.cluster_nodes'],
    ['openid-connect', 'downstream_headers_names']]) {
    expect([plugin, path, fieldAt(plugin, path) !== undefined]).toEqual([plugin, path, true]);
  }
});
