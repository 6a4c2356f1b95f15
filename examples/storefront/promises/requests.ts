import { EffectiveGateway, Expect } from 'gatewarden';
import { API_AFTER, API_BEFORE, BLOCK_LIST, CUSTOMERS_AFTER, limit, PUBLIC_AFTER, PUBLIC_BEFORE } from './plugins';
import { groupsOf } from '../../../test/support/promises/consumers';

const API = 'api.example.com';
const STANDARD = limit(10, 100, 1000, true);
const PREMIUM = limit(100, 1000, 10_000, false);

/**
 * The table "What a request meets" of the README, row by row, as far as the objects decide it. What Kong then does with a plugin and its
 * configuration (401 for a missing token, 413 for a large body) is in kong-observed.
 */
export const REQUESTS: [row: string, expect: (view: EffectiveGateway) => void][] = [
  ['`http://api.example.com/v1`', view => {
    same('the answer to plain http', view.routeFor({ host: API, path: '/v1', https: false }).reason, 'answered 308: the route is for https');
  }],
  ['`/v1` without a token, with an expired one, with one of an unknown `azp`', view => {
    Expect.route(view, 'GET', API, '/v1').toRequireAuthentication().toRunWith('jwt', { claims_to_verify: ['exp'], maximum_expiration: 3600, key_claim_name: 'azp' });
    const known = (view.toKongConfig().consumers ?? []).flatMap((consumer: any) => consumer.jwt_secrets ?? []).map(({ key }: any) => key);
    same('the applications whose tokens are known', known.sort().join(), 'mobile,nightly-jobs,reporting,web');
  }],
  ['`/v1` with a token of another issuer', view => {
    Expect.route(view, 'GET', API, '/v1').toRunWith('post-function', API_AFTER).toRunInOrder('pre-function', 'jwt', 'post-function');
    says('what looks at the issuer', API_AFTER.access[2], 'local ISSUERS = { ["https://login.example.com"] = true }');
    says('its answer', API_AFTER.access[2], 'if type(claims.iss) ~= "string" or not ISSUERS[claims.iss] then\n      return 401');
  }],
  ['`/v1` with a token of `web`', view => {
    Expect.route(view, 'GET', API, '/v1').asConsumer('web').toReach('shop/api').toRunWith('rate-limiting', STANDARD);
    // One bucket over all routes: the limit that wins hangs on the consumer and on no route.
    for (const { name } of view.routes.filter(route => view.pluginsOf(route.name).some(({ type }) => type === 'rate-limiting'))) {
      const limits = view.pluginsOf(name, 'web').filter(({ type }) => type === 'rate-limiting').map(({ target }) => target);
      same(`what limits web on ${name}`, limits.join(), 'on consumer web');
    }
  }],
  ['`/v1` with a token of `web`, and `X-User-ID: somebody-else`', view => {
    Expect.route(view, 'GET', API, '/v1').toRunWith('pre-function', API_BEFORE).toRunWith('post-function', API_AFTER);
    for (const name of ['X-User-ID', 'X-User-Email', 'X-User-Roles', 'X-Consumer-Username']) {
      says('what is cleared', API_BEFORE.access[3], `"${name}"`);
    }
    says('that it is cleared in every spelling', API_BEFORE.access[3], 'add(begin .. word .. "_", more, kept)');
    for (const [header, claim] of [['X-User-ID', 'sub'], ['X-User-Email', 'email'], ['X-User-Roles', 'roles']]) {
      says('what is set', API_AFTER.access[2], `{ name = "${header}", path = { "${claim}" } }`);
    }
  }],
  ['`/v1` with `X-Gateway-Proof: v1;…`', view => {
    Expect.route(view, 'GET', API, '/v1').toRunWith('pre-function', API_BEFORE).toRunWith('post-function', API_AFTER);
    says('what is cleared', API_BEFORE.access[4], 'clear_header("X-Gateway-Proof")');
    says('what runs last', API_AFTER.access[3], 'local signed = { "x-user-email", "x-user-id", "x-user-roles" }');
    says('where the secret is', API_AFTER.access[3], 'kong.vault.get("{vault://env/gw-proof}")');
  }],
  ['`/v1/premium` with a token of `web`', view => {
    Expect.route(view, 'GET', API, '/v1/premium').asConsumer('web').toRequireAuthentication().toRunWith('acl', { allow: ['premium'] }).toRunInOrder('jwt', 'acl');
    same('the groups of web', groupsOf(view, 'web').join(), 'standard');
  }],
  ['`/v1/premium` with a token of `mobile`', view => {
    Expect.route(view, 'GET', API, '/v1/premium').asConsumer('mobile').toReach('shop/api-premium').toRunWith('acl', { allow: ['premium'] }).toRunWith('rate-limiting', PREMIUM);
    same('the groups of mobile', groupsOf(view, 'mobile').join(), 'premium,standard');
  }],
  ['`/v1/premium` with the jwt plugin deleted from the cluster', view => {
    Expect.route(view, 'GET', API, '/v1/premium').toRunWith('post-function', API_AFTER).toRunInOrder('jwt', 'post-function');
  }],
  ['`POST /v1/customers` with more than 64 KiB', view => {
    Expect.route(view, 'POST', API, '/v1/customers').toBeTakenBy('Ingress shop/api-v1-customers-post')
      .toRunWith('request-size-limiting', { allowed_payload_size: 64, size_unit: 'kilobytes', require_content_length: true });
    Expect.route(view, 'GET', API, '/v1/customers').toBeTakenBy('Ingress shop/api-v1').toRunWith('request-size-limiting', { require_content_length: false });
  }],
  ['`POST /v1/customers` with another type than `application/json`, or compressed', view => {
    Expect.route(view, 'POST', API, '/v1/customers').toRunWith('post-function', CUSTOMERS_AFTER).toRunInOrder('jwt', 'request-size-limiting', 'rate-limiting', 'post-function');
    says('what is read', CUSTOMERS_AFTER.access[3], 'local content_types = { ["application/json"] = true }');
    says('the answer to the rest', CUSTOMERS_AFTER.access[3], 'encoding ~= "identity" or other ~= "identity" then return 415, "content type is not supported"');
  }],
  ['`POST /v1/customers` without `email`, with a `phone` of nine digits, or with a property that is not in the schema', view => {
    Expect.route(view, 'POST', API, '/v1/customers').toRequireAuthentication().toReach('shop/api').toRunWith('post-function', CUSTOMERS_AFTER);
    says('what must be there', CUSTOMERS_AFTER.access[3], 'if v.email == nil then return "required", "/email" end');
    says('what a phone number is', CUSTOMERS_AFTER.access[3], '[0-9]{10,15}');
    says('what else is refused', CUSTOMERS_AFTER.access[3], '"additionalProperties"');
    says('the answer', CUSTOMERS_AFTER.access[3], 'if rule then return 400, "request body is not valid" end');
  }],
  ['`/v1` with `curl/8` as User-Agent', view => {
    const bots = Expect.route(view, 'GET', API, '/v1').toRun('bot-detection').toRunInOrder('bot-detection', 'jwt');
    bots.toRunWith('bot-detection', { allow: ['(?i)Googlebot', '(?i)bingbot'], deny: ['(?i)curl', '(?i)wget', '(?i)python-requests', '(?i)Go-http-client'] });
  }],
  ['`/v1` without User-Agent and Accept-Language, from the 101st request of an address in a minute on', view => {
    Expect.route(view, 'GET', API, '/v1').toRunWith('pre-function', API_BEFORE);
    const score = API_BEFORE.access[2];
    says('no User-Agent', score, 'if not string.find(agent, "%S") then\n      score = score + 3');
    says('no Accept-Language', score, 'http_accept_language or "", "%S") then\n      score = score + 1');
    says('too many', score, 'if not count or count > 100 then\n      score = score + 3');
    says('suspicious', score, 'if score >= 7 then\n      kong.service.request.set_header("X-Bot-Score", "0." .. score)');
  }],
  ['the same with `PhantomJS/2.1` as User-Agent', view => {
    Expect.route(view, 'GET', API, '/v1').toRunWith('pre-function', API_BEFORE);
    says('a known program', API_BEFORE.access[2], '"phantomjs"');
    says('its weight', API_BEFORE.access[2], 'score = score + 5');
    says('what is refused', API_BEFORE.access[2], 'if score >= 9 then\n      return 403, "Forbidden"');
  }],
  ['`/healthz`', view => {
    Expect.route(view, 'GET', API, '/healthz').toBeOpen().toReach('shop/api').notToRun('rate-limiting')
      .toRunWith('pre-function', PUBLIC_BEFORE).toRunWith('post-function', PUBLIC_AFTER);
    for (const name of ['X-User-ID', 'X-Consumer-Username', 'X-Credential-Identifier']) {
      says('what is cleared before all else', PUBLIC_BEFORE.access[2], `"${name}"`);
      says('what is cleared after all else', PUBLIC_AFTER.access[0], `"${name}"`);
    }
    // Nothing else of the host is open with it.
    Expect.route(view, 'GET', API, '/healthz/more').toHaveNoRoute();
    Expect.route(view, 'POST', API, '/healthz').toHaveNoRoute();
  }],
  ['`partners.example.com` without `X-Partner-Key`', view => {
    for (const host of ['partners.example.com', 'partners.example.net']) {
      Expect.route(view, 'GET', host, '/orders').toRequireAuthentication().toReach('shop/partners')
        .toRunWith('key-auth', { key_names: ['X-Partner-Key'], key_in_header: true, key_in_query: false, key_in_body: false });
    }
  }],
  ['`admin-api.example.com` from outside 10.0.0.0/8 and 192.168.1.100', view => {
    Expect.route(view, 'DELETE', 'admin-api.example.com', '/users/7').toRequireAuthentication().toReach('shop/admin-api').toRunInOrder('jwt', 'ip-restriction')
      .toRunWith('ip-restriction', { allow: ['10.0.0.0/8', '192.168.1.100/32'], status: 403 });
  }],
  ['any route, with a valid token, of an address that made more than 100 points within a minute: by refused tokens, limits, unknown paths', view => {
    for (const { name } of view.routes) {
      const lists = view.pluginsOf(name).filter(({ type }) => type === 'ip-restriction').map(plugin => plugin.object);
      same(`the list that keeps abusers off ${name}`, lists.join(), name.startsWith('shop.admin-root.') ? 'KongPlugin shop/admin-ip-restriction' : BLOCK_LIST[1]);
      const logs = view.pluginsOf(name).filter(({ type }) => type === 'http-log').map(({ config }) => config.http_endpoint);
      same(`whom ${name} tells of requests`, logs.join(), 'http://abuse-guard.kong.svc/logs');
    }
  }],
  ['a host that nobody serves', view => {
    Expect.route(view, 'GET', 'unknown.example.com', '/').toHaveNoRoute();
    const told = view.plugins.filter(({ type, target }) => type === 'http-log' && target === 'everywhere').map(({ config }) => config.http_endpoint);
    same('who is told of it', told.join(), 'http://abuse-guard.kong.svc/logs');
  }],
];

/** A chunk is compared as a whole; this is for the one line of it that a row of the table is about. */
function says(what: string, chunk: string, text: string): void {
  if (!chunk.includes(text)) {
    throw new Error(`expected ${what} to be said as '${text}', and it is not in: ${chunk}`);
  }
}

function same(what: string, got: string, want: string): void {
  if (got !== want) {
    throw new Error(`expected ${what} to be '${want}', and it is '${got}'`);
  }
}
