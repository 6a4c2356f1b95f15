import { AppView } from './app-view';
import { FinalObject, isKongs, labelsOf } from './final-object';
import { Rule, Violation } from './rule';

/** A gateway has one global plugin of a type. */
export const DUPLICATE_GLOBAL_PLUGIN: Rule = {
  id: 'duplicate-global-plugin',
  why: 'of two global plugins of a type the controller takes neither',
  check: app => {
    const violations: Violation[] = [];
    const first = new Map<string, FinalObject>();
    for (const object of app.ofKind('KongClusterPlugin')) {
      const type = object.manifest.plugin;
      if (labelsOf(object).global !== 'true' || !isKongs(object) || typeof type !== 'string') {
        continue;
      }
      const id = `${object.cluster} ${object.gateway.ingressClassName} ${type}`;
      const other = first.get(id);
      if (other) {
        violations.push({ at: object.source, message: `global ${type} exists already (${other.name}): of two global plugins of a type the controller takes neither; remove one of the two` });
      } else if (isAtImported(app, object, type)) {
        violations.push({ at: object.source, message: `global ${type} exists at the imported gateway: of two global plugins of a type the controller takes neither; remove this one` });
      }
      first.set(id, other ?? object);
    }
    return violations;
  },
};

/** Whether an imported gateway of its class has it, unless this app declares the gateway: then that is what the import tells of. */
function isAtImported(app: AppView, { gateway, cluster }: FinalObject, type: string): boolean {
  return (gateway.isImported || !gateway.node.scope) && app.gateways.some(other => other.ingressClassName === gateway.ingressClassName
    && app.clusterOf(other) === cluster && other._globalPlugins?.includes(type));
}
