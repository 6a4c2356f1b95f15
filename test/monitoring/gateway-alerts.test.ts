import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { GatewayMetricsSwitches, KongGateway } from '../../src/gateway';
import { GatewayAlert, GatewayAlerts, GatewayAlertsProps, GatewayMetrics, MetricsScrape, WithoutAlert } from '../../src/monitoring';
import { find, synth, testChart } from '../support/app';

const SETTINGS = { for: Duration.minutes(3), severity: 'page' };
const EXPIRY = { ...SETTINGS, elapsed: 0.4 };
const RATE = { ...SETTINGS, rate: 2 };
const RATIO = { ...SETTINGS, ratio: 0.2, minimumRate: 1 };
const LATENCY = { ...SETTINGS, quantile: 0.9, threshold: Duration.millis(300), minimumRate: 1 };

const ALL: Required<Omit<GatewayAlertsProps, 'disabled'>> = {
  labels: { release: 'kube-prometheus-stack' },
  alertLabels: { team: 'shop' },
  routePattern: 'shop\\..*',
  seriesLabels: { cluster: 'eu' },
  namespaceLabel: 'kube_namespace',
  certificateNamespaces: ['shop'],
  window: Duration.minutes(2),
  runbookBaseUrl: 'https://wiki.example.com/runbooks',
  groupName: 'shop',
  evaluationInterval: Duration.seconds(30),
  name: 'shop-alerts',
  namespace: 'monitoring',
  authenticationFailures: RATIO,
  rateLimiting: RATE,
  oversizedRequests: RATE,
  invalidRequests: RATE,
  gatewayErrors: RATIO,
  backendErrors: RATIO,
  gatewayLatency: LATENCY,
  backendLatency: LATENCY,
  requestLatency: LATENCY,
  certificateExpiry: EXPIRY,
  certificateNotReady: SETTINGS,
  certificateMetricsAbsent: SETTINGS,
  configPush: SETTINGS,
  configTranslation: SETTINGS,
  controllerMetricsAbsent: SETTINGS,
  gatewayMetricsAbsent: SETTINGS,
  unhealthyTargets: SETTINGS,
  sharedDictionaries: { ...SETTINGS, ratio: 0.5 },
  metricErrors: SETTINGS,
};

function alerts(props: Partial<GatewayAlertsProps> = {}, scrape?: MetricsScrape): { construct: GatewayAlerts; chart: Chart } {
  const chart = testChart();
  new GatewayMetrics(chart, 'metrics', { scrape });
  return { chart, construct: new GatewayAlerts(chart, 'alerts', { labels: {}, ...props }) };
}

test('defaultChild is the object', () => {
  const { construct } = alerts();
  expect(ApiObject.of(construct)).toBe(construct.apiObject);
});

test('minimal: every alert, in the namespace of the chart', () => {
  const { chart, construct } = alerts();
  const rule = find(synth(chart), 'PrometheusRule', 'alerts');
  expect(rule.apiVersion).toBe('monitoring.coreos.com/v1');
  expect(rule.metadata).toEqual({ name: 'alerts', namespace: 'shop' });
  expect(Object.keys(rule.spec)).toEqual(['groups']);
  expect(rule.spec.groups.map((group: any) => Object.keys(group))).toEqual([['name', 'rules']]);
  expect(rule.spec.groups[0].name).toBe('gateway-security');
  expect(construct.activeAlerts).toEqual(Object.values(GatewayAlert));
});

test('all properties but disabled', () => {
  const { chart } = alerts(ALL);
  const rule = find(synth(chart), 'PrometheusRule', 'shop-alerts');
  expect(rule.metadata).toEqual({ name: 'shop-alerts', namespace: 'monitoring', labels: { release: 'kube-prometheus-stack' } });
  const [group] = rule.spec.groups;
  expect([group.name, group.interval]).toEqual(['shop', '30s']);
  expect(group.rules).toHaveLength(Object.values(GatewayAlert).length);
  for (const { alert, labels, annotations, for: holds } of group.rules) {
    expect(labels).toEqual({ team: 'shop', severity: 'page' });
    expect(holds).toBe('3m');
    expect(annotations.runbook_url).toBe(`https://wiki.example.com/runbooks/${alert}`);
  }
});

