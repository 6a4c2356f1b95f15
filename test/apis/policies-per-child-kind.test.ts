import { Chart } from 'cdk8s';
import { BACKEND, gatewayChart, JWT, pluginConfigs, REASON, securedApi, TLS } from './support';
import {
  AccessLog, AdminEndpoint, ApiDefaults, ApiRoute, Authentication, BodyLimit, BodySize, BotProtection, BotScore, Cidr, CorrelationId, Cors,
  GatewayProof, IpAccess, JsonSchema, KongEdition, RateTier, RoutePolicies, SecuredApi, SecurityHeaders, ValidatedRoute, Without,
} from '../../src';
import { ofKind, synth } from '../support/app';

/**
 * A default of the parent that one kind of child does not take is an open door (aws-cdk#14904, #27436). So: each policy, on each kind.
 */
type Make = (scope: Chart, n: number) => RoutePolicies;

/** Per policy: one value and another, the plugin type or the chunk of Lua, and the way to leave it out. */
const POLICIES: [keyof RoutePolicies, Make, string, ((reason: string) => Without) | undefined][] = [
  ['authentication', (_, n) => ({ authentication: n === 1 ? JWT : Authentication.apiKey() }), 'jwt', undefined],
  ['tier', (scope, n) => ({ tier: new RateTier(scope, `tier${n}`, { minute: n }) }), 'rate-limiting', Without.tier],
  ['ipAccess', (_, n) => ({ ipAccess: IpAccess.allow(Cidr.of(`192.0.2.${n}/32`)) }), 'ip-restriction', Without.ipAccess],
  ['bots', (_, n) => ({ bots: BotProtection.denying(`bot-${n}`) }), 'bot-detection', Without.bots],
  ['bodyLimit', (_, n) => ({ bodyLimit: BodyLimit.of(BodySize.kibibytes(n)) }), 'request-size-limiting', Without.bodyLimit],
  ['accessLog', (_, n) => ({ accessLog: AccessLog.http(`http://logs:808${n}/`) }), 'http-log', Without.accessLog],
  ['cors', (_, n) => ({ cors: new Cors({ origins: [`https://app${n}.example.com`] }) }), 'cors', Without.cors],
  ['securityHeaders', (_, n) => ({ securityHeaders: new SecurityHeaders({ custom: { 'X-Test': `${n}` } }) }), 'response-transformer', Without.securityHeaders],
  ['correlationId', (_, n) => ({ correlationId: new CorrelationId({ header: `X-Id-${n}` }) }), 'correlation-id', Without.correlationId],
  ['botScore', (_, n) => ({ botScore: BotScore.of({ maxRequests: n }) }), 'pre-function bot-score', Without.botScore],
  ['gatewayProof', (_, n) => ({ gatewayProof: GatewayProof.hmac({ signedHeaders: [`X-Signed-${n}`] }) }), 'post-function proof', Without.gatewayProof],
];
const SCHEMA = JsonSchema.fromObject({ type: 'object' });
/** The chunks that clear what clients say of the caller, and what only other routes of the API set. */
const CLEARING = ['pre-function clear-identity', 'post-function clear-identity'];
type Options = RoutePolicies & { readonly without?: Without[] };

/** Each kind of child of an API. */
const KINDS: [string, (api: SecuredApi, options: Options) => ApiRoute][] = [
  ['addRoute', (api, options) => api.addRoute('/v1', { backend: BACKEND, ...options })],
  ['addValidatedRoute', (api, options) => api.addValidatedRoute('/v1', { backend: BACKEND, methods: ['POST'], body: SCHEMA, ...options })],
  ['new ApiRoute', (api, options) => new ApiRoute(api, 'own', { path: '/v1', backend: BACKEND, ...options })],
  ['new ValidatedRoute', (api, options) => new ValidatedRoute(api, 'own', { path: '/v1', backend: BACKEND, methods: ['POST'], body: SCHEMA, ...options })],
];

/** All policies at once, each of the first value. */
function all(scope: Chart): RoutePolicies {
  return Object.assign({}, ...POLICIES.map(([, make]) => make(scope, 1)));
}

/** What protects a route, with its configuration: each plugin, and of function plugins each chunk. */
function protections(chart: Chart, route: ApiRoute): Record<string, any> {
  return Object.fromEntries(Object.entries(pluginConfigs(chart, route)).flatMap(([type, config]) => type.endsWith('-function')
    ? config.access.map((chunk: string) => [`${type} ${/^-- gatewarden: (.*)$/m.exec(chunk)![1]}`, chunk]) : [[type, config]]));
}

function enterprise(): Chart {
  return gatewayChart({ edition: KongEdition.ENTERPRISE });
}

