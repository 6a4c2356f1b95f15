import { configOf, render } from './render';
import { Authentication, IdentityHeaders } from '../../src';

test('names its headers', () => {
  expect(IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-Team': 'team' }).headerNames.map(String)).toEqual(['X-User-ID', 'X-Team']);
});

test('what is left out is a comma and a kibibyte', () => {
  expect(IdentityHeaders.of({ 'X-User-ID': 'a.b' })._claimHeaders).toMatchObject({ headers: [{ path: ['a', 'b'] }], separator: ',', maxLength: 1024 });
});

test.each([[{ separator: ' ' }], [{ separator: '|', maxLength: 4096 }], [{ maxLength: 1 }]])('takes %j', options => {
  expect(IdentityHeaders.of({ 'X-User-ID': 'sub' }, options)._claimHeaders).toMatchObject(options);
});

test.each<[string, { [header: string]: string }, object, string]>([
  ['no header', {}, {}, "identity has no header: expected at least one; write for instance { 'X-User-ID': 'sub' }, or leave identity out"],
  ['one header twice', { 'X-User-ID': 'sub', 'x-user-id': 'email' }, {}, "identity has header 'x-user-id' twice: expected each once, in whatever letter case; remove one"],
  ['an underscore', { X_User_ID: 'sub' }, {}, "header 'X_User_ID' has an underscore"],
  ['a name that is none', { 'X User': 'sub' }, {}, 'expected a header name'],
  ['a name with too many spellings', { 'X-a-b-c-d-e-f-g': 'sub' }, {}, 'has 7 hyphens'],
  ['a claim that is none', { 'X-User-ID': '' }, {}, "claim '' is not a claim"],
  ['a separator of two', { 'X-User-ID': 'sub' }, { separator: ', ' }, "separator ', ' is not one: expected one of ',' ';' '|' and a space; leave separator out for ','"],
  ['a letter for separator', { 'X-User-ID': 'sub' }, { separator: 'a' }, "separator 'a' is not one"],
  ['no length', { 'X-User-ID': 'sub' }, { maxLength: 0 }, 'identity headers have 0 bytes at most: expected an integer from 1 to 4096; leave maxLength out for 1024'],
  ['half a byte', { 'X-User-ID': 'sub' }, { maxLength: 1.5 }, 'identity headers have 1.5 bytes at most'],
  ['more than backends read', { 'X-User-ID': 'sub' }, { maxLength: 4097 }, 'identity headers have 4097 bytes at most'],
])('fails for %s', (_what, headers, options, text) => {
  expect(() => IdentityHeaders.of(headers, options)).toThrow(text);
});

test.each(['Authorization', 'host', 'Cookie', 'Content-Type', 'X-Forwarded-For', 'X-Consumer-Username', 'X-Real-IP', 'Connection', 'Proxy-Authorization', 'X-Kong-Request-Id'])(
  'fails for %s, which somebody else reads', header => {
    expect(() => IdentityHeaders.of({ [header]: 'sub' })).toThrow(`header '${header}' cannot carry identity: http, kong or a proxy reads it; choose another name, for instance 'X-User-ID'`);
  });

test('the chunks of a route that forwards identity', () => {
  const objects = render({ authentication: Authentication.jwt({ identity: IdentityHeaders.of({ 'X-User-ID': 'sub' }) }) });
  const chunks = (type: string) => configOf(objects, type).access.map((chunk: string) => /^-- gatewarden: (.*)$/m.exec(chunk)![1]);
  expect(chunks('pre-function')).toEqual(['connection-guard', 'token-guard', 'clear-identity']);
  expect(chunks('post-function')).toEqual(['authentication-guard', 'clear-identity', 'claims-and-identity']);
});
