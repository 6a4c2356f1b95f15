import { nameOf } from './final-object';
import { IngressRoute, ingressRoutes, isRegex, requestsOf, weightOf } from './ingress-routes';
import { Rule, Violation } from './rule';

/** Of so many routes of one host and path some are equal, which is another rule's business. */
const SAME = 20;
/** What stands for any path below a prefix. */
const PROBE = 'gatewarden/probe';

/**
 * A narrower route gets its requests. Kong asks routes with more kinds of matchers first (host, methods, headers, SNI), whatever their
 * paths, and among equals regular expressions before prefixes; the longer prefix comes last (Kong `router/transform.lua`, `get_priority`).
 */
export const SHADOWED_ROUTE: Rule = {
  id: 'shadowed-route',
  why: 'kong takes a route with methods or headers, or a regular expression, before a longer prefix, so that an open route can take the requests of a protected one',
  check: app => {
    const byHost = new Map<string, Wide>();
    const routes = ingressRoutes(app);
    for (const route of routes) {
      const host = hostKey(route, route.host);
      const wide: Wide = byHost.get(host) ?? { prefixes: new Map(), expressions: [], rank: 0 };
      byHost.set(host, wide);
      wide.rank = Math.max(wide.rank, rank(route));
      if (!isRegex(route.path)) {
        wide.prefixes.set(route.path, [...wide.prefixes.get(route.path) ?? [], route].slice(0, SAME));
      } else if (!route.path.endsWith('$') || /[*+{]/.test(route.path)) {
        const expression = compiled(route.path);
        expression && wide.expressions.push({ route, expression });
      }
    }
    const violations = new Map<string, Violation>();
    for (const route of routes) {
      const by = takerOf(route, byHost);
      const pair = by && `${route.ingress.source.node.path} ${by.ingress.source.node.path}`;
      if (by && !violations.has(pair!)) {
        const method = (by.methods ?? route.methods)?.find(m => (route.methods ?? by.methods)!.includes(m));
        violations.set(pair!, {
          at: route.ingress.source,
          message: `${requestsOf(route, method)} is taken by ${nameOf(by.ingress)} (${requestsOf(by)}), whose plugins run and not those of this route: kong asks ${isBefore(by, route)
            ? 'routes that name methods or headers first, whatever their paths; name them on both routes, or on neither' : 'regular expressions before prefixes; write the expression so that it leaves the path out'}`,
        });
      }
    }
    return [...violations.values()];
  },
};

/** The routes of one host that can stand before narrower ones. */
interface Wide {
  readonly prefixes: Map<string, IngressRoute[]>;
  readonly expressions: { readonly route: IngressRoute; readonly expression: RegExp }[];
  /** The highest rank among them. */
  rank: number;
}

function takerOf(route: IngressRoute, byHost: Map<string, Wide>): IngressRoute | undefined {
  for (const host of hostsFor(route.host)) {
    const wide = byHost.get(hostKey(route, host));
    const by = wide && taker(route, wide);
    if (by) {
      return by;
    }
  }
  return undefined;
}

function taker(route: IngressRoute, wide: Wide): IngressRoute | undefined {
  const path = isRegex(route.path) ? literalBeginning(route.path) : route.path;
  for (let end = 1; end <= path.length && wide.rank > rank(route); end++) {
    const found = wide.prefixes.get(path.slice(0, end))?.find(by => takes(by, route) && isBefore(by, route)
      // Of one host and path, what names methods is meant to win.
      && (by.host !== route.host || (by.path !== route.path && by.written !== route.written)));
    if (found) {
      return found;
    }
  }
  const below = `${path.endsWith('/') ? path : `${path}/`}${PROBE}`;
  return isRegex(route.path) ? undefined : wide.expressions.find(({ route: by, expression }) => takes(by, route)
    && (isBefore(by, route) || (rank(by) === rank(route) && by.host === route.host)) && expression.test(path) && expression.test(below))?.route;
}

/** Whether Kong asks a route before another one, whatever their paths. */
function isBefore(by: IngressRoute, route: IngressRoute): boolean {
  return weightOf(by) > weightOf(route) || (by.host === route.host && rank(by) > rank(route));
}

/** The number of kinds of matchers, then that of headers. */
function rank(route: IngressRoute): number {
  return weightOf(route) * 1000 + route.headers.length;
}

/** Whether a request can fit the methods and headers of both. */
function takes(by: IngressRoute, route: IngressRoute): boolean {
  if (by.ingress === route.ingress || (by.methods && route.methods && !by.methods.some(method => route.methods!.includes(method)))) {
    return false;
  }
  const wanted = new Map(route.headers.map(header => header.split('=', 2) as [string, string]));
  return by.headers.every(header => {
    const [name, values] = header.split('=', 2);
    const others = wanted.get(name)?.split(',');
    return !others || values.split(',').some(value => others.includes(value));
  });
}

/** The hosts, from the narrowest, whose routes get requests for a host: itself, the wildcards above it, every host. */
function hostsFor(host: string): string[] {
  const labels = host.split('.');
  return host === '' ? [''] : [host, ...labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`).filter(wildcard => wildcard !== host), ''];
}

function hostKey({ ingress }: IngressRoute, host: string): string {
  return `${ingress.cluster} ${ingress.gateway.ingressClassName} ${host}`;
}

/** What every path that an expression answers begins with, up to the last slash before the first special character. */
function literalBeginning(path: string): string {
  const plain = /^[A-Za-z0-9/_-]*/.exec(path.slice(1))![0];
  return plain.slice(0, plain.lastIndexOf('/') + 1);
}

/** An expression that JavaScript does not understand is not compared. */
function compiled(path: string): RegExp | undefined {
  try {
    return new RegExp(`^${path.slice(1).replace(/\(\?P</g, '(?<')}`);
  } catch {
    return undefined;
  }
}
