import { GatewayAlert } from 'gatewarden';
import { CASES } from './alerts/cases';
import { Firing, firing } from './alerts/firing';
import {
  certificateReady, certificateTimes, gatewayWith, HEALTHY, latency, nameOf, nodeInfo, pushes, requests, ROUTE, Series, sharedDictionary,
} from './alerts/series';
import { allPropsPages } from './all-props';
import { examplePages } from './pages';
import { Promtool } from './peers/promtool';
import { STARTING } from './peers/timeouts';

const EXAMPLES = examplePages();
/** Every PrometheusRule that is made, with where it is from. */
const RULES: [string, any][] = [...EXAMPLES, ...allPropsPages()]
  .flatMap(page => page.objects.filter(object => object.kind === 'PrometheusRule').map((rule): [string, any] => [`${page.title} ${rule.metadata.name}`, rule]));
/** The one whose alerts are proved: that of the main example, with every threshold as documented. */
const GROUPS: any[] = RULES.find(([title]) => title === 'storefront/platform alerts')![1].spec.groups;
const ALERTS = Object.values(GatewayAlert);

let promtool: Promtool;

beforeAll(async () => {
  promtool = await Promtool.start();
}, STARTING);

afterAll(() => promtool?.stop());

function namesOf(alerts: Firing[]): string[] {
  return alerts.map(alert => alert.name);
}

test.each(RULES)('promtool finds nothing wrong with %s', (_title, rule) => {
  const { ok, text } = promtool.check(rule.spec.groups);
  expect(ok ? '' : text).toBe('');
});

test('every alert has a case, and a rule in the main example', () => {
  expect(Object.keys(CASES).sort()).toEqual([...ALERTS].sort());
  expect(GROUPS.flatMap(group => group.rules).map(rule => rule.alert).sort()).toEqual([...ALERTS].sort());
});

describe.each(ALERTS)('%s', alert => {
  const { fires, without, silent, at, labels, says } = CASES[alert];

  test('fires just above its threshold, alone, and says what happens', () => {
    const alerts = firing(promtool, GROUPS, gatewayWith(fires, without), at);
    expect(namesOf(alerts)).toEqual([alert]);
    expect(alerts[0].labels).toMatchObject({ ...labels, team: 'platform' });
    expect(alerts[0].annotations.description).toContain(says);
    // What Prometheus writes where a text does not fit its labels.
    expect(Object.values(alerts[0].annotations).join('\n')).not.toMatch(/<error|<no value>|NaN/);
  });

  test('is silent just below', () => {
    expect(namesOf(firing(promtool, GROUPS, gatewayWith(silent), at))).toEqual([]);
  });
});

/** What happens at a gateway, and names of series that it does not have. */
const quiet: [string, Series, string[]][] = [
  ['a healthy gateway', {}, []],
  ['no traffic', {
    ...requests('200', 'service', 0, 5000), ...requests('401', 'kong', 0, 5000), ...requests('429', 'kong', 0, 5000), ...requests('503', 'kong', 0, 5000),
    ...latency('kong', [[3000, 0]]), ...latency('upstream', [[10000, 0]]), ...latency('request', [[10000, 0]]),
  }, []],
  ['no request since the start', {}, Object.keys(HEALTHY).map(nameOf).filter(name => /^kong_(http_requests|.*_latency)/.test(name))],
  ['few requests, all refused or slow', {
    ...requests('401', 'kong', 5), ...requests('500', 'kong', 3), ...latency('kong', [[3000, 8]]), ...latency('upstream', [[60000, 8]]), ...latency('request', [[60000, 8]]),
  }, []],
  ['refusals by the service itself', ['400', '401', '403', '413', '429'].reduce((all, code) => ({ ...all, ...requests(code, 'service', 1000) }), requests('200', 'service', 6000)), []],
  ['a push that fails once and then succeeds', { ...pushes(true, '0+20x200'), ...pushes(false, '0x99 1x101') }, []],
  ['counters that begin anew with a pod', Object.fromEntries(Object.entries(HEALTHY)
    .map(([key, samples]) => [key, samples.startsWith('0+') ? `${samples.replace('x200', 'x99')} ${samples.replace('x200', 'x100')}` : samples])), []],
  ['full caches of kong', { ...sharedDictionary('kong_db_cache', 1), ...sharedDictionary('kong_core_db_cache_miss', 1) }, []],
];

test.each(quiet)('nothing fires: %s', (_what, series, without) => {
  for (const minute of [20, 105, 150]) {
    expect(namesOf(firing(promtool, GROUPS, gatewayWith(series, without), minute))).toEqual([]);
  }
});

test('a certificate that was never issued is not ready, and does not expire', () => {
  const series = gatewayWith({ ...certificateReady('False'), ...certificateTimes(0, 0) });
  expect(namesOf(firing(promtool, GROUPS, series, 150))).toEqual([GatewayAlert.CERTIFICATE_NOT_READY]);
});

test('requests are counted over all pods of the gateway', () => {
  const half = requests('429', 'kong', 31);
  const other = Object.fromEntries(Object.entries(half).map(([key, values]) => [key.replaceAll('kong-0', 'kong-1').replaceAll('10.1.0.7', '10.1.0.8'), values]));
  const alerts = firing(promtool, GROUPS, gatewayWith({ ...requests('200', 'service', 6000), ...half, ...other }), 10);
  expect(alerts.map(({ name, labels }) => [name, labels.route])).toEqual([[GatewayAlert.RATE_LIMITING_TRIGGERED, ROUTE]]);
});

test('the series of another gateway do not hide that those of this one are gone', () => {
  const other = Object.fromEntries(Object.entries(nodeInfo()).map(([key, values]) => [key.replaceAll('namespace="kong"', 'namespace="other"'), values]));
  expect(namesOf(firing(promtool, GROUPS, gatewayWith(other), 10))).toEqual([GatewayAlert.GATEWAY_METRICS_ABSENT]);
});
