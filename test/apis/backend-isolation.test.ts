import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { BackendIsolation, BackendIsolationProps, BackendPeer, BackendService, KongGateway } from '../../src';
import { find, synth, testChart } from '../support/app';

const PODS = { podLabels: { app: 'api' }, containerPort: 8080 };
const GATEWAY = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kong' } },
  podSelector: { matchLabels: { 'app.kubernetes.io/name': 'kong' } },
};

function isolated(props: BackendIsolationProps): any {
  const chart = testChart();
  new BackendIsolation(chart, 'isolation', props);
  return synth(chart)[0];
}

test('only the gateway reaches the pods, at the container port', () => {
  const chart = testChart();
  const made = new BackendIsolation(chart, 'isolation', PODS);

  expect(made.node.defaultChild).toBe(made.apiObject);
  expect(synth(chart)).toEqual([{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'isolation', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app: 'api' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [GATEWAY], ports: [{ protocol: 'TCP', port: 8080 }] }],
    },
  }]);
});

test('the namespace and the labels of the gateway are one peer, which means both', () => {
  expect(isolated(PODS).spec.ingress[0].from).toHaveLength(1);
});

test('labels and port are those of a service of this package, not the port of the service', () => {
  const chart = testChart();
  const service = new BackendService(chart, 'api', { podLabels: { app: 'api' }, port: 80, containerPort: 3000 });
  new BackendIsolation(chart, 'isolation', { service });

  expect(find(synth(chart), 'NetworkPolicy', 'isolation').spec).toMatchObject({
    podSelector: { matchLabels: { app: 'api' } }, ingress: [{ ports: [{ port: 3000 }] }],
  });
});

test('the gateway is the one that serves the scope, also an imported one', () => {
  const chart = testChart();
  KongGateway.imported(chart, 'gateway', { namespace: 'edge', podLabels: { app: 'proxy' } });
  new BackendIsolation(chart, 'isolation', PODS);

  expect(synth(chart)[0].spec.ingress[0].from).toEqual([{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } }, podSelector: { matchLabels: { app: 'proxy' } },
  }]);
});

test('others are let in with a reason, which stands in the object', () => {
  const all: Required<BackendPeer> = { namespace: 'monitoring', podLabels: { app: 'prometheus' }, port: 9090, reason: 'prometheus scrapes the pods' };
  const object = isolated({
    ...PODS,
    alsoFrom: [
      all,
      { namespace: 'jobs', reason: 'nightly jobs call as themselves' },
      { podLabels: { app: 'worker', tier: 'back' }, reason: 'workers  share\nthe session store' },
    ],
  });

  expect(object.metadata.annotations).toEqual({
    'gatewarden/also-from': 'namespace monitoring app=prometheus: prometheus scrapes the pods; namespace jobs: nightly jobs call as themselves; '
      + 'app=worker,tier=back: workers share the session store',
  });
  expect(object.spec.ingress.slice(1)).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }, podSelector: { matchLabels: { app: 'prometheus' } } }],
      ports: [{ protocol: 'TCP', port: 9090 }],
    },
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'jobs' } } }], ports: [{ protocol: 'TCP', port: 8080 }] },
    { from: [{ podSelector: { matchLabels: { app: 'worker', tier: 'back' } } }], ports: [{ protocol: 'TCP', port: 8080 }] },
  ]);
});

test('pods of cdk8s-plus are protected by their labels', () => {
  const chart = testChart();
  const deployment = new Deployment(chart, 'api', { containers: [{ image: 'api', portNumber: 3000 }] });
  deployment.exposeViaService();
  new BackendIsolation(chart, 'isolation', { podLabels: deployment.matchLabels, containerPort: 3000 });
  const objects = synth(chart);
  const service = objects.find(object => object.kind === 'Service');

  expect(find(objects, 'NetworkPolicy', 'isolation').spec.podSelector.matchLabels).toEqual(service.spec.selector);
});

test.each<[BackendIsolationProps, string]>([
  [{}, 'nothing'], [{ podLabels: { app: 'api' } }, 'podLabels'], [{ containerPort: 8080 }, 'containerPort'],
])('fails on %o, which selects no pods', (props, got) => {
  expect(() => isolated(props)).toThrow(new Error(
    `isolation has ${got} to select pods by: expected service, or podLabels and containerPort; give one of the two [test/isolation]`));
});

test('fails on a service and labels', () => {
  const chart = testChart();
  const service = new BackendService(chart, 'api', { podLabels: { app: 'api' } });

  expect(() => new BackendIsolation(chart, 'isolation', { service, ...PODS })).toThrow(new Error(
    'isolation has service and podLabels and containerPort to select pods by: expected service, or podLabels and containerPort; give one of the two [test/isolation]'));
});

test('fails on a service of another namespace, whose pods no policy here protects', () => {
  const app = new App();
  const service = new BackendService(new Chart(app, 'other', { namespace: 'other' }), 'api', { podLabels: { app: 'api' } });

  expect(() => new BackendIsolation(new Chart(app, 'test', { namespace: 'shop' }), 'isolation', { service })).toThrow(new Error(
    "service 'api' is in namespace other and the isolation in shop: a policy protects pods of its own namespace only; make it in the chart of the service [test/isolation]"));
});

const NAME = "expected an object name of a-z, 0-9, '-' and '.', each part beginning and ending with a letter or digit";

test.each<[BackendIsolationProps, string]>([
  [{ ...PODS, podLabels: {} }, 'podLabels is empty: it would select every pod of the namespace; give a label that only these pods have'],
  [{ ...PODS, containerPort: 0 }, 'containerPort has port 0: expected an integer from 1 to 65535; give the port on which the container listens'],
  [{ ...PODS, alsoFrom: [{ reason: 'because we can' }] }, 'peer has neither namespace nor podLabels: it would be every pod beside the backend; give one of the two, or both'],
  [{ ...PODS, alsoFrom: [{ namespace: 'jobs', reason: 'jobs' }] }, "peer namespace jobs has the reason 'jobs': expected a sentence that a reviewer understands; say why it is safe here"],
  [{ ...PODS, alsoFrom: [{ namespace: 'Jobs', reason: 'nightly jobs call' }] }, `${NAME}, got 'Jobs'; write it as 'my-object'`],
  [{ ...PODS, alsoFrom: [{ podLabels: {}, reason: 'nightly jobs call' }] }, 'podLabels of a peer is empty: it would select every pod of the namespace; give a label that only these pods have'],
  [{ ...PODS, alsoFrom: [{ namespace: 'jobs', port: 70000, reason: 'nightly jobs call' }] }, 'peer has port 70000: expected an integer from 1 to 65535; give the port on which the container listens'],
])('fails on %o', (props, message) => {
  expect(() => isolated(props)).toThrow(new Error(`${message} [test/isolation]`));
});
