import { consumer, found, ingress, messages, object, plugins, shop, sibling } from './support';
import { KongGateway } from '../../src';

const RULE = 'missing-class';

test('complies: the class of the gateway by field or annotation, or an ingress of another controller', () => {
  const chart = shop();
  ingress(chart, 'field');
  ingress(chart, 'annotation', { ingressClass: null, annotations: { 'kubernetes.io/ingress.class': 'kong' } });
  ingress(chart, 'foreign', { ingressClass: 'nginx' });
  consumer(chart, 'app');

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: the class of another gateway of the app', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', { ingressClassName: 'kong-internal' });
  ingress(sibling(chart, 'other'), 'api', { ingressClass: 'kong-internal', annotations: plugins('none') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for an ingress without class, or with an empty annotation over the field', () => {
  const chart = shop();
  ingress(chart, 'none', { ingressClass: null });
  ingress(chart, 'empty', { annotations: { 'kubernetes.io/ingress.class': '' } });

  expect(found(chart, RULE)).toEqual([
    ['test/none', 'Ingress shop/none has no class: the controller ignores it unless class kong is the default of the cluster; set ingressClassName: kong'],
    ['test/empty', 'Ingress shop/empty has no class: the controller ignores it unless class kong is the default of the cluster; set ingressClassName: kong'],
  ]);
});

test('fails for an ingress of another class that has annotations of kong', () => {
  const chart = shop();
  ingress(chart, 'api', { ingressClass: 'nginx', annotations: plugins('token') });

  expect(messages(chart, RULE)).toEqual([
    "Ingress shop/api has the class 'nginx' and is meant for kong: the controller of class kong ignores it; set ingressClassName: kong, or declare the gateway of that class",
  ]);
});

test('fails for kong objects without the annotation', () => {
  const chart = shop();
  object(chart, 'app', 'configuration.konghq.com/v1', 'KongConsumer', { username: 'app' });
  object(chart, 'id', 'configuration.konghq.com/v1', 'KongClusterPlugin', { plugin: 'correlation-id', metadata: { annotations: { 'kubernetes.io/ingress.class': 'other' } } });
  object(chart, 'ca', 'v1', 'Secret', { metadata: { labels: { 'konghq.com/ca-cert': 'true' } } });

  expect(found(chart, RULE).map(([path]) => path)).toEqual(['test/app', 'test/id', 'test/ca']);
  expect(messages(chart, RULE)[0]).toBe('KongConsumer shop/app has no class: the controller ignores it unless class kong is the default of the cluster; add the annotation kubernetes.io/ingress.class: kong');
});
