import { found, ingress, messages, shop } from './support';

const RULE = 'shadowed-route';

function methods(...names: string[]) {
  return { 'konghq.com/methods': names.join(',') };
}

test.each<[string, Parameters<typeof ingress>[2], Parameters<typeof ingress>[2]]>([
  ['a longer prefix', {}, { paths: [{ path: '/v1' }] }],
  ['methods on both', { annotations: methods('GET') }, { paths: [{ path: '/v1' }], annotations: methods('GET', 'POST') }],
  ['methods that do not meet', { annotations: methods('GET') }, { paths: [{ path: '/v1' }], annotations: methods('POST') }],
  ['methods on the longer one', {}, { paths: [{ path: '/v1' }], annotations: methods('GET') }],
  ['some methods of one path', { annotations: methods('GET') }, {}],
  ['headers whose values do not meet', { annotations: { 'konghq.com/headers.X-A': '1', ...methods('GET') } }, { paths: [{ path: '/v1' }], annotations: { 'konghq.com/headers.X-A': '2' } }],
  ['an expression that ends', { paths: [{ path: '/~/v1/[0-9]+$', type: 'ImplementationSpecific' }] }, { paths: [{ path: '/v1' }] }],
  ['an expression beside other paths', { paths: [{ path: '/~/v1/.*', type: 'ImplementationSpecific' }] }, { paths: [{ path: '/v2' }] }],
  ['an expression with more than JavaScript knows', { paths: [{ path: '/~/(?i)v1', type: 'ImplementationSpecific' }] }, { paths: [{ path: '/v1' }] }],
  ['a wildcard host of equal weight', { host: '*.example.com' }, { paths: [{ path: '/v1' }] }],
])('complies: %s', (_, wide, narrow) => {
  const chart = shop();
  ingress(chart, 'wide', wide);
  ingress(chart, 'narrow', narrow);

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for methods on the shorter prefix alone', () => {
  const chart = shop();
  ingress(chart, 'open', { annotations: methods('GET') });
  ingress(chart, 'admin', { paths: [{ path: '/admin' }] });

  expect(found(chart, RULE)).toEqual([['test/admin',
    'GET api.example.com/admin is taken by Ingress shop/open (GET api.example.com/), whose plugins run and not those of this route: kong asks routes that name methods or headers first, whatever their paths; name them on both routes, or on neither']]);
});

test('fails for an expression that answers the prefix', () => {
  const chart = shop();
  ingress(chart, 'open', { paths: [{ path: '/~/v1/(?P<rest>.*)', type: 'ImplementationSpecific' }] });
  ingress(chart, 'admin', { paths: [{ path: '/v1/admin' }] });

  expect(found(chart, RULE)).toEqual([['test/admin',
    'api.example.com/v1/admin is taken by Ingress shop/open (api.example.com/~/v1/(?P<rest>.*)), whose plugins run and not those of this route: kong asks regular expressions before prefixes; write the expression so that it leaves the path out']]);
});

test.each<[string, Parameters<typeof ingress>[2], Parameters<typeof ingress>[2]]>([
  ['headers on the shorter prefix', { annotations: { 'konghq.com/headers.X-A': '1' } }, { paths: [{ path: '/v1' }] }],
  ['more headers on the shorter prefix', { annotations: { 'konghq.com/headers.X-A': '1', 'konghq.com/headers.X-B': '1' } }, { paths: [{ path: '/v1' }], annotations: { 'konghq.com/headers.X-C': '1' } }],
  ['a wildcard host with methods', { host: '*.example.com', annotations: methods('GET') }, {}],
  ['any host with methods and headers', { host: '', annotations: { ...methods('GET'), 'konghq.com/headers.X-A': '1' } }, {}],
  ['a prefix before an expression', { annotations: methods('GET') }, { paths: [{ path: '/~/v1/[0-9]+', type: 'ImplementationSpecific' }] }],
  ['a prefix before an exact path', { annotations: methods('GET') }, { paths: [{ path: '/v1/me', type: 'Exact' }] }],
])('fails for %s', (_, wide, narrow) => {
  const chart = shop();
  ingress(chart, 'wide', wide);
  ingress(chart, 'narrow', narrow);

  expect(found(chart, RULE).map(([path]) => path)).toEqual(['test/narrow']);
});
