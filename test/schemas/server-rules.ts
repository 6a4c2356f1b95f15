/**
 * What an API server (or the admission webhook of cert-manager and of prometheus-operator) asks of an object beyond the
 * shapes that its OpenAPI tells. Read by scripts/strict-schemas.ts, which lays each of these over the generated schema.
 */

/** A piece of JSON Schema. */
export type Schema = { [keyword: string]: any };

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const qualifiedName = '(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])';

function pattern(regexp: string, maxLength: number, message: string): Schema {
  return { 'type': 'string', 'pattern': regexp, maxLength, 'x-message': message };
}

const dnsLabel = pattern(`^${label}$`, 63, 'must be a DNS label: lower-case letters, digits and dashes, at most 63');
const dnsSubdomain = pattern(`^${subdomain}$`, 253, 'must be a DNS name: lower-case letters, digits, dashes and dots, at most 253');
const serviceName = pattern('^[a-z]([-a-z0-9]*[a-z0-9])?$', 63, 'must be a DNS label that begins with a letter, at most 63');
const pathSegment = { 'type': 'string', 'not': { pattern: '^\\.{1,2}$|[/%]' }, 'x-message': 'must be a path segment: not "." or "..", no "/" or "%"' };
const portName = pattern('^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 15, 'must be a port name: lower-case, a letter in it, at most 15');
const portNumber = { type: 'integer', minimum: 1, maximum: 65535 };
const numberOrPortName = { 'anyOf': [portNumber, portName], 'x-message': 'must be a port from 1 to 65535 or a port name' };
const host = pattern(`^(?![0-9.]+$)(\\*\\.)?${subdomain}$`, 253, 'must be a lower-case DNS name, perhaps after "*.", and no IP address');
const dataKeys = { propertyNames: { pattern: '^(?!\\.\\.?$)(?!\\.\\.)[-._a-zA-Z0-9]+$', maxLength: 253 } };

/** Says it in the words of the server. */
function because(message: string, schema: Schema): Schema {
  return { ...schema, 'x-message': message };
}

function atMostOneOf(fields: string[]): Schema {
  const pairs = fields.flatMap((a, i) => fields.slice(i + 1).map((b) => ({ required: [a, b] })));
  return { not: pairs.length === 1 ? pairs[0] : { anyOf: pairs } };
}

function exactlyOneOf(fields: string[]): Schema {
  return because(`must have exactly one of ${fields.join(', ')}`, { oneOf: fields.map((field) => ({ required: [field] })) });
}

function has(path: string[], last: Schema = {}): Schema {
  return path.reduceRight((inner, field) => ({ required: [field], properties: { [field]: inner } }), last);
}

/** Labels of an object, and whatever selects by them. */
export const LABELS: Schema = {
  type: 'object',
  propertyNames: { pattern: `^(${subdomain}/)?${qualifiedName}$` },
  additionalProperties: pattern(`^${qualifiedName}?$`, 63, 'must be a label value: letters, digits, "-", "_" and ".", at most 63'),
};

export const ANNOTATIONS: Schema = {
  type: 'object',
  propertyNames: { pattern: `^([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?/)?${qualifiedName}$` },
  additionalProperties: { type: 'string' },
};

/** What a manifest may say in the metadata of an object; the server fills in the rest. */
export const OBJECT_META: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string' },
    generateName: pattern(`^${label}(\\.${label})*-?$`, 248, 'must be the beginning of a DNS name'),
    namespace: dnsLabel,
    labels: LABELS,
    annotations: ANNOTATIONS,
    finalizers: { type: 'array', uniqueItems: true, items: { type: 'string', pattern: `^${subdomain}(/${qualifiedName})?$` } },
    ownerReferences: {
      'type': 'array',
      'x-unique-keys': [{ uid: null }],
      'items': {
        type: 'object',
        additionalProperties: false,
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          name: { type: 'string' },
          uid: { type: 'string' },
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
  },
};

/** The metadata inside another object, such as that of a pod template. */
export const TEMPLATE_META: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: { name: dnsSubdomain, labels: LABELS, annotations: ANNOTATIONS },
};

/** The names of objects; a DNS subdomain unless told here. */
export const NAMES: { [kind: string]: Schema } = {
  Namespace: dnsLabel,
  Service: serviceName,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
};
export const ANY_NAME: Schema = dnsSubdomain;

const atLeastOneName = ['commonName', 'literalSubject', 'dnsNames', 'ipAddresses', 'uris', 'emailAddresses', 'otherNames'];
const issuer = {
  properties: { spec: exactlyOneOf(['acme', 'ca', 'vault', 'selfSigned', 'venafi']) },
};
const onlyOfType = (types: string[], field: string) => because(
  `spec.${field} may only be set when spec.type is ${types.join(' or ')}`,
  { if: { required: [field] }, then: { required: ['type'], properties: { type: { enum: types } } } },
);

