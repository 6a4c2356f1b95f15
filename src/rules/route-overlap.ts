import { AppView } from './app-view';
import { HeaderMatch, IngressRoute, isRegex, weightOf } from './ingress-routes';

/** Requests that fit the methods and headers of two routes. */
export interface Meeting {
  /** A method that both take; undefined if both take all. */
  readonly method?: string;
}

const KONG = 'konghq.com/';
/** Annotations that say which requests a route takes, and not what becomes of them. */
const SELECTING = /^(?:plugins|methods|headers\..*|headers-separator|snis|host-aliases|regex-priority|regex-prefix|tags)$/;
const MOST_HEADERS = 255;

/**
 * Whether Kong asks a route before another one that takes the same request: positive if so, negative if after it, zero if it decides by
 * chance (Kong `router/transform.lua`, `get_priority`).
 */
export function precedence(a: IngressRoute, b: IngressRoute): number {
  const first = isRegex(a.path);
  return rank(a) - rank(b) || Number(first) - Number(isRegex(b.path)) || (first ? a.regexPriority - b.regexPriority : a.path.length - b.path.length);
}

/** What counts before the path: the number of kinds of matchers, whether all hosts are plain, the number of headers. */
export function rank(route: IngressRoute): number {
  return (weightOf(route) * 2 + Number(route.plain)) * (MOST_HEADERS + 1) + Math.min(route.headers.length, MOST_HEADERS);
}

/** What requests can fit the methods and headers of both. Preflight requests that both answer alike do not count. */
export function meeting(app: AppView, a: IngressRoute, b: IngressRoute): Meeting | undefined {
  if (!headersMeet(a.headers, b.headers)) {
    return undefined;
  }
  if (!a.methods && !b.methods) {
    return {};
  }
  const shared = (a.methods ?? b.methods)!.filter(method => (b.methods ?? a.methods)!.includes(method));
  const method = shared.find(each => each !== 'OPTIONS') ?? (sameCors(app, a, b) ? undefined : shared[0]);
  return method === undefined ? undefined : { method };
}

/** Whether it makes no difference which of two routes takes a request: one backend, the same plugins and settings. */
export function alike(app: AppView, a: IngressRoute, b: IngressRoute): boolean {
  return a.backend === b.backend && a.ingress.namespace === b.ingress.namespace
    && (a.ingress === b.ingress || (pluginsOf(app, a) === pluginsOf(app, b) && settingsOf(a) === settingsOf(b)));
}

/** The headers of a route, as people read them: `x-a=1`. */
export function headersText({ headers }: IngressRoute): string {
  return headers.map(({ name, values }) => `${name}=${values.join(',')}`).join(' and ');
}

/** One request can have all headers that the two ask for, unless they want different values of one. */
function headersMeet(a: HeaderMatch[], b: HeaderMatch[]): boolean {
  return a.every(({ name, values }) => {
    const other = b.find(each => each.name === name);
    return !other || values.some(value => other.values.includes(value));
  });
}

/** Whether preflight requests get the same answer from both. */
function sameCors(app: AppView, a: IngressRoute, b: IngressRoute): boolean {
  const [one, two] = [a, b].map(({ ingress }) => app.pluginsOn(ingress).find(plugin => plugin.type === 'cors'));
  return one !== undefined && one === two;
}

function pluginsOf(app: AppView, { ingress }: IngressRoute): string {
  return app.pluginsOn(ingress).map(({ namespace, name }) => `${namespace ?? ''}/${name}`).sort().join(' ');
}

function settingsOf({ ingress: { annotations } }: IngressRoute): string {
  const names = Object.keys(annotations).filter(name => name.startsWith(KONG) && !SELECTING.test(name.slice(KONG.length)));
  return names.sort().map(name => `${name}=${annotations[name]}`).join('\n');
}
