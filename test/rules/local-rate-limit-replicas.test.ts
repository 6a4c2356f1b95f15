import { messages, plugin, shop } from './support';
import { KongGateway } from '../../src';

const RULE = 'local-rate-limit-replicas';

test('complies: one pod counts alone', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting', { config: { minute: 5 } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: several pods count in redis, or where is not known here', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', { replicas: 3 });
  plugin(chart, 'limit', 'rate-limiting', { config: { minute: 5, policy: 'redis' } });
  plugin(chart, 'patched', 'rate-limiting', { config: { minute: 5 }, configPatches: [{ path: '/policy' }] });
  plugin(chart, 'from', 'rate-limiting', { configFrom: {} });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for several pods that each count for themselves', () => {
  const chart = shop();
  new KongGateway(chart, 'gateway', { replicas: 3 });
  plugin(chart, 'default', 'rate-limiting', { config: { minute: 5 } });
  plugin(chart, 'explicit', 'response-ratelimiting', { config: { policy: 'local' } });

  expect(messages(chart, RULE)).toEqual([
    'rate-limiting counts in each of 3 pods for itself: up to 3 times the limit passes; give the gateway a redis, or acknowledge it',
    'response-ratelimiting counts in each of 3 pods for itself: up to 3 times the limit passes; give the gateway a redis, or acknowledge it',
  ]);
});
