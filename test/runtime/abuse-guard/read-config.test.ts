import { temporaryFiles } from './support/files';
import { LEAST, settings } from './support/settings';
import { AbuseGuardConfig } from '../../../src/runtime/abuse-guard/config';
import { readConfig, readConfigFile } from '../../../src/runtime/abuse-guard/read-config';
import { ABUSE_SCORING } from '../../../src/scoring/abuse-scoring';

const file = temporaryFiles();

test('what is left out has its default', () => {
  expect(settings()).toMatchObject({
    scoring: { ...ABUSE_SCORING, botScoreHeader: 'x-bot-score' },
    blocks: { seconds: 3600, maxSeconds: 86400, memorySeconds: 86400, maxBlocks: 1000, ipv6Prefix: 64 },
    never: [], infrastructure: [], privateRanges: false, store: { kind: 'memory' }, lease: { ...LEAST.lease, seconds: 15 }, pushSeconds: 5, pollSeconds: 30, dryRun: false,
    limits: { bodyBytes: 8388608, queueEntries: 100000, addresses: 100000, connections: 1000 },
  });
});

test('everything may be said', () => {
  const all: Required<AbuseGuardConfig> = {
    listen: { port: 8443, metricsPort: 9090, host: '::', tls: { certFile: '/tls/tls.crt', keyFile: '/tls/tls.key' } },
    authentication: { sharedSecretFiles: ['/a', '/b'], header: 'x-source', mtls: { caFile: '/ca', subjectNames: ['kong'] } },
    targets: [{ kind: 'KongClusterPlugin', name: 'deny' }, { kind: 'KongPlugin', name: 'admin', namespace: 'shop' }],
    scoring: { threshold: 200, window: 120, weights: { ...ABUSE_SCORING.weights, notFound: 1 }, botScoreFrom: 9, botScoreHeader: 'x-score' },
    blocks: { seconds: 60, maxSeconds: 600, memorySeconds: 0, maxBlocks: 5000, ipv6Prefix: 56 },
    never: ['192.0.2.0/24'], infrastructure: ['10.0.0.0/8', '2001:db8::1'], privateRanges: true,
    store: { kind: 'redis', host: 'redis.kong.svc', port: 6380, database: 3, usernameFile: '/u', passwordFile: '/p', tls: { caFile: '/ca', serverName: 'redis' }, prefix: 'x' },
    lease: { name: 'guard', namespace: 'kong', seconds: 30 }, state: { name: 'guard', namespace: 'kong' },
    kubernetes: { server: 'https://10.0.0.1:443', tokenFile: '/t', caFile: '/ca' },
    pushSeconds: 1, pollSeconds: 10, relay: { url: 'http://logs.shop.svc:8080/in', headerFiles: { authorization: '/a' }, queueBytes: 1000 }, dryRun: true,
    limits: { bodyBytes: 2048, queueEntries: 10, addresses: 10, connections: 10 },
  };
  expect(readConfig(all)).toEqual(all);
});

