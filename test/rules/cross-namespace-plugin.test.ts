import { ingress, messages, object, plugin, plugins, shop, sibling } from './support';

const RULE = 'cross-namespace-plugin';

test('complies: the plugin of the own namespace is named without it', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  plugin(sibling(chart, 'other', 'billing'), 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins('token') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: a grant of this app allows it', () => {
  const chart = shop();
  const other = sibling(chart, 'other', 'billing');
  plugin(other, 'token', 'jwt');
  object(other, 'grant', 'gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', {
    spec: { from: [{ group: 'networking.k8s.io', kind: 'Ingress', namespace: 'shop' }], to: [{ group: 'configuration.konghq.com', kind: 'KongPlugin' }] },
  });
  ingress(chart, 'api', { annotations: plugins('billing:token') });

  expect(messages(chart, RULE)).toEqual([]);
  expect(messages(chart, 'unauthenticated-route')).toEqual([]);
});

test('fails for a plugin that is only in another namespace', () => {
  const chart = shop();
  plugin(sibling(chart, 'other', 'billing'), 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins('token') });

  expect(messages(chart, RULE)).toEqual([
    "plugin 'token' exists in namespace billing and not in shop: the controller leaves it out and goes on without it; make one in shop",
  ]);
});

test('fails for a namespace before the name, even the own one', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins('shop:token') });

  expect(messages(chart, RULE)).toEqual([
    "plugin 'shop:token' is named with its namespace: without a ReferenceGrant, even in one's own namespace, the controller leaves it out and goes on without it; name a plugin of namespace shop, without the prefix",
  ]);
});
