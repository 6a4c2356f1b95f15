import { Construct } from 'constructs';
import { ApiBase } from './api-base';
import { RoutePolicies, VALUE_POLICIES } from './route-policies';
import { mistake } from '../errors';
import { UntrustedLua } from '../gateway/untrusted-lua';
import { namespaceOf, scopedName } from '../kong/kong-object';
import { LuaChunk } from '../lua/chunk';
import { composeLua } from '../lua/composer';
import { clearHeaders, connectionGuard, CONSUMER_HEADERS } from '../lua/identity';
import { LuaFacts } from '../policies/lua-facts';
import { Policy, PluginSpec, RouteFacts, sameSpec } from '../policies/policy';
import { HeaderName } from '../values/header-name';

/** A route, as its functions depend on it. */
export interface LuaRoute {
  readonly policies: RoutePolicies;
  readonly facts: RouteFacts;
  /** What a route with nothing of its own is. */
  readonly usualFacts: RouteFacts;
  /** Whether both facts are alike, so that a policy of the API renders as usual. */
  readonly alike: boolean;
  /** Policies that only a route has. */
  readonly more: Policy[];
}

/** The function plugins of a route, and those that it may share with other routes of the API. */
export interface LuaSpecs {
  readonly wanted: PluginSpec[];
  readonly shared: PluginSpec[];
}

/**
 * One function plugin of each place, of the Lua of all policies. Routes share two forms: that of the API, and that of its public routes,
 * which is known whether or not such a route was made before.
 */
export function renderLua(api: ApiBase, route: LuaRoute): LuaSpecs {
  const { policies, facts, usualFacts } = route;
  const usual = api._usual('lua', () => composeLua(chunksOf(api, api._policies, usualFacts), api.gateway));
  if (route.alike && route.more.length === 0 && VALUE_POLICIES.every(name => policies[name] === api._policies[name])) {
    return { wanted: usual, shared: usual };
  }
  const shared = facts.publicAccess && !usualFacts.publicAccess ? [...usual, ...publicForm(api, usualFacts)] : usual;
  const wanted = composeLua(chunksOf(api, policies, facts, route.more), api.gateway);
  // The form of public routes has a name of its own, and is the same plugin otherwise.
  const same = (spec: PluginSpec) => shared.find(other => other.plugin === spec.plugin && sameSpec({ ...spec, variant: other.variant }, other));
  return { wanted: wanted.map(spec => same(spec) ?? spec), shared };
}

/** What a public route of the API has that says nothing else of its own. */
function publicForm(api: ApiBase, usualFacts: RouteFacts): PluginSpec[] {
  return api._usual('public lua', () => {
    const policies: RoutePolicies = { ...api._policies, authentication: undefined };
    return composeLua(chunksOf(api, policies, { ...usualFacts, publicAccess: true }), api.gateway).map(spec => ({ ...spec, variant: 'public' }));
  });
}

function chunksOf(api: ApiBase, policies: RoutePolicies, route: RouteFacts, more: Policy[] = []): LuaChunk[] {
  const facts: LuaFacts = { ...route, api: `${namespaceOf(api) ?? ''}/${scopedName(api)}`, identity: identityOf(api._policies), bodyLimit: policies.bodyLimit?.size };
  const all = [...VALUE_POLICIES.map(name => policies[name] as Policy | undefined), ...more];
  return [...all.flatMap(policy => policy?._chunks(facts) ?? []), ...clearing(api, policies, route)];
}

/**
 * What clears the headers that backends believe on the other routes of the API, because there the gateway sets them: the identity, what
 * Kong says of the caller, and what policies say which this route does not have.
 */
function clearing(api: ApiBase, policies: RoutePolicies, { publicAccess, gateway }: RouteFacts): LuaChunk[] {
  const identity = identityOf(api._policies);
  // A public API may have a route that knows its callers; but none at a gateway without functions, which none of its routes then need.
  const callers = gateway.untrustedLua === UntrustedLua.OFF ? [] : CONSUMER_HEADERS;
  const said = saidBy(policies);
  const unsaid = saidBy(api._policies).filter(header => !said.some(other => other.sameAs(header)));
  return [
    ...identity.length > 0 ? [connectionGuard()] : [],
    ...clearHeaders([...identity, ...publicAccess ? callers : [], ...unsaid], publicAccess ? [] : callers),
  ];
}

/** The headers by which policies tell backends something. Each policy clears its own. */
function saidBy({ botScore, gatewayProof }: RoutePolicies): HeaderName[] {
  return [botScore?._header, gatewayProof?._header].filter((header): header is HeaderName => header !== undefined);
}

/**
 * Refuses a route that sets what other routes of its API let clients set: those made before do not know of it.
 *
 * @throws when a route tells its backend what its API does not: identity in further headers, a bot score or a proof
 */
export function checkTold(route: Construct, api: ApiBase, policies: RoutePolicies): void {
  const missing = (headers: HeaderName[], known: HeaderName[]) => headers.filter(header => !known.some(other => other.sameAs(header)));
  const identity = missing(identityOf(policies), identityOf(api._policies));
  if (identity.length > 0) {
    throw mistake(route, `route forwards identity in ${identity.join(', ')}, which its api does not: clients could set it on the other routes; give identity to the authentication of the api, with every header that a route uses`);
  }
  const { botScore, gatewayProof } = policies;
  const [score] = missing(botScore?._tells ? [botScore._header] : [], saidBy(api._policies));
  if (score) {
    throw mistake(route, `route tells its backend the bot score in ${score}, which its api does not: clients could set it on the other routes; give botScore to the api, and leave it out of others with Without.botScore('…')`);
  }
  const [proof] = missing(gatewayProof ? [gatewayProof._header] : [], saidBy(api._policies));
  if (proof) {
    throw mistake(route, `route proves the gateway in ${proof}, which its api does not: clients could set it on the other routes; give gatewayProof to the api, and leave it out of others with Without.gatewayProof('…')`);
  }
}

function identityOf(policies: RoutePolicies): HeaderName[] {
  return policies.authentication?._identity?.headerNames ?? [];
}
