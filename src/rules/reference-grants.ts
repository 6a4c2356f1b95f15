import { AppView } from './app-view';
import { FinalObject, list } from './final-object';

/** Whether a ReferenceGrant of this app lets an object name a plugin as `namespace:name`. */
export function grantFor(app: AppView, by: FinalObject, name: string): boolean {
  const colon = name.indexOf(':');
  const [namespace, bare] = [name.slice(0, colon), name.slice(colon + 1)];
  return app.ofKind('ReferenceGrant').some(grant => grant.cluster === by.cluster && grant.namespace === namespace
    && list(grant.manifest.spec?.from).some(from => from?.kind === by.kind && (from.group ?? '') === by.group && from.namespace === by.namespace)
    && list(grant.manifest.spec?.to).some(to => to?.kind === 'KongPlugin' && (to.name === undefined || to.name === bare)));
}
