import { attached, BACKEND, configOf, enterprise, pluginsOf, render, scene } from './render';
import { Authentication, AuthenticationPolicy, KongVersion, PublicAccess, UntrustedLua } from '../../src';
import { synth } from '../support/app';

const OIDC = Authentication.oidc({ issuer: 'https://login.example.com', audiences: ['shop'] });

test.each<[string, AuthenticationPolicy]>([['jwt', Authentication.jwt()], ['apiKey', Authentication.apiKey()]])(
  'a route with %s refuses a request that nothing has vouched for', (_, authentication) => {
    expect(configOf(render({ authentication }), 'post-function').access[0]).toBe(`-- gatewarden: authentication-guard
local function run()
  -- Refuses a request that no authentication plugin has vouched for.
  if kong.client.get_credential() == nil then
    return 401, "Unauthorized"
  end
end
return function()
  local ok, status, message, headers = pcall(run)
  if not ok then
    kong.log.err("gatewarden authentication-guard failed: ", tostring(status))
    status, message, headers = 500, "An unexpected error occurred", nil
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
`);
  });

test('a route with oidc is guarded too, and takes a consumer without a credential', () => {
  const [chunk] = configOf(render({ gateway: enterprise(KongVersion.V3_11), authentication: OIDC }), 'post-function').access;
  expect(chunk).toContain('if kong.client.get_credential() == nil and kong.client.get_consumer() == nil then');
});

test('every protected route is guarded, and no public one', () => {
  const { chart, api } = scene();
  api.addRoute('/orders', { backend: BACKEND });
  api.addRoute('/partners', { backend: BACKEND, authentication: Authentication.apiKey() });
  api.addRoute('/status', { backend: BACKEND, authentication: PublicAccess.because('the status page is for everybody') });
  const objects = synth(chart);
  const guards = pluginsOf(objects, 'post-function').filter(plugin => plugin.config.access.join().includes('authentication-guard')).map(plugin => plugin.metadata.name);
  const guarded = (ingress: string) => attached(objects, ingress).filter(name => guards.includes(name)).length;
  expect([guarded('api-orders'), guarded('api-partners'), guarded('api-status')]).toEqual([1, 1, 0]);
});

test('all routes of an api share one guard', () => {
  const { chart, api } = scene();
  ['/a', '/b', '/c'].forEach(path => api.addRoute(path, { backend: BACKEND }));
  expect(pluginsOf(synth(chart), 'post-function').map(plugin => plugin.metadata.name)).toEqual(['api-post-function']);
});

test('the guard runs last', () => {
  expect(attached(render(), 'api-root').at(-1)).toBe('api-post-function');
});

test('fails at a gateway that runs no functions', () => {
  expect(() => render({ gateway: { untrustedLua: UntrustedLua.OFF } }))
    .toThrow('untrusted_lua is off: expected a gateway that runs functions, since a protected route is closed by one when its authentication plugin is lost; leave untrustedLua out [test/api/root]');
});

test('a public route needs no functions', () => {
  const gateway = { untrustedLua: UntrustedLua.OFF, settings: { KONG_UNTRUSTED_LUA: 'off' } };
  const objects = render({ gateway, authentication: PublicAccess.because('the status page is for everybody') });
  expect(pluginsOf(objects, 'post-function')).toEqual([]);
});
