/** A log entry as Kong's http-log sends it, as far as the guard reads it. */
export function entry(clientIp: string, uri: string, status: number, route?: string): any {
  return {
    client_ip: clientIp,
    started_at: Date.now(),
    request: { method: 'GET', uri, url: `https://shop.example.com${uri}`, headers: { 'host': 'shop.example.com', 'user-agent': 'demo' } },
    response: { status, headers: {} },
    ...route && { route: { name: route } },
    latencies: { request: 3, kong: 1, proxy: 2 },
  };
}

/** A scanner: paths that the gateway has no route for, each another one. */
export function scan(clientIp: string, paths: number): any[] {
  return Array.from({ length: paths }, (_, i) => entry(clientIp, `/backup-${i}.zip`, 404));
}

/** A customer. */
export function browse(clientIp: string, requests: number): any[] {
  return Array.from({ length: requests }, (_, i) => entry(clientIp, `/products/${i}`, 200, 'shop.catalogue-products.catalogue.shop.example.com.80'));
}
