import { attach } from '../../../src/effective/translate/gateways';
import { translate } from '../../../src/effective/translate/translate';
import { World } from '../../../src/effective/translate/world';
import { ingress, KONG_API, OPTIONS, service } from '../support';

const API = 'gateway.networking.k8s.io/v1';
const CLASS = { apiVersion: API, kind: 'GatewayClass', metadata: { name: 'k' }, spec: { controllerName: 'konghq.com/kic-gateway-controller' } };

/** What a route of the namespace `team` gets from one listener of a Gateway in `infra`. */
function attached(listener: any, hostnames?: string[], more: { parent?: any; labels?: any } = {}): any {
  const world = new World([
    CLASS,
    { apiVersion: API, kind: 'Gateway', metadata: { name: 'g', namespace: 'infra' }, spec: { gatewayClassName: 'k', listeners: [{ name: 'l', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } }, ...listener }] } },
    { apiVersion: API, kind: 'HTTPRoute', metadata: { name: 'r', namespace: 'team' }, spec: { parentRefs: [{ name: 'g', namespace: 'infra', ...more.parent }], hostnames } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team', labels: more.labels } },
  ], OPTIONS);
  return attach(world, world.get('HTTPRoute', 'team', 'r')!);
}

test('a listener takes a route, and gives it its protocol and names', () => {
  expect(attached({}, ['a.example.com'])).toEqual({ protocols: ['http'], hostnames: ['a.example.com'] });
  expect(attached({ hostname: 'a.example.com' })).toEqual({ protocols: ['http'], hostnames: ['a.example.com'] });
});

test.each<[string, any, any]>([
  ['another namespace by default', { allowedRoutes: undefined }, {}],
  ['other kinds', { allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] } }, {}],
  ['another port of the parent', {}, { parent: { port: 443 } }],
  ['a parent that is no Gateway', {}, { parent: { kind: 'Service' } }],
  ['a protocol for other routes', { protocol: 'TCP' }, {}],
  ['a certificate that is missing', { protocol: 'HTTPS', port: 443, tls: { certificateRefs: [{ name: 'gone' }] } }, {}],
  ['a port that the gateway does not serve', { port: 8081 }, {}],
  ['names that do not meet', { hostname: '*.example.org' }, {}],
])('it does not for %s', (_, listener, more) => {
  expect(attached(listener, ['a.example.com'], more)).toBeUndefined();
});

test.each<[any, boolean]>([
  [{ matchLabels: { team: 'a' } }, true],
  [{ matchLabels: { 'kubernetes.io/metadata.name': 'team' } }, true],
  [{ matchLabels: { team: 'b' } }, false],
  [{ matchExpressions: [{ key: 'team', operator: 'In', values: ['a'] }, { key: 'x', operator: 'DoesNotExist' }] }, true],
  [{ matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] }, false],
  [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }, false],
])('namespaces by labels: %j is %p', (selector, expected) => {
  expect(attached({ allowedRoutes: { namespaces: { from: 'Selector', selector } } }, [], { labels: { team: 'a' } }) !== undefined).toBe(expected);
});

test('the narrower of two names that meet is what the route has', () => {
  expect(attached({ hostname: '*.example.com' }, ['a.example.com', 'b.example.org']).hostnames).toEqual(['a.example.com']);
  expect(attached({ hostname: 'a.example.com' }, ['*.example.com']).hostnames).toEqual(['a.example.com']);
});

test('the parameters of the class can send requests to the Services themselves', () => {
  const { config } = translate([
    service('api'), ingress('a', 'a.example.com', '/'),
    { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'kong' }, spec: { parameters: { kind: 'IngressClassParameters', namespace: 'kong', name: 'p' } } },
    { apiVersion: `${KONG_API}alpha1`, kind: 'IngressClassParameters', metadata: { name: 'p', namespace: 'kong' }, spec: { serviceUpstream: true } },
  ], OPTIONS);
  expect(config.upstreams[0].targets).toEqual([{ target: 'api.shop.svc:80' }]);
});
