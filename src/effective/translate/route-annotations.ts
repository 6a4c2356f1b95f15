import { RouteDraft } from './draft';
import { integer, items, parseBool, PROTOCOLS, trueOrFalse } from './go-values';
import { KongRoute } from './kong-config';

const KONG = 'konghq.com/';
const FORCE_SSL = 'ingress.kubernetes.io/force-ssl-redirect';
const HEADERS = `${KONG}headers.`;
const REDIRECT_CODES = [301, 302, 307, 308, 426];
const LABELS = '[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*(?:\\.[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*)*';
const SNI = new RegExp(`^${LABELS}$`);
const HOST = new RegExp(`^(?:\\*\\.)?${LABELS}(?:\\.\\*)?$`);

/** Applies the annotations of an Ingress or HTTPRoute to a route. An invalid value is ignored without an event, and the default stays. */
export function applyRouteAnnotations({ route, source, annotations }: RouteDraft): void {
  const value = (name: string): string | undefined => annotations[KONG + name];
  route.strip_path = trueOrFalse(value('strip-path')) ?? route.strip_path;
  redirect(route, annotations);
  route.preserve_host = trueOrFalse(value('preserve-host')) ?? route.preserve_host;
  assign(route, 'request_buffering', parseBool(value('request-buffering')));
  assign(route, 'response_buffering', parseBool(value('response-buffering')));
  overrideProtocols(route, items(value('protocols')), source.kind === 'Ingress');
  assign(route, 'regex_priority', integer(value('regex-priority')));
  assign(route, 'methods', allOf(items(value('methods')).map(method => method.toUpperCase()), /^[A-Z]+$/));
  assign(route, 'snis', allOf(items(value('snis')), SNI));
  const aliases = allOf(items(value('host-aliases')), HOST);
  assign(route, 'hosts', aliases && [...new Set([...route.hosts ?? [], ...aliases])]);
  assign(route, 'headers', headersOf(annotations));
  const handling = value('path-handling');
  if (handling !== undefined && /v\d/.test(handling)) {
    // Not anchored: `v9` passes, and Kong refuses it.
    route.path_handling = handling;
  }
  normalizeProtocols(route);
}

function assign<K extends keyof KongRoute>(route: KongRoute, field: K, value: KongRoute[K] | undefined): void {
  if (value !== undefined) {
    route[field] = value;
  }
}

function redirect(route: KongRoute, annotations: Readonly<Record<string, string>>): void {
  if (annotations[FORCE_SSL] === 'true') {
    const words = route.protocols ?? [];
    const secure = [...words.some(word => word.includes('grpc')) ? ['grpcs'] : [], ...words.some(word => word.includes('http')) ? ['https'] : []];
    route.https_redirect_status_code = 302;
    route.protocols = secure.length > 0 ? secure : ['https'];
  }
  const code = integer(annotations[`${KONG}https-redirect-status-code`]);
  if (code !== undefined && REDIRECT_CODES.includes(code)) {
    route.https_redirect_status_code = code;
  }
}

/** On an Ingress one invalid word sends all of them as they are, in the order of the alphabet, and Kong refuses them. */
function overrideProtocols(route: KongRoute, words: string[], ingress: boolean): void {
  const valid = words.every(word => PROTOCOLS.includes(word));
  if (words.length > 0 && (valid || ingress)) {
    route.protocols = valid ? words : [...words].sort();
  }
}

/** grpc and http do not go together, and grpc knows no strip_path. */
function normalizeProtocols(route: KongRoute): void {
  const words = route.protocols ?? [];
  if (words.some(word => word.includes('grpc'))) {
    if (words.some(word => word.includes('http') || !PROTOCOLS.includes(word))) {
      route.protocols = ['http', 'https'];
    }
    delete route.strip_path;
  }
}

/** All items, or none if one of them is invalid. */
function allOf(words: string[], valid: RegExp): string[] | undefined {
  return words.length > 0 && words.every(word => valid.test(word)) ? words : undefined;
}

function headersOf(annotations: Readonly<Record<string, string>>): Record<string, string[]> | undefined {
  const separator = annotations[`${KONG}headers-separator`] || ',';
  const headers: Record<string, string[]> = {};
  for (const name of Object.keys(annotations)) {
    if (name.startsWith(HEADERS) && name.length > HEADERS.length && annotations[name] !== '') {
      headers[name.slice(HEADERS.length)] = items(annotations[name], separator);
    }
  }
  return Object.keys(headers).length > 0 ? headers : undefined;
}
