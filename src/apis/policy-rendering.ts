import { Construct } from 'constructs';
import { ApiBase } from './api-base';
import { checkTold, renderLua } from './lua-rendering';
import { RoutePolicies, VALUE_POLICIES } from './route-policies';
import { locate, mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { pluginPriority } from '../kong/facts/plugin-facts';
import { namespaceOf } from '../kong/kong-object';
import { IKongPlugin, KongPlugin } from '../kong/kong-plugin';
import { AuthenticationPolicy } from '../policies/authentication-policy';
import { PluginSpec, RouteFacts, sameSpec } from '../policies/policy';
import { RateTier } from '../policies/rate-tier';
import { RequestSchema } from '../policies/request-schema';
import { responseHeaders } from '../policies/security-headers';
import { RoutePath } from '../values/route-path';

/** What a route adds to its policies. */
export interface RouteExtras {
  readonly path: RoutePath;
  readonly methods?: string[];
  /** Its own plugins, beside those of the API. */
  readonly plugins: IKongPlugin[];
  readonly requestSchema?: RequestSchema;
  /** Whether the tier was given to the route itself, which then admits only its consumers. */
  readonly exclusive: boolean;
}

/**
 * The plugins of a route, made where they do not exist yet, in the order in which Kong runs them. A policy of the API is one object for
 * all routes that it looks the same on; what a route has of its own, or needs otherwise, is an object of the route.
 */
export function renderPolicies(route: Construct, api: ApiBase, policies: RoutePolicies, extras: RouteExtras): IKongPlugin[] {
  const facts = factsOf(api, policies, extras);
  const usualFacts = factsOf(api, api._policies, {});
  const alike = facts.methods === undefined && facts.publicAccess === usualFacts.publicAccess && facts.cors === usualFacts.cors
    && facts.credentialHeaders.join() === usualFacts.credentialHeaders.join();
  checkTold(route, api, policies);
  const plugins: IKongPlugin[] = [];
  for (const name of VALUE_POLICIES) {
    const policy = policies[name];
    if (policy) {
      plugins.push(...locate(route, () => {
        const usual = policy === api._policies[name] ? api._usual(name, () => policy._plugins(usualFacts)) : [];
        return place(usual.length > 0 && alike ? usual : policy._plugins(facts), usual, route, api);
      }));
    }
  }
  const usualHeaders = api._usual('securityHeaders', () => responseHeaders(api.tls.hsts, api._policies.securityHeaders));
  const sameHeaders = policies.securityHeaders === api._policies.securityHeaders;
  plugins.push(...place(sameHeaders ? usualHeaders : responseHeaders(api.tls.hsts, policies.securityHeaders), usualHeaders, route, api));
  if (extras.requestSchema) {
    plugins.push(...locate(route, () => place(extras.requestSchema!._plugins(facts), [], route, api)));
  }
  const lua = locate(route, () => renderLua(api, { policies, facts, usualFacts, alike, more: extras.requestSchema ? [extras.requestSchema] : [] }));
  plugins.push(...place(lua.wanted, lua.shared, route, api));
  if (policies.tier) {
    plugins.push(...limits(route, api, policies.tier, policies.authentication!, extras.exclusive));
  }
  plugins.push(...new Set([...api._sharedPlugins, ...extras.plugins]));
  check(route, plugins, new Set([...api._sharedPlugins, ...extras.plugins]));
  return plugins.sort((a, b) => priority(b) - priority(a) || (a.pluginName < b.pluginName ? -1 : 1));
}

/** The limit of a tier, and its door where the route is for the tier alone. */
function limits(route: Construct, api: ApiBase, tier: RateTier, callers: AuthenticationPolicy, exclusive: boolean): IKongPlugin[] {
  if (exclusive && callers.isPublic) {
    throw mistake(route, `route admits consumers of tier '${tier.tierName}' and is public: expected callers who are known; give it authentication, or limit it by the tier of the api`);
  }
  if (exclusive && !callers._identifiesConsumer) {
    throw mistake(route, `route admits consumers of tier '${tier.tierName}', and its authentication makes no caller one: nobody would pass; give Authentication.oidc a consumerClaim`);
  }
  const served = KongGateway.of(tier);
  if (served !== api.gateway) {
    throw mistake(route, `tier '${tier.tierName}' is declared for another gateway (${served.description}) than the route: its limit would be counted as that gateway counts; declare a tier in a scope that has the gateway of the api`);
  }
  return tier._onRoute(namespaceOf(route), { publicAccess: callers.isPublic, exclusive });
}

/** The objects of what a policy asks for: shared if it is what every route of the API has, the route's own otherwise. */
function place(wanted: PluginSpec[], usual: PluginSpec[], route: Construct, api: ApiBase): IKongPlugin[] {
  return wanted.map(spec => {
    // A form of its own (a variant) depends on nothing but the policy, so routes share it as well.
    const common = usual.some(other => sameSpec(other, spec) || (other.plugin === spec.plugin && spec.variant !== undefined));
    return (common ? api._share(spec) : undefined)
      ?? new KongPlugin(route, spec.plugin, { plugin: spec.plugin, config: spec.config, configPatches: spec.patches });
  });
}

function factsOf(api: ApiBase, policies: RoutePolicies, extras: { path?: RoutePath; methods?: string[] }): RouteFacts {
  return {
    gateway: api.gateway,
    publicAccess: policies.authentication?.isPublic ?? false,
    methods: extras.methods,
    path: extras.path,
    cors: policies.cors !== undefined,
    // A client may send the key of the API to its public routes as well.
    credentialHeaders: [...new Set([api._policies.authentication, policies.authentication].flatMap(a => a?._credentialHeaders ?? []))].sort(),
  };
}

/** What to do instead of a plugin beside one of the library. */
const INSTEAD: Record<string, string> = {
  'response-transformer': 'set response headers in securityHeaders instead, and what else you need in a plugin of another type',
  'post-function': 'put your lua into a custom plugin instead',
  'pre-function': 'put your lua into a custom plugin instead',
};

/** What is wrong with two plugins of one type; `given` are those that the user has made. */
function clash([one, other]: IKongPlugin[], given: Set<IKongPlugin>): string {
  const why = 'kong runs one per type and refuses the whole configuration for two';
  const [ours, theirs] = given.has(one) ? [other, one] : [one, other];
  return given.has(one) === given.has(other)
    ? `route has two plugins of type ${one.pluginType}, ${one.pluginName} and ${other.pluginName}: ${why}; remove one`
    : `route has two plugins of type ${one.pluginType}, ${ours.pluginName}, which a policy of the api or route makes, and your ${theirs.pluginName}: ${why}; remove yours, and ${INSTEAD[one.pluginType] ?? 'change the policy instead'}`;
}

function check(route: Construct, plugins: IKongPlugin[], given: Set<IKongPlugin>): void {
  const byType = new Map<string, IKongPlugin>();
  for (const plugin of plugins) {
    const other = byType.get(plugin.pluginType);
    if (other) {
      throw mistake(route, clash([other, plugin], given));
    }
    byType.set(plugin.pluginType, plugin);
    const namespace = namespaceOf(route);
    if (plugin.pluginNamespace !== namespace) {
      throw mistake(route, `plugin ${plugin.pluginName} is in namespace ${plugin.pluginNamespace ?? '(none)'} and the route in ${namespace ?? '(none)'}: the controller looks in the namespace of the route only, and serves the route without it; make it in the chart of the api`);
    }
  }
}

function priority(plugin: IKongPlugin): number {
  return pluginPriority(plugin.pluginType) ?? Number.NEGATIVE_INFINITY;
}
