import {
  AbuseGuard, AbuseGuardMonitoring, Cidr, GatewayAlerts, GatewayIsolation, GatewayMetrics, GatewaySettings, GlobalSecurityHeaders, Hsts, IAbuseGuard,
  KongEdition, KongGateway, KongVersion, MetricsScrape, NginxTlsConfig, Redis, SecretRef, TlsProfile,
} from 'gatewarden/pulumi';

/** Prometheus of kube-prometheus-stack takes what carries its release's label. */
const PROMETHEUS = { release: 'kube-prometheus-stack' };
const TEAM = { team: 'platform' };
const KONG = { namespace: 'kong' };

/**
 * What the platform team declares once: the gateway, what its nodes need, what watches it, who reaches it, and who is kept off. It hands out
 * the guard, to which APIs log; a program of its own has that of `AbuseGuard.imported`.
 */
export function platform(): IAbuseGuard {
  // Everything that is made after it is served by this gateway.
  new KongGateway('gateway', {
    version: KongVersion.V3_9,
    edition: KongEdition.OSS,
    replicas: 3,
    trustedProxies: [Cidr.of('10.20.0.0/24')],
    redis: Redis.at('redis.redis.svc', { password: SecretRef.of('redis-password', 'json') }),
    // With Kong's own JSON decoder what decodes tokens is a few lines; without it, a parser in plain Lua.
    luaModules: ['cjson.safe'],
    // The pods take it from this Secret of their namespace; no object holds it.
    secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') },
  });

  new GatewaySettings('kong-settings', {}, KONG);
  new GatewayMetrics('metrics', { scrape: MetricsScrape.podMonitor({ labels: PROMETHEUS }) }, KONG);
  new GatewayAlerts('alerts', { labels: PROMETHEUS, alertLabels: TEAM }, KONG);
  new GatewayIsolation('isolation', { monitoringNamespace: 'monitoring' }, KONG);
  // Answers without a route, and routes of others, get the headers too.
  new GlobalSecurityHeaders('global', { hsts: Hsts.of() }, KONG);
  // It is told of every request, and denies abusers every route for a while. What it has read goes on to the collector.
  const guard = new AbuseGuard('abuse-guard', {
    logSecret: SecretRef.of('abuse-guard-log', 'authorization'),
    monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: PROMETHEUS, alertLabels: TEAM }),
    // Both pods count in the gateway's Redis.
    replicas: 2,
    // The network of partners: a broken program of one of them is no attack.
    never: [Cidr.of('198.51.100.0/24')],
    relayTo: 'http://log-collector.logging:8080/logs',
    credentialHeaders: ['X-Partner-Key'],
  }, KONG);

  // For hosts that are still served by ingress-nginx; nothing in it touches Kong.
  new NginxTlsConfig('tls', { profile: TlsProfile.INTERMEDIATE });
  return guard;
}
