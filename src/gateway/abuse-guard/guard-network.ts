import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LOG_PORT, METRICS_PORT } from './guard-names';
import { kongObject, scopedName } from '../../kong/kong-object';
import { Cidr } from '../../values/cidr';
import { KongGateway } from '../kong-gateway';
import { fromCidrs, fromNamespace, fromPods, ingressRule } from '../network-policy';

/** Whom the pods of a guard talk to. */
export interface GuardPeers {
  readonly namespace: string;
  readonly podLabels: Record<string, string>;
  readonly monitoringNamespace: string;
  /** Where API servers are; undefined is anywhere. */
  readonly apiServers?: Cidr[];
  readonly apiServerPorts: number[];
  /** The ports of Redis and of the log collector, as far as there are any. */
  readonly otherPorts: number[];
}

/**
 * Who reaches a guard, and whom it reaches. By ports, not by addresses, where only names are known: neither Redis nor a collector need be
 * pods of this cluster.
 */
export function guardNetworkPolicy(scope: Construct, labels: Record<string, string>, peers: GuardPeers): ApiObject {
  const gateway = KongGateway.of(scope);
  return kongObject(scope, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name: scopedName(scope),
    namespace: peers.namespace,
    labels,
    body: {
      spec: {
        podSelector: { matchLabels: peers.podLabels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          ingressRule([LOG_PORT], [fromPods(gateway.podLabels, gateway.namespace)]),
          ingressRule([METRICS_PORT], [fromNamespace(peers.monitoringNamespace)]),
        ],
        egress: [
          { ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] },
          egressRule(peers.apiServerPorts, fromCidrs(peers.apiServers)),
          ...peers.otherPorts.length > 0 ? [egressRule([...new Set(peers.otherPorts)])] : [],
        ],
      },
    },
  });
}

function egressRule(ports: number[], to?: unknown[]): unknown {
  return { ...to && { to }, ports: ports.map(port => ({ protocol: 'TCP', port })) };
}
