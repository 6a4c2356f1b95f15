import { Construct } from 'constructs';
import { MetricsScrape } from './metrics-scrape';
import { mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { KongClusterPlugin } from '../kong/kong-cluster-plugin';
import { scopedName } from '../kong/kong-object';

/** Metrics of a gateway. */
export interface GatewayMetricsProps {
  /**
   * Who collects them.
   *
   * @default - a PodMonitor in the gateway's namespace, for the gateway and its controller
   */
  readonly scrape?: MetricsScrape;

  /**
   * The name of the plugin object.
   *
   * @default - the scope's path below the chart, and `prometheus`
   */
  readonly name?: string;
}

const METRICS = Symbol.for('gatewarden.GatewayMetrics');

/**
 * Has the gateway expose its metrics, and Prometheus collect them together with those of the controller. Which families of series there
 * are is a property of the gateway (`metrics`); Kong's own default since 3.0 is none of them. Of requests that match no route Kong
 * counts nothing.
 */
export class GatewayMetrics extends Construct {
  /**
   * The metrics of a gateway in this app.
   *
   * @internal
   */
  public static _of(gateway: KongGateway): GatewayMetrics | undefined {
    return (gateway as { [METRICS]?: GatewayMetrics })[METRICS];
  }

  /** The global plugin. */
  public readonly plugin: KongClusterPlugin;
  /** Who collects. */
  public readonly scrape: MetricsScrape;

  /** @throws when the gateway is imported, or has metrics already */
  constructor(scope: Construct, id: string, props: GatewayMetricsProps = {}) {
    super(scope, id);
    const gateway = KongGateway.of(this);
    const other = GatewayMetrics._of(gateway);
    if (gateway.isImported) {
      throw mistake(this, 'the gateway is imported, and its metrics are made by the app that declares it: expected one place; remove these, and state what holds there in metrics of KongGateway.imported');
    }
    if (other) {
      throw mistake(this, `the gateway has metrics already (${other.node.path}): expected one, of two global prometheus plugins the controller takes neither; remove this one`);
    }
    Object.defineProperty(gateway, METRICS, { value: this });
    const { statusCodes, latency, bandwidth, upstreamHealth, perConsumer } = gateway.metrics;
    this.scrape = props.scrape ?? MetricsScrape.podMonitor();
    this.plugin = new KongClusterPlugin(this, 'Resource', {
      plugin: 'prometheus',
      name: props.name ?? scopedName(this, 'prometheus'),
      config: {
        status_code_metrics: statusCodes,
        latency_metrics: latency,
        bandwidth_metrics: bandwidth,
        upstream_health_metrics: upstreamHealth,
        per_consumer: perConsumer,
      },
    });
    if (this.scrape.reason !== undefined) {
      this.plugin.apiObject.metadata.addAnnotation('gatewarden/without-scrape', this.scrape.reason);
    }
    // Kong's own default listens for its own machine only; its Helm chart opens the port.
    gateway._require({ setting: 'KONG_STATUS_LISTEN', value: '0.0.0.0:8100', reason: 'GatewayMetrics', met: true });
    this.scrape._bind(this);
  }
}
