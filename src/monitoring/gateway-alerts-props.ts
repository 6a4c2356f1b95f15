import { Duration } from 'cdk8s';
import { AlertSettings, LatencyAlert, RateAlert, RatioAlert, RenewalAlert, UsageAlert } from './alert-settings';
import { WithoutAlert } from './without-alert';

/** Alerts on a gateway. */
export interface GatewayAlertsProps {
  /**
   * The labels by which Prometheus selects rules, for instance `release: kube-prometheus-stack`. A rule that lacks them is never loaded,
   * and nobody is told; `{}` where Prometheus takes every rule.
   */
  readonly labels: { [key: string]: string };

  /**
   * Alerts that are left out, each with a reason.
   *
   * @default - all alerts
   */
  readonly disabled?: WithoutAlert[];

  /**
   * Labels of every alert, by which Alertmanager routes it, for instance `team: shop`. `severity` is set per alert.
   *
   * @default - none beside `severity`
   */
  readonly alertLabels?: { [key: string]: string };

  /**
   * A regular expression (RE2) for the whole name of the routes that alerts about routes look at. The controller names a route
   * `namespace.ingress.service.host.port`, so that `shop\..*` is a namespace. Requests without a route are never counted by Kong.
   *
   * @default - every route
   */
  readonly routePattern?: string;

  /**
   * Labels that every series must have, for instance `cluster: eu` where one Prometheus holds several clusters.
   *
   * @default - none
   */
  readonly seriesLabels?: { [key: string]: string };

  /**
   * The label in which the series of gateway and controller carry the namespace of their pods. Series of another namespace are of
   * another gateway, and series without the label are taken for this one's. `namespace` is what Prometheus Operator puts on all that it
   * scrapes.
   *
   * @default 'namespace'
   */
  readonly namespaceLabel?: string;

  /**
   * The namespaces whose certificates are watched.
   *
   * @default - every namespace
   */
  readonly certificateNamespaces?: string[];

  /**
   * The time over which rates are taken; at least four scrapes must fit in.
   *
   * @default Duration.minutes(5)
   */
  readonly window?: Duration;

  /**
   * Where runbooks are. Each alert gets the annotation `runbook_url`: this, and its name.
   *
   * @default - none; the text of the annotation `runbook` is there always
   */
  readonly runbookBaseUrl?: string;

  /**
   * The name of the rule group.
   *
   * @default 'gateway-security'
   */
  readonly groupName?: string;

  /**
   * How often Prometheus evaluates the alerts.
   *
   * @default - as its configuration says
   */
  readonly evaluationInterval?: Duration;

  /**
   * The name of the object.
   *
   * @default - the scope's path below the chart
   */
  readonly name?: string;

  /**
   * The namespace of the object.
   *
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * HighAuthenticationFailureRate.
   *
   * @default - more than a tenth for 5 minutes, warning
   */
  readonly authenticationFailures?: RatioAlert;

  /**
   * RateLimitingTriggered.
   *
   * @default - more than 1 per second for 1 minute, info
   */
  readonly rateLimiting?: RateAlert;

  /**
   * RequestsTooLarge.
   *
   * @default - more than 0.2 per second for 10 minutes, info
   */
  readonly oversizedRequests?: RateAlert;

  /**
   * RequestsInvalid.
   *
   * @default - more than 0.5 per second for 10 minutes, info
   */
  readonly invalidRequests?: RateAlert;

  /**
   * GatewayServerErrors.
   *
   * @default - more than a hundredth for 5 minutes, critical
   */
  readonly gatewayErrors?: RatioAlert;

  /**
   * BackendServerErrors.
   *
   * @default - more than a twentieth for 5 minutes, warning
   */
  readonly backendErrors?: RatioAlert;

  /**
   * GatewayLatencyHigh.
   *
   * @default - the 0.95 quantile above 50 milliseconds for 10 minutes, warning
   */
  readonly gatewayLatency?: LatencyAlert;

  /**
   * BackendLatencyHigh.
   *
   * @default - the 0.95 quantile above 1 second for 10 minutes, warning
   */
  readonly backendLatency?: LatencyAlert;

  /**
   * RequestLatencyHigh.
   *
   * @default - the 0.99 quantile above 3 seconds for 10 minutes, warning
   */
  readonly requestLatency?: LatencyAlert;

  /**
   * CertificateExpirySoon.
   *
   * @default - half of the time between renewal and end, for 1 hour, critical
   */
  readonly certificateExpiry?: RenewalAlert;

  /**
   * CertificateNotReady.
   *
   * @default - for 15 minutes, warning
   */
  readonly certificateNotReady?: AlertSettings;

  /**
   * CertificateMetricsAbsent.
   *
   * @default - for 15 minutes, warning
   */
  readonly certificateMetricsAbsent?: AlertSettings;

  /**
   * ConfigPushFailing.
   *
   * @default - for 10 minutes, so that one lost push is no alert; critical
   */
  readonly configPush?: AlertSettings;

  /**
   * ConfigTranslationBroken.
   *
   * @default - for 5 minutes, critical
   */
  readonly configTranslation?: AlertSettings;

  /**
   * ControllerMetricsAbsent.
   *
   * @default - for 10 minutes, critical
   */
  readonly controllerMetricsAbsent?: AlertSettings;

  /**
   * GatewayMetricsAbsent.
   *
   * @default - for 5 minutes, critical
   */
  readonly gatewayMetricsAbsent?: AlertSettings;

  /**
   * UpstreamTargetUnhealthy.
   *
   * @default - for 5 minutes, warning
   */
  readonly unhealthyTargets?: AlertSettings;

  /**
   * SharedDictionaryFull.
   *
   * @default - above nine tenths for 15 minutes, warning
   */
  readonly sharedDictionaries?: UsageAlert;

  /**
   * MetricErrors.
   *
   * @default - for 1 minute, warning
   */
  readonly metricErrors?: AlertSettings;
}
