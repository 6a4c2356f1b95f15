import { Duration } from 'cdk8s';
import { Redis, RedisOptions, SecretRef } from '../../src';

test('a name is enough', () => {
  const redis = Redis.at('redis');

  expect({ ...redis, timeout: redis.timeout.toMilliseconds() }).toEqual({
    host: 'redis', port: 6379, database: 0, tls: false, verifyTls: false, timeout: 2000,
    username: undefined, password: undefined, serverName: undefined, trustedCertificate: undefined,
  });
});

test('all options are kept', () => {
  const options: Required<RedisOptions> = {
    port: 6380,
    database: 2,
    username: 'kong',
    password: SecretRef.of('redis', 'password'),
    tls: true,
    verifyTls: true,
    trustedCertificate: '/etc/secrets/redis-ca/ca.crt',
    serverName: 'redis.example.com',
    timeout: Duration.millis(500),
  };

  expect(Redis.at('redis.cache.svc', options)).toMatchObject({ host: 'redis.cache.svc', ...options });
});

test('a certificate is verified where there is tls', () => {
  expect(Redis.at('redis', { tls: true }).verifyTls).toBe(true);
  expect(Redis.at('redis', { tls: true, verifyTls: false }).verifyTls).toBe(false);
});

test.each(['10.0.0.7', 'fd00::7', 'redis-master.cache.svc.cluster.local', 'my-cache.abc.0001.euw1.cache.amazonaws.com'])('%s is a host', (host) => {
  expect(Redis.at(host).host).toBe(host);
});

const password = SecretRef.of('redis', 'password');

test.each<[string, RedisOptions, string]>([
  ['redis://redis', {}, "redis host 'redis://redis' is not a host: expected a name or an address without scheme; write for instance 'redis' and give the port as an option"],
  ['', {}, "redis host '' is not a host: expected a name or an address without scheme; write for instance 'redis' and give the port as an option"],
  ['redis..svc', {}, "redis host 'redis..svc' is not a host: expected a name or an address without scheme; write for instance 'redis' and give the port as an option"],
  ['redis:abc', {}, "redis host 'redis:abc' is not a host: expected a name or an address without scheme; write for instance 'redis' and give the port as an option"],
  ['redis:6380', {}, "redis host 'redis:6380' carries a port: expected a name or an address; write Redis.at('redis', { port: 6380 })"],
  ['redis', { port: 0 }, 'redis port 0 is out of range: expected an integer from 1 to 65535; the usual one is 6379'],
  ['redis', { port: 65536 }, 'redis port 65536 is out of range: expected an integer from 1 to 65535; the usual one is 6379'],
  ['redis', { database: -1 }, 'redis database -1 is out of range: expected an integer from 0; the usual one is 0'],
  ['redis', { database: 1.5 }, 'redis database 1.5 is out of range: expected an integer from 0; the usual one is 0'],
  ['redis', { timeout: Duration.millis(0) }, 'redis timeout is 0 milliseconds: expected a whole number from 1 to 2147483646; two seconds are usual, Duration.seconds(2)'],
  ['redis', { timeout: Duration.millis(0.5) }, 'redis timeout is 0.5 milliseconds: expected a whole number from 1 to 2147483646; two seconds are usual, Duration.seconds(2)'],
  ['redis', { timeout: Duration.days(30) }, 'redis timeout is 2592000000 milliseconds: expected a whole number from 1 to 2147483646; two seconds are usual, Duration.seconds(2)'],
  ['redis', { username: '', password }, "redis has an empty username: kong would call as the default user; give password: SecretRef.of('…', '…'), or leave username out"],
  ['redis', { username: 'kong' }, "redis has a username without a password: kong would call as the default user; give password: SecretRef.of('…', '…'), or leave username out"],
  ['redis', { verifyTls: true }, 'redis has verifyTls, serverName or trustedCertificate without tls: expected an encrypted connection; add tls: true'],
  ['redis', { serverName: 'redis' }, 'redis has verifyTls, serverName or trustedCertificate without tls: expected an encrypted connection; add tls: true'],
  ['redis', { trustedCertificate: '/ca.crt' }, 'redis has verifyTls, serverName or trustedCertificate without tls: expected an encrypted connection; add tls: true'],
  ['redis', { tls: true, serverName: '' }, "redis server name '' is not a name: expected the dns name in the server's certificate; write for instance 'redis.cache.svc', or leave it out for the host"],
  ['redis', { tls: true, verifyTls: false, trustedCertificate: '/ca.crt' }, 'redis has trustedCertificate and verifyTls: false: nothing would be compared with it; leave one of the two out'],
  ['redis', { tls: true, trustedCertificate: 'ca.crt' }, "redis trusted certificate 'ca.crt' is not a file: expected an absolute path in the gateway's pods without blanks and commas; write for instance '/etc/secrets/redis-ca/ca.crt'"],
  ['redis', { tls: true, trustedCertificate: '/a,/b' }, "redis trusted certificate '/a,/b' is not a file: expected an absolute path in the gateway's pods without blanks and commas; write for instance '/etc/secrets/redis-ca/ca.crt'"],
])('fails on %p with %o', (host, options, message) => {
  expect(() => Redis.at(host, options)).toThrow(new Error(message));
});
