import * as fc from 'fast-check';
import { PathMatch, RoutePath } from '../../src/values';

const ingress = (path: RoutePath) => `${path.ingressPathType} ${path.ingressPath}`;

test('a prefix answers the path and everything below it', () => {
  const path = RoutePath.of('/v1');

  expect(path.match).toBe(PathMatch.PREFIX);
  expect(ingress(path)).toBe('Prefix /v1');
  expect(['/v1', '/v1/', '/v1/x', '/v1x', '/v', '/'].filter((request) => path.answers(request))).toEqual(['/v1', '/v1/', '/v1/x']);
});

test('the trailing slash of a prefix makes no difference', () => {
  expect(RoutePath.prefix('/v1/').sameAs(RoutePath.prefix('/v1'))).toBe(true);
  expect(ingress(RoutePath.prefix('/'))).toBe('Prefix /');
  expect(RoutePath.prefix('/').answers('/anything')).toBe(true);
});

test('a prefix with a dot answers what the controller makes of it', () => {
  const path = RoutePath.prefix('/v1.0');

  expect(path.answers('/v1.0/x')).toBe(true);
  expect(path.answers('/v1x0')).toBe(true);
  expect(path.answers('/v1x0/x')).toBe(false);
});

test('an exact path answers itself only', () => {
  const path = RoutePath.exact('/v1/');

  expect(ingress(path)).toBe('Exact /v1/');
  expect(path.answers('/v1/')).toBe(true);
  expect(path.answers('/v1')).toBe(false);
});

test('an exact path with a dot is escaped', () => {
  expect(ingress(RoutePath.of('/openapi.json', PathMatch.EXACT))).toBe('ImplementationSpecific /~/openapi\\.json$');
});

test('a regular expression gets the marker of the controller', () => {
  const path = RoutePath.of('/users/(?<id>[0-9]+)$', PathMatch.REGEX);

  expect(ingress(path)).toBe('ImplementationSpecific /~/users/(?<id>[0-9]+)$');
  expect(path.answers('/users/12')).toBe(true);
  expect(path.answers('/users/12/x')).toBe(false);
  expect(path.answers('/x/users/12')).toBe(false);
});

test.each(['/v1(/|$)', '/v1(?:/|$)', '/v1/.*', '/(a|b)$', '/a\\.b$', '/[^/]+$', '/a\\\\$'])('%s ends in a way that says where', (regex) => {
  expect(RoutePath.regex(regex).toString()).toBe(`~ ${regex}`);
});

test('a path reads as people write it', () => {
  expect([RoutePath.prefix('/v1'), RoutePath.exact('/v1'), RoutePath.regex('/v1/.*')].map(String)).toEqual(['/v1', '= /v1', '~ /v1/.*']);
});

test('paths that are compared in different ways are not the same', () => {
  expect(RoutePath.prefix('/v1').sameAs(RoutePath.exact('/v1'))).toBe(false);
});

test.each([
  [RoutePath.prefix('/'), 'root'],
  [RoutePath.prefix('/v1/premium'), 'v1-premium'],
  [RoutePath.prefix('/_'), 'path'],
  [RoutePath.exact('/'), 'root-exact'],
  [RoutePath.exact('/v1'), 'v1-exact'],
  [RoutePath.exact('/v1/'), 'v1-slash-exact'],
  [RoutePath.regex('/users/(?<id>[0-9]+)$'), 'users-id-0-9-regex'],
])('the slug of %s is %s', (path, slug) => {
  expect(path.slug).toBe(slug);
});

const evade = 'and a client could evade the route by sending it percent-encoded; write';

