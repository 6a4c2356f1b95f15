import { Duration } from 'cdk8s';
import { configOf, GATEWAY, guard, platform } from './support';
import { AbuseGuardProps, Cidr, KongGatewayProps, Redis, SecretRef } from '../../../src';
import { readConfig } from '../../../src/runtime/abuse-guard/read-config';

/** What the program makes of what is emitted. */
function settings(props: Partial<AbuseGuardProps> = {}, gateway: KongGatewayProps = GATEWAY): ReturnType<typeof readConfig> {
  const chart = platform(gateway);
  guard(chart, props);
  return readConfig(configOf(chart.toJson()));
}

test('what is left out is as the program has it', () => {
  const { authentication, store, dryRun, privateRanges, never, relay } = settings();
  expect(authentication.sharedSecretFiles).toHaveLength(1);
  expect(store).toEqual({ kind: 'memory' });
  expect({ dryRun, privateRanges, never, relay }).toEqual({ dryRun: false, privateRanges: false, never: [], relay: undefined });
});

test('scoring arrives as it is given', () => {
  const { scoring } = settings({ scoring: { threshold: 50, window: Duration.minutes(2), weights: { notFound: 2 }, botScoreFrom: 0.3, botScoreHeader: 'X-Suspicion' } });
  expect(scoring).toMatchObject({ threshold: 50, window: 120, weights: { notFound: 2, unauthorized: 4 }, botScoreFrom: 3, botScoreHeader: 'x-suspicion' });
});

test('blocks arrive as they are given', () => {
  const given = { duration: Duration.minutes(10), maxDuration: Duration.hours(2), memory: Duration.days(3), maxBlocks: 20, ipv6Prefix: 56 };
  expect(settings({ blocks: given }).blocks).toEqual({ seconds: 600, maxSeconds: 7200, memorySeconds: 259_200, maxBlocks: 20, ipv6Prefix: 56 });
});

test('who is never blocked, private addresses, dry runs and pauses arrive as they are given', () => {
  const made = settings({ never: [Cidr.of('192.0.2.0/24'), Cidr.of('192.0.2.0/24')], blockPrivateRanges: true, dryRun: true, pushInterval: Duration.millis(1500) });
  expect(made).toMatchObject({ never: ['192.0.2.0/24'], privateRanges: true, dryRun: true, pushSeconds: 1.5 });
});

test('the proxies before the gateway are never blocked', () => {
  expect(settings({}, { trustedProxies: [Cidr.of('203.0.113.0/24'), Cidr.of('2001:db8::/48')] }).infrastructure).toEqual(['203.0.113.0/24', '2001:db8::/48']);
});

test('several pods count in the Redis of the gateway, and one does not need it', () => {
  const gateway = { ...GATEWAY, redis: Redis.at('redis.kong.svc') };
  expect(settings({}, gateway).store).toEqual({ kind: 'memory' });
  expect(settings({ replicas: 2 }, gateway).store).toMatchObject({ kind: 'redis', host: 'redis.kong.svc', port: 6379 });
});

test('a Redis over TLS has its certificate verified', () => {
  const redis = Redis.at('redis.kong.svc', { tls: true, serverName: 'redis.example.com', database: 2 });
  expect(settings({ redis, redisAuthority: SecretRef.of('redis-ca', 'ca.crt') }).store)
    .toMatchObject({ database: 2, tls: { serverName: 'redis.example.com', caFile: '/etc/abuse-guard-secrets/redis-ca.crt' } });
});

test('entries are relayed with the header of the collector', () => {
  expect(settings({ relayTo: 'https://logs.example.com/kong', relayAuthorization: SecretRef.of('collector', 'header') }).relay)
    .toMatchObject({ url: 'https://logs.example.com/kong', headerFiles: { authorization: '/etc/abuse-guard-secrets/relay-authorization' } });
});
