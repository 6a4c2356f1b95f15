import { clusterPlugin, messages, shop, sibling } from './support';
import { KongGateway } from '../../src';

const RULE = 'duplicate-global-plugin';
const GLOBAL = { metadata: { labels: { global: 'true' } } };

test('complies: one of a type, and others that are not global', () => {
  const chart = shop();
  clusterPlugin(chart, 'metrics', 'prometheus', GLOBAL);
  clusterPlugin(chart, 'log', 'http-log', GLOBAL);
  clusterPlugin(chart, 'named', 'prometheus');

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for two of a type in whatever chart', () => {
  const chart = shop();
  clusterPlugin(chart, 'metrics', 'prometheus', GLOBAL);
  clusterPlugin(sibling(chart, 'other'), 'more-metrics', 'prometheus', GLOBAL);

  expect(messages(chart, RULE)).toEqual([
    'global prometheus exists already (metrics): of two global plugins of a type the controller takes neither; remove one of the two',
  ]);
});

test('complies: one for each of two clusters', () => {
  const chart = shop();
  const other = sibling(chart, 'other');
  new KongGateway(chart, 'gateway', { cluster: 'staging' });
  new KongGateway(other, 'gateway', { cluster: 'production' });
  clusterPlugin(chart, 'metrics', 'prometheus', GLOBAL);
  clusterPlugin(other, 'metrics', 'prometheus', GLOBAL);

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for one that the imported gateway has', () => {
  const chart = shop();
  KongGateway.imported(chart, 'gateway', { globalPlugins: ['prometheus'] });
  clusterPlugin(chart, 'metrics', 'prometheus', GLOBAL);

  expect(messages(chart, RULE)).toEqual([
    'global prometheus exists at the imported gateway: of two global plugins of a type the controller takes neither; remove this one',
  ]);
});

test('fails for one that the import in another chart has, unless it is that one', () => {
  const chart = shop();
  const other = sibling(chart, 'other');
  KongGateway.imported(chart, 'gateway', { globalPlugins: ['prometheus'] });
  KongGateway.imported(other, 'gateway');
  clusterPlugin(other, 'metrics', 'prometheus', GLOBAL);
  const platform = sibling(chart, 'platform');
  new KongGateway(platform, 'gateway', { ingressClassName: 'internal' });
  KongGateway.imported(sibling(chart, 'team'), 'gateway', { ingressClassName: 'internal', globalPlugins: ['prometheus'] });
  clusterPlugin(platform, 'internal', 'prometheus', { metadata: { labels: { global: 'true' }, annotations: { 'kubernetes.io/ingress.class': 'internal' } } });

  expect(messages(chart, RULE)).toEqual(['global prometheus exists at the imported gateway: of two global plugins of a type the controller takes neither; remove this one']);
});
