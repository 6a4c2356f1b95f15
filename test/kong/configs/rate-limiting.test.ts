import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { KongVersion, Redis, RedisOptions, SecretRef } from '../../../src';
import { Limits, limitsProblem, PERIODS, rateLimitingConfig, RateLimiting } from '../../../src/kong/configs/rate-limiting';
import { checkPluginConfig } from '../../../src/kong/facts/check-config';

const MINIMAL: RateLimiting = { limits: { minute: 5 }, limitBy: 'consumer', faultTolerant: false, hideClientHeaders: false };
const SECRET = SecretRef.of('redis-auth', 'password');
const OPTIONS = {
  port: 6380, database: 2, username: 'kong', password: SECRET, tls: true, verifyTls: true, serverName: 'redis.internal', timeout: Duration.millis(250),
} satisfies RedisOptions;

function config(more: Partial<RateLimiting>, version: KongVersion = KongVersion.V3_9): any {
  return rateLimitingConfig({ ...MINIMAL, ...more }, version).config;
}

test('without redis each pod counts', () => {
  expect(rateLimitingConfig(MINIMAL, KongVersion.V3_9)).toEqual({
    config: { minute: 5, limit_by: 'consumer', policy: 'local', fault_tolerant: false, hide_client_headers: false, error_code: 429, error_message: 'API rate limit exceeded' },
    patches: [],
  });
});

test('what passes while redis is away is explicit both ways', () => {
  expect([true, false].map(faultTolerant => config({ faultTolerant }).fault_tolerant)).toEqual([true, false]);
});

test('redis settings are an object from 3.6 on', () => {
  expect(config({ redis: Redis.at('redis', OPTIONS) }, KongVersion.V3_6)).toMatchObject({
    policy: 'redis',
    redis: { host: 'redis', port: 6380, database: 2, timeout: 250, username: 'kong', ssl: true, ssl_verify: true, server_name: 'redis.internal' },
  });
});

test('redis settings are flat before 3.6', () => {
  const flat = config({ redis: Redis.at('redis', OPTIONS) }, KongVersion.V3_5);
  expect(flat).toMatchObject({
    policy: 'redis', redis_host: 'redis', redis_port: 6380, redis_database: 2, redis_timeout: 250, redis_username: 'kong', redis_ssl: true, redis_ssl_verify: true,
    redis_server_name: 'redis.internal',
  });
  expect(flat).not.toHaveProperty('redis');
});

test('an encrypted redis must have a certificate for its host unless another name is given', () => {
  expect(config({ redis: Redis.at('redis', { tls: true }) }).redis).toMatchObject({ ssl: true, ssl_verify: true, server_name: 'redis' });
});

test('not verifying is explicit', () => {
  expect(config({ redis: Redis.at('redis', { tls: true, verifyTls: false }) }).redis.ssl_verify).toBe(false);
});

test('a redis in clear has no settings of tls', () => {
  expect(config({ redis: Redis.at('redis') }).redis).toEqual({ host: 'redis', port: 6379, database: 0, timeout: 2000, ssl: false });
});

test.each([[KongVersion.V3_5, '/redis_password'], [KongVersion.V3_6, '/redis/password']])('in %s the password is patched in at %s and stands nowhere', (version, path) => {
  const rendered = rateLimitingConfig({ ...MINIMAL, redis: Redis.at('redis', OPTIONS) }, version);
  expect(rendered.patches).toEqual([{ path, secret: SECRET }]);
  expect(JSON.stringify(rendered.config)).not.toContain('password');
});

test.each(['3.4', '3.5', '3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'])('kong %s takes it', text => {
  const version = KongVersion.of(text);
  const rendered = rateLimitingConfig({ ...MINIMAL, redis: Redis.at('redis', OPTIONS) }, version);
  expect(checkPluginConfig('rate-limiting', rendered.config, { version: text, edition: 'enterprise' }, { patchedPaths: rendered.patches.map(patch => patch.path) })).toEqual([]);
});

test('limits are well where a longer period has at least as many', () => {
  expect(limitsProblem({ second: 10, minute: 10, year: 11 })).toBeUndefined();
});

test('no limit is a problem', () => {
  expect(limitsProblem({})).toBe('no limit: expected requests for at least one period; write for instance { minute: 100 }');
});

test('a longer period with fewer is a problem, whatever lies between', () => {
  expect(limitsProblem({ second: 10, hour: 9 })).toBe('9 requests a hour and 10 a second: expected the longer period to have at least as many; '
    + 'kong refuses it otherwise; raise the hour or lower the second');
});

test('limits without a problem are those that kong takes', () => {
  const limits = fc.dictionary(fc.constantFrom(...PERIODS), fc.integer({ min: -1, max: 5 }), { minKeys: 0, noNullPrototype: true });
  fc.assert(fc.property(limits, given => {
    const taken = checkPluginConfig('rate-limiting', given, { version: '3.9', edition: 'oss' }).length === 0;
    expect(limitsProblem(given as Limits) === undefined).toBe(taken);
  }));
});
