import { App, Chart } from 'cdk8s';
import { found, ingress, messages, shop, sibling } from './support';
import { ApiConsumer, ApiKeyCredential, Authentication, Backend, KongGateway, KongPlugin, RateTier, SecuredApi, Tls } from '../../src';

const RULE = 'undeclared-gateway';

function api(chart: Chart): void {
  const made = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt() });
  made.addRoute('/v1', { backend: Backend.service('api', 80) });
  made.addRoute('/v2', { backend: Backend.service('api', 80), authentication: Authentication.apiKey() });
}

test('complies: no gateway is declared, or one above everything', () => {
  const chart = shop();
  api(chart);
  expect(messages(chart, RULE)).toEqual([]);

  const app = new App();
  new KongGateway(app, 'gateway');
  const other = new Chart(app, 'test', { namespace: 'shop' });
  api(other);
  expect(messages(other, RULE)).toEqual([]);
});

test('complies: the chart imports the gateway, and objects of others are their own matter', () => {
  const chart = shop();
  new KongGateway(sibling(chart, 'platform'), 'gw');
  KongGateway.imported(chart, 'gateway');
  api(chart);
  ingress(sibling(chart, 'plain'), 'plain', { ingressClass: 'nginx' });

  expect(messages(chart, RULE)).toEqual([]);
});

test('fails for an api beside the chart of the gateway, once', () => {
  const chart = shop();
  new KongGateway(sibling(chart, 'platform'), 'gw', { ingressClassName: 'kong-public', replicas: 3 });
  api(chart);

  expect(found(chart, RULE)).toEqual([[
    'test/api',
    'gateway platform/gw does not serve test/api: expected a gateway at a scope above it, and without one it is rendered for oss 3.9 of class kong with all defaults; declare the gateway at the app, before its charts, or import it in this chart with KongGateway.imported(…)',
  ]]);
  expect(() => chart.toJson()).toThrow('(rule undeclared-gateway)');
});

test('fails for consumers, tiers and plugins, and names every gateway', () => {
  const chart = shop();
  new KongGateway(sibling(chart, 'a'), 'gw');
  new KongGateway(sibling(chart, 'b'), 'gw');
  const tier = new RateTier(chart, 'standard', { minute: 10 });
  new ApiConsumer(chart, 'web', { tier, credentials: [ApiKeyCredential.fromSecret('web-key')] });
  new KongPlugin(chart, 'cors', { plugin: 'cors' });

  expect(found(chart, RULE).map(([path]) => path).sort()).toEqual(['test/cors', 'test/standard', 'test/web']);
  expect(messages(chart, RULE)[0]).toMatch(/^gateways a\/gw and b\/gw do not serve test\//);
});
