import { Chart, Duration } from 'cdk8s';
import {
  AbuseGuard, AbuseGuardBlocks, AbuseGuardImage, AbuseGuardMonitoring, AbuseGuardMonitoringOptions, AbuseGuardProps, AbuseGuardResources, AbuseGuardScoring,
  AbuseGuardWeights, Cidr, GatewaySettings, KongGateway, KongPlugin, Redis, SecretRef,
} from 'gatewarden';
import { Release } from './platform';

const weights: Required<AbuseGuardWeights> = {
  unauthorized: 5, forbidden: 6, rateLimited: 2, invalid: 1, unknownPath: 3, notFound: 1, distinctPath: 4, bot: 7,
};
const scoring: Required<AbuseGuardScoring> = { threshold: 200, window: Duration.minutes(5), weights, botScoreFrom: 0.6, botScoreHeader: 'X-Suspicion' };
const blocks: Required<AbuseGuardBlocks> = {
  duration: Duration.minutes(10), maxDuration: Duration.hours(12), memory: Duration.days(7), maxBlocks: 2000, ipv6Prefix: 56,
};
const resources: Required<AbuseGuardResources> = { cpuRequest: '100m', cpuLimit: '500m', memoryRequest: '256Mi', memoryLimit: '512Mi' };
const watched: Required<AbuseGuardMonitoringOptions> = {
  labels: { prometheus: 'main' }, alertLabels: { team: 'edge', note: 'a "quoted" word' }, interval: Duration.seconds(15), runbookBaseUrl: 'https://wiki.example.com/runbooks?name=',
};

/** A gateway of its own, since a gateway has one global log. */
export function abuseGuard(chart: Chart, { version, edition }: Release): void {
  new KongGateway(chart, 'gateway', {
    version, edition, ingressClassName: 'guarded', cluster: 'production', namespace: 'guarded', trustedProxies: [Cidr.of('10.20.0.0/24')],
  });
  new GatewaySettings(chart, 'settings');
  const props: Required<AbuseGuardProps> = {
    scoring, blocks, resources,
    logSecret: SecretRef.of('abuse-guard-log', 'authorization'),
    tlsSecret: 'abuse-guard-tls',
    formerLogSecret: SecretRef.of('abuse-guard-log', 'former'),
    monitoring: AbuseGuardMonitoring.prometheusOperator(watched),
    namespace: 'guards',
    replicas: 3,
    redis: Redis.at('redis.redis.svc', { port: 6380, database: 3, username: 'guard', password: SecretRef.of('redis', 'password'), tls: true, serverName: 'redis.example.com' }),
    redisAuthority: SecretRef.of('redis-ca', 'ca.crt'),
    never: [Cidr.of('192.0.2.0/24'), Cidr.of('2001:db8::/32')],
    blockPrivateRanges: true,
    dryRun: true,
    relayTo: 'https://log-collector.example.com:8443/logs',
    relayAuthorization: SecretRef.of('collector', 'header'),
    credentialHeaders: ['X-Partner-Key'],
    furtherPlugins: [KongPlugin.fromName(chart, 'theirs', { name: 'office', namespace: 'desk', plugin: 'ip-restriction' })],
    pushInterval: Duration.seconds(10),
    image: AbuseGuardImage.bundled('node:20-alpine'),
    monitoringNamespace: 'watch',
    apiServers: [Cidr.of('10.0.0.1')],
    apiServerPorts: [443, 8443],
  };
  new AbuseGuard(chart, 'abuse-guard', props);
}
