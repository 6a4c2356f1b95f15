import { AlertSettings } from '../alert-settings';
import { GatewayAlert } from '../gateway-alert';
import { GatewayAlertsProps } from '../gateway-alerts-props';

/** The switches of the gateway's metrics that alerts depend on. */
export type MetricsSwitch = 'statusCodes' | 'latency' | 'upstreamHealth';

/** One alert, as far as it does not depend on how its object is written. */
export interface AlertRule {
  readonly alert: GatewayAlert;
  /** The property with its settings. */
  readonly prop: keyof GatewayAlertsProps;
  /** What that property says. */
  readonly settings?: AlertSettings;
  /** The switch without which the series do not exist. */
  readonly needs?: MetricsSwitch;
  /** PromQL. */
  readonly expr: string;
  /** For how long, as Prometheus writes it, where nothing else is set. */
  readonly for: string;
  /** The severity, where nothing else is set. */
  readonly severity: string;
  readonly summary: string;
  readonly description: string;
  /** What to look at and what to do. */
  readonly runbook: string;
}
