import { found, ingress, messages, plugin, plugins, RawIngress, shop } from './support';
import { ApiRoute, PathMatch, PublicAccess } from '../../src';
import { BACKEND, gatewayChart, securedApi } from '../apis/support';

const SHADOWED = 'shadowed-route';
const DUPLICATE = 'duplicate-route';
const FIRST = { 'konghq.com/regex-priority': '1' };

function regex(path: string, annotations?: Record<string, string>): RawIngress {
  return { paths: [{ path: `/~${path}`, type: 'ImplementationSpecific' }], annotations };
}

function exact(path: string, annotations: Record<string, string> = FIRST): RawIngress {
  return { paths: [{ path, type: 'Exact' }], annotations };
}

function prefix(path: string, annotations?: Record<string, string>): RawIngress {
  return { paths: [{ path }], annotations };
}

function methods(...names: string[]): Record<string, string> {
  return { 'konghq.com/methods': names.join(',') };
}

function headers(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`konghq.com/headers.${name}`, value]));
}

/** What a rule has against an open ingress beside a protected one. */
function judged(rule: string, open: RawIngress, secure: RawIngress): string[] {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'open', open);
  ingress(chart, 'secure', { ...secure, annotations: { ...secure.annotations, ...plugins('token') } });
  return messages(chart, rule);
}

test('an expression with methods takes the requests of an exact path', () => {
  expect(judged(SHADOWED, regex('/v1/[a-z]+$', methods('GET')), exact('/v1/orders'))).toEqual([
    'GET api.example.com/v1/orders is taken by Ingress shop/open (GET api.example.com/~/v1/[a-z]+$), whose plugins run and not those of this route: kong asks routes that name methods or headers first, whatever their paths; name them on both routes, or on neither',
  ]);
});

test('an expression ties with the path of a prefix itself', () => {
  expect(judged(SHADOWED, regex('/v1/[a-z]+$'), prefix('/v1/orders'))).toEqual([
    'api.example.com/v1/orders and api.example.com/~/v1/[a-z]+$ of Ingress shop/open both answer /v1/orders: kong decides by chance which of the two, and whose plugins, a request gets; write the expression so that it leaves that path out, or give the one that is meant the higher konghq.com/regex-priority',
  ]);
});

test('an expression of a higher priority goes first', () => {
  expect(judged(SHADOWED, regex('/v1/.*', { 'konghq.com/regex-priority': '5' }), regex('/v1/[0-9]+$'))).toEqual([
    expect.stringContaining('kong asks expressions of a higher regex-priority first; write that expression so that it leaves the path out'),
  ]);
});

test.each<[string, RawIngress, RawIngress]>([
  ['a raw exact path', regex('/v1/[a-z]+$'), exact('/v1/orders', {})],
  ['an exact path with an escaped dot', regex('/v1/[^/]+$', headers({ 'X-A': '1' })), regex('/v1/a\\.json$', FIRST)],
  ['an exact path, taken by a prefix with methods', prefix('/v1', methods('GET')), exact('/v1')],
  ['an exact path, taken by any path with methods', prefix('/', methods('GET')), exact('/')],
  ['an expression with what JavaScript knows and samples do not', prefix('/v1', methods('GET')), regex('/v1/x/(?=a)')],
  ['numbers', regex('/v1/[^/]+$'), regex('/v1/[0-9]+$')],
  ['digits', regex('/v1/\\w+$'), regex('/v1/\\d{1,6}$')],
  ['a number of digits', regex('/v1/[0-9]+$'), regex('/v1/[0-9]{4}$')],
  ['named groups', regex('/v1/(?<id>[^/]+)/items(/|$)'), regex('/v1/(?P<order>[0-9]+)/items$')],
  ['alternatives', regex('/v1/(?:users|orders)/.*'), regex('/v1/[a-z]+/[0-9]+$')],
  ['a path that is no sample', regex('/v1/[a-z]+$'), regex('/v1/[^/]+/?$')],
  ['segments of both', regex('/v1/[^/]+/items$'), regex('/v1/users/[^/]+$')],
  ['characters of few', regex('/v1/[^a-z]+$'), regex('/v1/[!-+]+$')],
  ['optional parts', regex('/v1/?$'), prefix('/v1')],
  ['what has no end', regex('/v1/[a-z]'), regex('/v1/me/[0-9]+$')],
  ['an expression that begins with its anchor', regex('^/v1/[a-z]+$'), regex('/v1/me$')],
  ['groups of other names', regex('/v1/(?<a>[0-9]+)$'), regex('/v1/(?<b>[0-9]+)$')],
  ['a wildcard', { ...prefix('/v1'), host: '*.example.com' }, { ...prefix('/v1'), host: '*.shop.example.com' }],
  ['a host with a wildcard as alias', prefix('/'), prefix('/v1', { 'konghq.com/host-aliases': '*.example.org' })],
])('fails for %s', (_, open, secure) => {
  expect(judged(SHADOWED, open, secure)).toHaveLength(1);
});

