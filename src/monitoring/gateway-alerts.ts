import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkAlertsProps, checkRules, reasonsByAlert } from './alert-checks';
import { ALERT_SUBJECTS } from './alert-subjects';
import { AlertContext } from './alerts/alert-context';
import { AlertRule } from './alerts/alert-rule';
import { allAlerts } from './alerts/all-alerts';
import { GatewayAlert } from './gateway-alert';
import { GatewayAlertsProps } from './gateway-alerts-props';
import { GatewayMetrics } from './gateway-metrics';
import { prometheusDuration } from './promql';
import { listing } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { kongObject, scopedName } from '../kong/kong-object';

/** Samples that a window must hold, so that one lost scrape does not silence an alert. */
const SCRAPES_PER_WINDOW = 4;

/**
 * Alerts on the gateway, its controller and its certificates, as a PrometheusRule of Prometheus Operator. Every alert reads series that
 * this gateway exposes under these names, is silent without traffic, and says what to do.
 */
export class GatewayAlerts extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;
  private readonly alerts: GatewayAlert[];

  /**
   * @throws when a threshold can never be met or is always met, a name is none that Prometheus takes, an alert needs series that the
   * gateway's metrics switch off, or an alert is left out and has settings
   */
  constructor(scope: Construct, id: string, props: GatewayAlertsProps) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    checkAlertsProps(this, props);
    const disabled = reasonsByAlert(this, props.disabled ?? []);
    const rules = allAlerts(new AlertContext(this, props));
    checkRules(this, rules, disabled, gateway.metrics);
    const left = rules.filter(({ alert }) => !disabled.has(alert));
    this.alerts = left.map(({ alert }) => alert);
    this.apiObject = kongObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name: props.name ?? scopedName(this),
      namespace: props.namespace,
      labels: { ...props.labels },
      annotations: Object.fromEntries(rules.filter(({ alert }) => disabled.has(alert)).map(({ alert }) => [`gatewarden/without-${kebab(alert)}`, disabled.get(alert)!])),
      body: {
        spec: {
          groups: [{
            name: props.groupName ?? 'gateway-security',
            ...props.evaluationInterval && { interval: prometheusDuration(props.evaluationInterval) },
            rules: left.map(rule => rendered(rule, props)),
          }],
        },
      },
    });
    this.node.addValidation({ validate: () => this.blindAlerts(gateway, props) });
  }

  /** The alerts that are raised, as a copy. */
  public get activeAlerts(): GatewayAlert[] {
    return [...this.alerts];
  }

  /** Alerts that read what nobody exposes or collects; only the whole app can show that. */
  private blindAlerts(gateway: KongGateway, props: GatewayAlertsProps): string[] {
    const metrics = GatewayMetrics._of(gateway);
    if (!metrics) {
      const ofGateway = this.alerts.some(alert => ['routes', 'nodes'].includes(ALERT_SUBJECTS[alert]));
      return gateway.isImported || !ofGateway ? []
        : ['alerts read series of the gateway, and nothing exposes them: expected GatewayMetrics in this app; add it, or import the gateway from the app that has it'];
    }
    const problems: string[] = [];
    const ofController = this.alerts.filter(alert => ALERT_SUBJECTS[alert] === 'controller');
    if (ofController.length > 0 && !metrics.scrape.controllerMetrics) {
      problems.push(`${listing(ofController)} read series of the controller, which GatewayMetrics does not collect: expected controllerMetrics in its scrape; remove 'controllerMetrics: false', or drop them with WithoutAlert.aboutController(reason)`);
    }
    const window = props.window?.toMilliseconds() ?? 300_000;
    const interval = metrics.scrape.interval?.toMilliseconds() ?? 0;
    if (window < SCRAPES_PER_WINDOW * interval) {
      problems.push(`window is ${window / 1000} s and GatewayMetrics collects every ${interval / 1000} s: expected at least ${SCRAPES_PER_WINDOW} times that, or rates have too few samples and alerts stay silent; widen the window, or shorten the interval`);
    }
    return problems;
  }
}

function rendered(rule: AlertRule, props: GatewayAlertsProps): Record<string, unknown> {
  const { alert, expr, settings, summary, description, runbook } = rule;
  return {
    alert,
    expr,
    for: settings?.for ? prometheusDuration(settings.for) : rule.for,
    labels: { ...props.alertLabels, severity: settings?.severity ?? rule.severity },
    annotations: {
      summary,
      description,
      runbook,
      ...props.runbookBaseUrl !== undefined && { runbook_url: `${props.runbookBaseUrl.replace(/([^/#=])$/, '$1/')}${alert}` },
    },
  };
}

/** `RequestsInvalid` as `requests-invalid`. */
function kebab(name: string): string {
  return name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}
