import { Duration } from 'cdk8s';
import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { LatencyAlert } from '../alert-settings';
import { GatewayAlert } from '../gateway-alert';

/** The highest bucket of `kong_kong_latency_ms` that every version has. */
const HIGHEST_OF_GATEWAY = Duration.seconds(1);
/** The highest bucket of `kong_upstream_latency_ms` and `kong_request_latency_ms`. */
const HIGHEST_OF_BACKEND = Duration.seconds(60);

/** The value in full: humanize would write 1.2k ms. */
const MILLISECONDS = '{{ printf "%.0f" $value }} ms';

/** How long requests take, and where. */
export function latencyAlerts(context: AlertContext): AlertRule[] {
  return [
    {
      ...latency(context, 'gatewayLatency', 'kong_kong_latency_ms', HIGHEST_OF_GATEWAY, 0.95, Duration.millis(50), 'in the gateway and its plugins'),
      alert: GatewayAlert.GATEWAY_LATENCY_HIGH,
      summary: 'The gateway is slow on route {{ $labels.route }}',
      runbook: 'Look at what the plugins of the route wait for: a Redis for rate limits, an identity provider, a large body that is validated. '
        + 'Then at the gateway pods: processor throttling and memory. Time that slow clients take to send their body counts here as well.',
    },
    {
      ...latency(context, 'backendLatency', 'kong_upstream_latency_ms', HIGHEST_OF_BACKEND, 0.95, Duration.seconds(1), 'until the backend answers'),
      alert: GatewayAlert.BACKEND_LATENCY_HIGH,
      summary: 'The backend is slow on route {{ $labels.route }}',
      runbook: 'The gateway waits for the backend: see the backend\'s load, its database and its latest deployment. '
        + 'If one client causes it, give that client a lower tier.',
    },
    {
      ...latency(context, 'requestLatency', 'kong_request_latency_ms', HIGHEST_OF_BACKEND, 0.99, Duration.seconds(3), 'from the first byte in to the last byte out'),
      alert: GatewayAlert.REQUEST_LATENCY_HIGH,
      summary: 'Requests of route {{ $labels.route }} take long',
      runbook: 'Compare with GatewayLatencyHigh and BackendLatencyHigh: if neither fires, the time is spent in sending bodies, by slow clients or for large answers. '
        + 'Many connections that send a byte at a time are an attack: see the active connections (kong_nginx_connections_total) and deny the addresses.',
    },
  ];
}

function latency(context: AlertContext, prop: 'gatewayLatency' | 'backendLatency' | 'requestLatency', series: string,
  highest: Duration, quantile: number, threshold: Duration, where: string): Omit<AlertRule, 'alert' | 'summary' | 'runbook'> {
  const given: LatencyAlert = context.props[prop] ?? {};
  const share = context.share(`${prop}.quantile`, given.quantile ?? quantile);
  const limit = context.milliseconds(`${prop}.threshold`, given.threshold ?? threshold, highest);
  return {
    prop,
    settings: context.props[prop],
    needs: 'latency',
    expr: [
      `histogram_quantile(${share}, ${context.rateByRoute(`${series}_bucket`, [], ['le'])}) > ${limit}`,
      `and ${context.rateByRoute(`${series}_count`)} > ${context.minimumRate(prop, given.minimumRate)}`,
    ].join('\n'),
    for: '10m',
    severity: 'warning',
    description: `Requests of route {{ $labels.route }} take ${MILLISECONDS} ${where}, at the ${share} quantile.`,
  };
}
