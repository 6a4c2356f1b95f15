/** An entry as http-log sends it by default, of Kong 3.9. */
export function entry(status: number, client: string, change: Record<string, any> = {}): any {
  return {
    client_ip: client,
    started_at: 0,
    request: {
      method: 'GET', uri: '/v1/orders?apikey=s3cret', url: 'https://api.example.com:443/v1/orders', size: 120, querystring: {}, id: 'f0f0',
      headers: { 'host': 'api.example.com', 'user-agent': 'curl/8', 'x-forwarded-for': '192.0.2.250', ...change.headers },
    },
    response: { status, size: 50, headers: {} },
    route: { id: 'r', name: 'shop.orders' },
    service: { id: 's', name: 'shop' },
    latencies: { proxy: 1, kong: 1, request: 2 },
    workspace: 'default',
    ...change.entry,
  };
}

/** An entry of a request that no route took. */
export function unknown(path: string, client: string): any {
  const { route, service, ...rest } = entry(404, client);
  return { ...rest, request: { ...rest.request, uri: path } };
}
