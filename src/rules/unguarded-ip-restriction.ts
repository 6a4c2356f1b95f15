import { GuardInApp, guardedGlobals, guardedPlugins, guardsOf, pluginKey } from './abuse-guards';
import { ResolvedPlugin } from './app-view';
import { nameOf } from './final-object';
import { Rule } from './rule';

/** Where an abuse guard blocks an address, it is blocked on every route. */
export const UNGUARDED_IP_RESTRICTION: Rule = {
  id: 'unguarded-ip-restriction',
  why: 'kong runs one ip-restriction, that of the route or consumer before the global one, so that an address which the abuse guard blocks may go on calling a route whose list it does not maintain',
  check: app => guardsOf(app).flatMap(guard => [
    ...guard.imported || guardedGlobals(app, guard, 'ip-restriction').some(({ name }) => guard.targets.has(pluginKey({ namespace: '*', name }))) ? [] : [{
      at: guard.at,
      message: 'the abuse guard maintains no global ip-restriction of this app: expected one, or addresses are blocked on no route that has none of its own; keep the one that AbuseGuard makes, enabled, with its class and the label global',
    }],
    ...guardedPlugins(app, guard, 'ip-restriction').filter(([plugin]) => !guard.targets.has(pluginKey(plugin))).map(([plugin, users]) => ({
      at: (plugin.object ?? users[0]).source,
      message: `ip-restriction '${plugin.name}' on ${nameOf(users[0])} shadows the deny list of the abuse guard, which does not maintain it: ${fix(guard, plugin)}`,
    })),
  ]),
};

function fix(guard: GuardInApp, plugin: ResolvedPlugin): string {
  if (plugin.namespace === '*') {
    return 'make it a KongPlugin, and give that to furtherPlugins of the guard';
  }
  return guard.imported ? `give it to furtherPlugins of the guard in the app that declares it, and '${pluginKey(plugin)}' to maintains of AbuseGuard.imported`
    : 'use IpAccess or KongPlugin, which the guard sees, or give it to furtherPlugins of the guard';
}
