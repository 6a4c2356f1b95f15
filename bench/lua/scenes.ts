import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  Authentication, Backend, BotScore, GatewayProof, IdentityHeaders, JwtAuthenticationProps, KongGateway, SecretRef, SecuredApi, SecuredApiProps, Tls,
  UntrustedLua,
} from 'gatewarden';
import { storefront } from '../../examples/storefront/main';
import { composeLua } from '../../src/lua/composer';
import { validationChunk } from '../../src/lua/schema/validation-chunk';
import { routeConfigOf } from '../../test/e2e/lua/chunks';
import { RouteConfig } from '../../test/e2e/lua/lua-gateway';
import { Page, pagesOf } from '../../test/e2e/pages';

/** What is measured: chunks as they are emitted, and the requests that they see. */
const JWT: JwtAuthenticationProps = { keyClaim: 'azp', issuers: ['https://login.example.com'], maximumLifetime: Duration.hours(1) };
/** The mapping of the storefront. */
const IDENTITY = IdentityHeaders.of({ 'X-User-ID': 'sub', 'X-User-Email': 'email', 'X-User-Roles': 'roles' });

/** The claims of an access token as an issuer of many applications writes them. */
export const CLAIMS = {
  iss: 'https://login.example.com', sub: '0f9b6d1e-5b0c-4c5e-9d8f-3c1f2a7b9e10', aud: ['shop', 'account'], azp: 'web', exp: 4102444800, iat: 1767225600,
  jti: '6a1c7b52-6f2e-4c1b-8a55-5b2f8f0c9d3e', typ: 'Bearer', sid: '2f4d9c7e-1b3a-4f5e-8c6d-7e8f9a0b1c2d', scope: 'openid profile email orders:read',
  email: 'alice@example.com', email_verified: true, name: 'Alice Example', preferred_username: 'alice', roles: ['buyer', 'editor'],
};
const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'Rk9PQkFSMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY' };
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Signed as RS256 would: as many bytes, whatever they are. */
export const TOKEN = `${base64url(HEADER)}.${base64url(CLAIMS)}.${Buffer.alloc(256, 7).toString('base64url')}`;
/** Its parts, as `ngx.decode_base64` takes them without further ado. */
export const [HEADER_PART, CLAIMS_PART] = [HEADER, CLAIMS].map(value => Buffer.from(JSON.stringify(value)).toString('base64'));

/** The schema of the article on API security that this package began with: what a new customer must look like. */
export const CUSTOMER_SCHEMA = {
  type: 'object',
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    email: { type: 'string', format: 'email' },
    phone: { type: 'string', pattern: '^\\+?[0-9]{10,15}$' },
  },
  additionalProperties: false,
};
export const CUSTOMER = JSON.stringify({ name: 'Ada Lovelace', email: 'ada.lovelace@example.com', phone: '+441234567890' });

export const CJSON = ['cjson.safe'];

/** The route of an API with these. Without `cjson.safe` tokens are decoded in plain Lua. */
function routeOf(props: Partial<SecuredApiProps>, requires: string[]): RouteConfig {
  const app = new App();
  const settings = requires.length > 0 ? { KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: requires.join() } : undefined;
  new KongGateway(app, 'gateway', {
    trustedProxies: [], behindLoadBalancer: false, luaModules: requires, settings, secretEnvironment: { GW_PROOF: SecretRef.of('proof', 'secret') },
  });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new SecuredApi(chart, 'api', { host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(JWT), ...props });
  api.addRoute('/v1', { backend: Backend.service('api', 80) });
  return { ...routeConfigOf([{ title: 'it', app: 'it', objects: Testing.synth(chart) }], 'api-v1'), requires };
}

/** A route with these of its chunks. */
function only(route: RouteConfig, ids: RegExp): RouteConfig {
  const kept = (chunks?: string[]) => ({ access: (chunks ?? []).filter(chunk => ids.test(idOf(chunk))) });
  const result = { ...route, preFunction: kept(route.preFunction?.access), postFunction: kept(route.postFunction?.access) };
  if (result.preFunction.access.length + result.postFunction.access.length === 0) {
    throw new Error(`no chunk of the route is called ${ids}: bring the benchmark up to date`);
  }
  return result;
}

/** What the composer calls a chunk, in the first line of it. */
export function idOf(chunk: string): string {
  return /^-- gatewarden: (\S+)/.exec(chunk)![1];
}

export function identityRoute(requires: string[]): RouteConfig {
  const route = routeOf({ authentication: Authentication.jwt({ ...JWT, identity: IDENTITY }) }, requires);
  return only(route, /^(connection-guard|token-guard|clear-identity|claims-and-identity)$/);
}

function validationRoute(): RouteConfig {
  const gateway = { untrustedLua: UntrustedLua.SANDBOX, luaModules: [], description: 'oss 3.9' };
  const [{ config }] = composeLua([validationChunk({ body: CUSTOMER_SCHEMA, maxBytes: 65_536 })], gateway);
  return { postFunction: { access: config.access } };
}

export const STOREFRONT: Page[] = pagesOf('storefront', storefront);

/** Routes that each have one protection, as an API emits it, and routes with everything. */
export const ROUTES = {
  'no chunk': {},
  'authentication guard': only(routeOf({}, CJSON), /^authentication-guard$/),
  'claims, cjson.safe': only(
    routeOf({ authentication: Authentication.jwt({ ...JWT, audiences: ['shop'], requiredClaims: { azp: 'web' }, requiredScopes: ['orders:read'] }) }, CJSON),
    /^(token-guard|claims)$/,
  ),
  'identity, cjson.safe': identityRoute(CJSON),
  'identity, plain Lua': identityRoute([]),
  'bot score': only(routeOf({ botScore: BotScore.of() }, CJSON), /^(connection-guard|bot-score)$/),
  'gateway proof': only(
    routeOf({ gatewayProof: GatewayProof.hmac({ signedHeaders: ['X-Consumer-Username'] }) }, CJSON), /^(connection-guard|clear-proof|proof)$/,
  ),
  'storefront, partners': { ...routeConfigOf(STOREFRONT, 'partner-api-root'), requires: CJSON },
  'storefront, api': { ...routeConfigOf(STOREFRONT, 'api-v1'), requires: CJSON },
  'validation': validationRoute(),
} satisfies Record<string, RouteConfig>;
export type RouteName = keyof typeof ROUTES;
