import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { KongGateway } from './kong-gateway';
import { fromCidrs, fromNamespace, fromPods, ingressRule, networkPolicy, portProblem } from './network-policy';
import { mistake } from '../errors';
import { scopedName } from '../kong/kong-object';
import { Cidr } from '../values/cidr';

/** Who may reach which port of the gateway. Ports are those of the containers, not of a Service; the defaults are those of Kong's Helm chart. */
export interface GatewayIsolationProps {
  /**
   * The ranges from which requests may come to the proxy ports, as the pod sees them: behind a load balancer that replaces the address, or
   * a Service whose `externalTrafficPolicy` is `Cluster`, these are the addresses of balancers or nodes. Some network plugins (Cilium) match
   * no pod by its address, so that callers in the cluster need a policy of your own beside this one.
   *
   * @default - anywhere
   */
  readonly clients?: Cidr[];

  /**
   * Where Kong serves APIs.
   *
   * @default [8000, 8443]
   */
  readonly proxyPorts?: number[];

  /**
   * Where Kong serves its Admin API. Opened to the controller's pods if it has pods of its own, and to nobody otherwise: a controller in the
   * same pod comes over loopback, which no policy restricts.
   *
   * @default [8001, 8444]
   */
  readonly adminPorts?: number[];

  /**
   * Where Kong serves `/metrics` and `/status`.
   *
   * @default 8100
   */
  readonly statusPort?: number;

  /**
   * Where the controller serves its metrics.
   *
   * @default 10255
   */
  readonly controllerMetricsPort?: number;

  /**
   * Where the controller serves `/healthz` and `/readyz`.
   *
   * @default 10254
   */
  readonly controllerHealthPort?: number;

  /**
   * Where the controller's admission webhook listens.
   *
   * @default 8080
   */
  readonly webhookPort?: number;

  /**
   * The namespace whose pods may read metrics, by the label `kubernetes.io/metadata.name` that every namespace has.
   *
   * @default 'monitoring'
   */
  readonly monitoringNamespace?: string;

  /**
   * The addresses of the API servers, which call the admission webhook. They are no pods, so no label selects them.
   *
   * @default - anywhere; the webhook takes Kubernetes' own requests and answers whether an object is valid
   */
  readonly apiServers?: Cidr[];

  /**
   * Ranges from which health is asked for, at the status port and the controller's health port: load balancers that probe pods, or the nodes
   * if your network plugin does not leave out a pod's own node, as Kubernetes asks it to.
   *
   * @default - only the kubelet of the pod's node, which needs no rule
   */
  readonly healthCheckers?: Cidr[];
}

/**
 * NetworkPolicies around the gateway's pods, in the gateway's namespace: requests reach the proxy ports, the controller the Admin API,
 * Prometheus the metrics, API servers the admission webhook, and nobody anything else. Without it every pod of the cluster can talk to what
 * the gateway trusts.
 *
 * - A policy is enforced by the network plugin: without one that does, and for pods with `hostNetwork`, nothing happens.
 * - Traffic from the node on which a pod runs is always allowed, so the kubelet's probes need no rule, and whoever is on the node
 *   reaches every port.
 * - Policies add up: what else is needed (Kong Manager, hybrid mode, stream ports) is opened by a further policy of yours.
 * - What the gateway itself calls is not restricted: it must reach the backends of every namespace, DNS, Redis, log collectors and identity
 *   providers, and no single place knows them all. `BackendIsolation` protects the other end.
 */
export class GatewayIsolation extends Construct {
  /** The policy of the gateway's pods. */
  public readonly gatewayPolicy: ApiObject;
  /** The policy of the controller's pods, if it has pods of its own. */
  public readonly controllerPolicy?: ApiObject;

  private readonly gateway: KongGateway;
  private readonly ports: Required<Pick<GatewayIsolationProps,
  'proxyPorts' | 'adminPorts' | 'statusPort' | 'controllerMetricsPort' | 'controllerHealthPort' | 'webhookPort'>>;

