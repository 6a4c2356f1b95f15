import { attached, configOf, pluginsOf, render } from './render';
import { Hsts, SecurityHeaders, SecurityHeadersProps, Tls } from '../../src';
import { responseHeaders } from '../../src/policies/security-headers';

const HSTS = 'Strict-Transport-Security:max-age=63072000; includeSubDomains';

function config(props?: SecurityHeadersProps): any {
  return configOf(render({ api: { securityHeaders: new SecurityHeaders(props) } }), 'response-transformer');
}

/** The headers of an answer after the transformation, as Kong makes it: what is there is looked up in a copy of before. */
function answer(transformer: any, backend: Record<string, string>): Record<string, string> {
  const [before, after] = [new Map(Object.entries(backend)), new Map(Object.entries(backend))];
  const pairs = (list?: { headers: string[] }) => (list?.headers ?? []).map(item => [item.slice(0, item.indexOf(':')), item.slice(item.indexOf(':') + 1)]);
  (transformer.remove?.headers ?? []).forEach((name: string) => after.delete(name));
  pairs(transformer.replace).forEach(([name, value]) => before.has(name) && after.set(name, value));
  pairs(transformer.add).forEach(([name, value]) => before.has(name) || after.set(name, value));
  return Object.fromEntries(after);
}

test('the headers of the owasp cheat sheet share a plugin with hsts', () => {
  const headers = [
    HSTS, 'X-Content-Type-Options:nosniff', 'X-Frame-Options:DENY', "Content-Security-Policy:default-src 'none'; frame-ancestors 'none'", 'Referrer-Policy:no-referrer',
  ];
  expect(config()).toEqual({ remove: { headers: ['Server', 'X-Powered-By'] }, replace: { headers }, add: { headers } });
});

test('all properties', () => {
  const props: Required<SecurityHeadersProps> = {
    contentSecurityPolicy: "default-src 'self'", referrerPolicy: 'same-origin', cacheControl: 'no-store', custom: { 'X-Robots-Tag': 'none' }, remove: ['Via'],
  };
  expect(config(props)).toMatchObject({
    remove: { headers: ['Via'] },
    add: {
      headers: [
        HSTS, 'X-Content-Type-Options:nosniff', 'X-Frame-Options:DENY', "Content-Security-Policy:default-src 'self'", 'Referrer-Policy:same-origin',
        'Cache-Control:no-store', 'X-Robots-Tag:none',
      ],
    },
  });
});

test('a header that the backend sent is replaced', () => {
  expect(answer(config(), { 'X-Frame-Options': 'ALLOWALL', 'Server': 'php' })['X-Frame-Options']).toBe('DENY');
});

test('a header that the backend did not send is added', () => {
  expect(answer(config(), {})['X-Frame-Options']).toBe('DENY');
});

test('no header that is set is removed, since Kong would not add it again', () => {
  const { remove, add } = config();
  expect(add.headers.filter((item: string) => remove.headers.includes(item.split(':')[0]))).toEqual([]);
});

test('a custom value stands in place of a usual one, in whatever letter case', () => {
  const { add } = config({ custom: { 'x-frame-options': 'SAMEORIGIN' } });
  expect(add.headers.filter((item: string) => /^x-frame-options:/i.test(item))).toEqual(['x-frame-options:SAMEORIGIN']);
});

test('hsts alone is on every route of an api', () => {
  const objects = render();
  expect(configOf(objects, 'response-transformer')).toEqual({ replace: { headers: [HSTS] }, add: { headers: [HSTS] } });
  expect(attached(objects, 'api-root')).toContain('api-response-transformer');
});

test('hsts is that of the tls of the api', () => {
  const objects = render({ api: { tls: Tls.fromSecret('api-tls', { hsts: Hsts.of({ includeSubdomains: false }) }) } });
  expect(configOf(objects, 'response-transformer').add.headers).toEqual(['Strict-Transport-Security:max-age=63072000']);
});

test('there is one transformer on a route that has both', () => {
  expect(pluginsOf(render({ api: { securityHeaders: new SecurityHeaders() } }), 'response-transformer')).toHaveLength(1);
});

test('a route with headers of its own keeps hsts', () => {
  const objects = render({ api: { securityHeaders: new SecurityHeaders() }, route: { securityHeaders: new SecurityHeaders({ cacheControl: 'no-store' }) } });
  expect(configOf(objects, 'response-transformer').add.headers).toEqual(expect.arrayContaining([HSTS, 'Cache-Control:no-store']));
});

test('without headers and hsts there is no plugin', () => {
  expect(responseHeaders(undefined, undefined)).toEqual([]);
});

test('nothing need be removed', () => {
  expect(responseHeaders(undefined, new SecurityHeaders({ remove: [] }))[0].config).not.toHaveProperty('remove');
});

test('as a policy alone it has no hsts', () => {
  expect(JSON.stringify(new SecurityHeaders()._plugins())).not.toContain('Strict-Transport-Security');
});

test.each([{ custom: { 'X Y': 'z' } }, { remove: ['X Y'] }])('fails for a name that is none in %j', props => {
  expect(() => new SecurityHeaders(props as SecurityHeadersProps)).toThrow("expected a header name of letters, digits and single inner '-', got 'X Y'");
});

test.each(['', ' none', 'a\r\nX-Evil: 1', 'é'])('fails for the value %j', value => {
  expect(() => new SecurityHeaders({ custom: { 'X-A': value } }))
    .toThrow(`response header X-A has the value '${value}': expected printable ascii without spaces around it; correct it or leave it out`);
});

test.each([{ custom: { 'strict-transport-security': 'max-age=1' } }, { remove: ['Strict-Transport-Security'] }])('fails for hsts in %j', props => {
  expect(() => new SecurityHeaders(props as SecurityHeadersProps))
    .toThrow('response header Strict-Transport-Security is set by tls: expected it there; write Tls.issuedBy(issuer, { hsts: Hsts.of(…) })');
});

test('fails for a header that is set and removed', () => {
  expect(() => new SecurityHeaders({ remove: ['x-frame-options'] }))
    .toThrow('response header x-frame-options is set and removed: expected one of the two; take it out of remove');
});

test.each<SecurityHeadersProps>([{ custom: { 'X-A': '1', 'X-a': '2' } }, { custom: { 'X-a': '1', 'referrer-policy': 'origin' }, referrerPolicy: 'no-referrer' }])('fails for two values of one header in %j', props => {
  expect(() => new SecurityHeaders(props)).toThrow(/^response header (X-A|referrer-policy) is given twice: expected one value; remove one of them$/);
});

describe('the tightening of headers', () => {
  const base = new SecurityHeaders({ custom: { 'X-A': '1' } });

  test('more is no loosening, in whatever letter case', () => {
    expect(new SecurityHeaders({ cacheControl: 'no-store', custom: { 'x-a': '1' }, remove: ['server', 'X-Powered-By', 'Via'] })._loosens(base)).toBeUndefined();
  });

  test('another value is', () => {
    expect(new SecurityHeaders({ custom: { 'X-A': '2' } })._loosens(base)).toBe('security headers may only be added, and X-A differs');
  });

  test('one that is gone is', () => {
    expect(new SecurityHeaders()._loosens(base)).toBe('security headers may only be added, and X-A differs');
  });

  test('one that is not removed any more is', () => {
    expect(new SecurityHeaders({ custom: { 'X-A': '1' }, remove: ['Server'] })._loosens(base))
      .toBe('security headers may only be added, and X-Powered-By is not removed any more');
  });
});
