import { backendPort, newRoute, newService, portText, ServiceDraft } from './draft';
import { Events } from './events';
import { kongPaths, REGEX_MARKER } from './ingress-paths';
import { asText, keyOf, list, Obj, text } from './objects';
import { takesIngress } from './selection';
import { tagsOf } from './tags';
import { World } from './world';

/** The paths of one Ingress, host and Service with port: they become one route. */
interface Collected {
  readonly first: Obj;
  /** The last Ingress that added a path: two whose names and hosts join to the same text share a route. */
  source: Obj;
  readonly host: string;
  readonly service: string;
  readonly port: ReturnType<typeof backendPort>;
  readonly paths: string[];
}

/** The Kong services of all Ingresses that the controller takes, by name. */
export function translateIngresses(world: World, events: Events): Map<string, ServiceDraft> {
  const ingresses = world.byAge('Ingress').filter(ingress => takesIngress(world, ingress));
  const collected = new Map<string, Collected>();
  ingresses.forEach(ingress => collect(ingress, collected, events));
  const drafts = new Map<string, ServiceDraft>();
  for (const each of collected.values()) {
    addRoute(drafts, each);
  }
  dropRewritten(drafts, events);
  addDefaultBackend(drafts, ingresses);
  return drafts;
}

function collect(ingress: Obj, collected: Map<string, Collected>, events: Events): void {
  const marker = text(ingress.annotations['konghq.com/regex-prefix']) ?? REGEX_MARKER;
  for (const rule of list(ingress.manifest.spec?.rules)) {
    const host = text(rule?.host) ?? '';
    for (const entry of list(rule?.http?.paths)) {
      const service = text(entry?.backend?.service?.name);
      const paths = kongPaths(entry?.path, entry?.pathType, marker);
      if (service === undefined) {
        events.add(`failed to get backend for ingress path "${text(entry?.path) ?? '/'}": ${noService(entry?.backend?.resource)}`, ingress);
        continue;
      }
      const port = backendPort(entry.backend.service.port);
      const key = routeName(ingress, service, host, portText(port));
      const found = collected.get(key);
      if (found) {
        found.paths.push(...paths);
        found.source = ingress;
      } else {
        collected.set(key, { first: ingress, source: ingress, host, service, port, paths });
      }
    }
  }
}

function noService(resource: any): string {
  if (!resource) {
    return 'no Service or Resource specified for Ingress path';
  }
  return resource.kind === 'KongServiceFacade' ? "KongServiceFacade is not enabled, please set the \"KongServiceFacade\" feature gate to 'true' to enable it"
    : `unknown resource type ${text(resource.apiGroup) ? `${resource.apiGroup}/` : ''}${asText(resource.kind)}`;
}

function addRoute(drafts: Map<string, ServiceDraft>, { first, source, host, service, port, paths }: Collected): void {
  const draft = draftOf(drafts, source, service, port, '/');
  const route = ingressRoute(routeName(first, service, host.replaceAll('*', '_'), portText(port)), first);
  if (host) {
    route.hosts = [host];
  }
  route.paths = paths;
  draft.routes.push({ route, source, annotations: source.annotations });
}

/** What every route of an Ingress has besides. */
function ingressRoute(name: string, ingress: Obj) {
  return { ...newRoute(name), regex_priority: 0, request_buffering: true, response_buffering: true, tags: tagsOf(ingress) } as ReturnType<typeof newRoute>;
}

/** The Kong service of a Service and port, which all Ingresses share. */
function draftOf(drafts: Map<string, ServiceDraft>, parent: Obj, name: string, port: ReturnType<typeof backendPort>, path?: string): ServiceDraft {
  const { namespace } = parent;
  const serviceName = `${namespace}.${name}.${portText(port)}`;
  let draft = drafts.get(serviceName);
  if (!draft) {
    const service = { ...newService(serviceName, `${name}.${namespace}.${portText(port)}.svc`), port: 80, ...path && { path } };
    draft = { service, routes: [], backends: [{ namespace, name, port }], parent, services: [] };
    drafts.set(serviceName, draft);
  }
  return draft;
}

/** The rewrite annotation needs a feature gate that is off: the controller drops the Kong service with the routes of everybody. */
function dropRewritten(drafts: Map<string, ServiceDraft>, events: Events): void {
  for (const [name, { routes }] of drafts) {
    const rewritten = routes.find(({ annotations }) => text(annotations['konghq.com/rewrite']));
    if (rewritten) {
      events.add('konghq.com/rewrite annotation not supported when rewrite uris disabled', rewritten.source);
      drafts.delete(name);
    }
  }
}

/** The default backend of the oldest Ingress that has one takes what no route takes. */
function addDefaultBackend(drafts: Map<string, ServiceDraft>, ingresses: Obj[]): void {
  const ingress = ingresses.find(({ manifest }) => text(manifest.spec?.defaultBackend?.service?.name));
  if (ingress) {
    const { name, port } = ingress.manifest.spec.defaultBackend.service;
    const draft = draftOf(drafts, ingress, name, backendPort(port));
    const route = { ...ingressRoute(`${ingress.namespace}.${ingress.name}`, ingress), paths: ['/'] };
    draft.routes.push({ route, source: ingress, annotations: ingress.annotations });
  }
}

function routeName(ingress: Obj, service: string, host: string, port: string): string {
  return `${keyOf(ingress.namespace, ingress.name).replace('/', '.')}.${service}.${host}.${port}`;
}
