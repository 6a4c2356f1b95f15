import { GuardInApp, guardedGlobals, guardedPlugins, guardsOf } from './abuse-guards';
import { FinalObject, list, map, nameOf } from './final-object';
import { Rule } from './rule';
import { LOG_PATH } from '../gateway/abuse-guard/guard-names';

/** An abuse guard sees every request. */
export const SHADOWED_ABUSE_LOG: Rule = {
  id: 'shadowed-abuse-log',
  why: 'kong runs one http-log, that of the route or consumer before the global one, so that the abuse guard does not see what is asked of a route that logs elsewhere',
  check: app => guardsOf(app).flatMap(guard => {
    const globals = guardedGlobals(app, guard, 'http-log');
    return [
      ...guard.imported || globals.length > 0 ? [] : [{
        at: guard.at,
        message: 'no global http-log tells the abuse guard of requests: expected the one that AbuseGuard makes, since it would see nothing; keep it enabled, with its class and the label global',
      }],
      ...globals.flatMap(object => wrong(guard, object).map(problem => ({ at: object.source, message: `global http-log ${problem}` }))),
      ...guardedPlugins(app, guard, 'http-log').flatMap(([plugin, users]) => wrong(guard, plugin.object)
        .map(problem => ({ at: (plugin.object ?? users[0]).source, message: `http-log '${plugin.name}' on ${nameOf(users[0])} ${problem}` }))),
    ];
  }),
};

function wrong(guard: GuardInApp, object: FinalObject | undefined): string[] {
  const config = map(object?.manifest.config);
  if (!leadsTo(guard, config.http_endpoint)) {
    return ['does not go to the abuse guard, and shadows the global log that does: the guard would not see these requests; use accessLog() of the guard, which relays every entry to its relayTo'];
  }
  const signed = list(object!.manifest.configPatches).some(patch => String(patch?.path).startsWith('/headers/')) || Object.keys(map(config.headers)).length > 0;
  return signed ? [] : ['goes to the abuse guard without the secret that it asks for, and would be refused there; add the patch of its header, as accessLog() of the guard has it'];
}

/** Whether a URL is where the guard takes entries. */
function leadsTo(guard: GuardInApp, endpoint: unknown): boolean {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) {
    return false;
  }
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  return protocol === guard.protocol && guard.hosts.includes(hostname) && port === '' && pathname === LOG_PATH;
}
