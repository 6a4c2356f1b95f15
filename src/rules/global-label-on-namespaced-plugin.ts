import { labelsOf } from './final-object';
import { Rule } from './rule';

/** Only a KongClusterPlugin is global. */
export const GLOBAL_LABEL_ON_NAMESPACED_PLUGIN: Rule = {
  id: 'global-label-on-namespaced-plugin',
  why: 'the label makes a KongClusterPlugin global and does nothing on a KongPlugin',
  check: app => app.ofKind('KongPlugin').filter(object => 'global' in labelsOf(object)).map(object => ({
    at: object.source,
    message: `KongPlugin ${object.name} has the label global: it does nothing there, and the plugin is not global; make it a KongClusterPlugin, or remove the label`,
  })),
};
