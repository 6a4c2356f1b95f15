import { AppView } from './app-view';
import { nameOf } from './final-object';
import { IngressRoute, ingressRoutes, isRegex, requestsOf } from './ingress-routes';
import { commonPath, PathSamples, pathSamples } from './path-samples';
import { alike, meeting, precedence, rank } from './route-overlap';
import { Rule, Violation } from './rule';

/** Of so many routes of one host and path some are equal, which is another rule's business. */
const SAME = 20;
/** What stands for any path below a prefix. */
const PROBE = 'gatewarden/probe';

/**
 * A narrower route gets its requests. Kong asks routes with more kinds of matchers first (host, methods, headers, SNI), whatever their
 * paths, and among equals regular expressions before prefixes; the longer prefix comes last. Between two expressions chance decides,
 * unless one has the higher priority. Whether two expressions meet is told by sample paths, so that not all that meet are found.
 */
export const SHADOWED_ROUTE: Rule = {
  id: 'shadowed-route',
  why: 'kong takes a route with methods or headers, or a regular expression, before a longer prefix, and one of two equal expressions by chance, so that an open route can take the requests of a protected one',
  check: app => {
    const routes = ingressRoutes(app);
    const takers = new Takers(app, routes);
    const violations = new Map<string, Violation>();
    for (const route of routes) {
      const taken = takers.of(route);
      if (taken) {
        const pair = [route, taken.by].map(({ ingress }) => ingress.source.node.path);
        const id = (taken.chance ? pair.sort() : pair).join(' ');
        violations.has(id) || violations.set(id, { at: route.ingress.source, message: text(route, taken) });
      }
    }
    return [...violations.values()];
  },
};

/** What takes requests of a route. */
interface Taken {
  readonly by: IngressRoute;
  /** A method of such requests; undefined is all of them. */
  readonly method?: string;
  /** A path that both answer and for which kong decides by chance. */
  readonly chance?: string;
}

/** The routes of one host. */
interface Host {
  readonly prefixes: Map<string, IngressRoute[]>;
  /** Expressions that stand for one path, by that path. */
  readonly literals: Map<string, IngressRoute[]>;
  /** Other expressions, by what all their paths begin with. */
  readonly expressions: Map<string, IngressRoute[]>;
  /** The highest rank among them. */
  rank: number;
}

class Takers {
  private readonly hosts = new Map<string, Host>();
  private readonly read = new Map<string, PathSamples>();

  constructor(private readonly app: AppView, routes: IngressRoute[]) {
    for (const route of routes) {
      const key = hostKey(route, route.host);
      const host = this.hosts.get(key) ?? { prefixes: new Map(), literals: new Map(), expressions: new Map(), rank: 0 };
      this.hosts.set(key, host);
      host.rank = Math.max(host.rank, rank(route));
      if (!isRegex(route.path)) {
        push(host.prefixes, route.path, route);
      } else {
        const { regex, literal, beginning } = this.samples(route);
        regex && push(literal === undefined ? host.expressions : host.literals, literal ?? beginning, route);
      }
    }
  }

  public of(route: IngressRoute): Taken | undefined {
    for (const name of hostsFor(route.host)) {
      const host = this.hosts.get(hostKey(route, name));
      const taken = host && (this.byPrefix(route, host) ?? this.byExpression(route, host));
      if (taken) {
        return taken;
      }
    }
    return undefined;
  }

  private byPrefix(route: IngressRoute, host: Host): Taken | undefined {
    const samples = isRegex(route.path) ? this.samples(route) : undefined;
    const path = samples ? samples.literal ?? samples.beginning : route.path;
    for (let end = 1; end <= path.length && host.rank >= rank(route); end++) {
      for (const by of host.prefixes.get(path.slice(0, end))?.slice(0, SAME) ?? []) {
        const order = by.ingress === route.ingress || this.meant(by, route) ? -1 : precedence(by, route);
        const met = order > 0 || (order === 0 && by.host !== route.host && !alike(this.app, by, route)) ? meeting(this.app, by, route) : undefined;
        if (met) {
          return { by, ...met, ...order === 0 && { chance: path } };
        }
      }
    }
    return undefined;
  }

  private byExpression(route: IngressRoute, host: Host): Taken | undefined {
    if (isRegex(route.path)) {
      return this.expressionByExpression(route, host);
    }
    const below = `${route.path.endsWith('/') ? route.path : `${route.path}/`}${PROBE}`;
    for (const by of expressionsFor(route.path, host)) {
      const { regex } = this.samples(by);
      const first = by.ingress !== route.ingress && precedence(by, route) > 0 && regex!.test(route.path) && regex!.test(below);
      const met = first ? meeting(this.app, by, route) : undefined;
      if (met) {
        return { by, ...met };
      }
    }
    return undefined;
  }

