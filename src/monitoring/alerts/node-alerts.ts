import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { GatewayAlert } from '../gateway-alert';

/** Kong's caches: they drop what was used least when they are full, and are full in regular operation. */
const CACHES = 'kong_db_cache|kong_db_cache_miss|kong_core_db_cache|kong_core_db_cache_miss';

/** The gateway's pods, and the pods behind them. */
export function nodeAlerts(context: AlertContext): AlertRule[] {
  const { gatewayMetricsAbsent, unhealthyTargets, sharedDictionaries, metricErrors } = context.props;
  const full = context.share('sharedDictionaries.ratio', sharedDictionaries?.ratio ?? 0.9);
  const noCache = `shared_dict!~"${CACHES}"`;
  return [
    {
      alert: GatewayAlert.GATEWAY_METRICS_ABSENT,
      prop: 'gatewayMetricsAbsent',
      settings: gatewayMetricsAbsent,
      expr: `absent(${context.series('kong_node_info')})`,
      for: '5m',
      severity: 'critical',
      summary: 'The gateway is not seen',
      description: 'There are no series of the gateway: it is down, or nothing scrapes it. No other alert about it can fire.',
      runbook: 'See whether the gateway pods are ready. If they are, see in Prometheus\' targets whether they are scraped: the status listener (KONG_STATUS_LISTEN) must be reachable from other pods, '
        + 'network policies must let Prometheus in, and the PodMonitor or ServiceMonitor must have the labels by which Prometheus selects it.',
    },
    {
      alert: GatewayAlert.UPSTREAM_TARGET_UNHEALTHY,
      prop: 'unhealthyTargets',
      settings: unhealthyTargets,
      needs: 'upstreamHealth',
      expr: `max by (upstream, target, state) (${context.series('kong_upstream_target_health', 'state=~"unhealthy|dns_error"')}) == 1`,
      for: '5m',
      severity: 'warning',
      summary: 'A backend of {{ $labels.upstream }} is not healthy',
      description: 'The gateway sees target {{ $labels.target }} of {{ $labels.upstream }} as {{ $labels.state }}.',
      runbook: 'unhealthy: the pod fails the health checks of its KongUpstreamPolicy, and gets no requests; see its logs and readiness. '
        + 'dns_error: the name of the Service does not resolve; see whether it exists and the cluster\'s DNS.',
    },
    {
      alert: GatewayAlert.SHARED_DICTIONARY_FULL,
      prop: 'sharedDictionaries',
      settings: sharedDictionaries,
      expr: [
        context.series('kong_memory_lua_shared_dict_bytes', noCache),
        `  / ${context.series('kong_memory_lua_shared_dict_total_bytes', noCache)} > ${full}`,
      ].join('\n'),
      for: '15m',
      severity: 'warning',
      summary: 'Shared memory {{ $labels.shared_dict }} of the gateway is almost full',
      description: 'Shared memory {{ $labels.shared_dict }} is {{ $value | humanizePercentage }} full. When it is full, entries are lost.',
      runbook: 'kong_rate_limiting_counters: limits that are counted in the pod forget callers; count them in a Redis. '
        + 'prometheus_metrics: series are lost; switch the consumer label off, or enlarge it with KONG_NGINX_HTTP_LUA_SHARED_DICT="prometheus_metrics 10m". '
        + 'Any other: see in the error log of the gateway which plugin writes to it.',
    },
    {
      alert: GatewayAlert.METRIC_ERRORS,
      prop: 'metricErrors',
      settings: metricErrors,
      expr: `sum(increase(${context.series('kong_nginx_metric_errors_total')}[${context.window}])) > 0`,
      for: '1m',
      severity: 'warning',
      summary: 'The gateway loses metrics',
      description: 'The gateway could not record {{ $value | humanize }} values: other alerts may see too little.',
      runbook: 'The error log of the gateway names the metric. Usual cause: the shared memory prometheus_metrics is full, by the consumer label or by very many routes.',
    },
  ];
}
