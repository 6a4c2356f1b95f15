import { Duration } from 'cdk8s';

/** How an alert is raised. */
export interface AlertSettings {
  /**
   * How long it must hold before the alert fires.
   *
   * @default - see the property that takes these settings
   */
  readonly for?: Duration;

  /**
   * The value of the label `severity`, by which Alertmanager routes the alert: letters, digits, `-` and `_`.
   *
   * @default - see the property that takes these settings: `critical`, `warning` or `info`
   */
  readonly severity?: string;
}

/** An alert on a rate of requests of a route. */
export interface RateAlert extends AlertSettings {
  /**
   * Fires above this many requests per second, of one route and over all pods of the gateway.
   *
   * @default - see the property that takes these settings
   */
  readonly rate?: number;
}

/** An alert on a share of the requests of a route. */
export interface RatioAlert extends AlertSettings {
  /**
   * Fires above this share of the route's requests, between 0 and 1.
   *
   * @default - see the property that takes these settings
   */
  readonly ratio?: number;

  /**
   * Stays silent unless the route has more than this many requests per second: of three requests one is a third.
   *
   * @default 0.2
   */
  readonly minimumRate?: number;
}

/** An alert on a quantile of the latency of a route. */
export interface LatencyAlert extends AlertSettings {
  /**
   * The quantile, between 0 and 1: 0.95 leaves out the slowest twentieth.
   *
   * @default - see the property that takes these settings
   */
  readonly quantile?: number;

  /**
   * Fires above this latency. It must lie below the highest bucket of the gateway's histogram, above which Prometheus cannot tell.
   *
   * @default - see the property that takes these settings
   */
  readonly threshold?: Duration;

  /**
   * Stays silent unless the route has more than this many requests per second.
   *
   * @default 0.2
   */
  readonly minimumRate?: number;
}

/** An alert on a memory that fills. */
export interface UsageAlert extends AlertSettings {
  /**
   * Fires above this share of the memory, between 0 and 1.
   *
   * @default 0.9
   */
  readonly ratio?: number;
}

/** An alert on certificates that are not renewed. */
export interface RenewalAlert extends AlertSettings {
  /**
   * Fires when this share of the time between the due renewal and the end of the certificate has passed, between 0 and 1. With 90 days
   * and a renewal 30 days before the end, 0.5 is 15 days before the end. Measured from the renewal, it never fires before one was due,
   * however long a certificate lasts and whatever its `renewBefore` is.
   *
   * @default 0.5
   */
  readonly elapsed?: number;
}
