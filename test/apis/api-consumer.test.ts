import { Chart } from 'cdk8s';
import { gatewayChart } from './support';
import {
  ApiConsumer, ApiConsumerProps, ApiDefaults, ApiKeyCredential, JwtAlgorithm, JwtCredential, KongEdition, KongGateway, RateTier,
} from '../../src';
import { find, ofKind, publicKey, synth, testChart } from '../support/app';

const KEY = publicKey();
const jwt = (key: string) => JwtCredential.publicKey({ key, algorithm: JwtAlgorithm.RS256, publicKey: KEY });
const apiKey = (name: string) => ApiKeyCredential.fromSecret(name);

test('the object is the default child', () => {
  const consumer = new ApiConsumer(testChart(), 'web', { credentials: [apiKey('web-key')] });
  expect(consumer.node.defaultChild).toBe(consumer.apiObject);
});

test('a consumer has the class, without which the controller ignores it', () => {
  const chart = gatewayChart({ ingressClassName: 'internal' });
  const consumer = new ApiConsumer(chart, 'web', { credentials: [apiKey('web-key')] });
  expect(synth(chart)).toEqual([{
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongConsumer',
    metadata: { name: 'web', namespace: 'shop', annotations: { 'kubernetes.io/ingress.class': 'internal', 'argocd.argoproj.io/sync-wave': '-1' } },
    username: 'web',
    credentials: ['web-key'],
  }]);
  expect(consumer.username).toBe('web');
});

test('a consumer with all that can be said', () => {
  const chart = gatewayChart();
  const standard = new RateTier(chart, 'standard', { minute: 10 });
  const props: Required<ApiConsumerProps> = {
    credentials: [jwt('https://login.example.com/'), jwt('web'), apiKey('web-key')],
    tier: new RateTier(chart, 'premium', { minute: 100, includes: [standard] }),
    username: 'Web shop',
    customId: 'client-7',
  };
  new ApiConsumer(chart, 'web', props);
  const objects = synth(chart);
  expect(find(objects, 'KongConsumer', 'web')).toMatchObject({
    metadata: { annotations: { 'konghq.com/plugins': 'premium-consumer-rate-limiting' } },
    username: 'Web shop',
    custom_id: 'client-7',
    credentials: ['web-jwt-login-example-com', 'web-jwt-web', 'web-key', 'premium-group', 'standard-group'],
  });
  expect(find(objects, 'Secret', 'premium-group')).toMatchObject({ metadata: { labels: { 'konghq.com/credential': 'acl' } }, stringData: { group: 'premium' } });
  expect(find(objects, 'Secret', 'standard-group').stringData).toEqual({ group: 'standard' });
  expect(objects[objects.length - 1].kind).toBe('KongConsumer');
});

test('consumers of a tier share its objects', () => {
  const chart = gatewayChart();
  const tier = new RateTier(chart, 'standard', { minute: 10 });
  ['a', 'b'].forEach(id => new ApiConsumer(chart, id, { tier, credentials: [apiKey(`${id}-key`)] }));
  const objects = synth(chart);
  expect(ofKind(objects, 'KongPlugin')).toHaveLength(1);
  expect(ofKind(objects, 'Secret')).toHaveLength(1);
});

test('a tier may be a consumer group on Enterprise', () => {
  const chart = gatewayChart({ edition: KongEdition.ENTERPRISE });
  new ApiConsumer(chart, 'web', { tier: new RateTier(chart, 'standard', { minute: 10, consumerGroup: true }), credentials: [apiKey('web-key')] });
  const consumer = find(synth(chart), 'KongConsumer', 'web');
  expect(consumer.consumerGroups).toEqual(['standard']);
  expect(consumer.metadata.annotations).not.toHaveProperty('konghq.com/plugins');
});

test('a tier of another chart makes its objects in the namespace of the consumer', () => {
  const chart = gatewayChart();
  const plans = new Chart(chart.node.root as any, 'plans', { namespace: 'plans' });
  const gateway = KongGateway.of(chart);
  const other = testChart();
  expect(gateway).not.toBe(KongGateway.of(plans));
  const tier = new RateTier(other, 'standard', { minute: 10 });
  const shop = new Chart(other.node.root as any, 'stock', { namespace: 'stock' });
  new ApiConsumer(shop, 'web', { tier, credentials: [apiKey('web-key')] });
  expect([...new Set(other.toJson().map((object: any) => object.metadata.namespace))]).toEqual(['stock']);
});

test('on Enterprise a consumer may be found by its name alone', () => {
  const chart = gatewayChart({ edition: KongEdition.ENTERPRISE });
  new ApiConsumer(chart, 'web', { credentials: [] });
  expect(find(synth(chart), 'KongConsumer', 'web')).not.toHaveProperty('credentials');
});

