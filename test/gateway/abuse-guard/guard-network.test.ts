import { GATEWAY, guard, platform } from './support';
import { AbuseGuardProps, Cidr, Redis } from '../../../src';
import { find, synth } from '../../support/app';

function policy(props: Partial<AbuseGuardProps> = {}): any {
  const chart = platform({ ...GATEWAY, namespace: 'edge', podLabels: { app: 'edge' } });
  guard(chart, props);
  return find(synth(chart), 'NetworkPolicy', 'abuse-guard').spec;
}

/** Ports by which pods go out. */
function ports(spec: any): number[] {
  return spec.egress.flatMap((rule: any) => rule.ports.map(({ port }: any) => port));
}

test('only pods of the gateway send entries, and only those of the monitoring read metrics', () => {
  expect(policy().ingress).toEqual([
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } }, podSelector: { matchLabels: { app: 'edge' } } }], ports: [{ protocol: 'TCP', port: 8080 }] },
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ protocol: 'TCP', port: 9090 }] },
  ]);
});

test('pods reach names and API servers, and nothing else', () => {
  const spec = policy();
  expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
  expect(ports(spec)).toEqual([53, 53, 443, 6443]);
});

test('API servers may be told apart by address', () => {
  expect(policy({ apiServers: [Cidr.of('10.0.0.1')], apiServerPorts: [6443] }).egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 6443 }] });
});

test.each([['https://logs.example.com/x', 443], ['http://logs.example.com', 80], ['http://logs.example.com:8081/x', 8081]])('pods reach Redis and the collector at %s', (relayTo, port) => {
  expect(ports(policy({ relayTo, redis: Redis.at('redis', { port: 6380 }) })).slice(4)).toEqual([6380, port]);
});
