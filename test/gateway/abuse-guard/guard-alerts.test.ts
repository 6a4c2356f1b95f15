import { guardAlerts } from '../../../src/gateway/abuse-guard/guard-alerts';
import { GuardMetrics } from '../../../src/runtime/abuse-guard/guard-metrics';

const FACTS = { namespace: 'kong', gatewayNamespace: 'edge', maxBlocks: 1000, redis: true, relay: true };

/** What the program exposes with everything on. */
function exposed(): string[] {
  const metrics = new GuardMetrics({
    blocks: () => 0, leader: () => true, queue: () => 0, addresses: () => 0, forgotten: () => 0, redisUp: () => true, kubernetesUp: () => true,
    relayQueue: () => 0,
  });
  return metrics.text().split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

const ALERTS = guardAlerts(FACTS).map((alert): [string, typeof alert] => [alert.alert, alert]);

test.each(ALERTS)('%s reads series that the program exposes', (_name, { expr }) => {
  const names = [...expr.matchAll(/gatewarden_abuse_guard_\w+/g)].map(([name]) => name);
  expect(names).not.toEqual([]);
  expect(names.filter(name => !exposed().some(line => line.startsWith(`${name}{`) || line.startsWith(`${name} `)))).toEqual([]);
});

test('alerts ask for label values that the program has', () => {
  const asked = ALERTS.flatMap(([, { expr }]) => [...expr.matchAll(/(gatewarden_abuse_guard_\w+)\{namespace="kong",(\w+)(=~|!=|=)"([^"]*)"\}/g)])
    .flatMap(([, name, label, operator, value]) => (operator === '=~' ? value.split('|') : [value]).map(each => ({ name, text: `${label}="${each}"` })));
  expect(asked).not.toEqual([]);
  expect(asked.filter(({ name, text }) => !exposed().some(line => line.startsWith(`${name}{`) && line.includes(text)))).toEqual([]);
});

test('labels in texts are those that the expression leaves', () => {
  for (const [, { expr, summary, description }] of ALERTS) {
    const kept = [...expr.matchAll(/by \((\w+)\)/g)].map(([, label]) => label);
    const named = [...`${summary} ${description}`.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    expect(named.filter(label => !kept.includes(label))).toEqual([]);
  }
});

test('a guard without redis and relay has no alerts on them', () => {
  const names = guardAlerts({ ...FACTS, redis: false, relay: false }).map(({ alert }) => alert);
  expect(ALERTS.map(([name]) => name).filter(name => !names.includes(name))).toEqual(['AbuseGuardRedisAway', 'AbuseGuardRelayLoses']);
});

test('limits are shares of what can be blocked', () => {
  const [near, unusual] = guardAlerts({ ...FACTS, maxBlocks: 50 }).filter(({ alert }) => ['AbuseGuardNearCap', 'AbuseGuardBlocksUnusual'].includes(alert));
  expect(near.expr).toMatch(/> 45$/);
  expect(unusual.expr).toMatch(/> 5$/);
});

test('a namespace cannot end its string', () => {
  expect(guardAlerts({ ...FACTS, namespace: 'a"} or vector(1) #' })[0].expr).toBe('absent(gatewarden_abuse_guard_leader{namespace="a\\"} or vector(1) #"})');
});
