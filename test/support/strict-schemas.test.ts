import * as fs from 'node:fs';
import * as path from 'node:path';
import { expectStrict, strictViolations } from './strict-schemas';

type Manifest = { [field: string]: any };

const CLUSTER_SCOPED = ['Namespace', 'IngressClass', 'ClusterRole', 'ClusterRoleBinding', 'KongClusterPlugin', 'ClusterIssuer'];

/** The least that a server takes of each kind. */
const MINIMAL: Manifest[] = [
  of('v1', 'ConfigMap', { data: { 'nginx.conf': 'x' } }),
  of('v1', 'Secret', { type: 'Opaque', stringData: { key: 'value' } }),
  of('v1', 'Service', { spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'http' }] } }),
  of('v1', 'ServiceAccount', {}),
  of('v1', 'Namespace', {}),
  of('coordination.k8s.io/v1', 'Lease', { spec: { holderIdentity: 'guard', leaseDurationSeconds: 15 } }),
  of('networking.k8s.io/v1', 'Ingress', {
    spec: {
      ingressClassName: 'kong',
      rules: [{
        host: 'api.example.com',
        http: { paths: [{ path: '/v1', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }] },
      }],
    },
  }),
  of('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: { matchLabels: { app: 'api' } }, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 8080 }] }] },
  }),
  of('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'ingress-controllers.konghq.com/kong' } }),
  of('apps/v1', 'Deployment', {
    spec: {
      selector: { matchLabels: { app: 'guard' } },
      template: {
        metadata: { labels: { app: 'guard' } },
        spec: {
          containers: [{
            name: 'guard',
            image: 'node:20',
            resources: { limits: { cpu: 1, memory: '64Mi' } },
            readinessProbe: { httpGet: { path: '/', port: 8080 } },
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  }),
  of('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: '50%', selector: { matchLabels: { app: 'guard' } } } }),
  of('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }] }),
  of('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'guard' },
    subjects: [{ kind: 'ServiceAccount', name: 'guard', namespace: 'kong' }],
  }),
  of('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }),
  of('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'guard' },
    subjects: [{ kind: 'Group', name: 'ops', apiGroup: 'rbac.authorization.k8s.io' }],
  }),
  of('configuration.konghq.com/v1', 'KongPlugin', { plugin: 'rate-limiting', config: { minute: 5, limit: { any: ['thing'] } } }),
  of('configuration.konghq.com/v1', 'KongClusterPlugin', { plugin: 'prometheus' }),
  of('configuration.konghq.com/v1', 'KongConsumer', { username: 'alice', credentials: ['alice-key'] }),
  of('configuration.konghq.com/v1beta1', 'KongConsumerGroup', {}),
  of('configuration.konghq.com/v1beta1', 'KongUpstreamPolicy', { spec: { algorithm: 'consistent-hashing', hashOn: { header: 'x-user' } } }),
  of('cert-manager.io/v1', 'Certificate', {
    spec: { secretName: 'api-tls', dnsNames: ['api.example.com'], issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' } },
  }),
  of('cert-manager.io/v1', 'Issuer', { spec: { selfSigned: {} } }),
  of('cert-manager.io/v1', 'ClusterIssuer', { spec: { ca: { secretName: 'ca' } } }),
  of('monitoring.coreos.com/v1', 'PrometheusRule', { spec: { groups: [{ name: 'g', rules: [{ alert: 'Down', expr: 'up == 0', for: '5m' }] }] } }),
  of('monitoring.coreos.com/v1', 'ServiceMonitor', { spec: { selector: { matchLabels: { app: 'kong' } }, endpoints: [{ port: 'status' }] } }),
  of('monitoring.coreos.com/v1', 'PodMonitor', { spec: { selector: {}, podMetricsEndpoints: [{ port: 'status' }] } }),
  of('gateway.networking.k8s.io/v1', 'HTTPRoute', {
    spec: { parentRefs: [{ name: 'kong' }], rules: [{ backendRefs: [{ name: 'api', port: 80 }] }] },
  }),
  of('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', {
    spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'a' }], to: [{ group: '', kind: 'Service' }] },
  }),
];

function of(apiVersion: string, kind: string, fields: Manifest): Manifest {
  return { apiVersion, kind, metadata: { name: 'it', ...(CLUSTER_SCOPED.includes(kind) ? {} : { namespace: 'kong' }) }, ...fields };
}

/** The minimal object of this kind, changed at this path. */
function changed(kind: string, at: string, value: unknown): Manifest {
  const manifest = structuredClone(MINIMAL.find((m) => m.kind === kind)!);
  const steps = at.split('/');
  const last = steps.pop()!;
  const target = steps.reduce<any>((inner, step) => (inner[step] ??= {}), manifest);
  if (value === undefined) {
    delete target[last];
  } else {
    target[last] = value;
  }
  return manifest;
}

describe('strictViolations', () => {
  test('there is a minimal object for every schema', () => {
    const schemas = path.join(__dirname, '..', 'schemas');
    const files = fs.readdirSync(schemas, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    const names = MINIMAL.map((m) => {
      const [version, group = 'core'] = m.apiVersion.split('/').reverse();
      return path.join(group, `${m.kind.toLowerCase()}.${version}.json`);
    });
    expect(names.sort()).toEqual(files.sort());
    for (const file of files) {
      const text = fs.readFileSync(path.join(schemas, file), 'utf8');
      expect(text).toMatch(/"\$comment": "Made by scripts\/strict-schemas\.ts from .* v[0-9.]+ \((Apache-2\.0|MIT)\)"/);
      expect(text).not.toMatch(/"description": "/);
    }
  });

  describe.each(MINIMAL.map((m) => [m.kind, m] as const))('of a %s', (kind, minimal) => {
    test('finds nothing in a sound one', () => {
      expect(strictViolations(minimal)).toEqual([]);
    });

    test('fails for an unknown field at the top and in the metadata', () => {
      const at = `${kind} ${minimal.metadata.namespace ? 'kong/' : ''}it`;
      expect(strictViolations({ ...minimal, plugn: 1 })).toEqual([`${at}: / has the unknown field "plugn"`]);
      expect(strictViolations(changed(kind, 'metadata/lables', {}))).toEqual([`${at}: /metadata has the unknown field "lables"`]);
    });

    test('fails for a status, which no manifest sets', () => {
      expect(strictViolations({ ...minimal, status: {} })).toHaveLength(1);
    });

    test('fails for metadata of the wrong type', () => {
      expect(strictViolations(changed(kind, 'metadata/labels', { tier: 5 }))).toEqual([expect.stringContaining('/metadata/labels/tier must be string, got 5')]);
      expect(strictViolations(changed(kind, 'metadata/annotations', { a: true }))).toEqual([expect.stringContaining('must be string, got true')]);
      expect(strictViolations(changed(kind, 'metadata/labels', { tier: 'no spaces' }))).toEqual([expect.stringContaining('must be a label value')]);
      expect(strictViolations(changed(kind, 'metadata/labels', { 'a/b/c': 'x' }))).toEqual([expect.stringContaining('has the bad key "a/b/c"')]);
    });

    test('fails without a name, with a bad one, and with one too long', () => {
      expect(strictViolations(changed(kind, 'metadata', {}))).toEqual([expect.stringContaining('/metadata must have a name')]);
      expect(strictViolations(changed(kind, 'metadata/name', 'no/slash'))).toHaveLength(1);
      expect(strictViolations(changed(kind, 'metadata/name', 5))).not.toEqual([]);
    });

    test('fails without apiVersion, kind or metadata', () => {
      for (const field of ['apiVersion', 'kind', 'metadata']) {
        expect(strictViolations(changed(kind, field, undefined))).toHaveLength(1);
      }
    });
  });

  test.each(CLUSTER_SCOPED)('fails for a %s with a namespace', (kind) => {
    expect(strictViolations(changed(kind, 'metadata/namespace', 'kong'))).toEqual([`${kind} kong/it: /metadata has the unknown field "namespace"`]);
  });

  test('fails for a kind without a schema, and for what is no object', () => {
    expect(strictViolations({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'it' } }))
      .toEqual(['Job it: no strict schema for apiVersion "batch/v1", kind "Job"']);
    expect(strictViolations({ apiVersion: 'v1beta1', kind: 'ConfigMap', metadata: { name: 'it' } })).toHaveLength(1);
    expect(strictViolations({ apiVersion: 'v1', kind: 'configmap', metadata: { name: 'it' } })).toEqual([expect.stringContaining('must be "ConfigMap"')]);
    expect(strictViolations({ apiVersion: '../v1', kind: 'x' })).toHaveLength(1);
    expect(strictViolations(undefined)).toHaveLength(1);
    expect(strictViolations(null)).toHaveLength(1);
  });

  test('judges what is written, without what is undefined', () => {
    expect(strictViolations({ ...changed('ConfigMap', 'data/a', 'b'), binaryData: undefined })).toEqual([]);
    expect(strictViolations(changed('KongPlugin', 'disabled', null))).toEqual([expect.stringContaining('must be boolean, got null')]);
  });

  // Each is one change of a sound object, and a piece of what is said of it.
  test.each<[string, string, unknown, string]>([
    ['KongPlugin', 'plugin', undefined, '/ lacks "plugin"'],
    ['KongPlugin', 'configFrom', { secretKeyRef: { name: 's', key: 'k' } }, '/ Using both config and configFrom fields is not allowed.'],
    ['KongPlugin', 'config', 'text', '/config must be object, got "text"'],
    ['KongPlugin', 'protocols', ['ftp'], '/protocols/0 must be one of "http", "https"'],
    ['KongPlugin', 'spec', {}, 'has the unknown field "spec"'],
    ['KongPlugin', 'configPatches', [{ path: '/a', valueFrom: { secretKeyRef: { name: 's' } } }], '/configPatches/0/valueFrom/secretKeyRef lacks "key"'],
    ['KongPlugin', 'configPatches', [{ path: '/a', valueFrom: { secretKeyRef: { name: 's', key: 'k', namespace: 'n' } } }], 'unknown field "namespace"'],
    ['KongPlugin', 'ordering', { before: { access: 'key-auth' } }, '/ordering/before/access must be array'],
    ['KongClusterPlugin', 'configFrom', { secretKeyRef: { name: 's', key: 'k' } }, '/configFrom/secretKeyRef lacks "namespace"'],
    ['KongConsumer', 'username', undefined, '/ Need to provide either username or custom_id'],
    ['KongConsumer', 'credentials', ['a', 'a'], 'NOT have duplicate items'],
    ['KongConsumer', 'spec', { controlPlaneRef: { type: 'kic', konnectID: '00000000-0000-0000-0000-000000000000' } }, 'when type is kic, konnectID must not be set'],
    ['KongConsumer', 'spec', { tags: [''] }, 'tags entries must not be longer than 128 characters'],
    ['KongConsumerGroup', 'spec', { controlPlaneRef: { type: 'konnectID', konnectID: '00000000-0000-0000-0000-000000000000' } }, "'konnectID' type is not supported"],
    ['KongUpstreamPolicy', 'spec/hashOn/cookie', 'c', 'Only one of spec.hashOn.'],
    ['KongUpstreamPolicy', 'spec/algorithm', 'round-robin', 'spec.algorithm must be set to either'],
    ['KongUpstreamPolicy', 'spec/hashOn', { cookie: 'c' }, 'spec.hashOn.cookiePath is required'],
    ['KongUpstreamPolicy', 'spec/healthchecks', { passive: { healthy: { interval: 5 } } }, 'spec.healthchecks.passive.healthy.interval must not be set.'],
    ['KongUpstreamPolicy', 'spec/slots', 5, '/spec/slots must be >= 10'],

    ['Ingress', 'spec/rules/0/host', 'API.example.com', '/spec/rules/0/host must be a lower-case DNS name'],
    ['Ingress', 'spec/rules/0/host', '10.0.0.1', 'no IP address'],
    ['Ingress', 'spec/tls', [{ hosts: ['*'] }], '/spec/tls/0/hosts/0 must be a lower-case DNS name'],
    ['Ingress', 'spec/rules/0/http/paths/0/pathType', undefined, '/spec/rules/0/http/paths/0 lacks "pathType"'],
    ['Ingress', 'spec/rules/0/http/paths/0/pathType', 'prefix', 'must be one of "Exact", "Prefix"'],
    ['Ingress', 'spec/rules/0/http/paths/0/path', 'v1', 'must begin with "/"'],
    ['Ingress', 'spec/rules/0/http/paths/0/path', '/a//b', 'an Exact or Prefix path is required and holds no'],
    ['Ingress', 'spec/rules/0/http/paths/0/backend/service/port/name', 'http', 'must have exactly one of name, number'],
    ['Ingress', 'spec/rules/0/http/paths/0/backend/service/port/number', '80', 'must be integer, got "80"'],
    ['Ingress', 'spec/rules/0/http/paths/0/backend', { serviceName: 'api', servicePort: 80 }, 'has the unknown field "serviceName"'],
    ['Ingress', 'spec/rules/0/http/paths', [], 'fewer than 1 items'],
    ['Ingress', 'spec/rules', undefined, 'must have rules or a defaultBackend'],
    ['Ingress', 'spec', undefined, '/ lacks "spec"'],
    ['Ingress', 'metadata/annotations', { 'kubernetes.io/ingress.class': 'kong' }, 'must not both be set'],
    ['NetworkPolicy', 'spec/ingress/0/from/0/podSelector', {}, 'must not have ipBlock beside a selector'],
    ['NetworkPolicy', 'spec/ingress/0/from/0/ipBlock/cidr', '10.0.0.0', 'must match format "cidr"'],
    ['NetworkPolicy', 'spec/ingress/0/ports/0', { port: 'http', endPort: 90 }, 'endPort needs a port that is a number'],
    ['NetworkPolicy', 'spec/ingress/0/ports/0/port', 70000, 'must be a port from 1 to 65535 or a port name'],
    ['NetworkPolicy', 'spec/podSelector/matchLabels/app', 5, '/spec/podSelector/matchLabels/app must be string'],

    ['Service', 'spec/ports', [{ name: 'a', port: 80 }, { name: 'a', port: 81 }], '/spec/ports has name "a" twice: items 0 and 1'],
    ['Service', 'spec/ports', [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'TCP' }], 'has port 80, protocol "TCP" twice'],
    ['Service', 'spec/ports', [{ name: 'a', port: 80 }, { port: 81 }], 'each of several ports must have a name'],
    ['Service', 'spec/ports', [], 'spec.ports is required'],
    ['Service', 'spec/externalTrafficPolicy', 'Local', 'may only be set when spec.type is NodePort or LoadBalancer'],
    ['Service', 'metadata/name', '9lives', 'begins with a letter'],
    ['ConfigMap', 'data', { a: 5 }, '/data/a must be string, got 5'],
    ['ConfigMap', 'data', { 'a b': 'x' }, '/data has the bad key "a b"'],
    ['Secret', 'data', { a: 'not base64' }, '/data/a must match pattern'],
    ['Secret', 'type', 'kubernetes.io/tls', 'must have tls.crt and tls.key'],
    ['Deployment', 'spec/template/metadata/labels', { app: 'other' }, '/spec selects pods by app=guard, which the pod template does not carry'],
    ['Deployment', 'spec/template/spec/volumes', [], 'mounts the volume "tmp", which is not there'],
    ['Deployment', 'spec/template/spec/containers/0/image', undefined, '/spec/template/spec/containers/0 lacks "image"'],
    ['Deployment', 'spec/template/spec/containers/0/env', [{ name: 'A', value: 5 }], 'env/0/value must be string, got 5'],
    ['Deployment', 'spec/template/spec/containers/0/env', [{ name: 'A', value: '5' }, { name: 'A', value: '6' }], 'env has name "A" twice'],
    ['Deployment', 'spec/template/spec/containers/0/resources/limits/cpu', '1 core', 'must be a quantity'],
    ['Deployment', 'spec/template/spec/containers/0/readinessProbe/httpget', {}, 'has the unknown field "httpget"'],
    ['Deployment', 'spec/template/spec/restartPolicy', 'Never', 'must be "Always"'],
    ['Deployment', 'spec/replicas', 1.5, 'must be integer'],
    ['Deployment', 'spec/replicas', 3e9, 'must be <= 2147483647'],
    ['PodDisruptionBudget', 'spec/maxUnavailable', 1, 'must not have both minAvailable and maxUnavailable'],
    ['Role', 'rules/0/resources', undefined, '/rules/0 must have apiGroups and resources'],
    ['Role', 'rules/0/nonResourceURLs', ['/'], 'a Role must not name nonResourceURLs'],
    ['RoleBinding', 'subjects/0/namespace', undefined, 'a ServiceAccount needs its namespace'],
    ['ClusterRoleBinding', 'roleRef/kind', 'Role', 'must be one of "ClusterRole"'],

    ['Certificate', 'spec/dnsNames', undefined, '/spec must have one of commonName'],
    ['Certificate', 'spec/secretName', undefined, '/spec lacks "secretName"'],
    ['Certificate', 'spec/privateKey', { size: 1024.5 }, 'must be integer'],
    ['Issuer', 'spec/ca', { secretName: 'ca' }, 'must have exactly one of acme, ca, vault, selfSigned, venafi'],
    ['PrometheusRule', 'spec/groups', [{ name: 'g' }, { name: 'g' }], '/spec/groups has name "g" twice'],
    ['PrometheusRule', 'spec/groups/0/rules/0/for', '5 minutes', 'must match pattern'],
    ['PrometheusRule', 'spec/groups/0/rules/0/record', 'a:b', 'must have exactly one of record, alert'],
    ['PrometheusRule', 'spec/groups/0/rules/0/severity', 'page', 'has the unknown field "severity"'],
    ['ServiceMonitor', 'spec/endpoints/0/intervall', '5s', 'has the unknown field "intervall"'],
    ['ServiceMonitor', 'spec/selector', undefined, '/spec lacks "selector"'],
    ['PodMonitor', 'spec/podMetricsEndpoints/0/port', 8100, 'must be string, got 8100'],
    ['HTTPRoute', 'spec/rules/0/backendRefs/0/weight', 'x', 'must be integer'],
    ['ReferenceGrant', 'spec/to', undefined, '/spec lacks "to"'],
  ])('fails for a %s with %s = %j', (kind, at, value, said) => {
    expect(strictViolations(changed(kind, at, value))).toContainEqual(expect.stringContaining(said));
  });

  test('a rule that failed is told once', () => {
    expect(strictViolations(changed('KongConsumer', 'username', undefined)))
      .toEqual(['KongConsumer kong/it: / Need to provide either username or custom_id']);
    expect(strictViolations(changed('NetworkPolicy', 'spec/ingress/0/ports/0/port', 70000)))
      .toEqual(['NetworkPolicy kong/it: /spec/ingress/0/ports/0/port must be a port from 1 to 65535 or a port name, got 70000']);
  });

  test('an unknown field inside of a plugin config is not its business', () => {
    expect(strictViolations(changed('KongPlugin', 'config', { nonsense: { deep: [1, null] } }))).toEqual([]);
  });
});

describe('expectStrict', () => {
  test('says nothing of sound objects', () => {
    expect(() => expectStrict(MINIMAL)).not.toThrow();
  });

  test('lists every violation of every object', () => {
    expect(() => expectStrict([changed('KongPlugin', 'plugin', undefined), changed('ConfigMap', 'data', { a: 5, b: 6 })])).toThrow([
      '3 violation(s) of the strict schemas:',
      '  - KongPlugin kong/it: / lacks "plugin"',
      '  - ConfigMap kong/it: /data/a must be string, got 5',
      '  - ConfigMap kong/it: /data/b must be string, got 6',
    ].join('\n'));
  });

  test('fails for one object twice, and for none at all', () => {
    expect(() => expectStrict([MINIMAL[0], MINIMAL[0]])).toThrow('v1 ConfigMap kong/it: is there more than once');
    expect(() => expectStrict([])).toThrow('there is no object to judge');
  });
});
