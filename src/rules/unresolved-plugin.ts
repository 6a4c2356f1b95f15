import { namespaceName } from './final-object';
import { grantFor } from './reference-grants';
import { Rule, Violation } from './rule';
import { nearest } from '../kong/facts/nearest';

const MALFORMED = /^:|:$/;
/** Suggestions compare with every name of the namespace; more of them than anybody reads would only cost time. */
const SUGGESTIONS = 10;

/** Every name in `konghq.com/plugins` is a plugin. */
export const UNRESOLVED_PLUGIN: Rule = {
  id: 'unresolved-plugin',
  why: 'the controller leaves out a plugin that it cannot find and serves the route without it',
  check: app => {
    const violations: Violation[] = [];
    for (const { by, names, plugins } of app.attachments) {
      for (const [index, name] of names.entries()) {
        if (plugins[index] || (name.includes(':') ? !grantFor(app, by, name) : app.named(by.cluster, name).length > 0)) {
          continue;
        }
        const near = violations.length < SUGGESTIONS ? nearest(name, app.namesFor(by)) : undefined;
        violations.push({
          at: by.source,
          message: `plugin '${name}' does not exist in namespace ${namespaceName(by.namespace)}: the controller leaves it out and goes on without it; ${near ? `did you mean '${near}'? otherwise` : 'correct the name, or'} declare one that exists without this app with KongPlugin.fromName`,
        });
      }
    }
    for (const object of app.referrers) {
      for (const item of object.annotations['konghq.com/plugins'].split(',').map(text => text.trim()).filter(text => MALFORMED.test(text))) {
        violations.push({ at: object.source, message: `plugin '${item}' is no name: the controller skips it without a word; write the name of a plugin of namespace ${namespaceName(object.namespace)}` });
      }
    }
    return violations;
  },
};
