import { Construct } from 'constructs';
import { AbuseGuardMonitoring } from './abuse-guard-monitoring';
import { GuardAlertFacts, guardAlerts } from './guard-alerts';
import { kongObject, scopedName } from '../../kong/kong-object';
import { prometheusDuration } from '../../monitoring/promql';

/** What the monitoring of a guard depends on. */
export interface MonitoringFacts extends GuardAlertFacts {
  readonly labels: Record<string, string>;
  readonly podLabels: Record<string, string>;
}

const OPERATOR = 'monitoring.coreos.com/v1';

/** Has Prometheus collect the metrics of a guard, and raise its alerts. */
export function guardMonitoring(scope: Construct, { _options: options }: AbuseGuardMonitoring, facts: MonitoringFacts): void {
  if (!options) {
    return;
  }
  const { namespace } = facts;
  const name = scopedName(scope);
  const labels = { ...facts.labels, ...options.labels };
  kongObject(scope, 'Monitor', {
    apiVersion: OPERATOR,
    kind: 'PodMonitor',
    name,
    namespace,
    labels,
    body: {
      spec: {
        selector: { matchLabels: facts.podLabels },
        podMetricsEndpoints: [{ port: 'metrics', path: '/metrics', ...options.interval && { interval: prometheusDuration(options.interval) } }],
      },
    },
  });
  kongObject(scope, 'Alerts', {
    apiVersion: OPERATOR,
    kind: 'PrometheusRule',
    name,
    namespace,
    labels,
    body: {
      spec: {
        groups: [{
          name,
          rules: guardAlerts(facts).map(({ alert, expr, for: time, severity, ...texts }) => ({
            alert,
            expr,
            for: time,
            labels: { ...options.alertLabels, severity },
            annotations: { ...texts, ...options.runbookBaseUrl !== undefined && { runbook_url: `${options.runbookBaseUrl.replace(/([^/#=])$/, '$1/')}${alert}` } },
          })),
        }],
      },
    },
  });
}
