import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { ingress, shop, sibling } from './support';
import { Acknowledge, Authentication, Backend, KongPlugin, SecuredApi, Tls } from '../../src';
import { watch } from '../../src/rules/watch';

function api(chart: Chart): SecuredApi {
  const secured = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('cert'), authentication: Authentication.jwt() });
  secured.addRoute('/', { backend: Backend.service('api', 80) });
  return secured;
}

test('an app that keeps the rules is synthesized, again and again', () => {
  const chart = shop();
  api(chart);

  expect(Testing.synth(chart)).toEqual(Testing.synth(chart));
});

test('what breaks a rule stops the synth, behind the path of what is at fault', () => {
  const chart = shop();
  new KongPlugin(chart, 'lost', { plugin: 'jwt' });

  expect(() => Testing.synth(chart)).toThrow(
    'Validation failed with the following errors:\n  [test/lost] KongPlugin lost-jwt is referred to by nothing in this app: it runs nowhere; give it to plugins of an api or a route, or remove it (rule unattached-plugin)');
});

test('each text stands once, for every chart and every run', () => {
  const chart = shop();
  api(chart);
  const other = sibling(chart, 'other', 'billing');
  api(other);
  ingress(other, 'raw');

  for (const run of [() => Testing.synth(chart), () => Testing.synth(other), () => (chart.node.root as App).synthYaml()]) {
    let text = '';
    try {
      run();
    } catch (error) {
      text = (error as Error).message;
    }
    expect(text.match(/\[other\/raw\]/g)).toHaveLength(2);
    expect(text.match(/rule unauthenticated-route/g)).toHaveLength(1);
  }
});

test('what is mended or accepted between two runs counts', () => {
  const chart = shop();
  const secured = api(chart);
  const route = secured.node.findAll().find(node => ApiObject.isApiObject(node) && node.kind === 'Ingress') as ApiObject;
  Testing.synth(chart);

  route.addJsonPatch(JsonPatch.remove('/metadata/annotations/konghq.com~1plugins'));
  expect(() => Testing.synth(chart)).toThrow('(rule unauthenticated-route)');

  Acknowledge.finding(chart, { rule: 'unauthenticated-route', reason: 'tried out in a test, once' });
  Acknowledge.finding(chart, { rule: 'unattached-plugin', reason: 'tried out in a test, once' });
  Acknowledge.finding(chart, { rule: 'promised-plugins', reason: 'tried out in a test, once' });
  Testing.synth(chart);
});

test('a root is watched once', () => {
  const chart = shop();
  watch(chart);
  watch(chart);
  ingress(chart, 'raw');

  expect(chart.node.root.node.validate()).toEqual([]);
  expect(chart.node.findChild('raw').node.validate()).toHaveLength(1);
});
