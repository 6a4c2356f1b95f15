import { Duration } from 'cdk8s';
import { AbuseGuardMonitoring } from '../../../src';

test('a reason is kept where nothing is made', () => {
  expect(AbuseGuardMonitoring.none('the platform team scrapes it by annotation').reason).toBe('the platform team scrapes it by annotation');
});

test('fails for a reason that is none', () => {
  expect(() => AbuseGuardMonitoring.none('later')).toThrow("leaving the abuse guard unwatched has the reason 'later'");
});

test.each(['severity', 'alertname', '__name', 'a-b'])('fails for the label %s of alerts', label => {
  expect(() => AbuseGuardMonitoring.prometheusOperator({ labels: {}, alertLabels: { [label]: 'x' } })).toThrow(`alertLabels has '${label}'`);
});

test('fails for an interval of 0, and for one without a unit', () => {
  expect(() => AbuseGuardMonitoring.prometheusOperator({ labels: {}, interval: Duration.seconds(0) })).toThrow('metrics is 0: expected how often prometheus collects');
  expect(() => AbuseGuardMonitoring.prometheusOperator({ labels: {}, interval: 15 as unknown as Duration })).toThrow('expected a Duration');
});

test('fails for runbooks without a url', () => {
  expect(() => AbuseGuardMonitoring.prometheusOperator({ labels: {}, runbookBaseUrl: 'wiki' })).toThrow("runbookBaseUrl 'wiki' is not a url");
});