test.each([
  ['https://w.example.com/', 'https://w.example.com/MetricErrors'],
  ['https://w.example.com/page#', 'https://w.example.com/page#MetricErrors'],
  ['https://w.example.com/?alert=', 'https://w.example.com/?alert=MetricErrors'],
])('runbooks at %s', (runbookBaseUrl, url) => {
  const { chart } = alerts({ runbookBaseUrl });
  expect(find(synth(chart), 'PrometheusRule', 'alerts').spec.groups[0].rules.at(-1).annotations.runbook_url).toBe(url);
});

describe('disabled', () => {
  test('leaves alerts out and their reasons on the object', () => {
    const { chart, construct } = alerts({
      disabled: [WithoutAlert.because(GatewayAlert.REQUESTS_INVALID, 'no route has a schema yet'), WithoutAlert.aboutCertificates('the load balancer has the certificate')],
    });
    const rule = find(synth(chart), 'PrometheusRule', 'alerts');
    expect(rule.metadata.annotations).toEqual({
      'gatewarden/without-requests-invalid': 'no route has a schema yet',
      'gatewarden/without-certificate-expiry-soon': 'the load balancer has the certificate',
      'gatewarden/without-certificate-not-ready': 'the load balancer has the certificate',
      'gatewarden/without-certificate-metrics-absent': 'the load balancer has the certificate',
    });
    expect(rule.spec.groups[0].rules.map((r: any) => r.alert)).toEqual(construct.activeAlerts);
    expect(construct.activeAlerts).toHaveLength(15);
  });

  test('fails for an alert that is left out twice, or has settings', () => {
    const one = WithoutAlert.because(GatewayAlert.METRIC_ERRORS, 'the first reason');
    expect(() => alerts({ disabled: [one, WithoutAlert.aboutNodes('the second reason')] }))
      .toThrow('alert MetricErrors is left out twice (\'the first reason\' and \'the second reason\'): expected one reason; remove one of the two [test/alerts]');
    expect(() => alerts({ disabled: [one], metricErrors: SETTINGS }))
      .toThrow('metricErrors is set and its alert MetricErrors is left out: expected one or the other; remove metricErrors, or take the alert out of disabled [test/alerts]');
  });

  test('fails when nothing is left', () => {
    const all = Object.values(GatewayAlert).map(alert => WithoutAlert.because(alert, 'nobody wants to know'));
    expect(() => alerts({ disabled: all })).toThrow('every alert is left out: expected at least one; remove the construct [test/alerts]');
  });
});

describe('series that the gateway does not expose', () => {
  function of(metrics: GatewayMetricsSwitches, disabled: WithoutAlert[] = []): GatewayAlerts {
    const chart = testChart();
    KongGateway.imported(chart, 'gateway', { metrics });
    return new GatewayAlerts(chart, 'alerts', { labels: {}, disabled });
  }

  test.each([
    ['statusCodes', 'HighAuthenticationFailureRate, RateLimitingTriggered, RequestsTooLarge, RequestsInvalid, GatewayServerErrors and BackendServerErrors read kong_http_requests_total'],
    ['latency', 'GatewayLatencyHigh, BackendLatencyHigh and RequestLatencyHigh read the latency histograms'],
    ['upstreamHealth', 'UpstreamTargetUnhealthy reads kong_upstream_target_health'],
  ])('fails without %s', (name, what) => {
    expect(() => of({ [name]: false }))
      .toThrow(`${what}, which the gateway does not expose: expected ${name} in its metrics; remove '${name}: false' there, or drop each alert with WithoutAlert.because(alert, reason) [test/alerts]`);
  });

  test('nothing is wrong when the alert is left out, or no alert reads them', () => {
    expect(() => of({ upstreamHealth: false }, [WithoutAlert.because(GatewayAlert.UPSTREAM_TARGET_UNHEALTHY, 'no backend has health checks')])).not.toThrow();
    expect(() => of({ bandwidth: false })).not.toThrow();
  });
});

