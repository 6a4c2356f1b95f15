import { AppView } from './app-view';
import { nameOf } from './final-object';
import { IngressRoute, ingressRoutes, isRegex, requestsOf, weightOf } from './ingress-routes';
import { alike, headersText, meeting, Meeting } from './route-overlap';
import { Rule, Violation } from './rule';

/**
 * No two routes take the same requests. Kong prefers a route with methods to one without, and one with more headers to one with fewer,
 * so these do not collide: the first takes what it names, the second the rest.
 */
export const DUPLICATE_ROUTE: Rule = {
  id: 'duplicate-route',
  why: 'kong decides between two equal routes by chance, so that an open one can take the requests of a protected one',
  check: app => {
    const groups = new Map<string, Group>();
    const violations = new Map<string, Violation>();
    for (const route of ingressRoutes(app)) {
      const id = identity(route);
      const group = groups.get(id) ?? new Group(app);
      groups.set(id, group);
      const clash = group.clash(route);
      group.add(route);
      const pair = clash && `${route.ingress.source.node.path} ${clash.other.ingress.source.node.path}`;
      if (clash && !violations.has(pair!)) {
        violations.set(pair!, { at: route.ingress.source, message: text(route, clash) });
      }
    }
    return [...violations.values()];
  },
};

/** An earlier route that takes some of the requests. */
interface Clash extends Meeting {
  readonly other: IngressRoute;
}

/** Routes of one host, path and rank, which differ at most in the methods, headers and SNIs that they name. */
class Group {
  /** By the names of the headers. */
  private readonly byNames = new Map<string, IngressRoute[]>();
  /** Of routes with headers also by each name and value. */
  private readonly byValue = new Map<string, IngressRoute[]>();

  constructor(private readonly app: AppView) {}

  public clash(route: IngressRoute): Clash | undefined {
    for (const [names, routes] of this.byNames) {
      for (const other of names === namesOf(route) ? this.ofSameValues(route, routes) : routes) {
        const met = collide(route, other) ? meeting(this.app, route, other) : undefined;
        if (met && (headersText(route) === headersText(other) || !alike(this.app, route, other))) {
          return { other, ...met };
        }
      }
    }
    return undefined;
  }

  public add(route: IngressRoute): void {
    const names = namesOf(route);
    push(this.byNames, names, route);
    route.headers.forEach(({ name, values }) => new Set(values).forEach(value => push(this.byValue, `${names} ${name}=${value}`, route)));
  }

  /** Of routes that name the same headers, those that share a value of the header for which they are fewest. */
  private ofSameValues(route: IngressRoute, routes: IngressRoute[]): IngressRoute[] {
    const names = namesOf(route);
    let fewest = [routes];
    for (const { name, values } of route.headers) {
      const lists = values.map(value => this.byValue.get(`${names} ${name}=${value}`) ?? []);
      fewest = count(lists) < count(fewest) ? lists : fewest;
    }
    return fewest.length === 1 ? fewest[0] : fewest.flat();
  }
}

/** All that ranks a route among others of its host and path. */
function identity(route: IngressRoute): string {
  const { ingress, host, path, headers, regexPriority } = route;
  return [ingress.cluster, ingress.gateway.ingressClassName, host, path, isRegex(path) ? regexPriority : 0, headers.length, weightOf(route)].join(' ');
}

/** Paths of one Ingress, host and backend become one route, and SNIs tell routes apart. */
function collide(route: IngressRoute, other: IngressRoute): boolean {
  return !(route.ingress === other.ingress && route.backend === other.backend)
    && (route.snis.length === 0 || other.snis.length === 0 || route.snis.some(sni => other.snis.includes(sni)));
}

function text(route: IngressRoute, { other, method }: Clash): string {
  const requests = requestsOf(route, method);
  const chance = 'kong decides by chance which of the two, and whose plugins, a request gets';
  if (headersText(route) !== headersText(other)) {
    const where = other.ingress === route.ingress ? 'another path of this ingress' : nameOf(other.ingress);
    return `${requests} with ${headersText(route)} is a route beside that of ${where} with ${headersText(other)}: a request can have the headers of both, and ${chance}; name different values of one header on them, or all the headers on one`;
  }
  const where = other.ingress === route.ingress ? 'this ingress twice, with different backends' : `${nameOf(other.ingress)} as well`;
  return `${requests} is a route of ${where}: ${chance}; remove one, or tell them apart by host, path, methods or headers`;
}

function count(lists: IngressRoute[][]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function namesOf({ headers }: IngressRoute): string {
  return headers.map(({ name }) => name).join('&');
}

function push(lists: Map<string, IngressRoute[]>, at: string, route: IngressRoute): void {
  const found = lists.get(at);
  found ? found.push(route) : lists.set(at, [route]);
}
