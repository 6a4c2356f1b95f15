import { consumer, ingress, messages, object, plugin, plugins, shop } from './support';

const RULE = 'duplicate-plugin-type';

test('complies: one type on an ingress and on its service', () => {
  const chart = shop();
  plugin(chart, 'one', 'rate-limiting');
  plugin(chart, 'two', 'rate-limiting');
  object(chart, 'api', 'v1', 'Service', { metadata: { annotations: plugins('one') } });
  ingress(chart, 'route', { annotations: plugins('two') });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for two objects of a type, on a consumer too', () => {
  const chart = shop();
  plugin(chart, 'one', 'rate-limiting');
  plugin(chart, 'two', 'rate-limiting');
  ingress(chart, 'api', { annotations: plugins('one', 'two') });
  consumer(chart, 'app', [], { metadata: { annotations: plugins('one', 'two') } });

  expect(messages(chart, RULE)).toEqual([
    "Ingress names two plugins of type rate-limiting, 'one' and 'two': kong takes one per type and refuses the whole configuration for two; remove one",
    "KongConsumer names two plugins of type rate-limiting, 'one' and 'two': kong takes one per type and refuses the whole configuration for two; remove one",
  ]);
});

test('fails for one name twice', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  ingress(chart, 'api', { annotations: plugins('token', 'token') });

  expect(messages(chart, RULE)).toEqual(["Ingress names the plugin 'token' twice: kong takes one per type and refuses the whole configuration for two; remove one"]);
});

test('fails for an annotation and a filter of an HTTPRoute together, and not for filters of two rules', () => {
  const chart = shop();
  const filter = (name: string) => ({ filters: [{ type: 'ExtensionRef', extensionRef: { group: 'configuration.konghq.com', kind: 'KongPlugin', name } }] });
  plugin(chart, 'one', 'jwt');
  plugin(chart, 'two', 'jwt');
  object(chart, 'apart', 'gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: { rules: [filter('one'), filter('two')] } });
  expect(messages(chart, RULE)).toEqual([]);

  object(chart, 'joined', 'gateway.networking.k8s.io/v1', 'HTTPRoute', { metadata: { annotations: plugins('one') }, spec: { rules: [filter('two'), filter('two')] } });
  expect(messages(chart, RULE)).toHaveLength(1);
});
