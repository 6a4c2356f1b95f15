import { Duration } from 'cdk8s';
import { unknownNames } from './known-series';
import { GatewayAlert, GatewayAlerts, GatewayAlertsProps, GatewayMetrics } from '../../src/monitoring';
import { ofKind, synth, testChart } from '../support/app';

function rules(props: Partial<GatewayAlertsProps> = {}): any[] {
  const chart = testChart();
  new GatewayMetrics(chart, 'metrics');
  new GatewayAlerts(chart, 'alerts', { labels: {}, ...props });
  return ofKind(synth(chart), 'PrometheusRule')[0].spec.groups[0].rules;
}

const EVERYTHING: Partial<GatewayAlertsProps> = {
  routePattern: 'shop\\..*', seriesLabels: { cluster: 'a"b' }, certificateNamespaces: ['shop', 'billing'], window: Duration.minutes(10),
};

/** Per alert: PromQL, for, severity. */
const EXPECTED: Record<GatewayAlert, [string, string, string]> = {
  [GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE]: [[
    'sum by (route) (rate(kong_http_requests_total{code=~"401|403",source="kong",namespace=~"kong|"}[5m]))',
    '  / sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.1',
    'and sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.2',
  ].join('\n'), '5m', 'warning'],
  [GatewayAlert.RATE_LIMITING_TRIGGERED]: ['sum by (route) (rate(kong_http_requests_total{code="429",source="kong",namespace=~"kong|"}[5m])) > 1', '1m', 'info'],
  [GatewayAlert.REQUESTS_TOO_LARGE]: ['sum by (route) (rate(kong_http_requests_total{code=~"413|417",source="kong",namespace=~"kong|"}[5m])) > 0.2', '10m', 'info'],
  [GatewayAlert.REQUESTS_INVALID]: ['sum by (route) (rate(kong_http_requests_total{code="400",source="kong",namespace=~"kong|"}[5m])) > 0.5', '10m', 'info'],
  [GatewayAlert.GATEWAY_SERVER_ERRORS]: [[
    'sum by (route) (rate(kong_http_requests_total{code=~"5..",source="kong",namespace=~"kong|"}[5m]))',
    '  / sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.01',
    'and sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.2',
  ].join('\n'), '5m', 'critical'],
  [GatewayAlert.BACKEND_SERVER_ERRORS]: [[
    'sum by (route) (rate(kong_http_requests_total{code=~"5..",source="service",namespace=~"kong|"}[5m]))',
    '  / sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.05',
    'and sum by (route) (rate(kong_http_requests_total{namespace=~"kong|"}[5m])) > 0.2',
  ].join('\n'), '5m', 'warning'],
  [GatewayAlert.GATEWAY_LATENCY_HIGH]: [[
    'histogram_quantile(0.95, sum by (le, route) (rate(kong_kong_latency_ms_bucket{namespace=~"kong|"}[5m]))) > 50',
    'and sum by (route) (rate(kong_kong_latency_ms_count{namespace=~"kong|"}[5m])) > 0.2',
  ].join('\n'), '10m', 'warning'],
  [GatewayAlert.BACKEND_LATENCY_HIGH]: [[
    'histogram_quantile(0.95, sum by (le, route) (rate(kong_upstream_latency_ms_bucket{namespace=~"kong|"}[5m]))) > 1000',
    'and sum by (route) (rate(kong_upstream_latency_ms_count{namespace=~"kong|"}[5m])) > 0.2',
  ].join('\n'), '10m', 'warning'],
  [GatewayAlert.REQUEST_LATENCY_HIGH]: [[
    'histogram_quantile(0.99, sum by (le, route) (rate(kong_request_latency_ms_bucket{namespace=~"kong|"}[5m]))) > 3000',
    'and sum by (route) (rate(kong_request_latency_ms_count{namespace=~"kong|"}[5m])) > 0.2',
  ].join('\n'), '10m', 'warning'],
  [GatewayAlert.CERTIFICATE_EXPIRY_SOON]: [[
    '(time() - certmanager_certificate_renewal_timestamp_seconds)',
    '  / (certmanager_certificate_expiration_timestamp_seconds - certmanager_certificate_renewal_timestamp_seconds) > 0.5',
    'and certmanager_certificate_renewal_timestamp_seconds > 0',
  ].join('\n'), '1h', 'critical'],
  [GatewayAlert.CERTIFICATE_NOT_READY]: ['certmanager_certificate_ready_status{condition!="True"} == 1', '15m', 'warning'],
  [GatewayAlert.CERTIFICATE_METRICS_ABSENT]: ['absent(certmanager_certificate_ready_status)', '15m', 'warning'],
  [GatewayAlert.CONFIG_PUSH_FAILING]: [
    'sum by (dataplane, failure_reason) (increase(ingress_controller_configuration_push_count{success="false",namespace=~"kong|"}[5m])) > 0', '10m', 'critical',
  ],
  [GatewayAlert.CONFIG_TRANSLATION_BROKEN]: ['ingress_controller_translation_broken_resource_count{namespace=~"kong|"} > 0', '5m', 'critical'],
  [GatewayAlert.CONTROLLER_METRICS_ABSENT]: ['absent(ingress_controller_translation_count{namespace=~"kong|"})', '10m', 'critical'],
  [GatewayAlert.GATEWAY_METRICS_ABSENT]: ['absent(kong_node_info{namespace=~"kong|"})', '5m', 'critical'],
  [GatewayAlert.UPSTREAM_TARGET_UNHEALTHY]: [
    'max by (upstream, target, state) (kong_upstream_target_health{state=~"unhealthy|dns_error",namespace=~"kong|"}) == 1', '5m', 'warning',
  ],
  [GatewayAlert.SHARED_DICTIONARY_FULL]: [[
    'kong_memory_lua_shared_dict_bytes{shared_dict!~"kong_db_cache|kong_db_cache_miss|kong_core_db_cache|kong_core_db_cache_miss",namespace=~"kong|"}',
    '  / kong_memory_lua_shared_dict_total_bytes{shared_dict!~"kong_db_cache|kong_db_cache_miss|kong_core_db_cache|kong_core_db_cache_miss",namespace=~"kong|"} > 0.9',
  ].join('\n'), '15m', 'warning'],
  [GatewayAlert.METRIC_ERRORS]: ['sum(increase(kong_nginx_metric_errors_total{namespace=~"kong|"}[5m])) > 0', '1m', 'warning'],
};

