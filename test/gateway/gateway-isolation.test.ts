import { Chart } from 'cdk8s';
import { Cidr, GatewayIsolation, GatewayIsolationProps, KongGateway, KongGatewayProps } from '../../src';
import { find, synth, testChart } from '../support/app';

const CONTROLLER = { 'app.kubernetes.io/name': 'controller' };
const MONITORING = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } };

function isolated(gateway: KongGatewayProps, props?: GatewayIsolationProps): { chart: Chart; isolation: GatewayIsolation } {
  const chart = testChart();
  new KongGateway(chart, 'gateway', gateway);
  return { chart, isolation: new GatewayIsolation(chart, 'isolation', props) };
}

const tcp = (...ports: number[]) => ports.map(port => ({ protocol: 'TCP', port }));

test('a gateway with the controller beside it gets one policy, in its own namespace', () => {
  const { chart, isolation } = isolated({});

  expect(isolation.node.defaultChild).toBe(isolation.gatewayPolicy);
  expect(isolation.controllerPolicy).toBeUndefined();
  expect(synth(chart)).toEqual([{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'isolation', namespace: 'kong' },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'kong' } },
      policyTypes: ['Ingress'],
      ingress: [
        { ports: tcp(8000, 8443) },
        { from: [MONITORING], ports: tcp(8100, 10255) },
        { ports: tcp(8080) },
      ],
    },
  }]);
});

test('nobody reaches the admin api of a gateway whose controller is in the same pod', () => {
  expect(JSON.stringify(synth(isolated({}).chart))).not.toMatch(/8001|8444/);
});

test('a controller with pods of its own reaches the admin api, and has a policy of its own', () => {
  const { chart } = isolated({ namespace: 'edge', controllerPodLabels: CONTROLLER });
  const objects = synth(chart);

  expect(find(objects, 'NetworkPolicy', 'isolation').spec.ingress).toEqual([
    { ports: tcp(8000, 8443) },
    { from: [{ podSelector: { matchLabels: CONTROLLER } }], ports: tcp(8001, 8444) },
    { from: [MONITORING], ports: tcp(8100) },
  ]);
  expect(find(objects, 'NetworkPolicy', 'isolation-controller')).toMatchObject({
    metadata: { namespace: 'edge' },
    spec: {
      podSelector: { matchLabels: CONTROLLER },
      ingress: [{ from: [MONITORING], ports: tcp(10255) }, { ports: tcp(8080) }],
    },
  });
});

test('all props are used', () => {
  const props: Required<GatewayIsolationProps> = {
    clients: [Cidr.of('192.0.2.0/24'), Cidr.of('2001:db8::/32')],
    proxyPorts: [9443],
    adminPorts: [9444],
    statusPort: 9100,
    controllerMetricsPort: 9255,
    controllerHealthPort: 9254,
    webhookPort: 9080,
    monitoringNamespace: 'observability',
    apiServers: [Cidr.of('10.0.0.1')],
    healthCheckers: [Cidr.of('10.0.0.0/16')],
  };
  const objects = synth(isolated({ controllerPodLabels: CONTROLLER }, props).chart);
  const observability = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } } };

  expect(find(objects, 'NetworkPolicy', 'isolation').spec.ingress).toEqual([
    { from: [{ ipBlock: { cidr: '192.0.2.0/24' } }, { ipBlock: { cidr: '2001:db8::/32' } }], ports: tcp(9443) },
    { from: [{ podSelector: { matchLabels: CONTROLLER } }], ports: tcp(9444) },
    { from: [observability], ports: tcp(9100) },
    { from: [{ ipBlock: { cidr: '10.0.0.0/16' } }], ports: tcp(9100) },
  ]);
  expect(find(objects, 'NetworkPolicy', 'isolation-controller').spec.ingress).toEqual([
    { from: [observability], ports: tcp(9255) },
    { from: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: tcp(9080) },
    { from: [{ ipBlock: { cidr: '10.0.0.0/16' } }], ports: tcp(9254) },
  ]);
});

test('health checkers reach both health ports of a shared pod', () => {
  const [policy] = synth(isolated({}, { healthCheckers: [Cidr.of('10.0.0.0/16')] }).chart);

  expect(policy.spec.ingress[3]).toEqual({ from: [{ ipBlock: { cidr: '10.0.0.0/16' } }], ports: tcp(8100, 10254) });
});

test('the default gateway can be isolated', () => {
  const chart = testChart();
  new GatewayIsolation(chart, 'isolation');

  expect(synth(chart)[0].metadata.namespace).toBe('kong');
});

test('one port number may serve two purposes in two pods', () => {
  const { chart } = isolated({ controllerPodLabels: CONTROLLER }, { proxyPorts: [8080] });

  expect(synth(chart)).toHaveLength(2);
});

test('fails at an imported gateway', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway');

  expect(() => new GatewayIsolation(chart, 'isolation')).toThrow(new Error(
    'the gateway is imported, and isolated by the app that declares it: expected one place, since policies add up and the widest wins; remove this one [test/isolation]'));
});

test('fails on a second one, which could only open more', () => {
  const { chart } = isolated({});

  expect(() => new GatewayIsolation(chart, 'other', { clients: [Cidr.of('192.0.2.0/24')] })).toThrow(new Error(
    'an isolation of this gateway exists already (test/isolation): expected one per gateway; add to that one [test/other]'));
});

test.each<[GatewayIsolationProps, string]>([
  [{ proxyPorts: [] }, 'proxyPorts is empty: expected the ports on which the gateway listens; leave it out for those of the helm chart [test/isolation]'],
  [{ adminPorts: [] }, 'adminPorts is empty: expected the ports on which the gateway listens; leave it out for those of the helm chart [test/isolation]'],
  [{ proxyPorts: [0] }, 'proxyPorts has port 0: expected an integer from 1 to 65535; give the port on which the container listens [test/isolation]'],
  [{ proxyPorts: [8443, 8444] }, 'port 8444 is given in proxyPorts and in adminPorts: expected each once, so that it is open to those only who need it; correct one [test/isolation]'],
  [{ webhookPort: 8100 }, 'port 8100 is given in statusPort and in webhookPort: expected each once, so that it is open to those only who need it; correct one [test/isolation]'],
  [{ clients: [] }, 'clients is empty: nobody could come; list the ranges or leave it out [test/isolation]'],
  [{ apiServers: [] }, 'apiServers is empty: nobody could come; list the ranges or leave it out [test/isolation]'],
  [{ healthCheckers: [] }, 'healthCheckers is empty: nobody could come; list the ranges or leave it out [test/isolation]'],
  [{ monitoringNamespace: '' }, "monitoringNamespace is empty: expected the namespace of prometheus; leave it out for 'monitoring' [test/isolation]"],
])('fails on %o', (props, message) => {
  expect(() => isolated({}, props)).toThrow(new Error(message));
});
