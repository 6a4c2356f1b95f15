import { ResolvedPlugin } from './app-view';
import { Rule, Violation } from './rule';

/** A route, service or consumer has one plugin of a type. */
export const DUPLICATE_PLUGIN_TYPE: Rule = {
  id: 'duplicate-plugin-type',
  why: 'kong refuses the whole configuration for two plugins of a type at one place, and new pods then have none',
  check: app => {
    const violations = new Map<string, Violation>();
    for (const { by, plugins } of app.attachments) {
      const byType = new Map<string, ResolvedPlugin>();
      for (const plugin of plugins) {
        if (!plugin?.type) {
          continue;
        }
        const other = byType.get(plugin.type);
        if (other) {
          const which = other === plugin ? `the plugin '${plugin.name}' twice` : `two plugins of type ${plugin.type}, '${other.name}' and '${plugin.name}'`;
          violations.set(`${by.source.node.path} ${which}`, {
            at: by.source,
            message: `${by.kind} names ${which}: kong takes one per type and refuses the whole configuration for two; remove one`,
          });
        }
        byType.set(plugin.type, plugin);
      }
    }
    return [...violations.values()];
  },
};
