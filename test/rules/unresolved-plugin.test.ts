import { consumer, found, ingress, messages, object, plugin, plugins, shop, sibling } from './support';
import { KongPlugin } from '../../src';

const RULE = 'unresolved-plugin';

test('complies: the plugin is in the namespace', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins(' token ', '') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: the plugin is declared to exist', () => {
  const chart = shop();
  KongPlugin.fromName(chart, 'existing', { name: 'token', plugin: 'jwt' });
  ingress(chart, 'api', { annotations: plugins('token') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a name that nothing has, and suggests a near one', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins('tokne') });

  expect(found(chart, RULE)).toEqual([['test/api',
    "plugin 'tokne' does not exist in namespace shop: the controller leaves it out and goes on without it; did you mean 'token'? otherwise declare one that exists without this app with KongPlugin.fromName"]]);
});

test('fails on services, consumers and filters of an HTTPRoute too', () => {
  const chart = shop();
  object(chart, 'service', 'v1', 'Service', { metadata: { annotations: plugins('one') } });
  consumer(chart, 'consumer', [], { metadata: { annotations: plugins('two') } });
  object(chart, 'route', 'gateway.networking.k8s.io/v1', 'HTTPRoute', {
    spec: { rules: [{ filters: [{ type: 'ExtensionRef', extensionRef: { group: 'configuration.konghq.com', kind: 'KongPlugin', name: 'three' } }] }] },
  });

  expect(found(chart, RULE).map(([path]) => path).sort()).toEqual(['test/consumer', 'test/route', 'test/service']);
});

test('fails for an item that the controller skips', () => {
  const chart = shop();
  ingress(chart, 'api', { annotations: plugins('shop:') });

  expect(messages(chart, RULE)).toEqual(["plugin 'shop:' is no name: the controller skips it without a word; write the name of a plugin of namespace shop"]);
});

test('leaves ingresses of another class, services of another group and plugins of another namespace to others', () => {
  const chart = shop();
  plugin(sibling(chart, 'other', 'billing'), 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins('token') });
  ingress(chart, 'foreign', { annotations: plugins('none'), ingressClass: 'nginx' });
  object(chart, 'function', 'serving.knative.dev/v1', 'Service', { metadata: { annotations: plugins('none') } });

  expect(messages(chart, RULE)).toEqual([]);
});
