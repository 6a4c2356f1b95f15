import { BackendDraft, newRoute, newService, RouteDraft, ServiceDraft } from './draft';
import { Events } from './events';
import { attach, Attached } from './gateways';
import { milliseconds } from './go-values';
import { nested, translateFilters } from './httproute-filters';
import { KongRoute } from './kong-config';
import { asText, byText, list, map, Obj, push, text } from './objects';
import { permits, PLUGINS_ANNOTATION } from './plugin-references';
import { tagsOf } from './tags';
import { World } from './world';

/** A rule with its place in the HTTPRoute. */
interface Rule {
  readonly rule: any;
  readonly index: number;
}

/** A match with its rule and place. */
interface Match {
  readonly match: any;
  readonly rule: number;
  readonly index: number;
}

/** What the API server writes where a rule has no matches, or a match no path. */
const EVERY_PATH = { type: 'PathPrefix', value: '/' };

/** The Kong services of all HTTPRoutes that a listener takes. */
export function translateHttpRoutes(world: World, events: Events): ServiceDraft[] {
  const drafts: ServiceDraft[] = [];
  for (const route of world.byAge('HTTPRoute')) {
    const attached = attach(world, route);
    const rules: Rule[] = list(route.manifest.spec?.rules).map((rule, index) => ({ rule, index }));
    if (!attached || rules.length === 0) {
      continue;
    }
    if (rules.some(({ rule }) => list(rule?.matches).some(match => list(match?.queryParams).length > 0))) {
      events.add("HTTPRoute can't be routed: query param matches are not yet supported", route);
      continue;
    }
    for (const same of groups(rules, ({ rule }) => sortedJson(rule?.backendRefs))) {
      drafts.push(serviceOf(world, route, attached, same));
    }
  }
  return drafts;
}

/** Rules with equal backends share a Kong service, which is named after the first of them. */
function serviceOf(world: World, source: Obj, attached: Attached, rules: Rule[]): ServiceDraft {
  const name = `httproute.${source.namespace}.${source.name}.${rules[0].index}`;
  const service = newService(name, name);
  const references = list(rules[0].rule?.backendRefs);
  const backends = references.map(reference => backendOf(world, source, reference)).filter(backend => backend !== undefined);
  if (references.length > 0 && backends.length === 0) {
    service.plugins = [nested('request-termination', { status_code: 500, message: 'no existing backendRef provided' })];
  }
  for (const { rule } of rules) {
    const timeout = milliseconds(rule?.timeouts?.backendRequest);
    if (timeout !== undefined) {
      service.connect_timeout = service.read_timeout = service.write_timeout = timeout;
    }
  }
  const routes = groups(rules, ({ rule }) => sortedJson(rule?.filters)).flatMap(same => routesOf(source, attached, same));
  return { service, routes, backends, parent: source, services: [] };
}

/** A backend that exists and may be referred to. The others are left out, which only the status tells. */
function backendOf(world: World, source: Obj, reference: any): BackendDraft | undefined {
  const namespace = text(reference?.namespace) ?? source.namespace;
  const name = text(reference?.name);
  if (!name || (reference.kind ?? 'Service') !== 'Service' || (reference.group ?? '') !== '' || typeof reference.port !== 'number') {
    return undefined;
  }
  const granted = namespace === source.namespace || world.ofKind('ReferenceGrant').some(grant => grant.namespace === namespace
    && permits({ from: list(grant.manifest.spec?.from), to: list(grant.manifest.spec?.to) }, source, { group: '', kind: 'Service', name }));
  const weight = typeof reference.weight === 'number' ? reference.weight : 1;
  return granted && world.find('Service', namespace, name) ? { namespace, name, port: { number: reference.port }, weight } : undefined;
}

/** The routes of rules with equal backends and filters: one for each method and set of headers, with the paths of all its matches. */
function routesOf(source: Obj, attached: Attached, rules: Rule[]): RouteDraft[] {
  const matches: Match[] = rules.flatMap(({ rule, index: number }) => {
    const own = Array.isArray(rule?.matches) ? rule.matches as any[] : [{}];
    return own.map((match, index) => ({ match: map(match), rule: number, index }));
  });
  const filters = list(rules[0].rule?.filters);
  const found = groups(matches, ({ match }) => matchKey(match)).map(same => routeOf(source, attached, filters, same));
  const bare = rules.filter(({ rule }) => Array.isArray(rule?.matches) && rule.matches.length === 0);
  return [...found, ...bare.map(({ index }) => routeOf(source, attached, filters, [{ match: undefined, rule: index, index: 0 }]))];
}

function routeOf(source: Obj, attached: Attached, filters: any[], matches: Match[]): RouteDraft {
  const [first] = matches;
  const tags = tagsOf(source);
  const route: KongRoute = { ...newRoute(`httproute.${source.namespace}.${source.name}.${first.rule}.${first.index}`), protocols: attached.protocols, tags };
  const filtered = translateFilters(filters, text(first.match?.path?.value) ?? '/', tags);
  if (attached.hostnames.length > 0) {
    route.hosts = attached.hostnames;
  }
  if (first.match) {
    route.paths = filtered.paths ?? matches.flatMap(({ match }) => pathsOf(match.path));
  }
  if (text(first.match?.method)) {
    route.methods = [first.match.method];
  }
  const headers = headersOf(first.match);
  if (headers) {
    route.headers = headers;
  }
  if (filtered.plugins.length > 0) {
    route.plugins = filtered.plugins;
  }
  return { route, source, annotations: withExtensions(source.annotations, filtered.extensions) };
}

function pathsOf(path: any): string[] {
  const { type = EVERY_PATH.type } = map(path);
  const value = text(map(path).value) ?? EVERY_PATH.value;
  if (type === 'PathPrefix') {
    return [`~${value}$`, value.endsWith('/') ? value : `${value}/`];
  }
  return type === 'Exact' ? [`~${value}$`] : [`~${value}`];
}

function headersOf(match: any): Record<string, string[]> | undefined {
  const headers: Record<string, string[]> = {};
  for (const header of list(match?.headers)) {
    headers[asText(header?.name)] ??= [`${header?.type === 'RegularExpression' ? '~*' : ''}${asText(header?.value)}`];
  }
  return Object.keys(headers).length > 0 ? headers : undefined;
}

/** The annotations with the plugins that filters name at the end of the list. */
function withExtensions(annotations: Readonly<Record<string, string>>, extensions: string[]): Readonly<Record<string, string>> {
  if (extensions.length === 0) {
    return annotations;
  }
  const own = annotations[PLUGINS_ANNOTATION];
  return { ...annotations, [PLUGINS_ANNOTATION]: [...own === undefined ? [] : [own], ...extensions].join(',') };
}

/** Matches with equal keys become one route; the first of two headers with one name counts. */
function matchKey(match: any): string {
  const headers = new Map<string, unknown>();
  for (const header of list(match?.headers)) {
    const name = asText(header?.name).toLowerCase();
    headers.has(name) || headers.set(name, [header?.type ?? 'Exact', header?.value]);
  }
  return JSON.stringify([match?.method ?? null, [...headers].sort(([a], [b]) => byText(a, b))]);
}

/** Groups in the order of their first members. */
function groups<T>(values: T[], key: (value: T) => string): T[][] {
  const found = new Map<string, T[]>();
  values.forEach(value => push(found, key(value), value));
  return [...found.values()];
}

function sortedJson(values: unknown): string {
  return list(values).map(value => JSON.stringify(value) ?? '').sort().join(';');
}
