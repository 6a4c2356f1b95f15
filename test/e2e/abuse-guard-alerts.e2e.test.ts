import { App, Chart } from 'cdk8s';
import { AbuseGuard, AbuseGuardImage, AbuseGuardMonitoring, Cidr, GatewaySettings, KongGateway, Redis, SecretRef } from 'gatewarden';
import { firing } from './alerts/firing';
import { requests, Series } from './alerts/series';
import { Promtool } from './peers/promtool';
import { STARTING } from './peers/timeouts';

/** What Prometheus Operator adds to the series of a pod of the guard. */
const OF_POD = 'container="abuse-guard",endpoint="metrics",instance="10.1.0.8:9090",job="kong/abuse-guard",namespace="kong",pod="abuse-guard-0"';
const OF_OTHER = OF_POD.replace('abuse-guard-0', 'abuse-guard-1').replace('10.1.0.8', '10.1.0.9');

/** Series of the program, as src/runtime/abuse-guard/guard-metrics.ts names them, a sample a minute. */
function one(name: string, samples: string, labels: string = '', of: string = OF_POD): Series {
  return { [`gatewarden_abuse_guard_${name}{${labels ? `${labels},` : ''}${of}}`]: samples };
}

/** Two pods, of which one leads, at a gateway with traffic. */
const HEALTHY: Series = {
  ...requests('200', 'service', 600),
  ...one('leader', '1x200'), ...one('leader', '0x200', '', OF_OTHER),
  ...one('kubernetes_up', '1x200'), ...one('kubernetes_up', '1x200', '', OF_OTHER),
  ...one('redis_up', '1x200'), ...one('redis_up', '1x200', '', OF_OTHER),
  ...one('rounds_total', '0+2x200', 'result="done"'), ...one('rounds_total', '0x200', 'result="failed"'),
  ...one('rounds_total', '0x200', 'result="done"', OF_OTHER), ...one('rounds_total', '0x200', 'result="failed"', OF_OTHER),
  ...['missing', 'foreign', 'failed'].reduce((all, result) => ({ ...all, ...one('pushes_total', '0x200', `result="${result}"`) }), one('pushes_total', '0+2x200', 'result="unchanged"')),
  ...one('entries_total', '0+550x200', 'outcome="harmless"'), ...one('entries_total', '0+50x200', 'outcome="counted"'),
  ...one('requests_refused_total', '0x200', 'reason="unauthenticated"'), ...one('requests_refused_total', '0x200', 'reason="too_large"'),
  ...one('shed_total', '0x200', 'reason="queue"'), ...one('shed_total', '0x100 20x100', 'reason="stopping"'),
  ...one('blocks', '900x200'), ...one('blocks_total', '0+6x200'),
  ...one('relayed_total', '0+30x200', 'result="sent"'), ...one('relayed_total', '0x200', 'result="dropped"'),
};

const CASES: [alert: string, series: Series, at: number, says: string][] = [
  ['AbuseGuardWithoutLeader', one('leader', '0x200'), 20, 'None of the pods has the lease'],
  ['AbuseGuardNotPushing', { ...one('rounds_total', '0x200', 'result="done"'), ...one('rounds_total', '0+2x200', 'result="failed"') }, 30, 'No round over the deny lists'],
  ['AbuseGuardDenyListLost', one('pushes_total', '0+2x200', 'result="foreign"'), 30, 'At least one ip-restriction'],
  ['AbuseGuardApiServerAway', one('kubernetes_up', '0x200', '', OF_OTHER), 20, 'Pod abuse-guard-1'],
  ['AbuseGuardSeesNothing', { ...one('entries_total', '0x200', 'outcome="harmless"'), ...one('entries_total', '0x200', 'outcome="counted"') }, 40, 'no log entry has reached'],
  ['AbuseGuardRefusesLogs', one('requests_refused_total', '0+1x200', 'reason="unauthenticated"'), 20, 'are refused (unauthenticated)'],
  ['AbuseGuardShedding', one('shed_total', '0+1x200', 'reason="queue"'), 20, 'are put off (queue)'],
  ['AbuseGuardNearCap', one('blocks', '901x200'), 20, '901 addresses are blocked, of 1000'],
  ['AbuseGuardBlocksUnusual', one('blocks_total', '0+7x200'), 40, '105 addresses were blocked'],
  ['AbuseGuardRedisAway', one('redis_up', '0x200'), 20, 'Pod abuse-guard-0'],
  ['AbuseGuardRelayLoses', one('relayed_total', '0+1x200', 'result="dropped"'), 20, 'are lost'],
];

let promtool: Promtool;
let groups: any[];

beforeAll(async () => {
  promtool = await Promtool.start();
  const app = new App();
  new KongGateway(app, 'gateway', { trustedProxies: [Cidr.of('10.20.0.0/24')], redis: Redis.at('redis.kong.svc') });
  const chart = new Chart(app, 'platform', { namespace: 'kong' });
  new GatewaySettings(chart, 'kong-settings');
  new AbuseGuard(chart, 'abuse-guard', {
    logSecret: SecretRef.of('abuse-guard', 'secret'), replicas: 2, relayTo: 'http://log-collector.logs.svc/logs', image: AbuseGuardImage.of('example.com/guard:1'),
    monitoring: AbuseGuardMonitoring.prometheusOperator({ labels: {} }),
  });
  groups = chart.toJson().find(({ kind }: any) => kind === 'PrometheusRule').spec.groups;
}, STARTING);

afterAll(() => promtool?.stop());

function names(series: Series, minute: number): string[] {
  return firing(promtool, groups, series, minute).map(({ name }) => name);
}

test('every alert has a case', () => {
  expect(['AbuseGuardDown', ...CASES.map(([alert]) => alert)].sort()).toEqual(groups[0].rules.map(({ alert }: any) => alert).sort());
});

test.each(CASES)('%s fires alone, and says what happens', (alert, series, at, says) => {
  const alerts = firing(promtool, groups, { ...HEALTHY, ...series }, at);
  expect(alerts.map(({ name }) => name)).toEqual([alert]);
  expect(alerts[0].annotations.description).toContain(says);
  expect(Object.values(alerts[0].annotations).join('\n')).not.toMatch(/<error|<no value>|NaN/);
});

test('AbuseGuardDown fires alone when there are no series of the guard', () => {
  expect(names(requests('200', 'service', 600), 20)).toEqual(['AbuseGuardDown']);
});

test('nothing fires at a guard that works', () => {
  for (const minute of [20, 105, 150]) {
    expect(names(HEALTHY, minute)).toEqual([]);
  }
});

test('nothing fires without traffic', () => {
  const quiet = { ...requests('200', 'service', 0), ...one('entries_total', '0x200', 'outcome="harmless"'), ...one('entries_total', '0x200', 'outcome="counted"') };
  expect(names({ ...HEALTHY, ...quiet }, 60)).toEqual([]);
});

test('nothing fires when another pod takes over', () => {
  const taken = { ...one('leader', '1x99 0x101'), ...one('leader', '0x101 1x99', '', OF_OTHER), ...one('rounds_total', '0+2x99 198x101', 'result="done"'), ...one('rounds_total', '0x101 0+2x99', 'result="done"', OF_OTHER) };
  for (const minute of [100, 102, 110, 150]) {
    expect(names({ ...HEALTHY, ...taken }, minute)).toEqual([]);
  }
});
