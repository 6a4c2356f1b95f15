import { App, Chart, Testing } from 'cdk8s';
import { AccessLog, Authentication, Backend, IdentityHeaders, JwtAuthenticationProps, KongGateway, PublicAccess, SecuredApi, Tls } from 'gatewarden';
import { routeConfigOf } from './chunks';
import { LuaGateway, LuaRoute, RouteConfig, Variant, VARIANTS } from './lua-gateway';
import { Answer, SentRequest, Vouched } from './requests';

/** The headers of most tests, and their claims. */
export const MAPPING = {
  'X-User-ID': 'sub', 'X-User-Email': 'email', 'X-User-Roles': 'roles', 'X-Realm-Role': 'realm_access.role', 'X-Tenant': 'https://shop.example.com/tenant',
};
export const IDENTITY = IdentityHeaders.of(MAPPING);

export const part = (text: string) => Buffer.from(text).toString('base64url');
export const HEADER = part('{"alg":"HS256","typ":"JWT"}');
/** A token of these claims; text is taken as it is. */
export const token = (claims: unknown, header: string = HEADER) => `${header}.${part(typeof claims === 'string' ? claims : JSON.stringify(claims))}.c2ln`;

export const CALLER: Vouched = { credential: { id: '1', key: 'web', consumer_id: '2' }, consumer: { id: '2', username: 'web' } };

/** A request whose token the jwt plugin has verified. */
export function signed(claims: unknown, more: SentRequest = {}): SentRequest {
  const text = token(claims);
  return { ...more, headers: [['Authorization', `Bearer ${text}`], ...more.headers ?? []], vouched: { ...CALLER, token: text, ...more.vouched } };
}

/** What a backend that takes `_` for `-` reads as a header. */
export function sentTo(answer: Answer, name: string): [string, string][] {
  if (!answer.received) {
    throw new Error(`the gateway answered ${answer.status} itself: ${answer.body}`);
  }
  return answer.received.headers.filter(([header]) => header.toLowerCase().replace(/_/g, '-') === name.toLowerCase());
}

/** The value of such a header; several are joined, none is undefined. */
export function valueOf(answer: Answer, name: string): string | undefined {
  return sentTo(answer, name).map(([, value]) => value).join('|') || undefined;
}

/** How a node can decode JSON, on each kind of node. */
export interface Decoder {
  readonly title: string;
  readonly variant: Variant;
  readonly requires: string[];
}
export const DECODERS: Decoder[] = VARIANTS.flatMap(variant => [[], ['cjson.safe']]
  .map(requires => ({ title: `${variant.name}, ${requires.join() || 'plain lua'}`, variant, requires })));

/** What Kong runs for a route of an API with a private and a public one. */
export function routeConfig(props: JwtAuthenticationProps, { variant, requires }: Decoder, ingress: 'api-private' | 'api-public' = 'api-private'): RouteConfig {
  const app = new App();
  const settings = requires.length > 0 ? { KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: requires.join() } : undefined;
  new KongGateway(app, 'gateway', { trustedProxies: [], behindLoadBalancer: false, luaModules: requires, settings });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new SecuredApi(chart, 'api', {
    host: 'api.example.com', tls: Tls.fromSecret('tls'), authentication: Authentication.jwt(props), accessLog: AccessLog.file('/dev/stdout', { userClaim: 'sub' }),
  });
  const backend = Backend.service('api', 80);
  api.addRoute('/private', { backend });
  api.addRoute('/public', { backend, authentication: PublicAccess.because('the catalogue is for everybody') });
  return { ...routeConfigOf([{ title: 'it', app: 'it', objects: Testing.synth(chart) }], ingress), requires, variant };
}

/** The private and the public route of an API with identity, served once. */
export function identityRoutes(gateway: () => LuaGateway, decoder: Decoder): (name: 'private' | 'public') => LuaRoute {
  const served = new Map<string, LuaRoute>();
  return name => {
    served.set(name, served.get(name) ?? gateway().serve(routeConfig({ identity: IDENTITY }, decoder, `api-${name}`)));
    return served.get(name)!;
  };
}
