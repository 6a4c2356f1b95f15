import { App, Chart } from 'cdk8s';
import {
  ApiDefaults, Backend, BodyLimit, BodySize, GatewayAlerts, GatewayMetrics, GatewaySettings, KongGateway, MetricsScrape, RateTier, Redis, SecuredApi,
} from 'gatewarden';
import { AcmeApi } from './acme-api';
import { ACME_ALERT_LABELS, ACME_AUTHENTICATION, ACME_TLS, acmePolicies, AcmeTiers } from './acme-defaults';

/** Two teams: one uses the company's class, the other plain constructs in a scope with the company's defaults. */
export function orgDefaults(app: App = new App()): App {
  new KongGateway(app, 'gateway', { redis: Redis.at('redis.kong.svc'), replicas: 2, luaModules: ['cjson.safe'] });

  const orders = new Chart(app, 'orders', { namespace: 'orders' });
  const api = new AcmeApi(orders, 'orders', { host: 'orders.acme.example.com' });
  api.addRoute('/v1', { backend: Backend.service('orders', 80) });
  // Stricter than the company asks.
  api.addRoute('/v1/exports', {
    backend: Backend.service('orders', 80),
    bodyLimit: BodyLimit.of(BodySize.kibibytes(16)),
  });

  const stock = new Chart(app, 'stock', { namespace: 'stock' });
  ApiDefaults.enforce(stock, acmePolicies(AcmeTiers.of(stock).standard));
  const slow = new RateTier(stock, 'slow', { second: 1, minute: 20 });
  const plain = new SecuredApi(stock, 'stock', { host: 'stock.acme.example.com', tls: ACME_TLS, authentication: ACME_AUTHENTICATION, tier: slow });
  plain.addRoute('/', { backend: Backend.service('stock', 80) });

  const platform = new Chart(app, 'platform', { namespace: 'kong' });
  new GatewaySettings(platform, 'kong-settings');
  new GatewayMetrics(platform, 'metrics', { scrape: MetricsScrape.podMonitor({ labels: ACME_ALERT_LABELS }) });
  new GatewayAlerts(platform, 'alerts', { labels: ACME_ALERT_LABELS });
  return app;
}

if (require.main === module) {
  orgDefaults().synth();
}
