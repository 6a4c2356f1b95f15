import { byPriority, hostMatches, match, Matcher, matchersOf, RoutedRequest } from './matcher';
import { KongRoute } from '../translate/kong-config';
import { push } from '../translate/objects';

/** The routes that can take a request, and which of them does. */
export interface Routing {
  /** The routes of equal rank that take it; more than one is decided by a hash of their names. */
  readonly routes: KongRoute[];
  /** The path of the first that takes it. */
  readonly path?: string;
  /** Routes before those whose expressions cannot be judged here. */
  readonly undecided: KongRoute[];
}

const STREAM = ['tcp', 'udp', 'tls', 'tls_passthrough'];

/** Finds the route of a request as Kong's router does, flavour `traditional_compatible`. */
export class Router {
  private readonly byHost = new Map<string, Matcher[]>();
  private readonly anyHost: Matcher[] = [];
  private readonly wildcards = new Map<string, Matcher[]>();

  constructor(routes: readonly KongRoute[]) {
    for (const route of routes) {
      if (!STREAM.includes(route.protocols?.[0] ?? '')) {
        matchersOf(route).forEach(matcher => this.add(matcher));
      }
    }
  }

  public route(request: RoutedRequest): Routing {
    const wild = [...this.wildcards].filter(([host]) => hostMatches(host, request.host)).flatMap(([, matchers]) => matchers);
    const candidates = [...new Set([...this.byHost.get(request.host) ?? [], ...wild, ...this.anyHost])].sort(byPriority);
    const undecided = new Set<KongRoute>();
    const found: KongRoute[] = [];
    let first: Matcher | undefined;
    let path: string | undefined;
    for (const matcher of candidates) {
      if (first && byPriority(first, matcher) !== 0) {
        break;
      }
      const { matched, path: by } = match(matcher, request);
      if (matched === undefined) {
        undecided.add(matcher.route);
      } else if (matched) {
        path ??= by;
        first ??= matcher;
        found.includes(matcher.route) || found.push(matcher.route);
      }
    }
    return { routes: found, undecided: [...undecided], ...path !== undefined && { path } };
  }

  private add(matcher: Matcher): void {
    const { hosts = [] } = matcher.route;
    if (hosts.length === 0) {
      this.anyHost.push(matcher);
    }
    for (const host of hosts) {
      push(host.includes('*') ? this.wildcards : this.byHost, host, matcher);
    }
  }
}
