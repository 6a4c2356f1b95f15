import { GuardMetrics, Readings } from '../../../src/runtime/abuse-guard/guard-metrics';

const READINGS: Readings = {
  blocks: () => 3, leader: () => true, queue: () => 4, addresses: () => 5, forgotten: () => 6, relayQueue: () => 7,
  redisUp: () => false, kubernetesUp: () => true,
};

test('what is read is what there is', () => {
  const text = new GuardMetrics(READINGS).text();
  const value = (name: string) => new RegExp(`^gatewarden_abuse_guard_${name} (.*)$`, 'm').exec(text)?.[1];
  expect(['blocks', 'leader', 'queue_length', 'tracked_addresses', 'forgotten_addresses', 'redis_up', 'kubernetes_up', 'relay_queue_bytes'].map(value))
    .toEqual(['3', '1', '4', '5', '6', '0', '1', '7']);
});

test('without redis nothing is said of it', () => {
  expect(new GuardMetrics({ ...READINGS, redisUp: () => undefined }).text()).not.toMatch(/redis/);
});

test('every line is of the guard, and names are said once', () => {
  const lines = new GuardMetrics(READINGS).text().trimEnd().split('\n');
  expect(lines.filter(line => !/^(# (HELP|TYPE) )?gatewarden_abuse_guard_[a-z_]+(\{[a-z]+="[^"]+"\})?( |$)/.test(line))).toEqual([]);
  const names = lines.filter(line => line.startsWith('# TYPE'));
  expect(new Set(names).size).toBe(names.length);
});
