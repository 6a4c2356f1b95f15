import { found, ingress, messages, object, plugin, plugins, shop } from './support';
import { KongClusterPlugin } from '../../src';

const RULE = 'hidden-plugin';

test('complies: a global list, and routes without one', () => {
  const chart = shop();
  new KongClusterPlugin(chart, 'blocked', { plugin: 'ip-restriction', config: { deny: ['203.0.113.7/32'] } });
  ingress(chart, 'api');

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: a type that keeps nobody out', () => {
  const chart = shop();
  new KongClusterPlugin(chart, 'headers', { plugin: 'response-transformer', config: { add: { headers: ['A:b'] } } });
  plugin(chart, 'own', 'response-transformer');
  ingress(chart, 'api', { annotations: plugins('own') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a global deny list that a route replaces', () => {
  const chart = shop();
  new KongClusterPlugin(chart, 'blocked', { plugin: 'ip-restriction', config: { deny: ['203.0.113.7/32'] } });
  plugin(chart, 'own', 'ip-restriction');
  ingress(chart, 'api', { annotations: plugins('own') });

  expect(found(chart, RULE)).toEqual([['test/api', "route has its own ip-restriction, 'own', and so not that of KongClusterPlugin blocked-ip-restriction: kong runs one of a type; put what both keep out into the route's, or acknowledge it"]]);
});

test('fails for a list of the service that a route replaces', () => {
  const chart = shop();
  plugin(chart, 'wide', 'ip-restriction');
  plugin(chart, 'own', 'ip-restriction');
  object(chart, 'service', 'v1', 'Service', { metadata: { name: 'api', annotations: plugins('wide') } });
  ingress(chart, 'ingress', { annotations: plugins('own') });

  expect(messages(chart, RULE)).toHaveLength(1);
});
