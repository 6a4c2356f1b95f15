import {
  BODY, BOT_DETECTION, CORRELATION_ID, CORS, guard, hsts, httpLog, IP_RESTRICTION, jwt, KEY_AUTH, PREMIUM_LIMIT, PREMIUM_ONLY, PROMETHEUS, SECURITY_HEADERS,
  SMALL_BODY, STANDARD_LIMIT,
} from './plugins';
import { PromisedPlugin, PromisedRoute } from '../../../test/support/promises/routes';

const API = { hosts: ['api.example.com'], service: 'shop.api.80' };
const BEFORE: PromisedPlugin[] = [CORRELATION_ID, BOT_DETECTION, CORS, jwt('api')];
const AFTER: PromisedPlugin[] = [SECURITY_HEADERS, PROMETHEUS, httpLog('api'), guard('api')];
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
    plugins: [...BEFORE, SMALL_BODY, STANDARD_LIMIT, ...AFTER],
  },
  { ...API, object: 'Ingress shop/api-v1-orders-id-0-9-invoice-regex-get', paths: ['~/v1/orders/(?<id>[0-9]+)/invoice$'], methods: ['GET', 'OPTIONS'], plugins: USUAL },
  {
    ...API, object: 'Ingress shop/api-v1-reports-get', paths: ['/v1/reports/', '~/v1/reports$'], methods: ['GET', 'OPTIONS'], headers: { 'X-Report-Format': ['csv', 'pdf'] },
    plugins: USUAL,
  },
  {
    ...API, object: 'Ingress shop/api-healthz-exact-get', paths: ['~/healthz$'], methods: ['GET', 'OPTIONS'], regexPriority: 1,
    plugins: [CORRELATION_ID, BOT_DETECTION, CORS, BODY, SECURITY_HEADERS, PROMETHEUS],
  },
  {
    object: 'Ingress shop/partner-api-root', hosts: ['partners.example.com', 'partners.example.net'], paths: ['/'], service: 'shop.partners.80',
    plugins: [KEY_AUTH, STANDARD_LIMIT, hsts('partner-api'), PROMETHEUS, httpLog('partner-api', ['x-partner-key']), guard('partner-api')],
  },
  {
    object: 'Ingress shop/admin-root', hosts: ['admin-api.example.com'], paths: ['/'], service: 'shop.admin-api.80',
    plugins: [jwt('admin'), IP_RESTRICTION, hsts('admin'), PROMETHEUS, httpLog('admin'), guard('admin')],
  },
];
