import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { ApiConsumer, ApiKeyCredential, Authentication, Backend, JwtAlgorithm, JwtCredential, KongClusterPlugin, KongGateway, RateTier, SecuredApi, Tls } from '../../src';
import { publicKey, testChart } from '../support/app';

const KEY = publicKey();

const PARTS: ((chart: Chart) => void)[] = [
  chart => {
    const api = new SecuredApi(chart, 'orders', { host: 'orders.example.com', tls: Tls.fromSecret('orders-tls'), authentication: Authentication.jwt() });
    api.addRoute('/', { backend: Backend.service('orders', 80) });
  },
  chart => void new ApiConsumer(chart, 'acme', { credentials: [JwtCredential.publicKey({ key: 'acme', algorithm: JwtAlgorithm.RS256, publicKey: KEY })] }),
  chart => void new ApiConsumer(chart, 'beta', { credentials: [ApiKeyCredential.fromSecret('beta-key')], tier: new RateTier(chart, 'standard', { minute: 5 }) }),
  chart => void new KongClusterPlugin(chart, 'closed', { plugin: 'request-termination', config: { status_code: 503 } }),
  chart => void new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'orders' } }),
];

function page(parts: ((chart: Chart) => void)[]): any[] {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { behindLoadBalancer: false });
  parts.forEach(part => part(chart));
  return chart.toJson();
}

const shown = (objects: any[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test('what routes need comes first, and routes last', () => {
  expect(shown(page(PARTS))).toEqual([
    'Secret acme-jwt-acme',
    'Secret standard-group',
    'KongClusterPlugin closed-request-termination',
    'KongPlugin orders-jwt',
    'KongPlugin orders-post-function',
    'KongPlugin orders-pre-function',
    'KongPlugin orders-response-transformer',
    'KongPlugin standard-consumer-rate-limiting',
    'KongConsumer acme',
    'KongConsumer beta',
    'Service orders',
    'Ingress orders-root',
  ]);
});

test('the order of the code makes no difference', () => {
  expect(page([...PARTS].reverse())).toEqual(page(PARTS));
});

test('nothing is lost or doubled', () => {
  expect(new Set(shown(page(PARTS))).size).toBe(12);
});

function object(chart: Chart, id: string, kind: string = 'ConfigMap'): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'v1', kind, metadata: { name: id } });
}

/** A chart that is in order, with objects of the user's own. */
function ordered(make: (chart: Chart) => void, namespace?: string): string[] {
  const chart = testChart({ namespace });
  new KongClusterPlugin(chart, 'closed', { plugin: 'request-termination', config: { status_code: 503 } });
  make(chart);
  return shown(chart.toJson());
}

test('objects of one kind are by namespace and name', () => {
  expect(ordered(chart => ['b', 'c', 'a'].forEach(id => object(chart, id)))).toEqual(['ConfigMap a', 'ConfigMap b', 'ConfigMap c', 'KongClusterPlugin closed-request-termination']);
});

test('what the user declares comes first', () => {
  expect(ordered(chart => {
    const [a, z] = [object(chart, 'a'), object(chart, 'z')];
    a.addDependency(z);
  })).toEqual(['ConfigMap z', 'ConfigMap a', 'KongClusterPlugin closed-request-termination']);
});

test('what the user declares wins over the kinds', () => {
  expect(ordered(chart => object(chart, 'secret', 'Secret').addDependency(object(chart, 'job', 'Job')))[0]).toBe('Job job');
});

test('what the user declares of an object without a namespace counts as well', () => {
  expect(ordered(chart => object(chart, 'first', 'Secret').addDependency(chart.node.findChild('closed')), 'shop'))
    .toEqual(['KongClusterPlugin closed-request-termination', 'Secret first']);
});

test('what the user declares of a patched object counts as well', () => {
  expect(ordered(chart => {
    const z = object(chart, 'z');
    z.addJsonPatch(JsonPatch.replace('/metadata/name', 'zz'));
    object(chart, 'a').addDependency(z);
  })).toEqual(['ConfigMap zz', 'ConfigMap a', 'KongClusterPlugin closed-request-termination']);
});

test('a chart without anything of this package keeps the order of its code', () => {
  const chart = testChart();
  ['b', 'a'].forEach(id => object(chart, id));
  expect(shown(chart.toJson())).toEqual(['ConfigMap b', 'ConfigMap a']);
});

describe('several charts', () => {
  function synthesized(dependent: boolean = false): Record<string, string> {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'gatewarden-')) });
    new KongGateway(app, 'gateway', { behindLoadBalancer: false });
    const [platform, shop] = ['platform', 'shop'].map(id => new Chart(app, id, { namespace: id }));
    const tier = new RateTier(platform, 'standard', { minute: 5 });
    const api = new SecuredApi(shop, 'orders', { host: 'orders.example.com', tls: Tls.fromSecret('orders-tls'), authentication: Authentication.jwt(), tier });
    api.addRoute('/', { backend: Backend.service('orders', 80) });
    if (dependent) {
      shop.addDependency(platform);
    }
    app.synth();
    return Object.fromEntries(readdirSync(app.outdir).sort().map(file => [file, readFileSync(join(app.outdir, file), 'utf8')]));
  }

  test('make no dependency between charts, which would rename files', () => {
    expect(Object.keys(synthesized())).toEqual(['platform.k8s.yaml', 'shop.k8s.yaml']);
  });

  test('are in order where the user has made one', () => {
    const files = synthesized(true);
    expect(Object.keys(files)).toEqual(['0000-platform.k8s.yaml', '0001-shop.k8s.yaml']);
    expect(files['0001-shop.k8s.yaml']).toBe(synthesized()['shop.k8s.yaml']);
  });

  test('have each only its own objects', () => {
    expect(synthesized()['platform.k8s.yaml'].match(/^kind: .*$/gm)).toEqual(['kind: KongPlugin']);
  });
});

test('a chart in a chart has an order of its own', () => {
  const outer = testChart();
  new KongGateway(outer, 'gateway', { behindLoadBalancer: false });
  const inner = new Chart(outer, 'inner', { namespace: 'shop' });
  PARTS[0](inner);
  PARTS[3](outer);
  expect([outer, inner].map(chart => shown(chart.toJson()).at(-1))).toEqual(['KongClusterPlugin closed-request-termination', 'Ingress orders-root']);
});
