import { GatewayAlert } from 'gatewarden';
import {
  brokenObjects, certificateReady, certificateTimes, latency, metricErrors, NODE, pushes, requests, ROUTE, Series, sharedDictionary, target,
} from './series';

/** What raises an alert, and what just does not. */
export interface AlertCase {
  /**
   * Just above the threshold. It says all series of each name that it mentions; of the others, those of a healthy gateway are there.
   */
  readonly fires: Series;
  /** Just below it. */
  readonly silent: Series;
  /** Names of series that are not there when it fires. */
  readonly without?: string[];
  /** When it has fired, in minutes. */
  readonly at: number;
  /** Its labels, beside its name and those of every alert. */
  readonly labels: Record<string, string>;
  /** What its description says of what happens. */
  readonly says: string;
}

const route = { route: ROUTE };

/** Thresholds are those of the documentation of `GatewayAlerts`. */
export const CASES: Record<GatewayAlert, AlertCase> = {
  [GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE]: {
    fires: { ...requests('200', 'service', 539), ...requests('401', 'kong', 31), ...requests('403', 'kong', 30) },
    silent: { ...requests('200', 'service', 541), ...requests('401', 'kong', 30), ...requests('403', 'kong', 29) },
    at: 15,
    labels: { ...route, severity: 'warning' },
    says: `10.17% of the requests of route ${ROUTE}`,
  },
  [GatewayAlert.RATE_LIMITING_TRIGGERED]: {
    fires: { ...requests('200', 'service', 6000), ...requests('429', 'kong', 61) },
    silent: { ...requests('200', 'service', 6000), ...requests('429', 'kong', 59) },
    at: 10,
    labels: { ...route, severity: 'info' },
    says: `1.017 requests per second of route ${ROUTE}`,
  },
  [GatewayAlert.REQUESTS_TOO_LARGE]: {
    fires: { ...requests('200', 'service', 6000), ...requests('413', 'kong', 7), ...requests('417', 'kong', 6) },
    silent: { ...requests('200', 'service', 6000), ...requests('413', 'kong', 6), ...requests('417', 'kong', 5) },
    at: 20,
    labels: { ...route, severity: 'info' },
    says: '216.7m requests per second',
  },
  [GatewayAlert.REQUESTS_INVALID]: {
    fires: { ...requests('200', 'service', 6000), ...requests('400', 'kong', 31) },
    silent: { ...requests('200', 'service', 6000), ...requests('400', 'kong', 29) },
    at: 20,
    labels: { ...route, severity: 'info' },
    says: '516.7m requests per second',
  },
  [GatewayAlert.GATEWAY_SERVER_ERRORS]: {
    fires: { ...requests('200', 'service', 1000), ...requests('500', 'kong', 4), ...requests('503', 'kong', 8) },
    silent: { ...requests('200', 'service', 1000), ...requests('500', 'kong', 4), ...requests('503', 'kong', 5) },
    at: 15,
    labels: { ...route, severity: 'critical' },
    says: '1.186% of the requests',
  },
  [GatewayAlert.BACKEND_SERVER_ERRORS]: {
    fires: { ...requests('200', 'service', 949), ...requests('500', 'service', 51) },
    silent: { ...requests('200', 'service', 951), ...requests('502', 'service', 49) },
    at: 15,
    labels: { ...route, severity: 'warning' },
    says: '5.1% of the requests',
  },
  [GatewayAlert.GATEWAY_LATENCY_HIGH]: {
    // The 0.95 quantile: of a thousand requests, number 950.
    fires: latency('kong', [[2, 940], [75, 60]]),
    silent: latency('kong', [[2, 900], [50, 60], [75, 40]]),
    at: 20,
    labels: { ...route, severity: 'warning' },
    says: '54 ms',
  },
  [GatewayAlert.BACKEND_LATENCY_HIGH]: {
    fires: latency('upstream', [[80, 940], [2000, 60]]),
    silent: latency('upstream', [[80, 900], [1000, 60], [2000, 40]]),
    at: 20,
    labels: { ...route, severity: 'warning' },
    says: '1167 ms',
  },
  [GatewayAlert.REQUEST_LATENCY_HIGH]: {
    // The threshold, 3 s, lies inside of a bucket: number 990 of a thousand stands that far between 2 s and 5 s.
    fires: latency('request', [[80, 984], [5000, 16]]),
    silent: latency('request', [[80, 986], [5000, 14]]),
    at: 20,
    labels: { ...route, severity: 'warning' },
    says: '3125 ms',
  },
  [GatewayAlert.CERTIFICATE_EXPIRY_SOON]: {
    // To be renewed after 10 minutes, and at its end 120 minutes later: half of that has passed after 70, and it lasts for an hour.
    fires: certificateTimes(600, 600 + 7200),
    // Half of this has passed after 131 minutes.
    silent: certificateTimes(600, 600 + 14_520),
    at: 131,
    labels: { name: 'api-tls', exported_namespace: 'shop', severity: 'critical' },
    says: 'Certificate shop/api-tls was due for renewal',
  },
  [GatewayAlert.CERTIFICATE_NOT_READY]: {
    fires: certificateReady('False'),
    silent: certificateReady('True'),
    at: 20,
    labels: { name: 'api-tls', exported_namespace: 'shop', severity: 'warning' },
    says: 'certificate shop/api-tls',
  },
  [GatewayAlert.CERTIFICATE_METRICS_ABSENT]: {
    fires: {},
    without: ['certmanager_certificate_ready_status'],
    silent: {},
    at: 20,
    labels: { severity: 'warning' },
    says: 'no series about certificates',
  },
  [GatewayAlert.CONFIG_PUSH_FAILING]: {
    // The controller tries again every few seconds.
    fires: { ...pushes(true, '0+20x4 80x196'), ...pushes(false, '_x4 1+20x196') },
    // What failed once, and did not since.
    silent: { ...pushes(true, '0+20x200'), ...pushes(false, '_x4 1 3x195') },
    at: 25,
    labels: { dataplane: 'https://10.1.0.7:8444', failure_reason: 'conflict', severity: 'critical' },
    says: 'https://10.1.0.7:8444 (conflict)',
  },
  [GatewayAlert.CONFIG_TRANSLATION_BROKEN]: {
    fires: brokenObjects('0x4 2x196'),
    silent: brokenObjects('0x200'),
    at: 15,
    labels: { severity: 'critical' },
    says: 'leaves 2 objects out',
  },
  [GatewayAlert.CONTROLLER_METRICS_ABSENT]: {
    fires: {},
    without: ['ingress_controller_translation_count', 'ingress_controller_translation_broken_resource_count', 'ingress_controller_configuration_push_count'],
    silent: {},
    at: 15,
    // absent() hands on labels that are compared with =, and the namespace is not.
    labels: { severity: 'critical' },
    says: 'no series of the ingress controller',
  },
  [GatewayAlert.GATEWAY_METRICS_ABSENT]: {
    fires: {},
    without: ['kong_node_info'],
    silent: {},
    at: 10,
    // absent() hands on labels that are compared with =, and the namespace is not.
    labels: { severity: 'critical' },
    says: 'no series of the gateway',
  },
  [GatewayAlert.UPSTREAM_TARGET_UNHEALTHY]: {
    fires: target('dns_error'),
    silent: target('healthchecks_off'),
    at: 10,
    labels: { upstream: 'api.shop.80.svc', target: '10.1.2.3:8080', state: 'dns_error', severity: 'warning' },
    says: '10.1.2.3:8080 of api.shop.80.svc as dns_error',
  },
  [GatewayAlert.SHARED_DICTIONARY_FULL]: {
    fires: sharedDictionary('kong_rate_limiting_counters', 0.901),
    silent: sharedDictionary('kong_rate_limiting_counters', 0.899),
    at: 20,
    labels: { shared_dict: 'kong_rate_limiting_counters', node_id: NODE, severity: 'warning' },
    says: 'kong_rate_limiting_counters is 90.1% full',
  },
  [GatewayAlert.METRIC_ERRORS]: {
    fires: metricErrors('0x4 0+1x196'),
    // Those of long ago.
    silent: metricErrors('7x200'),
    at: 15,
    labels: { severity: 'warning' },
    says: 'could not record',
  },
};
