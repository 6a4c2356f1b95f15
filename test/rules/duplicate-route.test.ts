import { found, ingress, messages, plugin, plugins, shop, sibling } from './support';
import { KongGateway } from '../../src';

const RULE = 'duplicate-route';

function methods(...names: string[]) {
  return { 'konghq.com/methods': names.join(',') };
}

test.each<[string, Parameters<typeof ingress>[2], Parameters<typeof ingress>[2]]>([
  ['other hosts', { host: 'api.example.com' }, { host: 'www.example.com' }],
  ['a wildcard beside a host', { host: 'api.example.com' }, { host: '*.example.com' }],
  ['no host beside a host', {}, { host: '' }],
  ['other paths', { paths: [{ path: '/v1' }] }, { paths: [{ path: '/v2' }] }],
  ['other methods', { annotations: methods('GET') }, { annotations: methods('POST') }],
  ['some methods beside all of them', { annotations: methods('GET') }, {}],
  ['other headers', { annotations: { 'konghq.com/headers.X-Version': '1' } }, { annotations: { 'konghq.com/headers.X-Version': '2' } }],
  ['another class', {}, { ingressClass: 'nginx' }],
  ['an exact path with a priority beside a prefix', { paths: [{ path: '/v1', type: 'Exact' }], annotations: { 'konghq.com/regex-priority': '1' } }, { paths: [{ path: '/v1' }] }],
])('complies: %s', (_, one, two) => {
  const chart = shop();
  ingress(chart, 'one', one);
  ingress(chart, 'two', two);

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a raw ingress beside a protected one', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'secure', { annotations: plugins('token') });
  ingress(chart, 'api');

  expect(found(chart, RULE)).toEqual([['test/api',
    'api.example.com/ is a route of Ingress shop/secure as well: kong decides by chance which of the two, and whose plugins, a request gets; remove one, or tell them apart by host, path, methods or headers']]);
});

test.each<[string, Parameters<typeof ingress>[2], Parameters<typeof ingress>[2]]>([
  ['a path in another spelling', { paths: [{ path: '/v1/' }] }, { paths: [{ path: '//v1' }] }],
  ['what a prefix and an exact path share', { paths: [{ path: '/v1' }] }, { paths: [{ path: '/v1', type: 'Exact' }] }],
  ['a host in capitals', {}, { host: 'API.example.com' }],
  ['a host alias', {}, { host: 'www.example.com', annotations: { 'konghq.com/host-aliases': 'api.example.com' } }],
  ['headers in another order', { annotations: { 'konghq.com/headers.X-A': '1,2' } }, { annotations: { 'konghq.com/headers.x-a': '2, 1' } }],
  ['methods that the controller ignores', {}, { annotations: methods('GET', 'x-1') }],
  ['no class on one of them', {}, { ingressClass: null }],
  ['a default backend', { host: '' }, { spec: { rules: [], defaultBackend: { service: { name: 'other', port: { number: 80 } } } } }],
])('fails for %s', (_, one, two) => {
  const chart = shop();
  ingress(chart, 'one', one);
  ingress(chart, 'two', two);

  expect(found(chart, RULE)).toHaveLength(1);
});

test('names the method that both have', () => {
  const chart = shop();
  ingress(chart, 'one', { annotations: methods('GET', 'PUT') });
  ingress(chart, 'two', { annotations: methods('PUT', 'POST') });

  expect(messages(chart, RULE)[0]).toContain('PUT api.example.com/ is a route of Ingress shop/one as well');
});

test('preflight requests may be answered twice if the answer is one', () => {
  const chart = shop();
  plugin(chart, 'cors', 'cors');
  plugin(chart, 'other', 'cors');
  const annotations = (method: string, cors: string) => ({ ...plugins(cors), ...methods(method, 'OPTIONS') });
  ingress(chart, 'one', { annotations: annotations('GET', 'cors') });
  ingress(chart, 'two', { annotations: annotations('POST', 'cors') });
  expect(messages(chart, RULE)).toEqual([]);

  ingress(chart, 'three', { annotations: annotations('PUT', 'other') });
  expect(messages(chart, RULE)).toEqual([expect.stringContaining('OPTIONS api.example.com/ is a route of Ingress shop/one as well')]);
});

test('one ingress may write one path twice, with one backend', () => {
  const chart = shop();
  ingress(chart, 'api', { paths: [{ path: '/v1' }, { path: '/v1', type: 'Exact' }] });
  expect(messages(chart, RULE)).toEqual([]);

  ingress(chart, 'split', { paths: [{ path: '/v2', service: 'a' }, { path: '/v2', service: 'b' }] });
  expect(messages(chart, RULE)).toEqual([expect.stringContaining('api.example.com/v2 is a route of this ingress twice, with different backends')]);
});

test('two clusters do not meet, and a chart without a gateway belongs to the first', () => {
  const chart = shop();
  const production = sibling(chart, 'production', 'shop');
  new KongGateway(chart, 'gateway', { cluster: 'staging' });
  new KongGateway(production, 'gateway', { cluster: 'production' });
  ingress(chart, 'api');
  ingress(production, 'api');
  expect(messages(chart, RULE)).toEqual([]);

  ingress(sibling(chart, 'raw', 'shop'), 'other');
  expect(found(chart, RULE).map(([path]) => path)).toEqual(['raw/other']);
});

test.each([
  [{}, {}],
  [{}, { cluster: 'production' }],
  [{ cluster: 'production' }, { cluster: 'production' }],
])('fails for two gateways of one class that do not state different clusters: %j and %j', (one, two) => {
  const chart = shop();
  const other = sibling(chart, 'other', 'shop');
  new KongGateway(chart, 'gateway', one);
  new KongGateway(other, 'gateway', two);
  ingress(chart, 'api');
  ingress(other, 'more');

  expect(found(chart, RULE)).toEqual([['other/more',
    'api.example.com/ is a route of Ingress shop/api as well: kong decides by chance which of the two, and whose plugins, a request gets; remove one, or tell them apart by host, path, methods or headers']]);
});

test('an object is in the cluster that its gateway states, also where another gateway has its class', () => {
  const chart = shop();
  const production = sibling(chart, 'production', 'shop');
  new KongGateway(chart, 'gateway', { cluster: 'staging', ingressClassName: 'internal' });
  new KongGateway(production, 'gateway', { cluster: 'production' });
  ingress(chart, 'api', { ingressClass: 'internal' });
  ingress(production, 'api', { ingressClass: 'internal' });
  expect(messages(chart, RULE)).toEqual([]);

  ingress(production, 'more', { ingressClass: 'internal' });
  expect(found(chart, RULE).map(([path]) => path)).toEqual(['production/more']);
});
