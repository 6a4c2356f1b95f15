/** Which families of series the prometheus plugin of a gateway exposes; Kong's own default is none of them. */
export interface GatewayMetricsSwitches {
  /**
   * `kong_http_requests_total`, which almost every alert reads.
   *
   * @default true
   */
  readonly statusCodes?: boolean;

  /**
   * `kong_request_latency_ms`, `kong_upstream_latency_ms` and `kong_kong_latency_ms`.
   *
   * @default true
   */
  readonly latency?: boolean;

  /**
   * `kong_bandwidth_bytes`.
   *
   * @default true
   */
  readonly bandwidth?: boolean;

  /**
   * `kong_upstream_target_health`.
   *
   * @default true
   */
  readonly upstreamHealth?: boolean;

  /**
   * Whether the consumer's name is a label. The number of series then grows with consumers times routes times codes.
   *
   * @default false
   */
  readonly perConsumer?: boolean;
}
