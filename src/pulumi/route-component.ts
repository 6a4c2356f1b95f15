import * as pulumi from '@pulumi/pulumi';
import { ApiComponent, ApiRouteArgs } from './api-component';
import { slotOf } from './slot';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { ApiRoute as ApiRouteConstruct } from '../apis/api-route';

/** Options of a route, which is in the namespace of its API, and served by the gateway of it. */
export type RouteOptions = Omit<WrappedOptions, 'namespace' | 'gateway'>;

/** What every route as a component is given. */
export interface RouteOfApi extends ApiRouteArgs {
  /** The API that it is a route of. It is also the parent, unless the options say another one. */
  readonly api: ApiComponent<any>;
  /** The path, beginning with a slash. */
  readonly path: string;
}

/** A component that is a route of an API. */
export abstract class RouteComponent<C extends ApiRouteConstruct> extends WrappedConstruct<C> {
  /** The path. */
  public readonly path: pulumi.Output<string>;
  /** The plugins that run on this route, in the order in which Kong runs them, those that it shares with the API included. */
  public readonly pluginNames: pulumi.Output<string[]>;

  protected constructor(type: string, name: string, args: RouteOfApi, make: (api: any, id: string, props: any) => C, options: RouteOptions) {
    const { api, ...props } = args;
    if (typeof api !== 'object' || !(api instanceof ApiComponent)) {
      throw new Error(`route '${name}' has no api: expected the component that it is a route of; give api: new SecuredApi('…', { … })`);
    }
    super(type, name, { below: api, make: (scope, id, run) => make(scope, id, run.resolve(props, `${type.split(':').pop()} ${name}`)) },
      { parent: api, ...options, namespace: slotOf(api)!.namespace } as WrappedOptions);
    this.path = pulumi.output(args.path);
    this.pluginNames = pulumi.output(this.construct.plugins.map(plugin => plugin.pluginName));
  }

  protected outputs(): pulumi.Inputs {
    return { ...super.outputs(), path: this.path, pluginNames: this.pluginNames };
  }
}
