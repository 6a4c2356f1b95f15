import { JsonPatch } from 'cdk8s';
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
    `www.example.com/ has no authentication: its plugin 'lax' lets everybody in as the anonymous consumer 'nobody', and that has no request-termination in this app; ${FIX}`,
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
