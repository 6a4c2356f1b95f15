/** What an abuse guard is called in labels, and as the owner of the deny lists in Kubernetes' managed fields. */
export const GUARD_NAME = 'gatewarden-abuse-guard';
/** The label by which the objects of a guard are known, whoever has written them. */
export const GUARD_LABEL = 'app.kubernetes.io/name';
/** What an object of a guard is for: `config` is the ConfigMap that says what it maintains, `log` the Service that entries go to. */
export const GUARD_COMPONENT = 'app.kubernetes.io/component';
/** The entry of the ConfigMap. */
export const CONFIG_KEY = 'config.json';

/** Where the pods take log entries. */
export const LOG_PORT = 8080;
/** Where the pods serve metrics and health. */
export const METRICS_PORT = 9090;
/** What the Service is reached at, so that its URL needs no port; the second with TLS. */
export const SERVICE_PORT = 80;
export const SERVICE_TLS_PORT = 443;

/** Where the program takes entries. */
export const LOG_PATH = '/logs';

/** What log entries are sent to. */
export function endpointOf(name: string, namespace: string, tls: boolean): string {
  return `http${tls ? 's' : ''}://${name}.${namespace}.svc${LOG_PATH}`;
}

/** What an import tells of a guard that another app makes. */
export interface ImportedGuard {
  /** The Service that leads to it. */
  readonly name: string;
  readonly namespace: string;
  /** Whether it takes entries over TLS. */
  readonly tls: boolean;
  /** The plugin objects of this app whose deny list it maintains. */
  readonly targets: { readonly name: string; readonly namespace: string }[];
}
