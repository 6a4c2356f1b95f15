import { configOf, enterprise, pluginsOf, render } from './render';
import { Authentication, KongVersion, OidcAuthenticationProps } from '../../src';

const MINIMAL: OidcAuthenticationProps = { issuer: 'https://login.example.com/realms/main', audiences: ['shop'] };

function oidc(props: OidcAuthenticationProps, version: KongVersion): any {
  return configOf(render({ gateway: enterprise(version), authentication: Authentication.oidc(props) }), 'openid-connect');
}

test('bearer tokens in the header alone, with issuer, audience, signature and times verified', () => {
  expect(oidc(MINIMAL, KongVersion.V3_11)).toEqual({
    issuer: 'https://login.example.com/realms/main',
    auth_methods: ['bearer'],
    bearer_token_param_type: ['header'],
    audience_required: ['shop'],
    audience_claim: ['aud'],
    issuers_allowed: ['https://login.example.com/realms/main'],
    credential_claim: ['sub'],
    verify_signature: true,
    verify_claims: true,
    ssl_verify: true,
  });
});

test('all properties', () => {
  const props: Required<OidcAuthenticationProps> = { ...MINIMAL, scopes: ['orders:read orders:list', 'admin'], consumerClaim: 'azp' };
  expect(oidc(props, KongVersion.V3_11)).toMatchObject({
    scopes_required: ['orders:read orders:list', 'admin'], scopes_claim: ['scope'],
    consumer_claim: ['azp'], consumer_by: ['username', 'custom_id'], consumer_optional: false,
  });
});

test('up to 3.13 the claim of the consumer is consumer_claim', () => {
  const config = oidc({ ...MINIMAL, consumerClaim: 'azp' }, KongVersion.V3_13);
  expect([config.consumer_claim, config.consumer_claims]).toEqual([['azp'], undefined]);
});

test('from 3.14 on the claim of the consumer is a path in consumer_claims', () => {
  const config = oidc({ ...MINIMAL, consumerClaim: 'azp' }, KongVersion.V3_14);
  expect([config.consumer_claim, config.consumer_claims]).toEqual([undefined, [['azp']]]);
});

test.each(['3.4', '3.7', '3.8', '3.9', '3.10', '3.12', '3.15'])('kong %s takes all of it', version => {
  expect(() => oidc({ ...MINIMAL, scopes: ['a'], consumerClaim: 'azp' }, KongVersion.of(version))).not.toThrow();
});

test('later changes to the lists that were given change nothing', () => {
  const audiences = ['shop'];
  const authentication = Authentication.oidc({ ...MINIMAL, audiences });
  audiences.push('anything');
  const config = configOf(render({ gateway: enterprise(KongVersion.V3_11), authentication }), 'openid-connect');
  expect(config.audience_required).toEqual(['shop']);
});

test('fails at an open-source gateway, and says what to use', () => {
  expect(() => render({ authentication: Authentication.oidc(MINIMAL) })).toThrow('openid-connect needs kong enterprise; this gateway is oss 3.9; '
    + 'use Authentication.jwt with the provider\'s public keys, or set edition: KongEdition.ENTERPRISE [test/api/root]');
});

test.each(['http://login.example.com', 'login.example.com', 'https://login.example.com?x=1', 'https://'])('fails for the issuer %j', issuer => {
  expect(() => Authentication.oidc({ ...MINIMAL, issuer }))
    .toThrow(`issuer '${issuer}' is not an issuer: expected an https url without query; write for instance 'https://login.example.com/realms/main'`);
});

test('fails without an audience', () => {
  expect(() => Authentication.oidc({ ...MINIMAL, audiences: [] }))
    .toThrow('oidc has no audience: expected at least one, since a token for another service would pass; list what the provider puts into aud for this api');
});

test('fails for an empty list of scopes', () => {
  expect(() => Authentication.oidc({ ...MINIMAL, scopes: [] }))
    .toThrow('oidc has an empty list of scopes: no scope would be asked for; list some, or leave scopes out');
});

test.each([{ audiences: ['shop', ''] }, { scopes: [''] }, { consumerClaim: '' }])('fails for empty text in %j', wrong => {
  expect(() => Authentication.oidc({ ...MINIMAL, ...wrong }))
    .toThrow('oidc has the audience, scope or claim \'\': expected text without spaces around it; correct it or leave it out');
});

test('is one plugin and its guard', () => {
  const objects = render({ gateway: enterprise(KongVersion.V3_11), authentication: Authentication.oidc(MINIMAL) });
  expect([pluginsOf(objects, 'openid-connect').length, pluginsOf(objects, 'post-function').length]).toEqual([1, 1]);
});
