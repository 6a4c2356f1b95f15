import { lua } from '../../../test/support/promises/lua';
import { PromisedPlugin } from '../../../test/support/promises/routes';

/** Every plugin of the storefront as Kong must see it, from the documentation of Kong and what shop.ts says, never from the constructs. */

const HSTS = 'Strict-Transport-Security:max-age=63072000; includeSubDomains';
const SECURITY = [HSTS, 'X-Content-Type-Options:nosniff', 'X-Frame-Options:DENY', 'Content-Security-Policy:default-src \'none\'; frame-ancestors \'none\'', 'Referrer-Policy:no-referrer'];

/** Before authentication: a request is scored and rid of what only the gateway may say, a token is looked at. */
export const API_BEFORE = { access: lua('connection-guard', 'token-guard', 'bot-score', 'clear-identity', 'clear-proof') };
/** After everything: who was vouched for by nobody is refused, what the token says is checked and handed on, and the gateway proves itself. */
export const API_AFTER = { access: lua('authentication-guard', 'clear-identity-after', 'claims-and-identity', 'proof') };
/** What a new customer must look like is asked behind all that, of who may call. */
export const CUSTOMERS_AFTER = { access: lua('authentication-guard', 'clear-identity-after', 'claims-and-identity', 'customer-validation', 'proof') };
export const PUBLIC_BEFORE = { access: lua('connection-guard', 'bot-score', 'clear-identity', 'clear-proof') };
export const PUBLIC_AFTER = { access: lua('clear-identity', 'proof') };
export const ADMIN_BEFORE = { access: lua('connection-guard', 'token-guard', 'clear-identity') };
export const ADMIN_AFTER = { access: lua('authentication-guard', 'clear-identity-after', 'claims-and-identity') };
export const PARTNER_BEFORE = { access: lua('clear-consumer') };
export const PARTNER_AFTER = { access: lua('authentication-guard', 'clear-consumer-after') };

export const CORRELATION_ID: PromisedPlugin = ['correlation-id', 'KongPlugin shop/api-correlation-id', { header_name: 'X-Request-ID', generator: 'uuid', echo_downstream: true }];
export const BOT_DETECTION: PromisedPlugin = ['bot-detection', 'KongPlugin shop/api-bot-detection', {
  allow: ['(?i)Googlebot', '(?i)bingbot'], deny: ['(?i)curl', '(?i)wget', '(?i)python-requests', '(?i)Go-http-client'],
}];
export const CORS: PromisedPlugin = ['cors', 'KongPlugin shop/api-cors', { origins: ['https://shop.example.com'], max_age: 600, credentials: false, preflight_continue: false }];
export const KEY_AUTH: PromisedPlugin = ['key-auth', 'KongPlugin shop/partner-api-key-auth', {
  key_names: ['X-Partner-Key'], key_in_header: true, key_in_query: false, key_in_body: false, hide_credentials: true, run_on_preflight: true,
}];
export const IP_RESTRICTION: PromisedPlugin = ['ip-restriction', 'KongPlugin shop/admin-ip-restriction', { allow: ['10.0.0.0/8', '192.168.1.100/32'], status: 403, message: 'Forbidden' }];
export const SMALL_BODY: PromisedPlugin = ['request-size-limiting', 'KongPlugin shop/api-v1-customers-post-request-size-limiting', {
  allowed_payload_size: 64, size_unit: 'kilobytes', require_content_length: true,
}];
export const BODY: PromisedPlugin = ['request-size-limiting', 'KongPlugin shop/api-request-size-limiting', { allowed_payload_size: 10, size_unit: 'megabytes', require_content_length: false }];
export const PREMIUM_ONLY: PromisedPlugin = ['acl', 'KongPlugin shop/premium-acl', { allow: ['premium'], hide_groups_header: true }];
export const STANDARD_LIMIT: PromisedPlugin = ['rate-limiting', 'KongPlugin shop/standard-rate-limiting', limit(10, 100, 1000, true)];
export const PREMIUM_LIMIT: PromisedPlugin = ['rate-limiting', 'KongPlugin shop/premium-rate-limiting', limit(100, 1000, 10_000, false)];
export const SECURITY_HEADERS: PromisedPlugin = ['response-transformer', 'KongPlugin shop/api-response-transformer', headers(SECURITY, ['Server', 'X-Powered-By'])];
export const PROMETHEUS: PromisedPlugin = ['prometheus', 'KongClusterPlugin metrics-prometheus', {
  status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true, upstream_health_metrics: true, per_consumer: false,
}];
/** What the guard keeps: nobody is denied by what is written down. Routes with a list of their own have that one in its place. */
export const BLOCK_LIST: PromisedPlugin = ['ip-restriction', 'KongClusterPlugin abuse-guard-ip-restriction', { allow: ['0.0.0.0/0', '::/0'], status: 403, message: 'Forbidden' }];
/** What the answers to requests without a route get. */
export const GLOBAL_HEADERS: PromisedPlugin = ['response-transformer', 'KongClusterPlugin global-response-transformer', headers(SECURITY, ['Server', 'X-Powered-By'])];

