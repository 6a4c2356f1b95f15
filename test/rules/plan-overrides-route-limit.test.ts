import { consumer, found, messages, plugin, plugins, shop } from './support';
import { Authentication, Backend, RateTier, SecuredApi, Tls } from '../../src';

const RULE = 'plan-overrides-route-limit';

function login(chart = shop()) {
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt() });
  api.addRoute('/login', { backend: Backend.service('api', 80), tier: new RateTier(chart, 'login', { minute: 5, openToAll: true }) });
  return chart;
}

test('complies: no consumer has a plan', () => {
  const chart = login();
  consumer(chart, 'app', []);

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: a plan beside routes that are no limit for everybody', () => {
  const chart = shop();
  plugin(chart, 'plan', 'rate-limiting');
  consumer(chart, 'app', [], { metadata: { annotations: plugins('plan') } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for a limit that a consumer with a plan does not have', () => {
  const chart = login();
  plugin(chart, 'plan', 'rate-limiting');
  consumer(chart, 'app', [], { metadata: { annotations: plugins('plan') } });

  expect(found(chart, RULE)).toEqual([['test/api/login',
    "route has the limit 'login' for every caller, and KongConsumer shop/app has a plan: kong prefers the limit of a consumer, so there the plan's holds; leave tier out of those consumers, or acknowledge it"]]);
});

test('names a few consumers, and counts the rest', () => {
  const chart = login();
  plugin(chart, 'plan', 'rate-limiting');
  ['a', 'b', 'c', 'd', 'e'].forEach(id => consumer(chart, id, [], { metadata: { annotations: plugins('plan') } }));

  expect(messages(chart, RULE)[0]).toContain('KongConsumer shop/a, KongConsumer shop/b, KongConsumer shop/c and 2 more have a plan');
});
