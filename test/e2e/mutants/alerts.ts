import { GatewayAlert } from 'gatewarden';
import { Objects } from '../../mutants/objects';

/** What promtool is asked: whether the rules can be read; what fires above and below the threshold, and at a gateway where all is well. */
export type Question = 'check rules' | 'fires' | 'silent' | 'quiet';

/** A defect in one alert that no check without Prometheus sees. */
export interface AlertMutant {
  readonly name: string;
  /** What Prometheus does then. */
  readonly harm: string;
  readonly alert: GatewayAlert;
  readonly mutate: (objects: Objects) => void;
  /** The first question whose answer is another one. */
  readonly caughtBy: Question;
  /** What it says, in part. */
  readonly says: string;
}

function mutant(name: string, harm: string, alert: GatewayAlert, caughtBy: Question, says: string, mutate: (objects: Objects) => void): AlertMutant {
  return { name, harm, alert, caughtBy, says, mutate };
}

/** Writes another text in the expression of an alert. */
function rewritten(name: string, harm: string, alert: GatewayAlert, [from, to]: [from: string, to: string], caughtBy: Question, says: string): AlertMutant {
  return mutant(name, harm, alert, caughtBy, says, objects => objects.rewrite(alert, from, to));
}

const TRAFFIC = '\nand sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.2';

/** Alerts that look right, by what their expressions or texts say. */
export const ALERT_MUTANTS: AlertMutant[] = [
  rewritten('a parenthesis is lost', 'the operator refuses the rules', GatewayAlert.RATE_LIMITING_TRIGGERED, ['[5m]))', '[5m])'], 'check rules', 'unclosed left parenthesis'),
  rewritten('a series has no range', 'rate takes none without', GatewayAlert.RATE_LIMITING_TRIGGERED, ['[5m]', ''], 'check rules', 'expected type range vector'),
  mutant('a text asks for a function that there is not', 'Prometheus does not load the rules', GatewayAlert.RATE_LIMITING_TRIGGERED, 'check rules', 'function "humanise" not defined',
    objects => { objects.alert('RateLimitingTriggered').annotations.description = 'It refuses {{ $value | humanise }}.'; }),
  rewritten('it fires below the threshold', 'it is silent when it matters', GatewayAlert.RATE_LIMITING_TRIGGERED, ['> 1', '< 1'], 'fires', 'nothing fires'),
  rewritten('the threshold is a hundredth', 'it fires for single failures', GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE, ['> 0.1', '> 0.001'], 'silent', 'HighAuthenticationFailureRate'),
  rewritten('the threshold is in percent', 'it never fires', GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE, ['> 0.1', '> 10'], 'fires', 'nothing fires'),
  rewritten('the threshold is in seconds', 'it fires all the time: Kong counts milliseconds (C.1)', GatewayAlert.BACKEND_LATENCY_HIGH, ['> 1000', '> 1'], 'silent', 'BackendLatencyHigh'),
  rewritten('it does not ask for traffic', 'a few requests in the night wake somebody up (C.2)', GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE, [TRAFFIC, ''], 'quiet', 'HighAuthenticationFailureRate'),
  rewritten('the window is shorter than the scrape', 'there is no rate in it', GatewayAlert.GATEWAY_SERVER_ERRORS, ['[5m]', '[10s]'], 'fires', 'nothing fires'),
  rewritten('a counter is compared as it is', 'it fires for ever once it has counted so many', GatewayAlert.METRIC_ERRORS,
    ['increase(kong_nginx_metric_errors_total{namespace=~"kong|"}[5m])', 'kong_nginx_metric_errors_total{namespace=~"kong|"}'], 'silent', 'MetricErrors'),
  rewritten('buckets are summed without their bound', 'there is no quantile of them', GatewayAlert.GATEWAY_LATENCY_HIGH, ['by (le, route)', 'by (route)'], 'fires', 'nothing fires'),
  rewritten('the quantile is the median', 'the slow twentieth is not seen', GatewayAlert.GATEWAY_LATENCY_HIGH, ['0.95', '0.5'], 'fires', 'nothing fires'),
  rewritten('it fires while there are series', 'it is upside down', GatewayAlert.GATEWAY_METRICS_ABSENT, ['absent(kong_node_info{namespace=~"kong|"})', 'kong_node_info{namespace=~"kong|"}'], 'fires', 'nothing fires'),
  rewritten('all routes are one', 'nobody knows which one is meant', GatewayAlert.RATE_LIMITING_TRIGGERED, ['sum by (route)', 'sum'], 'fires', 'its route is not'),
  rewritten('a condition is any instead of all', 'traffic alone makes it fire', GatewayAlert.GATEWAY_SERVER_ERRORS, ['\nand ', '\nor '], 'silent', 'GatewayServerErrors'),
  rewritten('a certificate that was never issued counts as expired', 'its times are 0 until then (C3.3)', GatewayAlert.CERTIFICATE_EXPIRY_SOON,
    ['and certmanager_certificate_renewal_timestamp_seconds > 0', ''], 'quiet', 'CertificateExpirySoon'),
  mutant('a text names a label that there is not', 'the page says nothing of the route', GatewayAlert.RATE_LIMITING_TRIGGERED, 'fires', 'its texts lack 1.017 requests per second of route shop.',
    objects => { objects.alert('RateLimitingTriggered').annotations.description = 'The gateway refuses {{ $value | humanize }} requests per second of route {{ $labels.path }} with 429.'; }),
];
