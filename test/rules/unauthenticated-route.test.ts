import { Chart, JsonPatch } from 'cdk8s';
import { clusterPlugin, consumer, found, ingress, messages, object, plugin, plugins, shop } from './support';
import { Authentication, Backend, KongPlugin, PublicAccess, SecuredApi, Tls } from '../../src';

const RULE = 'unauthenticated-route';
const FIX = 'attach an authentication plugin, or say why anybody may call: PublicAccess.because(…), or the annotation gatewarden/public-access with the reason';

test('complies: authentication on the ingress, on its service, or existing without the app', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  KongPlugin.fromName(chart, 'existing', { name: 'key', plugin: 'key-auth' });
  object(chart, 'behind', 'v1', 'Service', { metadata: { annotations: plugins('token') } });
  ingress(chart, 'direct', { annotations: plugins('token') });
  ingress(chart, 'imported', { annotations: plugins('key') });
  ingress(chart, 'service', { paths: [{ path: '/', service: 'behind' }] });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: a global plugin, a reason, another class, no route at all', () => {
  const chart = shop();
  ingress(chart, 'public', { annotations: { 'gatewarden/public-access': 'the price list is printed anyway' } });
  ingress(chart, 'foreign', { ingressClass: 'nginx' });
  ingress(chart, 'empty', { spec: { rules: [] } });
  expect(messages(chart, RULE)).toEqual([]);

  ingress(chart, 'api');
  expect(messages(chart, RULE)).toHaveLength(1);
  clusterPlugin(chart, 'token', 'jwt', { metadata: { labels: { global: 'true' } } });
  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a raw ingress', () => {
  const chart = shop();
  ingress(chart, 'api', { paths: [{ path: '/v1' }, { path: '/v2' }], annotations: { 'konghq.com/methods': 'GET' } });

  expect(found(chart, RULE)).toEqual([['test/api', `GET api.example.com/v1 has no authentication: nothing asks who calls; ${FIX}`]]);
});

test('fails for one of two services', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  object(chart, 'behind', 'v1', 'Service', { metadata: { annotations: plugins('token') } });
  ingress(chart, 'api', { paths: [{ path: '/', service: 'behind' }, { path: '/v2', service: 'other' }] });

  expect(messages(chart, RULE)).toEqual([expect.stringContaining('api.example.com/v2 has no authentication')]);
});

test('fails for a plugin that is off or lets everybody in', () => {
  const chart = shop();
  plugin(chart, 'off', 'jwt', { disabled: true });
  plugin(chart, 'lax', 'jwt', { config: { anonymous: 'nobody' } });
  ingress(chart, 'one', { annotations: plugins('off') });
  ingress(chart, 'two', { host: 'www.example.com', annotations: plugins('lax') });

  expect(messages(chart, RULE)).toEqual([
    `api.example.com/ has no authentication: its plugin 'off' is disabled; ${FIX}`,
    `www.example.com/ has no authentication: its plugin 'lax' lets everybody in as the anonymous consumer 'nobody', and that has no request-termination without trigger in this app; ${FIX}`,
  ]);
});

test('complies: what is anonymous is turned away', () => {
  const chart = shop();
  plugin(chart, 'lax', 'jwt', { config: { anonymous: 'nobody' } });
  plugin(chart, 'end', 'request-termination');
  consumer(chart, 'nobody', [], { metadata: { annotations: plugins('end') } });
  ingress(chart, 'api', { annotations: plugins('lax') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('routes of the library comply, until a patch drops the plugins', () => {
  const chart = shop();
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('cert'), authentication: Authentication.jwt() });
  const route = api.addRoute('/v1', { backend: Backend.service('api', 80) });
  api.addRoute('/public', { backend: Backend.service('api', 80), authentication: PublicAccess.because('the price list is printed anyway') });
  expect(messages(chart, RULE)).toEqual([]);

  route.apiObject.addJsonPatch(JsonPatch.remove('/metadata/annotations/konghq.com~1plugins'));
  expect(found(chart, RULE).map(([path]) => path)).toEqual([route.apiObject.node.path]);
});

test.each([['nope'], ['']])('fails for the reason %j, also beside authentication', reason => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'api', { annotations: { ...plugins('token'), 'gatewarden/public-access': reason } });

  expect(messages(chart, RULE)).toEqual([
    `annotation gatewarden/public-access of Ingress shop/api is '${reason}': expected a sentence that a reviewer understands; say why it is safe here`,
  ]);
});

test.each([
  [{ config: {}, configPatches: [{ path: '/anonymous', valueFrom: {} }] }],
  [{ configFrom: { secretKeyRef: {} } }],
])('fails for %j, where a Secret decides who is anonymous', rest => {
  const chart = shop();
  plugin(chart, 'token', 'jwt', rest);
  ingress(chart, 'api', { annotations: plugins('token') });

  expect(messages(chart, RULE)).toEqual([
    `api.example.com/ may have no authentication: its plugin 'token' takes anonymous from a Secret, which may let everybody in; ${FIX}`,
  ]);
});

