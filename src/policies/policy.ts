import { KongGateway } from '../gateway/kong-gateway';
import { ConfigPatch } from '../kong/kong-plugin';
import { LuaChunk } from '../lua/chunk';
import { RoutePath } from '../values/route-path';

/** A plugin that a policy asks for, rendered for one gateway. Plain data; the API makes the object. */
export interface PluginSpec {
  /** The plugin type. */
  readonly plugin: string;
  readonly config: Record<string, unknown>;
  readonly patches?: ConfigPatch[];
  /** What tells this form of the policy from its usual one; part of the object's name. */
  readonly variant?: string;
}

/** Whether two specs ask for the same plugin in the same way. */
export function sameSpec(a: PluginSpec, b: PluginSpec): boolean {
  return a === b || (a.plugin === b.plugin && JSON.stringify(a) === JSON.stringify(b));
}

/** What a policy may need to know of the route that it is rendered for. */
export interface RouteFacts {
  readonly gateway: KongGateway;
  /** Whether callers are anonymous. */
  readonly publicAccess: boolean;
  /** The methods of the route; undefined is all of them. */
  readonly methods?: string[];
  /** The path; undefined while what all routes share is rendered. */
  readonly path?: RoutePath;
  /** Whether a cors plugin answers preflight requests before authentication. */
  readonly cors: boolean;
  /** Request headers that carry credentials beside Authorization. */
  readonly credentialHeaders: string[];
}

/**
 * A protection of an API or a route: what it means at a gateway is rendered for the gateway's version and edition.
 * A policy is a value: it can be given to any number of APIs and routes.
 */
export abstract class Policy {
  /**
   * The Kong plugins that make it so.
   *
   * @throws when this gateway cannot
   * @internal
   */
  public abstract _plugins(route: RouteFacts): PluginSpec[];

  /**
   * The Lua that makes it so, beside the plugins. Chunks of all policies of a route become one function plugin before authentication and
   * one after everything else.
   *
   * @throws when this gateway cannot
   * @internal
   */
  public _chunks(_route: RouteFacts): LuaChunk[] {
    return [];
  }

  /**
   * In which way this policy allows more than the given one of its kind; undefined if it allows no more.
   *
   * @internal
   */
  public abstract _loosens(enforced: Policy): string | undefined;
}
