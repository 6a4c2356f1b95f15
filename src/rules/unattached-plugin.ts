import { FinalObject, labelsOf } from './final-object';
import { Rule } from './rule';

/** Every plugin object is used. */
export const UNATTACHED_PLUGIN: Rule = {
  id: 'unattached-plugin',
  why: 'a plugin that nothing refers to runs nowhere',
  check: app => {
    const used = new Set<FinalObject | undefined>(app.used().map(([plugin]) => plugin.object));
    return app.pluginObjects()
      .filter(object => !used.has(object) && !(object.kind === 'KongClusterPlugin' && labelsOf(object).global === 'true'))
      .map(object => ({
        at: object.source,
        message: `${object.kind} ${object.name} is referred to by nothing in this app: it runs nowhere; ${object.kind === 'KongPlugin'
          ? 'give it to plugins of an api or a route, or remove it' : 'label it global: "true", name it in konghq.com/plugins, or remove it'}`,
      }));
  },
};
