import { App, Testing } from 'cdk8s';
import { EffectiveGateway, Expect } from 'gatewarden';
import { orgDefaults } from './main';
import { issued } from '../../test/support/promises/issued';
import { lua } from '../../test/support/promises/lua';
import { checkRoute, PromisedPlugin, PromisedRoute } from '../../test/support/promises/routes';

/** The Services that Acme's teams have besides. Nothing else is taken to exist. */
const EXISTING = ['orders', 'stock'].map(name => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: name }, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
}));

const SECURITY = ['Strict-Transport-Security:max-age=63072000; includeSubDomains', 'X-Content-Type-Options:nosniff', 'X-Frame-Options:DENY',
  'Content-Security-Policy:default-src \'none\'; frame-ancestors \'none\'', 'Referrer-Policy:no-referrer'];

/** What Acme fixes for every API, as Kong must see it; `body` and `limit` are what teams may make stricter. */
function acme(api: string, body: PromisedPlugin, limit: PromisedPlugin): PromisedPlugin[] {
  return [
    ['pre-function', `KongPlugin ${api}/${api}-pre-function`, { access: lua('token-guard', 'clear-consumer') }],
    ['jwt', `KongPlugin ${api}/${api}-jwt`, {
      key_claim_name: 'azp', claims_to_verify: ['exp'], maximum_expiration: 0, header_names: ['authorization'], uri_param_names: [], cookie_names: [],
      secret_is_base64: false, run_on_preflight: true,
    }],
    body,
    limit,
    ['response-transformer', `KongPlugin ${api}/${api}-response-transformer`, {
      add: { headers: SECURITY }, replace: { headers: SECURITY }, remove: { headers: ['Server', 'X-Powered-By'] },
    }],
    ['prometheus', 'KongClusterPlugin metrics-prometheus', {
      status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true, upstream_health_metrics: true, per_consumer: false,
    }],
    ['http-log', `KongPlugin ${api}/${api}-http-log`, {
      http_endpoint: 'https://logs.acme.example.com/kong', method: 'POST', content_type: 'application/json', timeout: 10_000, keepalive: 60_000,
      queue: { max_batch_size: 100, max_coalescing_delay: 1, max_entries: 10_000 },
      custom_fields_by_lua: {
        ...Object.fromEntries(['request.headers.apikey', 'request.headers.cookie', 'request.headers.x-api-key', 'response.headers.set-cookie'].map(field => [field, 'return nil'])),
        user_id: lua('log-user')[0],
      },
    }],
    ['post-function', `KongPlugin ${api}/${api}-post-function`, {
      access: lua('authentication-guard', 'clear-consumer-after'),
    }],
  ];
}

function bodyLimit(object: string, size: number, unit: string): PromisedPlugin {
  return ['request-size-limiting', `KongPlugin ${object}-request-size-limiting`, { allowed_payload_size: size, size_unit: unit, require_content_length: false }];
}

function rateLimit(object: string, second: number, minute: number): PromisedPlugin {
  return ['rate-limiting', `KongPlugin ${object}-rate-limiting`, {
    second, minute, limit_by: 'consumer', policy: 'redis', fault_tolerant: false, hide_client_headers: false, error_code: 429, error_message: 'API rate limit exceeded',
    redis: { host: 'redis.kong.svc', port: 6379, database: 0, ssl: false, timeout: 2000 },
  }];
}

const ORDERS = { hosts: ['orders.acme.example.com'], service: 'orders.orders.80' };
const STANDARD = rateLimit('orders/acme-standard', 10, 300);
const ROUTES: PromisedRoute[] = [
  { ...ORDERS, object: 'Ingress orders/orders-v1', paths: ['/v1/', '~/v1$'], plugins: acme('orders', bodyLimit('orders/orders', 1, 'megabytes'), STANDARD) },
  { ...ORDERS, object: 'Ingress orders/orders-v1-exports', paths: ['/v1/exports/', '~/v1/exports$'], plugins: acme('orders', bodyLimit('orders/orders-v1-exports', 16, 'kilobytes'), STANDARD) },
  { object: 'Ingress stock/stock-root', hosts: ['stock.acme.example.com'], service: 'stock.stock.80', paths: ['/'], plugins: acme('stock', bodyLimit('stock/stock', 1, 'megabytes'), rateLimit('stock/slow', 1, 20)) },
];

const objects = orgDefaults(new App()).charts.flatMap(chart => Testing.synth(chart));
const view = EffectiveGateway.fromManifests(objects, { alsoInCluster: [...EXISTING, ...issued(objects)] });

test('the gateway takes it all, warns of nothing, and has no other route', () => {
  Expect.gateway(view).toBeAccepted().toWarnOfNothing().toDecideEveryRoute().toServeOnly(...ROUTES.map(({ object }) => object));
});

test.each(ROUTES)('$object matches, and runs, what is promised', route => {
  checkRoute(view, route);
});

test('each team\'s routes have what the company fixes, and the stricter of what teams may choose', () => {
  Expect.route(view, 'POST', 'orders.acme.example.com', '/v1/exports/7').toBeTakenBy('Ingress orders/orders-v1-exports').toRequireAuthentication()
    .toRunWith('request-size-limiting', { allowed_payload_size: 16, size_unit: 'kilobytes' }).toRunWith('rate-limiting', { minute: 300 });
  Expect.route(view, 'GET', 'stock.acme.example.com', '/').toRequireAuthentication().toRunWith('rate-limiting', { second: 1, minute: 20 });
  Expect.route(view, 'GET', 'orders.acme.example.com', '/').toHaveNoRoute();
});