describe.each(KINDS)('%s', (_kind, add) => {
  test.each(POLICIES)('has %s of the API', (name, make, type) => {
    const chart = enterprise();
    const policies = make(chart, 1);
    expect(Object.keys(protections(chart, add(securedApi(chart, policies), {})))).toContain(type);
    expect(Object.keys(policies)).toEqual([name]);
  });

  test.each(POLICIES)('has %s of the scope', (_name, make, type) => {
    const chart = enterprise();
    ApiDefaults.provide(chart, make(chart, 1));
    expect(Object.keys(protections(chart, add(securedApi(chart), {})))).toContain(type);
  });

  test.each(POLICIES)('that overrides %s loses nothing else', (_name, make, type) => {
    const chart = enterprise();
    const api = securedApi(chart, all(chart));
    const inherited = protections(chart, add(api, {}));
    const other = enterprise();
    const overridden = protections(other, add(securedApi(other, all(other)), make(other, 2)));
    const replaced = type === 'jwt' ? ['pre-function token-guard', 'jwt', 'key-auth', 'http-log'] : type === 'rate-limiting' ? [type, 'acl']
      : [type];
    const rest = (plugins: Record<string, any>) => Object.fromEntries(Object.entries(plugins).filter(([plugin]) => !replaced.includes(plugin)));
    expect(rest(overridden)).toEqual(rest(inherited));
    expect(Object.keys(rest(inherited)).length).toBeGreaterThanOrEqual(11);
    expect(overridden).not.toEqual(inherited);
  });

  test.each(POLICIES.filter(policy => policy[3]))('that leaves %s out loses nothing else, and says why', (name, _make, type, leaveOut) => {
    const chart = enterprise();
    const api = securedApi(chart, all(chart));
    const route = add(api, { without: [leaveOut!(REASON)] });
    const everything = ['pre-function connection-guard', 'pre-function token-guard', 'pre-function bot-score', CLEARING[0], 'pre-function clear-proof', 'correlation-id',
      'bot-detection', 'cors', 'jwt', 'ip-restriction', 'request-size-limiting', 'rate-limiting', 'response-transformer', 'http-log', 'post-function authentication-guard',
      CLEARING[1], 'post-function proof'];
    // What the transport asks of browsers stays; a header that the backend believes on other routes is cleared where no policy sets it.
    const header = name === 'botScore' ? 'X-Bot-Score' : name === 'gatewayProof' ? 'X-Gateway-Proof' : undefined;
    const gone = [...type.endsWith(' proof') ? [type, 'pre-function clear-proof'] : type === 'response-transformer' ? [] : [type]];
    const left = protections(chart, route);
    expect(Object.keys(left).filter(plugin => plugin !== 'request-validator')).toEqual(everything.filter(each => !gone.includes(each)));
    expect(CLEARING.map(each => /ipairs\(\{\s+"(X-(?:Bot-Score|Gateway-Proof))"/.exec(left[each])?.[1])).toEqual([header, header]);
    const [ingress] = ofKind(synth(chart), 'Ingress');
    expect(ingress.metadata.annotations[`gatewarden/without-${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`]).toBe(REASON);
  });

  test('without security headers still has HSTS', () => {
    const chart = enterprise();
    const route = add(securedApi(chart, all(chart)), { without: [Without.securityHeaders(REASON)] });
    expect(pluginConfigs(chart, route)['response-transformer'].add.headers).toEqual(['Strict-Transport-Security:max-age=63072000; includeSubDomains']);
  });

  test.each(POLICIES.filter(policy => policy[3]))('fails when it has %s and leaves it out', (name, make, _type, leaveOut) => {
    const chart = enterprise();
    const api = securedApi(chart, all(chart));
    expect(() => add(api, { ...make(chart, 2), without: [leaveOut!(REASON)] })).toThrow(
      `route has ${name} and leaves it out: expected one of the two; remove Without.${name}(…) or the property [test/api/`);
  });

  test.each(POLICIES.filter(policy => policy[3]))('fails when it leaves %s out and the API has none', (name, _make, _type, leaveOut) => {
    expect(() => add(securedApi(enterprise()), { without: [leaveOut!(REASON)] })).toThrow(
      `route leaves out ${name}, which the api does not have: expected a policy of the api, once; remove Without.${name}(…) [test/api/`);
  });
});

describe('AdminEndpoint', () => {
  const admin = (chart: Chart, policies: RoutePolicies) => new AdminEndpoint(chart, 'admin', {
    host: 'admin.example.com', tls: TLS, backend: BACKEND, allow: [Cidr.of('10.0.0.0/8')], authentication: JWT, ...policies,
  });
  const policies = POLICIES.filter(([name]) => name !== 'ipAccess');

  test.each(policies)('has %s on its route and on every kind that is added', (_name, make, type) => {
    const kinds = [undefined, ...KINDS.filter(([kind]) => !kind.startsWith('new V')).map(([, add]) => add)];
    for (const add of kinds) {
      const chart = enterprise();
      const api = admin(chart, make(chart, 1));
      const route = add ? add(api, {}) : api.node.findChild('root') as ApiRoute;
      expect(Object.keys(protections(chart, route))).toEqual(expect.arrayContaining([type, 'ip-restriction']));
    }
  });
});
