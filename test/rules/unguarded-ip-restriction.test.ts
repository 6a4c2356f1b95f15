import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { clusterPlugin, consumer, found, ingress, messages, object, plugin, plugins, sibling } from './support';
import { Cidr, IpAccess, KongPlugin, PublicAccess, SecuredApi, Tls, Backend } from '../../src';
import { guard, platform } from '../gateway/abuse-guard/support';

const RULE = 'unguarded-ip-restriction';
const ALLOW = { config: { allow: ['198.51.100.0/24'] } };

function guarded(): Chart {
  const chart = platform();
  guard(chart);
  return sibling(chart, 'shop', 'shop');
}

test('complies: what the guard has seen being made', () => {
  const chart = guarded();
  new SecuredApi(chart, 'api', {
    host: 'shop.example.com', tls: Tls.fromSecret('tls'), authentication: PublicAccess.because('a catalogue for everybody'), ipAccess: IpAccess.allow(Cidr.of('198.51.100.0/24')),
  }).addRoute('/', { backend: Backend.service('shop', 80) });

  expect(messages(chart, RULE)).toEqual([]);
  expect(messages(chart, 'hidden-plugin')).toEqual([]);
});

test('complies: raw YAML that the guard was told of', () => {
  const chart = platform();
  const shop = sibling(chart, 'shop', 'shop');
  plugin(shop, 'own', 'ip-restriction', ALLOW);
  ingress(shop, 'api', { annotations: plugins('own') });
  guard(chart, { furtherPlugins: [KongPlugin.fromName(shop, 'told', { name: 'own', plugin: 'ip-restriction' })] });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: one that is disabled, or that nothing of this gateway refers to', () => {
  const chart = guarded();
  plugin(chart, 'off', 'ip-restriction', { ...ALLOW, disabled: true });
  plugin(chart, 'elsewhere', 'ip-restriction', ALLOW);
  ingress(chart, 'api', { annotations: plugins('off') });
  ingress(chart, 'other', { ingressClass: 'nginx', annotations: plugins('elsewhere') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for raw YAML on a route', () => {
  const chart = guarded();
  plugin(chart, 'own', 'ip-restriction', ALLOW);
  ingress(chart, 'api', { annotations: plugins('own') });

  expect(found(chart, RULE)).toEqual([['shop/own', "ip-restriction 'own' on Ingress shop/api shadows the deny list of the abuse guard, which does not maintain it: use IpAccess or KongPlugin, which the guard sees, or give it to furtherPlugins of the guard"]]);
});

test('fails for one on a service, and on a consumer', () => {
  const chart = guarded();
  plugin(chart, 'wide', 'ip-restriction', ALLOW);
  plugin(chart, 'personal', 'ip-restriction', ALLOW);
  object(chart, 'api', 'v1', 'Service', { metadata: { annotations: plugins('wide') } });
  consumer(chart, 'alice', [], { metadata: { annotations: plugins('personal') } });

  expect(messages(chart, RULE)).toEqual([
    expect.stringContaining("'wide' on Service shop/api shadows the deny list"), expect.stringContaining("'personal' on KongConsumer shop/alice shadows the deny list"),
  ]);
});

test('fails for a cluster plugin on a route', () => {
  const chart = guarded();
  clusterPlugin(chart, 'shared', 'ip-restriction', ALLOW);
  ingress(chart, 'api', { annotations: plugins('shared') });

  expect(messages(chart, RULE)).toEqual([expect.stringContaining("'shared' on Ingress shop/api shadows the deny list of the abuse guard, which does not maintain it: make it a KongPlugin")]);
});

test('fails for a plugin that exists without the app', () => {
  const chart = guarded();
  const theirs = KongPlugin.fromName(chart, 'theirs', { name: 'office', plugin: 'ip-restriction' });
  ingress(chart, 'api', { annotations: plugins(theirs.pluginName) });

  expect(found(chart, RULE)).toEqual([['shop/api', expect.stringContaining("ip-restriction 'office' on Ingress shop/api shadows")]]);
});

test.each([
  ['is not global', JsonPatch.remove('/metadata/labels')],
  ['is of another class', JsonPatch.replace('/metadata/annotations/kubernetes.io~1ingress.class', 'nginx')],
  ['is disabled', JsonPatch.add('/disabled', true)],
  ['has another name', JsonPatch.replace('/metadata/name', 'blocked')],
])('fails for a guard whose own list %s', (_what, patch) => {
  const chart = platform();
  guard(chart).blockList.apiObject.addJsonPatch(patch);

  expect(found(chart, RULE)).toEqual([['platform/abuse-guard/Config', expect.stringContaining('the abuse guard maintains no global ip-restriction of this app')]]);
});

test('fails for everything where the configuration of the guard cannot be read', () => {
  const chart = platform();
  const { blockList } = guard(chart);
  ApiObject.of(chart.node.findChild('abuse-guard').node.findChild('Config')).addJsonPatch(JsonPatch.replace('/data/config.json', '{'));

  expect(blockList.pluginName).toBe('abuse-guard-ip-restriction');
  expect(messages(chart, RULE)).toHaveLength(1);
});