  private expressionByExpression(route: IngressRoute, host: Host): Taken | undefined {
    const own = this.samples(route);
    for (const by of own.regex ? [...host.literals.get(own.literal ?? '') ?? [], ...expressionsFor(own.literal ?? own.beginning, host)] : []) {
      const order = by === route || this.meant(by, route) ? -1 : precedence(by, route);
      const met = order < 0 ? undefined : meeting(this.app, by, route);
      const other = met && this.samples(by);
      const chance = other && order === 0 ? commonPath(own, other) : undefined;
      // What comes first and answers some of the paths only is a special case of the other.
      const all = other && order > 0 && own.samples.length > 0 && own.samples.every(({ path }) => other.regex!.test(path));
      if (met && (chance !== undefined || all) && !alike(this.app, by, route)) {
        return { by, ...met, chance };
      }
    }
    return undefined;
  }

  /**
   * Of one host and path, what names methods or headers is meant to win, unless the other has the higher priority, as exact paths have.
   * What is equal is another rule's business if it is written alike.
   */
  private meant(by: IngressRoute, route: IngressRoute): boolean {
    const alone = isRegex(by.path) ? by.regexPriority : 0;
    if (by.host !== route.host || (isRegex(route.path) && alone < route.regexPriority)) {
      return false;
    }
    return by.path === route.path || (precedence(by, route) > 0 && (by.written === route.written || this.shape(by) === this.shape(route)));
  }

  /** The path without what makes no difference: groups for their names, the escape of a dot. */
  private shape({ path }: IngressRoute): string {
    const unnamed = path.replace(/\(\?P?<\w+>([^()|]*)\)(?![?*+{])/g, '$1').replace(/\(\?P?<\w+>/g, '(');
    return isRegex(path) ? this.samples({ path }).literal ?? unnamed : path;
  }

  private samples({ path }: Pick<IngressRoute, 'path'>): PathSamples {
    const samples = this.read.get(path) ?? pathSamples(path);
    this.read.set(path, samples);
    return samples;
  }
}

function* expressionsFor(path: string, { expressions }: Host): Generator<IngressRoute> {
  if (expressions.size > 0) {
    yield* expressions.get('') ?? [];
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      yield* expressions.get(path.slice(0, slash + 1)) ?? [];
    }
  }
}

/** The hosts, from the narrowest, whose routes get requests for a host: itself, the wildcards above it, every host. */
function hostsFor(host: string): string[] {
  const labels = host.split('.');
  return host === '' ? [''] : [host, ...labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`).filter(wildcard => wildcard !== host), ''];
}

function hostKey({ ingress }: IngressRoute, host: string): string {
  return `${ingress.cluster} ${ingress.gateway.ingressClassName} ${host}`;
}

function text(route: IngressRoute, { by, method, chance }: Taken): string {
  const own = by.ingress === route.ingress;
  if (chance !== undefined) {
    return `${requestsOf(route, method)} and ${requestsOf(by)} of ${own ? 'this ingress' : nameOf(by.ingress)} both answer ${chance}: kong decides by chance which of the two, and whose plugins, a request gets; ${isRegex(route.path)
      ? 'write the expression so that it leaves that path out, or give the one that is meant the higher konghq.com/regex-priority' : 'tell them apart by path, methods or headers'}`;
  }
  return `${requestsOf(route, method)} is taken by ${own ? 'another path of this ingress' : nameOf(by.ingress)} (${requestsOf(by)}), whose ${own ? 'backend answers and not that' : 'plugins run and not those'} of this route: kong asks ${reason(by, route)}`;
}

function reason(by: IngressRoute, route: IngressRoute): string {
  if (rank(by) > rank(route)) {
    return by.plain && !route.plain && by.host === route.host
      ? 'routes without a wildcard among their hosts first, whatever their paths; give the wildcard a route of its own'
      : 'routes that name methods or headers first, whatever their paths; name them on both routes, or on neither';
  }
  return isRegex(route.path) ? 'expressions of a higher regex-priority first; write that expression so that it leaves the path out'
    : 'regular expressions before prefixes; write the expression so that it leaves the path out';
}

function push(lists: Map<string, IngressRoute[]>, at: string, route: IngressRoute): void {
  const found = lists.get(at);
  found ? found.push(route) : lists.set(at, [route]);
}
