import { AppView } from './app-view';
import { nameOf } from './final-object';
import { IngressRoute, ingressRoutes, isRegex, requestsOf } from './ingress-routes';
import { Rule, Violation } from './rule';

/** What else of a group of equal routes took a method before. */
interface Taken {
  all?: IngressRoute;
  readonly byMethod: Map<string, IngressRoute>;
}

/**
 * No two routes take the same requests. Kong prefers a route with methods to one without, so these two do not collide: the first takes
 * its methods, the second the rest.
 */
export const DUPLICATE_ROUTE: Rule = {
  id: 'duplicate-route',
  why: 'kong decides between two equal routes by chance, so that an open one can take the requests of a protected one',
  check: app => {
    const groups = new Map<string, Taken>();
    const violations = new Map<string, Violation>();
    for (const route of ingressRoutes(app)) {
      const id = identity(route);
      const taken = groups.get(id) ?? { byMethod: new Map() };
      groups.set(id, taken);
      const clash = clashOf(app, route, taken);
      if (clash) {
        const pair = `${route.ingress.source.node.path} ${clash.other.ingress.source.node.path}`;
        const where = clash.other.ingress === route.ingress ? 'this ingress twice, with different backends' : `${nameOf(clash.other.ingress)} as well`;
        if (!violations.has(pair)) {
          violations.set(pair, {
            at: route.ingress.source,
            message: `${requestsOf(route, clash.method)} is a route of ${where}: kong decides by chance which of the two, and whose plugins, a request gets; remove one, or tell them apart by host, path, methods or headers`,
          });
        }
      }
    }
    return [...violations.values()];
  },
};

/** All that decides between two routes but the methods. */
function identity({ ingress, host, path, headers, snis, methods, regexPriority }: IngressRoute): string {
  return [ingress.cluster, ingress.gateway.ingressClassName, host, path, isRegex(path) ? regexPriority : 0, headers.join('&'), snis.join('&'), methods !== undefined].join(' ');
}

/** An earlier route that takes some of the requests; this one is noted for later ones. */
function clashOf(app: AppView, route: IngressRoute, taken: Taken): { other: IngressRoute; method?: string } | undefined {
  if (!route.methods) {
    const other = taken.all;
    taken.all ??= route;
    return other && !sameKongRoute(route, other) ? { other } : undefined;
  }
  const shared = route.methods.filter(method => taken.byMethod.has(method) && !sameKongRoute(route, taken.byMethod.get(method)!));
  const clash = shared.find(method => method !== 'OPTIONS') ?? shared.find(method => !sameCors(app, route, taken.byMethod.get(method)!));
  const other = clash === undefined ? undefined : taken.byMethod.get(clash);
  route.methods.forEach(method => taken.byMethod.has(method) || taken.byMethod.set(method, route));
  return other && { other, method: clash };
}

/** Paths of one Ingress, host and backend become one route. */
function sameKongRoute(route: IngressRoute, other: IngressRoute): boolean {
  return route.ingress === other.ingress && route.backend === other.backend;
}

/** Whether preflight requests get the same answer from both. */
function sameCors(app: AppView, route: IngressRoute, other: IngressRoute): boolean {
  const [one, two] = [route, other].map(({ ingress }) => app.pluginsOn(ingress).find(plugin => plugin.type === 'cors'));
  return one !== undefined && one === two;
}
