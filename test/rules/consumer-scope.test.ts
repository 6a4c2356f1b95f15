import { consumer, messages, object, plugin, plugins, shop } from './support';
import { KongEdition, KongGateway, KongVersion } from '../../src';

const RULE = 'consumer-scope';

function group(scope: any, id: string, ...names: string[]) {
  return object(scope, id, 'configuration.konghq.com/v1beta1', 'KongConsumerGroup', { metadata: { annotations: { 'kubernetes.io/ingress.class': 'kong', ...plugins(...names) } } });
}

test('complies: a limit on a consumer', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting');
  consumer(chart, 'app', [], { metadata: { annotations: plugins('limit') } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for authentication on a consumer', () => {
  const chart = shop();
  plugin(chart, 'token', 'jwt');
  consumer(chart, 'app', [], { metadata: { annotations: plugins('token') } });

  expect(messages(chart, RULE)).toEqual([
    "plugin 'token' of type jwt is on a KongConsumer: kong oss 3.9 has no such scope for it and refuses the whole configuration; put it on the routes",
  ]);
});

test('fails for a consumer group in open source', () => {
  const chart = shop();
  group(chart, 'gold');

  expect(messages(chart, RULE)).toEqual(['consumer groups need kong enterprise; this gateway is oss 3.9; put the plugins on the consumers, or set edition']);
});

test('a consumer group of enterprise takes some types', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', { edition: KongEdition.ENTERPRISE, version: KongVersion.V3_9 });
  plugin(chart, 'limit', 'rate-limiting');
  plugin(chart, 'size', 'request-size-limiting');
  group(chart, 'gold', 'limit');
  expect(messages(chart, RULE)).toEqual([]);

  group(chart, 'silver', 'size');
  expect(messages(chart, RULE)).toEqual([
    "plugin 'size' of type request-size-limiting is on a KongConsumerGroup: kong enterprise 3.9 has no such scope for it and refuses the whole configuration; put it on the routes",
  ]);
});