test.each<[string, RawIngress, RawIngress]>([
  ['an exact path before an expression', regex('/v1/[a-z]+$'), exact('/v1/orders')],
  ['an exact path with the methods of the expression', regex('/v1/[a-z]+$', methods('GET')), exact('/v1/orders', { ...FIRST, ...methods('GET') })],
  ['an expression with other methods', regex('/v1/[a-z]+$', methods('GET')), prefix('/v1/orders', methods('POST'))],
  ['an expression of other paths', regex('/v1/[0-9]+$'), prefix('/v1/orders')],
  ['expressions of other segments', regex('/v1/users/[0-9]+$'), regex('/v1/orders/[0-9]+$')],
  ['expressions of other characters', regex('/v1/[0-9]+$'), regex('/v1/[a-z]+$')],
  ['a narrower expression with methods', regex('/v1/[a-z]+$', methods('GET')), regex('/v1/[^/]+$')],
  ['methods on an equal expression', regex('/v1/(?<id>[0-9]+)$', methods('GET')), regex('/v1/[0-9]+$')],
  ['methods on the same prefix', prefix('/v1.0', methods('GET')), prefix('/v1.0')],
  ['an expression that comes first', regex('/v1/[a-z]+$'), regex('/v1/[a-z]{2}$', FIRST)],
  ['expressions of other hosts', { ...regex('/v1/[a-z]+$'), host: 'www.example.com' }, prefix('/v1/orders')],
  ['an expression that kong refuses', regex('/v1/([a-z'), prefix('/v1/orders')],
  ['an expression of set syntax', regex('/v1/[a-z&&b]+$'), regex('/v1/[[:alpha:]]+$')],
  ['a count that is too high to write out', regex('/v1/[a-z]{300}$'), regex('/v1/[a-z]{300,}$')],
])('complies: %s', (_, open, secure) => {
  expect(judged(SHADOWED, open, secure)).toEqual([]);
});

test('two routes that do the same may meet, with one backend and the same plugins', () => {
  const chart = shop();
  ingress(chart, 'one', regex('/v1/[a-z]+$'));
  ingress(chart, 'two', prefix('/v1/orders', { 'konghq.com/tags': 'x' }));
  ingress(chart, 'three', prefix('/v2', headers({ 'X-A': '1' })));
  ingress(chart, 'four', prefix('/v2', headers({ 'X-B': '1' })));
  expect([SHADOWED, DUPLICATE].flatMap(rule => messages(chart, rule))).toEqual([]);

  ingress(chart, 'other', { paths: [{ path: '/v1/users', service: 'other' }] });
  ingress(chart, 'plain', prefix('/v1/carts', { 'konghq.com/protocols': 'http,https' }));
  expect(found(chart, SHADOWED).map(([path]) => path)).toEqual(['test/other', 'test/plain']);
});

test('paths of one ingress may meet if they have one backend', () => {
  const chart = shop();
  const paths = (service: string) => [{ path: '/~/v1/[a-z]+$', type: 'ImplementationSpecific' }, { path: '/v1/orders', service }];
  ingress(chart, 'one', { paths: paths('api') });
  expect(messages(chart, SHADOWED)).toEqual([]);

  ingress(chart, 'two', { host: 'www.example.com', paths: paths('orders') });
  ingress(chart, 'three', { host: 'a.example.com', paths: [{ path: '/~/v1/.*', type: 'ImplementationSpecific' }, { path: '/~/v1/[0-9]+$', type: 'ImplementationSpecific', service: 'orders' }] });
  expect(messages(chart, SHADOWED)).toEqual([expect.stringContaining('of this ingress both answer /v1/orders'), expect.stringContaining('of this ingress both answer /v1/')]);
});

