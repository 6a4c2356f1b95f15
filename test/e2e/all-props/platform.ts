import { Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AlertSettings, Cidr, ControllerVersion, GatewayAlert, GatewayAlerts, GatewayAlertsProps, GatewayCertificate, GatewayCertificateProps, GatewayIsolation,
  GatewayIsolationProps, GatewayMetrics, GatewayMetricsProps, GatewayMetricsSwitches, GatewaySettings, GatewaySettingsProps, GlobalSecurityHeaders,
  GlobalSecurityHeadersProps, HostName, Hsts, HstsOptions, Issuer, KongClusterPlugin, KongClusterPluginProps, KongEdition, KongGateway, KongGatewayProps,
  KongVersion, LatencyAlert, MetricsScrape, MetricsScrapeOptions, NginxTlsConfig, NginxTlsConfigProps, RateAlert, RatioAlert, RealIpHeader, Redis,
  RedisOptions, RenewalAlert, SecretRef, SecurityHeaders, SecurityHeadersProps, TlsProfile, UntrustedLua, UsageAlert, WithoutAlert,
} from 'gatewarden';

/** What a gateway is in its version and edition. */
export interface Release {
  readonly version: KongVersion;
  readonly edition: KongEdition;
}

const hsts: Required<HstsOptions> = { maxAge: Duration.days(730), includeSubdomains: true, preload: true };
const redis: Required<RedisOptions> = {
  port: 6380, database: 3, username: 'kong', password: SecretRef.of('redis', 'password'), tls: true, verifyTls: true, trustedCertificate: '/etc/redis/ca.crt',
  serverName: 'redis.example.com', timeout: Duration.millis(500),
};
const metrics: Required<GatewayMetricsSwitches> = { statusCodes: true, latency: true, bandwidth: true, upstreamHealth: true, perConsumer: true };
const headers: Required<SecurityHeadersProps> = {
  contentSecurityPolicy: 'default-src \'none\'', referrerPolicy: 'no-referrer', cacheControl: 'no-store', custom: { 'X-Robots-Tag': 'noindex' }, remove: ['Server'],
};