  /** @throws when the gateway is imported or isolated already, a port is none or has two purposes, or a list of ranges is empty */
  constructor(scope: Construct, id: string, props: GatewayIsolationProps = {}) {
    super(scope, id);
    this.gateway = KongGateway.of(this);
    if (this.gateway.isImported) {
      throw mistake(this, 'the gateway is imported, and isolated by the app that declares it: expected one place, since policies add up and the widest wins; remove this one');
    }
    this.gateway._claim('an isolation', this);
    this.ports = {
      proxyPorts: props.proxyPorts ?? [8000, 8443],
      adminPorts: props.adminPorts ?? [8001, 8444],
      statusPort: props.statusPort ?? 8100,
      controllerMetricsPort: props.controllerMetricsPort ?? 10255,
      controllerHealthPort: props.controllerHealthPort ?? 10254,
      webhookPort: props.webhookPort ?? 8080,
    };
    this.checkPorts();
    this.checkRanges(props);
    const apart = this.gateway._controllerApart;
    this.gatewayPolicy = networkPolicy(this, 'Resource', {
      name: scopedName(this),
      namespace: this.gateway.namespace,
      podLabels: this.gateway.podLabels,
      ingress: [
        ingressRule(this.ports.proxyPorts, fromCidrs(props.clients)),
        ...apart ? [ingressRule(this.ports.adminPorts, [fromPods(this.gateway.controllerPodLabels)])] : [],
        ...this.observed([this.ports.statusPort], [this.ports.statusPort], props, !apart),
      ],
    });
    this.controllerPolicy = apart ? networkPolicy(this, 'Controller', {
      name: scopedName(this, 'controller'),
      namespace: this.gateway.namespace,
      podLabels: this.gateway.controllerPodLabels,
      ingress: this.observed([], [], props, true),
    }) : undefined;
  }

  /** Rules for who watches a pod, and with a controller in it for who asks that. */
  private observed(metrics: number[], health: number[], props: GatewayIsolationProps, controller: boolean): any[] {
    const watched = [...metrics, ...controller ? [this.ports.controllerMetricsPort] : []];
    const asked = [...health, ...controller ? [this.ports.controllerHealthPort] : []];
    return [
      ingressRule(watched, [fromNamespace(props.monitoringNamespace ?? 'monitoring')]),
      ...controller ? [ingressRule([this.ports.webhookPort], fromCidrs(props.apiServers))] : [],
      ...props.healthCheckers ? [ingressRule(asked, fromCidrs(props.healthCheckers))] : [],
    ];
  }

  private checkPorts(): void {
    const { proxyPorts, adminPorts, statusPort, controllerMetricsPort, controllerHealthPort, webhookPort } = this.ports;
    if (proxyPorts.length === 0 || adminPorts.length === 0) {
      throw mistake(this, `${proxyPorts.length === 0 ? 'proxyPorts' : 'adminPorts'} is empty: expected the ports on which the gateway listens; leave it out for those of the helm chart`);
    }
    const gateway = { proxyPorts, adminPorts, statusPort: [statusPort] };
    const controller = { controllerMetricsPort: [controllerMetricsPort], controllerHealthPort: [controllerHealthPort], webhookPort: [webhookPort] };
    for (const pod of this.gateway._controllerApart ? [gateway, controller] : [{ ...gateway, ...controller }]) {
      const seen = new Map<number, string>();
      for (const [name, port] of Object.entries(pod).flatMap(([key, ports]) => ports.map(p => [key, p] as const))) {
        const problem = portProblem(name, port) ?? (seen.has(port) ? `port ${port} is given in ${seen.get(port)} and in ${name}: expected each once, so that it is open to those only who need it; correct one` : undefined);
        if (problem) {
          throw mistake(this, problem);
        }
        seen.set(port, name);
      }
    }
  }

  private checkRanges(props: GatewayIsolationProps): void {
    const { clients, apiServers, healthCheckers } = props;
    for (const [name, ranges] of Object.entries({ clients, apiServers, healthCheckers })) {
      if (ranges?.length === 0) {
        throw mistake(this, `${name} is empty: nobody could come; list the ranges or leave it out`);
      }
    }
    if (props.monitoringNamespace === '') {
      throw mistake(this, 'monitoringNamespace is empty: expected the namespace of prometheus; leave it out for \'monitoring\'');
    }
  }
}
