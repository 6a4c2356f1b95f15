import * as pulumi from '@pulumi/pulumi';
import { WithInputs } from './lift';
import { Program } from './program';
import { RateTier } from './rate-tier';
import { Run } from './run';
import { WrappedConstruct, WrappedOptions } from './wrapped-construct';
import { ApiRouteOptions } from '../apis/api-route';
import { IBackend } from '../apis/backend';
import { SecuredApi as SecuredApiConstruct } from '../apis/secured-api';
import { ValidatedRouteOptions } from '../apis/validated-route';

/** A Service by name and port, which both may be outputs. A `BackendService` is one as it is. */
export type BackendArgs = WithInputs<IBackend, 'name' | 'port'>;

/** What a route is, beside its path. */
export interface ApiRouteArgs extends Omit<ApiRouteOptions, 'backend' | 'tier'> {
  /** Where its requests go. */
  readonly backend: BackendArgs;

  /**
   * How often. A tier given to a route also admits only consumers of that tier.
   *
   * @default - that of the API, or no limit
   */
  readonly tier?: RateTier;
}

/** What a route whose requests are validated is, beside its path. */
export interface ValidatedRouteOptionArgs extends ApiRouteArgs, Pick<ValidatedRouteOptions, Exclude<keyof ValidatedRouteOptions, keyof ApiRouteOptions>> {}

/** What every API is given. */
interface Hosts {
  readonly host?: pulumi.Input<string>;
  readonly hosts?: pulumi.Input<string>[];
}

/** A component that is an API: hosts to which routes can be added. */
export abstract class ApiComponent<C extends SecuredApiConstruct> extends WrappedConstruct<C> {
  /** The first host. */
  public readonly host: pulumi.Output<string>;
  /** All hosts. */
  public readonly hosts: pulumi.Output<string[]>;
  /** Where the API is reached: `https://` and the first host, or `http://` if TLS is terminated elsewhere. */
  public readonly url: pulumi.Output<string>;
  /** The Secret with the certificate; undefined if TLS is terminated elsewhere. */
  public readonly secretName: pulumi.Output<string | undefined>;
  /** The plugins of the API and its routes. */
  public readonly pluginNames: pulumi.Output<string[]>;

  protected constructor(type: string, name: string, args: Hosts, make: (scope: any, id: string, run: Run) => C, options: WrappedOptions) {
    super(type, name, { make }, options);
    const hosts = (args.hosts ?? [args.host!]) as pulumi.Input<string>[];
    this.host = pulumi.output(hosts[0]);
    this.hosts = pulumi.output(hosts);
    this.url = pulumi.interpolate`${this.construct.tls.plainHttpReason === undefined ? 'https' : 'http'}://${this.host}`;
    this.secretName = Program.current().outputOf(this.construct.tlsSecretName);
    this.pluginNames = this.fromObjects(manifests => manifests.filter(({ kind }) => kind === 'KongPlugin').map(({ metadata }) => metadata.name));
  }

  /**
   * Adds a route. Routes are added in the same step as the API is made, before the program awaits anything.
   *
   * @throws as the construct does; nothing of the program is registered then
   */
  public addRoute(path: string, route: ApiRouteArgs): this {
    return this.changeWith(`route ${path}`, route, (api, options) => api.addRoute(path, options));
  }

  /**
   * Adds a route whose requests are validated, in the same step as the API is made.
   *
   * @throws as the construct does; nothing of the program is registered then
   */
  public addValidatedRoute(path: string, route: ValidatedRouteOptionArgs): this {
    return this.changeWith(`route ${path}`, route, (api, options) => api.addValidatedRoute(path, options));
  }

  protected outputs(): pulumi.Inputs {
    const { host, hosts, url, secretName, pluginNames } = this;
    return { ...super.outputs(), host, hosts, url, secretName, pluginNames };
  }

  private changeWith(what: string, args: object, change: (api: C, options: any) => void): this {
    Program.current().change(run => change(run.constructOf(this) as C, run.resolve(args, `${what} of ${this.constructor.name} ${this.construct.node.id}`)));
    return this;
  }
}
