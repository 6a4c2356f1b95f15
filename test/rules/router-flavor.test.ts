import { Chart } from 'cdk8s';
import { found, ingress, messages, object, plugin, plugins, shop } from './support';
import { GatewaySettings, KongGateway, KongGatewayProps } from '../../src';

const RULE = 'router-flavor';
const STATED = { KONG_ROUTER_FLAVOR: 'traditional_compatible' };

const text = (host: string, wildcard = '*.example.com') => `${host} is covered by ${wildcard} of Ingress shop/wide, which has other plugins: with router_flavor traditional, which kong's helm chart sets, kong can take the route of the wildcard for it; expected the router traditional_compatible: set it at the nodes (env.router_flavor in helm values, which wins over envFrom), and state settings: { KONG_ROUTER_FLAVOR: 'traditional_compatible' } of the gateway`;

function pair(props: KongGatewayProps = {}, host = 'api.example.com'): Chart {
  const chart = shop();
  new KongGateway(chart, 'gateway', props);
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'wide', { host: '*.example.com' });
  ingress(chart, 'api', { host, annotations: plugins('token') });
  return chart;
}

test.each(['api.example.com', 'v1.api.example.com', '*.api.example.com'])('fails for %s below a wildcard with other plugins', host => {
  expect(found(pair({}, host), RULE)).toEqual([['test/api', text(host)]]);
});

test.each(['example.com', 'api.example.org', '*.example.com', 'badexample.com'])('complies: %s is not covered', host => {
  expect(messages(pair({}, host), RULE)).toEqual([]);
});

test('complies: the router is stated, or set by GatewaySettings', () => {
  expect(messages(pair({ settings: STATED }), RULE)).toEqual([]);
  const chart = pair();
  new GatewaySettings(chart, 'settings', { extra: STATED });
  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for another router in the pods, which wins over GatewaySettings', () => {
  const chart = pair({ settings: { KONG_ROUTER_FLAVOR: 'traditional' } });
  new GatewaySettings(chart, 'settings', { extra: STATED });

  expect(messages(chart, RULE)).toEqual([text('api.example.com')]);
});

test('complies: the same plugins, other paths, or other methods', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  plugin(chart, 'key', 'key-auth');
  object(chart, 'behind', 'v1', 'Service', { metadata: { annotations: plugins('token') } });
  ingress(chart, 'wide', { host: '*.example.com', annotations: plugins('token') });
  ingress(chart, 'same', { annotations: plugins('token') });
  ingress(chart, 'service', { host: 'www.example.com', paths: [{ path: '/', service: 'behind' }] });
  ingress(chart, 'images', { host: '*.example.org', paths: [{ path: '/images' }], annotations: { ...plugins('token') } });
  ingress(chart, 'path', { host: 'api.example.org', paths: [{ path: '/v1' }], annotations: plugins('key') });
  ingress(chart, 'get', { host: '*.example.net', annotations: { ...plugins('token'), 'konghq.com/methods': 'GET' } });
  ingress(chart, 'post', { host: 'api.example.net', annotations: { ...plugins('key'), 'konghq.com/methods': 'POST' } });

  expect(messages(chart, RULE)).toEqual([]);
});