/** The gateway, above everything that it serves. */
export function gateway(scope: Construct, { version, edition }: Release): void {
  const enterprise = edition === KongEdition.ENTERPRISE;
  const props: Required<KongGatewayProps> = {
    version, edition,
    controllerVersion: ControllerVersion.V3_5,
    ingressClassName: 'edge',
    cluster: 'production',
    namespace: 'edge',
    podLabels: { app: 'edge' },
    controllerPodLabels: { app: 'edge-controller' },
    replicas: 3,
    behindLoadBalancer: true,
    trustedProxies: [Cidr.of('10.20.0.0/24'), Cidr.of('fd00:20::/64')],
    realIpHeader: RealIpHeader.X_FORWARDED_FOR,
    redis: Redis.at('redis.redis.svc', redis),
    tlsProfile: TlsProfile.custom({ ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256'], tls12: true }),
    metrics,
    untrustedLua: enterprise ? UntrustedLua.LAX : UntrustedLua.SANDBOX,
    luaModules: enterprise ? [] : ['cjson.safe'],
    settings: { KONG_LOG_LEVEL: 'notice' },
    secretEnvironment: { GW_PROOF: SecretRef.of('gateway-proof', 'secret') },
    syncWaves: true,
  };
  new KongGateway(scope, 'gateway', props);
}

/** What stands once beside a gateway. */
export function platform(chart: Chart): void {
  const settings: Required<GatewaySettingsProps> = { name: 'edge-settings', extra: { KONG_CLIENT_BODY_BUFFER_SIZE: '16k' } };
  new GatewaySettings(chart, 'settings', settings);

  const scrape: Required<MetricsScrapeOptions> = {
    labels: { release: 'prometheus' }, interval: Duration.seconds(15), path: '/metrics', portName: 'status', honorLabels: true, controllerMetrics: true,
    controllerPortName: 'cmetrics',
  };
  const exposed: Required<GatewayMetricsProps> = { name: 'edge-metrics', scrape: MetricsScrape.podMonitor(scrape) };
  new GatewayMetrics(chart, 'metrics', exposed);
  new GatewayAlerts(chart, 'alerts', ALERTS);

  const isolation: Required<GatewayIsolationProps> = {
    clients: [Cidr.of('10.20.0.0/24'), Cidr.of('2001:db8::/32')], proxyPorts: [8000, 8443], adminPorts: [8001, 8444], statusPort: 8100, controllerMetricsPort: 10255,
    controllerHealthPort: 10254, webhookPort: 8080, monitoringNamespace: 'monitoring', apiServers: [Cidr.of('10.0.0.1')], healthCheckers: [Cidr.of('10.21.0.0/24')],
  };
  new GatewayIsolation(chart, 'isolation', isolation);

  const global: Required<GlobalSecurityHeadersProps> = { hsts: Hsts.of(hsts), headers: new SecurityHeaders(headers) };
  new GlobalSecurityHeaders(chart, 'global', global);

  const plugin: Required<KongClusterPluginProps> = {
    plugin: 'http-log', config: { http_endpoint: 'http://log-collector.logging:8080/logs' }, configPatches: [{ path: '/headers/Authorization', secret: SecretRef.of('collector', 'header') }],
    secretNamespace: 'edge', name: 'global-log', custom: false,
  };
  new KongClusterPlugin(chart, 'global-log', plugin);

  const certificate: Required<GatewayCertificateProps> = {
    name: 'edge', hosts: [HostName.of('api.example.com'), HostName.of('*.example.net')], issuer: Issuer.inNamespace('internal-ca'), secretName: 'edge-certificate',
    duration: Duration.days(90), renewBefore: Duration.days(30),
  };
  new GatewayCertificate(chart, 'certificate', certificate);

  const nginx: Required<NginxTlsConfigProps> = { profile: TlsProfile.MODERN, hsts: Hsts.of(hsts), extra: { 'use-http2': 'true' }, name: 'nginx', namespace: 'ingress-nginx' };
  new NginxTlsConfig(chart, 'nginx', nginx);
}

/** Other values than the defaults everywhere, and text that PromQL must quote. */
const raised: Required<AlertSettings> = { for: Duration.seconds(90), severity: 'page_me' };
const rate: Required<RateAlert> = { ...raised, rate: 1e-7 };
const ratio: Required<RatioAlert> = { ...raised, ratio: 0.123, minimumRate: 1234.5 };
const latency: Required<LatencyAlert> = { ...raised, quantile: 0.999, threshold: Duration.millis(750), minimumRate: 3 };
const renewal: Required<RenewalAlert> = { ...raised, elapsed: 0.75 };
const usage: Required<UsageAlert> = { ...raised, ratio: 0.5 };
const ALERTS: Required<Omit<GatewayAlertsProps, 'metricErrors'>> = {
  labels: { 'prometheus': 'main', 'example.com/team': 'edge' },
  disabled: [WithoutAlert.because(GatewayAlert.METRIC_ERRORS, 'the platform team watches it elsewhere')],
  alertLabels: { team: 'edge', note: 'a "quoted" word, a \\ and {braces}' },
  routePattern: '(?i)shop\\..*|[^.]+\\.orders\\..*',
  seriesLabels: { cluster: 'eu "west"' },
  namespaceLabel: 'kubernetes_namespace',
  certificateNamespaces: ['shop', 'edge'],
  window: Duration.minutes(10),
  runbookBaseUrl: 'https://wiki.example.com/runbooks?name=',
  groupName: 'edge gateway',
  evaluationInterval: Duration.seconds(30),
  name: 'edge-alerts',
  namespace: 'monitoring',
  authenticationFailures: ratio,
  rateLimiting: rate,
  oversizedRequests: rate,
  invalidRequests: rate,
  gatewayErrors: ratio,
  backendErrors: ratio,
  gatewayLatency: latency,
  backendLatency: latency,
  requestLatency: latency,
  certificateExpiry: renewal,
  certificateNotReady: raised,
  certificateMetricsAbsent: raised,
  configPush: raised,
  configTranslation: raised,
  controllerMetricsAbsent: raised,
  gatewayMetricsAbsent: raised,
  unhealthyTargets: raised,
  sharedDictionaries: usage,
};
