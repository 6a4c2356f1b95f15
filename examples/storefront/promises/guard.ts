import { GUARD_ALERTS } from './alerts';
import { equal, fail, one } from './checks';
import { GUARD_PODS } from './connections';
import { checkAlerts } from '../../../test/support/promises/alerts';

const KONG_GROUP = 'configuration.konghq.com';
/** What it keeps: the list for everybody, and the one of the operators' endpoint, which Kong runs in its place. */
const GLOBAL = 'abuse-guard-ip-restriction';
const ADMIN = 'admin-ip-restriction';

/** What the guard may do, by the Role or ClusterRole: patch its lists, and keep its own state. Never create, list or watch. */
const RIGHTS: [kind: string, namespace: string | undefined, name: string, rules: any[]][] = [
  ['ClusterRole', undefined, 'abuse-guard', [{ apiGroups: [KONG_GROUP], resources: ['kongclusterplugins'], resourceNames: [GLOBAL], verbs: ['get', 'patch'] }]],
  ['Role', 'shop', 'abuse-guard-plugins', [{ apiGroups: [KONG_GROUP], resources: ['kongplugins'], resourceNames: [ADMIN], verbs: ['get', 'patch'] }]],
  ['Role', 'kong', 'abuse-guard-state', [
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['abuse-guard-leader'], verbs: ['get', 'update'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['abuse-guard-state'], verbs: ['get', 'patch'] },
  ]],
];

/** What the storefront promises of the service that keeps abusers off: whom it blocks where, by whom it is told, and who is told of it. */
export const GUARD: [name: string, expect: (objects: any[]) => void][] = [
  ['what the guard does', objects => {
    equal('configuration of the guard', JSON.parse(one(objects, 'ConfigMap', 'abuse-guard-config').data['config.json']), {
      listen: { port: 8080, metricsPort: 9090 },
      authentication: { sharedSecretFiles: ['/etc/abuse-guard-secrets/log-secret'] },
      targets: [{ kind: 'KongClusterPlugin', name: GLOBAL }, { kind: 'KongPlugin', namespace: 'shop', name: ADMIN }],
      never: ['198.51.100.0/24'],
      infrastructure: ['10.20.0.0/24'],
      privateRanges: false,
      store: { kind: 'redis', host: 'redis.redis.svc', port: 6379, database: 0, passwordFile: '/etc/abuse-guard-secrets/redis-password' },
      lease: { name: 'abuse-guard-leader', namespace: 'kong' },
      state: { name: 'abuse-guard-state', namespace: 'kong' },
      relay: { url: 'http://log-collector.logging:8080/logs' },
      dryRun: false,
    });
  }],
  ['what the guard may do', objects => {
    for (const [kind, namespace, name, rules] of RIGHTS) {
      equal(`rules of ${kind} ${name}`, one(objects, kind, name).rules, rules);
      const binding = one(objects, `${kind}Binding`, name);
      equal(`what ${kind}Binding ${name} says`, { namespace: binding.metadata.namespace, role: binding.roleRef, subjects: binding.subjects }, {
        namespace, role: { apiGroup: 'rbac.authorization.k8s.io', kind, name }, subjects: [{ kind: 'ServiceAccount', name: 'abuse-guard', namespace: 'kong' }],
      });
    }
    const isPromised = ({ kind, metadata }: any) =>
      RIGHTS.some(([of, namespace, name]) => of === kind && namespace === metadata.namespace && name === metadata.name);
    const others = objects.filter(object => /^(Cluster)?Role$/.test(object.kind) && !isPromised(object));
    fail(others.map(({ kind, metadata }) => `nobody is promised the rights of ${kind} ${metadata.name}`));
  }],
  ['what the guard writes is stated nowhere', objects => {
    // Each apply would take it back.
    for (const [kind, name] of [['Lease', 'abuse-guard-leader'], ['ConfigMap', 'abuse-guard-state']]) {
      const { apiVersion: _, kind: __, metadata: ___, ...content } = one(objects, kind, name);
      equal(`content of ${kind} ${name}`, content, {});
    }
    fail(objects.filter(({ plugin, config }) => plugin === 'ip-restriction' && config.deny).map(({ metadata }) => `${metadata.name} has a deny list of its own`));
  }],
  ['the pods of the guard', objects => {
    const { metadata, spec } = one(objects, 'Deployment', 'abuse-guard');
    const { containers: [container], volumes, serviceAccountName } = spec.template.spec;
    equal('pods of the guard', { namespace: metadata.namespace, replicas: spec.replicas, serviceAccountName, image: container.image, command: container.command }, {
      namespace: 'kong', replicas: 2, serviceAccountName: 'abuse-guard', image: 'node:20-alpine', command: ['node', '/app/abuse-guard.js'],
    });
    one(objects, 'ConfigMap', 'abuse-guard-program');
    equal('volumes of the guard', Object.fromEntries(volumes.map(({ name, ...source }: any) => [name, source])), {
      config: { configMap: { name: 'abuse-guard-config' } },
      program: { configMap: { name: 'abuse-guard-program' } },
      secrets: {
        projected: {
          defaultMode: 0o440,
          sources: [
            { secret: { name: 'abuse-guard-log', items: [{ key: 'authorization', path: 'log-secret' }] } },
            { secret: { name: 'redis-password', items: [{ key: 'json', path: 'redis-password' }] } },
          ],
        },
      },
    });
    equal('service of the guard', one(objects, 'Service', 'abuse-guard').spec, { selector: GUARD_PODS, ports: [{ name: 'http', port: 80, targetPort: 'logs' }] });
    equal('ports of the guard', container.ports, [{ name: 'logs', containerPort: 8080 }, { name: 'metrics', containerPort: 9090 }]);
    equal('budget of the guard', one(objects, 'PodDisruptionBudget', 'abuse-guard').spec, { maxUnavailable: 1, selector: { matchLabels: GUARD_PODS } });
  }],
  ['who watches the guard', objects => {
    const rule = one(objects, 'PrometheusRule', 'abuse-guard');
    checkAlerts(rule, GUARD_ALERTS);
    const monitor = one(objects, 'PodMonitor', 'abuse-guard');
    equal('monitor of the guard', monitor.spec, { selector: { matchLabels: GUARD_PODS }, podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] });
    fail([rule, monitor].filter(({ metadata }) => metadata.labels.release !== 'kube-prometheus-stack').map(({ kind }) => `prometheus does not take the ${kind} of the guard`));
  }],
];
