import { Construct } from 'constructs';
import { ApiDefaults, USED } from './api-defaults';
import { given, PolicyName, RoutePolicies } from './route-policies';
import { loosened } from './tightening';
import { locate, mistake } from '../errors';
import { KongGateway } from '../gateway/kong-gateway';
import { scopedName } from '../kong/kong-object';
import { IKongPlugin, KongPlugin } from '../kong/kong-plugin';
import { PluginSpec, sameSpec } from '../policies/policy';
import { watch } from '../rules/watch';
import { Tls } from '../tls/tls';
import { HostName } from '../values/host-name';
import { expectKind, expectList, isPlugin } from '../values/kinds';

const NO_ROUTE = 'api has no route: its hosts would answer 404 to everything; add one with addRoute, or remove the api';

const isTls = (value: any) => typeof value._bind === 'function' && typeof value._protocols === 'string';

/** How a plugin is made of what was given in its place: a name, perhaps. */
export const PLUGIN_FIX = (name: string): string => `KongPlugin.fromName(this, 'id', { name: ${name}, plugin: '…' })`;

/** What an API is made of, whatever it adds. */
export interface ApiBaseProps {
  /** The host names, at least one. */
  readonly hosts: HostName[];
  /** How clients reach it. */
  readonly tls: Tls;
  /** The policies of every route that says nothing else. */
  readonly policies: RoutePolicies;
  /** Policies that may be tightened, and not dropped or loosened. */
  readonly enforced: RoutePolicies;
  /** Further plugins of every route. */
  readonly plugins: IKongPlugin[];
}

/** Hosts of a gateway to which routes can be added: what every route of them shares. */
export abstract class ApiBase extends Construct {
  /** The gateway that serves it. */
  public readonly gateway: KongGateway;
  /** How clients reach it. */
  public readonly tls: Tls;
  /** The Secret with the certificate of its hosts, if the gateway terminates TLS. */
  public readonly tlsSecretName?: string;

  /** @internal */
  public readonly _policies: RoutePolicies;
  /** @internal */
  public readonly _sharedPlugins: IKongPlugin[];
  /** @internal */
  public _hasRoute = false;

  private readonly hostNames: HostName[];
  private readonly enforced: RoutePolicies[];
  private readonly rendered = new Map<string, PluginSpec[]>();
  private readonly made = new Map<string, { readonly plugin: KongPlugin; readonly spec: PluginSpec }>();

  /** @throws when a policy is looser than what is enforced */
  constructor(scope: Construct, id: string, props: ApiBaseProps) {
    const [enforced, policies] = locate(scope, () => {
      expectKind('tls', props.tls, isTls, 'a Tls', 'Tls.issuedBy(Issuer.cluster(\'…\')), Tls.fromSecret(\'…\') or Tls.terminatedElsewhere(\'…\')');
      expectList('plugins', props.plugins, isPlugin, 'a plugin', PLUGIN_FIX);
      return [given(props.enforced), given(props.policies)];
    }, `api '${id}': `);
    super(scope, id);
    watch(this);
    Object.defineProperty(this, USED, { value: true });
    this.gateway = KongGateway.of(this);
    this.hostNames = props.hosts;
    this.tls = props.tls;
    this._sharedPlugins = [...props.plugins];
    this.enforced = [...ApiDefaults._enforced(this), props.enforced];
    this._policies = { ...ApiDefaults._of(this), ...enforced, ...policies };
    this._checkEnforced(this._policies, this);
    this.tlsSecretName = props.tls._bind(this, props.hosts);
    this.node.addValidation({ validate: () => this._hasRoute ? [] : [NO_ROUTE] });
  }

  /** The host names, as a copy. */
  public get hosts(): HostName[] {
    return [...this.hostNames];
  }

  /**
   * Throws if policies are looser than what is enforced.
   *
   * @internal
   */
  public _checkEnforced(policies: RoutePolicies, at: Construct): void {
    const problems = this.enforced.flatMap(enforced => loosened(policies, enforced));
    if (problems.length > 0) {
      throw mistake(at, [...new Set(problems)].join('; '));
    }
  }

  /**
   * What a policy asks for on a route that has nothing of its own, rendered once for all of them.
   *
   * @internal
   */
  public _usual(name: PolicyName | 'lua' | 'public lua', render: () => PluginSpec[]): PluginSpec[] {
    if (!this.rendered.has(name)) {
      this.rendered.set(name, render());
    }
    return this.rendered.get(name)!;
  }

  /**
   * The object of a policy that the routes of this API share, made when the first route needs it. Its name is that of the API, the
   * plugin type and the form, whoever comes first.
   *
   * @internal
   */
  public _share(spec: PluginSpec): IKongPlugin | undefined {
    const id = [spec.variant, spec.plugin].filter(Boolean).join('-');
    const made = this.made.get(id);
    if (made) {
      return sameSpec(made.spec, spec) ? made.plugin : undefined;
    }
    // The id begins with `$`, so that it is in no route's way.
    const plugin = new KongPlugin(this, `$${id}`, {
      plugin: spec.plugin, config: spec.config, configPatches: spec.patches, name: scopedName(this, id),
    });
    this.made.set(id, { plugin, spec });
    return plugin;
  }
}
