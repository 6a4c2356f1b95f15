import {
  ADMIN_AFTER, ADMIN_BEFORE, after, API_AFTER, API_BEFORE, before, BLOCK_LIST, BODY, BOT_DETECTION, CORRELATION_ID, CORS, CUSTOMERS_AFTER, hsts, httpLog,
  IP_RESTRICTION, jwt, KEY_AUTH, PARTNER_AFTER, PARTNER_BEFORE, PREMIUM_LIMIT, PREMIUM_ONLY, PROMETHEUS, PUBLIC_AFTER, PUBLIC_BEFORE, SECURITY_HEADERS,
  SMALL_BODY, STANDARD_LIMIT,
} from './plugins';
import { PromisedPlugin, PromisedRoute } from '../../../test/support/promises/routes';

const API = { hosts: ['api.example.com'], service: 'shop.api.80' };
const BEFORE: PromisedPlugin[] = [before('api', API_BEFORE), CORRELATION_ID, BOT_DETECTION, CORS, jwt('api'), BLOCK_LIST];
const ANSWER: PromisedPlugin[] = [SECURITY_HEADERS, PROMETHEUS, httpLog('api')];
const AFTER: PromisedPlugin[] = [...ANSWER, after('api', API_AFTER)];
const USUAL: PromisedPlugin[] = [...BEFORE, BODY, STANDARD_LIMIT, ...AFTER];

/** Every route of the storefront, by hand: how it matches, where it leads, and what runs on it in Kong's order. */
export const ROUTES: PromisedRoute[] = [
  { ...API, object: 'Ingress shop/api-v1', paths: ['/v1/', '~/v1$'], plugins: USUAL },
  {
    ...API, object: 'Ingress shop/api-v1-premium', paths: ['/v1/premium/', '~/v1/premium$'], service: 'shop.api-premium.80',
    plugins: [...BEFORE, BODY, PREMIUM_ONLY, PREMIUM_LIMIT, ...AFTER],
  },
  {
    ...API, object: 'Ingress shop/api-v1-customers-post', paths: ['/v1/customers/', '~/v1/customers$'], methods: ['POST', 'OPTIONS'],
    plugins: [...BEFORE, SMALL_BODY, STANDARD_LIMIT, ...ANSWER, after('api-v1-customers-post', CUSTOMERS_AFTER)],
  },
  { ...API, object: 'Ingress shop/api-v1-orders-id-0-9-invoice-regex-get', paths: ['~/v1/orders/(?<id>[0-9]+)/invoice$'], methods: ['GET', 'OPTIONS'], plugins: USUAL },
  {
    ...API, object: 'Ingress shop/api-v1-reports-get', paths: ['/v1/reports/', '~/v1/reports$'], methods: ['GET', 'OPTIONS'], headers: { 'X-Report-Format': ['csv', 'pdf'] },
    plugins: USUAL,
  },
  {
    ...API, object: 'Ingress shop/api-healthz-exact-get', paths: ['~/healthz$'], methods: ['GET', 'OPTIONS'], regexPriority: 1,
    plugins: [
      before('api-public', PUBLIC_BEFORE), CORRELATION_ID, BOT_DETECTION, CORS, BLOCK_LIST, BODY, ...ANSWER, after('api-public', PUBLIC_AFTER),
    ],
  },
  {
    object: 'Ingress shop/partner-api-root', hosts: ['partners.example.com', 'partners.example.net'], paths: ['/'], service: 'shop.partners.80',
    plugins: [before('partner-api', PARTNER_BEFORE), KEY_AUTH, BLOCK_LIST, STANDARD_LIMIT, hsts('partner-api'), PROMETHEUS, httpLog('partner-api', ['x-partner-key']), after('partner-api', PARTNER_AFTER)],
  },
  {
    object: 'Ingress shop/admin-root', hosts: ['admin-api.example.com'], paths: ['/'], service: 'shop.admin-api.80',
    plugins: [before('admin', ADMIN_BEFORE), jwt('admin'), IP_RESTRICTION, hsts('admin'), PROMETHEUS, httpLog('admin'), after('admin', ADMIN_AFTER)],
  },
];