describe('what only the whole app shows', () => {
  test('fails when nothing exposes the series', () => {
    const chart = testChart();
    new GatewayAlerts(chart, 'alerts', { labels: {} });
    expect(() => chart.toJson()).toThrow('[test/alerts] alerts read series of the gateway, and nothing exposes them: expected GatewayMetrics in this app; add it, or import the gateway from the app that has it');
  });

  test('the metrics may come later, from another chart, or from the app of an imported gateway', () => {
    const app = new App();
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    new GatewayAlerts(chart, 'alerts', { labels: {} });
    new GatewayMetrics(new Chart(app, 'platform', { namespace: 'kong' }), 'metrics');
    expect(() => synth(chart)).not.toThrow();

    const other = testChart();
    KongGateway.imported(other, 'gateway');
    new GatewayAlerts(other, 'alerts', { labels: {} });
    expect(() => synth(other)).not.toThrow();
  });

  test('alerts about certificates and the controller alone need no metrics of the gateway', () => {
    const chart = testChart();
    new GatewayAlerts(chart, 'alerts', {
      labels: {},
      disabled: [
        WithoutAlert.aboutNodes('another app watches the nodes'),
        ...Object.values(GatewayAlert).slice(0, 9).map(alert => WithoutAlert.because(alert, 'another app watches the routes')),
      ],
    });
    expect(() => synth(chart)).not.toThrow();
  });

  test('fails when nothing collects the series of the controller', () => {
    const text = '[test/alerts] ConfigPushFailing, ConfigTranslationBroken and ControllerMetricsAbsent read series of the controller, which GatewayMetrics does not collect: expected controllerMetrics in its scrape; '
      + 'remove \'controllerMetrics: false\', or drop them with WithoutAlert.aboutController(reason)';
    const scrape = MetricsScrape.podMonitor({ controllerMetrics: false });
    expect(() => alerts({}, scrape).chart.toJson()).toThrow(text);
    expect(() => synth(alerts({ disabled: [WithoutAlert.aboutController('there is no controller in hybrid mode')] }, scrape).chart)).not.toThrow();
  });

  test('fails when too few scrapes fit into the window', () => {
    const scrape = MetricsScrape.podMonitor({ interval: Duration.minutes(1) });
    expect(() => alerts({ window: Duration.minutes(3) }, scrape).chart.toJson()).toThrow('[test/alerts] window is 180 s and GatewayMetrics collects every 60 s: '
      + 'expected at least 4 times that, or rates have too few samples and alerts stay silent; widen the window, or shorten the interval');
    expect(() => synth(alerts({ window: Duration.minutes(4) }, scrape).chart)).not.toThrow();
    expect(() => synth(alerts({}, scrape).chart)).not.toThrow();
  });
});

describe('fails for what prometheus does not take', () => {
  test.each<[Partial<GatewayAlertsProps>, string]>([
    [{ window: Duration.seconds(0) }, 'window is 0: expected the time over which rates are taken; leave it out for five minutes'],
    [{ evaluationInterval: Duration.seconds(0) }, 'evaluationInterval is 0: expected how often alerts are evaluated; leave it out for the interval of prometheus'],
    [{ alertLabels: { 'a-b': 'x' } }, 'alertLabels has \'a-b\', which is not a label of prometheus: expected letters, digits and \'_\', not beginning with a digit or \'__\'; rename it'],
    [{ alertLabels: { severity: 'x' } }, 'alertLabels has \'severity\', which every alert has of its own: expected other labels; set severity in the settings of an alert'],
    [{ seriesLabels: { __name__: 'x' } }, 'seriesLabels has \'__name__\', which is not a label of prometheus: expected letters, digits and \'_\', not beginning with a digit or \'__\'; rename it'],
    [{ namespaceLabel: '' }, 'namespaceLabel has \'\', which is not a label of prometheus: expected letters, digits and \'_\', not beginning with a digit or \'__\'; rename it'],
    [{ routePattern: 'a(' }, 'routePattern \'a(\' is no pattern: /a(/: Unterminated group; write for instance \'shop\\..*\' for the routes of a namespace'],
    [{ certificateNamespaces: [] }, 'certificateNamespaces is empty: expected namespaces; leave it out for all, or drop the alerts with WithoutAlert.aboutCertificates(reason)'],
    [{ certificateNamespaces: ['a.*'] }, 'certificate namespace \'a.*\' is not a namespace: expected lower-case letters, digits and \'-\'; list each namespace by its name'],
    [{ runbookBaseUrl: 'wiki' }, 'runbookBaseUrl \'wiki\' is not a url: expected http or https; write for instance \'https://wiki.example.com/runbooks/\''],
    [{ configPush: { severity: '' } }, 'configPush.severity is \'\': expected letters, digits, \'-\' and \'_\'; write for instance \'critical\''],
  ])('%j', (props, text) => {
    expect(() => alerts(props)).toThrow(`${text} [test/alerts]`);
  });
});