test('the alerts stand in the order of their names in the enum', () => {
  expect(rules().map(rule => rule.alert)).toEqual(Object.values(GatewayAlert));
});

test.each(Object.values(GatewayAlert))('%s', (alert) => {
  const rule = rules().find(r => r.alert === alert);
  expect([rule.expr, rule.for, rule.labels.severity]).toEqual(EXPECTED[alert]);
  for (const text of [rule.annotations.summary, rule.annotations.description, rule.annotations.runbook]) {
    expect(text.length).toBeGreaterThan(20);
    expect(text.split('{{').length).toBe(text.split('}}').length);
  }
  expect(rule.annotations.runbook).not.toContain('{{');
});

test.each(Object.values(GatewayAlert))('%s names series and labels that exist', (alert) => {
  expect(unknownNames(rules().find(r => r.alert === alert).expr)).toEqual([]);
  expect(unknownNames(rules(EVERYTHING).find(r => r.alert === alert).expr, ['cluster'])).toEqual([]);
});

test.each(Object.values(GatewayAlert))('%s tells of labels that its result has', (alert) => {
  const { expr, annotations } = rules().find(r => r.alert === alert);
  const used = [...`${annotations.summary} ${annotations.description}`.matchAll(/\$labels\.(\w+)/g)].map(match => match[1]);
  const kept = /^[^(]*\bby \(([^)]*)\)/.exec(expr.replace(/^histogram_quantile\([\d.]+, /, ''))?.[1].split(', ');
  const allowed = kept ?? (expr.startsWith('absent') || expr.startsWith('sum(') ? [] : ['name', 'namespace', 'exported_namespace', 'shared_dict']);
  expect(used.filter(label => !allowed.includes(label))).toEqual([]);
});

test.each([
  ['rate(kong_http_status{code="401"}[5m])', ['there is no series kong_http_status', 'there is no series code']],
  ['kong_http_requests_total{status="401"}', ['kong_http_requests_total has no label status']],
  ['sum by (consumr) (rate(kong_http_requests_total[5m]))', ['no series has a label consumr to aggregate by']],
  ['absnt(kong_node_info)', ['there is no series absnt']],
])('the check of names finds the mistake in %s', (expr, problems) => {
  expect(unknownNames(expr)).toEqual(problems);
});

test('alerts about routes look at the routes of the pattern, and every alert at the series with the labels', () => {
  const all = rules({ ...EVERYTHING, namespaceLabel: 'kube_namespace' });
  const expr = (alert: GatewayAlert) => all.find(r => r.alert === alert).expr;
  expect(expr(GatewayAlert.RATE_LIMITING_TRIGGERED))
    .toBe('sum by (route) (rate(kong_http_requests_total{code="429",source="kong",cluster="a\\"b",kube_namespace=~"kong|",route=~"shop\\\\..*"}[10m])) > 1');
  expect(expr(GatewayAlert.GATEWAY_METRICS_ABSENT)).toBe('absent(kong_node_info{cluster="a\\"b",kube_namespace=~"kong|"})');
  expect(expr(GatewayAlert.CERTIFICATE_NOT_READY)).toBe('(certmanager_certificate_ready_status{condition!="True",cluster="a\\"b",exported_namespace=~"shop|billing"}'
    + ' or certmanager_certificate_ready_status{condition!="True",cluster="a\\"b",exported_namespace="",namespace=~"shop|billing"}) == 1');
});

test('thresholds', () => {
  const all = rules({
    authenticationFailures: { ratio: 0.25, minimumRate: 2 },
    rateLimiting: { rate: 30 },
    oversizedRequests: { rate: 0.0000001 },
    invalidRequests: { rate: 7 },
    gatewayErrors: { ratio: 0.02 },
    backendErrors: { ratio: 0.5 },
    gatewayLatency: { quantile: 0.5, threshold: Duration.millis(20), minimumRate: 5 },
    backendLatency: { threshold: Duration.seconds(2) },
    requestLatency: { threshold: Duration.seconds(59) },
    certificateExpiry: { elapsed: 0.75 },
    sharedDictionaries: { ratio: 0.8 },
  });
  const thresholds = Object.fromEntries(all.map(r => [r.alert, [...r.expr.matchAll(/ (?:>|==) (\S+)/g)].map(match => Number(match[1]))]));
  expect(thresholds).toMatchObject({
    HighAuthenticationFailureRate: [0.25, 2],
    RateLimitingTriggered: [30],
    RequestsTooLarge: [1e-7],
    RequestsInvalid: [7],
    GatewayServerErrors: [0.02, 0.2],
    BackendServerErrors: [0.5, 0.2],
    GatewayLatencyHigh: [20, 5],
    BackendLatencyHigh: [2000, 0.2],
    RequestLatencyHigh: [59000, 0.2],
    CertificateExpirySoon: [0.75, 0],
    SharedDictionaryFull: [0.8],
  });
  expect(all.find(r => r.alert === 'GatewayLatencyHigh').expr).toContain('histogram_quantile(0.5, ');
});

describe('fails for a threshold that is never or always met', () => {
  test.each(['authenticationFailures', 'gatewayErrors', 'backendErrors'])('%s', (prop) => {
    for (const ratio of [0, 1, 10, -0.1, NaN]) {
      expect(() => rules({ [prop]: { ratio } })).toThrow(`${prop}.ratio is ${ratio}: expected a number between 0 and 1, both excluded; write for instance 0.1 for a tenth [test/alerts]`);
    }
    expect(() => rules({ [prop]: { minimumRate: 0 } })).toThrow(`${prop}.minimumRate is 0: expected a number of requests per second above 0`);
  });

  test.each(['rateLimiting', 'oversizedRequests', 'invalidRequests'])('%s', (prop) => {
    for (const rate of [0, -1, NaN, Infinity]) {
      expect(() => rules({ [prop]: { rate } }))
        .toThrow(`${prop}.rate is ${rate}: expected a number of requests per second above 0; write for instance 0.5 for one in two seconds [test/alerts]`);
    }
  });

  test.each([['gatewayLatency', 1000], ['backendLatency', 60000], ['requestLatency', 60000]])('%s', (prop, highest) => {
    for (const threshold of [0, highest, highest + 1]) {
      expect(() => rules({ [prop]: { threshold: Duration.millis(threshold) } }))
        .toThrow(`${prop}.threshold is ${threshold} ms: expected more than 0 and less than ${highest} ms, the highest bucket of the histogram, above which it would never fire; choose one between [test/alerts]`);
    }
    expect(() => rules({ [prop]: { quantile: 95 } })).toThrow(`${prop}.quantile is 95: expected a number between 0 and 1, both excluded`);
    expect(() => rules({ [prop]: { minimumRate: -1 } })).toThrow(`${prop}.minimumRate is -1: expected a number of requests per second above 0`);
  });

  test('certificateExpiry and sharedDictionaries', () => {
    expect(() => rules({ certificateExpiry: { elapsed: 1 } })).toThrow('certificateExpiry.elapsed is 1: expected a number between 0 and 1, both excluded');
    expect(() => rules({ sharedDictionaries: { ratio: 90 } })).toThrow('sharedDictionaries.ratio is 90: expected a number between 0 and 1, both excluded');
  });
});
