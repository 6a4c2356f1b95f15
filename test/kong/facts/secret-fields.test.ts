import { PLUGIN_NAMES } from '../../../src/kong/facts/plugin-facts';
import { secretFields } from '../../../src/kong/facts/secret-fields';

test('the secrets of redis, in both forms and in its clouds', () => {
  expect(secretFields('rate-limiting')).toEqual([
    'redis.cloud_authentication.aws_secret_access_key', 'redis.cloud_authentication.azure_client_secret', 'redis.cloud_authentication.gcp_service_account_json',
    'redis.password', 'redis_password',
  ]);
  expect(secretFields('rate-limiting-advanced')).toContain('redis.sentinel_password');
  expect(secretFields('basic-auth')).toContain('brute_force_protection.redis.password');
});

test('the headers that authorize', () => {
  expect(secretFields('http-log')).toEqual(['headers.Authorization']);
  expect(secretFields('opentelemetry')).toEqual(['headers.Authorization']);
  expect(secretFields('oauth2-introspection')).toEqual(['authorization_value', 'custom_introspection_headers.Authorization']);
});

test('those of openid-connect, through lists', () => {
  const secrets = secretFields('openid-connect');
  for (const field of ['client_secret', 'session_secret', 'redis.password', 'session_redis_password', 'client_jwk[].d', 'http_proxy_authorization']) {
    expect(secrets).toContain(field);
  }
  expect(secrets).not.toContain('client_id');
});

test('those of jwt-signer', () => {
  expect(secretFields('jwt-signer')).toHaveLength(4);
});

test('most plugins hold none', () => {
  expect(secretFields('jwt')).toEqual([]);
  expect(secretFields('our-own-thing')).toEqual([]);
  expect(PLUGIN_NAMES.filter((plugin) => secretFields(plugin).length > 0)).toEqual([
    'basic-auth', 'http-log', 'jwt-signer', 'oauth2-introspection', 'openid-connect', 'opentelemetry', 'rate-limiting', 'rate-limiting-advanced', 'response-ratelimiting',
  ]);
});

test('the same list is given again', () => {
  expect(secretFields('http-log')).toBe(secretFields('http-log'));
});