/** Laid over the schema of a kind. */
export const OF_KIND: { [kind: string]: Schema } = {
  ConfigMap: { properties: { data: dataKeys, binaryData: dataKeys } },
  Secret: {
    properties: { data: dataKeys, stringData: dataKeys },
    allOf: [because('a secret of type kubernetes.io/tls must have tls.crt and tls.key', {
      if: has(['type'], { const: 'kubernetes.io/tls' }),
      then: { allOf: ['tls.crt', 'tls.key'].map((key) => ({ anyOf: [has(['data', key]), has(['stringData', key])] })) },
    })],
  },
  Service: { required: ['spec'] },
  Ingress: {
    required: ['spec'],
    allOf: [because('the annotation kubernetes.io/ingress.class and spec.ingressClassName must not both be set', {
      not: { allOf: [has(['metadata', 'annotations', 'kubernetes.io/ingress.class']), has(['spec', 'ingressClassName'])] },
    })],
  },
  NetworkPolicy: { required: ['spec'] },
  IngressClass: { required: ['spec'] },
  Deployment: { required: ['spec'] },
  Role: { properties: { rules: { items: because('a Role must not name nonResourceURLs', { not: { required: ['nonResourceURLs'] } }) } } },
  RoleBinding: { properties: { roleRef: { properties: { kind: { enum: ['Role', 'ClusterRole'] } } } } },
  ClusterRoleBinding: { properties: { roleRef: { properties: { kind: { enum: ['ClusterRole'] } } } } },
  Certificate: {
    required: ['spec'],
    properties: { spec: because(`must have one of ${atLeastOneName.join(', ')}`, { anyOf: atLeastOneName.map((name) => ({ required: [name] })) }) },
  },
  Issuer: issuer,
  ClusterIssuer: issuer,
  PrometheusRule: {
    properties: { spec: { properties: { groups: { items: { properties: { rules: { items: exactlyOneOf(['record', 'alert']) } } } } } } },
  },
};

