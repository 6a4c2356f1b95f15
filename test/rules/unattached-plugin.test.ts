import { clusterPlugin, ingress, messages, plugin, plugins, shop } from './support';

const RULE = 'unattached-plugin';

test('complies: referred to, or global', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  clusterPlugin(chart, 'named', 'cors');
  clusterPlugin(chart, 'metrics', 'prometheus', { metadata: { labels: { global: 'true' } } });
  ingress(chart, 'api', { annotations: plugins('token', 'named') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for what nothing refers to', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  clusterPlugin(chart, 'metrics', 'prometheus', { metadata: { labels: { global: 'yes' } } });

  expect(messages(chart, RULE)).toEqual([
    'KongPlugin token is referred to by nothing in this app: it runs nowhere; give it to plugins of an api or a route, or remove it',
    'KongClusterPlugin metrics is referred to by nothing in this app: it runs nowhere; label it global: "true", name it in konghq.com/plugins, or remove it',
  ]);
});

test('fails for a cluster plugin that a plugin of the namespace hides', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  clusterPlugin(chart, 'hidden', 'jwt', { metadata: { name: 'token' } });
  ingress(chart, 'api', { annotations: plugins('token') });

  expect(messages(chart, RULE)).toHaveLength(1);
});
