/**
 * The series that a gateway exposes and that Prometheus Operator collects, written from what Kong 3.9, its controller 3.5 and cert-manager
 * 1.21 expose (kong/plugins/prometheus/exporter.lua; internal/metrics/prometheus.go; internal/collectors), not from the alerts.
 */

/** The samples of each series, in promtool's notation, one a minute. */
export type Series = Record<string, string>;

/** What Prometheus Operator adds to the series of a gateway pod. */
const OF_GATEWAY = 'container="proxy",endpoint="status",instance="10.1.0.7:8100",job="kong/metrics",namespace="kong",pod="kong-0"';
const OF_CONTROLLER = 'container="ingress-controller",endpoint="cmetrics",instance="10.1.0.7:10255",job="kong/metrics",namespace="kong",pod="kong-0"';
/** cert-manager's pods; the namespace of the certificate is renamed. */
const OF_CERT_MANAGER = 'container="cert-manager-controller",endpoint="http-metrics",exported_namespace="shop",instance="10.1.0.9:9402",job="cert-manager",'
  + 'namespace="cert-manager",pod="cert-manager-0"';
const CERTIFICATE = 'issuer_group="cert-manager.io",issuer_kind="ClusterIssuer",issuer_name="letsencrypt-prod",name="api-tls"';

/** The controller's names for a service, `namespace.service.port`, and a route, `namespace.ingress.service.host.port`. */
export const ROUTE = 'shop.api-v1.api.api.example.com.80';
const TARGET = `route="${ROUTE}",service="shop.api.80",workspace="default"`;
export const NODE = '5f1a3c0e-8d0b-4c38-9b1c-0d2f6f1e2a11';

/** Requests with an answer, `source` kong or service. */
export function requests(code: string, source: 'kong' | 'service', perMinute: number, from = 0): Series {
  return { [`kong_http_requests_total{code="${code}",consumer="",source="${source}",${TARGET},${OF_GATEWAY}}`]: `${from}+${perMinute}x200` };
}

/** Buckets of kong_kong_latency_ms, and of the two others, in milliseconds. */
const GATEWAY_BUCKETS = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000];
const BACKEND_BUCKETS = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000];

/** A latency histogram: `counts` says how many requests a minute took at most so long. */
export function latency(which: 'kong' | 'upstream' | 'request', counts: [atMost: number, perMinute: number][]): Series {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const name = `kong_${which}_latency_ms`;
  const buckets = which === 'kong' ? GATEWAY_BUCKETS : BACKEND_BUCKETS;
  const upTo = (bucket: number) => counts.filter(([atMost]) => atMost <= bucket).reduce((sum, [, count]) => sum + count, 0);
  return {
    ...Object.fromEntries(buckets.map(bucket => [`${name}_bucket{le="${bucket}",${TARGET},${OF_GATEWAY}}`, `0+${upTo(bucket)}x200`])),
    [`${name}_bucket{le="+Inf",${TARGET},${OF_GATEWAY}}`]: `0+${all}x200`,
    [`${name}_count{${TARGET},${OF_GATEWAY}}`]: `0+${all}x200`,
    [`${name}_sum{${TARGET},${OF_GATEWAY}}`]: `0+${counts.reduce((sum, [atMost, count]) => sum + atMost * count, 0)}x200`,
  };
}

/** A target of an upstream: one of its states is 1. */
export function target(state: 'healthchecks_off' | 'healthy' | 'unhealthy' | 'dns_error'): Series {
  return Object.fromEntries(['healthchecks_off', 'healthy', 'unhealthy', 'dns_error'].map(one => [
    `kong_upstream_target_health{address="10.1.2.3:8080",state="${one}",subsystem="http",target="10.1.2.3:8080",upstream="api.shop.80.svc",${OF_GATEWAY}}`,
    `${one === state ? 1 : 0}x200`,
  ]));
}

