/** Sound objects, which the cases break in one place each. `change` lays its fields over those of the object; undefined takes one away. */
type Change = Record<string, any>;

const meta = (name: string, change: Change = {}) => ({ name, namespace: 'refused', ...change });

export function plugin(change: Change = {}, metadata: Change = {}): any {
  return { apiVersion: 'configuration.konghq.com/v1', kind: 'KongPlugin', metadata: meta('plugin', metadata), plugin: 'cors', config: { origins: ['https://a.example.com'] }, ...change };
}

export function clusterPlugin(change: Change = {}): any {
  return {
    apiVersion: 'configuration.konghq.com/v1', kind: 'KongClusterPlugin', metadata: { name: 'plugin', annotations: { 'kubernetes.io/ingress.class': 'kong' } }, plugin: 'cors', ...change,
  };
}

export function consumer(change: Change = {}): any {
  return {
    apiVersion: 'configuration.konghq.com/v1', kind: 'KongConsumer', metadata: meta('consumer', { annotations: { 'kubernetes.io/ingress.class': 'kong' } }), username: 'web', ...change,
  };
}

export function ingress(change: { spec?: Change; rule?: Change; path?: Change; port?: any; metadata?: Change } = {}): any {
  const path = { path: '/v1', pathType: 'Prefix', backend: { service: { name: 'api', port: change.port ?? { number: 80 } } }, ...change.path };
  const rule = { host: 'api.example.com', http: { paths: [path] }, ...change.rule };
  return {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: meta('ingress', change.metadata), spec: { ingressClassName: 'kong', rules: [rule], ...change.spec },
  };
}

export function certificate(spec: Change = {}): any {
  return {
    apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: meta('certificate'),
    spec: { dnsNames: ['api.example.com'], secretName: 'tls', issuerRef: { kind: 'ClusterIssuer', name: 'ca' }, ...spec },
  };
}

export function rules(rule: Change = {}, groups?: any[]): any {
  const one = { name: 'group', rules: [{ alert: 'Alert', expr: 'up == 0', for: '5m', labels: { severity: 'warning' }, ...rule }] };
  return { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: meta('rules'), spec: { groups: groups ?? [one] } };
}

export function podMonitor(endpoint: Change = {}): any {
  return {
    apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: meta('monitor'),
    spec: { selector: { matchLabels: { app: 'kong' } }, podMetricsEndpoints: [{ port: 'status', ...endpoint }] },
  };
}

export function service(spec: Change = {}, metadata: Change = {}): any {
  return { apiVersion: 'v1', kind: 'Service', metadata: meta('service', metadata), spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }], ...spec } };
}

export function networkPolicy(peer: any, ports: any[] = [{ port: 8080, protocol: 'TCP' }]): any {
  return {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta('policy'),
    spec: { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress'], ingress: [{ from: [peer], ports }] },
  };
}

export function configMap(data: any): any {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('config'), data };
}

export function secret(change: Change): any {
  return { apiVersion: 'v1', kind: 'Secret', metadata: meta('secret'), ...change };
}

export function upstreamPolicy(spec: any): any {
  return { apiVersion: 'configuration.konghq.com/v1beta1', kind: 'KongUpstreamPolicy', metadata: meta('upstream'), spec };
}
