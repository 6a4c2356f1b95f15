import { Construct } from 'constructs';
import { ApiBase } from './api-base';
import { RoutePolicies, VALUE_POLICIES } from './route-policies';
import { mistake } from '../errors';
import { pluginPriority } from '../kong/facts/plugin-facts';
import { namespaceOf } from '../kong/kong-object';
import { IKongPlugin, KongPlugin } from '../kong/kong-plugin';
import { PluginSpec, RouteFacts } from '../policies/policy';
import { RequestSchema } from '../policies/request-schema';
import { responseHeaders } from '../policies/security-headers';
import { RoutePath } from '../values/route-path';

/** What a route adds to its policies. */
export interface RouteExtras {
  readonly path: RoutePath;
  readonly methods?: string[];
  readonly plugins: IKongPlugin[];
  readonly requestSchema?: RequestSchema;
}

/**
 * The plugins of a route, made where they do not exist yet, in the order in which Kong runs them. A policy of the API is one object for
 * all routes that it looks the same on; what a route has of its own, or needs otherwise, is an object of the route.
 */
export function renderPolicies(route: Construct, api: ApiBase, policies: RoutePolicies, extras: RouteExtras): IKongPlugin[] {
  const facts = factsOf(api, policies, extras);
  const usual = factsOf(api, api._policies, {});
  const plugins: IKongPlugin[] = [];
  for (const name of VALUE_POLICIES) {
    const policy = policies[name];
    if (policy) {
      const inherited = policy === api._policies[name];
      plugins.push(...specs(route, () => place(policy._plugins(facts), inherited ? policy._plugins(usual) : [], route, api)));
    }
  }
  const headers = responseHeaders(api.tls.hsts, policies.securityHeaders);
  plugins.push(...place(headers, responseHeaders(api.tls.hsts, api._policies.securityHeaders), route, api));
  if (extras.requestSchema) {
    plugins.push(...specs(route, () => place(extras.requestSchema!._plugins(facts), [], route, api)));
  }
  if (policies.tier) {
    const exclusive = policies.tier !== api._policies.tier;
    if (exclusive && facts.publicAccess) {
      throw mistake(route, `route admits consumers of tier '${policies.tier.tierName}' and is public: expected callers who are known; give it authentication, or limit it by the tier of the api`);
    }
    plugins.push(...policies.tier._onRoute(namespaceOf(route), { publicAccess: facts.publicAccess, exclusive }));
  }
  plugins.push(...extras.plugins);
  check(route, plugins);
  return plugins.sort((a, b) => priority(b) - priority(a) || (a.pluginName < b.pluginName ? -1 : 1));
}

/** The objects of what a policy asks for: shared if it is what every route of the API has, the route's own otherwise. */
function place(wanted: PluginSpec[], usual: PluginSpec[], route: Construct, api: ApiBase): IKongPlugin[] {
  return wanted.map(spec => {
    const content = JSON.stringify(spec);
    // A form of its own (a variant) depends on nothing but the policy, so routes share it as well.
    const common = usual.some(other => JSON.stringify(other) === content || (other.plugin === spec.plugin && spec.variant !== undefined));
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
    credentialHeaders: policies.authentication?._credentialHeaders ?? [],
  };
}

/** Policies do not know where they are used; the path of the route is added here. */
function specs<T>(route: Construct, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const text = (error as Error).message;
    throw text.endsWith(']') ? error : mistake(route, text);
  }
}

function check(route: Construct, plugins: IKongPlugin[]): void {
  const byType = new Map<string, IKongPlugin>();
  for (const plugin of plugins) {
    const other = byType.get(plugin.pluginType);
    if (other) {
      throw mistake(route, `route has two plugins of type ${plugin.pluginType}, ${other.pluginName} and ${plugin.pluginName}: kong runs one per type and refuses the whole configuration for two; remove one`);
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
