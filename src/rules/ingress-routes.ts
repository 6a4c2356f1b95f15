import { AppView } from './app-view';
import { FinalObject, isKongs, list } from './final-object';

/** One path of one host, as the controller gives it to Kong, with all that Kong's router compares. */
export interface IngressRoute {
  readonly ingress: FinalObject;
  /** The host, in lower case; empty is every host. */
  readonly host: string;
  /** The path as Kong compares it: `/v1/`, `~/v1$`. */
  readonly path: string;
  /** The path as it is written. */
  readonly written: string;
  /** Service and port. */
  readonly backend: string;
  readonly service: string;
  /** In capitals; undefined is all of them. */
  readonly methods?: string[];
  /** Header matches in one spelling, one per header, by name. */
  readonly headers: HeaderMatch[];
  readonly snis: string[];
  readonly regexPriority: number;
  /** Whether the Kong route has hosts, and none of them is a wildcard. */
  readonly plain: boolean;
}

/** A header, by the name that Kong compares, and the values of which it must have one, in lower case and sorted. */
export interface HeaderMatch {
  readonly name: string;
  readonly values: string[];
}

const KONG = 'konghq.com/';
const HEADERS = `${KONG}headers.`;
const NONE: string[] = [];
const VIEWS = new WeakMap<AppView, IngressRoute[]>();

/** The routes of all Ingresses that the controller takes, in tree order. Made once. */
export function ingressRoutes(app: AppView): IngressRoute[] {
  let routes = VIEWS.get(app);
  if (!routes) {
    routes = app.ofKind('Ingress').filter(isKongs).flatMap(routesOf);
    VIEWS.set(app, routes);
  }
  return routes;
}

/** How many kinds of matchers a route has: Kong asks those with more first, whatever their paths. */
export function weightOf({ host, methods, headers, snis }: IngressRoute): number {
  return (host ? 1 : 0) + (methods ? 1 : 0) + (headers.length > 0 ? 1 : 0) + (snis.length > 0 ? 1 : 0);
}

export function isRegex(path: string): boolean {
  return path.startsWith('~');
}

/** A route as people name it in texts: `GET api.example.com/v1`. */
export function requestsOf({ methods, host, written }: IngressRoute, method?: string): string {
  const which = method ?? methods?.join(',');
  return `${which ? `${which} ` : ''}${host || '*'}${written}`;
}

function routesOf(ingress: FinalObject): IngressRoute[] {
  const { annotations, manifest } = ingress;
  const marker = annotations[`${KONG}regex-prefix`] || '/~';
  const aliases = items(annotations[`${KONG}host-aliases`]).map(lower);
  const methods = items(annotations[`${KONG}methods`]).map(method => method.toUpperCase());
  const headers = headersOf(annotations);
  const snis = [...items(annotations[`${KONG}snis`])].sort();
  const regexPriority = Number.parseInt(annotations[`${KONG}regex-priority`] ?? '0', 10) || 0;
  const known = methods.length > 0 && methods.every(method => /^[A-Z]+$/.test(method)) ? methods : undefined;
  const routes: IngressRoute[] = [];
  const add = (host: string, plain: boolean, path: string, written: string, backend: any) => {
    const service = String(backend?.service?.name ?? '');
    const { number, name } = backend?.service?.port ?? {};
    routes.push({ ingress, host, path, written, backend: `${service}:${number ?? name ?? ''}`, service, methods: known, headers, snis, regexPriority, plain });
  };
  for (const rule of list(manifest.spec?.rules)) {
    const own = typeof rule?.host === 'string' && rule.host ? [rule.host.toLowerCase()] : [];
    const hosts = own.length + aliases.length > 0 ? [...own, ...aliases] : [''];
    const plain = hosts.every(host => host !== '' && !host.includes('*'));
    for (const entry of list(rule?.http?.paths)) {
      const written = typeof entry?.path === 'string' && entry.path ? entry.path : '/';
      for (const path of kongPaths(written, entry?.pathType, marker)) {
        hosts.forEach(host => add(host, plain, path, written, entry?.backend));
      }
    }
  }
  if (manifest.spec?.defaultBackend) {
    add('', false, '/', '/', manifest.spec.defaultBackend);
  }
  return routes;
}

/** The controller's translation of a path, which escapes nothing. */
function kongPaths(written: string, type: unknown, marker: string): string[] {
  const path = written.replace(/\/{2,}/g, '/');
  const bare = path.replace(/^\/|\/$/g, '');
  const paths = type === 'Prefix' ? (bare === '' ? ['/'] : [`/${bare}/`, `~/${bare}$`])
    : type === 'Exact' ? [`~/${path.replace(/^\//, '')}$`] : [path];
  return paths.map(text => text.startsWith(marker) ? `~${text.slice(marker.length)}` : text);
}

function headersOf(annotations: Record<string, string>): HeaderMatch[] {
  const separator = annotations[`${KONG}headers-separator`] ?? ',';
  const headers: HeaderMatch[] = [];
  for (const key in annotations) {
    if (key.startsWith(HEADERS) && key.length > HEADERS.length && annotations[key] !== '') {
      const values = annotations[key].split(separator).map(value => value.trim().toLowerCase()).sort();
      headers.push({ name: key.slice(HEADERS.length).toLowerCase().replaceAll('_', '-'), values });
    }
  }
  return headers.sort((a, b) => a.name < b.name ? -1 : 1);
}

function items(text: string | undefined): string[] {
  return text === undefined ? NONE : text.split(',').map(item => item.trim()).filter(Boolean);
}

function lower(text: string): string {
  return text.toLowerCase();
}
