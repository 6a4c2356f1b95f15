import { Cidr } from '../../src';
import { fromCidrs, fromNamespace, fromPods, ingressRule, networkPolicy, portProblem } from '../../src/gateway/network-policy';
import { synth, testChart } from '../support/app';

test('a policy restricts what comes and not what goes', () => {
  const chart = testChart();
  networkPolicy(chart, 'policy', { name: 'api', podLabels: { app: 'api' }, ingress: [ingressRule([8080], [fromNamespace('kong')])] });

  expect(synth(chart)).toEqual([{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app: 'api' } },
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kong' } } }],
        ports: [{ protocol: 'TCP', port: 8080 }],
      }],
    },
  }]);
});

test('no list of peers is everybody', () => {
  expect(ingressRule([1, 2], undefined)).toEqual({ ports: [{ protocol: 'TCP', port: 1 }, { protocol: 'TCP', port: 2 }] });
  expect(fromCidrs(undefined)).toBeUndefined();
});

test('a range is named once', () => {
  expect(fromCidrs([Cidr.of('10.0.0.0/8'), Cidr.of('10.0.0.0/8')])).toEqual([{ ipBlock: { cidr: '10.0.0.0/8' } }]);
});

test('pods of another namespace are one peer, which means both', () => {
  expect(fromPods({ app: 'kong' }, 'kong')).toEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kong' } },
    podSelector: { matchLabels: { app: 'kong' } },
  });
  expect(fromPods({ app: 'kong' })).toEqual({ podSelector: { matchLabels: { app: 'kong' } } });
});

test.each([0, 65536, 1.5, NaN])('port %p is refused', (port) => {
  expect(portProblem('peer', port)).toBe(`peer has port ${port}: expected an integer from 1 to 65535; give the port on which the container listens`);
});
