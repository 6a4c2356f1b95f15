import { VerdictTarget } from '../../src/effective/verdict/target';

/** How the controller of the recordings was set up. */
export const OPTIONS = { ingressClassName: 'kong', defaultClass: false, namespace: 'default', assumeExisting: false, proxyPorts: [80, 443] };

/** The Kong of the recordings. */
export const OSS: VerdictTarget = { version: '3.9', edition: 'oss', customPlugins: [] };

export const KONG_API = 'configuration.konghq.com/v1';

/** A KongPlugin in the namespace `shop`. */
export function plugin(name: string, type: string, config: Record<string, unknown> = {}, metadata: Record<string, unknown> = {}): any {
  return { apiVersion: KONG_API, kind: 'KongPlugin', metadata: { name, namespace: 'shop', ...metadata }, plugin: type, config };
}

/** A KongClusterPlugin that is global. */
export function globalPlugin(name: string, type: string, config: Record<string, unknown> = {}): any {
  const metadata = { name, labels: { global: 'true' }, annotations: { 'kubernetes.io/ingress.class': 'kong' } };
  return { apiVersion: KONG_API, kind: 'KongClusterPlugin', metadata, plugin: type, config };
}

/** A Service in the namespace `shop`. */
export function service(name: string, annotations: Record<string, string> = {}): any {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop', annotations }, spec: { ports: [{ name: 'http', port: 80 }] } };
}

/** An Ingress in the namespace `shop` with one path to the Service `api`. */
export function ingress(name: string, host: string, path: string, annotations: Record<string, string> = {}, pathType: string = 'Prefix'): any {
  const backend = { service: { name: 'api', port: { number: 80 } } };
  const rule = { ...host && { host }, http: { paths: [{ path, pathType, backend }] } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations },
    spec: { ingressClassName: 'kong', rules: [rule] },
  };
}

/** A KongConsumer in the namespace `shop`. */
export function consumer(username: string, annotations: Record<string, string> = {}, body: Record<string, unknown> = {}): any {
  const metadata = { name: username, namespace: 'shop', annotations: { 'kubernetes.io/ingress.class': 'kong', ...annotations } };
  return { apiVersion: KONG_API, kind: 'KongConsumer', metadata, username, ...body };
}