test.each([
  ['v1', "path 'v1' does not begin with '/'; write '/v1'"],
  ['/v1?a=b', "path '/v1?a=b' has a query or fragment; write '/v1'"],
  ['/v1#a', "path '/v1#a' has a query or fragment; write '/v1'"],
  ['/a%20b', "path '/a%20b' has '%', which kong would compare with the decoded path; write the decoded character"],
  ['/a//b', "path '/a//b' has an empty segment; write '/a/b'"],
  ['/a/../b', "path '/a/../b' has a dot segment, which kong resolves before it compares; write the resolved path"],
  ['/a/.', "path '/a/.' has a dot segment, which kong resolves before it compares; write the resolved path"],
  ['/~/v1', "path '/~/v1' begins with '~', which marks a regular expression; write '/v1' with match: PathMatch.REGEX"],
  ['/a b', "path '/a b' has the character ' '; expected letters, digits, '/', '-', '.', '_' and '~'"],
  ['/a\\b', "path '/a\\b' has the character '\\'; expected letters, digits, '/', '-', '.', '_' and '~'"],
  ['/a\n', "path '/a\n' has the character '\n'; expected letters, digits, '/', '-', '.', '_' and '~'"],
  ['/a|b', "path '/a|b' has the character '|'; expected letters, digits, '/', '-', '.', '_' and '~'"],
  ['/users/{user-id}', "path '/users/{user-id}' has a path parameter; write '/users/(?<user_id>[^/]+)(/|$)' with match: PathMatch.REGEX"],
  ['/users/:id', "path '/users/:id' has a path parameter; write '/users/(?<id>[^/]+)(/|$)' with match: PathMatch.REGEX"],
  ['/users/:userId/v1.0', "path '/users/:userId/v1.0' has a path parameter; write '/users/(?<userId>[^/]+)/v1\\\\.0(/|$)' with match: PathMatch.REGEX"],
  ['/v1/*', "path '/v1/*' ends with '/*', and a prefix covers what is below it already; write '/v1'"],
  ['/*', "path '/*' ends with '/*', and a prefix covers what is below it already; write '/'"],
  ['/v1.0/items:batch', `path '/v1.0/items:batch' has the character ':', ${evade} '/v1\\\\.0/items(:|%3A)batch(/|$)' with match: PathMatch.REGEX`],
  ['/a(b', `path '/a(b' has the character '(', ${evade} '/a(\\\\(|%28)b(/|$)' with match: PathMatch.REGEX`],
])('fails on the prefix %p with the fix in the text', (path, message) => {
  expect(() => RoutePath.prefix(path)).toThrow(new Error(message));
});

test('fails on an exact path for the same reasons', () => {
  expect(() => RoutePath.exact('/me@x')).toThrow(new Error(`path '/me@x' has the character '@', ${evade} '/me(@|%40)x$' with match: PathMatch.REGEX`));
  expect(() => RoutePath.exact('/v1/*')).toThrow(new Error("path '/v1/*' ends with '/*', which an exact path compares as it stands; write '/v1' without match, a prefix answers what is below it"));
});

test.each([
  ['~/v1$', "path regex '~/v1$' begins with '~', which is added for kong; write '/v1$'"],
  ['/~/v1$', "path regex '/~/v1$' begins with '/~', which is added for kong; write '/v1$'"],
  ['^/v1$', "path regex '^/v1$' begins with '^', which is added for kong; write '/v1$'"],
  ['v1$', "path regex 'v1$' does not begin with '/'; write '/v1$'"],
  ['/v 1$', "path regex '/v 1$' has whitespace, a control character or a non-ascii character; write it without"],
  ['/a//b$', "path regex '/a//b$' has '//', of which kong's controller makes '/'; write '/a/b$'"],
  ['/(?!a)$', "path regex '/(?!a)$' has a group that kong's router does not know in that form; expected (…), (?:…) or (?<name>…)"],
  ['/(?<=a)b$', "path regex '/(?<=a)b$' has a group that kong's router does not know in that form; expected (…), (?:…) or (?<name>…)"],
  ['/a|/b$', "path regex '/a|/b$' has '|' outside parentheses, so that only the first alternative is anchored; write '/(a|b)$'"],
  ['/a^b$', "path regex '/a^b$' has '^' after its start, where it never matches; leave it out"],
  ['/a\\/b$', "path regex '/a\\/b$' has '\\/', which kong's router may refuse; write '/'"],
  ['/(a)\\1$', "path regex '/(a)\\1$' has '\\1', which kong's router may refuse or read in another way; write the characters meant"],
  ['/[a[]$', "path regex '/[a[]$' has '[' inside a character class, which kong's router reads as set syntax; write '\\[' or leave it out"],
  ['/[^]$', "path regex '/[^]$' has an empty character class, which kong's router does not know; write '.' or leave it out"],
  ['/v1', "path regex '/v1' has an open end, so that it answers every path that begins so; end it with '$', '(/|$)' or '.*'"],
  ['/v1\\$', "path regex '/v1\\$' has an open end, so that it answers every path that begins so; end it with '$', '(/|$)' or '.*'"],
])('fails on the regular expression %p with the fix in the text', (path, message) => {
  expect(() => RoutePath.regex(path)).toThrow(new Error(message));
});

