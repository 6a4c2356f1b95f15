import { ambiguities } from '../../../src/effective/routing/ambiguities';
import { hostMatches } from '../../../src/effective/routing/matcher';
import { routedRequest } from '../../../src/effective/routing/routed-request';
import { Router } from '../../../src/effective/routing/router';
import { newRoute } from '../../../src/effective/translate/draft';
import { KongRoute } from '../../../src/effective/translate/kong-config';

const HOST = 'api.example.com';

function route(name: string, fields: Partial<KongRoute>): KongRoute {
  return { ...newRoute(name), hosts: [HOST], ...fields };
}

/** The names of the routes that take a request, alike in rank; those that cannot be judged come in brackets. */
function taking(routes: KongRoute[], path: string, more: Record<string, unknown> = {}): string[] {
  const { routes: found, undecided } = new Router(routes).route(routedRequest({ host: HOST, path, ...more })!);
  return [...found.map(({ name }) => name), ...undecided.map(({ name }) => `(${name})`)];
}

describe('what ranks a route', () => {
  test.each<[string, KongRoute, KongRoute, Record<string, unknown>]>([
    ['more kinds of matchers before a longer path', route('first', { methods: ['GET'], paths: ['/'] }), route('second', { paths: ['/v1/'] }), {}],
    ['a header before a longer path', route('first', { headers: { 'X-A': ['1'] }, paths: ['/'] }), route('second', { paths: ['/v1/'] }), { headers: { 'x-a': '1' } }],
    ['an sni before a longer path', route('first', { snis: [HOST], paths: ['/'] }), route('second', { paths: ['/v1/'] }), {}],
    ['a plain host before a wildcard', route('first', { paths: ['/'] }), route('second', { hosts: ['*.example.com'], paths: ['/v1/'] }), {}],
    ['a plain host before one beside a wildcard', route('first', { paths: ['/'] }), route('second', { hosts: [HOST, '*.other.com'], paths: ['/v1/'] }), {}],
    ['a host before none', route('first', { paths: ['/'] }), route('second', { hosts: undefined, paths: ['/v1/'] }), {}],
    ['two headers before one', route('first', { headers: { a: ['1'], b: ['1'] }, paths: ['/'] }), route('second', { headers: { a: ['1'] }, paths: ['/v1/'] }), { headers: { a: '1', b: '1' } }],
    ['an expression before a longer prefix', route('first', { paths: ['~/v'] }), route('second', { paths: ['/v1/a/long/prefix'] }), {}],
    ['the priority of an expression', route('first', { paths: ['~/v'], regex_priority: 1 }), route('second', { paths: ['~/v1/a/long/prefix'] }), {}],
    ['a longer prefix', route('first', { paths: ['/v1/a'] }), route('second', { paths: ['/v1/'] }), {}],
    ['the longer of its prefixes', route('first', { paths: ['/', '/v1/a/'] }), route('second', { paths: ['/v1/'] }), {}],
  ])('%s', (_, first, second, request) => {
    expect(taking([first, second], '/v1/a/long/prefix', request)).toEqual(['first']);
    expect(taking([second, first], '/v1/a/long/prefix', request)).toEqual(['first']);
  });

  test('a route that ranks first and does not take the request leaves it to the next', () => {
    expect(taking([route('posts', { methods: ['POST'], paths: ['/v1/'] }), route('all', { paths: ['/'] })], '/v1/x')).toEqual(['all']);
  });
});

describe('routes of equal rank', () => {
  test('are all named', () => {
    const [a, b] = [route('a', { paths: ['/v1/'] }), route('b', { paths: ['/v1/'] })];
    expect(taking([a, b], '/v1/x')).toEqual(['a', 'b']);
    expect(ambiguities([a, b]).map(({ routes, host, path }) => [...routes.map(({ name }) => name), host, path])).toEqual([['a', 'b', HOST, '/v1/']]);
  });

  test('are all named for two expressions that meet in a path, however long they are', () => {
    expect(taking([route('a', { paths: ['~/v1/.*'] }), route('b', { paths: ['~/v1/orders$'] })], '/v1/orders')).toEqual(['a', 'b']);
  });

  test.each<[string, Partial<KongRoute>, Partial<KongRoute>, number]>([
    ['other methods', { methods: ['GET'] }, { methods: ['POST'] }, 0],
    ['a method of both', { methods: ['GET', 'PUT'] }, { methods: ['PUT'] }, 1],
    ['one header with other values', { headers: { a: ['1'] } }, { headers: { a: ['2'] } }, 0],
    ['other headers, which a request may have both', { headers: { a: ['1'] } }, { headers: { b: ['1'] } }, 1],
    ['another host', { hosts: ['other.example.com'] }, {}, 0],
    ['another rank', { methods: ['GET'] }, {}, 0],
  ])('are found without a request: %s', (_, a, b, count) => {
    expect(ambiguities([route('a', { paths: ['/'], ...a }), route('b', { paths: ['/'], ...b })])).toHaveLength(count);
  });

  test('one route with a path twice is not against itself', () => {
    expect(ambiguities([route('a', { paths: ['/', '/'] })])).toEqual([]);
  });
});

describe('what takes a request', () => {
  test('hosts: a wildcard stands for any number of labels, and capitals count', () => {
    expect(hostMatches('*.example.com', 'a.b.example.com')).toBe(true);
    expect(hostMatches('*.example.com', 'example.com')).toBe(false);
    expect(hostMatches('example.*', 'example.co.uk')).toBe(true);
    expect(taking([route('a', {})], '/', { host: 'API.example.com' })).toEqual([]);
    expect(taking([route('a', {})], '/', { host: 'api.example.com:8443' })).toEqual(['a']);
  });

  test('headers: names and values without regard to case, expressions with their mark', () => {
    const routes = [route('a', { headers: { 'X-Report_Format': ['CSV', '~*^p[dn]f$'] } })];
    expect(taking(routes, '/', { headers: { 'x-report-format': 'csv' } })).toEqual(['a']);
    expect(taking(routes, '/', { headers: { 'X-REPORT-FORMAT': 'PDF' } })).toEqual(['a']);
    expect(taking(routes, '/', { headers: { 'x-report-format': 'xml' } })).toEqual([]);
    expect(taking([route('b', { headers: { a: ['~*('] } })], '/', { headers: { a: 'x' } })).toEqual(['(b)']);
  });

  test('snis: only over TLS', () => {
    const routes = [route('a', { snis: ['tls.example.com.'] })];
    expect(taking(routes, '/', { sni: 'tls.example.com' })).toEqual(['a']);
    expect(taking(routes, '/')).toEqual([]);
    expect(taking(routes, '/', { https: false })).toEqual(['a']);
  });

  test('paths: after normalisation; routes for streams never', () => {
    expect(taking([route('a', { paths: ['/admin'] })], '/x/../%61dmin')).toEqual(['a']);
    expect(taking([route('a', { protocols: ['tcp'] })], '/')).toEqual([]);
  });

  test('an expression that cannot be judged is said to be one', () => {
    expect(taking([route('a', { paths: ['~/\\p{L}'] }), route('b', { paths: ['/'] })], '/x')).toEqual(['b', '(a)']);
  });
});
