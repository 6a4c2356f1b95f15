/** A pod, as network policies see it. */
export interface Pod {
  readonly namespace: string;
  readonly labels: Record<string, string>;
}

/**
 * Whether the NetworkPolicies among these objects let one pod connect to a port of another. A pod that no policy selects is open to all;
 * entries of `from` are alternatives, and within one both selectors must hold.
 */
export function mayConnect(objects: any[], from: Pod, to: Pod, port: number): boolean {
  const policies = objects.filter(({ kind, metadata, spec }) => kind === 'NetworkPolicy' && metadata.namespace === to.namespace
    && selects(spec.podSelector, to.labels) && (spec.policyTypes ?? ['Ingress']).includes('Ingress'));
  const rules = policies.flatMap(({ spec }) => spec.ingress ?? []);
  return policies.length === 0 || rules.some(({ from: peers, ports }: any) =>
    (!peers?.length || peers.some((peer: any) => isPeer(peer, from, to.namespace))) && (!ports?.length || ports.some((each: any) => each.port === port)));
}

function isPeer({ namespaceSelector, podSelector, ipBlock }: any, { namespace, labels }: Pod, own: string): boolean {
  if (ipBlock) {
    throw new Error('a range of addresses says nothing about pods: write the promise with addresses');
  }
  const near = namespaceSelector ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace }) : namespace === own;
  return near && selects(podSelector ?? {}, labels);
}

function selects({ matchLabels = {}, matchExpressions = [] }: any, labels: Record<string, string>): boolean {
  if (matchExpressions.length > 0) {
    throw new Error('expressions are not read here: extend this when a construct writes them');
  }
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