/** A shared memory of 5 MiB. */
export function sharedDictionary(name: string, share: number): Series {
  const labels = `kong_subsystem="http",node_id="${NODE}",shared_dict="${name}",${OF_GATEWAY}`;
  return {
    [`kong_memory_lua_shared_dict_bytes{${labels}}`]: `${Math.round(5_242_880 * share)}x200`,
    [`kong_memory_lua_shared_dict_total_bytes{${labels}}`]: '5242880x200',
  };
}

/** Series that Kong's exporter loses. */
export function metricErrors(samples: string): Series {
  return { [`kong_nginx_metric_errors_total{${OF_GATEWAY}}`]: samples };
}

export function nodeInfo(samples = '1x200'): Series {
  return { [`kong_node_info{node_id="${NODE}",version="3.9.1",${OF_GATEWAY}}`]: samples };
}

/** What the controller counts of its pushes to the gateway. */
export function pushes(success: boolean, samples: string): Series {
  const reason = success ? '' : 'conflict';
  return {
    [`ingress_controller_configuration_push_count{dataplane="https://10.1.0.7:8444",failure_reason="${reason}",protocol="db-less",success="${success}",${OF_CONTROLLER}}`]: samples,
  };
}

export function translations(samples = '0+20x200'): Series {
  return { [`ingress_controller_translation_count{success="true",${OF_CONTROLLER}}`]: samples };
}

export function brokenObjects(samples: string): Series {
  return { [`ingress_controller_translation_broken_resource_count{${OF_CONTROLLER}}`]: samples };
}

/** A certificate is in one of three conditions. */
export function certificateReady(condition: 'True' | 'False' | 'Unknown'): Series {
  return Object.fromEntries(['True', 'False', 'Unknown'].map(one => [
    `certmanager_certificate_ready_status{condition="${one}",${CERTIFICATE},${OF_CERT_MANAGER}}`, `${one === condition ? 1 : 0}x200`,
  ]));
}

/** When a certificate is to be renewed and when it ends, in seconds; both are 0 until it is issued for the first time. */
export function certificateTimes(renewal: number, end: number): Series {
  return {
    [`certmanager_certificate_renewal_timestamp_seconds{${CERTIFICATE},${OF_CERT_MANAGER}}`]: `${renewal}x200`,
    [`certmanager_certificate_expiration_timestamp_seconds{${CERTIFICATE},${OF_CERT_MANAGER}}`]: `${end}x200`,
  };
}

/** A gateway that does its work: every series is there, and nothing is to be told. Time begins at 0, and each test ends before 3 hours. */
export const HEALTHY: Series = {
  ...nodeInfo(),
  ...requests('200', 'service', 6000),
  ...requests('401', 'kong', 30),
  ...requests('404', 'service', 300),
  ...latency('kong', [[2, 5000], [5, 1330]]),
  ...latency('upstream', [[25, 5000], [250, 1300]]),
  ...latency('request', [[50, 5000], [400, 1330]]),
  ...target('healthy'),
  ...sharedDictionary('prometheus_metrics', 0.1),
  ...sharedDictionary('kong_rate_limiting_counters', 0.2),
  ...sharedDictionary('kong_core_db_cache', 0.99),
  ...metricErrors('0x200'),
  ...pushes(true, '0+20x200'),
  ...translations(),
  ...brokenObjects('0x200'),
  ...certificateReady('True'),
  ...certificateTimes(1_000_000, 3_000_000),
};

/** The name of a series. */
export function nameOf(series: string): string {
  return series.replace(/\{.*/, '');
}

/** A healthy gateway, with these series in the place of those of the same names, and without others. */
export function gatewayWith(series: Series, without: string[] = []): Series {
  const replaced = [...Object.keys(series).map(nameOf), ...without];
  return { ...Object.fromEntries(Object.entries(HEALTHY).filter(([key]) => !replaced.includes(nameOf(key)))), ...series };
}
