import { entityCheck } from '../../../src/kong/facts/entity-checks';
import { PLUGIN_NAMES } from '../../../src/kong/facts/plugin-facts';

test('the plugins whose rules the published schemas say in full', () => {
  expect(PLUGIN_NAMES.filter((plugin) => !entityCheck(plugin))).toEqual([
    'hmac-auth', 'injection-protection', 'json-threat-protection', 'jwt-signer', 'oauth2-introspection', 'prometheus', 'redirect', 'request-size-limiting',
  ]);
});

test('a plugin without facts has no rules', () => {
  expect(entityCheck('our-own-thing')).toBeUndefined();
});
