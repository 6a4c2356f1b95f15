import { consumer, credential, found, messages, object, shop, sibling } from './support';
import { KongGateway } from '../../src';

const RULE = 'duplicate-credential';
const JWT = { key: 'https://login.example.com', algorithm: 'RS256', rsa_public_key: 'x' };

test('complies: one key of two types, one group of two consumers', () => {
  const chart = shop();
  credential(chart, 'token', 'jwt', { ...JWT, key: 'a' });
  credential(chart, 'key', 'key-auth', { key: 'a' });
  credential(chart, 'group', 'acl', { group: 'gold' });
  consumer(chart, 'one', ['token', 'group']);
  consumer(chart, 'two', ['key', 'group']);

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: one issuer in two clusters', () => {
  const chart = shop();
  const production = sibling(chart, 'production');
  new KongGateway(chart, 'gateway', { cluster: 'staging' });
  new KongGateway(production, 'gateway', { cluster: 'production' });
  credential(chart, 'token', 'jwt', JWT);
  credential(production, 'token', 'jwt', JWT);

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for one key in two namespaces, in clear or in base64', () => {
  const chart = shop();
  credential(chart, 'one', 'jwt', JWT);
  object(sibling(chart, 'other', 'billing'), 'two', 'v1', 'Secret', {
    metadata: { labels: { 'konghq.com/credential': 'jwt' } }, data: { key: Buffer.from(JWT.key).toString('base64') },
  });

  expect(found(chart, RULE)).toEqual([['other/two',
    "Secret billing/two has the jwt key 'https://login.example.com' of Secret shop/one: the controller drops both consumers; give each its own key, for instance the azp or client_id of the application"]]);
});

test('does not show a key that is the secret', () => {
  const chart = shop();
  credential(chart, 'one', 'key-auth', { key: 'hunter2' });
  credential(chart, 'two', 'key-auth', { key: 'hunter2' });

  expect(messages(chart, RULE)).toEqual(['Secret shop/two has the key-auth key of Secret shop/one: the controller drops both consumers; give each its own key']);
});

test('fails for one Secret of two consumers, or twice of one', () => {
  const chart = shop();
  consumer(chart, 'one', ['token']);
  consumer(chart, 'two', ['token', 'other', 'other']);

  expect(messages(chart, RULE)).toEqual([
    "KongConsumer shop/two has the secret 'token' of KongConsumer shop/one: the controller drops both consumers; give each its own credential",
    "KongConsumer shop/two names the secret 'other' twice: the controller drops the consumer; remove one",
  ]);
});
