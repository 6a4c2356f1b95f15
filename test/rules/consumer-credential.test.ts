import { consumer, credential, found, messages, object, shop } from './support';
import { KongGateway, KongVersion } from '../../src';

const RULE = 'consumer-credential';

test('complies: complete ones, and one that is made elsewhere', () => {
  const chart = shop();
  credential(chart, 'issuer', 'jwt', { key: 'a', algorithm: 'ES256', rsa_public_key: 'pem' });
  credential(chart, 'group', 'acl', { group: 'gold' });
  object(chart, 'unrelated', 'v1', 'Secret', { stringData: { a: 'b' } });
  consumer(chart, 'app', ['issuer', 'group', 'elsewhere']);

  expect(messages(chart, RULE)).toEqual([]);
});

test.each<[string | undefined, Record<string, string>, string]>([
  [undefined, {}, 'has no label konghq.com/credential: the controller leaves it out, and the consumer gets 401; add the label with the credential type, for instance key-auth'],
  ['apikey', {}, 'has the label konghq.com/credential: apikey, which is no credential type: the controller leaves it out, and the consumer gets 401; expected one of acl, basic-auth, hmac-auth, jwt, key-auth, mtls-auth, oauth2'],
  ['acl', {}, 'lacks group: a credential of type acl needs group, and the controller leaves it out; add it'],
  ['jwt', { rsa_public_key: 'x' }, 'lacks key and algorithm: a credential of type jwt needs key and algorithm, and the controller leaves it out; add them'],
  ['jwt', { key: 'a', algorithm: 'RS256' }, 'has algorithm RS256 and no rsa_public_key: kong refuses the whole configuration; add the public key as PEM'],
  ['jwt', { key: 'a', algorithm: 'HS256' }, 'has algorithm HS256 and no secret: kong makes one up that nobody knows; add it, outside of this app'],
  ['jwt', { key: 'a', algorithm: 'none' }, "has algorithm 'none': kong oss 3.9 does not know it and refuses the whole configuration; expected one of HS256, HS384, HS512, RS256, RS384, RS512, ES256, ES384, ES512, PS256, PS384, PS512, EdDSA"],
])('fails for a Secret labelled %s with %j', (type, data, problem) => {
  const chart = shop();
  object(chart, 'it', 'v1', 'Secret', { metadata: { labels: type ? { 'konghq.com/credential': type } : {} }, stringData: data });
  consumer(chart, 'app', ['it']);

  expect(found(chart, RULE)).toEqual([['test/it', `Secret shop/it is a credential of KongConsumer shop/app and ${problem}`]]);
});

test('fails for an algorithm that came later', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', { version: KongVersion.V3_4 });
  credential(chart, 'it', 'jwt', { key: 'a', algorithm: 'PS256', rsa_public_key: 'pem' });
  consumer(chart, 'app', ['it']);

  expect(messages(chart, RULE)).toEqual([expect.stringContaining("has algorithm 'PS256': kong oss 3.4 does not know it")]);
});

test('says that the label is an annotation', () => {
  const chart = shop();
  object(chart, 'it', 'v1', 'Secret', { metadata: { annotations: { 'konghq.com/credential': 'key-auth' } }, stringData: { key: 'x' } });
  consumer(chart, 'app', ['it']);

  expect(messages(chart, RULE)).toEqual([expect.stringMatching(/, which is an annotation here$/)]);
});
