import { credential, messages, object, plugin, shop } from './support';

const RULE = 'plain-secret';

test('complies: references, patches and public keys', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting', {
    config: { minute: 5, policy: 'redis', redis: { host: 'redis', username: '{vault://env/user}', password: '{vault://env/password}' } },
  });
  plugin(chart, 'log', 'http-log', { config: { http_endpoint: 'https://logs.example.com/in', headers: { 'X-Tenant': 'shop' } } });
  credential(chart, 'issuer', 'jwt', { key: 'https://login.example.com', algorithm: 'RS256', rsa_public_key: '-----BEGIN PUBLIC KEY-----', secret: 'unused' });
  credential(chart, 'group', 'acl', { group: 'gold' });
  object(chart, 'other', 'v1', 'Secret', { stringData: { key: 'x' } });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  ['rate-limiting', { redis: { password: 'hunter2' } }, 'rate-limiting config.redis.password is a secret in clear: everybody who reads the manifest has it; put it into a Secret and name that in configPatches'],
  ['http-log', { http_endpoint: 'https://x', headers: { authorization: 'Bearer x' } }, 'http-log config.headers.Authorization is a secret in clear: everybody who reads the manifest has it; put it into a Secret and name that in configPatches'],
  ['http-log', { http_endpoint: 'https://user:pass@x' }, 'http-log config.http_endpoint has a user in its url, which is a secret in clear: everybody who reads the manifest has it; put the url into a Secret and name that in configPatches'],
  ['openid-connect', { client_secret: ['{vault://env/a}', 'hunter2'] }, 'openid-connect config.client_secret is a secret in clear: everybody who reads the manifest has it; put it into a Secret and name that in configPatches'],
  ['openid-connect', { client_jwk: [{ d: 'hunter2' }] }, 'openid-connect config.client_jwk[].d is a secret in clear: everybody who reads the manifest has it; put it into a Secret and name that in configPatches'],
])('fails in the config of %s: %j', (type, config, message) => {
  const chart = shop();
  plugin(chart, 'it', type, { config });

  expect(messages(chart, RULE)).toEqual([message]);
});

test.each([
  ['key-auth', { key: 'hunter2' }, 'Secret shop/it holds the key of a credential of type key-auth in clear: whoever reads the manifest is that consumer; create the Secret outside of this app, and name it'],
  ['basic-auth', { username: 'a', password: 'hunter2' }, 'Secret shop/it holds the password of a credential of type basic-auth in clear: whoever reads the manifest is that consumer; create the Secret outside of this app, and name it'],
  ['jwt', { key: 'a', algorithm: 'HS256', secret: 'hunter2' }, 'Secret shop/it holds the secret of a credential of type jwt in clear: whoever reads the manifest is that consumer; create the Secret outside of this app, and name it'],
  ['jwt', { rsa_public_key: '-----BEGIN PRIVATE KEY-----' }, 'Secret shop/it holds a private key: whoever reads the manifest can sign tokens; give the public key, take a new pair, and use JwtCredential.publicKey(…)'],
])('fails for a credential of type %s', (type, data, message) => {
  const chart = shop();
  credential(chart, 'it', type, data as any);

  expect(messages(chart, RULE)).toEqual([message]);
  expect(message).not.toContain('hunter2');
});

test('fails for data in base64 as well', () => {
  const chart = shop();
  object(chart, 'it', 'v1', 'Secret', { metadata: { labels: { 'konghq.com/credential': 'key-auth' } }, data: { key: Buffer.from('hunter2').toString('base64') } });

  expect(messages(chart, RULE)).toHaveLength(1);
});