/** Laid over the definition of this name in every schema that has it. */
export const OF_DEFINITION: { [definition: string]: Schema } = {
  LabelSelector: { properties: { matchLabels: LABELS } },
  LabelSelectorRequirement: { properties: { operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] } } },

  ServiceSpec: {
    properties: {
      type: { enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
      selector: LABELS,
      sessionAffinity: { enum: ['None', 'ClientIP'] },
      externalTrafficPolicy: { enum: ['Cluster', 'Local'] },
      internalTrafficPolicy: { enum: ['Cluster', 'Local'] },
      ports: {
        'x-unique-keys': [{ port: null, protocol: 'TCP' }, { name: null }, { nodePort: null, protocol: 'TCP' }],
        'allOf': [because('each of several ports must have a name', { if: { minItems: 2 }, then: { items: { required: ['name'] } } })],
      },
    },
    allOf: [
      because('spec.ports is required unless the service is headless or an ExternalName', {
        if: { not: { anyOf: [has(['type'], { const: 'ExternalName' }), has(['clusterIP'], { const: 'None' })] } },
        then: has(['ports'], { minItems: 1 }),
      }),
      because('spec.externalName is required of an ExternalName', { if: has(['type'], { const: 'ExternalName' }), then: { required: ['externalName'] } }),
      onlyOfType(['NodePort', 'LoadBalancer'], 'externalTrafficPolicy'),
      onlyOfType(['LoadBalancer'], 'loadBalancerSourceRanges'),
      onlyOfType(['LoadBalancer'], 'loadBalancerClass'),
    ],
  },
  ServicePort: {
    properties: { name: dnsLabel, port: portNumber, nodePort: portNumber, targetPort: numberOrPortName, protocol: { enum: ['TCP', 'UDP', 'SCTP'] } },
  },

  IngressSpec: because('must have rules or a defaultBackend', { anyOf: [has(['rules'], { minItems: 1 }), { required: ['defaultBackend'] }] }),
  IngressRule: { properties: { host } },
  IngressTLS: { properties: { hosts: { items: host } } },
  HTTPIngressRuleValue: { properties: { paths: { minItems: 1 } } },
  HTTPIngressPath: {
    properties: {
      path: { 'pattern': '^/', 'x-message': 'must begin with "/"' },
      pathType: { enum: ['Exact', 'Prefix', 'ImplementationSpecific'] },
    },
    allOf: [because('an Exact or Prefix path is required and holds no "//", "/./", "/../" or "%2f"', {
      if: has(['pathType'], { enum: ['Exact', 'Prefix'] }),
      then: has(['path'], { not: { pattern: '//|/\\./|/\\.\\./|/\\.\\.?$|%2[fF]' } }),
    })],
  },
  IngressBackend: exactlyOneOf(['service', 'resource']),
  IngressServiceBackend: { required: ['port'], properties: { name: serviceName } },
  ServiceBackendPort: {
    ...exactlyOneOf(['name', 'number']),
    properties: { name: portName, number: portNumber },
  },
  IngressClassSpec: { required: ['controller'], properties: { controller: { pattern: `^${subdomain}/[-A-Za-z0-9_.~/]+$`, maxLength: 250 } } },

  NetworkPolicySpec: { properties: { policyTypes: { uniqueItems: true, items: { enum: ['Ingress', 'Egress'] } } } },
  NetworkPolicyPeer: {
    minProperties: 1,
    ...because('must not have ipBlock beside a selector', {
      not: { anyOf: [{ required: ['ipBlock', 'podSelector'] }, { required: ['ipBlock', 'namespaceSelector'] }] },
    }),
  },
  NetworkPolicyPort: {
    properties: { port: numberOrPortName, endPort: portNumber, protocol: { enum: ['TCP', 'UDP', 'SCTP'] } },
    allOf: [because('endPort needs a port that is a number', { if: { required: ['endPort'] }, then: has(['port'], { type: 'integer' }) })],
  },
  IPBlock: { properties: { cidr: { format: 'cidr' }, except: { items: { format: 'cidr' } } } },

  PodDisruptionBudgetSpec: because('must not have both minAvailable and maxUnavailable', atMostOneOf(['minAvailable', 'maxUnavailable'])),

  RoleRef: { properties: { apiGroup: { const: 'rbac.authorization.k8s.io' } } },
  Subject: {
    properties: { kind: { enum: ['ServiceAccount', 'User', 'Group'] } },
    allOf: [because('a ServiceAccount needs its namespace and no apiGroup', {
      if: has(['kind'], { const: 'ServiceAccount' }),
      then: { required: ['namespace'], properties: { apiGroup: { const: '' } } },
    })],
  },
  PolicyRule: {
    properties: { verbs: { minItems: 1 }, apiGroups: { minItems: 1 }, resources: { minItems: 1 } },
    allOf: [because('must have apiGroups and resources', {
      if: { not: { required: ['nonResourceURLs'] } },
      then: { required: ['apiGroups', 'resources'] },
    })],
  },

  DeploymentSpec: { 'properties': { replicas: { minimum: 0 } }, 'x-selector-matches-template': true },
  DeploymentStrategy: {
    properties: { type: { enum: ['Recreate', 'RollingUpdate'] } },
    allOf: [because('must not have rollingUpdate when the type is Recreate', {
      if: has(['type'], { const: 'Recreate' }),
      then: { not: { required: ['rollingUpdate'] } },
    })],
  },
  PodSpec: {
    'properties': { containers: { minItems: 1 }, restartPolicy: { const: 'Always' }, nodeSelector: LABELS },
    'x-mounts-exist': true,
  },
  Container: {
    required: ['image'],
    properties: { name: dnsLabel, image: { minLength: 1 }, imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] } },
  },
  ContainerPort: { properties: { containerPort: portNumber, name: portName, protocol: { enum: ['TCP', 'UDP', 'SCTP'] } } },
  EnvVar: {
    ...because('must not have both value and valueFrom', atMostOneOf(['value', 'valueFrom'])),
    properties: { name: { pattern: '^[ -<>-~]+$' } },
  },
  EnvVarSource: { minProperties: 1, maxProperties: 1 },
  HTTPGetAction: { properties: { port: numberOrPortName } },
  TCPSocketAction: { properties: { port: numberOrPortName } },
  Probe: exactlyOneOf(['exec', 'httpGet', 'tcpSocket', 'grpc']),
  Volume: { ...because('must have one source', { minProperties: 2, maxProperties: 2 }), properties: { name: dnsLabel } },
  VolumeMount: { properties: { mountPath: { minLength: 1 } } },
  SeccompProfile: { properties: { type: { enum: ['RuntimeDefault', 'Unconfined', 'Localhost'] } } },
};

const controlPlaneType = (type: string, then: Schema) => ({ if: has(['type'], { const: type }), then });
const without = (field: string) => ({ not: { required: [field] } });
const ofSpec = (condition: Schema, then: Schema) => ({ if: has(['spec'], condition), then: has(['spec'], then) });
const update = 'compares with the object before it, which a manifest does not have';

