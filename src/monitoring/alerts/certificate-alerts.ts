import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { GatewayAlert } from '../gateway-alert';

const RENEWAL = 'certmanager_certificate_renewal_timestamp_seconds';
const EXPIRATION = 'certmanager_certificate_expiration_timestamp_seconds';
const READY = 'certmanager_certificate_ready_status';

/** The certificate as people call it; its namespace is in one of two labels. */
const CERTIFICATE = '{{ if $labels.exported_namespace }}{{ $labels.exported_namespace }}{{ else }}{{ $labels.namespace }}{{ end }}/{{ $labels.name }}';

/** Certificates that cert-manager does not issue or renew. */
export function certificateAlerts(context: AlertContext): AlertRule[] {
  const { certificateExpiry, certificateNotReady, certificateMetricsAbsent } = context.props;
  const renewal = context.certificates(RENEWAL);
  return [
    {
      alert: GatewayAlert.CERTIFICATE_EXPIRY_SOON,
      prop: 'certificateExpiry',
      settings: certificateExpiry,
      // Both times are 0 until the first issuance.
      expr: [
        `(time() - ${renewal})`,
        `  / (${context.certificates(EXPIRATION)} - ${renewal}) > ${context.share('certificateExpiry.elapsed', certificateExpiry?.elapsed ?? 0.5)}`,
        `and ${renewal} > 0`,
      ].join('\n'),
      for: '1h',
      severity: 'critical',
      summary: `Certificate ${CERTIFICATE} is not renewed and will expire`,
      description: `Certificate ${CERTIFICATE} was due for renewal, and {{ $value | humanizePercentage }} of the time from then to its end has passed.`,
      runbook: 'kubectl describe the Certificate, then the CertificateRequest, Order and Challenge that it names: the last event says why the authority refuses. '
        + 'Usual causes: the challenge path does not reach the solver, a DNS credential expired, the authority\'s rate limit. When it is over, clients refuse the connection.',
    },
    {
      alert: GatewayAlert.CERTIFICATE_NOT_READY,
      prop: 'certificateNotReady',
      settings: certificateNotReady,
      expr: `${context.certificates(READY, 'condition!="True"')} == 1`,
      for: '15m',
      severity: 'warning',
      summary: `Certificate ${CERTIFICATE} is not ready`,
      description: `cert-manager has not issued certificate ${CERTIFICATE}, or what it issued no longer fits.`,
      runbook: 'Until a certificate is issued for the first time, the gateway serves its hosts with its own default certificate, which no client trusts. '
        + 'kubectl describe the Certificate and the CertificateRequest that it names; check that the issuer is ready.',
    },
    {
      alert: GatewayAlert.CERTIFICATE_METRICS_ABSENT,
      prop: 'certificateMetricsAbsent',
      settings: certificateMetricsAbsent,
      expr: `absent(${context.certificates(READY)})`,
      for: '15m',
      severity: 'warning',
      summary: 'Nothing tells whether certificates are renewed',
      description: 'There are no series about certificates: an expiring one would not be noticed.',
      runbook: 'See whether cert-manager runs, and whether Prometheus scrapes it (in its Helm chart: prometheus.servicemonitor.enabled, with the labels that Prometheus selects by). '
        + 'The series also lack while there is no certificate at all.',
    },
  ];
}
