import { Duration } from 'cdk8s';
import { guard, platform } from './support';
import { AbuseGuardMonitoring } from '../../../src';
import { find, synth } from '../../support/app';

const MONITORING = AbuseGuardMonitoring.prometheusOperator({
  labels: { release: 'prometheus' }, alertLabels: { team: 'platform' }, interval: Duration.seconds(15), runbookBaseUrl: 'https://wiki.example.com/runbooks',
});

function objects(): any[] {
  const chart = platform();
  guard(chart, { monitoring: MONITORING });
  return synth(chart);
}

test('Prometheus finds the pods by their labels, at the port of the metrics', () => {
  const all = objects();
  const { metadata, spec } = find(all, 'PodMonitor', 'abuse-guard');
  const pod = find(all, 'Deployment', 'abuse-guard').spec.template;

  expect(metadata.labels).toMatchObject({ release: 'prometheus' });
  expect(pod.metadata.labels).toMatchObject(spec.selector.matchLabels);
  expect(spec.podMetricsEndpoints).toEqual([{ port: 'metrics', path: '/metrics', interval: '15s' }]);
  expect(pod.spec.containers[0].ports).toContainEqual({ name: 'metrics', containerPort: 9090 });
});

test('alerts have the labels by which they are loaded and routed, and where their runbook is', () => {
  const { metadata, spec } = find(objects(), 'PrometheusRule', 'abuse-guard');
  const down = spec.groups[0].rules.find(({ alert }: any) => alert === 'AbuseGuardDown');

  expect(metadata.labels).toMatchObject({ release: 'prometheus' });
  expect(down.labels).toEqual({ team: 'platform', severity: 'critical' });
  expect(down.annotations.runbook_url).toBe('https://wiki.example.com/runbooks/AbuseGuardDown');
});