test('fails on a regular expression that does not compile', () => {
  expect(() => RoutePath.regex('/(a$')).toThrow(/^path regex '\/\(a\$' does not compile: .+; escape what is meant literally$/);
});

test('the regular expression that an error proposes is taken, and answers both spellings', () => {
  const proposed = (path: string) => {
    try { RoutePath.prefix(path); } catch (error) { return RoutePath.regex(/write '(.*)' with match: PathMatch.REGEX$/.exec((error as Error).message)![1].replace(/\\(.)/g, '$1')); }
    throw new Error('no error');
  };
  fc.assert(fc.property(fc.stringMatching(/^[a-z.!*'();:@&=+$,[\]]{0,8}[!*'();:@&=+$,[\]]$/), (name) => {
    fc.pre(!/^\.\.?$|^\*$/.test(name));
    const path = proposed(`/${name}`);
    expect(path.answers(`/${name}`)).toBe(true);
    const encoded = name.replace(/[^a-z.]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    expect(path.answers(`/${encoded}/x`)).toBe(true);
    expect(path.answers(`/${name}x`)).toBe(false);
  }));
});

/** What recordings of Kong's controller show, written a second time (kic-golden, 2.4), and Kong's comparison of it. */
function kongAnswers(path: RoutePath, request: string): boolean {
  const bare = path.ingressPath.replace(/^\/|\/$/g, '');
  const kong = path.ingressPathType === 'Prefix' ? (bare ? [`/${bare}/`, `~/${bare}$`] : ['/'])
    : path.ingressPathType === 'Exact' ? [`~${path.ingressPath}$`] : [path.ingressPath];
  return kong.map((item) => item.replace(/^\/~/, '~'))
    .some((item) => item.startsWith('~') ? new RegExp(`^${item.slice(1)}`).test(request) : request.startsWith(item));
}

const segment = fc.stringMatching(/^[a-z0-9._~-]{1,4}$/).filter((text) => !/^(\.\.?|~.*)$/.test(text));
const plain = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);

test('answers agrees with what the controller makes of the path', () => {
  const path = fc.oneof(plain.map(RoutePath.prefix), plain.map(RoutePath.exact), plain.map((text) => RoutePath.regex(`${text}(/|$)`)));
  fc.assert(fc.property(path, plain, plain, (route, other, tail) => {
    const own = route.toString().replace(/^[=~] |\(.*$/g, '');
    for (const request of [own, other, `${own}${tail}`, `${own}x`, `${own}/`]) {
      expect(route.answers(request)).toBe(kongAnswers(route, request));
    }
  }));
});

test('any text is a path that means what it says or an error', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webPath(), fc.stringMatching(/^\/[ -~]{0,12}[$*]?$/));
  fc.assert(fc.property(text, fc.constantFrom(PathMatch.PREFIX, PathMatch.EXACT, PathMatch.REGEX), (input, match) => {
    let path: RoutePath;
    try { path = RoutePath.of(input, match); } catch (error) { expect((error as Error).message).not.toMatch(/undefined/); return; }
    expect(path.ingressPath).toMatch(/^\/[!-~]*$/);
    expect(path.ingressPath).not.toMatch(/\/\//);
    expect(path.slug).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    if (match !== PathMatch.REGEX) {
      expect(path.answers(input)).toBe(true);
      expect(input).toMatch(/^\/[\w.~/-]*$/);
      expect(new URL(input, 'http://h').pathname).toBe(input);
    } else {
      expect(input).toMatch(/^\/.*(\$|\.\*|\))$/);
    }
  }), { numRuns: 1000 });
});

test('fails for what is no path or no way to compare', () => {
  expect(() => RoutePath.of(undefined as any)).toThrow(new Error("path is undefined: expected a text; write '/v1'"));
  expect(() => RoutePath.of('/v1', 'Regex' as any)).toThrow(new Error("match is 'Regex': expected one of PathMatch.PREFIX, PathMatch.EXACT, PathMatch.REGEX; write PathMatch.REGEX"));
  expect(() => RoutePath.of('/v1', 'regexp' as any)).toThrow(new Error("match is 'regexp': expected one of PathMatch.PREFIX, PathMatch.EXACT, PathMatch.REGEX; write PathMatch.PREFIX"));
});
