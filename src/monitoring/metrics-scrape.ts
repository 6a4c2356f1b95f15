import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { prometheusDuration } from './promql';
import { mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { kongObject, scopedName } from '../kong/kong-object';
import { checkedReason } from '../policies/reason';
import { expectDuration } from '../values/kinds';

/** How Prometheus collects. */
export interface MetricsScrapeOptions {
  /**
   * Labels by which Prometheus selects the object, for instance `release: kube-prometheus-stack`.
   *
   * @default - none; Prometheus must then take every one
   */
  readonly labels?: { [key: string]: string };

  /**
   * How often it collects.
   *
   * @default - as Prometheus' configuration says
   */
  readonly interval?: Duration;

  /**
   * The path of the metrics.
   *
   * @default '/metrics'
   */
  readonly path?: string;

  /**
   * The name of the container port of the gateway's status listener.
   *
   * @default 'status', as in Kong's Helm chart
   */
  readonly portName?: string;

  /**
   * Whether a label of Kong's wins over one that Prometheus sets. A ServiceMonitor sets `service`, and Kong's own `service` would
   * become `exported_service`.
   *
   * @default true
   */
  readonly honorLabels?: boolean;

  /**
   * Whether the controller's series are collected as well, which alone tell of refused configurations and lost plugins.
   *
   * @default true
   */
  readonly controllerMetrics?: boolean;

  /**
   * The name of the container port of the controller's metrics.
   *
   * @default 'cmetrics', as in Kong's Helm chart
   */
  readonly controllerPortName?: string;
}

/** How Prometheus finds the gateway behind a Service. */
export interface ServiceMonitorOptions extends MetricsScrapeOptions {
  /**
   * Labels of exactly one Service in front of the gateway's pods, for instance `enable-metrics: "true"` of Kong's Helm chart. With two
   * Services every pod is collected twice, and every rate doubles.
   */
  readonly serviceLabels: { [key: string]: string };

  /**
   * Labels of exactly one Service in front of the controller's pods.
   *
   * @default - the controller runs in the gateway's pods
   */
  readonly controllerServiceLabels?: { [key: string]: string };
}

/** Who collects the metrics of gateway and controller, through which object of Prometheus Operator. */
export class MetricsScrape {
  /** The pods themselves. */
  public static podMonitor(options: MetricsScrapeOptions = {}): MetricsScrape {
    return new MetricsScrape(options);
  }

  /**
   * The pods behind a Service.
   *
   * @throws when labels are empty, and would select every Service
   */
  public static serviceMonitor(options: ServiceMonitorOptions): MetricsScrape {
    for (const labels of [options.serviceLabels, options.controllerServiceLabels]) {
      if (labels && Object.keys(labels).length === 0) {
        throw new Error('a service monitor has no labels of a service: expected those of exactly one service, none would select every service; give for instance { \'enable-metrics\': \'true\' }');
      }
    }
    return new MetricsScrape(options, options);
  }

  /**
   * Nothing is made: the metrics are collected in another way.
   *
   * @throws when the reason is no sentence
   */
  public static none(reason: string): MetricsScrape {
    return new MetricsScrape({}, undefined, checkedReason('leaving the metrics uncollected', reason));
  }

  /** Why no object is made, if none is. */
  public readonly reason?: string;
  /** Whether the controller's series are collected. */
  public readonly controllerMetrics: boolean;
  /** How often, if it is set here. */
  public readonly interval?: Duration;

  private constructor(private readonly options: MetricsScrapeOptions, private readonly services?: ServiceMonitorOptions, reason?: string) {
    this.reason = reason;
    this.controllerMetrics = options.controllerMetrics ?? true;
    this.interval = expectDuration('the scrape interval', options.interval);
    if (options.interval && options.interval.toMilliseconds() <= 0) {
      throw new Error('the scrape interval is 0: expected how often prometheus collects; leave it out for its own');
    }
    if (options.path !== undefined && !options.path.startsWith('/')) {
      throw new Error(`metrics path '${options.path}' is not a path: expected a '/' in front; write '/metrics'`);
    }
  }

  /**
   * Makes the objects in a scope.
   *
   * @internal
   */
  public _bind(scope: Construct): ApiObject[] {
    if (this.reason !== undefined) {
      return [];
    }
    const gateway = KongGateway.of(scope);
    const nodes = this.endpoint(this.options.portName ?? 'status', this.options.honorLabels ?? true);
    const controller = this.endpoint(this.options.controllerPortName ?? 'cmetrics', false);
    const apart = !sameLabels(gateway.podLabels, gateway.controllerPodLabels);
    if (!this.controllerMetrics) {
      return [this.monitor(scope, 'Monitor', this.services?.serviceLabels ?? gateway.podLabels, [nodes])];
    }
    if (this.services && apart !== (this.services.controllerServiceLabels !== undefined)) {
      throw mistake(scope, apart
        ? 'the controller runs in pods of its own, and a service monitor has the labels of the gateway\'s service only: expected controllerServiceLabels; add them, or set controllerMetrics: false'
        : 'controllerServiceLabels are given, and the controller runs in the gateway\'s pods: expected controllerPodLabels at the gateway; add them there, or remove controllerServiceLabels');
    }
    if (!apart) {
      return [this.monitor(scope, 'Monitor', this.services?.serviceLabels ?? gateway.podLabels, [nodes, controller])];
    }
    return [
      this.monitor(scope, 'Monitor', this.services?.serviceLabels ?? gateway.podLabels, [nodes]),
      this.monitor(scope, 'ControllerMonitor', this.services?.controllerServiceLabels ?? gateway.controllerPodLabels, [controller]),
    ];
  }

  private endpoint(port: string, honorLabels: boolean): Record<string, unknown> {
    return {
      // A ServiceMonitor takes the container's port by this field, whether or not the Service publishes it.
      [this.services ? 'targetPort' : 'port']: port,
      path: this.options.path ?? '/metrics',
      ...this.interval && { interval: prometheusDuration(this.interval) },
      ...honorLabels && { honorLabels },
    };
  }

  private monitor(scope: Construct, id: string, matchLabels: Record<string, string>, endpoints: Record<string, unknown>[]): ApiObject {
    return kongObject(scope, id, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: this.services ? 'ServiceMonitor' : 'PodMonitor',
      name: scopedName(scope, id === 'Monitor' ? undefined : 'controller'),
      namespace: KongGateway.of(scope).namespace,
      labels: this.options.labels && { ...this.options.labels },
      body: { spec: { selector: { matchLabels }, [this.services ? 'endpoints' : 'podMetricsEndpoints']: endpoints } },
    });
  }
}

function sameLabels(a: Record<string, string>, b: Record<string, string>): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
}
