import { found, messages, object, shop, sibling } from './support';
import { KongGateway } from '../../src';

const RULE = 'duplicate-object';

test('complies: names differ in kind, group or namespace', () => {
  const chart = shop();
  object(chart, 'a', 'v1', 'Service', { metadata: { name: 'api' } });
  object(chart, 'b', 'v1', 'ConfigMap', { metadata: { name: 'api' } });
  object(chart, 'c', 'serving.knative.dev/v1', 'Service', { metadata: { name: 'api' } });
  object(sibling(chart, 'other', 'billing'), 'a', 'v1', 'Service', { metadata: { name: 'api' } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: each is in its own cluster', () => {
  const chart = shop();
  const production = sibling(chart, 'production', 'shop');
  new KongGateway(chart, 'gateway', { cluster: 'staging' });
  new KongGateway(production, 'gateway', { cluster: 'production' });
  object(chart, 'api', 'v1', 'Service');
  object(production, 'api', 'v1', 'Service');

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for one name twice, also in another version of the group', () => {
  const chart = shop();
  object(chart, 'one', 'example.com/v1', 'Thing', { metadata: { name: 'api' } });
  object(sibling(chart, 'other', 'shop'), 'two', 'example.com/v1beta1', 'Thing', { metadata: { name: 'api' } });

  expect(found(chart, RULE)).toEqual([['other/two',
    'Thing shop/api exists twice, also as test/one: whichever is applied last replaces the other; rename one, or state the cluster of each gateway if they are in two']]);
});

test('fails for a kind of the whole cluster in whatever namespace', () => {
  const chart = shop();
  object(chart, 'one', 'rbac.authorization.k8s.io/v1', 'ClusterRole', { metadata: { name: 'reader' } });
  object(sibling(chart, 'other', 'billing'), 'two', 'rbac.authorization.k8s.io/v1', 'ClusterRole', { metadata: { name: 'reader' } });

  expect(messages(chart, RULE)).toHaveLength(1);
});
