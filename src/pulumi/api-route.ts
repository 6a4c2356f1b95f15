import { RouteComponent, RouteOfApi, RouteOptions } from './route-component';
import { ApiRoute as ApiRouteConstruct } from '../apis/api-route';

/** A route of an API. */
export type ApiRouteComponentArgs = RouteOfApi;

/**
 * One path of an API, as a component with a name of its own: for a second route that `addRoute` would call the same, or one that is made
 * apart from its API. It is made in the same step as the API, before the program awaits anything.
 */
export class ApiRoute extends RouteComponent<ApiRouteConstruct> {
  /** @throws as the construct does */
  constructor(name: string, args: ApiRouteComponentArgs, options: RouteOptions = {}) {
    super('gatewarden:index:ApiRoute', name, args, (api, id, props) => new ApiRouteConstruct(api, id, props), options);
  }
}