test('complies: a Secret has another field', () => {
  const chart = shop();
  plugin(chart, 'token', 'openid-connect', { config: {}, configPatches: [{ path: '/client_secret', valueFrom: {} }] });
  ingress(chart, 'api', { annotations: plugins('token') });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  [{ config: { trigger: 'x-stop' } }],
  [{ configPatches: [{ path: '/trigger', valueFrom: {} }] }],
  [{ configFrom: { secretKeyRef: {} } }],
])('fails for an anonymous consumer that is turned away only by %j', rest => {
  const chart = shop();
  plugin(chart, 'lax', 'jwt', { config: { anonymous: 'nobody' } });
  plugin(chart, 'end', 'request-termination', rest);
  consumer(chart, 'nobody', [], { metadata: { annotations: plugins('end') } });
  ingress(chart, 'api', { annotations: plugins('lax') });

  expect(messages(chart, RULE)).toEqual([
    `api.example.com/ has no authentication: its plugin 'lax' lets everybody in as the anonymous consumer 'nobody', and that has no request-termination without trigger in this app; ${FIX}`,
  ]);
});

describe.each(['HTTPRoute', 'GRPCRoute'])('%s', kind => {
  const route = (chart: Chart, id: string, rules: unknown[], annotations?: Record<string, string>) =>
    object(chart, id, 'gateway.networking.k8s.io/v1', kind, { metadata: { annotations }, spec: { rules } });
  const filters = [{ type: 'ExtensionRef', extensionRef: { group: 'configuration.konghq.com', kind: 'KongPlugin', name: 'token' } }];
  const backend = (name: string) => ({ backendRefs: [{ name, port: 80 }] });

  test('complies: by annotation, by every rule, by the Service, with a reason', () => {
    const chart = shop();
    plugin(chart, 'token', 'jwt');
    object(chart, 'behind', 'v1', 'Service', { metadata: { annotations: plugins('token') } });
    route(chart, 'annotated', [backend('api'), backend('other')], plugins('token'));
    route(chart, 'filtered', [{ ...backend('api'), filters }, { ...backend('other'), filters }]);
    route(chart, 'service', [backend('behind')]);
    route(chart, 'public', [backend('api')], { 'gatewarden/public-access': 'the price list is printed anyway' });

    expect(messages(chart, RULE)).toEqual([]);
  });

  test('fails for one open rule, and for one of two backends', () => {
    const chart = shop();
    plugin(chart, 'token', 'jwt');
    object(chart, 'behind', 'v1', 'Service', { metadata: { annotations: plugins('token') } });
    route(chart, 'api', [{ ...backend('api'), filters }, backend('api')]);
    route(chart, 'split', [{ backendRefs: [{ name: 'behind' }, { name: 'api' }] }]);
    route(chart, 'away', [{ backendRefs: [{ name: 'behind', namespace: 'other' }] }]);
    route(chart, 'without', [{}]);

    expect(found(chart, RULE)).toEqual([
      ['test/api', `rule 2 of ${kind} shop/api has no authentication: nothing asks who calls; ${FIX}`],
      ['test/split', `rule 1 of ${kind} shop/split has no authentication: nothing asks who calls; ${FIX}`],
      ['test/away', `rule 1 of ${kind} shop/away has no authentication: nothing asks who calls; ${FIX}`],
      ['test/without', `rule 1 of ${kind} shop/without has no authentication: nothing asks who calls; ${FIX}`],
    ]);
  });
});

test.each([['TCPIngress', 'tcp'], ['UDPIngress', 'udp']])('fails for a %s without a reason', (kind, protocol) => {
  const chart = shop();
  const make = (id: string, annotations?: Record<string, string>) => object(chart, id, 'configuration.konghq.com/v1beta1', kind, { metadata: { annotations }, spec: { rules: [] } });
  plugin(chart, 'token', 'jwt');
  make('db', plugins('token'));
  make('time', { 'gatewarden/public-access': 'the server tells everybody the time' });

  expect(messages(chart, RULE)).toEqual([
    `${kind} shop/db has no authentication: kong asks nobody who they are on ${protocol}; say why anybody may connect: the annotation gatewarden/public-access with the reason`,
  ]);
});

test('fails for an object in a List, also in a List of Lists', () => {
  const chart = shop();
  const item = (name: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop' },
    spec: {
      ingressClassName: 'kong',
      rules: [{ host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }] } }],
    },
  });
  object(chart, 'list', 'v1', 'List', { items: [null, item('one'), { apiVersion: 'v1', kind: 'List', items: [item('two')] }] });
  object(chart, 'other', 'example.com/v1', 'List', { items: [item('three')] });

  expect(found(chart, RULE)).toEqual(['one', 'two'].map(name =>
    ['test/list', `${name}.example.com/ has no authentication: nothing asks who calls; ${FIX}`]));
});
