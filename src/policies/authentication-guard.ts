import { PluginSpec, RouteFacts } from './policy';
import { UntrustedLua } from '../gateway/untrusted-lua';

/**
 * Refuses what no authentication plugin has vouched for. The controller serves a route without a plugin that it cannot find, so a
 * route relies on two: this one runs last, and losing the other then closes the route instead of opening it.
 */
const GUARD = `-- gatewarden: refuses a request that no authentication plugin has vouched for
if kong.client.get_credential() == nil then
  return kong.response.exit(401, { message = "Unauthorized" })
end
`;

/** @throws when the gateway does not run functions at all */
export function authenticationGuard(route: RouteFacts): PluginSpec {
  const { gateway } = route;
  if (gateway.untrustedLua === UntrustedLua.OFF) {
    throw new Error('untrusted_lua is off: expected a gateway that runs functions, since a protected route is closed by one when its authentication plugin is lost; leave untrustedLua out');
  }
  return { plugin: 'post-function', config: { access: [GUARD] } };
}
