import { RouteFacts } from './policy';
import { UntrustedLua } from '../gateway/untrusted-lua';
import { LUA_ORDER, LuaChunk } from '../lua/chunk';
import { UNEXPECTED } from '../lua/token';

/**
 * Refuses what no authentication plugin has vouched for. The controller serves a route without a plugin that it cannot find, so a
 * route relies on two: this one runs last, and losing the other then closes the route instead of opening it.
 */
const GUARD = guard('kong.client.get_credential() == nil');

/** For plugins that map tokens to consumers or, where there is none, to a credential of their own making. */
const CONSUMER_GUARD = guard('kong.client.get_credential() == nil and kong.client.get_consumer() == nil');

/**
 * The guard for a route.
 *
 * @param consumerSuffices whether a consumer without a credential is vouched for as well.
 * @throws when the gateway does not run functions at all
 */
export function authenticationGuard({ gateway }: RouteFacts, consumerSuffices: boolean = false): LuaChunk {
  if (gateway.untrustedLua === UntrustedLua.OFF) {
    throw new Error('untrusted_lua is off: expected a gateway that runs functions, since a protected route is closed by one when its authentication plugin is lost; leave untrustedLua out');
  }
  return consumerSuffices ? CONSUMER_GUARD : GUARD;
}

function guard(condition: string): LuaChunk {
  return {
    id: 'authentication-guard',
    place: 'post-function',
    order: LUA_ORDER.authenticationGuard,
    onError: UNEXPECTED,
    body: `-- Refuses a request that no authentication plugin has vouched for.
if ${condition} then
  return 401, "Unauthorized"
end`,
  };
}
