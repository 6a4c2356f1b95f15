import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import {
  ApiConsumer, BodyLimit, BodySize, Cidr, ConstructComponent, GatewayAlerts, GatewayMetrics, GatewaySettings, Issuer, KongEdition, KongGateway, KongVersion,
  MetricsScrape, RateTier, Redis, SecuredApi, Tls,
} from 'gatewarden/pulumi';
import { core, FIRST, PROMETHEUS, Settings } from './constructs';
import { ApiServer } from '../peers/api-server';
import { Program } from '../peers/pulumi';

/** What a program takes besides. */
export interface Changes {
  /** @default - that of the settings */
  readonly host?: pulumi.Input<string>;
  /** The name of the API's component, which was `api` before. @default api */
  readonly api?: string;
}

/** The provider for a cluster. */
export function providerOf(cluster: ApiServer, options: k8s.ProviderArgs = {}): k8s.Provider {
  return new k8s.Provider('cluster', { kubeconfig: cluster.kubeconfig, ...options });
}

/** The core of the storefront, one component for each construct. */
export function components(cluster: ApiServer, settings: Settings): Program {
  return () => fill(providerOf(cluster), settings);
}

/** The same as one component around the constructs. */
export function wrapped(cluster: ApiServer, settings: Settings): Program {
  return () => {
    new ConstructComponent('shop', chart => core(chart, settings), { namespace: 'shop', provider: providerOf(cluster) });
  };
}

/** Makes the components. */
export function fill(provider: k8s.Provider, settings: Settings = FIRST, { host = settings.host, api: name = 'api' }: Changes = {}): Record<string, any> {
  const options = { namespace: 'shop', provider };
  new KongGateway('gateway', {
    version: KongVersion.V3_9, edition: KongEdition.OSS, trustedProxies: [Cidr.of(settings.proxies)], redis: Redis.at('redis.redis.svc'),
  });
  const standard = new RateTier('standard', { name: settings.plan, minute: settings.minute, hour: 1000 }, options);
  const premium = new RateTier('premium', { minute: 1000, hour: 10_000, includes: [standard] }, options);

  const api = new SecuredApi(name, {
    host,
    tls: Tls.issuedBy(Issuer.cluster('letsencrypt-prod')),
    authentication: settings.authentication,
    tier: standard,
    bodyLimit: BodyLimit.of(BodySize.mebibytes(10)),
    routes: { '/v1': { backend: { name: 'api', port: 80 } } },
  }, { ...options, ...name !== 'api' && { constructId: 'api', aliases: [{ name: 'api' }] } });
  api.addRoute('/v1/premium', { backend: { name: 'api-premium', port: 80 }, tier: premium });

  new ApiConsumer('web', { tier: standard, credentials: [settings.credential('web')] }, options);
  new ApiConsumer('mobile', { tier: premium, credentials: [settings.credential('mobile')] }, options);

  new GatewaySettings('kong-settings', {}, options);
  new GatewayMetrics('metrics', { scrape: MetricsScrape.podMonitor({ labels: PROMETHEUS }) }, options);
  new GatewayAlerts('alerts', { labels: PROMETHEUS }, options);
  return { url: api.url, plugins: api.pluginNames };
}
