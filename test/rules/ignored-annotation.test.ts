import { consumer, ingress, messages, object, shop } from './support';

const RULE = 'ignored-annotation';

test('complies: what the controller reads, and what is for others', () => {
  const chart = shop();
  ingress(chart, 'api', { annotations: { 'konghq.com/strip-path': 'true', 'konghq.com/headers.X-Version': '1', 'cert-manager.io/cluster-issuer': 'x', 'gatewarden/public-access': 'x' } });
  ingress(chart, 'foreign', { ingressClass: 'nginx', annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'true' } });
  object(chart, 'service', 'v1', 'Service', { metadata: { annotations: { 'konghq.com/read-timeout': '1000' } } });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  ['konghq.com/plugin', 'annotation konghq.com/plugin is not read on an Ingress: the controller ignores it; did you mean konghq.com/plugins?'],
  ['konghq.com/read-timeout', 'annotation konghq.com/read-timeout is not read on an Ingress: the controller ignores it; put it on a Service'],
  ['konghq.com/whatever', 'annotation konghq.com/whatever is not read on an Ingress: the controller ignores it; remove it'],
  ['plugins.konghq.com', 'annotation plugins.konghq.com has not been read since controller 2.0: nothing of it applies; use konghq.com/plugins and its like'],
  ['nginx.ingress.kubernetes.io/whitelist-source-range', 'annotation nginx.ingress.kubernetes.io/whitelist-source-range is for nginx: kong ignores it; use IpAccess.allow(…)'],
  ['nginx.ingress.kubernetes.io/force-ssl-redirect', 'annotation nginx.ingress.kubernetes.io/force-ssl-redirect is for nginx: kong ignores it; use konghq.com/protocols: https and konghq.com/https-redirect-status-code: "308"'],
  ['nginx.org/other', 'annotation nginx.org/other is for nginx: kong ignores it; use the policy of this library, or remove it'],
])('fails for %s on an ingress', (key, message) => {
  const chart = shop();
  ingress(chart, 'api', { annotations: { [key]: 'x' } });

  expect(messages(chart, RULE)).toEqual([message]);
});

test('fails for what is read on another kind only', () => {
  const chart = shop();
  consumer(chart, 'app', [], { metadata: { annotations: { 'konghq.com/methods': 'GET' } } });
  object(chart, 'service', 'v1', 'Service', { metadata: { annotations: { 'konghq.com/strip-path': 'true' } } });

  expect(messages(chart, RULE)).toEqual([
    'annotation konghq.com/strip-path is not read on a Service: the controller ignores it; put it on an Ingress',
    'annotation konghq.com/methods is not read on a KongConsumer: the controller ignores it; put it on an Ingress',
  ]);
});
