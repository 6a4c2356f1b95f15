import { consumer, messages, object, shop, sibling } from './support';
import { KongGateway } from '../../src';

const RULE = 'consumer-name';

test('complies: names differ, or the gateways do', () => {
  const chart = shop();
  const other = sibling(chart, 'other');
  new KongGateway(chart, 'gateway');
  new KongGateway(other, 'gateway', { ingressClassName: 'internal' });
  consumer(chart, 'one', [], { username: 'app', custom_id: '1' });
  consumer(chart, 'two', [], { username: 'other', custom_id: '2' });
  consumer(other, 'one', [], { username: 'app', metadata: { annotations: { 'kubernetes.io/ingress.class': 'internal' } } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for one name in two namespaces', () => {
  const chart = shop();
  consumer(chart, 'one', [], { username: 'app' });
  consumer(sibling(chart, 'other', 'billing'), 'two', [], { username: 'app' });

  expect(messages(chart, RULE)).toEqual([
    "KongConsumer billing/two has the username 'app' of KongConsumer shop/one: a name is unique at the gateway, and kong refuses the whole configuration; give it another",
  ]);
});

test('fails for one custom_id twice, and for no username', () => {
  const chart = shop();
  consumer(chart, 'one', [], { custom_id: '1' });
  object(chart, 'two', 'configuration.konghq.com/v1', 'KongConsumer', { custom_id: '1', metadata: { annotations: { 'kubernetes.io/ingress.class': 'kong' } } });

  expect(messages(chart, RULE)).toEqual([
    'KongConsumer shop/two has no username: expected one, by which logs and the controller know it; give it one',
    "KongConsumer shop/two has the custom_id '1' of KongConsumer shop/one: a name is unique at the gateway, and kong refuses the whole configuration; give it another",
  ]);
});
