import { differences } from './differences';
import { EffectiveGateway, EffectivePlugin, EffectiveRoute } from '../../../src/effective';

/** A plugin that runs on a route: its type, the object that it is made of, and the whole configuration that Kong sees. */
export type PromisedPlugin = [type: string, object: string, config: Record<string, any>];

/** What an Ingress promises, written by hand and from the documentation: what the constructs and the translation say is compared with it. */
export interface PromisedRoute {
  /** The object: `Ingress shop/api`. */
  readonly object: string;
  /** The hosts; each has a Kong route of its own. */
  readonly hosts: string[];
  /** The paths as Kong compares them. */
  readonly paths: string[];
  /** The Kong service. */
  readonly service: string;
  /** The methods; all if left out. */
  readonly methods?: string[];
  /** Headers that a request must have. */
  readonly headers?: Record<string, string[]>;
  /** The rank among expressions; 0 if left out. */
  readonly regexPriority?: number;
  /** All that run, global ones too, in the order of execution. */
  readonly plugins: PromisedPlugin[];
}

/** Throws if the routes of an Ingress are not as promised, with the table of all routes. */
export function checkRoute(view: EffectiveGateway, promised: PromisedRoute): void {
  const routes = view.routesOf(promised.object);
  const got = routes.flatMap(({ hosts }) => hosts);
  const problems = [
    ...promised.hosts.filter(host => !got.includes(host)).map(host => `has no route for ${host}`),
    ...got.filter(host => !promised.hosts.includes(host)).map(host => `has a route for ${host}, which nothing promises`),
    ...routes.flatMap(route => [...differences(matching(route), wanted(promised), ''), ...pluginProblems(view.pluginsOf(route.name), promised.plugins)]),
  ];
  if (problems.length > 0) {
    throw new Error(`${promised.object} is not as promised:\n${[...new Set(problems)].map(each => `  ${each}\n`).join('')}${view.table()}`);
  }
}

/** How the plugins that run differ from those that are promised. */
export function pluginProblems(running: EffectivePlugin[], promised: PromisedPlugin[]): string[] {
  const types = (list: { type: string }[]): string => list.map(({ type }) => type).join(', ') || 'nothing';
  const plugins = promised.map(([type, object, config]) => ({ type, object, config }));
  if (types(running) !== types(plugins)) {
    return [`runs ${types(running)}; promised, in this order: ${types(plugins)}`];
  }
  return running.flatMap(({ type, object, config, protocols, rivals }, i) => [
    ...object === plugins[i].object ? [] : [`runs the ${type} of ${object}, promised is that of ${plugins[i].object}`],
    ...differences(config, plugins[i].config, `${type} config`),
    // A plugin runs for its own protocols only, and clients come by https.
    ...protocols.includes('https') ? [] : [`runs ${type} for ${protocols.join(', ')} only, and not for https`],
    ...rivals.length === 0 ? [] : [`runs the ${type} of ${object} or of ${rivals.join(', ')}`],
  ]);
}

function matching({ paths, service, methods, headers, regexPriority, protocols, httpsRedirectStatusCode, stripPath, preserveHost }: EffectiveRoute): object {
  return { paths, service, methods, headers, regexPriority, protocols, httpsRedirectStatusCode, stripPath, preserveHost };
}

/** Every route of ours is for https alone, redirects without losing a body, and hands path and host on as they came. */
function wanted({ paths, service, methods = [], headers = {}, regexPriority = 0 }: PromisedRoute): object {
  return { paths, service, methods, headers, regexPriority, protocols: ['https'], httpsRedirectStatusCode: 308, stripPath: false, preserveHost: true };
}
