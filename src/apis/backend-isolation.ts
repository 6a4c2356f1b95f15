import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { BackendService } from './backend-service';
import { mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { fromNamespace, fromPods, ingressRule, networkPolicy, portProblem } from '../gateway/network-policy';
import { podLabelsProblem } from '../gateway/pod-labels';
import { namespaceOf, scopedName } from '../kong/kong-object';
import { checkedReason } from '../policies/reason';
import { shown } from '../values/kinds';
import { checkObjectName } from '../values/object-name';
import { isToken } from '../values/token';

/** Pods that may reach a backend past the gateway, and so past its authentication. */
export interface BackendPeer {
  /** Why they may, for whoever reviews the policy; it stands in its annotations. */
  readonly reason: string;

  /**
   * The namespace of the pods.
   *
   * @default - that of the backend
   */
  readonly namespace?: string;

  /**
   * Labels that select the pods.
   *
   * @default - every pod of the namespace, which must then be given
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * The port of the backend's pods that they may reach, for instance that of its metrics.
   *
   * @default - the container port
   */
  readonly port?: number;
}

/** Which pods are protected, and who else may reach them. */
export interface BackendIsolationProps {
  /**
   * The backend, if it is a `BackendService` of this package. A Service of cdk8s-plus does not tell its pod labels: give those of the
   * deployment and its container port.
   *
   * @default - `podLabels` and `containerPort` are given
   */
  readonly service?: BackendService;

  /**
   * Labels that select the backend's pods.
   *
   * @default - those of `service`
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * The port on which the pods listen. Not the port of the Service: a policy is judged at the pod, after the Service's address has been
   * replaced by the pod's.
   *
   * @default - that of `service`
   */
  readonly containerPort?: number;

  /**
   * Who else may reach the pods.
   *
   * @default - nobody
   */
  readonly alsoFrom?: BackendPeer[];
}

/**
 * A NetworkPolicy that lets only the gateway's pods reach a backend, at the container port; what the gateway has checked then cannot be
 * gone around, and the headers that it sets can be trusted. It stands in the chart's namespace, which must be that of the pods.
 *
 * - It is enforced by the network plugin: without one that does, nothing happens, and neither if the gateway's pods have `hostNetwork`, since
 *   they then have no address of their own.
 * - Every other port of the pods is closed as well; `alsoFrom` opens one, for metrics for instance.
 * - Traffic from the node on which a pod runs, and so the kubelet's probes, is always allowed.
 * - Policies add up: another one that selects these pods may open more.
 */
export class BackendIsolation extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /** @throws when not exactly one of `service` and `podLabels` with `containerPort` is given, or labels, a port or a peer select nothing or too much */
  constructor(scope: Construct, id: string, props: BackendIsolationProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    const { podLabels, containerPort } = this.protectedPods(props);
    const peers = props.alsoFrom ?? [];
    this.apiObject = networkPolicy(this, 'Resource', {
      name: scopedName(this),
      annotations: peers.length > 0 ? { 'gatewarden/also-from': peers.map(peer => this.onTheRecord(peer)).join('; ') } : undefined,
      podLabels,
      ingress: [
        ingressRule([containerPort], [fromPods(gateway.podLabels, gateway.namespace)]),
        ...peers.map(peer => this.peerRule(peer, containerPort)),
      ],
    });
  }

  private protectedPods(props: BackendIsolationProps): { readonly podLabels: Record<string, string>; readonly containerPort: number } {
    const { service, podLabels, containerPort } = props;
    if (service ? podLabels !== undefined || containerPort !== undefined : podLabels === undefined || containerPort === undefined) {
      const got = Object.entries({ service, podLabels, containerPort }).filter(([, value]) => value !== undefined).map(([name]) => name);
      throw mistake(this, `isolation has ${got.join(' and ') || 'nothing'} to select pods by: expected service, or podLabels and containerPort; give one of the two`);
    }
    if (!service) {
      this.refuse(podLabelsProblem('podLabels', podLabels!) ?? portProblem('containerPort', containerPort!));
      return { podLabels: { ...podLabels }, containerPort: containerPort! };
    }
    if (!isBackendService(service)) {
      throw mistake(this, `service is ${shown(service)}: expected a BackendService, which tells the labels of its pods; give podLabels and containerPort instead`);
    }
    const [mine, theirs] = [namespaceOf(this), service.apiObject.metadata.namespace];
    if (mine !== theirs) {
      throw mistake(this, `service '${service.name}' is in namespace ${theirs ?? '(none)'} and the isolation in ${mine ?? '(none)'}: a policy protects pods of its own namespace only; make it in the chart of the service`);
    }
    this.refuse(podLabelsProblem('podLabels of the service', service.podLabels));
    return { podLabels: service.podLabels, containerPort: service.containerPort };
  }

  private peerRule(peer: BackendPeer, containerPort: number): unknown {
    this.refuse((peer.podLabels && podLabelsProblem('podLabels of a peer', peer.podLabels)) ?? portProblem('peer', peer.port ?? containerPort));
    const from = peer.podLabels ? fromPods(peer.podLabels, peer.namespace) : fromNamespace(peer.namespace!);
    return ingressRule([peer.port ?? containerPort], [from]);
  }

  /** What the policy's annotation says of a peer. */
  private onTheRecord(peer: BackendPeer): string {
    if (peer.namespace === undefined && peer.podLabels === undefined) {
      throw mistake(this, 'peer has neither namespace nor podLabels: it would be every pod beside the backend; give one of the two, or both');
    }
    const labels = Object.entries(peer.podLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',');
    const who = [peer.namespace && `namespace ${peer.namespace}`, labels].filter(Boolean).join(' ');
    try {
      if (peer.namespace !== undefined && !isToken(peer.namespace)) {
        checkObjectName(peer.namespace);
      }
      return `${who}: ${checkedReason(`peer ${who}`, peer.reason)}`;
    } catch (error) {
      throw mistake(this, (error as Error).message);
    }
  }

  private refuse(problem: string | undefined): void {
    if (problem) {
      throw mistake(this, problem);
    }
  }
}

function isBackendService(value: any): boolean {
  return typeof value.podLabels === 'object' && typeof value.containerPort === 'number' && typeof value.apiObject === 'object';
}
