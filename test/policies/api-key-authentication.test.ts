import { configOf, render } from './render';
import { ApiKeyAuthentication, ApiKeyAuthenticationProps, Authentication } from '../../src';

function keyAuth(props?: ApiKeyAuthenticationProps): any {
  return configOf(render({ authentication: Authentication.apiKey(props) }), 'key-auth');
}

test('a key is read from the header apikey alone and kept from the backend', () => {
  expect(keyAuth()).toEqual({
    key_names: ['apikey'], key_in_header: true, key_in_query: false, key_in_body: false, hide_credentials: true, run_on_preflight: true,
  });
});

test('all properties', () => {
  const props: Required<ApiKeyAuthenticationProps> = { header: 'X-Partner-Key' };
  expect(keyAuth(props).key_names).toEqual(['X-Partner-Key']);
});

test('its header is one that logs must leave out, as logs write it', () => {
  expect(new ApiKeyAuthentication({ header: 'X-Partner-Key' })._credentialHeaders).toEqual(['x-partner-key']);
});

test('fails for a header with an underscore', () => {
  expect(() => Authentication.apiKey({ header: 'api_key' })).toThrow("header 'api_key' has an underscore, which some backends read as a hyphen; write 'api-key'");
});

test('fails for what is no header', () => {
  expect(() => Authentication.apiKey({ header: 'api key' })).toThrow("expected a header name of letters, digits and single inner '-', got 'api key'");
});