test.each<[object, string]>([
  [{ dryRum: true }, 'dryRum is unknown: expected listen, authentication, targets,'],
  [{ listen: { port: 8080, metricsPort: 8080 } }, 'listen.port and listen.metricsPort are both 8080: expected two ports'],
  [{ listen: { port: 80.5, metricsPort: 1 } }, 'listen.port is 80.5: expected an integer from 0 to 65535'],
  [{ listen: { port: '80', metricsPort: 1 } }, 'listen.port is "80": expected a number from 0 to 65535'],
  [{ listen: { ...LEAST.listen, tls: { certFile: '/c' } } }, 'listen.tls.keyFile is missing: expected a text'],
  [{ authentication: {} }, 'authentication has neither sharedSecretFiles nor mtls: anybody could have any address blocked; give one of them'],
  [{ authentication: { sharedSecretFiles: [] } }, 'authentication.sharedSecretFiles has 0 files: expected one, or two while the secret is rotated'],
  [{ authentication: { sharedSecretFiles: ['a', 'b', 'c'] } }, 'authentication.sharedSecretFiles has 3 files'],
  [{ authentication: { sharedSecretFiles: [7] } }, 'authentication.sharedSecretFiles[0] is 7: expected a text'],
  [{ authentication: { mtls: { caFile: '/ca' } } }, 'authentication.mtls needs listen.tls'],
  [{ authentication: { sharedSecretFiles: ['/a'], header: 'X Y' } }, 'authentication.header is "X Y": expected a header name in small letters'],
  [{ targets: [] }, 'targets is empty: nobody would ever be blocked'],
  [{ targets: [{ kind: 'KongPlugin', name: 'x' }] }, 'targets[0] is a KongPlugin without a namespace'],
  [{ targets: [{ kind: 'KongClusterPlugin', name: 'x', namespace: 'y' }] }, 'targets[0] is a KongClusterPlugin with a namespace'],
  [{ targets: [{ kind: 'Ingress', name: 'x' }] }, 'targets[0].kind is "Ingress": expected KongClusterPlugin or KongPlugin'],
  [{ targets: [{ kind: 'KongClusterPlugin', name: '../x' }] }, 'targets[0].name is "../x": expected the name of an object'],
  [{ targets: [LEAST.targets[0], LEAST.targets[0]] }, 'targets has KongClusterPlugin deny twice: remove one'],
  [{ scoring: { threshold: 0 } }, 'scoring: threshold is 0'],
  [{ scoring: { weights: { unauthorised: 1 } } }, 'scoring.weights.unauthorised is unknown'],
  [{ blocks: { seconds: 600, maxSeconds: 60 } }, 'blocks.maxSeconds is 60, and the first block lasts 600: expected at least as much'],
  [{ blocks: { maxBlocks: 5001 } }, 'blocks.maxBlocks is 5001: expected a number from 1 to 5000'],
  [{ blocks: { ipv6Prefix: 32 } }, 'blocks.ipv6Prefix is 32: expected a number from 48 to 128'],
  [{ never: ['10.0.0.0/33'] }, "never[0] is '10.0.0.0/33': expected an address or cidr"],
  [{ never: ['0.0.0.0/0'] }, "never[0] is '0.0.0.0/0', which is everybody: nobody would ever be blocked; set dryRun if that is meant"],
  [{ infrastructure: ['proxy.example.com'] }, "infrastructure[0] is 'proxy.example.com': expected an address or cidr"],
  [{ privateRanges: 'no' }, 'privateRanges is "no": expected true or false'],
  [{ store: { kind: 'sqlite' } }, 'store.kind is "sqlite": expected memory or redis'],
  [{ store: { kind: 'memory', host: 'x' } }, 'store.host is unknown: expected kind; remove it, or mend its name'],
  [{ store: { kind: 'redis', host: 'x', password: 'y' } }, 'store.password is unknown'],
  [{ lease: { name: 'guard' } }, 'lease.namespace is missing: expected a namespace'],
  [{ kubernetes: { server: 'http://10.0.0.1', tokenFile: '/t', caFile: '/c' } }, 'kubernetes.server is "http://10.0.0.1": expected a url as https://10.0.0.1:443'],
  [{ relay: { url: 'http://u:p@logs/' } }, 'relay.url is "http://u:p@logs/": expected an http or https url without a user in it'],
  [{ relay: { url: 'http://logs/', headerFiles: { host: '/h' } } }, "relay.headerFiles has 'host'"],
  [{ pushSeconds: 0 }, 'pushSeconds is 0: expected a number from 0.2 to 60'],
  [{ limits: [] }, 'limits is []: expected a json object'],
  [{ limits: { bodyBytes: 1 } }, 'limits.bodyBytes is 1: expected a number from 1024'],
])('fails with %j', (change, message) => {
  expect(() => settings(change)).toThrow(message);
});

test.each([null, [], 'x', 7])('fails with %j in the place of a configuration', value => {
  expect(() => readConfig(value)).toThrow(`the configuration is ${JSON.stringify(value)}: expected a json object`);
});

test('a longer first block raises the bound with it', () => {
  expect(settings({ blocks: { seconds: 200_000 } }).blocks.maxSeconds).toBe(200_000);
});

test('an error names the file', () => {
  const path = file('config.json', '{');
  expect(() => readConfigFile(path)).toThrow(path);
  expect(readConfigFile(file('sound.json', JSON.stringify(LEAST))).targets).toEqual(LEAST.targets);
});
