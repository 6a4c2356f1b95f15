import { ApiKeyAuthentication, Authentication, JwtAuthentication, OidcAuthentication } from '../../src';

test('jwt verifies bearer tokens with the keys of consumers', () => {
  expect(Authentication.jwt()).toBeInstanceOf(JwtAuthentication);
});

test('apiKey verifies keys', () => {
  expect(Authentication.apiKey()).toBeInstanceOf(ApiKeyAuthentication);
});

test('oidc verifies tokens of a provider', () => {
  expect(Authentication.oidc({ issuer: 'https://login.example.com', audiences: ['shop'] })).toBeInstanceOf(OidcAuthentication);
});
