import { ApiDefaults, RateTier as RateTierConstruct, SecuredApi as SecuredApiConstruct } from 'gatewarden';
import {
  Backend, BodyLimit, BodySize, ConstructComponent, constructOf, GatewayAlerts, GatewayMetrics, GatewaySettings, KongGateway, MetricsScrape, RateTier, Redis,
} from 'gatewarden/pulumi';
import { AcmeApi } from './acme-api';
import { ACME_ALERT_LABELS, ACME_AUTHENTICATION, ACME_TLS, acmePolicies } from '../org-defaults/acme-defaults';

/** Two teams: one uses the company's component, the other constructs in a scope with the company's defaults, as in a cdk8s app. */
export function orgDefaults(): AcmeApi {
  new KongGateway('gateway', { redis: Redis.at('redis.kong.svc'), replicas: 2, luaModules: ['cjson.safe'] });

  // The company's plan, once, so that an application has one plan at the APIs of all teams.
  const standard = new RateTier('acme-standard', { second: 10, minute: 300 });

  const orders = new AcmeApi('orders', { host: 'orders.acme.example.com', standard }, { namespace: 'orders' });
  orders.addRoute('/v1', { backend: Backend.service('orders', 80) });
  // Stricter than the company asks.
  orders.addRoute('/v1/exports', {
    backend: Backend.service('orders', 80),
    bodyLimit: BodyLimit.of(BodySize.kibibytes(16)),
  });

  new ConstructComponent('stock', chart => {
    ApiDefaults.enforce(chart, acmePolicies(constructOf(standard)));
    const slow = new RateTierConstruct(chart, 'slow', { second: 1, minute: 20 });
    const plain = new SecuredApiConstruct(chart, 'stock', { host: 'stock.acme.example.com', tls: ACME_TLS, authentication: ACME_AUTHENTICATION, tier: slow });
    plain.addRoute('/', { backend: Backend.service('stock', 80) });
  }, { namespace: 'stock' });

  const kong = { namespace: 'kong' };
  new GatewaySettings('kong-settings', {}, kong);
  new GatewayMetrics('metrics', { scrape: MetricsScrape.podMonitor({ labels: ACME_ALERT_LABELS }) }, kong);
  new GatewayAlerts('alerts', { labels: ACME_ALERT_LABELS }, kong);
  return orders;
}
