import { IConstruct } from 'constructs';
import { Rule } from './rule';
import { listing } from '../errors';

/** What a route of an API shows of itself; a class would say yes to every object of cdk8s. */
interface Promising {
  readonly isPublic: boolean;
  readonly plugins: { readonly pluginName: string }[];
}

/** A route runs what its policies put there, also after patches. */
export const PROMISED_PLUGINS: Rule = {
  id: 'promised-plugins',
  why: 'the controller serves a route without a plugin that its annotation does not name, or that is disabled, and nothing tells',
  check: app => app.ofKind('Ingress').flatMap(route => {
    const promised = promises(route.source);
    if (promised.length === 0) {
      return [];
    }
    const running = new Set(app.pluginsOn(route).filter(plugin => plugin.object?.manifest.disabled !== true).map(plugin => plugin.name));
    const lost = promised.filter(plugin => !running.has(plugin.pluginName)).map(plugin => plugin.pluginName);
    return lost.length === 0 ? [] : [{
      at: route.source,
      message: `route runs without ${listing(lost)}, which its policies put there: the annotation does not name ${lost.length === 1 ? 'it' : 'them'}, or ${lost.length === 1 ? 'it is' : 'they are'} disabled; leave the policy out with Without, or acknowledge it`,
    }];
  }),
};

function promises(source: IConstruct): Promising['plugins'] {
  const { isPublic, plugins } = source as unknown as Partial<Promising>;
  return typeof isPublic === 'boolean' && Array.isArray(plugins) ? plugins : [];
}
