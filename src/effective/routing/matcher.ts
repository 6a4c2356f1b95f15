import { pathRegex } from './path-regex';
import { KongRoute } from '../translate/kong-config';
import { push } from '../translate/objects';

/** A request as Kong's router sees it, after normalisation. */
export interface RoutedRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Names in lower case, with dashes. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly https: boolean;
  readonly sni: string;
}

/** A part of a route whose paths have one rank: all its expressions, or its prefixes of one length. */
export interface Matcher {
  readonly route: KongRoute;
  readonly paths: readonly string[];
  /** What ranks it, the most important first. */
  readonly priority: readonly number[];
}

/** Whether a matcher takes a request; undefined if its expressions cannot be judged. With the path that does. */
export interface Match {
  readonly matched: boolean | undefined;
  readonly path?: string;
}

const NO_MATCH: Match = { matched: false };

/**
 * The matchers of a route. In this flavour of the router a route counts by how many kinds of matchers it has (methods, hosts, headers,
 * SNIs, paths), whether all its hosts are plain, how many headers it names, and then by its path: an expression before a prefix, its
 * priority, the length of the prefix.
 */
export function matchersOf(route: KongRoute): Matcher[] {
  const paths = route.paths ?? [];
  const kinds = [route.methods, route.hosts, route.snis, paths].filter(each => each && each.length > 0).length;
  const headers = Object.keys(route.headers ?? {}).length;
  const plain = (route.hosts ?? []).length > 0 && route.hosts!.every(host => !host.includes('*'));
  const rank = [kinds + (headers > 0 ? 1 : 0), plain ? 1 : 0, Math.min(headers, 255)];
  if (paths.length === 0) {
    return [{ route, paths: [], priority: [...rank, 0, 0, 0] }];
  }
  const expressions = paths.filter(path => path.startsWith('~'));
  const byLength = new Map<number, string[]>();
  for (const path of paths.filter(each => !each.startsWith('~'))) {
    push(byLength, path.length, path);
  }
  return [
    ...expressions.length > 0 ? [{ route, paths: expressions, priority: [...rank, 1, route.regex_priority ?? 0, 0] }] : [],
    ...[...byLength].map(([length, same]) => ({ route, paths: same, priority: [...rank, 0, 0, length] })),
  ];
}

/** The order of matchers: negative if the first is asked first, zero if Kong decides by a hash of names. */
export function byPriority(a: Matcher, b: Matcher): number {
  for (const [i, value] of a.priority.entries()) {
    if (value !== b.priority[i]) {
      return b.priority[i] - value;
    }
  }
  return 0;
}

/** Whether a matcher takes a request. */
export function match({ route, paths }: Matcher, request: RoutedRequest): Match {
  const { methods = [], hosts = [], snis = [], headers = {} } = route;
  const taken = (methods.length === 0 || methods.includes(request.method))
    && (hosts.length === 0 || hosts.some(host => hostMatches(host, request.host)))
    && (snis.length === 0 || !request.https || snis.some(sni => sni.replace(/(.)\.$/, '$1') === request.sni));
  const byHeader = Object.entries(headers).map(([name, values]) => headerMatches(values, request.headers.get(headerName(name)) ?? []));
  if (!taken || byHeader.includes(false)) {
    return NO_MATCH;
  }
  const found = paths.length === 0 ? { matched: true } : pathMatch(paths, request.path);
  return found.matched && byHeader.includes(undefined) ? { ...found, matched: undefined } : found;
}

/** The name of a header as the router compares it. */
export function headerName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/** A wildcard stands for the beginning or end of a name, over any number of labels. Letters count as they are written. */
export function hostMatches(pattern: string, host: string): boolean {
  return pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : pattern.endsWith('*') ? host.startsWith(pattern.slice(0, -1)) : host === pattern;
}

/** Values are compared without regard to case. Undefined if one is an expression that cannot be judged here. */
function headerMatches(wanted: readonly string[], given: readonly string[]): boolean | undefined {
  const lower = given.map(each => each.toLowerCase());
  let undecided = false;
  for (const value of wanted.map(each => each.toLowerCase())) {
    try {
      if (value.startsWith('~*') ? lower.some(each => new RegExp(value.slice(2)).test(each)) : lower.includes(value)) {
        return true;
      }
    } catch {
      undecided = true;
    }
  }
  return undecided ? undefined : false;
}

function pathMatch(paths: readonly string[], path: string): Match {
  let undecided: string | undefined;
  for (const each of paths) {
    if (!each.startsWith('~')) {
      if (path.startsWith(each)) {
        return { matched: true, path: each };
      }
      continue;
    }
    const { regex, refused } = pathRegex(each);
    if (regex?.test(path)) {
      return { matched: true, path: each };
    }
    undecided = !regex && !refused ? each : undecided;
  }
  return undecided === undefined ? NO_MATCH : { matched: undefined, path: undecided };
}
