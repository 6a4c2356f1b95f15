import { EffectiveGateway, Expect } from 'gatewarden';
import { GUARD, limit } from './plugins';
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
  ['`/v1` with a token of `web`', view => {
    Expect.route(view, 'GET', API, '/v1').asConsumer('web').toReach('shop/api').toRunWith('rate-limiting', STANDARD);
    // One bucket over all routes: the limit that wins hangs on the consumer and on no route.
    for (const { name } of view.routes.filter(route => view.pluginsOf(route.name).some(({ type }) => type === 'rate-limiting'))) {
      const limits = view.pluginsOf(name, 'web').filter(({ type }) => type === 'rate-limiting').map(({ target }) => target);
      same(`what limits web on ${name}`, limits.join(), 'on consumer web');
    }
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
    Expect.route(view, 'GET', API, '/v1/premium').toRunWith('post-function', { access: [GUARD] }).toRunInOrder('jwt', 'post-function');
  }],
  ['`POST /v1/customers` with more than 64 KiB', view => {
    Expect.route(view, 'POST', API, '/v1/customers').toBeTakenBy('Ingress shop/api-v1-customers-post')
      .toRunWith('request-size-limiting', { allowed_payload_size: 64, size_unit: 'kilobytes', require_content_length: true });
    Expect.route(view, 'GET', API, '/v1/customers').toBeTakenBy('Ingress shop/api-v1').toRunWith('request-size-limiting', { require_content_length: false });
  }],
  ['`/v1` with `curl/8` as User-Agent', view => {
    const bots = Expect.route(view, 'GET', API, '/v1').toRun('bot-detection').toRunInOrder('bot-detection', 'jwt');
    bots.toRunWith('bot-detection', { allow: ['(?i)Googlebot', '(?i)bingbot'], deny: ['(?i)curl', '(?i)wget', '(?i)python-requests', '(?i)Go-http-client'] });
  }],
  ['`/healthz`', view => {
    Expect.route(view, 'GET', API, '/healthz').toBeOpen().toReach('shop/api').notToRun('rate-limiting', 'http-log', 'post-function');
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
];

function same(what: string, got: string, want: string): void {
  if (got !== want) {
    throw new Error(`expected ${what} to be '${want}', and it is '${got}'`);
  }
}