/**
 * The CEL rules of Kong's CRDs by their message: what each is in JSON Schema, laid where the rule stands, or why it is nothing here.
 * The script stops at a rule that this table does not know.
 */
export const CEL: { [message: string]: Schema | string } = {
  'Using both config and configFrom fields is not allowed.': atMostOneOf(['config', 'configFrom']),
  'Using both configFrom and configPatches fields is not allowed.': atMostOneOf(['configFrom', 'configPatches']),
  'The plugin field is immutable': update,
  'Need to provide either username or custom_id': { anyOf: [{ required: ['username'] }, { required: ['custom_id'] }] },
  'controlPlaneRef is required once set': update,
  'spec.controlPlaneRef is immutable when an entity is already Programmed': update,
  'spec.controlPlaneRef cannot specify namespace for namespaced resource': {
    not: has(['spec', 'controlPlaneRef', 'konnectNamespacedRef', 'namespace']),
  },
  "'konnectID' type is not supported": { properties: { type: { not: { const: 'konnectID' } } } },
  'when type is konnectNamespacedRef, konnectNamespacedRef must be set': controlPlaneType('konnectNamespacedRef', { required: ['konnectNamespacedRef'] }),
  'when type is konnectNamespacedRef, konnectID must not be set': controlPlaneType('konnectNamespacedRef', without('konnectID')),
  'when type is konnectID, konnectID must be set': controlPlaneType('konnectID', { required: ['konnectID'] }),
  'when type is konnectID, konnectNamespacedRef must not be set': controlPlaneType('konnectID', without('konnectNamespacedRef')),
  'when type is kic, konnectID must not be set': controlPlaneType('kic', without('konnectID')),
  'when type is kic, konnectNamespacedRef must not be set': controlPlaneType('kic', without('konnectNamespacedRef')),
  // The server fills in the type (kic) before it asks.
  'when type is unset, konnectID must not be set': { if: without('type'), then: without('konnectID') },
  'when type is unset, konnectNamespacedRef must not be set': { if: without('type'), then: without('konnectNamespacedRef') },
  'tags entries must not be longer than 128 characters': { items: { minLength: 1, maxLength: 128 } },
  'Only one of spec.hashOn.(input|cookie|header|uriCapture|queryArg) can be set.': {
    properties: { spec: { properties: { hashOn: atMostOneOf(['input', 'cookie', 'header', 'uriCapture', 'queryArg']) } } },
  },
  'When spec.hashOn.cookie is set, spec.hashOn.cookiePath is required.': ofSpec(has(['hashOn', 'cookie']), has(['hashOn', 'cookiePath'])),
  'When spec.hashOn.cookiePath is set, spec.hashOn.cookie is required.': ofSpec(has(['hashOn', 'cookiePath']), has(['hashOn', 'cookie'])),
  "spec.algorithm must be set to either 'consistent-hashing' or 'sticky-sessions' when spec.hashOn is set.":
    ofSpec(has(['hashOn']), has(['algorithm'], { enum: ['consistent-hashing', 'sticky-sessions'] })),
  'Only one of spec.hashOnFallback.(input|header|uriCapture|queryArg) can be set.': {
    properties: { spec: { properties: { hashOnFallback: atMostOneOf(['input', 'header', 'uriCapture', 'queryArg']) } } },
  },
  'spec.algorithm must be set to "consistent-hashing" when spec.hashOnFallback is set.':
    ofSpec(has(['hashOnFallback']), has(['algorithm'], { const: 'consistent-hashing' })),
  'spec.hashOnFallback must not be set when spec.hashOn.cookie is set.': ofSpec(has(['hashOn', 'cookie']), without('hashOnFallback')),
  'spec.healthchecks.passive.healthy.interval must not be set.': { not: has(['spec', 'healthchecks', 'passive', 'healthy', 'interval']) },
  'spec.healthchecks.passive.unhealthy.interval must not be set.': { not: has(['spec', 'healthchecks', 'passive', 'unhealthy', 'interval']) },
  "When spec.stickySessions is set, spec.hashOn.input must be set to 'none' (no other hash_on fields allowed).":
    ofSpec(has(['stickySessions']), has(['hashOn'], { required: ['input'], properties: { input: { const: 'none' } }, maxProperties: 1 })),
  'spec.stickySessions.cookie is required when spec.stickySessions is set.': ofSpec(has(['stickySessions']), has(['stickySessions', 'cookie'])),
  "spec.algorithm must be set to 'sticky-sessions' when spec.stickySessions is set.":
    ofSpec(has(['stickySessions']), has(['algorithm'], { const: 'sticky-sessions' })),
  'exactly one of tpp, cloud, or ngts must be configured': exactlyOneOf(['tpp', 'cloud', 'ngts']),
};
