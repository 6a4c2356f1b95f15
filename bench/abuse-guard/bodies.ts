/** What the entries of a load are. */
export type Traffic = keyof typeof TRAFFIC;

/** A request with its body whose addresses and times are written anew for each sending, in place: all have the same length. */
export interface Body {
  readonly bytes: Buffer;
  /** Where the address of each entry is, IPv4 and IPv6 in turn. */
  readonly addresses: readonly number[];
  readonly times: readonly number[];
}

/** The value of the header by which the guard knows its log source. */
export const SOURCE = 'Bearer of-the-log-source-0123456789';

const ADDRESS = ['130.100.100.100', '2a01:1000:1000:1000::1'];
const TIME = '1000000000000';
/** Statuses that come in turn: one in twenty is a refusal, or all are refusals of different kinds. */
const TRAFFIC = {
  ordinary: [200, 200, 201, 200, 304, 200, 200, 404, 200, 200, 200, 200, 401, 200, 200, 500, 200, 200, 204, 200],
  attack: [401, 404, 403, 404, 400, 404, 429],
};

export function body(traffic: Traffic, batch: number): Body {
  const entries = Array.from({ length: batch }, (_, i) => JSON.stringify(entry(TRAFFIC[traffic][i % TRAFFIC[traffic].length], i, traffic === 'attack')));
  // One entry alone is no array.
  const content = batch === 1 ? entries[0] : `[${entries.join(',')}]`;
  const head = ['POST /logs HTTP/1.1', 'Host: abuse-guard.kong.svc', 'User-Agent: lua-resty-http/0.17.2 (Lua) ngx_lua/10028', 'Content-Type: application/json',
    `Authorization: ${SOURCE}`, `Content-Length: ${Buffer.byteLength(content)}`].join('\r\n');
  const text = `${head}\r\n\r\n${content}`;
  const places = (before: string) => [...text.matchAll(new RegExp(before, 'g'))].map(({ index }) => index + before.length);
  return { bytes: Buffer.from(text, 'latin1'), addresses: places('"client_ip":"'), times: places('"started_at":') };
}

/** Gives the entries of a body the addresses from a number on, of so many in all, and this time. Half of the addresses are /64s of IPv6. */
export function fill({ bytes, addresses, times }: Body, from: number, distinct: number, now: number): void {
  const time = String(now);
  for (let i = 0; i < addresses.length; i++) {
    bytes.write(address((from + i) % distinct, i), addresses[i], 'latin1');
    bytes.write(time, times[i], 'latin1');
  }
}

/** Neighbours differ in their kind, as the places of a body do; a body of one entry has IPv4 alone. */
function address(n: number, place: number): string {
  const digits = (of: number, base: number, digit: number) => base + Math.floor(n / of ** digit) % of;
  return place % 2 === 0
    ? `13${digits(10, 0, 6)}.${digits(100, 100, 2)}.${digits(100, 100, 1)}.${digits(100, 100, 0)}`
    : `2a01:1000:${digits(4096, 4096, 1).toString(16)}:${digits(4096, 4096, 0).toString(16)}::1`;
}

/** As http-log of Kong 3.9 writes an entry of a route of this library, with what a browser sends; without a route if none took it. */
function entry(status: number, i: number, attack: boolean): object {
  const routed = !(attack && status === 404);
  const path = routed ? `/v1/orders/${1000 + i}` : `/wp-content/plugins/${i}/readme.php`;
  return {
    client_ip: ADDRESS[i % 2],
    started_at: Number(TIME),
    request: {
      id: 'a9e2f57b1c0d4c6e8f1a2b3c4d5e6f70', method: 'GET', uri: `${path}?page=2&sort=-created`, url: `https://api.example.com:8443${path}?page=2&sort=-created`,
      size: 1180, querystring: { page: '2', sort: '-created' }, tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', client_verify: 'NONE' },
      headers: {
        'host': 'api.example.com', 'accept': 'application/json, text/plain, */*', 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'en-GB,en;q=0.5',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'origin': 'https://shop.example.com', 'referer': 'https://shop.example.com/orders',
        'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-site', 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https',
        'x-forwarded-host': 'api.example.com', 'x-forwarded-port': '443', 'x-real-ip': '198.51.100.7', 'x-request-id': '5f3c1b2a9d8e4f70', 'x-bot-score': '0.2',
      },
    },
    response: {
      status, size: 894,
      headers: {
        'content-type': 'application/json; charset=utf-8', 'content-length': '412', 'connection': 'close', 'date': 'Mon, 03 Mar 2025 10:15:30 GMT', 'via': '1.1 kong/3.9.0',
        'x-kong-upstream-latency': '14', 'x-kong-proxy-latency': '2', 'x-kong-request-id': 'a9e2f57b1c0d4c6e8f1a2b3c4d5e6f70', 'ratelimit-limit': '100',
        'ratelimit-remaining': '57', 'ratelimit-reset': '30', 'x-ratelimit-limit-minute': '100', 'x-ratelimit-remaining-minute': '57',
      },
    },
    latencies: { request: 17, kong: 3, proxy: 14, receive: 0 },
    workspace: '0dc6f45b-8f8d-40d2-a504-473544ee190b', workspace_name: 'default', source: routed ? 'upstream' : 'kong',
    ...routed && {
      upstream_uri: path, upstream_status: String(status),
      tries: [{ ip: '10.244.1.17', port: 8080, balancer_start: 1740996930123, balancer_start_ns: 1740996930123456800, balancer_latency: 0, balancer_latency_ns: 35072, keepalive: true }],
      route: {
        id: '5b0a5b1e-5a1c-5c0e-9d55-3c1d6f2f0f5a', name: 'shop.shop-api.orders.api.example.com.80', hosts: ['api.example.com'], paths: ['~/v1/orders$', '/v1/orders/'],
        protocols: ['https'], https_redirect_status_code: 426, path_handling: 'v0', preserve_host: true, regex_priority: 0, request_buffering: true, response_buffering: true,
        strip_path: false, tags: ['k8s-name:shop-api', 'k8s-namespace:shop', 'k8s-kind:Ingress', 'k8s-group:networking.k8s.io', 'k8s-version:v1'],
        service: { id: '7a1cb3c5-0d7e-5e0c-8f1c-2f3b4c5d6e7f' }, created_at: 1740990000, updated_at: 1740990000, ws_id: '0dc6f45b-8f8d-40d2-a504-473544ee190b',
      },
      service: {
        id: '7a1cb3c5-0d7e-5e0c-8f1c-2f3b4c5d6e7f', name: 'shop.api.80', host: 'api.shop.80.svc', port: 80, protocol: 'http', path: '/', retries: 5, connect_timeout: 60000,
        read_timeout: 60000, write_timeout: 60000, enabled: true, tags: ['k8s-name:api', 'k8s-namespace:shop', 'k8s-kind:Service', 'k8s-version:v1'],
        created_at: 1740990000, updated_at: 1740990000, ws_id: '0dc6f45b-8f8d-40d2-a504-473544ee190b',
      },
    },
    ...routed && status < 400 && {
      consumer: { id: 'c0ffee00-5b1e-5c0e-9d55-3c1d6f2f0f5a', username: 'shop-web', custom_id: 'shop-web', tags: ['k8s-name:shop-web'], created_at: 1740990000, updated_at: 1740990000 },
      authenticated_entity: { id: 'deadbeef-5b1e-5c0e-9d55-3c1d6f2f0f5a' },
      user_id: '8f14e45f-ceea-467f-a9f4-1d2b3c4d5e6f',
    },
  };
}
