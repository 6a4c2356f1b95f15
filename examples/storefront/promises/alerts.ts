import { PromisedAlert } from '../../../test/support/promises/alerts';

const REQUESTS = 'kong_http_requests_total{namespace=~"kong|"}';
const refused = (codes: string): string => `kong_http_requests_total{${codes},source="kong",namespace=~"kong|"}`;
const latency = (which: string): string[] => [`kong_${which}_latency_ms_bucket{namespace=~"kong|"}`, `kong_${which}_latency_ms_count{namespace=~"kong|"}`];
const certificate = (what: string): string => `certmanager_certificate_${what}_timestamp_seconds`;
const guard = (series: string, matchers: string = ''): string => `gatewarden_abuse_guard_${series}{namespace="kong"${matchers}}`;
const SHARED = '{shared_dict!~"kong_db_cache|kong_db_cache_miss|kong_core_db_cache|kong_core_db_cache_miss",namespace=~"kong|"}';

/** What each alert reads: refusals by the gateway are told from those of a service by `source`, and other gateways left out by `namespace`. */
export const ALERTS: Record<string, PromisedAlert> = {
  HighAuthenticationFailureRate: ['warning', '5m', [refused('code=~"401|403"'), REQUESTS]],
  RateLimitingTriggered: ['info', '1m', [refused('code="429"')]],
  RequestsTooLarge: ['info', '10m', [refused('code=~"413|417"')]],
  RequestsInvalid: ['info', '10m', [refused('code="400"')]],
  GatewayServerErrors: ['critical', '5m', [refused('code=~"5.."'), REQUESTS]],
  BackendServerErrors: ['warning', '5m', ['kong_http_requests_total{code=~"5..",source="service",namespace=~"kong|"}', REQUESTS]],
  GatewayLatencyHigh: ['warning', '10m', latency('kong')],
  BackendLatencyHigh: ['warning', '10m', latency('upstream')],
  RequestLatencyHigh: ['warning', '10m', latency('request')],
  CertificateExpirySoon: ['critical', '1h', [certificate('renewal'), certificate('expiration')]],
  CertificateNotReady: ['warning', '15m', ['certmanager_certificate_ready_status{condition!="True"}']],
  CertificateMetricsAbsent: ['warning', '15m', ['certmanager_certificate_ready_status']],
  ConfigPushFailing: ['critical', '10m', ['ingress_controller_configuration_push_count{success="false",namespace=~"kong|"}']],
  ConfigTranslationBroken: ['critical', '5m', ['ingress_controller_translation_broken_resource_count{namespace=~"kong|"}']],
  ControllerMetricsAbsent: ['critical', '10m', ['ingress_controller_translation_count{namespace=~"kong|"}']],
  GatewayMetricsAbsent: ['critical', '5m', ['kong_node_info{namespace=~"kong|"}']],
  UpstreamTargetUnhealthy: ['warning', '5m', ['kong_upstream_target_health{state=~"unhealthy|dns_error",namespace=~"kong|"}']],
  SharedDictionaryFull: ['warning', '15m', [`kong_memory_lua_shared_dict_bytes${SHARED}`, `kong_memory_lua_shared_dict_total_bytes${SHARED}`]],
  MetricErrors: ['warning', '1m', ['kong_nginx_metric_errors_total{namespace=~"kong|"}']],
};

/** Whether the guard works, is told of requests and does what is usual. */
export const GUARD_ALERTS: Record<string, PromisedAlert> = {
  AbuseGuardDown: ['critical', '5m', [guard('leader')]],
  AbuseGuardWithoutLeader: ['critical', '5m', [guard('leader')]],
  AbuseGuardNotPushing: ['critical', '5m', [guard('rounds_total', ',result="done"')]],
  AbuseGuardDenyListLost: ['critical', '10m', [guard('pushes_total', ',result=~"missing|foreign|failed"')]],
  AbuseGuardApiServerAway: ['warning', '5m', [guard('kubernetes_up')]],
  AbuseGuardSeesNothing: ['critical', '5m', [guard('entries_total'), REQUESTS]],
  AbuseGuardRefusesLogs: ['critical', '5m', [guard('requests_refused_total')]],
  AbuseGuardShedding: ['warning', '5m', [guard('shed_total', ',reason!="stopping"')]],
  AbuseGuardNearCap: ['warning', '5m', [guard('blocks')]],
  AbuseGuardBlocksUnusual: ['warning', '1m', [guard('blocks_total')]],
  AbuseGuardRedisAway: ['warning', '5m', [guard('redis_up')]],
  AbuseGuardRelayLoses: ['warning', '5m', [guard('relayed_total', ',result="dropped"')]],
};
