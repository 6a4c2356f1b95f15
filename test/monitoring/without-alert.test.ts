import { GatewayAlert, WithoutAlert } from '../../src/monitoring';
import { ALERT_SUBJECTS } from '../../src/monitoring/alert-subjects';

test('one alert, or all about a subject', () => {
  expect(WithoutAlert.because(GatewayAlert.METRIC_ERRORS, 'the platform team watches it').alerts).toEqual(['MetricErrors']);
  expect(WithoutAlert.aboutCertificates('certificates come from a file').alerts)
    .toEqual(['CertificateExpirySoon', 'CertificateNotReady', 'CertificateMetricsAbsent']);
  expect(WithoutAlert.aboutController('the platform app watches it').alerts)
    .toEqual(['ConfigPushFailing', 'ConfigTranslationBroken', 'ControllerMetricsAbsent']);
  expect(WithoutAlert.aboutNodes('the platform app watches them').alerts)
    .toEqual(['GatewayMetricsAbsent', 'UpstreamTargetUnhealthy', 'SharedDictionaryFull', 'MetricErrors']);
});

test('the reason is on one line', () => {
  expect(WithoutAlert.because(GatewayAlert.METRIC_ERRORS, ' the platform\n team watches it ').reason).toBe('the platform team watches it');
});

test('every alert has a subject', () => {
  expect(Object.keys(ALERT_SUBJECTS)).toEqual(Object.values(GatewayAlert));
});

test('fails for a reason that says nothing', () => {
  expect(() => WithoutAlert.because(GatewayAlert.METRIC_ERRORS, 'noise'))
    .toThrow('leaving out MetricErrors has the reason \'noise\': expected a sentence that a reviewer understands; say why it is safe here');
  expect(() => WithoutAlert.aboutNodes('')).toThrow('leaving out alerts about the nodes has the reason \'\'');
});
