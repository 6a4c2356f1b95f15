/** The alerts of `GatewayAlerts`; the values are the names under which Prometheus knows them. */
export enum GatewayAlert {
  /** Many requests of a route are refused with 401 or 403 by the gateway. */
  HIGH_AUTHENTICATION_FAILURE_RATE = 'HighAuthenticationFailureRate',
  /** Many requests of a route are refused with 429 by the gateway. */
  RATE_LIMITING_TRIGGERED = 'RateLimitingTriggered',
  /** Many requests of a route are refused with 413 or 417 by the gateway. */
  REQUESTS_TOO_LARGE = 'RequestsTooLarge',
  /** Many requests of a route are refused with 400 by the gateway. */
  REQUESTS_INVALID = 'RequestsInvalid',
  /** The gateway itself answers requests of a route with 5xx, also because it cannot reach the backend. */
  GATEWAY_SERVER_ERRORS = 'GatewayServerErrors',
  /** The backend answers requests of a route with 5xx. */
  BACKEND_SERVER_ERRORS = 'BackendServerErrors',
  /** The gateway and its plugins take long. */
  GATEWAY_LATENCY_HIGH = 'GatewayLatencyHigh',
  /** The backend takes long to answer. */
  BACKEND_LATENCY_HIGH = 'BackendLatencyHigh',
  /** Requests take long from the first byte in to the last byte out. */
  REQUEST_LATENCY_HIGH = 'RequestLatencyHigh',
  /** A certificate was due for renewal and has not been renewed. */
  CERTIFICATE_EXPIRY_SOON = 'CertificateExpirySoon',
  /** A certificate is not issued. */
  CERTIFICATE_NOT_READY = 'CertificateNotReady',
  /** cert-manager's series are not there, so that no other alert about certificates can fire. */
  CERTIFICATE_METRICS_ABSENT = 'CertificateMetricsAbsent',
  /** The gateway refuses what the controller sends: it runs on with the last configuration. */
  CONFIG_PUSH_FAILING = 'ConfigPushFailing',
  /** The controller leaves objects out of the configuration: a route may be served without a plugin. */
  CONFIG_TRANSLATION_BROKEN = 'ConfigTranslationBroken',
  /** The controller's series are not there, so that no other alert about it can fire. */
  CONTROLLER_METRICS_ABSENT = 'ControllerMetricsAbsent',
  /** The gateway's series are not there, so that no other alert about it can fire. */
  GATEWAY_METRICS_ABSENT = 'GatewayMetricsAbsent',
  /** A pod behind the gateway fails its health checks, or its name does not resolve. */
  UPSTREAM_TARGET_UNHEALTHY = 'UpstreamTargetUnhealthy',
  /** A shared memory of the gateway is almost full: counters of rate limits or series are lost next. */
  SHARED_DICTIONARY_FULL = 'SharedDictionaryFull',
  /** The gateway loses series. */
  METRIC_ERRORS = 'MetricErrors',
}
