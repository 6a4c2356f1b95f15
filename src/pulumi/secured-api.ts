import * as pulumi from '@pulumi/pulumi';
import { ApiComponent, ApiRouteArgs } from './api-component';
import { WithInputs } from './lift';
import { RateTier } from './rate-tier';
import { WrappedOptions } from './wrapped-construct';
import { RoutePolicies } from '../apis/route-policies';
import { SecuredApi as SecuredApiConstruct, SecuredApiProps } from '../apis/secured-api';

/** The protections of an API or a route. */
export interface PolicyArgs extends Omit<RoutePolicies, 'tier'> {
  /**
   * How often. A tier given to a route also admits only consumers of that tier.
   *
   * @default - that of the API, or no limit
   */
  readonly tier?: RateTier;
}

/** An API. Policies are values of this package, whose classes take outputs wherever a value is only passed on. */
export interface SecuredApiArgs extends WithInputs<Omit<SecuredApiProps, 'tier' | 'hosts' | 'enforced'>, 'host'> {
  /**
   * Several host names, all served alike. How many there are decides which objects are made.
   *
   * @default - `host` is given
   */
  readonly hosts?: pulumi.Input<string>[];

  /**
   * How often each caller may call.
   *
   * @default - no limit
   */
  readonly tier?: RateTier;

  /**
   * Policies that the API has, and that it and its routes may tighten but not drop or loosen. For an organisation's class.
   *
   * @default - none
   */
  readonly enforced?: PolicyArgs;

  /**
   * Routes by path; more can be added with `addRoute`.
   *
   * @default - none
   */
  readonly routes?: { [path: string]: ApiRouteArgs };
}

/** An API at the gateway: hosts with a certificate, and routes that all have its policies unless they say otherwise. */
export class SecuredApi extends ApiComponent<SecuredApiConstruct> {
  /** @throws as the construct does */
  constructor(name: string, args: SecuredApiArgs, options: WrappedOptions = {}) {
    const { routes = {}, ...props } = args ?? {};
    super('gatewarden:index:SecuredApi', name, args, (scope, id, run) => {
      const api = new SecuredApiConstruct(scope, id, run.resolve(props, `SecuredApi ${name}`));
      Object.entries(routes).forEach(([path, route]) => api.addRoute(path, run.resolve(route, `route ${path} of SecuredApi ${name}`)));
      return api;
    }, options);
  }
}
