import { list } from 'gatewarden/runtime';
import { parsed } from './service';
import { IdentityValues } from '../../../src/runtime/middleware/identity-values';

const VALUES = IdentityValues.of({ userId: 'X-User-ID', roles: list('X-User-Roles'), groups: list('X-Groups', ' ') });

/** Bytes as Node reads them. */
const wire = (text: string) => Buffer.from(text).toString('latin1');

test('texts and lists are what the gateway has made of the claims', () => {
  expect(VALUES.read(parsed([['X-User-ID', 'alice'], ['x-user-roles', 'admin,editor of news'], ['X-Groups', 'a,b c']])))
    .toEqual({ userId: 'alice', roles: ['admin', 'editor of news'], groups: ['a,b', 'c'] });
});

test('a claim that was not sent is undefined, or an empty list', () => {
  expect(VALUES.read(parsed([['X-User-ID', 'alice']]))).toEqual({ userId: 'alice', roles: [], groups: [] });
});

test('without any claim there is no identity', () => {
  expect(VALUES.read(parsed([['X-Other', 'a'], ['X_User_ID', 'b'], ['X-User-Roles', '']]))).toBeUndefined();
});

test('claims are UTF-8', () => {
  expect(VALUES.read(parsed([['X-User-ID', wire('Jürgen 😀')], ['X-User-Roles', wire('größer')]]))).toEqual({ userId: 'Jürgen 😀', roles: ['größer'], groups: [] });
});

test('what is no UTF-8 is left out', () => {
  expect(VALUES.read(parsed([['X-User-ID', '\xfc'], ['X-User-Roles', 'a']]))).toEqual({ userId: undefined, roles: ['a'], groups: [] });
});

test('an identity cannot be changed', () => {
  const identity: any = VALUES.read(parsed([['X-User-ID', 'alice'], ['X-User-Roles', 'a']]));
  expect(() => { identity.userId = 'admin'; }).toThrow(TypeError);
  expect(() => identity.roles.push('admin')).toThrow(TypeError);
});

test('a header that is there twice is ambiguous, in whatever letter case', () => {
  expect(VALUES.isAmbiguous(parsed([['X-User-ID', 'a'], ['x-user-id', 'a']]))).toBe(true);
  expect(VALUES.isAmbiguous(parsed([['X-User-ID', 'a'], ['X-Other', 'a'], ['X-Other', 'a']]))).toBe(false);
});

test.each<[string, () => unknown, string]>([
  ['no header', () => IdentityValues.of({}), "gatewayIdentity has no headers: expected those that the gateway sets; write for instance headers: { userId: 'X-User-ID' }"],
  ['a header that is none', () => IdentityValues.of({ userId: 'X_User' }), "header of userId is 'X_User': expected the name of a header"],
  ['a list whose header is none', () => IdentityValues.of({ roles: list('') }), "header of roles is '': expected the name of a header"],
  ['one header twice', () => IdentityValues.of({ a: 'X-User-ID', b: list('x-user-id') }), 'gatewayIdentity has header x-user-id twice: letter case makes no difference; remove b or name its own header'],
  ['a separator that the gateway has not', () => list('X-User-Roles', ', '), "list in X-User-Roles has separator ', ': expected that of the gateway's IdentityHeaders, one of ',' ';' '|' and a space; leave it out for ','"],
])('fails with %s', (_, make, text) => {
  expect(make).toThrow(text);
});
