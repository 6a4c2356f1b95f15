import { clusterPlugin, messages, plugin, shop } from './support';

const RULE = 'global-label-on-namespaced-plugin';
const GLOBAL = { metadata: { labels: { global: 'true' } } };

test('complies: the label is on a cluster plugin', () => {
  const chart = shop();
  clusterPlugin(chart, 'metrics', 'prometheus', GLOBAL);
  plugin(chart, 'token', 'jwt');

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for the label on a plugin of a namespace', () => {
  const chart = shop();
  plugin(chart, 'metrics', 'prometheus', GLOBAL);

  expect(messages(chart, RULE)).toEqual([
    'KongPlugin metrics has the label global: it does nothing there, and the plugin is not global; make it a KongClusterPlugin, or remove the label',
  ]);
});
