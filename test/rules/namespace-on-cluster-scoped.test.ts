import { JsonPatch } from 'cdk8s';
import { messages, object, shop } from './support';
import { KongClusterPlugin } from '../../src';

const RULE = 'namespace-on-cluster-scoped';

test('complies: the chart\'s namespace is taken away', () => {
  const chart = shop();
  object(chart, 'reader', 'rbac.authorization.k8s.io/v1', 'ClusterRole').addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  new KongClusterPlugin(chart, 'id', { plugin: 'correlation-id' });
  object(chart, 'role', 'rbac.authorization.k8s.io/v1', 'Role');

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  ['configuration.konghq.com/v1', 'KongClusterPlugin'],
  ['cert-manager.io/v1', 'ClusterIssuer'],
  ['v1', 'Namespace'],
  ['networking.k8s.io/v1', 'IngressClass'],
])('fails for %s %s', (apiVersion, kind) => {
  const chart = shop();
  object(chart, 'it', apiVersion, kind);

  expect(messages(chart, RULE)).toEqual([
    `${kind} shop/it has the namespace shop: the kind has none, and cdk8s writes the chart's; make it in a chart without namespace, or add JsonPatch.remove('/metadata/namespace')`,
  ]);
});
