import { consumer, found, ingress, messages, object, plugin, plugins, shop } from './support';

const RULE = 'plugin-on-route-and-consumer';

test('complies: one object for routes and one for consumers', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting');
  plugin(chart, 'plan', 'rate-limiting');
  ingress(chart, 'api', { annotations: plugins('limit') });
  ingress(chart, 'more', { annotations: plugins('limit') });
  consumer(chart, 'app', [], { metadata: { annotations: plugins('plan') } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for one object on a route and a consumer', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting');
  ingress(chart, 'api', { annotations: plugins('limit') });
  consumer(chart, 'app', [], { metadata: { annotations: plugins('limit') } });

  expect(found(chart, RULE)).toEqual([['test/limit',
    "plugin 'limit' is on Ingress shop/api and on KongConsumer shop/app: the controller then runs it for that consumer on that route and for nobody else; make two plugin objects, one for routes and one for consumers"]]);
});

test('fails for one on a service too', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting');
  object(chart, 'api', 'v1', 'Service', { metadata: { annotations: plugins('limit') } });
  consumer(chart, 'app', [], { metadata: { annotations: plugins('limit') } });

  expect(messages(chart, RULE)).toHaveLength(1);
});
