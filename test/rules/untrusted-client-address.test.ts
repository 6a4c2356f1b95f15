import { messages, plugin, shop } from './support';
import { Cidr, KongGateway } from '../../src';

const RULE = 'untrusted-client-address';
const FIX = "the gateway is behind a load balancer and trusts no proxy, so every client has the balancer's address; set trustedProxies of the gateway, or behindLoadBalancer: false if clients reach it directly, or acknowledge it";

test.each([
  ['the gateway trusts its proxies', { trustedProxies: [Cidr.of('10.0.0.0/8')] }],
  ['clients reach it directly', { behindLoadBalancer: false }],
])('complies: %s', (_, props) => {
  const chart = shop();
  new KongGateway(chart, 'gateway', props);
  plugin(chart, 'allow', 'ip-restriction', { config: { allow: ['10.0.0.0/8'] } });
  plugin(chart, 'limit', 'rate-limiting', { config: { minute: 5, limit_by: 'ip' } });

  expect(messages(chart, RULE)).toEqual([]);
});

test('complies: no rule is about addresses', () => {
  const chart = shop();
  plugin(chart, 'limit', 'rate-limiting', { config: { minute: 5, limit_by: 'consumer' } });
  plugin(chart, 'empty', 'ip-restriction', { config: { deny: [] } });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  ['ip-restriction', { allow: ['10.0.0.0/8'] }, 'ip-restriction lets in all clients or none'],
  ['ip-restriction', { deny: ['192.0.2.1'] }, 'ip-restriction denies nobody, or everybody'],
  ['rate-limiting', { minute: 5, limit_by: 'ip' }, 'rate-limiting by ip is one limit for all clients together'],
])('fails for %s %j', (type, config, effect) => {
  const chart = shop();
  plugin(chart, 'it', type, { config });

  expect(messages(chart, RULE)).toEqual([`${effect}: ${FIX}`]);
});
