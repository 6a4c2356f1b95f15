import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { kongObject } from '../kong/kong-object';
import { Cidr } from '../values/cidr';
import { shownNumber } from '../values/kinds';
import { isToken } from '../values/token';

/** What a NetworkPolicy of this library is made of. */
export interface NetworkPolicySpec {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: Record<string, string>;
  /** The pods that it protects. */
  readonly podLabels: Record<string, string>;
  /** Who may come. Nobody else may, at any port. */
  readonly ingress: unknown[];
}

/** Makes a policy for what reaches pods; what they call stays free. */
export function networkPolicy(scope: Construct, id: string, spec: NetworkPolicySpec): ApiObject {
  return kongObject(scope, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name: spec.name,
    namespace: spec.namespace,
    annotations: spec.annotations,
    body: { spec: { podSelector: { matchLabels: spec.podLabels }, policyTypes: ['Ingress'], ingress: spec.ingress } },
  });
}

/** One rule: these TCP ports for any of these peers, and for everybody if there is no list of peers. */
export function ingressRule(ports: number[], peers: unknown[] | undefined): unknown {
  return { ...peers && { from: peers }, ports: ports.map(port => ({ protocol: 'TCP', port })) };
}

/** Addresses; undefined is anywhere. */
export function fromCidrs(ranges: Cidr[] | undefined): unknown[] | undefined {
  return ranges && [...new Set(ranges.map(String))].map(cidr => ({ ipBlock: { cidr } }));
}

/** Pods of the policy's own namespace, or of another one: both selectors in one peer, since two peers would mean either. */
export function fromPods(podLabels: Record<string, string>, namespace?: string): unknown {
  return { ...namespace !== undefined && fromNamespace(namespace), podSelector: { matchLabels: podLabels } };
}

/** Every pod of a namespace, by the label that Kubernetes puts on each (since 1.21). */
export function fromNamespace(namespace: string): { readonly namespaceSelector: unknown } {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}

/** What is wrong with a port of a pod; undefined when nothing is. */
export function portProblem(name: string, port: number): string | undefined {
  return isToken(port) || (Number.isInteger(port) && port >= 1 && port <= 65535) ? undefined
    : `${name} has port ${shownNumber(port)}: expected an integer from 1 to 65535; give the port on which the container listens`;
}
