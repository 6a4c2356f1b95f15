const PREFIX = 'konghq.com/';

/** What the controller reads on an Ingress, HTTPRoute or GRPCRoute; beside these, `headers.<Name>`. */
const ROUTE = ['plugins', 'protocols', 'strip-path', 'preserve-host', 'https-redirect-status-code', 'methods', 'headers-separator', 'snis', 'host-aliases',
  'regex-priority', 'regex-prefix', 'path-handling', 'request-buffering', 'response-buffering', 'rewrite', 'override', 'tags'];
const SERVICE = ['plugins', 'protocol', 'path', 'host-header', 'client-cert', 'connect-timeout', 'read-timeout', 'write-timeout', 'retries', 'tls-verify',
  'tls-verify-depth', 'ca-certificates-secrets', 'ca-certificates-configmaps', 'upstream-policy', 'override', 'tags'];
const CONSUMER = ['plugins', 'tags'];

/** The `konghq.com/` annotations that the controller reads, by kind (Kong Ingress Controller, `internal/annotations`). */
export const KNOWN_ANNOTATIONS: Record<string, string[]> = {
  Ingress: ROUTE,
  HTTPRoute: ROUTE,
  GRPCRoute: ROUTE,
  Service: SERVICE,
  KongConsumer: CONSUMER,
  KongConsumerGroup: CONSUMER,
  KongPlugin: ['tags'],
  KongClusterPlugin: ['tags'],
};

/** The annotation's name behind `konghq.com/`; undefined for another one. */
export function kongAnnotation(key: string): string | undefined {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
}

/** Whether the controller reads an annotation on a kind. */
export function isRead(kind: string, name: string): boolean {
  return KNOWN_ANNOTATIONS[kind].includes(name) || (KNOWN_ANNOTATIONS[kind] === ROUTE && /^headers\../.test(name));
}
