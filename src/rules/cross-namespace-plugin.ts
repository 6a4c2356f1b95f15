import { listing } from '../errors';
import { namespaceName } from './final-object';
import { grantFor } from './reference-grants';
import { Rule, Violation } from './rule';

/** A plugin is named from its own namespace. */
export const CROSS_NAMESPACE_PLUGIN: Rule = {
  id: 'cross-namespace-plugin',
  why: 'the controller looks in the namespace of what refers to a plugin, and elsewhere only by ReferenceGrant',
  check: app => {
    const violations: Violation[] = [];
    for (const { by, names, plugins } of app.attachments) {
      const here = namespaceName(by.namespace);
      for (const [index, name] of names.entries()) {
        if (name.includes(':')) {
          if (!grantFor(app, by, name)) {
            violations.push({
              at: by.source,
              message: `plugin '${name}' is named with its namespace: without a ReferenceGrant, even in one's own namespace, the controller leaves it out and goes on without it; name a plugin of namespace ${here}, without the prefix`,
            });
          }
          continue;
        }
        const elsewhere = plugins[index] ? [] : app.named(by.cluster, name);
        if (elsewhere.length > 0) {
          violations.push({
            at: by.source,
            message: `plugin '${name}' exists in namespace ${listing(elsewhere.map(plugin => namespaceName(plugin.namespace)))} and not in ${here}: the controller leaves it out and goes on without it; make one in ${here}`,
          });
        }
      }
    }
    return violations;
  },
};
