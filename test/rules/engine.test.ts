import { JsonPatch, Lazy, Testing } from 'cdk8s';
import { ingress, object, plugin, plugins, shop, sibling } from './support';
import { Acknowledge, KongPlugin } from '../../src';
import { ALL_RULES } from '../../src/rules/all-rules';
import { errorText, judge } from '../../src/rules/engine';

const BEFORE = '2026-01-01';
const LAST = '2026-01-31';
const AFTER = '2026-02-01';

function errors(scope: any, today?: string) {
  return judge(scope.node.root, today).findings.filter(finding => !finding.acknowledged);
}

describe('the result is kept', () => {
  test('as long as nothing changes', () => {
    const chart = shop();
    ingress(chart, 'api');

    expect(judge(chart.node.root, BEFORE)).toBe(judge(chart.node.root, BEFORE));
    expect(judge(chart.node.root, BEFORE)).not.toBe(judge(chart.node.root, AFTER));
  });

  test.each<[string, (chart: any, api: any) => void]>([
    ['an object', chart => object(chart, 'more', 'v1', 'ConfigMap')],
    ['a patch', (_, api) => api.addJsonPatch(JsonPatch.remove('/spec'))],
    ['an annotation', (_, api) => api.metadata.addAnnotation('gatewarden/public-access', 'other')],
    ['the value of a label', (_, api) => api.metadata.addLabel('app', 'other')],
    ['an acknowledgement', chart => Acknowledge.finding(chart, { rule: 'unauthenticated-route', reason: 'the price list is printed anyway' })],
  ])('until %s is added or changed', (_, change) => {
    const chart = shop();
    const api = ingress(chart, 'api', { annotations: { 'gatewarden/public-access': 'this' } });
    api.metadata.addLabel('app', 'this');
    const first = judge(chart.node.root, BEFORE);

    change(chart, api);

    expect(judge(chart.node.root, BEFORE)).not.toBe(first);
  });
});

describe('an acknowledgement', () => {
  const finding = { rule: 'unauthenticated-route', reason: 'the price list is printed anyway' };

  test('counts for everything below its scope, and for nothing beside it', () => {
    const chart = shop();
    const other = sibling(chart, 'other', 'billing');
    ingress(chart, 'api');
    ingress(other, 'api', { host: 'www.example.com' });
    Acknowledge.finding(chart, finding);

    expect(errors(chart).map(error => error.at.node.path)).toEqual(['other/api']);
    expect(judge(chart.node.root).findings.find(found => found.acknowledged)?.acknowledged).toMatchObject({ reason: finding.reason, scope: chart });
  });

  test('counts for its rule alone', () => {
    const chart = shop();
    ingress(chart, 'api', { ingressClass: null });
    Acknowledge.finding(chart, finding);

    expect(errors(chart).map(error => error.rule.id)).toEqual(['missing-class']);
  });

  test('counts on its last day, and then the error says that it has ended', () => {
    const chart = shop();
    ingress(chart, 'api');
    Acknowledge.finding(chart, { ...finding, until: LAST });

    expect(errors(chart, LAST)).toEqual([]);
    expect(errors(chart, AFTER).map(errorText)).toEqual([
      expect.stringMatching(/with the reason \(acknowledged until 2026-01-31, which has passed\) \(rule unauthenticated-route\)$/),
    ]);
    expect(judge(chart.node.root, AFTER).unused).toEqual([]);
  });

  test('of a wider scope counts when the nearer one has ended', () => {
    const chart = shop();
    const api = ingress(chart, 'api');
    Acknowledge.finding(api, { ...finding, until: LAST });
    Acknowledge.finding(chart, finding);

    expect(errors(chart, AFTER)).toEqual([]);
  });

  test('that accepts nothing is told', () => {
    const chart = shop();
    Acknowledge.finding(chart, finding);

    expect(judge(chart.node.root).unused).toMatchObject([{ rule: finding.rule, scope: chart }]);
  });
});

describe('what a rule finds', () => {
  test('is told once, however often it finds it', () => {
    const chart = shop();
    const filter = { filters: [{ type: 'ExtensionRef', extensionRef: { kind: 'KongPlugin', name: 'none' } }] };
    object(chart, 'route', 'gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: { rules: [filter, filter] } });

    expect(errors(chart).map(error => error.rule.id)).toEqual(['unauthenticated-route', 'unresolved-plugin']);
  });

  test('is what stands in the final object', () => {
    const chart = shop();
    new KongPlugin(chart, 'token', { plugin: 'jwt', config: { claims_to_verify: ['exp'], uri_param_names: [] } });
    const api = ingress(chart, 'api', { annotations: plugins('token-jwt') });
    expect(errors(chart)).toEqual([]);

    api.addJsonPatch(JsonPatch.replace('/metadata/annotations/konghq.com~1plugins', 'token'));
    expect(errors(chart).map(error => error.rule.id)).toEqual(['unauthenticated-route', 'unresolved-plugin', 'unattached-plugin']);
  });

  test('is an error of its own when the rule fails', () => {
    const chart = shop();
    plugin(chart, 'token', 'jwt', { config: { claims_to_verify: ['exp'], uri_param_names: [] } });
    const broken = jest.spyOn(ALL_RULES[1], 'check').mockImplementation(() => { throw new Error('no idea'); });
    try {
      expect(errors(chart).map(error => [error.at, error.rule.id, error.message])[0]).toEqual([
        chart.node.root, 'unauthenticated-route', 'the check itself failed: no idea; what it guards is unknown, so this is an error',
      ]);
    } finally {
      broken.mockRestore();
    }
  });

  test('does not depend on well-formed objects', () => {
    const chart = shop();
    const odd = [null, 1, 'text', [], {}, [null], [1], { a: null }];
    for (const [index, value] of odd.entries()) {
      for (const kind of ['Ingress', 'KongPlugin', 'KongClusterPlugin', 'KongConsumer', 'KongConsumerGroup', 'Secret', 'Service', 'HTTPRoute', 'List', 'ReferenceGrant', 'ConfigMap']) {
        const group = kind === 'Ingress' ? 'networking.k8s.io/v1' : kind.startsWith('Kong') ? 'configuration.konghq.com/v1' : /Route|Grant/.test(kind) ? 'gateway.networking.k8s.io/v1' : 'v1';
        const fields = ['spec', 'config', 'configPatches', 'plugin', 'credentials', 'data', 'stringData', 'username'];
        object(chart, `${kind.toLowerCase()}-${index}`, group, kind, Object.fromEntries(fields.map(field => [field, value])));
        object(chart, `${kind.toLowerCase()}-${index}-rules`, group, kind, { spec: { rules: value, from: value, to: value } });
        object(chart, `${kind.toLowerCase()}-${index}-paths`, group, kind, { spec: { rules: [{ host: value, http: value, filters: value }, { http: { paths: value } }, { http: { paths: [{ path: value, backend: value }] } }] } });
        object(chart, `${kind.toLowerCase()}-${index}-meta`, group, kind).addJsonPatch(JsonPatch.add('/metadata/annotations', value), JsonPatch.add('/metadata/labels', value));
      }
    }
    object(chart, 'bare', 'v1', 'ConfigMap').addJsonPatch(JsonPatch.remove('/metadata'));
    object(chart, 'lazy', 'v1', 'ConfigMap', { data: Lazy.any({ produce: () => undefined }) });

    expect(errors(chart).filter(error => error.message.startsWith('the check itself failed')).map(errorText)).toEqual([]);
  });
});

test('an app without anything of the library can be judged', () => {
  expect(judge(Testing.app())).toEqual({ findings: [], unused: [], optOuts: [], assumptions: [] });
});
