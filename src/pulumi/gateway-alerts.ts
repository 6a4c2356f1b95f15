import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { GatewayAlerts as GatewayAlertsConstruct } from '../monitoring/gateway-alerts';
import { GatewayAlertsProps } from '../monitoring/gateway-alerts-props';

/** What decides which alerts there are, how they are found, or what their expressions are made of. */
type PlainProps = 'disabled' | 'window' | 'evaluationInterval' | 'name' | 'namespace' | 'routePattern' | 'namespaceLabel' | 'runbookBaseUrl';

/** Alerts on a gateway. Thresholds, severities and the values of labels may be outputs. */
export interface GatewayAlertsArgs extends WithInputs<GatewayAlertsProps, Exclude<keyof GatewayAlertsProps, PlainProps>> {}

/**
 * Alerts on the gateway, its controller and its certificates, as a PrometheusRule of Prometheus Operator. Every alert reads series that
 * this gateway exposes under these names, is silent without traffic, and says what to do.
 */
export class GatewayAlerts extends WrappedConstruct<GatewayAlertsConstruct> {
  /** The name of the PrometheusRule. */
  public readonly ruleName: pulumi.Output<string>;

  /** @throws as the construct does */
  constructor(name: string, args: GatewayAlertsArgs, options: WrappedOptions = {}) {
    super('gatewarden:index:GatewayAlerts', name, {
      make: (scope, id, run) => new GatewayAlertsConstruct(scope, id, run.resolve(args, `GatewayAlerts ${name}`)),
    }, options);
    this.ruleName = pulumi.output(this.construct.apiObject.name);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), ruleName: this.ruleName };
  }
}
