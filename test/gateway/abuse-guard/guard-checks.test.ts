import { Duration } from 'cdk8s';
import { guard, platform } from './support';
import { AbuseGuardMonitoring, AbuseGuardProps, Cidr, KongPlugin, Redis, SecretRef } from '../../../src';

const CASES: [what: string, props: any, text: string][] = [
  ['no secret', { logSecret: undefined }, 'logSecret is missing: anybody who reaches the guard could have any address blocked'],
  ['a secret in clear', { logSecret: 'hunter2hunter2hunter2' }, 'logSecret is a text: expected a SecretRef'],
  ['nobody who watches it', { monitoring: undefined }, 'monitoring is undefined: expected an AbuseGuardMonitoring'],
  ['a text for a switch', { dryRun: 'false' }, "dryRun is 'false': expected true or false"],
  ['everybody among those who are never blocked', { never: [Cidr.anyIpv4()] }, 'never has 0.0.0.0/0, which is everybody: nobody would ever be blocked; write dryRun: true if that is meant'],
  ['a text for a range', { never: ['192.0.2.0/24'] }, "item 1 of never is '192.0.2.0/24': expected a Cidr; write Cidr.of('192.0.2.0/24')"],
  ['no API servers', { apiServers: [] }, 'apiServers is empty'],
  ['a port out of range', { apiServerPorts: [0] }, 'apiServerPorts is 0: expected an integer from 1 to 65535'],
  ['half a pod', { replicas: 1.5 }, 'replicas is 1.5: expected an integer from 1 to 20'],
  ['several pods without redis', { replicas: 2 }, 'the abuse guard has 2 replicas and no redis: each would count a part of the requests only'],
  ['a weight above the threshold', { scoring: { threshold: 3 } }, 'scoring: weight unauthorized is 4, and the threshold 3: one request would block an address'],
  ['no weights', { scoring: { weights: { unauthorized: 0, forbidden: 0, rateLimited: 0, invalid: 0, unknownPath: 0, distinctPath: 0, bot: 0 } } }, 'scoring: all weights are 0'],
  ['a short window', { scoring: { window: Duration.seconds(5) } }, 'scoring.window is 5 seconds: expected from 10 to 3600'],
  ['a bot score in percent', { scoring: { botScoreFrom: 70 } }, 'scoring.botScoreFrom is 70: expected tenths from 0.1 to 1'],
  ['a bot score between tenths', { scoring: { botScoreFrom: 0.75 } }, 'scoring.botScoreFrom is 0.75: expected tenths'],
  ['a header that is none', { scoring: { botScoreHeader: 'X Bot' } }, "scoring.botScoreHeader is 'X Bot'"],
  ['a block without unit', { blocks: { duration: 60 } }, 'blocks.duration is 60: expected a Duration; write Duration.seconds(60) or Duration.millis(60)'],
  ['a block for ever', { blocks: { duration: Duration.days(31) } }, 'blocks.duration is 2678400 seconds: expected a whole number from 1 to 2592000'],
  ['a longest block below the first', { blocks: { maxDuration: Duration.minutes(30) } }, 'blocks.maxDuration is 1800 seconds, and the first block lasts 3600'],
  ['too many blocks', { blocks: { maxBlocks: 5001 } }, 'blocks.maxBlocks is 5001: expected an integer from 1 to 5000'],
  ['wide IPv6 clients', { blocks: { ipv6Prefix: 32 } }, 'blocks.ipv6Prefix is 32: expected an integer from 48 to 128'],
  ['hasty changes', { pushInterval: Duration.millis(100) }, 'pushInterval is 0.1 seconds: expected from 0.2 to 60'],
  ['a quantity without unit', { resources: { memoryLimit: '256 MB' } }, 'resources.memoryLimit is "256 MB": expected a quantity of kubernetes'],
  ['a collector without scheme', { relayTo: 'log-collector:8080' }, "relayTo is 'log-collector:8080': expected an http or https url"],
  ['a collector with a password', { relayTo: 'http://me:hunter2@logs/x' }, "relayTo is 'http://***@logs/x'"],
  ['a collector whose name is none', { relayTo: 'http://lo~g/x' }, "relayTo is 'http://lo~g/x': expected an http or https url"],
  ['a key in clear', { tlsSecret: '-----BEGIN PRIVATE KEY-----' }, 'tlsSecret is not the name of a Secret: expected that of one of type kubernetes.io/tls'],
  ['a header for no collector', { relayAuthorization: SecretRef.of('collector', 'header') }, 'relayAuthorization is given without relayTo'],
  ['an authority for no redis', { redisAuthority: SecretRef.of('ca', 'ca.crt') }, 'redisAuthority is given and no redis with tls'],
  ['a redis that is not verified', { redis: Redis.at('redis', { tls: true, verifyTls: false }) }, 'redis has verifyTls: false: the abuse guard always verifies the certificate'],
  ['a redis with a certificate in other pods', { redis: Redis.at('redis', { tls: true, trustedCertificate: '/etc/ca.crt' }) }, 'redis has a trustedCertificate, a file of the gateway\'s pods that those of the abuse guard lack'],
];

test.each(CASES)('fails for %s', (_what, props, text) => {
  expect(() => guard(platform(), props)).toThrow(text);
});

test('a secret in clear is not repeated', () => {
  expect(() => guard(platform(), { logSecret: 'hunter2hunter2hunter2' as any })).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
});

test('fails for a further plugin of another type, or without a namespace', () => {
  const chart = platform();
  const other = KongPlugin.fromName(chart, 'other', { name: 'jwt', namespace: 'shop', plugin: 'jwt' });
  expect(() => guard(chart, { furtherPlugins: [other] })).toThrow("furtherPlugins has 'jwt' of type jwt");
});

test('what is at the edge of its range is taken', () => {
  const props: Partial<AbuseGuardProps> = {
    scoring: { threshold: 1000, window: Duration.hours(1), weights: { bot: 1000 }, botScoreFrom: 1 }, pushInterval: Duration.minutes(1),
    blocks: { duration: Duration.days(30), memory: Duration.seconds(0), maxBlocks: 5000, ipv6Prefix: 128 },
    monitoring: AbuseGuardMonitoring.none('the platform team scrapes it by annotation'),
  };
  expect(() => guard(platform(), props)).not.toThrow();
});
