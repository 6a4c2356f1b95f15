import { guardsOf, pluginKey } from './abuse-guards';
import { FinalObject, list, map, nameOf } from './final-object';
import { Rule } from './rule';

/** A deny list has one owner. */
export const CONTESTED_DENY_LIST: Rule = {
  id: 'contested-deny-list',
  why: 'a deny list that Git states and the abuse guard maintains is overwritten by each in turn, so that what it blocks is open again at every sync',
  check: app => guardsOf(app).flatMap(guard => app.pluginObjects()
    .filter(object => object.cluster === guard.cluster && guard.targets.has(pluginKey({ namespace: object.kind === 'KongPlugin' ? object.namespace : '*', name: object.name })))
    .flatMap(object => {
      const stated = denyList(object);
      return stated === undefined ? [] : [{
        at: object.source,
        message: `${nameOf(object)} has ${stated}, and the abuse guard maintains its deny list: the two would overwrite each other; state allow only; IpAccess writes what it denies as the rest that it allows, where the guard is made before the api`,
      }];
    })),
};

/** How an object states its deny list. */
function denyList({ manifest }: FinalObject): string | undefined {
  if (manifest.configFrom !== undefined) {
    return 'its config in a Secret, beside which no other can stand';
  }
  if ('deny' in map(manifest.config)) {
    return 'a deny list of its own';
  }
  return list(manifest.configPatches).some(patch => /^\/deny(\/|$)/.test(String(patch?.path))) ? 'a patch of its deny list' : undefined;
}
