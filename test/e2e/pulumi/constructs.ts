import { App, Chart, Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ApiConsumer, ApiKeyCredential, Authentication, AuthenticationPolicy, Backend, BodyLimit, BodySize, Cidr, GatewayAlerts, GatewayMetrics, GatewaySettings,
  Issuer, JwtCredential, KongEdition, KongGateway, KongVersion, MetricsScrape, RateTier, Redis, SecuredApi, Tls,
} from 'gatewarden';

/** What changes from update to update. */
export interface Settings {
  readonly host: string;
  /** Requests in a minute of the standard tier. */
  readonly minute: number;
  /** The name of the standard tier, which is also that of its group. */
  readonly plan: string;
  /** A block of the load balancer's addresses. */
  readonly proxies: string;
  readonly authentication: AuthenticationPolicy;
  readonly credential: (consumer: string) => JwtCredential | ApiKeyCredential;
}

const JWT = {
  authentication: Authentication.jwt({ issuers: ['https://login.example.com'], maximumLifetime: Duration.hours(1) }),
  credential: (consumer: string) => JwtCredential.fromSecret(`${consumer}-jwt`),
};
const API_KEY = { authentication: Authentication.apiKey({ header: 'X-Api-Key' }), credential: (consumer: string) => ApiKeyCredential.fromSecret(`${consumer}-key`) };

export const FIRST: Settings = { host: 'api.example.com', minute: 100, plan: 'standard', proxies: '10.20.0.0/24', ...JWT };
export const OTHER_LIMIT: Settings = { ...FIRST, minute: 50 };
/** What Secrets and the ConfigMap hold. */
export const OTHER_TEXTS: Settings = { ...OTHER_LIMIT, plan: 'basic', proxies: '10.30.0.0/24' };
export const OTHER_TEXTS_AGAIN: Settings = { ...OTHER_LIMIT, plan: 'usual', proxies: '10.40.0.0/24' };
export const OTHER_AUTHENTICATION: Settings = { ...OTHER_TEXTS_AGAIN, ...API_KEY };

export const PROMETHEUS = { release: 'kube-prometheus-stack' };

/** The core of the storefront, as constructs below one scope. */
export function core(scope: Construct, settings: Settings): void {
  new KongGateway(scope, 'gateway', {
    version: KongVersion.V3_9, edition: KongEdition.OSS, trustedProxies: [Cidr.of(settings.proxies)], redis: Redis.at('redis.redis.svc'),
  });
  const standard = new RateTier(scope, 'standard', { name: settings.plan, minute: settings.minute, hour: 1000 });
  const premium = new RateTier(scope, 'premium', { minute: 1000, hour: 10_000, includes: [standard] });

  const api = new SecuredApi(scope, 'api', {
    host: settings.host,
    tls: Tls.issuedBy(Issuer.cluster('letsencrypt-prod')),
    authentication: settings.authentication,
    tier: standard,
    bodyLimit: BodyLimit.of(BodySize.mebibytes(10)),
  });
  api.addRoute('/v1', { backend: Backend.service('api', 80) });
  api.addRoute('/v1/premium', { backend: Backend.service('api-premium', 80), tier: premium });

  new ApiConsumer(scope, 'web', { tier: standard, credentials: [settings.credential('web')] });
  new ApiConsumer(scope, 'mobile', { tier: premium, credentials: [settings.credential('mobile')] });

  new GatewaySettings(scope, 'kong-settings');
  new GatewayMetrics(scope, 'metrics', { scrape: MetricsScrape.podMonitor({ labels: PROMETHEUS }) });
  new GatewayAlerts(scope, 'alerts', { labels: PROMETHEUS });
}

/** The objects that cdk8s writes for it. */
export function synthesized(settings: Settings): any[] {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  core(chart, settings);
  return Testing.synth(chart);
}
