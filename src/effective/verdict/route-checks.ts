import { Refuse, repeated, VerdictTarget } from './target';
import { normalizePath } from '../routing/normalize-path';
import { pathRegex } from '../routing/path-regex';
import { RouteDraft, ServiceDraft } from '../translate/draft';
import { nameOf } from '../translate/objects';

const HTTP = ['http', 'https'];
const GRPC = ['grpc', 'grpcs'];
const STREAM = ['tcp', 'tls', 'udp'];
const WEBSOCKET = ['ws', 'wss'];

/** What Kong refuses in routes. */
export function checkRoutes(services: readonly ServiceDraft[], target: VerdictTarget, refuse: Refuse): void {
  const routes = services.flatMap(service => service.routes);
  for (const draft of routes) {
    const { route, source } = draft;
    const at = (text: string): void => refuse(`route ${route.name} (${nameOf(source)}) ${text}`);
    checkProtocols(draft, target, at);
    const forbidden = Object.keys(route.headers ?? {}).find(name => name.toLowerCase() === 'host');
    forbidden && at(`matches the header ${forbidden}, which must stand in hosts`);
    ['v0', 'v1'].includes(route.path_handling) || at(`has path handling '${route.path_handling}'; expected v0 or v1`);
    (route.paths ?? []).forEach(path => checkPath(path, at));
    if (!route.paths && !route.hosts && !route.methods && !route.headers && !route.snis) {
      at('matches nothing: it needs hosts, paths, methods, headers or snis');
    }
  }
  for (const [name, same] of repeated(routes, ({ route }) => route.name)) {
    refuse(`route ${name} is declared ${same.length} times, by ${same.map(({ source }) => nameOf(source)).join(', ')}`);
  }
}

function checkProtocols({ route }: RouteDraft, { edition }: VerdictTarget, at: Refuse): void {
  const words = route.protocols ?? [];
  const sets = [HTTP, GRPC, STREAM, ['tls_passthrough'], ...edition === 'enterprise' ? [WEBSOCKET] : []];
  const unknown = words.filter(word => !sets.some(set => set.includes(word)));
  if (unknown.length > 0) {
    at(`has the protocol '${unknown[0]}', which kong does not know`);
  } else if (words.length > 0 && !sets.some(set => words.every(word => set.includes(word)))) {
    at(`mixes the protocols ${words.join(', ')}`);
  } else if (STREAM.includes(words[0]) || words[0] === 'tls_passthrough') {
    (route.paths ?? route.hosts ?? route.methods) && at(`has the protocol ${words[0]}, which has no hosts, paths or methods`);
  }
}

function checkPath(path: string, at: Refuse): void {
  if (path.startsWith('~/')) {
    pathRegex(path).refused && at(`has the path ${path}, which is no expression that its router knows`);
  } else if (!path.startsWith('/')) {
    at(`has the path ${path}; expected one that begins with / or ~/`);
  } else if (/%(?![\dA-Fa-f]{2})/.test(path)) {
    at(`has the path ${path}, whose % is no escape`);
  } else if (normalizePath(path) !== path) {
    at(`has the path ${path}, which is not in the form that it compares: ${normalizePath(path) ?? 'readable text'}`);
  }
}
