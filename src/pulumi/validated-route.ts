import { ValidatedRouteOptionArgs } from './api-component';
import { RouteComponent, RouteOfApi, RouteOptions } from './route-component';
import { ValidatedRoute as ValidatedRouteConstruct } from '../apis/validated-route';

/** A route whose requests are validated. */
export interface ValidatedRouteArgs extends ValidatedRouteOptionArgs, RouteOfApi {}

/**
 * A route that refuses requests which do not fit their schema with 400: on Kong Enterprise by a plugin of it, on open-source Kong by Lua
 * that the schema is compiled to. It is made in the same step as its API, before the program awaits anything.
 */
export class ValidatedRoute extends RouteComponent<ValidatedRouteConstruct> {
  /** @throws as a route does, and when there is nothing to validate, or a body on methods that have none */
  constructor(name: string, args: ValidatedRouteArgs, options: RouteOptions = {}) {
    super('gatewarden:index:ValidatedRoute', name, args, (api, id, props) => new ValidatedRouteConstruct(api, id, props), options);
  }
}
