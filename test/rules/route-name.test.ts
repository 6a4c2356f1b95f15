import { found, ingress, messages, shop, sibling } from './support';

const RULE = 'route-name';

test('complies: texts differ, in the namespace, or nothing does', () => {
  const chart = shop();
  ingress(chart, 'a', { host: 'x', paths: [{ path: '/' }, { path: '/v1' }] });
  ingress(chart, 'a.api', { host: 'y' });
  ingress(sibling(chart, 'other', 'billing'), 'a.api', { host: 'x' });
  ingress(chart, 'b', { host: 'api.x', ingressClass: 'nginx' });
  ingress(chart, 'b.api', { host: 'x' });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for an ingress whose name takes a part of the host, once', () => {
  const chart = shop();
  ingress(chart, 'a', { host: 'api.x' });
  ingress(chart, 'a.api', { host: 'x', paths: [{ path: '/' }, { path: '/v1' }] });

  expect(found(chart, RULE)).toEqual([['test/a.api',
    "Ingress shop/a.api (host x, service api:80) and Ingress shop/a (host api.x, service api:80) both have the route name 'shop.a.api.api.x.80': the controller makes one route of them, with the plugins of one; rename an ingress so that it has no dot"]]);
});

test('fails for every host', () => {
  const chart = shop();
  ingress(chart, 'a', { host: 'api.', paths: [{ path: '/', service: 'b' }] });
  ingress(chart, 'a.b', { host: '', paths: [{ path: '/', service: 'api' }] });

  expect(messages(chart, RULE)).toEqual([
    "Ingress shop/a.b (host *, service api:80) and Ingress shop/a (host api., service b:80) both have the route name 'shop.a.b.api..80': the controller makes one route of them, with the plugins of one; rename an ingress so that it has no dot",
  ]);
});
