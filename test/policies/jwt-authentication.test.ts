import { Duration } from 'cdk8s';
import { configOf, render } from './render';
import { Authentication, IdentityHeaders, JwtAuthentication, JwtAuthenticationProps } from '../../src';

function jwt(props?: JwtAuthenticationProps): any {
  return configOf(render({ authentication: Authentication.jwt(props) }), 'jwt');
}

test('a token is read from the Authorization header alone and its exp is verified', () => {
  expect(jwt()).toEqual({
    header_names: ['authorization'],
    uri_param_names: [],
    cookie_names: [],
    key_claim_name: 'iss',
    claims_to_verify: ['exp'],
    maximum_expiration: 0,
    secret_is_base64: false,
    run_on_preflight: true,
  });
});

test('all properties', () => {
  const props: Required<JwtAuthenticationProps> = {
    keyClaim: 'azp', verifyNotBefore: true, maximumLifetime: Duration.hours(1), audiences: ['shop'], issuers: ['https://login.example.com'],
    requiredClaims: { 'realm.role': 'buyer' }, requiredScopes: ['read'], identity: IdentityHeaders.of({ 'X-User-ID': 'sub' }),
  };
  expect(jwt(props)).toMatchObject({ key_claim_name: 'azp', claims_to_verify: ['exp', 'nbf'], maximum_expiration: 3600 });
});

test('exp is verified also when nbf is', () => {
  expect(jwt({ verifyNotBefore: true }).claims_to_verify).toContain('exp');
});

test('a lifetime of a year is taken', () => {
  expect(jwt({ maximumLifetime: Duration.days(365) }).maximum_expiration).toBe(31_536_000);
});

test('it is not public and has no credential header beside Authorization', () => {
  const policy = new JwtAuthentication();
  expect([policy.isPublic, policy._credentialHeaders, policy.keyClaim]).toEqual([false, [], 'iss']);
});

test.each(['', ' iss', 'iss '])('fails for the key claim %j', keyClaim => {
  expect(() => Authentication.jwt({ keyClaim })).toThrow(`key claim '${keyClaim}' is not a claim: expected a name without spaces; leave it out for 'iss'`);
});

test('fails for a lifetime of more than a year', () => {
  expect(() => Authentication.jwt({ maximumLifetime: Duration.days(366) }))
    .toThrow('maximum lifetime is 31622400 seconds: expected 1 to 31536000, a year; shorten it or leave it out');
});

test('fails for a lifetime of nothing, which Kong takes for no limit', () => {
  expect(() => Authentication.jwt({ maximumLifetime: Duration.seconds(0) })).toThrow('maximum lifetime is 0 seconds: expected 1 to 31536000');
});

test('fails for a lifetime below a second', () => {
  expect(() => Authentication.jwt({ maximumLifetime: Duration.millis(500) }))
    .toThrow('maximum lifetime is 500 milliseconds: expected whole seconds; write Duration.seconds(1)');
});

test('another one loosens an enforced one, even with the same properties', () => {
  expect(new JwtAuthentication()._loosens(new JwtAuthentication())).toBe('authentication may not change');
});

test('the same one loosens nothing', () => {
  const policy = new JwtAuthentication();
  expect(policy._loosens(policy)).toBeUndefined();
});

describe('functions', () => {
  const chunks = (props?: JwtAuthenticationProps) => {
    const objects = render({ authentication: Authentication.jwt(props) });
    return ['pre-function', 'post-function'].map(type => configOf(objects, type).access.map((chunk: string) => /^-- gatewarden: (.*)$/m.exec(chunk)![1]));
  };

  test('a guard before and one after, which reads no token', () => {
    expect(chunks()).toEqual([['token-guard', 'clear-identity'], ['authentication-guard', 'clear-identity']]);
  });

  test('claims are checked after authentication', () => {
    expect(chunks({ audiences: ['shop'] })).toEqual([['token-guard', 'clear-identity'], ['authentication-guard', 'clear-identity', 'claims']]);
  });

  test('cjson where the gateway has it', () => {
    const objects = render({
      gateway: { luaModules: ['cjson.safe'], settings: { KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'cjson.safe' } }, authentication: Authentication.jwt({ keyClaim: 'kid' }),
    });
    const [guard] = configOf(objects, 'pre-function').access;
    expect(guard).toContain('  local decode_json = require("cjson.safe").decode\n');
    expect(guard).toContain('  local KEY_CLAIM = "kid"\n');
  });
});
