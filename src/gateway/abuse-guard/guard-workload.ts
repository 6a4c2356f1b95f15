import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { AbuseGuardProps, AbuseGuardResources } from './abuse-guard-props';
import { BUNDLE_KEY, GuardBundle } from './guard-bundle';
import { CONFIG_FILE, CONFIG_FOLDER, SECRET_FOLDER, secretSources } from './guard-files';
import { LOG_PORT, METRICS_PORT } from './guard-names';
import { kongObject, scopedName } from '../../kong/kong-object';
import { Redis } from '../redis';

/** The user `node` of Node's images. */
const USER = 1000;
const PROGRAM_FOLDER = '/app';
/** Longer than a change of the deny lists that is under way may take. */
const GRACE_SECONDS = 30;

/** What the pods of a guard are made of. */
export interface WorkloadSpec {
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly podLabels: Record<string, string>;
  readonly accountName: string;
  readonly configMapName: string;
  readonly image: string;
  /** The program, unless the image holds it. */
  readonly bundle?: GuardBundle;
  /** What changes with whatever the pods read at their start. */
  readonly checksum: () => string;
  readonly replicas: number;
  readonly redis?: Redis;
  readonly props: AbuseGuardProps;
}

/** The pods, and with several of them what keeps one there while nodes are drained. With one it would keep nodes from being drained. */
export function guardWorkload(scope: Construct, spec: WorkloadSpec): ApiObject {
  const { namespace, labels, podLabels, replicas } = spec;
  const { reason } = spec.props.monitoring;
  if (replicas > 1) {
    kongObject(scope, 'DisruptionBudget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      name: scopedName(scope),
      namespace,
      labels,
      body: { spec: { maxUnavailable: 1, selector: { matchLabels: podLabels } } },
    });
  }
  return kongObject(scope, 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: scopedName(scope),
    namespace,
    labels,
    // Where a reviewer of the output looks for it.
    annotations: reason === undefined ? undefined : { 'gatewarden/without-monitoring': reason },
    body: {
      spec: {
        replicas,
        selector: { matchLabels: podLabels },
        template: {
          metadata: {
            labels: { ...labels, ...podLabels },
            annotations: { 'gatewarden/checksum': Lazy.any({ produce: spec.checksum }) },
          },
          spec: podSpec(spec),
        },
      },
    },
  });
}

function podSpec(spec: WorkloadSpec): unknown {
  const { bundle, podLabels, replicas } = spec;
  return {
    serviceAccountName: spec.accountName,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: GRACE_SECONDS,
    securityContext: { runAsNonRoot: true, runAsUser: USER, runAsGroup: USER, fsGroup: USER, seccompProfile: { type: 'RuntimeDefault' } },
    ...replicas > 1 && {
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: podLabels } }],
    },
    containers: [{
      name: 'abuse-guard',
      image: spec.image,
      ...bundle && { command: ['node', `${PROGRAM_FOLDER}/${BUNDLE_KEY}`] },
      env: [{ name: 'GUARD_CONFIG', value: CONFIG_FILE }],
      ports: [{ name: 'logs', containerPort: LOG_PORT }, { name: 'metrics', containerPort: METRICS_PORT }],
      livenessProbe: { httpGet: { path: '/healthz', port: 'metrics' }, periodSeconds: 10, failureThreshold: 6 },
      readinessProbe: { httpGet: { path: '/readyz', port: 'metrics' }, periodSeconds: 5 },
      resources: resources(spec.props.resources ?? {}),
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [
        { name: 'config', mountPath: CONFIG_FOLDER, readOnly: true },
        { name: 'secrets', mountPath: SECRET_FOLDER, readOnly: true },
        ...bundle ? [{ name: 'program', mountPath: PROGRAM_FOLDER, readOnly: true }] : [],
      ],
    }],
    volumes: [
      { name: 'config', configMap: { name: spec.configMapName } },
      { name: 'secrets', projected: { defaultMode: 0o440, sources: secretSources(spec.props, spec.redis) } },
      ...bundle ? [{ name: 'program', configMap: { name: bundle.configMapName } }] : [],
    ],
  };
}

function resources({ cpuRequest, cpuLimit, memoryRequest, memoryLimit }: AbuseGuardResources): unknown {
  return {
    requests: { cpu: cpuRequest ?? '50m', memory: memoryRequest ?? '128Mi' },
    limits: { cpu: cpuLimit ?? '1', memory: memoryLimit ?? '384Mi' },
  };
}