describe('at one gateway', () => {
  const one = (chart: Chart, props: Partial<ApiConsumerProps>) => new ApiConsumer(chart, 'one', { credentials: [apiKey('one-key')], ...props });
  const two = (chart: Chart, props: Partial<ApiConsumerProps>) => new ApiConsumer(chart, 'two', { credentials: [apiKey('two-key')], ...props });

  test.each<[string, Partial<ApiConsumerProps>, string]>([
    ['username', { username: 'web' }, 'consumer-name'],
    ['custom id', { customId: '7' }, 'consumer-name'],
    ['Secret', { credentials: [apiKey('shared')] }, 'duplicate-credential'],
    ['key', { credentials: [jwt('web')] }, 'duplicate-credential'],
  ])('fails for a second consumer of one %s, when it is synthesized', (_what, props, rule) => {
    const chart = testChart();
    one(chart, props);
    two(chart, props);
    expect(() => synth(chart)).toThrow(`(rule ${rule})`);
  });

  test('two clusters are two gateways, each with its own consumers', () => {
    const chart = gatewayChart({ cluster: 'staging' });
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'shop' });
    new KongGateway(other, 'gateway', { cluster: 'production' });
    one(chart, { credentials: [jwt('web')] });
    one(other, { credentials: [jwt('web')] });
    expect(synth(chart)).toHaveLength(2);
  });
});

test.each<[string, Partial<ApiConsumerProps>, string]>([
  ['no credential', { credentials: [] }, 'consumer has no credential: nobody could ever be it; give JwtCredential.publicKey(…) or ApiKeyCredential.fromSecret(…) [test/web]'],
  ['one Secret twice', { credentials: [apiKey('a'), JwtCredential.fromSecret('a')] }, "consumer names the secret 'a' twice: the controller drops a consumer for it; remove one [test/web]"],
  ['one key twice', { credentials: [jwt('a'), jwt('a')] }, "consumer has two jwt credentials whose secret would be called 'jwt-a': expected keys that differ in letters and digits, and 'a' does not; leave it out, or give it to a consumer of its own [test/web]"],
  ['keys of one slug', { credentials: [jwt('https://a.example/'), jwt('a.example')] }, "consumer has two jwt credentials whose secret would be called 'jwt-a-example': expected keys that differ in letters and digits, and 'a.example' does not; leave it out, or give it to a consumer of its own [test/web]"],
  ['an empty username', { username: '' }, "consumer has the username '': expected a name without spaces around it; correct it [test/web]"],
  ['spaces around the username', { username: 'web ' }, "consumer has the username 'web ': expected a name without spaces around it; correct it [test/web]"],
  ['an empty custom id', { customId: '' }, "consumer has the custom id '': expected a name without spaces around it; correct it [test/web]"],
])('fails with %s', (_what, props, text) => {
  expect(() => new ApiConsumer(testChart(), 'web', { credentials: [apiKey('web-key')], ...props })).toThrow(new Error(text));
});

test('fails with a tier that is declared for another gateway', () => {
  const chart = testChart();
  const tier = new RateTier(chart, 'standard', { minute: 10 });
  const other = gatewayChart();
  expect(() => new ApiConsumer(other, 'web', { tier, credentials: [apiKey('web-key')] })).toThrow(new Error(
    "tier 'standard' is declared for another gateway (oss 3.9) than the consumer: its limit would be counted as that gateway counts; declare a tier in a scope that has the gateway of the consumer [test/web]"));
});

test('fails with a tier of a namespace where the consumer has none', () => {
  const chart = testChart({});
  const plans = new Chart(chart.node.root as any, 'plans', { namespace: 'plans' });
  const tier = new RateTier(plans, 'standard', { minute: 10 });
  expect(() => new ApiConsumer(chart, 'web', { tier, credentials: [apiKey('web-key')] })).toThrow(new Error(
    "tier 'standard' is in namespace plans and the consumer in (none): what the consumer needs of it would be made there, and not be found; give the consumer's chart a namespace [test/web]"));
});

test('fails where its tier would replace an enforced limit by a higher one', () => {
  const chart = testChart();
  ApiDefaults.enforce(chart, { tier: new RateTier(chart, 'standard', { minute: 5 }) });
  expect(() => new ApiConsumer(chart, 'app', { credentials: [ApiKeyCredential.fromSecret('app-key')], tier: new RateTier(chart, 'huge', { minute: 1000 }) })).toThrow(
    'tier \'huge\' of the consumer would replace the limit that is enforced here: a limit per period may only fall, and 1000 a minute is more than 5; kong prefers the limit of a consumer; give it a stricter one, or make the consumer outside of the scope [test/app]');
});
