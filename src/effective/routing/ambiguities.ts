import { Matcher, matchersOf } from './matcher';
import { KongRoute } from '../translate/kong-config';
import { push } from '../translate/objects';

/** Two routes that rank alike and share a host and a path: which of them takes a request is decided by a hash of their names. */
export interface Ambiguity {
  readonly routes: readonly [KongRoute, KongRoute];
  /** The host; `*` is every one. */
  readonly host: string;
  readonly path: string;
}

/**
 * Pairs of routes that take the same requests. It sees what is written alike, the usual case; two expressions that meet in some path are
 * seen by asking for a request.
 */
export function ambiguities(routes: readonly KongRoute[]): Ambiguity[] {
  const places = new Map<string, Matcher[]>();
  for (const matcher of routes.flatMap(matchersOf)) {
    for (const host of orAny(matcher.route.hosts)) {
      for (const path of orAny(matcher.paths)) {
        push(places, JSON.stringify([matcher.priority, host, path]), matcher);
      }
    }
  }
  const found = new Map<string, Ambiguity>();
  for (const [place, [first, ...others]] of places) {
    for (const { route } of others) {
      const key = `${first.route.name}\n${route.name}`;
      if (route !== first.route && !found.has(key) && overlap(first.route, route)) {
        const [, host, path] = JSON.parse(place);
        found.set(key, { routes: [first.route, route], host, path });
      }
    }
  }
  return [...found.values()];
}

function orAny(values: readonly string[] | undefined): readonly string[] {
  return values && values.length > 0 ? values : ['*'];
}

/** Whether one request can fit the methods, headers and names of both. */
function overlap(a: KongRoute, b: KongRoute): boolean {
  return meet(a.methods, b.methods) && meet(a.snis, b.snis)
    && Object.entries(a.headers ?? {}).every(([name, values]) => meet(values, b.headers?.[name]));
}

function meet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return !a?.length || !b?.length || a.some(value => b.includes(value));
}