export function jwt(api: string): PromisedPlugin {
  return ['jwt', `KongPlugin shop/${api}-jwt`, {
    key_claim_name: 'azp', claims_to_verify: ['exp'], maximum_expiration: 3600, header_names: ['authorization'], uri_param_names: [], cookie_names: [],
    secret_is_base64: false, run_on_preflight: true,
  }];
}

export function hsts(api: string): PromisedPlugin {
  return ['response-transformer', `KongPlugin shop/${api}-response-transformer`, headers([HSTS])];
}

export function httpLog(api: string, keyHeader: string[] = []): PromisedPlugin {
  return ['http-log', `KongPlugin shop/${api}-http-log`, toGuard(keyHeader, 'log-user-sub')];
}

/** What the guard is told, by whom it knows, of the caller in that field: all but what proves who somebody is. */
function toGuard(keyHeader: string[], user: string): Record<string, any> {
  const secret = ['apikey', 'cookie', 'x-api-key', ...keyHeader].map(name => `request.headers.${name}`);
  return {
    http_endpoint: 'http://abuse-guard.kong.svc/logs', headers: { Authorization: 'Bearer a-secret-of-32-random-characters' },
    method: 'POST', content_type: 'application/json', timeout: 10_000, keepalive: 60_000,
    queue: { max_batch_size: 20, max_coalescing_delay: 1, max_entries: 10_000 },
    custom_fields_by_lua: {
      ...Object.fromEntries([...secret, 'response.headers.set-cookie'].map(field => [field, 'return nil'])),
      user_id: lua(user)[0],
    },
  };
}

/** What the guard is told of requests without a route, and would be of a route without a log: the key of a partner may be in any. */
export const GLOBAL_LOG: PromisedPlugin = ['http-log', 'KongClusterPlugin abuse-guard-http-log', toGuard(['x-partner-key'], 'log-user')];

/** Lua before authentication and everything else. */
export function before(name: string, config: { access: string[] }): PromisedPlugin {
  return ['pre-function', `KongPlugin shop/${name}-pre-function`, config];
}

/** Lua after every other plugin. */
export function after(name: string, config: { access: string[] }): PromisedPlugin {
  return ['post-function', `KongPlugin shop/${name}-post-function`, config];
}

/** A limit that all pods count together, in the Redis of the platform, with the password of EXISTING. */
export function limit(second: number, minute: number, hour: number, withoutRedis: boolean): Record<string, any> {
  return {
    second, minute, hour, limit_by: 'consumer', policy: 'redis', fault_tolerant: withoutRedis, hide_client_headers: false,
    error_code: 429, error_message: 'API rate limit exceeded',
    redis: { host: 'redis.redis.svc', port: 6379, database: 0, ssl: false, timeout: 2000, password: 's3cret' },
  };
}

/** Headers that are set whatever the service says. */
function headers(all: string[], removed?: string[]): Record<string, any> {
  return { add: { headers: all }, replace: { headers: all }, ...removed && { remove: { headers: removed } } };
}
