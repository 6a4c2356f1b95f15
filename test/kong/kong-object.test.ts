import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KongGateway } from '../../src';
import { kongObject, KongObjectProps, namespaceOf, scopedName } from '../../src/kong/kong-object';
import { testChart } from '../support/app';

const MAP: KongObjectProps = { apiVersion: 'v1', kind: 'ConfigMap', name: 'map', body: { data: { a: 'b' } } };

function manifest(props: Partial<KongObjectProps>, chart: Chart = testChart()): any {
  return kongObject(chart, 'map', { ...MAP, ...props }).toJson();
}

test('an object is its name and its body, in the namespace of the chart', () => {
  expect(manifest({})).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map', namespace: 'shop' }, data: { a: 'b' } });
});

test('all properties', () => {
  const props: Required<KongObjectProps> = {
    ...MAP, namespace: 'billing', annotations: { note: 'x' }, labels: { app: 'y' }, clusterScoped: false, early: true, classed: true,
  };
  expect(manifest(props).metadata).toEqual({
    name: 'map', namespace: 'billing', labels: { app: 'y' },
    annotations: { 'kubernetes.io/ingress.class': 'kong', 'argocd.argoproj.io/sync-wave': '-1', 'note': 'x' },
  });
});

test('an object for the cluster has no namespace, whatever its chart has', () => {
  expect([testChart(), testChart({})].map(chart => manifest({ clusterScoped: true }, chart).metadata)).toEqual([{ name: 'map' }, { name: 'map' }]);
});

test('what must be early has no sync wave where the gateway says so', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { syncWaves: false });
  expect(manifest({ early: true }, chart).metadata).not.toHaveProperty('annotations');
});

test('what need not be early has no sync wave', () => {
  expect(manifest({}).metadata).not.toHaveProperty('annotations');
});

test('the class is that of the gateway', () => {
  const chart = testChart();
  new KongGateway(chart, 'gateway', { ingressClassName: 'edge' });
  expect(manifest({ classed: true }, chart).metadata.annotations).toEqual({ 'kubernetes.io/ingress.class': 'edge' });
});

test('an annotation that is given wins', () => {
  expect(manifest({ early: true, annotations: { 'argocd.argoproj.io/sync-wave': '-5' } }).metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-5' });
});

describe('the name of a scope', () => {
  const scope = (...ids: string[]) => ids.reduce<Construct>((above, id) => new Construct(above, id), testChart());

  test('is its ids below the chart, whose own id is not in it', () => {
    expect(scopedName(scope('orders', 'api'))).toBe('orders-api');
  });

  test('has what is immutable at its end', () => {
    expect(scopedName(scope('orders'), 'jwt')).toBe('orders-jwt');
  });

  test('can name a child that is not made yet', () => {
    expect(scopedName(scope('orders'), 'jwt', 'api')).toBe('orders-api-jwt');
  });

  test('leaves out ids that begin with a dollar sign', () => {
    expect(scopedName(scope('orders', '$shared', 'api'))).toBe('orders-api');
  });

  test('begins below the nearest chart', () => {
    expect(scopedName(new Construct(new Chart(testChart(), 'inner'), 'api'))).toBe('api');
  });

  test('is the same in whatever chart, so that moving an object renames nothing', () => {
    const app = new App();
    expect(['a', 'b'].map(id => scopedName(new Construct(new Chart(app, id), 'api')))).toEqual(['api', 'api']);
  });

  test('is cut at 63 characters, with a hash that tells names apart', () => {
    const [one, other] = ['a', 'b'].map(end => scopedName(scope('x'.repeat(70) + end), 'jwt'));
    expect([one.length, other.length, one === other]).toEqual([63, 63, false]);
    expect(one).toMatch(/^x+-[0-9a-f]{8}-jwt$/);
  });

  test('of 63 characters is whole', () => {
    expect(scopedName(scope('x'.repeat(59)), 'jwt')).toBe(`${'x'.repeat(59)}-jwt`);
  });
});

test('the namespace of a scope is that of its chart', () => {
  expect([testChart(), testChart({})].map(chart => namespaceOf(new Construct(chart, 'x')))).toEqual(['shop', undefined]);
});
