import { mutant, Mutant } from '../mutant';

const PUBLIC = 'gatewarden/public-access';

/** A protection is lost from one route, or a route has one too many. */
export const ROUTE_PLUGINS: Mutant[] = [
  mutant('jwt is dropped from a route', ['A7.4', 'only the guard is left between the route and everybody'],
    ['rule unauthenticated-route', 'api.example.com/v1/premium has no authentication'],
    o => o.unplug('api-v1-premium', 'api-jwt')),
  mutant('a protected route is declared public without its jwt', ['A7.4', 'the word that silences the guard is on a route that must not have it'],
    ['promise route admin-root', 'promised, in this order: pre-function, jwt, ip-restriction'],
    o => {
      o.unplug('admin-root', 'admin-jwt', 'admin-post-function');
      o.remove('KongPlugin', 'admin-jwt');
      o.remove('KongPlugin', 'admin-post-function');
      o.annotate('Ingress', 'admin-root', PUBLIC, 'it was in the way');
    }),
  mutant('the guard is dropped from a route', ['observed', 'losing the jwt plugin too opens the route'],
    ['promise route api-v1-reports-get', 'promised, in this order'],
    o => o.unplug('api-v1-reports-get', 'api-post-function')),
  mutant('the validation is dropped from the route of customers', ['B.10', 'any body reaches the service'],
    ['rule unattached-plugin', 'api-v1-customers-post-post-function'],
    o => o.replug('api-v1-customers-post', 'api-v1-customers-post-post-function', 'api-post-function')),
  mutant('the schema of customers takes any property', ['B.10', 'a client sets what only the service may set'],
    ['promise route api-v1-customers-post', 'post-function config.access'],
    o => {
      const config = o.config('api-v1-customers-post-post-function');
      config.access[3] = config.access[3].replace('return "additionalProperties", step(k1)', 'return');
    }),
  mutant('the guard lets everybody pass', ['observed', 'losing the jwt plugin opens the route'],
    ['promise route api-v1', 'post-function config.access'],
    o => { o.config('api-post-function').access = ['-- return kong.response.exit(401)']; }),
  mutant('the access list is dropped from the premium route', ['D.4', 'any application may call what only premium ones paid for'],
    ['promise route api-v1-premium', 'promised, in this order'],
    o => { o.unplug('api-v1-premium', 'premium-acl'); o.remove('KongPlugin', 'premium-acl'); }),
  mutant('the address rule is dropped from the admin route', ['B.11', 'a stolen token is enough'],
    ['promise route admin-root', 'runs the ip-restriction of KongClusterPlugin abuse-guard-ip-restriction, promised is that of KongPlugin shop/admin-ip-restriction'],
    o => { o.unplug('admin-root', 'admin-ip-restriction'); o.remove('KongPlugin', 'admin-ip-restriction'); }),
  mutant('the limit is dropped from a route', ['B.7', 'callers without a plan are unlimited'],
    ['promise route partner-api-root', 'promised, in this order: pre-function, key-auth, ip-restriction, rate-limiting'],
    o => o.unplug('partner-api-root', 'standard-rate-limiting')),
  mutant('a route has the larger body limit of its API', ['B.6', 'the stricter one is nowhere'],
    ['rule unattached-plugin', 'api-v1-customers-post-request-size-limiting'],
    o => o.replug('api-v1-customers-post', 'api-v1-customers-post-request-size-limiting', 'api-request-size-limiting')),
  mutant('the log is dropped from the partners', ['B.14', 'nobody sees what they do'],
    ['rule unattached-plugin', 'partner-api-http-log'],
    o => o.unplug('partner-api-root', 'partner-api-http-log')),
  mutant('a plugin that nobody promised runs on a route', ['B.17', 'every request is answered 503'],
    ['promise route api-v1', 'request-termination'],
    o => { o.addPlugin('stop', 'request-termination', { status_code: 503 }); o.plug('api-v1', 'stop'); }),
  mutant('the public route runs the limit that it does without', ['B7.5', 'probes are limited by their address'],
    ['promise route api-healthz-exact-get', 'rate-limiting'],
    o => o.plug('api-healthz-exact-get', 'standard-rate-limiting')),
  mutant('a service of the shop carries a plugin', ['A8.2', 'it applies to every route that reaches the service'],
    ['promise route api-v1', 'request-transformer'],
    o => {
      o.addPlugin('tag', 'request-transformer', { add: { headers: ['X-Debug:on'] } });
      o.annotate('Service', 'api', 'konghq.com/plugins', 'tag');
    }),
  mutant('a plugin of the route hides the global headers, and has no HSTS', ['E1.2', 'the most specific plugin of a type is the only one that runs'],
    ['promise route partner-api-root', 'response-transformer config'],
    o => {
      const config = o.config('partner-api-response-transformer');
      config.add.headers = config.replace.headers = ['X-Partner:yes'];
    }),
  mutant('the HSTS plugin of the admin route is lost', ['A9.5', 'the global one takes its place: another one than the construct promises'],
    ['rule unattached-plugin', 'admin-response-transformer'],
    o => o.unplug('admin-root', 'admin-response-transformer')),
];
