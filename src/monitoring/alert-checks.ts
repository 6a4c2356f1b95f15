import { IConstruct } from 'constructs';
import { ALERT_SUBJECTS } from './alert-subjects';
import { AlertRule } from './alerts/alert-rule';
import { GatewayAlert } from './gateway-alert';
import { GatewayAlertsProps } from './gateway-alerts-props';
import { patternProblem } from './promql';
import { WithoutAlert } from './without-alert';
import { listing, locate, mistake } from '../errors';
import { GatewayMetricsSwitches } from '../gateway/gateway-metrics-switches';
import { expectDuration } from '../values/kinds';
import { isToken } from '../values/token';

/** Prometheus' own form of label names; those with two underscores in front are its own. */
const LABEL = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SEVERITY = /^[a-zA-Z0-9_-]+$/;

/** What each switch brings. */
const SERIES: Record<'statusCodes' | 'latency' | 'upstreamHealth', string> = {
  statusCodes: 'kong_http_requests_total',
  latency: 'the latency histograms',
  upstreamHealth: 'kong_upstream_target_health',
};

/** @throws when a property can mean nothing to Prometheus */
export function checkAlertsProps(scope: IConstruct, props: GatewayAlertsProps): void {
  locate(scope, () => [expectDuration('window', props.window), expectDuration('evaluationInterval', props.evaluationInterval)]);
  if (props.window && props.window.toMilliseconds() <= 0) {
    throw mistake(scope, 'window is 0: expected the time over which rates are taken; leave it out for five minutes');
  }
  if (props.evaluationInterval && props.evaluationInterval.toMilliseconds() <= 0) {
    throw mistake(scope, 'evaluationInterval is 0: expected how often alerts are evaluated; leave it out for the interval of prometheus');
  }
  for (const label of Object.keys(props.alertLabels ?? {})) {
    checkLabel(scope, 'alertLabels', label);
    if (label === 'severity' || label === 'alertname') {
      throw mistake(scope, `alertLabels has '${label}', which every alert has of its own: expected other labels; set severity in the settings of an alert`);
    }
  }
  for (const label of [...Object.keys(props.seriesLabels ?? {}), props.namespaceLabel ?? 'namespace']) {
    checkLabel(scope, label === props.namespaceLabel ? 'namespaceLabel' : 'seriesLabels', label);
  }
  const problem = props.routePattern === undefined ? undefined : patternProblem(props.routePattern);
  if (problem) {
    throw mistake(scope, `routePattern '${props.routePattern}' is no pattern: ${problem}; write for instance 'shop\\..*' for the routes of a namespace`);
  }
  if (props.certificateNamespaces?.length === 0) {
    throw mistake(scope, 'certificateNamespaces is empty: expected namespaces; leave it out for all, or drop the alerts with WithoutAlert.aboutCertificates(reason)');
  }
  for (const namespace of props.certificateNamespaces ?? []) {
    if (!isToken(namespace) && !NAMESPACE.test(namespace)) {
      throw mistake(scope, `certificate namespace '${namespace}' is not a namespace: expected lower-case letters, digits and '-'; list each namespace by its name`);
    }
  }
  if (props.runbookBaseUrl !== undefined && !/^https?:\/\/[^\s]+$/.test(props.runbookBaseUrl)) {
    throw mistake(scope, `runbookBaseUrl '${props.runbookBaseUrl}' is not a url: expected http or https; write for instance 'https://wiki.example.com/runbooks/'`);
  }
}

function checkLabel(scope: IConstruct, prop: string, label: string): void {
  if (!LABEL.test(label)) {
    throw mistake(scope, `${prop} has '${label}', which is not a label of prometheus: expected letters, digits and '_', not beginning with a digit or '__'; rename it`);
  }
}

/**
 * The alerts that are left out, with the reason of each.
 *
 * @throws when one is left out twice
 */
export function reasonsByAlert(scope: IConstruct, disabled: WithoutAlert[]): Map<GatewayAlert, string> {
  const reasons = new Map<GatewayAlert, string>();
  for (const { alerts, reason } of disabled) {
    for (const alert of alerts) {
      if (reasons.has(alert)) {
        throw mistake(scope, `alert ${alert} is left out twice ('${reasons.get(alert)}' and '${reason}'): expected one reason; remove one of the two`);
      }
      reasons.set(alert, reason);
    }
  }
  if (reasons.size === Object.keys(ALERT_SUBJECTS).length) {
    throw mistake(scope, 'every alert is left out: expected at least one; remove the construct');
  }
  return reasons;
}

/** @throws when an alert that is left out has settings, or one that is not cannot fire at this gateway */
export function checkRules(scope: IConstruct, rules: AlertRule[], disabled: Map<GatewayAlert, string>, switches: GatewayMetricsSwitches): void {
  for (const { alert, prop, settings } of rules) {
    if (settings && disabled.has(alert)) {
      throw mistake(scope, `${prop} is set and its alert ${alert} is left out: expected one or the other; remove ${prop}, or take the alert out of disabled`);
    }
    if (settings?.severity !== undefined && !isToken(settings.severity) && !SEVERITY.test(settings.severity)) {
      throw mistake(scope, `${prop}.severity is '${settings.severity}': expected letters, digits, '-' and '_'; write for instance 'critical'`);
    }
  }
  const blind = rules.filter(({ alert, needs }) => needs && !switches[needs] && !disabled.has(alert));
  for (const needs of ['statusCodes', 'latency', 'upstreamHealth'] as const) {
    const alerts = blind.filter(rule => rule.needs === needs).map(rule => rule.alert as string);
    if (alerts.length > 0) {
      throw mistake(scope, `${listing(alerts)} read${alerts.length === 1 ? 's' : ''} ${SERIES[needs]}, which the gateway does not expose: expected ${needs} in its metrics; remove '${needs}: false' there, or drop each alert with WithoutAlert.because(alert, reason)`);
    }
  }
}
