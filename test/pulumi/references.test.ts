import { keyOf, References } from '../../src/pulumi/references';

const object = (kind: string, name: string, more: any = {}) => ({ apiVersion: 'v1', kind, ...more, metadata: { name, namespace: 'shop', ...more.metadata } });

test.each<[string, any, any]>([
  ['a plugin of its annotation', object('Ingress', 'route', { metadata: { annotations: { 'konghq.com/plugins': 'other, jwt' } } }), object('KongPlugin', 'jwt')],
  ['a plugin for the cluster, if its namespace has none', object('Ingress', 'route', { metadata: { annotations: { 'konghq.com/plugins': 'jwt' } } }),
    { kind: 'KongClusterPlugin', metadata: { name: 'jwt' } }],
  ['a plugin of another namespace', object('Ingress', 'route', { metadata: { annotations: { 'konghq.com/plugins': 'other:jwt' } } }),
    object('KongPlugin', 'jwt', { metadata: { namespace: 'other' } })],
  ['a plugin that a filter names', object('HTTPRoute', 'route', { spec: { rules: [{ filters: [{ extensionRef: { name: 'jwt' } }] }] } }), object('KongPlugin', 'jwt')],
  ['the secret with its certificate', object('Ingress', 'route', { spec: { tls: [{ secretName: 'tls' }] } }), object('Secret', 'tls')],
  ['the certificate that fills its secret', object('Ingress', 'route', { spec: { tls: [{ secretName: 'tls' }] } }), object('Certificate', 'api', { spec: { secretName: 'tls' } })],
  ['its credentials', object('KongConsumer', 'web', { credentials: ['web-jwt'] }), object('Secret', 'web-jwt')],
  ['its groups', object('KongConsumer', 'web', { consumerGroups: ['gold'] }), object('KongConsumerGroup', 'gold')],
  ['the secret of a patch', object('KongPlugin', 'log', { configPatches: [{ path: '/a', valueFrom: { secretKeyRef: { name: 'log', key: 'a' } } }] }), object('Secret', 'log')],
  ['the secret of its config', object('KongPlugin', 'log', { configFrom: { secretKeyRef: { name: 'log', key: 'a' } } }), object('Secret', 'log')],
  ['the issuer of a certificate', object('Certificate', 'api', { spec: { issuerRef: { kind: 'Issuer', name: 'ca' } } }), object('Issuer', 'ca')],
  ['its namespace', object('ConfigMap', 'one'), { kind: 'Namespace', metadata: { name: 'shop' } }],
  ['the definition of its kind', { ...object('Widget', 'one'), apiVersion: 'example.com/v1' },
    { kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' }, spec: { group: 'example.com', names: { kind: 'Widget' } } }],
])('an object comes after %s', (_, by, to) => {
  expect(new References([by, to]).of(by)).toEqual([keyOf(to)]);
});

test('what this program does not make is nothing to wait for', () => {
  const route = object('Ingress', 'route', { metadata: { annotations: { 'konghq.com/plugins': 'jwt' } }, spec: { tls: [{ secretName: 'tls' }] } });
  expect(new References([route]).of(route)).toEqual([]);
});

test('an object of another namespace is another object', () => {
  const consumer = object('KongConsumer', 'web', { credentials: ['web-jwt'] });
  expect(new References([consumer, object('Secret', 'web-jwt', { metadata: { namespace: 'other' } })]).of(consumer)).toEqual([]);
});
