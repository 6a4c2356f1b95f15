import * as pulumi from '@pulumi/pulumi';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { GatewayMetrics as GatewayMetricsConstruct, GatewayMetricsProps } from '../monitoring/gateway-metrics';

/** Metrics of a gateway. What may be an output is in `MetricsScrape`. */
export interface GatewayMetricsArgs extends GatewayMetricsProps {}

/**
 * Has the gateway expose its metrics, and Prometheus collect them together with those of the controller. Which families of series there
 * are is a property of the gateway (`metrics`).
 */
export class GatewayMetrics extends WrappedConstruct<GatewayMetricsConstruct> {
  /** The name of the global plugin. */
  public readonly pluginName: pulumi.Output<string>;

  /** @throws when the gateway is imported, or has metrics already */
  constructor(name: string, args: GatewayMetricsArgs = {}, options: WrappedOptions = {}) {
    super('gatewarden:index:GatewayMetrics', name, {
      make: (scope, id, run) => new GatewayMetricsConstruct(scope, id, run.resolve(args, `GatewayMetrics ${name}`)),
    }, options);
    this.pluginName = pulumi.output(this.construct.plugin.pluginName);
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), pluginName: this.pluginName };
  }
}
