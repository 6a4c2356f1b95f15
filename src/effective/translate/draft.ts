import { KongRoute, KongService } from './kong-config';
import { Obj } from './objects';

/** A route with the object that it is made of, whose annotations shape it. */
export interface RouteDraft {
  readonly route: KongRoute;
  readonly source: Obj;
  /** The annotations of the object, with the plugins that filters name. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The port of a backend as it is written: a number or a name. */
export interface BackendPort {
  readonly number?: number;
  readonly name?: string;
}

/** A Service that a Kong service sends requests to. */
export interface BackendDraft {
  readonly namespace: string;
  readonly name: string;
  readonly port: BackendPort;
  /** Its share among several; an Ingress has none. */
  readonly weight?: number;
}

/** A Kong service on the way: what it is made of is resolved step by step. */
export interface ServiceDraft {
  readonly service: KongService;
  readonly routes: RouteDraft[];
  readonly backends: BackendDraft[];
  /** The object that events about the backends are put on; the controller takes any of several, here it is the first. */
  readonly parent: Obj;
  /** The Services that exist, once they are resolved. */
  readonly services: Obj[];
  /** Its Services contradict each other: the upstream is sent, and nothing else. */
  dropped?: boolean;
}

export const TIMEOUT = 60000;

/** What every Kong service has, whatever it is made of. */
export function newService(name: string, host: string): KongService {
  return { name, host, protocol: 'http', connect_timeout: TIMEOUT, read_timeout: TIMEOUT, write_timeout: TIMEOUT, retries: 5, routes: [] };
}

/** What every route has, whatever it is made of. */
export function newRoute(name: string): KongRoute {
  return { name, strip_path: false, preserve_host: true, https_redirect_status_code: 426, path_handling: 'v0' };
}

/** The text of a port in names: as it is written. */
export function portText({ number, name }: BackendPort): string {
  return number !== undefined ? String(number) : name ?? '';
}

/** The port of an Ingress backend: a number that is set counts before a name. */
export function backendPort(port: any): BackendPort {
  return typeof port?.number === 'number' && port.number !== 0 ? { number: port.number } : { name: typeof port?.name === 'string' ? port.name : '' };
}