test('preflight requests may meet if one cors plugin answers them', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  plugin(chart, 'cors', 'cors');
  ingress(chart, 'open', regex('/v1/[a-z]+$', { ...methods('GET', 'OPTIONS'), ...plugins('cors') }));
  ingress(chart, 'secure', prefix('/v1/orders', { ...methods('POST', 'OPTIONS'), ...plugins('cors', 'token') }));
  expect(messages(chart, SHADOWED)).toEqual([]);
});

test('as many other headers tie', () => {
  expect(judged(DUPLICATE, prefix('/v1', headers({ 'X-A': '1' })), prefix('/v1', headers({ X_B: '1' })))).toEqual([
    'api.example.com/v1 with x-b=1 is a route beside that of Ingress shop/open with x-a=1: a request can have the headers of both, and kong decides by chance which of the two, and whose plugins, a request gets; name different values of one header on them, or all the headers on one',
  ]);
});

test.each<[string, Record<string, string>, Record<string, string>, number]>([
  ['some values of one header', headers({ 'X-A': '1,2' }), headers({ 'X-A': '2,3' }), 1],
  ['a second header', headers({ 'X-A': '1', 'X-B': '1' }), headers({ 'X-A': '1', 'X-C': '1' }), 1],
  ['SNIs beside methods', { 'konghq.com/snis': 'a.example.com' }, methods('GET'), 1],
  ['other values of a header that both name', headers({ 'X-A': '1', 'X-B': '1' }), headers({ 'X-A': '2', 'X-C': '1' }), 0],
  ['more headers', headers({ 'X-A': '1' }), headers({ 'X-B': '1', 'X-C': '1' }), 0],
  ['other methods', { ...headers({ 'X-A': '1' }), ...methods('GET') }, { ...headers({ 'X-B': '1' }), ...methods('POST') }, 0],
  ['other SNIs', { 'konghq.com/snis': 'a.example.com' }, { 'konghq.com/snis': 'b.example.com' }, 0],
])('of one path, %s', (_, one, two, count) => {
  expect(judged(DUPLICATE, prefix('/v1', one), prefix('/v1', two))).toHaveLength(count);
});

test.each<[string, (add: ReturnType<typeof securedApi>, open: PublicAccess) => void]>([
  ['methods on an expression', (api, authentication) => {
    api.addRoute('/v1/[a-z]+$', { match: PathMatch.REGEX, methods: ['GET'], backend: BACKEND, authentication });
    api.addRoute('/v1/orders', { match: PathMatch.EXACT, backend: BACKEND });
  }],
  ['an expression beside a prefix', (api, authentication) => {
    api.addRoute('/v1/[a-z]+$', { match: PathMatch.REGEX, backend: BACKEND, authentication });
    api.addRoute('/v1/orders', { backend: BACKEND });
  }],
  ['as many headers', (api, authentication) => {
    api.addRoute('/v1', { headers: { 'X-A': ['1'] }, backend: BACKEND, authentication });
    new ApiRoute(api, 'b', { path: '/v1', headers: { 'X-B': ['1'] }, backend: BACKEND });
  }],
  ['two expressions', (api, authentication) => {
    api.addRoute('/v1/(?<id>[^/]+)$', { match: PathMatch.REGEX, backend: BACKEND, authentication });
    api.addRoute('/v1/[0-9]+$', { match: PathMatch.REGEX, backend: BACKEND });
  }],
])('a public route of an API cannot take requests of another by %s', (_, add) => {
  const chart = gatewayChart();
  add(securedApi(chart), PublicAccess.because('the catalogue is read by everybody'));

  expect([...messages(chart, SHADOWED), ...messages(chart, DUPLICATE)]).toHaveLength(1);
});
