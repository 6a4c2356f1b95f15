/**
 * The series that exist, with the labels that their source gives them. Written from the exporters of Kong 3.9, Kong Ingress Controller
 * 3.5, cert-manager 1.x and the abuse guard, and not from the alerts, so that a name mistyped there is not here.
 */
export const KNOWN_SERIES: Record<string, string[]> = {
  // Kong: kong/plugins/prometheus/exporter.lua
  kong_http_requests_total: ['service', 'route', 'code', 'source', 'workspace', 'consumer'],
  kong_kong_latency_ms_bucket: ['service', 'route', 'workspace', 'le'],
  kong_kong_latency_ms_count: ['service', 'route', 'workspace'],
  kong_kong_latency_ms_sum: ['service', 'route', 'workspace'],
  kong_upstream_latency_ms_bucket: ['service', 'route', 'workspace', 'le'],
  kong_upstream_latency_ms_count: ['service', 'route', 'workspace'],
  kong_upstream_latency_ms_sum: ['service', 'route', 'workspace'],
  kong_request_latency_ms_bucket: ['service', 'route', 'workspace', 'le'],
  kong_request_latency_ms_count: ['service', 'route', 'workspace'],
  kong_request_latency_ms_sum: ['service', 'route', 'workspace'],
  kong_bandwidth_bytes: ['service', 'route', 'direction', 'workspace', 'consumer'],
  kong_upstream_target_health: ['upstream', 'target', 'address', 'state', 'subsystem'],
  kong_nginx_connections_total: ['node_id', 'subsystem', 'state'],
  kong_nginx_requests_total: ['node_id', 'subsystem'],
  kong_nginx_timers: ['state'],
  kong_datastore_reachable: [],
  kong_node_info: ['node_id', 'version'],
  kong_memory_lua_shared_dict_bytes: ['node_id', 'shared_dict', 'kong_subsystem'],
  kong_memory_lua_shared_dict_total_bytes: ['node_id', 'shared_dict', 'kong_subsystem'],
  kong_memory_workers_lua_vms_bytes: ['node_id', 'pid', 'kong_subsystem'],
  kong_nginx_metric_errors_total: [],

  // Kong Ingress Controller: internal/metrics/prometheus.go
  ingress_controller_configuration_push_count: ['success', 'protocol', 'failure_reason', 'dataplane', 'instance_id'],
  ingress_controller_configuration_push_broken_resource_count: ['dataplane', 'instance_id'],
  ingress_controller_configuration_push_last_successful: ['dataplane', 'instance_id'],
  ingress_controller_translation_count: ['success', 'instance_id'],
  ingress_controller_translation_broken_resource_count: ['instance_id'],

  // cert-manager: internal/collectors/certificate_collector.go
  certmanager_certificate_ready_status: ['condition', 'name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'],
  certmanager_certificate_expiration_timestamp_seconds: ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'],
  certmanager_certificate_not_after_timestamp_seconds: ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'],
  certmanager_certificate_not_before_timestamp_seconds: ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'],
  certmanager_certificate_renewal_timestamp_seconds: ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'],

  // The abuse guard: src/runtime/abuse-guard/guard-metrics.ts
  gatewarden_abuse_guard_entries_total: ['outcome'],
  gatewarden_abuse_guard_requests_refused_total: ['reason'],
  gatewarden_abuse_guard_shed_total: ['reason'],
  gatewarden_abuse_guard_blocks_total: [],
  gatewarden_abuse_guard_releases_total: ['reason'],
  gatewarden_abuse_guard_pushes_total: ['result'],
  gatewarden_abuse_guard_rounds_total: ['result'],
  gatewarden_abuse_guard_push_latency_seconds_bucket: ['le'],
  gatewarden_abuse_guard_push_latency_seconds_sum: [],
  gatewarden_abuse_guard_push_latency_seconds_count: [],
  gatewarden_abuse_guard_relayed_total: ['result'],
  gatewarden_abuse_guard_blocks: [],
  gatewarden_abuse_guard_leader: [],
  gatewarden_abuse_guard_queue_length: [],
  gatewarden_abuse_guard_tracked_addresses: [],
  gatewarden_abuse_guard_forgotten_addresses: [],
  gatewarden_abuse_guard_kubernetes_up: [],
  gatewarden_abuse_guard_relay_queue_bytes: [],
  gatewarden_abuse_guard_redis_up: [],
};

/** What Prometheus Operator adds to everything; a label of the source that is also one of these is renamed `exported_…`. */
const TARGET_LABELS = ['namespace', 'pod', 'container', 'endpoint', 'instance', 'job', 'exported_namespace'];

/** Functions of PromQL that alerts may use; whatever else stands in an expression is taken for a series. */
const WORDS = ['sum', 'min', 'max', 'rate', 'increase', 'histogram_quantile', 'absent', 'time', 'by', 'and', 'or'];

/** Names of series and labels in an expression that no source exposes. */
export function unknownNames(expr: string, seriesLabels: string[] = []): string[] {
  const problems: string[] = [];
  const used: string[] = [];
  const plain = expr
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\[(?:\d+(?:d|h|m|s|ms))+\]/g, '')
    .replace(/([a-zA-Z_:][\w:]*)(?:\{([^}]*)\})?/g, (all, name: string, matchers: string | undefined) => {
      if (WORDS.includes(name) && matchers === undefined) {
        return all;
      }
      const labels = KNOWN_SERIES[name];
      if (labels) {
        used.push(...labels, ...TARGET_LABELS);
        const named = (matchers ?? '').split(',').filter(Boolean).map(matcher => matcher.replace(/\s*(=~|!~|!=|=)\s*""$/, ''));
        problems.push(...named.filter(label => ![...labels, ...TARGET_LABELS, ...seriesLabels].includes(label)).map(label => `${name} has no label ${label}`));
        return '';
      }
      return all;
    });
  for (const [, list] of plain.matchAll(/\bby \(([^)]*)\)/g)) {
    problems.push(...list.split(', ').filter(label => !used.includes(label)).map(label => `no series has a label ${label} to aggregate by`));
  }
  const rest = plain.replace(/\bby \([^)]*\)/g, '').match(/[a-zA-Z_:][\w:]*/g) ?? [];
  problems.push(...rest.filter(word => !WORDS.includes(word)).map(word => `there is no series ${word}`));
  return problems;
}
